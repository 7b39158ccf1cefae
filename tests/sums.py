"""Adds up what built pages print and returns every sum that is not that of the rows it stands for.

Reads the pages alone, as a citizen with a pocket calculator would; only which unit a row of a
progress page belongs to, which the page does not print, is taken from the plan.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import reported
import sums_lists
from e2e.sites import BuiltSite, Element, read_page
from generator.plan.model import Plan, Project
from generator.plan.model.plan import amended

_MONEY = re.compile(r"([\d,]+(?:\.\d+)?) บาท")
_COUNTS_AS = re.compile(r"นับเป็น (\d+) โครงการ")
_WHOLE = {"strategies", "units", "programmes", "owners", "sources", "forms"}
_OVERLAPPING = {"villages", "months"}


@dataclass(frozen=True, slots=True)
class Sum:
    """Rows, projects and satang."""

    projects: int
    satang: int


def faults(site: BuiltSite) -> list[str]:
    """Return what does not add up on any page of any year."""
    found: list[str] = []
    for year in site.view.years:
        pages = {
            path.relative_to(site.site / year.label).as_posix(): read_page(path)
            for path in sorted((site.site / year.label).rglob("*.html"))
        }
        found += (f"{year.label}/{line}" for line in _year(pages, year.plan, site))
        found += (f"{year.label}/{line}" for line in _across(pages))
    found += (f"budgets.html {line}" for line in _budgets(site))
    found += (f"index.html {line}" for line in _home(site))
    found += [*sums_lists.embed_faults(site), *sums_lists.file_faults(site)]
    return found + [f"years.html {line}" for line in _all_years(site)]


def _across(pages: dict[str, Element]) -> Iterator[str]:
    """Hold what pages of a year say of each other: forms, the table's parts, lists, maps."""
    yield from (f"pd01.html {line}" for line in sums_lists.form_faults(pages))
    yield from (f"table.html {line}" for line in sums_lists.table_faults(pages))
    villages = _villages(pages)
    for path, page in pages.items():
        for line in sums_lists.links_to_lists(page, pages):
            yield f"{path} {line}"
        for line in sums_lists.map_faults(page, villages):
            yield f"{path} {line}"


def _villages(pages: dict[str, Element]) -> dict[str, Element]:
    start, end = "villages/", ".html"
    return {
        path.removeprefix(start).removesuffix(end): page
        for path, page in pages.items()
        if path.startswith(start)
    }


def _home(site: BuiltSite) -> Iterator[str]:
    """Hold what the home page says of its year, its villages and months against their pages."""
    home, label = read_page(site.site / "index.html"), site.view.current.label
    own = site.site / label
    pages = {path.relative_to(own).as_posix(): read_page(path) for path in own.rglob("*.html")}
    yield from sums_lists.links_to_lists(home, pages)
    yield from sums_lists.map_faults(home, _villages(pages))
    yield from _differ("figures", _figures(home), _figures(site.page(f"{label}/index.html")))
    for one in home.all("data-village", tag="li"):
        page = site.page(one.tags("a")[0].attributes["href"])
        told = int(re.sub("[^0-9]", "", one.tags("small")[0].text))
        yield from _differ(one.text, told, _figures(page).projects)
        for table in page.classed("ph-notice"):
            yield from _differ(one.text, told, len(table.tags("tr")) - 1)
    for one in home.all("data-month", tag="details"):
        page = site.page(one.tags("a")[-1].attributes["href"])
        told = int(re.sub("[^0-9]", "", one.tags("small")[0].text))
        yield from _differ(one.text, told, _figures(page).projects)


def _all_years(site: BuiltSite) -> Iterator[str]:
    """Hold the list of years against the years, and what is whose against the whole."""
    page = read_page(site.site / "years.html")
    for year in site.view.years:
        row = page.only("data-year", year.label)
        yield from _differ(
            year.label, _stated(row), _figures(site.page(f"{year.label}/index.html"))
        )
        for told in row.tags("small"):
            parts = [int(n.replace(",", "")) for n in re.findall(r"ทำ\s*([\d,]+)", told.text)]
            if parts:
                yield from _differ(f"whose in {year.label}", sum(parts), _stated(row).projects)


def _year(pages: dict[str, Element], plan: Plan, site: BuiltSite) -> Iterator[str]:
    for path, page in pages.items():
        folder, _, name = path.rpartition("/")
        if folder in _WHOLE | _OVERLAPPING:
            lines = _group(page, folder)
        elif name.startswith("as-of-"):
            lines = _as_of(page)
        elif folder == "announcements" and name != "index.html":
            lines = _effects(page)
        elif path.startswith("progress"):
            lines = _progress(page, plan, path, site)
        elif path == "index.html":
            lines = _overview(page, pages)
        elif path in _LISTS:
            lines = _LISTS[path](page)
        else:
            continue
        yield from (f"{path} {line}" for line in lines)


def _satang(text: str) -> int:
    """Return baht in satang; words, which say that no amount is known, are none."""
    if not any(sign.isdigit() for sign in text):
        return 0
    whole, _, part = text.replace(",", "").partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


def _stated(element: Element) -> Sum:
    return Sum(
        int(element.attributes["data-total-projects"]),
        _satang(element.attributes["data-total-budget"]),
    )


def _printed(element: Element) -> Sum:
    """Return what a line of words says: so many projects, so much money."""
    text = element.text.replace("\u00a0", " ")
    count = re.search(r"([\d,]+) (?:โครงการ|รายการ)", text)
    money = _MONEY.search(text)
    assert count and (money or "งบประมาณ" in text), text
    return Sum(int(count[1].replace(",", "")), _satang(money[1]) if money else 0)


def _figures(page: Element) -> Sum:
    """Return the large figures at the head of a page; attributes and words must agree."""
    (box,) = page.classed("ph-figures")[:1]
    told = [one.text.replace(",", "") for one in box.tags("strong")[:2]]
    count, money = (*told, "")[:2]  # where nothing is, no money is told
    stated = _stated(box)
    assert stated.satang == _satang(money), box.text
    assert str(stated.projects) == count or "นับเป็น" in box.text, box.text
    return stated


def _row(row: Element) -> Sum:
    text = row.text.replace("\u00a0", " ")
    counts = _COUNTS_AS.search(text)
    cells = row.tags("b") or row.tags("td")[-1:]
    money = _MONEY.search(cells[-1].text.replace("\u00a0", " "))
    return Sum(int(counts[1]) if counts else 1, _satang(money[1]) if money else 0)


def _added(rows: Iterable[Sum]) -> Sum:
    rows = list(rows)
    return Sum(sum(one.projects for one in rows), sum(one.satang for one in rows))


def _rows(where: Element) -> list[Sum]:
    return [_row(one) for one in where.all("data-project")]


def _lists(page: Element) -> list[Element]:
    """Return the lists of a page, and the tables of form ผด. 02, which stand in place of lists."""
    return [
        one
        for one in page.walk()
        if (one.tag, "ph-list" in one.attributes.get("class", "").split()) == ("ol", True)
        or (one.tag, one.attributes.get("class")) == ("table", "ph-form")
    ]


def _differ(what: str, said: object, rows: object) -> Iterator[str]:
    if said != rows:
        yield f"{what}: says {said}, its rows give {rows}"


def _group(page: Element, kind: str) -> Iterator[str]:
    said, lists = _figures(page), _lists(page)
    for table in page.classed("ph-portions"):
        yield from _differ("portions", said, _added(map(_stated, table.all("data-portion"))))
    if kind == "villages":
        rows = [_row(one) for one in page.tags("tr") if "data-project" in one.attributes]
        yield from _differ("rows", said, Sum(len(rows), _added(rows).satang))
        for note in page.all("data-total-budget", tag="p"):
            # A row that stands for several is told so, but for places that need no more room.
            yield from _differ("area", _stated(note), _added(_rows(lists[0])))
        return
    yield from _differ("figures", said, _added(row for one in lists for row in _rows(one)))
    for table in page.classed("ph-bars"):
        yield from _differ("table", said, _added(map(_stated, table.all("data-group"))))
    if kind == "strategies":
        # A programme has a table for each form that it has rows of.
        notes = page.all("data-total-budget", tag="p")
        order = [one for one in page.walk() if one in notes or one in lists]
        starts = [order.index(note) for note in notes]
        for note, start, end in zip(notes, starts, [*starts[1:], len(order)], strict=True):
            rows = [row for one in order[start + 1 : end] for row in _rows(one)]
            yield from _differ("part", _printed(note), _added(rows))


def _as_of(page: Element) -> Iterator[str]:
    lists = _lists(page)
    yield from _differ("figures", _figures(page), _added(r for one in lists for r in _rows(one)))
    heads = [one for one in page.tags("h2") if one.attributes.get("id", "").startswith("strategy-")]
    for head, listed in zip(heads, lists, strict=True):
        assert head.parent
        beside = [one for one in head.parent.inside if isinstance(one, Element)]
        said = beside[beside.index(head) + 1]
        yield from _differ(head.text, _printed(said), _added(_rows(listed)))


def _number(text: str) -> int:
    found = re.match(r"[+−-]?[\d,]+(?:\.\d+)?", text)
    if not found:
        return 0
    plain = found[0].replace("−", "-")
    return -_satang(plain[1:]) if plain[0] == "-" else _satang(plain.lstrip("+"))


def _effects(page: Element) -> Iterator[str]:
    rows = page.all("data-difference", tag="tr")
    if not rows:
        return
    table = [[_number(cell.text) for cell in row.tags("td")] for row in rows]
    (*parts, whole) = table
    for place in (0, 3):  # projects and the difference; strategies untouched are not listed
        yield from _differ(f"column {place}", whole[place], sum(one[place] for one in parts))
    for (_, before, after, difference), row in zip(table, rows, strict=True):
        yield from _differ(row.text, difference, after - before)


def _overview(page: Element, pages: dict[str, Element]) -> Iterator[str]:
    said = _figures(page)
    section = ""
    for one in page.walk():
        if one.tag == "h2":
            section = one.attributes.get("id", "")
        if one.tag == "table" and "ph-portions" in one.attributes.get("class", ""):
            yield from _differ("portions", said, _added(map(_stated, one.all("data-portion"))))
        elif one.tag == "table" and section in _WHOLE and "ph-sums" in one.attributes["class"]:
            yield from _differ(section, said, _added(map(_stated, one.all("data-group"))))
        if "data-group" in one.attributes:
            for link in one.tags("a"):
                theirs = _figures(pages[link.attributes["href"]])
                yield from _differ(link.text, _stated(one), theirs)
            count, money = (re.split("รวม", cell.text)[0] for cell in one.tags("td"))
            wanted = _stated(one)
            yield from _differ("words", wanted, Sum(int(count.replace(",", "")), _satang(money)))
    yield from _calendar(page, pages)


def _calendar(page: Element, pages: dict[str, Element]) -> Iterator[str]:
    (table,) = page.classed("ph-calendar")
    months = [
        one.attributes["data-month"] for one in table.tags("th") if "data-month" in one.attributes
    ]
    for row in table.tags("tr")[1:]:
        (link,) = row.tags("a")
        slug = link.attributes["href"].removeprefix("strategies/").removesuffix(".html")
        for month, cell in zip(months, row.tags("td"), strict=True):
            theirs = pages[f"months/{int(month[5:])}.html"].all("data-group", f"strategy:{slug}")
            there = _stated(theirs[0]).projects if theirs else 0
            yield from _differ(f"calendar {month}", int(cell.text or 0), there)


def _compared(page: Element) -> Iterator[str]:
    for kind in ("new", "gone"):
        said = page.only("data-kind", kind)
        for head in page.all("id", kind, tag="h2"):
            assert head.parent
            beside = [one for one in head.parent.inside if isinstance(one, Element)]
            listed = next(one for one in beside[beside.index(head) :] if one.tag == "ol")
            rows = [
                row for row in listed.all("data-project", tag="li") if "ถูกยกเลิก" not in row.text
            ]
            money = _added(map(_row, rows)).satang
            yield from _differ(kind, _satang(said.attributes["data-total-budget"]), money)


def _progress(page: Element, plan: Plan, path: str, site: BuiltSite) -> Iterator[str]:
    if not page.all("id", "latest"):
        return
    rows = _rows_as_of(plan, path)
    units = {unit.slug: unit.name for unit in site.view.organization.units}
    unit_of = {id_: _bare(units.get(row.unit_slug) or row.unit) for id_, row in rows.items()}
    latest = _after(page, "latest").all("data-project", tag="tr")
    spent = {
        row.attributes["data-project"]: _satang(cell)
        for row in latest
        if re.fullmatch(r"[\d,.]+", cell := row.tags("td")[-1].text)
    }
    yield from _spent(page, sum(spent.values()), bool(spent))
    yield from _by_unit(page, rows, unit_of, spent)
    statuses = Counter[str]()
    for line in latest:
        status = line.tags("td")[0].text.split(" ร้อยละ")[0]
        statuses[status] += rows[line.attributes["data-project"]].count
    said = {
        one.tags("th")[0].text: int(one.tags("td")[0].text.replace(",", ""))
        for one in page.all("data-status", tag="tr")
        if one.attributes["data-status"]
    }
    yield from _differ("statuses", said, dict(statuses))
    for one in page.all("data-remark", tag="tr"):
        told, none, blank = (int(cell.text.replace(",", "")) for cell in one.tags("td"))
        yield from _differ(one.text, told + none + blank, len(latest))
        yield from _differ(one.text, int(one.attributes["data-blank"]), blank)


def _rows_as_of(plan: Plan, path: str) -> dict[str, Project]:
    days = {
        "progress-six-months.html": datetime.date(plan.year.last.year, 3, 31),
        "progress-year.html": plan.year.last,
    }
    day = days.get(path)
    editions = (
        one
        for one in plan.editions
        if not day or not one.posting.announced or one.posting.announced <= day
    )
    return {row.id: row for row in amended(tuple(editions))}


def _spent(page: Element, total: int, known: bool) -> Iterator[str]:
    told = page.all("data-spent", tag="p")[0]
    yield from _differ("spent", _satang(told.attributes["data-spent"] or "0"), total)
    if known:
        first = _MONEY.search(told.text.replace("\u00a0", " "))
        yield from _differ("spent in words", _satang(first[1]) if first else 0, total)


def _by_unit(
    page: Element, rows: dict[str, Project], unit_of: dict[str, str], spent: dict[str, int]
) -> Iterator[str]:
    said: dict[str, tuple[int, int, int]] = {}
    for line in _after(page, "units").all("data-spent", tag="tr"):
        name = _bare(line.tags("th")[0].text)
        assert name not in said, f"{name} twice"
        projects, _, budget, money = (_number(cell.text) for cell in line.tags("td"))
        said[name] = (projects // 100, budget, money)
    wanted: dict[str, tuple[int, int, int]] = {}
    for id_, row in rows.items():
        sums = wanted.get(unit_of[id_], (0, 0, 0))
        live = not row.cancelled
        more = (row.count * live, (row.budget.satang or 0) * live, spent.get(id_, 0))
        wanted[unit_of[id_]] = (sums[0] + more[0], sums[1] + more[1], sums[2] + more[2])
    yield from _differ("units", said, {name: one for name, one in wanted.items() if any(one)})


def _bare(name: str) -> str:
    return "".join(name.split())


def _after(page: Element, heading: str) -> Element:
    head = page.only("id", heading)
    assert head.parent
    beside = [one for one in head.parent.inside if isinstance(one, Element)]
    return next(one for one in beside[beside.index(head) :] if one.tag == "table")


def _budgets(site: BuiltSite) -> Iterator[str]:
    page = read_page(Path(site.site / "budgets.html"))
    for kind in ("strategies", "programmes", "units"):
        head = page.only("id", kind)
        assert head.parent
        beside = [one for one in head.parent.inside if isinstance(one, Element)]
        panels = next(
            one
            for one in beside[beside.index(head) :]
            if "ph-multiples" in one.attributes.get("class", "")
        )
        sums: Counter[str] = Counter()
        for cell in panels.all("data-year", tag="tr"):
            sums[cell.attributes["data-year"]] += _satang(cell.attributes["data-total-budget"])
        for year in site.view.years:
            yield from _differ(f"{kind} {year.label}", year.totals.satang, sums[year.label])
    yield from _villages_of_years(page, site)


def _villages_of_years(page: Element, site: BuiltSite) -> Iterator[str]:
    """Hold each village's count of a year against that on its own page."""
    for year in site.view.years:
        for village in year.villages:
            for panel in page.classed("ph-panel"):
                if panel.tags("caption")[0].text.split() != site.said(village.name).split():
                    continue
                cells = panel.only("data-year", year.label).tags("td")
                told = int(re.sub("[^0-9]", "", cells[1].text) or 0)
                theirs = _figures(site.page(f"{year.label}/{village.path}")).projects
                yield from _differ(f"{village.slug} in {year.label}", told, theirs)


_LISTS: dict[str, Callable[[Element], Iterator[str]]] = {
    "compared.html": _compared,
    **dict.fromkeys(reported.LISTS, reported.list_faults),
    **dict.fromkeys(sums_lists.WATCHED, sums_lists.watch_faults),
}
