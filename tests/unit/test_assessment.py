"""What an assessor finds: a count is of the rows named, and nothing is missed before its day."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.machine.packaged import THEME
from generator.plan.model import (
    Budget,
    BudgetKind,
    Change,
    Document,
    Edition,
    Organization,
    Plan,
    Portal,
    PostingPeriod,
    ProgressReport,
    Project,
    Results,
    Status,
    Trigger,
    Villages,
)
from generator.problems import Report
from generator.site.render import page_artifacts
from generator.site.render.documents.papers import PUBLISHED
from generator.site.views import SiteView, site_view
from generator.site.views.assessment_papers import MADE
from generator.site.views.assessment_records import (
    OLD,
    PLAN,
    PROGRESS,
    RESULTS,
    SHOWN,
    Assessment,
    Lacking,
)
from generator.site.views.progress_records import is_blank
from generator.thai.fiscal import Month
from paper_makers import papers, whole_plan
from portals import (
    NOWHERE,
    ORGANIZATION,
    PROJECTS,
    baht,
    checked,
    csv_table,
    make_plan,
    make_project,
    make_row,
    plan_yml,
    portal_folder,
)

date = datetime.date
one_day = datetime.timedelta(days=1)
steady = settings(derandomize=True, database=None, deadline=None, max_examples=15)
TODAY = date(2026, 11, 26)
NOTHING = Budget(BudgetKind.NO_BUDGET, None)
UNPRICED = Budget(BudgetKind.NOT_STATED, None)
SOUND: dict[str, Any] = {
    "months": (Month(2026, 11),),
    "place": "บ้านร่องไฮ",
    "funding": "เทศบัญญัติ",
}
POSTED = PostingPeriod(date(2026, 10, 15), date(2026, 10, 16), date(2026, 11, 20))
EDITION = Edition(
    0,
    NOWHERE,
    considered=date(2026, 10, 10),
    posting=POSTED,
    documents=(Document("ประกาศ", "documents/a.pdf"),),
    evidence=("documents/b.jpg",),
)


def row(number: int = 1, **changes: Any) -> Project:
    return make_project(**{"id": f"2570-{number:03}"} | SOUND | changes)


def report(
    number: int = 1, day: date = TODAY, status: Status = Status.UNDER_WAY, **changes: Any
) -> ProgressReport:
    sound: dict[str, Any] = {"spent": 0, "result": "ดี", "problem": "ไม่มี", "suggestion": "ไม่มี"}
    told = ProgressReport(f"2570-{number:03}", day, NOWHERE, status)
    return replace(told, **sound | changes)


def plan(*rows: Project, edition: Edition = EDITION, **changes: Any) -> Plan:
    return make_plan(editions=(replace(edition, rows=rows or (row(),)),), **changes)


def site(one: Plan, today: date | None = TODAY, office: Organization = ORGANIZATION) -> SiteView:
    return site_view(Portal(office, (one,)), Report(), today=today)


def found(one: Plan, today: date | None = TODAY) -> Assessment:
    return site(one, today).current.assessment


def missed(one: Plan, today: date | None = TODAY) -> dict[str, Lacking]:
    return {
        lacking.name: lacking
        for block in found(one, today).blocks.values()
        for lacking in block.lacking
    }


WHOLE = plan(progress=(report(),))


def test_a_plan_that_lacks_nothing_misses_nothing() -> None:
    assert missed(WHOLE) == {}
    assert found(WHOLE).faults == 0


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"months": ()}, "months"),
        ({"budget": UNPRICED}, "amount"),
        ({"unit": " - ", "unit_slug": ""}, "unit"),
        ({"place": ""}, "place"),
        ({"place": "–"}, "place"),
        ({"funding": "-"}, "source"),
    ],
)
def test_a_blank_cell_of_a_row_is_missed_and_the_row_is_named(
    changes: Mapping[str, Any], name: str
) -> None:
    rows = (row(1), row(2, **changes, count=3), row(3, **changes, change=Change.CANCEL))
    reports = tuple(report(number) for number in (1, 2))
    (one,) = missed(plan(*rows, progress=reports)).values()
    assert (one.name, one.count, one.totals.rows) == (name, 3, 1)
    assert [view.id for view in one.rows] == ["2570-002"], "what was cancelled lacks nothing"


@pytest.mark.parametrize(
    "changes",
    [
        {"budget": NOTHING, "funding": ""},
        {"budget": Budget(BudgetKind.ZERO, 0), "funding": ""},
        {"place": "", "villages": Villages((1, 2))},
        {"place": "", "villages": Villages(everywhere=True)},
    ],
)
def test_what_a_row_does_not_need_is_not_missed(changes: Mapping[str, Any]) -> None:
    assert missed(plan(row(**changes), progress=(report(),))) == {}


@pytest.mark.parametrize(
    ("told", "names"),
    [
        (report(problem=""), {"problem"}),
        (report(problem="-", suggestion=" — "), {"problem", "suggestion"}),
        (report(suggestion=""), {"suggestion"}),
        (report(spent=None), {"spent"}),
        (report(spent=None, status=Status.NOT_STARTED), {"spent"}),
        (report(spent=None, status=Status.CANCELLED), set()),
        (report(result=""), set()),
        (report(result="", status=Status.DONE), {"result"}),
        (report(result="-", status=Status.DONE), {"result"}),
    ],
)
def test_a_blank_in_the_newest_report_is_missed(told: ProgressReport, names: set[str]) -> None:
    assert set(missed(plan(progress=(told,)))) == names
    before = report(day=TODAY - one_day, problem="", suggestion="", spent=None)
    assert set(missed(plan(progress=(before, told)))) == names, "the newest is what counts"


def test_a_correction_fills_what_the_report_left_blank() -> None:
    told = report(day=TODAY - one_day, problem="", suggestion="")
    right = report(corrects=told.date)
    assert missed(plan(progress=(told, right))) == {}


def test_what_was_not_reported_of_is_missed_once() -> None:
    rows = (row(1), row(2, count=12))
    one = missed(plan(*rows, progress=(report(1),)))
    assert {name: each.count for name, each in one.items()} == {"report": 12}
    assert set(missed(plan(*rows))) == {"report"}


def test_a_report_is_old_by_the_newest_one_and_not_by_the_day_on_which_a_page_is_made() -> None:
    rows, new = (row(1), row(2)), report(2)
    old = report(1, new.date - OLD - one_day)
    edge = report(1, new.date - OLD)
    for today in (TODAY, date(2030, 1, 1), None):
        names = {"six-months", "year", "published"} if today != TODAY else set()
        assert set(missed(plan(*rows, progress=(old, new)), today)) - names == {"old"}
        assert not set(missed(plan(*rows, progress=(edge, new)), today)) - names
    for status in (Status.DONE, Status.CANCELLED):
        finished = replace(old, status=status)
        assert missed(plan(*rows, progress=(finished, new))) == {}


SIX, YEAR, DECEMBER = date(2027, 3, 31), date(2027, 9, 30), date(2027, 12, 31)


@pytest.mark.parametrize(
    ("day", "name"), [(SIX, "six-months"), (YEAR, "year"), (DECEMBER, "published")]
)
def test_a_closing_report_is_missed_once_its_day_is_over_and_not_on_it(
    day: date, name: str
) -> None:
    silent = plan()
    assert name not in missed(silent, day)
    assert name in missed(silent, day + one_day)
    assert name in missed(silent, None)
    if name != "published":
        told = plan(progress=(report(day=day),))
        assert name not in missed(told, day + one_day)
        assert name in missed(plan(progress=(report(day=day + one_day),)), day + one_day)


def posting(**changes: Any) -> Edition:
    return replace(EDITION, posting=replace(POSTED, **changes))


@pytest.mark.parametrize(
    ("edition", "names"),
    [
        (EDITION, set()),
        (replace(EDITION, documents=()), {"unsigned"}),
        (replace(EDITION, evidence=()), {"unseen"}),
        (posting(posted_from=None, posted_until=None), {"unposted"}),
        (posting(posted_until=None), {"unposted"}),
        (posting(posted_from=date(2026, 10, 30)), {"posted-short"}),
        (posting(posted_from=date(2026, 10, 31), posted_until=date(2026, 12, 20)), {"posted-late"}),
        (posting(posted_until=date(2026, 11, 14)), {"posted-short"}),
        (posting(posted_until=date(2026, 11, 15)), set()),
        (replace(EDITION, trigger=Trigger("งบ", date(2026, 9, 15))), set()),
        (replace(EDITION, trigger=Trigger("งบ", date(2026, 9, 14))), {"made-late"}),
        (posting(announced=None), {"unannounced"}),
        (replace(EDITION, posting=PostingPeriod()), {"unannounced"}),
        (replace(EDITION, posting=PostingPeriod(date(2026, 12, 15))), set()),
        (replace(posting(announced=TODAY, posted_from=date(2026, 12, 1), posted_until=DECEMBER),
                 evidence=()), set()),
    ],
)  # fmt: skip
def test_what_an_announcement_lacks_is_told_with_the_announcement(
    edition: Edition, names: set[str]
) -> None:
    one = missed(plan(edition=edition, progress=(report(),)))
    assert set(one) == names
    for lacking in one.values():
        assert [place.path for place in lacking.places] == ["announcements/index.html#edition-0"]


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({}, set()),
        ({"documents": ()}, {"results-unsigned"}),
        ({"posting": PostingPeriod(date(2027, 12, 5))}, {"results-undated"}),
        ({"posting": PostingPeriod(date(2028, 1, 1), date(2028, 1, 2), date(2028, 2, 2)),
          "proposed": date(2027, 12, 28)}, {"results-december"}),
        ({"proposed": date(2027, 11, 20)}, {"results-late"}),
        ({"posting": PostingPeriod(date(2027, 12, 5), date(2027, 12, 6), date(2028, 1, 4))},
         {"results-short"}),
    ],
)  # fmt: skip
def test_what_the_results_lack_is_told(changes: Mapping[str, Any], names: set[str]) -> None:
    sound = Results(
        NOWHERE,
        proposed=date(2027, 12, 1),
        posting=PostingPeriod(date(2027, 12, 5), date(2027, 12, 6), date(2028, 1, 10)),
        documents=(Document("ผล", "documents/c.pdf"),),
    )
    reports = (report(day=SIX), report(day=YEAR))
    one = plan(progress=reports, results=(replace(sound, **changes),))
    assert set(missed(one, date(2028, 3, 1))) == names


cells: Any = st.builds(
    row,
    number=st.integers(1, 40),
    months=st.sampled_from([(), (Month(2026, 11),)]),
    place=st.sampled_from(["", "-", "วัด"]),
    funding=st.sampled_from(["", "เงินสะสม"]),
    budget=st.sampled_from([NOTHING, UNPRICED, baht(5)]),
    count=st.integers(1, 12),
)


@steady
@given(
    st.lists(cells, min_size=1, max_size=30, unique_by=lambda one: one.id),
    st.lists(st.tuples(st.integers(1, 40), st.sampled_from(["", "-", "ไม่มี"])), max_size=20),
)
def test_every_count_on_the_page_is_that_of_the_rows_named_or_listed(
    rows: list[Project], told: list[tuple[int, str]]
) -> None:
    known = {one.id for one in rows}
    reports = [report(n, problem=text) for n, text in told if f"2570-{n:03}" in known]
    view = site(plan(*rows, progress=tuple(reports)))
    counts = {one.id: one.count for one in rows}
    made = pages(view)
    for match in re.finditer(
        r'<li id="[a-z]+-[a-z-]+" data-lacking="([a-z-]+)" data-total-projects="(\d+)">(.*?)</ol>',
        re.sub(r'(?=<li id="[a-z]+-[a-z-]+" data-lacking)', "</ol>", made["ita"]),
        re.DOTALL,
    ):
        name, total, body = match.groups()
        listed = made.get(f"ita/{name}", body)
        named = re.findall(r'<li data-project="([^"]+)"', listed)
        assert sum(counts[one] for one in named) == int(total), name
        assert (f"ita/{name}" in made) == (len(named) > SHOWN) == ("ita/" in body)
        assert len(re.findall("data-project=", body)) == min(len(named), SHOWN)


def pages(view: SiteView) -> dict[str, str]:
    """Return the pages of the assessment by their names below the year."""
    return {
        one.path.removeprefix("docs/2570/").removesuffix(".md"): one.data.decode()
        for one in page_artifacts(view, THEME)
        if one.path.startswith(("docs/2570/ita.md", "docs/2570/ita/"))
    }


def text(one: Plan, office: Organization = ORGANIZATION, today: date | None = TODAY) -> str:
    return pages(site(one, today, office))["ita"].replace("\u00a0", " ").replace("&#126;", " ")


def test_numbers_of_the_items_come_from_the_plan_and_without_them_the_page_says_how() -> None:
    numbered = text(replace(WHOLE, ita={"plan": "o8", "results": "o77"}))
    assert "ข้อ O8" in numbered and "ข้อ O77" in numbered and "ยังไม่ได้ระบุเลขข้อ" in numbered
    bare = text(WHOLE)
    assert "หัวข้อ ita ใน plan.yml ของปี 2570" in bare.replace("&#46;", ".")
    assert not re.search(r"ข้อ [Oo]\d", bare)


def test_each_block_gives_its_own_whole_address_or_says_that_none_is_known() -> None:
    at = "https://plan.example.go.th/"
    page = text(WHOLE, replace(ORGANIZATION, site_url=at))
    values = re.findall(r'<input [^>]*readonly value="([^"]+)"', page)
    assert [one.replace("&#35;", "#") for one in values] == [
        f"{at}2570/ita.html#{name}" for name in (PLAN, PROGRESS, RESULTS)
    ]
    assert text(WHOLE).count("ไม่ได้ระบุ site") == 1


def test_nothing_missed_is_said_once() -> None:
    page = text(WHOLE)
    assert page.count("ไม่พบสิ่งที่ขาด") == 1 and "สิ่งที่ยังขาด" not in page
    assert 'data-lacking="' not in page and "0 โครงการ" not in page


def test_every_clock_stands_with_its_clause_and_a_day_that_nobody_stated_is_none() -> None:
    page = text(plan(edition=replace(EDITION, trigger=Trigger("งบ", date(2026, 9, 25)))))
    assert re.findall(r'data-duty="(\w+)"', page) == ["make", "post", "keep"]
    for words in ("ข้อ 27", "ข้อ 26 (2)", "15 ตุลาคม 2569", "30 ตุลาคม 2569", "ทันกำหนด"):
        assert words in page, words
    blank = text(plan(edition=replace(EDITION, posting=PostingPeriod())))
    assert blank.count("ไม่ได้ระบุ") > 5 and "ทันกำหนด" not in blank


@pytest.mark.parametrize("kind", ["อบจ.", "เทศบาลนคร", "กรุงเทพมหานคร"])
def test_an_office_of_any_kind_without_villages_has_the_page(kind: str) -> None:
    office = Organization(name="องค์กร", kind=kind)
    assert "สำหรับการประเมิน" in text(plan(row(unit_slug="", unit="กองช่าง")), office)


def test_a_year_without_a_project_says_so() -> None:
    empty = make_plan(editions=(EDITION,))
    assert text(empty).count("ยังไม่มีโครงการในแผน") == 5
    assert set(missed(empty)) == {"projects"}


def test_what_is_missed_says_what_to_do_and_where_by_whether_the_plan_is_announced() -> None:
    rows = (row(months=()),)
    announced = plan(*rows)
    draft = plan(*rows, edition=replace(EDITION, posting=PostingPeriod()))
    assert "ในฉบับแก้ไข" in text(announced) and "ก่อนประกาศ" not in text(announced)
    assert "ก่อนประกาศ" in text(draft) and "ในฉบับแก้ไข" not in text(draft)


def test_what_the_page_advises_puts_an_announced_row_right(tmp_path: Path) -> None:
    dates = "considered: 2569-10-10\nannounced: 2569-10-15\nposted_from: 2569-10-16"
    files: dict[str, str | bytes | None] = {
        "plans/2570/plan.yml": plan_yml(dates),
        PROJECTS: csv_table([make_row(id="2570-001", start="", end="", source="")]),
    }

    def lacks(portal: Path) -> set[str]:
        told = checked(portal)
        assert not told.report.errors
        view = site_view(told.portal, told.report, today=told.today)
        return {one.name for one in view.current.assessment.blocks[PLAN].lacking}

    assert lacks(portal_folder(tmp_path / "before", files)) >= {"months", "source"}
    filled = make_row(
        id="2570-001", change="แก้ไข", reason="เติมช่องที่ว่าง", source="เงินสะสม", place="วัด"
    )
    files |= {
        "plans/2570/amendments/1/plan.yml": "kind: แก้ไข\nnumber: 1/2570\nedition: {"
        "considered: 2569-11-01, announced: 2569-11-05, posted_from: 2569-11-06}\n",
        "plans/2570/amendments/1/projects.csv": csv_table([filled]),
    }
    assert not lacks(portal_folder(tmp_path / "after", files)) & {"months", "source", "place"}


def test_papers_are_those_that_staff_uploaded_and_what_the_site_has() -> None:
    blocks = found(WHOLE).blocks
    paths = {name: [one.label.path for one in block.papers] for name, block in blocks.items()}
    assert paths == {
        PLAN: [
            "documents/a.pdf",
            "documents/b.jpg",
            "papers/pd01.pdf",
            "papers/pd02.pdf",
            "papers/pd02-1.pdf",
            "papers/plan.pdf",
            "papers/announcement.pdf",
            "papers/board.pdf",
            "papers/pd01.xlsx",
            "papers/pd02.xlsx",
            "papers/pd02-1.xlsx",
            "pd01.html",
            "data/projects-excel.csv",
        ],
        PROGRESS: [],
        RESULTS: [],
    }
    later = found(plan(progress=(report(day=SIX), report(day=YEAR))), DECEMBER).blocks
    for block, name in ((PROGRESS, "six-months"), (RESULTS, "year")):
        made = [one.label.path for one in later[block].papers]
        printed = [f"papers/report-{name}.{kind}" for kind in ("pdf", "xlsx")]
        assert made == [*printed, f"progress-{name}.html"]
    assert set(MADE) == set(blocks)


def test_each_paper_that_is_made_can_be_attached_by_its_name() -> None:
    """Of a village's sheet nobody asks."""
    untitled = replace(whole_plan().editions[1], title="")
    drafted = Edition(2, NOWHERE, rows=(replace(untitled.rows[0], edition=2),))
    told = whole_plan(editions=(whole_plan().editions[0], untitled, drafted))
    view = site(told, None)
    attached = {
        one.label.path
        for block in view.years[0].assessment.blocks.values()
        for one in block.papers
        if one.kind == "made"
    }
    every = [one for kind in PUBLISHED for one in papers(view.years[0], kind=kind).values()]
    made = {one.path for one in every if one.entry != "paper-village"}
    assert attached == made > {"papers/amendment-2.pdf", "papers/report-year.pdf"}
    named = re.findall(
        r"<a href=\"papers/amendment-[12][.]pdf\">([^<]*)</a>", text(told, today=None)
    )
    assert named == [
        "ประกาศแก้ไข ครั้งที่ 1/2570 พร้อมตารางเดิมและใหม่ (PDF)",
        "ประกาศแก้ไข ครั้งที่ 2/2570 พร้อมตารางเดิมและใหม่ (PDF)",
    ]


@pytest.mark.parametrize("blank", ["", " ", "-", " – ", "—", "--", "...", "\u00a0"])
def test_dashes_and_blanks_say_nothing(blank: str) -> None:
    assert is_blank(blank)
    assert not is_blank(f"{blank}ไม่มี")


def test_what_is_not_due_yet_is_waited_for_and_neither_missed_nor_in_order() -> None:
    def waited(one: Plan, today: date | None = TODAY) -> dict[str, set[str]]:
        blocks = found(one, today).blocks
        return {name: {each.name for each in block.waiting} for name, block in blocks.items()}

    silent = waited(plan())
    assert silent == {
        PLAN: set(),
        PROGRESS: {"spent", "six-months"},
        RESULTS: {"result", "spending", "problem", "suggestion", "year", "published"},
    }
    told = waited(WHOLE)
    assert told == {PLAN: set(), PROGRESS: {"six-months"}, RESULTS: {"result", "year", "published"}}
    over = waited(WHOLE, None)
    assert over == {PLAN: set(), PROGRESS: set(), RESULTS: {"result"}}
    page = text(WHOLE)
    assert "ยังไม่มี 3 อย่าง เพราะยังไม่ถึงกำหนด" in page and 'data-until="2027-09-30"' in page
