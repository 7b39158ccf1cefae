"""A person's working copy: what is changed in it, and commits put into it.

A commit comes into the history by one change of the branch; files are replaced one by one, each in
one step (atomic), and what is being put in is noted first, so that a run that was killed can be
gone on with.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from generator.machine.disk import put_file
from generator.machine.git_commits import PLAIN, Changes, Commits, TreeEntry, listed
from generator.machine.git_program import GitError
from generator.machine.git_words import git_words

_HALF = {
    "rebase-merge": "rebase in progress", "rebase-apply": "rebase in progress",
    "MERGE_HEAD": "MERGE_HEAD exists", "CHERRY_PICK_HEAD": "CHERRY_PICK_HEAD",
    "REVERT_HEAD": "REVERT_HEAD",
}  # fmt: skip
_NOTE = "phaen-sync.json"
_LEFT = "phaen-left"
_KEPT = "refs/phaen/"  # where `Network.fetch` keeps what it brought
_TO_INDEX = ("update-index", "-z", "--index-info")


class WorkCopy(Commits):
    """A repository with its working tree at `folder`, of the person whose `environment` it is."""

    # What state it is in

    def is_top(self) -> bool:
        """Whether the folder is the repository's own, and not one inside it."""
        return not self._run("rev-parse", "--show-prefix").strip()

    def branch(self) -> str:
        """Return the branch that is worked on, empty where there is none (detached)."""
        try:
            found = self._run("symbolic-ref", "--quiet", "HEAD")
        except GitError:
            return ""
        return os.fsdecode(found).strip().removeprefix("refs/heads/")

    def head(self) -> str | None:
        """Return the last commit, None before the first."""
        try:
            return self.commit("HEAD")
        except GitError:
            return None

    def remote_tip(self, remote: str, branch: str) -> str | None:
        """Return the commit of a remote's branch as it was last fetched, None without it."""
        try:
            return self.commit(f"refs/remotes/{remote}/{branch}")
        except GitError:
            return None

    def know_remote_tip(self, remote: str, branch: str, commit: str) -> None:
        """Note where a remote's branch leads."""
        self._run("update-ref", f"refs/remotes/{remote}/{branch}", commit)

    def keep_known(self, remote: str) -> None:
        """Note again where branches of a remote led, if somebody pruned that: before a fetch.

        Only of a remote that a branch here follows: another may go by the name of one removed.
        """
        above = f"{_KEPT}{remote}/"
        for line in self._list("for-each-ref", "--format=%(objectname) %(refname)", above):
            commit, _, name = line.partition(" ")
            branch = name.removeprefix(above)
            if self.remote_tip(remote, branch) is None and self._follows_some(remote):
                self.know_remote_tip(remote, branch, commit)

    def _follows_some(self, remote: str) -> bool:
        try:
            told = self._list("config", "--get-regexp", r"^branch\..*\.remote$")
        except GitError:
            return False
        return any(one.rpartition(" ")[2] == remote for one in told)

    def _list(self, *arguments: str) -> list[str]:
        return os.fsdecode(self._run(*arguments)).splitlines()

    def once_known(self, remote: str, branch: str) -> list[str]:
        """Return every commit that a remote's branch is known to have led to, the newest first."""
        name = f"refs/remotes/{remote}/{branch}"
        try:
            path = os.fsdecode(self._run("rev-parse", "--git-path", f"logs/{name}")).strip("\n")
            lines = (self._folder / path).read_bytes().splitlines()
        except (GitError, OSError):
            lines = []
        told = [word.decode("ascii", "replace") for line in lines for word in line.split()[:2]]
        now = self.remote_tip(remote, branch)
        every = [*([now] if now else []), *reversed(told)]
        return [one for one in dict.fromkeys(every) if set(one) != {"0"} and self.has(one)]

    def known_branches(self, remote: str) -> list[str]:
        """Return the branches that a remote is known to have had, its first one first."""
        above = f"refs/remotes/{remote}/"
        told = self._list("for-each-ref", "--format=%(refname)%00%(symref)", above)
        lines = [one.split("\0") for one in told]
        found = [*(led for _, led in lines if led), *(name for name, led in lines if not led)]
        return list(dict.fromkeys(name.removeprefix(above) for name in found))

    def common(self, one: str, other: str) -> list[str]:
        """Return the last commits that two have in common, whichever way they are reached."""
        try:
            return self._run("merge-base", "--all", one, other).decode().split()
        except GitError:
            return []

    def note_left(self, gone: str) -> None:
        """Note that the history which `gone` leads to is left here, until that is told."""
        put_file(self.git_folder() / _LEFT, f"{gone}\n".encode(), durable=True)

    def noted_left(self) -> str:
        """Return what was noted, empty where nothing was or it is here no more."""
        try:
            gone = (self.git_folder() / _LEFT).read_text("ascii", "replace").strip()
        except OSError:
            return ""
        return gone if gone and self.has(gone) else ""

    def forget_left(self) -> None:
        """Forget the note: somebody was told."""
        (self.git_folder() / _LEFT).unlink(missing_ok=True)

    def still_lead_to(self, gone: str, now: str) -> list[str]:
        """Return the references here that hold what `gone` has of before, and `now` not."""
        every = self._list("for-each-ref", "--format=%(refname)", "refs/heads", "refs/tags",
                           "refs/stash", "refs/remotes", _KEPT)  # fmt: skip
        return [
            name
            for name in every
            if not name.endswith("/HEAD")
            if (tip := self.known(name))
            and not all(self.follows(now, one) for one in self.common(tip, gone))
        ]

    def has(self, commit: str) -> bool:
        """Whether a commit is here."""
        try:
            self._run("cat-file", "-e", f"{commit}^{{commit}}")
        except GitError:
            return False
        return True

    def half_done(self) -> str:
        """Return in Thai what was begun and not ended, and how to; empty for nothing."""
        folder = self.git_folder()
        for name, words in _HALF.items():
            if (folder / name).exists():
                return git_words(words)
        return git_words("unmerged files") if self._run("ls-files", "-u") else ""

    def changed(self, *, unknown: bool = True) -> dict[str, bool]:
        """Return each file that is not as the last commit has it, and whether it is there.

        Without `unknown` only those that git keeps.
        """
        files = f"--untracked-files={'all' if unknown else 'no'}"
        self._without_filters()
        told = self._run(
            *self._line_ends(), "status", "--porcelain=v1", "-z", "--no-renames", files
        )
        found = {}
        for one in os.fsdecode(told).split("\0"):
            if one:
                path = one[3:]
                found[path] = os.path.lexists(self._folder / path)
        return found

    def ignored(self, parts: Sequence[str]) -> list[str]:
        """Return files below some folders that git is told to ignore."""
        arguments = ("ls-files", "--others", "--ignored", "--exclude-standard", "-z", "--", *parts)
        return [one for one in os.fsdecode(self._run(*arguments)).split("\0") if one]

    # Into the history, and into the working tree

    def record(self, paths: Iterable[str], message: str) -> str:
        """Commit these files as they lie there, and nothing else; return the commit."""
        head = self.head()
        known = self.entries(head) if head else {}
        above = os.fsdecode(self._run("rev-parse", "--show-prefix")).removesuffix("\n")
        changes = {
            f"{above}{path}": self.entry_of(path, known.get(f"{above}{path}"))
            if (self._folder / path).is_file()
            else None
            for path in paths
        }
        commit = self.made(self.tree(head, changes), [head] if head else [], f"{message}\n")
        self.advance(self.branch(), commit, head, changes, message)
        return commit

    def merged(
        self, ours: bytes, base: bytes, theirs: bytes, *, both: bool = False
    ) -> bytes | None:
        """Return a text with the changes of both sides; None where both changed the same lines.

        With `both`, such lines of either side stand one after the other: for lists.
        """
        made: list[bytes] = []
        for part in self.merge_text(base, ours, theirs):
            if not isinstance(part, bytes) and not both:
                return None
            made += [part] if isinstance(part, bytes) else part
        return b"".join(made)

    def advance(self, branch: str, new: str, old: str | None, changes: Changes, why: str) -> None:
        """Let a branch lead to a commit whose files the working tree has already.

        The index first: a run that is killed between leaves files that are staged, no more.
        """
        self._fed(listed(changes), *_TO_INDEX)
        self._move(branch, new, old, why)

    def _move(self, branch: str, new: str, old: str | None, why: str) -> None:
        name = f"refs/heads/{branch}" if branch else "HEAD"
        none = "0" * len(new)
        self._fed(b"", "update-ref", "-m", why, name, new, old or none, more=self._who())

    def put(self, branch: str, old: str, new: str, tree: str) -> None:
        """Have the working tree as a tree says, then let the branch lead to `new`.

        Files that differ from the commit `old` and are not committed stay: GitError says which
        would be lost, before anything is written. What is done is noted first; `go_on` ends it.
        Where somebody changes a file meanwhile, GitError says so, and all is as it was; and where
        git or the disk fails: nobody finds later what they were told was not done.
        """
        self._refuse_overwriting(old, tree)
        note = {"branch": branch, "old": old, "new": new, "tree": tree}
        put_file(self._note(), json.dumps(note).encode(), durable=True)
        try:
            self.go_on()
        except (GitError, OSError):
            self._take_out(old, tree)
            raise
        if self.head() != new:
            raise GitError("แฟ้มถูกแก้ในขณะที่กำลังรับงานของผู้อื่น จึงยังไม่ได้รับ สั่ง phaen sync อีกครั้ง")

    def go_on(self) -> bool:
        """End what a killed run began to put in; return whether there was anything.

        Where somebody changed a file since, what was put in is taken out again instead: their
        change was made on what was there before, and is merged like any other.
        """
        path = self._note()
        if not path.is_file():
            return False
        try:
            note = json.loads(path.read_bytes())
            branch, old, new, tree = (str(note[key]) for key in ("branch", "old", "new", "tree"))
        except (ValueError, KeyError, TypeError):
            path.unlink()
            return False
        if self.branch() == branch and self.head() == old:  # else all was put in already
            self._put_in(branch, old, new, tree)
        path.unlink()
        return True

    def _put_in(self, branch: str, old: str, new: str, tree: str) -> None:
        before, after = self.entries(old), self.entries(tree)
        names = [name for name in {*before, *after} if before.get(name) != after.get(name)]
        there = self._stands(names, before), self._stands(names, after)
        back = any(name not in there[0] | there[1] for name in names)
        wanted, right = (before, there[0]) if back else (after, there[1])
        for name in sorted(names):
            if name not in right and name in there[0] | there[1]:
                self.replace(name, wanted.get(name))
        self._fed(listed({name: wanted.get(name) for name in names}), *_TO_INDEX)
        if not back:
            self._move(branch, new, old, "phaen sync: merge")

    def _take_out(self, old: str, tree: str) -> None:
        """Have the files that were put in as they were; where that fails too, the note stays."""
        if self.head() != old:
            return  # all was put in
        before, after = self.entries(old), self.entries(tree)
        names = [name for name in {*before, *after} if before.get(name) != after.get(name)]
        for name in self._stands(names, after):
            self.replace(name, before.get(name))
        with suppress(GitError):  # an index that is locked was not changed before either
            self._fed(listed({name: before.get(name) for name in names}), *_TO_INDEX)
        self._note().unlink()

    def _stands(self, names: Sequence[str], entries: Mapping[str, TreeEntry]) -> set[str]:
        """Return the files that are in the working tree as some entries have them."""
        found = set()
        for name in names:
            path, entry = self._folder / name, entries.get(name)
            if entry is None:
                found |= set() if os.path.lexists(path) else {name}
            elif path.is_file() and not path.is_symlink() and self._is_as(name, entry):
                found.add(name)
        return found

    def _is_as(self, name: str, entry: TreeEntry) -> bool:
        """Whether a file is an entry's, be it with other line ends than git would give it."""
        now = (self._folder / name).read_bytes()
        return now == self.checked_out(name, entry) or self.entry_of(name, entry) == entry

    def replace(self, name: str, entry: TreeEntry | None) -> None:
        """Have a file as an entry says, whatever it was."""
        path = self._folder / name
        if entry is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        put_file(path, self.checked_out(name, entry), durable=True)
        if entry.mode == PLAIN[1]:
            path.chmod(path.stat().st_mode | 0o111)

    def _refuse_overwriting(self, old: str, tree: str) -> None:
        before, after = self.entries(old), self.entries(tree)
        for name, there in self.changed().items():
            entry = after.get(name)
            if before.get(name) == entry:
                continue
            if there and self._is_either(name, before.get(name), entry):
                continue
            raise GitError(
                f"แฟ้ม {name} แก้ไว้ในเครื่องนี้แต่ยังไม่ได้บันทึก และผู้อื่นส่งฉบับอื่นมา "
                f'สั่ง git add "{name}" แล้ว git commit แล้วสั่ง phaen sync ใหม่ หรือย้ายแฟ้มนี้ออกก่อน'
            )

    def _is_either(self, name: str, was: TreeEntry | None, entry: TreeEntry | None) -> bool:
        """Whether a file says what it did, with other line ends, or already what it is to say."""
        path = self._folder / name
        if not path.is_file() or path.is_symlink():
            return False
        if was and self.entry_of(name, was) == was:
            return True
        return entry is not None and path.read_bytes() == self.checked_out(name, entry)

    # How it is asked

    def _note(self) -> Path:
        return self.git_folder() / _NOTE

    def git_folder(self) -> Path:
        """Return the folder of what git keeps for this working copy, which no commit can hold."""
        found = os.fsdecode(self._run("rev-parse", "--git-dir")).removesuffix("\n")
        return self._folder / found
