"""Projects as they were gathered → rows of the draft: joined, filled down, with what is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.plan.intake.draft import Ask, DraftRow
from generator.plan.intake.form import GridCell
from generator.plan.intake.interpret.context import EQUIPMENT_FORM
from generator.plan.intake.interpret.gathered import Gathered
from generator.plan.intake.interpret.headed import STATUS
from generator.plan.intake.interpret.judging import BEFORE, MONTH, NUMBERED_NAME, PROGRESS
from generator.plan.intake.interpret.money import Money
from generator.plan.intake.interpret.money_cells import money_of
from generator.plan.intake.interpret.results import Results, results_of
from generator.plan.intake.months import Understood
from generator.plan.intake.pieces import are_one, may_be_one
from generator.plan.read import Held
from generator.plan.sheet.wording import (
    STANDS_FOR,
    is_ditto,
    joined_unit,
    tells_old_and_new,
    without_again,
)
from generator.thai.text import arabic_digits, tidy

_OWN = ("number", "name", "detail", "source", "place", "unit", "note")
_READ = frozenset({*_OWN, "ordinal", "budget", "strategy", "tactic", "programme", "change", MONTH})
_SEVERAL = "ยอดเดียวของหลายโครงการ"
_HALF_A_SATANG = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the draft with what is asked about it."""

    row: DraftRow
    asks: tuple[Ask, ...]


def entries(
    projects: Sequence[Gathered], months: Sequence[Understood], year: int
) -> tuple[Entry, ...]:
    """Return the rows of the draft in the form's order."""
    shared = _shared(projects)
    units = _whole_units(projects)
    found: list[Entry] = []
    for at, (project, understood) in enumerate(zip(projects, months, strict=True)):
        above = found[-1].row if found else None
        reading = _Reading(project, f"{year or '0000'}-{at + 1:03}", above)
        entry = reading.entry(understood, shared)
        unit = units.get("".join(entry.row.unit.split()), entry.row.unit)
        found.append(replace(entry, row=replace(entry.row, unit=unit)))
    return tuple(found)


def _whole_units(projects: Sequence[Gathered]) -> dict[str, str]:
    """Return how the units are spelled that stand in one line somewhere: elsewhere it is broken."""
    cells = (project.texts.get("unit", ()) for project in projects)
    lone = (tidy(each[0].text) for each in cells if len(each) == 1)
    found: dict[str, str] = {}
    for text in lone:
        if "\n" not in text:
            found.setdefault("".join(text.split()), text)
    return found


def _shared(projects: Sequence[Gathered]) -> dict[int, set[str]]:
    """Return which cells are merged over several projects, by identity, with their columns."""
    found: dict[int, set[str]] = {}
    for project in projects:
        for code, cell in project.filled.items():
            found.setdefault(id(cell), set()).add(code)
    return found


def said(cells: Sequence[GridCell]) -> str:
    """Return the texts of cells as one, as they are written, but for where lines were broken."""
    lines = [line.strip(" \t\r") for cell in cells for line in cell.text.split("\n")]
    return " ".join(line for line in lines if line)


@dataclass(slots=True)
class _Reading:
    project: Gathered
    id: str
    above: DraftRow | None

    def entry(self, understood: Understood, shared: Mapping[int, set[str]]) -> Entry:
        """Return the row with all that is asked about it."""
        project = self.project
        texts = {code: self._text(code) for code in _OWN if code not in ("number", "unit")}
        if project.number and "ordinal" not in project.texts:
            texts["name"] = NUMBERED_NAME.sub("", texts["name"], count=1)
        money = self._money(shared)
        row = DraftRow(
            id=self.id,
            number=project.number,
            spots=tuple(project.spots),
            form=project.under.form,
            strategy=project.under.strategy,
            tactic=project.under.tactic,
            programme=project.under.programme,
            equipment_type=project.under.equipment,
            budget=money.amount,
            budget_text=money.text,
            uses_no_budget=money.none,
            months=understood.months,
            state=understood.state,
            drawn=understood.drawn,
            other={heading: said(cells) for heading, cells in project.other.items()},
            doubtful=self._doubtful(),
            name=texts["name"],
            detail=texts["detail"],
            source=self._source(texts["source"], money),
            place=texts["place"],
            unit=self._unit() or self._unit_over(),
            note=texts["note"],
        )
        row = self._with_more(row)
        asks = (*self._asks(row, money, understood), *self._mentions(row, shared))
        return Entry(row, asks)

    def _cells(self, code: str) -> Sequence[GridCell]:
        cells = self.project.texts.get(code, ())
        return cells or [one for one in (self.project.filled.get(code),) if one is not None]

    def _text(self, code: str) -> str:
        """Return what the row says in a column; of a ditto mark, what the row above says."""
        above = str(getattr(self.above, code)) if self.above and code in _OWN else ""
        pieces = [
            above if above and is_ditto(tidy(cell.text)) else said([cell])
            for cell in self._cells(code)
        ]
        if self.project.split:
            pieces = [*pieces[:1], *map(without_again, pieces[1:])]
        return " ".join(piece for piece in pieces if piece)

    def _unit(self) -> str:
        """Return the unit; its lines are one name, or several units, and no name with a gap."""
        cells = self._cells("unit")
        if any(is_ditto(tidy(cell.text)) for cell in cells):
            return self._text("unit")
        lines = (line.strip(" \t\r") for cell in cells for line in cell.text.split("\n"))
        return joined_unit([line for line in lines if line])

    def _money(self, shared: Mapping[int, set[str]]) -> Money:
        cells = _over_pages(self._cells("budget"))
        text = "\n".join(cell.text for cell in cells)
        scale = max((head.scale for head in self.project.heads.values()), default=1)
        if is_ditto(tidy(text)):
            above = self.above.budget_text if self.above else ""
            return Money(text=text, readings=(above,) if above else ())
        head = next(iter(self.project.heads.values()), None)
        money = money_of(cells, head, scale)
        if any("budget" in shared.get(id(cell), ()) for cell in cells):
            return Money(text=money.text, readings=(f"{money.text} {_SEVERAL}", money.text))
        if len(cells) > 1 and _are_pieces(cells) and len(money.readings) > 1:
            return replace(
                money, readings=("".join(tidy(one.text) for one in cells), *money.readings)
            )
        if any(cell.cut for cell in cells) and not money.none and tidy(text):
            return Money(text=money.text, readings=(money.text,))
        return _as_held(money, cells) if scale == 1 else money

    def _unit_over(self) -> str:
        heads = self.project.heads.values()
        own = any("unit" in head.codes.values() for head in heads)
        return "" if own else self.project.under.unit

    def _source(self, text: str, money: Money) -> str:
        if not money.source or not (money.is_clear or text):
            return text
        return text if money.source in text else " ".join(filter(None, (text, money.source)))

    def _doubtful(self) -> frozenset[str]:
        texts = self.project.texts.items()
        return frozenset(code for code, cells in texts if any(cell.doubtful for cell in cells))

    def _with_more(self, row: DraftRow) -> DraftRow:
        """Return the row with what an amendment's form, one with results, or other columns say."""
        before = _as_it_was(self.project.was)
        more: dict[str, str] = {}
        for code, cells in self.project.texts.items():
            if code.startswith(BEFORE):
                before[code.removeprefix(BEFORE)] = said(cells)
            elif code not in _READ | PROGRESS and not code.startswith(STATUS):
                more[code] = said(cells)
        detail = row.detail
        if counted := STANDS_FOR.search(detail):
            detail, more["count"] = detail[: counted.start()], arabic_digits(counted[1])
        return replace(
            row,
            name=row.name or before.get("name", ""),
            detail=detail,
            change=said(self._cells("change")) or self.project.under.change,
            before=before,
            progress=self._results.progress,
            more=more,
        )

    @property
    def _results(self) -> Results:
        return results_of({code: said(each) for code, each in self.project.texts.items()})

    def _asks(self, row: DraftRow, money: Money, understood: Understood) -> Iterator[Ask]:
        ids = (row.id,)
        if understood.reason:
            seen = understood.drawn or understood.why
            ways, why = understood.readings, understood.why
            yield Ask(understood.reason, row.spot, seen, ways, rows=ids, why=why)
        if not money.is_clear:
            code = "budget-unclear" if money.readings or _says(money.text) else "budget-none"
            yield Ask(code, row.spot, money.text, money.answers, rows=ids)
        if len(ticked := self._results.ticked) > 1:
            yield Ask("status-unclear", row.spot, ", ".join(ticked), ticked, rows=ids)
        if not row.named_unit:
            yield Ask("unit-none", row.spot, rows=ids)
        if self.project.under.was:
            yield Ask("change-only-before", row.spot, row.name, rows=ids)
        if not row.name:
            yield Ask("name-none", row.spot, rows=ids)
        yield from self._asks_of_texts(row)

    def _asks_of_texts(self, row: DraftRow) -> Iterator[Ask]:
        ids = (row.id,)
        for code, cells in self.project.texts.items():
            if code in ("name", "detail", "place", "unit") and tells_old_and_new(said(cells)):
                yield Ask("old-and-new", row.spot, said(cells), rows=ids)
        struck = [cell.struck for cells in self.project.texts.values() for cell in cells]
        if any(struck):
            yield Ask("struck", row.spot, row.name if all(struck) else self._struck(), rows=ids)

    def _struck(self) -> str:
        cells = [cell for cells in self.project.texts.values() for cell in cells if cell.struck]
        return said(cells)

    def _mentions(self, row: DraftRow, shared: Mapping[int, set[str]]) -> Iterator[Ask]:
        ids = (row.id,)
        for code, cells in self.project.texts.items():
            if code not in (MONTH, "budget") and any(is_ditto(tidy(one.text)) for one in cells):
                yield Ask("ditto", row.spot, said(cells), rows=ids, mention=True)
        for code, cell in self._merged(shared):
            told = "merged-unit" if code == "unit" else "merged-cell"
            yield Ask(told, row.spot, tidy(cell.text), rows=ids, mention=True)
        if self.project.split:
            yield Ask("split-by-header", row.spot, row.name, rows=ids, mention=True)

    def _merged(self, shared: Mapping[int, set[str]]) -> Iterator[tuple[str, GridCell]]:
        found = dict(self.project.filled)
        for code, cells in self.project.texts.items():
            for cell in cells:
                if code in shared.get(id(cell), ()):
                    found[code] = cell
        return ((code, cell) for code, cell in found.items() if code != "budget")


def _as_it_was(project: Gathered | None) -> dict[str, str]:
    """Return what the rows of a project say that stood there until an amendment."""
    if project is None:
        return {}
    texts = {code: said(cells) for code, cells in project.texts.items() if code != MONTH}
    return texts | {heading: said(cells) for heading, cells in project.other.items()}


def _says(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _are_pieces(cells: Sequence[GridCell]) -> bool:
    """Whether what stands in one column of two pages may be one amount."""
    pages = {(cell.spot.sheet, cell.spot.page, cell.spot.table) for cell in cells}
    columns = {cell.column for cell in cells}
    told = len(pages) == len(cells) and len(columns) == 1
    return told and may_be_one([tidy(cell.text) for cell in cells])


def _over_pages(cells: Sequence[GridCell]) -> Sequence[GridCell]:
    """Return the cells of money, an amount that the end of a page broke as one cell."""
    texts = [tidy(cell.text) for cell in cells]
    if len(cells) < 2 or not _are_pieces(cells) or not are_one(texts):
        return cells
    return (replace(cells[0], text="".join(texts), cut=any(cell.cut for cell in cells)),)


def _as_held(money: Money, cells: Sequence[GridCell]) -> Money:
    """Return the amount as a workbook shows it; where it holds another one, both are readings."""
    held = cells[0].stored if len(cells) == 1 else None
    if held is None or held.held is not Held.NUMBER or money.amount is None:
        return money
    if abs(Decimal(held.value) - money.amount) < _HALF_A_SATANG:
        return money
    return Money(text=money.text, readings=(money.text, held.value))


def with_equipment_strategy(row: DraftRow, strategy: str) -> DraftRow:
    """Return a row of แบบ ผด.02/1 with the strategy that was answered, where it has none."""
    if row.form != EQUIPMENT_FORM or row.strategy or not strategy:
        return row
    return replace(row, strategy=strategy)
