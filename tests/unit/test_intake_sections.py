"""Strategies and programmes by sheets: told by a name, carried over with a question, or missing."""

from __future__ import annotations

import pytest

from form_maker import HEAD, TOP, UNDER, form, grid, project
from generator.plan.intake.draft import Draft
from generator.plan.intake.form import Grid
from generator.plan.intake.interpret import interpret


def _sheet(name: str, *lines: str, number: int = 1) -> Grid:
    rows = [*TOP, *((line,) for line in lines), HEAD, project(number, f"โครงการใน {name}")]
    return grid(rows, sheet=name)


def _after(name: str, *lines: str, number: int = 1) -> Draft:
    """Return what follows a sheet of strategy 1, in a sheet of this name with these lines."""
    first = grid([*TOP, *UNDER, HEAD, project(1)], sheet="แรก")
    return interpret(form(first, _sheet(name, *lines, number=number)))


def _asked(draft: Draft) -> dict[str, tuple[str, ...]]:
    return {one.code: one.rows for one in draft.asks if not one.mention}


@pytest.mark.parametrize(
    ("name", "lines", "strategy", "programme"),
    [
        ("ยุทธศาสตร์ 2", ["แผนงานสาธารณสุข"], "2", "แผนงานสาธารณสุข"),
        ("ยุทธศาสตร์ที่ ๒", ["แผนงานสาธารณสุข"], "2", "แผนงานสาธารณสุข"),
        ("ยุทธ.2", ["แผนงานสาธารณสุข"], "2", "แผนงานสาธารณสุข"),
        ("ย.2 สาธารณสุข", [], "2", "สาธารณสุข"),
        ("ย2-การศึกษา", [], "2", "การศึกษา"),
        ("ย.2", ["3. ยุทธศาสตร์คน", "แผนงานสาธารณสุข"], "3", "แผนงานสาธารณสุข"),
        ("ย.1", ["แผนงานสาธารณสุข"], "1", "แผนงานสาธารณสุข"),
        ("กองช่าง", ["แผนงานสาธารณสุข"], "1", "แผนงานสาธารณสุข"),
    ],
)
def test_a_sheet_may_tell_its_strategy_by_its_name(
    name: str, lines: list[str], strategy: str, programme: str
) -> None:
    draft = _after(name, *lines)
    assert (draft.rows[1].strategy, draft.rows[1].programme) == (strategy, programme)
    assert _asked(draft) == {}


def test_a_strategy_that_its_sheet_numbers_is_named_by_the_line_in_it() -> None:
    draft = _after("ยุทธศาสตร์ 2", "2. ยุทธศาสตร์การพัฒนาคน", "แผนงานการศึกษา")
    assert [(one.id, one.name) for one in draft.strategies][1:] == [("2", "ยุทธศาสตร์การพัฒนาคน")]


@pytest.mark.parametrize("name", ["Sheet2", "คุณภาพชีวิต", "1.2", "ผด.02 (2)"])
def test_a_sheet_that_counts_anew_and_tells_no_section_is_asked_about(name: str) -> None:
    draft = _after(name)
    assert _asked(draft) == {"section-carried": ("2569-002",)}


@pytest.mark.parametrize("name", ["Sheet2", "หน้า 2"])
def test_a_sheet_that_counts_on_goes_on_under_the_same_section(name: str) -> None:
    assert _asked(_after(name, number=2)) == {}


def test_a_sheet_that_counts_anew_under_a_strategy_without_programmes_is_asked_about() -> None:
    first = grid([*TOP, UNDER[0], HEAD, project(1)], sheet="แรก")
    draft = interpret(form(first, _sheet("Sheet2")))
    assert _asked(draft) == {"section-carried": ("2569-002",)}


def test_rows_without_a_programme_are_asked_where_others_have_one() -> None:
    draft = _after("ย.2")
    assert _asked(draft) == {"programme-none": ("2569-002",)}
    bare = interpret(form(grid([*TOP, UNDER[0], HEAD, project(1)])))
    assert _asked(bare) == {}


@pytest.mark.parametrize("first", [True, False])
def test_a_strategy_that_is_only_numbered_is_named_as_the_summary_names_it(first: bool) -> None:
    head = ("ยุทธศาสตร์/แผนงาน", "จำนวนโครงการ", "คิดเป็นร้อยละ", "จำนวนงบประมาณ", "ร้อยละ")
    lines = [("2. ยุทธศาสตร์การพัฒนาคน",), ("2.1 แผนงานการศึกษา", "1", "100", "10,000", "100")]
    summary = grid([("แบบ ผด. 01",), head, *lines], sheet="ผด.01")
    rows = _sheet("ยุทธศาสตร์ 2", "แผนงานการศึกษา")
    draft = interpret(form(*((summary, rows) if first else (rows, summary)), kind="xlsx"))
    assert [(one.id, one.name) for one in draft.strategies] == [("2", "ยุทธศาสตร์การพัฒนาคน")]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("แผนงานถนนและสะพาน", ["programme-other"]),
        ("1.2 แผนงานการศึกษา", []),
        ("เเผนงานการเกษตร", []),
    ],
)
def test_a_programme_that_is_none_of_the_twelve_is_told(line: str, told: list[str]) -> None:
    draft = interpret(form(grid([*TOP, UNDER[0], (line,), HEAD, project(1)])))
    assert [one.code for one in draft.asks] == told
