"""A preview on this machine that reloads when a plan file is saved (MkDocs's own server).

It answers this machine only, and only by this machine's own names: a page of the web whose name
was made to mean 127.0.0.1 would otherwise read a plan that is not published yet.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.livereload import LiveReloadServer, _Handler

_HOST = "127.0.0.1"
_NAMES = (_HOST, "localhost", "[::1]")
# Whose page asked, where a browser says so: a link that was typed, or a page of the preview itself.
_OURS = ("", "none", "same-origin")


class _QuietHandler(_Handler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: a request's words are a stranger's."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
        """Say nothing."""


class _Server(LiveReloadServer):
    """Answers who asks by one of this machine's names, with files that lie in the site."""

    def serve_request(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if not self._by_our_name(environ):
            start_response("421 Misdirected Request", [("Content-Type", "text/plain")])
            return [b""]
        if not self._within(environ.get("PATH_INFO", "")):
            start_response("404 Not Found", [("Content-Type", "text/plain")])
            return [b""]
        return super().serve_request(environ, start_response)

    def _by_our_name(self, environ: dict[str, Any]) -> bool:
        own = {f"{name}:{self.server_port}" for name in _NAMES}
        if self.server_port == 80:
            own |= set(_NAMES)
        host, origin = environ.get("HTTP_HOST", ""), environ.get("HTTP_ORIGIN", "")
        from_us = not origin or urlsplit(origin).netloc in own
        return host.lower() in own and from_us and environ.get("HTTP_SEC_FETCH_SITE", "") in _OURS

    def _within(self, path: str) -> bool:
        """Whether a path's file lies in the site: no link, no sign of another system, leads out."""
        try:
            name = path.encode("latin-1").decode("utf-8")
            file = Path(self.root, *name.strip("/").split("/")).resolve()
        except (UnicodeError, ValueError, OSError, RuntimeError):
            return False
        odd = "\\" in name or ":" in name or "\0" in name or ".." in name.split("/")
        return not odd and file.is_relative_to(Path(self.root).resolve())


def serve_site(site_dir: Path, rebuild: Callable[[], None], watched: list[Path], port: int) -> None:
    """Serve `site_dir`; call `rebuild` and reload when a `watched` file or folder changes.

    Returns when interrupted. Raises OSError where the port is taken.
    """
    mimetypes.add_type("text/calendar", ".ics")  # not every system knows it
    server = _Server(rebuild, _HOST, port, str(site_dir))
    server.RequestHandlerClass = _QuietHandler
    for path in watched:
        server.watch(str(path))
    try:
        server.serve()  # type: ignore[no-untyped-call]  # MkDocs leaves it so
    except KeyboardInterrupt:
        server.shutdown()
    finally:
        server.server_close()
