"""Search in the real browser: it finds what was typed, all of it, and nothing else."""

from __future__ import annotations

import csv
import gzip
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from bench import real_rows, write_portal
from e2e.finding import (
    Plans,
    fields,
    find,
    lacking,
    portal_plans,
    rule,
    said,
    searching,
    villages,
    write_index,
)
from generator.machine.packaged import THEME
from generator.site.render import own_assets
from generator.thai.folding import fold
from portals import PROJECTS, QUERIES, REAL, ROOT, csv_table, make_row, portal_folder

PUBLIC = QUERIES / "queries.tsv"
# Letters with what stands above and below them: a text is cut between these.
CLUSTER = re.compile("[^\u0e31\u0e33-\u0e3a\u0e47-\u0e4e][\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]*")
TONES = "่้๊๋"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason=f"real data are not at {REAL}")


@pytest.fixture(scope="module")
def agencies(tmp_path_factory: pytest.TempPathFactory) -> Plans:
    """2,000 real names of other agencies as one year."""
    folder = tmp_path_factory.mktemp("agencies")
    return portal_plans(write_portal(folder / "portal", real_rows()))


@pytest.fixture(scope="module")
def agencies_page(
    agencies: Plans, tmp_path_factory: pytest.TempPathFactory, chromium: Browser
) -> Iterator[Page]:
    with searching(agencies, tmp_path_factory.mktemp("index"), chromium) as page:
        yield page


def public_queries() -> list[tuple[str, str]]:
    with PUBLIC.open(encoding="utf-8") as lines:
        return [
            (row["query"], row["must contain"]) for row in csv.DictReader(lines, delimiter="\t")
        ]


def assert_exact(plans: Plans, page: Page) -> None:
    """Every public query finds all that is right and nothing that is not."""
    found = find(page, [query for query, _ in public_queries()])
    rows = {key: said(one) for key, one in plans.rows().items()}
    wrong = {}
    for query, must in public_queries():
        right = {key for key, one in rows.items() if rule(must)(one)}
        if right and set(found[query]) != right:
            wrong[query] = (sorted(right - set(found[query])), sorted(set(found[query]) - right))
    assert wrong == {}


@needs_real
def test_public_queries_find_all_and_only_what_is_right_in_the_example(
    tmp_path: Path, chromium: Browser
) -> None:
    plans = portal_plans(ROOT)
    with searching(plans, tmp_path, chromium) as page:
        assert_exact(plans, page)


@needs_real
def test_public_queries_find_all_and_only_what_is_right_in_a_real_plan(
    tmp_path: Path, chromium: Browser
) -> None:
    plans = portal_plans(REAL / "maesai")
    with searching(plans, tmp_path, chromium) as page:
        assert_exact(plans, page)


@needs_real
def test_public_queries_find_all_and_only_what_is_right_in_2000_real_names(
    agencies: Plans, agencies_page: Page
) -> None:
    assert_exact(agencies, agencies_page)


def part_of(text: str, rng: random.Random, least: int) -> str:
    """Return a random part, cut between letters, never inside a number."""
    cuts = [one.start() for one in CLUSTER.finditer(text)] + [len(text)]
    cuts = [at for at in cuts if not re.fullmatch("[0-9.,]{2}", text[at - 1 : at + 1])]
    for _ in range(50):
        first, last = sorted(rng.sample(cuts, 2)) if len(cuts) > 1 else (0, len(text))
        part = text[first:last].strip()
        if len(re.sub("[^ก-ฮ0-9a-zA-Z]", "", part)) >= least and last - first < 60:
            return part
    return text


@needs_real
def test_every_part_of_a_record_finds_the_record(agencies: Plans, agencies_page: Page) -> None:
    rng = random.Random(1)
    keys = list(agencies.rows().items())
    wanted = []
    for _ in range(5000):
        key, one = rng.choice(keys)
        project = one.project
        text = rng.choice([project.name, project.name, project.unit, project.id])
        wanted.append((part_of(text, rng, 2), key))
    assert lacking(agencies_page, wanted) == []


def misspelt(part: str, rng: random.Random) -> str | None:
    """Return the part with one thing wrong that people type, None where that cannot be."""
    kind = rng.choice(["drop", "double", "move", "letter", "เเ", "ํา"])
    tones = [i for i, sign in enumerate(part) if sign in TONES]
    if kind in ("drop", "double", "move") and tones:
        at = rng.choice(tones)
        rest = part[:at] + part[at + 1 :]
        if kind == "double":
            return part[:at] + part[at] + part[at:]
        if kind == "drop":
            return rest
        places = [i + 1 for i, sign in enumerate(rest) if "ก" <= sign <= "ฮ" and i + 1 != at]
        to = rng.choice(places)
        return rest[:to] + part[at] + rest[to:]
    if kind == "letter":
        letters = [i for i, sign in enumerate(part) if "ก" <= sign <= "ฮ"]
        if letters:
            at = rng.choice(letters)
            return part[:at] + rng.choice("กขคงจชซดตถทนบปผพมยรลวสหอ") + part[at + 1 :]
    if kind == "เเ" and "แ" in part:
        return part.replace("แ", "เเ", 1)
    if kind == "ํา" and "ำ" in part:
        return part.replace("ำ", "ํา", 1)
    return None


@needs_real
def test_95_of_100_misspelt_parts_find_their_project_among_the_first_ten(
    agencies: Plans, agencies_page: Page
) -> None:
    rng = random.Random(2)
    keys = list(agencies.rows().items())
    wanted: list[tuple[str, str, tuple[str, str]]] = []
    while len(wanted) < 200:
        key, one = rng.choice(keys)
        part = part_of(re.sub("[^ก-๎ ]", " ", one.project.name), rng, 4)
        part = max(part.split(), key=len, default="")
        wrong = misspelt(part, rng) if len(part) >= 4 else None
        if wrong and wrong != part:
            wanted.append((wrong, part, key))
    found = find(agencies_page, [wrong for wrong, _, _ in wanted], first=10)
    rows = agencies.rows()

    def hit(wrong: str, part: str, key: tuple[str, str]) -> bool:
        # Whoever types a common word misses no project in particular: any that says it is right.
        first = found[wrong]
        return key in first or any(
            fold(part) in text for one in first for text in fields(rows[one])
        )

    missed = [(wrong, part) for wrong, part, key in wanted if not hit(wrong, part, key)]
    assert len(missed) <= 10, missed


@given(
    st.lists(
        st.text("กขคงอ่้๊๋์็ําำเแโใไฤๆฯ ิีึืุูั๑๒3,4. \t\n\u200b\u00a0\u2028\u0085\ufffd-“คสม์", max_size=30),
        max_size=60,
    )
)
@settings(max_examples=15, deadline=None)
def test_browser_and_generator_fold_alike_any_thai(page: Page, texts: list[str]) -> None:
    assert page.evaluate("texts => texts.map(phaen.engine.fold)", texts) == [*map(fold, texts)]


@needs_real
def test_browser_and_generator_fold_alike_every_real_text(page: Page) -> None:
    texts = []
    for path in sorted((REAL / "tables").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            texts += [cell for row in csv.reader(stream) for cell in row if cell]
    texts = sorted(set(texts))
    assert len(texts) > 5000
    in_browser = page.evaluate("texts => texts.map(phaen.engine.fold)", texts)
    unlike = [one for one, there in zip(texts, in_browser, strict=True) if fold(one) != there]
    assert unlike == []
    # A column is folded at once: each of its lines as if alone.
    column = "\n".join(text.replace("\n", " ") for text in texts)
    lines = page.evaluate("text => phaen.engine.fold(text)", column).split("\n")
    assert lines == [fold(text.replace("\n", " ")) for text in texts]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Page]:
    """The example's search, without its pages."""
    with searching(portal_plans(ROOT), tmp_path_factory.mktemp("example"), chromium) as page:
        yield page


def test_numbers_are_whole(page: Page) -> None:
    rows = portal_plans(ROOT).rows()
    found = find(page, ["หมู่ที่ 1", "ม.1", "หมู่ 12", "ม.5"])
    for query, village in (("หมู่ที่ 1", 1), ("ม.1", 1), ("หมู่ 12", 12), ("ม.5", 5)):
        right = {key for key, one in rows.items() if village in villages(one)}
        assert set(found[query]) == right, query
    assert found["หมู่ที่ 1"] == found["ม.1"]


def test_order_is_name_first_then_earlier_then_newer_year_then_the_plan(page: Page) -> None:
    rows = portal_plans(ROOT).rows()
    for query in ("ถนน", "โครงการ", "ธารตะวัน"):
        keys = []
        for place, (year, id_) in enumerate(find(page, [query])[query]):
            name = fold(rows[year, id_].project.name)
            at = name.find(query)
            keys.append((at < 0, at if at >= 0 else 0, -int(year), place))
        assert keys == sorted(keys), query
        assert len(keys) > 3, query


def test_same_query_gives_the_same_order(page: Page) -> None:
    assert find(page, ["ถนน"]) == find(page, ["ถนน"])


@pytest.mark.parametrize(
    "query",
    [
        "ก" * 10_000, "ก ข " * 2_500, "(((.*", "[", "\\", "\ud800", "<b>x</b>",
        "<img src=x onerror=x>",
        "\u202eกข", "😀" * 50, "$1", "__proto__", "constructor", "%", "\x00",
        "หมู่ที่ " * 500, "1" * 10_000,
    ],
)  # fmt: skip
def test_hostile_queries_find_what_they_find_without_a_fault(page: Page, query: str) -> None:
    assert isinstance(
        page.evaluate("query => phaen.search(query).then(found => found.length)", query), int
    )


def test_filters_narrow_what_is_found(page: Page) -> None:
    plans = portal_plans(ROOT)
    year = plans.view.current
    unit = max(year.units, key=lambda one: len(one.projects))
    found = page.evaluate(
        "([year, unit]) => phaen.search('', {year, unit}).then(all => all.map(one => one.id))",
        [year.label, unit.slug],
    )
    cancelled = [one.id for one in year.cancelled if one.unit.path == unit.path]
    assert sorted(found) == sorted([*(one.id for one in unit.projects), *cancelled])


def test_marks_part_no_sign_from_its_letter(page: Page) -> None:
    texts = [one.project.name for one in portal_plans(ROOT).rows().values()]
    for query in ("ก", "น", "ถน", "หมู่ที่ 5", "คสล", "รา"):
        parted = page.evaluate(
            """([texts, query]) => {
                const asked = phaen.engine.read(query), found = [];
                for (const text of texts) for (const pair of phaen.engine.spans(text, asked))
                    for (const at of pair)
                        if (/[\\u0e31\\u0e33-\\u0e3a\\u0e47-\\u0e4e]/.test(text[at] || "")
                            || /[เ-ไ]/.test(text[at - 1] || "")) found.push([text, at]);
                return found;
            }""",
            [texts, query],
        )
        assert parted == [], query


@needs_real
def test_the_index_weighs_little_more_than_its_text(agencies: Plans, tmp_path: Path) -> None:
    for name, plans in (("real", agencies), ("example", portal_plans(ROOT))):
        write_index(plans, tmp_path / name)
        year = plans.view.current
        index = (tmp_path / name / f"docs/{year.label}/search-index.js").read_bytes()
        details = (tmp_path / name / f"docs/{year.label}/search-details.js").read_bytes()
        table = year.search.table
        first = ("id", "name", "place", "villages", "unit", "strategy", "budget", "start", "end")
        text = ["\n".join([*table.column(code), *map(str, ())]) for code in first]
        text += ["\n".join(str(one.programme.name) for one in year.rows)]
        text += ["\n".join(str(one.owner.name) for one in year.rows)]
        text += ["\n".join(year.search.statuses)]
        plain = len(gzip.compress("\n".join(text).encode()))
        everything = len(
            gzip.compress("\n".join("\n".join(table.column(code)) for code in table.codes).encode())
        )
        assert len(gzip.compress(index)) <= 1.3 * plain, name
        assert (
            len(gzip.compress(index)) + len(gzip.compress(details)) <= 1.3 * everything + plain * 0
        ), name


def test_engine_and_box_weigh_at_most_24_kilobytes() -> None:
    files = own_assets(THEME)
    scripts = [files[f"search-{name}.js"] for name in ("engine", "box")]
    assert sum(len(gzip.compress(script)) for script in scripts) <= 24_000


SPELT = {
    "2570-001": "ก่อสร้างถนน คสล. สายบ้านดอน",
    "2570-002": "ก่อสร้างถนนคอนกรีตเสริมเหล็ก ซอยวัด",
    "2570-003": "ปรับปรุงถนนแอสฟัลท์ติกคอนกรีต สายหลัก",
    "2570-004": "วางท่อ ค.ส.ล. หน้าตลาด",
    "2570-005": "ป้องกันโรคติดเชื้อไวรัส COVID-19",
    "2570-006": "ช่วยเหลือผู้ป่วยโควิด 19",
    "2570-007": "อาหารกลางวัน ศพด. บ้านดอน",
    "2570-008": "ซ่อมแซมรอบตลาดสด",
    "2570-009": "เงินสมทบ อบต. แม่สาย",
    "2570-010": "ซ่อมถนนลูกรัง",
}
# What is typed, and the last digits of what it finds: all of it, and nothing else.
SPELLINGS_IN_PIECES = {
    "คอนกรีต": "1 2 3 4",
    "ถนนคอนกรีต": "1 2 3",
    "ถนน คอนกรีต": "1 2 3",
    "ก่อสร้างถนนคอนกรีต": "1 2",
    "คสล": "1 2 4",
    "ค.ส.ล.": "1 2 4",
    "ถนนคสล": "1 2",
    "ถนนคสล.บ้านดอน": "1",
    "ถนนคอนกรีตเสริมเหล็กบ้านดอน": "1",
    "ท่อคอนกรีตเสริมเหล็ก": "4",
    "ท่อคอนกรีต": "4",
    "แอสฟัลต์": "3",
    "โควิด": "5 6",
    "COVID": "5 6",
    "covid-19": "5 6",
    "โควิด19": "5 6",
    "โควิด-19": "5 6",
    "ผู้ป่วยcovid": "6",
    "ศูนย์พัฒนาเด็กเล็กบ้านดอน": "7",
    "ศูนย์เด็กเล็กบ้านดอน": "7",
    "รอบตลาด": "8",
    "องค์การบริหารส่วนตำบลแม่สาย": "9",
    "อบต.แม่สาย": "9",
    "ถนนลูกรัง": "10",
}


def test_spelling_within_a_longer_piece_finds_all_its_others(
    tmp_path: Path, chromium: Browser
) -> None:
    rows = [
        make_row(id=one, detail="", strategy="1") | {"name": name} for one, name in SPELT.items()
    ]
    portal = portal_folder(tmp_path / "portal", {PROJECTS: csv_table(rows)})
    with searching(portal_plans(portal), tmp_path / "index", chromium) as page:
        found = find(page, SPELLINGS_IN_PIECES)
    said = {
        query: " ".join(sorted((one[5:].lstrip("0") for _, one in rows), key=int))
        for query, rows in found.items()
    }
    assert said == SPELLINGS_IN_PIECES
