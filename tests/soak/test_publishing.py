"""Pushes under load and pushes that die: readers meet whole releases only, and the next push heals.

`make test` runs a share; `make soak` sets PHAEN_SOAK and runs fifty pushes and thirty deaths.
"""

from __future__ import annotations

import contextlib
import gzip
import os
import random
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from e2e.remotes import (
    NGINX,
    PROJECTS,
    QUIET,
    Office,
    Reader,
    kill_next_push_at_its_references,
    nginx,
    office,
)
from generator.site.links import faults

SOAK = bool(os.environ.get("PHAEN_SOAK"))
PUSHES, REQUESTS = (50, 20_000) if SOAK else (5, 300)
DEATHS = 30 if SOAK else 2
PAGE = "/2570/projects/2570-001.html"
AMOUNT = re.compile(r"1,([0-9]{3})\u00a0บาท")
SHEET = re.compile(r"assets/[0-9a-f]{12}/colour\.css")


def colour(number: int) -> str:
    """Return the accent of a push: with it, the address of everything that pages load changes."""
    return f"#00{number:02x}40"


def state(made: Office, number: int, *, broken: bool = False) -> str:
    """Commit a budget and a colour that both tell the push's number; return its short name."""
    file = made.copy / "plans/organization.yml"
    text = re.sub(r"\ncolours:.*", "", file.read_text("utf-8").rstrip())
    file.write_text(f'{text}\ncolours: {{primary: "{colour(number)}"}}\n', encoding="utf-8")
    if broken:
        table = (made.copy / PROJECTS).read_text("utf-8").replace("สายที่ 2", "BROKEN")
        return made.commit(PROJECTS, table.replace(",2000,", ",กฎหมาย,"))
    table = (made.copy / PROJECTS).read_text("utf-8")
    table = table.replace("BROKEN", "สายที่ 2").replace(",กฎหมาย,", ",2000,")
    return made.commit(PROJECTS, re.sub(r"สายที่ 1,[0-9]+,", f"สายที่ 1,{1000 + number},", table))


class Visitor(threading.Thread):
    """Reads home, a project and its styles, and the index, without pause, until told to stop."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.port = port
        self.requests = 0
        self.seen: set[int] = set()
        self.faults: list[str] = []
        self.enough = threading.Event()

    def run(self) -> None:
        with Reader(self.port) as reader:
            while not self.enough.is_set() and len(self.faults) < 5:
                for path in ("/index.html", PAGE, "/2570/index.html"):
                    text = self._get(reader, path)
                    if "BROKEN" in text or "กฎหมาย" in text:
                        self.faults.append(f"{path} shows a refused push")
                    sheet = SHEET.search(text)
                    styles = self._get(reader, f"/{sheet[0]}") if sheet else ""
                    if path == PAGE:
                        self._judge(text, styles)

    def _get(self, reader: Reader, path: str) -> str:
        answer = reader.get(path, packed=self.requests % 2 == 0)
        self.requests += 1
        if answer.status != 200:
            self.faults.append(f"{path}: {answer.status}")
        return answer.body.decode()

    def _judge(self, page: str, styles: str) -> None:
        amount = AMOUNT.search(page)
        number = int(amount[1]) if amount else -1
        if colour(number) not in styles:
            self.faults.append(f"the page of push {number} has another's styles")
        self.seen.add(number)


@pytest.mark.skipif(not Path(NGINX).is_file(), reason="nginx is not installed")
def test_readers_meet_whole_releases_while_pushes_come_in(tmp_path: Path) -> None:
    made = office(tmp_path / "office")
    state(made, 1)
    assert made.push().returncode == 0
    with nginx(made) as port:
        visitor = Visitor(port)
        visitor.start()
        published = {1}
        for number in range(2, PUSHES + 1):
            broken = number % 5 == 0
            name = state(made, number, broken=broken)
            done = made.push()
            assert (done.returncode != 0) == broken, done.stderr
            assert (made.shown == name) != broken
            published |= set() if broken else {number}
            if broken:
                made.git("reset", "-q", "--hard", "HEAD~1")
        for _ in range(6000):
            if visitor.requests >= REQUESTS or not visitor.is_alive():
                break
            time.sleep(0.05)
        visitor.enough.set()
        visitor.join(60)
    assert visitor.faults == []
    assert visitor.requests >= REQUESTS
    assert visitor.seen <= published
    assert len(visitor.seen) > len(published) // 2


# Deaths


def whole(made: Office) -> None:
    """The live site is one whole release: every link leads somewhere, packed twins agree."""
    assert faults(made.live) == []
    for packed in made.live.rglob("*.gz"):
        plain = packed.with_suffix("")
        if plain.name != "sitemap.xml" and plain.is_file():
            assert gzip.decompress(packed.read_bytes()) == plain.read_bytes(), packed


@contextlib.contextmanager
def pushing(made: Office) -> Iterator[subprocess.Popen[bytes]]:
    """A push on its way, in a group of processes of its own."""
    process = subprocess.Popen(
        ["git", "push", "-q", "origin", "main"], cwd=made.copy, env={**os.environ, **QUIET},
        start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(120)


def killed(made: Office, chance: random.Random) -> None:
    """SIGKILL for every process of the push, at any moment."""
    with pushing(made) as process, contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(chance.uniform(0, 2.5))


def killed_at_its_references(made: Office, _: random.Random) -> None:
    """SIGKILL after the hook let the push in, while git holds the locks of its references."""
    kill_next_push_at_its_references(made)
    assert made.push().returncode != 0
    assert list(made.remote.rglob("*.lock"))


def lost_folder(made: Office, chance: random.Random) -> None:
    """A folder that builds stand in is lost while a push needs it."""
    with pushing(made) as process:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, 1.5))
        name = chance.choice(["build", "site", "portal"])
        shutil.rmtree(made.remote / "phaen" / name, ignore_errors=True)
        process.wait(120)


def full_disk(made: Office, chance: random.Random) -> None:
    """The disk has hardly any room left while a push builds."""
    filler = made.folder / "filler"
    free = shutil.disk_usage(made.folder).free
    with filler.open("wb") as out, contextlib.suppress(OSError):
        out.write(bytes(max(0, free - chance.randrange(0, 3_000_000))))
    with pushing(made) as process:
        process.wait(120)
    whole(made)
    filler.unlink()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of 200 MB, where we may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200m", "tmpfs", str(place)],
        capture_output=True, check=False,
    ).returncode == 0  # fmt: skip
    yield place
    if mounted:
        subprocess.run(["umount", "-l", str(place)], check=False)


def test_push_that_dies_leaves_a_whole_site_and_the_next_one_heals(small_disk: Path) -> None:
    chance = random.Random(DEATHS)
    made = office(small_disk / "office")
    state(made, 1)
    assert made.push().returncode == 0
    deaths: list[Callable[[Office, random.Random], None]] = [
        killed,
        killed_at_its_references,
        lost_folder,
    ]
    deaths += [full_disk] if os.path.ismount(small_disk) else []
    for moment in range(DEATHS):
        name = state(made, 2 + moment)
        deaths[moment % len(deaths)](made, chance)
        whole(made)
        if made.shown != name and moment % 2:  # else the next commit heals it, too
            made.push()
            made.git("commit", "-q", "--allow-empty", "-m", "again")
            assert made.push().returncode == 0
            assert made.shown == made.git("rev-parse", "HEAD")[:12]
            whole(made)
    name = state(made, 2 + DEATHS)
    done = made.push()
    assert done.returncode == 0, done.stderr
    assert made.shown == name
    whole(made)
    assert f"1,{2 + DEATHS:03}\u00a0บาท" in made.page(PAGE.removeprefix("/"))
    assert len(made.releases) <= 10
