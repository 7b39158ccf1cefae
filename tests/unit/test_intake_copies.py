"""Sheets that were copied: equal ones count once, corrected ones are asked, results are joined."""

from __future__ import annotations

from dataclasses import replace

import pytest

from form_maker import HEAD, OFFICE, TITLE, TOP, UNDER, WIDTH, form, grid, project, table
from generator.plan.intake.draft import Draft
from generator.plan.intake.form import Form, Grid, Mark, MarkKind, Spot
from generator.plan.intake.interpret import interpret
from generator.plan.intake.interpret.rest import rest

_ABOVE = (*TOP, *UNDER, HEAD)
_FIRST = len(_ABOVE)
_REPORT = f"รายงานผลการดำเนินงานตาม{TITLE} ณ วันที่ 31 มีนาคม 2569"


def _told(read: Form) -> Draft:
    draft = interpret(read)
    assert rest(read, draft) == ()
    return draft


def _asked(draft: Draft) -> dict[str, tuple[str, ...]]:
    return {one.code: one.rows for one in draft.asks if not one.mention}


def _bare(number: int, **more: str) -> tuple[str, ...]:
    """Return a project's row with nothing in its months."""
    return project(number, **more)[:6]


def _arrow(row: int, first: int, last: int, sheet: str) -> Mark:
    left, right = ((6 + at) * WIDTH for at in (first, last + 1))
    return Mark(MarkKind.LINE, left + 2, right - 2, Spot(sheet=sheet), row, 0.5, None, heads=2)


def _typed(sheet: str, first: int, last: int) -> Grid:
    row = list(project(1))
    row[6:] = ["✓" if first <= at <= last else "" for at in range(12)]
    return grid([*_ABOVE, row], sheet=sheet)


def _drawn(sheet: str, first: int, last: int) -> Grid:
    return grid([*_ABOVE, _bare(1)], sheet=sheet, marks=[_arrow(_FIRST, first, last, sheet)])


def _painted(sheet: str, first: int, last: int) -> Grid:
    row = [*_bare(1), *("·" if first <= at <= last else "" for at in range(12))]
    plain = grid([*_ABOVE, row], sheet=sheet)
    cells = tuple(
        replace(one, text="", fill="00B050") if one.text == "·" else one for one in plain.cells
    )
    return replace(plain, cells=cells)


_HOW = [_typed, _drawn, _painted]


@pytest.mark.parametrize("sheet", _HOW)
def test_a_copy_with_the_same_months_counts_once(sheet: object) -> None:
    draft = _told(form(sheet("ผด.02", 2, 4), sheet("ผด.02 (2)", 2, 4)))  # type: ignore[operator]
    assert (len(draft.rows), _asked(draft)) == (1, {})
    assert [one.code for one in draft.asks] == ["sheet-copied"]


@pytest.mark.parametrize("sheet", _HOW)
def test_a_copy_with_other_months_is_asked(sheet: object) -> None:
    draft = _told(form(sheet("ผด.02", 2, 4), sheet("แก้ไข", 7, 9)))  # type: ignore[operator]
    assert [sum(row.months) for row in draft.rows] == [3, 3]
    assert _asked(draft)["row-on-two-sheets"] == ("2569-002",)


@pytest.mark.parametrize(
    "corrected",
    [
        project(2, budget="25,000"),
        project(2, place="หมู่ที่ 9"),
        project(2, detail="กว้าง 5 เมตร"),
        project(2, unit="กองคลัง"),
        project(2, budget="25,000", detail="กว้าง 5 เมตร"),
        project(7, name="โครงการที่ 2 ของตำบล", budget="25,000"),
    ],
)
@pytest.mark.parametrize("apart", ["sheet", "table"])
def test_rows_of_a_copy_that_was_corrected_are_asked(
    corrected: tuple[str, ...], apart: str
) -> None:
    first, second = (project(1), project(2)), (project(1), corrected, project(3))
    grids = [
        grid([*_ABOVE, *rows], sheet=f"แผ่น {at}")
        if apart == "sheet"
        else table([*_ABOVE, *rows], at)
        for at, rows in enumerate((first, second), start=1)
    ]
    draft = _told(form(*grids))
    assert len(draft.rows) == 5
    assert _asked(draft)["row-on-two-sheets"] == ("2569-003", "2569-004")


@pytest.mark.parametrize("above", [_ABOVE, (("กองช่าง",), HEAD), (*TOP, HEAD)])
def test_the_sheets_of_units_that_repeat_rows_of_the_whole_are_asked(
    above: tuple[tuple[str, ...], ...],
) -> None:
    whole = grid([*_ABOVE, project(1), project(2, unit="กองคลัง")])
    one = grid([*above, project(1)], sheet="กองช่าง")
    other_row = project(1, name="โครงการที่ 2 ของตำบล", unit="กองคลัง")
    other = grid([*above, other_row], sheet="กองคลัง")
    draft = _told(form(whole, one, other))
    rows = [row for ask in draft.asks if ask.code == "row-on-two-sheets" for row in ask.rows]
    assert (len(draft.rows), rows) == (4, ["2569-003", "2569-004"])


@pytest.mark.parametrize(
    "other",
    [
        [*TOP, ("1.2 แผนงานการเกษตร",), HEAD, project(1)],
        [*_ABOVE, project(2, name="โครงการที่ 1 ของตำบล", place="หมู่ที่ 2", budget="30,000")],
        [*_ABOVE, project(1, name="โครงการอื่น")],
    ],
)
def test_other_projects_on_another_sheet_are_not_asked(other: list[tuple[str, ...]]) -> None:
    draft = _told(form(grid([*_ABOVE, project(1)]), grid(other, sheet="สอง")))
    assert len(draft.rows) == 2
    assert "row-on-two-sheets" not in _asked(draft)


def _results(*rows: tuple[str, ...]) -> Grid:
    head = (*HEAD, "สถานะ", "เบิกจ่าย")
    return grid([(_REPORT,), (OFFICE,), *UNDER, head, *rows], sheet="ผล")


@pytest.mark.parametrize("first", ["plan", "results"])
@pytest.mark.parametrize("total", [(), (("รวม", "2 โครงการ", "", "20,000"),)])
def test_the_results_of_the_plans_rows_are_joined_to_them(
    first: str, total: tuple[tuple[str, ...], ...]
) -> None:
    plan = grid([*_ABOVE, project(1), project(2), *total])
    results = _results((*project(1), "แล้วเสร็จ", "9,000"), (*project(2), "", ""), *total)
    draft = _told(form(*((plan, results) if first == "plan" else (results, plan))))
    assert [row.name for row in draft.rows] == ["โครงการที่ 1 ของตำบล", "โครงการที่ 2 ของตำบล"]
    told = {"date": "31 มี.ค. 2569", "status": "แล้วเสร็จ", "spent": "9,000"}
    assert dict(draft.rows[0].progress) == told
    assert not _asked(draft).keys() & {"row-on-two-sheets", "number-twice"}
    assert all(sum(row.months) == 12 for row in draft.rows)


def test_a_row_of_results_that_says_other_than_the_plan_is_asked() -> None:
    plan = grid([*_ABOVE, project(1), project(2)])
    results = _results(
        (*project(1), "แล้วเสร็จ", "9,000"), (*project(2, budget="30,000"), "แล้วเสร็จ", "")
    )
    draft = _told(form(plan, results))
    assert [int(row.budget or 0) for row in draft.rows] == [10_000, 10_000, 30_000]
    assert _asked(draft)["row-on-two-sheets"] == ("2569-003",)
