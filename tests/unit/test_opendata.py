"""Open data: six tables in four forms that say the same, lists with files of their own, recipes."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import openpyxl
import pytest

from generator.machine.packaged import THEME
from generator.pipeline import view_of
from generator.plan.formulas import guarded
from generator.plan.model import Status
from generator.site.addresses import LISTS, address
from generator.site.render import Kept, opendata_artifacts, page_artifacts
from generator.site.views import SiteView, table_columns
from portals import PLAN, PROJECTS, checked, csv_table, make_row, plan_yml, portal_folder

AMENDMENT = "kind: แก้ไข\nnumber: 1/2570\nedition: {announced: 2569-11-12}\n"
PROGRESS = "รหัส,ณ วันที่,สถานะ,ร้อยละ,เบิกจ่าย\n2570-001,2569-11-20,อยู่ระหว่างดำเนินการ,45,1000.50\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteView:
    """A plan whose amendment made one project dearer, and of which one report tells."""
    rows = [
        make_row(id="2570-001", budget="478300", note="=1+1", place="หมู่ที่ 1, 2", villages="1, 2"),
        make_row(id="2570-002", budget="-", start="", end=""),
    ]
    later = make_row(id="2570-001", budget="500000.25", note="=1+1", villages="1, 2")
    files = {
        PROJECTS: csv_table(rows),
        "plans/2570/amendments/1/plan.yml": AMENDMENT,
        "plans/2570/amendments/1/projects.csv": csv_table([
            later | {"change": "แก้ไข", "reason": "มติ"}
        ]),
        "plans/2570/progress.csv": PROGRESS,
    }  # fmt: skip
    found = checked(portal_folder(tmp_path_factory.mktemp("portal"), files))
    assert not found.report.errors, [one.message for one in found.report.errors]
    return view_of(found)


@pytest.fixture(scope="module")
def files(site: SiteView) -> dict[str, bytes]:
    made = opendata_artifacts(site, THEME, Kept({}))
    return {one.path.removeprefix("docs/2570/"): one.data for one in made}


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_table_says_the_same_in_all_four_forms(files: dict[str, bytes]) -> None:
    for name, columns in table_columns().items():
        plain, marked = files[f"data/{name}.csv"], files[f"data/{name}-excel.csv"]
        assert marked == b"\xef\xbb\xbf" + plain and not plain.startswith(b"\xef\xbb\xbf")
        heads, *rows = csv.reader(io.StringIO(plain.decode(), newline=""))
        assert heads == [one.heading for one in columns]
        told = json.loads(files[f"data/{name}.json"])
        assert told["columns"] == [one.code for one in columns]
        sheet = openpyxl.load_workbook(io.BytesIO(files[f"data/{name}.xlsx"])).active
        assert sheet is not None
        book = [*sheet.iter_rows(values_only=True)]
        assert [*book[0]] == heads
        assert len(book) - 1 == len(told["rows"]) == len(rows)
        for in_csv, in_json, in_book in zip(rows, told["rows"], book[1:], strict=True):
            for text, value, cell in zip(in_csv, in_json, in_book, strict=True):
                assert same(text, guarded(value) if isinstance(value, str) else value)
                assert same(text, cell)


def same(text: str, value: object) -> bool:
    """Whether a value is what the CSV writes: nothing, a number or the text itself."""
    if isinstance(value, int | float):
        return float(text) == value
    return text == (value or "")


def test_an_amendment_names_what_it_changed_as_the_table_of_projects_does(
    files: dict[str, bytes],
) -> None:
    (row,) = rows_of(files["data/amendments.csv"])
    heads = next(csv.reader(io.StringIO(files["data/projects.csv"].decode(), newline="")))
    assert "งบประมาณ" in row["คอลัมน์ที่เปลี่ยน"].split(";")
    assert set(row["คอลัมน์ที่เปลี่ยน"].split(";")) <= set(heads)
    assert len(row["คอลัมน์ที่เปลี่ยน"].split(";")) == len(row["สิ่งที่เปลี่ยน"].split(";"))


def test_a_project_has_what_a_stranger_asks_for(files: dict[str, bytes]) -> None:
    told = json.loads(files["data/projects.json"])
    first, second = (dict(zip(told["columns"], row, strict=True)) for row in told["rows"])
    assert (first["announced_baht"], first["budget_baht"], first["spent_baht"]) == (
        478300, 500000.25, 1000.5,
    )  # fmt: skip
    assert (first["status_code"], first["status_name"]) == (
        Status.UNDER_WAY.slug, Status.UNDER_WAY.thai,
    )  # fmt: skip
    assert (first["percent_done"], first["reported_on"]) == (45, "2026-11-20")
    assert re.fullmatch("202[67]-[01][0-9]", first["start_month"])
    assert first["work_months"].split(";")[0] == first["start_month"]
    assert first["village_list"] == "1;2" and first["edition"] == 1
    assert first["page_address"].endswith("2570/projects/2570-001.html")
    assert first["source_file"] == "plans/2570/amendments/1/projects.csv"
    assert first["source_row"] == 2
    assert second["budget"] == "-" and second["budget_baht"] is None
    assert second["status_code"] == "not-reported" and second["spent_baht"] is None


def test_what_an_amendment_cancels_is_in_no_sum_of_the_files(tmp_path: Path) -> None:
    rows = [make_row(id="2570-001", budget="478300.50"), make_row(id="2570-002", budget="900")]
    gone = csv_table([{"id": "2570-002", "change": "ยกเลิก", "reason": "มติ"}])
    new = {"id": "2570-003", "budget": "60", "change": "เพิ่ม", "reason": "มติ"}
    more = csv_table([make_row(id="2570-003") | new])
    parts = {"1/plan.yml": AMENDMENT, "2/plan.yml": AMENDMENT.replace("1/2570", "2/2570")}
    parts |= {"1/projects.csv": gone, "2/projects.csv": more}
    amended = {f"plans/2570/amendments/{path}": text for path, text in parts.items()}
    own = {PROJECTS: csv_table(rows), "plans/2570/progress.csv": PROGRESS.replace("1000.50", "0")}
    view = view_of(checked(portal_folder(tmp_path, own | amended)))
    made = {one.path: one.data for one in opendata_artifacts(view, THEME, Kept({}))}
    of = {name: rows_of(made[f"docs/2570/data/{name}.csv"]) for name in table_columns()}

    def total(name: str, heading: str) -> float:
        return sum(float(row[heading] or 0) for row in of[name])

    whole = next(float(row["งบประมาณ"]) for row in of["totals"] if row["กลุ่ม"] == "year")
    assert total("projects", "งบประมาณปัจจุบันเป็นตัวเลข") == whole == 478360.5
    assert [row["งบประมาณ"] for row in of["projects"]] == ["478300.50", "900", "60"]
    days = ["2026-10-15", "2026-11-12", "2026-11-12"]
    assert [row["วันที่ประกาศฉบับนี้"] for row in of["projects"]] == days
    first, last = (float(of["announcements"][at]["งบประมาณในแผน"]) for at in (0, -1))
    assert total("projects", "งบประมาณที่ประกาศครั้งแรก") == first
    change = total("amendments", "งบประมาณใหม่") - total("amendments", "งบประมาณเดิม")
    assert change == last - first == -840
    # A word stands beside each code.
    assert {row["ชื่อกลุ่ม"] for row in of["totals"] if row["กลุ่ม"] == "unit"} == {"หน่วยงาน"}
    assert next(row["เรื่องเป็นคำ"] for row in of["announcements"]) == "แผนที่ประกาศ"
    # The file beside a list says what the list is about, not only whom it is about.
    told = rows_of(made["docs/2570/changes.csv"])
    sums = [sum(float(row[one] or 0) for row in told) for one in ("งบประมาณเดิม", "งบประมาณใหม่")]
    assert sums[1] - sums[0] == change and [row["เหตุผล"] for row in told] == ["มติ", "มติ"]
    unpaid = rows_of(made["docs/2570/progress-without-spending.csv"])
    said = [(one["ร้อยละล่าสุด"], one["เบิกจ่ายล่าสุด"], one["วันที่รายงานล่าสุด"]) for one in unpaid]
    assert said == [("45", "0", "2026-11-20")]


def test_the_rows_of_a_draft_say_that_nothing_was_announced(tmp_path: Path) -> None:
    files = {PROJECTS: csv_table([make_row()]), PLAN: plan_yml("{}", "draft: publish\n")}
    view = view_of(checked(portal_folder(tmp_path, files)))
    assert view.current.draft
    made = {one.path: one.data for one in opendata_artifacts(view, THEME, Kept({}))}
    assert [row["วันที่ประกาศฉบับนี้"] for row in rows_of(made["docs/2570/data/projects.csv"])] == [""]


def test_no_cell_runs_in_a_spreadsheet_and_json_says_it_plainly(files: dict[str, bytes]) -> None:
    assert rows_of(files["data/projects.csv"])[0]["หมายเหตุ"] == "'=1+1"
    told = json.loads(files["data/projects.json"])
    assert told["rows"][0][told["columns"].index("note")] == "=1+1"
    sheet = openpyxl.load_workbook(io.BytesIO(files["data/projects.xlsx"])).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_every_list_has_files_of_its_own_rows(site: SiteView, files: dict[str, bytes]) -> None:
    year = site.current
    for kind in LISTS:
        for group in getattr(year, kind):
            ids = [one.id for one in (*group.projects, *group.shared)]
            for form in ("csv", "json"):
                data = files[address(f"{kind}-{form}").below(group.slug)]
                found = (
                    [one["รหัสโครงการ"] for one in rows_of(data)]
                    if form == "csv"
                    else [row[0] for row in json.loads(data)["rows"]]
                )
                assert found == ids, (kind, group.slug)
    for watched in year.watched.values():
        for form in ("csv", "json"):
            assert watched.path.replace("html", form) in files
    assert [one["รหัสโครงการ"] for one in rows_of(files["changes.csv"])] == ["2570-001"]


def test_an_unchanged_workbook_is_not_made_again_and_the_gate_reads_what_it_says(
    site: SiteView, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, bytes] = {}
    first = [*opendata_artifacts(site, THEME, Kept(kept))]
    monkeypatch.delattr("generator.site.render.opendata.workbook_of")
    assert [*opendata_artifacts(site, THEME, Kept(kept))] == first
    books = {one.path: one for one in first if one.path.endswith(".xlsx")}
    assert len(books) == len(table_columns())
    for path, one in books.items():
        assert one.said == next(
            two.data for two in first if two.path == path.replace("xlsx", "json")
        )


def test_every_column_of_every_table_is_explained(site: SiteView) -> None:
    page = next(one.data.decode() for one in page_artifacts(site, THEME) if "columns" in one.path)
    for columns in table_columns().values():
        for one in columns:
            assert f"<code>{one.code}</code>" in page.replace("&#95;", "_")
            assert one.meaning and one.meaning != one.code


@pytest.fixture(scope="module")
def served(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("served")
    for path in ("data/projects.csv", "data/projects.json"):
        (root / "2570/data").mkdir(parents=True, exist_ok=True)
        (root / "2570" / path).write_bytes(files[path])

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("language", ["pandas", "javascript"])
def test_the_five_lines_of_the_data_page_run_as_they_stand(
    language: str, site: SiteView, served: str, tmp_path: Path
) -> None:
    page = next(one.data.decode() for one in page_artifacts(site, THEME) if "data.md" in one.path)
    shown = re.search(rf'id="ph-recipe-{language}"><code>(.*?)</code>', page, re.DOTALL)
    assert shown
    recipe = html.unescape(shown[1])
    assert len(recipe.strip().splitlines()) == 5
    own = site.organization.site_url or "https://plan.example.go.th/"
    assert own in recipe
    program = tmp_path / ("recipe.py" if language == "pandas" else "recipe.mjs")
    program.write_text(recipe.replace(own, served), "utf-8")
    by = sys.executable if language == "pandas" else "node"
    told = subprocess.run([by, program], capture_output=True, text=True, check=True).stdout
    assert ("กองช่าง" if language == "pandas" else "0 0") in told
