"""Two records of one announcement, or of reports, united by row and line; digests are made anew.

Nobody can decide of a digest, so nothing is ever asked. What either covered is covered, what was
told as withdrawn is told; of what both tell otherwise, what was sent first was announced.
"""

from __future__ import annotations

import codecs
import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.machine.layout import ANNOUNCED, pattern_of
from generator.plan.fields import report_key
from generator.plan.merge.covering import both_covered, covers
from generator.plan.model import Record
from generator.plan.notice import WITHDRAWN_FACT
from generator.plan.record import PROGRESS_RECORD, RecordError, read_record, record_bytes
from generator.problems import Place

_RECORDS = pattern_of(ANNOUNCED, rf"(?P<name>[0-9]+|{PROGRESS_RECORD})\.csv")
_SECOND = b",version,2"
Row = Mapping[str, str]
_Key = tuple[object, ...]
_Kept = TypeVar("_Kept")
_Three = tuple[Record | None, Record, Record]


@dataclass(frozen=True, slots=True)
class CoveredAgain:
    """A cell that both covered, each otherwise: it takes an entry, and a line, of its own.

    `edition` is None where it is a report's, of the day `report`. `told` is what our own line says
    of it: the day, and the reason.
    """

    edition: int | None
    report: str
    id: str
    column: str
    told: str


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """The record that tells what both tell, and the cells that both covered otherwise."""

    data: bytes
    again: tuple[CoveredAgain, ...] = ()


def is_record(path: str) -> bool:
    """Whether a file below the portal's folder is the record of an announcement or of reports."""
    return bool(_RECORDS.fullmatch(path))


def merge_records(path: str, base: bytes | None, ours: bytes, theirs: bytes) -> MergedRecord | None:
    """Return the record of what both tell; None where one of them is not whole."""
    try:
        mine, other = (read_record(one, Place(path)) for one in (ours, theirs))
        was = None if base is None else read_record(base, Place(path))
    except RecordError:
        return None
    found = _RECORDS.fullmatch(path)
    assert found, path
    name = found["name"]
    edition = None if name == PROGRESS_RECORD else int(name)
    three = (was, mine, other)
    rows, again = _rows(three, edition)
    told = [*_facts(three), *_withdrawn(three, again)]
    second = any(_SECOND in one.partition(b"\n")[0] for one in (base or b"", ours, theirs))
    made = record_bytes(_day(three, edition), rows, told if told or second else None)
    if b"\r\n" in theirs:
        made = made.replace(b"\n", b"\r\n")
    mark = codecs.BOM_UTF8 if theirs.startswith(codecs.BOM_UTF8) else b""
    return MergedRecord(mark + made, tuple(again))


def _day(three: _Three, edition: int | None) -> datetime.date:
    was, mine, other = (one.day if one else None for one in three)
    assert mine and other
    if edition is None:
        return max(mine, other)
    return mine if other == was else other


def _rows(three: _Three, edition: int | None) -> tuple[list[Row], list[CoveredAgain]]:
    was, mine, other = (_by_key(one, edition) for one in three)
    headings = dict.fromkeys(
        name for rows in (other, mine) for row in rows.values() for name in row
    )
    made: list[Row] = []
    again: list[CoveredAgain] = []
    for key in dict.fromkeys((*other, *mine)):
        before, one, two = was.get(key), mine.get(key), other.get(key)
        if before is not None and before in (one, two) and not (one and two):
            continue  # somebody took it out, and the other left it as it was
        row = {name: _cell(name, before, one, two) for name in headings}
        made.append(row)
        if one and two:
            again += _again(row, before or {}, one, two, edition)
    lines = Counter(_lines(three[1]))
    return made, [_with_line(one, lines) for one in again]


def _by_key(record: Record | None, edition: int | None) -> dict[_Key, Row]:
    found: dict[_Key, Row] = {}
    seen: Counter[object] = Counter()
    for row in record.rows if record else ():
        key = row.values["id"] if edition is not None else report_key(row.values)
        seen[key] += 1
        found[key, seen[key]] = row.values
    return found


def _cell(name: str, was: Row | None, ours: Row | None, theirs: Row | None) -> str:
    texts = [row.get(name) for row in (ours, theirs) if row is not None]
    mine, *rest = [one for one in texts if one is not None] or [""]
    if not rest:
        return mine
    (other,) = rest
    before = (was or {}).get(name, other if covers(other, mine) else mine)
    covered = both_covered(before, mine, other, name)
    if covered is not None:
        return covered
    return mine if other == before else other


def _again(
    row: Row, was: Row, ours: Row, theirs: Row, edition: int | None
) -> Iterable[CoveredAgain]:
    report = row.get("date", "") if edition is None else ""
    for name, text in row.items():
        both = [covers(was.get(name, ""), one.get(name, "")) for one in (ours, theirs)]
        if all(both) and text != theirs.get(name):
            yield CoveredAgain(edition, report, row["id"], name, "")


def _lines(record: Record | None) -> list[tuple[str, str]]:
    """Return what a record tells as withdrawn: of which cell, and when and why."""
    stated = record.stated if record else ()
    return [(one.name, one.value) for one in stated if one.what == WITHDRAWN_FACT]


def _named(one: CoveredAgain) -> str:
    return " ".join(filter(None, (one.id, one.report, one.column)))


def _with_line(one: CoveredAgain, lines: Counter[tuple[str, str]]) -> CoveredAgain:
    told = next((value for name, value in reversed([*lines]) if name == _named(one)), "")
    return CoveredAgain(one.edition, one.report, one.id, one.column, told)


def _facts(three: _Three) -> list[tuple[str, str, str]]:
    was, mine, other = (
        {(one.what, one.name): one.value for one in record.stated if one.what != WITHDRAWN_FACT}
        if record
        else {}
        for record in three
    )
    made = []
    for key in dict.fromkeys((*other, *mine)):
        value = _fact(was.get(key), mine.get(key), other.get(key))
        if value is not None:
            made.append((*key, value))
    return made


def _fact(was: str | None, mine: str | None, other: str | None) -> str | None:
    if mine is None or other is None:
        left = other if mine is None else mine
        return None if was is not None and left == was else left
    covered = both_covered(was if was is not None else mine, mine, other)
    if covered is not None:
        return covered
    return mine if other == was else other


def _withdrawn(three: _Three, again: Sequence[CoveredAgain]) -> list[tuple[str, str, str]]:
    """Return the lines of both; one that both wrote is told twice where it covered twice."""
    was, mine, other = (Counter(_lines(one)) for one in three)
    twice = Counter((_named(one), one.told) for one in again)
    made = _lines(three[2])
    for line, count in mine.items():
        new = count - was[line] - max(other[line] - was[line], 0)
        made += [line] * max(new, min(twice[line], 1), 0)
    return [(WITHDRAWN_FACT, *line) for line in made]
