"""Each kind of paper beside the forms: letters, the plan book, notices, reports; on every page."""

from __future__ import annotations

import datetime
import io
import json
import re
import subprocess
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
import segno

from generator.machine.packaged import THEME
from generator.plan.check import Exempt
from generator.plan.drafts import published
from generator.plan.model import (
    Budget,
    BudgetKind,
    Change,
    DraftPolicy,
    Executive,
    Organization,
    Owner,
    PaperTexts,
    Plan,
    Portal,
    PostingPeriod,
)
from generator.problems import Report
from generator.site.gate import Gate
from generator.site.render.documents import Spelling, Workshop, papers_of
from generator.site.render.documents.codes import code_of
from generator.site.render.documents.fitting import fit
from generator.site.render.documents.letters import signed
from generator.site.render.templates import interface
from generator.site.views import site_view
from generator.site.views.papers import monitoring_report
from paper_makers import (
    OFFICE,
    PAPERS,
    PICTURED,
    bare,
    differing,
    papers,
    pictures,
    printed,
    text_of,
    whole_plan,
    words_in,
    year_of,
)
from portals import ORGANIZATION, ROOT, baht, make_plan, make_project


def read(plan: Plan, name: str, organization: Organization = OFFICE, **changes: Any) -> str:
    year = year_of(plan, organization, **changes)
    return text_of(printed(year, name, organization=organization)[name])


def test_the_announcement_says_who_decided_when_and_how_much() -> None:
    text = bare(read(whole_plan(), "announcement"))
    assert "ประกาศเทศบาลตำบลตัวอย่าง" in text
    assert "ประกาศณวันที่28เดือนตุลาคมพ.ศ.2569" in text
    assert "จำนวน3โครงการงบประมาณ1,750.00บาท(หนึ่งพันเจ็ดร้อยห้าสิบบาทถ้วน)" in text
    assert "(นายตัวอย่างตัวจริง)" in text and "นายกเทศมนตรีตำบลตัวอย่าง" in text
    assert "ข้อ26(2)" in text  # the usual sentence where the office wrote none


def test_the_legal_basis_is_the_offices_own() -> None:
    plan = whole_plan()
    first = replace(plan.editions[0], legal_basis="อาศัยอำนาจตามข้อใหม่")
    text = bare(read(replace(plan, editions=(first, plan.editions[1])), "announcement"))
    assert "อาศัยอำนาจตามข้อใหม่" in text and "ข้อ26(2)" not in text


def test_a_position_of_two_lines_is_one_within_a_sentence() -> None:
    acting = Executive("นายตัวอย่าง ตัวจริง", "ปลัดเทศบาล รักษาราชการแทน\nนายกเทศมนตรี")
    year = year_of(whole_plan(), office := replace(OFFICE, executive=acting))
    data = papers(year, "announcement", organization=office)["announcement"].make()
    assert not [one for one in data["paragraphs"] if "\n" in one]
    assert "รักษาราชการแทน นายกเทศมนตรี" in data["paragraphs"][0]
    assert "\n" in data["signed"]["position"]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("ว่าที่ร้อยตรี ดร. ชื่อ นามสกุล", "(ว่าที่ร้อยตรี ดร. ชื่อ นามสกุล)"),
        (" ( นายตัวอย่าง  ตัวจริง ) ", "(นายตัวอย่าง  ตัวจริง)"),
        ("(ลงชื่อ) ........ (นายตัวอย่าง ตัวจริง)", "(นายตัวอย่าง ตัวจริง)"),
        ("นายตัวอย่าง (เล็ก) ตัวจริง", "(นายตัวอย่าง (เล็ก) ตัวจริง)"),
        ("(นาย) ตัวจริง (เล็ก)", "((นาย) ตัวจริง (เล็ก))"),
        (" ", "(........................................................)"),
    ],
)
def test_a_name_stands_in_brackets_once(name: str, line: str) -> None:
    say = Spelling(interface(THEME, OFFICE))
    assert signed(Executive(name, ""), say)["name"] == line


LONG_NAME = "ว่าที่ร้อยตรี ดร. ธนากรณ์พัฒน์วัฒนา ศิริวัฒนาพิพัฒน์ธำรงกุลสวัสดิ์มหา"
LONG_OFFICE = replace(
    OFFICE,
    executive=Executive(LONG_NAME, "นายกเทศมนตรีตำบล" + "ตัวอย่าง" * 12),
    site_url="https://plan." + "example" * 25 + ".go.th/",
    contact={"phone": "053-000-000," * 15},
)


@pytest.mark.parametrize("name", ["announcement", "board", "village-5", "plan"])
def test_nothing_leaves_the_sheet_however_long_and_without_a_blank_it_is(name: str) -> None:
    made = printed(year_of(whole_plan(), LONG_OFFICE), name, organization=LONG_OFFICE)[name]
    assert bare(LONG_NAME) in bare(text_of(made)) or name in ("board", "village-5")
    for width, words in words_in(made):
        assert words and all(20 < left < right < width - 20 for left, right in words)


def test_what_is_not_known_yet_is_left_to_be_written_by_hand() -> None:
    plan = whole_plan()
    first = replace(plan.editions[0], posting=PostingPeriod())
    text = read(replace(plan, editions=(first,)), "announcement", ORGANIZATION, draft=True)
    assert "ร่าง" in text and ".........." in text and "ผู้บริหารท้องถิ่น" in text


def test_an_amendment_shows_each_change_before_and_after() -> None:
    text = bare(read(whole_plan(), "amendment-1"))
    assert re.search("แก้ไขโครงการที่หนึ่ง", text)
    assert "งบประมาณ1,000.00บาท" in text and "งบประมาณ1,200.00บาท" in text
    assert "ราคาวัสดุสูงขึ้น" in text and "ยกเลิกโครงการ" in text and "ไม่มีในแผน" in text
    assert (
        "ก่อนเปลี่ยนแปลงมี3โครงการงบประมาณ1,750.00บาทหลังเปลี่ยนแปลงมี3โครงการงบประมาณ1,770.00บาท" in text
    )


def test_an_added_project_is_told_with_its_strategy_and_programme() -> None:
    (added,) = [
        one
        for one in papers(year_of(whole_plan()), "amendment-1")["amendment-1"].make()["changes"]
        if one["kind"] == "เพิ่ม"
    ]
    assert dict(added["after"]).keys() >= {"งบประมาณ", "ยุทธศาสตร์"}


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ([BudgetKind.NOT_STATED], "จำนวน 1 โครงการ ซึ่งไม่ได้ระบุงบประมาณ 1 โครงการ "),
        ([BudgetKind.NO_BUDGET], "จำนวน 1 โครงการ ซึ่งไม่ใช้งบประมาณ "),
        (
            [BudgetKind.AMOUNT, BudgetKind.NOT_STATED],
            "งบประมาณ 5.00 บาท (ห้าบาทถ้วน) ไม่รวม 1 โครงการที่ไม่ได้ระบุงบประมาณ ",
        ),
    ],
)
def test_no_letter_says_nought_of_money_that_nobody_stated(
    kinds: list[BudgetKind], said: str
) -> None:
    amounts = [Budget(kind, 500 if kind is BudgetKind.AMOUNT else None) for kind in kinds]
    rows = [make_project(id=f"a-{n}", budget=one) for n, one in enumerate(amounts)]
    letter = papers(year_of(make_plan(*rows)), "announcement")["announcement"].make()
    assert said in letter["paragraphs"][2]


@pytest.mark.parametrize("name", ["pd01", "pd02", "pd02-1"])
def test_a_form_of_an_amended_plan_says_so_with_the_sum_that_was_announced_first(name: str) -> None:
    plan = whole_plan()
    (note,) = [one for one in made_of(plan, name)["notes"] if "การเปลี่ยนแปลง" in one]
    assert "1 ฉบับ ล่าสุดคือแผนฉบับแก้ไข ครั้งที่ 1/2570" in note
    assert "ครั้งแรกมี 3 โครงการ งบประมาณ 1,750.00 บาท" in note
    unamended = made_of(replace(plan, editions=plan.editions[:1]), name)
    assert not [one for one in unamended["notes"] if "การเปลี่ยนแปลง" in one]


@pytest.mark.parametrize("thai", [False, True])
def test_a_billion_is_as_large_as_the_words_beside_it(*, thai: bool) -> None:
    office = replace(OFFICE, thai_numerals=thai)
    plan = make_plan(make_project(budget=baht(9_876_543_210), name="โครงการ"))
    made = printed(year_of(plan, office), "pd02", organization=office)["pd02"]
    sizes = sizes_in(made)
    said = "๙,๘๗๖,๕๔๓,๒๑๐.๐๐" if thai else "9,876,543,210.00"
    assert sizes[said] and min(sizes[said]) > 0.95 * sizes["โครงการ"][-1]


def sizes_in(pdf: bytes) -> dict[str, list[float]]:
    """Return how high each word stands, in points, wherever it is."""
    done = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    )
    found = dict[str, list[float]]()
    for top, foot, word in re.findall(
        r'yMin="(\S+)" xMax="\S+" yMax="(\S+)">([^<]+)<', done.stdout.decode()
    ):
        found.setdefault(word, []).append(float(foot) - float(top))
    return found


def made_of(plan: Plan, name: str) -> dict[str, Any]:
    return papers(year_of(plan), name)[name].make()


def test_the_notice_board_has_one_sheet_however_much_there_is() -> None:
    names = tuple(f"ยุทธศาสตร์ที่ยาวมาก ๆ เพื่อดูว่ายังอยู่ในหน้าเดียวกันหรือไม่ {n}" for n in range(25))
    plan = whole_plan()
    strategies = tuple(
        replace(plan.strategies[0], id=str(n), name=name) for n, name in enumerate(names, start=1)
    )
    rows = tuple(make_project(id=f"r{n}", strategy=str(n)) for n in range(1, 26))
    first = replace(plan.editions[0], rows=rows)
    full = replace(plan, strategies=strategies, editions=(first,), progress=())
    for one in (plan, full):
        text = read(one, "board")
        assert text.count("\f") == 1
        assert "2 พฤศจิกายน พ.ศ. 2569" in text and "8 ธันวาคม พ.ศ. 2569" in text
        assert "https://plan.example.go.th/2570/index.html" in bare(text)
    assert "25" in text


def test_a_code_is_that_of_the_address_and_there_is_none_without_one() -> None:
    rows = code_of("https://plan.example.go.th/2570/index.html")
    made = segno.make("https://plan.example.go.th/2570/index.html", error="q", micro=False,
                      boost_error=False)  # fmt: skip
    assert [[int(sign) for sign in row] for row in rows] == [list(row) for row in made.matrix]
    assert code_of("") == []
    assert "สแกน" not in read(whole_plan(), "board", ORGANIZATION)


def test_a_village_has_its_projects_and_its_sum() -> None:
    plan = whole_plan()
    at = replace(
        plan.editions[0].rows[1], villages=replace(plan.editions[0].rows[1].villages, numbers=(5,))
    )
    first = replace(plan.editions[0], rows=(plan.editions[0].rows[0], at))
    only = replace(plan, editions=(first,), progress=())
    text = bare(read(only, "village-5"))
    assert "หมู่ที่5บ้านที่5" in text and "โครงการที่สอง" in text and "500.00" in text
    assert "โครงการที่หนึ่ง" not in text
    assert "ไม่มีโครงการที่ระบุพื้นที่นี้" in bare(read(only, "village-6"))


def test_a_month_on_a_villages_sheet_stays_with_its_year() -> None:
    made = printed(year_of(whole_plan(), OFFICE), "village-5", organization=OFFICE)["village-5"]
    lines = [one.replace("\xa0", " ") for one in text_of(made).split("\n")]
    months = [one for one in lines if re.search(r"[ก-ฮ]\.[ก-ฮ]\.", one)]
    assert months and all(re.search(r"[ก-ฮ]\.[ก-ฮ]\. 25[0-9]{2}", one) for one in months)
    assert not [one for one in lines if re.match(r"25[0-9]{2}\b", one)]


def test_a_report_has_every_project_of_its_day_once() -> None:
    year = year_of(whole_plan(), OFFICE)
    half = next(one for one in year.frozen if one.half == "six-months")
    report = monitoring_report(half, year.plan)
    told = {row.view.id: row.report for one in report.sections for row in one.rows}
    assert set(told) == {"a", "b", "c", "d"} and told["b"] is None and told["a"]
    assert sum(one.totals.satang for one in report.sections) == half.totals.satang
    assert sum(one.spent or 0 for one in report.sections) == half.spent
    text = bare(read(whole_plan(), "report-six-months"))
    assert "รอบ6เดือน" in text and "ยังไม่รายงาน" in text and "โครงการที่แผนยกเลิกแล้ว" in text
    assert "ณวันที่31มีนาคมพ.ศ.2570" in text


def test_the_site_has_to_edit_what_is_signed_and_no_form() -> None:
    say = Spelling(interface(THEME, OFFICE))
    year = year_of(whole_plan(), OFFICE)
    public = {one.file for one in papers_of(year, OFFICE, say, ["docx"])}
    assert public == {"announcement.docx", "amendment-1.docx", "plan.docx"}
    assert {one.file for one in papers_of(year, OFFICE, say, ["docx"], office=True)} == {
        *public, "pd02.docx",
    }  # fmt: skip


def test_kinds_of_a_paper_say_the_same_and_are_read_by_the_gate() -> None:
    year = year_of(whole_plan(), OFFICE)
    say = Spelling(interface(THEME, OFFICE))
    named = [one for one in papers_of(year, OFFICE, say) if one.name == "announcement"]
    made = {one.path: one for one in Workshop(PAPERS, say, {}, {}).artifacts(named, "2570")}
    printed, letter = (made[f"docs/2570/papers/announcement.{kind}"] for kind in ("pdf", "docx"))
    assert printed.said == letter.said and letter.data.startswith(b"PK")
    told = letter.said.replace("ตัวอย่าง".encode(), "โทร 0812345678".encode(), 1)
    found = Gate(Exempt(OFFICE)).leaks(letter.path, letter.data, told)
    assert [one.datum.kind for one in found] == ["phone-number"]


def test_there_is_no_report_of_what_nobody_reported() -> None:
    year = year_of(whole_plan(progress=()), OFFICE)
    assert not [name for name in papers(year, organization=OFFICE) if name.startswith("report")]


@pytest.fixture(scope="module")
def book() -> bytes:
    texts = PaperTexts("คำนำของสำนักงานเอง", ("", "วัตถุประสงค์ของเราเอง"))
    committee = (Executive("นายกรรมการ หนึ่งเดียว", "ประธาน"),)
    year = year_of(whole_plan(texts=texts, committee=committee), OFFICE)
    return printed(year, "plan", organization=OFFICE)["plan"]


def test_the_book_has_its_parts_in_order_and_the_offices_own_texts(book: bytes) -> None:
    text = bare(text_of(book))
    parts = ["ประจำปีงบประมาณพ.ศ.2570", "คำนำของสำนักงานเอง", "สารบัญ", "1.1บทนำแผนการดำเนินงานเป็น",
             "วัตถุประสงค์ของเราเอง", "1.4ประโยชน์", "แบบผด.01", "แบบผด.02", "ภาคผนวก",
             "จึงประกาศให้ทราบโดยทั่วกัน", "นายกรรมการหนึ่งเดียว"]  # fmt: skip
    places = [text.index(parts[0]), *map(text.rindex, parts[1:])]
    assert places == sorted(places)
    assert "เพื่อแสดงโครงการและกิจกรรมทั้งหมดที่จะดำเนินการจริงในพื้นที่ในปีงบประมาณพ.ศ.2570ทั้งที่" not in text


def test_the_contents_name_the_pages_on_which_things_are(book: bytes) -> None:
    pages = text_of(book).split("\f")
    (contents,) = [page for page in pages if "สารบัญ" in page]
    for part, mark in (("ส่วนที่ 1 บทนำ", "1.1 บทนำ"), ("ภาคผนวก", "ภาคผนวก")):
        line = next(line for line in contents.split("\n") if line.startswith(part))
        number = int(re.sub(r"\D", " ", line).split()[-1])
        # The cover is no page of the count.
        assert mark in pages[number]


def test_the_books_bookmarks_lead_to_every_strategy(book: bytes) -> None:
    with pikepdf.open(io.BytesIO(book)) as pdf, pdf.open_outline() as outline:
        told = [str(one.title) for one in outline.root]
        assert told == [
            "คำนำ",
            "สารบัญ",
            "ส่วนที่ 1 บทนำ",
            "ส่วนที่ 2 บัญชีโครงการ/กิจกรรม/งบประมาณ",
            "ภาคผนวก",
        ]
        forms = [str(one.title) for one in outline.root[3].children]
        assert [one[:12] for one in forms] == ["แบบ ผด. 01 บ", "แบบ ผด. 02 บ", "แบบ ผด. 02/1"]
        assert [str(one.title) for one in outline.root[3].children[1].children] == [
            "ยุทธศาสตร์ที่ 1 โครงสร้างพื้นฐาน", "ยุทธศาสตร์ที่ 2 สังคม",
        ]  # fmt: skip


def test_every_name_is_in_every_paper_that_has_rows() -> None:
    year = year_of(whole_plan(), OFFICE)
    made = printed(year, "pd02", "plan", "report-year", organization=OFFICE)
    for view in year.projects:
        for name, data in made.items():
            assert bare(view.project.name) in bare(text_of(data)), name


@pytest.mark.parametrize(
    ("letters", "size", "may_break"),
    [(100, None, False), (500, 9.0, False), (900, 7.5, False), (9000, 7.5, True)],
)
def test_a_long_row_is_set_smaller_before_it_may_break(
    letters: int, size: float | None, may_break: bool
) -> None:
    found = fit(["ก" * letters], [22])
    assert (found.size, found.may_break) == (size, may_break)


FIRST, SECOND = whole_plan().editions
CANCELLED = [replace(one, change=Change.CANCEL, reason="งดทำ", edition=1) for one in FIRST.rows]
ODD_YEARS = {
    "one row": ((replace(FIRST, rows=FIRST.rows[:1]),), 1),
    "others alone": (
        (replace(FIRST, rows=tuple(replace(one, owner=Owner.CENTRAL) for one in FIRST.rows)),), 3,
    ),
    "all cancelled": ((FIRST, replace(SECOND, rows=tuple(CANCELLED))), 0),
    "no row": ((replace(FIRST, rows=()),), 0),
}  # fmt: skip


@pytest.mark.parametrize(
    ("odd", "thai"), [*zip(ODD_YEARS, (False, True, True, False), strict=True)], ids=ODD_YEARS
)
def test_an_odd_year_of_a_bare_office_has_all_its_papers(odd: str, *, thai: bool) -> None:
    editions, count = ODD_YEARS[odd]
    office = replace(ORGANIZATION, executive=None, contact={}, thai_numerals=thai)
    year = year_of(whole_plan(editions=editions), office)
    names = ("pd01", "pd02", "announcement", "amendment-1", "board", "plan")
    for kind in ("pdf", "xlsx", "docx"):
        made = printed(year, *names, organization=office, kind=kind)
        assert all(made.values()) and len(made) >= 2
        assert ("amendment-1" in made) is (len(editions) == 2 and kind != "xlsx")
    data = papers(year, "pd01", organization=office)["pd01"].make()
    figure = str(count).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")) if thai else str(count)
    assert data["rows"][-1]["cells"][1] == figure


# As they look.


@pytest.fixture(scope="module")
def seen() -> dict[str, bytes]:
    return pictures()


@pytest.mark.parametrize("name", PICTURED)
def test_a_paper_looks_as_it_did(seen: dict[str, bytes], name: str) -> None:
    kept = (ROOT / "tests" / "golden" / "papers" / f"{name}.png").read_bytes()
    assert differing(kept, seen[name]) < 6


def test_a_paper_that_lost_its_table_is_seen() -> None:
    found = pictures()
    assert differing(found["pd02"], found["pd02-1"]) > 6


@pytest.mark.parametrize("policy", DraftPolicy)
def test_what_is_not_announced_is_on_papers_as_it_is_on_pages(policy: DraftPolicy) -> None:
    today = datetime.date(2026, 11, 24)
    told = published(Portal(OFFICE, (whole_plan(drafts=policy),)), today)
    (year,) = site_view(told, Report(), today=today).years
    made = papers(year, organization=OFFICE)
    assert ("amendment-1" in made) is (policy is DraftPolicy.PUBLISH)
    said = {name: json.dumps(one.make(), ensure_ascii=False) for name, one in made.items()}
    naming = {name for name, text in said.items() if "โครงการที่สี่" in text}
    assert naming == {"amendment-1"} & made.keys()
    assert {name for name, one in made.items() if one.make()["draft"]} == naming
