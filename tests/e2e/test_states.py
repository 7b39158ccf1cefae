"""Pages as readers set them up, in large letters, own colours, on paper: nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, expect

from e2e.sites import BuiltSite, build_here
from e2e.test_accessibility import RULES, opened
from photographs import photo, scene
from portals import GOOD, PROJECTS, csv_table, make_row, plan_yml, portal_folder
from published import CHROMIUM, QUIET, kinds, served
from shares import some

# What is asked of a window, by its name: how wide it is, and how a reader had it shown.
STATES: dict[str, dict[str, Any]] = {
    "narrow": {"width": 320},
    "large-letters": {"width": 360, "letters": 2},
    "large-letters-on-a-desk": {"width": 1280, "letters": 2},
    "own-colours": {"width": 360, "context": {"forced_colors": "active"}},
    "own-dark-colours": {
        "width": 1280,
        "context": {"forced_colors": "active", "color_scheme": "dark"},
    },
    "calm": {"width": 360, "context": {"reduced_motion": "reduce"}},
    "paper": {"width": 688, "media": "print"},
}
# How wide a sheet is between its margins, where a page asks for another than the upright A4.
SHEETS = {"whole": 1031}
# Every day, every page in these by one visit each, without axe, and the first pages by axe in two.
EVERY_DAY = ("narrow", "large-letters", "large-letters-on-a-desk")
SHARE = ("home", "year", "village")
# A word that ends at no edge in place of each link: of names in a plan none is too long.
LONG_WORDS = """() => {
    for (const one of document.querySelectorAll('#ph-content a')) {
        if (!one.closest('svg') && !one.querySelector('svg, img')) one.textContent = 'W'.repeat(60);
    }
}"""
# What a state may not do: push anything beyond the window, or cut a text off in silence.
LOST = """() => {
    const found = [], width = document.documentElement.clientWidth;
    const beyond = document.documentElement.scrollWidth - width;
    if (beyond > 0) { found.push(beyond + ' px beyond the window'); }
    for (const one of document.querySelectorAll('body *')) {
        if (!one.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})) continue;
        const style = getComputedStyle(one), box = one.getBoundingClientRect();
        if (box.width < 2 || one.closest('svg, select, input, thead, .ph-scroll')) continue;
        const shut = style.overflowX === 'hidden' || style.overflowX === 'clip';
        if (shut && one.scrollWidth > one.clientWidth + 2) {
            found.push('cut ' + one.outerHTML.slice(0, 120));
        }
    }
    return found;
}"""
LONG = "ก่อสร้างถนนคอนกรีตเสริมเหล็กพร้อมรางระบายน้ำรูปตัวยูและฝาปิด สายทางเชื่อมระหว่างบ้านสันต้นมื่น หมู่ที่ 2 "
LONG = (
    LONG + "ผิวจราจรกว้าง 4.00 เมตร ยาว 1,215.00 เมตร หนา 0.15 เมตร พื้นที่ไม่น้อยกว่า 4,860.00 ตารางเมตร "
) * 3
TOWN = (
    "name: เทศบาลเมืองเชียงตัวอย่างพัฒนา\nkind: เทศบาลเมือง\ndistrict: เมืองตัวอย่าง\nprovince: เชียงราย\n"
    "units: {engineering: {name: กองช่าง}, health: {name: กองสาธารณสุขและสิ่งแวดล้อม}}\n"
    "villages: {1: ชุมชนตลาดเก่าริมแม่น้ำกก, 2: ชุมชนหนองปึ๋ง}\n"
    "contact: {phone: 053-000-000, email: saraban-of-the-office@office.example.go.th}\n"
)
POSTED = "considered: {0}\nannounced: {0}\nposted_from: {0}\nposted_until: {1}"


def _amendment(kind: str, day: str, until: str) -> str:
    lines = POSTED.format(day, until).split("\n")
    return f"kind: {kind}\nedition:\n" + "".join(f"  {line}\n" for line in lines)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A town of communities: very long names, a draft, a year of which nothing is left."""
    rows = [
        make_row(id="2570-001", name=LONG[:447], detail=LONG, villages="1, 2", place="ชุมชนตลาดเก่า"),
        make_row(id="2570-002", villages="2", budget="35214000.50"),
        make_row(id="2570-003", unit="แขวงทางหลวงชนบทเชียงราย", budget="-", villages="ทั้งตำบล"),
        make_row(id="2570-004", start="", end="", budget="ไม่ใช้งบประมาณ"),
    ]
    past = [make_row(id="2569-001", start="พ.ย. 2568", end="ธ.ค. 2568")]
    ahead = [make_row(id="2571-001", start="พ.ย. 2570", end="ม.ค. 2571")]
    told = {"change": "แก้ไข", "reason": "แบบแปลนเปลี่ยน"}
    before = POSTED.format("2568-10-15", "2568-11-30")
    first = POSTED.format("2569-10-15", "2569-11-30")
    files: dict[str, str | bytes | None] = {
        "plans/organization.yml": TOWN,
        "plans/2569/plan.yml": plan_yml(before).replace("2570", "2569"),
        "plans/2569/projects.csv": csv_table(past),
        "plans/2569/amendments/1/plan.yml": _amendment("เปลี่ยนแปลง", "2569-02-06", "2569-03-20"),
        "plans/2569/amendments/1/projects.csv": csv_table(
            [one | told | {"change": "ยกเลิก"} for one in past]
        ),
        "plans/2570/plan.yml": plan_yml(first),
        PROJECTS: csv_table(rows),
        "plans/2570/amendments/1/plan.yml": _amendment("แก้ไข", "2569-11-02", "2569-12-15"),
        "plans/2570/amendments/1/projects.csv": csv_table(
            [rows[0] | told | {"name": LONG[10:450], "budget": "678300"}]
        ),
        "plans/2570/amendments/2/plan.yml": _amendment("เปลี่ยนแปลง", "2569-11-20", "2569-12-28"),
        "plans/2570/amendments/2/projects.csv": csv_table([rows[1] | told | {"budget": "900000"}]),
        "plans/2570/documents/before.jpg": photo(scene(900, 1600)),
        "plans/2570/progress.csv": csv_table(
            [
                {
                    "id": "2570-001", "date": "2569-11-20", "status": "อยู่ระหว่างดำเนินการ",
                    "percent": "40", "spent": "100000",
                    "evidence": "ก่อน: documents/before.jpg = ก่อนขุด",
                }
            ]
        ),
        "plans/2571/plan.yml": plan_yml().replace("2570", "2571"),
        "plans/2571/projects.csv": csv_table(ahead),
    }  # fmt: skip
    folder = tmp_path_factory.mktemp("town") / "portal"
    inherited: dict[str, str | bytes | None] = {
        path.relative_to(GOOD).as_posix(): None for path in GOOD.rglob("*") if path.is_file()
    }
    return build_here(portal_folder(folder, inherited | files))


def _shown(chromium: Browser, state: dict[str, Any], *, rules: bool = False) -> BrowserContext:
    size: ViewportSize = {"width": state["width"], "height": 740}
    context = chromium.new_context(viewport=size, bypass_csp=True, **state.get("context", {}))
    if rules:
        context.add_init_script(path=AXE_FILE_PATH)
    return context


def _large(page: Page, times: int) -> None:
    page.add_style_tag(content=f"html {{ font-size: {18 * times}px !important }}")


def _lost(page: Page) -> list[str]:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    found: list[str] = page.evaluate(LOST)
    return found


def _faults(page: Page, state: dict[str, Any], *, rules: bool) -> list[str]:
    if media := state.get("media"):
        page.emulate_media(media=media)
        sheet = SHEETS.get(page.evaluate("getComputedStyle(document.body).page"), state["width"])
        page.set_viewport_size({"width": sheet, "height": 740})
    if letters := state.get("letters"):
        _large(page, letters)
    found = _lost(page)
    if rules:
        asked = """([tags, pressed]) => axe.run(document, {
            runOnly: tags, resultTypes: ['violations'], rules: {'target-size': {enabled: pressed}},
        })"""
        # Nobody presses a link on paper: how large it is there says nothing.
        for one in page.evaluate(asked, [RULES, state.get("media") != "print"])["violations"]:
            found.append(f"{one['id']} {one['nodes'][0]['html'][:160]}")
    return found


def _walk(
    chromium: Browser, url: str, pages: dict[str, str], state: str, *, rules: bool
) -> list[str]:
    context = _shown(chromium, STATES[state], rules=rules)
    page = context.new_page()
    found = []
    for kind, path in pages.items():
        opened(page, url, path)
        found += [f"{kind}: {one}" for one in _faults(page, STATES[state], rules=rules)]
    context.close()
    return found


@pytest.fixture(scope="module")
def url(example: BuiltSite) -> Iterator[str]:
    with served(example.site) as address:
        yield address


@pytest.mark.share
def test_nothing_is_lost_in_a_narrow_window_in_large_letters_or_of_words_without_an_end(
    example: BuiltSite, url: str, chromium: Browser
) -> None:
    page = chromium.new_page(bypass_csp=True)
    found = []
    for kind, path in some(kinds(example.view).items(), 4):
        opened(page, url, path)
        for state in EVERY_DAY:
            asked = STATES[state]
            page.set_viewport_size({"width": asked["width"], "height": 740})
            _large(page, asked.get("letters", 1))
            found += [f"{kind} {state}: {one}" for one in _lost(page)]
        page.set_viewport_size({"width": STATES["narrow"]["width"], "height": 740})
        _large(page, 1)
        page.evaluate(LONG_WORDS)
        found += [f"{kind}, long words: {one}" for one in _lost(page)]
    page.close()
    assert not found, "\n".join(found)


@pytest.mark.share
def test_letters_grow_with_the_readers_choice_and_nothing_is_lost(
    example: BuiltSite, url: str, chromium: Browser
) -> None:
    large_letters = chromium.browser_type.launch(
        executable_path=CHROMIUM, args=[*QUIET, "--blink-settings=defaultFontSize=32"]
    )
    pages = dict(some(kinds(example.view).items(), 5, 1))
    assert _walk(large_letters, url, pages, "narrow", rules=False) == []
    page = opened(large_letters.new_page(bypass_csp=True), url, "index.html")
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "36px"
    large_letters.close()


@pytest.mark.parametrize("state", ["own-colours", "paper"])
def test_axe_finds_nothing_in_a_readers_own_colours_or_on_paper(
    state: str, example: BuiltSite, url: str, chromium: Browser
) -> None:
    pages = {kind: path for kind, path in kinds(example.view).items() if kind in SHARE}
    assert _walk(chromium, url, pages, state, rules=True) == []


@pytest.mark.long
@pytest.mark.parametrize("state", STATES)
def test_nothing_is_lost_on_any_page_in_any_state(
    state: str, example: BuiltSite, url: str, chromium: Browser
) -> None:
    assert _walk(chromium, url, kinds(example.view), state, rules=True) == []


@pytest.mark.long
@pytest.mark.parametrize("state", STATES)
def test_nothing_is_lost_of_the_longest_names_a_draft_and_a_year_of_which_nothing_is_left(
    state: str, town: BuiltSite, chromium: Browser
) -> None:
    files = sorted(path.relative_to(town.site).as_posix() for path in town.site.rglob("*.html"))
    pages = {one: one for one in files if not one.startswith(("about", "guide"))}
    with served(town.site) as address:
        assert _walk(chromium, address, pages, state, rules=True) == []


def test_paper_and_a_readers_own_colours_leave_the_marks_of_the_posting(
    url: str, chromium: Browser
) -> None:
    context = _shown(chromium, STATES["own-colours"])
    page = opened(context.new_page(), url, "index.html")
    mark = "getComputedStyle(document.querySelector('.ph-posting li'), '::before').backgroundColor"
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(mark) != page.evaluate(ground)
    context.close()


def test_a_month_without_projects_says_so_of_the_kept_village_and_of_the_whole_plan(
    url: str, chromium: Browser
) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 640})
    page.clock.set_fixed_time("2026-11-24T03:00:00Z")

    def emptied(route: Route) -> None:
        body = re.sub(r"<ol class=\"?ph-list\"?>.*?</ol>", "", route.fetch().text(), flags=re.S)
        body = body.replace("data-months", "data-were")
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page.route("**/*.html", emptied)
    whole = "ทั้งแผนไม่มีโครงการที่ระบุว่าทำในเดือนนี้"
    page.goto(f"{url}/index.html")
    expect(page.locator(".ph-soon p").first).to_have_text(whole)
    page.evaluate('localStorage.setItem(\'phaen-village\', \'{"slug":"1","name":""}\')')
    page.goto(f"{url}/index.html")
    expect(page.locator(".ph-soon h2")).to_contain_text("เดือนนี้ไม่มีโครงการที่ระบุไว้ใน")
    expect(page.locator(".ph-soon h2")).not_to_contain_text("ทั้งแผนมี")
    assert page.locator(".ph-soon h2 ph-k").inner_text().strip()
    expect(page.locator(".ph-soon p").first).to_have_text(whole)
    page.close()


def test_the_first_three_of_the_month_say_how_far_where_and_how_much_in_words_that_stand_apart(
    url: str, chromium: Browser
) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 640})
    page.clock.set_fixed_time("2026-11-24T03:00:00Z")
    opened(page, url, "index.html")
    rows = page.locator(".ph-soon li")
    assert rows.count() == 3
    months = page.locator(".ph-months [data-month='2026-11'] li")
    reported = [one for one in months.all()[:3] if one.locator(".ph-state").count()]
    assert reported, "a row whose state is told must be among them, or this proves nothing"
    loose = "one => [...one.childNodes].map(part => part.nodeType === 3 ? part.data : '').join('')"
    for row in rows.all():
        assert "%" not in row.evaluate(loose), "how far it is stands in a mark of its own"
        assert row.locator("a").inner_text() and row.locator("b").inner_text()
    page.close()
