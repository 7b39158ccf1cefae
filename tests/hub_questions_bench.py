"""`make bench` of the questions to a hub: loading, how large, how quick; prints, judges nothing."""

from __future__ import annotations

import argparse
import csv
import os
import random
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generator.hub.questions.filters import Filters
from generator.hub.questions.opened import Opened, load_questions
from hub_data import project_names
from hub_question_rows import dataset
from hub_service import get, serving
from portals import QUERIES

MOST_SECONDS = 1.5
HOSTILE = (
    "ก" * 200, "ะาิีุู่้๊๋", "'; DROP TABLE phaen_projects --", "%_%*?", "😀👨‍👩‍👧", "\0%00", "\\' OR 1=1",
    "{v0:String}", "(.*)+$", "\ud800", "ตำบล " * 60, "-- /* ;", "า", " ", "หมู่ 999 " * 20,
)  # fmt: skip


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


def served(to: Path, seconds: int) -> Iterator[str]:
    """Yield what a service takes for ten other queries a second, those again, and hostile ones."""
    every = dict.fromkeys(real_queries(60 * seconds))
    paths = ["/?" + urllib.parse.urlencode({"q": query}) for query in every][: 10 * seconds]
    with serving(to) as (address, _):

        def one(path: str) -> tuple[int, float]:
            started = time.perf_counter()
            return get(address, path)[0], time.perf_counter() - started

        for name, rate, asked in (("different", 10, paths), ("again", 200, paths)):
            told, late = at_rate(one, rate, asked)
            taken = sorted(seconds for _, seconds in told)
            over = 100 * sum(one > MOST_SECONDS for one in taken) / len(taken)
            wrong = sum(status != 200 for status, _ in told)
            yield f"  {len(asked)} {name}, {rate} a second; the last {late:.1f} s after its turn"
            yield f"    median {1000 * taken[len(taken) // 2]:.0f} ms, worst {1000 * taken[-1]:.0f}"
            yield f"    {over:.1f} % above {MOST_SECONDS} s, {wrong} errors"
        for query in ("โครงการก่อสร้าง ตำบล", *HOSTILE):
            text = urllib.parse.quote(query.encode("utf-8", "surrogatepass"))
            status, took = one(f"/?q={text}")
            yield f"  {query[:20]!r:24} {status} {1000 * took:8.0f} ms"


def at_rate(
    one: Callable[[str], tuple[int, float]], rate: int, asked: list[str]
) -> tuple[list[tuple[int, float]], float]:
    """Return what each query took when so many a second begin, and how late the last one ended."""
    begun = time.monotonic()
    with ThreadPoolExecutor(32) as threads:
        waiting = []
        for number, path in enumerate(asked):
            time.sleep(max(0, begun + number / rate - time.monotonic()))
            waiting.append(threads.submit(one, path))
        told = [each.result() for each in waiting]
    return told, time.monotonic() - begun - len(asked) / rate


def size(folder: Path) -> float:
    """Return the megabytes of a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def measure(
    to: Path, offices: int, projects: int, years: tuple[int, ...], seconds: int
) -> Iterator[str]:
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
    yield from served(to, seconds)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offices", type=int, default=7850)
    parser.add_argument("--projects", type=int, default=153)
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=60, help="of a service's measure")
    parser.add_argument("--to", type=Path)
    asked = parser.parse_args()
    years = tuple(range(2571 - asked.years, 2571))
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        to = asked.to or Path(folder)
        for line in measure(to, asked.offices, asked.projects, years, asked.seconds):
            print(line, flush=True)


if __name__ == "__main__":
    main()
