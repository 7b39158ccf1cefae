"""A merge after which something that one withdrew would be told by what the other did: covered too.

Whoever withdraws covers what is there; an amendment, a report, a record or a page that the other
wrote meanwhile was not. So the withdrawal is done once more on the merged files, for the same rows
and words.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.machine.layout import of_year
from generator.pipeline import Checked, check_portal
from generator.plan.model import Plan, Withdrawal
from generator.plan.read import text_of
from generator.plan.uploads import ENDINGS, inspect
from generator.plan.withdraw import Needles, cells_of, long_enough
from generator.publishing.taken import Side, Taken, beside_years, taken, told_by
from generator.publishing.withdrawing import Request, prepare

_TEXTS = (".csv", ".xlsx", ".yml", ".yaml", ".md")
_PAGES = (".md", ".xlsx", ".yml")
_PAPERS = tuple(f".{one}" for one in ENDINGS if one != "xlsx")


@dataclass(slots=True)
class Recovered:
    """The files that were covered, and the papers that say such words and only people can change.

    Both by their path.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    papers: list[str] = field(default_factory=list)


def recovered(merged: Side, base: Side, sides: tuple[Side, ...], today: datetime.date) -> Recovered:
    """Cover in the merged portal what either side covered since `base`.

    Raises CoverRefusedError, WithdrawRefusedError and OSError.
    """
    root, now = merged.root, merged.checked
    made = Recovered()
    for side in sides:
        for one in [*taken(base, side)]:
            request = Request(one.year, one.entry.day, one.entry.reason, one.code)
            if one.column and _is_told(one, now):
                request = replace(request, columns=(one.column,), needles=one.needles)
                made.files |= _written(root, request)
                now = check_portal(root, today)
            request = replace(request, columns=())
            for look, code in ((_left, one.code), (_beside, "")):
                if left := look(one, root, side.root):
                    again = replace(request, code=code, needles=long_enough(left))
                    made.files |= _written(root, again)
                    now = check_portal(root, today)
            made.papers += _papers(one, root, side.root)
    for plan in now.portal.plans:
        if entry := _followed(plan):
            request = Request(plan.year.label, entry.day, entry.reason, follow=True)
            made.files |= _written(root, request)
    return made


def _is_told(one: Taken, merged: Checked) -> bool:
    """Whether the row says somewhere, in that column, what was covered."""
    return any(
        cell.entry.column == one.column and one.needles.stand_in(cell.text)
        for plan in merged.portal.plans
        if plan.year.label == one.year
        for cell in cells_of(plan, one.code)
    )


def _left(one: Taken, root: Path, side: Path) -> list[str]:
    """Return the words that a file of the year says, and the same file of who withdrew them not.

    A heading, a property or a remark of a workbook, a row that was added.
    """
    folder = root / of_year(one.year)
    changed = [*_others(sorted(folder.rglob("*")), _TEXTS, root, side)] if one.words else []
    return [text for text in one.words if _said_anew(changed, text, root, side)]


def _beside(one: Taken, root: Path, side: Path) -> list[str]:
    """Return the words that pages or settings say, of which who withdrew them left none there."""
    changed = [*_others(beside_years(root), _PAGES, root, side)] if one.words else []
    return [
        text
        for text in one.words
        if _said_anew(changed, text, root, side)
        and not any(_says(path, text) for path in beside_years(side) if path.suffix in _PAGES)
    ]


def _papers(one: Taken, root: Path, side: Path) -> list[str]:
    """Return the papers and pictures that say the words, and did not where they were withdrawn."""
    places = (*sorted((root / of_year(one.year)).rglob("*")), *beside_years(root))
    changed = [*_others(places, _PAPERS, root, side)] if one.words else []
    return [
        path.relative_to(root).as_posix()
        for path in changed
        if any(_said_anew([path], text, root, side) for text in one.words)
    ]


def _others(
    paths: Iterable[Path], kinds: tuple[str, ...], root: Path, side: Path
) -> Iterator[Path]:
    """Yield the files of some kinds that are others than those of one side."""
    for path in paths:
        wanted = path.suffix.lower() in kinds and path.is_file()
        if wanted and _bytes(path) != _bytes(side / path.relative_to(root)):
            yield path


def _said_anew(changed: list[Path], text: str, root: Path, side: Path) -> bool:
    return any(
        _says(path, text) and not _says(side / path.relative_to(root), text) for path in changed
    )


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _says(path: Path, text: str) -> bool:
    needle, data = Needles([text]), _bytes(path)
    if path.suffix.lower().removeprefix(".") in ENDINGS and data:
        return any(needle.stand_in(said.text) for said in inspect(path.name, data).texts)
    return needle.stand_in(text_of(data))


def _followed(plan: Plan) -> Withdrawal | None:
    """Return what took back a cell of which the record does not know yet."""
    for cell in cells_of(plan):
        if cell.followed and (entry := told_by(plan, cell.entry, anywhere=True)):
            return entry
    return None


def _written(root: Path, request: Request) -> dict[str, bytes]:
    files = dict(prepare(root, request).made.files)
    for path, data in files.items():  # in a folder of nobody's
        (root / path).write_bytes(data)
    return files
