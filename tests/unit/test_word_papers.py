"""Papers as Word files: text, looks, what Word expects of a file, and the way back into a plan."""

from __future__ import annotations

import csv
import io
import os
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from PIL import Image

from generated import portal_from
from generator.machine.office import NoOfficeError, converted_file, found_office
from generator.pipeline import check_portal, view_of
from generator.plan.intake.docx import read_docx_form
from generator.plan.intake.draft import Draft
from generator.plan.intake.interpret import interpret
from generator.plan.model import BudgetKind, Executive, Form, Organization, PaperTexts, Project
from generator.site.render.documents import is_as_made
from generator.site.render.documents.word.counting import Ruler, height_of
from generator.site.views import YearView
from paper_makers import OFFICE, bare, text_of, whole_plan, year_of
from portals import ORGANIZATION, REAL, ROOT, TODAY, baht, make_plan, make_project, shared
from word_papers import misplaced, opened, orders, parts, roots, sums_in, text_in, written

HOSTILE = {
    "field": '{ TOC \\o "1-3" } { INCLUDETEXT "c:\\x" } =1+1 DDEAUTO c:\\\\x',
    "markup": "</w:t></w:r><w:instrText> DATE </w:instrText> & &amp; <b> ]]> \" '",
    "foreign": "シ 中文 😀 ½ ² ≥ █ ✓ Ω",
    "447": ("ก่อสร้างถนนคอนกรีตเสริมเหล็กสายบ้านนายสมชายถึงบ้านนางสมหญิงพร้อมวางท่อระบายน้ำ" * 9)[:447],
    "long word": "https://example.go.th/" + "a1" * 120,
    "am": "น้ำ ทำ กำนัน ลำห้วย ค่ำ ซ้ำ",
    "two lines": "บรรทัดหนึ่ง\nบรรทัดสอง",
    "blanks": "คำ  สอง   คำ ",
}
KNOWN_FIELDS = re.compile(r' (PAGE|TOC \\o "1-3" \\h \\z|PAGEREF _Toc[0-9]{8} \\h) ')
FAULTY = "ก\x0bข\x01ค\ud800ง\uffffจ"


def emblem() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (96, 96), "navy").save(out, "PNG")
    return out.getvalue()


def filled(**changes: Any) -> YearView:
    texts = PaperTexts("คำนำของสำนักงานเอง", ("", "วัตถุประสงค์ของเราเอง"))
    committee = (Executive("นายกรรมการ หนึ่งเดียว", "ประธาน"),)
    return year_of(whole_plan(texts=texts, committee=committee), OFFICE, **changes)


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return written(filled(), organization=OFFICE, emblem=emblem())


# A file that opens without a question.


def test_the_same_data_give_the_same_bytes_and_they_are_known_as_ours(
    made: dict[str, bytes],
) -> None:
    assert made == written(filled(), organization=OFFICE, emblem=emblem())
    assert {"announcement", "amendment-1", "plan", "pd02", "pd02-1", "pd01"} == set(made)
    for data in made.values():
        assert is_as_made(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {one.date_time[0] for one in archive.infolist()} == {1980}
        assert opened(data).core_properties.created.year == 2026  # the announcement's day


def test_whatever_a_file_holds_stands_where_the_schema_has_it(made: dict[str, bytes]) -> None:
    for name, data in made.items():
        assert misplaced(data) == [], name


def test_what_is_numbered_is_numbered_once_and_what_is_linked_is_there(
    made: dict[str, bytes],
) -> None:
    for data in made.values():
        body = opened(data).element.body
        for tag in ("wp:docPr", "w:bookmarkStart"):
            name = "id" if tag == "wp:docPr" else qn("w:id")
            numbers = [one.get(name) for one in body.iter(qn(tag))]
            assert len(numbers) == len(set(numbers))
        anchors = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
        assert {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))} <= anchors
        held = parts(data)
        for relations in [name for name in held if name.endswith(".rels")]:
            folder = relations.replace("_rels/", "").rpartition("/")[0]
            for target in re.findall(r'Target="([^"]+)"', held[relations].decode()):
                assert str(Path(folder, target)).lstrip("/") in held, (relations, target)


def test_nothing_asks_to_be_updated_or_repaired(made: dict[str, bytes]) -> None:
    for data in made.values():
        text = b"".join(part for name, part in parts(data).items() if name.endswith(".xml"))
        assert b"updateFields" not in text and b"w:dirty" not in text
        assert b'w:name="compatibilityMode"' in text and b'w:val="15"' in text
        assert all(KNOWN_FIELDS.fullmatch(one) for one in orders(data))


def test_all_type_is_thai_in_the_offices_font(made: dict[str, bytes]) -> None:
    styles = dict(roots(made["plan"]))["word/styles.xml"]
    fonts = next(styles.iter(qn("w:rFonts")))
    assert {fonts.get(qn(f"w:{one}")) for one in ("ascii", "hAnsi", "cs", "eastAsia")} == {
        "TH Sarabun New"
    }
    assert next(styles.iter(qn("w:lang"))).get(qn("w:bidi")) == "th-TH"
    normal = opened(made["plan"]).styles["Normal"]
    assert normal.font.size.pt == 16
    for name, root in roots(made["plan"]):
        for size in root.iter(qn("w:sz")):
            beside = size.getnext()
            assert beside.tag == qn("w:szCs") and beside.get(qn("w:val")) == size.get(qn("w:val"))
        for bold in root.iter(qn("w:b")):
            assert bold.getnext().tag == qn("w:bCs"), name
    assert b'w:altName w:val="TH SarabunPSK"' in parts(made["plan"])["word/fontTable.xml"]


# The letter, the forms, the book.


def test_the_letter_is_signed_by_the_executive_on_an_upright_sheet(made: dict[str, bytes]) -> None:
    document = opened(made["announcement"])
    (section,) = document.sections
    assert (section.page_width.cm, section.page_height.cm) == pytest.approx((21, 29.7), abs=0.01)
    signed = [one.text for one in document.paragraphs if one.style.name == "Signature"]
    assert signed[1:] == ["(นายตัวอย่าง ตัวจริง)", "นายกเทศมนตรีตำบลตัวอย่าง"]
    assert "จำนวน3โครงการงบประมาณ1,750.00บาท" in bare(text_in(document.element.body))
    assert len(document.inline_shapes) == 1 and document.inline_shapes[0].height.cm == 2.2
    heading = [one for one in document.paragraphs if one.style.name == "Heading 1"]
    assert [one.text for one in heading] == ["เรื่อง ประกาศใช้แผนการดำเนินงาน"]


def test_an_amendment_has_its_table_of_before_and_after_on_its_side(made: dict[str, bytes]) -> None:
    document = opened(made["amendment-1"])
    assert [one.orientation for one in document.sections] == [0, 1]
    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][2:] == ["เดิม", "เปลี่ยนแปลงเป็น", "เหตุผล"]
    altered = next(row for row in rows if row[1].startswith("แก้ไข"))
    assert "1,000" in altered[2] and "1,200" in altered[3] and altered[4] == "ราคาวัสดุสูงขึ้น"


@pytest.mark.parametrize("name", ["pd01", "pd02", "amendment-1"])
def test_a_tables_head_is_repeated_and_no_row_is_torn(made: dict[str, bytes], name: str) -> None:
    for table in opened(made[name]).element.body.iter(qn("w:tbl")):
        rows = [*table.iter(qn("w:tr"))]
        heads = [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
        assert heads[0] and heads == sorted(heads, reverse=True)
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_a_row_higher_than_a_page_may_break_and_is_set_smaller() -> None:
    text = " ".join(f"คำที่{n}" for n in range(1200))
    row = make_project(id="a", name="โครงการ", detail=text)
    table = opened(written(year_of(make_plan(row)), "pd02")["pd02"]).element.body.find(qn("w:tbl"))
    long = [*table.iter(qn("w:tr"))][2]
    assert long.find(f".//{qn('w:cantSplit')}") is None
    assert text in text_in(long) and long.find(f".//{qn('w:sz')}").get(qn("w:val")) < "26"


def test_a_form_stands_on_its_side_with_its_number_over_every_page(made: dict[str, bytes]) -> None:
    document = opened(made["pd02"])
    (section,) = document.sections
    assert section.orientation == 1 and section.page_width.cm == pytest.approx(29.7, abs=0.01)
    for header in (section.header, section.first_page_header):
        assert header.paragraphs[0].text == "แบบ ผด. 02"
        assert header.paragraphs[0].style.name == "Form Number"
    for footer in (section.footer, section.first_page_footer):
        assert " PAGE " in footer._element.xml
    assert "บัญชีจำนวนโครงการ" in section.header.paragraphs[1].text
    years = [cell.text for cell in document.tables[0].rows[0].cells]
    assert years[6:] == ["พ.ศ. 2569"] * 3 + ["พ.ศ. 2570"] * 9


def test_sums_are_those_of_the_years_own_page(made: dict[str, bytes]) -> None:
    totals = filled().totals
    whole = f"{totals.satang // 100:,}.{totals.satang % 100:02}"
    label = f"รวมทั้งสิ้น จำนวน {totals.projects} โครงการ"
    for name in ("pd02", "plan"):
        assert [label, whole] in sums_in(made[name])
        assert len(sums_in(made[name])) == {"pd02": 5, "plan": 5 + 3}[name]
    assert [*sums_in(made["pd02"])[0]] == ["รวมแผนงานที่ 1.1 จำนวน 2 โครงการ", "1,270.00"]


def test_an_arrow_is_drawn_for_each_run_of_months_and_says_them(made: dict[str, bytes]) -> None:
    table = opened(made["pd02"]).tables[1]  # of โครงการที่สอง: October to November, February to June
    cells = table.rows[2]._tr.findall(qn("w:tc"))[6:]
    drawn = {at: cell.find(f".//{qn('wp:docPr')}") for at, cell in enumerate(cells)}
    told = {at: one.get("descr") for at, one in drawn.items() if one is not None}
    assert told == dict.fromkeys((0, 4), "ตุลาคม 2569 – พฤศจิกายน 2569, กุมภาพันธ์ 2570 – มิถุนายน 2570")
    shapes = table._tbl.xml
    assert shapes.count('headEnd type="triangle"') == shapes.count('tailEnd type="triangle"') == 2


def test_the_books_contents_are_there_before_anybody_updates_them(made: dict[str, bytes]) -> None:
    document = opened(made["plan"])
    found = document.element.body.find(qn("w:sdt"))
    lines = [one for one in text_in(found).split("\n") if one]
    headings = [
        (one.style.name[-1], one.text)
        for one in document.paragraphs
        if one.style.name in ("Heading 1", "Heading 2", "Heading 3")
        and one._p.find(f".//{qn('w:outlineLvl')}") is None
    ]
    entries = [one for one in found.iter(qn("w:p")) if one.find(qn("w:hyperlink")) is not None]
    assert [(one.style[-1], re.sub(r"[0-9]+$", "", text_in(one))) for one in entries] == headings
    assert lines[:2] == ["สารบัญ", "หน้า"]
    numbers = [int(re.findall(r"[0-9]+$", text_in(one))[0]) for one in entries]
    assert numbers == sorted(numbers) and numbers[0] == 1


def test_the_book_has_its_parts_in_order(made: dict[str, bytes]) -> None:
    text = bare(text_in(opened(made["plan"]).element.body))
    told = ["คำนำของสำนักงานเอง", "สารบัญ", "วัตถุประสงค์ของเราเอง", "(แบบผด.01)", "โครงการที่สี่",
            "ไม่มีรายการในแบบนี้", "จึงประกาศให้ทราบโดยทั่วกัน", "นายกรรมการหนึ่งเดียว"]  # fmt: skip
    places = [text.rindex(one) for one in told]
    assert places == sorted(places)
    starts = [one.find(qn("w:pgNumType")).get(qn("w:start"))
              for one in opened(made["plan"]).element.body.iter(qn("w:sectPr"))]  # fmt: skip
    assert starts[:3] == [None, "1", None]  # the cover is no page of the count


def test_a_draft_says_so_across_every_page_and_nothing_else_does() -> None:
    for draft in (True, False):
        document = opened(written(filled(draft=draft), "plan", organization=OFFICE)["plan"])
        for section in document.sections:
            heads = [section.header]
            if section.different_first_page_header_footer:
                heads.append(section.first_page_header)
            for head in heads:
                assert ('string="ร่าง"' in head._element.xml) is draft
                assert ("PowerPlusWaterMarkObject" in head._element.xml) is draft


def test_figures_are_thai_where_the_office_writes_them_so() -> None:
    office = replace(OFFICE, thai_numerals=True)
    document = opened(written(year_of(whole_plan(), office), "plan", organization=office)["plan"])
    body = document.element.body
    shown = [one.text for one in body.iter(qn("w:t")) if one.text]
    assert any("๒๕๗๐" in one for one in shown) and "๑,๒๐๐.๐๐" in shown
    assert all(one.get(qn("w:fmt")) == "thaiNumbers" for one in body.iter(qn("w:pgNumType")))
    assert not re.search("[0-9]", text_in(body.find(qn("w:sdt"))))


# Text is data.


@pytest.mark.parametrize("kind", HOSTILE)
def test_whatever_a_plan_says_is_text(kind: str) -> None:
    text = HOSTILE[kind]
    row = make_project(id="a", name=text, detail=text, place=text)
    made = written(year_of(make_plan(row)), "pd02", "plan")
    for data in made.values():
        assert all(KNOWN_FIELDS.fullmatch(one) for one in orders(data))
        assert text in text_in(opened(data).element.body)
        assert misplaced(data) == []


def test_what_xml_forbids_is_seen_as_lost() -> None:
    row = make_project(id="a", name=FAULTY)
    data = written(year_of(make_plan(row)), "pd02")["pd02"]
    assert "ก\ufffdข\ufffdค\ufffdง\ufffdจ" in text_in(opened(data).element.body)


def real_names() -> list[str]:
    table = REAL / "tables" / "other-agencies-2565.csv"
    if not table.is_file():
        pytest.skip(f"no {table}")
    with table.open(encoding="utf-8-sig", newline="") as stream:
        return [row["name"] for row in csv.DictReader(stream)]


def test_every_real_name_stands_whole_in_the_form() -> None:
    rows = [make_project(id=f"r{n:04}", name=name) for n, name in enumerate(real_names())]
    made = written(year_of(make_plan(*rows)), "pd02")["pd02"]
    told = text_in(opened(made).element.body)
    assert [row.name for row in rows if row.name not in told] == []


# Back again.


def returned(data: bytes, year: int = 2570) -> Draft:
    return interpret(read_docx_form(data), year=year)


def hold(draft: Draft, rows: list[Project]) -> None:
    """Hold what was read against the rows that were written, in their order."""
    assert len(draft.rows) == len(rows)
    for read, row in zip(draft.rows, rows, strict=True):
        assert (read.name, read.place) == (row.name, row.place)
        assert bare(read.detail) == bare(row.detail) and read.count == row.count
        assert [n for n, works in enumerate(read.months) if works] == sorted(
            month.position for month in row.months
        )
        assert read.uses_no_budget == (row.budget.kind is BudgetKind.NO_BUDGET)
        if row.budget.satang:  # of nothing at all it asks
            assert read.budget is not None and int(read.budget * 100) == row.budget.satang
        assert read.strategy and read.unit


def rows_of(year: YearView, form: Form | None = None) -> list[Project]:
    views = [view for one in year.strategies for part in one.subgroups for view in part.projects]
    forms = [form] if form else [*Form]
    return [view.project for one in forms for view in views if view.project.form is one]


def year_from(folder: Path, label: str) -> tuple[YearView, Organization]:
    site = view_of(check_portal(folder, TODAY))
    return next(one for one in site.years if one.label == label), site.organization


@pytest.mark.parametrize("label", shared(["2568", "2569", "2570"], ["2570"]))
def test_the_importer_reads_the_example_back(label: str) -> None:
    year, office = year_from(ROOT, label)
    made = written(year, "pd02", "plan", organization=office)
    hold(returned(made["pd02"], int(label)), rows_of(year, Form.PD02))
    whole = returned(made["plan"], int(label))
    hold(whole, rows_of(year))
    assert {one.name for one in whole.strategies} == {
        one.name for one in year.plan.strategies if any(r.strategy == one.id for r in rows_of(year))
    }
    assert int(whole.budget * 100) == year.totals.satang


@pytest.mark.parametrize("seed", shared(map(str, range(12)), ["3"]))
def test_the_importer_reads_generated_plans_back(seed: str, tmp_path: Path) -> None:
    year, office = year_from(portal_from(int(seed), tmp_path), "2570")
    made = written(year, "pd02", "plan", organization=office)
    hold(returned(made["pd02"]), rows_of(year, Form.PD02))
    hold(returned(made["plan"]), rows_of(year))


def test_what_word_wrote_anew_is_no_longer_ours_but_is_still_read(made: dict[str, bytes]) -> None:
    document = opened(made["pd02"])
    document.tables[0].rows[2].cells[1].paragraphs[0].add_run(" แก้ไขแล้ว")
    out = io.BytesIO()
    document.save(out)
    assert not is_as_made(out.getvalue())
    assert returned(out.getvalue()).rows[0].name.endswith(" แก้ไขแล้ว")


# Another program.


def has_office() -> bool:
    try:
        return bool(found_office(os.environ))
    except NoOfficeError:
        return False


@pytest.mark.slow
@pytest.mark.skipif(not has_office(), reason="LibreOffice is not here")
@pytest.mark.parametrize("name", ["amendment-1", "plan"])
def test_libreoffice_shows_the_same_text_on_as_many_pages(
    made: dict[str, bytes], name: str
) -> None:
    pages = text_of(converted_file(made[name], "docx", "pdf", os.environ)).split("\f")
    shown = bare("".join(pages))
    for paragraph in opened(made[name]).element.body.iter(qn("w:p")):
        if paragraph.find(qn("w:hyperlink")) is None:  # a line of dots parts it from its page
            assert bare(text_in(paragraph)) in shown
    if name == "plan":
        contents = next(page for page in pages if "สารบัญ" in page)
        for part in ("คำนำ", "ส่วนที่ 1 บทนำ"):
            line = next(line for line in contents.split("\n") if line.startswith(part))
            number = int(re.findall("[0-9]+", line)[-1])
            assert bare(part) in bare(pages[number])  # the cover is no page of the count


def in_font(data: bytes, font: str) -> bytes:
    """Return a Word file as a machine shows it on which that font stands in the place of ours."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts(data).items():
            archive.writestr(name, part.replace(b"TH Sarabun New", font.encode()))
    return made.getvalue()


@pytest.mark.slow
@pytest.mark.skipif(not has_office(), reason="LibreOffice is not here")
def test_the_cover_is_one_page_in_the_widest_font_that_may_stand_in_its_place() -> None:
    office = replace(
        OFFICE,
        name="องค์การบริหารส่วนตำบลธารตะวันพัฒนาเหนือคลองใหญ่",
        district="ดอยตะวันออกเฉียงเหนือ",
        province="พระนครศรีอยุธยา",
    )
    book = written(year_of(whole_plan(), office), "plan", organization=office, emblem=emblem())
    wide = in_font(book["plan"], "Waree")
    shown = text_of(converted_file(wide, "docx", "pdf", os.environ)).split("\f")
    assert office.province in shown[0] and shown[1].startswith("คำนำ")


# Where things stand.


def test_a_page_is_counted_when_the_one_before_is_full() -> None:
    ruler = Ruler()
    ruler.start(100)
    for height, page in ((60, 1), (50, 2), (50, 2), (10, 3), (250, 6)):
        ruler.put(height)
        assert ruler.page == page
    assert ruler.together(20, 90) == ruler.page
    assert height_of("ก" * 10, 2000, 10) < height_of("ก" * 100, 2000, 10)
    assert height_of("ที่นี่", 600, 10) == height_of("ทน", 600, 10)


def test_a_strategy_is_called_one_where_its_name_does_not() -> None:
    row = make_project(id="a", budget=baht(5))
    text = text_in(opened(written(year_of(make_plan(row)), "pd02")["pd02"]).element.body)
    assert "ยุทธศาสตร์ที่ 1 โครงสร้างพื้นฐาน" in text
    assert ORGANIZATION.name in text


def test_amounts_of_billions_have_a_wider_column_on_a_sheet_as_wide() -> None:
    few, many = (
        [int(cell.get(qn("w:w"))) for cell in next(opened(made).element.body.iter(qn("w:tblGrid")))]
        for amount in (5, 9_876_543_210)
        for made in [
            written(year_of(make_plan(make_project(id="a", budget=baht(amount)))), "pd02")["pd02"]
        ]
    )
    assert sum(few) == sum(many) and many[3] > 1.15 * few[3]
    assert few[4:] == many[4:] and min(many[1:3]) > 0.8 * min(few[1:3])
