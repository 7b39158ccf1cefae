"""The files of an organisation's repository that Phaen wrote → as this release writes them.

What the office changed in them stays: each is merged with what an earlier release had written. Of
every file that was ever written, each state is kept in `earlier/`, by its digest.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

from generator.machine.layout import PLANS, SCHEMA_NAME, SETTINGS
from generator.machine.packaged import MKDOCS_YML, files_below
from generator.plan.starter.pin import LOCKED_NAME
from generator.plan.starter.repository import hidden_name, locked_packages, our_files
from generator.plan.starter.schema import plan_schema
from generator.plan.starter.workflows import unsafe_parts

EARLIER = Path(__file__).parent / "earlier"

_SCHEMA = f"{PLANS}/{SCHEMA_NAME}"
_TABLES = (SETTINGS, LOCKED_NAME, _SCHEMA)
_GITHUB, _GITLAB = ".github/", ".gitlab-ci.yml"


# Lists of patterns, a line each: where both sides added some, all count.
_LISTS = (".gitignore", ".gitattributes")


class Merge(Protocol):
    """How a text that two sides changed becomes one."""

    def __call__(
        self, ours: bytes, base: bytes, theirs: bytes, *, both: bool = False
    ) -> bytes | None:
        """Return the text; None where both changed the same lines, unless `both` may stay."""


class Fate(Enum):
    """What became of a file."""

    RENEWED = auto()  # nobody had changed it
    MERGED = auto()  # the office's changes stand in the new one
    REPLACED = auto()  # what the office had would be unsafe; it is in git's history
    ADDED = auto()
    KEPT = auto()  # the office's own: it differs from all that we ever wrote, and stays


@dataclass(frozen=True, slots=True)
class Upgraded:
    """A file, by its path in the repository, with its bytes after; `why` it was replaced."""

    path: str
    before: bytes | None
    after: bytes
    fate: Fate
    why: tuple[str, ...] = ()


def upgraded(files: Mapping[str, bytes], merge: Merge) -> Iterator[Upgraded]:
    """Yield every file that this release writes otherwise than the repository has it.

    `files` are the repository's by path; the pin itself is not among what is yielded. What the
    office took away stays away, but for what hosts need beside one another.
    """
    for path, new in _ours(files):
        before = files.get(path)
        if before is not None and _unix(before) == _unix(new):
            continue
        yield _one(path, before, new, merge)


def paths_written() -> tuple[str, ...]:
    """Return the path of every file that `upgraded` may yield."""
    return (*(path for path, _ in our_files()), *_TABLES)


def known(path: str) -> tuple[bytes, ...]:
    """Return every state in which a release of ours ever wrote a file."""
    return tuple(files_below(EARLIER / hidden_name(path)).values())


def is_of_an_earlier_release(path: str, data: bytes) -> bool:
    """Whether a file is, sign for sign, what a release of ours once wrote there."""
    return _unix(data) in set(known(path))


def _ours(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for path, data in our_files():
        if _is_wanted(path, files):
            yield path, data
    if SETTINGS in files:
        yield SETTINGS, MKDOCS_YML.read_bytes()
    yield LOCKED_NAME, locked_packages()
    schema = json.dumps(plan_schema(), ensure_ascii=False, indent=2)
    yield _SCHEMA, f"{schema}\n".encode()


def _is_wanted(path: str, files: Mapping[str, bytes]) -> bool:
    """Whether a repository is to have a file: of a host that it does not use, it is not."""
    if path.startswith(_GITHUB):
        return any(one.startswith(_GITHUB) and known(one) for one in files)
    return path in files or path != _GITLAB


def _one(path: str, before: bytes | None, new: bytes, merge: Merge) -> Upgraded:
    if before is None:
        return Upgraded(path, None, new, Fate.ADDED)
    states = known(path)
    if not states or _unix(before) in states:  # a table of ours that nobody is to change
        why = tuple(unsafe_parts(path, before))
        return Upgraded(path, before, _ended(new, before), Fate.RENEWED, why)
    base = max(states, key=lambda one: _likeness(one, _unix(before)))
    made = merge(_unix(before), base, _unix(new), both=path in _LISTS)
    unsafe = tuple(unsafe_parts(path, before if made is None else made))
    if unsafe:
        return Upgraded(path, before, _ended(new, before), Fate.REPLACED, unsafe)
    if made is None:
        return Upgraded(path, before, before, Fate.KEPT)
    return Upgraded(path, before, _ended(made, before), Fate.MERGED)


def _likeness(one: bytes, other: bytes) -> float:
    first, second = (data.decode("utf-8", "replace").splitlines() for data in (one, other))
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()


def _unix(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")


def _ended(new: bytes, before: bytes) -> bytes:
    """Return the new bytes with the line ends that the file has on this disk."""
    return _unix(new).replace(b"\n", b"\r\n") if b"\r\n" in before else new
