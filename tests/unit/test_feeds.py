"""Feeds: read by another's reader, with names that last, of days that the plan itself gives."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it has no types
import pytest

from generator.machine.artifact import Artifact
from generator.machine.packaged import THEME
from generator.pipeline import passed, view_of
from generator.plan.licences import licences
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
from generator.site.addresses import entries_at
from generator.site.render import page_artifacts
from generator.site.render.feeds import feed_artifacts, site_feed_artifact
from generator.site.render.llms import llms_text
from generator.site.render.templates import interface
from generator.site.views import SiteView, site_view, table_columns
from generator.site.views.news import MOST
from portals import NOWHERE, ORGANIZATION, TODAY, checked, make_plan, make_project, portal_folder

ANNOUNCED = datetime.date(2026, 10, 15)
AMENDED = datetime.date(2026, 11, 12)
DONE = datetime.date(2026, 11, 20)
HOSTILE = "ถนน <b>&amp;</b> ]]> \x07\ud800 {{ 7*7 }} \u2028 ซอย 5"


def report(project: str, day: datetime.date, status: Status, **more: Any) -> ProgressReport:
    return ProgressReport(project, day, NOWHERE, status, **more)


def plan_of_all(name: str = "ถนน ซอย 5") -> Plan:
    """Return a plan to which everything happened: amended, a row cancelled, one moved, one done."""
    one, two = Villages((1,)), Villages((2,))
    rows = [
        make_project(id="a", name=name, villages=one),
        make_project(id="b", name="ประปา", villages=one),
        make_project(id="c", name="ไฟฟ้า", villages=one),
    ]
    plan = make_plan(*rows)
    posting = PostingPeriod(ANNOUNCED, ANNOUNCED, datetime.date(2026, 11, 20))
    first = replace(plan.editions[0], posting=posting)
    changed = (
        replace(rows[1], change=Change.CANCEL, edition=1),
        replace(rows[2], change=Change.ALTER, edition=1, villages=two),
    )
    second = Edition(1, NOWHERE, rows=changed, posting=PostingPeriod(AMENDED, AMENDED))
    progress = (
        report("a", datetime.date(2026, 11, 1), Status.UNDER_WAY),
        report("a", DONE, Status.DONE, result="เสร็จตามแบบ"),
    )
    return replace(plan, editions=(first, second), progress=progress)


def site_of(*plans: Plan, site_url: str = "https://plan.example.go.th/") -> SiteView:
    organization = replace(ORGANIZATION, site_url=site_url, dla_code="6560101")
    return site_view(Portal(organization, plans), Report(), today=TODAY)


def feeds_of(site: SiteView) -> dict[str, bytes]:
    made: list[Artifact] = [*feed_artifacts(site, THEME), site_feed_artifact(site, THEME)]
    return {one.path.removeprefix("docs/"): one.data for one in made}


def read(data: bytes) -> Any:
    found = feedparser.parse(data)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def test_a_feed_says_what_happened_and_when_newest_first() -> None:
    feeds = feeds_of(site_of(plan_of_all()))
    village = read(feeds["2570/villages/1.xml"])
    told = [(one.tags[0].term, one.published[:10], one.title) for one in village.entries]
    assert [one[:2] for one in told] == [
        ("done", "2026-11-20"), ("reported", "2026-11-20"), ("cancelled", "2026-11-12"),
        ("announced", "2026-11-12"), ("reported", "2026-11-01"), ("announced", "2026-10-15"),
    ]  # fmt: skip
    assert told[0][2].split() == ["แล้วเสร็จ:", "ถนน", "ซอย", "5"]
    amended = village.entries[3].summary.split("\n")
    assert amended == [
        "ยกเลิก 1 รายการ:",
        "ประปา",
        "ย้ายไปที่อื่น 1 รายการ:",
        "ไฟฟ้า",
        "ปิดประกาศตั้งแต่ 12 พฤศจิกายน 2569",
    ]
    assert village.feed.updated == "2026-11-20T00:00:00+07:00"
    other = read(feeds["2570/villages/2.xml"])
    assert [one.summary.split("\n")[0] for one in other.entries] == [
        "เพิ่ม 1 รายการ:", "มี 0 รายการในแผน",
    ]  # fmt: skip
    announced = read(feeds["2570/announcements/feed.xml"])
    assert [one.link.rpartition("2570/")[2] for one in announced.entries] == [
        "announcements/1.html", "index.html",
    ]  # fmt: skip
    assert len(read(feeds["feed.xml"]).entries) == len(read(feeds["2570/feed.xml"]).entries) == 4


def test_names_last_though_titles_and_the_sites_address_change() -> None:
    def names(site: SiteView) -> list[str]:
        return [
            name
            for path, data in sorted(feeds_of(site).items())
            for name in [read(data).feed.id, *(one.id for one in read(data).entries)]
        ]

    before = names(site_of(plan_of_all()))
    after = names(site_of(replace(plan_of_all("ชื่อใหม่"), title="แผนชื่อใหม่"), site_url=""))
    assert before == after
    assert all(re.fullmatch("urn:uuid:[0-9a-f-]{36}", one) for one in before)
    own = [one.id for one in read(feeds_of(site_of(plan_of_all()))["2570/feed.xml"]).entries]
    assert len(own) == len({*own})


@pytest.mark.parametrize("site_url", ["", "https://plan.example.go.th/"])
def test_a_feed_leads_to_pages_with_and_without_an_address_of_the_site(site_url: str) -> None:
    site = site_of(plan_of_all(), site_url=site_url)
    for path, data in feeds_of(site).items():
        found = feedparser.parse(data, response_headers={"content-location": f"https://a.b/{path}"})
        root = site_url or "https://a.b/"
        assert found.feed.link.startswith(root)
        assert all(one.link.startswith(f"{root}2570/") for one in found.entries)
        self_links = [one.href for one in found.feed.links if one.rel == "self"]
        assert self_links == ([f"{site_url}{path}"] if site_url else [])


def test_a_feed_says_what_the_office_allows_and_nothing_where_it_chose_nothing() -> None:
    chosen = licences()[0]
    organization = replace(ORGANIZATION, licence=chosen)
    site = site_view(Portal(organization, (plan_of_all(),)), Report(), today=TODAY)
    for data in feeds_of(site).values():
        told = read(data).feed
        assert told.rights == chosen.thai
        assert [one.href for one in told.links if one.rel == "license"] == [chosen.address]
    assert all(
        "rights" not in read(data).feed for data in feeds_of(site_of(plan_of_all())).values()
    )


def test_a_draft_and_what_is_still_to_come_are_no_news() -> None:
    plan = plan_of_all()
    first, second = plan.editions
    ahead = replace(second, posting=PostingPeriod(datetime.date(2027, 1, 5)))
    later = read(feeds_of(site_of(replace(plan, editions=(first, ahead))))["2570/feed.xml"])
    assert "2027" not in str([one.published for one in later.entries])
    draft = replace(plan, editions=(replace(first, posting=PostingPeriod()),), progress=())
    for data in feeds_of(site_of(draft)).values():
        assert read(data).entries == []
        assert read(data).feed.updated == "2026-10-01T00:00:00+07:00"


def test_a_feed_is_the_newest_of_much_and_the_same_each_time() -> None:
    rows = [make_project(id=f"r{n}", villages=Villages((1,))) for n in range(MOST + 9)]
    plan = make_plan(*rows)
    first = replace(plan.editions[0], posting=PostingPeriod(ANNOUNCED))
    days = [datetime.date(2026, 11, 1), DONE]
    told = tuple(report(row.id, days[n % 2], Status.DONE) for n, row in enumerate(rows))
    plan = replace(plan, editions=(first,), progress=told)
    again = replace(plan, progress=told[::-1])
    feeds = feeds_of(site_of(plan))
    assert feeds == feeds_of(site_of(again))
    shown = read(feeds["2570/villages/1.xml"]).entries
    assert len(shown) == MOST
    assert [one.published for one in shown] == sorted((o.published for o in shown), reverse=True)
    assert "และอีก" in read(feeds["2570/feed.xml"]).entries[0].summary


def test_whatever_a_plan_says_is_that_text_in_a_feed() -> None:
    done = [
        one
        for one in read(feeds_of(site_of(plan_of_all(HOSTILE)))["2570/villages/1.xml"]).entries
        if one.tags[0].term == "done"
    ]
    wanted = " ".join(HOSTILE.replace("\x07", "\ufffd").replace("\ud800", "\ufffd").split())
    assert done[0].title.split("\n")[1] == wanted
    assert done[0].title_detail.type == "text/plain"


def test_what_names_an_entry_is_no_number_of_a_person_and_what_it_tells_is_read(
    tmp_path: Path,
) -> None:
    told = checked(portal_folder(tmp_path))
    name = "urn:uuid:08123456-7890-5121-9812-081234567890"
    clean = Artifact("docs/2570/feed.xml", f"<feed>\n<id>{name}</id>\n</feed>\n".encode())
    assert passed(told, [clean]) == [clean]
    assert not told.report.errors
    leaking = Artifact("docs/2570/feed.xml", b"<feed>\n<summary>0 8123 45678</summary>\n</feed>\n")
    passed(told, [leaking])
    assert told.report.errors


def test_pages_lead_programs_and_people_to_what_they_can_follow(tmp_path: Path) -> None:
    told = checked(portal_folder(tmp_path))
    pages = {one.path: one.data.decode() for one in page_artifacts(view_of(told), THEME)}
    for page, feed, calendar in (
        ("docs/2570/villages/1.md", "1.xml", "1.ics"),
        ("docs/2570/units/engineering.md", "engineering.xml", "engineering.ics"),
        ("docs/2570/index.md", "feed.xml", "calendar.ics"),
        ("docs/index.md", "feed.xml", "2570/calendar.ics"),
    ):
        assert f'<a href="{feed}">' in pages[page]
        assert f'<a href="{calendar}">' in pages[page]
    assert "ติดตามหมู่บ้านนี้" in pages["docs/2570/villages/1.md"]


def test_the_index_for_programs_leads_to_what_is_there() -> None:
    site = site_of(plan_of_all())
    text = llms_text(site, interface(THEME, site.organization))
    found = re.findall(r"\]\(https://plan\.example\.go\.th/([^)]+)\)", text)
    assert {"feed.xml", "2570/feed.xml", "2570/calendar.ics", "2570/data/projects.csv"} < {*found}
    assert all(entries_at(path) for path in found)
    data = {f"data/{one}.{form}" for one in table_columns() for form in ("csv", "json")}
    data |= {"data/datapackage.json"}
    assert data | {f"2570/{one}" for one in data} | {"data/dcat.jsonld", "columns.html"} < {*found}
