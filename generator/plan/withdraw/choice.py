"""Which cells of a year's plan are covered, and what each of them is to say."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from generator.machine.layout import of_year
from generator.plan.check import Exempt
from generator.plan.fields import all_fields
from generator.plan.model import MASK, NEUTRAL_NAME, Plan, covered_pieces, is_masked
from generator.plan.withdraw.cells import POINTS, CellOfPlan, cells_of, neutral
from generator.plan.withdraw.entries import Entry
from generator.plan.withdraw.kept import Kept, besides_kept, refuse_kept
from generator.plan.withdraw.needles import Needles, ShortNeedleError, says
from generator.plan.withdraw.refused import CoverRefusedError
from generator.problems import Place
from generator.thai.text import same_to_readers

_LEAST_READABLE, _LEAST_TELLING = 2, 4
# Of so many rows, and of more than this part of a year's, no text is one person's.
_MANY_ROWS, _MANY_OF = 20, 4
_SAYS_NOTHING = re.compile(f"[{MASK}\\s().,-]")


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody asked for: of which row, which columns, which texts; on which day and why.

    Without a code every row is meant that has the texts, and what stands beside the plan as well.
    `follow` asks for no more than what somebody has covered in the rows already. `kept` are names
    that stay.
    """

    code: str
    columns: tuple[str, ...]
    needles: Needles
    day: datetime.date
    reason: str
    follow: bool = False
    kept: tuple[Kept, ...] = ()


@dataclass(slots=True)
class Choice:
    """What covers an order in a plan; made by `choose`.

    `needles` is covered wherever it stands, `told` gives each cell with what it is to say. `whole`
    tells that free words were covered whole, because nothing told which of them.
    """

    needles: Needles = field(default_factory=Needles)
    told: dict[Entry, tuple[CellOfPlan, str]] = field(default_factory=dict)
    whole: bool = False
    _set: dict[Entry, str] = field(default_factory=dict)
    _meant: frozenset[Entry] = frozenset()

    def said(self, cell: CellOfPlan) -> str:
        """Return what a cell is to say."""
        if cell.entry in self._set:
            return self._set[cell.entry]
        return _covered(cell, self.needles)

    def recorded(self, cell: CellOfPlan) -> str | None:
        """Return what the record of a cell is to say; None where nothing is recorded."""
        was = cell.recorded
        if was is None or not was:
            return was
        if cell.entry in self._set:
            return self._set[cell.entry]
        covered = self.needles.covered(was)
        return _readable(covered, cell) if covered != was else was

    def renamed(self) -> Iterator[tuple[str, str, str]]:
        """Yield code, name as it was and name as it is to be, of rows whose names are covered."""
        for entry, (cell, now) in self.told.items():
            if entry.column == "name":
                for was in {cell.text, cell.recorded or ""} - {now, ""}:
                    yield entry.id, was, now

    def alone(self) -> Iterator[tuple[CellOfPlan, str]]:
        """Yield the cells that are to say what covering the needles alone would not make them."""
        for cell, now in self.told.values():
            by_needles = cell.entry not in self._set and now == self.needles.covered(cell.text)
            if now != cell.text and not by_needles:
                yield cell, now

    def changed(self) -> Iterator[CellOfPlan]:
        """Yield what is withdrawn: cells that are covered, in the plan or in its record.

        What somebody covered by hand where nothing was recorded is told, too.
        """
        for entry, (cell, now) in self.told.items():
            by_hand = cell.recorded is None and MASK in cell.text and entry in self._meant
            if now != cell.text or self.recorded(cell) != cell.recorded or by_hand:
                yield cell


def choose(plan: Plan, order: Order, exempt: Exempt) -> Choice:
    """Return what is to be covered in a plan. Raises CoverRefusedError."""
    choice = Choice()
    known = list(cells_of(plan, order.code))
    asked = [cell for cell in known if cell.entry.column in order.columns]
    if order.needles and order.columns:
        choice._set |= {one.entry: _covered(one, order.needles) for one in asked}
    elif order.needles:
        refuse_kept(order.kept, order.needles, plan.year.label, order.code)
        choice.needles = order.needles
    elif order.columns:
        choice._set |= {one.entry: neutral(one, one.text) for one in asked}
    elif order.follow:
        _find_out(choice, known, None, order.kept)
    else:
        _find_out(choice, known, exempt, order.kept)
        _pending(choice, known, plan)
        if not (choice.needles or choice._set or any(MASK in cell.text for cell in known)):
            choice.whole = True
            office = {one.code for one in all_fields() if one.of_office}
            free = (cell for cell in known if cell.entry.column not in office)
            choice._set |= {one.entry: neutral(one, one.text) for one in free if says(one.text)}
    choice._meant = frozenset(cell.entry for cell in known) if order.code else frozenset()
    choice.told = {one.entry: (one, choice.said(one)) for one in cells_of(plan)}
    if order.needles:
        _refuse_common(choice, plan)
    return choice


def _refuse_common(choice: Choice, plan: Plan) -> None:
    """Refuse texts of so many rows that they are no person's. Raises CoverRefusedError."""
    rows = {(one.edition, one.report, one.id) for one in choice.told}
    hit = {
        (one.edition, one.report, one.id)
        for one, (cell, now) in choice.told.items()
        if now != cell.text
    }
    if len(hit) > max(_MANY_ROWS, len(rows) // _MANY_OF):
        why = (
            f"ข้อความที่ให้ปิดอยู่ใน {len(hit)} แถว จึงน่าจะเป็นคำทั่วไป ไม่ใช่ข้อมูลของบุคคล "
            "เขียนชื่อหรือหมายเลขให้เต็ม แล้วสั่งใหม่"
        )
        raise CoverRefusedError(Place(of_year(plan.year.label)), why)


def _find_out(
    choice: Choice, known: Sequence[CellOfPlan], exempt: Exempt | None, kept: Sequence[Kept]
) -> None:
    """Follow what somebody has covered by hand, and cover what the gate finds, if it is asked."""
    texts = _follow(choice, known)
    found = {cell.entry: _personal(cell, exempt) if exempt else () for cell in known}
    choice.needles = long_enough(besides_kept(kept, [*texts, *chain(*found.values())]))
    for cell in known:
        now = choice.said(cell)
        for text in found[cell.entry]:
            now = now.replace(text, MASK)
        if now != choice.said(cell):
            choice._set[cell.entry] = now


def _follow(choice: Choice, known: Sequence[CellOfPlan]) -> list[str]:
    """Let cells of a row say what somebody has covered in one of them; return what that was."""
    texts: list[str] = []
    for cell in known:
        for one in known:
            same = (one.entry.id, one.entry.column) == (cell.entry.id, cell.entry.column)
            was = _was_covered(cell, one) if same and MASK in one.text else None
            if was is not None:
                choice._set[cell.entry] = one.text
                texts += covered_pieces(was, one.text)
                break
    return texts


def _was_covered(cell: CellOfPlan, masked: CellOfPlan) -> str | None:
    """Return what a cell says, or said, that another one of its row says covered; None for nothing.

    A mask that leaves no words is of any text: it counts for its own cell, and for the same text.
    """
    column = cell.entry.column
    if cell is masked:
        return cell.recorded if cell.followed else None
    if MASK in cell.text or not is_masked(cell.text, masked.text, column):
        return None
    ours = masked.text.startswith((MASK, NEUTRAL_NAME))  # as `neutral` covers a whole cell
    telling = len(_SAYS_NOTHING.sub("", masked.text)) >= _LEAST_TELLING and not ours
    same = masked.followed and same_to_readers(cell.text, masked.recorded or "")
    return cell.text if same or telling else None


def _personal(cell: CellOfPlan, exempt: Exempt) -> tuple[str, ...]:
    """Return what the gate finds in a cell, or in what was recorded of it."""
    here = exempt.at(cell.place)
    return tuple(
        datum.text
        for text in dict.fromkeys((cell.text, cell.recorded or ""))
        for datum in here.finder.found_in(text)
        if not here(datum, text)
    )


def _pending(choice: Choice, known: Sequence[CellOfPlan], plan: Plan) -> None:
    """Cover what is told as withdrawn and shows again: a killed run, or somebody, left it so.

    It says what the record says of it, where that is covered; else it is covered whole.
    """
    for cell in known:
        one = cell.entry
        named = any(
            entry.column == one.column
            and entry.names_row(one.id, edition=one.edition, report=one.report)
            for entry in plan.withdrawn.entries
        )
        now, was = choice.said(cell), cell.recorded or ""
        if named and says(now) and MASK not in now:
            kept = MASK in was and is_masked(cell.text, was, one.column)
            choice._set[one] = was if kept else neutral(cell, cell.text)


def long_enough(texts: Iterable[str]) -> Needles:
    """Return the texts that may be looked for elsewhere; shorter ones are covered in their cell."""
    return Needles(filter(is_long_enough, texts))


def is_long_enough(text: str) -> bool:
    """Whether a text may be looked for elsewhere."""
    try:
        Needles([text])
    except ShortNeedleError:
        return False
    return True


def _covered(cell: CellOfPlan, needles: Needles) -> str:
    covered = needles.covered(cell.text)
    return _readable(covered, cell) if covered != cell.text else cell.text


def _readable(covered: str, cell: CellOfPlan) -> str:
    """Return a covered name as one that can be read: a row's name is never a mask alone."""
    if cell.entry.column in POINTS:
        return ""
    bare = _SAYS_NOTHING.sub("", covered)
    if cell.entry.column == "name" and len(bare) < _LEAST_READABLE:
        return neutral(cell, cell.text)
    return covered
