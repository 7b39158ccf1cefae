"""Totals that a form prints below its rows, and the lines of its summary, แบบ ผด.01."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.plan.intake.context import Under
from generator.plan.intake.draft import Section, SummaryLine
from generator.plan.intake.form import Spot
from generator.plan.intake.judging import RowTexts
from generator.plan.intake.money import baht, read_money, stated_count
from generator.plan.intake.titles import sections_in
from generator.plan.model.account import RowKind
from generator.plan.sheet.wording import kind_of_words
from generator.thai.text import arabic_digits, tidy

_COUNT = re.compile(r"(?<![0-9,.])([0-9]{1,5})\s*(?:โครงการ|รายการ|กิจกรรม)")
_MONEY = re.compile(r"(?<![0-9,.])([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{4,}(?:\.[0-9]+)?)")
_GRAND = re.compile(r"ทั้งสิ้น|ทั้งหมด|ทั้งแผน|ทุกยุทธศาสตร์|ทุกแผนงาน")


@dataclass(frozen=True, slots=True)
class Total:
    """A printed total: its words, what it states, and after how many projects it stands.

    One that is `ahead` stands in the line that heads its rows.
    """

    label: str
    projects: int | None
    budget: Decimal | None
    spot: Spot
    after: int
    under: Under
    ahead: bool = False

    @property
    def is_grand(self) -> bool:
        """Whether its words say that it is of all."""
        return bool(_GRAND.search(self.label))


def total_of(texts: RowTexts, after: int, under: Under) -> Total:
    """Return the total that a row prints: its count stands in any column but that of money."""
    money = read_money(texts.text("budget"))
    beside = [
        tidy(cell.text) for code, cells in texts.by.items() if code != "budget" for cell in cells
    ]
    count = next(filter(None, map(stated_count, beside[0:] if beside else ())), None)
    label = tidy(texts.row.own[0].text)
    if count is None or money.amount is None:
        line = total_of_line(
            " ".join([*beside, texts.text("budget")]), texts.row.spot, after, under
        )
        count = line.projects if count is None else count
        budget = money.amount if money.amount is not None else line.budget
        return Total(label, count, budget, texts.row.spot, after, under)
    return Total(label, count, money.amount, texts.row.spot, after, under)


def total_of_line(text: str, spot: Spot, after: int, under: Under) -> Total:
    """Return the total that a line of text states in words."""
    plain = arabic_digits(tidy(text))
    count, money = _COUNT.search(plain), _MONEY.search(_COUNT.sub("", plain))
    return Total(
        tidy(text),
        int(count[1]) if count else None,
        baht(money[1]) if money else None,
        spot,
        after,
        under,
    )


def summary_line(texts: RowTexts, under: Under) -> tuple[SummaryLine | None, Under]:
    """Return what a row of แบบ ผด.01 says, and under which strategy the rows below it stand.

    None for a row that states nothing of either.
    """
    label = texts.text("label") or tidy(texts.row.own[0].text)
    kind = kind_of_words(label)
    sections = sections_in(label)
    if kind is RowKind.TOTAL:
        return _line(texts, under.first, label, total=True), under
    if not sections:
        return None, under
    programme = ""
    for section in sections:
        if section.kind in (RowKind.STRATEGY, RowKind.EQUIPMENT):
            under = Under(first=section.text)
        elif section.kind is RowKind.PROGRAMME:
            programme = section.name
    return _line(texts, under.first, programme), under


def _line(texts: RowTexts, strategy: str, programme: str, *, total: bool = False) -> SummaryLine:
    text = texts.text("budget")
    money = read_money(text)
    amount = Decimal(0) if money.none or money.text in ("-", "–") else money.amount
    amount = baht(text) if amount is None else amount
    count = stated_count(texts.text("projects"))
    return SummaryLine(strategy, programme, count, amount, texts.row.spot, total)


def stated_in_all(
    sections: Sequence[Section], summary: Sequence[SummaryLine]
) -> tuple[int | None, Decimal | None]:
    """Return how many projects and how many baht the form prints for all of it, None for not.

    Below its rows; where nothing stands there, in แบบ ผด.01.
    """
    whole = next((one for one in sections if not one.form), None)
    if whole is not None:
        return whole.stated_rows, whole.stated_budget
    of_all = [one for one in summary if one.total and _GRAND.search(one.programme)]
    return (of_all[-1].projects, of_all[-1].budget) if of_all else (None, None)
