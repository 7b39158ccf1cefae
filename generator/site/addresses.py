"""Every address of a site: one entry a page or artifact. Whatever asks what a site has asks here.

From this table come the pages that are rendered and where every artifact is put, the names that
a hand-written page may not take, what servers are told and keep to themselves, what MkDocs makes
anew each time, what a sealed year may hold, and the kinds of pages that tests open. Nothing is
made that is not here (`site.builder.listed` refuses it): to add an artifact, add its entry, then
its maker or its template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from generator.machine.layout import SEALS_NAME, SIGNERS_NAME, page_address, read_as
from generator.site.address import BROUGHT, Address, Sealing, Serving, Where


def _page(name: str, path: str, template: str) -> Address:
    return Address(name, path, template)


def _root(name: str, path: str, maker: str, serving: Serving, *, each: str = "") -> Address:
    """Return a file for machines, which no year takes along."""
    return Address(name, path, "", maker, Where.ROOT, each, serving, Sealing.NEVER)


def _embed(name: str, path: str, *, each: str = "") -> Address:
    """Return a small page that other sites may frame; it is made of seals, and so of none's."""
    maker = "site.render.embeds"
    return Address(name, path, "", maker, Where.EMBED, each, Serving.ASKED, Sealing.NEVER)


def _year(
    name: str,
    path: str,
    template: str = "",
    maker: str = "",
    *,
    each: str = "",
    always: bool = False,
    needs: str = "",
) -> Address:
    """Return a page or file of each year, which its seal takes along: `always`, or where it is."""
    sealing = Sealing.ALWAYS if always else Sealing.MAY
    return Address(name, path, template, maker, Where.YEAR, each, Serving.YEAR, sealing, needs)


# Every list that a reader is shown has its own files beside its page, of the same name.
LISTS = ("strategies", "programmes", "units", "villages", "months", "owners")
_SINGLE_LISTS = {
    "changes": "changes",
    "dearer": "dearer",
    "others": "others",
    "done": "done",
    "late": "late",
    "spending-alone": "spending-without-progress",
    "progress-unspent": "progress-without-spending",
}


def _of_data() -> Iterator[Address]:
    """Yield the files of open data: six tables of a year in four forms, and those of each list."""
    maker = "site.render.opendata"
    yield _year("data-csv", "data/{}.csv", maker=maker, each="more_open_tables")
    yield _year("data-excel", "data/{}-excel.csv", maker=maker, each="open_tables")
    yield _year("data-json", "data/{}.json", maker=maker, each="open_tables")
    yield _year("data-xlsx", "data/{}.xlsx", maker=maker, each="open_tables")
    for ending in ("csv", "json"):
        for kind in LISTS:
            yield _year(f"{kind}-{ending}", f"{kind}/{{}}.{ending}", maker=maker, each=kind)
        for name, page in _SINGLE_LISTS.items():
            needs = "pair" if name == "dearer" else ""
            yield _year(f"{name}-{ending}", f"{page}.{ending}", maker=maker, needs=needs)


def _of_all_data() -> Iterator[Address]:
    """Yield the tables of open data of all years in one."""
    maker, asked = "site.render.all_years", Serving.ASKED
    yield _root("data-all", "data/projects.csv", maker, asked)
    yield _root("data-all-csv", "data/{}.csv", maker, asked, each="more_open_tables")
    yield _root("data-all-excel", "data/{}-excel.csv", maker, asked, each="open_tables")
    yield _root("data-all-json", "data/{}.json", maker, asked, each="open_tables")
    yield _root("data-all-xlsx", "data/{}.xlsx", maker, asked, each="open_tables")


def _of_descriptions() -> Iterator[Address]:
    """Yield what tells catalogues and programs of the data."""
    maker, asked = "site.render.describing", Serving.ASKED
    yield _root("all-package", "data/datapackage.json", maker, asked)
    yield _root("dcat", "data/dcat.jsonld", maker, asked)
    yield _root("catalogue", "data/catalogue.json", maker, asked)
    yield _root("catalogue-sheet", "data/catalogue.csv", maker, asked)
    yield _root("schema", "data/schemas/{}.json", maker, asked, each="schemas")


# In the order in which they are made.
ADDRESSES = (
    Address("home", "index.html", "index", sealing=Sealing.ALWAYS),
    _page("years", "years.html", "years"),
    _page("budgets", "budgets.html", "budgets"),
    _page("data", "data.html", "data"),
    _page("columns", "columns.html", "columns"),
    _page("search", "search.html", "search"),
    _page("verify", "verify.html", "verify"),
    _year("year", "index.html", "year", always=True),
    _year("pd01", "pd01.html", "pd01"),
    _year("progress", "progress.html", "progress"),
    _year("progress-frozen", "progress-{}.html", "progress", each="halves"),
    _year("done", "done.html", "watch"),
    _year("late", "late.html", "watch"),
    _year("spending-alone", "spending-without-progress.html", "watch"),
    _year("progress-unspent", "progress-without-spending.html", "watch"),
    _year("ita", "ita.html", "ita"),
    _year("lacking", "ita/{}.html", "lacking", each="lacking", needs="lacking"),
    _year("table", "table.html", "table"),
    _year("table-part", "table-{}.html", "table", each="tables", needs="more_tables"),
    _year("year-data", "data/index.html", "year-data", always=True),
    _year("overlap", "overlap.html", "overlap"),
    _year("compared", "compared.html", "compared", needs="pair"),
    _year("changes", "changes.html", "changes"),
    _year("dearer", "dearer.html", "dearer", needs="pair"),
    _year("others", "others.html", "others"),
    _year("strategy", "strategies/{}.html", "group", each="strategies", always=True),
    _year("programme", "programmes/{}.html", "group", each="programmes", always=True),
    _year("unit", "units/{}.html", "group", each="units", always=True),
    _year("village", "villages/{}.html", "village", each="villages", always=True),
    _year("month", "months/{}.html", "group", each="months", always=True),
    _year("owner", "owners/{}.html", "group", each="owners", always=True),
    _year("announcements", "announcements/index.html", "announcements"),
    _year("amendment", "announcements/{}.html", "announcement", each="amendments"),
    _year("as-of", "announcements/as-of-{}.html", "as-of", each="earlier"),
    _year("project", "projects/{}.html", "project", each="rows", always=True),
    _year("data-table", "data/projects.csv", maker="site.render.opendata", always=True),
    *_of_data(),
    _year("data-package", "data/datapackage.json", maker="site.render.describing"),
    _year("search-first", "search-index.js", maker="site.render.search"),
    _year("search-details", "search-details.js", maker="site.render.search"),
    _year("card-year", "cards/index.png", maker="site.render.cards"),
    _year("card-strategy", "cards/strategy-{}.png", maker="site.render.cards", each="strategies"),
    _year("card-village", "cards/village-{}.png", maker="site.render.cards", each="villages"),
    _year("photograph", "photos/{}.jpg", maker="site.render.photographs", each="photographs"),
    Address(
        "card-project", "cards/project-{}.png", maker="site.render.cards", where=Where.YEAR,
        each="rows", serving=Serving.YEAR, sealing=Sealing.NEVER,
    ),
    _year("paper-pd01", "papers/pd01.pdf", maker="site.render.documents"),
    _year("paper-pd02", "papers/pd02.pdf", maker="site.render.documents"),
    _year("paper-pd02-1", "papers/pd02-1.pdf", maker="site.render.documents"),
    _year("paper-plan", "papers/plan.pdf", maker="site.render.documents"),
    _year("paper-announcement", "papers/announcement.pdf", maker="site.render.documents"),
    _year("paper-board", "papers/board.pdf", maker="site.render.documents"),
    _year("paper-report", "papers/report-{}.pdf", maker="site.render.documents", each="halves"),
    _year(
        "paper-amendment", "papers/amendment-{}.pdf", maker="site.render.documents",
        each="amendments",
    ),
    _year("paper-village", "papers/village-{}.pdf", maker="site.render.documents", each="villages"),
    _year("sheet-pd01", "papers/pd01.xlsx", maker="site.render.documents"),
    _year("sheet-pd02", "papers/pd02.xlsx", maker="site.render.documents"),
    _year("sheet-pd02-1", "papers/pd02-1.xlsx", maker="site.render.documents"),
    _year("sheet-report", "papers/report-{}.xlsx", maker="site.render.documents", each="halves"),
    _year("paper", "{}", maker="site.render.files", each="papers", always=True),
    _embed("embed-year", "index.html"),
    _embed("embed-village", "villages/{}.html", each="villages"),
    _embed("embed-project", "projects/{}.html", each="rows"),
    *_of_all_data(),
    *_of_descriptions(),
    Address("years-list", "years.json", maker="site.render.config"),
    Address("search-pages", "search-index.js", maker="site.render.search"),
    _root("robots", "robots.txt", "site.render.config", Serving.ASKED),
    _root("headers-netlify", "_headers", "site.render.config", Serving.SERVERS),
    _root("headers-apache", ".htaccess", "site.render.config", Serving.SERVERS),
    _root("headers-nginx", "nginx-headers.conf", "site.render.config", Serving.SERVERS),
    _root("404", "404.html", "site.builder", Serving.LACKING),
    _root("sitemap", "sitemap.xml", "site.builder", Serving.ASKED),
    _root("sitemap-packed", "sitemap.xml.gz", "site.builder", Serving.ASKED),
    _root("chain", SEALS_NAME, "pipeline", Serving.ASKED),
    _root("signers", f"sealed/{SIGNERS_NAME}", "pipeline", Serving.ASKED),
    _root("signature", "sealed/{}.zip.sig", "pipeline", Serving.ASKED, each="years"),
    _root("sealed", "sealed/{}.zip", "archive.vault", Serving.ASKED, each="years"),
    Address(
        "asset", "{}", maker="site.render.assets", where=Where.ASSETS, each="assets",
        serving=Serving.FOR_EVER,
    ),
    Address("written", "{}", maker="plan.read.content", each="written"),
)  # fmt: skip
# What staff go on writing is theirs: `phaen papers` leaves it in a folder of the office's, and no
# site, no seal and no server has it.
OFFICE = (
    _year("letter-announcement", "papers/announcement.docx", maker="site.render.documents"),
    _year(
        "letter-amendment", "papers/amendment-{}.docx", maker="site.render.documents",
        each="amendments",
    ),
    _year("letter-plan", "papers/plan.docx", maker="site.render.documents"),
    _year("letter-pd02", "papers/pd02.docx", maker="site.render.documents"),
)  # fmt: skip
_BY_NAME = {one.name: one for one in (*ADDRESSES, *OFFICE)}
_PAGES_OF = {one.each: one for one in ADDRESSES if one.template and one.each}


def address(name: str) -> Address:
    """Return the entry of this name. Raises KeyError where there is none."""
    return _BY_NAME[name]


def is_entry(name: str) -> bool:
    """Whether there is an entry of this name, of the site or of what the office goes on writing."""
    return name in _BY_NAME


def page_of(each: str) -> Address:
    """Return the page that a year has for each of `each`, such as `villages` or `rows`."""
    return _PAGES_OF[each]


def entries_at(path: str) -> list[Address]:
    """Return the entries that an address of the site may be of: one, and none for a stranger.

    A file that staff brought along stands where no other entry has it, in its folder or above.
    """
    found = [one for one in ADDRESSES if one.each not in BROUGHT and one.pattern.fullmatch(path)]
    if found:
        return found
    below = _reserved_folder(path)
    return [
        one
        for one in ADDRESSES
        if one.each in BROUGHT
        and (one.where is not Where.ROOT or not below)
        and one.pattern.fullmatch(path)
    ]


def listed() -> Callable[[str], bool]:
    """Return what tells whether a file to be staged is of an entry, or none that is published."""
    own = "|".join(one.pattern.pattern for one in ADDRESSES if one.each not in BROUGHT)
    known = re.compile(own, re.ASCII | re.DOTALL)  # one for all: it is asked of every page

    def is_listed(staged: str) -> bool:
        folder, _, source = staged.partition("/")
        path = page_address(source)
        return folder != "docs" or bool(known.fullmatch(path) or entries_at(path))

    return is_listed


def _reserved_folder(path: str) -> bool:
    folders = [re.compile(one, re.ASCII) for one in _folders()]
    above = [one.as_posix() for one in PurePosixPath(path).parents]
    return any(one.fullmatch(name) for one in folders for name in above)


def _made() -> Iterator[Address]:
    """Yield the entries of what Phaen itself puts at the top of the site, or in folders there."""
    return (one for one in ADDRESSES if one.where is Where.ROOT and one.each not in BROUGHT)


def _folders() -> Iterator[str]:
    """Yield the shapes of the folders in which Phaen alone puts files."""
    yield from (where.value.rstrip("/") for where in Where if where.value)
    yield from {re.escape(one.path.partition("/")[0]) for one in _made() if "/" in one.path}


# What MkDocs takes for the index of a folder.
_INDEX = "readme.html"


def is_reserved(path: str) -> bool:
    """Whether a file of `content` would stand where Phaen puts one of its own.

    `path` is its path there, in small letters. What lies in a folder of Phaen's, or in one that is
    named as a file of Phaen's or the source of one is, would be in the way too.
    """
    page = PurePosixPath(page_address(path))
    # An address of a page is also read without its ending: `2570.html` beside `2570/`, and
    # `search/index.html` beside `search.html`.
    taken = [re.compile(f"{one}(?:[.]html)?", re.ASCII) for one in _folders()]
    taken += [one.pattern for one in _made()]
    above = (page_address(one.as_posix()) for one in PurePosixPath(path).parents)
    names = (page.as_posix(), f"{read_as(path)}.html", *above)
    return page.name == _INDEX or any(one.fullmatch(name) for one in taken for name in names)


def made_by(maker: str) -> frozenset[str]:
    """Return the addresses of the single files that a module makes at the top of the site."""
    return frozenset(one.path for one in _made() if one.maker == maker and not one.each)


def served(serving: Serving) -> tuple[str, ...]:
    """Return the addresses of single files that servers give in this way."""
    return tuple(one.path for one in _made() if one.serving is serving and not one.each)


def is_sealable(path: str) -> bool:
    """Whether a file of a site that was built of one year goes into the seal of that year."""
    return any(one.sealing is not Sealing.NEVER for one in entries_at(path))


__all__ = [
    "ADDRESSES",
    "LISTS",
    "OFFICE",
    "Address",
    "Sealing",
    "Serving",
    "Where",
    "address",
    "entries_at",
    "is_entry",
    "is_reserved",
    "is_sealable",
    "listed",
    "made_by",
    "page_of",
    "served",
]
