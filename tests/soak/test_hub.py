"""The whole country, harvested on one machine: memory stays flat, and no row is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow.dataset as ds

from generator.hub.questions.filters import Filters
from generator.hub.questions.opened import Opened, load_questions
from hub_bench import built
from hub_data import country
from hub_question_rows import dataset
from hub_questions_bench import real_queries, size, times
from hub_rows import dataset as country_dataset
from portals import ROOT

OFFICES, PROJECTS = 7850, 150
MOST_MEGABYTES = 600
MOST_INDEX = 4_000  # megabytes of twelve million rows
MOST_SITE = 150  # megabytes, without the members' own pages


def test_the_whole_country_is_harvested_in_flat_memory(tmp_path: Path) -> None:
    country(tmp_path / "country", OFFICES, projects=PROJECTS)
    _, largest = built(tmp_path / "country", tmp_path / "to", 2)
    assert largest <= MOST_MEGABYTES
    told = json.loads((tmp_path / "to/members.json").read_bytes())
    assert told["counts"] == {"fresh": OFFICES, "unchanged": 0, "kept": 0, "never": 0}
    rows = ds.dataset(tmp_path / "to/data/projects", partitioning="hive").count_rows()
    assert rows == OFFICES * PROJECTS


def test_the_site_of_the_whole_country_has_a_page_for_each_place_and_stays_small(
    tmp_path: Path,
) -> None:
    country_dataset(tmp_path, OFFICES, PROJECTS)
    line = [sys.executable, "-m", "generator", "hub", "site", str(tmp_path), "--json"]
    done = subprocess.run(line, cwd=ROOT, check=True, capture_output=True)
    told = json.loads(done.stdout)
    members = json.loads((tmp_path / "members.json").read_bytes())["members"]
    places = {(one["province"], one["district"]) for one in members}
    assert told["pages"] > len(places)
    assert size(tmp_path / "site") <= MOST_SITE


def test_ten_years_of_the_country_are_asked_within_their_measures(tmp_path: Path) -> None:
    dataset(tmp_path, OFFICES, projects=PROJECTS + 3, years=tuple(range(2561, 2571)))
    load_questions(tmp_path, "", lambda *_: None)
    opened, queries = Opened(tmp_path, ""), real_queries(200)
    for year, median, worst in (("", 0.15, 0.5), ("all", 0.5, 3.0)):
        taken = sorted(times(opened, [Filters(q=query, year=year) for query in queries]))
        assert taken[len(taken) // 2] <= median
        assert taken[-1] <= worst
    opened.close()
    assert size(tmp_path / "state/questions") <= MOST_INDEX
