"""`llms.txt`: the addresses of data, for programs that read a site for somebody, in plain Thai."""

from __future__ import annotations

from collections.abc import Iterator

from generator.site.addresses import address
from generator.site.render.feeds import said_line
from generator.site.render.templates import Words
from generator.site.views import SiteView, table_columns


def llms_text(site: SiteView, words: Words) -> str:
    """Return Markdown: what the site is, then its data by kind, each with its address."""
    organization = site.organization
    lines = [
        f"# {said_line(organization.name, words)}",
        "",
        "> " + words.plain("llms.what"),
        "",
        "## " + words.plain("llms.all"),
        "",
        *(_link(site, path, said) for said, path in _whole(site, words)),
    ]
    for year in site.all_years:
        mark = " ({})".format(words.plain("draft.mark")) if year.draft else ""
        lines += ["", f"## {words.plain('site.year', year=words.figures(year.label))}{mark}", ""]
        known = None if year in site.years else year.pages  # type: ignore[union-attr]  # is sealed
        lines += [
            _link(site, f"{year.label}/{path}", said)
            for said, path in _of_year(words)
            if known is None or path in known
        ]
    return "\n".join([*lines, ""]).replace("\u00a0", " ")


def _of_year(words: Words) -> Iterator[tuple[str, str]]:
    yield words.plain("llms.page"), address("year").below()
    yield from _tables(words, "data")
    yield words.plain("llms.package"), address("data-package").below()
    yield words.plain("llms.sources"), address("year-data").below()
    yield words.plain("llms.feed"), address("feed-year").below()
    yield words.plain("llms.calendar"), address("calendar-year").below()


def _tables(words: Words, entries: str) -> Iterator[tuple[str, str]]:
    """Yield each table as CSV and as JSON; the projects' CSV has an address of its own."""
    for name in table_columns():
        table = words.plain(f"open.{name}")
        own = "data-table" if entries == "data" else entries
        plain = own if name == "projects" else f"{entries}-csv"
        yield words.plain("llms.csv", table=table), address(plain).below(name)
        yield words.plain("llms.json", table=table), address(f"{entries}-json").below(name)


def _whole(site: SiteView, words: Words) -> Iterator[tuple[str, str]]:
    yield words.plain("llms.home"), address("home").below()
    yield words.plain("llms.data"), address("data").below()
    yield words.plain("columns.title"), address("columns").below()
    yield from _tables(words, "data-all")
    for name, entry in (("package", "all-package"), ("dcat", "dcat"), ("years", "years-list")):
        yield words.plain(f"llms.{name}"), address(entry).below()
    yield words.plain("llms.feed"), address("feed-site").below()
    if site.sealed:
        yield words.plain("llms.seals"), address("chain").below()


def _link(site: SiteView, path: str, said: str) -> str:
    return f"- [{said}]({site.organization.site_url}{path})"
