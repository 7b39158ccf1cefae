"""Rows of an amendment's form that say elsewhere what they do, or tell one project twice."""

from dataclasses import replace

import pytest

from form_maker import project, sheet
from generator.plan.intake.draft import Draft
from generator.plan.intake.imported.amending import with_changes
from generator.plan.intake.imported.codes import KnownRow
from generator.plan.intake.imported.words import question
from generator.plan.intake.interpret import interpret

ROAD = "โครงการก่อสร้างถนนสายเหนือ"


def amended(*, known: bool, kind: str = "แก้ไข", **told: object) -> Draft:
    """Return the draft of one amended row, with what it does."""
    draft = interpret(sheet(project(1, ROAD)))
    row = replace(draft.rows[0], **told)  # type: ignore[arg-type]
    rows = {row.id: KnownRow(row.id, {"name": ROAD})} if known else {}
    draft = replace(draft, rows=(row,), asks=(), amendment=f"{kind} ครั้งที่ 1")
    return with_changes(draft, rows, at_hand=True)


def asked(draft: Draft) -> str:
    """Return the only question of a draft."""
    (ask,) = draft.asks
    return question(ask)


@pytest.mark.parametrize("kind", ["แก้ไข", "เพิ่มเติม", "เปลี่ยนแปลง"])
def test_a_note_that_names_a_change_is_what_the_row_does(kind: str) -> None:
    draft = amended(known=True, kind=kind, note="ยกเลิก")
    assert draft.rows[0].change == "ยกเลิก" and not draft.asks


@pytest.mark.parametrize("note", ["ขอยกเลิกโครงการ", "ยกเลิกเพราะซ้ำกับ อบจ.", "ให้ยกเลิกแล้วโอนงบ"])
def test_a_note_that_speaks_of_cancelling_is_asked_about(note: str) -> None:
    draft = amended(known=True, note=note)
    assert not draft.rows[0].change and note in asked(draft)


@pytest.mark.parametrize(
    "told",
    [
        {"name": "โครงการก่อสร้างรางระบายน้ำ (เดิม โครงการก่อสร้างราง)"},
        {"name": "โครงการก่อสร้างรางระบายน้ำ (ชื่อเดิม: ก่อสร้างราง)"},
        {"name": "โครงการก่อสร้างรางระบายน้ำ (เดิมชื่อ ก่อสร้างราง)"},
        {"note": "เปลี่ยนชื่อ"},
        {"note": "แก้ไขชื่อโครงการ"},
        {"name": "เดิม โครงการก่อสร้างราง"},
        {"name": "แก้ไขเป็น โครงการก่อสร้างราง"},
    ],
)
def test_a_row_that_tells_its_name_of_before_is_not_added_in_silence(told: dict[str, str]) -> None:
    draft = amended(known=False, kind="แก้ไขและเพิ่มเติม", **told)
    assert not draft.rows[0].change and "ใช้รหัสเดิม" in asked(draft)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("word", ["เดิม", "แก้ไขเป็น", "ข้อความเดิม", "เปลี่ยนแปลงเป็น"])
def test_a_project_in_a_row_of_before_and_one_of_after_is_asked_in_both(
    word: str, *, known: bool
) -> None:
    draft = amended(known=known, other={"ลำดับที่": word})
    assert not draft.rows[0].change and f"“{word}”" in asked(draft)


@pytest.mark.parametrize(
    ("known", "told", "change"),
    [
        (True, {"note": "ไม่ยกเลิกสัญญา"}, "แก้ไข"),
        (True, {"note": "เงินอุดหนุน"}, "แก้ไข"),
        (False, {"name": "โครงการซ่อมถนนเดิมหมู่ 2"}, "เพิ่ม"),
        (False, {"name": "โครงการเดิมพันชุมชน"}, "เพิ่ม"),
    ],
)
def test_other_words_make_no_question(known: bool, told: dict[str, str], change: str) -> None:
    draft = amended(known=known, kind="แก้ไขและเพิ่มเติม", **told)
    assert (draft.rows[0].change, draft.asks) == (change, ())


@pytest.mark.parametrize("known", [("1",), ("1", "2"), ()])
def test_two_rows_of_one_project_of_the_plan_are_asked_in_both(known: tuple[str, ...]) -> None:
    draft = interpret(sheet(project(1, ROAD), project(2, ROAD, budget="15,000")))
    draft = replace(draft, asks=(), amendment="แก้ไขและเพิ่มเติม ครั้งที่ 1")
    rows = {row.id: KnownRow(row.id, {}) for row in draft.rows if row.number in known}
    told = with_changes(draft, rows, at_hand=True)
    assert len(told.asks) == (2 if len(known) == 1 else 0)
