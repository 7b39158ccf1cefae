"""ดูก่อน: the draft as readers would see it, built beside, marked on every page as not published."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from generator.desk.asked import HTML, Answer, Asked, led_to
from generator.desk.laying import Desk, told_lines
from generator.pipeline import Built

_MOST_PROBLEMS = 60
# What is shown: `readers` as it would be published, `all` with plans that are not announced yet.
_SHOWN = ("readers", "all")
_FIRST, _LACKING = "index.html", "404.html"
_KINDS = {
    ".html": HTML,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
}
_OTHER = "application/octet-stream"
_HEAD = re.compile(rb"</head>", re.IGNORECASE)
# Behind the link that leads past the menu, which comes before all others.
_BODY = re.compile(rb"<body[^>]*>(?:\s*<a class=\"?ph-skip.*?</a>)?", re.IGNORECASE | re.DOTALL)
_STYLE = b'<link rel="stylesheet" href="/assets/preview.css">'


def preview(desk: Desk, asked: Asked) -> Answer:
    """Return a page or file of the site as the draft would make it; build it where it changed."""
    what, path = asked.path.get("what", ""), asked.path.get("file", "")
    if what not in _SHOWN:
        return desk.known().page("told", asked, 404, word="missing", said="")
    if path == "" or path.endswith("/"):
        return led_to(f"/preview/{what}/{path}{_FIRST}")
    is_page = path.endswith(".html")
    # Styles and pictures are those of the page that asks for them.
    if is_page and (faults := _built(desk, asked, what)):
        return faults
    data = desk.office.seen.file(path)
    if data is None:
        lacking = desk.office.seen.file(_LACKING) if is_page else None
        return Answer(_marked(desk, asked, what, lacking) if lacking else b"", 404)
    kind = _KINDS.get(PurePosixPath(path).suffix, _OTHER)
    return Answer(_marked(desk, asked, what, data) if is_page else data, kind=kind)


def _built(desk: Desk, asked: Asked, what: str) -> Answer | None:
    """Build the site where the draft changed; return the page of what hinders it."""
    told = desk.office.built(public=what == "readers")
    if isinstance(told, Built):
        return None
    state, report = desk.office.state(), told.report
    problems = told_lines(report.errors, _MOST_PROBLEMS)
    return desk.page("preview", asked, state, 409, problems=problems)


def _marked(desk: Desk, asked: Asked, what: str, page: bytes) -> bytes:
    """Return a page of the site with what says on it that nobody sees it."""
    mark = desk.known().page("mark", asked, what=what).body
    page = _HEAD.sub(lambda found: _STYLE + found[0], page, count=1)
    return _BODY.sub(lambda found: found[0] + mark, page, count=1)
