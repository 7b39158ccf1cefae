"""Holds the page of the yearly assessment against the rows that it names, and other pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from e2e.sites import Element

_COUNTS_AS = re.compile(r"นับเป็น (\d+) โครงการ")


def faults(pages: Mapping[str, Element]) -> Iterator[str]:
    """Yield every count that its rows, the list of all of them, or another page do not give."""
    page = pages["ita.html"]
    told = dict(_told(page, pages))
    yield from (f"{name}: {why}" for name, (_, why) in told.items() if why)
    counts = {name: count for name, (count, _) in told.items()}
    for block in page.all("data-block"):
        section = page.all("id", f"{block.attributes['data-block']}")
        items = [
            one
            for one in page.all("data-lacking")
            if one.attributes["id"].startswith(f"{block.attributes['data-block']}-")
        ]
        if len(section) != 1 or int(block.attributes["data-faults"]) != len(items):
            yield f"{block.text} has {len(items)} faults"
    lists = {path.removeprefix("ita/")[:-5] for path in pages if path.startswith("ita/")}
    yield from (f"{name} is listed and not told" for name in lists - counts.keys())
    yield from _elsewhere(page, pages, counts)


def _told(page: Element, pages: Mapping[str, Element]) -> Iterator[tuple[str, tuple[int, str]]]:
    """Yield the count of each fault that has rows, and what is wrong with it."""
    for one in page.all("data-lacking"):
        name = one.attributes["data-lacking"]
        if "data-total-projects" not in one.attributes:
            count, places = int(one.attributes["data-count"]), len(one.tags("a"))
            yield name, (count, "" if count == places else f"{count}, {places} places")
            continue
        count = int(one.attributes["data-total-projects"])
        whole = pages.get(f"ita/{name}.html")
        rows = _projects(whole or one)
        said = [_first(one.tags("b")[0].text)]
        if whole:
            head = whole.only("data-total-projects").attributes["data-total-projects"]
            said += [int(head), _first(whole.tags("h1")[0].text)]
        wrong = {count, rows, *said} - {count}
        yield name, (count, f"{count}, said as {said}, of {rows}" if wrong else "")


def _projects(rows: Element) -> int:
    """Return how many projects the rows are, as a reader counts them."""
    texts = [row.text.replace("\u00a0", " ") for row in rows.all("data-project")]
    return sum(int(found[1]) if (found := _COUNTS_AS.search(one)) else 1 for one in texts)


def _first(text: str) -> int:
    return int(re.findall(r"[\d,]+", text)[0].replace(",", ""))


def _elsewhere(
    page: Element, pages: Mapping[str, Element], counts: Mapping[str, int]
) -> Iterator[str]:
    """Hold counts against what the year's page and that of its progress say of the same."""
    silent = pages["progress.html"].all("data-status", "")
    if pages["progress.html"].all("data-status"):
        said = sum(_first(row.tags("td")[0].text) for row in silent)
        if said != counts.get("report", 0):
            yield f"progress.html has {said} that nobody reported of, not {counts.get('report')}"
    whole = int(pages["index.html"].classed("ph-figures")[0].attributes["data-total-projects"])
    for name, lacking in (("months", "months"), ("budget", "amount"), ("progress", "report")):
        row = page.only("data-sought", name)
        have, of = (int(row.attributes[key]) for key in ("data-have", "data-of"))
        if of != whole or have + counts.get(lacking, 0) != of:
            yield f"{name}: {have} of {of} have it, {counts.get(lacking, 0)} lack it, of {whole}"
    for name, lacking in (("spent", "spent"), ("problem", "problem"), ("suggestion", "suggestion")):
        row = page.only("data-sought", name)
        have, of = (int(row.attributes[key]) for key in ("data-have", "data-of"))
        if have + counts.get(lacking, 0) != of:
            yield f"{name}: {have} of {of} have it, {counts.get(lacking, 0)} lack it"
