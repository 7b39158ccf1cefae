"""Totals that a form prints below its rows, and the lines of its summary, แบบ ผด.01."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.plan.intake.draft import Section, SummaryLine
from generator.plan.intake.form import Spot
from generator.plan.intake.interpret.context import Under
from generator.plan.intake.interpret.judging import SECTIONS, RowTexts
from generator.plan.intake.interpret.money import Money, baht, read_money, stated_count
from generator.plan.intake.interpret.money_cells import total_in
from generator.plan.intake.interpret.titles import sections_in
from generator.plan.model.account import RowKind
from generator.plan.sheet.wording import bare_title, kind_of_words
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
    cells = texts.by.get("budget", ())
    stated = _stated_in(total_in(cells, texts.head), texts.text("budget"))
    beside = [
        tidy(cell.text) for code, cells in texts.by.items() if code != "budget" for cell in cells
    ]
    count = next((one for one in map(stated_count, beside) if one is not None), None)
    label = tidy(texts.row.own[0].text)
    if count is None or stated is None:
        line = total_of_line(
            " ".join([*beside, texts.text("budget")]), texts.row.spot, after, under
        )
        count = line.projects if count is None else count
        several = len({cell.column for cell in cells}) > 1
        budget = stated if stated is not None or several else line.budget
        return Total(label, count, budget, texts.row.spot, after, under)
    return Total(label, count, stated, texts.row.spot, after, under)


def _stated(text: str) -> Decimal | None:
    """Return the amount that a cell of a total states, nought too; None where it states none."""
    return _stated_in((read_money(text),), text)


def _stated_in(columns: Sequence[Money], text: str) -> Decimal | None:
    amounts = [
        Decimal(0) if money.none or money.text in ("-", "–") else money.amount for money in columns
    ]
    if len(columns) == 1 and None in amounts:
        return baht(text)
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None


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
    own = [tidy(cell.text) for cell in texts.row.own]
    heads = [text for text in own if kind_of_words(text) in SECTIONS]
    label = "\n".join(heads) or texts.text("label") or own[0]
    if kind_of_words(own[0]) is RowKind.TOTAL:
        return _line(texts, under.first, own[0], total=True), under
    sections = sections_in(label)
    if not sections:
        line = _line(texts, under.first, bare_title(label))
        return (None if line.projects is None and line.budget is None else line), under
    programme = ""
    for section in sections:
        if section.kind in (RowKind.STRATEGY, RowKind.EQUIPMENT):
            under = Under(first=section.text)
        elif section.kind is RowKind.PROGRAMME:
            programme = section.name
    return _line(texts, under.first, programme), under


def _line(texts: RowTexts, strategy: str, programme: str, *, total: bool = False) -> SummaryLine:
    amount = _stated(texts.text("budget"))
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
