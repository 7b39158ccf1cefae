"""Search as people type it: without blanks, in their own words; the browser and its twin agree."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from e2e.finding import Plans, Said, find, portal_plans, rule, said, searching
from generator.site.views import ProjectView
from generator.thai.chance import CHANCE
from generator.thai.everyday import (
    AKIN,
    BESIDE,
    EVERYDAY,
    GENERIC,
    SOFT,
    SPARE,
    TERMS,
    VERBS,
)
from generator.thai.folding import fold
from portals import PROJECTS, QUERIES, REAL, ROOT, csv_table, make_row, portal_folder
from search_twin import EVERYDAY as BY_MEANING
from search_twin import NEAR, WHOLE, WORDS, Twin, twin_of

OWN = ROOT / "tests" / "natural.tsv"
PUBLIC = QUERIES / "natural.tsv"
RECALL, PRECISION = 0.97, 0.9


def queries(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8") as lines:
        table = csv.DictReader(lines, delimiter="\t")
        return [(one["query"], one["a right answer contains"]) for one in table]


def whole_row(view: ProjectView) -> Said:
    """Return all that a row says, its source of money and its status too."""
    status = [view.last_report.status.thai] if view.last_report else []
    told = [*status, *(["ยกเลิก"] if view.project.cancelled else [])]
    row = said(view)
    return Said((*row.texts, fold(view.project.funding), *told), row.villages)


def measured(plans: Plans, page: Page, path: Path) -> tuple[float, float]:
    """Return recall and precision, each the mean over queries that the newest year can answer."""
    year, asked = plans.view.current, queries(path)
    found = find(page, [query for query, _ in asked])
    rows = {one.id: whole_row(one) for one in year.rows}
    recall, precision = [], []
    for query, must in asked:
        is_right = rule(must)
        right = {id_ for id_, one in rows.items() if is_right(one)}
        here = {id_ for label, id_ in found[query] if label == year.label}
        if right:
            recall.append(len(right & here) / len(right))
            precision.append(len(right & here) / len(here) if here else 1.0)
    return sum(recall) / len(recall), sum(precision) / len(precision)


PLANS = [ROOT, *([REAL / "maesai"] if REAL.is_dir() else [])]


@pytest.fixture(scope="module", params=PLANS, ids=lambda path: path.name)
def plan(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, chromium: Browser
) -> Iterator[tuple[Plans, Page]]:
    plans = portal_plans(request.param)
    with searching(plans, tmp_path_factory.mktemp("index"), chromium) as page:
        yield plans, page


@pytest.mark.parametrize("path", [OWN, PUBLIC], ids=["own", "public"])
def test_what_people_type_finds_what_they_mean(path: Path, plan: tuple[Plans, Page]) -> None:
    if not path.is_file():
        pytest.skip(f"no queries at {path}")
    recall, precision = measured(*plan, path)
    assert recall >= RECALL
    assert precision >= PRECISION


# --- The tiers, on rows that are told here --------------------------------------------------------

ROWS = {
    "2570-001": ("ก่อสร้างถนนคอนกรีตเสริมเหล็ก บ้านห้วยเฟือง", "5", "กองช่าง"),
    "2570-002": ("ปรับปรุงถนนลูกรัง สายบ้านร่องหวาย", "3", "กองช่าง"),
    "2570-003": ("ขยายเขตไฟฟ้าสาธารณะ", "5", "กองช่าง"),
    "2570-004": ("ติดตั้งโคมไฟถนนพลังงานแสงอาทิตย์ บ้านร่องหวาย", "3", "กองช่าง"),
    "2570-005": ("ป้องกันโรคพิษสุนัขบ้า", "ทั้งตำบล", "กองสาธารณสุข"),
    "2570-006": ("จ้างเหมาทำความสะอาดหมู่บ้าน", "1", "กองสาธารณสุข"),
    "2570-007": ("อาหารเสริม (นม) นักเรียน", "", "กองการศึกษา"),
    "2570-008": ("อาหารกลางวันนักเรียน", "", "กองการศึกษา"),
    "2570-009": ("จัดงานสงกรานต์", "ทั้งตำบล", "กองการศึกษา"),
    "2570-010": ("สงกรานต์บ้านห้วยเฟือง", "5", "กองการศึกษา"),
    "2570-011": ("เบี้ยยังชีพผู้สูงอายุ", "ทั้งตำบล", "สำนักปลัด"),
    "2570-012": ("อบรมผู้สูงอายุ ถนนสายร่องหวาย", "3", "สำนักปลัด"),
    "2570-013": ("ซ่อมแซมรั้ว ซอย 3 หมู่ที่ 5", "5", "กองช่าง"),
    "2570-014": ("บริการรถกู้ชีพฉุกเฉิน", "1", "สำนักปลัด"),
    "2570-015": ("ปรับปรุงป่าช้า", "1", "กองช่าง"),
    "2570-016": ("ทาสีรั้ว หน้า รพ.สต.", "", "กองช่าง"),
    "2570-017": ("ทาสีรั้ว รพ.สต.", "", "กองช่าง"),
    "2570-018": ("อุดหนุนเทศบาลตำบลวังเงิน", "", "สำนักปลัด"),
    "2570-019": ("ขยะหน้าบ้าน", "", "กองสาธารณสุข"),
}
UNITS = "\n".join(
    f"  {slug}: {name}"
    for slug, name in (
        ("works", "กองช่าง"),
        ("health", "กองสาธารณสุข"),
        ("school", "กองการศึกษา"),
        ("office", "สำนักปลัด"),
    )
)
PLACE = (
    f"name: เทศบาลตำบลธารใส\nkind: เทศบาลตำบล\nunits:\n{UNITS}\n"
    "villages:\n  1: บ้านธารใส\n  3: บ้านร่องหวาย\n  5: บ้านห้วยเฟือง\n"
    "everyday:\n  ปี๋ใหม่: [สงกรานต์]\n"
)


@pytest.fixture(scope="module")
def small(
    tmp_path_factory: pytest.TempPathFactory, chromium: Browser
) -> Iterator[tuple[Page, Twin]]:
    rows = [
        make_row(id=one, detail="", place="", strategy="1", villages=where, unit=unit)
        | {"name": name, **({"budget": "ไม่ใช้งบประมาณ"} if one == "2570-014" else {})}
        for one, (name, where, unit) in ROWS.items()
    ]
    folder = tmp_path_factory.mktemp("small")
    files = {PROJECTS: csv_table(rows), "plans/organization.yml": PLACE}
    plans = portal_plans(portal_folder(folder / "portal", files))
    with searching(plans, folder / "index", chromium) as page:
        yield page, twin_of(folder / "index/docs", [year.label for year in plans.view.years])


# What is typed; the last digits of what it finds, tier after tier; `~` before what is only near.
TIERS = {
    "ถนนห้วยเฟือง": "1",
    "ถนนบ้านห้วยเฟือง": "1",
    "ถนนม.5": "1",
    "ถนนหมู่5": "1",
    "ถนนร่องหวาย": "2 4 12",
    "ซ่อมถนนร่องหวาย": "2 4 12",
    "โครงการถนน": "1 2 4 12",
    "งานสงกรานต์": "9 10",
    "โครงการ": "",
    "ไฟทาง": "| 3 4",
    "ไฟทางม.3": "| 4",
    "หมาบ้า": "| 5",
    "วัคซีนหมา": "| 5",
    "นมโรงเรียน": "| 7",
    "คนแก่": "| 12 11",
    "เบี้ยคนแก่": "| 11",
    "อบรมคนแก่": "| 12",
    "ปี๋ใหม่": "| 10 9",
    "ถนนเสร็จเมื่อไหร่": "1 2 4 12",
    "ทั้งตำบล": "5 9 11",
    "สงกรานต์ทั้งตำบล": "9",
    "แมวบ้า": "",
    "อสม": "",
    "ถนนปี70": "1 2 4 12",
    "ถนนปี2575": "",
    "ถนนคสลม.5": "1",
    "ถนนราคาเท่าไหร่ 5แสนบาท": "1 2 4 12",
    # A range of money is no text; what stands inside another word by chance is near.
    "ถนนไม่เกินล้าน": "1 2 4 12",
    "โครงการถนนงบเกิน 1 ล้าน": "",
    "รั้วตั้งแต่ 1 บาทถึง 1 ล้าน": "16 17 13",
    # An amount alone is what a project costs, a tenth more or less; or it is let go.
    "ถนนราคา 5 แสน": "1 2 4 12",
    "ถนนประมาณ 4.4 แสน": "1 2 4 12",
    "ราคา 500000 บาท": " ".join(str(n) for n in range(1, 20) if n != 14),
    "ถนน 3 ล้าน": "1 2 4 12",
    "ราคา 3 ล้านบาท": "",
    # As people say it: tenths, or a half, behind the unit; never the beginning of another word.
    "ถนนสี่แสนห้า": "1 2 4 12",
    "ถนน 4แสน5": "1 2 4 12",
    "ถนนล้านห้า": "1 2 4 12",
    "ถนนเกินสี่แสนครึ่ง": "1 2 4 12",
    "ถนนเกินล้านห้า": "",
    "ถนนไม่เกินแสนสามแยก": "",
    "ลูก": "~2",
    # Money paid is the thing itself; what is given to people is like what plans call it.
    "เบี้ยขยะ": "~11",
    "แจกผ้าห่มคนแก่": "~12 11",
    "เมรุเผาศพ": "~15",
    "สงกรานต์หมู่3": "~9",
    "อบรมสงกรานต์": "~10 9",
    "ถนนพังเยอะมาก": "| 2",
    "รายงาน": "",
    "โรคติดต่อ": "~5",
    "น้ำเสีย": "",
    "โรคติดต่อปี70": "~5",
    "รถพยาบาล": "| 14",
    "ไม่ใช้งบประมาณ": "14",
    "ไม่ใช้เงิน": "| 14",
    "ซอย5": "~13",
    "ซอย3": "13",
    "ล่าช้า": "",
    "บ้านห้วยเฟือง": "10 1 3 13",
    "บ้านร่องหวาย": "2 4 12",
    "บ้านธารใส": "6 14 15",
    "ยังไม่รายงาน": " ".join(map(str, range(1, 20))),
    # What need not stand beside a thing; verbs that are alike.
    "นมกล่องให้เด็กนักเรียน": "| 7",
    "สงกรานต์ผู้ป่วย": "| 10 9",
    "ซ่อมแซมป่าช้า": "| 15",
    "เด็กนักเรียนรั้ว": "| 16 17 13",
    "เด็กผู้ป่วย": "",
    # Where a thing is, if a row says so; a word and its number.
    "รั้วหน้าอนามัย": "16",
    "รั้วหลังอนามัย": "| 16 17",
    "รั้วซอย3": "13",
    "รั้วซอย3ม.5": "13",
    "ถนนหน้าโรงเรียน": "~1 2 4 12",
    # What people ask, and years.
    "ขอดูถนนหน่อยครับอยากรู้ว่าจะเสร็จเมื่อไหร่": "1 2 4 12",
    "สงกรานต์จัดที่ไหนปี2570": "9 10",
    "สงกรานต์งบ70": "9 10",
    "ถนนงบ69": "",
    "การจัดงานสงกรานต์": "10 9",
    # What always stands behind a listed word is a word. A listed verb and thing that stand apart.
    "อุดหนุนเทศบาลวังเงิน": "18",
    "คัดแยกขยะ": "~19",
    # As it sounds.
    "อาหานกางวัน": "~8",
    "พิดสุนักบ้า": "~5",
    "เบี้ยยังชีบผุ้สุงอายุ": "~11",
    "ซ่อมป่าชา": "~15",
    "ถนนห้วยเฟื่อง": "~1",
    "ถนนหัวยเฟือง": "~1",
    "ผุ้สูงอายุ": "~12 11",
}


def told(twin: Twin, query: str) -> str:
    """Return what the twin finds as it is written above."""
    tiers: dict[int, list[str]] = {}
    for _, id_, tier in twin.find(query):
        tiers.setdefault(tier, []).append(id_[5:].lstrip("0"))
    if NEAR in tiers:
        return "~" + " ".join(tiers[NEAR])
    first = " ".join([*tiers.get(WHOLE, []), *tiers.get(WORDS, [])])
    later = tiers.get(BY_MEANING, [])
    return f"{first} | {' '.join(later)}".strip() if later else first


@pytest.mark.parametrize("query", TIERS)
def test_query_is_answered_in_tiers(query: str, small: tuple[Page, Twin]) -> None:
    assert told(small[1], query) == TIERS[query]


# --- The browser and its twin ---------------------------------------------------------------------

_said = [fold(name).replace(" ", "") for name, _, _ in ROWS.values()]
_listed = [
    *("สงกานต์", "ผุ้สุงอายุ", "เบี้ยยังชีบ", "พิดสุนักบ้า", "ถนล", "ปะปา", "กองชั่ง", "ขะยะ"),
    *(say for one in EVERYDAY for say in one.say),
    *GENERIC,
    *SOFT,
    *(verb for group in VERBS for verb in group),
    *SPARE,
    *(say for one in AKIN for say in one.say),
    *TERMS,
    *CHANCE,
    *(word for longer in CHANCE.values() for word in longer),
    *(before + place for before in BESIDE for place in ("หมู่บ้าน", "ถนน", "วัด", "ป่าช้า")),
    *(
        "บ้านธารใส",
        "บ้านห้วยเฟือง",
        "ทั้งตำบล",
        "ม.5",
        "หมู่ 3",
        "เดือนเมษา",
        "ตุลาคม",
        "ปี70",
        "ปี 2569",
        "ซอย8",
        "5 แสนบาท",
        "เกิน 1 ล้าน",
        "ไม่ถึงแสน",
        "500,000 บาทขึ้นไป",
        "1-2 ล้าน",
        "ล้านห้า",
        "2แสน5",
        "สองล้านครึ่ง",
        "แสนสามัคคี",
        "7 วัน",
        "ม.ค. 2570",
        "ตุลาคม",
        "ไม่เอา",
        "ยกเว้น",
        "(นม)",
        "/",
    ),
]
parts = (
    st.sampled_from(_listed)
    | st.builds(
        lambda text, i, n: text[i : i + n],
        st.sampled_from(_said),
        st.integers(0, 20),
        st.integers(1, 12),
    )
    | st.text("กขคงถนบ่้๊์็ัำเแโ5๓.-", max_size=5)
)
typed = st.builds(
    lambda pieces, blank: blank.join(pieces),
    st.lists(parts, min_size=1, max_size=4),
    st.sampled_from(["", "", " "]),
)


@given(st.lists(typed, min_size=20, max_size=20))
@settings(max_examples=12, deadline=None)
def test_browser_and_twin_find_the_same_in_the_same_order(
    small: tuple[Page, Twin], asked: list[str]
) -> None:
    page, twin = small
    found = find(page, asked)
    assert {query: [(y, i) for y, i, _ in twin.find(query)] for query in asked} == found
