"""The desk sends what was kept to the remote: merged by row, refused in Thai, never forced."""

from __future__ import annotations

import os
import pty
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Page, expect

from e2e.clerks import ROWS, Clerk, bare, first_clerk
from e2e.remotes import QUIET, git, office
from e2e.test_desk import menu, opened, press, told
from e2e.test_desk_jobs import enter, tab_to
from portals import ROOT


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    yield context.new_page()
    context.close()


def lamp(page: Page, said: str) -> None:
    """See what the overview says of whether the plan was sent."""
    menu(page, "ภาพรวม")
    expect(page.locator("main")).to_contain_text(re.compile(rf"ส่งแล้ว:\s+{said}"))
    menu(page, "เผยแพร่")


def alert(page: Page, what: str) -> None:
    expect(page.get_by_role("alert").first).to_contain_text(what)


def test_what_was_kept_is_sent_by_the_keyboard_alone_and_the_lamps_agree(
    tmp_path: Path, page: Page
) -> None:
    made = office(tmp_path / "office")
    with opened(made.copy) as address:
        page.goto(address)
        lamp(page, "ยัง")
        expect(page.locator("main")).to_contain_text(re.compile("ยังไม่ได้ส่ง.1.รายการ"))
        tab_to(page, "ส่ง")
        enter(page)
        told(page, re.compile("ส่งแล้ว.*ประชาชนเห็นรุ่นที่ 1", re.DOTALL))
        lamp(page, "ใช่")
        expect(page.locator("main")).to_contain_text("ส่งครบแล้ว")
        press(page, "ส่ง")
        told(page, "ไม่มีสิ่งใดให้ส่ง")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        made.state_budget("2500")
        lamp(page, "ยัง")
    assert made.shown == made.git("rev-parse", "HEAD~1")[:12]


def test_what_the_hook_refuses_is_told_with_file_and_row_and_nothing_is_lost(
    tmp_path: Path, page: Page
) -> None:
    made = office(tmp_path / "office")
    with opened(made.copy) as address:
        page.goto(address)
        # Somebody works beside the desk: what stood in a commit for a moment is refused there.
        table = made.copy / "plans/2570/projects.csv"
        old = table.read_text("utf-8")
        made.commit("plans/2570/projects.csv", old.replace("สายที่ 3", "ของ 1101700230708"))
        made.commit("plans/2570/projects.csv", old)
        menu(page, "เผยแพร่")
        press(page, "ส่ง")
        alert(page, "คลังต้นทางตรวจแล้วไม่รับ")
        fault = page.locator("ul.ph-desk-faults > li").first
        expect(fault).to_contain_text(re.compile(r"ผิด plans/2570/projects\.csv .*แถว 4", re.DOTALL))
        expect(fault.locator("span").first).not_to_contain_text("1101700230708")
        fits_and_is_accessible(page)
        lamp(page, "ยัง")
    assert git("rev-parse", "main", cwd=made.remote).returncode != 0
    assert made.git("status", "--porcelain") == ""


def fits_and_is_accessible(page: Page) -> None:
    """See that the page is no wider than a phone, and that axe finds nothing."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.evaluate(Path(AXE_FILE_PATH).read_text("utf-8"))
    assert page.evaluate("axe.run().then(one => one.violations.map(it => it.id))") == []


def kept(clerk: Clerk, old: str, new: str) -> None:
    """Keep another text of the table, as by another program."""
    clerk.edit(old, new)
    clerk.git("commit", "-qam", new)


def two_clerks(folder: Path) -> tuple[Clerk, Clerk]:
    remote = bare(folder / "remote.git")
    first = first_clerk(folder / "one", remote)
    first.sent()
    git("clone", "-q", str(remote), str(folder / "two"), cwd=folder)
    return first, Clerk(folder / "two")


def test_a_remote_that_moved_on_is_merged_by_row_or_shows_both_values(
    tmp_path: Path, page: Page
) -> None:
    other, clerk = two_clerks(tmp_path)
    with opened(clerk.folder) as address:
        page.goto(address)
        other.edit(",1000,", ",1500,")
        other.sent()
        kept(clerk, ",2000,", ",2500,")
        menu(page, "เผยแพร่")
        press(page, "ส่ง")
        told(page, "ส่งแล้ว")
        both = ROWS.replace(",1000,", ",1500,").replace(",2000,", ",2500,")
        assert clerk.table.read_bytes().decode() == both
        other.sent()
        assert other.table.read_bytes().decode() == both
        other.edit(",2500,", ",2600,")
        other.sent()
        theirs = other.git("rev-parse", "HEAD")
        kept(clerk, ",2500,", ",2700,")
        menu(page, "เผยแพร่")
        press(page, "ส่ง")
        alert(page, "แก้ช่องเดียวกันต่างกัน")
        assert other.git("ls-remote", "origin", "main").split()[0] == theirs
        fits_and_is_accessible(page)
        page.get_by_label("ของท่าน").check()
        press(page, "ส่ง")
        told(page, "ส่งแล้ว")
    other.sent()
    assert ",2700," in other.table.read_bytes().decode()
    # What they sent is still in the history: nothing was forced.
    assert other.git("merge-base", "--is-ancestor", theirs, "origin/main") == ""


def test_a_merge_that_is_not_sound_comes_into_the_draft_to_be_mended(
    tmp_path: Path, page: Page
) -> None:
    other, clerk = two_clerks(tmp_path)
    with opened(clerk.folder) as address:
        page.goto(address)
        other.edit("2570-004,1,ก่อสร้างถนน สายที่ 4,4000,กองช่าง,พ.ย.,ธ.ค.\n", "")
        other.sent()
        clerk.write(
            "plans/2570/progress.csv", "id,date,status\n2570-004,2569-11-20,ดำเนินการแล้วเสร็จ\n"
        )
        clerk.git("add", "-A")
        clerk.git("commit", "-qm", "progress")
        menu(page, "เผยแพร่")
        press(page, "ส่ง")
        alert(page, "สิ่งที่รวมแล้วอยู่ในร่าง")
        expect(page.locator("ul.ph-desk-faults > li").first).to_contain_text("2570-004")
        page.get_by_role("alert").get_by_role("link", name="ร่าง").click()
        expect(page.locator("main")).to_contain_text("plans/2570/progress.csv")


def test_without_a_remote_or_a_network_the_page_says_so(tmp_path: Path, page: Page) -> None:
    clerk = first_clerk(tmp_path / "one", None)
    with opened(clerk.folder) as address:
        page.goto(address)
        menu(page, "เผยแพร่")
        expect(page.locator("main")).to_contain_text("git remote add origin")
        expect(page.get_by_role("button", name="ส่ง", exact=True)).to_have_count(0)
        clerk.git("remote", "add", "origin", "http://127.0.0.1:9/plan.git")
        menu(page, "เผยแพร่")
        press(page, "ส่ง")
        alert(page, "เครื่องแม่ข่ายไม่เปิดรับที่ช่องทางนี้")
        alert(page, "งานของท่านอยู่ครบในเครื่องนี้")
        lamp(page, "ยัง")


ASKS = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from pathlib import Path
from generator.machine.git_network import Network, RemoteError
network = Network(Path(sys.argv[1]), os.environ, asks=False, patience=float(sys.argv[2]))
try:
    network.fetch("origin", "main")
except RemoteError as error:
    print(error.code)
"""


@pytest.mark.parametrize(
    ("remote", "patience", "code"),
    [
        ("ssh://desk@127.0.0.1/plan.git", "60", "key-refused"),
        ("http://127.0.0.1:{port}/x.git", "1", "timeout"),
    ],
    ids=["a password", "silence"],
)  # fmt: skip
def test_nothing_waits_for_a_terminal_or_for_ever(
    tmp_path: Path, remote: str, patience: str, code: str
) -> None:
    asks = tmp_path / "ssh"  # as ssh does that wants a password
    asks.write_text(
        "#!/bin/sh\nif (read -r word) </dev/tty 2>/dev/null; then exit 0; fi\n"
        "echo 'Permission denied (publickey,password).' >&2\nexit 255\n"
    )
    asks.chmod(0o755)
    git("init", "-q", str(tmp_path / "copy"), cwd=tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = remote.format(port=silent.getsockname()[1])
        git("remote", "add", "origin", place, cwd=tmp_path / "copy")
        terminal, its = pty.openpty()
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", ASKS, str(tmp_path / "copy"), patience], stdin=its,
            env={**os.environ, **QUIET, "PYTHONPATH": str(ROOT), "GIT_SSH": str(asks)},
            start_new_session=True, capture_output=True, text=True, timeout=50, check=False,
        )  # fmt: skip
        os.close(terminal)
        os.close(its)
    assert done.stdout.strip() == code, done.stderr
    assert time.monotonic() - began < 30
