"""Filters → what is answered: sums, a page of rows, what can be chosen; for pages and programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from generator.hub.questions.asking import SHOWN, Asking, Sums
from generator.hub.questions.filters import MOST_PAGES, PAGE_ROWS, Filters
from generator.hub.questions.reading import read
from generator.hub.service.answer import Answer
from generator.hub.service.coverage import Coverage, Members
from generator.hub.service.files import MOST_ROWS, file_of

JSON = "application/json; charset=utf-8"
_MOST_CHOICES = {"programme": 100, "owner": 30}
_MOST_OFFICES = 500


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a list, what the whole list comes to, and how much of it pages show."""

    filters: Filters
    years: tuple[int, ...]
    sums: Sums
    rows: tuple[dict[str, Any], ...]
    coverage: Coverage
    cut: bool

    @property
    def pages(self) -> int:
        """How many pages there are to turn."""
        return min(MOST_PAGES, -(-self.sums.count // PAGE_ROWS))

    @property
    def is_longer(self) -> bool:
        """Whether the list goes on behind the last page."""
        return self.sums.count > MOST_PAGES * PAGE_ROWS


@dataclass(frozen=True, slots=True)
class Choices:
    """What each filter offers, as value and words; those of a place once it is chosen."""

    provinces: tuple[str, ...]
    districts: tuple[str, ...]
    offices: tuple[tuple[str, str], ...]
    programmes: tuple[str, ...]
    owners: tuple[str, ...]


def found(asking: Asking, members: Members, filters: Filters) -> Found:
    """Return the page that is asked for. Raises QuestionsError."""
    years = tuple(asking.asked_years(filters))
    sums, rows = asking.page(filters)
    return Found(
        filters, years, sums, tuple(rows), members.coverage(filters, years), read(filters.q).cut
    )


def choices(asking: Asking, members: Members, place: Filters) -> Choices:
    """Return what can be chosen in a place and year, whatever was typed. Raises QuestionsError."""
    many = {
        name: tuple(text for text, _ in asking.choices(name, place, most))
        for name, most in _MOST_CHOICES.items()
    }
    return Choices(
        tuple(members.places("province")),
        tuple(members.places("district", place.province)) if place.province else (),
        tuple(asking.offices(place, _MOST_OFFICES)) if place.province else (),
        many["programme"],
        many["owner"],
    )


def as_json(told: Found, version: str) -> Answer:
    """Return a page as JSON, in the shape of `answer_schema`."""
    plain = asdict(Filters())
    value = {
        "version": version,
        "query": {k: v for k, v in asdict(told.filters).items() if v != plain[k]},
        "cut": told.cut,
        "unread": list(told.filters.unread),
        "count": told.sums.count,
        "budget_baht": _number(told.sums.baht),
        "without_amount": told.sums.without,
        "coverage": asdict(told.coverage),
        "page": told.filters.page,
        "pages": told.pages,
        "rows": [{k: _number(v) for k, v in row.items()} for row in told.rows],
    }
    return Answer(f"{json.dumps(value, ensure_ascii=False)}\n".encode(), kind=JSON)


def as_file(asking: Asking, filters: Filters, name: str) -> Answer:
    """Return the list as a file, as far as files go. Raises QuestionsError."""
    rows = asking.rows(replace(filters, page=1), MOST_ROWS[name])
    return file_of(name, rows, SHOWN)


def _number(value: Any) -> Any:
    """Return decimals as JSON has numbers: whole baht without a point."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def schema_answer(schema: Mapping[str, Any]) -> Answer:
    """Return a schema as a file."""
    return Answer(f"{json.dumps(schema, ensure_ascii=False, indent=1)}\n".encode(), kind=JSON)
