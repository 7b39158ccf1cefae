"""A form as a reader gives it → the draft of a plan; one interpreter for all formats.

Its floors: 0 gridded, money, rest, titles · 1 context, month_heads, overview, title_lines ·
2 headed · 3 judging, money_cells, money_heads, side_by_side · 4 gathered, result_lines, results,
stated · 5 copies, entries, lines, numbering, other_years, sections · 6 gather ·
7 left_out, marked, refusing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.plan.intake.draft import EDITIONS, Ask, Draft, DraftRow, Unused, Used
from generator.plan.intake.form import STRUCK_PARTLY, Form, Spot
from generator.plan.intake.interpret.context import EQUIPMENT_FORM, Under, named_by
from generator.plan.intake.interpret.copies import again_asks, told_twice
from generator.plan.intake.interpret.entries import entries, with_equipment_strategy
from generator.plan.intake.interpret.gather import Gather
from generator.plan.intake.interpret.left_out import (
    join_as_they_were,
    join_reported,
    without_copies,
)
from generator.plan.intake.interpret.marked import Drawn, months_of, read_drawn
from generator.plan.intake.interpret.money_heads import heads_in, in_year
from generator.plan.intake.interpret.numbering import number_asks, sum_asks
from generator.plan.intake.interpret.other_years import (
    GridYears,
    doubtful_years,
    grid_years,
    of_other_years,
    year_of,
)
from generator.plan.intake.interpret.refusing import refuse_others
from generator.plan.intake.interpret.result_lines import plan_lines
from generator.plan.intake.interpret.results import with_day
from generator.plan.intake.interpret.sections import sections
from generator.plan.intake.interpret.side_by_side import tables_apart
from generator.plan.intake.interpret.stated import stated_in_all
from generator.plan.parse.vocabulary import kind_of, programme_of
from generator.thai.text import tidy

_TELLING = 40  # signs, by which a cell's text is known again


def interpret(form: Form, year: int = 0, equipment_strategy: str = "") -> Draft:
    """Return what was understood of a form, with everything that has to be asked.

    `year` (Buddhist) and `equipment_strategy` (an id) are the answers given for the whole file, 0
    and empty for none. Raises `FormRefusedError` for what is no form of an action plan.
    """
    form = tables_apart(form)
    heads = heads_in(form)
    planned = plan_lines(form, heads)
    form = planned.form
    told = grid_years(form, heads)
    likely = year or year_of(told)
    gather = Gather.of(form, in_year(heads, likely), of_other_years(told, likely))
    refuse_others(form, gather, heads)
    years = _years(gather)
    known = year or (next(iter(years)) if len(years) == 1 else 0)
    unused = _of_one_sheet(gather, known)
    join_as_they_were(gather)
    asks = [*gather.asks, *planned.asks]
    if not known:
        asks.append(_ask_year(years))
    drawn = read_drawn(form, gather, known)
    read = entries(gather.projects, drawn.months, known)
    rows = tuple(with_equipment_strategy(one.row, equipment_strategy) for one in read)
    rows = with_day(rows, gather.titles.days)
    asks += _of_file(gather, rows, form.doubts)
    asks += _of_other_years(gather, rows, told, known)
    asks += number_asks(gather.projects, rows, amends=bool(gather.titles.editions))
    asks += (*sum_asks(gather.projects, rows), *again_asks(gather.projects, rows))
    asks += (ask for one in read for ask in one.asks)
    asks += gather.context.asks
    return _draft(gather, drawn, rows, asks, (*gather.unused, *unused, *planned.unused), known)


def _of_one_sheet(gather: Gather, year: int) -> tuple[Unused, ...]:
    """Leave the sheets out that copy another, join those with its results; return the unused."""
    if not told_twice(gather.projects):
        return ()
    unused = without_copies(gather, months_of(gather, year))
    return (*unused, *join_reported(gather, months_of(gather, year)))


def _draft(
    gather: Gather,
    drawn: Drawn,
    rows: tuple[DraftRow, ...],
    asks: Sequence[Ask],
    unused: tuple[Unused, ...],
    year: int,
) -> Draft:
    titles, context = gather.titles, gather.context
    office = titles.office
    parts = sections(gather.projects, rows, gather.totals)
    stated = stated_in_all(parts, gather.summary)
    return Draft(
        title=titles.title,
        titles=tuple(titles.lines),
        office=office,
        district=titles.district,
        province=titles.province,
        year=year,
        amendment=next(iter(titles.editions), ""),
        forms=tuple(context.forms),
        strategies=tuple(named_by(context.strategies, (one.strategy for one in gather.summary))),
        programmes=tuple(dict.fromkeys(row.programme for row in rows if row.programme)),
        units=tuple(dict.fromkeys(row.named_unit for row in rows if row.named_unit)),
        rows=rows,
        sections=parts,
        summary=tuple(gather.summary),
        asks=tuple(asks),
        unused=(*unused, *drawn.unused),
        used=tuple(_named(gather.used, rows)) + tuple(_named(drawn.used, rows)),
        kind=kind_of(office),
        stated_rows=stated[0],
        stated_budget=stated[1],
    )


def _named(used: Sequence[tuple[Used, int]], rows: Sequence[DraftRow]) -> Iterator[Used]:
    return (replace(one, row=rows[at].id) if at >= 0 else one for one, at in used)


def _years(gather: Gather) -> dict[int, Spot]:
    """Return every fiscal year that titles or the years over the months tell, with where."""
    found = dict(gather.titles.years)
    for head in gather.heads:
        for year in head.years:
            found.setdefault(year, Spot())
    for head in gather.heads if found else ():
        # One year over all months is the fiscal year's, or one of the calendar: never a third.
        over = head.months.fiscal_years if head.months.one_year else ()
        if over and found.keys().isdisjoint(over):
            found |= dict.fromkeys(over, Spot())
    return found or dict(gather.titles.other_years)


def _ask_year(years: dict[int, Spot]) -> Ask:
    readings = tuple(map(str, sorted(years)))
    spot = next(iter(years.values()), Spot())
    code = "year-contradiction" if readings else "year-missing"
    return Ask(code, spot, ", ".join(readings), readings, "--year")


def _of_file(
    gather: Gather, rows: Sequence[DraftRow], doubts: Sequence[tuple[Spot, str]]
) -> Iterator[Ask]:
    """Yield what is asked once for the file, or once for a sheet."""
    known = tuple(f"{one.id} {one.name}" for one in gather.context.strategies)
    without = [row for row in rows if not row.strategy]
    equipment = [row for row in without if row.form == EQUIPMENT_FORM]
    if equipment:
        ids = tuple(row.id for row in equipment)
        option = "--equipment-strategy"
        yield Ask("strategy-of-equipment", equipment[0].spot, "", known, option, ids)
    others = [row for row in without if row.form != EQUIPMENT_FORM]
    if others:
        yield Ask("strategy-none", others[0].spot, "", known, rows=tuple(row.id for row in others))
    editions = gather.titles.editions
    if len(editions) > 1:
        spot = list(editions.values())[1]
        yield Ask("edition-contradiction", spot, ", ".join(editions), tuple(editions))
    yield from _without_section(gather, rows)
    yield from _struck_partly(gather, rows, doubts)
    yield from _edition_unclear(gather, rows)
    yield from _hidden(gather, rows)
    yield from _hidden_columns(gather)
    yield from _one_year_over(gather)


def _one_year_over(gather: Gather) -> Iterator[Ask]:
    """Mention, once a year, a heading whose one year over all months names the fiscal year."""
    said: set[int] = set()
    for number, grid in enumerate(gather.grids):
        for one in gather.projects:
            months = one.heads[number].months if number in one.heads else None
            if months and months.first == 0 and months.one_year and months.one_year not in said:
                said.add(months.one_year)
                seen = str(months.one_year)
                yield Ask(
                    "year-over-months", grid.spot, seen, (str(months.one_year - 1),), mention=True
                )


def _struck_partly(
    gather: Gather, rows: Sequence[DraftRow], doubts: Sequence[tuple[Spot, str]]
) -> Iterator[Ask]:
    """Ask about the cells of rows of which a reader says that some words are struck through."""
    struck: dict[Spot, list[str]] = {}
    for spot, text in doubts:
        if text.startswith(STRUCK_PARTLY):
            struck.setdefault(spot, []).append(text)
    for used, at in gather.used if struck else ():
        if at < 0 or not isinstance(used.what, str):
            continue
        # All cells of a Word row have one place: there the words tell which is meant.
        start = " ".join(used.what.split())[:_TELLING]
        if any(used.spot.cell or start in text for text in struck.get(used.spot, ())):
            yield Ask("struck-partly", used.spot, tidy(used.what), rows=(rows[at].id,))


def _without_section(gather: Gather, rows: Sequence[DraftRow]) -> Iterator[Ask]:
    """Ask for the programme of rows that have none, that of the sheet before, or an unknown one."""
    bare = [row for row in rows if not row.programme]
    known = tuple(dict.fromkeys(row.programme for row in rows if row.programme))
    if bare and known:
        ids = tuple(row.id for row in bare)
        yield Ask("programme-none", bare[0].spot, "", known, rows=ids)
    for name in known:
        own = [row for row in rows if row.programme == name]
        if programme_of(name) is None:
            ids = tuple(row.id for row in own)
            yield Ask("programme-other", own[0].spot, name, rows=ids, mention=True)
    yield from _carried(gather, rows)


def _carried(gather: Gather, rows: Sequence[DraftRow]) -> Iterator[Ask]:
    carried: dict[int, list[DraftRow]] = {}
    under: dict[int, Under] = {}
    for row, project in zip(rows, gather.projects, strict=True):
        if project.carried:
            carried.setdefault(project.sheet, []).append(row)
            under.setdefault(project.sheet, project.under)
    for sheet, own in carried.items():
        ids = tuple(row.id for row in own)
        seen = " · ".join(filter(None, (under[sheet].first, under[sheet].programme)))
        yield Ask("section-carried", own[0].spot, seen, rows=ids)


def _of_other_years(
    gather: Gather, rows: Sequence[DraftRow], told: Sequence[GridYears], year: int
) -> Iterator[Ask]:
    """Ask about the rows of sheets that may be of another year."""
    for number, other in doubtful_years(told, year).items():
        spot = gather.grids[number].spot
        own = [row for row, one in zip(rows, gather.projects, strict=True) if one.sheet == number]
        if own:
            ids = tuple(row.id for row in own)
            yield Ask("sheet-other-year", spot, spot.sheet, (str(other),), rows=ids)


def _edition_unclear(gather: Gather, rows: Sequence[DraftRow]) -> Iterator[Ask]:
    """Yield that a title calls the form an amendment, but of no number; results amend nothing."""
    titles = gather.titles
    if titles.editions or any(any(row.progress.values()) for row in rows):
        return
    for kind, spot in list(titles.unnumbered.items())[:1]:
        yield Ask("edition-unclear", spot, kind, EDITIONS, "--edition")


def _hidden_columns(gather: Gather) -> Iterator[Ask]:
    """Mention the columns of rows that nobody sees: what stands in them is read."""
    for number, grid in enumerate(gather.grids):
        heads = [one.heads[number] for one in gather.projects if number in one.heads]
        known = {at: head.headings[at] for head in heads for at in head.codes}
        hidden = [known[at] for at in sorted(grid.hidden_columns & known.keys())]
        if hidden:
            yield Ask("hidden-column", grid.spot, ", ".join(hidden), mention=True)


def _hidden(gather: Gather, rows: Sequence[DraftRow]) -> Iterator[Ask]:
    for number, grid in enumerate(gather.grids):
        at = [index for index, one in enumerate(gather.projects) if one.sheet == number]
        if grid.hidden and at:
            yield Ask(
                "hidden-sheet", grid.spot, grid.spot.sheet, rows=tuple(rows[i].id for i in at)
            )
        for index in at if not grid.hidden else ():
            if gather.projects[index].hidden:
                row = rows[index]
                yield Ask("hidden-row", row.spot, row.name, rows=(row.id,))
