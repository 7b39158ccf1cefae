"""What a plan does not state is told as not stated, never as nought; what is empty says why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.sites import BuiltSite, Element, build_here, read_page
from generator.machine.packaged import THEME
from generator.plan.model import Organization
from generator.site.render import interface
from portals import PLAN, PROJECTS, csv_table, make_row, plan_yml, portal_folder

AMENDMENT = "plans/2570/amendments/1/"
ROWS = (
    make_row(id="2570-001", villages="1"),
    make_row(id="2570-002", villages="1-3", count="3"),
    make_row(id="2570-003", villages="ทั้งตำบล", budget="-"),
)
REPORT = "plans/2570/progress.csv"
DONE = {"id": "2570-001", "date": "2569-11-20", "status": "แล้วเสร็จ"}


def plans(**blank: str) -> dict[str, str | bytes | None]:
    """Return the files of a plan whose rows leave these cells so."""
    return {PROJECTS: csv_table([row | blank for row in ROWS])}


def cancelled() -> dict[str, str | bytes | None]:
    """Return the files of a plan of which an amendment cancels every row."""
    edition = "edition: {considered: 2569-11-01, announced: 2569-11-05, posted_from: 2569-11-06}\n"
    rows = [row | {"change": "ยกเลิก", "reason": "ไม่มีผู้รับจ้าง"} for row in ROWS]
    return plans() | {
        f"{AMENDMENT}plan.yml": f"kind: เปลี่ยนแปลง\nnumber: 1/2570\n{edition}",
        f"{AMENDMENT}projects.csv": csv_table(rows),
    }


def pages(site: BuiltSite) -> Iterator[tuple[str, Element, str]]:
    """Yield the pages of the year and home, each with its text on plain blanks."""
    for path in (site.site / "index.html", *sorted((site.site / "2570").rglob("*.html"))):
        page = read_page(path)
        yield path.relative_to(site.site).as_posix(), page, page.text.replace("\u00a0", " ")


@pytest.fixture(scope="module")
def undated(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    files = plans(start="", end="") | {REPORT: csv_table([DONE])}
    return build_here(portal_folder(tmp_path_factory.mktemp("undated"), files))


@pytest.fixture(scope="module")
def unpriced(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    files = plans(budget="-") | {REPORT: csv_table([DONE | {"spent": "5000"}])}
    return build_here(portal_folder(tmp_path_factory.mktemp("unpriced"), files))


def test_months_that_no_row_states_are_no_twelve_noughts(undated: BuiltSite) -> None:
    for path, page, text in pages(undated):
        assert not page.classed("ph-calendar"), path
        assert not page.all("data-month", tag="details"), path
        assert not re.search("(?<![0-9])0 โครงการ", text), path
        assert not page.classed("ph-due"), path
    assert "แผนไม่ได้ระบุเดือนที่ทำ" in undated.page("index.html").text
    for month in (1, 10):
        assert "แผนไม่ได้ระบุเดือนที่ทำ" in undated.page(f"2570/months/{month}.html").text
    assert "แผนไม่ได้ระบุเดือนที่ทำ" in undated.page("2570/villages/1.html").text


def test_amounts_that_no_row_states_are_no_noughts(unpriced: BuiltSite) -> None:
    for path, _, text in pages(unpriced):
        # What a list asks for may be a nought.
        assert not re.search("(?<![0-9,.])0 บาท", text.replace("ยอดเบิกจ่ายเป็น 0 บาท", "")), path
        assert not re.search(r"งบประมาณ \(บาท\) 0(?![0-9,.])", text), path
    for path in ("index.html", "2570/index.html", "2570/villages/1.html", "2570/strategies/1.html"):
        (figures,) = unpriced.page(path).classed("ph-figures")
        assert figures.tags("strong")[1].text == "ไม่ได้ระบุงบประมาณ", path
    chart = unpriced.page("2570/progress.html")
    assert chart.classed("ph-spent") and not chart.classed("ph-due")


def test_without_reports_nothing_is_done_and_nothing_spent_is_not_said(tmp_path: Path) -> None:
    site = build_here(portal_folder(tmp_path, plans()))
    text = site.page("index.html").classed("ph-figures")[0].text.replace("\u00a0", " ")
    assert "ยังไม่มีรายงานความก้าวหน้าและการเบิกจ่าย" in text
    assert "แล้วเสร็จ" not in text and "(บาท)" not in text
    assert "ยังไม่มีรายงานความก้าวหน้าในข้อมูลชุดนี้" in site.page("2570/progress.html").text


def test_a_report_without_an_amount_draws_no_line_along_the_axis(tmp_path: Path) -> None:
    site = build_here(portal_folder(tmp_path, plans() | {REPORT: csv_table([DONE])}))
    assert all(point.spent is None for point in site.view.current.spending)


def test_a_year_of_which_all_is_cancelled_says_so_wherever_it_is_empty(tmp_path: Path) -> None:
    site = build_here(portal_folder(tmp_path, cancelled()))
    why = "ไม่มีโครงการเหลือในแผน: ยกเลิกแล้วทั้งหมด 5 โครงการ"
    pages = ("index", "years", "2570/index", "2570/months/11", "embed/2570/index")
    for path in (f"{one}.html" for one in pages):
        said = site.page(path).text.replace("\u00a0", " ")
        assert why in said and not re.search(r"(?<![\d,])0 บาท", said), path
    village = site.page("embed/2570/villages/1.html").text.replace("\u00a0", " ")
    assert "ไม่มีโครงการเหลือในแผน: ยกเลิกแล้ว" in village and "0 บาท" not in village
    for path in ("2570/villages/1.html", "2570/strategies/1.html"):
        assert "ยกเลิกแล้ว" in site.page(path).classed("ph-lead")[0].text, path
    assert len(site.page("2570/table.html").tags("tr")) == 1 + len(ROWS)


def test_days_that_nobody_wrote_down_are_missed_once(tmp_path: Path) -> None:
    files = plans() | {PLAN: plan_yml("posted_at: [บอร์ดหน้าสำนักงาน]")}
    site = build_here(portal_folder(tmp_path, files))
    for path in ("index.html", "2570/index.html", "2570/announcements/index.html"):
        (box,) = site.page(path).classed("ph-posting")
        assert box.text.count("ยังไม่ได้บันทึก") == 1, path
        assert "ยังไม่ได้บันทึกวันประกาศและวันปิดประกาศ" in box.text, path
    project = site.page("2570/projects/2570-001.html").text
    assert project.count("ยังไม่ได้บันทึกวันประกาศและวันปิดประกาศ") == 1


ORGANIZATION = "plans/organization.yml"
OFFICE = """name: {name}
kind: {kind}
units: {{engineering: {{name: กองช่าง}}}}
villages: {{1: {one}, 2: สันต้นมื่น, 3: {three}}}
contact: {{website: https://www.example.go.th/}}
"""
TWO = {"number": "2", "name": "สันต้นมื่น", "bare": "สันต้นมื่น"}
# What an organisation of each kind calls itself, its villages and the whole area.
KINDS = {
    "อบต.": ("อบต. ทำทั้งหมด", "หมู่บ้านของฉัน", "หมู่ที่ 2 สันต้นมื่น", "ทั้งตำบล"),
    "เทศบาลตำบล": ("เทศบาลทำทั้งหมด", "หมู่บ้านของฉัน", "หมู่ที่ 2 สันต้นมื่น", "ทั้งเทศบาล"),
    "เทศบาลเมือง": ("เทศบาลทำทั้งหมด", "ชุมชนของฉัน", "ชุมชนที่ 2 สันต้นมื่น", "ทั้งเทศบาล"),
    "เทศบาลนคร": ("เทศบาลทำทั้งหมด", "ชุมชนของฉัน", "ชุมชนที่ 2 สันต้นมื่น", "ทั้งเทศบาล"),
    "อบจ.": ("อบจ. ทำทั้งหมด", "อำเภอหรือตำบลของฉัน", "สันต้นมื่น", "ทั้งจังหวัด"),
    "กรุงเทพมหานคร": ("กทม. ทำทั้งหมด", "ชุมชนของฉัน", "ชุมชนที่ 2 สันต้นมื่น", "ทั้งกรุงเทพมหานคร"),
    "เมืองพัทยา": ("เมืองพัทยาทำทั้งหมด", "ชุมชนของฉัน", "ชุมชนที่ 2 สันต้นมื่น", "ทั้งเมืองพัทยา"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_words(kind: str) -> None:
    words = interface(THEME, Organization("ทดสอบ", kind))
    keys = ("headline.own_all", "home.villages", "where.village_named", "where.everywhere")
    said = (words.plain(key, **TWO).replace("\u00a0", " ") for key in keys)
    assert tuple(said) == KINDS[kind]


@pytest.mark.parametrize("kind", ["อบต.", "เทศบาลเมือง", "อบจ."])
def test_an_organisation_of_every_kind_calls_its_places_as_people_there_do(
    kind: str, tmp_path: Path
) -> None:
    city = "ชุมชน" in KINDS[kind][1]
    one, three = ("ชุมชนวัดป่า", "ชุมชนที่ 3") if city else ("บ้านร่องไฮ", "หมู่ที่ 3")
    office = OFFICE.format(name="ทดสอบ", kind=kind, one=one, three=three)
    site = build_here(portal_folder(tmp_path, plans() | {ORGANIZATION: office}))
    home = site.page("index.html").text.replace("\u00a0", " ")
    for word in KINDS[kind]:
        assert word in home, word
    first = {"อบต.": "หมู่ที่ 1 บ้านร่องไฮ", "อบจ.": "บ้านร่องไฮ"}.get(kind, "ชุมชนที่ 1 วัดป่า")
    third = {"อบต.": "หมู่ที่ 3", "อบจ.": "อำเภอหรือตำบลที่ 3"}.get(kind, "ชุมชนที่ 3")
    heads = [
        site.page(f"2570/villages/{n}.html").tags("h1")[0].text.replace("\u00a0", " ")
        for n in (1, 3)
    ]
    assert heads == [first, third]
    others = {word for words in KINDS.values() for word in words[3:]} - {KINDS[kind][3]}
    for path, _, text in pages(site):
        assert not [word for word in others if word in text], path
