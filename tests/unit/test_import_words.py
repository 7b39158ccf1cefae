"""What an import asks and refuses is worded once; codes of rows are kept and never given twice."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form_maker import project, sheet
from generator.plan.fields import MONTH_FIELDS, column_name
from generator.plan.intake.draft import Ask, Draft, MonthsState
from generator.plan.intake.form import FormRefusedError, Spot
from generator.plan.intake.imported.codes import KnownRow, matched, numbered
from generator.plan.intake.imported.office import added_office, is_same_office, organization_of
from generator.plan.intake.imported.texts import kept_asks, texts_of
from generator.plan.intake.imported.units import new_units
from generator.plan.intake.imported.words import asked_line, question, refusal
from generator.plan.intake.interpret import interpret
from generator.plan.model import Organization, Unit
from generator.problems.catalogue.imports import ASKED
from generator.problems.catalogue.refused import REFUSED
from portals import ROOT

_INTAKE = ROOT / "generator" / "plan" / "intake"
_SOURCES = "".join(path.read_text("utf-8") for path in sorted(_INTAKE.rglob("*.py")))
_ASKED_CODES = set(re.findall(r'\bAsk\(\s*"([a-z-]+)"', _SOURCES))
_REFUSED_CODES = set(re.findall(r'\bFormRefusedError\(\s*"([a-z-]+)"', _SOURCES))
NAMES = ("ก่อสร้างถนน", "ขุดลอกคลอง", "ซ่อมแซมไฟฟ้า", "อบรมอาชีพ", "แข่งขันกีฬา")


def draft_with(*names: str) -> Draft:
    """Return a draft of these projects."""
    return numbered(interpret(sheet(*(project(n, name) for n, name in enumerate(names, 1)))), 2569)


def known_rows(draft: Draft) -> tuple[KnownRow, ...]:
    """Return the rows of a draft as a plan that was made of it has them."""
    rows = texts_of(draft, {})
    return tuple(KnownRow(one.row.id, one.texts, one.row.number) for one in rows)


def test_every_question_and_every_refusal_has_its_words() -> None:
    assert len(_ASKED_CODES) > 10 and len(_REFUSED_CODES) > 5
    assert ASKED.keys() >= _ASKED_CODES
    assert REFUSED.keys() >= _REFUSED_CODES


@pytest.mark.parametrize("code", ASKED)
@pytest.mark.parametrize(("seen", "readings"), [("", ()), ("ข", ("1", "2")), ("ข", ())])
def test_a_question_shows_what_was_seen_and_every_reading(
    code: str, seen: str, readings: tuple[str, ...]
) -> None:
    text = question(Ask(code, Spot(), seen, readings))
    assert text and "{" not in text and "“”" not in text
    if any("{readings}" in one for one in ASKED[code].words) and readings:
        assert "1 หรือ 2" in text


def test_a_question_that_nobody_worded_still_shows_its_readings() -> None:
    assert "1 หรือ 2" in question(Ask("of-tomorrow", Spot(), "ข", ("1", "2")))


@pytest.mark.parametrize("code", [*REFUSED, "of-tomorrow"])
def test_a_refusal_names_the_file_and_says_what_to_do(code: str) -> None:
    why, advice = refusal("แบบ.xlsx", FormRefusedError(code))
    assert (
        advice
        and "{" not in why + advice
        and ("แบบ.xlsx" in why or code in ("pdf-library", "not-one-plan", "not-one-edition"))
    )


def test_a_text_that_a_reader_had_to_mend_is_to_be_looked_at() -> None:
    draft = draft_with("ก่อสร้างถนน", "ขุดลอกคลอง")
    first = replace(draft.rows[0], doubtful=frozenset({"name"}))
    mended, sure = texts_of(replace(draft, rows=(first, draft.rows[1])), {})
    assert [(one.code, one.column) for one in mended.questions] == [("text-mended", "")]
    assert "โครงการ" in mended.questions[0].text and not sure.questions


@settings(max_examples=40, deadline=None)
@given(
    st.permutations(NAMES).map(tuple),
    st.lists(st.sampled_from(NAMES), unique=True, min_size=1).map(tuple),
)
def test_rows_that_come_again_keep_their_codes_in_any_order(
    before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    known = known_rows(draft_with(*before[:3]))
    found = matched(draft_with(*after), known, used=("2569-009",))
    codes = {row.name: row.id for row in found.draft.rows}
    was = {one.said("name"): one.id for one in known}
    assert {name: code for name, code in codes.items() if name in was} == {
        name: was[name] for name in codes if name in was
    }
    fresh = [code for name, code in codes.items() if name not in was]
    assert all(code > "2569-009" for code in fresh)
    assert len(set(codes.values())) == len(codes)
    assert {one.id for one in found.gone} == {was[name] for name in was if name not in codes}


def test_two_rows_that_nothing_sets_apart_are_not_matched_by_guess() -> None:
    known = known_rows(draft_with("ซื้อถังขยะ", "ซื้อถังขยะ"))
    known = tuple(replace(one, number="") for one in known)
    found = matched(draft_with("ซื้อถังขยะ"), known)
    assert found.draft.rows[0].id == "2569-003"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("อบต.ธารฟ้า", "องค์การบริหารส่วนตำบลธารฟ้า", True),
        ("เทศบาลตำบลธารฟ้า", "ทต.ธารฟ้า", True),
        ("เทศบาลตำบลธารฟ้า", "เทศบาลตำบลธารน้ำ", False),
    ],
)
def test_an_office_is_known_by_its_name(one: str, other: str, same: bool) -> None:
    assert is_same_office(one, other) is same


def test_a_unit_that_a_line_s_end_broke_is_written_whole() -> None:
    names = ["กอง ส่งเสริม การเกษตร", "งานกิจการ พิเศษ", "งานกิจการพิเศษ"]
    found = new_units(names, Organization("ทต.ก", "เทศบาลตำบล"))
    assert [one.name for one in found] == ["กองส่งเสริมการเกษตร", "งานกิจการพิเศษ"]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["กองช่าง", "กองคลัง"], [("engineering", ()), ("finance", ())]),
        (["กองสาธารณสุขและสิ่งแวดล้อม", "กองสาธารณสุขฯ"], [("health", ("กองสาธารณสุขฯ",))]),
        (["กองช่าง", "กองช่างสุขาภิบาล"], [("engineering", ()), ("engineering-2", ())]),
        (["กองช่าง/กองคลัง"], [("engineering", ()), ("finance", ())]),
        (["งานพิเศษ", "งานอื่น"], [("unit-1", ()), ("unit-2", ())]),
        (["การไฟฟ้าส่วนภูมิภาค"], []),
    ],
)
def test_units_are_proposed_as_the_form_names_them(
    names: list[str], told: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = new_units(names, Organization("ทต.ก", "เทศบาลตำบล"))
    assert [(one.slug, one.also) for one in found] == told


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "units",
    ["units:\n  engineering: {name: กองช่าง}\n", "units:  # หน่วยงาน\n    engineering: กองช่าง\n", ""],
)
def test_new_units_stand_below_those_that_are_there_and_nothing_else_changes(
    units: str, ending: str
) -> None:
    text = f"# ของเรา\nname: ทต.ก\nkind: เทศบาลตำบล\n{units}villages:\n  1: บ้านเหนือ\n"
    data = text.replace("\n", ending).encode()
    draft = replace(draft_with("ก"), units=("กองช่าง", "กองคลัง"))
    found = added_office(data, draft)
    assert not found.by_hand
    assert Unit("finance", "กองคลัง") in found.organization.units
    kept = [line for line in found.data.decode().split(ending) if line in text.split("\n")]
    assert kept == text.split("\n")
    assert organization_of(found.data).villages == organization_of(data).villages
    assert found.difference.count("\n+") >= 1


def test_units_that_cannot_be_put_in_safely_are_told_and_the_file_stays() -> None:
    data = "name: ทต.ก\nkind: เทศบาลตำบล\nunits: {engineering: กองช่าง}\n".encode()
    found = added_office(data, replace(draft_with("ก"), units=("กองคลัง",)))
    assert found.data == data and found.by_hand == ('  finance: {name: "กองคลัง"}',)


def test_the_words_are_in_no_second_place() -> None:
    assert not re.search(r"^ASKED|^REFUSED", Path(_INTAKE / "draft.py").read_text("utf-8"), re.M)


@pytest.mark.parametrize(
    ("readings", "told"),
    [
        (("ม.ค.",), "อาจหมายถึง ม.ค. หรือไม่ได้บอกเดือน เพราะมีรูปภาพอยู่บนช่องเดือน"),
        (("ม.ค.", "ก.พ."), "มากกว่าหนึ่งอย่าง คือ ม.ค. หรือ ก.พ. เพราะมีรูปภาพอยู่บนช่องเดือน"),
        ((), "ไม่ได้ เพราะมีรูปภาพอยู่บนช่องเดือน"),
    ],
)
def test_a_doubt_about_months_says_what_was_seen_and_never_that_one_is_several(
    readings: tuple[str, ...], told: str
) -> None:
    text = question(Ask("months-unclear", Spot(), "", readings, why="มีรูปภาพอยู่บนช่องเดือน"))
    assert text.endswith(told) and ("มากกว่าหนึ่ง" in text) == (len(readings) > 1)


@pytest.mark.parametrize(
    ("months", "asked", "kept"),
    [
        ((4, 5), "", True),  # one of the readings
        ((4, 6), "", True),
        ((0, 2), "", False),  # what the form showed before
        ((0, 2), "เดือนที่ทำ: คำถามอื่น", False),
        ((0, 2), "same", True),  # the very question that was answered so
        ((4, 5), "เดือนที่ทำ: คำถามอื่น", False),
    ],
)
def test_an_answer_of_then_counts_only_where_the_form_shows_what_it_showed_then(
    months: tuple[int, int], asked: str, kept: bool
) -> None:
    ways = ("ก.พ.–มี.ค.", "ก.พ.–เม.ย.")
    ask = Ask("months-unclear", Spot(), "", ways, rows=("2569-001",))
    draft = replace(draft_with(NAMES[0]), asks=(ask,))
    row = replace(draft.rows[0], state=MonthsState.UNCLEAR, months=(False,) * 12)
    draft = replace(draft, rows=(row,))
    values = {MONTH_FIELDS[at].code: "✓" for at in range(months[0], months[1] + 1)}
    same = asked_line("months", question(ask))
    known = KnownRow(row.id, {**values, "place": "เดิม"}, "1", same if asked == "same" else asked)
    (told,) = texts_of(draft, {row.id: known})
    assert any(told.texts.get(one) for one in values) is kept
    assert ("months" in {one.column for one in told.questions}) is not kept


@pytest.mark.parametrize(
    ("text", "was", "kept"),
    [
        ("100,000\n200,000", "100000", True),
        ("100,000\n200,000", "300000", True),
        ("100,000\n200,000", "50000", False),
        ("298.000", "298000", True),
        ("298.000", "29800", False),
    ],
)
def test_an_amount_of_then_counts_only_where_the_form_may_mean_it(
    text: str, was: str, kept: bool
) -> None:
    draft = numbered(interpret(sheet(project(1, budget=text))), 2569)
    code = draft.rows[0].id
    (told,) = texts_of(draft, {code: KnownRow(code, {"budget": was})})
    assert told.texts.get("budget", "") == (was if kept else "")
    assert ("budget" in {one.column for one in told.questions}) is not kept


@pytest.mark.parametrize(
    ("column", "shown", "was", "seen"),
    [
        ("budget", "ตามข้อบัญญัติ", "50000", "50,000"),
        ("budget", "ตามที่ตั้งไว้", "1250.5", "1,250.50"),
        ("budget", "-", "70000", "70,000"),
        ("unit", "-", "กองช่าง", "กองช่าง"),
        ("unit", "....", "กองคลัง", "กองคลัง"),
    ],
)
def test_an_answer_stays_beside_a_question_though_all_questions_of_then_were_deleted(
    column: str, shown: str, was: str, seen: str
) -> None:
    draft = numbered(interpret(sheet(project(1, **{column: shown}))), 2569)
    code = draft.rows[0].id
    (row,) = texts_of(draft, {code: KnownRow(code, {column: was})})
    assert row.texts[column] == was
    (asked,) = row.questions
    assert not asked.column and f"“{seen}” จึงคงไว้" in asked.text
    assert row.texts["asked"] == asked.text


BLANKS = {
    "months": ({"start": "พ.ย. 2568", "month-11": "✓"}, "แต่แผนเดิมคือ พ.ย."),
    "budget": ({"budget": "50000"}, "แผนเดิมคือ “50,000” จึงคงไว้"),
    "unit": ({"unit": "กองคลัง"}, "แผนเดิมคือ “กองคลัง” จึงคงไว้"),
}


def blank_row(column: str) -> Draft:
    """Return a draft of one row that leaves a column blank."""
    given = {} if column == "months" else {column: ""}
    cells = project(1, NAMES[0], **given)
    draft = numbered(interpret(sheet(cells[:6] if column == "months" else cells)), 2569)
    assert any(one.code == f"{column}-none" for one in draft.asks)
    return draft


@pytest.mark.parametrize("column", BLANKS)
def test_what_a_corrected_form_has_no_more_is_asked_with_what_it_was(column: str) -> None:
    draft, (values, was) = blank_row(column), BLANKS[column]
    code = draft.rows[0].id
    (told,) = texts_of(draft, {code: KnownRow(code, values)})
    (asked,) = told.questions
    assert was in asked.text and asked.text in told.texts["asked"]
    stays = column != "months"  # an arrow that was taken out tells that there is none
    assert all((told.texts.get(one) == text) is stays for one, text in values.items())
    assert (asked.column == column) is not stays


@pytest.mark.parametrize("column", BLANKS)
def test_what_staff_answered_to_a_blank_stays_answered_however_often_it_comes_again(
    column: str,
) -> None:
    draft, (values, _) = blank_row(column), BLANKS[column]
    code = draft.rows[0].id
    (first,) = texts_of(draft, {})
    known = KnownRow(code, values, asked=first.texts["asked"])
    for _ in range(3):
        (told,) = texts_of(draft, {code: known})
        assert not told.questions
        assert all(told.texts[one] == text for one, text in values.items())
        known = KnownRow(code, told.texts, asked=told.texts["asked"])
    if column != "months":
        return
    # To what was asked since it was gone, a value is the answer as well.
    (gone,) = texts_of(draft, {code: KnownRow(code, values)})
    (told,) = texts_of(draft, {code: KnownRow(code, values, asked=gone.texts["asked"])})
    assert not told.questions


@pytest.mark.parametrize("column", ["detail", "place", "tactic", "source", "note"])
def test_what_stays_since_the_form_says_nothing_of_it_is_told(column: str) -> None:
    draft = numbered(interpret(sheet(project(1, NAMES[0], place="", detail=""))), 2569)
    code = draft.rows[0].id
    (told,) = texts_of(draft, {code: KnownRow(code, {column: "ของเดิม"})})
    assert told.texts[column] == "ของเดิม" and not told.questions
    (ask,) = kept_asks([told])
    assert ask.mention and column_name(column) in question(ask)


@pytest.mark.parametrize("column", BLANKS)
def test_an_amendment_that_leaves_a_column_blank_asks_nothing_of_it(column: str) -> None:
    draft, (values, _) = blank_row(column), BLANKS[column]
    code = draft.rows[0].id
    (told,) = texts_of(draft, {code: KnownRow(code, values)}, [code])
    assert not [one for one in told.questions if one.column == column]
