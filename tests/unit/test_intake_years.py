"""Sheets of another year beside this year's are left out or asked about, and never mixed in."""

from __future__ import annotations

from typing import Any

import pytest

from form_maker import HEAD, MONTHS, OFFICE, TITLE, TOP, UNDER, form, grid, project, table
from generator.plan.intake.draft import Draft
from generator.plan.intake.form import Form, Grid
from generator.plan.intake.interpret import interpret
from generator.plan.intake.interpret.rest import rest

_LAST = "แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2568"
_THIS = grid([*TOP, *UNDER, HEAD, project(1, "โครงการปีนี้")])


def _over(year: int) -> tuple[str, ...]:
    """Return the line of years over the months of a fiscal year."""
    return ("",) * 6 + (f"พ.ศ. {year - 1}",) * 3 + (f"พ.ศ. {year}",) * (len(MONTHS) - 3)


def _sheet(name: str, *titles: str, over: int = 0) -> Grid:
    lines = [(one,) for one in titles]
    years = [_over(over)] if over else []
    rows = [("แบบ ผด. 02",), *lines, (OFFICE,), ("1.2 แผนงานการเกษตร",), *years, HEAD]
    return grid([*rows, project(1, "โครงการปีก่อน")], sheet=name)


def _told(read: Form, year: int = 0) -> Draft:
    draft = interpret(read, year=year)
    assert rest(read, draft) == ()
    return draft


def _codes(draft: Draft) -> dict[str, tuple[str, ...]]:
    return {one.code: one.rows for one in draft.asks}


@pytest.mark.parametrize(
    "other",
    [
        _sheet("ปี 68", _LAST),
        _sheet("เก่า", _LAST, over=2568),
        _sheet("ผด.02 (2568)", over=2568),
        _sheet("แผน๖๘", "แผนดำเนินงาน ประจำปี ๒๕๖๘"),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_sheet_that_tells_another_year_twice_is_left_out_once_the_year_is_known(
    other: Grid, first: bool
) -> None:
    read = form(*((_THIS, other) if first else (other, _THIS)))
    draft = _told(read, 2569)
    assert [row.name for row in draft.rows] == ["โครงการปีนี้"]
    assert "sheet-of-other-year" in _codes(draft)


def test_two_sheets_of_two_years_ask_for_the_year() -> None:
    draft = _told(form(_THIS, _sheet("ปี 68", _LAST)))
    (ask,) = [one for one in draft.asks if one.option == "--year"]
    assert ask.readings == ("2568", "2569")


@pytest.mark.parametrize(
    "other", [_sheet("2", _LAST), _sheet("ปี 2568"), _sheet("2", _LAST, over=2569)]
)
def test_the_rows_of_a_sheet_that_tells_another_year_once_are_asked_about(other: Grid) -> None:
    draft = _told(form(_THIS, other), 2569)
    assert _codes(draft)["sheet-other-year"] == ("2569-002",)


@pytest.mark.parametrize(
    "read",
    [
        form(grid([*TOP, *UNDER, HEAD, project(1)], sheet="ปี 68")),
        form(grid([*TOP, *UNDER, _over(2569), HEAD, project(1)], sheet="แผน 68")),
        form(grid([*TOP, *UNDER, HEAD, project(1, f"โครงการจัดทำ{_LAST}")])),
        form(_THIS, grid([*UNDER, HEAD, project(2)], sheet="ปี 69")),
    ],
)
def test_a_name_that_was_left_or_a_project_that_names_a_year_asks_nothing(read: Any) -> None:
    assert not {"sheet-other-year", "sheet-of-other-year"} & _codes(_told(read, 2569)).keys()


def test_tables_of_last_years_plan_in_the_same_document_are_left_out() -> None:
    lines = [line for (line,) in UNDER]
    now: list[Grid | str] = [TITLE, *lines, table([_over(2569), HEAD, project(1, "ก")])]
    old: list[Grid | str] = [_LAST, *lines, table([_over(2568), HEAD, project(1, "ข")], 2)]
    goes_on = table([project(2, "ค"), project(3, "ง")], 3)
    draft = _told(form(*now, *old, goes_on), 2569)
    assert [row.name for row in draft.rows] == ["ก"]
