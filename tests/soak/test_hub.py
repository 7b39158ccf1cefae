"""The whole country, harvested on one machine: memory stays flat, and no row is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.dataset as ds

from hub_bench import built
from hub_data import country

OFFICES, PROJECTS = 7850, 150
MOST_MEGABYTES = 600


def test_the_whole_country_is_harvested_in_flat_memory(tmp_path: Path) -> None:
    country(tmp_path / "country", OFFICES, projects=PROJECTS)
    _, largest = built(tmp_path / "country", tmp_path / "to", 2)
    assert largest <= MOST_MEGABYTES
    told = json.loads((tmp_path / "to/members.json").read_bytes())
    assert told["counts"] == {"fresh": OFFICES, "unchanged": 0, "kept": 0, "never": 0}
    rows = ds.dataset(tmp_path / "to/data/projects", partitioning="hive").count_rows()
    assert rows == OFFICES * PROJECTS
