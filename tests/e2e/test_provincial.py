"""A province searched by its readers: places where others have villages, forms by number."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.sites import build_here
from portals import PROJECTS, csv_table, make_row, plan_yml, portal_folder
from published import served

PLACE = "ตำบลดอนแก้ว อำเภอแม่ตัวอย่าง"
OFFICE = (
    "name: องค์การบริหารส่วนจังหวัดตัวอย่าง\nkind: อบจ.\nprovince: เชียงราย\n"
    "units: {engineering: {name: กองช่าง}}\ncontact: {phone: 053-000-000}\n"
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    rows = [
        make_row(id="2570-001", name="ก่อสร้างสะพาน", place=PLACE, villages=""),
        make_row(id="2570-002", name="ซ่อมสะพาน", place="", villages=""),
        make_row(id="2570-003", name="จัดซื้อเครื่องพิมพ์", strategy="2", form="ผด.02/1", villages=""),
    ]
    files = {
        PROJECTS: csv_table(rows),
        "plans/2570/plan.yml": plan_yml(),
        "plans/organization.yml": OFFICE,
    }
    folder = portal_folder(tmp_path_factory.mktemp("province"), files)
    with served(build_here(folder).site) as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    yield page
    page.close()


def asked(page: Page, url: str, query: str) -> Page:
    page.goto(f"{url}/search.html?q={query}")
    page.locator(".ph-explore[data-ready]").wait_for()
    return page


def test_results_of_a_province_name_the_place_and_no_village(url: str, page: Page) -> None:
    asked(page, url, "สะพาน")
    found = page.locator(".ph-explore [data-project='2570-001']")
    expect(found).to_contain_text(PLACE)
    expect(page.locator(".ph-explore [data-project='2570-002']")).to_contain_text(
        "ไม่ได้ระบุอำเภอหรือตำบล"
    )
    assert "หมู่" not in page.locator(".ph-explore").inner_text()


@pytest.mark.parametrize(
    ("query", "path"),
    [
        *((one, "strategies/2.html") for one in ("ผด.02/1", "ผด. 02/1", "ผด02/1", "ผด.2/1")),
        *((one, "pd01.html") for one in ("ผด.01", "ผด 01", "ผด01")),
        *((one, "strategies/1.html") for one in ("ผด.02", "ผด. 02")),
    ],
)
def test_a_form_asked_by_its_number_leads_to_its_page(
    url: str, page: Page, query: str, path: str
) -> None:
    asked(page, url, query)
    expect(page.locator(f".ph-explore a[href$='2570/{path}']").first).to_be_visible()


def test_a_table_of_a_province_names_each_place_once(url: str, page: Page) -> None:
    page.goto(f"{url}/2570/table.html")
    page.locator("[data-ready]").first.wait_for()
    row = page.locator("[data-project='2570-001']").first
    expect(row).to_contain_text(PLACE)
    assert (row.text_content() or "").count(PLACE) == 1
