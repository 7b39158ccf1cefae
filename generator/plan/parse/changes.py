"""Rows that say what became of a project: an amendment's, and those of our own data file.

An amendment's row says what changes: a blank cell, or a column that its table does not have, is
unchanged, and `-` empties a cell. So the rows of an edition are whole wherever they are used. What
was recorded as empty stays empty: a row was once stated whole, and means what was announced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.plan.fields import column_name, stated
from generator.plan.model import Budget, Change, Edition, Project, Record
from generator.plan.model.plan import amended
from generator.plan.parse import vocabulary
from generator.plan.parse.period import states_period
from generator.plan.parse.projects import RowReader
from generator.plan.read import Table
from generator.plan.sheet import FilledRow
from generator.problems import Place, Report
from generator.thai.fiscal import Month

EMPTIED = frozenset("-–—")
_PERIOD = ("period", "start", "end", "months")
# Of the row itself, never of the one before it; a dash in a budget has a meaning of its own.
_OWN = ("id", "change", "reason", "months", "budget")
# What may be filled in after an announcement comes from whichever edition says it.
_FILLED_IN = "continues"


@dataclass(frozen=True, slots=True)
class CompletedRow(FilledRow):
    """A row whose unchanged cells say what they said before; `budget` is then the one before."""

    texts: Mapping[str, str] = field(default_factory=dict)
    budget: Budget | None = None

    def has(self, code: str) -> bool:
        """Whether the row says anything there in the end."""
        return code in self.texts or FilledRow.has(self, code)

    def text(self, code: str) -> str:
        """Return what the row says there in the end."""
        return self.texts.get(code, FilledRow.text(self, code))

    def place(self, code: str) -> Place:
        """Return the cell's place; the row's, with the column's name, where the table has none."""
        place = FilledRow.place(self, code)
        return place if FilledRow.has(self, code) else place.at(heading=column_name(code))


def completed(
    row: FilledRow, before: Project, recorded: Mapping[str, str] | None = None
) -> CompletedRow:
    """Return an amendment's row with what stays of `before`; `recorded` is how it was announced."""
    told = stated(before)
    texts: dict[str, str] = {}
    for code, was in told.items():
        text = row.text(code)
        if code in _OWN:
            continue
        if text in EMPTIED:
            texts[code] = ""
        elif not text and _goes_on(code, recorded):
            texts[code] = was
    texts |= {code: "" for code in _PERIOD if row.text(code) in EMPTIED}
    kept = before.budget if not row.text("budget") and _goes_on("budget", recorded) else None
    return CompletedRow(row.columns, row.row, row.given, texts, kept)


def _goes_on(code: str, recorded: Mapping[str, str] | None) -> bool:
    return recorded is None or code == _FILLED_IN or bool(recorded.get(code, ""))


@dataclass(slots=True)
class EditionReader(RowReader):
    """Reads the rows of one edition after the other, each against those before it."""

    _earlier: Mapping[str, Project] = field(init=False, default_factory=dict)
    _recorded: Mapping[str, Mapping[str, str]] = field(init=False, default_factory=dict)

    def read_edition(
        self,
        tables: tuple[Table, ...],
        before: Iterable[Edition] = (),
        record: Record | None = None,
    ) -> tuple[Project, ...]:
        """Return the whole rows of the edition that follows those in `before`.

        `record` is what was announced of it, if that was recorded.
        """
        editions = tuple(before)
        self._earlier = {row.id: row for row in amended(editions)}
        rows = record.rows if record else ()
        self._recorded = {row.values["id"]: row.values for row in rows if "id" in row.values}
        return self.read(tables, len(editions))

    def _project(self, row: FilledRow, edition: int, marked: tuple[Month, ...]) -> Project:
        if not edition:
            return RowReader._project(self, row, edition, marked)
        change = vocabulary.change_of(row.text("change"))
        before = None if change is Change.ADD else self._earlier.get(row.text("id"))
        if before is not None:
            recorded = self._recorded.get(before.id)
            if not states_period(row) and _goes_on("months", recorded):
                worked = {month.month for month in before.months}
                marked = tuple(month for month in self.year.months if month.month in worked)
            row = completed(row, before, recorded)
        elif change in (Change.ALTER, Change.CANCEL) and row.text("id"):
            return self._unheard_of(row, edition, marked)
        else:
            # A row that is added is stated whole: its strategy, too, in whichever way.
            own = {"strategy": row.text("strategy")}
            row = CompletedRow(row.columns, row.row, row.given, own, None)
        return RowReader._project(self, row, edition, marked)

    def _unheard_of(self, row: FilledRow, edition: int, marked: tuple[Month, ...]) -> Project:
        """Return a row that changes nothing there is: that is said of it, not what it lacks."""
        told, self.report = self.report, Report()
        try:
            return RowReader._project(self, row, edition, marked)
        finally:
            self.report = told

    def _budget(self, row: FilledRow) -> Budget:
        kept = row.budget if isinstance(row, CompletedRow) else None
        return kept or RowReader._budget(self, row)

    def _change(self, row: FilledRow, edition: int) -> Change | None:
        """Return what became of the row; our own data file says so in a plan's table too."""
        text = row.text("change")
        if edition or not text:
            return RowReader._change(self, row, edition)
        change = vocabulary.change_of(text)
        if change is None:
            self.report.add("change-unknown", row.place("change"), text)
        return change

    def _report_unread(self, rows: Sequence[FilledRow], projects: Sequence[Project]) -> None:
        """Leave out rows that had no months before: that was said of the earlier edition."""
        pairs = [
            (row, one)
            for row, one in zip(rows, projects, strict=True)
            if not one.edition or one.change is Change.ADD or self._had_months(one.id)
        ]
        RowReader._report_unread(self, [row for row, _ in pairs], [one for _, one in pairs])

    def _had_months(self, identity: str) -> bool:
        before = self._earlier.get(identity)
        return bool(before and before.months)
