"""The first commit of an organisation's own repository: plans, settings, workflows, no code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import __version__
from generator.machine.artifact import Artifact
from generator.machine.layout import (
    ORGANIZATION,
    PAGES,
    PLANS,
    PROJECTS,
    SCHEMA_NAME,
    SETTINGS,
    of_year,
)
from generator.machine.packaged import LOCKED, MKDOCS_YML, files_below
from generator.plan.starter.pin import LOCKED_NAME
from generator.plan.starter.places import Named, with_places
from generator.plan.starter.schema import plan_schema
from generator.plan.starter.table import empty_table

FILES = Path(__file__).parent / "files"
# Names that begin with a dot are hidden, and kept here without it.
_LOCKED_HEAD = "# โปรแกรมที่ Phaen ใช้ ทุกรุ่นตรึงไว้ด้วยรหัสตรวจสอบ phaen init เขียนให้ ไม่ต้องแก้\n"
# A package with its version and hashes, as the lock writes them.
_BLOCK = re.compile(r"^([A-Za-z0-9._-]+)(==[^\n]*\n(?:    --hash=[^\n]*\n)+)", re.MULTILINE)
_YEAR = f"{of_year('year')}/"  # the folder of the first year among our files
_DOTTED = ("github/", "gitattributes", "gitignore", "gitlab-ci.yml")


@dataclass(frozen=True)  # its defaults are read from the class
class Answers:
    """The five questions, and the year to begin with.

    Without `units` and `villages` the file has the usual ones, to be put right.
    """

    name: str = "เทศบาลตำบลตัวอย่าง"
    kind: str = "เทศบาลตำบล"
    district: str = "เมือง"
    province: str = "เชียงราย"
    site_url: str = "https://plan.example.go.th/"
    year: int = 2570
    requirement: str = f"phaen=={__version__}"
    units: tuple[Named, ...] = ()
    villages: tuple[Named, ...] = ()


def repository_files(answers: Answers) -> Iterator[Artifact]:
    """Yield every file of a new repository."""
    values = {
        "@NAME@": _quoted(answers.name),
        "@KIND@": _quoted(answers.kind),
        "@DISTRICT@": _quoted(answers.district),
        "@PROVINCE@": _quoted(answers.province),
        "@SITE_URL@": _quoted(answers.site_url),
        "@YEAR@": str(answers.year),
        "@BEFORE@": str(answers.year - 1),
        "@REQUIREMENT@": answers.requirement,
        "@TITLE@": " ".join(answers.name.split()),
    }
    for path, data in files_below(FILES).items():
        text = data.decode("utf-8")
        for mark, value in values.items():
            text = text.replace(mark, value)
        if path == ORGANIZATION:
            text = with_places(text, answers.units, answers.villages)
        hidden = path.startswith(_DOTTED)
        place = path.replace(_YEAR, f"{of_year(answers.year)}/")
        yield Artifact(f".{path}" if hidden else place, text.encode())
    yield Artifact(SETTINGS, MKDOCS_YML.read_bytes())
    yield Artifact(LOCKED_NAME, locked_packages())
    yield Artifact(f"{PAGES}/.gitkeep", b"")
    yield Artifact(of_year(answers.year, f"{PROJECTS}.csv"), empty_table())
    schema = json.dumps(plan_schema(), ensure_ascii=False, indent=2)
    yield Artifact(f"{PLANS}/{SCHEMA_NAME}", f"{schema}\n".encode())


def our_files() -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every file that depends on no answer: git's and the hosts'."""
    for path, data in files_below(FILES).items():
        if path.startswith(_DOTTED):
            yield f".{path}", data


def hidden_name(path: str) -> str:
    """Return the name under which a file of a repository is kept here: without its first dot."""
    bare = path.removeprefix(".")
    return bare if bare.startswith(_DOTTED) else path


def locked_packages() -> bytes:
    """Return the packages under Phaen as this release was tested with them, wheels alone."""
    found: dict[str, str] = {}
    for path in LOCKED:
        blocks = _BLOCK.findall(path.read_text("utf-8"))
        found |= {name: text for name, text in _by_name(blocks).items() if name not in found}
    return "".join([_LOCKED_HEAD, "--only-binary :all:\n", *found.values()]).encode()


def _by_name(blocks: list[tuple[str, str]]) -> dict[str, str]:
    """Join what one package needs on different systems."""
    found: dict[str, str] = {}
    for name, rest in blocks:
        found[name] = f"{found.get(name, '')}{name}{rest}"
    return found


def _quoted(text: str) -> str:
    """Return a text as YAML reads it back: JSON's strings are YAML's."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
