"""A desk under load and under SIGKILL: no error, and no edit that was answered is lost.

`make test` runs a share; `make soak` sets PHAEN_SOAK and has twenty clerks at work for a minute and
kills the desk at thirty moments.
"""

from __future__ import annotations

import contextlib
import html
import http.client
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

from e2e.clerks import Clerk, first_clerk
from e2e.desks import PASSWORD, Asker, opened_office, shared_office
from e2e.remotes import PROJECTS, QUIET
from e2e.sites import DAY
from generator.desk.accounts import Passwords, Role, accounts_of
from generator.publishing.drafting import DraftStore
from portals import ROOT
from shares import SOAK

CLERKS, SECONDS = (20, 60) if SOAK else (4, 6)
KILLS = 30 if SOAK else 3
ROWS = 4  # of the plan that clerks change
NAMES = [f"ผู้จัดทำที่ {number}" for number in range(1, CLERKS + 1)]


def at_work(where: str, name: str, until: float, saved: dict[str, str], wrong: list[str]) -> None:
    """Read pages and save cells until the time is over; keep what was answered as saved."""
    try:
        asker, rng = Asker(where), random.Random(name)
        told = asker.signs_in(name)
        while told.status == 429:
            time.sleep(1)
            told = asker.signs_in(name)
        while time.monotonic() < until:
            row, number = f"2570-00{rng.randint(1, ROWS)}", str(rng.randint(1000, 99_999))
            for path in ("/", f"/rows/2570/{row}", "/progress"):
                if (told := asker.ask("GET", path)).status != 200:
                    wrong.append(f"{name} {path} {told.status} {told.text[-300:]}")
            told = asker.sends(f"/rows/2570/{row}", {"cell.budget": number})
            if told.status != 303:
                wrong.append(f"{name} saves {told.status} {told.text[-300:]}")
            saved[row] = number
    except (AssertionError, OSError, http.client.HTTPException) as error:
        wrong.append(f"{name} {error!r}")


def test_clerks_who_read_and_save_at_once_meet_no_error_and_lose_no_edit(tmp_path: Path) -> None:
    made = shared_office(tmp_path / "office")
    accounts, kept = accounts_of(made.remote), Passwords().hashed(PASSWORD)
    for name in NAMES:
        accounts.add(name, Role.PREPARES, (), "", "", kept)
    saved: dict[str, dict[str, str]] = {name: {} for name in NAMES}
    wrong: list[str] = []
    with opened_office(made, "--socket", str(made.folder / "desk.sock")) as where:
        until = time.monotonic() + SECONDS
        people = [
            threading.Thread(target=at_work, args=(where, name, until, saved[name], wrong))
            for name in NAMES
        ]
        for one in people:
            one.start()
        for one in people:
            one.join()
        assert wrong == []
        for name, cells in saved.items():
            assert cells, name
            asker = Asker(where)
            asker.signs_in(name)
            for row, number in cells.items():
                page = asker.ask("GET", f"/rows/2570/{row}").text
                assert f'name="cell.budget" value="{number}"' in page, f"{name} {row} {number}"


class OwnDesk:
    """A clerk's own desk that is killed and opened again; asks as the browser does."""

    def __init__(self, clerk: Clerk) -> None:
        words = (sys.executable, "-m", "generator", "desk", "--no-browser", "--today", DAY)
        environment = {**os.environ, **QUIET, "PYTHONPATH": str(ROOT)}
        self.run = subprocess.Popen(
            words, cwd=clerk.folder, env=environment, text=True, stdout=subprocess.PIPE,
            start_new_session=True,
        )  # fmt: skip
        assert self.run.stdout is not None
        told = re.search(r"http://([^/]+)(/\?token=\S+)", self.run.stdout.readline())
        assert told
        self.host = told[1]
        self.cookie = ""
        self.cookie = self.ask("GET", told[2])[1]
        found = re.search('name="desk.token" value="([^"]+)"', self.ask("GET", "/files")[2])
        assert found
        self.token = html.unescape(found[1])

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        """Return status, cookie and body of an answer."""
        line = http.client.HTTPConnection(self.host, timeout=60)
        headers = {"Cookie": self.cookie} if self.cookie else {}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with contextlib.closing(line):
            line.request(method, path, body, headers)
            answer = line.getresponse()
            cookie = (answer.getheader("set-cookie") or "").partition(";")[0]
            return answer.status, cookie, answer.read().decode()

    def saves(self, row: str, number: int) -> bool:
        """Whether a cell was answered as saved."""
        sent = {"desk.token": self.token, "desk.form": os.urandom(6).hex(), "cell.budget": number}
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.ask("POST", f"/rows/2570/{row}", urlencode(sent))[0] == 303
        return False

    def kill(self) -> None:
        """End it as a laptop whose battery is empty does."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.run.pid, signal.SIGKILL)
        self.run.wait()
        assert self.run.stdout
        self.run.stdout.close()


def test_no_saved_edit_is_lost_when_the_desk_is_killed_at_whatever_moment(tmp_path: Path) -> None:
    clerk, rng = first_clerk(tmp_path / "one", None), random.Random(7)
    before = clerk.table.read_bytes()
    # What may stand in a row: the last that was answered, and what was sent since and was not.
    may: dict[str, set[int]] = {}
    number, answered = 1000, 0
    for _ in range(KILLS):
        desk = OwnDesk(clerk)
        moment = threading.Timer(rng.uniform(0.05, 2), desk.kill)
        moment.start()
        while desk.run.poll() is None:
            row, number = f"2570-00{rng.randint(1, ROWS)}", number + 1
            may.setdefault(row, {1000 * int(row[-1])}).add(number)
            if not desk.saves(row, number):
                break
            may[row], answered = {number}, answered + 1
        moment.join()
        store = DraftStore(clerk.folder / ".git/phaen-desk/draft")
        draft = store.read()
        assert {*draft.digests} <= {PROJECTS}
        text = (store.files(draft).get(PROJECTS) or before).decode()
        for row, numbers in may.items():
            lines = [f"{row},1,ก่อสร้างถนน สายที่ {row[-1]},{one}," for one in numbers]
            assert any(line in text for line in lines), row
        assert clerk.table.read_bytes() == before
    assert answered
