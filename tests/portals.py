"""Make a valid portal easily, then break one part of it."""

from __future__ import annotations

import csv
import datetime
import io
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.machine.proof import KEY_SIZE, Proof
from generator.pipeline import Built, Checked, build_portal, check_portal
from generator.plan.model import (
    Budget,
    BudgetKind,
    Edition,
    Organization,
    Plan,
    Project,
    Strategy,
    Unit,
    Village,
)
from generator.problems import Place, Problem, Source
from generator.thai.fiscal import FiscalYear
from lent import lent

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
GOOD = TESTS / "plans" / "good"
REAL = ROOT.parent / "shared" / "data"
QUERIES = REAL.parent / "search"
# What tests build is proven under this key, by whichever way they build it.
KEY = b"k" * KEY_SIZE
TODAY = datetime.date(2026, 11, 24)


def shared(values: Iterable[str], every_day: Collection[str]) -> list[Any]:
    """Return the values of a grid: a share is tried every day, by `make soak` all of them."""
    found = [*values]
    assert set(every_day) < set(found), "a share of what is there"
    return [one if one in every_day else pytest.param(one, marks=pytest.mark.long) for one in found]


def portal_folder(folder: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Copy the sound portal to `folder` with `files` put over it; None removes a file."""
    shutil.copytree(GOOD, folder, dirs_exist_ok=True)
    for name, content in (files or {}).items():
        path = folder / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def checked(folder: Path, today: datetime.date = TODAY) -> Checked:
    """Check a portal."""
    return check_portal(folder, today)


def codes(folder: Path, today: datetime.date = TODAY) -> list[str]:
    """Return the codes of a portal's problems, in order."""
    return [problem.code for problem in checked(folder, today).report]


@cache
def problems_of_pages(
    texts: tuple[str, ...], extensions: tuple[str, ...] = ()
) -> dict[str, list[Problem]]:
    """Return the problems of hand-written pages by the text of each.

    All stand in one sound portal, which is checked once: the process that reads pages takes most
    of the time that a portal of one page needs. A problem of anything else fails the test.
    """
    pages = {f"content/news-{number}.md": text for number, text in enumerate(texts)}
    config = "markdown_extensions:\n" + "".join(f"  - {name}\n" for name in extensions)
    files = pages | ({"mkdocs.yml": config} if extensions else {})
    found: dict[str, list[Problem]] = {text: [] for text in texts}
    with tempfile.TemporaryDirectory() as folder:
        for problem in checked(portal_folder(Path(folder), files)).report:
            found[pages[problem.place.file]].append(problem)
    return found


def built(
    folder: Path, today: datetime.date = TODAY, *, public: bool = False, lends: bool = True
) -> Built:
    """Build a portal into its own `site`; it must have no errors.

    Papers that an earlier build made are lent to it, unless what is made anew is the matter.
    """
    places = (folder, folder / "build", folder / "site")
    with lent(folder) if lends else nullcontext():
        result = build_portal(*places, today, os.environ, proof=Proof(KEY), public=public)
    assert isinstance(result, Built), [problem.message for problem in result.report.errors]
    return result


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` with its bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


PROJECTS = "plans/2570/projects.csv"
PLAN = "plans/2570/plan.yml"
SOUND_ROW = {
    "id": "2570-001",
    "strategy": "1",
    "name": "ก่อสร้างถนนคอนกรีตเสริมเหล็ก",
    "budget": "478300",
    "unit": "กองช่าง",
    "start": "พ.ย. 2569",
    "end": "ม.ค. 2570",
}


def make_row(**changes: str) -> dict[str, str]:
    """Return a sound row by code names, with `changes`; an empty text leaves the cell empty.

    A row with an id of its own is in a lane of its own: it looks like no other row.
    """
    lane = "".join(filter(str.isdigit, changes.get("id", "")))
    name = SOUND_ROW["name"] + (f" ซอย {lane}" if lane else "")
    return SOUND_ROW | {"name": name} | changes


def csv_table(rows: Sequence[Mapping[str, str]], separator: str = ",") -> str:
    """Return rows as CSV text; the headings are all keys in the order of their appearance."""
    headings = list(dict.fromkeys(key for row in rows for key in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, headings, restval="", delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def portal_of(folder: Path, *rows: Mapping[str, str]) -> Checked:
    """Check the sound portal with `rows` as its projects of 2570."""
    return checked(portal_folder(folder, {PROJECTS: csv_table(rows)}))


def project_of(folder: Path, **changes: str) -> Project:
    """Return the project that one row gives, whatever problems it has."""
    (project,) = portal_of(folder, make_row(**changes)).portal.plans[-1].projects
    return project


def plan_yml(edition: str = "", rest: str = "") -> str:
    """Return a plan.yml for 2570 with the lines of its `edition` and any `rest` below."""
    head = (
        "fiscal_year: 2570\n"
        "strategies: [{id: 1, name: ยุทธศาสตร์การพัฒนาด้านโครงสร้างพื้นฐาน}, {id: 2, name: สังคม}]\n"
    )
    lines = "".join(f"  {line.strip()}\n" for line in edition.strip().split("\n"))
    return head + (f"edition:\n{lines}" if edition else "") + rest


NOWHERE = Source(Place("plans/2570/projects.csv", row=2))
ORGANIZATION = Organization(
    name="เทศบาลตำบลตัวอย่าง",
    kind="เทศบาลตำบล",
    units=(Unit("engineering", "กองช่าง"), Unit("health", "กองสาธารณสุข")),
    villages=tuple(Village(number, f"บ้านที่ {number}") for number in range(1, 13)),
)


def baht(amount: int) -> Budget:
    """Return a stated budget of whole baht."""
    return Budget(BudgetKind.AMOUNT, amount * 100)


def make_project(**changes: Any) -> Project:
    """Return a sound project of 100 baht with `changes`."""
    sound = Project(
        id="2570-001",
        strategy="1",
        name="ก่อสร้างถนน",
        budget=baht(100),
        unit="กองช่าง",
        at=NOWHERE,
        unit_slug="engineering",
    )
    return replace(sound, **changes)


def make_plan(*projects: Project, **changes: Any) -> Plan:
    """Return a plan of 2570 whose announced edition has `projects`, with `changes`."""
    sound = Plan(
        year=FiscalYear(2570),
        at=NOWHERE,
        title="แผนการดำเนินงาน",
        strategies=(Strategy("1", "โครงสร้างพื้นฐาน"), Strategy("2", "สังคม")),
        editions=(Edition(0, NOWHERE, rows=projects),),
    )
    return replace(sound, **changes)
