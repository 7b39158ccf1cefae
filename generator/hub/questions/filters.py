"""What a reader asks for: a query, filters, an order and a page; from what an address says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from urllib.parse import urlencode

from generator.hub.questions.reading import LONGEST, read
from generator.thai.text import arabic_digits, printable

#: Filters that hold a column to one text, by the names that an address has for them.
COLUMN_OF = {
    "province": "province", "district": "district", "office": "office_code",
    "programme": "programme", "status": "status_code", "owner": "owner",
}  # fmt: skip
ALL_YEARS = "all"
ORDERS = ("plan", "most", "least")
PAGE_ROWS = 50
#: Behind it nobody turns pages: files have the list.
MOST_PAGES = 200
_AMOUNT = re.compile(r"[0-9]{1,13}(?:\.[0-9]{1,2})?", re.ASCII)
_SIDES = ("least", "most")
_LONGEST_CHOICE, _LONGEST_AMOUNT = 300, 30


@dataclass(frozen=True, slots=True)
class Filters:
    """Texts as an address has them; empty asks for nothing. `year` is a year or `all`."""

    q: str = ""
    year: str = ""
    province: str = ""
    district: str = ""
    office: str = ""
    programme: str = ""
    status: str = ""
    owner: str = ""
    least: str = ""
    most: str = ""
    order: str = ORDERS[0]
    page: int = 1

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Filters:
        """Return what an address asks for; what cannot be meant is not asked."""
        said = {one.name: asked.get(one.name, "") for one in fields(cls) if one.type == "str"}
        # What is too long is as long as to be told so.
        said = {name: printable(text)[: LONGEST + 1] for name, text in said.items()} | {
            name: printable(said[name])[:_LONGEST_CHOICE] for name in COLUMN_OF
        }
        amounts = {name: _amount(said[name]) for name in _SIDES}
        order = said["order"] if said["order"] in ORDERS else ORDERS[0]
        year = arabic_digits(said["year"]).strip()
        number = arabic_digits(asked.get("page", "")).strip().lstrip("0")
        page = int(number[:4]) if re.fullmatch("[0-9]+", number, re.ASCII) else 1
        told = said | amounts | {"order": order, "year": year}
        return cls(**told, page=min(page, MOST_PAGES))

    def amount(self, side: str) -> Decimal | None:
        """Return an amount in baht, None where none is asked for, or none can be read."""
        text: str = getattr(self, side)
        return Decimal(text) if _AMOUNT.fullmatch(text) else None

    @property
    def unread(self) -> tuple[str, ...]:
        """The names of the query, and of amounts, that cannot be read: nothing is held to them."""
        query = ("q",) if self.q.strip() and read(self.q).says_nothing else ()
        sides = (one for one in _SIDES if getattr(self, one) and self.amount(one) is None)
        return (*query, *sides)

    def address(self, **other: str | int) -> str:
        """Return what stands behind the `?`, with some of it otherwise."""
        one = replace(self, **other)  # type: ignore[arg-type]  # names are those of the fields
        plain = Filters()
        told = {each.name: getattr(one, each.name) for each in fields(one)}
        return urlencode({k: v for k, v in told.items() if v != getattr(plain, k)})


def _amount(text: str) -> str:
    """Return an amount as a plain number; as it was typed where it is none."""
    plain = arabic_digits(text).replace(",", "").strip()
    return plain if _AMOUNT.fullmatch(plain) else text.strip()[:_LONGEST_AMOUNT]
