"""Several clerks at an office's desk: nothing is lost, and readers see what was published."""

from __future__ import annotations

import contextlib
import html
import http.client
import http.server
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from click.testing import CliRunner, Result
from playwright.sync_api import Browser, Page, expect

from e2e.desks import PASSWORD, Asker, copied_office, opened_office, person, shared_office
from e2e.remotes import NGINX, PROJECTS, Office, free_port
from generator.cli import phaen
from generator.desk.accounts import accounts_of
from generator.desk.doors import DOORS
from generator.publishing.deploy import DeployError
from portals import ROOT

LOCAL = "127.0.0.1"  # a name that a browser knows without being told


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return shared_office(tmp_path_factory.mktemp("clerks") / "office")


@pytest.fixture(scope="module")
def busy(first: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """One that several tests work at, each at other rows."""
    return copied_office(first, tmp_path_factory.mktemp("busy") / "office")


@pytest.fixture(scope="module")
def where(busy: Office) -> Iterator[str]:
    with opened_office(busy, "--socket", str(busy.folder / "desk.sock")) as told:
        yield told


@pytest.fixture
def made(first: Office, tmp_path: Path) -> Office:
    return copied_office(first, tmp_path / "office")


def in_main(made: Office) -> str:
    """The table as the repository's published branch has it."""
    made.git("fetch", "-q", "origin")
    return made.git("show", f"origin/main:{PROJECTS}")


def who(made: Office) -> str:
    """Author and committer of the last published commit."""
    made.git("fetch", "-q", "origin")
    return made.git("log", "-1", "--format=%an/%cn", "origin/main")


def handed(asker: Asker) -> str:
    found = re.search("/handed/[0-9a-f]{32}", asker.ask("GET", "/handed").text)
    assert found
    return found[0]


def test_two_clerks_at_once_lose_nothing_and_each_commit_is_its_authors(
    busy: Office, where: str
) -> None:
    author, publisher = person(where, "มานะ"), person(where, "สมศรี")
    author.sends("/rows/2570/2570-001", {"cell.budget": "1111"})
    publisher.sends("/rows/2570/2570-002", {"cell.budget": "2222"})
    author.sends("/draft/hand-on", {})
    told = publisher.sends("/draft/keep", {})
    assert told.headers["location"].endswith("published=1"), told.text
    assert "เผยแพร่แล้ว" in publisher.ask("GET", "/handed?published=1").text
    assert who(busy) == "สมศรี/สมศรี" and busy.shown == busy.git("rev-parse", "origin/main")[:12]
    told = publisher.sends(f"{handed(publisher)}/keep", {})
    assert told.headers["location"].endswith("published=1"), told.text
    assert who(busy) == "มานะ/สมศรี"
    assert ",1111," in in_main(busy) and ",2222," in in_main(busy)
    assert "1,111" in busy.page("2570/projects/2570-001.html")
    assert "ไม่มีร่างที่รอเผยแพร่" in publisher.ask("GET", "/handed").text
    log = (busy.remote / "phaen/pushes.log").read_text("utf-8")
    assert "สมศรี" in log


def test_of_one_cell_that_two_changed_both_values_are_shown_and_one_is_chosen(
    busy: Office, where: str
) -> None:
    author, publisher = person(where, "มานะ"), person(where, "สมศรี")
    author.sends("/rows/2570/2570-003", {"cell.budget": "3111"})
    author.sends("/draft/hand-on", {})
    publisher.sends("/rows/2570/2570-003", {"cell.budget": "3222"})
    assert publisher.sends("/draft/keep", {}).status == 303
    at = handed(publisher)
    told = publisher.sends(f"{at}/keep", {})
    assert told.status == 409 and "3111" in told.text and "3222" in told.text
    side = re.search('name="(side[^"]+)"', told.text)
    assert side
    told = publisher.sends(f"{at}/keep", {html.unescape(side[1]): "ours"})
    assert told.status == 303, (side[1], told.text)
    assert ",3111," in in_main(busy)


def test_what_comes_by_a_push_is_merged_with_what_a_clerk_typed_before(
    busy: Office, where: str
) -> None:
    publisher = person(where, "สมศรี")
    publisher.sends("/rows/2570/2570-002", {"cell.budget": "4222"})
    busy.git("pull", "-q", "--rebase", "origin", "main")
    table = busy.copy / PROJECTS
    busy.commit(PROJECTS, table.read_text("utf-8").replace(",4000,", ",4444,"))
    assert busy.push().returncode == 0
    assert publisher.sends("/draft/keep", {}).status == 303
    assert ",4222," in in_main(busy) and ",4444," in in_main(busy)


def test_a_push_that_the_repository_refuses_leaves_the_draft_and_says_why(
    busy: Office, where: str
) -> None:
    publisher, before = person(where, "สมศรี"), in_main(busy)
    publisher.sends("/rows/2570/2570-002", {"cell.budget": "5222"})
    hook = busy.remote / "hooks/pre-receive"
    ours = hook.read_bytes()
    hook.write_text("#!/bin/sh\necho ไม่รับเพราะเหตุนี้\nexit 1\n", "utf-8")
    told = publisher.sends("/draft/keep", {})
    assert told.status == 409 and "ไม่รับเพราะเหตุนี้" in told.text
    assert in_main(busy) == before and "5,222" in publisher.ask("GET", "/draft").text
    hook.write_bytes(ours)
    assert publisher.sends("/draft/keep", {}).status == 303
    assert ",5222," in in_main(busy)


def test_a_draft_is_there_again_after_the_desk_was_ended_and_goes_on_with_its_account(
    made: Office,
) -> None:
    words = ("--socket", str(made.folder / "desk.sock"))
    with opened_office(made, *words) as where:
        asker = person(where, "มานะ")
        asker.sends("/rows/2570/2570-001", {"cell.budget": "1111"})
    with opened_office(made, *words) as where:
        assert Asker(where, asker.cookie).ask("GET", "/draft").is_sign_in
        assert "1,111" in person(where, "มานะ").ask("GET", "/draft").text
        done = subprocess.run(
            [sys.executable, "-m", "generator", "desk", "user", "remove", "มานะ", "--office",
             str(made.remote)],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0 and "รอเผยแพร่" in done.stdout, done.stdout + done.stderr
        accounts = accounts_of(made.remote)
        like = accounts.of("ปิติ")
        assert like
        accounts.add("มานะ", like.role, (), "", "", like.hash)
        again = person(where, "มานะ")  # another person by that name
        assert "1,111" not in again.ask("GET", "/draft").text
        publisher = person(where, "สมศรี")
        assert "1,111" in publisher.ask("GET", handed(publisher)).text


def test_a_draft_that_was_given_back_is_its_preparers_again_with_the_reason(where: str) -> None:
    author, publisher = person(where, "มานะ"), person(where, "สมศรี")
    author.sends("/rows/2570/2570-001", {"cell.budget": "6111"})
    author.sends("/draft/hand-on", {})
    at = handed(publisher)
    assert publisher.sends(f"{at}/return", {"why": "ยอดไม่ตรงเอกสาร"}).status == 303
    assert at not in publisher.ask("GET", "/handed").text
    assert "ยอดไม่ตรงเอกสาร" in author.ask("GET", "/handed").text
    assert author.sends(f"{at}/take", {}).status == 303
    assert "6,111" in author.ask("GET", "/draft").text


# As readers of the office reach it: by nginx, with the settings that are generated


@contextmanager
def behind_nginx(made: Office, *more: str) -> Iterator[str]:
    """Serve the desk by nginx with TLS and the settings that Phaen writes; yield its address."""
    home, port = made.folder / "nginx", free_port()
    home.mkdir()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", f"/CN={LOCAL}", "-keyout", home / "key.pem",
         "-out", home / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "generator", "desk", "--office", made.remote, "--server-name", LOCAL,
         "--settings", home, "--listen", f"127.0.0.1:{port}", "--certificate", home / "cert.pem",
         "--certificate-key", home / "key.pem", *more],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    site = home / "phaen-desk.nginx.conf"
    at = made.folder / "desk.sock"
    text = site.read_text("utf-8").replace("/run/phaen-desk/desk.sock", str(at))
    site.write_text(text, "utf-8")
    user = "user root;" if os.getuid() == 0 else ""
    (home / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {home}/pid; {user} events {{}} http {{ "
        f"client_body_temp_path {home}/b; proxy_temp_path {home}/p; fastcgi_temp_path {home}/f; "
        f"uwsgi_temp_path {home}/u; scgi_temp_path {home}/s; include {site}; }}"
    )
    with opened_office(made, "--socket", str(at), *more[:2], name=LOCAL):
        run = subprocess.Popen([NGINX, "-p", home, "-c", home / "nginx.conf", "-e", home / "log"])
        try:
            for _ in range(100):
                with contextlib.suppress(OSError), socket.create_connection((LOCAL, port), 1):
                    break
                assert run.poll() is None, (home / "log").read_text()
                time.sleep(0.05)
            yield f"https://{LOCAL}:{port}"
        finally:
            run.terminate()
            run.wait(30)


def test_a_publisher_closes_a_year_and_the_seal_goes_the_way_of_a_push(made: Office) -> None:
    for name in ("projects.csv", "plan.yml"):
        text = (made.copy / "plans/2570" / name).read_text("utf-8")
        for year in (2569, 2570):
            text = text.replace(str(year), str(year - 1))
        made.commit(f"plans/2569/{name}", text)
    assert made.push().returncode == 0
    with opened_office(made, "--socket", str(made.folder / "desk.sock")) as where:
        preparer, publisher = person(where, "มานะ"), person(where, "สมศรี")
        assert preparer.ask("GET", "/closing").status == 403
        assert preparer.sends("/closing", {"year": "2569"}).status == 403
        assert 'href="/closing"' not in preparer.ask("GET", "/").text
        assert "ปิดผนึกปี 2569" in publisher.ask("GET", "/closing").text.replace("\u00a0", " ")
        told = publisher.sends("/closing", {"year": "2569"})
        assert told.status == 200 and "และเผยแพร่แล้ว" in told.text, told.text[-2500:]
        # The next year is not over: nothing is sealed, and a page says so.
        assert publisher.sends("/closing", {"year": "2570"}).status == 409
    assert who(made) == "สมศรี/สมศรี"
    made.git("merge", "-q", "--ff-only", "origin/main")
    assert (made.copy / "plans/2569/sealed/2569.zip").is_file()
    assert made.shown == made.git("rev-parse", "HEAD")[:12]
    assert "2569" in made.page("index.html")


def test_a_publisher_withdraws_and_readers_see_it_covered(made: Office) -> None:
    fields = {"year": "2570", "code": "", "text": "สายที่ 2", "reason": "เจ้าของขอถอน"}
    assert "สายที่ 2" in made.page("2570/projects/2570-002.html")
    with opened_office(made, "--socket", str(made.folder / "desk.sock")) as where:
        publisher = person(where, "สมศรี")
        assert person(where, "มานะ").sends("/withdraw", fields).status == 403
        told = publisher.sends("/withdraw", fields)
        assert told.status == 200 and "plans/2570/withdrawn.yml" in told.text, told.text[-2000:]
        told = publisher.sends("/withdraw", fields | {"sure": "1"})
        assert told.status == 200 and "ถอนและเผยแพร่แล้ว" in told.text, told.text[-2000:]
    assert who(made) == "สมศรี/สมศรี"
    assert "สายที่ 2" not in in_main(made) and "█" in in_main(made)
    assert "สายที่ 2" not in made.page("2570/projects/2570-002.html")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, ignore_https_errors=True)
    context.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    context.add_init_script(path=AXE_FILE_PATH)
    yield context.new_page()
    context.close()


def press(page: Page, name: str) -> None:
    with page.expect_navigation(timeout=120_000):
        page.get_by_role("button", name=name, exact=True).click()


def sign_in(page: Page, name: str) -> None:
    page.get_by_label("ชื่อบัญชี").fill(name)
    page.get_by_label("รหัสผ่าน").fill(PASSWORD)
    press(page, "ลงชื่อเข้าใช้")


def test_a_month_is_reported_and_published_by_two_in_their_browsers(
    made: Office, page: Page
) -> None:
    with behind_nginx(made) as address:
        page.goto(f"{address}/rows")
        sign_in(page, "ช่าง")
        # From here each line is an action of the clerk; a form filled in is one.
        page.get_by_role("navigation").get_by_role("link", name="ความก้าวหน้า").click()
        page.get_by_label("สถานะ").first.select_option("อยู่ระหว่างดำเนินการ")
        page.get_by_label("ร้อยละ").first.fill("40")
        press(page, "ส่งให้ผู้เผยแพร่")
        expect(page.get_by_role("status")).to_contain_text("ส่งให้ผู้เผยแพร่แล้ว")
        press(page, "ออกจากระบบ")
        sign_in(page, "สมศรี")
        page.get_by_role("navigation").get_by_role("link", name="รอเผยแพร่").click()
        page.get_by_role("link", name="ช่าง").click()
        press(page, "เผยแพร่")
        expect(page.get_by_role("status")).to_contain_text("เผยแพร่แล้ว")
    assert who(made) == "ช่าง/สมศรี"
    shown = made.page("2570/projects/2570-001.html")
    assert "อยู่ระหว่างดำเนินการ" in re.sub("<[^>]+>", "", shown)


def test_pages_of_the_office_fit_and_are_accessible(made: Office, page: Page) -> None:
    found = []

    def looked() -> None:
        page.locator("main").wait_for()
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 740})
            wide = page.evaluate("document.documentElement.scrollWidth")
            said = page.evaluate("axe.run().then(one => one.violations.map(it => it.id))")
            found.extend([(page.url, width, wide)] if wide > width else [])
            found.extend((page.url, width, fault) for fault in said)

    with behind_nginx(made) as address:
        page.goto(address)
        looked()
        page.get_by_label("ชื่อบัญชี").fill("มานะ")
        page.get_by_label("รหัสผ่าน").fill("not the password")
        press(page, "ลงชื่อเข้าใช้")
        looked()
        sign_in(page, "มานะ")
        page.goto(f"{address}/progress")
        page.get_by_label("ร้อยละ").first.fill("40")
        page.get_by_label("สถานะ").first.select_option("อยู่ระหว่างดำเนินการ")
        looked()
        press(page, "ใส่ในร่างแล้วดูก่อนเก็บ")
        looked()
        press(page, "ส่งให้ผู้เผยแพร่")
        looked()
        press(page, "ออกจากระบบ")
        sign_in(page, "สมศรี")
        page.goto(f"{address}/handed")
        looked()
        page.get_by_role("link", name="มานะ").click()
        looked()
        for door in DOORS:
            if not door.changes and door.is_there(several=True) and "{" not in door.path:
                page.goto(f"{address}{door.path}")
                looked()
    assert found == []


def test_the_offices_sign_on_lets_in_by_nginx_and_no_browser_says_who_it_is(made: Office) -> None:
    """What a browser says of itself nginx takes away; what its sign-on answers it tells."""
    told = {"name": ""}

    class SignOn(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if told["name"] else 403)
            self.send_header("X-Remote-User", quote_header(told["name"]))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), SignOn) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        check = f"http://127.0.0.1:{server.server_port}/check"
        words = ("--sso-header", "X-Remote-User", "--sso-check", check)
        with behind_nginx(made, *words) as address:
            spoofed = {"X-Remote-User": quote_header("สมศรี"), "X-Real-IP": "10.9.9.9"}
            assert asked(address, spoofed)[0] == 403
            told["name"] = "มานะ"
            status, text = asked(address, spoofed)
            assert status == 200 and "มานะ · ผู้จัดทำ" in text
        server.shutdown()


def quote_header(text: str) -> str:
    """Return a text as its bytes go in a header."""
    return text.encode().decode("latin-1")


def asked(address: str, headers: dict[str, str]) -> tuple[int, str]:
    """Ask for the draft through nginx."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    host = address.removeprefix("https://")
    line = http.client.HTTPSConnection(host, timeout=60, context=context)
    line.request("GET", "/draft", headers=headers)
    try:
        answer = line.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        line.close()


def test_a_unit_is_generated_that_systemd_takes_and_none_of_another_is_overwritten(
    made: Office, tmp_path: Path
) -> None:
    def settings(*more: str) -> Result:
        words = ["desk", "--office", str(made.remote), "--server-name", LOCAL]
        return CliRunner().invoke(phaen, [*words, "--settings", str(tmp_path / "server"), *more])

    assert settings().exit_code == 0 and settings().exit_code == 0
    unit = tmp_path / "server/phaen-desk.service"
    if shutil.which("systemd-analyze"):
        done = subprocess.run(
            ["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    text = unit.read_text("utf-8")
    assert str(made.remote) in text and str(made.live.parent) in text
    for name in ("x; evil", 'a"b', "a b", "$host", "-x"):
        assert isinstance(settings("--server-name", name).exception, DeployError)
    unit.write_text("somebody's own", "utf-8")
    assert "ไม่เขียนทับ" in str(settings().exception) and unit.read_text("utf-8") == "somebody's own"
