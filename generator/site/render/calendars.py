"""What hangs and what is worked on as calendars (RFC 5545), which telephones subscribe to.

All days are whole days: an end is the day after the last one. Nothing rings. What names an event is
made as that of a piece of news is, and says the same in each calendar that has it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.machine.artifact import Artifact
from generator.plan.model import Organization
from generator.site.addresses import address
from generator.site.render.feeds import lasting_id, said_line
from generator.site.render.templates import Words, interface
from generator.site.views import SiteView
from generator.site.views.agenda import Agenda, Occasion, year_agendas

_DAY = datetime.timedelta(days=1)
# Midnight in Thailand is so much earlier in the clock of the world.
_AHEAD = datetime.timedelta(hours=7)
# No line is longer, its end not counted; what goes on in the next line begins with a blank.
_LONGEST = 75
_SPECIAL = re.compile(r"[\\;,]")
# A calendar has one part at least: this says what a day is, and is all that an empty one has.
_ZONE = (
    "BEGIN:VTIMEZONE", "TZID:Asia/Bangkok", "BEGIN:STANDARD", "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0700", "TZOFFSETTO:+0700", "TZNAME:+07", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip


def calendar_artifacts(site: SiteView, theme: Path) -> Iterator[Artifact]:
    """Yield the calendars of every year of `site`."""
    words = interface(theme, site.organization)
    for year in site.years:
        known: dict[Occasion, bytes] = {}
        for one in year_agendas(year):
            yield _made(one, year.label, site.organization, words, known)


def _made(
    agenda: Agenda,
    year: str,
    organization: Organization,
    words: Words,
    known: dict[Occasion, bytes],
) -> Artifact:
    title = _text(said_line(agenda.title, words))
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Phaen//TH",
        "CALSCALE:GREGORIAN",
        f"NAME:{title}",
        f"X-WR-CALNAME:{title}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    ]
    if agenda.besides:
        besides = _text(" ".join(said_line(one, words) for one in agenda.besides))
        head += [f"DESCRIPTION:{besides}", f"X-WR-CALDESC:{besides}"]
    if organization.site_url:
        head.append(f"URL:{organization.site_url}{year}/{agenda.page}")
    parts = [_lines(head)]
    for one in agenda.occasions:
        if one not in known:
            known[one] = _lines(_event(one, year, organization, words))
        parts.append(known[one])
    if not agenda.occasions:
        parts.append(_lines(_ZONE))
    parts.append(_lines(["END:VCALENDAR"]))
    return Artifact(address(agenda.entry).staged(year, agenda.one), b"".join(parts))


def _event(one: Occasion, year: str, organization: Organization, words: Words) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{lasting_id(organization, year, one.key)}"
    yield f"DTSTAMP:{_moment(one.told)}"
    yield f"DTSTART;VALUE=DATE:{one.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.last + _DAY:%Y%m%d}"
    yield f"SUMMARY:{_text(said_line(one.title, words))}"
    if lines := [_text(said_line(line, words)) for line in one.text]:
        yield "DESCRIPTION:" + r"\n".join(lines)
    if one.place:
        yield f"LOCATION:{_text(said_line(one.place, words))}"
    if organization.site_url:
        yield f"URL:{organization.site_url}{year}/{one.path}"
    yield f"SEQUENCE:{one.version}"
    yield f"STATUS:{'CANCELLED' if one.cancelled else 'CONFIRMED'}"
    # Nobody is busy because a road is built.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _moment(day: datetime.date) -> str:
    midnight = datetime.datetime.combine(day, datetime.time())
    return f"{midnight - _AHEAD:%Y%m%dT%H%M%SZ}"


def _text(line: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", line)


def _lines(lines: Iterable[str]) -> bytes:
    return b"".join(part for line in lines for part in _folded(line.encode()))


def _folded(line: bytes) -> Iterator[bytes]:
    """Yield a line in pieces that are short enough, none of which ends within a character."""
    start, room = 0, _LONGEST
    while len(line) - start > room:
        end = start + room
        while line[end] & 0xC0 == 0x80:
            end -= 1
        yield (b" " if start else b"") + line[start:end] + b"\r\n"
        start, room = end, _LONGEST - 1
    yield (b" " if start else b"") + line[start:] + b"\r\n"
