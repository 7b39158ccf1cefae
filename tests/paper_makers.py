"""Papers of small plans, made and read back."""

from __future__ import annotations

import datetime
import io
import re
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageStat

from generator.machine.packaged import THEME
from generator.plan.model import (
    Change,
    Edition,
    Executive,
    Organization,
    Plan,
    Portal,
    PostingPeriod,
    ProgressReport,
    Status,
    Villages,
)
from generator.problems import Report
from generator.site.render.documents import Paper, Spelling, Workshop, papers_of
from generator.site.render.templates import interface
from generator.site.views import YearView, site_view
from generator.thai.fiscal import FiscalYear
from portals import NOWHERE, ORGANIZATION, baht, make_plan, make_project

PAPERS = THEME / "papers"
# Papers of which the first page, or another, is kept as a picture.
PICTURED = {
    "pd01": 1, "pd02": 1, "pd02-1": 1, "announcement": 1, "amendment-1": 2, "board": 1,
    "village-5": 1, "report-year": 1, "plan": 3,
}  # fmt: skip
_FINE = 40  # dots an inch
_YEAR = FiscalYear(2570)


def year_of(plan: Plan, organization: Organization = ORGANIZATION, **changes: Any) -> YearView:
    view = site_view(Portal(organization, (plan,)), Report())
    return replace(view.years[0], **changes)


def papers(
    year: YearView, *names: str, organization: Organization = ORGANIZATION, kind: str = "pdf"
) -> dict[str, Paper]:
    say = Spelling(interface(THEME, organization))
    found = papers_of(year, organization, say, [kind], office=True)
    return {paper.name: paper for paper in found if not names or paper.name in names}


def printed(
    year: YearView,
    *names: str,
    organization: Organization = ORGANIZATION,
    cache: dict[str, bytes] | None = None,
    drawn: Mapping[str, bytes] | None = None,
    folder: Path = PAPERS,
    emblem: bytes = b"",
    kind: str = "pdf",
) -> dict[str, bytes]:
    say = Spelling(interface(THEME, organization))
    asked = papers(year, *names, organization=organization, kind=kind).values()
    kept = {} if cache is None else cache
    shop = Workshop(folder, say, kept, drawn or {}, emblem)
    return {named_of(one.path): one.data for one in shop.artifacts(asked, "2570")}


def named_of(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def text_of(pdf: bytes) -> str:
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode()


def words_in(pdf: bytes) -> list[tuple[float, list[tuple[float, float]]]]:
    """Return of each page how wide it is, and where each word begins and ends, in points."""
    done = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    )
    pages = done.stdout.decode().split("<page ")[1:]
    sides = re.compile(r'<word xMin="(\S+)" yMin="\S+" xMax="(\S+)"')
    return [
        (float(page.split('"')[1]), [(float(a), float(b)) for a, b in sides.findall(page)])
        for page in pages
    ]


def bare(text: str) -> str:
    return "".join(text.split())


OFFICE = replace(
    ORGANIZATION,
    executive=Executive("นายตัวอย่าง ตัวจริง", "นายกเทศมนตรีตำบลตัวอย่าง"),
    site_url="https://plan.example.go.th/",
    contact={"phone": "053-000-000"},
)
ANNOUNCED = PostingPeriod(
    datetime.date(2026, 10, 28), datetime.date(2026, 11, 2), datetime.date(2026, 12, 8)
)


def whole_plan(**changes: Any) -> Plan:
    first = [
        make_project(id="a", name="โครงการที่หนึ่ง", budget=baht(1000)),
        make_project(
            id="b",
            name="โครงการที่สอง",
            budget=baht(500),
            strategy="2",
            villages=Villages((5,)),
            months=(*_YEAR.months[:2], *_YEAR.months[4:9]),
        ),
        make_project(id="c", name="โครงการที่สาม", budget=baht(250)),
    ]
    second = [
        make_project(id="a", name="โครงการที่หนึ่ง", budget=baht(1200), change=Change.ALTER,
                     reason="ราคาวัสดุสูงขึ้น", edition=1),
        make_project(id="c", name="โครงการที่สาม", budget=baht(250), change=Change.CANCEL,
                     reason="ทำเสร็จแล้ว", edition=1),
        make_project(id="d", name="โครงการที่สี่", budget=baht(70), change=Change.ADD, edition=1,
                     months=_YEAR.months),
    ]  # fmt: skip
    editions = (
        Edition(0, NOWHERE, rows=tuple(first), posting=ANNOUNCED, posted_at=("บอร์ดหน้าสำนักงาน",)),
        Edition(1, NOWHERE, rows=tuple(second), title="แผนฉบับแก้ไข ครั้งที่ 1/2570"),
    )
    reports = (
        ProgressReport(
            "a", datetime.date(2027, 3, 1), NOWHERE, Status.DONE, "100", 90_000, "ตามแผน"
        ),
        ProgressReport("c", datetime.date(2027, 2, 1), NOWHERE, Status.UNDER_WAY, "10", 1_000),
    )
    plan = replace(make_plan(), editions=editions, progress=reports)
    return replace(plan, **changes)


def pictures() -> dict[str, bytes]:
    """Return a small grey picture, as PNG, of a page of each kind of paper."""
    year = year_of(whole_plan(), OFFICE)
    found = {}
    for name, data in printed(year, *PICTURED, organization=OFFICE).items():
        page = str(PICTURED[name])
        command = ["pdftoppm", "-r", str(_FINE), "-gray", "-png", "-f", page, "-l", page, "-"]
        done = subprocess.run(command, input=data, capture_output=True, check=True)
        found[name] = done.stdout
    return found


def differing(one: bytes, other: bytes) -> float:
    """Return how far two pictures differ, from 0 to 255, their parts looked at coarsely."""
    sides = []
    for data in (one, other):
        with Image.open(io.BytesIO(data)) as picture:
            sides.append((picture.size, picture.convert("L").reduce(8)))
    (size, a), (same, b) = sides
    assert size == same
    return max(ImageStat.Stat(ImageChops.difference(a, b)).rms)
