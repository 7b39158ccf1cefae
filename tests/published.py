"""A published site as a telephone meets it: a page of every kind, and a careful server."""

from __future__ import annotations

import gzip
import http.server
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any

from generator.site.addresses import ADDRESSES, Address, Where
from generator.site.render import PACKED
from generator.site.views import SiteView, YearView

CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def kinds(site: SiteView) -> dict[str, str]:
    """Return a page of every kind by its name: small groups, full projects, what is rare.

    The kinds are those of the table of addresses; a page that is added there is added here.
    """
    found = {
        one.name: _page(one, site)
        for one in ADDRESSES
        if one.path.endswith(".html") and one.each != "written"
        if not one.needs or getattr(site.current, one.needs)
    }
    return found | _rare(site) | _WRITTEN


_WRITTEN = {
    "about": "about.html",
    "chapter": "about/steps.html",
    "how-to-read": "how-to-read.html",
    "glossary": "glossary.html",
    "guide": "guide.html",
    "contact": "contact.html",
}


def _page(one: Address, site: SiteView) -> str:
    if one.where is Where.ROOT:
        return one.at()
    year = site.years[-1] if one.each == "halves" else site.current
    return one.at(year.label, _each(one, year))


def _each(one: Address, year: YearView) -> object:
    """Return what stands in the page's path: of groups the smallest, of projects the fullest."""
    if one.each == "rows":
        return max(year.projects, key=lambda view: len(view.reports)).id
    if one.each == "halves":
        return year.frozen[0].half
    if one.each == "lacking":
        return year.lacking[0].name
    if one.each in ("", "amendments", "earlier"):
        return {"": "", "amendments": 1, "earlier": 0}[one.each]
    filled = [group for group in getattr(year, one.each) if group.projects]
    return min(filled, key=lambda group: len(group.projects)).slug


def _rare(site: SiteView) -> dict[str, str]:
    """Return pages that show what few of their kind do, by its name."""
    every = [(one, view) for one in site.years for view in (*one.projects, *one.cancelled)]
    at = {id(view): f"{one.label}/{view.path}" for one, view in every}
    views = [view for _, view in every]
    oldest = site.years[-1]
    return {
        "project": at[id(max(views, key=lambda view: len(view.reports)))],
        "project-cancelled": at[id(next(view for view in views if view.project.cancelled))],
        "project-amended": at[id(max(views, key=lambda view: len(view.history)))],
        "project-located": at[id(next(view for view in views if view.project.coordinates))],
        "project-longest": at[id(max(views, key=lambda view: len(view.project.name)))],
        "amendment-altered": f"{oldest.label}/{oldest.editions[-1].path}",
        "old-year": f"{oldest.label}/index.html",
    }


def headers(site: Path, address: str = "/index.html") -> dict[str, str]:
    """Return what the site's `_headers` asks of a server for an address."""
    found: dict[str, str] = {}
    wanted = False
    for line in (site / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            wanted = fnmatch(address, line)
        elif wanted:
            name, _, value = line.strip().partition(": ")
            if name.startswith("! "):
                found.pop(name[2:], None)
            else:
                found[name] = value
    return found


class _Server(http.server.SimpleHTTPRequestHandler):
    """Sends the site's headers, packs text, answers 304 to what a browser knows."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
        """Say nothing."""

    def end_headers(self) -> None:
        for name, value in headers(Path(self.directory), self.path).items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, *_: str | None) -> None:
        page = Path(self.directory) / "404.html"
        self._answer(code, page.read_bytes() if code == 404 else b"", "text/html; charset=utf-8")

    def send_head(self) -> io.BytesIO | Any:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        packs = "gzip" in self.headers.get("Accept-Encoding", "") and path.suffix in PACKED
        if not packs or not path.is_file() or "If-Modified-Since" in self.headers:
            return super().send_head()
        kind = self.guess_type(str(path))
        kind += "; charset=utf-8" if kind.startswith("text/") else ""
        self._answer(
            200,
            b"" if self.command == "HEAD" else gzip.compress(path.read_bytes(), 6, mtime=0),
            kind,
            Content_Encoding="gzip",
            Vary="Accept-Encoding",
            Last_Modified=self.date_time_string(int(path.stat().st_mtime)),
        )
        return None

    def _answer(self, code: int, body: bytes, kind: str, **more: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve the folder on this machine and return its address."""
    handler = partial(_Server, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
