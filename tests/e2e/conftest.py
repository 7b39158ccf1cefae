"""Sites built once for all tests, and the real Chromium."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from e2e.sites import BuiltSite, build_here
from portals import ROOT, portal_folder


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The smallest sound portal, published. Read it; copy it to change it."""
    return build_here(portal_folder(tmp_path_factory.mktemp("tiny") / "portal"))


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The project's own example portal, published. Read it; copy it to change it."""
    portal = tmp_path_factory.mktemp("example") / "portal"
    for name in ("plans", "content"):
        shutil.copytree(ROOT / name, portal / name)
    shutil.copy(ROOT / "mkdocs.yml", portal)
    return build_here(portal)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, as citizens have it; no name leads it anywhere but to this machine."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    quiet.append("--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--no-first-run", *quiet],
        )
        yield browser
        browser.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
        """Say nothing."""


@pytest.fixture(scope="session")
def example_url(example: BuiltSite) -> Iterator[str]:
    """The example's site behind a plain web server."""
    yield from _serve(example.site)


def _serve(site: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
