"""What a clerk puts in may take what a push may, and no other clerk waits for it."""

from __future__ import annotations

import http.client
import shutil
import signal
import socket
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.desks import COOKIE, NAME, Told, opened_office, person, unpublished_office
from e2e.remotes import Office
from generator.publishing.drafting import DraftStore
from hostile.make import SHEET, WORKBOOK, workbook

SECONDS, MEGABYTES = 2, 400
# The program itself, with bounds that a test can wait for.
BOUNDED = f"""
import runpy
from generator.desk import apart
apart.Apart.__init__.__defaults__ = ({SECONDS}, {MEGABYTES} * 2**20)
runpy.run_module("generator", run_name="__main__")
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return unpublished_office(tmp_path_factory.mktemp("bounds") / "office")


@pytest.fixture(scope="module")
def where(made: Office) -> Iterator[str]:
    at = str(made.folder / "desk.sock")
    with opened_office(made, "--socket", at, started=(sys.executable, "-c", BOUNDED)) as told:
        yield told


def slow_workbook() -> bytes:
    """Return a sheet of so many cells that reading them takes long."""
    cell, letters = b'<c r="%s%d" t="inlineStr"><is><t>a%d</t></is></c>', b"A B C D E F G H".split()
    rows = (
        b'<row r="%d">' % row + b"".join(cell % (one, row, row) for one in letters) + b"</row>"
        for row in range(1, 100_000)
    )  # fmt: skip
    return made_of(b"".join(rows))


def made_of(rows: bytes) -> bytes:
    data = workbook(SHEET % (rows, b""))[WORKBOOK]
    assert isinstance(data, bytes)
    return data


def slow_pdf(pages: int) -> bytes:
    """Return a PDF of pages that all draw one letter so many times."""
    drawn = zlib.compress(b"BT /F 9 Tf (a) Tj ET\n" * 40_000)
    kids = b" ".join(b"%d 0 R" % (10 + 2 * one) for one in range(pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>"
    parts = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    for one in range(pages):
        parts[10 + 2 * one] = page + b"/Contents %d 0 R>>" % (11 + 2 * one)
        stream = b"<</Length %d/Filter/FlateDecode>>stream\n" % len(drawn)
        parts[11 + 2 * one] = stream + drawn + b"\nendstream"
    body = b"%PDF-1.7\n"
    for number, part in parts.items():
        body += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    return body + b"trailer<</Root 1 0 R>>\n%%EOF\n"


FILES = {
    "slow-workbook": ("projects.xlsx", slow_workbook, "projects", "ตรวจไม่เสร็จใน 2 วินาที"),
    "wide-table": ("projects.csv", lambda: b"id,name\n" + b"x," * 1_000_000, "projects",
                   "ตรวจไม่เสร็จใน 2 วินาที"),
    "bomb": ("projects.xlsx", lambda: made_of(b"<row/>" * 4_000_000), "projects", ""),
    "slow-form": ("แบบ.pdf", lambda: slow_pdf(200), "form", "ใหญ่หรือซับซ้อนเกินไป"),
}  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_a_hostile_file_is_told_to_who_put_it_in_and_holds_up_nobody_else(
    where: str, kind: str
) -> None:
    name, make, what, said = FILES[kind]
    clerk, other = person(where, "มานะ"), person(where, "ปิติ")
    before = clerk.sends("/rows/2570/2570-001", {"cell.budget": "77000"}).status
    told: list[Told] = []
    data = make()
    putting = threading.Thread(
        target=lambda: told.append(clerk.puts(name, data, what=what, year="2570"))
    )
    putting.start()
    answered = 0
    while putting.is_alive():
        for path in ("/", "/rows", "/rows/2570/2570-002"):
            assert other.ask("GET", path).status == 200
            answered += putting.is_alive()
        saved = other.sends("/rows/2570/2570-002", {"cell.budget": f"{1000 + answered}"})
        assert saved.status == 303
        answered += putting.is_alive()
    assert before == 303
    if said:  # what ended is not kept, and what was there is
        assert (told[0].status, said in told[0].text) == (409, True), told[0].text[-900:]
        assert answered
        assert "77000" in clerk.ask("GET", "/rows/2570/2570-001").text
    else:  # what is read and found wrong is a draft with its faults told
        assert told[0].status == 303
        assert "ผิด" in clerk.ask("GET", "/draft").text
    clerk.sends("/draft/drop", {})


def test_a_desk_that_is_stopped_ends_within_seconds_amid_a_check_and_half_an_upload(
    made: Office, tmp_path: Path
) -> None:
    copy, at, data = made.copied(tmp_path / "office"), tmp_path / "desk.sock", slow_workbook()
    for left in copy.folder.rglob("people"):  # of the desk that is open there
        shutil.rmtree(left)
    told: list[Told | Exception] = []
    with opened_office(copy, "--socket", str(at), stopped=signal.SIGTERM) as where:
        who = person(where, "สมศรี")
        who.kept_token = who.token()

        def puts() -> None:
            try:
                told.append(who.puts("projects.xlsx", data, what="projects", year="2570"))
            except (OSError, http.client.HTTPException) as error:
                told.append(error)

        waits = threading.Thread(target=puts)
        waits.start()
        half = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        half.connect(where)
        half.sendall(
            f"POST /files HTTP/1.1\r\nHost: {NAME}\r\nCookie: {COOKIE}={who.cookie}\r\n"
            "Content-Type: multipart/form-data; boundary=x\r\n"
            "Content-Length: 99999\r\n\r\n--x".encode()
        )
        time.sleep(1)  # so that both are under way
        assert not told
        asked = time.monotonic()
    took = time.monotonic() - asked
    half.close()
    waits.join(20)
    assert took < 8
    # It is cut off; or it was done in the seconds that the desk waits, and is kept whole.
    kept = isinstance(told[0], Told) and told[0].status == 303
    assert kept or isinstance(told[0], Exception) or told[0].status == 500
    assert not at.exists() and not [*tmp_path.rglob("people/*/laid")]
    for folder in tmp_path.rglob("people/*/draft"):
        draft = DraftStore(folder).read()
        assert not draft.is_harmed and (kept or not draft.digests)
