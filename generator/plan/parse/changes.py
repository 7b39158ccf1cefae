"""Rows that say what became of a project: an amendment's, and those of our own data file.

An amendment's row says what changes: a blank cell, or a column that its table does not have, is
unchanged, and `-` empties a cell. So the rows of an edition are whole wherever they are used. What
was recorded as empty stays empty: a row was once stated whole, and means what was announced.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.plan.fields import column_name, stated
from generator.plan.model import Budget, Change, Edition, Project, Record
from generator.plan.model.plan import amended
from generator.plan.parse import vocabulary
from generator.plan.parse.marks import CODES
from generator.plan.parse.period import states_period
from generator.plan.parse.projects import RowReader
from generator.plan.parse.signs import Says, said
from generator.plan.parse.strategies import strategy_of
from generator.plan.read import Table
from generator.plan.sheet import FilledRow
from generator.problems import Place, Report
from generator.problems.report import shortened
from generator.thai.fiscal import Month
from generator.thai.text import match_key, same_to_readers

EMPTIED = frozenset("-–—\u2010\u2011\u2012\u2015\u2212")
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


def _is_as_before(before: Project, recorded: Mapping[str, str] | None) -> bool:
    """Whether a cancelled row says what the one before it said: only earlier records do not."""
    if recorded is None:
        return True
    told = {code: was for code, was in stated(before).items() if code not in ("change", "reason")}
    return all(recorded.get(code, "") == was for code, was in told.items())


def _blank(row: FilledRow, codes: Collection[str]) -> FilledRow:
    """Return a row in which these cells say nothing."""
    at = {row.columns.index[code] for code in codes if code in row.columns.index}
    texts = tuple("" if index in at else text for index, text in enumerate(row.row.texts))
    return replace(row, row=replace(row.row, texts=texts))


def _goes_on(code: str, recorded: Mapping[str, str] | None) -> bool:
    return recorded is None or code == _FILLED_IN or bool(recorded.get(code, ""))


@dataclass(slots=True)
class EditionReader(RowReader):
    """Reads the rows of one edition after the other, each against those before it."""

    _earlier: Mapping[str, Project] = field(init=False, default_factory=dict)
    _recorded: Mapping[str, Mapping[str, str]] = field(init=False, default_factory=dict)
    _names: Mapping[str, str] = field(init=False, default_factory=dict)
    _renamed: frozenset[str] = field(init=False, default=frozenset())
    _idle: set[Place] = field(init=False, default_factory=set)

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
        self._names = {match_key(row.name): row.id for row in self._earlier.values()}
        rows = record.rows if record else ()
        self._recorded = {row.values["id"]: row.values for row in rows if "id" in row.values}
        return self.read(tables, len(editions))

    def _prepared(self, rows: list[FilledRow], edition: int) -> list[FilledRow]:
        if not edition:
            return rows
        self._renamed = frozenset(
            row.text("id")
            for row in rows
            if row.text("name") or vocabulary.change_of(row.text("change")) is Change.CANCEL
        )
        self._idle = set()
        return [self._without_dashes(row) for row in rows]

    def _without_dashes(self, row: FilledRow) -> FilledRow:
        """Return a row whose dashes in month columns say that there is no work.

        They do beside months with work, and where they stand in every month that had work. What a
        cancelled row says of months nobody asks.
        """
        change, before = self._change_of(row)
        said_in = {code: text for code in CODES if (text := row.text(code))}
        if before is None or not said_in:
            return row
        dashes = {code for code, text in said_in.items() if text in EMPTIED}
        others = [text for code, text in said_in.items() if code not in dashes]
        if change is Change.CANCEL:
            return _blank(row, said_in)
        if others:
            clear = all(said(text) is Says.WORK for text in others)
            return _blank(row, dashes) if clear else row
        pairs = zip(CODES, self.year.months, strict=True)
        worked = {month.month for month in before.months}
        had_work = {code for code, month in pairs if month.month in worked}
        if not had_work <= dashes or not (had_work or len(dashes) == len(CODES)):
            return row
        self._idle.add(row.at)
        return _blank(row, dashes)

    def _change_of(self, row: FilledRow) -> tuple[Change | None, Project | None]:
        """Return what becomes of a project, and the project as it was, None for a new one."""
        change = vocabulary.change_of(row.text("change"))
        return change, None if change is Change.ADD else self._earlier.get(row.text("id"))

    def _project(self, row: FilledRow, edition: int, marked: tuple[Month, ...]) -> Project:
        if not edition:
            return RowReader._project(self, row, edition, marked)
        change, before = self._change_of(row)
        if before is not None:
            recorded = self._recorded.get(before.id)
            says_when = states_period(row) or row.at in self._idle
            if not says_when and _goes_on("months", recorded):
                worked = {month.month for month in before.months}
                marked = tuple(month for month in self.year.months if month.month in worked)
            if recorded is None:
                self._report_name_of_another(row, before)
                self._report_moved(row, before)
            if change is Change.CANCEL and _is_as_before(before, recorded):
                self._change(row, edition)
                reason = row.text("reason")
                return replace(before, at=row.source, change=change, edition=edition, reason=reason)
            row = completed(row, before, recorded)
        elif change in (Change.ALTER, Change.CANCEL):
            self._required(row, "id")
            return self._unheard_of(row, edition, marked)
        else:
            # A row that is added is stated whole: its strategy, too, in whichever way.
            own = {"strategy": row.text("strategy")}
            row = CompletedRow(row.columns, row.row, row.given, own, None)
        return RowReader._project(self, row, edition, marked)

    def _report_name_of_another(self, row: FilledRow, before: Project) -> None:
        """Report a row whose code is one project's, and its name that of another."""
        name = row.text("name")
        if not name or same_to_readers(name, before.name):
            return
        other = self._names.get(match_key(name), before.id)
        if other != before.id and other not in self._renamed:
            told = {"id": before.id, "was": shortened(before.name), "other": other}
            self.report.add("change-name-other", row.place("name"), name, **told)

    def _report_moved(self, row: FilledRow, before: Project) -> None:
        """Report a project that stands under the heading of another strategy than before."""
        now = strategy_of(row.text("strategy"), self._strategy_ids)
        if "strategy" in row.given and now and now != before.strategy:
            told = {"was": before.strategy, "now": now}
            self.report.add("change-strategy-above", row.at, before.id, **told)

    def _unheard_of(self, row: FilledRow, edition: int, marked: tuple[Month, ...]) -> Project:
        """Return a row of which nothing more is said: what it names is not there, or goes."""
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
