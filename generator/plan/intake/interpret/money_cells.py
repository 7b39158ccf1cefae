"""The cells of money of one project → its amount, where a form has several columns of money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.plan.intake.form import GridCell
from generator.plan.intake.interpret.headed import FormHead
from generator.plan.intake.interpret.money import Money, read_money, summed
from generator.plan.sheet.form_headings import heads_a_stage, is_tick
from generator.thai.text import tidy


def money_of(cells: Sequence[GridCell], head: FormHead | None, scale: int) -> Money:
    """Return what the cells say: of columns by source whose money it is, too.

    Columns of the plan and of what was approved of it are asked about, unless they agree.
    """
    if head is None or len(head.money) < 2 or any(cell.columns > 1 for cell in cells):
        return read_money("\n".join(cell.text for cell in cells), scale)
    text = " ".join(tidy(cell.text) for cell in cells)
    ticked = [cell for cell in cells if is_tick(tidy(cell.text)) and not tidy(cell.text).isdigit()]
    filled = [cell for cell in cells if cell not in ticked and _says(cell.text)]
    stages = any(heads_a_stage(head.headings[column]) for column in head.money)
    columns = {
        column: read_money("\n".join(one.text for one in filled if one.column == column), scale)
        for column in dict.fromkeys(one.column for one in filled)
    }
    if len(columns) == 1 and not stages:
        (at,) = columns
        whose = head.money_named((ticked or filled)[0].column)
        return _from(columns[at], whose, text if ticked else columns[at].text)
    if not all(money.is_clear for money in columns.values()) or not columns:
        return replace(read_money(text, scale), amount=None, none=False)
    amounts = {money.amount for money in columns.values()}
    if stages and len(columns) == len(head.money) and len(amounts) == 1:
        return replace(next(iter(columns.values())), text=text)
    readings = tuple(f"{money.text} ({_named(head, column)})" for column, money in columns.items())
    whole = () if stages else (summed(money.amount for money in columns.values()),)
    return Money(text=text, readings=(*readings, *whole))


def total_in(cells: Sequence[GridCell], head: FormHead) -> tuple[Money, ...]:
    """Return what a printed total says in each column of money that belongs to the amount.

    None of them where the columns are of several states of the plan: which counts is asked.
    """
    if len({cell.column for cell in cells}) < 2:
        return (read_money("\n".join(cell.text for cell in cells)),)
    if any(heads_a_stage(head.headings[column]) for column in head.money):
        return ()
    return tuple(read_money(cell.text) for cell in cells)


def _from(money: Money, whose: str, text: str) -> Money:
    return replace(money, source=money.source or (whose if money.is_clear else ""), text=text)


def _named(head: FormHead, column: int) -> str:
    return " ".join(head.headings.get(column, "").split())


def _says(text: str) -> bool:
    return any(sign.isalnum() for sign in text)
