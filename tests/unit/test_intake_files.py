"""Several files of one plan: a project that two of them tell is one, or is asked about."""

from collections.abc import Sequence

import pytest

from form_maker import HEAD, OFFICE, TITLE, UNDER, form, grid, project, sheet
from generator.plan.intake.draft import Draft
from generator.plan.intake.form import Form, FormRefusedError
from generator.plan.intake.interpret import interpret
from generator.plan.intake.reading import child
from generator.plan.intake.reading.folded import folded
from generator.plan.intake.reading.readers import joined

ROAD, CANAL = "ก่อสร้างถนนสายเหนือ", "ขุดลอกคลองกลาง"
ASKED = "row-in-other-file"


def of_files(*files: Sequence[tuple[str, ...]]) -> Draft:
    """Return the draft of files with these rows."""
    return of_forms(*(sheet(*rows) for rows in files))


def of_forms(*forms: Form) -> Draft:
    """Return the draft of files with these forms."""
    return folded(interpret(joined([(f"{at}.xlsx", one) for at, one in enumerate(forms)])))


def report(*rows: tuple[str, ...], day: str = "31 มี.ค. 2569") -> Form:
    """Return a form with results, by columns `สถานะ` and `เบิกจ่าย`."""
    title = f"รายงานผลการดำเนินงานตาม{TITLE} ณ วันที่ {day}"
    return form(grid([(title,), (OFFICE,), *UNDER, (*HEAD, "สถานะ", "เบิกจ่าย"), *rows]))


def asked(draft: Draft) -> list[str]:
    """Return the names of rows that are asked whether another file has them."""
    names = {row.id: row.name for row in draft.rows}
    return [names[row] for ask in draft.asks if ask.code == ASKED for row in ask.rows]


@pytest.mark.parametrize("files", [2, 3])
def test_the_same_row_in_several_files_is_one(files: int) -> None:
    more = [project(3, name) for name in ("ก", "ข", "ค")][:files]
    draft = of_files(*[[project(1, ROAD), project(2, CANAL), one] for one in more])
    assert [row.name for row in draft.rows] == [ROAD, CANAL, *(one[1] for one in more)]
    assert [ask.code for ask in draft.asks] == ["rows-of-files-joined"] and draft.asks[0].mention
    assert {row for one in draft.sections for row in one.rows} == {row.id for row in draft.rows}


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("months", [True, False])
@pytest.mark.parametrize("given", [{}, {"budget": ""}, {"unit": ""}])
def test_a_plan_and_the_report_on_it_are_one(
    *, first: bool, months: bool, given: dict[str, str]
) -> None:
    row = project(3, CANAL, **given)
    line = (*row[: 6 + 12 * months], *[""] * (12 - 12 * months), "แล้วเสร็จ", "9,000")
    forms = [sheet(project(1, ROAD), project(2, CANAL)), report(line)]
    draft = of_forms(*(forms if first else reversed(forms)))
    assert sorted(row.name for row in draft.rows) == sorted([ROAD, CANAL])
    (canal,) = (row for row in draft.rows if row.name == CANAL)
    assert dict(canal.progress) == {
        "date": "31 มี.ค. 2569",
        "status": "แล้วเสร็จ",
        "spent": "9,000",
    }
    assert canal.budget and canal.unit and all(canal.months)
    assert not [ask for ask in draft.asks if canal.id in ask.rows]


def test_two_reports_on_one_project_ask_which_row_stays() -> None:
    line = (*project(1, ROAD), "แล้วเสร็จ", "9,000")
    draft = of_forms(
        sheet(project(1, ROAD), project(2, CANAL)),
        report(line),
        report(line, (*project(2, "ซ่อมไฟฟ้า"), "แล้วเสร็จ", "8,000"), day="30 มิ.ย. 2569"),
    )
    assert len(draft.rows) == 4 and asked(draft) == [ROAD, ROAD]


@pytest.mark.parametrize(
    "changed", [{"budget": "15,000"}, {"detail": "ยาว 9 เมตร"}, {"budget": "ตามข้อบัญญัติ"}]
)
def test_a_row_that_another_file_tells_otherwise_is_asked_in_both(changed: dict[str, str]) -> None:
    draft = of_files(
        [project(1, ROAD, detail="ยาว 5 เมตร"), project(2, CANAL)],
        [project(1, ROAD, **{"detail": "ยาว 5 เมตร", **changed})],
    )
    assert [row.name for row in draft.rows] == [ROAD, CANAL, ROAD]
    assert asked(draft) == [ROAD, ROAD]


def test_other_months_in_another_file_are_asked_about() -> None:
    later = (*project(1, ROAD)[:6], "", "", "", "✓")
    assert asked(of_files([project(1, ROAD), project(2, CANAL)], [later])) == [ROAD, ROAD]


@pytest.mark.parametrize(
    "other",
    [
        {"unit": "กองคลัง"},
        {"place": "หมู่ที่ 2"},
        {"budget": "25,000", "detail": "ซื้อกระดาษ"},
    ],
)
def test_projects_of_one_name_in_files_of_several_units_are_no_question(
    other: dict[str, str],
) -> None:
    name = "ค่าใช้จ่ายในการเดินทางไปราชการ"
    draft = of_files([project(1, name, detail="เบี้ยเลี้ยง")], [project(1, name, **other)])
    assert len(draft.rows) == 2 and not asked(draft)


def test_two_rows_of_one_name_in_one_file_stay_two() -> None:
    draft = of_files([project(1, ROAD), project(2, ROAD)], [project(1, CANAL)])
    assert len(draft.rows) == 3 and not asked(draft)


@pytest.mark.parametrize(
    ("titles", "said"),
    [
        (("", " เพิ่มเติม ครั้งที่ 1"), "b.xlsx (เพิ่มเติม ครั้งที่ 1)"),
        ((" แก้ไข ครั้งที่ 1", " แก้ไข ครั้งที่ 2"), "b.xlsx (แก้ไข ครั้งที่ 2)"),
    ],
)
def test_a_plan_and_what_amends_it_are_told_apart(titles: tuple[str, str], said: str) -> None:
    forms = [
        (name, sheet(project(1, ROAD), top=[(f"{TITLE}{title}",), (OFFICE,), *UNDER]))
        for name, title in zip(("a.xlsx", "b.xlsx"), titles, strict=True)
    ]
    with pytest.raises(FormRefusedError) as refused:
        child._refuse_strangers(forms)
    assert refused.value.code == "not-one-edition" and said in refused.value.details["said"]
