"""Reads a form from top to bottom: its lines, headings and rows → projects, totals, the rest.

Nothing is dropped: whatever is passed stands in `used` or `unused`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from generator.plan.intake.draft import Ask, SummaryLine, Unused, Used, UsedAs
from generator.plan.intake.form import Form, Grid, GridCell, Line, LineOrigin
from generator.plan.intake.interpret.context import Under
from generator.plan.intake.interpret.gathered import Gathered, adding, repeated
from generator.plan.intake.interpret.gridded import GridRow, rows_of
from generator.plan.intake.interpret.headed import FormHead, completed
from generator.plan.intake.interpret.judging import (
    MONTH,
    SECTIONS,
    Above,
    RowTexts,
    Sort,
    is_first_number,
    is_numbered_line,
)
from generator.plan.intake.interpret.lines import Lines, why_of
from generator.plan.intake.interpret.money import read_money, stated_count
from generator.plan.intake.interpret.results import is_result_sign
from generator.plan.intake.interpret.stated import summary_line, total_of
from generator.plan.model.account import RowKind
from generator.plan.sheet.wording import is_ditto, kind_of_words, without_again
from generator.thai.text import tidy

_OTHER_YEAR = {True: "แผ่นงานที่ซ่อนไว้ของปีอื่น", False: "แผ่นงานหรือตารางของปีอื่น"}
_SAID = "พิมพ์ซ้ำเมื่อขึ้นหน้าใหม่"
_UNIT_AGAIN = "หน่วยงานเดียวกันที่พิมพ์ซ้ำในโครงการเดียว"
_NO_RESULT = "สูตรของลำดับที่ซึ่งไม่มีผลลัพธ์ในแฟ้ม"
_UNHEADED = "(ไม่มีหัวคอลัมน์)"
_ORIGINS = {
    LineOrigin.COMMENT: "ความเห็นในแบบ",
    LineOrigin.FOOTNOTE: "เชิงอรรถ",
    LineOrigin.PAGE_FOOTER: "ท้ายกระดาษ",
}
_FILLED = ("unit", "place", "source", "name", "detail", "note", "budget")
# Which word of what a row stands under a column of its own says.
_SAYS = {"strategy": "first", "programme": "second", "tactic": "tactic"}
_PARTS = {MONTH: UsedAs.MONTHS, **dict.fromkeys(_SAYS, UsedAs.SECTION)}


@dataclass(slots=True)
class Gather(Lines):
    """All that was gathered of a form so far. `grids` are those that were read, by order."""

    summary: list[SummaryLine] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    heads: list[FormHead] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    headed: bool = False  # a heading came after the last row
    last: tuple[int, int] = (-1, -1)  # the last row of a project or a heading, by grid
    units: set[str] = field(default_factory=set)
    summed: Under = field(default_factory=Under)  # the strategy of แบบ ผด.01 one stands under
    drawn: frozenset[int] = frozenset()  # rows of this grid in which a shape stands

    @classmethod
    def of(
        cls, form: Form, heads: Sequence[Mapping[int, FormHead]], passed: Mapping[int, int]
    ) -> Gather:
        """Read a form from top to bottom; grids that are `passed`, of another year, are not read.

        `heads` are the headings of its grids, `passed` gives by their order of which year.
        """
        gather = cls()
        width = 0
        for part in form.parts:
            if isinstance(part, Line):
                gather.take_line(part)
            elif len(gather.grids) in passed:
                gather.pass_grid(part, passed[len(gather.grids)])
            else:
                gather.take_grid(part, heads[len(gather.grids)], width)
                width = len(part.edges)
        for mark in (*form.loose, *(mark for grid in gather.grids for mark in grid.marks)):
            if tidy(mark.text):  # a title may stand in a text box
                gather.titles.take(mark.text, mark.spot)
        gather.without_rows(gather.waiting)
        return gather

    def take_line(self, line: Line) -> None:
        """Take a line of text outside of grids."""
        if not tidy(line.text):
            return
        if why := _ORIGINS.get(line.origin):
            self.unused.append(Unused(line, line.spot, why))
        else:
            self.line(line.text, line.spot)

    def pass_grid(self, grid: Grid, year: int) -> None:
        """Take nothing of a grid of another year: all its texts are unused."""
        self.grids.append(grid)
        filled = [cell for cell in grid.cells if tidy(cell.text)]
        self.unused += [Unused(cell.text, cell.spot, _OTHER_YEAR[grid.hidden]) for cell in filled]
        code = "hidden-sheet" if grid.hidden else "sheet-of-other-year"
        seen = grid.spot.sheet or grid.spot.words
        self.asks.append(Ask(code, grid.spot, seen, (str(year),), mention=True))

    def take_grid(self, grid: Grid, heads: Mapping[int, FormHead], width: int) -> None:
        """Take a grid row by row; one without a heading goes on from one of the same width."""
        number = len(self.grids)
        self.grids.append(grid)
        rows = rows_of(grid)
        self.drawn = frozenset(one.row for one in grid.marks if one.row is not None)
        self.context.take_label(grid.spot.sheet)
        if heads:
            before = self.context.now
            told = before.first or before.programme
            self.context.carried = bool(self.projects and grid.spot.sheet and told)
            self.context.take_sheet(grid.spot.sheet, grid.spot)
            self.after_section(before)
        if heads or not self._goes_on(grid, rows, width):
            self.head = None
        heading_end = -1
        for row in rows:
            if row.at in heads:
                self._heading(heads[row.at])
                heading_end = heads[row.at].last
            if row.at <= heading_end:
                self._use(row.own, UsedAs.HEADING)
                self.last = number, row.at
            elif row.own:
                self._row(row, grid, number)

    def _goes_on(self, grid: Grid, rows: tuple[GridRow, ...], width: int) -> bool:
        """Whether a grid without a heading goes on from the one before: same columns, numbers."""
        if self.head is None or len(grid.edges) != width:
            return False
        if self.head.summary:
            kinds = {kind_of_words(tidy(row.own[0].text)) for row in rows if row.own}
            return bool(kinds & {*SECTIONS, RowKind.TOTAL})
        texts = [RowTexts.of(row, self.head) for row in rows if row.own]
        return any(one.number and one.text("name") for one in texts) or not grid.spot.sheet

    def _heading(self, head: FormHead) -> None:
        earlier = self.heads[-1] if self.heads else None
        if earlier is not None and earlier.month_columns() == head.month_columns():
            head = completed(head, earlier)  # a page's heading that was left blank but for months
        self.head = head
        self.heads.append(head)
        self.ended = False
        self.headed = True
        if not head.summary:
            name = next((at for at, code in head.codes.items() if code == "name"), -1)
            before = self.context.now
            self.context.take_heading(tidy(head.headings.get(name, "")))
            if self.context.now != before:
                self.is_open = False

    def _row(self, row: GridRow, grid: Grid, number: int) -> None:
        if self.head is None and not is_numbered_line(row):
            self.lines(row)
        elif self.head is None:
            self._one_line(row)
        elif self.head.summary:
            self._summary(row, self.head)
        else:
            texts = RowTexts.of(row, self.head, drawn=row.at in self.drawn)
            take = {
                Sort.PROJECT: partial(self._project, texts, grid, number),
                Sort.MORE: partial(self._more, texts, grid, number),
                Sort.TOTAL: partial(self._total, texts),
                Sort.NUMBERS: partial(self._use, row.own, UsedAs.HEADING),
                Sort.AGAIN: partial(self._again, texts, grid, number),
                Sort.ONE_LINE: partial(self._one_line, row),
                Sort.SUMMED: partial(self._summed, texts),
                Sort.LINES: partial(self.lines, row),
                Sort.TAIL: partial(self._tail, row),
                Sort.LONE: partial(self._drop, row, "แถวที่มีแต่ลำดับ ไม่มีโครงการ"),
            }
            sort = texts.sort(self._above(number, row))
            if sort is not Sort.MORE or not self.is_below(row.own, next(iter(texts.by))):
                take[Sort.TOTAL if sort is Sort.MORE and self._sums_up(texts) else sort]()

    def _sums_up(self, texts: RowTexts) -> bool:
        """Whether a row has nothing but the sum of the amounts above it in its section."""
        if set(texts.by) != {"budget"} or self.projects[-1].split != self.headed:
            return False
        key = self.context.now.key
        own = [one for one in self.projects if one.under.key == key]
        said = [
            read_money(" ".join(each.text for each in one.texts.get("budget", ()))) for one in own
        ]
        amounts = [one.amount for one in said if one.amount is not None]
        total = read_money(texts.text("budget")).amount
        return len(own) > 1 and len(amounts) == len(own) and sum(amounts) == total

    def _above(self, number: int, row: GridRow) -> Above:
        if not self.projects:
            return Above(ended=self.ended)
        last = self.projects[-1]
        return Above(
            self.is_open,
            last.first("name"),
            self.ended,
            self.units,
            last.number_cell,
            last.number,
            self.headed,
            self.last == (number, row.at - 1),
            last.first("unit"),
            bool(last.texts.get(MONTH)) or any(at in self.drawn for _, at in last.rows[-1:]),
            last.first("budget"),
        )

    def _use(
        self, cells: tuple[GridCell, ...] | list[GridCell], part: UsedAs, project: int = -1
    ) -> None:
        self.used += [(Used(cell.text, cell.spot, part), project) for cell in cells]

    def _drop(self, row: GridRow, why: str) -> None:
        self.unused += [Unused(cell.text, cell.spot, why) for cell in row.own]

    def _one_line(self, row: GridRow) -> None:
        before = self.context.now
        text = " ".join(tidy(cell.text) for cell in row.own)
        if not self._is_of_note(text) and self.context.take_line(text, row.spot):
            self.wait(text, [(cell.text, cell.spot) for cell in row.own])
            self.after_section(before)
        else:
            self.lines(row)

    def _summed(self, texts: RowTexts) -> None:
        """Take a line that heads rows, with their total beside it."""
        before = self.context.now
        figures = [
            cell
            for cell in texts.row.own
            if cell in texts.by.get("budget", ()) or stated_count(cell.text) is not None
        ]
        words = [cell for cell in texts.row.own if cell not in figures]
        self.context.take_line(" ".join(tidy(cell.text) for cell in words), texts.row.spot)
        self.after_section(before)
        total = total_of(texts, len(self.projects), self.context.now)
        self.totals.append(replace(total, ahead=True))
        self._use(words, UsedAs.SECTION)
        self._use(figures, UsedAs.TOTAL)

    def _tail(self, row: GridRow) -> None:
        kind = kind_of_words(tidy(row.own[0].text))
        self._drop(row, why_of(kind))
        self.is_open = False
        self.ended = True

    # Rows

    def _total(self, texts: RowTexts) -> None:
        total = total_of(texts, len(self.projects), self.context.now)
        self.totals.append(total)
        self._use(texts.row.own, UsedAs.TOTAL)
        self.is_open = False

    def _summary(self, row: GridRow, head: FormHead) -> None:
        line, self.summed = summary_line(RowTexts.of(row, head), self.summed)
        if line is None:
            self.lines(row)
            return
        self.summary.append(line)
        self._use(row.own, UsedAs.SUMMARY)

    def _project(self, texts: RowTexts, grid: Grid, number: int) -> None:
        cells = texts.by.get("ordinal", ())
        ordinal = texts.number or texts.number_in_name
        project = Gathered(self._under(texts), number, ordinal, cells[0] if cells else None)
        if self.context.carried and self.projects[-1].sheet != number:
            self.context.carried = is_first_number(ordinal)
        project.carried = self.context.carried
        self.projects.append(project)
        self.is_open, self.ended = True, False
        self._join(project, texts, grid, number)
        for code in _FILLED:
            columns = [at for at, one in texts.head.codes.items() if one == code]
            over = next((texts.row.over[at] for at in columns if at in texts.row.over), None)
            if over is not None and code not in project.texts:
                project.filled[code] = over
        if unit := texts.text("unit"):
            self.units.add(unit)

    def _under(self, texts: RowTexts) -> Under:
        """Return of what a row is: as the lines above it say, or its own columns."""
        told: dict[str, str] = {}
        for code in ("strategy", "programme", "tactic"):
            at = [column for column, one in texts.head.codes.items() if one == code]
            over = next((texts.row.over[one] for one in at if one in texts.row.over), None)
            own = texts.text(code) or (tidy(over.text) if over else "")
            above = getattr(self.projects[-1].under, _SAYS[code]) if self.projects else ""
            told[code] = above if is_ditto(own) else own
        return self.context.under_row(**told, spot=texts.row.spot)

    def _more(self, texts: RowTexts, grid: Grid, number: int) -> None:
        project = self.projects[-1]
        project.split = project.split or self.headed
        self._join(project, texts, grid, number)

    def _again(self, texts: RowTexts, grid: Grid, number: int) -> None:
        """Take a row that names the project above again: only what is new joins it."""
        project = self.projects[-1]
        project.split = True
        new, said = project.new_in(texts)
        self.unused += [Unused(cell.text, cell.spot, _SAID) for cell in said]
        self._join(project, new, grid, number)

    def _join(self, project: Gathered, texts: RowTexts, grid: Grid, number: int) -> None:
        index = len(self.projects) - 1
        row = texts.row
        self.use_waiting()
        for code, all_cells in texts.by.items():
            if code == "ordinal" and texts.has_lost_number:
                self.unused += [Unused(cell.text, cell.spot, _NO_RESULT) for cell in all_cells]
                continue
            again = repeated(all_cells, project.texts.get(code, ())) if code == "unit" else []
            self.unused += [Unused(cell.text, cell.spot, _UNIT_AGAIN) for cell in again]
            cells = [cell for cell in all_cells if cell not in again]
            for cell in cells:
                sign = is_result_sign(code, tidy(cell.text))
                part = UsedAs.RESULT if sign else _PARTS.get(code, UsedAs.ROW)
                self._use([cell], part, index)
            # What stands among the numbers and is none is kept by its heading, as words elsewhere.
            if code and (code != "ordinal" or (texts.number and not texts.is_starred)):
                held = project.texts.setdefault(code, [])
                held += adding(cells, held)
            else:
                for cell in cells:
                    if not without_again(tidy(cell.text)):
                        continue  # it only says that the project goes on
                    heading = " ".join(texts.head.headings.get(cell.column, "").split())
                    project.other.setdefault(heading or _UNHEADED, []).append(cell)
        names = texts.by.get("name", ())
        spot = names[0].spot if names else row.spot
        project.spots.append(spot)
        self.last = number, row.at
        project.rows.append(self.last)
        project.heads[number] = texts.head
        project.hidden = project.hidden or row.at in grid.hidden_rows or grid.hidden
        self.headed = False
