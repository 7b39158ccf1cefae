"""What was announced may be masked where a typed entry says so, and in no other way."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from e2e.sites import phaen as process
from generator.cli import phaen
from generator.pipeline import pages_of
from generator.plan.model import Withdrawn
from generator.plan.model.withdrawal import is_masked
from generator.plan.record import record_bytes
from portals import PLAN, PROJECTS, TODAY, checked, codes, csv_table, make_row, portal_folder

ANNOUNCED = """edition:
  considered: 2569-10-10
  announced: 2569-10-15
  posted_from: 2569-10-16
  posted_until: 2569-11-20"""
ENTRY = """withdrawn:
  - kind: ข้อมูลส่วนบุคคล
    edition: 0
    id: 2570-001
    column: โครงการ
    day: 2569-11-20
    reason: มีชื่อประชาชนในชื่อโครงการ
"""
RECORD = "plans/2570/announced/0.csv"
NAME = "ซ่อมแซมบ้านยายพร้อม สายบุญ"


@pytest.fixture(scope="module")
def as_announced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An announced portal whose first row names somebody, as no gate would notice: to copy."""
    folder = tmp_path_factory.mktemp("announced")
    rows = [make_row(name=NAME), make_row(id="2570-002")]
    plan = (portal_folder(folder) / PLAN).read_text(encoding="utf-8").split("edition:")[0]
    portal_folder(folder, {PROJECTS: csv_table(rows), PLAN: f"{plan}\n{ANNOUNCED}\n"})
    _announce(folder)
    return folder


@pytest.fixture
def announced(as_announced: Path, tmp_path: Path) -> Path:
    """A copy of that portal, to change it."""
    return Path(shutil.copytree(as_announced, tmp_path / "portal"))


def _announce(portal: Path, day: str = str(TODAY)) -> None:
    _run("announce", "2570", "--portal", str(portal), "--today", day)


def _run(*arguments: str) -> None:
    done = CliRunner().invoke(phaen, arguments)
    assert done.exit_code == 0, done.output


def _say(portal: Path, old: str, new: str) -> None:
    table = (portal / PROJECTS).read_text(encoding="utf-8")
    assert old in table
    (portal / PROJECTS).write_text(table.replace(old, new), encoding="utf-8")


def test_a_masked_row_is_a_change_without_an_entry_and_none_with_it(announced: Path) -> None:
    _say(announced, NAME, "ซ่อมแซมบ้านผู้สูงอายุ █")
    assert "announced-row-changed" in codes(announced)
    (announced / "plans/2570/withdrawn.yml").write_text(ENTRY, encoding="utf-8")
    assert codes(announced) == ["withdrawn-not-recorded"]
    _announce(announced)
    assert codes(announced) == []
    assert "พร้อม" not in (announced / RECORD).read_text(encoding="utf-8")


def test_an_entry_for_a_row_covers_its_words_and_the_row_stays(announced: Path) -> None:
    entry = ENTRY.replace("    column: โครงการ\n", "")
    (announced / "plans/2570/withdrawn.yml").write_text(entry, encoding="utf-8")
    _say(announced, NAME, "ซ่อมแซมบ้าน █")
    _announce(announced)
    assert codes(announced) == []
    _say(announced, (announced / PROJECTS).read_text("utf-8").split("\n")[1] + "\n", "")
    assert "announced-row-removed" in codes(announced)


def test_a_record_that_still_tells_what_was_covered_is_not_sealed(announced: Path) -> None:
    _say(announced, NAME, "ซ่อมแซมบ้านผู้สูงอายุ █")
    (announced / "plans/2570/withdrawn.yml").write_text(ENTRY, encoding="utf-8")
    _run("year", "2571", "--portal", str(announced), "--today", "2570-12-01")
    seal = ("seal", "2570", "--portal", announced, "--today", "2570-12-01")
    refused = process(*seal)
    assert refused.returncode == 1
    assert "phaen withdraw 2570 2570-001" in refused.stdout
    _announce(announced, "2570-12-01")
    done = process(*seal)
    assert done.returncode == 0, done.stdout + done.stderr
    sealed = (announced / "plans/2570/sealed/2570.zip").read_bytes().decode("utf-8", "ignore")
    assert "พร้อม สายบุญ" not in sealed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (NAME, "ซ่อมแซมบ้านยายพร้อมพร สายบุญ"),
        (NAME, "ก่อสร้างถนนคอนกรีตเสริมเหล็กกว้าง 9 เมตร █"),
        (NAME, "ซื้อรถประจำตำแหน่ง █"),
        (NAME, "█"),
        ("478300", "1"),
        ("2570-002", "2570-003"),
    ],
)
def test_an_entry_lets_nothing_else_be_said(announced: Path, old: str, new: str) -> None:
    (announced / "plans/2570/withdrawn.yml").write_text(ENTRY, encoding="utf-8")
    _say(announced, old, new)
    assert set(codes(announced)) & {"announced-row-changed", "announced-row-removed"}


def test_the_years_data_page_says_what_was_withdrawn_when_and_why(announced: Path) -> None:
    (announced / "plans/2570/withdrawn.yml").write_text(ENTRY, encoding="utf-8")
    page = pages_of(checked(announced))["2570/data/index.md"].decode()
    for told in (
        "สิ่งที่ถอนหรือแก้หลังประกาศ",
        "โครงการ 2570-001",
        "มีชื่อประชาชนในชื่อโครงการ",
        "20 พฤศจิกายน 2569",
    ):
        assert told in page.replace("\u00a0", " ").replace("&#45;", "-"), told


def test_a_covered_page_says_what_its_black_signs_are_and_where_the_reason_stands(
    announced: Path,
) -> None:
    pages = pages_of(checked(announced))
    assert "ph-withdrawn" not in pages["2570/projects/2570-001.md"].decode()
    (announced / "plans/2570/withdrawn.yml").write_text(ENTRY, encoding="utf-8")
    page = pages_of(checked(announced))["2570/projects/2570-001.md"].decode()
    note, reason = page.index("█ บนหน้านี้คือข้อความที่องค์กรถอนออก"), page.index('id="ph-withdrawn"')
    assert 'href="#ph-withdrawn"' in page[note:reason]
    assert "มีชื่อประชาชนในชื่อโครงการ" in page[reason:]


@pytest.mark.parametrize(
    ("was", "now", "masked"),
    [
        ("นาง ก", "█", True),
        ("นาง ก", "", True),
        ("", "", False),
        ("", "█", True),
        ("นาง ก", "นาง ข", False),
        ("ซอย 4 บ้านใครคนหนึ่ง", "ซอย 4 █", True),
        ("ซอย 4 บ้านใครคนหนึ่ง", "ซอย 5 █", False),
        ("ก", "█ และข้อความใหม่ที่ยาวกว่าเดิม", False),
        ("ก่อสร้างถนน สายที่ 2 บ้านนางกานดา แก้วดี", "ก่อสร้างถนน สายที่ 2 บ้านผู้พิการ (█)", True),
        ("ก่อสร้างถนน สายที่ 2 บ้านนาง ก", "ก่อสร้างสระน้ำ █", False),
        ("ยาว 100 เมตร กว้าง 5 เมตร บ้านนาง ก", "ยาว 5 เมตร กว้าง 100 เมตร █", False),
        ("  - reason: บ้านของนายแดง ดีมาก", "  - reason: บ้านของ█", True),
        ("    # ถาม นายแดง ดีมาก ก่อน", "    # ถาม █", True),
        ("  - reason: บ้านของนายแดง ดีมาก", "  - reason: วัดของ█", False),
    ],
)
def test_a_mask_takes_away_and_adds_nothing(was: str, now: str, masked: bool) -> None:
    assert is_masked(was, now) == masked


def test_no_entry_allows_nothing() -> None:
    assert not Withdrawn().cell("2570-001", "name", "นาง ก", "█", edition=0)


def test_the_cases_of_offices_work_by_hand(tmp_path: Path) -> None:
    cases = Path(__file__).parents[3] / "shared/cases/c101-personal-data-cannot-be-withdrawn"
    if not cases.is_dir():
        pytest.skip("the cases are not on this machine")
    shutil.copytree(cases / "plans", tmp_path / "plans")
    _announce(tmp_path)
    _say(tmp_path, "ซ่อมบ้านป้าคำปัน วงศ์ใหญ่", "ซ่อมบ้านผู้ยากไร้ █")
    entry = ENTRY.replace("2570-001", "2570-007")
    (tmp_path / "plans/2570/withdrawn.yml").write_text(entry, encoding="utf-8")
    _announce(tmp_path)
    assert not checked(tmp_path).report.errors


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("day: 2569-11-20", "day: 2570-11-20", "withdrawn-future"),
        ("id: 2570-001", "id: 2570-009", "withdrawn-nothing"),
        ("edition: 0", "edition: 3", "withdrawn-nothing"),
        ("edition: 0", "report: 2569-11-01", "withdrawn-nothing"),
    ],
)
def test_an_entry_of_a_day_to_come_or_of_nothing_gets_nowhere(
    announced: Path, old: str, new: str, code: str
) -> None:
    """Once it is live it stays for ever."""
    entry = ENTRY.replace(old, new)
    assert entry != ENTRY
    (announced / "plans/2570/withdrawn.yml").write_text(entry, encoding="utf-8")
    assert code in codes(announced)


@pytest.mark.parametrize(
    ("line", "fine"),
    [
        ("  announced: 2569-10-14\n", True),
        ("  announced: 2569-11-30\n", False),
        ("", False),
    ],
)
def test_an_entry_for_a_date_makes_it_another_and_unmakes_nothing(
    announced: Path, line: str, fine: bool
) -> None:
    entry = """withdrawn:
  - {kind: พิมพ์วันที่ผิด, edition: 0, column: announced, day: 2569-11-20, reason: พิมพ์ผิด}
"""
    (announced / "plans/2570/withdrawn.yml").write_text(entry, encoding="utf-8")
    plan = (announced / PLAN).read_text(encoding="utf-8")
    (announced / PLAN).write_text(plan.replace("  announced: 2569-10-15\n", line), encoding="utf-8")
    assert ("withdrawn-nothing" not in codes(announced)) == fine


def test_a_record_of_a_day_to_come_is_damaged(announced: Path) -> None:
    """Whoever could date it would keep every honest report until then from coming in."""
    row = {"id": "2570-001", "date": "2569-11-01", "result": "ก"}
    data = record_bytes(datetime.date(2040, 1, 1), [row])
    (announced / "plans/2570/announced/progress.csv").write_bytes(data)
    assert "announced-record-damaged" in codes(announced)
