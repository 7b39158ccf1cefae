"""What readers come to do, tried on a telephone: each within its taps from the home page.

A tap is a finger on a link, a button or a field; typing, Enter and scrolling are none.
"""

from __future__ import annotations

import base64
import hashlib
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from e2e.sites import BuiltSite
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
    expect(reader.page.locator(".ph-strip .ph-on")).to_have_count(len(project.months))
    told = reader.page.locator("#when ~ .ph-dated").first.inner_text()
    assert project.months[-1].label in told.replace("\u00a0", " ")


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
    call.click(trial=True)  # nothing lies over it


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
    reader.tap(reader.page.locator(".ph-villages a").nth(4))
    reader.tap(reader.page.locator("#ph-content a[href*='budgets.html#ph-village-']"))
    assert reader.taps <= 3
    village = example.view.current.villages[4]
    panel = reader.page.locator(f"#ph-village-{village.slug}")
    expect(panel).to_be_in_viewport()
    assert example.said(village.name) in panel.inner_text().replace("\u00a0", " ")
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


# What is done, what is late, and money.
@pytest.mark.parametrize(
    "name", ["done", "late", "spending-without-progress", "progress-without-spending"]
)
def test_what_is_done_late_or_spent_without_progress_is_a_list(
    name: str, reader: Reader, example: BuiltSite
) -> None:
    reader.tap(reader.link(f"2570/{name}.html"))
    assert reader.taps <= 2
    watched = {one.path: one for one in example.view.current.watched.values()}[f"{name}.html"]
    expect(reader.page.locator("#ph-content [data-project]")).to_have_count(len(watched.rows))
    if not watched.rows:
        expect(reader.page.locator("#ph-content .ph-absent")).to_be_visible()


def test_what_was_finished_this_month_stands_at_home(reader: Reader) -> None:
    told = reader.page.locator("#watch ~ [data-done-month]").first
    expect(told).to_be_visible()
    assert int(told.get_attribute("data-total-projects") or "0") > 0
    assert "แล้วเสร็จ" in told.inner_text()
    assert reader.taps == 0


def test_my_village_how_far(reader: Reader) -> None:
    reader.tap(reader.page.locator(".ph-villages a").nth(4))
    assert reader.taps == 1
    expect(reader.page.locator(".ph-notice .ph-state").first).to_be_visible()


def test_projects_near_the_school_are_on_a_map(reader: Reader) -> None:
    reader.tap(reader.page.locator(".ph-villages a").nth(4))
    pin = reader.page.locator("[data-map] a[href*='projects/']").first
    pin.evaluate("one => one.scrollIntoView({ block: 'center' })")
    wanted = pin.evaluate("one => one.href.baseVal")
    at = pin.evaluate("one => { const box = one.getBoundingClientRect(); return [box.x, box.y]; }")
    reader.page.mouse.click(*at)  # a pin is a dot that is drawn by its stroke alone
    assert reader.taps + 1 <= 3
    reader.page.wait_for_url(f"**/{wanted.removeprefix('../')}")
    expect(reader.page.locator("[data-map]")).to_be_visible()


# Journalists.
def test_changes_of_the_year_are_listed_by_size(reader: Reader) -> None:
    reader.tap(reader.link("2570/changes.html"))
    assert reader.taps <= 2
    sizes = reader.page.locator("table tbody tr").evaluate_all(
        "all => all.map(row => Math.max(...[...row.querySelectorAll('td.ph-num[data-value]')]"
        ".slice(-1).map(cell => Math.abs(cell.dataset.value))))"
    )
    assert sizes
    assert sizes == sorted(sizes, reverse=True)


def test_what_is_dearer_than_last_year_is_listed_by_difference(reader: Reader) -> None:
    reader.tap(reader.link("2570/dearer.html"))
    assert reader.taps <= 2
    for kind, sign in (("dearer", 1), ("cheaper", -1)):
        found = reader.page.locator(f"#{kind} ~ table").first.locator("tbody tr").all()
        differences = [sign * float(one.get_attribute("data-difference") or "") for one in found]
        assert differences
        assert min(differences) > 0
        assert differences == sorted(differences, reverse=True)


def test_projects_of_other_agencies_are_one_list_with_their_money(
    reader: Reader, example: BuiltSite
) -> None:
    reader.tap(reader.link("2570/others.html"))
    assert reader.taps <= 2
    rows = reader.page.locator("table [data-project]")
    theirs = [one for one in example.view.current.projects if one.project.owner.slug != "own"]
    expect(rows).to_have_count(len(theirs))
    expect(rows.locator("td.ph-num").first).to_be_visible()


def test_all_years_are_one_file(reader: Reader, example: BuiltSite) -> None:
    reader.tap(reader.page.locator(".ph-header nav a[href$='data.html']"))
    with reader.page.expect_download() as download:
        reader.tap(reader.page.locator("#ph-content a[href='data/projects.csv']"))
    assert reader.taps <= 2
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert {line[:4] for line in lines[1:]} >= {one.label for one in example.view.all_years}


@pytest.mark.parametrize(
    ("selector", "taps"), [(".ph-cite:not(.ph-embedding)", 1), (".ph-embedding", 2)]
)
def test_a_page_says_how_to_cite_and_to_embed_it(selector: str, taps: int, reader: Reader) -> None:
    reader.page.goto(f"{reader.url}/2570/projects/2570-001.html")
    part = reader.page.locator(selector)
    reader.tap(part.locator("summary"))
    assert reader.taps <= taps
    expect(part.locator(".ph-cited")).to_be_visible()
    expect(part.locator(".ph-cited")).to_contain_text("2570/projects/2570-001.html")


# Assessors.
@pytest.mark.parametrize(("half", "item"), [("six-months", "O8"), ("year", "O9")])
def test_reports_of_half_and_whole_year_are_told_by_unit_with_the_items_number(
    half: str, item: str, reader: Reader, example: BuiltSite
) -> None:
    reader.tap(reader.link(f"progress-{half}.html"))
    assert reader.taps <= 2
    assert f"ข้อ {item}" in reader.main.replace("\u00a0", " ")
    year = next(one for one in example.view.years if f"/{one.label}/" in reader.page.url)
    told = next(one for one in year.frozen if one.half == half)
    rows = reader.page.locator("#units + table tbody tr")
    expect(rows).to_have_count(len(told.units))
    for row, unit in zip(rows.all(), told.units, strict=True):
        expect(row.locator("th")).to_have_text(
            re.compile(re.escape(example.said(unit.unit.name)[:12]))
        )
        assert int(row.locator("td").first.inner_text().split()[-1]) == unit.totals.projects


def test_problems_and_suggestions_say_how_many_are_blank(
    reader: Reader, example: BuiltSite
) -> None:
    reader.tap(reader.link("2570/progress.html"))
    reader.tap(reader.page.locator(".ph-jump a[href$='#problems']"))
    assert reader.taps <= 2
    told = example.view.current.progress
    for name, one in told.remarks.items():
        row = reader.page.locator(f"[data-remark='{name}']")
        expect(row).to_be_in_viewport()
        assert [int(cell.split()[-1]) for cell in row.locator("td").all_inner_texts()] == [
            one.told, one.none, one.blank,
        ]  # fmt: skip
        assert one.told + one.none + one.blank == len(told.latest)


def test_evidence_of_posting_is_a_signed_paper_and_a_photograph(reader: Reader) -> None:
    reader.tap(reader.link("2570/announcements/index.html"))
    reader.tap(reader.page.locator("#ph-content a[href*='#ph-papers-']"))
    assert reader.taps <= 2
    expect(reader.page.locator("#ph-content a[href$='.pdf']").first).to_be_in_viewport()
    photograph = reader.page.locator("#ph-content img[alt]").first
    photograph.scroll_into_view_if_needed()
    expect(photograph).to_be_visible()
    expect(photograph).to_have_js_property("complete", value=True)
    assert photograph.evaluate("one => one.naturalWidth") > 300


def test_forms_are_laid_out_as_on_paper(reader: Reader, example: BuiltSite) -> None:
    year = example.view.current
    reader.tap(reader.link("2570/index.html"))
    reader.tap(reader.link("pd01.html"))
    assert reader.taps <= 2
    expect(reader.page.locator("#ph-content")).to_contain_text(re.compile("แบบ\\sผด.\\s01"))
    whole = reader.page.locator("[data-whole]")
    assert whole.get_attribute("data-total-projects") == str(year.totals.projects)
    reader.page.set_viewport_size({"width": 1280, "height": 800})
    heads = reader.page.locator("thead th").all_inner_texts()
    assert [" ".join(one.split()) for one in heads] == [
        "ยุทธศาสตร์ / แผนงาน", "จำนวนโครงการที่ดำเนินการ", "คิดเป็นร้อยละของโครงการทั้งหมด",
        "จำนวนงบประมาณ (บาท)", "คิดเป็นร้อยละของงบประมาณทั้งหมด", "หน่วยงานรับผิดชอบหลัก",
    ]  # fmt: skip


def test_form_of_projects_has_arrows_below_the_calendar_years(
    reader: Reader, example: BuiltSite
) -> None:
    year = example.view.current
    reader.tap(reader.link("2570/index.html"))
    reader.tap(reader.page.locator("#ph-content p a", has_text=re.compile("ผด.\\s02")))
    assert reader.taps <= 2
    page = reader.page
    expect(page.locator("#ph-content")).to_contain_text(re.compile("แบบ\\sผด.\\s02"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    table = page.locator(".ph-form").first
    years = table.locator("th[scope=colgroup]").all_inner_texts()
    assert [re.sub("\\s", " ", one) for one in years] == ["พ.ศ. 2569", "พ.ศ. 2570"]
    months = table.locator("thead tr").nth(1).locator("th")
    for row in table.locator("tbody tr").all()[:5]:
        worked = next(
            one.project.months
            for one in year.projects
            if one.id == row.get_attribute("data-project")
        )
        arrow = row.locator(".ph-arrow").bounding_box()
        first, last = (
            months.nth(year.plan.year.months.index(worked[at])).bounding_box() for at in (0, -1)
        )
        assert arrow
        assert first
        assert last
        assert abs(arrow["x"] - first["x"]) < 3
        assert abs(arrow["x"] + arrow["width"] - last["x"] - last["width"]) < 3


# The integrity of a closed year, in the browser.
def _dropped(page: Page, files: dict[str, bytes]) -> str:
    """Drop files of these bytes, as from a desktop, and return what is said of them."""
    page.locator(".ph-check").evaluate(
        """(box, files) => {
          const all = new DataTransfer();
          for (const [name, bytes] of Object.entries(files)) {
            const data = Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0));
            all.items.add(new File([data], name));
          }
          const how = { dataTransfer: all, bubbles: true, cancelable: true };
          box.dispatchEvent(new DragEvent("drop", how));
        }""",
        {name: base64.b64encode(data).decode() for name, data in files.items()},
    )
    return _told(page, len(files))


def _told(page: Page, files: int) -> str:
    """Return what is said of so many files, once all are judged."""
    lines = page.locator(".ph-check [role=status] p")
    expect(lines).to_have_count(files)
    for line in lines.all():
        expect(line).to_have_class(re.compile("ph-right|ph-against"))
    told = page.locator(".ph-check [role=status]").inner_text()
    return " ".join(told.replace("\u00a0", " ").split())


def test_a_closed_year_is_checked_by_choosing_its_file(reader: Reader, example: BuiltSite) -> None:
    (year,) = example.view.sealed
    asked: list[str] = []
    reader.tap(reader.page.locator("footer a[href$='verify.html']"))
    reader.page.wait_for_load_state("networkidle")
    reader.page.on("request", lambda one: asked.append(one.url))
    with reader.page.expect_file_chooser() as chooser:
        reader.tap(reader.page.locator(".ph-check input"))
    chooser.value.set_files(example.site / f"sealed/{year.label}.zip")
    assert reader.taps <= 2
    told = reader.page.locator(".ph-check .ph-right")
    expect(told).to_contain_text("ไม่ถูกแก้")
    expect(told).to_contain_text(year.label)
    expect(told).to_contain_text(year.digest)
    assert not asked, "nothing of the file is sent anywhere"


def test_files_that_are_not_the_sealed_year_are_told_for_what_they_are(
    reader: Reader, example: BuiltSite, tmp_path: Path
) -> None:
    (year,) = example.view.sealed
    sealed = (example.site / f"sealed/{year.label}.zip").read_bytes()
    reader.page.goto(f"{reader.url}/verify.html")
    changed = bytearray(sealed)
    changed[len(changed) // 2] ^= 1
    cases = {
        f"{year.label}.zip": (bytes(changed), "ไม่ตรง", year.label),
        "ดาวน์โหลด.zip": (sealed[:-1000], "ไม่ตรง", f"{len(sealed) - 1000:,}"),
        "holiday.jpg": (b"\xff\xd8\xff\xe0 a picture", "ไม่ใช่ไฟล์แผนที่ปิดผนึก", year.label),
        "empty.zip": (b"", "เป็นไฟล์ว่าง", "ดาวน์โหลดใหม่"),
        "other.zip": (sealed.replace(b"2567/", b"2561/"), "ตรวจไม่ได้", "2561"),
        "renamed.zip": (sealed, "ไม่ถูกแก้", year.label),
    }  # fmt: skip
    for name, (data, verdict, part) in cases.items():
        file = tmp_path / name
        file.write_bytes(data)
        reader.page.locator(".ph-check input").set_input_files(file)
        told = _told(reader.page, 1)
        assert name in told
        assert verdict in told, told
        assert part in told, told
        assert ("ไม่ถูกแก้" in told) == (data == sealed)


def test_digests_that_the_page_works_out_are_those_of_dropped_files(reader: Reader) -> None:
    reader.page.goto(f"{reader.url}/verify.html")
    sizes = (1, 55, 56, 63, 64, 65, 119, 120, 1 << 20, (1 << 20) + 57)
    files = {f"{size}.bin": random.Random(size).randbytes(size) for size in sizes}
    told = _dropped(reader.page, files)
    assert [one for one in files.values() if hashlib.sha256(one).hexdigest() not in told] == []


def test_integrity_is_checked_without_a_script_by_commands_that_the_page_tells(
    url: str, chromium: Browser, example: BuiltSite
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/verify.html")
    expect(page.locator(".ph-check")).to_contain_text("ใช้คำสั่งในเครื่องแทนได้")
    page.locator(".ph-check a").click()
    for year in example.view.sealed:
        section = page.locator(f"[data-sealed='{year.label}']")
        expect(section.locator(f"a[href$='{year.label}.zip']")).to_be_visible()
        expect(section).to_contain_text(year.digest)
    context.close()


def test_problems_and_suggestions_are_told_with_how_many_are_blank(
    reader: Reader, example: BuiltSite
) -> None:
    year = example.view.current
    reader.tap(reader.link(f"{year.label}/ita.html"))
    assert reader.taps <= 2
    told = [(view.project.count, view.last_report) for view in year.projects]
    for name in ("problem", "suggestion"):
        row = reader.page.locator(f"[data-sought={name}]")
        written = sum(count for count, one in told if one and getattr(one, name))
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
