"""A report with photographs, as it is made in the field: reduced, without place, in one save."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.clerks import Clerk, first_clerk
from e2e.desks import PROGRESS
from e2e.test_desk import menu, opened, press, sent, told
from e2e.test_desk_jobs import enter, tab_to
from photographs import noted, photo
from photographs import opened as drawn

WORDS = "ผิวทางคอนกรีต; เสร็จครึ่งสาย"


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return first_clerk(tmp_path / "one", None)


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A phone whose browser runs no script."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    context.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    yield context.new_page()
    context.close()


def test_a_photograph_comes_with_its_report_in_one_save_without_scripts(
    clerk: Clerk, phone: Page
) -> None:
    with opened(clerk.folder) as address:
        phone.goto(address)
        # From here each line is an action of the clerk; a form filled in is one.
        menu(phone, "ความก้าวหน้า")
        phone.get_by_role("link", name="รายงานพร้อมภาพถ่าย โครงการ 2570-002").click()
        phone.get_by_label("สถานะ").select_option("อยู่ระหว่างดำเนินการ")
        given = sent("IMG <1> ของใคร.jpeg", photo(exif=noted(orientation=6)))
        phone.get_by_label("ภาพที่ 1", exact=True).set_input_files(given)
        phone.get_by_label("ภาพที่ 1 แสดงอะไร").fill(WORDS)
        press(phone, "ใส่ในร่างแล้วดูก่อนเก็บ")
        expect(phone.locator("main")).to_contain_text("ไม่มีข้อผิดพลาด")
        press(phone, "เก็บ")
        told(phone, "เก็บแล้ว")
    table = (clerk.folder / PROGRESS).read_text("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table))
    name = "2570-002-2569-11-24.jpg"
    assert row["หลักฐาน"] == f"documents/{name} = {WORDS.replace(';', ',')}"
    kept = drawn((clerk.folder / "plans/2570/documents" / name).read_bytes())
    assert (kept.format, max(kept.size)) == ("JPEG", 960) and kept.height > kept.width
    assert not kept.getexif() and "exif" not in kept.info
    assert clerk.git("status", "--porcelain", "plans") == ""


def test_what_is_no_photograph_or_has_no_words_is_told_in_the_form_and_nothing_is_kept(
    clerk: Clerk, phone: Page
) -> None:
    heic = sent("a.jpg", b"\0\0\0\x18ftypheic" + bytes(40))
    with opened(clerk.folder) as address:
        phone.goto(address)
        phone.goto(f"{phone.url}progress/2570/2570-002")
        phone.get_by_label("สถานะ").select_option("อยู่ระหว่างดำเนินการ")
        for one, words, why in (
            (heic, "ถนน", "เป็น HEIC ซึ่งหน้าเว็บแสดงไม่ได้"),
            (sent("a.jpg", photo()), "", "สำหรับผู้ที่มองไม่เห็นภาพ"),
            ([], "ถนน", "ยังไม่ได้เลือกภาพ"),
        ):
            phone.get_by_label("ภาพที่ 1", exact=True).set_input_files(one)
            phone.get_by_label("ภาพที่ 1 แสดงอะไร").fill(words)
            press(phone, "ใส่ในร่าง")
            expect(phone.get_by_role("alert")).to_contain_text(why)
            assert phone.get_by_label("สถานะ").input_value() == "อยู่ระหว่างดำเนินการ"
        menu(phone, "ร่าง")
        expect(phone.locator("main")).to_contain_text("ยังไม่มีร่าง")


def test_a_report_of_one_project_is_made_by_the_keyboard_alone(clerk: Clerk, page: Page) -> None:
    with opened(clerk.folder) as address:
        page.goto(address)
        page.goto(f"{page.url}progress/2570/2570-002")
        tab_to(page, "สถานะ")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        tab_to(page, "ภาพที่.1")
        # What is chosen in is the browser's own window.
        page.locator("input:focus").set_input_files(sent("a.jpg", photo()))
        tab_to(page, "ภาพที่.1 แสดงอะไร")
        page.keyboard.type("ถนน")
        tab_to(page, "ใส่ในร่างแล้วดูก่อนเก็บ")
        enter(page)
        expect(page.locator("main")).to_contain_text("documents/2570-002-2569-11-24.jpg")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()
