"""A clerk's copy and a bare repository, for tests that rewrite history."""

from __future__ import annotations

import datetime
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from generator.machine.git import Repository
from generator.machine.git_writing import Writing
from generator.plan.record import record_bytes
from generator.publishing.deploy import Releases
from generator.publishing.memory import Memory
from generator.publishing.purge.purging import Purging, Survey
from portals import GOOD
from tables import csv_of
from traces import holding, holds, spellings

NAME = "นายสมศักดิ์ ทองดีเลิศ"
PHONE = "081-234-5678"
PROJECTS, WITHDRAWN = "plans/2570/projects.csv", "plans/2570/withdrawn.yml"
RECORD = "plans/2570/announced/0.csv"
ENTRY = (
    "withdrawn:\n  - {kind: ข้อมูลส่วนบุคคล, edition: 0, id: 2570-002, column: name, "
    "day: 2569-11-24, reason: ชื่อประชาชน}\n"
)
WHO = {
    "GIT_AUTHOR_EMAIL": "a@b.c", "GIT_COMMITTER_NAME": "ธุรการ",
    "GIT_COMMITTER_EMAIL": "a@b.c", "TZ": "UTC", "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A clerk's copy, and the bare repository that is purged."""

    folder: Path

    @property
    def copy(self) -> Path:
        return self.folder / "copy"

    @property
    def bare(self) -> Path:
        return self.folder / "remote.git"

    def git(self, *arguments: str, at: Path | None = None, author: str = "ธุรการ") -> str:
        who = {**os.environ, **WHO, "GIT_AUTHOR_NAME": author}
        done = subprocess.run(
            ["git", *arguments], cwd=at or self.copy, env=who, capture_output=True,
            encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(
        self, files: dict[str, str | bytes | None], said: str = "แก้แผน", author: str = "ธุรการ"
    ) -> str:
        for name, content in files.items():
            path = self.copy / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", said, author=author)
        return self.git("rev-parse", "HEAD")

    def bring(self, *references: str) -> None:
        """Bring references into the bare repository, past every hook, as of earlier years."""
        every = references or ("main",)
        self.git("fetch", "-q", str(self.copy), *(f"+{one}:{one}" for one in every), at=self.bare)

    @property
    def purging(self) -> Purging:
        git = Repository(self.bare, os.environ, bare=True)
        writing = Writing(self.bare, os.environ, bare=True)
        return Purging(self.bare / "phaen", git, writing, Memory(self.bare / "phaen", "main"))

    @property
    def releases(self) -> Releases:
        return Releases(self.folder / "live")

    def purge(self, *given: str) -> Survey:
        with self.purging as purging:
            survey = purging.survey(given, self.releases)
            purging.run(survey, self.releases, None)
            return survey

    def files(self, commit: str = "main") -> dict[str, bytes]:
        names = self.git("ls-tree", "-r", "-z", "--name-only", commit, at=self.bare).split("\0")
        return {name: self.blob(commit, name) for name in names if name}

    def contents(self) -> dict[str, str | bytes | None]:
        """Return the files of the working copy."""
        names = self.git("ls-files", "-z").split("\0")
        return {name: (self.copy / name).read_bytes() for name in names if name}

    def blob(self, commit: str, name: str) -> bytes:
        command = ["git", "-C", str(self.bare), "cat-file", "blob", f"{commit}:{name}"]
        return subprocess.run(command, capture_output=True, check=True).stdout

    def telling(self, *texts: str) -> list[str]:
        """Return the objects, whatever leads to them, that say any of the texts."""
        wanted = [one for text in texts for one in spellings(text)]
        every = Writing(self.bare, os.environ, bare=True)
        objects = every.objects(every.everything())
        names = ("a.txt", "a.xlsx", "a.docx", "a.pdf")
        return [one.oid for one in objects if any(holds(n, one.data or b"", wanted) for n in names)]

    def clean(self, *texts: str) -> None:
        """Neither an object nor any file of the whole repository says a text."""
        assert self.telling(*texts) == []
        assert holding(self.bare, texts) == []
        self.git("fsck", "--strict", "--full", at=self.bare)
        assert self.git("fsck", "--unreachable", "--no-reflogs", at=self.bare) == ""


def table(name: str, budget: int = 2000) -> str:
    heads = ["id", "strategy", "name", "budget", "unit", "start", "end"]
    names = [name if n == 2 else f"ก่อสร้างถนน สายที่ {n}" for n in range(1, 6)]
    rows = [
        [f"2570-{n:03}", "1", one, str(budget * n), "กองช่าง", "พ.ย.", "ธ.ค."]
        for n, one in enumerate(names, start=1)
    ]
    return csv_of([heads, *rows])


def record(name: str) -> bytes:
    rows = [{"id": f"2570-{n:03}", "name": name if n == 2 else f"ถนน {n}"} for n in range(1, 4)]
    return record_bytes(datetime.date(2026, 10, 15), rows, [("title", "", "แผน")])


def begun(folder: Path) -> Case:
    """Return history in which nobody is named yet."""
    made = Case(folder)
    made.copy.mkdir()
    made.git("init", "-q", "-b", "main")
    git = Repository.create(made.bare, "main", os.environ)
    git.configure({"core.logAllRefUpdates": "true"})
    (made.bare / "phaen").mkdir(mode=0o700)
    names = [path for path in GOOD.rglob("*") if path.is_file()]
    files: dict[str, str | bytes | None] = {
        path.relative_to(GOOD).as_posix(): path.read_bytes() for path in names
    }
    made.commit({**files, PROJECTS: table("ถนน สาย 2")}, "แรก")
    return made
