"""What is typed in a row's month cells → its months: arrows in parts, ticks, words, merges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.plan.intake.form import GridCell
from generator.plan.intake.months.axis import ALL, Axis, Months
from generator.plan.intake.months.evidence import Evidence, quoted, together
from generator.plan.intake.months.signs import meant
from generator.plan.intake.months.words import period_of, ways_of
from generator.plan.parse.signs import Says, said, width

_END = frozenset({Says.CLOSES, Says.ARROW})
# What may stand between the two ends of an arrow, and its end.
_UNDER = frozenset({Says.NOTHING, Says.LINE, Says.WORK, Says.WHOLE}) | _END
_MUTE = (Says.NOTHING, Says.NO, Says.LINE)
_POINTS_A_DIGIT = 5.25
# Over several months any short words say that something is done then, but for these.
_SHORT_WORDS = 20
_NOT_DONE = ("ไม่", "ยกเลิก", "งด", "เลื่อน", "รอ", "ชะลอ", "ยุบ", "โอน", "ระงับ", "กัน")


@dataclass(frozen=True, slots=True)
class Item:
    """A month's cell, or one that is merged over several: its months, and what it says."""

    months: Months
    text: str
    says: Says
    cell: GridCell | None = None

    @property
    def is_dash(self) -> bool:
        """Whether it is a dash or a line without ends."""
        return self.says is Says.LINE


def typed_months(
    lines: Sequence[Sequence[GridCell]], axis: Axis, year: int, *, overflows: bool, drawn: bool
) -> Evidence:
    """Return what the cells of a project's rows say together; `lines` are its rows of cells.

    `overflows` tells that a text may be seen over the blank cells beside its own, `drawn` that
    something is drawn over the row: dashes then only say that nothing else is there.
    """
    items = [list(_items(cells, axis)) for cells in lines]
    if drawn:
        items = [[one for one in line if not one.is_dash] for line in items]
    found = together([_line(line, axis, year, overflows=overflows) for line in items])
    told = (one for one in found.cells if one.faint)
    faint = next((one for one in told if said(meant(one.text)) not in _MUTE), None)
    if faint is None or not found.choices:
        return found
    return replace(found, doubt=f"{quoted(faint.text)} พิมพ์ด้วยตัวอักษรสีขาว")


def _line(items: list[Item], axis: Axis, year: int, *, overflows: bool) -> Evidence:
    filled = tuple(one.cell for one in items if one.cell and one.text)
    if not filled:
        return Evidence(())
    words = [months for one in items if one.text and (months := period_of(one.text, year))]
    if len(words) == len(filled):
        return _in_words(filled, frozenset().union(*words), axis)
    reading = _Reading(axis, items, overflows, year)
    reading.read()
    drawn = " ".join(reading.drawn) or " ".join(quoted(one.text) for one in filled)
    if not (reading.worked or reading.ways or reading.doubt):
        return Evidence((), cells=filled)
    choices = tuple(dict.fromkeys((frozenset(reading.worked), *reading.ways)))
    return Evidence(tuple(filter(None, choices)), drawn, reading.doubt, cells=filled)


def _in_words(cells: tuple[GridCell, ...], months: Months, axis: Axis) -> Evidence:
    """Return what words say, in one cell or in each: where they stand may contradict them."""
    over = frozenset().union(*(axis.covers(one.column, one.column + one.columns) for one in cells))
    drawn = " ".join(quoted(one.text) for one in cells)
    within = months < over and all(one.columns == 1 for one in cells)  # a quarter's column
    elsewhere = len(months) == 1 and not months & over  # one month in the cell of another
    several = 1 < len(over) < len(axis.spans) and months != over and not within
    if several or elsewhere:
        return Evidence((months, over), drawn, "ข้อความกับช่องเดือนไม่ตรงกัน", cells=cells)
    return Evidence((months,), drawn, cells=cells, by_words=True)


def _items(cells: Sequence[GridCell], axis: Axis) -> Iterator[Item]:
    """Yield the months' cells of a row from left to right, blank ones too, merged ones once."""
    taken: set[int] = set()
    by_month: dict[int, GridCell] = {}
    for one in cells:
        for month in axis.covers(one.column, one.column + one.columns):
            if month not in by_month or one.text.strip():
                by_month[month] = one
    for span in axis.spans:
        if span.month in taken:
            continue
        cell = by_month.get(span.month)
        if cell is None:
            yield Item(frozenset({span.month}), "", Says.NOTHING)
            continue
        months = axis.covers(cell.column, cell.column + cell.columns)
        taken |= months
        text = meant(cell.text)
        yield Item(months, text, said(text), cell)


@dataclass(slots=True)
class _Reading:
    """Reads one row of cells from left to right."""

    axis: Axis
    items: list[Item]
    overflows: bool
    year: int
    worked: set[int] = field(default_factory=set)
    ways: list[Months] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    doubt: str = ""
    arrow: list[Item] = field(default_factory=list)

    def read(self) -> None:
        """Read all cells, then what is left open."""
        for item in self.items:
            self._take(item)
        self._unclosed()
        self._dashes()

    def _take(self, item: Item) -> None:
        says = self._meant(item)
        if says is Says.OPENS:
            self._unclosed()
            self.arrow = [item]
        elif self.arrow and says in _UNDER:
            self.arrow.append(item)
            if says in _END:
                self._add(frozenset().union(*(one.months for one in self.arrow)), "←", "→")
                self.arrow = []
        elif says in (Says.WORK, Says.WHOLE, Says.ARROW):
            self._whole(item, says)
        elif says is Says.CLOSES:
            self._ask(item.months, "ลูกศรมีปลายด้านเดียว")
        elif says in (Says.CROSS, Says.NO):
            self._crossed(item, says)
        elif says is Says.STRANGE:
            self._strange(item)

    def _meant(self, item: Item) -> Says:
        """Return what an item says beside the others: a bar is either end, a merged one whole."""
        if len(item.months) > 1 and item.says in (Says.OPENS, Says.CLOSES, Says.ARROW, Says.LINE):
            return Says.WHOLE
        if item.says is Says.BAR:
            return Says.CLOSES if self.arrow else Says.OPENS
        return item.says

    def _add(self, months: Months, before: str, after: str = "") -> None:
        self.worked |= months
        self.drawn.append(f"{before}{self.axis.words(months)}{after}")

    def _ask(self, months: Months, doubt: str, *ways: Months) -> None:
        self.doubt = self.doubt or doubt
        self.ways += [frozenset(self.worked) | one for one in (months, *ways)]

    def _whole(self, item: Item, says: Says) -> None:
        if says is Says.WORK:
            self._add(item.months, item.text.strip())
            return
        wider = self._wider(item)
        if wider:
            self._ask(item.months, f"ลูกศร {quoted(item.text)} ยาวกว่าช่อง", wider)
        self._add(item.months, "←", "→")

    def _wider(self, item: Item) -> Months:
        """Return the months over which a text is seen that is wider than its own cell."""
        own = sum(one.width for one in self.axis.spans if one.month in item.months)
        more = width(item.text.strip()) * _POINTS_A_DIGIT - own
        at = self.items.index(item)
        months: set[int] = set(item.months)
        for one in self.items[at + 1 :]:
            if more <= 0.2 * self.axis.width or one.text or not self.overflows:
                break
            months |= one.months
            more -= self.axis.width
        return frozenset(months) if months != set(item.months) else frozenset()

    def _unclosed(self) -> None:
        """Ask where an arrow ends that has begun and has no other end."""
        if self.arrow:
            first = self.arrow[0]
            after = [one.months for one in self.items[self.items.index(first) :]]
            self._ask(first.months, "ลูกศรมีปลายด้านเดียว", frozenset().union(*after))
            self.arrow = []

    def _crossed(self, item: Item, says: Says) -> None:
        crosses = {one.says for one in self.items} <= {Says.CROSS, Says.NOTHING}
        if says is Says.CROSS and crosses:
            self._add(item.months, item.text.strip())
        else:
            self._ask_of(item, f"ในช่องเดือนมี {quoted(item.text)}")

    def _strange(self, item: Item) -> None:
        text = " ".join(item.text.split())
        words = any(sign.isalpha() for sign in text) and not any(sign.isdigit() for sign in text)
        short = len(text) <= _SHORT_WORDS and not text.startswith(_NOT_DONE)
        if len(item.months) > 1 and item.months != ALL and words and short:
            self._add(item.months, f"{quoted(text)} ")
        else:
            self._ask_of(item, f"ในช่องเดือนมีข้อความ {quoted(text)}", ways_of(text, self.year))

    def _ask_of(self, item: Item, doubt: str, named: Sequence[Months] = ()) -> None:
        """Ask of a text: the months that it names, or else its cell's; of all twelve none."""
        own = frozenset[int]() if item.months == ALL else item.months
        self._ask((named or (own,))[0], doubt, *named[1:])

    def _dashes(self) -> None:
        """Ask of dashes in some of the months; in all that are else blank they say nothing."""
        dashes = [one for one in self.items if one.is_dash and len(one.months) == 1]
        loose = frozenset().union(*(one.months for one in dashes)) - self.worked
        blank = any(
            one.says is Says.NOTHING and not one.months <= self.worked for one in self.items
        )
        if loose and (blank or not self.worked):
            self._ask(loose, "มีขีดในช่องเดือนโดยไม่มีปลายลูกศร")
