"""News as Atom (RFC 4287): of the site, each year and its announcements, each village and unit.

What names an entry is made of whose plan it is, the year and what happened: no title, no address of
the site and no clock is part of it, so that a reader's program knows it again after any of them
changed. Where the site's own address is not known, links lead from the feed's.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from generator.machine.artifact import Artifact
from generator.plan.model import Organization
from generator.site.addresses import address
from generator.site.render.templates import Words, interface
from generator.site.views import SiteView
from generator.site.views.news import Feed, News, site_feed, year_feeds
from generator.site.views.words import Name
from generator.thai.lines import NBSP
from generator.thai.text import printable

# A name space of our own: whatever we name in it is nobody else's.
_OURS = uuid.UUID("5a1f9c0e-8d43-5b6e-9a57-2f6c1b7e4d90")
_ZONE = datetime.timezone(datetime.timedelta(hours=7))


def feed_artifacts(site: SiteView, theme: Path) -> Iterator[Artifact]:
    """Yield the feeds of every year of `site`."""
    words = interface(theme, site.organization)
    for year in site.years:
        yield from (_made(one, site.organization, words) for one in year_feeds(year))


def site_feed_artifact(site: SiteView, theme: Path) -> Artifact:
    """Return the feed of all years, sealed ones too."""
    return _made(site_feed(site), site.organization, interface(theme, site.organization))


def lasting_id(organization: Organization, year: str, what: str) -> str:
    """Return a name for good of something of a year's plan, as a URN.

    An organisation is known by its number in the country's list; by its name where none is stated.
    """
    whose = organization.dla_code or organization.name
    return uuid.uuid5(_OURS, printable(f"{whose}/{year}/{what}")).urn


def said_line(name: Name, words: Words) -> str:
    """Return a name or words as one line that any program takes."""
    return printable(" ".join(words.said(name).replace(NBSP, " ").split()))


def _made(feed: Feed, organization: Organization, words: Words) -> Artifact:
    entry = address(feed.entry)
    own, site = entry.at(feed.folder, feed.one), organization.site_url
    # A link leads from the feed's own address, or from that of the site.
    base = site or "../" * own.count("/")
    folder = f"{base}{feed.folder}/" if feed.folder else base
    whole = f"feed/{entry.below(feed.one)}"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="th">',
        f"<id>{lasting_id(organization, feed.folder, whole)}</id>",
        *_text("title", [said_line(feed.title, words)]),
        f"<updated>{_moment(feed.updated)}</updated>",
        "<author>",
        *_text("name", [said_line(organization.name, words)]),
        "</author>",
        *_licence(organization),
        f'<link rel="alternate" type="text/html" href={quoteattr(f"{folder}{feed.page}")}/>',
    ]
    if site:
        lines.append(
            f'<link rel="self" type="application/atom+xml" href={quoteattr(f"{site}{own}")}/>'
        )
    for one in feed.news:
        lines += _entry(one, base, organization, words)
    return Artifact(
        entry.staged(feed.folder, feed.one), "\n".join([*lines, "</feed>", ""]).encode()
    )


def _licence(organization: Organization) -> Iterator[str]:
    """Yield what the office allows, for people (RFC 4287) and for programs (RFC 4946)."""
    if one := organization.licence:
        yield from _text("rights", [one.thai])
        yield f'<link rel="license" href={quoteattr(one.address)}/>'


def _entry(one: News, base: str, organization: Organization, words: Words) -> Iterator[str]:
    yield "<entry>"
    yield f"<id>{lasting_id(organization, one.year, one.key)}</id>"
    yield from _text("title", [said_line(line, words) for line in one.title])
    page = quoteattr(f"{base}{one.year}/{one.path}")
    yield f'<link rel="alternate" type="text/html" href={page}/>'
    yield f"<published>{_moment(one.day)}</published>"
    yield f"<updated>{_moment(one.updated)}</updated>"
    yield f'<category term="{one.kind}"/>'
    # An entry without a text is one without more to say than its title.
    yield from _text("summary", [said_line(line, words) for line in one.text or one.title])
    yield "</entry>"


def _text(name: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield an element with each of `lines` on its own: the gate reads a plan's text whole."""
    told = [escape(line) for line in lines if line]
    yield f"<{name}>{told[0]}</{name}>" if len(told) == 1 else f"<{name}>"
    if len(told) != 1:
        yield from told
        yield f"</{name}>"


def _moment(day: datetime.date) -> str:
    """Return the beginning of a day in Thailand."""
    return datetime.datetime.combine(day, datetime.time(), _ZONE).isoformat()
