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

from generator.site.views import SiteView

CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")


def kinds(site: SiteView) -> dict[str, str]:
    """Return a page of every kind by its name: small groups, full projects."""
    year = site.current
    every = [(one, view) for one in site.years for view in (*one.projects, *one.cancelled)]
    at = {id(view): f"{one.label}/{view.path}" for one, view in every}
    views = [view for _, view in every]

    oldest = site.years[-1]

    def smallest(groups: Any) -> str:
        filled = [one for one in groups if one.projects]
        return f"{year.label}/{min(filled, key=lambda one: len(one.projects)).path}"

    return {
        "home": "index.html",
        "year": f"{year.label}/index.html",
        "strategy": smallest(year.strategies),
        "programme": smallest(year.programmes),
        "unit": smallest(year.units),
        "village": smallest(year.villages),
        "month": smallest(year.months),
        "owner": smallest(year.owners),
        "project": at[id(max(views, key=lambda view: len(view.reports)))],
        "project-cancelled": at[id(next(view for view in views if view.project.cancelled))],
        "project-amended": at[id(max(views, key=lambda view: len(view.history)))],
        "project-located": at[id(next(view for view in views if view.project.coordinates))],
        "project-longest": at[id(max(views, key=lambda view: len(view.project.name)))],
        "announcements": f"{year.label}/announcements/index.html",
        "amendment": f"{year.label}/announcements/1.html",
        "amendment-altered": f"{oldest.label}/{oldest.editions[-1].path}",
        "as-of": f"{year.label}/announcements/as-of-0.html",
        "progress": f"{year.label}/progress.html",
        "progress-frozen": f"{oldest.label}/{oldest.frozen[0].path}",
        "year-data": f"{year.label}/data/index.html",
        "old-year": f"{oldest.label}/index.html",
        "overlap": f"{year.label}/overlap.html",
        "compared": f"{year.label}/compared.html",
        "table": f"{year.label}/table.html",
        "search": "search.html",
        "years": "years.html",
        "budgets": "budgets.html",
        "data": "data.html",
        "verify": "verify.html",
        "about": "about.html",
        "chapter": "about/steps.html",
        "how-to-read": "how-to-read.html",
        "glossary": "glossary.html",
        "guide": "guide.html",
        "contact": "contact.html",
        "404": "404.html",
    }


def headers(site: Path, address: str = "/index.html") -> dict[str, str]:
    """Return what the site's `_headers` asks of a server for an address."""
    found, wanted = {}, False
    for line in (site / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            wanted = fnmatch(address, line)
        elif wanted:
            name, _, value = line.strip().partition(": ")
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
        packs = "gzip" in self.headers.get("Accept-Encoding", "") and path.suffix in _PACKED
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
