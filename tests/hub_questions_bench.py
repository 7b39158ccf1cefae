"""`make bench` of the questions to a hub: loading, how large, how quick; prints, judges nothing."""

from __future__ import annotations

import argparse
import csv
import os
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from generator.hub.questions.filters import Filters
from generator.hub.questions.opened import Opened, load_questions
from hub_data import project_names
from hub_question_rows import dataset
from portals import REAL

QUERIES = REAL.parent.parent.parent / "search"


def real_queries(count: int) -> list[str]:
    """Return the public queries, and pieces of real names as people remember them."""
    found = []
    for name in ("queries.tsv", "natural.tsv"):
        if (QUERIES / name).is_file():
            with (QUERIES / name).open(encoding="utf-8") as lines:
                found += [row["query"] for row in csv.DictReader(lines, delimiter="\t")]
    chance = random.Random(2)
    while len(found) < count:
        words = chance.choice(project_names()).split()
        at = chance.randrange(len(words))
        found.append(" ".join(words[at : at + chance.choice((1, 1, 2))])[: chance.randrange(4, 25)])
    return found[:count]


def times(opened: Opened, asked: list[Filters]) -> list[float]:
    """Return the seconds that each takes: what all rows come to, and a page of them."""
    taken = []
    with opened.asked() as (asking, _):
        for filters in asked:
            started = time.perf_counter()
            asking.page(filters)
            taken.append(time.perf_counter() - started)
    return taken


def size(folder: Path) -> float:
    """Return the megabytes of a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def measure(to: Path, offices: int, projects: int, years: tuple[int, ...]) -> Iterator[str]:
    """Yield lines of figures."""
    if not (to / "datapackage.json").is_file():
        dataset(to, offices, projects=projects, years=years)
    yield f"\n{offices * projects * len(years):,} rows of {len(years)} years"
    started = time.monotonic()
    loaded = load_questions(to, "", lambda *_: None)
    yield f"  loaded                  {time.monotonic() - started:8.1f} s, {loaded.rows:,} rows"
    yield f"  index and data          {size(to / 'state/questions'):8.0f} MB"
    opened = Opened(to, "")
    for name, year in (("one year", ""), ("all years", "all"))[: 2 if len(years) > 1 else 1]:
        asked = [Filters(q=query, year=year) for query in real_queries(200)]
        taken = sorted(zip(times(opened, asked), asked, strict=True), key=lambda one: one[0])
        worst = " · ".join(f"{one.q} {1000 * seconds:.0f}" for seconds, one in taken[-4:])
        median = 1000 * taken[len(taken) // 2][0]
        yield f"  {name}, median          {median:8.0f} ms, worst: {worst}"
    opened.close()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offices", type=int, default=7850)
    parser.add_argument("--projects", type=int, default=153)
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--to", type=Path)
    asked = parser.parse_args()
    years = tuple(range(2571 - asked.years, 2571))
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        for line in measure(asked.to or Path(folder), asked.offices, asked.projects, years):
            print(line, flush=True)


if __name__ == "__main__":
    main()
