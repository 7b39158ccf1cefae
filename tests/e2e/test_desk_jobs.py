"""The desk's jobs as a clerk lives them, in counted actions: a click, a drop, one form filled."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader, PdfWriter

from e2e.clerks import ROWS, Clerk, first_clerk
from e2e.sites import DAY
from e2e.test_desk import asked, menu, opened, press, put_in, sent, told
from photographs import noted, photo
from photographs import opened as drawn


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return first_clerk(tmp_path / "one", None)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, accept_downloads=True)
    context.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    yield context.new_page()
    context.close()


def test_a_draft_is_seen_as_readers_would_see_it_and_nothing_of_it_is_left(
    clerk: Clerk, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    with opened(clerk.folder) as address:
        page.goto(address)
        menu(page, "โครงการ")
        page.get_by_role("link", name="สายที่ 2").click()
        page.get_by_label("งบประมาณ", exact=True).fill("9000")
        press(page, "ใส่ในร่าง")
        menu(page, "ร่าง")
        page.get_by_role("link", name="ดูก่อน อย่างที่ประชาชนจะเห็น").click()
        mark = page.get_by_role("complementary", name="ดูก่อน")
        expect(mark).to_contain_text("ยังไม่เผยแพร่")
        page.goto(page.url.replace("index.html", "2570/projects/2570-002.html"))
        expect(page.locator("main")).to_contain_text("9,000")
        expect(mark).to_contain_text("ยังไม่เผยแพร่")
        assert [*place.glob("phaen-seen-*")]
        (cookie,) = page.context.cookies()
        for trick in ("..%2fportal%2fplans", "../portal/plans", "%2e%2e/portal/plans", "//plans"):
            path = f"/preview/readers/{trick}/organization.yml"
            known = f"{cookie['name']}={cookie['value']}"
            led = asked(address.partition("/?")[0], "GET", path, Cookie=known)
            assert led.status == 404 and "เทศบาล" not in led.text
        assert clerk.table.read_bytes().decode() == ROWS
        assert not (clerk.folder / "site").exists()
        mark.get_by_role("link", name="กลับไปหน้าร่าง").click()
        press(page, "ทิ้งร่าง")
        assert not [*place.glob("phaen-seen-*")]


def test_an_amendment_of_one_cell_takes_six_actions(
    clerk: Clerk, page: Page, tmp_path: Path
) -> None:
    with opened(clerk.folder) as address:
        page.goto(address)
        # From here each line is an action of the clerk; a form filled in is one.
        menu(page, "ฉบับแก้ไข")
        page.get_by_role("link", name="สายที่ 2").click()
        page.get_by_label("งบประมาณ", exact=True).fill("2500")
        page.get_by_label("เหตุผล").fill("ราคาวัสดุสูงขึ้น")
        page.get_by_label("วันที่ประกาศ").fill("2026-11-24")
        press(page, "บันทึกฉบับแก้ไขลงร่าง")
        with page.expect_download() as taken:
            page.get_by_role("link", name="PDF").click()
        press(page, "เก็บ")
        told(page, "เก็บแล้ว")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    taken.value.save_as(tmp_path / "amendment.pdf")
    said = "".join(one.extract_text() for one in PdfReader(tmp_path / "amendment.pdf").pages)
    assert "2,000" in said and "2,500" in said
    folder = clerk.folder / "plans/2570/amendments/1"
    rows = (folder / "projects.csv").read_text("utf-8-sig").splitlines()
    assert rows == [
        "รหัสโครงการ,การเปลี่ยนแปลง,เหตุผล,งบประมาณ",
        "2570-002,แก้ไข,ราคาวัสดุสูงขึ้น,2500",
    ]
    settings = (folder / "plan.yml").read_text("utf-8")
    assert 'kind: "แก้ไข"' in settings and 'number: "1/2570"' in settings
    assert 'announced: "24 พฤศจิกายน 2569"' in settings
    assert clerk.table.read_bytes().decode() == ROWS


def test_several_projects_are_chosen_and_a_new_one_joins_the_open_amendment(
    clerk: Clerk, page: Page
) -> None:
    with opened(clerk.folder) as address:
        page.goto(address)
        menu(page, "ฉบับแก้ไข")
        page.get_by_label("เลือกโครงการ 2570-001").check()
        page.get_by_label("เลือกโครงการ 2570-003").check()
        press(page, "กรอกโครงการที่เลือก")
        first, third = page.get_by_role("group", name="สายที่").all()
        first.get_by_label("เริ่ม").fill("ต.ค. 2569")
        third.get_by_label("การเปลี่ยนแปลง").select_option("ยกเลิกโครงการ")
        press(page, "บันทึกฉบับแก้ไขลงร่าง")
        menu(page, "ฉบับแก้ไข")
        page.get_by_role("link", name="เพิ่มโครงการใหม่").click()
        page.get_by_label("รหัสโครงการใหม่").fill("2570-009")
        for name, text in {
            "ยุทธศาสตร์": "1",
            "โครงการ": "ก่อสร้างถนน สายที่ 9",
            "งบประมาณ": "900",
            "หน่วยงานรับผิดชอบหลัก": "กองช่าง",
        }.items():
            page.get_by_label(name, exact=True).fill(text)
        press(page, "บันทึกฉบับแก้ไขลงร่าง")
        press(page, "เก็บ")
        told(page, "เก็บแล้ว")
    table = clerk.folder / "plans/2570/amendments/1/projects.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["รหัสโครงการ"]: row for row in csv.DictReader(file)}
    assert [row["การเปลี่ยนแปลง"] for row in rows.values()] == ["แก้ไข", "ยกเลิก", "เพิ่ม"]
    assert (rows["2570-001"]["เริ่ม"], rows["2570-001"]["สิ้นสุด"]) == ("ต.ค. 2569", "ธ.ค. 2569")
    assert rows["2570-009"]["งบประมาณ"] == "900"


def test_what_is_announced_is_kept_with_its_paper_and_a_photograph_without_its_place(
    clerk: Clerk, page: Page
) -> None:
    paper = PdfWriter()
    paper.add_blank_page(595, 842)
    signed, photograph = io.BytesIO(), photo(exif=noted())
    paper.write(signed)
    with opened(clerk.folder) as address:
        page.goto(address)
        # From here each line is an action of the clerk; a form filled in is one.
        menu(page, "ประกาศ")
        page.get_by_label("วันที่ประกาศ").fill("2026-10-16")
        page.get_by_label("แฟ้ม PDF").set_input_files(sent("ประกาศ.pdf", signed.getvalue()))
        page.get_by_label("ภาพที่").first.set_input_files(sent("IMG_1.jpg", photograph))
        press(page, "ใส่ในร่างและบันทึกการประกาศ")
        told(page, "บันทึกการประกาศ")
        press(page, "เก็บ")
        told(page, "เก็บแล้ว")
    year = clerk.folder / "plans/2570"
    assert clerk.git("status", "--porcelain", "plans") == ""
    settings = (year / "plan.yml").read_text("utf-8")
    assert '  announced: "16 ตุลาคม 2569"\n' in settings
    assert "  considered: 2569-10-10\n" in settings
    assert 'file: "documents/ประกาศ.pdf"' in settings
    shown = drawn((year / "documents/IMG_1.jpg").read_bytes())
    assert max(shown.size) <= 960 and not shown.getexif()
    record = (year / "announced/0.csv").read_bytes()
    assert "ก่อสร้างถนน สายที่ 4" in record.decode()
    # The command has nothing to add.
    done = clerk.phaen("announce", "2570", "--today", DAY)
    assert done.returncode == 0 and (year / "announced/0.csv").read_bytes() == record


def test_a_year_that_is_over_is_closed_in_three_actions(clerk: Clerk, page: Page) -> None:
    for name, text in {"projects.csv": ROWS, "plan.yml": ""}.items():
        old = text or (clerk.folder / "plans/2570/plan.yml").read_text("utf-8")
        for year in (2569, 2570):
            old = old.replace(str(year), str(year - 1))
        clerk.write(f"plans/2569/{name}", old)
    clerk.git("add", "-A")
    clerk.git("commit", "-qm", "two years")
    with opened(clerk.folder) as address:
        page.goto(address)
        # From here each line is an action of the clerk.
        menu(page, "ปิดปี")
        expect(page.locator("main")).to_contain_text(re.compile("รายงานสิ้นปีครบทุกโครงการ:\\s+ยัง"))
        page.get_by_role("button", name="ปิดผนึกปี 2569").click(trial=True)  # all but the press
        menu(page, "ภาพรวม")
        on(page, "ปิดปี")
        on(page, r"ปิดผนึกปี\s2569")
        told(page, "ปิดผนึกปี")
        menu(page, "ปิดปี")
        expect(page.get_by_role("button", name="ปิดผนึกปี 2570")).to_be_disabled()
    assert (clerk.folder / "plans/2569/sealed/2569.zip").is_file()
    assert clerk.git("status", "--porcelain", "plans") == ""
    assert clerk.phaen("verify", "2569").returncode == 0


def test_a_first_site_takes_nine_actions_from_an_empty_folder(page: Page, tmp_path: Path) -> None:
    folder, live = tmp_path / "office", tmp_path / "www" / "live"
    folder.mkdir()
    live.parent.mkdir()
    with opened(folder) as address:
        page.add_init_script(path=AXE_FILE_PATH)
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.evaluate("axe.run().then(one => one.violations.map(it => it.id))") == []
        # From here each line is an action of the clerk; a form filled in is one.
        for name, text in {
            "ชื่อองค์กร": "เทศบาลตำบลทดสอบ",
            "จังหวัด": "พะเยา",
            "ที่อยู่เว็บไซต์ของแผน": "plan.test.go.th",
            "หน่วยงาน": "สำนักปลัดเทศบาล\nกองช่าง\nกองป่าไม้\n",
            "หมู่บ้าน": "1\tบ้านเหนือ\nหมู่ที่ 2\tบ้านใต้\n",
        }.items():
            page.get_by_label(name, exact=True).fill(text)
        press(page, "สร้างคลัง")
        put_in(page, "ตารางโครงการ (projects)", sent("projects.csv", ROWS.encode()))  # four
        page.get_by_role("link", name="ดูสิ่งที่จะเปลี่ยนแล้วเก็บ").click()
        press(page, "เก็บแล้วไปหน้าเผยแพร่")
        page.get_by_label("โฟลเดอร์ปลายทาง").fill(str(live))
        press(page, "เผยแพร่ฉบับที่เก็บแล้ว")
        told(page, "เผยแพร่แล้ว")
    assert "ก่อสร้างถนน สายที่ 1" in (live / "2570/projects/2570-001.html").read_text("utf-8")
    clerk = Clerk(folder)
    assert clerk.git("log", "--format=%an").split() == ["staff"] * 3
    assert clerk.git("status", "--porcelain") == ""
    said = (folder / "plans/organization.yml").read_text("utf-8")
    assert '  clerk: {name: "สำนักปลัดเทศบาล"}\n  engineering: {name: "กองช่าง"}\n  unit-3:' in said
    assert '  1: "บ้านเหนือ"\n  2: "บ้านใต้"\n' in said


def test_a_month_is_reported_by_the_keyboard_alone(clerk: Clerk, page: Page) -> None:
    with opened(clerk.folder) as address:
        page.goto(address)
        tab_to(page, "ความก้าวหน้า")
        enter(page)
        tab_to(page, "สถานะ")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        tab_to(page, "ร้อยละ")
        page.keyboard.type("40")
        tab_to(page, "เหมือนครั้งก่อน|ใส่ในร่างแล้วดูก่อนเก็บ")
        enter(page)
        tab_to(page, "เก็บ")
        enter(page)
        told(page, "เก็บแล้ว")
    row = (clerk.folder / "plans/2570/progress.csv").read_text("utf-8-sig").splitlines()[1]
    assert row.startswith("2570-001,2569-11-24,อยู่ระหว่างดำเนินการ,40")


def test_a_file_is_put_in_and_kept_by_the_keyboard_alone(clerk: Clerk, page: Page) -> None:
    with opened(clerk.folder) as address:
        page.goto(address)
        # From here each line is an action of the clerk; to tab somewhere is the way to one.
        on(page, "ใส่แฟ้ม")
        tab_to(page, "ตารางโครงการ.*|แบบ.*")
        page.keyboard.press("Space")
        # Waited for from before, so that the browser surely tells of it when the key is pressed.
        with page.expect_file_chooser() as chosen:
            tab_to(page, "เลือกแฟ้ม")
            page.keyboard.press("Space")
        chosen.value.set_files(sent("projects.csv", ROWS.replace("2000", "2222").encode()))
        on(page, "ใส่ในร่าง")
        on(page, "ดูสิ่งที่จะเปลี่ยนแล้วเก็บ")
        on(page, "เก็บ")
        told(page, "เก็บแล้ว")
    assert "สายที่ 2,2222" in clerk.table.read_text("utf-8")


def test_an_announcement_is_recorded_by_the_keyboard_alone(clerk: Clerk, page: Page) -> None:
    paper = PdfWriter()
    paper.add_blank_page(595, 842)
    signed = io.BytesIO()
    paper.write(signed)
    with opened(clerk.folder) as address:
        page.goto(address)
        # From here each line is an action of the clerk; to tab somewhere is the way to one.
        on(page, "ประกาศ")
        tab_to(page, "วันที่ประกาศ")
        page.keyboard.type("10162026")
        with page.expect_file_chooser() as chosen:
            tab_to(page, "แฟ้ม PDF.*")
            page.keyboard.press("Space")
        chosen.value.set_files(sent("ประกาศ.pdf", signed.getvalue()))
        on(page, "ใส่ในร่างและบันทึกการประกาศ")
        told(page, "บันทึกการประกาศ")
        on(page, "เก็บ")
        told(page, "เก็บแล้ว")
    year = clerk.folder / "plans/2570"
    assert 'announced: "16 ตุลาคม 2569"' in (year / "plan.yml").read_text("utf-8")
    assert "ก่อสร้างถนน สายที่ 4" in (year / "announced/0.csv").read_text("utf-8")


def on(page: Page, name: str) -> None:
    """Tab to a link or a button and press it."""
    tab_to(page, name)
    enter(page)


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what is so named has the focus, which must be seen wherever it stands."""
    for _ in range(80):
        page.keyboard.press("Tab")
        told_name, outline = page.evaluate(FOCUSED)
        assert outline, f"the focus on {told_name} is not seen"
        if re.fullmatch(name, told_name):
            return
    raise AssertionError(f"no way to {name}")


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


# Of a date its parts have the focus one after the other, and show it inside the field.
FOCUSED = """() => {
  const one = document.activeElement;
  if (one === document.body) return ['', true];  // the page has only come
  const label = one.labels && one.labels[0];
  const said = label ? label.querySelector('span') || label : one;
  const style = getComputedStyle(one);
  return [said.textContent.trim(), one.type == 'date' || style.outlineStyle != 'none'];
}"""
