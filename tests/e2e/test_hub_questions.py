"""Questions to a hub: what a scan finds is found, sums are those of the rows, nothing breaks it."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import openpyxl
import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from clickhouse import clickhouse
from generator.hub.questions.embedded import Embedded
from generator.hub.questions.filters import PAGE_ROWS, Filters
from generator.hub.questions.generations import Generations, Noted
from generator.hub.questions.opened import Opened, load_questions
from generator.hub.questions.tables import TABLE
from generator.hub.service.app import Service
from generator.hub.service.schema import answer_schema
from generator.machine.packaged import THEME
from generator.thai.folding import SPELLINGS, fold
from hub_question_rows import dataset
from hub_questions_bench import HOSTILE, real_queries
from hub_service import get, serving
from portals import QUERIES, ROOT
from search_twin import Text, place

OFFICES, PROJECTS = 12, 60
_SAID = (
    "name", "detail", "place", "id", "unit", "unit_name", "programme", "strategy_name",
    "owner_name", "source", "status_name", "office_name", "where",
)  # fmt: skip
Row = tuple[str, str]


@dataclass
class Country:
    """A hub's folder whose questions are loaded, and what a scan reads of its dataset."""

    to: Path
    lines: dict[Row, list[str]]
    villages: dict[Row, set[str]]
    baht: dict[Row, float | None]

    def scanned(self, wanted: str) -> set[Row]:
        """Return the rows of a rule: `&` between parts, `|` between folded texts, <village 5>."""
        return {row for row in self.lines if all(self._has(row, one) for one in wanted.split("&"))}

    def _has(self, row: Row, alternatives: str) -> bool:
        for one in alternatives.split("|"):
            village = re.fullmatch("<village ([0-9]+)>", one)
            if village and village[1] in self.villages[row]:
                return True
            if not village and any(place(line, Text(one)) >= 0 for line in self.lines[row]):
                return True
        return False


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Country:
    to = tmp_path_factory.mktemp("questions") / "hub"
    dataset(to, OFFICES, projects=PROJECTS)
    load_questions(to, "", lambda *_: None)
    rows = pd.read_parquet(to / "data/projects")
    offices = pd.read_parquet(to / "data/offices").set_index("office_code")
    found = Country(to, {}, {}, {})
    for one in rows.to_dict("records"):
        office = offices.loc[one["office_code"]]
        one["office_name"], where = office["name"], f"{office['district']} {one['province']}"
        key = (str(one["office_code"]), str(one["id"]))
        found.lines[key] = [fold(str(text)) for text in ({**one, "where": where}[c] for c in _SAID)]
        found.villages[key] = {*str(one["village_list"]).split(";")}
        found.baht[key] = None if pd.isna(one["budget_baht"]) else float(one["budget_baht"])
    return found


@pytest.fixture
def opened(hub: Country) -> Iterator[Opened]:
    one = Opened(hub.to, "")
    yield one
    one.close()


def answers(opened: Opened, filters: Filters) -> set[Row]:
    with opened.asked() as (asking, _):
        rows = asking.rows(filters, 2 * OFFICES * PROJECTS)
        sums = asking.sums(filters)
        assert asking.page(filters) == (sums, rows[:PAGE_ROWS])
    found = {(row["office_code"], row["id"]) for row in rows}
    assert sums.count == len(rows) == len(found)
    assert sums.baht == sum(row["budget_baht"] or 0 for row in rows)
    assert sums.without == sum(row["budget_baht"] is None for row in rows)
    return found


def rules() -> list[tuple[str, str]]:
    """Return held queries with what a right answer says: public ones, and pieces of names."""
    known = [fold(word) for one in SPELLINGS for word in (*one.words, *one.short, *one.wider)]
    pieces = [
        (query, "&".join(fold(query).split()))
        for query in real_queries(120)[50:]
        if not any(word in fold(query) for word in known)
        and not re.search("[|&/()\"',;?!-]|[0-9]", query)
    ]
    file = QUERIES / "queries.tsv"
    if not file.is_file():
        return pieces
    with file.open(encoding="utf-8") as lines:
        public = [(r["query"], r["must contain"]) for r in csv.DictReader(lines, delimiter="\t")]
    return [*public, *pieces]


def test_every_held_query_finds_exactly_what_a_scan_finds(hub: Country, opened: Opened) -> None:
    held = [*rules(), ("หมู่ที่ 1", "<village 1>"), ("นา", "นา"), ("12", "12"), ("ระยะที่ 3", "ระยะที่&3")]
    wrong = {
        query: (len(found - right), len(right - found))
        for query, wanted in held
        if (found := answers(opened, Filters(q=query))) != (right := hub.scanned(wanted))
    }
    assert wrong == {}
    assert len(held) > 40
    assert sum(bool(hub.scanned(wanted)) for _, wanted in held) > 25


def test_filters_hold_and_files_and_json_have_exactly_the_list(
    hub: Country, opened: Opened
) -> None:
    service = Service(hub.to, opened, THEME)
    schema = json.loads(json.dumps(answer_schema()))
    every = answers(opened, Filters())
    with opened.asked() as (asking, _):
        first = asking.page(Filters(order="most"))[1][0]
    assert first["budget_baht"] == max(baht for baht in hub.baht.values() if baht)
    for asked in (
        {"q": "ถนน", "order": "most"},
        {"province": first["province"], "least": "1,000,000", "most": "๒๐๐๐๐๐๐"},
        {"office": first["office_code"], "page": "1"},
        {"programme": first["programme"], "status": "not-reported", "owner": "ดำเนินการเอง"},
        {"year": "all", "district": "เมือง", "q": first["name"][:12]},
    ):
        filters = Filters.of(asked)
        found = answers(opened, filters)
        assert found < every or filters.district
        told = json.loads(service.answer("/api/projects", filters).body)
        jsonschema.validate(told, schema)
        known = [baht for row in found if (baht := hub.baht[row]) is not None]
        assert (told["count"], told["budget_baht"]) == (len(found), sum(known))
        text = service.answer("projects.csv", filters).body.decode("utf-8-sig")
        table = [*csv.DictReader(io.StringIO(text))]
        assert {(row["รหัส อปท."], row["รหัสโครงการ"]) for row in table} == found
        book = openpyxl.load_workbook(
            io.BytesIO(service.answer("projects.xlsx", filters).body), read_only=True
        )
        assert book.active is not None
        assert len([*book.active.iter_rows()]) == len(found) + 1
        book.close()
    unread = Filters.of({"least": "1 ล้าน"})
    assert "อ่านวงเงิน “1 ล้าน” ไม่ออก" in service.answer("/", unread).body.decode()
    told = json.loads(service.answer("/api/projects", unread).body)
    jsonschema.validate(told, schema)
    assert (told["unread"], told["count"]) == (["least"], len(every))
    low, high = 1_000_000, 2_000_000
    held = answers(opened, Filters.of({"least": str(low), "most": str(high)}))
    assert held == {row for row, baht in hub.baht.items() if baht and low <= baht <= high}


def test_hostile_queries_are_values_and_cost_no_more_than_a_plain_one(
    hub: Country, opened: Opened
) -> None:
    service, plain = Service(hub.to, opened, THEME), Filters(q="โครงการก่อสร้าง ตำบล")
    count = len(answers(opened, Filters()))

    def seconds(filters: Filters) -> float:
        started = time.perf_counter()
        with opened.asked() as (asking, _):
            asking.sums(filters)
        return time.perf_counter() - started

    usual = min(seconds(plain) for _ in range(5))
    for query in HOSTILE:
        for name in ("q", "province", "office", "least", "year", "order"):
            assert service.answer("/", Filters.of({name: query})).status == 200
        assert min(seconds(Filters.of({"q": query})) for _ in range(5)) < 5 * usual + 0.1, query
    assert b"<script" not in service.answer("/", Filters.of({"q": "<script>alert(1)"})).body
    assert len(answers(opened, Filters())) == count


LOAD = """
import sys
from pathlib import Path
from generator.hub.questions.opened import load_questions
loaded = load_questions(Path(sys.argv[1]), "", lambda *_: None)
print(loaded.read, loaded.rows)
"""


def test_only_what_changed_is_loaded_and_a_killed_load_leaves_the_old_answers(
    hub: Country, tmp_path: Path
) -> None:
    to = tmp_path / "hub"
    shutil.copytree(hub.to, to, symlinks=True)
    assert load_questions(to, "", lambda *_: None).read == 0
    other = tmp_path / "other"
    dataset(other, OFFICES, projects=PROJECTS + 1)
    place = "province=" + sorted(path.name for path in (to / "data/offices").iterdir())[0][9:]
    package = json.loads((to / "datapackage.json").read_bytes())
    newer = json.loads((other / "datapackage.json").read_bytes())
    new = {one["path"]: one for each in newer["resources"] for one in each["files"]}
    for resource in package["resources"]:
        resource["files"] = [
            new[one["path"]] if f"/{place}/" in one["path"] else one for one in resource["files"]
        ]
    for table in ("projects/fiscal_year=2570", "offices"):
        shutil.copytree(other / "data" / table / place, to / "data" / table / place,
                        dirs_exist_ok=True)  # fmt: skip
    (to / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    folders = {path for path in (to / "state/questions").iterdir() if path.is_dir()}
    with subprocess.Popen([sys.executable, "-c", LOAD, str(to)], cwd=ROOT) as run:
        while not {p for p in (to / "state/questions").iterdir() if p.is_dir()} - folders:
            assert run.poll() is None
            time.sleep(0.01)
        run.kill()
    assert run.returncode == -signal.SIGKILL
    opened = Opened(to, "")
    before = len(answers(opened, Filters()))
    assert before == OFFICES * PROJECTS
    # Another process loads beside those who ask.
    line = [sys.executable, "-c", LOAD, str(to)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, check=True)
    read, rows = map(int, done.stdout.split())
    assert (read, rows > 0) == (1, True)
    assert len(answers(opened, Filters())) == before + rows // (PROJECTS + 1)
    opened.close()


def test_a_table_that_another_program_made_is_made_anew(hub: Country, tmp_path: Path) -> None:
    to = tmp_path / "hub"
    shutil.copytree(hub.to, to, symlinks=True)
    generations = Generations(to / "state/questions")
    noted, old = generations.noted(), "0" * 32
    engine = Embedded((generations.home / noted.folder).rename(generations.home / old))
    engine.run(f"ALTER TABLE {TABLE} DROP COLUMN unit_typed")
    engine.close()
    generations.finished(Noted(old, dict.fromkeys(noted.parts, old)))
    assert load_questions(to, "", lambda *_: None).rows == OFFICES * PROJECTS
    opened = Opened(to, "")
    assert len(answers(opened, Filters(q="ระยะที่"))) == OFFICES * PROJECTS
    opened.close()


def test_readers_who_ask_while_a_load_ends_are_all_answered_and_old_rows_are_gone(
    hub: Country, tmp_path: Path
) -> None:
    to = tmp_path / "hub"
    shutil.copytree(hub.to, to, symlinks=True)
    opened, generations = Opened(to, ""), Generations(to / "state/questions")
    service, parts = Service(to, opened, THEME), generations.noted().parts
    done = threading.Event()

    def reader(name: str) -> set[int]:
        asked = itertools.count()
        found = set()
        while not done.is_set():
            found.add(service.answer("/api/projects", Filters(q=f"{name}{next(asked)}")).status)
        return found

    with ThreadPoolExecutor(3) as threads:
        readers = [threads.submit(reader, one) for one in ("ถนน", "ระยะ", "ก")]
        for number in range(4):
            name = f"{number:032x}"
            generations.begun(name)
            time.sleep(0.8)
            generations.finished(Noted(name, {**parts, "2570/x": name}))
        done.set()
        statuses = set().union(*(one.result() for one in readers))
    opened.close()
    assert statuses == {200}
    assert [one.name for one in (to / "state/questions").iterdir() if one.is_dir()] == [name]


def test_a_server_answers_the_same_by_the_same_sql_and_bound_values(
    hub: Country, tmp_path: Path
) -> None:
    to = tmp_path / "hub"
    shutil.copytree(hub.to, to, ignore=shutil.ignore_patterns("state"))
    asked = [*(Filters(q=query) for query, _ in rules()[:12]), Filters(q="'; DROP TABLE x --\\t")]
    asked += [Filters(province="กระบี่", least="1000000"), Filters(year="all", order="most")]
    mine = Opened(hub.to, "")
    expected = [answers(mine, filters) for filters in asked]
    mine.close()
    with clickhouse(tmp_path / "server") as (address, heard):
        assert load_questions(to, address, lambda *_: None).rows == OFFICES * PROJECTS
        assert load_questions(to, address, lambda *_: None).read == 0
        theirs = Opened(to, address)
        assert [answers(theirs, filters) for filters in asked] == expected
        theirs.close()
    assert not [sql for sql in heard if "DROP TABLE x" in sql or "กระบี่" in sql]


# From the command line


@pytest.fixture(scope="module")
def served(hub: Country) -> Iterator[str]:
    with serving(hub.to) as (address, _):
        yield address


def query(**asked: str) -> str:
    return "/?" + urllib.parse.urlencode(asked)


def test_the_service_reads_only_and_keeps_the_desks_shields(served: str) -> None:
    status, _, headers = get(served, query(q="ถนน"))
    assert status == 200
    assert "set-cookie" not in headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert get(served, "/", Host="evil.example")[0] == 421
    assert get(served, "/assets/../../../etc/passwd")[0] in (400, 404)
    post = urllib.request.Request(f"{served}?q=1", data=b"x", method="POST")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(post, timeout=30)
    assert refused.value.code == 405
    refused.value.close()
    assert get(served, "/nowhere")[0] == 404


def test_ten_queries_a_second_are_answered_and_repeated_ones_at_once(served: str) -> None:
    asked = [query(q=text) for text in real_queries(40)]

    def one(path: str) -> tuple[int, float]:
        started = time.monotonic()
        return get(served, path)[0], time.monotonic() - started

    begun = time.monotonic()
    with ThreadPoolExecutor(8) as threads:
        waiting = []
        for number, path in enumerate(asked):
            time.sleep(max(0, begun + number / 10 - time.monotonic()))
            waiting.append(threads.submit(one, path))
        told = [one.result() for one in waiting]
    assert {status for status, _ in told} == {200}
    assert sorted(seconds for _, seconds in told)[-2] < 1.5
    begun = time.monotonic()
    assert {one(asked[0])[0] for _ in range(100)} == {200}
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("width", [360, 1280])
def test_a_reader_without_javascript_searches_and_axe_finds_nothing(
    served: str, chromium: Browser, width: int
) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    page.goto(served)
    page.fill("input[name=q]", "ระยะที่")
    page.locator("form button").first.click()
    assert page.locator("[role=status]").inner_text().startswith("พบ ")
    assert page.locator("main").inner_text().count(f"{OFFICES} จาก {OFFICES} องค์กร") == 1
    page.locator("summary").click()
    page.select_option("select[name=order]", "most")
    page.locator("form button").last.click()
    assert page.locator(".ph-hub-rows > li").count() == 50
    address = page.url
    context.close()
    page = chromium.new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    for one in (address, f"{served}?q=zzzz", f"{served}nowhere"):
        page.goto(one)
        page.wait_for_timeout(500)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert Axe().run(page).response["violations"] == []
    page.close()


def test_a_hub_without_questions_says_how_to_make_them(tmp_path: Path) -> None:
    dataset(tmp_path / "hub", 2, projects=2)
    with serving(tmp_path / "hub") as (address, process):
        status, body, _ = get(address, "/")
    assert status == 503
    assert "phaen hub build" in body.decode()
    assert process.returncode in (0, 130)
