"""What somebody covered since two people began: of cells of rows, and of pages and settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.machine.layout import ORGANIZATION, PAGES, PLANS, WITHDRAWN, of_year
from generator.pipeline import Checked
from generator.plan.merge import covered_in, covers, newly_covered
from generator.plan.model import MASK, NEUTRAL_NAME, Plan, Withdrawal
from generator.plan.read import text_of
from generator.plan.withdraw import Entry, Needles, cells_of, long_enough

_TEXTS = (".yml", ".yaml", ".md", ".txt")


@dataclass(frozen=True, slots=True)
class Taken:
    """What was covered, and the entry that tells it: in a cell of a row, or without one in a file.

    `words` are what somebody named, not a cell that was covered whole.
    """

    year: str
    code: str
    column: str
    needles: Needles
    entry: Withdrawal
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """A version of a portal: as a folder, and checked."""

    root: Path
    checked: Checked


def taken(base: Side, side: Side) -> Iterator[Taken]:
    """Yield what is covered in `side` and was not in `base`: of rows, then of files."""
    before = _texts(base.checked)
    for plan in side.checked.portal.plans:
        yield from _in_cells(before, plan)
    yield from _in_files(base, side)


def beside_years(root: Path) -> Iterator[Path]:
    """Yield the files beside the years that a withdrawal without a code covers, too."""
    for path in (root / ORGANIZATION, *sorted((root / PAGES).rglob("*"))):
        if path.is_file() and not path.is_symlink():
            yield path


def told_by(plan: Plan, one: Entry, *, anywhere: bool = False) -> Withdrawal | None:
    """Return the last entry that takes a cell back, or that column of its row `anywhere`."""
    for entry in reversed(plan.withdrawn.entries):
        where = (entry.edition, entry.report) if anywhere else (one.edition, one.report)
        named = entry.names_row(one.id, edition=where[0], report=where[1])
        if named and entry.column in ("", one.column):
            return entry
    return None


def _texts(checked: Checked) -> Mapping[tuple[str, Entry], str]:
    return {
        (plan.year.label, cell.entry): cell.text
        for plan in checked.portal.plans
        for cell in cells_of(plan)
    }


def _in_cells(before: Mapping[tuple[str, Entry], str], plan: Plan) -> Iterator[Taken]:
    for cell in cells_of(plan):
        one = cell.entry
        was = before.get((plan.year.label, one), "")
        entry = told_by(plan, one)
        if was and entry and covers(was, cell.text):
            words = covered_in(was, cell.text)
            if needles := long_enough(words):
                whole = not cell.text.replace(NEUTRAL_NAME, "").strip(f"{MASK} ")
                named = () if whole else _long(words)
                yield Taken(plan.year.label, one.id, one.column, needles, entry, named)


def _in_files(base: Side, side: Side) -> Iterator[Taken]:
    for plan in side.checked.portal.plans:
        label = plan.year.label
        for path in (*sorted((side.root / of_year(label)).rglob("*")), *beside_years(side.root)):
            name = path.relative_to(side.root).as_posix()
            if path.suffix not in _TEXTS or name == of_year(label, WITHDRAWN):
                continue
            entry = _of_file(plan, name)
            now = text_of(path.read_bytes()) if entry and path.is_file() else ""
            if entry and MASK in now and (base.root / name).is_file():
                was = text_of((base.root / name).read_bytes())
                if was != now and (words := _long(newly_covered(was, now))):
                    yield Taken(label, "", "", Needles(words), entry, words)


def _of_file(plan: Plan, name: str) -> Withdrawal | None:
    """Return the last entry that takes back something of a file, or of its year."""
    short = name.removeprefix(f"{of_year(plan.year.label)}/")
    entries = plan.withdrawn.entries
    own = next((one for one in reversed(entries) if one.names_file(short)), None)
    inside = name.startswith(f"{PLANS}/") and name != ORGANIZATION
    return own or (entries[-1] if inside and entries else None)


def _long(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for text in words if long_enough([text]))
