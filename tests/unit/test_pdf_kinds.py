"""A plan as a PDF is understood whatever a printer, a viewer or a copier made of it, or refused."""

from __future__ import annotations

import io
import os
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.constants import AnnotationFlag
from pypdf.generic import RectangleObject

from generator.plan.intake.draft import Draft, MonthsState
from generator.plan.intake.form import FormRefusedError, Line
from generator.plan.intake.interpret import interpret
from generator.plan.intake.pdf import read_pdf_form
from generator.plan.intake.pdf.broken import figures_of, is_cut, one_text
from generator.plan.intake.pdf.page import Letter
from generator.plan.intake.pdf.trust import BOXES, MISTOLD, doubted
from generator.plan.intake.pdf.words import Written, glyphs_of, lines_of
from pdf_forms import KINDS, Truth, arrow, plan_pdf, truths, with_notes

_SEEDS = range(1, 13) if os.environ.get("PHAEN_SOAK") else range(1, 2)


def bare(text: str) -> str:
    return "".join(text.split())


def faults(draft: Draft, rows: list[Truth]) -> list[str]:
    """Return what is wrong of a plan: a name only where it is wrong and not flagged."""
    found = [] if len(draft.rows) == len(rows) else [f"{len(draft.rows)} rows"]
    for row, true in zip(draft.rows, rows, strict=False):
        months = tuple(true.first <= at <= true.last for at in range(12))
        if str(row.budget) != true.budget.replace(",", "") + ".00" and row.budget is not None:
            found.append(f"{row.id}: {row.budget} for {true.budget}")
        if row.budget is None:
            found.append(f"{row.id}: no budget")
        if row.state is not MonthsState.CLEAR or row.months != months:
            found.append(f"{row.id}: {row.drawn}")
        if bare(row.name) != bare(true.name) and "name" not in row.doubtful:
            found.append(f"{row.id}: {row.name!r} for {true.name!r}")
    return found


@pytest.mark.parametrize("seed", _SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_still_seen_is_still_read(kind: str, seed: int, tmp_path: Path) -> None:
    rows = truths(seed)
    draft = interpret(read_pdf_form(KINDS[kind](plan_pdf(rows, tmp_path))))
    assert faults(draft, rows) == []
    wrong = [
        one for one, true in zip(draft.rows, rows, strict=True) if bare(one.name) != bare(true.name)
    ]
    assert wrong == []
    assert draft.year == 2569


def test_arrows_that_are_notes_are_the_months(tmp_path: Path) -> None:
    rows = truths(7)
    data = with_notes(plan_pdf(rows, tmp_path, arrows=False), rows)
    assert faults(interpret(read_pdf_form(data)), rows) == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_file_that_names_no_letters_is_refused_by_that(seed: int, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(plan_pdf(truths(seed), tmp_path)))
    for page in writer.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            font.get_object().pop("/ToUnicode", None)
    made = io.BytesIO()
    writer.write(made)
    with pytest.raises(FormRefusedError) as refused:
        interpret(read_pdf_form(made.getvalue()))
    assert refused.value.code == "letters-unknown"


def typed_over(data: bytes, text: str, box: Sequence[float], flags: int = 4) -> bytes:
    """Return a plan over whose first page somebody typed in a viewer."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    note = FreeText(text=text, rect=RectangleObject(tuple(box)))
    note.flags = AnnotationFlag(flags)
    writer.add_annotation(page_number=0, annotation=note)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize("text", ["500,000", "งบ ๕๐๐,๐๐๐ บาท", "ยกเลิก"])
def test_what_was_typed_over_an_amount_is_told_and_the_amount_asked(
    text: str, tmp_path: Path
) -> None:
    rows = truths(3)
    data = plan_pdf(rows, tmp_path)
    grid = next(iter(read_pdf_form(data).grids))
    cell = next(one for one in grid.cells if one.row > 1 and "," in one.text)
    above = arrow(rows[cell.row - 1], cell.row - 1)[1]
    lone = read_pdf_form(typed_over(data, text, (2, 2, 30, 12)))
    assert text in [one.text for one in lone.parts if isinstance(one, Line)]
    left = 40 + grid.edges[cell.column] + 2
    y = 595 - 40 - above
    found = read_pdf_form(typed_over(data, text, (left, y - 5, left + 30, y + 5)))
    marks = [one for each in found.grids for one in each.marks if one.text]
    assert [one.text for one in marks] == [text]
    assert "budget-unclear" in {one.code for one in interpret(found).asks}
    assert "budget-unclear" not in {one.code for one in interpret(read_pdf_form(data)).asks}
    hidden = read_pdf_form(typed_over(data, text, (left, y - 5, left + 30, y + 5), flags=2))
    assert hidden.parts == read_pdf_form(data).parts


def test_a_password_for_reading_is_named(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(plan_pdf(truths(1), tmp_path)))
    writer.encrypt("reader", "owner", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    with pytest.raises(FormRefusedError) as refused:
        read_pdf_form(made.getvalue())
    assert refused.value.code == "encrypted"


def unseen(data: bytes) -> bytes:
    """Return a plan whose texts are there without being shown, as in a scan with their guesses."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        contents = page.get_contents()
        assert contents is not None
        contents.set_data(contents.get_data().replace(b"0 Tr", b"3 Tr"))
        page.replace_contents(contents)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_what_was_recognised_in_a_scan_is_not_taken_for_text(tmp_path: Path) -> None:
    data = unseen(plan_pdf(truths(1), tmp_path))
    assert PdfReader(io.BytesIO(data)).pages[0].extract_text().strip()
    with pytest.raises(FormRefusedError) as refused:
        read_pdf_form(data)
    assert refused.value.code == "image-only"


# What a file notes of its signs


@pytest.mark.parametrize(
    ("said", "lost", "meant"),
    [
        ("โครงการ", "โ", "โครงการ"),
        ("แผนงานการศึกษา", "แ", "แผนงานการศึกษา"),
        ("งบประมาณ", "า", "งบประมาณ"),
        ("หน่วยงานรับผิดชอบหลัก", "ร", "หน่วยงานรับผิดชอบหลัก"),
        ("แผนงานงบกลาง", "า", "แผนงานงบกลาง"),
        ("กกกกก", "ก", "\ufffd" * 5),
    ],
)
@pytest.mark.parametrize("noted", ["\ufffd", "\x08", "䤳", "\ue123"])
def test_a_sign_that_a_file_does_not_name_is_what_a_known_word_needs(
    said: str, lost: str, meant: str, noted: str
) -> None:
    letters = written(said.replace(lost, noted))
    glyphs = glyphs_of(letters)
    assert doubted(glyphs) == ""
    (line,) = lines_of(glyphs)
    assert (line.text, line.doubtful) == (meant, True)


def test_boxes_in_place_of_thai_are_read_and_flagged() -> None:
    letters = [
        Letter(sign, 10.0 * at, 100.0, 10.0 * at + 1, 92, 10.0 * at + 9, 100, 10.0 * at + 10, 10, 1)
        for at, sign in enumerate("ที่ดินกั้นน้ำ")
    ]
    glyphs = glyphs_of(letters)
    assert doubted(glyphs) == BOXES
    (line,) = lines_of(glyphs)
    assert (line.text, line.doubtful) == ("ที่ดินกั้นน้ำ", True)


def test_signs_where_they_cannot_stand_make_a_page_untrusted() -> None:
    letters = written("กุ่มนูนปูน")
    lying = [
        replace(one, top=one.line - 9, bottom=one.line - 7) if one.sign in "ุู" else one
        for one in letters
    ]
    assert doubted(glyphs_of(letters)) == ""
    assert doubted(glyphs_of(lying)) == MISTOLD


def written(text: str) -> list[Letter]:
    """Return letters as a program draws them: signs above and below have no width."""
    made: list[Letter] = []
    x = 0.0
    for sign in text:
        if sign in "ุู":
            made.append(Letter(sign, x, 100.0, x - 4, 101, x - 1, 103, x, 10, 1))
        elif unicodedata.category(sign) == "Mn":
            made.append(Letter(sign, x, 100.0, x - 4, 90, x - 1, 93, x, 10, 1))
        else:
            made.append(Letter(sign, x, 100.0, x + 0.5, 94, x + 5, 100, x + 5.5, 10, 1))
            x += 5.5
    return made


@pytest.mark.parametrize(
    ("lines", "wide", "text"),
    [
        (("100,00", "0"), 60, "100,000"),
        (("1,234,", "500"), 60, "1,234,500"),
        (("๓๖๙,๔๐๐.๕", "๐"), 60, "๓๖๙,๔๐๐.๕๐"),
        (("100,000", "200,000"), 60, "100,000\n200,000"),
        (("1", "2"), 20, "1\n2"),
        (("120,000", "(เงินสะสม)"), 60, "120,000\n(เงินสะสม)"),
        (("๒๒", "๐,๐๐๐.-"), 60, "๒๒๐,๐๐๐.-"),
        (("๒๘", "๕,๐๐๐.-"), 60, "๒๘๕,๐๐๐.-"),
        (("๑", ",๙๑๐,๐๐", "๐.-"), 60, "๑,๙๑๐,๐๐๐.-"),
        (("4", "50,000", ".00"), 60, "450,000.00"),
        (("1", "00,000", "200,000"), 60, "100,000\n200,000"),
        (("28", "5,000"), 60, "28\n5,000"),
        (("100.-", "5,000.-"), 60, "100.-\n5,000.-"),
        (("120,000.-", "5,000.-"), 60, "120,000.-\n5,000.-"),
        (("๑", "๐."), 28, "๑๐."),
        (("1.", "2."), 28, "1.\n2."),
        (("รว", "ม"), 20, "รวม"),
        (("กอง", "ช่าง"), 90, "กอง\nช่าง"),
    ],
)
def test_what_a_narrow_column_broke_is_one_again(
    lines: tuple[str, ...], wide: float, text: str
) -> None:
    told = [Written(one, 2, 58, 10.0 * at, 10) for at, one in enumerate(lines)]
    assert one_text(told, wide) == text


def test_an_amount_that_may_go_on_beyond_its_cell_is_asked() -> None:
    whole = (Written("5,000", 20, 56, 0, 10),)
    over = (Written("งบ อบต. 5,000", 2, 61, 0, 10),)
    remark = (*whole, Written("(เงินอุดหนุนเฉพาะกิจ)", 2, 66, 12, 10))
    assert [is_cut(figures_of(one), 0, 60) for one in (whole, over, remark)] == [False, True, False]
    assert is_cut(remark, 0, 60)
