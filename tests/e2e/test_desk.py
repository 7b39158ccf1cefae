"""The desk: a clerk works in a browser, and nobody else gets in."""

from __future__ import annotations

import html
import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from e2e.clerks import ROWS, Clerk, first_clerk
from e2e.remotes import PROJECTS, QUIET
from e2e.sites import DAY, phaen
from generator.desk.doors import DOORS
from generator.desk.shield import MOST_BYTES
from generator.plan.workbook import is_untouched
from portals import ROOT

COOKIE = "phaen-desk"
PROGRESS = "plans/2570/progress.csv"


@contextmanager
def opened(portal: Path) -> Iterator[str]:
    """Open the desk of a portal as a clerk does; yield the address that enters it."""
    words = (sys.executable, "-m", "generator", "desk", "--no-browser", "--today", DAY)
    run = subprocess.Popen(
        words, cwd=portal, env={**os.environ, **QUIET, "PYTHONPATH": str(ROOT)}, text=True,
        stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert run.stdout is not None
    try:
        found = re.search(r"http://\S+", run.stdout.readline())
        assert found
        yield found[0]
    finally:
        run.send_signal(signal.SIGINT)
        run.stdout.read()
        run.stdout.close()
        assert run.wait(20) in (0, 130)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A desk that nobody works at, by its address, with the cookie of the clerk who opened it."""
    clerk = first_clerk(tmp_path_factory.mktemp("office") / "one", None)
    with opened(clerk.folder) as address:
        where, token = re.fullmatch(r"(http://[^/]+)/\?token=(.+)", address).groups()  # type: ignore[union-attr]
        entered = asked(where, "GET", f"/?token={token}")
        assert entered.status == 303
        cookie = entered.headers["set-cookie"]
        assert {"HttpOnly", "SameSite=strict", "Path=/"} <= {*cookie.split("; ")}
        # The token is spent: whoever reads it in a list of addresses enters nothing with it.
        assert "set-cookie" not in asked(where, "GET", f"/?token={token}").headers
        yield where, cookie.partition(";")[0]


class Told:
    """An answer, read whole."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status, self.headers = answer.status, dict(answer.headers)
        self.headers = {name.lower(): text for name, text in self.headers.items()}
        self.text = answer.read().decode("utf-8", "replace")


def asked(where: str, method: str, path: str, body: str | None = None, **more: str) -> Told:
    """Ask as a program does; `more` are headers, `_` for `-`."""
    line = http.client.HTTPConnection(where.removeprefix("http://"), timeout=20)
    headers = {name.replace("_", "-"): text for name, text in more.items()}
    if body is not None:
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
    line.request(method, path, body, headers)
    try:
        return Told(line.getresponse())
    finally:
        line.close()


def form_token(where: str, cookie: str) -> str:
    found = re.search(
        'name="desk.token" value="([^"]+)"', asked(where, "GET", "/files", Cookie=cookie).text
    )
    assert found
    return html.unescape(found[1])


def doors() -> Iterator[tuple[str, str]]:
    for door in (one for one in DOORS if one.is_there(several=False)):
        yield "POST" if door.changes else "GET", place_of(door.path)


def place_of(path: str) -> str:
    """Return an address of a door: of a year, a row, a page of the site, whatever it names."""
    named = {"year": "2570", "id": "2570-001", "what": "readers", "file": "index.html"}
    named |= {"name": "announcement.docx", "number": "2"}
    return re.sub("{([a-z]+)(:path)?}", lambda found: named[found[1]], path)


@pytest.mark.parametrize(("method", "path"), [*doors()])
def test_a_stranger_finds_nothing_but_how_to_enter(
    office: tuple[str, str], method: str, path: str
) -> None:
    where, cookie = office
    for known in ("", f"{COOKIE}=made.up.cookie", f"{cookie}x"):
        told = asked(where, method, path, "" if method == "POST" else None, Cookie=known)
        assert told.status == 403
        assert "ก่อสร้างถนน" not in told.text and "desk.token" not in told.text
    own = told.headers
    assert "frame-ancestors 'none'" in own["content-security-policy"]
    assert (own["x-frame-options"], own["cache-control"]) == ("DENY", "no-store")


def test_a_name_that_was_made_to_mean_this_machine_is_not_answered(
    office: tuple[str, str],
) -> None:
    where, cookie = office
    told = asked(where, "GET", "/rows", Host="evil.example:80", Cookie=cookie)
    assert (told.status, told.text) == (421, "")


@pytest.mark.parametrize(
    "more",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
    ids=str,
)
def test_a_form_of_another_page_changes_nothing(
    office: tuple[str, str], more: dict[str, str]
) -> None:
    where, cookie = office
    body = urlencode({"desk.token": form_token(where, cookie), "desk.form": "a"})
    assert asked(where, "POST", "/draft/drop", body, Cookie=cookie, **more).status == 403


def test_a_form_without_the_sessions_token_changes_nothing(office: tuple[str, str]) -> None:
    where, cookie = office
    for token in ("", "x", form_token(where, cookie)[:-1]):
        body = urlencode({"desk.token": token, "desk.form": "a"})
        told = asked(where, "POST", "/draft/drop", body, Cookie=cookie)
        assert told.status == 403
    assert "ไม่ได้มาจากโต๊ะทำงานนี้" in told.text


def test_a_picture_of_another_page_cannot_ask(office: tuple[str, str]) -> None:
    where, cookie = office
    more = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"}
    assert asked(where, "GET", "/rows", Cookie=cookie, **more).status == 403


def test_more_than_a_form_may_hold_is_not_read(office: tuple[str, str]) -> None:
    where, cookie = office
    length = str(MOST_BYTES + 1)
    assert asked(where, "POST", "/files", "", Cookie=cookie, Content_Length=length).status == 413


@pytest.mark.parametrize(
    "path",
    ["/assets/../../pyproject.toml", "/assets/%2e%2e/desk.css", "/assets/strings.toml", "/x"],
)
def test_no_path_leads_to_other_files(office: tuple[str, str], path: str) -> None:
    where, cookie = office
    assert asked(where, "GET", path, Cookie=cookie).status == 404


@pytest.mark.parametrize("name", ["../../../../etc/passwd", ".git/config", "..", "a\x00b.pdf", ""])
def test_a_file_comes_only_where_the_plan_has_a_place(office: tuple[str, str], name: str) -> None:
    where, cookie = office
    fields = {
        "desk.token": form_token(where, cookie),
        "desk.form": f"x{name}",
        "what": "projects",
        "year": "2570",
    }
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n'
        for key, text in fields.items()
    ]
    head = f'Content-Disposition: form-data; name="file"; filename="{name}"'
    body = "".join((*parts, f"--b\r\n{head}\r\nContent-Type: text/csv\r\n\r\nx\r\n--b--\r\n"))
    kind = "multipart/form-data; boundary=b"
    told = asked(where, "POST", "/files", body, Cookie=cookie, Content_Type=kind)
    assert told.status in (400, 409)
    assert "ยังไม่มีร่าง" in asked(where, "GET", "/draft", Cookie=cookie).text


# What a clerk does


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return first_clerk(tmp_path / "one", None)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    yield context.new_page()
    context.close()


def menu(page: Page, name: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=name).click()


def press(page: Page, name: str) -> None:
    with page.expect_navigation(timeout=120_000):
        page.get_by_role("button", name=name, exact=True).click()


def sent(name: str, data: bytes) -> Any:
    """Return a file as a browser is given one."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def put_in(page: Page, kind: str, file: Any) -> None:
    """Put a file into the draft as what it is."""
    menu(page, "ใส่แฟ้ม")
    page.get_by_label(kind).check()
    page.get_by_label("เลือกแฟ้ม").set_input_files(file)
    press(page, "ใส่ในร่าง")


def told(page: Page, what: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("status")).to_contain_text(what)


def test_a_month_is_reported_in_three_actions_and_readers_see_it(
    clerk: Clerk, page: Page, tmp_path: Path
) -> None:
    live = tmp_path / "www" / "live"
    live.parent.mkdir()
    with opened(clerk.folder) as address:
        page.goto(address)
        assert "token" not in page.url
        menu(page, "เผยแพร่")
        page.get_by_label("โฟลเดอร์ปลายทาง").fill(str(live))
        press(page, "เผยแพร่ฉบับที่เก็บแล้ว")
        told(page, "เผยแพร่แล้ว")
        menu(page, "ภาพรวม")
        # From here each line is an action of the clerk; a form filled in is one.
        menu(page, "ความก้าวหน้า")
        page.get_by_label("สถานะ").first.select_option("อยู่ระหว่างดำเนินการ")
        page.get_by_label("ร้อยละ").first.fill("40")
        press(page, "เก็บแล้วเผยแพร่")
        told(page, "เผยแพร่แล้ว")
        menu(page, "ภาพรวม")
        expect(page.locator("main")).to_contain_text(re.compile(r"ประชาชนเห็นแล้ว:\s+ใช่"))
    assert "40" in (clerk.folder / PROGRESS).read_text("utf-8-sig").splitlines()[1]
    assert clerk.git("log", "-1", "--format=%an") == "staff"
    assert clerk.git("status", "--porcelain", "plans") == ""
    shown = (live / "2570/projects/2570-001.html").read_text("utf-8")
    assert "อยู่ระหว่างดำเนินการ" in re.sub("<[^>]+>", "", shown)


def test_a_typed_cell_is_a_draft_until_it_is_kept_in_the_persons_name(
    clerk: Clerk, page: Page
) -> None:
    with opened(clerk.folder) as address:
        page.goto(address)
        menu(page, "โครงการ")
        page.get_by_role("link", name="สายที่ 2").click()
        page.get_by_label("งบประมาณ", exact=True).fill("มาก")
        press(page, "ใส่ในร่าง")
        expect(page.locator("#ph-budget-more")).to_contain_text("อ่านจำนวนเงิน “มาก” ไม่ได้")
        page.get_by_label("งบประมาณ", exact=True).fill("9000")
        press(page, "ใส่ในร่าง")
        assert clerk.table.read_bytes().decode() == ROWS  # nothing but the draft changed
        menu(page, "ร่าง")
        expect(page.locator("main")).to_contain_text("2,000")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        press(page, "เก็บ")
        told(page, "เก็บแล้ว")
    assert clerk.table.read_bytes().decode() == ROWS.replace(",2000,", ",9000,")
    assert clerk.git("show", "--stat", "--format=%an").split()[0] == "staff"


def test_of_one_cell_typed_by_two_both_values_are_shown(clerk: Clerk, page: Page) -> None:
    with opened(clerk.folder) as address:
        page.goto(address)
        menu(page, "โครงการ")
        page.get_by_role("link", name="สายที่ 2").click()
        other = page.context.new_page()
        other.goto(page.url)
        other.get_by_label("งบประมาณ", exact=True).fill("7000")
        press(other, "ใส่ในร่าง")
        page.get_by_label("งบประมาณ", exact=True).fill("9000")
        page.get_by_label("หมายเหตุ").fill("ก")
        press(page, "ใส่ในร่าง")
        expect(page.locator("#ph-budget-more")).to_contain_text("“7000”")
        assert page.get_by_label("งบประมาณ", exact=True).input_value() == "9000"
        press(page, "ใส่ในร่าง")  # now both were seen
        told(page, re.compile("2.ช่อง"))


def test_a_new_workbook_takes_the_place_of_the_table_and_says_what_changes(
    clerk: Clerk, page: Page
) -> None:
    more = ROWS + "2570-005,1,ก่อสร้างถนน สายที่ 5,5000,กองช่าง,พ.ย.,ธ.ค.\n"
    with opened(clerk.folder) as address:
        page.goto(address)
        put_in(page, "ตารางโครงการ (projects)", sent("projects.csv", more.encode()))
        expect(page.locator("main")).to_contain_text("ทุกแถวอ่านได้")
        page.get_by_role("link", name="ดูสิ่งที่จะเปลี่ยนแล้วเก็บ").click()
        expect(page.locator("main")).to_contain_text("4 → 5")
        press(page, "ทิ้งร่าง")
        told(page, "ทิ้งร่างแล้ว")
    assert clerk.table.read_bytes().decode() == ROWS


def test_each_row_shows_what_was_understood_and_is_mended_in_place_also_where_it_is_no_project(
    clerk: Clerk, page: Page, tmp_path: Path
) -> None:
    faulty = ROWS.replace(",2000,", ",สองพัน?,") + ",1,ซ่อมถนน สายที่ 9,900,กองช่าง,พ.ย.,ธ.ค.\n"
    with opened(clerk.folder) as address:
        page.goto(address)
        put_in(page, "ตารางโครงการ (projects)", sent("projects.csv", faulty.encode()))
        told(page, "ต้องดู 2 แถว")
        expect(page.locator("main ol > li")).to_have_count(2)
        with page.expect_download() as download:
            page.get_by_role("link", name="สำเนา Excel").click()
        download.value.save_as(tmp_path / "marked.xlsx")
        assert is_untouched((tmp_path / "marked.xlsx").read_bytes())
        page.get_by_role("link", name="2570-002").click()
        page.get_by_label("งบประมาณ", exact=True).fill("2000")
        press(page, "ใส่ในร่าง")
        page.goto(f"{page.url.partition('/rows')[0]}/sheet/2570")
        page.get_by_role("link", name="ซ่อมถนน สายที่ 9").click()
        page.get_by_label("รหัสโครงการ").fill("2570-005")
        press(page, "ใส่ในร่าง")
        told(page, "ทุกแถวอ่านได้")
    assert clerk.table.read_bytes().decode() == ROWS  # a draft is no file of the office


def test_a_cell_is_checked_while_a_person_types_and_nothing_is_kept_by_that(
    clerk: Clerk, page: Page
) -> None:
    with opened(clerk.folder) as address:
        page.goto(address)
        page.goto(f"{page.url}rows/2570/2570-002")
        budget, said = page.get_by_label("งบประมาณ", exact=True), page.locator("[data-told=budget]")
        budget.fill("สองพัน?")
        budget.blur()
        expect(said).to_contain_text("อ่านจำนวนเงิน")
        budget.fill("2500")
        budget.blur()
        expect(said).to_be_empty()
        assert not [*clerk.folder.glob(".git/phaen-desk/tried-*")]
        slow: list[Route] = []
        asked_first: list[str] = []

        def hold(one: Route) -> None:
            slow.append(one)

        def stays(one: Dialog) -> None:
            asked_first.append(one.type)
            one.dismiss()

        page.route("**/try", hold)
        for text in ("ไม่ใช่เงิน", "2600"):  # of two answers the one to what was typed last stays
            budget.fill(text)
            with page.expect_request("**/try"):
                budget.blur()
        for one in reversed(slow):
            with page.expect_response("**/try"):
                one.continue_()
        page.once("dialog", stays)
        page.get_by_role("link", name="ประวัติ").click()  # and who leaves it is asked first
        expect(budget).to_have_value("2600")
        assert asked_first == ["beforeunload"]
        expect(said).to_be_empty()
        page.goto(f"{page.url.partition('/rows')[0]}/draft")
        expect(page.locator("main")).to_contain_text("ยังไม่มีร่าง")


@pytest.mark.parametrize(
    "at", ["../../etc/passwd", "plans/2570/plan.yml", "plans/9999/projects.csv"]
)
def test_a_row_is_tried_in_no_other_file_than_a_year_s_table(
    office: tuple[str, str], at: str
) -> None:
    where, cookie = office
    sent = {"desk.token": form_token(where, cookie), "desk.form": "a", "at.file": at,
            "at.sheet": "", "at.number": "1", "cell.name": "x"}  # fmt: skip
    told = asked(where, "POST", "/try", urlencode(sent), Cookie=cookie)
    assert (told.status, told.text) == (200, "{}")


def test_the_office_s_own_form_becomes_the_year_s_table_with_what_is_asked_of_it(
    clerk: Clerk, page: Page, tmp_path: Path
) -> None:
    made = phaen("papers", "2570", "--only", "pd02", "--to", tmp_path / "p", "--today", DAY,
                 "--portal", clerk.folder)  # fmt: skip
    assert made.returncode == 0, made.stderr
    with opened(clerk.folder) as address:
        page.goto(address)
        menu(page, "ใส่แฟ้ม")
        page.get_by_label("แบบ ผด. ของสำนักงาน").check()
        page.get_by_label("เลือกแฟ้ม").set_input_files(tmp_path / "p/pd02.xlsx")
        press(page, "ใส่ในร่าง")
        expect(page.locator("main")).to_contain_text("อ่านแบบได้ 4 โครงการ")
        put_in(page, "แบบ ผด. ของสำนักงาน", sent("a.pdf", b"%PDF-1.7 nothing"))
        expect(page.locator("main")).to_contain_text("ยังทำให้ไม่ได้")
    assert clerk.table.read_bytes().decode() == ROWS


def test_what_excel_changed_beside_the_desk_is_said_and_taken_in(clerk: Clerk, page: Page) -> None:
    clerk.edit(",1000,", ",1500,")
    with opened(clerk.folder) as address:
        page.goto(address)
        told(page, PROJECTS)
        press(page, "รับเข้าร่าง")
        press(page, "เก็บ")
        told(page, "เก็บแล้ว")
    assert clerk.git("status", "--porcelain", "plans") == ""


def test_what_was_removed_beside_the_desk_is_said_and_not_published_without_a_word(
    clerk: Clerk, page: Page, tmp_path: Path
) -> None:
    clerk.git("commit", "-q", "--allow-empty", "-m", "a\x1fb\x1ec")  # a sentence is anybody's
    clerk.table.unlink()
    with opened(clerk.folder) as address:
        page.goto(address)
        told(page, PROJECTS)
        menu(page, "เผยแพร่")
        page.get_by_label("โฟลเดอร์ปลายทาง").fill(str(tmp_path / "live"))
        press(page, "เผยแพร่ฉบับที่เก็บแล้ว")
        expect(page.locator("main")).to_contain_text(PROJECTS)
        assert not (tmp_path / "live").exists()
        page.get_by_role("link", name="กลับไปหน้าภาพรวม").click()
        press(page, "รับเข้าร่าง")
        expect(page.locator("main")).to_contain_text(re.compile(rf"{PROJECTS}\s+จะถูกลบ"))
    assert not (clerk.folder / ".git/phaen-desk/laid").exists()


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_fits_and_is_accessible(
    clerk: Clerk, page: Page, width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    page.set_viewport_size({"width": width, "height": 740})
    page.add_init_script(path=AXE_FILE_PATH)
    with opened(clerk.folder) as address:
        page.goto(address)
        home = page.url
        found = []
        there = [one for one in DOORS if not one.changes and one.is_there(several=False)]
        # A paper and the marked workbook are files, no pages; of some pages there are two.
        paths = [one.path for one in there if "marked" not in one.path]
        paths = [one for one in paths if not one.startswith("/papers")]
        paths += ["/amend?row.2570-001=1&row._new=1"]
        for path in paths:
            page.goto(f"{home}{place_of(path).removeprefix('/')}")
            page.locator("main").wait_for()  # letters have come
            wide = page.evaluate("document.documentElement.scrollWidth")
            found += [(path, "wide", wide)] if wide > width else []
            said = page.evaluate("axe.run().then(one => one.violations.map(it => it.id))")
            found += [(path, "axe", fault) for fault in said]
    assert found == []
    assert not [*tmp_path.glob("phaen-*")]  # of the site that was built to look at nothing is left


def test_without_what_the_extra_brings_the_command_says_what_to_install(tmp_path: Path) -> None:
    lacking = tmp_path / "lacking"
    lacking.mkdir()
    (lacking / "starlette.py").write_text("raise ImportError(name='starlette')", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "generator", "desk"], cwd=tmp_path, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": f"{lacking}{os.pathsep}{ROOT}"}, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "pip install --require-hashes" in done.stderr and "desk.txt" in done.stderr
