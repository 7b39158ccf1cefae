"""What a repository's workflows let a request for changes do, which anybody may send."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from generator.plan.read import Cell, YamlList, YamlMap
from generator.plan.read.cells import YamlValue
from generator.plan.read.yaml_file import read_yaml
from generator.problems import Place, Report

_GITHUB, _GITLAB = ".github/workflows", ".gitlab-ci.yml"
# What a request's own folder says, run by pip, make, a shell or Python.
_INSTALLS = re.compile(r"\bpip3?\b.*\binstall\b.*(?:-r\s*requirements|-e\s|\s\.(?:\s|$))")
_ONLY_A_PUSH = re.compile(r"event_name\s*==\s*'push'")


def unsafe_workflows(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the file and what is unsafe in it, in Thai, of every workflow in a repository."""
    folder = root / _GITHUB
    files = sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")])
    for file in (*files, *([root / _GITLAB] if (root / _GITLAB).is_file() else [])):
        path = file.relative_to(root).as_posix()
        for reason in unsafe_parts(path, file.read_bytes()):
            yield path, reason


def unsafe_parts(path: str, data: bytes) -> Iterator[str]:
    """Yield what is unsafe in a repository's file, in Thai; nothing where it is no workflow."""
    if not (path == _GITLAB or path.startswith(f"{_GITHUB}/")):
        return
    tree = _read(path, data)
    if tree is None:
        yield _UNREAD
    else:
        yield from (_of_gitlab if path == _GITLAB else _of_github)(tree)


_UNREAD = "อ่านไม่ได้ จึงไม่รู้ว่าปลอดภัยหรือไม่"
_TARGET = "ทำงานด้วยสิทธิ์ของสาขาหลักเมื่อผู้อื่นขอรวมสาขา (pull_request_target)"
_WRITES = "งาน {job} ทำงานกับคำขอรวมสาขาด้วยสิทธิ์ที่เขียนได้ โปรแกรมในคำขออาจใช้สิทธิ์นั้นแก้คลังของท่าน"
_INSTALLED = "ติดตั้งโปรแกรมตาม requirements.txt ที่คำขอรวมสาขานำมาเอง ผู้ขอจึงสั่งให้รันโปรแกรมใดก็ได้"


def _of_github(tree: Mapping[str, object]) -> Iterator[str]:
    events = _names(tree.get("on"))
    if "pull_request_target" in events:
        yield _TARGET
    if "pull_request" not in events:
        return
    for name, job in _mapping(tree.get("jobs")).items():
        said = _mapping(job)
        if _ONLY_A_PUSH.search(str(said.get("if", ""))):
            continue
        if _may_write(said.get("permissions", tree.get("permissions"))):
            yield _WRITES.format(job=name)
        if any(map(_INSTALLS.search, _texts(said.get("steps")))) and not _from_base(said):
            yield _INSTALLED


def _of_gitlab(tree: Mapping[str, object]) -> Iterator[str]:
    if any(map(_INSTALLS.search, _texts(tree))) and not _from_base(tree):
        yield _INSTALLED


def _from_base(job: Mapping[str, object]) -> bool:
    """Whether what is installed is what the base of the request has."""
    return any("git show" in text and "requirements.txt" in text for text in _texts(job))


def _may_write(permissions: object) -> bool:
    """Whether a token may write; where nothing is said, the repository's settings decide."""
    if isinstance(permissions, Mapping):
        return "write" in permissions.values()
    return permissions in (None, "", "write-all")


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(map(str, value)) if isinstance(value, list | Mapping) else ()


def _mapping(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value) if isinstance(value, Mapping) else {}


def _texts(value: object) -> Iterator[str]:
    """Yield every line of every text in a tree."""
    if isinstance(value, str):
        yield from value.split("\n")
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _read(path: str, data: bytes) -> Mapping[str, object] | None:
    tree = read_yaml(data, Place(path), Report())
    return _mapping(_plain(tree)) if tree else None


def _plain(value: YamlValue) -> object:
    if isinstance(value, Cell):
        return value.text
    if isinstance(value, YamlList):
        return [_plain(item) for item in value.items]
    assert isinstance(value, YamlMap)
    return {entry.key.text: _plain(entry.value) for entry in value.entries}
