"""What a member took back, read before anything else of it: it goes here too, whatever its state.

Of a sound portal the new rows have it covered already. Of one that is broken the last good rows
stay, and what its `withdrawn.yml` names is covered in them, the whole cell: which part of it was
meant is not known any more, and must not be.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.hub.harvest.rows import MORE
from generator.hub.harvest.table import Table
from generator.machine.disk import read_plain
from generator.machine.layout import PLANS, SEALS, WITHDRAWN, is_year, of_year
from generator.plan.fields import personal_codes
from generator.plan.model import MASK, WithdrawalKind
from generator.plan.parse import parse_withdrawn
from generator.plan.read import read_yaml
from generator.problems import Place, Report


@dataclass(frozen=True, slots=True)
class Taken:
    """A cell that was taken back: of a project's row in a year; no `column` is every text of it."""

    year: str
    project: str
    column: str


def taken_back(root: Path) -> Iterator[Taken]:
    """Yield what the portal at `root` took back, as far as its files can be read; never raises."""
    for year in _years(root):
        path = of_year(year, WITHDRAWN)
        report = Report()
        try:
            data = read_plain(root / path)
        except OSError:
            continue
        tree = read_yaml(data, Place(path), report)
        for one in parse_withdrawn(tree, report).entries:
            if one.kind is WithdrawalKind.PERSONAL and one.id:
                yield Taken(year, one.id, one.column)


def digest_of_withdrawals(root: Path) -> str:
    """Return what names all that the portal at `root` says of what it took back; never raises.

    While it is the same, nothing was taken back since, in whatever words, also of sealed years.
    """
    digest = hashlib.sha256()
    for path in (SEALS, *(of_year(year, WITHDRAWN) for year in _years(root))):
        try:
            data = read_plain(root / path)
        except OSError as error:
            data = type(error).__name__.encode()
        digest.update(f"{path} {len(data)}\0".encode() + data)
    return digest.hexdigest()


def _years(root: Path) -> list[str]:
    try:
        return sorted(one.name for one in (root / PLANS).iterdir() if is_year(one.name))
    except OSError:
        return []


def without(
    year: str, tables: Mapping[str, Table], taken: Iterable[Taken]
) -> tuple[dict[str, Table], bool]:
    """Return a year's tables with what was taken back covered, and whether anything was."""
    cells = {(one.project, one.column) for one in taken if one.year == year}
    made = {
        name: Table(table.columns, tuple(_covered(table.columns, row, cells) for row in table.rows))
        for name, table in tables.items()
    }
    return made, any(made[name].rows != tables[name].rows for name in made)


def _covered(
    columns: tuple[str, ...], row: tuple[str, ...], cells: set[tuple[str, str]]
) -> tuple[str, ...]:
    said = dict(zip(columns, row, strict=True))
    project = said.get("id", "")
    gone = {column for named, column in cells if named == project}
    if not gone:
        return row
    # What stands aside may say the same, by the heading of an earlier year.
    codes = personal_codes() if "" in gone else gone
    hidden = {code: "" if code in _POINTS else MASK for code in codes if said.get(code)}
    return tuple((said | hidden | {MORE.code: ""}).values())


_POINTS = ("lat", "lon")
