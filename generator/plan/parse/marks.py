"""Twelve month columns → the months of work of each row, and questions on what is not clear.

Arrows with both ends fill the months between. What may or may not mean work is asked once a table
for each kind, with its rows: until it is answered, nothing is published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil

from generator.plan.fields import MONTH_FIELDS
from generator.plan.parse.signs import Says, said, width
from generator.plan.read import Area
from generator.plan.sheet import Columns, FilledRow
from generator.problems import Place, Report
from generator.thai.eras import BUDDHIST
from generator.thai.fiscal import FiscalYear, Month

CODES = tuple(one.code for one in MONTH_FIELDS)
# A CSV file has no widths: columns of months are about so wide on forms.
_USUAL_WIDTH = 5.0
_LAST = len(CODES) - 1
_END = frozenset({Says.CLOSES, Says.ARROW})
# What may stand between the two ends of an arrow, and its end.
_UNDER = frozenset({Says.NOTHING, Says.LINE, Says.WORK, Says.WHOLE}) | _END
_SHOWN = 3  # of the texts that are asked about


@dataclass(frozen=True, slots=True)
class _Mark:
    """What stands in one cell, or in one that is merged over several months."""

    months: tuple[int, ...]  # 0 is October
    text: str
    says: Says


@dataclass(frozen=True, slots=True)
class _Asked:
    """A cell that is asked about, and the months that it may mean."""

    row: FilledRow
    code: str
    text: str
    readings: str = ""


@dataclass(slots=True)
class _Questions:
    """What is to be asked, by table and the code of the question."""

    year: FiscalYear
    found: defaultdict[tuple[Place, str], list[_Asked]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def ask(self, code: str, row: FilledRow, mark: _Mark, readings: Iterable[int] = ()) -> None:
        asked = _Asked(row, CODES[mark.months[0]], mark.text, self._told(mark, readings))
        self.found[row.columns.table, code].append(asked)

    def _told(self, mark: _Mark, readings: Iterable[int]) -> str:
        first, (last, *_) = self.year.months[mark.months[0]], [*readings, mark.months[0]]
        ends = sorted((first, self.year.months[last]))
        return f"{first.label} เดือนเดียว หรือ {ends[0].label} ถึง {ends[1].label}"


def marked_months(
    rows: Sequence[FilledRow], year: FiscalYear, report: Report
) -> list[tuple[Month, ...]]:
    """Return the marked months of each row, in order; empty where its table has no such columns."""
    wide = {row.columns.key: row.columns for row in rows}
    merged = {table: _wide(columns) for table, columns in wide.items()}
    indexes = {table: _indexes(columns) for table, columns in wide.items()}
    marks = {
        number: list(_marks(row, merged[row.columns.key].get(row.row.number, ())))
        for number, row in enumerate(rows)
        if _is_marked(row, indexes[row.columns.key])
    }
    questions = _Questions(year)
    found: list[tuple[Month, ...]] = []
    for number, row in enumerate(rows):
        at = _worked(row, marks.get(number, []), questions)
        found.append(tuple(year.months[month] for month in sorted(at)))
    for (_, code), asked in questions.found.items():
        _report(code, asked, report)
    _report_years(rows, year, report)
    return found


def _indexes(columns: Columns) -> tuple[int, ...]:
    return tuple(columns.index[code] for code in CODES if code in columns.index)


def _is_marked(row: FilledRow, months: tuple[int, ...]) -> bool:
    """Whether anything stands in the months' columns: in most rows of most plans nothing does."""
    texts = row.row.texts
    return any(index < len(texts) and texts[index] for index in months)


def _wide(columns: Columns) -> dict[int, list[Area]]:
    """Return by row the cells that are merged over several columns, of those that hold months."""
    months = set(_indexes(columns))
    found: defaultdict[int, list[Area]] = defaultdict(list)
    for area in columns.looks.merged:
        if len(months & set(range(area.first_column, area.last_column + 1))) > 1:
            for row in range(area.first_row, area.last_row + 1):
                found[row].append(area)
    return found


def _marks(row: FilledRow, areas: Sequence[Area]) -> Iterator[_Mark]:
    """Yield what a row says in the months' columns, October first; merged cells as one."""
    together: list[int] = []
    span: Area | None = None
    for month, code in enumerate(CODES):
        index = row.columns.index.get(code, -1)
        mine = next((one for one in areas if one.first_column <= index <= one.last_column), None)
        if together and (mine is None or mine != span):
            yield _mark(row, together)
            together = []
        together.append(month)
        span = mine
    yield _mark(row, together)


def _mark(row: FilledRow, months: Sequence[int]) -> _Mark:
    text = row.text(CODES[months[0]])
    return _Mark(tuple(months), text, said(text))


@dataclass(slots=True)
class _RowMonths:
    """Reads one row from October on: the months with work so far, and an arrow that has begun."""

    row: FilledRow
    questions: _Questions
    only_crosses: bool  # x beside no other mark means work
    worked: set[int] = field(default_factory=set)
    arrow: list[_Mark] = field(default_factory=list)

    def take(self, mark: _Mark, beside: Sequence[_Mark]) -> None:
        """Read the next cell; `beside` are all of the row."""
        says = self._meant(mark)
        if self.arrow and says is Says.OPENS:
            self.close_open()
        if says is Says.OPENS:
            self.arrow = [mark]
        elif self.arrow and says in _UNDER:
            self.arrow.append(mark)
            if says in _END:
                self.worked.update(month for one in self.arrow for month in one.months)
                self.arrow = []
        elif says in (Says.WORK, Says.WHOLE, Says.ARROW):
            self.worked.update(mark.months)
            _ask_if_wide(self.row, mark, beside, self.questions)
        elif says is not Says.NOTHING:
            self._ask(mark, says)

    def close_open(self) -> None:
        """Ask where an arrow ends that has begun and has no other end."""
        if self.arrow:
            self.questions.ask("month-arrow-open", self.row, self.arrow[0], (_LAST,))
            self.arrow = []

    def _meant(self, mark: _Mark) -> Says:
        if mark.says is Says.BAR:
            return Says.CLOSES if self.arrow else Says.OPENS
        if len(mark.months) > 1 and mark.says in (Says.OPENS, Says.CLOSES, Says.ARROW):
            return Says.WHOLE  # one arrow over merged cells, whatever its ends
        return mark.says

    def _ask(self, mark: _Mark, says: Says) -> None:
        if says is Says.CLOSES:
            self.questions.ask(
                "month-arrow-open", self.row, mark, (0 if mark.months[0] else _LAST,)
            )
        elif says is Says.CROSS and self.only_crosses:
            self.worked.update(mark.months)
        elif says in (Says.LINE, Says.NO, Says.CROSS):
            self.questions.ask("month-mark-unclear", self.row, mark)
        else:
            self.questions.ask("month-text-unread", self.row, mark)


def _worked(row: FilledRow, marks: Sequence[_Mark], questions: _Questions) -> set[int]:
    """Return in which months a row has work, 0 being October; ask what is not certain."""
    crosses = {mark.says for mark in marks} <= {Says.CROSS, Says.NOTHING}
    reading = _RowMonths(row, questions, crosses)
    for mark in marks:
        reading.take(mark, marks)
    reading.close_open()
    return reading.worked


def _ask_if_wide(
    row: FilledRow, mark: _Mark, marks: Sequence[_Mark], questions: _Questions
) -> None:
    """Ask of an arrow that is drawn over the blank cells beside it, being wider than its own."""
    if mark.says is Says.WORK or len(mark.months) > 1:
        return
    month = mark.months[0]
    index = row.columns.index[CODES[month]]
    own = row.columns.looks.width(index) or _USUAL_WIDTH
    cells = ceil(width(mark.text) / own)
    if cells < 2:
        return
    at = marks.index(mark)
    blank = 0
    for beside in marks[at + 1 :]:
        if beside.text or blank >= cells - 1:
            break
        blank += 1
    if blank or (at and not marks[at - 1].text):
        last = month + blank if blank else month - 1
        questions.ask("month-arrow-wide", row, mark, (last,))


def _report(code: str, asked: Sequence[_Asked], report: Report) -> None:
    first = asked[0]
    texts = list(dict.fromkeys(f"“{one.text}”" for one in asked))
    headings = dict.fromkeys(one.row.place(one.code).heading for one in asked)
    report.add(
        code,
        first.row.place(first.code),
        first.text,
        [one.row.place(one.code) for one in asked],
        texts=", ".join(texts[:_SHOWN]) + " …" * (len(texts) > _SHOWN),
        columns=", ".join(headings),
        readings=first.readings,
    )


def _report_years(rows: Sequence[FilledRow], year: FiscalYear, report: Report) -> None:
    """Say once a table that a month's heading names a year in which the plan has no such month."""
    for columns in {row.columns.key: row.columns for row in rows}.values():
        for code, month in zip(CODES, year.months, strict=True):
            if (named := columns.years.get(code)) and named not in _spelled(month):
                at = columns.place(columns.head, columns.index[code])
                report.add("month-heading-year", at, at.heading, month=month.label)
                break


def _spelled(month: Month) -> tuple[int, ...]:
    """Return how the year of a month is written: in either era, whole or its last two digits."""
    eras = (month.year, month.year + BUDDHIST)
    return (*eras, *(one % 100 for one in eras))
