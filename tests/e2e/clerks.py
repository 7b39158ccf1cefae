"""Two clerks with working copies of one repository, who type `phaen sync`."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import click

from e2e.remotes import PROJECTS, QUIET, git
from e2e.sites import DAY
from generator.cli import phaen
from generator.machine.git_program import GitError
from portals import portal_folder

HEAD = "id,strategy,name,budget,unit,start,end\n"
ROWS = HEAD + "".join(
    f"2570-{n:03},1,ก่อสร้างถนน สายที่ {n},{1000 * n},กองช่าง,พ.ย.,ธ.ค.\n" for n in range(1, 5)
)
Done = subprocess.CompletedProcess[str]
Told = tuple[io.StringIO, io.StringIO]


@contextmanager
def typed(
    folder: Path, more: dict[str, str], said: str
) -> Iterator[tuple[io.StringIO, io.StringIO]]:
    """Let commands run in a folder as a clerk's; yield what they tell."""
    before, place = dict(os.environ), Path.cwd()
    out, err = io.StringIO(), io.StringIO()
    stdin, sys.stdin = sys.stdin, io.StringIO(said)
    os.environ.update({**QUIET, **more})
    os.chdir(folder)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            yield out, err
    finally:
        sys.stdin = stdin
        os.chdir(place)
        os.environ.clear()
        os.environ.update(before)


@dataclass(frozen=True, slots=True)
class Clerk:
    """A clerk by their working copy, and with what environment they work."""

    folder: Path
    name: str = "staff"

    @property
    def table(self) -> Path:
        return self.folder / PROJECTS

    def git(self, *arguments: str) -> str:
        """Run git; it must succeed."""
        done = git(*arguments, cwd=self.folder)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def phaen(self, *arguments: str, more: dict[str, str] | None = None, said: str = "") -> Done:
        """Type a command of phaen in the working copy; `said` is its input, no terminal."""
        with typed(self.folder, more or {}, said) as (out, err):
            try:
                phaen.main([*arguments], prog_name="phaen", standalone_mode=False)
                code = 0
            except SystemExit as ended:
                code = int(ended.code or 0)
            except (GitError, OSError, click.ClickException) as error:
                err.write(str(error))
                code = 2
        return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())

    def sync(self, *arguments: str, more: dict[str, str] | None = None) -> Done:
        """Type `phaen sync --yes`."""
        return self.phaen("sync", "--yes", "--today", DAY, *arguments, more=more)

    def sent(self, *arguments: str) -> str:
        """Sync, which must succeed; return what was said."""
        done = self.sync(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def edit(self, old: str, new: str, name: str = PROJECTS) -> None:
        """Change a text in a file."""
        path = self.folder / name
        text = path.read_bytes().decode()
        assert old in text
        path.write_bytes(text.replace(old, new).encode())


def bare(folder: Path) -> Path:
    """Make a bare repository that takes all."""
    folder.mkdir(parents=True)
    git("init", "-q", "--bare", "-b", "main", ".", cwd=folder)
    return folder


def first_clerk(folder: Path, remote: Path | str | None) -> Clerk:
    """Return a clerk with a committed plan that is not sent yet."""
    clerk = Clerk(portal_folder(folder))
    clerk.write(PROJECTS, ROWS)
    clerk.write(".gitattributes", "*.csv -text\n")
    clerk.git("init", "-q", "-b", "main")
    if remote:
        clerk.git("remote", "add", "origin", str(remote))
    clerk.git("add", "-A")
    clerk.git("commit", "-qm", "first")
    return clerk


def two_clerks(folder: Path) -> tuple[Clerk, Clerk]:
    """Return two clerks of one repository, who have the same."""
    remote = bare(folder / "remote.git")
    one = first_clerk(folder / "one", remote)
    one.git("push", "-q", "-u", "origin", "main")
    git("clone", "-q", str(remote), str(folder / "two"), cwd=folder)
    return one, Clerk(folder / "two")
