"""The search box, the search page and a year's table as a reader uses them."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.sites import BuiltSite
from generator.plan.model import Owner
from generator.site.views.totals import Ledger, Portion
from generator.thai.dates import format_date
from published import served

WHOSE = {
    Portion.OWN: "เทศบาลทำเอง ไม่นับเบี้ยยังชีพ",
    Portion.ALLOWANCES: "เบี้ยยังชีพ",
    Portion.OTHERS: "หน่วยงานอื่นทำ",
}


@pytest.fixture(scope="module")
def url(example: BuiltSite) -> Iterator[str]:
    with served(example.site) as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    yield page
    page.close()


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    yield page
    page.close()


def opened(page: Page, address: str) -> Page:
    """Open a page and wait until it is painted: Chromium drops keys that come before."""
    page.goto(address, wait_until="load")
    page.evaluate("() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
    return page


def ready(page: Page, address: str) -> Page:
    """Open a page of lists and wait until the list stands."""
    opened(page, address)
    page.locator(".ph-explore[data-ready]").wait_for()
    return page


def shown(page: Page) -> list[str]:
    """Return the projects that a list or table shows, in order."""
    lists = ".ph-explore [data-project]:visible, .ph-whole [data-project]:visible"
    ids: list[str] = page.locator(lists).evaluate_all("all => all.map(one => one.dataset.project)")
    return ids


def test_box_opens_by_a_key_finds_as_one_types_and_gives_the_focus_back(
    url: str, page: Page
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, f"{url}/index.html")
    assert not [one for one in asked if "search" in one], "loaded before its first use"
    page.locator("a[href$='years.html']").first.focus()
    page.keyboard.press("/")
    box = page.locator(".ph-box input")
    expect(box).to_be_focused()
    page.keyboard.type("ถนน")
    expect(page.locator(".ph-box [role=status]")).to_contain_text("พบ")
    expect(page.locator(".ph-box .ph-years-found a")).to_have_count(2)
    assert page.locator(".ph-box [data-project]").count() == 8
    total = int(page.locator(".ph-box .ph-list").get_attribute("data-total") or 0)
    expect(page.locator(".ph-box .ph-onward")).to_contain_text(f"ดูทั้งหมด {total}")
    assert set(page.locator(".ph-box mark").all_inner_texts()) == {"ถนน"}
    page.keyboard.press("ArrowDown")
    expect(page.locator(".ph-box [data-project] a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".ph-box")).to_be_hidden()
    expect(page.locator("a[href$='years.html']").first).to_be_focused()


def test_enter_in_the_box_opens_what_is_chosen(url: str, page: Page) -> None:
    opened(page, f"{url}/about/steps.html")
    page.locator(".ph-find").click()
    page.locator(".ph-box input").fill("ถนน")
    first = page.locator(".ph-box [data-project]").first
    first.wait_for()
    year, id_ = first.get_attribute("data-year"), first.get_attribute("data-project")
    page.locator(".ph-box input").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{year}/projects/{id_}.html")


def test_box_says_what_it_does_not_find_and_shows_what_is_near(url: str, page: Page) -> None:
    opened(page, f"{url}/index.html")
    page.locator(".ph-find").click()
    page.locator(".ph-box input").fill("ไช้เลือดออก")
    status = page.locator(".ph-box [role=status]")
    expect(status).to_have_text(re.compile("^ไม่พบ “ไช้เลือดออก” รายการที่คล้ายมี [1-9][0-9]*$"))
    expect(page.locator(".ph-box [data-project]").first).to_contain_text("ไข้เลือดออก")
    page.locator(".ph-box input").fill("<img src=x onerror=alert(1)>")
    expect(status).to_contain_text("ไม่พบ “<img src=x onerror=alert(1)>”")
    assert page.locator(".ph-box img").count() == 0


def test_hand_written_pages_are_found_too(url: str, page: Page) -> None:
    opened(page, f"{url}/index.html")
    page.locator(".ph-find").click()
    page.locator(".ph-box input").fill("แผนพัฒนาท้องถิ่น")
    expect(page.locator(".ph-box .ph-links a").first).to_be_visible()


def test_without_a_script_the_link_leads_to_pages_with_every_project(
    url: str, chromium: Browser, example: BuiltSite
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/index.html")
    page.locator(".ph-find").click()
    for year in example.view.years:
        link = page.locator(f"a[href='{year.label}/table.html']")
        expect(link).to_be_visible()
    link.click()
    rows = len(example.view.years[-1].rows)
    expect(page.locator(".ph-whole [data-project]")).to_have_count(rows)
    context.close()


def test_page_browses_every_year_and_counts_choices_within_the_other_filters(
    url: str, page: Page, example: BuiltSite
) -> None:
    ready(page, f"{url}/search.html")
    every = sum(len(year.rows) for year in example.view.years)
    every += sum(len(year.closed.entries) for year in example.view.sealed)
    assert page.locator(".ph-explore .ph-list").get_attribute("data-total") == str(every)
    year = example.view.current
    page.select_option("#ph-year", year.label)
    unit = max(year.units, key=lambda one: len(one.projects))
    rows = [one for one in year.rows if one.unit.path == unit.path]
    expect(page.locator(f"#ph-unit option[value='{unit.slug}']")).to_have_text(
        f"{unit.name} ({len(rows)})"
    )
    page.select_option("#ph-unit", unit.slug)
    expect(page.locator(".ph-list")).to_have_attribute("data-total", str(len(rows)))
    # The other units are still counted: the choice may be changed.
    assert page.locator("#ph-unit option").count() > 3
    counts = {
        month.slug: sum(month.month in one.project.months for one in rows) for month in year.months
    }
    for slug, n in counts.items():
        if n:
            expect(page.locator(f"#ph-month option[value='{slug}']")).to_contain_text(f"({n})")
    live = [one.project for one in rows if not one.project.cancelled]
    sums = page.locator(".ph-sum")
    assert sums.get_attribute("data-total-projects") == str(sum(one.count for one in live))
    budget = Decimal(sum(one.budget.satang or 0 for one in live)) / 100
    assert Decimal(sums.get_attribute("data-total-budget") or "") == budget


def test_a_sum_says_whose_the_money_is(url: str, page: Page, example: BuiltSite) -> None:
    year = example.view.current
    projects = [one.project for one in year.rows]
    parts = Ledger(projects).portions()
    ready(page, f"{url}/search.html?year={year.label}")
    # The same words count the same here and on the year's page.
    own, allowances, others = (parts[portion].projects for portion in WHOSE)
    lead = (example.site / year.label / "index.html").read_text("utf-8")
    seen = re.sub("<[^>]+>", "", lead).replace("\u00a0", " ")
    assert f"เทศบาลทำ {own + allowances} หน่วยงานอื่นทำ {others}" in seen
    said = f"เทศบาลทำ {own + allowances} รวมเบี้ยยังชีพ {allowances} · หน่วยงานอื่น {others}"
    expect(page.locator(".ph-sum > small").first).to_have_text(said)
    page.locator(".ph-sum summary").click()
    told = [one.replace("\u00a0", " ") for one in page.locator(".ph-sum li").all_inner_texts()]
    for portion, words in WHOSE.items():
        baht = f"{Decimal(parts[portion].satang) / 100:,}".removesuffix(".00")
        assert any(
            one.startswith(f"{words} {parts[portion].projects} ") and baht in one for one in told
        )
    other = next(one for one in projects if one.owner is not Owner.OWN and not one.cancelled)
    ready(page, f"{url}/search.html?q={other.id}")
    expect(page.locator(".ph-sum")).to_contain_text("ทั้งหมดหน่วยงานอื่นทำ")


def test_a_sum_beside_what_was_cancelled_says_so_where_it_is_seen(
    url: str, page: Page, example: BuiltSite
) -> None:
    year = next(one for one in example.view.years if one.cancelled)
    gone = len(year.cancelled)
    ready(page, f"{url}/search.html?year={year.label}")
    sums = page.locator(".ph-sum")
    seen = sums.get_by_text(f"ไม่นับ {gone} รายการที่ยกเลิก")
    expect(seen).to_have_count(1)
    expect(seen).to_be_visible()
    expect(sums).not_to_contain_text("รวมครบทุกโครงการ")


@pytest.mark.parametrize("query", ["q=ถนน", "year=2570", "year=2569&q=", "q=ขุดลอก", "owner=pao"])
def test_a_sum_is_three_lines_on_a_phone_and_says_what_it_leaves_out(
    url: str, phone: Page, query: str
) -> None:
    ready(phone, f"{url}/search.html?{query}")
    sums = phone.locator(".ph-sum")
    expect(sums).to_contain_text(re.compile("รวมครบทุกโครงการ|ไม่ได้ระบุงบประมาณ|ที่ยกเลิก"))
    rest = sums.locator("li")
    assert not rest.count() or not rest.first.is_visible()
    # Two lines of text, and one as large as a finger.
    assert sums.evaluate("one => one.offsetHeight") <= 104
    phone.emulate_media(media="print")
    if rest.count():
        expect(rest.first).to_be_visible()


def test_what_states_no_amount_is_no_nought(url: str, page: Page, example: BuiltSite) -> None:
    bare = [
        one.project.id
        for one in example.view.current.rows
        if one.project.budget.satang is None and not one.project.cancelled
    ]
    ready(page, f"{url}/search.html?q={bare[0]}")
    expect(page.locator(".ph-sum")).to_contain_text("ไม่")
    expect(page.locator(".ph-sum")).not_to_contain_text("0 บาท")


def test_where_no_row_counts_no_amount_is_said(url: str, page: Page, example: BuiltSite) -> None:
    year = next(one for one in example.view.years if one.cancelled)
    gone = year.cancelled[0].id
    ready(page, f"{url}/search.html?q={gone}&status=withdrawn&year={year.label}")
    expect(page.locator(".ph-list li")).to_have_count(1)
    expect(page.locator(".ph-sum")).to_have_text("ไม่นับ 1 รายการที่ยกเลิก")


@pytest.mark.parametrize("query", ["q=ถนน&", "q=ถนน&min=999999998&", ""])
def test_what_filters_keep_out_is_not_blamed_on_the_word(
    query: str, url: str, page: Page, example: BuiltSite
) -> None:
    ready(page, f"{url}/search.html?{query}min=999999999")
    expect(page.locator(".ph-list li")).to_have_count(0)
    told = page.locator(".ph-found")
    expect(told).to_contain_text("รายการเมื่อไม่ใช้ตัวกรอง")
    expect(told).not_to_contain_text("ไม่พบ")
    every = re.findall(r"มี\s([0-9,]+)", told.text_content() or "")[-1]
    page.locator(".ph-clear[data-nothing]").click()
    expect(page.locator(".ph-list")).to_have_attribute("data-total", every.replace(",", ""))
    expect(page.locator(".ph-clear[data-nothing]")).to_be_hidden()


def test_an_index_that_did_not_come_is_asked_for_again(url: str, page: Page) -> None:
    page.route("**/search-index.js", lambda route: route.abort())
    opened(page, f"{url}/search.html")
    told = page.locator(".ph-found")
    expect(told).to_contain_text("เปิดข้อมูลสำหรับค้นไม่ได้")
    page.locator("#ph-q").fill("ถนน")
    expect(told).to_contain_text("เปิดข้อมูลสำหรับค้นไม่ได้")
    page.unroute("**/search-index.js")
    page.locator("#ph-q").fill("ถนนค")
    expect(told).to_contain_text("พบ")
    expect(told).not_to_contain_text("ไม่")
    assert shown(page)


def test_state_is_in_the_address_and_back_goes_one_step(url: str, page: Page) -> None:
    ready(page, f"{url}/search.html?q=ถนน")
    before = shown(page)
    page.select_option("#ph-year", "2569")
    expect(page.locator(".ph-list")).not_to_have_attribute("data-total", str(len(before)))
    asked = parse_qs(urlsplit(page.url).query)
    assert asked == {"q": ["ถนน"], "year": ["2569"]}
    rows = page.locator(".ph-list [data-project]")
    total = int(page.locator(".ph-list").get_attribute("data-total") or 0)
    expect(rows).to_have_count(total)  # those below the screen are drawn a breath later
    narrowed = shown(page)
    page.reload()
    page.locator(".ph-explore[data-ready]").wait_for()
    expect(rows).to_have_count(total)
    assert shown(page) == narrowed
    page.go_back()
    expect(page.locator("#ph-year")).to_have_value("")
    expect(page.locator(".ph-list [data-project]")).to_have_count(len(before))
    assert shown(page) == before


def test_budget_and_order(url: str, page: Page, example: BuiltSite) -> None:
    ready(page, f"{url}/search.html?year=2570&min=100000&max=300000&order=-budget")
    amounts = {
        one.id: one.project.budget.satang or 0
        for one in example.view.current.rows
        if 100_000_00 <= (one.project.budget.satang or 0) <= 300_000_00
    }
    assert len(amounts) > 5
    ids = shown(page)
    assert [amounts[one] for one in ids] == sorted(amounts.values(), reverse=True)[: len(ids)]


def saved(page: Page, kind: str) -> bytes:
    with page.expect_download() as download:
        page.locator(f".ph-save[data-kind={kind}]").click()
    return Path(download.value.path()).read_bytes()


def test_saved_csv_of_a_whole_year_is_the_data_file_and_of_a_list_its_rows(
    url: str, page: Page, example: BuiltSite
) -> None:
    ready(page, f"{url}/2570/table.html")
    published = (example.site / "2570/data/projects-excel.csv").read_bytes()
    assert saved(page, "csv") == published
    page.locator("#ph-q").fill("ถนน")
    ids = shown(page)
    text = saved(page, "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["รหัสโครงการ"] for row in rows] == ids
    whole = {
        row["รหัสโครงการ"]: row
        for row in csv.DictReader(io.StringIO(published.decode("utf-8-sig"), newline=""))
    }
    assert rows == [whole[one] for one in ids]


def test_saved_workbook_has_the_same_rows_and_numbers_that_add_up(
    url: str, page: Page, tmp_path: Path, example: BuiltSite
) -> None:
    ready(page, f"{url}/2570/table.html")
    path = tmp_path / "saved.xlsx"
    path.write_bytes(saved(page, "xlsx"))
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    heads, *rows = sheet.iter_rows(values_only=True)
    text = (example.site / "2570/data/projects.csv").read_text(encoding="utf-8-sig")
    told = list(csv.reader(io.StringIO(text, newline="")))
    assert list(heads) == told[0]
    at = told[0].index("งบประมาณ")
    assert [str(row[1]) for row in rows] == [row[1] for row in told[1:]]
    numbers = [row[at] for row in rows if isinstance(row[at], int | float)]
    assert numbers
    assert sum(Decimal(str(one)) for one in numbers) == sum(
        Decimal(row[at]) for row in told[1:] if row[at][:1].isdigit()
    )


def test_table_sorts_in_thai_and_narrows(url: str, page: Page, example: BuiltSite) -> None:
    ready(page, f"{url}/2570/table.html")
    every = [one.id for one in example.view.current.rows]
    assert shown(page) == every
    heading = page.locator(".ph-whole th[data-order=name]")
    heading.locator("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    names = page.locator(".ph-whole tbody th").all_inner_texts()
    assert names == page.evaluate(
        "names => [...names].sort(new Intl.Collator('th', {numeric: true}).compare)", names
    )
    heading.locator("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    heading.locator("button").click()
    assert shown(page) == every
    page.locator("#ph-q").fill("ถนน")
    expect(page.locator(".ph-found")).to_contain_text("พบ")
    assert 0 < len(shown(page)) < len(every)


def test_on_a_telephone_filters_are_a_sheet_with_their_count_on_the_button(
    url: str, phone: Page
) -> None:
    ready(phone, f"{url}/search.html?q=ถนน")
    button = phone.locator(".ph-filters-open")
    expect(button).to_have_text("ตัวกรอง")
    expect(phone.locator("#ph-unit")).to_be_hidden()
    button.click()
    expect(phone.locator("#ph-unit")).to_be_visible()
    phone.locator("#ph-year").select_option("2570")
    phone.locator("#ph-month").select_option(index=1)
    phone.locator(".ph-shown").click()
    expect(phone.locator("#ph-unit")).to_be_hidden()
    expect(button).to_have_text("ตัวกรอง ใช้อยู่ 2")
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert phone.evaluate(wide)
    ready(phone, f"{url}/2570/table.html")
    assert phone.evaluate(wide)


def test_search_works_from_a_disk(example: BuiltSite, page: Page) -> None:
    ready(page, f"{(example.site / 'search.html').as_uri()}?q=ถนน")
    assert len(shown(page)) > 10
    opened(page, (example.site / "2569/index.html").as_uri())
    page.locator(".ph-find").click()
    page.locator(".ph-box input").fill("ถนน")
    expect(page.locator(".ph-box [role=status]")).to_contain_text("ปี 2569")
    found = page.evaluate("phaen.search('ถนน').then(all => new Set(all.map(one => one.year)).size)")
    assert found == 3


def test_a_row_of_the_table_is_where_a_project_says_it_is(url: str, page: Page) -> None:
    opened(page, f"{url}/2570/projects/2570-053.html")
    page.locator("a[href$='table.html#row-2570-053']").click()
    expect(page.locator("#row-2570-053")).to_be_in_viewport()


def test_what_is_only_near_is_counted_and_has_no_sum(url: str, page: Page) -> None:
    ready(page, f"{url}/search.html?q=ถนนห้วยเฟื่อง")
    found = page.locator(".ph-found")
    expect(found).to_have_text(re.compile("^ไม่พบ “ถนนห้วยเฟื่อง” รายการที่คล้ายมี [1-9][0-9]*$"))
    sums = page.locator(".ph-sum")
    expect(sums).to_have_text("รายการที่คล้ายไม่รวมยอดเงิน")
    assert sums.get_attribute("data-total-budget") is None
    page.locator("#ph-q").fill("ถนนห้วยเฟือง")
    expect(found).to_have_text(re.compile("^พบ "))
    assert sums.get_attribute("data-total-budget")


def test_page_says_what_plans_call_an_everyday_word(url: str, page: Page) -> None:
    ready(page, f"{url}/search.html?q=คนแก่")
    expect(page.locator(".ph-explore")).to_contain_text("รวมคำที่แผนใช้: ผู้สูงอายุ · คนชรา")
    assert "ผู้สูงอายุ" in page.locator(".ph-list mark").first.inner_text()
    page.locator("#ph-q").fill("ผู้สูงอายุ")
    expect(page.locator(".ph-explore")).not_to_contain_text("รวมคำที่แผนใช้")


def test_villages_units_and_strategies_are_results_that_lead_to_their_pages(
    url: str, page: Page, example: BuiltSite
) -> None:
    year = example.view.current
    wanted = {
        "ม.5": f"{year.label}/villages/5.html",
        "ห้วยเฟือง": f"{year.label}/villages/5.html",
        **{str(one.name): f"{year.label}/{one.path}" for one in year.units[:3]},
        **{str(one.name): f"{year.label}/{one.path}" for one in year.strategies},
        **{str(one.name): f"{year.label}/{one.path}" for one in year.programmes[:3]},
        "แผนพัฒนาท้องถิ่น": ".html",
    }
    ready(page, f"{url}/search.html")
    for query, path in wanted.items():
        page.locator("#ph-q").fill(query)
        link = page.locator(f".ph-pages-found a[href$='{path}']").first
        expect(link).to_be_visible()
        assert page.request.get(link.evaluate("one => one.href")).ok, query


def test_every_group_that_may_be_a_result_has_its_page(url: str, page: Page) -> None:
    ready(page, f"{url}/search.html")
    broken = page.evaluate(
        """async () => {
            const lost = [], newest = phaen.data.years[0];
            const year = phaen.engine.years.find(one => one.label === newest);
            for (const [key, folder] of Object.entries(phaen.data.folders))
                for (const [slug] of year.index.choices[key]) {
                    const address = phaen.root + year.label + "/" + folder.replace("{}", slug);
                    if (!(await fetch(address)).ok) lost.push(address);
                }
            return lost;
        }"""
    )
    assert broken == []


def test_result_shows_how_far_a_project_is(url: str, page: Page, example: BuiltSite) -> None:
    reports = {
        one.id: one.last_report
        for one in example.view.current.rows
        if one.last_report and one.last_report.percent and not one.project.cancelled
    }
    id_, report = next((id_, report) for id_, report in reports.items() if report.percent != "0")
    ready(page, f"{url}/search.html?q={id_}&year={example.view.current.label}")
    mark = page.locator(f"[data-project='{id_}'] .ph-state")
    expect(mark).to_contain_text(report.status.thai)
    assert mark.locator("progress").evaluate("one => one.value") == float(report.percent)
    expect(mark.locator("progress")).to_have_attribute(
        "aria-label", f"คืบหน้าร้อยละ\u00a0{report.percent}"
    )


@pytest.mark.parametrize("amount", ["100,000", "๑๐๐,๐๐๐", "100 000"])
def test_an_amount_in_an_address_is_read_as_pages_write_it(
    url: str, page: Page, amount: str
) -> None:
    ready(page, f"{url}/search.html?year=2570&min={amount}&max=300,000")
    told = page.locator("#ph-min").input_value(), page.locator("#ph-max").input_value()
    assert told == ("100000", "300000")


def test_least_amount_above_the_most_is_the_same_range(url: str, page: Page) -> None:
    ready(page, f"{url}/search.html?year=2570&min=100000&max=300000")
    right = shown(page)
    expect(page.locator(".ph-explore")).not_to_contain_text("มากกว่างบไม่เกิน")
    ready(page, f"{url}/search.html?year=2570&min=300000&max=100000")
    assert shown(page) == right != []
    expect(page.locator(".ph-explore")).to_contain_text(
        "งบตั้งแต่มากกว่างบไม่เกิน จึงค้นตั้งแต่ 100,000 ถึง 300,000"
    )


def test_enter_in_an_empty_search_shows_all_there_is(url: str, page: Page) -> None:
    for press in ("box", "home"):
        opened(page, f"{url}/index.html")
        if press == "box":
            page.locator(".ph-find").click()
            page.locator(".ph-box input").press("Enter")
        else:
            page.locator(".ph-search input").press("Enter")
        page.wait_for_url(re.compile(r"search\.html\??$"))
        page.locator(".ph-explore[data-ready]").wait_for()
        expect(page.locator(".ph-found")).to_contain_text("พิมพ์คำที่ต้องการค้น หรือเลือกตัวกรอง")
    page.locator("#ph-q").press("Enter")
    expect(page.locator("#ph-q")).to_be_focused()


def test_links_that_say_search_lead_to_the_search(example: BuiltSite) -> None:
    links = [
        (path.name, href)
        for path in example.site.glob("*.html")
        for href, text in re.findall(
            r'<a\b[^>]*href="([^"]*)"[^>]*>([^<]*)</a>', path.read_text(encoding="utf-8")
        )
        if text.strip() in ("ค้นหา", "ค้นหาโครงการ")
    ]
    assert len(links) > 5
    assert [one for one in links if not one[1].endswith("search.html")] == []


def test_list_prints_whole_with_what_was_asked(url: str, page: Page) -> None:
    ready(page, f"{url}/search.html?q=โครงการ&year=2570")
    total = int(page.locator(".ph-list").get_attribute("data-total") or 0)
    assert total > 50
    assert page.locator(".ph-list li").count() == 50
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".ph-list li").count() == total
    for seen in (".ph-list li >> nth=60", ".ph-found", ".ph-sum", "#ph-q", ".ph-chosen"):
        expect(page.locator(seen)).to_be_visible()
    expect(page.locator(".ph-chosen")).to_have_text("ปี 2570")
    for hidden in (".ph-filters", ".ph-tools", ".ph-saves"):
        expect(page.locator(hidden)).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".ph-list li").count() == 50


def test_a_part_of_a_table_is_not_called_the_whole_plan_on_screen_or_paper(
    url: str, page: Page
) -> None:
    claim, part = page.locator(".ph-all-rows"), page.locator(".ph-explore")
    ready(page, f"{url}/2570/table.html")
    expect(claim).to_have_text("ทุกรายการในแผน เรียงตามลำดับในแผน ")
    page.emulate_media(media="print")
    expect(part).to_be_hidden()  # the whole plan needs no word of what was chosen

    ready(page, f"{url}/2570/table.html?q=ถนน&village=2&order=-unit")
    expect(claim).to_be_hidden()
    expect(page.locator(".ph-whole caption")).to_have_text("พบ 3 รายการ")
    for seen in (".ph-found", ".ph-sum"):
        expect(page.locator(seen)).to_be_visible()
    expect(page.locator("#ph-q")).to_have_value("ถนน")
    expect(page.locator(".ph-chosen")).to_have_text("หมู่ที่ 2 บ้านสันต้นมื่น · เรียงตาม หน่วยงาน ฮ–ก")
    source = page.locator(".ph-printed-from")
    expect(source).to_contain_text("/2570/table.html?q=ถนน&order=-unit&village=2")
    page.emulate_media(media="screen")
    expect(page.locator("#ph-order")).to_have_value("-unit")


def test_where_filters_leave_nothing_the_paper_says_why(url: str, page: Page) -> None:
    ready(page, f"{url}/2570/table.html?unit=gone")
    page.emulate_media(media="print")
    expect(page.locator(".ph-found")).to_contain_text("ไม่มีรายการที่ตรงกับตัวกรองทั้งหมด")
    expect(page.locator(".ph-found")).to_be_visible()


def test_statuses_sources_and_the_whole_area_are_searched(
    url: str, page: Page, example: BuiltSite
) -> None:
    year = next(one for one in example.view.years if one.cancelled)
    source = next(one.project.funding for one in year.rows if one.project.funding)
    wanted = {
        "ยกเลิก": {one.id for one in year.cancelled},
        "ทั้งตำบล": {one.id for one in year.rows if one.project.villages.everywhere},
        source: {one.id for one in year.rows if source in one.project.funding},
    }
    ready(page, f"{url}/search.html")
    for query, right in wanted.items():
        found = page.evaluate(
            "([q, year]) => phaen.search(q, {year}).then(all => all.map(one => one.id))",
            [query, year.label],
        )
        assert right, query
        assert right <= set(found), query


READ_AT_ONCE_AND_IN_STEPS = """async query => {
    await window.phaen.search('');
    const parts = self.phaenIndex;
    const engines = [0, 1].map(() => phaen.Engine(self.phaenData[0]));
    engines.forEach(engine => parts.forEach(one => {
        if ('name' in one) { engine.add(one); } else { engine.addDetails(one); }
    }));
    let steps = 1;
    while (engines[1].readOn()) { steps++; }
    const said = engine => engine.find(query).rows.map(([year, row]) => year.label + ' ' + row);
    return [steps, ...engines.map(said)];
}"""


@pytest.mark.parametrize("query", ["ถนน", "คสล.", "ไฟทาง", "หมู่ 3 เงินอุดหนุน", "กุ้งมังกร", ""])
def test_what_is_asked_before_all_is_read_finds_what_it_finds_after(
    query: str, url: str, page: Page
) -> None:
    opened(page, f"{url}/index.html")
    steps, at_once, later = page.evaluate(READ_AT_ONCE_AND_IN_STEPS, query)
    assert at_once == later
    assert steps > 50


@pytest.mark.parametrize("query", ["ล่าช้า", "งานล่าช้า", "เกินกำหนด"])
def test_late_work_leads_to_its_list_and_to_nothing_like_the_word(
    query: str, url: str, page: Page
) -> None:
    ready(page, f"{url}/search.html?q={query}")
    expect(page.locator(".ph-pages-found a[href$='/late.html']")).to_be_visible()
    expect(page.locator(".ph-found")).not_to_contain_text("คล้าย")


def test_paper_says_the_day_on_which_it_was_printed(url: str, page: Page) -> None:
    opened(page, f"{url}/index.html")
    stamp = page.locator(".ph-printed-on")
    expect(stamp).to_have_text("")
    page.emulate_media(media="print")
    expect(stamp).to_be_visible()
    today = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=7)
    expect(stamp).to_have_text(f"เมื่อ {format_date(today.date())}")


def test_a_range_of_money_is_the_filter_and_the_status_says_so(
    url: str, page: Page, example: BuiltSite
) -> None:
    year, million = example.view.current, 100_000_000
    right = [one for one in year.rows if (one.project.budget.satang or 0) > million]
    ready(page, f"{url}/search.html?year={year.label}")
    page.locator("#ph-q").fill("งบเกิน ๑ ล้าน")
    expect(page.locator(".ph-found")).to_have_text(f"พบ {len(right)} รายการ งบเกิน 1,000,000 บาท")
    page.locator("#ph-q").fill("ถนน 5 แสน")
    about = "งบตั้งแต่ 450,000 บาท งบไม่เกิน 550,000 บาท"
    expect(page.locator(".ph-found")).to_contain_text(about)
    page.locator("#ph-q").fill("ถนน 7 ล้าน")
    expect(page.locator(".ph-explore")).to_contain_text("ไม่ได้ใช้ “7 ล้าน” ในการค้น")


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("ผด.02/1", "/strategies/"),
        ("ผด.01", "/pd01.html"),
        ("เดือนนี้", "/2570/months/11.html"),
        ("โครงการเดือนหน้า", "/2570/months/12.html"),
        ("เดือนเมษายน", "/2570/months/4.html"),
        ("ปีที่แล้ว", "/2569/index.html"),
        ("ปีหน้า", "/years.html"),
    ],
)
def test_a_page_is_an_answer_and_is_counted(
    query: str, path: str, url: str, chromium: Browser
) -> None:
    page = chromium.new_page()
    page.clock.set_fixed_time("2026-11-05T05:00:00Z")
    opened(page, f"{url}/index.html")
    page.locator(".ph-find").click()
    page.locator(".ph-box input").fill(query)
    link = page.locator(f".ph-box .ph-links a[href*='{path}']").first
    expect(link).to_be_visible()
    assert page.request.get(link.evaluate("one => one.href")).ok
    if not page.locator(".ph-box [data-project]").count():
        expect(page.locator(".ph-box [role=status]")).to_contain_text("พบหน้าอื่น")
    page.close()


def test_what_stands_inside_other_words_by_chance_comes_last_and_in_no_sum(
    url: str, page: Page
) -> None:
    ready(page, f"{url}/search.html?q=วัด&year=2570")
    status = page.locator(".ph-found").inner_text().replace("\u00a0", " ")
    sure, alike = map(int, re.findall("[0-9]+", status))
    assert status == f"พบ {sure} รายการ และที่คล้ายอีก {alike} รายการ"
    found = page.evaluate(
        """() => phaen.search("วัด", {year: "2570"}).then(all => {
            const year = phaen.engine.years.find(one => one.label === "2570");
            const ids = year.index.id.split("\\n"), at = id => ids.indexOf(id);
            return all.map(one => [year.texts.name, year.texts.place, year.texts.detail]
                .map(col => col.text.slice(col.starts[at(one.id)], col.starts[at(one.id) + 1] - 1))
                .join("\\n"));
        })"""
    )
    temple = page.evaluate("phaen.pack('วัด')")
    longer = page.evaluate("['จังหวัด', 'หวัด', 'วัดระดับ', 'วัดมุม'].map(phaen.pack)")
    without = [re.sub("|".join(map(re.escape, longer)), "", one) for one in found]
    assert all(temple in one for one in without[:sure])
    assert len(found) == sure + alike
    assert int(page.locator(".ph-sum").get_attribute("data-total-projects") or 0) <= sure
    page.locator("#ph-order").select_option("-budget")
    expect(page.locator(".ph-list li > .ph-soft")).to_have_text("รายการที่คล้าย มีคำนี้อยู่ในคำอื่น")
    nth = page.locator(".ph-list > li").nth(sure)
    expect(nth).to_contain_text("รายการที่คล้าย")
    page.locator("#ph-q").fill("รถบรรทุก")
    expect(page.locator(".ph-found")).not_to_contain_text("คล้ายอีก")
