"""The desk of an office as tests open it: a real repository, accounts, and a program that asks."""

from __future__ import annotations

import html
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from e2e.remotes import PROJECTS, QUIET, Office, git, office
from e2e.sites import DAY
from generator.desk.accounts import Account, Passwords, Role, accounts_of
from generator.publishing.deploy import Releases
from portals import ROOT

NAME = "desk.example.go.th"
COOKIE = "__Host-phaen-desk"
PASSWORD = "ห้าคำที่จำได้ correct horse"
PEOPLE = {
    "สมศรี": (Role.PUBLISHES, ()),
    "มานะ": (Role.PREPARES, ()),
    "ปิติ": (Role.PREPARES, ()),
    "ชูใจ": (Role.PREPARES, ()),
    "ช่าง": (Role.PREPARES, ("กองช่าง",)),
}
_STARTED = (sys.executable, "-m", "generator")
PROGRESS = "plans/2570/progress.csv"


def shared_office(folder: Path) -> Office:
    """Make a repository that publishes, with a plan of two units in it, and four accounts."""
    made = _office(folder)
    done = made.push()
    assert done.returncode == 0, done.stderr
    return made


def unpublished_office(folder: Path) -> Office:
    """Make the same, whose plan came into the repository without being published."""
    made = _office(folder)
    brought(made)
    return made


def _office(folder: Path) -> Office:
    made = office(folder)
    table = made.copy / PROJECTS
    lines = table.read_text("utf-8").splitlines(keepends=True)
    lines[4] = lines[4].replace("กองช่าง", "กองสาธารณสุขและสิ่งแวดล้อม")
    made.commit(PROJECTS, "".join(lines))
    add_accounts(made)
    return made


def add_accounts(made: Office) -> None:
    """Add the accounts of PEOPLE."""
    accounts, kept = accounts_of(made.remote), Passwords().hashed(PASSWORD)
    for name, (role, units) in PEOPLE.items():
        accounts.add(name, role, units, "", "", kept)


def brought(made: Office) -> None:
    """Bring what was committed into the repository as its keeper may, by no push and no hook."""
    assert git("fetch", "-q", str(made.copy), "main:main", cwd=made.remote).returncode == 0


def copied_office(first: Office, folder: Path) -> Office:
    """Return a copy whose desk is not open, in which a test may do what it likes."""
    copy = first.copied(folder)
    link = str(copy.live.readlink())
    copy.live.unlink()
    copy.live.symlink_to(link.replace(str(first.folder), str(folder)))
    return copy


@contextmanager
def opened_office(
    made: Office,
    *words: str,
    name: str = NAME,
    started: Sequence[str] = _STARTED,
    stopped: signal.Signals = signal.SIGINT,
) -> Iterator[str]:
    """Open the desk beside a repository; yield what it says of where it is.

    `started` begins the command line, `stopped` is the signal that ends it.
    """
    command = (*started, "desk", "--office", str(made.remote), "--server-name", name,
               "--today", DAY, *words)  # fmt: skip
    run = subprocess.Popen(
        command, cwd=made.folder, env={**os.environ, **QUIET, "PYTHONPATH": str(ROOT)}, text=True,
        stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert run.stdout is not None
    try:
        found = re.search(r"เปิดแล้วที่ (\S+)", run.stdout.readline())
        assert found
        yield found[1]
    finally:
        run.send_signal(stopped)
        run.stdout.read()
        run.stdout.close()
        assert run.wait(20) in (0, 130)


class _AtSocket(http.client.HTTPConnection):
    """A connection as the proxy makes it."""

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(120)
        self.sock.connect(self.host)


@dataclass(slots=True)
class Told:
    """An answer, read whole."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def cookie(self) -> str:
        """The session that it gives, empty for none."""
        given = re.match(f"{COOKIE}=([^;]+)", self.headers.get("set-cookie", ""))
        return given[1].strip('"') if given else ""

    @property
    def is_sign_in(self) -> bool:
        """Whether it is the page on which one signs in, and tells nothing else."""
        known = 'action="/sign-in"' in self.text and "ก่อสร้างถนน" not in self.text
        return known and "desk.token" not in self.text and self.status in (403, 429)


@dataclass(slots=True)
class Asker:
    """Who asks of a desk, at its socket or port; with a cookie as a browser that keeps it."""

    where: str
    cookie: str = ""
    address: str = "10.0.0.1"
    more: Mapping[str, str] = field(default_factory=dict)
    kept_token: str = ""  # where the page that tells it is not to be asked for each time

    def ask(self, method: str, path: str, body: str | bytes | None = None, **more: str) -> Told:
        """Ask; `more` are headers, `_` for `-`."""
        at_socket = self.where.startswith("/")
        host = self.where if at_socket else self.where.partition("/")[0]
        line = (_AtSocket if at_socket else http.client.HTTPConnection)(host, timeout=120)
        headers = {"Host": NAME, "X-Real-IP": self.address, **self.more}
        headers |= {"Cookie": f"{COOKIE}={self.cookie}"} if self.cookie else {}
        if body is not None:
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        headers |= {name.replace("_", "-"): text for name, text in more.items()}
        line.request(method, quote(path, safe="/?=&%"), body, headers)
        try:
            answer = line.getresponse()
            told = {name.lower(): text for name, text in answer.getheaders()}
            return Told(answer.status, told, answer.read().decode("utf-8", "replace"))
        finally:
            line.close()

    def signs_in(self, name: str, password: str = PASSWORD) -> Told:
        """Send the form by which one signs in, and keep the cookie."""
        told = self.ask("POST", "/sign-in", urlencode({"name": name, "password": password}))
        self.cookie = told.cookie or self.cookie
        return told

    def token(self) -> str:
        """What forms of this session bring along."""
        if self.kept_token:
            return self.kept_token
        page = self.ask("GET", "/draft").text
        found = re.search('name="desk.token" value="([^"]+)"', page)
        assert found, page[:2000]
        return html.unescape(found[1])

    def sends(self, path: str, fields: Mapping[str, str], **more: str) -> Told:
        """Send a form of this session's own."""
        own = {"desk.token": self.token(), "desk.form": os.urandom(6).hex()}
        return self.ask("POST", path, urlencode({**own, **fields}), **more)

    def puts(self, name: str, data: bytes, **fields: str) -> Told:
        """Put a file in, as the form of `/files` does."""
        own = {"desk.token": self.token(), "desk.form": os.urandom(6).hex(), **fields}
        line = "----phaen-tests"
        parts = [
            f'--{line}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n'
            for key, text in own.items()
        ]
        parts.append(
            f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = "".join(parts).encode() + data + f"\r\n--{line}--\r\n".encode()
        return self.ask(
            "POST", "/files", body, Content_Type=f"multipart/form-data; boundary={line}"
        )


def person(where: str, name: str) -> Asker:
    """Return a person who is signed in."""
    asker = Asker(where)
    told = asker.signs_in(name)
    assert (told.status, bool(told.cookie)) == (303, True), told.text[-800:]
    return asker


def account(made: Office, name: str) -> Account:
    """Return an account as it is now."""
    found = accounts_of(made.remote).of(name)
    assert found
    return found


def three_releases(live: Path) -> Releases:
    """Make three small releases at a place; readers see the last, `c`."""
    releases, site = Releases(live), live.with_name("made")
    site.mkdir()
    for name in "abc":
        # A file of its own: releases share what did not change.
        (site / "index.html").unlink(missing_ok=True)
        (site / "index.html").write_text(f"<html><head></head><body>{name}</body></html>")
        releases.prepare(site, name)
        releases.show(name)
    return releases
