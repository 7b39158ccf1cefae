"""Lines of a form that stand in no row: what heads rows, titles, totals in words, what is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.plan.intake.draft import Unused, Used, UsedAs
from generator.plan.intake.form import GridCell, Spot
from generator.plan.intake.interpret.context import Context, Under
from generator.plan.intake.interpret.gathered import Gathered
from generator.plan.intake.interpret.gridded import GridRow
from generator.plan.intake.interpret.headed import FormHead
from generator.plan.intake.interpret.stated import Total, total_of_line
from generator.plan.intake.interpret.title_lines import Titles
from generator.plan.intake.interpret.titles import sections_in
from generator.plan.model.account import RowKind
from generator.plan.parse.vocabulary import programme_of
from generator.plan.sheet.below import is_of_no_row, totals_below
from generator.plan.sheet.wording import kind_of_words, waits_for_more
from generator.thai.text import tidy

_WHY = {
    RowKind.SIGNATURE: "ช่องลงชื่อ",
    RowKind.NOTE: "หมายเหตุท้ายตาราง",
    RowKind.TITLE: "เลขหน้าหรือหัวเรื่อง",
}
_OUTSIDE = "ข้อความนอกตาราง"
_BETWEEN = "ข้อความคั่นตารางที่ไม่ใช่ยุทธศาสตร์ แผนงาน หรือโครงการ"
_BELOW = "ข้อความใต้แถวที่ไม่ใช่ของโครงการใด"
_NO_ROWS = "หัวข้อที่ไม่มีโครงการอยู่ใต้"
# A line ends those that waited of its level, or of one inside it.
_LEVELS = {
    RowKind.STRATEGY: 0,
    RowKind.EQUIPMENT: 0,
    RowKind.TACTIC: 1,
    RowKind.PROGRAMME: 2,
}
_LAST_LEVEL = 3


def why_of(kind: RowKind | None, otherwise: str = _OUTSIDE) -> str:
    """Return, in Thai, why a line of a kind is no part of the plan."""
    return _WHY.get(kind, otherwise) if kind else otherwise


@dataclass(slots=True)
class Lines:
    """What was gathered so far, and how a line of words adds to it.

    `used` tells with each text of which project it is, -1 for none. `waiting` are lines that head
    rows, with how far out they stand, until a row is under them.
    """

    context: Context = field(default_factory=Context)
    titles: Titles = field(default_factory=Titles)
    projects: list[Gathered] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    used: list[tuple[Used, int]] = field(default_factory=list)
    unused: list[Unused] = field(default_factory=list)
    head: FormHead | None = None
    is_open: bool = False
    ended: bool = False
    waiting: list[tuple[int, str, Spot]] = field(default_factory=list)

    def use_waiting(self) -> None:
        """Count the lines that head rows as used: a row is under them."""
        heads = [(Used(text, spot, UsedAs.SECTION), -1) for _, text, spot in self.waiting]
        self.used += heads
        self.waiting = []

    def lines(self, row: GridRow) -> None:
        """Take each text of a row as a line of its own."""
        for cell in row.own:
            self.line(cell.text, cell.spot)

    def is_below(self, cells: Sequence[GridCell], code: str) -> bool:
        """Take the only text of a row below a project where it is a total, or of no row at all."""
        text = tidy(cells[0].text)
        if len(cells) > 1 or code not in ("name", "detail"):
            return False
        if waits_for_more(self.projects[-1].first("name")):
            return False
        if totals_below(text, of_names=code == "name"):
            total = total_of_line(text, cells[0].spot, len(self.projects), self.context.now)
            self.totals.append(total)
            self.used.append((Used(cells[0].text, cells[0].spot, UsedAs.TOTAL), -1))
            self.is_open = False
            return True
        if is_of_no_row(text):
            self.unused.append(Unused(cells[0].text, cells[0].spot, _BELOW))
            return True
        return False

    def wait(self, line: str, texts: list[tuple[str, Spot]]) -> None:
        """Keep a line that heads rows until a row is under it; another in its place ends that."""
        # The name of a strategy that the line above only numbers goes with that line.
        names = self.context.is_named_by(line)
        level = min(
            (_LEVELS[one.kind] for one in sections_in(line)), default=0 if names else _LAST_LEVEL
        )
        kept = [one for one in self.waiting if names or level == _LAST_LEVEL or one[0] < level]
        self.without_rows(one for one in self.waiting if one not in kept)
        self.waiting = [*kept, *((level, text, spot) for text, spot in texts)]

    def without_rows(self, lines: Iterable[tuple[int, str, Spot]]) -> None:
        """Tell lines that head rows as unused: no row came under them."""
        self.unused += [Unused(text, spot, _NO_ROWS) for _, text, spot in lines]

    def after_section(self, before: Under) -> None:
        """Close the project above where another section has begun."""
        if self.context.now.key != before.key:
            self.is_open = False
        self.ended = False

    def line(self, text: str, spot: Spot) -> None:
        """Take a line of words for what it is."""
        before = self.context.now
        if not self._is_of_note(text) and self.context.take_line(text, spot):
            self.wait(text, [(text, spot)])
            self.after_section(before)
            return
        if self._lacks_units() and self.context.take_unit(text):
            self.wait(text, [(text, spot)])
            self.is_open = False
            return
        kind = kind_of_words(tidy(text))
        if kind is RowKind.TOTAL:
            self.totals.append(total_of_line(text, spot, len(self.projects), self.context.now))
            self.used.append((Used(text, spot, UsedAs.TOTAL), -1))
            self.is_open = False
        elif kind not in (RowKind.SIGNATURE, RowKind.NOTE) and self.titles.take(text, spot):
            self._title(text, spot)
        else:
            why = _BETWEEN if self.projects else _OUTSIDE
            self.unused.append(Unused(text, spot, why_of(kind, why)))
            self.ended = self.ended or kind in (RowKind.SIGNATURE, RowKind.NOTE)

    def _is_of_note(self, text: str) -> bool:
        """Whether a line below a note names no programme that there is: `2. แผนงานอาจเปลี่ยนได้`."""
        found = sections_in(text) if self.ended and self.projects else ()
        seen = {project.under.programme for project in self.projects} if found else set()
        return any(
            one.kind is RowKind.PROGRAMME and not programme_of(one.name) and one.name not in seen
            for one in found
        )

    def _lacks_units(self) -> bool:
        """Whether rows do not say themselves whose they are."""
        return self.head is None or "unit" not in self.head.codes.values()

    def _title(self, text: str, spot: Spot) -> None:
        before = self.context.now
        self.context.take_label(text)
        self.used.append((Used(text, spot, UsedAs.TITLE), -1))
        if self.context.now.form != before.form:
            self.is_open = False
            if self.head is not None and self.head.summary:  # what follows is another form's
                self.head = None
