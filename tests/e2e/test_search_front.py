"""What is understood before a query is read: months, amounts as written, what is left out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from e2e.finding import find, portal_plans, searching
from portals import PROJECTS, csv_table, make_row, portal_folder
from search_twin import Twin, twin_of

ROWS = {  # name, first and last month, budget, villages
    "69-1": ("ซ่อมถนนสายล่าง", "ต.ค. 2568", "พ.ย. 2568", "214768.90", "1"),
    "69-2": ("ขุดลอกคลอง", "ม.ค. 2569", "ม.ค. 2569", "90000", "2"),
    "70-1": ("ซ่อมถนนสายบน", "ต.ค. 2569", "ต.ค. 2569", "300000", "1"),
    "70-2": ("ขุดลอกเหมืองคางหมู รูปสี่เหลี่ยมคางหมู", "ธ.ค. 2569", "ม.ค. 2570", "4500", "2"),
    "70-3": ("ปล่อยปลา 90,000 ตัว ซอยริมคลอง", "ก.พ. 2570", "ก.พ. 2570", "35000", "1"),
    "70-4": ("อบรมเยาวชนที่ไม่ใช่นักเรียน", "ก.พ. 2570", "ก.พ. 2570", "", "2"),
}
PLACE = (
    "name: เทศบาลตำบลธารใส\nkind: เทศบาลตำบล\nunits: {works: {name: กองช่าง}}\n"
    "villages: {1: บ้านธารใส, 2: บ้านร่องหวาย}\n"
)


@pytest.fixture(scope="module")
def both(
    tmp_path_factory: pytest.TempPathFactory, chromium: Browser
) -> Iterator[tuple[Page, Twin]]:
    folder = tmp_path_factory.mktemp("front")
    rows = {
        one: make_row(id=one, detail="", place="", strategy="1", unit="กองช่าง", period="")
        | dict(zip(("name", "start", "end", "budget", "villages"), told, strict=True))
        for one, told in ROWS.items()
    }
    files = {
        PROJECTS: csv_table([row for one, row in rows.items() if one.startswith("70")]),
        "plans/2569/projects.csv": csv_table([rows["69-1"], rows["69-2"]]),
        "plans/2569/plan.yml": "fiscal_year: 2569\nstrategies: [{id: 1, name: โครงสร้าง}]\n",
        "plans/organization.yml": PLACE,
    }
    plans = portal_plans(portal_folder(folder / "portal", files))
    with searching(plans, folder / "index", chromium) as page:
        yield page, twin_of(folder / "index/docs", [year.label for year in plans.view.years])


ASKED = {
    # A month of a year is that of the calendar, as pages write it; the fiscal year is another.
    "ตุลาคม 2569": "70-1",
    "ต.ค. 2569": "70-1",
    "ตค69": "70-1",
    "เดือนตุลาคม ปี 2568": "69-1",
    "ม.ค. 2570": "70-2",
    "มกราคม 2570 ขุดลอก": "70-2",
    "ตุลาคม 2560": "",
    "ม.ค.": "70-2 69-2",
    # An amount as it is written, whatever else says the number.
    "214,768.90": "69-1",
    "๒๑๔๗๖๘.๙": "69-1",
    "90,000": "69-2 70-3",
    "4500": "70-2",
    # What is left out, unless a row says it so.
    "ถนน ไม่เอาสายบน": "69-1",
    "ขุดลอก ยกเว้น หมู่ 2": "",
    "ซ่อมถนน ไม่รวม ต.ค. 2569": "69-1",
    "เยาวชนที่ไม่ใช่นักเรียน": "70-4",
    "ถนน ไม่เอาจรวด": "70-1 69-1",
    # Marks part words; a number keeps its own.
    "“ถนน”": "70-1 69-1",
    "ซ่อม, ถนน": "70-1 69-1",
    "(ซ่อม/ถนน)": "70-1 69-1",
}


@pytest.mark.parametrize("query", ASKED)
def test_query_is_understood_by_browser_and_twin(query: str, both: tuple[Page, Twin]) -> None:
    page, twin = both
    told = [one for _, one in find(page, [query])[query]]
    assert sorted(told) == sorted(ASKED[query].split())
    assert told == [one for _, one, _ in twin.find(query)]


def test_what_is_left_out_is_said_and_what_nothing_says_is_let_go(both: tuple[Page, Twin]) -> None:
    asked = "query => window.phaen.engine.find(query).asked"
    assert both[0].evaluate(asked, "ถนน ไม่เอาสายบน")["without"] == "สายบน"
    assert both[0].evaluate(asked, "ถนน ไม่เอาจรวด")["amounts"] == ["ไม่เอาจรวด"]
    many = "ไม่เอา " * 3000
    assert isinstance(find(both[0], [many])[many], list)  # and does not hang
