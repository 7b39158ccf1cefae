"""Forms that are none of ours, refused by their name: the five-year plan's, procurement's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.plan.intake.form import Form, FormRefusedError, Line
from generator.plan.intake.interpret.gather import Gather
from generator.plan.intake.interpret.money_heads import Heads
from generator.plan.intake.interpret.titles import label_in, names_the_plan
from generator.thai.text import arabic_digits, tidy

_FIVE_YEARS = re.compile(
    r"(?<![ก-ฮ])ผ\.?\s?0[1-9](?![0-9])|แผนพัฒนาท้องถิ่น\s*\(?\s*พ\.?\s?ศ\.?\s*25[0-9]{2}\s*[-–]\s*25[0-9]{2}"
    r"|แผนพัฒนา(?:สาม|สี่|ห้า)ปี"
)
_OF_FIVE_YEARS = re.compile(r"ตัวชี้วัด|KPI|ผลที่คาดว่าจะได้รับ|วัตถุประสงค์", re.IGNORECASE)
_BUYING_PLAN = re.compile(r"^แผน(?:ปฏิบัติ)?(?:การ)?(?:จัดซื้อจัดจ้าง|จัดหาพัสดุ)")
_BUYING = re.compile(r"จัดซื้อจัดจ้าง")
_OF_BUYING = re.compile(r"วิธี(?:การ)?(?:จัดหา|จัดซื้อ|ซื้อ|จ้าง)|แผนการจัดหา|กำหนดส่งมอบ|ราคากลาง")
_NAMES = {
    _FIVE_YEARS: "แบบ ผ.02 ของแผนพัฒนาท้องถิ่น",
    _BUYING: "แบบ ผด. ของแผนการจัดซื้อจัดจ้าง",
}


# What stands for a letter that a file does not name, and of all letters so many of them.
_UNKNOWN, _MANY = "\ufffd", 0.25
_LONGEST = 200  # signs of headings, in a message of one line


def refuse_others(form: Form, gather: Gather, by_grid: Heads) -> None:
    """Raise `FormRefusedError` for a form that is no แบบ ผด.01, ผด.02 or ผด.02/1.

    `not-an-action-plan-form` names which it is; `no-table` and `no-months` tell what it lacks,
    `letters-unknown` that its file does not say which letters it shows.
    """
    heads = [head for head in gather.heads if not head.summary]
    months = any(head.has_months for head in heads)
    if not months or not gather.projects:
        texts = [arabic_digits(tidy(text)) for text in _texts(form)]
        _refuse(texts, _FIVE_YEARS, _OF_FIVE_YEARS)
        _refuse(texts, _BUYING, _OF_BUYING)
    else:
        _refuse_by_title(form, by_grid)
    if not (gather.heads and months) and _is_illegible(form):
        raise FormRefusedError("letters-unknown")
    if not gather.heads:
        raise FormRefusedError("no-table")
    amended = bool(gather.titles.editions) or any(head.before for head in heads)
    progress = any({"status", "spent", "result"} & set(head.codes.values()) for head in heads)
    if heads and not months and not amended and not progress:
        found = " | ".join(dict.fromkeys(heads[0].headings.values()))[:_LONGEST]
        raise FormRefusedError("no-months", found=f"หัวตารางที่พบคือ {found}")


def _refuse_by_title(form: Form, heads: Heads) -> None:
    """Refuse a table of months whose titles name another plan, and nowhere an action plan."""
    titles = [arabic_digits(tidy(text)) for text in _titles(form, heads)]
    if any(map(names_the_plan, titles)):
        return
    if any(map(_BUYING_PLAN.search, titles)):
        raise FormRefusedError("not-an-action-plan-form", name=_NAMES[_BUYING])
    sheets = (grid.spot.sheet for grid in form.grids)
    labelled = any(map(label_in, (*titles, *sheets)))
    if not labelled and any(map(_FIVE_YEARS.search, titles)):
        raise FormRefusedError("not-an-action-plan-form", name=_NAMES[_FIVE_YEARS])


def _titles(form: Form, heads: Heads) -> Iterator[str]:
    """Yield the lines of a form, and of its grids those above the first heading."""
    ends = (min(each, default=0) for each in heads)
    for part in form.parts:
        if isinstance(part, Line):
            yield from part.text.split("\n")
            continue
        end = next(ends)
        for cell in part.cells:
            if cell.row < end:
                yield from cell.text.split("\n")


def _is_illegible(form: Form) -> bool:
    signs = [sign for text in _texts(form) for sign in text if not sign.isspace()]
    return signs.count(_UNKNOWN) > _MANY * len(signs)


def _refuse(texts: list[str], title: re.Pattern[str], column: re.Pattern[str]) -> None:
    if any(map(title.search, texts)) and any(map(column.search, texts)):
        raise FormRefusedError("not-an-action-plan-form", name=_NAMES[title])


def _texts(form: Form) -> Iterator[str]:
    for part in form.parts:
        if isinstance(part, Line):
            yield part.text
        else:
            yield from (cell.text for cell in part.cells)
