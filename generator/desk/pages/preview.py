"""ดูก่อน: the draft as readers would see it, or a release as they saw it, marked on every page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath

from generator.desk.asked import HTML, Answer, Asked, led_to
from generator.desk.laying import Desk, told_lines
from generator.desk.seeing import file_below
from generator.pipeline import Built
from generator.publishing.showing import releases_at

_MOST_PROBLEMS = 60
# What is shown: `readers` as it would be published, `all` with plans that are not announced yet.
_SHOWN = ("readers", "all")
FIRST, _LACKING = "index.html", "404.html"
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
        return led_to(f"/preview/{what}/{path}{FIRST}")
    # Styles and pictures are those of the page that asks for them.
    if path.endswith(".html") and (faults := _built(desk, asked, what)):
        return faults
    mark = partial(desk.known().page, "mark", asked, what=what)
    return of_site(desk.office.seen.file, path, mark)


def release(desk: Desk, asked: Asked) -> Answer:
    """Return a page or file of a release that readers saw, marked as what it is."""
    number, path = asked.path.get("number", ""), asked.path.get("file", "")
    kept, now = releases_at(desk.office.shown().get("target", ""))
    found = next((one for one in kept if str(one.number) == number), None)
    if found is None:
        return desk.known().page("told", asked, 404, word="missing", said="")
    if path == "" or path.endswith("/"):
        return led_to(f"/release/{number}/{path}{FIRST}")
    word = "release_is" if found == now else "release_was"
    mark = partial(desk.known().page, "release_mark", asked, number=found.number, word=word)
    return of_site(partial(file_below, found.folder), path, mark)


def of_site(file: Callable[[str], bytes | None], path: str, mark: Callable[[], Answer]) -> Answer:
    """Return a file of a site that is shown at the desk; its pages say by a `mark` what it is."""
    is_page = path.endswith(".html")
    data = file(path)
    if data is None:
        lacking = file(_LACKING) if is_page else None
        return Answer(_marked(mark().body, lacking) if lacking else b"", 404)
    kind = _KINDS.get(PurePosixPath(path).suffix, _OTHER)
    return Answer(_marked(mark().body, data) if is_page else data, kind=kind)


def _built(desk: Desk, asked: Asked, what: str) -> Answer | None:
    """Build the site where the draft changed; return the page of what hinders it."""
    told = desk.office.built(public=what == "readers")
    if isinstance(told, Built):
        return None
    state, report = desk.office.state(), told.report
    problems = told_lines(report.errors, _MOST_PROBLEMS)
    return desk.page("preview", asked, state, 409, problems=problems)


def _marked(mark: bytes, page: bytes) -> bytes:
    """Return a page of the site with what says on it who sees it."""
    page = _HEAD.sub(lambda found: _STYLE + found[0], page, count=1)
    return _BODY.sub(lambda found: found[0] + mark, page, count=1)
