"""The cells of a plan that may be covered: of its editions, its reports and their records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.plan.fields import personal_codes, stated, stated_report, still_said
from generator.plan.model import MASK, NEUTRAL_NAME, Origin, Plan, Project, Record, is_masked
from generator.plan.notice import withdrawn_facts
from generator.plan.parse.villages import VillageText, find_villages
from generator.plan.withdraw.entries import Entry
from generator.plan.withdraw.records import named
from generator.plan.withdraw.refused import CoverRefusedError
from generator.problems import Place
from generator.thai.villages import ORDINALS

POINTS = ("lat", "lon")
_VILLAGE = re.compile(
    r"(?:ชุมชนที่|หมู่บ้านที่|หมู่บ้าน|หมู่ที่|หมู่|ม\.)\s*[0-9๐-๙]+(?:(?:\s*(?:,|-|–|และ|ถึง)\s*|\s+)"
    r"(?:(?:หมู่ที่|หมู่|ม\.)\s*)?[0-9๐-๙]+(?![0-9๐-๙./]))*"
)


@dataclass(frozen=True, slots=True)
class CellOfPlan:
    """A text of a row by which a person can be known: whose, where, what it says.

    `recorded` is what the record of its edition, or of the reports, says there; None where nothing
    is recorded, and `told` how often the record tells that something was covered there. `villages`
    tells that the row's villages were read from words.
    """

    entry: Entry
    place: Place
    text: str
    recorded: str | None = None
    told: int = 0
    villages: bool = False

    @property
    def followed(self) -> bool:
        """Whether somebody has covered it already, and the record does not know."""
        was = self.recorded
        if was is None or still_said(self.entry.column, was, self.text):
            return False
        return is_masked(was, self.text, self.entry.column)


def cells_of(plan: Plan, code: str = "") -> Iterator[CellOfPlan]:
    """Yield the cells of every row, or of the rows with a code, in all editions and reports."""
    for edition in plan.editions:
        known, covered = _rows(edition.record, ("id",)), _covered(edition.record)
        for row in edition.rows:
            if code in ("", row.id):
                kept = known.get((row.id,))
                read = row.villages.origin is Origin.READ
                for column, text in _personal(stated(row), kept):
                    entry = Entry(edition=edition.number, id=row.id, column=column)
                    was = None if kept is None else kept.get(column, "")
                    told = covered[named(row.id, "", column)]
                    yield CellOfPlan(entry, row.at.of(column), text, was, told, read)
    known = _rows(plan.progress_record, ("id", "date"))
    covered = _covered(plan.progress_record)
    for one in plan.progress:
        said = stated_report(one)
        if code in ("", one.project):
            kept = known.get((said["id"], said["date"]))
            for column, text in _personal(said, kept):
                entry = Entry(report=said["date"], id=one.project, column=column)
                was = None if kept is None else kept.get(column, "")
                told = covered[named(one.project, said["date"], column)]
                yield CellOfPlan(entry, one.at.of(column), text, was, told)


def _personal(said: Mapping[str, str], kept: Mapping[str, str] | None) -> Iterable[tuple[str, str]]:
    personal = personal_codes()
    for column, text in said.items():
        if column in personal and (text or (kept or {}).get(column)):
            yield column, text


def _rows(
    record: Record | None, keys: tuple[str, ...]
) -> Mapping[tuple[str, ...], Mapping[str, str]]:
    rows = record.rows if record else ()
    return {tuple(row.values[key] for key in keys): row.values for row in rows}


def _covered(record: Record | None) -> Counter[str]:
    """Return how often a record tells of each cell that something was covered there."""
    return Counter(name for _, name, _ in withdrawn_facts(record)) if record else Counter()


def neutral(cell: CellOfPlan, text: str) -> str:
    """Return a cell wholly covered; the villages that are known from its words stay.

    Raises CoverRefusedError where they cannot.
    """
    column = cell.entry.column
    if not text or column in POINTS:
        return ""
    whole = NEUTRAL_NAME if column == "name" else MASK
    if not cell.villages or not _villages(text):
        return whole
    kept = whole
    if said := _VILLAGE.search(text):
        more = f" {MASK}" if text[said.end() :].strip() else ""
        kept = f"{whole} {said[0].strip()}{more}"
    if _villages(kept) != _villages(text):
        why = "ช่องนี้บอกหมู่บ้านด้วยถ้อยคำ ปิดทั้งช่องแล้วหมู่บ้านจะหายไป ปิดเฉพาะคำด้วย --text"
        raise CoverRefusedError(cell.place, why)
    return kept


def _villages(text: str) -> tuple[VillageText, ...]:
    """Return what a text says about villages, whatever the organisation numbers."""
    return tuple(found for one in ORDINALS if (found := find_villages(text, one)))


def other_plans_with(plans: Iterable[Plan], year: str, code: str) -> Iterator[tuple[str, Project]]:
    """Yield what other years say of the same project, as `continues` states it: year and row."""
    mine = {row.continues for plan in plans if plan.year.label == year for row in plan.projects
            if row.id == code}  # fmt: skip
    for plan in plans:
        if plan.year.label != year:
            for row in plan.projects:
                if row.continues == code or row.id in mine:
                    yield plan.year.label, row
