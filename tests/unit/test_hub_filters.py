"""What an address asks for: nothing that was typed is dropped without a word."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from generator.hub.questions.filters import ALL_YEARS, MOST_PAGES, Filters
from generator.hub.service.coverage import Members


@pytest.mark.parametrize("typed", ["-1", "1e400", "1 ล้าน", "NaN", "9" * 40, "1.234"])
def test_an_amount_that_cannot_be_read_is_told_and_holds_nothing(typed: str) -> None:
    filters = Filters.of({"least": typed, "most": "๑,๐๐๐.๕"})
    assert filters.unread == ("least",)
    assert filters.least == typed[:30]
    assert (filters.amount("least"), filters.amount("most")) == (None, Decimal("1000.5"))
    assert Filters.of({"least": " "}).unread == ()


@pytest.mark.parametrize(
    ("typed", "page"),
    [("", 1), ("0", 1), ("-1", 1), ("007", 7), ("x", 1), ("9" * 5000, MOST_PAGES), ("๒", 2)],
)
def test_a_page_beyond_every_list_is_the_last_one(typed: str, page: int) -> None:
    assert Filters.of({"page": typed}).page == page


def test_a_year_is_typed_in_thai_digits_too() -> None:
    assert Filters.of({"year": "๒๕๗๐"}) == Filters.of({"year": "2570"})


@pytest.mark.parametrize("typed", ['"', "()", "\u200b", "…"])
def test_a_query_of_which_nothing_is_read_is_told(typed: str) -> None:
    assert Filters.of({"q": typed, "least": "x"}).unread == ("q", "least")
    assert Filters.of({"q": f"{typed} ถนน"}).unread == Filters.of({"q": " "}).unread == ()


@pytest.mark.parametrize(
    ("years", "told"),
    [
        ([2570, 2569], "2570"),
        ([2599, 2571, 2570, 2569], "2570"),
        ([2599, 2569, 2568], "2569"),
        ([2599, 2571], "2571"),
        ([], ""),
    ],
)
def test_who_plans_ahead_moves_nobodys_first_page(
    tmp_path: Path, years: list[int], told: str
) -> None:
    file = tmp_path / "members.json"
    file.write_text(json.dumps({"name": "ก", "today": "2026-11-24", "members": []}))
    members = Members(file)
    assert members.with_year(Filters(q="ก"), years) == Filters(q="ก", year=told)
    for year in ("2569", "2580", ALL_YEARS):
        assert members.with_year(Filters(year=year), years).year == year
    file.write_text("{")
    assert Members(file).with_year(Filters(), years) == Filters()
