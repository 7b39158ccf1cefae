"""The desk's jobs as a clerk lives them, in counted actions: a click, a drop, one form filled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.clerks import ROWS, Clerk, first_clerk
from e2e.test_desk import menu, opened, press


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
        assert clerk.table.read_bytes().decode() == ROWS
        assert not (clerk.folder / "site").exists()
        mark.get_by_role("link", name="กลับไปหน้าร่าง").click()
        press(page, "ทิ้งร่าง")
        assert not [*place.glob("phaen-seen-*")]
