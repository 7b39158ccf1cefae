"""Holds lists, forms, maps, small pages for other sites and files against the rows in them."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator

from e2e.sites import BuiltSite, Element, read_page
from reported import satang

_COUNTS_AS = re.compile(r"นับเป็น ([\d,]+) โครงการ")
_CANCELLED = "ยกเลิก"
WATCHED = (
    "done.html", "late.html", "spending-without-progress.html", "progress-without-spending.html",
)  # fmt: skip


def stated(element: Element) -> tuple[int, int]:
    """Return the projects and satang that an element carries for programs."""
    at = element.attributes
    return int(at["data-total-projects"]), satang(at["data-total-budget"])


def count_of(row: Element) -> int:
    """Return for how many projects a row says that it stands."""
    told = _COUNTS_AS.search(row.text.replace("\u00a0", " "))
    return int(told[1].replace(",", "")) if told else 1


def number(text: str) -> int:
    """Return the first whole number of a text, 0 where there is none."""
    found = re.search(r"[\d,]+", text)
    return int(found[0].replace(",", "")) if found else 0


def watch_faults(page: Element) -> Iterator[str]:
    """Yield what a list of what is done, late or oddly paid says otherwise than its rows."""
    rows = page.all("data-project", tag="tr")
    heads = page.classed("ph-figures")
    if not heads:
        if rows:
            yield "has rows and no figures"
        return
    money = sum(satang(row.tags("td")[-2].text) for row in rows)
    added = sum(map(count_of, rows)), money
    if stated(heads[0]) != added:
        yield f"says {stated(heads[0])}, its rows give {added}"
    spent = sum(satang(row.tags("td")[-1].text) for row in rows)
    for told in page.all("data-spent", tag="p"):
        if not satang(told.attributes["data-spent"]) == satang(told.text) == spent:
            yield f"spent: says {told.text}, its rows give {spent}"
    yield from _months(page)


def _months(page: Element) -> Iterator[str]:
    for head in page.tags("h2"):
        if head.attributes.get("id", "").startswith("month-"):
            rows = following(head, "table").all("data-project", tag="tr")
            said = re.findall(r"([\d,]+) โครงการ", head.text.replace("\u00a0", " "))
            if [*map(number, said)] != [sum(map(count_of, rows))]:
                yield f"{head.text}: it has {len(rows)} rows"


def following(head: Element, tag: str) -> Element:
    """Return the next element of a kind after `head`, beside it."""
    assert head.parent
    beside = [one for one in head.parent.inside if isinstance(one, Element)]
    return next(one for one in beside[beside.index(head) :] if one.tag == tag)


def links_to_lists(page: Element, pages: dict[str, Element]) -> Iterator[str]:
    """Yield which link to such a list says another count than the list."""
    for one in page.all("data-watch", tag="li"):
        path = one.tags("a")[0].attributes["href"].rpartition("/")[2]
        heads = pages[path].classed("ph-figures")
        theirs = stated(heads[0])[0] if heads else 0
        said = int(one.attributes["data-total-projects"])
        if not said == theirs == number(one.tags("small")[0].text):
            yield f"link to {path} says {said} ({one.text}), it has {theirs}"
    for told in page.all("data-done-month"):
        month = told.attributes["data-done-month"]
        heads = pages["done.html"].all("id", f"month-{int(month[5:])}", tag="h2")
        rows = following(heads[0], "table").all("data-project", tag="tr") if heads else []
        said = int(told.attributes["data-total-projects"])
        if said != sum(map(count_of, rows)):
            yield f"done in {month}: says {said}, the list has {len(rows)} rows"


def form_faults(pages: dict[str, Element]) -> Iterator[str]:
    """Yield what form ผด. 01 says otherwise than its lines, the year, or the sheets of ผด. 02."""
    page = pages["pd01.html"]
    if not page.all("data-whole"):
        return
    whole = page.only("data-whole")
    if stated(whole) != stated(pages["index.html"].classed("ph-figures")[0]):
        yield f"in all {stated(whole)}, not as the year's page"
    every = page.all("data-programme", tag="tr")
    yield from _added_up("in all", whole, every)
    for body in page.tags("tbody"):
        lines = body.all("data-programme", tag="tr")
        for total in body.all("data-group", tag="tr"):
            yield from _added_up(total.attributes["data-group"], total, lines)
        for line in lines:
            link = line.tags("a")[0].attributes["href"]
            path, _, slug = link.partition("#")
            note = following(pages[path].only("id", slug), "p")
            if stated(note) != stated(line):
                yield f"{link}: {stated(line)}, its sheet says {stated(note)}"


def _added_up(what: str, total: Element, lines: list[Element]) -> Iterator[str]:
    """Yield whether a line of sums is not that of its lines, in each of its four columns."""
    columns = zip(
        *([satang(cell.text) for cell in one.tags("td")[:4]] for one in lines), strict=True
    )
    added = [sum(column) for column in columns]
    printed = [satang(cell.text) for cell in total.tags("td")[:4]]
    if printed != added and "–" not in total.text:
        yield f"{what}: says {printed}, its lines give {added}"
    if stated(total) != (
        sum(stated(one)[0] for one in lines),
        sum(stated(one)[1] for one in lines),
    ):
        yield f"{what}: carries {stated(total)}, its lines another sum"


def table_faults(pages: dict[str, Element]) -> Iterator[str]:
    """Yield what the parts of the whole table add up to otherwise than the year's page says."""
    parts = [page for path, page in pages.items() if re.fullmatch(r"table(-\d+)?\.html", path)]
    ids: list[str] = []
    money = 0
    for part in parts:
        rows = part.all("data-project", tag="tr")
        for table in part.classed("ph-whole"):
            if int(table.attributes["data-total"]) != len(rows):
                yield f"has {len(rows)} rows, says {table.attributes['data-total']}"
        ids += [row.attributes["data-project"] for row in rows]
        live = [row for row in rows if not row.all("data-status", "withdrawn")]
        money += sum(satang(row.tags("td")[3].text) for row in live)
    said = stated(pages["index.html"].classed("ph-figures")[0])[1]
    if money != said or len(set(ids)) != len(ids):
        yield f"rows give {money} satang, the year says {said}"


def map_faults(page: Element, village: dict[str, Element]) -> Iterator[str]:
    """Yield which line of the map's table differs from the village's own page."""
    for head in page.all("id"):
        slug = head.attributes["id"].removeprefix("ph-m")
        if head.tag != "a" or not slug.isdigit():
            continue
        assert head.parent
        assert head.parent.parent
        line = head.parent.parent
        theirs = stated(village[slug].classed("ph-figures")[0])
        printed = tuple(number(cell.text) for cell in line.tags("td")[:1])
        money = satang(line.tags("td")[1].text)
        if not stated(line) == theirs == (*printed, money):
            yield f"map of {slug}: {stated(line)} and {printed} {money}, its page says {theirs}"


def embed_faults(site: BuiltSite) -> Iterator[str]:
    """Yield which small page for other sites says another sum than the page that it is of."""
    for path in sorted((site.site / "embed").rglob("*.html")):
        own = path.relative_to(site.site / "embed").as_posix()
        if own[:4] not in {year.label for year in site.view.years}:
            continue  # a sealed year's page says what it was sealed with
        small, page = read_page(path), site.page(own)
        if "/projects/" in own:
            said = small.classed("ph-money")[0].text
            if satang(said) != satang(page.classed("ph-money")[0].text):
                yield f"embed/{own}: {said}"
            continue
        told = small.classed("ph-money")[0]
        theirs = stated(page.classed("ph-figures")[0])
        printed = number(told.text), satang(told.text.partition("บาท")[0].split(" ")[-2])
        if stated(told) != theirs or printed[0] != theirs[0]:
            yield f"embed/{own}: {stated(told)} and {told.text}, its page says {theirs}"
        if own.count("/") == 1:
            lines = [one.text for one in small.tags("li")]
            counts = sum(number(re.split("โครงการ", one)[-2].split()[-1]) for one in lines)
            if counts != theirs[0]:
                yield f"embed/{own}: strategies have {counts}"


def file_faults(site: BuiltSite) -> Iterator[str]:
    """Yield which year's rows in the file of all years add up to another sum than its page."""
    path = site.site / "data/projects.csv"
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["การเปลี่ยนแปลง"] != _CANCELLED]
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        sums[row["ปีงบประมาณ"]][0] += int(row["จำนวนโครงการ"] or 1)
        sums[row["ปีงบประมาณ"]][1] += satang(row["งบประมาณ"])
    for year in site.view.all_years:
        if not year.draft and tuple(sums[year.label]) != (
            year.totals.projects, year.totals.satang,
        ):  # fmt: skip
            yield f"data/projects.csv {year.label}: {sums[year.label]}, {year.totals}"
