"""A form as a reader gives it → the draft of a plan; one interpreter for all formats.

Its floors: 0 gridded, money, rest, titles · 1 context, overview · 2 headed · 3 judging ·
4 gathered, stated · 5 copies, entries, lines, numbering, sections · 6 gather ·
7 left_out, marked, refusing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.plan.intake.draft import EDITIONS, Ask, Draft, DraftRow, Unused, Used
from generator.plan.intake.form import Form, Spot
from generator.plan.intake.interpret.context import EQUIPMENT_FORM
from generator.plan.intake.interpret.copies import of_other_years
from generator.plan.intake.interpret.entries import entries, with_equipment_strategy
from generator.plan.intake.interpret.gather import Gather
from generator.plan.intake.interpret.left_out import join_as_they_were, without_copies
from generator.plan.intake.interpret.marked import Drawn, read_drawn
from generator.plan.intake.interpret.numbering import number_asks
from generator.plan.intake.interpret.refusing import refuse_others
from generator.plan.intake.interpret.sections import sections
from generator.plan.intake.interpret.stated import stated_in_all
from generator.plan.parse.vocabulary import kind_of


def interpret(form: Form, year: int = 0, equipment_strategy: str = "") -> Draft:
    """Return what was understood of a form, with everything that has to be asked.

    `year` (Buddhist) and `equipment_strategy` (an id) are the answers given for the whole file, 0
    and empty for none. Raises `FormRefusedError` for what is no form of an action plan.
    """
    gather = Gather.of(form, of_other_years(form))
    refuse_others(form, gather)
    unused = without_copies(gather)
    join_as_they_were(gather)
    asks = list(gather.asks)
    years = _years(gather)
    known = year or (next(iter(years)) if len(years) == 1 else 0)
    if not known:
        asks.append(_ask_year(years))
    drawn = read_drawn(form, gather, known)
    read = entries(gather.projects, drawn.months, known)
    rows = tuple(with_equipment_strategy(one.row, equipment_strategy) for one in read)
    asks += _of_file(gather, rows)
    asks += number_asks(gather.projects, rows, amends=bool(gather.titles.editions))
    asks += (ask for one in read for ask in one.asks)
    asks += gather.context.asks
    return _draft(gather, drawn, rows, asks, (*gather.unused, *unused), known)


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
        strategies=tuple(context.strategies),
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
    return found or dict(gather.titles.other_years)


def _ask_year(years: dict[int, Spot]) -> Ask:
    readings = tuple(map(str, sorted(years)))
    spot = next(iter(years.values()), Spot())
    code = "year-contradiction" if readings else "year-missing"
    return Ask(code, spot, ", ".join(readings), readings, "--year")


def _of_file(gather: Gather, rows: Sequence[DraftRow]) -> Iterator[Ask]:
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
    yield from _edition_unclear(gather, rows)
    yield from _hidden(gather, rows)
    yield from _hidden_columns(gather)


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
