"""Sites built once for all tests, and the real Chromium."""

from __future__ import annotations

import fcntl
import functools
import http.server
import os
import pickle
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from e2e.sites import BuiltSite, build_here
from portals import ROOT, portal_folder


def _once(factory: pytest.TempPathFactory, name: str, laid: Callable[[Path], object]) -> BuiltSite:
    """Return a site that one of the working processes builds for all; the others wait for it."""
    place = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent
    folder, told = place / f"once-{name}", place / f"once-{name}.pickle"
    with (place / f"once-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            laid(folder)
            told.write_bytes(pickle.dumps(build_here(folder)))
        site: BuiltSite = pickle.loads(told.read_bytes())
    return site


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The smallest sound portal, published. Read it; copy it to change it."""
    return _once(tmp_path_factory, "tiny", portal_folder)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The project's own example portal, published. Read it; copy it to change it."""
    return _once(tmp_path_factory, "example", _own_portal)


def _own_portal(portal: Path) -> None:
    for name in ("plans", "content"):
        shutil.copytree(ROOT / name, portal / name)
    shutil.copy(ROOT / "mkdocs.yml", portal)


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """A cluster of two workers, as an operator of a hub may have one: a file's tests share it."""
    from distributed import LocalCluster  # noqa: PLC0415  # slow to load, and hubs alone have it

    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None,
        silence_logs=50,
    ) as cluster:  # fmt: skip
        yield cluster.scheduler_address


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
