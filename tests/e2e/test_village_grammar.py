"""One grammar of villages: Python and the browser read the same in the same text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from e2e.finding import find, portal_plans, searching
from generator.plan.parse.villages import find_villages
from generator.thai.folding import fold
from generator.thai.villages import PATTERNS
from portals import PROJECTS, REAL, ROOT, csv_table, make_row, portal_folder

ALL = {f"{section}.{name}": one for section, of in PATTERNS.items() for name, one in of.items()}
IN_BROWSER = """([patterns, texts]) => Object.fromEntries(Object.entries(patterns).map(
    ([name, pattern]) => {
        const find = new RegExp(pattern, "gu");
        return [name, texts.map(text =>
            Array.from(text.matchAll(find), one => [one.index, one[0]]))];
    }))"""
READ = "texts => texts.map(text => phaen.engine.read(text).villages)"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Page]:
    """The example's search, without its pages."""
    with searching(portal_plans(ROOT), tmp_path_factory.mktemp("example"), chromium) as page:
        yield page


@pytest.fixture(scope="module")
def names() -> list[str]:
    """Every text of the real tables and of the example that could speak of a village."""
    tables = [*(REAL / "tables").glob("*.csv"), *(ROOT / "plans").rglob("projects.csv")]
    found = set()
    for path in tables:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            found |= {" ".join(cell.split()) for row in csv.reader(stream) for cell in row}
    return sorted(text for text in found if re.search("หมู่|ม ?[.0-9๐-๙]|ทั้ง|ทุก|ชั้น", text))


def unlike(page: Page, texts: list[str]) -> list[tuple[str, str]]:
    """Return the patterns and texts in which Python and the browser find other things."""
    in_browser = page.evaluate(IN_BROWSER, [ALL, texts])
    return [
        (name, text)
        for name, pattern in ALL.items()
        for text, there in zip(texts, in_browser[name], strict=True)
        if [[one.start(), one[0]] for one in re.finditer(pattern, text)] != there
    ]


def asked(text: str) -> list[int]:
    """Return the villages that the table's pattern finds in a query."""
    found = re.finditer(PATTERNS["query"]["village"], fold(text).replace("\n", " ").strip())
    return list(dict.fromkeys(int(one[2]) for one in found))


def test_every_pattern_finds_the_same_in_every_name(page: Page, names: list[str]) -> None:
    assert len(names) > 200
    assert unlike(page, names) == []


PIECES = (
    "หมู่ที่ |หมู่|หมู่ ที่ |ม.|ม. |ม |ที่|บ้านเหนือ|ถนน|ถึง|และ|กับ|,|, |-|–| |1|5|12|99|100|๕|๑๒|0.15|1,200|3/2|"
    "เมตร|แห่ง|สาย|มกราคม|ม.ค.|ลบ.ม.|ชั้น|นักเรียน|ป.1|มาตรา|พ.ร.บ.|วรรคสอง|ทุกหมู่บ้าน|ทั้งตำบล|ทั้งเขต|ยกเว้น|"
    "เชื่อม|จาก|ซอย|สล.|สิบ|(|)|กม.|+|\u200b|a"
)
pieces = st.sampled_from(PIECES.split("|"))
texts = st.lists(pieces, max_size=8).map("".join)


@given(st.lists(texts, max_size=80))
@settings(max_examples=15, deadline=None, derandomize=True)
def test_every_pattern_finds_the_same_in_any_text(page: Page, made: list[str]) -> None:
    assert unlike(page, made) == []
    assert page.evaluate(READ, made) == [asked(text) for text in made]


def test_queries_name_the_villages_that_the_table_says(page: Page, names: list[str]) -> None:
    read = page.evaluate(READ, names)
    assert read == [asked(name) for name in names]
    assert len([one for one in read if one]) > 50


@pytest.mark.parametrize("word", ["หมู่ที่ ", "หมู่ที่", "หมู่ ที่ ", "หมู่ ", "หมู่", "ม.", "ม. ", "ม . "])
def test_a_village_is_the_same_village_in_a_name_and_in_a_query(page: Page, word: str) -> None:
    numbers = [*range(1, 31)] if word[0] == "ม" and "." in word else [*range(1, 100)]
    made = [f"ถนน คสล. {word}{number}" for number in numbers]
    made += [f"ถนน คสล. {word}{number} ตำบลตัวอย่าง" for number in numbers]
    for text, there in zip(made, page.evaluate(READ, made), strict=True):
        found = find_villages(text)
        assert found is not None, text
        assert [*found.numbers] == there, text


OFFICE = "name: ทดสอบ\nkind: {kind}\nunits: {{works: กองช่าง}}\nvillages: {{1: ก, 2: ข, 3: ค}}\n"
ROWS = (
    "ถนน หมู่ที่ 1-3 เว้นหมู่ที่ 2",
    "ถนน หมู่ 1 ยกเว้น หมู่ 2",
    "ถนน หมู่ที่ 2",
    "ถนน ชุมชนที่ 2",
    "ถนน ชุมชนที่ 1-3 ยกเว้นชุมชนที่ 2",
)


@pytest.mark.parametrize(
    ("kind", "query", "rows"),
    [
        ("อบต.", "หมู่ที่ 2", {3}),
        ("อบต.", "หมู่ 2", {3}),
        ("อบต.", "หมู่ที่ 3", {1}),
        ("เทศบาลเมือง", "ชุมชนที่ 2", {4}),
        ("เทศบาลเมือง", "ชุมชน 3", {5}),
    ],
)
def test_a_search_finds_the_places_that_the_check_has_read(
    kind: str, query: str, rows: set[int], tmp_path: Path, chromium: Browser
) -> None:
    made = [make_row(id=f"2570-00{n}", name=name) for n, name in enumerate(ROWS, 1)]
    office = OFFICE.format(kind=kind)
    files = {PROJECTS: csv_table(made), "plans/organization.yml": office}
    plans = portal_plans(portal_folder(tmp_path / "portal", files))
    with searching(plans, tmp_path / "index", chromium) as page:
        found = find(page, [query])[query]
    assert {int(one[-1]) for year, one in found if year == "2570"} == rows
