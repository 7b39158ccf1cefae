"""Two thousand names as offices wrote them: each is read, and none is taken for something else."""

import csv
from functools import cache
from pathlib import Path

import pytest

from generator.plan.check import find_personal
from generator.plan.fields import project_fields
from generator.plan.model import TableAccount
from generator.plan.read import Row, Table
from generator.plan.sheet import records
from generator.problems import Place, Report
from generator.thai.text import damaged, tidy
from portals import REAL, make_row, portal_of

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason=f"real data are not at {REAL}")
HEADINGS = ("รหัสโครงการ", "ยุทธศาสตร์", "โครงการ", "งบประมาณ", "หน่วยงานรับผิดชอบ")
_NAMED = ("name", "โครงการ", "project", "title", "ชื่อ")


@cache
def names() -> tuple[str, ...]:
    found: dict[str, None] = {}
    for path in sorted(REAL.rglob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                told = {one for key, one in row.items() if key and any(n in key for n in _NAMED)}
                found |= dict.fromkeys(one for one in sorted(filter(None, told)))
    return tuple(found)


def test_no_name_is_personal_or_damaged() -> None:
    assert len(names()) > 2_000
    for name in names():
        assert find_personal(name) == (), name
        assert not damaged(name), name


def test_every_name_is_a_project_of_a_plan_without_errors(tmp_path: Path) -> None:
    rows = [
        make_row(id=f"2570-{at:05}", name=name, unit="กองช่าง")
        for at, name in enumerate(names(), start=1)
    ]
    read = portal_of(tmp_path, *rows)
    assert [problem.message for problem in read.report.errors] == []
    assert [one.name for one in read.portal.plans[-1].projects] == list(map(tidy, names()))


@pytest.mark.parametrize("coded", [True, False])
def test_no_name_makes_its_row_a_heading_a_total_or_a_remark(coded: bool) -> None:
    rows = [Row(1, HEADINGS)]
    for number, name in enumerate(names(), start=2):
        code = f"2570-{number:05}" if coded else ""
        rows.append(Row(number, (code, "1", tidy(name), "100000", "กองช่าง")))
    accounts: list[TableAccount] = []
    found = records((Table(Place("x.csv"), tuple(rows)),), project_fields(), Report(), accounts)
    assert len(found) == len(names())
    assert not accounts[0].joined
    assert not accounts[0].aside
