"""What the desk's jobs refuse, and what they leave alone: asked of the pages themselves."""

from __future__ import annotations

import csv
import datetime
import html
import io
import json
import re
from pathlib import Path

import pytest
from pypdf import PdfWriter

import drawn
from e2e.clerks import Clerk, first_clerk
from e2e.remotes import PROJECTS, QUIET
from generator.desk.asked import Asked, Upload
from generator.desk.laying import Desk
from generator.desk.office import Office
from generator.desk.pages import (
    amending,
    announcing,
    closing,
    draft,
    files,
    papers,
    preview,
    trying,
)
from generator.machine.packaged import THEME
from generator.machine.proof import Proof
from generator.plan.merge import UnsafeError
from photographs import photo

TODAY = datetime.date(2026, 11, 24)
DAYS = {"considered": "2026-10-10", "posted_from": "2026-10-16", "posted_until": "2026-11-30"}
YEAR = {"year": "2570", "edition": "0"}


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return first_clerk(tmp_path / "one", None)


@pytest.fixture
def desk(clerk: Clerk) -> Desk:
    office = Office(clerk.folder, QUIET, lambda: TODAY, Proof())
    opened = Desk(office, THEME)
    opened.layout(office.state().checked.portal.organization)
    return opened


def sent(number: int, form: dict[str, str], **files: Upload) -> Asked:
    """Return a form as a browser sends it, the `number`th."""
    told = {name.replace("_", "."): one for name, one in files.items()}
    return Asked("", form={"desk.form": str(number), **form}, files=told)


def pdf() -> bytes:
    paper, out = PdfWriter(), io.BytesIO()
    paper.add_blank_page(595, 842)
    paper.write(out)
    return out.getvalue()


def kept(desk: Desk) -> set[str]:
    return {*desk.office.state().draft.digests}


def test_before_its_day_and_with_errors_nothing_is_recorded_as_announced(
    desk: Desk, clerk: Clerk
) -> None:
    late = {**YEAR, **DAYS, "announced": "2026-12-24"}
    told = announcing.announce(desk, sent(1, late))
    assert told.headers["Location"] == "/draft?announced=0"
    assert kept(desk) == {"plans/2570/plan.yml"}
    desk.office.put("2", {"plans/2570/projects.csv": b"id\n"})
    announcing.announce(desk, sent(3, late | {"announced": "2026-10-15"}))
    assert "plans/2570/announced/0.csv" not in kept(desk)
    assert not (clerk.folder / "plans/2570/announced").exists()


def test_a_file_of_a_name_that_is_taken_gets_another_and_none_is_lost(desk: Desk) -> None:
    form = {**YEAR, **DAYS, "announced": "2026-10-15"}
    two = {"photo_1": Upload("a.png", photo(kind="PNG")), "photo_2": Upload("a.jpg", photo())}
    announcing.announce(desk, sent(1, form, paper=Upload("C:\\x\\a.PDF", pdf()), **two))
    announcing.announce(desk, sent(2, form, paper=Upload("a.pdf", pdf())))
    names = {path.rpartition("/")[2] for path in kept(desk) if "/documents/" in path}
    assert names == {"a.pdf", "a-2.pdf", "a.jpg", "a-2.jpg"}
    before = kept(desk)
    announcing.announce(desk, sent(2, form, paper=Upload("a.pdf", pdf())))  # a double click
    assert kept(desk) == before


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"paper": Upload("a.docx", b"x")}, "ต้องเป็น PDF"),
        ({"photo_1": Upload("a.jpg", b"\xff\xd8\xff no picture")}, "อ่านภาพ a.jpg ไม่ได้"),
    ],
)
def test_what_is_no_paper_and_no_picture_is_refused_above_the_filled_form(
    desk: Desk, files: dict[str, Upload], said: str
) -> None:
    told = announcing.announce(desk, sent(1, {**YEAR, "announced": "2026-10-17"}, **files))
    assert told.status == 409 and said in told.body.decode()
    assert 'value="2026-10-17"' in told.body.decode()
    assert kept(desk) == set()


def test_settings_that_a_person_must_write_are_left_alone(desk: Desk, clerk: Clerk) -> None:
    clerk.write("plans/2570/plan.yml", "fiscal_year: 2570\nstrategies: []\nedition: {web_from: }\n")
    desk.office.take_in("1")
    told = announcing.announce(desk, sent(2, {**YEAR, "announced": "2026-10-17"}))
    assert told.status == 409 and "Notepad" in told.body.decode()


def test_a_year_is_closed_when_it_is_over_and_all_is_kept(desk: Desk) -> None:
    shown = closing.closing(desk, Asked("")).body.decode()
    assert "<button disabled>" in shown and "ยัง ต้องมีก่อนปิดปี" in shown
    with pytest.raises(UnsafeError, match="ยังปิดไม่ได้"):
        closing.close(desk, sent(1, {"year": "2570"}))
    desk.office.put("2", {"content/x.md": b"# x\n"})
    with pytest.raises(UnsafeError, match="ยังไม่ได้เก็บ"):
        closing.close(desk, sent(3, {"year": "2570"}))


def test_a_new_project_needs_a_code_of_its_own_and_what_was_typed_stays(desk: Desk) -> None:
    form = {"year": "2570", "row._new": "1", "code._new": "2570-001", "cell.name._new": "ขุดลอก"}
    told = amending.amend(desk, sent(1, form))
    assert told.status == 409 and "ใช้ไม่ได้" in told.body.decode()
    assert "ขุดลอก" in told.body.decode() and kept(desk) == set()


def test_of_a_cell_that_two_amend_at_once_both_values_are_told(desk: Desk) -> None:
    row = {"year": "2570", "row.2570-002": "1", "was.budget.2570-002": "2000"}
    unchanged = amending.amend(desk, sent(1, {**row, "cell.budget.2570-002": "2000"}))
    assert unchanged.status == 409 and "ยังไม่มีช่องใดต่างจากเดิม" in unchanged.body.decode()
    assert amending.amend(desk, sent(2, {**row, "cell.budget.2570-002": "7000"})).status == 303
    told = amending.amend(desk, sent(3, {**row, "cell.budget.2570-002": "9000"}))
    assert told.status == 409 and "“7000”" in told.body.decode()
    assert 'value="9000"' in told.body.decode()
    seen = {**row, "was.budget.2570-002": "7000", "cell.budget.2570-002": "9000"}
    assert amending.amend(desk, sent(4, seen)).status == 303
    rows = desk.office.data("plans/2570/amendments/1/projects.csv") or b""
    assert rows.decode().splitlines()[1:] == ["2570-002,แก้ไข,,9000"]


def test_cells_of_an_amendment_are_checked_as_they_are_typed_and_hints_stand_below(
    desk: Desk,
) -> None:
    query = {"row.2570-001": "1", "row.2570-002": "1", "row._new": "1"}
    page = html.unescape(amending.amending(desk, Asked("", query=query)).body.decode())
    form = dict(re.findall('<input[^>]*? name="([^"]+)"(?: required)? value="([^"]*)"', page))
    form |= dict(re.findall('<textarea[^>]*? name="([^"]+)"[^>]*>([^<]*)<', page))
    assert 'data-try="/try"' in page and 'data-told="budget.2570-002"' in page
    assert 'aria-describedby="ph-budget.2570-002-more"' in page
    assert trying.tried(desk, sent(1, form)).body == b"{}"  # nothing is said of the new one yet
    form |= {"cell.name._new": "ขุดลอก", "cell.strategy._new": "1", "cell.unit._new": "กองช่าง"}
    new = {"id._new", "budget._new"}
    wrong = {
        "cell.budget.2570-002": "9ก",
        "cell.start.2570-001": "ธ.ค.",
        "cell.end.2570-001": "พ.ย.",
    }
    found = json.loads(trying.tried(desk, sent(2, {**form, **wrong})).body)
    assert found.keys() == {*new, "budget.2570-002", "start.2570-001"}
    assert "9ก" in found["budget.2570-002"][0]
    gone = {**form, **wrong, "change.2570-002": "cancel"}
    assert "budget.2570-002" not in json.loads(trying.tried(desk, sent(3, gone)).body)
    assert kept(desk) == set()


def test_a_form_in_place_of_a_clerks_table_keeps_the_columns_that_the_clerk_added(
    desk: Desk, clerk: Clerk
) -> None:
    head, row = "id,strategy,name,budget,unit,start,end,ผู้ประสาน", "1,โครงการที่ 1,9,กองช่าง,พ.ย.,ธ.ค."
    clerk.table.write_text(f"{head}\n2570-001,{row},คุณหนึ่ง\n", "utf-8")
    desk.office.take_in("1")
    sheet = Upload("form.xlsx", drawn.saved(drawn.filled(2)))
    told = files.put_file_in(desk, sent(2, {"what": "form", "year": "2570"}, file=sheet))
    assert "ย้ายมาตามรหัสโครงการแล้ว คือ “ผู้ประสาน”" in told.body.decode()
    rows = list(
        csv.DictReader((desk.office.data(PROJECTS) or b"").decode("utf-8-sig").splitlines())
    )
    assert [one["ผู้ประสาน"] for one in rows] == ["คุณหนึ่ง", ""]


def test_a_draft_with_errors_is_not_shown_and_makes_no_paper(desk: Desk) -> None:
    desk.office.put("1", {"plans/2570/projects.csv": b"id\n"})
    shown = preview.preview(desk, Asked("", path={"what": "readers", "file": "index.html"}))
    assert shown.status == 409 and "ยังดูก่อนไม่ได้" in shown.body.decode()
    with pytest.raises(UnsafeError, match="ยังทำเอกสารไม่ได้"):
        papers.paper(desk, Asked("", path={"year": "2570", "name": "board.pdf"}))
    draft.drop(desk, Asked(""))
    with pytest.raises(UnsafeError, match="ไม่มีเอกสาร"):
        papers.paper(desk, Asked("", path={"year": "2570", "name": "../plan.pdf"}))
    lost = preview.preview(desk, Asked("", path={"what": "others", "file": "index.html"}))
    assert lost.status == 404
