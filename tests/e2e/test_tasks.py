"""What readers come to do, tried on a telephone: each within its taps from the home page.

A tap is a finger on a link, a button or a field; typing, Enter and scrolling are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from e2e.sites import BuiltSite
from generator.plan.model import Status
from portals import TODAY
from published import served


class Reader:
    """Somebody with a telephone, at the home page, whose taps are counted."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url, self.taps = page, url, 0
        page.goto(f"{url}/index.html")

    def tap(self, one: Locator) -> None:
        """Touch what is in sight, or is after scrolling."""
        expect(one).to_be_visible()
        one.click()
        self.taps += 1

    def type(self, text: str) -> None:
        """Search for a text, typed in one go."""
        self.tap(self.page.locator("#ph-q"))
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self.page.locator(".ph-explore[data-ready]").wait_for()

    def result(self, n: int = 0) -> Locator:
        """A project that was found."""
        return self.page.locator(".ph-explore [data-project] a").nth(n)

    def link(self, address: str) -> Locator:
        """The first link to an address, as it is written in the page."""
        return self.page.locator(
            f"#ph-content a[href$='{address}'], footer a[href$='{address}']"
        ).first

    @property
    def main(self) -> str:
        """All that the page says."""
        return " ".join(self.page.locator("#ph-content").inner_text().split())


@pytest.fixture(scope="module")
def url(example: BuiltSite) -> Iterator[str]:
    with served(example.site) as address:
        yield address


@pytest.fixture
def reader(url: str, chromium: Browser) -> Iterator[Reader]:
    context = chromium.new_context(viewport={"width": 360, "height": 640}, locale="th-TH")
    page = context.new_page()
    page.clock.set_fixed_time(f"{TODAY.isoformat()}T03:00:00Z")
    yield Reader(page, url)
    context.close()


def test_when_is_my_road_done_typed_in_one_go(reader: Reader, example: BuiltSite) -> None:
    reader.type("ถนนห้วยเฟือง")
    reader.tap(reader.result())
    assert reader.taps <= 3
    id_ = reader.page.url.rpartition("/")[2].removesuffix(".html")
    year = next(one for one in example.view.years if f"/{one.label}/" in reader.page.url)
    project = next(one.project for one in year.rows if one.id == id_)
    assert "ถนน" in project.name
    for month in (project.months[0], project.months[-1]):
        expect(reader.page.locator(".ph-strip .ph-on")).not_to_have_count(0)
        assert month.label in reader.main.replace("\u00a0", " ")


def test_who_pays_stands_on_the_page_of_the_project(reader: Reader, example: BuiltSite) -> None:
    one = next(view for view in example.view.current.projects if view.project.funding)
    reader.page.goto(f"{reader.url}/{example.view.current.label}/{one.path}")
    said = reader.page.locator(".ph-facts").all_inner_texts()
    assert any(" ".join(one.project.funding.split()) in " ".join(text.split()) for text in said)


def test_why_was_it_cancelled(reader: Reader, example: BuiltSite) -> None:
    reader.type("ยกเลิก")
    found = reader.page.locator(".ph-explore [data-project]:has([data-status=withdrawn]) a").first
    reader.tap(found)
    assert reader.taps <= 3
    expect(reader.page.locator("#ph-content")).to_contain_text("โครงการนี้ถูกยกเลิกโดย")
    expect(reader.page.locator("#ph-content")).to_contain_text("เพราะ")


def test_is_the_plan_still_posted_where_and_until_when(reader: Reader, example: BuiltSite) -> None:
    line = reader.page.locator(".ph-hangs")
    expect(line).to_be_in_viewport(ratio=1)
    edition = example.view.current.editions[0].edition
    text = " ".join(line.inner_text().split())
    assert "อยู่ ถึง" in text
    assert edition.posting.posted_until
    assert str(edition.posting.posted_until.day) in text
    assert edition.posted_at[0] in text
    assert reader.taps == 0


def test_which_projects_are_near_the_school_by_words(reader: Reader) -> None:
    reader.type("โรงเรียน")
    assert reader.taps <= 3
    expect(reader.result()).to_be_visible()
    assert "โรงเรียน" in reader.main


def test_whom_do_i_call(reader: Reader) -> None:
    call = reader.page.locator("footer a[href^='tel:']").first
    expect(call).to_be_visible()
    assert re.fullmatch(r"tel:\+?[0-9]{9,}", call.get_attribute("href") or "")


@pytest.mark.parametrize("kept", [False, True])
def test_my_village_what_is_done(reader: Reader, example: BuiltSite, *, kept: bool) -> None:
    village = example.view.current.villages[4]
    if kept:
        reader.page.goto(f"{reader.url}/{example.view.current.label}/{village.path}")
        reader.page.locator(".ph-keep").click()
        reader.page.goto(f"{reader.url}/index.html")
        expect(reader.page.locator(".ph-mine a")).to_be_in_viewport(ratio=1)
        expect(reader.page.locator(".ph-soon h2")).to_contain_text("เดือนนี้ใน")
        here = {one.id for one in village.projects}
        shown = reader.page.locator(".ph-soon li a").evaluate_all(
            "all => all.map(one => one.pathname.split('/').pop().replace('.html', ''))"
        )
        assert shown
        assert set(shown) <= here
        reader.tap(reader.page.locator(".ph-mine a"))
    else:
        reader.tap(reader.page.locator(".ph-villages a").nth(4))
    assert reader.taps == 1
    expect(reader.page.locator(".ph-notice [data-project]")).to_have_count(len(village.projects))


@pytest.mark.parametrize(
    ("everyday", "official"), [("คนแก่", "ผู้สูงอายุ"), ("ไฟทาง", "ไฟฟ้า"), ("หมาบ้า", "พิษสุนัขบ้า")]
)
def test_an_everyday_word_finds_the_official_thing(
    everyday: str, official: str, reader: Reader
) -> None:
    reader.type(everyday)
    assert reader.taps == 1
    assert official in reader.main


def test_my_village_against_others_and_against_last_year(
    reader: Reader, example: BuiltSite
) -> None:
    reader.tap(reader.page.locator(".ph-header nav a[href$='years.html']"))
    reader.tap(reader.link("budgets.html"))
    assert reader.taps <= 3
    village = example.said(example.view.current.villages[4].name)
    panel = reader.page.locator(".ph-panel").filter(has_text=village.partition(" ")[0]).first
    expect(panel).to_be_visible()
    for label in ("2570", "2569"):
        expect(panel).to_contain_text(label)


def test_link_to_an_exact_filtered_list_is_its_address(reader: Reader) -> None:
    reader.type("ถนน")
    reader.tap(reader.page.locator(".ph-filters-open"))
    reader.page.locator("#ph-year").select_option("2570")
    reader.page.locator("#ph-status").select_option(index=1)
    reader.tap(reader.page.locator(".ph-shown"))
    found = reader.page.locator(".ph-explore .ph-list").inner_text()
    other = reader.page.context.new_page()
    other.goto(reader.page.url)
    other.locator(".ph-explore[data-ready]").wait_for()
    assert other.locator(".ph-explore .ph-list").inner_text() == found


def test_announced_and_posted_in_time_with_the_clause(reader: Reader) -> None:
    posting = reader.page.locator(".ph-posting")
    expect(posting.locator(".ph-verdict").first).to_be_visible()
    reader.tap(posting.locator(".ph-why summary").first)
    assert reader.taps <= 1
    expect(posting.locator(".ph-why p").first).to_contain_text("ข้อ")


def test_evidence_of_posting_is_its_signed_paper(reader: Reader) -> None:
    reader.tap(reader.link("2570/announcements/index.html"))
    assert reader.taps <= 2
    expect(reader.page.locator("#ph-content")).to_contain_text("ติดประกาศ")


def test_integrity_of_a_closed_year_is_told_with_its_file_and_digest(
    reader: Reader, example: BuiltSite
) -> None:
    reader.tap(reader.page.locator("footer a[href$='verify.html']"))
    assert reader.taps <= 2
    for year in example.view.sealed:
        section = reader.page.locator(f"[data-sealed='{year.label}']")
        expect(section.locator(f"a[href$='{year.label}.zip']")).to_be_visible()
        expect(section).to_contain_text(year.digest)


def test_yearly_results_are_two_taps_away(reader: Reader, example: BuiltSite) -> None:
    reader.tap(reader.link(f"{example.view.current.label}/progress.html"))
    assert reader.taps <= 2
    assert str(Status.DONE.thai) in reader.main


def test_problems_and_suggestions_are_told_with_how_many_are_blank(
    reader: Reader, example: BuiltSite
) -> None:
    year = example.view.current
    reader.tap(reader.link(f"{year.label}/ita.html"))
    assert reader.taps <= 2
    reports = [view.last_report for view in year.projects if view.last_report]
    for name in ("problem", "suggestion"):
        row = reader.page.locator(f"[data-sought={name}]")
        written = sum(bool(getattr(one, name)) for one in reports)
        assert row.get_attribute("data-have") == str(written)
        expect(row).to_be_visible()
    expect(reader.page.locator("#ph-content")).to_contain_text(year.plan.ita["results"].upper())


def test_first_screen_of_a_telephone_has_all_five(reader: Reader, example: BuiltSite) -> None:
    page = reader.page
    expect(page.locator(".ph-soon li")).to_have_count(3)
    name = page.locator(".ph-brand b")
    expect(name).to_contain_text(example.view.organization.name)
    for part in (name, page.locator("#ph-q"), page.locator(".ph-mine-choose a")):
        expect(part).to_be_in_viewport(ratio=1)
    for row in page.locator(".ph-soon li").all():
        expect(row).to_be_in_viewport(ratio=1)
    expect(page.locator(".ph-hangs")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_first_screen_without_a_script_leads_to_the_months_and_villages(
    url: str, chromium: Browser
) -> None:
    context = chromium.new_context(
        viewport={"width": 360, "height": 640}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{url}/index.html")
    for part in ("#ph-q", "a[href='#villages']", "a[href='#months']", ".ph-hangs"):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)
    context.close()
