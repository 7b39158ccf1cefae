"""Reporters' lists: the largest first, sums of the rows that are shown; pages for others."""

from __future__ import annotations

import csv
import datetime
import io
import json
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.archive import SealedYear
from generator.machine.packaged import THEME
from generator.plan.model import (
    Budget,
    BudgetKind,
    Change,
    Edition,
    Owner,
    Plan,
    Portal,
    PostingPeriod,
    Project,
)
from generator.problems import Report
from generator.site.render import Kept, page_artifacts
from generator.site.render.all_years import all_years_artifacts
from generator.site.render.serving import apache_headers, netlify_headers, nginx_headers
from generator.site.render.shared import shared_artifacts
from generator.site.views import Lister, SiteView, site_view
from generator.site.views.records import YearView
from generator.site.views.reporters import changes, dearer_list, others_list
from generator.site.views.totals import Portion
from generator.thai.fiscal import FiscalYear
from portals import NOWHERE, ORGANIZATION, baht, make_plan, make_project
from seals import DAY, closed, table

NOT_STATED = Budget(BudgetKind.NOT_STATED, None)
NO_BUDGET = Budget(BudgetKind.NO_BUDGET, None)


def site_of(*plans: Plan) -> SiteView:
    return site_view(Portal(ORGANIZATION, plans), Report())


def year_of(*plans: Plan) -> YearView:
    return site_of(*plans).current


def amended_plan(chance: random.Random) -> tuple[Plan, int, int]:
    """Return a plan whose amendment adds, alters and cancels, by how much, and how many unknown."""
    rows: list[Project] = []
    amended: list[Project] = []
    known = unknown = 0
    for number in range(chance.randint(3, 12)):
        before = chance.choice([baht(chance.randint(1, 900)), NOT_STATED, NO_BUDGET])
        after = chance.choice([baht(chance.randint(1, 900)), NOT_STATED, NO_BUDGET])
        change = chance.choice([Change.ADD, Change.ALTER, Change.CANCEL])
        one = make_project(id=f"r{number}", name=f"งาน {number}", budget=before)
        if change is not Change.ADD:
            rows.append(one)
        now = before if change is Change.CANCEL else after
        amended.append(replace(one, budget=now, change=change, edition=1))
        sides = ([] if change is Change.ADD else [before]) + (
            [] if change is Change.CANCEL else [now]
        )
        if any(side.kind is BudgetKind.NOT_STATED for side in sides):
            unknown += 1
        else:
            had = 0 if change is Change.ADD else before.satang or 0
            has = 0 if change is Change.CANCEL else now.satang or 0
            known += has - had
    first = make_plan(*(rows or [make_project(id="z")]))
    edition = Edition(1, NOWHERE, rows=tuple(amended))
    return replace(first, editions=(*first.editions, edition)), known, unknown


@pytest.mark.parametrize("seed", range(25))
def test_changes_stand_by_their_size_and_their_sum_is_that_of_the_known(seed: int) -> None:
    plan, known, unknown = amended_plan(random.Random(seed))
    found = changes(year_of(plan))
    assert (found.net, found.unknown, found.times) == (known, unknown, 1)
    assert found.more >= 0 >= found.less
    sizes = [abs(one.satang) for one in found.rows if one.satang is not None]
    assert sizes == sorted(sizes, reverse=True)
    assert [one.satang for one in found.rows[len(sizes) :]] == [None] * unknown
    assert len(found.rows) == len(plan.editions[1].rows)


def test_plan_that_was_never_changed_has_no_changes() -> None:
    found = changes(year_of(make_plan(make_project())))
    assert (found.rows, found.times, found.net) == ((), 0, 0)


def going_on(*pairs: tuple[str, Budget, Budget]) -> YearView:
    """Return a year whose projects go on from those of the year before, named by `continues`."""
    before = {came: make_project(id=f"a-{came}", budget=old) for came, old, _ in pairs}
    after = [
        make_project(id=f"b{at}", budget=new, continues=f"a-{came}")
        for at, (came, _, new) in enumerate(pairs)
    ]
    earlier = replace(make_plan(*before.values()), year=FiscalYear(2569))
    return year_of(earlier, replace(make_plan(*after), year=FiscalYear(2570)))


def test_dearer_and_cheaper_are_told_apart_and_by_size() -> None:
    year = going_on(
        ("1", baht(100), baht(150)), ("2", baht(100), baht(900)), ("3", baht(50), baht(50)),
        ("4", baht(80), baht(20)), ("5", NOT_STATED, baht(1)), ("6", NO_BUDGET, baht(5)),
    )  # fmt: skip
    found = dearer_list(year)
    assert found
    assert [one.satang // 100 for one in found.dearer] == [800, 50, 5]
    assert [one.percent for one in found.dearer] == [800, 50, None]
    assert [(one.satang // 100, one.percent) for one in found.cheaper] == [(-60, -75)]
    assert (found.same, found.unknown, found.divided) == (1, 1, 0)


def test_the_files_of_dearer_projects_say_what_each_was_and_by_how_much() -> None:
    year = going_on(("1", baht(100), baht(150)), ("2", baht(90), baht(40)))
    found = dearer_list(year)
    assert found
    listed = Lister(year).dearer(found)
    heads = [one.code for one in listed.csv.columns]
    rows = [dict(zip(heads, row, strict=True)) for row in listed.csv.rows]
    assert [(row["before_baht"], row["budget_baht"], row["difference_baht"]) for row in rows] == [
        ("100", "150", "50"),
        ("90", "40", "-50"),
    ]
    assert all(row["continues"] for row in rows)
    assert [row[0] for row in listed.json.rows] == [row["id"] for row in rows]


def test_what_was_divided_is_told_neither_dearer_nor_cheaper() -> None:
    found = dearer_list(going_on(("1", baht(100), baht(60)), ("1", baht(100), baht(70))))
    assert found
    assert (found.dearer, found.cheaper, found.divided) == ((), (), 2)


def test_who_pays_is_told_and_each_ones_money_is_summed_apart() -> None:
    old = [make_project(id=f"a{n}", owner=who, count=3, budget=baht(700)) for n, who in WAS]
    new = [
        make_project(id=f"b{n}", owner=who, count=count, budget=baht(much), continues=f"a{n}")
        for n, who, count, much in (("1", Owner.CENTRAL, 3, 1000), ("2", Owner.OWN, 9, 900))
    ]
    first = replace(make_plan(*old), year=FiscalYear(2569))
    year = year_of(first, replace(make_plan(*new), year=FiscalYear(2570)))
    found = dearer_list(year)
    assert found and year.pair
    told = {one.after.id: one.changed for one in year.pair.changed}
    assert told == {"b1": ("owner", "budget"), "b2": ("budget", "count")}
    assert found.payers["dearer"] == {Portion.OWN: baht_of(-500), Portion.OTHERS: baht_of(1000)}
    assert sum(found.payers["dearer"].values()) == sum(one.satang for one in found.dearer)
    alone = dearer_list(going_on(("1", baht(100), baht(150))))
    assert alone and alone.payers["dearer"] == {}


WAS = (("1", Owner.OWN), ("2", Owner.OWN))


def baht_of(amount: int) -> int:
    return amount * 100


def test_an_amendment_that_changes_the_payer_moves_money_though_the_sum_stays() -> None:
    plan = make_plan(make_project(id="a", budget=baht(700)))
    moved = make_project(
        id="a", budget=baht(700), owner=Owner.CENTRAL, change=Change.ALTER, edition=1
    )
    found = changes(
        year_of(replace(plan, editions=(*plan.editions, Edition(1, NOWHERE, rows=(moved,)))))
    )
    assert (found.net, found.payers) == (
        0,
        {Portion.OWN: baht_of(-700), Portion.OTHERS: baht_of(700)},
    )


def test_year_without_one_before_has_nothing_to_be_dearer_than() -> None:
    assert dearer_list(year_of(make_plan(make_project()))) is None


def test_projects_of_other_agencies_are_one_list_with_their_sum() -> None:
    year = year_of(
        make_plan(
            make_project(id="own", budget=baht(1000)),
            make_project(id="less", budget=baht(5), owner=Owner.CENTRAL),
            make_project(id="unknown", budget=NOT_STATED, owner=Owner.PAO),
            make_project(id="more", budget=baht(70), owner=Owner.PAO),
        )
    )
    found = others_list(year)
    assert [one.id for one in found.rows] == ["more", "less", "unknown"]
    assert (found.totals.satang, found.totals.not_stated) == (7500, 1)
    assert sum(one.totals.satang for one in found.owners) == 7500


def sealed_year(year: int) -> SealedYear:
    class Kept:
        """What is asked of the seal of a year whose table is at hand."""

    return SealedYear(Kept(), closed(year), {}, 1)  # type: ignore[arg-type]  # nothing is read of it


def rows_of(site: SiteView, tables: dict[str, str]) -> list[dict[str, str]]:
    """Return the rows of all years' projects; other tables have no sealed year."""

    def text(year: SealedYear, path: str) -> str:
        return tables[year.label] if path == "data/projects.csv" else ""

    made = {one.path: one.data for one in all_years_artifacts(site, text, str, Kept({}))}
    plain = made["docs/data/projects.csv"].decode()
    assert made["docs/data/projects-excel.csv"].decode() == f"\ufeff{plain}"
    assert plain.startswith("ปีงบประมาณ") and plain.endswith("\r\n")
    rows = list(csv.DictReader(io.StringIO(plain, newline="")))
    assert len(json.loads(made["docs/data/projects.json"])["rows"]) == len(rows)
    return rows


def test_all_years_are_one_file_the_sealed_ones_by_their_own_data_file() -> None:
    live = site_of(make_plan(make_project(id="2570-1", name="ถนน", note="=1+1")))
    site = replace(live, sealed=(sealed_year(2568), sealed_year(2567)))
    heads = "ปีงบประมาณ,รหัสโครงการ,โครงการ,คอลัมน์เก่า"
    tables = {
        "2567": "\ufeff" + table(closed(2567)).decode("utf-8-sig"),
        "2568": f"{heads}\r\n2568,2568-1,=สะพาน,ก\r\n2568,2568-2\r\n",
    }
    rows = rows_of(site, tables)
    assert [row["ปีงบประมาณ"] for row in rows] == ["2567", "2568", "2568", "2570"]
    assert rows[1]["โครงการ"] == "'=สะพาน" and rows[1]["คอลัมน์เก่า"] == "ก"
    assert rows[1]["หมายเหตุ"] == "" == rows[2]["โครงการ"]
    assert rows[3]["หมายเหตุ"] == "'=1+1" and rows[3]["คอลัมน์เก่า"] == ""


def test_a_sealed_year_without_amounts_as_numbers_is_summed_with_the_others() -> None:
    heads = "รหัสโครงการ,งบประมาณ,การเปลี่ยนแปลง"
    told = f"{heads}\r\nA,478300.50,\r\nB,ไม่ใช้งบประมาณ,\r\nC,-,แก้ไข\r\nD,900,ยกเลิก\r\n"
    year = replace(sealed_year(2568), pages=frozenset({"projects/A.html"}))
    live = site_of(make_plan(make_project(id="2570-1", budget=baht(12))))
    rows = rows_of(replace(live, sealed=(year,)), {"2568": told})
    assert [row["งบประมาณปัจจุบันเป็นตัวเลข"] for row in rows] == ["478300.50", "", "", "", "12"]
    assert [row["ที่อยู่หน้าโครงการ"] for row in rows][:2] == ["2568/projects/A.html", ""]


def test_drafts_are_no_part_of_the_file_of_all_years() -> None:
    site = site_of(make_plan(make_project()))
    years = tuple(replace(one, draft=True) for one in site.years)
    assert rows_of(replace(site, years=years), {}) == []


def embeds_of(site: SiteView) -> dict[str, str]:
    made = shared_artifacts(site, THEME)
    return {one.path: one.data.decode() for one in made if one.path.startswith("docs/embed/")}


def announced(day: datetime.date | None) -> Plan:
    plan = make_plan(
        make_project(id="2570-1", name="<b>ถนน</b>", budget=baht(12)),
        make_project(id="2570-2", budget=NOT_STATED),
    )
    first = replace(plan.editions[0], posting=PostingPeriod(announced=day))
    return replace(plan, editions=(first,))


@pytest.mark.parametrize("day", [None, DAY])
def test_small_pages_are_plain_small_and_lead_to_the_whole_page(
    day: datetime.date | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = replace(site_of(announced(day)), sealed=(sealed_year(2568),))
    monkeypatch.setattr(
        "generator.site.render.shared.sealed_text", lambda one, _path: table(one.closed).decode()
    )
    pages = embeds_of(site)
    assert {Path(path).parent.as_posix() for path in pages} >= {
        "docs/embed/2570", "docs/embed/2570/projects", "docs/embed/2568",
        "docs/embed/2568/projects",
    }  # fmt: skip
    for path, text in pages.items():
        assert len(text.encode()) <= 8192
        assert "<script" not in text and "style=" not in text and "<b>ถนน" not in text
        assert '<html lang="th">' in text and 'name="robots" content="noindex"' in text
        assert text.count("<a ") == text.count('target="_blank" rel="noopener"')
        whole = path.removeprefix("docs/embed/")
        up = "../" * (path.count("/") - 1)
        assert f'href="{up}{whole}"' in text, path
    assert "ไม่ได้ระบุ" in pages["docs/embed/2570/projects/2570-2.html"]


def test_only_small_pages_may_be_framed_by_what_any_server_reads() -> None:
    own, any_ = "frame-ancestors 'self'", "frame-ancestors *"
    for text, where in (
        (netlify_headers(["assets/0"], ["2568"]), "\n/embed/*\n"),
        (apache_headers(["2568"]), "=~ m#/embed/2[45][0-9][0-9]/#"),
        (nginx_headers(), 'if ($uri ~ "^/embed/2[45][0-9][0-9]/")'),
    ):
        assert text.count(own) == text.count(any_) == 1
        assert text.index(own) < text.index(where) < text.index(any_)


def test_small_pages_date_figures_by_the_edition_that_they_are_of() -> None:
    plan = announced(datetime.date(2026, 10, 1))
    changed = replace(plan.projects[0], budget=baht(90), change=Change.ALTER, edition=1)
    later = Edition(
        1, NOWHERE, rows=(changed,), posting=PostingPeriod(announced=datetime.date(2026, 12, 20))
    )
    for editions, day in ((plan.editions, "1 ตุลาคม"), ((*plan.editions, later), "20 ธันวาคม")):
        made = {
            one.path: one.data.decode().replace("\xa0", " ").replace("&nbsp;", " ")
            for one in shared_artifacts(site_of(replace(plan, editions=editions)), THEME)
            if one.path.startswith("docs/embed/2570/")
        }
        assert made
        for text in made.values():
            assert re.search(rf"ประกาศเมื่อ {day}", text)


def test_small_page_of_a_year_says_whose_the_money_of_a_strategy_is_and_counts_projects() -> None:
    plan = make_plan(
        make_project(id="own", budget=baht(1000)),
        make_project(id="theirs", budget=baht(5), owner=Owner.CENTRAL),
        make_project(id="unknown", budget=NOT_STATED, count=7),
    )
    text = embeds_of(site_of(plan))["docs/embed/2570/index.html"].replace("\xa0", " ")
    line, *_ = re.findall("<li>.*?</li>", text, re.DOTALL)
    assert "1,000 บาท" in line and "หน่วยงานอื่น 5 บาท" in line
    assert "ไม่ได้ระบุวงเงิน 7 โครงการ" in text


def test_what_is_cancelled_and_had_no_money_is_not_said_to_be_as_it_was() -> None:
    gone = make_project(budget=NO_BUDGET)
    edition = Edition(1, NOWHERE, rows=(replace(gone, change=Change.CANCEL, edition=1),))
    first = make_plan(gone)
    plan = replace(first, editions=(*first.editions, edition))
    page = next(
        one.data.decode()
        for one in page_artifacts(site_of(plan), THEME)
        if one.path == "docs/2570/changes.md"
    )
    (row,) = re.findall(r"<tr[^>]*>(?:(?!</tr>).)*ยกเลิกแล้ว.*?</tr>", page, re.DOTALL)
    assert "เท่าเดิม" not in row and ">–<" in row
