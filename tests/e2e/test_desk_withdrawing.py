"""Personal data withdrawn at the desk: shown first, then covered as the command covers it."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Page, expect

from e2e.clerks import ROWS, Clerk, first_clerk
from e2e.sites import DAY
from e2e.test_desk import opened, press, told
from e2e.test_desk_jobs import enter, tab_to

SAID, REASON = "ซอยบ้านแม่อุ้ย", "เจ้าของข้อมูลขอถอน"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    context.add_init_script(path=AXE_FILE_PATH)
    yield context.new_page()
    context.close()


def announced(folder: Path) -> Clerk:
    """Return a clerk whose announced plan tells of somebody."""
    clerk = first_clerk(folder, None)
    clerk.edit("สายที่ 2", SAID)
    done = clerk.phaen("announce", "2570", "--today", DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    clerk.git("add", "-A")
    clerk.git("commit", "-qm", "announced")
    return clerk


def files_of(clerk: Clerk) -> dict[str, bytes]:
    plans = clerk.folder / "plans"
    return {
        str(one.relative_to(plans)): one.read_bytes() for one in plans.rglob("*") if one.is_file()
    }


def holds(folder: Path) -> list[Path]:
    """Return the files below a folder that tell it."""
    found = (one for one in folder.rglob("*") if one.is_file())
    return [one for one in found if SAID.encode() in one.read_bytes()]


def fits_and_is_accessible(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("axe.run().then(one => one.violations.map(it => it.id))") == []


def test_it_is_shown_then_confirmed_and_does_what_the_command_does(
    tmp_path: Path, page: Page
) -> None:
    clerk, other = announced(tmp_path / "one"), Clerk(tmp_path / "two")
    shutil.copytree(clerk.folder, other.folder)
    before = files_of(clerk)
    with opened(clerk.folder) as address:
        page.goto(address)
        page.goto(f"{page.url}history")
        tab_to(page, "ถอนข้อมูลส่วนบุคคล")
        enter(page)
        tab_to(page, "ข้อความที่จะปิด.*")
        page.keyboard.type(SAID)
        tab_to(page, "เหตุผล.*")
        page.keyboard.type(f"{REASON} {SAID}")
        tab_to(page, "ดูสิ่งที่จะถอน")
        enter(page)
        expect(page.get_by_role("alert")).to_contain_text("เหตุผลมีข้อความที่ถอน")
        assert SAID not in page.get_by_role("alert").inner_text()
        page.locator("#ph-reason").fill(REASON)
        tab_to(page, "ดูสิ่งที่จะถอน")
        enter(page)
        main = page.locator("main")
        for place in ("plans/2570/projects.csv แถว 3", "announced/0.csv", "withdrawn.yml", REASON):
            expect(main).to_contain_text(place)
        assert "█" in main.inner_text() and SAID not in main.inner_text()
        fits_and_is_accessible(page)
        assert files_of(clerk) == before
        tab_to(page, "ถอนตามนี้")
        enter(page)
        told(page, "ถอนและเก็บแล้ว")
        expect(main).to_contain_text("ประวัติ git ในเครื่องนี้")
        fits_and_is_accessible(page)
    text = tmp_path / "text"
    text.write_text(SAID, "utf-8")
    done = other.phaen("withdraw", "2570", "--text", str(text), "--reason", REASON, "--today", DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert files_of(clerk) == files_of(other) != before
    assert clerk.git("status", "--porcelain", "plans") == ""
    assert not holds(clerk.folder / "plans") and not holds(clerk.folder / ".git/phaen-desk")
    assert SAID not in clerk.git("log", "-1", "--format=%B")


def test_of_a_sealed_year_the_sealed_file_is_made_anew_in_the_same_commit(
    tmp_path: Path, page: Page
) -> None:
    clerk = first_clerk(tmp_path / "one", None)
    for name, text in {"projects.csv": ROWS.replace("สายที่ 2", SAID), "plan.yml": ""}.items():
        old = text or (clerk.folder / "plans/2570/plan.yml").read_text("utf-8")
        for year in (2569, 2570):
            old = old.replace(str(year), str(year - 1))
        clerk.write(f"plans/2569/{name}", old)
    done = clerk.phaen("seal", "2569", "--today", DAY)
    assert done.returncode == 0, done.stdout + done.stderr
    clerk.git("add", "-A")
    clerk.git("commit", "-qm", "sealed")
    with opened(clerk.folder) as address:
        page.goto(address)
        page.goto(f"{page.url}withdraw")
        page.locator("select[name=year]").select_option("2569")
        page.get_by_label("ข้อความที่จะปิด").fill(SAID)
        page.locator("#ph-reason").fill(REASON)
        press(page, "ดูสิ่งที่จะถอน")
        expect(page.locator("main")).to_contain_text("ปิดผนึกแล้ว ระบบปิดผนึกใหม่ให้")
        press(page, "ถอนตามนี้")
        told(page, "ถอนและเก็บแล้ว")
    assert clerk.git("status", "--porcelain", "plans") == ""
    with zipfile.ZipFile(clerk.folder / "plans/2569/sealed/2569.zip") as sealed:
        assert not [one for one in sealed.namelist() if SAID.encode() in sealed.read(one)]
    assert clerk.phaen("verify", "2569").returncode == 0
    assert clerk.git("rev-list", "--count", "HEAD") == "3"


def test_what_is_asked_wrongly_is_told_and_a_draft_is_not_withdrawn_from(
    tmp_path: Path, page: Page
) -> None:
    clerk = first_clerk(tmp_path / "one", None)
    with opened(clerk.folder) as address:
        page.goto(address)
        page.goto(f"{page.url}withdraw")
        for text, code, column, why in (
            ("", "", "", "บอกรหัสโครงการ หรือข้อความที่จะปิด"),
            ("ก", "", "", "บรรทัดที่ 1 ของข้อความที่จะปิดสั้นเกินไป"),
            (SAID, "", "", "ไม่พบข้อความที่จะถอน"),
            ("", "2570-099", "", "ไม่พบโครงการ 2570-099"),
            (SAID, "", "name", "ต้องบอกรหัสโครงการด้วย"),
        ):
            page.get_by_label("ข้อความที่จะปิด").fill(text)
            page.get_by_label("รหัสโครงการ", exact=True).fill(code)
            page.get_by_label("ปิดทั้งช่องของคอลัมน์").select_option(column)
            page.locator("#ph-reason").fill(REASON)
            press(page, "ดูสิ่งที่จะถอน")
            expect(page.get_by_role("alert")).to_contain_text(why)
    assert clerk.git("status", "--porcelain", "plans") == ""
