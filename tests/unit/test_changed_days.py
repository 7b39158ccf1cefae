"""The list of pages tells when each changed, by the plan's own days and never by a clock."""

from __future__ import annotations

import datetime
import gzip
from dataclasses import replace
from pathlib import Path

from generator.plan.model import (
    Change,
    Edition,
    Plan,
    Portal,
    PostingPeriod,
    ProgressReport,
    Status,
    Villages,
)
from generator.problems import Report
from generator.site.builder.ready import list_in_sitemap
from generator.site.views import site_view
from generator.site.views.changed import page_days
from portals import NOWHERE, ORGANIZATION, TODAY, make_plan, make_project

ANNOUNCED = datetime.date(2026, 10, 15)
AMENDED = datetime.date(2026, 11, 12)
REPORTED = datetime.date(2026, 11, 20)
ROOT = "https://plan.example.go.th/"


def plan_of_three() -> Plan:
    rows = [
        make_project(id=one, villages=Villages((at,))) for one, at in (("a", 1), ("b", 1), ("c", 2))
    ]
    plan = make_plan(*rows)
    first = replace(plan.editions[0], posting=PostingPeriod(ANNOUNCED, ANNOUNCED, None))
    changed = (replace(rows[1], change=Change.ALTER, edition=1, name="ใหม่"),)
    second = Edition(1, NOWHERE, posting=PostingPeriod(AMENDED, None, None), rows=changed)
    told = (ProgressReport("c", REPORTED, NOWHERE, Status.DONE),)
    return replace(plan, editions=(first, second), progress=told)


def days_of(plan: Plan, today: datetime.date = TODAY) -> dict[str, datetime.date]:
    return dict(page_days(site_view(Portal(ORGANIZATION, (plan,)), Report(), today=today)))


def test_a_page_changed_when_what_it_shows_was_announced_amended_or_reported() -> None:
    days = days_of(plan_of_three())
    assert days["2570/projects/a.html"] == ANNOUNCED
    assert days["2570/projects/b.html"] == AMENDED
    assert days["2570/projects/c.html"] == REPORTED
    assert (days["2570/villages/1.html"], days["2570/villages/2.html"]) == (AMENDED, REPORTED)
    assert days["2570/announcements/index.html"] == AMENDED
    assert days["2570/announcements/1.html"] == AMENDED
    assert days["2570/announcements/as-of-0.html"] == ANNOUNCED
    assert days["2570/index.html"] == days["index.html"] == REPORTED
    assert "search.html" not in days
    assert days == days_of(plan_of_three(), TODAY + datetime.timedelta(days=1))


def test_where_no_day_is_stated_none_is_told() -> None:
    plan = plan_of_three()
    unknown = replace(plan.editions[0], posting=PostingPeriod())
    assert days_of(replace(plan, editions=(unknown,), progress=())) == {}


def test_the_list_has_the_days_of_pages_and_of_sealed_years_and_no_other(tmp_path: Path) -> None:
    listed = "".join(
        f"<url>\n<loc>{ROOT}{page}</loc>\n<lastmod>2026-11-24</lastmod>\n</url>\n"
        for page in ("index.html", "a&amp;b.html")
    )
    sitemap = tmp_path / "site" / "sitemap.xml"
    sitemap.parent.mkdir()
    sitemap.write_text(f"<urlset>{listed}</urlset>", encoding="utf-8")
    sealed = tmp_path / "sealed" / "2567"
    sealed.mkdir(parents=True)
    (sealed / "index.html").write_bytes(b"")
    days = {"index.html": "2026-11-20", "2567/": "2025-01-05"}
    list_in_sitemap(sitemap.parent, [sealed.parent], ROOT, 0, days)
    text = sitemap.read_text(encoding="utf-8")
    assert text.count("<lastmod>") == 2
    assert f"<loc>{ROOT}index.html</loc>\n         <lastmod>2026-11-20</lastmod>" in text
    assert f"<loc>{ROOT}2567/index.html</loc>\n         <lastmod>2025-01-05</lastmod>" in text
    assert f"<loc>{ROOT}a&amp;b.html</loc>\n    </url>" in text
    assert gzip.decompress((tmp_path / "site/sitemap.xml.gz").read_bytes()).decode() == text
