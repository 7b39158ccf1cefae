"""Two plans side by side: exact facts, stated links only, and entries that outlive their plan."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import phaen
from generator.machine.packaged import THEME
from generator.plan.compare import (
    Entry,
    Fact,
    FactKind,
    Side,
    UnknownSideError,
    between_editions,
    between_years,
    changed_fields,
    compare,
    entries_of,
    entry_of,
)
from generator.plan.fields import compared_fields
from generator.plan.model import Budget, BudgetKind, Change, Edition, Owner, Plan, Portal, Project
from generator.site.render import fact_line, interface
from generator.thai.fiscal import FiscalYear
from generator.thai.text import match_key
from portals import GOOD, NOWHERE, ORGANIZATION, ROOT, baht, make_plan, make_project

steady = settings(derandomize=True, database=None, deadline=None, max_examples=150)
NOT_STATED = Budget(BudgetKind.NOT_STATED, None)
NO_BUDGET = Budget(BudgetKind.NO_BUDGET, None)
ZERO = Budget(BudgetKind.ZERO, 0)
YEAR = FiscalYear(2570)


def entry(**changes: Any) -> Entry:
    sound = entry_of(make_project(), make_plan(), ORGANIZATION)
    return replace(sound, **changes)


def entries(*rows: Project, year: int = 2570) -> tuple[Entry, ...]:
    return entries_of(make_plan(*rows, year=FiscalYear(year)), ORGANIZATION)


def told(facts: tuple[Fact, ...]) -> list[tuple[str, str]]:
    return [(one.kind.value, (one.after or one.before or entry()).id) for one in facts]


# What a row may be, and an amendment to some rows

texts = st.text(alphabet="กขคง่ .", min_size=1, max_size=5)
budgets = st.sampled_from([baht(100), baht(250), ZERO, NO_BUDGET, NOT_STATED])
months = st.sets(st.sampled_from(YEAR.months)).map(lambda some: tuple(sorted(some)))
projects = st.builds(
    make_project,
    name=texts,
    detail=texts,
    budget=budgets,
    place=texts,
    funding=texts,
    unit=texts,
    owner=st.sampled_from(Owner),
    strategy=st.sampled_from(["1", "2"]),
    count=st.integers(1, 3),
    months=months,
)
wordings = st.dictionaries(st.sampled_from("abcdefgh"), projects, min_size=1)


def rows_of(wording: dict[str, Project], **changes: Any) -> tuple[Project, ...]:
    return tuple(replace(one, id=name, **changes) for name, one in wording.items())


def amendment(number: int, announced: set[str], wording: dict[str, Project]) -> Edition:
    """Add what is new and alter what is there; cancel what is there and begins with ก."""
    rows = []
    for name, one in wording.items():
        change = Change.ALTER if name in announced else Change.ADD
        if change is Change.ALTER and one.name.startswith("ก"):
            change = Change.CANCEL
        rows.append(replace(one, id=name, change=change, edition=number))
    return Edition(number, NOWHERE, rows=tuple(rows))


@steady
@given(wordings, wordings)
def test_comparing_gives_back_the_amendment(
    announced: dict[str, Project], changed: dict[str, Project]
) -> None:
    plan = make_plan(*rows_of(announced))
    one = amendment(1, set(announced), changed)
    plan = replace(plan, editions=(*plan.editions, one))
    before, after = entries_of(plan, ORGANIZATION, 0), entries_of(plan, ORGANIZATION, 1)
    facts = between_editions(before, after)
    stated = {row.id: entry_of(row, plan, ORGANIZATION) for row in one.rows}
    added = {row.id for row in one.rows if row.change is Change.ADD}
    cancelled = {row.id for row in one.rows if row.change is Change.CANCEL}
    old = {row.id: row for row in before}
    altered = {
        name for name in stated if name not in added | cancelled and stated[name] != old[name]
    }
    assert {f.after.id for f in facts if f.kind is FactKind.NEW and f.after} == added
    assert {f.after.id for f in facts if f.kind is FactKind.CANCELLED and f.after} == cancelled
    assert {f.after.id for f in facts if f.after} == added | cancelled | altered
    assert all(f.after == stated[f.after.id] for f in facts if f.after)
    assert all(f.before == old[f.before.id] for f in facts if f.before)


@steady
@given(wordings)
def test_plan_without_amendments_equals_itself(wording: dict[str, Project]) -> None:
    plan = make_plan(*rows_of(wording))
    now = entries_of(plan, ORGANIZATION)
    assert now == entries_of(plan, ORGANIZATION, 0)
    assert between_editions(now, now) == ()
    assert compare(Portal(ORGANIZATION, (plan,)), Side(2570, 0), Side(2570)) == ()


@steady
@given(wordings, wordings, st.randoms(use_true_random=False))
def test_order_of_independent_amendments_does_not_matter(
    announced: dict[str, Project], changed: dict[str, Project], chance: Any
) -> None:
    names = list(changed)
    chance.shuffle(names)
    parts = [amendment(1, set(announced), {name: changed[name]}) for name in names]

    def plan(order: list[Edition]) -> Plan:
        numbered = tuple(replace(one, number=n) for n, one in enumerate(order, start=1))
        sound = make_plan(*rows_of(announced))
        return replace(sound, editions=(*sound.editions, *numbered))

    one, other = (entries_of(plan(order), ORGANIZATION) for order in (parts, parts[::-1]))
    assert between_editions(one, other) == ()
    assert {row.id: row for row in one} == {row.id: row for row in other}


@steady
@given(projects)
def test_entry_survives_as_json(row: Project) -> None:
    one = entry_of(row, make_plan(row), ORGANIZATION)
    assert Entry.from_json(json.loads(json.dumps(one.to_json()))) == one


@pytest.mark.parametrize(
    "changes",
    [
        {"year": 2027},
        {"year": True},
        {"satang": "100"},
        {"satang": 1.5},
        {"months": [13]},
        {"villages": ["1"]},
        {"villages": [0]},
        {"owner": "nobody"},
        {"budget": "much"},
        {"cancelled": 0},
    ],
)
def test_what_is_no_entry_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        Entry.from_json(entry().to_json() | changes)
    with pytest.raises(ValueError):
        Entry.from_json([])


# Between editions


@pytest.mark.parametrize(
    ("before", "after", "kind", "satang"),
    [
        (baht(100), baht(150), "dearer", 5000),
        (baht(150), baht(100), "cheaper", -5000),
        (NO_BUDGET, baht(1), "dearer", 100),
        (NOT_STATED, baht(100), "repriced", None),
        (baht(100), NOT_STATED, "repriced", None),
        (ZERO, NO_BUDGET, "repriced", 0),
    ],
)
def test_amount_that_is_not_stated_is_no_number(
    before: Budget, after: Budget, kind: str, satang: int | None
) -> None:
    old, new = entries(make_project(budget=before)), entries(make_project(budget=after))
    (fact,) = between_editions(old, new)
    assert (fact.kind.value, fact.satang) == (kind, satang)


@pytest.mark.parametrize("field", ["name", "detail", "place", "funding"])
def test_what_both_sides_show_covered_is_told_as_covered_and_not_as_itself(field: str) -> None:
    masked = {field: "ซ่อมแซมบ้าน█ ซอย█"}
    # The earlier one as a difference quotes it, which covers what was covered since.
    fact = Fact(compared_fields()[field], entry(**masked), entry(**masked))
    line = fact_line(fact, interface(THEME, ORGANIZATION))
    assert "→" not in line
    assert line.endswith("(ปิดข้อความเพิ่ม)")


def test_each_matter_that_changed_is_one_fact() -> None:
    old = entry(name="ก", detail="ก", place="ก", funding="ก", villages=(1,), months=(10,))
    new = replace(
        old,
        name="ข",
        detail="ข",
        place="ข",
        funding="ข",
        villages=(2,),
        months=(11,),
        unit_slug="health",
        strategy="สังคม",
        count=2,
        satang=20000,
    )
    kinds = [fact.kind.value for fact in between_editions([old], [new])]
    assert kinds == [
        "renamed", "reworded", "moved", "dearer", "refunded", "rescheduled", "reassigned",
        "reclassified", "recounted",
    ]  # fmt: skip


def test_row_that_was_cancelled_before_and_comes_again_is_new() -> None:
    old, new = entry(cancelled=True), entry()
    assert told(between_editions([old], [new])) == [("new", new.id)]
    assert between_editions([old], [old]) == ()


# Between years


def row(identity: str, continues: str = "", **changes: Any) -> Project:
    return make_project(id=identity, continues=continues, **changes)


def test_only_what_is_stated_links_two_years() -> None:
    old = entries(row("69-1"), row("69-2"), row("69-3"), year=2569)
    new = entries(row("70-1", "69-1", budget=baht(130)), row("69-2"), row("70-3"))
    assert told(between_years(old, new)) == [
        ("continued", "70-1"),
        ("dearer", "70-1"),
        ("new", "69-2"),
        ("new", "70-3"),
        ("gone", "69-2"),
        ("gone", "69-3"),
    ]


def test_link_goes_through_the_years_between_and_never_in_a_ring() -> None:
    old = entries(row("68-1"), year=2568)
    middle = entries(row("69-1", "68-1"), row("69-2", "70-2"), year=2569)
    new = entries(row("70-1", "69-1"), row("70-2", "69-2"))
    assert told(between_years(old, new, middle)) == [("continued", "70-1"), ("new", "70-2")]


def test_other_spelling_is_no_other_name_in_another_year() -> None:
    old = entries(row("69-1", name="ถนน คสล. หมู่ ๕"), year=2569)
    new = entries(row("70-1", "69-1", name="ถนน ค.ส.ล. หมู่ 5"))
    assert told(between_years(old, new)) == [("continued", "70-1")]


def test_row_that_was_divided_is_continued_by_each_and_its_money_is_not_compared() -> None:
    old = entries(row("69-1", budget=baht(100)), year=2569)
    new = entries(row("70-1", "69-1", budget=baht(40)), row("70-2", "69-1", budget=baht(70)))
    assert told(between_years(old, new)) == [("continued", "70-1"), ("continued", "70-2")]


def test_cancelled_rows_are_neither_new_nor_gone() -> None:
    old = (*entries(row("69-1"), year=2569), entry(year=2569, id="69-2", cancelled=True))
    new = (entry(id="70-1", continues="69-1", cancelled=True), entry(id="70-9", cancelled=True))
    assert told(between_years(old, new)) == [("cancelled", "70-1")]


def test_side_is_a_year_or_an_edition_that_the_portal_has() -> None:
    assert Side.parse(" ๒๕๗๐.1") == Side(2570, 1)
    assert (str(Side.parse("2570")), str(Side(2570, 0))) == ("2570", "2570.0")
    portal = Portal(ORGANIZATION, (make_plan(make_project()),))
    for side in (Side(2570, 1), Side(2569)):
        with pytest.raises(UnknownSideError):
            compare(portal, side, Side(2570))
    for text in ("", "2570.", "1.2570", "25700", "2570.x"):
        with pytest.raises(ValueError):
            Side.parse(text)


def test_every_fact_has_its_line_with_what_was_and_what_is(tmp_path: Path) -> None:
    words = interface(THEME, ORGANIZATION)
    old = entry(name="ถนน", place="", months=())
    new = replace(old, place="ซอย 1", villages=(3,), months=(10, 11), satang=12500)
    lines = [fact_line(fact, words) for fact in between_editions([old], [new])]
    assert [line.replace("\u00a0", " ") for line in lines] == [
        "เปลี่ยนสถานที่ 2570-001 ถนน (ไม่ได้ระบุ → ซอย 1 · หมู่ 3)",
        "งบประมาณเพิ่มขึ้น 2570-001 ถนน +25 บาท (100 บาท → 125 บาท)",
        "เปลี่ยนระยะเวลา 2570-001 ถนน (ไม่ได้ระบุระยะเวลา → ต.ค. 2569 – พ.ย. 2569)",
    ]
    for kind in FactKind:
        assert fact_line(Fact(kind, old, new), words).startswith(words.plain(f"fact.{kind.value}"))


def test_command_compares_editions_and_years_in_words_and_as_json() -> None:
    run = CliRunner().invoke
    said = run(phaen, ["compare", "2570.0", "2570.1", "--portal", str(ROOT)])
    assert said.exit_code == 0
    assert said.output.splitlines()[-1] == "ใหม่ 4"
    machine = run(phaen, ["compare", "2569", "2570", "--portal", str(ROOT), "--json"])
    facts = json.loads(machine.output)["facts"]
    both = [Entry.from_json(one["after"]) for one in facts if one["before"] and one["after"]]
    assert both and all(one.continues for one in both)
    assert run(phaen, ["compare", "2570", "2599", "--portal", str(GOOD)]).exit_code == 2
    assert run(phaen, ["compare", "2570", "x", "--portal", str(GOOD)]).exit_code == 2


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("งานประเพณี ประจำปี 2569", "งานประเพณี ประจำปี 2570", True),
        ("งานประเพณี ประจำปี ๒๕๖๙", "งานประเพณี ประจำปี 2570", True),
        ("ปีการศึกษา 2568–2569", "ปีการศึกษา 2569–2570", True),
        ("อบรม ครั้งที่ 1/2569", "อบรม ครั้งที่ 1/2570", True),
        ("กีฬา ปี 69", "กีฬา ปี 70", True),
        ("กีฬา (2026)", "กีฬา (2027)", True),
        ("แผนพัฒนา พ.ศ. 2566–2570", "แผนพัฒนา พ.ศ. 2566–2570", True),
        ("อบรม ประจำปี 2569 รุ่นที่ 1", "อบรม ประจำปี 2570 รุ่นที่ 2", False),
        ("ถนนยาว 2500 เมตร", "ถนนยาว 2501 เมตร", False),
        ("งานประเพณี ประจำปี 2569", "งานประเพณี ประจำปี 2569", True),
        ("งานประเพณี ประจำปี 2569", "งานกีฬา ประจำปี 2570", False),
    ],
)
def test_a_name_that_only_speaks_of_its_own_year_has_not_changed(
    before: str, after: str, same: bool
) -> None:
    old, new = entry(id="a", year=2569, name=before), entry(id="b", year=2570, name=after)
    assert (changed_fields(old, new, match_key) == ()) is same
    # Within a year nothing is overlooked.
    again = changed_fields(old, replace(new, year=2569), match_key)
    assert (again == ()) is (match_key(before) == match_key(after))
