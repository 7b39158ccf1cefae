"""Facts between two plans in words: for pages and for the command line alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from generator.plan.compare import Entry, Fact, FactKind
from generator.plan.fields import compared_fields
from generator.plan.model import MASK, BudgetKind
from generator.site.render.templates import Words, signed_baht
from generator.site.views import owner_name
from generator.thai.fiscal import touching
from generator.thai.numbers import format_baht

_BLANK = re.compile(r"\s")


def fact_line(fact: Fact, words: Words) -> str:
    """Return the fact as one line: what happened, to which row, from what to what."""
    entry = fact.after or fact.before
    assert entry is not None  # a fact is about a row
    ids = [one.id for one in (fact.before, fact.after) if one]
    head = f"{words.plain(f'fact.{fact.kind.value}')} {' → '.join(dict.fromkeys(ids))} {entry.name}"
    if fact.before is None or fact.after is None:
        return f"{head} {_budget(entry, words)}"
    told = _value(fact.kind, fact.before, words), _value(fact.kind, fact.after, words)
    if told == ("", ""):
        return head
    if told[0] == told[1]:
        if MASK in told[1]:  # of what was covered since, both sides are shown covered
            return f"{head} {words.plain('fact.covered')}"
        shown = (_with_blanks(fact.kind, one, words) for one in (fact.before, fact.after))
        return f"{head} ({' → '.join(shown)} {words.plain('fact.blanks')})"
    money = fact.kind in (FactKind.DEARER, FactKind.CHEAPER)
    difference = (
        f" {words.plain('money.baht', baht=signed_baht(fact.satang or 0))}" if money else ""
    )
    return f"{head}{difference} ({' → '.join(one or words.plain('fact.empty') for one in told)})"


def _value(kind: FactKind, entry: Entry, words: Words) -> str:
    """Return what the row says of the matter that changed; empty where there is no matter."""
    return " · ".join(" ".join(text.split()) for text in _texts(kind, entry, words))


def _with_blanks(kind: FactKind, entry: Entry, words: Words) -> str:
    """Return what the row says with every blank to be seen, where nothing else differs."""
    return " · ".join(_BLANK.sub("␣", text) for text in _texts(kind, entry, words))


def _texts(kind: FactKind, entry: Entry, words: Words) -> list[str]:
    matter = FactKind.REPRICED if kind in (FactKind.DEARER, FactKind.CHEAPER) else kind
    fields = [field for field, one in compared_fields().items() if one is matter]
    texts = [field_text(field, entry, words) for field in fields]
    return [text for text in texts if text]


def field_text(field: str, entry: Entry, words: Words) -> str:
    """Return what the row states in one of `compared_fields`; empty where it states nothing."""
    said = _SAID.get(field)
    return words.figures(said(entry, words)) if said else entry.said(field)


def _budget(entry: Entry, words: Words) -> str:
    if entry.budget is BudgetKind.NO_BUDGET:
        return words.plain("money.no_budget")
    if entry.satang is None:
        return words.plain("money.not_stated")
    return words.plain("money.baht", baht=format_baht(entry.satang))


def _villages(entry: Entry, words: Words) -> str:
    if entry.everywhere:
        return words.plain("where.everywhere")
    numbers = ", ".join(map(str, entry.villages))
    return words.plain("where.villages", numbers=numbers) if numbers else ""


def _months(entry: Entry, words: Words) -> str:
    first, last = entry.start, entry.end
    if first is None or last is None:
        return words.plain("when.none")
    worked = [first.fiscal_year.month(number) for number in entry.months]
    if touching(worked):
        labels = dict.fromkeys((first.label, last.label))
        return " – ".join(labels)
    return ", ".join(month.label for month in worked)


_SAID: Mapping[str, Callable[[Entry, Words], str]] = {
    "budget": _budget,
    "villages": _villages,
    "owner": lambda entry, words: words.said(owner_name(entry.owner)),
    "months": _months,
    "count": lambda entry, words: words.plain("count.projects", n=entry.count),
}
