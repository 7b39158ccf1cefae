"""Commits made apart from the working tree: nothing of them is seen until a branch leads there.

Only plumbing is run, no hook, and no program that a folder names.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.machine.git import Repository
from generator.machine.git_objects import safe_path
from generator.machine.git_program import GitError, reason
from generator.machine.git_words import git_words
from generator.machine.scratch import scratch

_LINE_ENDS = ("core.autocrlf", "core.eol")
PLAIN = ("100644", "100755")
_MARK = 41
_MARKED = ("-c", "merge.conflictStyle=merge")  # whatever the folder's own settings say
_MOST_CONFLICTS = 127  # as git counts them
_CONFLICT = re.compile(
    rb"^<{41} ours\r?\n(.*?)^={41}\r?\n(.*?)^>{41} theirs\r?\n", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A file of a tree: its mode as git writes it, and its object."""

    mode: str
    oid: str


@dataclass(frozen=True, slots=True)
class CommitTold:
    """A commit as it is told of: its name, who made it, on which day (ISO), and its sentence."""

    commit: str
    who: str
    day: str
    said: str


Entries = Mapping[str, TreeEntry]
Changes = Mapping[str, TreeEntry | None]
# Of a merged text: what is agreed, or what ours and theirs say instead.
TextPart = bytes | tuple[bytes, bytes]


class Commits(Repository):
    """Trees and commits, made in the name of the person whose `environment` it is."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        """Use the repository whose working tree is `folder`."""
        super().__init__(folder, environment)
        self._said = {
            key: value
            for key, value in environment.items()
            if key.startswith(("GIT_AUTHOR_", "GIT_COMMITTER_"))
        }
        self._config_of = {
            key: environment[key]
            for key in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM")
            if key in environment
        }
        self._ends: list[str] | None = None
        self._filtered = True

    def identity(self) -> dict[str, str]:
        """Return who commits, as git is told it. Raises GitError where nobody is named."""
        names = {}
        for key, what in (("name", "NAME"), ("email", "EMAIL")):
            said = self._person_told(f"user.{key}")
            for who in ("AUTHOR", "COMMITTER"):
                value = self._said.get(f"GIT_{who}_{what}") or said
                if not value.strip():
                    raise GitError(git_words("Please tell me who you are"))
                names[f"GIT_{who}_{what}"] = value
        return names

    def entries(self, commit: str) -> dict[str, TreeEntry]:
        """Return every file of a commit by its path. Raises GitError for a path that may not be."""
        found = {}
        for record in self._run("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
            if record:
                about, _, raw = record.partition(b"\t")
                mode, _, oid = about.decode("ascii").split()
                found[safe_path(raw)] = TreeEntry(mode, oid)
        return found

    def tree_of(self, commit: str) -> str:
        """Return the name of a commit's tree."""
        return self._run("rev-parse", "--verify", f"{commit}^{{tree}}").decode().strip()

    def author(self, commit: str) -> str:
        """Return who made a commit, as git was told their name."""
        head = self._run("cat-file", "commit", commit).partition(b"\n\n")[0]
        line = next((one for one in head.split(b"\n") if one.startswith(b"author ")), b"")
        return line.decode("utf-8", "replace").removeprefix("author ").rpartition(" <")[0]

    def newest(self, commit: str, most: int, beyond: str = "") -> list[CommitTold]:
        """Return a commit and the ones before it, the newest first; those `beyond` another."""
        form = "--format=%H%n%an%n%cs%n%s"  # none of which has a line's end in it
        words = ("log", "-z", "--no-show-signature", f"--max-count={most}", form, commit)
        without = [f"^{beyond}"] if beyond else []
        told = self._run(*words, *without, "--").decode("utf-8", "replace").split("\0")
        return [CommitTold(*one.split("\n", 3)) for one in told if one]

    def blob(self, oid: str) -> bytes:
        """Return the bytes of an object."""
        return self._run("cat-file", "blob", oid)

    def keep(self, data: bytes, path: str = "") -> str:
        """Write an object, a file's at `path` with the line ends that are kept; return its name."""
        how = [f"--path={path}"] if path else ["--no-filters"]
        self._without_filters()
        ends = self._line_ends() if path else []
        return self._fed(data, *ends, "hash-object", "-w", *how, "--stdin").decode().strip()

    def entry_of(self, path: str, before: TreeEntry | None) -> TreeEntry:
        """Return a file of the working tree as it would be committed."""
        data = (self._folder / path).read_bytes()
        mode = before.mode if before and before.mode in PLAIN else PLAIN[0]
        return TreeEntry(mode, self.keep(data, path))

    def tree(self, base: str | None, changes: Changes) -> str:
        """Return a tree: that of a commit with files put in, or taken out."""
        with scratch("git") as folder:
            index = {"GIT_INDEX_FILE": str(folder / "index")}
            if base:
                self._fed(b"", "read-tree", base, more=index)
            self._fed(listed(changes), "update-index", "-z", "--index-info", more=index)
            return self._fed(b"", "write-tree", more=index).decode().strip()

    def made(self, tree: str, parents: Sequence[str], message: str) -> str:
        """Return a commit that nothing leads to yet."""
        named = [part for one in parents for part in ("-p", one)]
        told = self._fed(message.encode(), "commit-tree", tree, *named, more=self._who())
        return told.decode().strip()

    def _who(self) -> dict[str, str]:
        dates = {key: value for key, value in self._said.items() if key.endswith("_DATE")}
        return self.identity() | dates

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the last commit that two have in common, None for none."""
        try:
            return self._run("merge-base", one, other).decode().strip()
        except GitError:
            return None

    def merge_text(
        self, base: bytes, ours: bytes, theirs: bytes
    ) -> list[bytes | tuple[bytes, bytes]]:
        """Return a text merged line by line; a pair is what both changed, ours and theirs."""
        with scratch("git") as folder:
            names = []
            for name, data in (("ours", ours), ("base", base), ("theirs", theirs)):
                path = folder / name
                path.write_bytes(data)
                names.append(str(path))
            labels = [part for one in ("ours", "base", "theirs") for part in ("-L", one)]
            done = self._done(
                *_MARKED, "merge-file", "-p", "-q", f"--marker-size={_MARK}", *labels, *names
            )
        if done.returncode < 0 or done.returncode > 127:  # the count of conflicts ends there
            raise GitError(reason(done.stderr))
        parts: list[TextPart] = []
        at = 0
        for found in _CONFLICT.finditer(done.stdout):
            parts += [done.stdout[at : found.start()], (found[1], found[2])]
            at = found.end()
        return [*parts, done.stdout[at:]]

    def checked_out(self, name: str, entry: TreeEntry) -> bytes:
        """Return a file's bytes as the working tree has them: with this machine's line ends."""
        if entry.mode not in PLAIN:
            raise GitError(f"{name} ในคลังเป็นลิงก์หรือคลังอื่น ระบบไม่นำเข้าให้ ลบออกจากคลังแล้วสั่งใหม่")
        self._without_filters()
        return self._run(*self._line_ends(), "cat-file", "--filters", f"--path={name}", entry.oid)

    def _without_filters(self) -> None:
        """Have git run no program by which a folder's own settings would filter files."""
        if not self._filtered:
            return
        self._filtered = False
        done = self._done("config", "-z", "--name-only", "--get-regexp", r"^filter\.")
        names = {os.fsdecode(one).rpartition(".")[0] for one in done.stdout.split(b"\0") if one}
        said = {f"{name}.{part}": "" for name in names for part in ("clean", "smudge", "process")}
        said |= {f"{name}.required": "false" for name in names}
        self._environment["GIT_CONFIG_COUNT"] = str(len(said))
        for number, (key, value) in enumerate(said.items()):
            self._environment |= {
                f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value,
            }  # fmt: skip

    def _line_ends(self) -> list[str]:
        """Return how this person has git end lines; no program of theirs is among it."""
        if self._ends is None:
            told = {key: self._person_told(key) for key in _LINE_ENDS}
            self._ends = [
                part for key, value in told.items() if value for part in ("-c", f"{key}={value}")
            ]
            self._ends += ["-c", "core.safecrlf=false"]
        return self._ends

    def _person_told(self, key: str) -> str:
        """Return a setting as it holds for the person here; reading settings starts no program."""
        asking = {**self._environment, **self._person}
        del asking["GIT_CONFIG_GLOBAL"], asking["GIT_CONFIG_NOSYSTEM"]
        done = subprocess.run(  # noqa: S603  # an argument list of ours
            self._command("config", "--get", key), env=asking | self._config_of,
            cwd=self._folder, capture_output=True, check=False,
        )  # fmt: skip
        return os.fsdecode(done.stdout).removesuffix("\n")

    def _fed(self, data: bytes, *arguments: str, more: Mapping[str, str] | None = None) -> bytes:
        done = subprocess.run(  # noqa: S603  # an argument list of ours
            self._command(*arguments), env=self._environment | dict(more or {}), cwd=self._folder,
            input=data, capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise GitError(reason(done.stderr))
        return done.stdout


def listed(changes: Changes) -> bytes:
    """Return changes as `update-index --index-info` reads them."""
    return b"".join(_line(path, entry) for path, entry in sorted(changes.items()))


def _line(path: str, entry: TreeEntry | None) -> bytes:
    about = f"{entry.mode} {entry.oid}" if entry else "0 " + "0" * 40
    return f"{about}\t{path}\0".encode()


def conflict_paths(paths: Iterable[str]) -> str:
    """Return a path that is a file and a folder at once, empty for none."""
    known = set(paths)
    for path in sorted(known):
        above = path.rpartition("/")[0]
        while above:
            if above in known:
                return above
            above = above.rpartition("/")[0]
    return ""
