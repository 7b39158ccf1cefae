"""What pages say of the same thing is the same on each of them, and true on any day."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

import pytest

from generator.machine.packaged import THEME
from generator.plan.model import (
    Change,
    Edition,
    Owner,
    Plan,
    Portal,
    PostingPeriod,
    ProgressReport,
    Status,
)
from generator.problems import Report
from generator.site.render import page_artifacts
from generator.site.render.shared import shared_artifacts
from generator.site.views import site_view
from generator.thai.fiscal import FiscalYear
from portals import NOWHERE, ORGANIZATION, baht, make_plan, make_project


def pages(*plans: Plan) -> dict[str, str]:
    """Return the text of every page of the years, by its path below `docs`."""
    site = site_view(Portal(ORGANIZATION, plans), Report())
    made = page_artifacts(site, THEME, {})
    return {one.path.removeprefix("docs/"): one.data.decode() for one in made}


def amended(plan: Plan, *rows: tuple[Change, int]) -> Plan:
    """Return the plan with an amendment for each way its one row was changed to so many baht."""
    (row,) = plan.projects
    editions = [
        Edition(at, NOWHERE, rows=(replace(row, budget=baht(to), change=change, edition=at),))
        for at, (change, to) in enumerate(rows, 1)
    ]
    return replace(plan, editions=(*plan.editions, *editions))


@pytest.mark.parametrize(("was", "now"), [(500, 650), (500, 500), (650, 500)])
def test_a_row_that_comes_back_counts_whole_on_every_page(was: int, now: int) -> None:
    plan = make_plan(make_project(id="2570-1", budget=baht(was)))
    made = pages(amended(plan, (Change.CANCEL, was), (Change.ADD, now)))
    for name in ("changes.md", "announcements/2.md", "projects/2570-1.md"):
        text = made[f"2570/{name}"]
        assert f"+{now}" in text.replace("&#43;", "+"), name
        assert not re.search(rf"<del>{was}|เดิม (บาท)[^<]*>{was}<", text)


def test_a_row_that_continues_a_cancelled_one_has_no_amount_to_be_held_against() -> None:
    first = replace(make_plan(make_project(id="a", budget=baht(500))), year=FiscalYear(2569))
    second = make_plan(make_project(id="b", budget=baht(650), continues="a"))
    made = pages(amended(first, (Change.CANCEL, 500)), replace(second, year=FiscalYear(2570)))
    for name in ("dearer.md", "compared.md"):
        assert "ยกเลิก" in made[f"2570/{name}"]
        assert "150" not in made[f"2570/{name}"]


def test_where_all_that_went_on_was_cancelled_nothing_is_said_to_continue_nothing() -> None:
    first = replace(make_plan(make_project(id="a", budget=baht(500))), year=FiscalYear(2569))
    second = make_plan(make_project(id="b", budget=baht(650), continues="a"))
    made = pages(first, amended(second, (Change.CANCEL, 650)))
    assert "ไม่ได้ระบุว่าโครงการใดต่อเนื่อง" not in made["2570/dearer.md"]


MONTHS = FiscalYear(2570).months


@pytest.mark.parametrize(
    ("worked", "told"),
    [
        ((0,), "ต.ค. 2569"),
        ((0, 1, 2), "ต.ค. 2569 – ธ.ค. 2569"),
        ((0, 5), "ต.ค. 2569, มี.ค. 2570"),
        ((2, 3, 6), "ธ.ค. 2569, ม.ค. 2570, เม.ย. 2570"),
    ],
)
def test_months_that_do_not_touch_are_told_one_by_one(worked: tuple[int, ...], told: str) -> None:
    made = pages(make_plan(make_project(id="2570-1", months=tuple(MONTHS[at] for at in worked))))
    for name in ("projects/2570-1.md", "table.md"):
        assert told in made[f"2570/{name}"].replace("\xa0", " "), name
    broken = told.count(",") > 0
    assert ("อยู่ในช่วงดำเนินการตามแผน" in made["2570/projects/2570-1.md"]) is not broken


def test_thai_numerals_are_in_every_figure_that_a_reader_sees_of_ours() -> None:
    row = make_project(id="p", name="งาน", budget=baht(4321), months=MONTHS[:2])
    other = make_project(id="q", name="ซื้อ", owner=Owner.CENTRAL, budget=baht(21))
    first = replace(make_plan(replace(row, id="o")), year=FiscalYear(2569))
    changed = replace(row, budget=baht(5432), change=Change.ALTER, edition=1, continues="o")
    second = make_plan(replace(row, continues="o"), other)
    second = replace(second, editions=(*second.editions, Edition(1, NOWHERE, rows=(changed,))))
    villages = tuple(replace(one, name="บ้านเหนือ") for one in ORGANIZATION.villages)
    organization = replace(ORGANIZATION, thai_numerals=True, villages=villages)
    site = site_view(Portal(organization, (first, second)), Report())
    made = [*page_artifacts(site, THEME, {}), *shared_artifacts(site, THEME)]
    asked = (
        "dearer.md", "changes.md", "others.md", "months/2026-10.md", "projects/p.md", "p.html",
        "announcements/1.md", "villages/1.md", "docs/embed/2570/index.html",
    )  # fmt: skip
    seen = 0
    for one in made:
        if one.path.endswith(asked) and "2570" in one.path:
            body = one.data.decode().split("\n---\n", 1)[-1]
            body = body[body.find("<body>") :] if "<body>" in body else body
            text = re.sub(
                r"<[^>]*>|&#\d+;|\{:[^}]*\}|plans/\S+|projects\.csv|ผด.02(/1)?", " ", body
            )
            found = re.findall(r"[ก-ฮ][^\n]{0,20}[0-9]{2,}|[0-9,]{3,}\sบาท", text)
            assert not found, (one.path, found)
            seen += 1
    assert seen >= 8


def test_what_is_over_stands_behind_what_is_still_to_come_on_home() -> None:
    rows = [make_project(id=f"r{at}", name=f"งาน {at}", months=MONTHS[:1]) for at in range(7)]
    reports = [
        ProgressReport("r0", datetime.date(2026, 11, 1), NOWHERE, Status.DONE),
        ProgressReport("r1", datetime.date(2026, 11, 1), NOWHERE, Status.CANCELLED),
    ]
    text = pages(replace(make_plan(*rows), progress=tuple(reports)))["index.md"]
    (month,) = re.findall(r'<details data-month="2026-10">.*?</details>', text, re.DOTALL)
    assert re.findall(r'data-project="(r\d)"', month) == ["r2", "r3", "r4", "r5", "r6"]


def test_an_organisation_without_villages_names_places_in_lists() -> None:
    plan = make_plan(make_project(id="p", place="ริมคลองสายหลัก", months=MONTHS[:1]))
    for villages in ((), ORGANIZATION.villages):
        organization = replace(ORGANIZATION, villages=villages)
        site = site_view(Portal(organization, (plan,)), Report())
        made = {one.path: one.data.decode() for one in page_artifacts(site, THEME, {})}
        home = made["docs/index.md"]
        assert ("ริมคลองสายหลัก" in home) is not bool(villages)
        assert ("หมู่บ้านของฉัน" in home) is bool(villages)
        assert ("ไม่ได้ระบุหมู่บ้าน" in home) is bool(villages)


def hung(plan: Plan, *postings: PostingPeriod) -> Plan:
    """Return the plan with an edition for each posting, the first being the plan's own."""
    first = replace(plan.editions[0], posting=postings[0])
    row = replace(plan.projects[0], change=Change.ALTER)
    later = [
        Edition(at, NOWHERE, rows=(replace(row, edition=at),), posting=one)
        for at, one in enumerate(postings[1:], 1)
    ]
    return replace(plan, editions=(first, *later))


def test_a_notice_without_a_last_day_is_told_before_its_first_as_a_plan() -> None:
    day = datetime.date(2026, 12, 1)
    plan = hung(make_plan(make_project()), PostingPeriod(announced=day, posted_from=day))
    made = pages(plan)
    assert 'data-before="แผนจะติดประกาศตั้งแต่' in made["index.md"]
    assert re.search(r"<b>ติดประกาศถึง</b> <span[^>]*>ไม่ได้บันทึก</span>", made["index.md"])


def test_the_newest_edition_that_hangs_has_a_line_of_its_own_on_home() -> None:
    first, later = (
        PostingPeriod(announced=day, posted_from=day, posted_until=day + datetime.timedelta(40))
        for day in (datetime.date(2026, 10, 10), datetime.date(2027, 1, 10))
    )
    plan = make_plan(make_project())
    assert (
        'class="ph-hangs-too"><a href="2570/announcements/1.html">'
        in (pages(hung(plan, first, later))["index.md"])
    )
    assert "ph-hangs-too" not in pages(hung(plan, first))["index.md"]


def test_other_agencies_projects_are_told_without_a_tense() -> None:
    text = pages(make_plan(make_project(owner=Owner.CENTRAL)))["2570/others.md"]
    assert "จะทำ" not in text


@pytest.mark.parametrize("part", ["-webkit-progress-value", "-moz-progress-bar"])
def test_colours_that_a_reader_chose_come_after_ours_in_percent_bars(part: str) -> None:
    css = (THEME / "overrides/assets/phaen/phaen.css").read_text(encoding="utf-8")
    told = re.findall(rf"progress::{part} {{ background: (.*?);", css)
    assert told[-1] == "CanvasText" and len(told) == 2
