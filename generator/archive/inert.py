"""Does a text that programs read by rules of its own only show: drawings, lists, styles, calendars.

The table of addresses vouches for the place of a file, never for what lies there: these vouch for
the content, by an allowlist of what a drawing is made of, and by what can act in the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from generator.machine.markup import BETWEEN, MarkupError, ReadingLimit, Told, read_xml

_DRAWING = "http://www.w3.org/2000/svg"
# Elements of these are live in whatever XML they stand: pages, drawings, formulas, old programs.
_LIVE = (
    "http://www.w3.org/1999/xhtml",
    _DRAWING,
    "http://www.w3.org/1998/Math/MathML",
    "http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul",
)
_SHAPES = frozenset({
    "circle", "clipPath", "defs", "desc", "ellipse", "g", "line", "linearGradient", "marker",
    "mask", "path", "pattern", "polygon", "polyline", "radialGradient", "rect", "stop", "svg",
    "symbol", "text", "title", "tspan", "use",
})  # fmt: skip
_HREF = re.compile(r"(?:http://www\.w3\.org/1999/xlink )?href")
_FETCHES = re.compile(
    r"\\|<|@(?!media|supports|layer|page)|(?:url|src|image|image-set|element|expression)\s*\("
    r"|behavior|-moz-binding",
    re.IGNORECASE,
)
_OTHER_PLACE = re.compile(r"url\s*\((?!\s*[\"']?#)|[\\]", re.IGNORECASE)


def is_plain_drawing(data: bytes) -> bool:
    """Whether an SVG is made of shapes and words alone: no program, link, style sheet or picture.

    It may refer to its own parts.
    """
    return _is_plain(data, _of_drawing)


def is_plain_xml(data: bytes) -> bool:
    """Whether XML is a list of data: nothing in it is a page, a drawing, or leads to a style."""
    return _is_plain(data, lambda name, _: name.rpartition(BETWEEN)[0] not in _LIVE)


def is_plain_style(data: bytes) -> bool:
    """Whether a style sheet fetches nothing and starts nothing."""
    try:
        return not _FETCHES.search(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


# What a calendar tells with: nothing that rings, invites, or is fetched.
_PARTS = "VCALENDAR|VEVENT|VTIMEZONE|STANDARD"
_PROPERTIES = (
    "VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "X-WR-CALDESC", "REFRESH-INTERVAL",
    "X-PUBLISHED-TTL", "URL", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION",
    "LOCATION", "SEQUENCE", "STATUS", "TRANSP", "CATEGORIES", "TZID", "TZNAME", "TZOFFSETFROM",
    "TZOFFSETTO",
)  # fmt: skip
_TOLD_PLAINLY = re.compile(
    rf"(?:BEGIN|END):(?:{_PARTS})|(?!URL)(?:{'|'.join(_PROPERTIES)})(?:;VALUE=(?:DATE|DURATION))?:.*"
    r"|URL:https?://\S+"
)


def is_plain_calendar(data: bytes) -> bool:
    """Whether a calendar only tells: it has no alarm, invites nobody and brings no file along."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    lines = text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    whole = lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    return whole and all(_TOLD_PLAINLY.fullmatch(line) for line in lines)


class _LiveError(Exception):
    """Something in the file may act."""


def _is_plain(data: bytes, may_be: Callable[[str, Mapping[str, str]], bool]) -> bool:
    """Read XML through; a declaration of entities or an instruction to programs is not plain.

    Nor is another encoding: a browser might read other signs than we do.
    """

    def refuse(*_told: object) -> None:
        raise _LiveError

    def begin(name: str, attributes: dict[str, str]) -> None:
        if not may_be(name, attributes):
            raise _LiveError

    told = Told(start=begin, instruction=refuse)
    try:
        read_xml(data.decode().encode(), ReadingLimit(), told, spaced=True, utf8=True)
    except (_LiveError, MarkupError, ValueError):
        return False
    return True


def _of_drawing(name: str, attributes: Mapping[str, str]) -> bool:
    space, _, local = name.rpartition(BETWEEN)
    return (
        space == _DRAWING
        and local in _SHAPES
        and not any(one.lower().startswith("on") for one in attributes)
        and not any(_OTHER_PLACE.search(value) for value in attributes.values())
        and all(v.startswith("#") for one, v in attributes.items() if _HREF.fullmatch(one))
    )
