"""`llms.txt`: the addresses of data, for programs that read a site for somebody, in plain Thai."""

from __future__ import annotations

from collections.abc import Iterator

from generator.site.addresses import address
from generator.site.render.feeds import said_line
from generator.site.render.templates import Words
from generator.site.views import SiteView


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
        *(_link(site, path, words.plain(name)) for name, path in _whole(site)),
    ]
    for year in site.all_years:
        mark = " ({})".format(words.plain("draft.mark")) if year.draft else ""
        lines += ["", f"## {words.plain('site.year', year=words.figures(year.label))}{mark}", ""]
        known = None if year in site.years else year.pages  # type: ignore[union-attr]  # is sealed
        lines += [
            _link(site, f"{year.label}/{path}", words.plain(name))
            for name, path in _OF_YEAR
            if known is None or path in known
        ]
    return "\n".join([*lines, ""]).replace("\u00a0", " ")


_OF_YEAR = tuple(
    (name, address(entry).path)
    for name, entry in (
        ("llms.page", "year"),
        ("llms.rows", "data-table"),
        ("llms.sources", "year-data"),
        ("llms.feed", "feed-year"),
        ("llms.calendar", "calendar-year"),
    )
)


def _whole(site: SiteView) -> Iterator[tuple[str, str]]:
    yield "llms.home", address("home").path
    yield "llms.data", address("data").path
    yield "llms.rows", address("data-all").path
    yield "llms.years", address("years-list").path
    yield "llms.feed", address("feed-site").path
    if site.sealed:
        yield "llms.seals", address("chain").path


def _link(site: SiteView, path: str, said: str) -> str:
    return f"- [{said}]({site.organization.site_url}{path})"
