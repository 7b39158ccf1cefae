"""Percents of a column as one: a fraction typed without % shows as 0.5 where 50 was meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from generator.plan.model import Status
from generator.plan.parse.vocabulary import status_of
from generator.plan.read import Held
from generator.plan.sheet import FilledRow
from generator.problems import Report
from generator.thai.text import arabic_digits

# A sign says it: `0.5%` is half a percent, however odd.
_DECIMALS = 2
_BARE = re.compile(r"[0-9]{1,3}(?:\.[0-9]+)?")


def report_percents(rows: Sequence[FilledRow], report: Report) -> frozenset[int]:
    """Ask once a column where figures may be fractions; warn of work done at another than 100.

    Fractions are those of 1 or less where no figure without a sign is more, and those of work that
    is done or with more decimals than anybody types. Returns which of the rows were asked of.
    """
    bare = {at: value for at, row in enumerate(rows) if (value := _bare(row))}
    done = {at for at, row in enumerate(rows) if status_of(row.text("status")) is Status.DONE}
    small = [at for at, value in bare.items() if value <= 1]
    if len(small) < len(bare):
        small = [at for at in small if at in done or bare[at] != round(bare[at], _DECIMALS)]
    if small:
        first = rows[small[0]]
        report.add(
            "percent-fraction",
            first.place("percent"),
            first.text("percent"),
            [rows[at].place("percent") for at in small],
            small=_text(bare[small[0]]),
            large=_text(bare[small[0]] * 100),
        )
    for at in sorted(done - set(small)):
        text = arabic_digits(rows[at].text("percent")).replace("ร้อยละ", "").strip(" %")
        if _BARE.fullmatch(text) and Decimal(text) < 100:
            report.add("percent-not-done", rows[at].place("percent"), rows[at].text("percent"))
    return frozenset(small)


def _bare(row: FilledRow) -> Decimal | None:
    """Return a figure of more than nothing that does not say itself that it is a percent."""
    text, stored = arabic_digits(row.text("percent")), row.stored("percent")
    if not _BARE.fullmatch(text) or (stored and stored.held is Held.PERCENT):
        return None
    return Decimal(text) or None


def _text(value: Decimal) -> str:
    return format(round(value, _DECIMALS).normalize(), "f")
