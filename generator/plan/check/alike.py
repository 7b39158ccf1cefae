"""Codes that are one to the eye or to Excel: `001` and 1, `A-1` and `a-1`.

A code is a permanent address: what was announced, or reported on, under one is never silently
another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.plan.check.context import CheckRule, Context
from generator.plan.model import Change, Plan
from generator.plan.parse.columns import ask_once
from generator.problems import Place, Report

_CASE = "ตัวพิมพ์เล็กใหญ่"
_ZEROS = "เลขศูนย์นำหน้า ซึ่ง Excel ตัดออก"


@dataclass(frozen=True, slots=True)
class Alike:
    """A code that another is taken for: where it stands, and in what the two differ."""

    code: str
    where: str
    difference: str


@dataclass(frozen=True, slots=True)
class KnownCodes:
    """Codes by what any spelling leaves of them, and where they stand; of equal ones the first."""

    exact: frozenset[str]
    by_case: dict[str, tuple[str, str]]
    by_zeros: dict[str, tuple[str, str]]
    width: int

    @classmethod
    def of(cls, codes: Iterable[tuple[str, str]]) -> KnownCodes:
        """Return these pairs of a code and the words for where it stands."""
        known = list(codes)
        padded = [code for code, _ in known if code.isdigit() and code.startswith("0")]
        widths = {len(code) for code in padded}
        return cls(
            frozenset(code for code, _ in known),
            {code.lower(): (code, where) for code, where in reversed(known)},
            {code.lstrip("0"): (code, dict(known)[code]) for code in reversed(padded)},
            widths.pop() if len(widths) == 1 else 0,
        )

    def alike(self, code: str) -> Alike | None:
        """Return the known code that this one is taken for, None where it is itself known."""
        if code in self.exact:
            return None
        if found := self.by_case.get(code.lower()):
            return Alike(*found, _CASE)
        return self.shortened(code)

    def shortened(self, code: str) -> Alike | None:
        """Return the code that this one is without its noughts, None where none shows any."""
        if not (code.isascii() and code.isdigit()) or code.startswith("0"):
            return None
        if found := self.by_zeros.get(code):
            return Alike(*found, _ZEROS)
        if len(code) < self.width:
            return Alike(code.zfill(self.width), "รหัสอื่นมีเลขศูนย์นำหน้า", _ZEROS)
        return None


def codes_as_announced(plan: Plan, context: Context) -> None:
    """Ask of a code that differs from an announced, reported or last year's one in nothing real."""
    records = [edition.record for edition in plan.editions if edition.record]
    certain = {row.values["id"] for one in records for row in one.rows}
    earlier = [(code, "ที่ประกาศแล้ว") for code in sorted(certain)]
    beside = KnownCodes.of(_beside(plan, context))
    for edition in plan.editions:
        announced = KnownCodes.of(earlier)
        earlier += [(row.id, "ในฉบับก่อน") for row in edition.rows if row.id]
        for row in edition.rows:
            # A changed row that names no project is told as such.
            if row.id in certain or row.change in (Change.ALTER, Change.CANCEL):
                continue
            if found := announced.alike(row.id) or beside.shortened(row.id):
                report_alike(row.id, row.at.of("id"), found, context.report)
    ask_once(context.report)


def _beside(plan: Plan, context: Context) -> Iterator[tuple[str, str]]:
    """Yield codes that show how this office writes them."""
    for edition in plan.editions:
        yield from ((row.id, "ในแผนปีนี้") for row in edition.rows if row.id.startswith("0"))
    yield from ((report.project, "ในรายงานความก้าวหน้า") for report in plan.progress)
    yield from ((entry.id, "ในแผนปีก่อน") for entry in context.last_year)


def report_alike(code: str, at: Place, found: Alike, report: Report) -> None:
    """Report that a code is taken for another."""
    report.add(
        "id-alike",
        at,
        code,
        other=found.code,
        where=found.where,
        difference=found.difference,
        also="",
    )


RULES: tuple[CheckRule, ...] = (codes_as_announced,)
