"""Calendars: read by another's library, whole days, names and versions that last, short lines."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import icalendar
import pytest
from test_feeds import AMENDED, ANNOUNCED, HOSTILE, site_of

from generator.machine.artifact import Artifact
from generator.machine.packaged import THEME
from generator.pipeline import passed
from generator.plan.model import Change, Edition, Plan, PostingPeriod, Villages
from generator.site.render.calendars import calendar_artifacts
from generator.site.views import SiteView
from generator.thai.fiscal import Month
from portals import NOWHERE, checked, make_plan, make_project, portal_folder

LAST = datetime.date(2026, 11, 20)
WORK = (Month(2026, 12), Month(2027, 1), Month(2027, 5))


def plan_of_work(name: str = "ถนน ซอย 5", **changes: Any) -> Plan:
    one = Villages((1,))
    rows = [
        make_project(id="a", name=name, villages=one, months=WORK, place="ซอย 5; หมู่ 1, บ้านร่องไฮ"),
        make_project(id="b", name="ประปา", villages=one, months=WORK[:1]),
        make_project(id="c", name="ไม่บอกเดือน", villages=one),
    ]
    plan = make_plan(*rows, **changes)
    posting = PostingPeriod(ANNOUNCED, ANNOUNCED, LAST)
    first = replace(plan.editions[0], posting=posting)
    gone = replace(rows[1], change=Change.CANCEL, edition=1, months=())
    second = Edition(1, NOWHERE, rows=(gone,), posting=PostingPeriod(AMENDED, AMENDED))
    return replace(plan, editions=(first, second))


def calendars_of(site: SiteView) -> dict[str, bytes]:
    return {
        one.path.removeprefix("docs/2570/"): one.data for one in calendar_artifacts(site, THEME)
    }


def read(data: bytes) -> list[Any]:
    calendar = icalendar.Calendar.from_ical(data)
    assert isinstance(calendar, icalendar.Calendar)
    assert not calendar.errors
    assert {"VERSION", "PRODID"} <= calendar.keys()
    assert calendar.subcomponents, "a calendar has one part at least"
    return [*calendar.events]


def days(event: Any) -> tuple[datetime.date, datetime.date]:
    return event["DTSTART"].dt, event["DTEND"].dt


def test_a_calendar_tells_whole_days_whose_end_is_the_day_after() -> None:
    made = calendars_of(site_of(plan_of_work()))
    village = read(made["villages/1.ics"])
    told = [(str(one["SUMMARY"]), str(one["STATUS"]), one["SEQUENCE"]) for one in village]
    assert told == [
        ("ปิดประกาศ: แผนการดำเนินงาน", "CONFIRMED", 0),
        ("เริ่มปิดประกาศ: แก้ไข ครั้งที่ 1/2570", "CONFIRMED", 0),
        ("ประปา", "CANCELLED", 1), ("ถนน ซอย 5", "CONFIRMED", 0), ("ถนน ซอย 5", "CONFIRMED", 0),
    ]  # fmt: skip
    spans = [days(one) for one in village]
    assert spans[0] == (ANNOUNCED, datetime.date(2026, 11, 21))
    assert spans[1] == (AMENDED, datetime.date(2026, 11, 13))
    assert spans[3:] == [
        (datetime.date(2026, 12, 1), datetime.date(2027, 2, 1)),
        (datetime.date(2027, 5, 1), datetime.date(2027, 6, 1)),
    ]
    assert village[3]["LOCATION"] == "ซอย 5; หมู่ 1, บ้านร่องไฮ"
    assert village[3]["DTSTAMP"].dt.isoformat() == "2026-10-14T17:00:00+00:00"
    assert all(one["TRANSP"] == "TRANSPARENT" for one in village)
    year = read(made["calendar.ics"])
    assert [str(one["SUMMARY"]) for one in year][2:] == ["ตามแผนเดือนนี้ทำ 1 โครงการ"] * 3


def test_a_calendar_says_how_many_projects_it_cannot_tell_of() -> None:
    plan = plan_of_work()
    everywhere = make_project(id="d", villages=Villages((), everywhere=True), months=WORK)
    first = replace(plan.editions[0], rows=(*plan.editions[0].rows, everywhere))
    made = calendars_of(site_of(replace(plan, editions=(first, *plan.editions[1:]))))
    said = {
        one: str(icalendar.Calendar.from_ical(made[one]).get("X-WR-CALDESC", ""))
        for one in ("calendar.ics", "villages/1.ics", "units/engineering.ics")
    }
    no_month = "อีก 1 โครงการไม่ระบุเดือน จึงไม่อยู่ในปฏิทินนี้"
    assert said.pop("villages/1.ics").startswith(f"{no_month} อีก 1 โครงการทำทั้งพื้นที่")
    assert set(said.values()) == {no_month}


def test_a_project_is_one_event_wherever_it_is_told_of_and_keeps_its_name() -> None:
    made = calendars_of(site_of(plan_of_work()))
    names = {one: [event["UID"] for event in read(data)] for one, data in made.items()}
    assert names["villages/1.ics"] == names["units/engineering.ics"]
    assert len({*names["villages/1.ics"]}) == len(names["villages/1.ics"])
    again = calendars_of(site_of(plan_of_work("ชื่อใหม่", title="แผนใหม่"), site_url=""))
    assert {one: [event["UID"] for event in read(data)] for one, data in again.items()} == names
    assert b"URL:" in made["calendar.ics"]
    assert b"URL:" not in again["calendar.ics"]


def test_of_a_draft_a_calendar_tells_nothing_and_is_one_all_the_same() -> None:
    plan = plan_of_work()
    draft = replace(plan, editions=(replace(plan.editions[0], posting=PostingPeriod()),))
    made = calendars_of(site_of(draft))
    assert len(made) > 10
    assert all(read(data) == [] for data in made.values())


@pytest.mark.parametrize(
    "name", ["ก" * 400, "กa" * 200, "😀ก" * 90, HOSTILE, "a\\n, b; c\\", "x\r\nBEGIN:VALARM"]
)
def test_lines_are_short_and_no_character_is_torn(name: str) -> None:
    data = calendars_of(site_of(plan_of_work(name)))["villages/1.ics"]
    assert data.endswith(b"\r\n")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert all(0 < len(line) <= 75 and b"\n" not in line for line in lines)
    assert all(line.decode() for line in lines)
    wanted = " ".join(name.replace("\x07", "\ufffd").replace("\ud800", "\ufffd").split())
    assert str(read(data)[3]["SUMMARY"]) == wanted


def test_a_number_that_a_folded_line_parts_is_read_at_the_gate(tmp_path: Path) -> None:
    told = checked(portal_folder(tmp_path))
    leaking = b"BEGIN:VCALENDAR\r\nSUMMARY:" + b"a" * 60 + b" 08123\r\n 45678\r\nEND:VCALENDAR\r\n"
    passed(told, [Artifact("docs/2570/calendar.ics", leaking)])
    assert told.report.errors
    assert str(told.report.errors[0].code) == "phone-number"
