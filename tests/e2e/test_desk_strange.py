"""What nobody foresaw a browser, or a clerk, to send: told in a sentence, and nothing breaks."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from e2e.desks import (
    Asker,
    Told,
    brought,
    opened_office,
    person,
    three_releases,
    unpublished_office,
)
from e2e.remotes import PROJECTS, Office
from zips import with_parts

HEADS = ["รหัสโครงการ", "ยุทธศาสตร์", "โครงการ", "งบประมาณ", "หน่วยงานรับผิดชอบหลัก", "เริ่ม", "สิ้นสุด"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return unpublished_office(tmp_path_factory.mktemp("strange") / "office")


@pytest.fixture(scope="module")
def where(made: Office) -> Iterator[str]:
    with opened_office(made, "--socket", str(made.folder / "desk.sock")) as told:
        yield told


@pytest.fixture
def asker(where: str) -> Iterator[Asker]:
    one = person(where, "มานะ")
    yield one
    one.sends("/draft/drop", {})
    assert one.ask("GET", "/").status == 200


def is_told(told: Told) -> bool:
    """Whether a person reads why, or sees a page; and no fault of ours."""
    return told.status < 500 and "Traceback" not in told.text


@pytest.mark.parametrize(
    "path",
    [
        "/rows/2570/%00", "/rows/2570/%ff%fe", "/rows/2570/..%2f..", f"/rows/2570/{'ก' * 2000}",
        "/rows?q=%00%ff", f"/rows?q={'ถนน ' * 2000}", "/rows?year=%E0%B9%92%E0%B9%95",
        "/rows?year=2570&year=1",
        "/sheet/2570/0", "/sheet/2570/%E0%B9%95", "/sheet/2570/9999999?sheet=x",
        "/sheet/2570?from=-1",
        "/sheet/2570?from=99999999999", "/progress?unit=%00", "/preview/readers/%00",
        "/preview/x/..%2f",
        "/papers/2570/%00.pdf", "/papers/%00/a.pdf", "/handed/%00", "/announce?edition=%ff",
    ],
)  # fmt: skip
def test_an_address_that_nobody_wrote_is_answered(asker: Asker, path: str) -> None:
    assert is_told(told := asker.ask("GET", path)), told.text[-600:]


@pytest.mark.parametrize(
    "more",
    [
        {"Content_Type": "multipart/form-data"},
        {"Content_Type": "multipart/form-data; boundary="},
        {"Content_Type": "application/json"},
        {"Content_Type": "application/x-www-form-urlencoded; charset=utf-7"},
        {"Content_Length": "-5"},
        {"Content_Length": "ห้า".encode().decode("latin-1")},
        {"Cookie": "__Host-phaen-desk=\xff\xfe; a=b"},
        {"X_Real_IP": "\xff" * 200},
        {"Origin": "\xe0\xb8"},
        {"Accept_Language": "x" * 30_000},
    ],
    ids=str,
)
def test_a_form_with_odd_headers_changes_nothing(asker: Asker, more: dict[str, str]) -> None:
    body = urlencode({"desk.token": asker.token(), "desk.form": "a", "cell.budget": "1"})
    # A length that is none is refused before the body: who still sends it may not read the answer.
    sent = None if "Content_Length" in more else body
    told = asker.ask("POST", "/rows/2570/2570-001", sent, **more)
    assert is_told(told), told.text[-600:]


@pytest.mark.parametrize(
    "text",
    ["9" * 900_000, "ก" * 300_000, "=1+1", "\0", "\ud7ff\U000e0001", "1\r\n2,3\r\n", '"'],
    ids=len,
)
def test_a_cell_of_any_text_is_a_draft_with_its_faults_or_is_refused(
    asker: Asker, text: str
) -> None:
    for code in ("budget", "name"):
        told = asker.sends("/rows/2570/2570-001", {f"cell.{code}": text})
        assert told.status in ((400, 409) if len(text) > 32_767 else (303,)), told.text[-600:]
        assert is_told(
            asker.sends("/try", {"at.file": PROJECTS, "at.number": "2", f"cell.{code}": text})
        )
    for path in ("/", "/rows", "/rows/2570/2570-001", "/sheet/2570", "/draft"):
        told = asker.ask("GET", path)
        assert (path, told.status) == (path, 200), told.text[-600:]


def workbook(change: str) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(HEADS)
    for number in range(1, 5):
        cost = f"=10*{number}" if change == "formulas" else 1000 * number
        sheet.append([f"2570-00{number}", "1", f"ถนน {number}", cost, "กองช่าง", "พ.ย.", "ธ.ค."])
    if change == "merged":
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("C1:D1")
    if change == "hidden":
        sheet.sheet_state = "hidden"
        made.create_sheet("อื่น").append(["ไม่มีอะไร"])
    if change == "names":
        made.defined_names["x"] = DefinedName("x", attr_text="'[1]Sheet'!$A$1")
    out = io.BytesIO()
    made.save(out)
    if change == "macros":
        return with_parts(out.getvalue(), {"xl/vbaProject.bin": os.urandom(400)})
    return out.getvalue()


@pytest.mark.parametrize("change", ["formulas", "merged", "hidden", "names", "macros"])
def test_a_workbook_as_offices_have_them_is_shown_and_typed_in(asker: Asker, change: str) -> None:
    told = asker.puts("projects.xlsx", workbook(change), what="projects", year="2570")
    assert told.status in (303, 409), told.text[-600:]
    for path in ("/", "/rows", "/sheet/2570", "/sheet/2570?only=all", "/sheet/2570/marked",
                 "/draft", "/sheet/2570/3?sheet=Sheet"):  # fmt: skip
        assert is_told(shown := asker.ask("GET", path)), (path, shown.text[-600:])
    typed = {"at.sheet": "Sheet", "cell.budget": "5", "cell.name": "ถนนใหม่"}
    assert is_told(told := asker.sends("/sheet/2570/3", typed)), told.text[-600:]


def test_a_row_that_somebody_took_out_while_it_is_typed_in_is_told(
    made: Office, asker: Asker
) -> None:
    assert asker.ask("GET", "/rows/2570/2570-003").status == 200
    lines = (made.copy / PROJECTS).read_text("utf-8").splitlines(keepends=True)
    made.commit(PROJECTS, "".join(one for one in lines if not one.startswith("2570-003")))
    brought(made)
    told = asker.sends("/rows/2570/2570-003", {"cell.budget": "5"})
    assert told.status == 409 and "ไม่มีโครงการรหัสนี้" in told.text
    assert not asker.ask("GET", "/draft").text.count(PROJECTS)


def test_who_publishes_for_an_office_takes_back_no_site_of_another_place(
    where: str, tmp_path: Path
) -> None:
    elsewhere = three_releases(tmp_path / "live")
    asker = person(where, "สมศรี")
    for place in (str(elsewhere.live), "ssh://nobody@127.0.0.1:1/srv/www"):
        told = asker.sends("/publish/back", {"target": place, "release": "รุ่นที่ 3 (c)"})
        assert told.status == 409 and "ssh" not in told.text
    assert (now := elsewhere.current()) and now.name == "c"
