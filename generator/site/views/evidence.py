"""What a report names as evidence: files and addresses, when each was made, what it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.plan.model import ToldReport, named_files
from generator.plan.model.evidence import NamedFile
from generator.plan.urls import is_web_address

# As readers know a kind of file, whichever program they have.
_KINDS = {".pdf": "PDF", ".docx": "Word", ".xlsx": "Excel"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece: `when` it was made, in the report's own word; `name` is what to call it.

    It leads to the web address `href`, or to the published `file` below the year's folder, of this
    `kind` and of so many `bytes`; or nowhere.
    """

    name: str
    when: str = ""
    href: str = ""
    file: str = ""
    kind: str = ""
    bytes: int = 0


def evidence(text: str, files: Mapping[str, int]) -> tuple[Evidence, ...]:
    """Return the pieces that a report names, in its order.

    `files` are the sizes of papers that are published, by their path below the year's folder.
    """
    return tuple(_piece(one, files) for one in named_files(text))


def _piece(one: NamedFile, files: Mapping[str, int]) -> Evidence:
    name = one.caption or one.file.rpartition("/documents/")[2].removeprefix("documents/")
    if is_web_address(one.file):
        return Evidence(name, one.when, href=one.file)
    if one.paper not in files:
        return Evidence(name, one.when)
    kind = _KINDS[PurePosixPath(one.paper).suffix.lower()]
    return Evidence(name, one.when, file=one.paper, kind=kind, bytes=files[one.paper])


def files_of(reports: tuple[ToldReport, ...], files: Mapping[str, int]) -> dict[str, int]:
    """Return those of `files` that the reports name, corrections among them."""
    told = (one for report in reports for one in (report.report, *report.corrections))
    named = {file.paper for one in told for file in named_files(one.evidence)}
    return {path: files[path] for path in sorted(named & files.keys())}
