"""`phaen serve` answers this machine by its own names, with files of the site, and nobody else."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.sites import DAY
from portals import ROOT, portal_folder


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """A running preview: its port, and its portal."""
    folder = portal_folder(tmp_path_factory.mktemp("preview") / "portal")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "generator", "serve", "--portal", str(folder)]
    with subprocess.Popen(
        [*command, "--port", str(port), "--today", DAY], cwd=ROOT, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        for _ in range(600):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        (folder / "site/out").symlink_to(folder / "plans")
        yield port, folder
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    assert "Traceback" not in said, said
    assert "\x1b" not in said, said
    assert "evil" not in said, said


def ask(port: int, path: str, *headers: str) -> tuple[int, str]:
    """Ask as no browser would have to; return the status and the whole answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        text = "\r\n".join([f"GET {path} HTTP/1.0", *headers, "", ""])
        line.sendall(text.encode("utf-8", "surrogateescape"))
        said = b""
        while data := line.recv(65536):
            said += data
    return int(said.split()[1]), said.decode("utf-8", "replace")


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "LOCALHOST"])
def test_this_machines_own_names_are_answered(preview: tuple[int, Path], name: str) -> None:
    port, _ = preview
    status, said = ask(port, "/index.html", f"Host: {name}:{port}")
    assert status == 200
    assert "<html" in said
    assert ask(port, "/livereload/0/1", f"Host: {name}:{port}")[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:1",
        "",
        "127.0.0.1:{port}.evil.example",
        "127.0.0.1.evil.example:{port}",
        "evil@127.0.0.1:{port}",
        "0.0.0.0:{port}",
        "localhost.:{port}",
        "127.0.0.1:{port}, evil.example",
        "2130706433:{port}",
        "xn--localhost:{port}",
        "127.0.0.1:{port}#evil",
    ],
)
@pytest.mark.parametrize("path", ["/index.html", "/livereload/0/1", "/years.json"])
def test_a_name_that_was_made_to_mean_this_machine_is_not_answered(
    preview: tuple[int, Path], host: str, path: str
) -> None:
    port, _ = preview
    status, said = ask(port, path, f"Host: {host.format(port=port)}")
    assert status == 421
    assert "<html" not in said


def test_a_request_without_a_name_is_not_answered(preview: tuple[int, Path]) -> None:
    assert ask(preview[0], "/index.html")[0] == 421


@pytest.mark.parametrize(
    "header",
    [
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://127.0.0.1:1",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
    ],
)
def test_a_page_of_the_web_gets_nothing(preview: tuple[int, Path], header: str) -> None:
    port, _ = preview
    assert ask(port, "/index.html", f"Host: 127.0.0.1:{port}", header)[0] == 421
    assert ask(port, "/livereload/0/1", f"Host: 127.0.0.1:{port}", header)[0] == 421


@pytest.mark.parametrize(
    "path",
    [
        "/../plans/organization.yml",
        "/%2e%2e/plans/organization.yml",
        "/..%2fplans/organization.yml",
        "/..%5cplans%5corganization.yml",
        "/out/organization.yml",
        "//etc/passwd",
        "/C:/Windows/win.ini",
        "/%2fetc/passwd",
        "/index.html/../../plans/organization.yml",
        "/./../plans/organization.yml",
        "/%00",
        "/index.html%00.png",
        "/%ff%fe",
        "/" + "a/" * 3_000,
        "/evil%1b[31m",
        "/%c0%ae%c0%ae/x",
    ],
)
def test_no_path_leads_out_of_the_site(preview: tuple[int, Path], path: str) -> None:
    port, _ = preview
    status, said = ask(port, path, f"Host: 127.0.0.1:{port}")
    assert status in (400, 404, 414), said
    assert "เทศบาล" not in said
    assert "root:" not in said


def test_only_this_machine_is_listened_to(preview: tuple[int, Path]) -> None:
    if not Path("/proc/net/tcp").is_file():
        pytest.skip("only Linux tells who listens")
    port = f"{preview[0]:04X}"
    rows = [
        line.split()[1]
        for name in ("tcp", "tcp6")
        if (table := Path(f"/proc/{os.getpid()}/net/{name}")).is_file()
        for line in table.read_text().splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{port}")
    ]
    assert rows == [f"0100007F:{port}"]
