"""Revisions of a repository → files. Git is run by argument lists alone, in no shell.

What was pushed is read object by object: no checkout, so that no filter, attribute, hook or link
of a pushed tree takes effect here. Only what a portal is made of is read.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from generator.machine.disk import move_file, put_file
from generator.machine.git_objects import (
    LARGEST_TEXT,
    MOST_BYTES,
    MOST_FILES,
    GitEntry,
    blob_names,
    copy_object,
    holds,
    most_bytes,
    records,
    safe_path,
    too_many,
)
from generator.machine.git_program import Git, GitError, NotOursError, reason
from generator.machine.layout import PARTS

MOST_NAMES = 2 * MOST_FILES  # with the folders that they lie in
MOST_COMMITS = 2_000  # that change one file within one push

_COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_LINKS = ("120000", "160000")


class Repository(Git):
    """A repository, bare or with its working tree."""

    @classmethod
    def create(cls, folder: Path, branch: str, environment: Mapping[str, str]) -> Repository:
        """Return the bare repository at `folder`, made where there is none yet."""
        repository = cls(folder, environment, bare=True)
        if not (folder / "HEAD").is_file():
            folder.mkdir(parents=True, exist_ok=True)
            repository._run("init", "--quiet", "--bare", f"--initial-branch={branch}", ".")
        return repository

    @classmethod
    def begin(cls, folder: Path, branch: str, environment: Mapping[str, str]) -> Repository:
        """Return the repository whose working tree is `folder`, made where there is none yet."""
        repository = cls(folder, environment)
        if not (folder / ".git").exists():
            repository._run("init", "--quiet", f"--initial-branch={branch}", ".")
        return repository

    def configure(self, settings: Mapping[str, str]) -> None:
        """Write `settings` into the repository's own configuration."""
        self._run("rev-parse", "--git-dir")  # tells whose it is; `config` would not
        for key, value in settings.items():
            self._run("config", "--local", key, value)

    def commit(self, revision: str) -> str:
        """Return the commit that `revision` names. Raises GitError where there is none."""
        name = f"{revision}^{{commit}}"
        try:
            found = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        except NotOursError:
            raise
        except GitError:
            self._run("rev-parse", "--git-dir")  # says so where there is no repository at all
            if revision == "HEAD":
                raise GitError("คลังนี้ยังไม่มี commit สั่ง git add -A และ git commit ก่อน") from None
            told = f"ไม่พบรุ่น “{revision}” ในคลัง git ดูรุ่นที่มีด้วย git log --oneline"
            raise GitError(told) from None
        return _oid(found.decode("ascii", "replace").split()[-1] if found.split() else "")

    def known(self, commit: str) -> str | None:
        """Return the commit where the repository, which may have been made anew, has it."""
        try:
            return self.commit(commit) if commit else None
        except NotOursError:
            raise
        except GitError:
            return None

    def tip(self, branch: str) -> str | None:
        """Return the commit that a branch, of exactly that name, leads to; None without it."""
        try:
            found = self._run("show-ref", "--verify", "--hash", "--", f"refs/heads/{branch}")
        except GitError:
            return None
        return _oid(found.decode("ascii", "replace").strip())

    def follows(self, commit: str, earlier: str) -> bool:
        """Whether `earlier` is the commit itself or one of its ancestors."""
        try:
            self._run("merge-base", "--is-ancestor", _oid(earlier), _oid(commit))
        except GitError:
            return False
        return True

    def is_other_name(self, reference: str) -> bool:
        """Whether a reference only leads to another one, which a push to it would change."""
        try:
            return bool(self._run("symbolic-ref", "--quiet", "--", reference).strip())
        except GitError:
            return False

    def may_be_branch(self, name: str) -> bool:
        """Whether a branch may have that name: by git's rules, and told from everything else."""
        odd = name.startswith(("-", "refs/")) or name.upper() in ("HEAD", "FETCH_HEAD", "@")
        if odd or not name.isprintable() or _COMMIT.fullmatch(name) or len(name.encode()) > 200:
            return False
        try:
            self._run("check-ref-format", f"refs/heads/{name}")
        except GitError:
            return False
        return True

    def keeps(self, folder: Path) -> bool:
        """Whether a file below `folder` is in the repository; False where there is none.

        Raises NotOursError where there is one that git does not open.
        """
        try:
            path = folder.resolve().relative_to(self._folder.resolve()).as_posix()
            return bool(self._run("ls-files", "-z", "--", f":(literal){path}"))
        except NotOursError:
            raise
        except (GitError, ValueError):
            return False

    def hooks(self) -> Path:
        """Return the repository's own folder of hooks."""
        common = os.fsdecode(self._run("rev-parse", "--git-common-dir")).removesuffix("\n")
        return self._folder / common / "hooks"

    def write_hook(self, name: str, command: Sequence[str], over: str = "") -> bool:
        """Have git call `command` at the hook of that name; return whether it does now.

        A hook that was there is replaced only where it has the text `over`.
        """
        hooks = self.hooks()
        hook = hooks / name
        if hooks.is_symlink() or hook.is_symlink():  # it would be written elsewhere
            return False
        hooks.mkdir(exist_ok=True)
        if hook.is_file() and over not in hook.read_text(encoding="utf-8", errors="replace"):
            return False
        script = f"#!/bin/sh\nexec {shlex.join(command)}\n"  # for sh, on Windows too
        # At once: a push that comes meanwhile is judged by the old hook or by the new one.
        new = hook.with_name(f"{name}.new")  # git calls none of that name
        put_file(new, script.encode(), durable=True)
        new.chmod(0o755)  # whatever the system's habits: what may not run git passes over
        move_file(new, hook, durable=True)
        return True

    def called_hook(self, name: str) -> Path:
        """Return the file that git calls as the hook of that name when this person works here.

        The person's own settings may name another folder than the one that `write_hook` writes to.
        """
        asking = {**self._environment, **self._person}
        del asking["GIT_CONFIG_GLOBAL"], asking["GIT_CONFIG_NOSYSTEM"]
        git, path = self._command()[0], f"hooks/{name}"
        done = subprocess.run(  # noqa: S603  # an argument list of ours; it only reads settings
            [git, *self._chosen, "rev-parse", "--git-path", path],
            env=asking, cwd=self._folder, capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise GitError(reason(done.stderr))
        return self._folder / os.fsdecode(done.stdout).removesuffix("\n")

    def write_to(
        self,
        commit: str,
        folder: Path,
        listed: Sequence[GitEntry] | None = None,
        but: Collection[str] = (),
    ) -> None:
        """Make `folder` hold the portal as `commit` has it; files that stay are not touched.

        Links and other repositories inside it become links that lead nowhere, for the check to
        report. Raises GitError where a name or a size is out of bounds; `folder` is then partial.
        `listed` is what `listing` told of the commit, `but` are files that the caller writes.
        """
        entries = self.listing(commit) if listed is None else listed
        wanted = {entry.path for entry in entries if not entry.link}
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(folder.rglob("*"), reverse=True):
            name = path.relative_to(folder).as_posix()
            if path.is_symlink() or (path.is_file() and name not in wanted):
                path.unlink()
            elif path.is_dir() and not any(path.iterdir()):
                path.rmdir()
        for entry in entries:
            (folder / entry.path).parent.mkdir(parents=True, exist_ok=True)
            if entry.link:
                (folder / entry.path).symlink_to("nowhere")
        own = [one for one in entries if not one.link and one.path not in but]
        self._copy([one for one in own if not holds(folder, one)], folder)

    def listing(self, commit: str) -> list[GitEntry]:
        """Return the files of the portal at `commit`. Raises GitError for one out of bounds."""
        return self._entries(_oid(commit))

    def files(self, commit: str) -> dict[str, str]:
        """Return the object's name of every file of the portal at `commit`, by its path."""
        return {one.path: one.oid for one in self._entries(_oid(commit)) if not one.link}

    def unlike(self, commit: str) -> list[str]:
        """Return the portal's files in the working tree that a commit has not, or has otherwise.

        They are compared here, line ends aside: git would run the filters that a folder names.
        """
        kept = self.files(commit)
        found = []
        for part in PARTS:
            top = self._folder / part
            for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
                if not path.is_file() or path.is_symlink():
                    continue
                name = path.relative_to(self._folder).as_posix()
                if kept.get(name) not in blob_names(path.read_bytes(), len(commit)):
                    found.append(name)
        return found

    def read(self, oid: str) -> bytes:
        """Return a text file's bytes. Raises GitError for one that is larger than a text may be."""
        if int(self._run("cat-file", "-s", _oid(oid))) > LARGEST_TEXT:
            raise GitError(f"แฟ้มข้อความใหญ่เกิน {LARGEST_TEXT // 1_000_000} เมกะไบต์")
        return self._run("cat-file", "blob", _oid(oid))

    def text_at(self, commit: str, path: str) -> bytes:
        """Return the bytes of a text file at a commit; none where it is not there."""
        name = f"{_oid(commit)}:{path}"
        try:
            oid = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", name)
        except GitError:
            return b""
        return self.read(oid.decode("ascii", "replace").split()[-1])

    def changing(self, path: str, until: str, since: Sequence[str]) -> list[str]:
        """Return the commits up to `until` that changed a file, none before one of its ancestors.

        What `since` and its ancestors did is left out. Raises GitError where there are too many.
        """
        most = f"--max-count={MOST_COMMITS + 1}"
        without = [f"^{_oid(one)}" for one in since]
        listed = self._run("rev-list", "--topo-order", most, _oid(until), *without, "--", path)
        found = [_oid(line) for line in listed.decode("ascii", "replace").split()]
        if len(found) > MOST_COMMITS:
            raise GitError(f"แฟ้ม {path} ถูกเปลี่ยนมากครั้งเกินกว่าที่ระบบตรวจได้ (เกิน {MOST_COMMITS} ครั้ง)")
        return found[::-1]

    def _entries(self, commit: str) -> list[GitEntry]:
        entries, total = [], 0
        for path, mode, oid, weight in self._listed(commit):
            total += weight
            if weight > most_bytes(path):
                raise GitError(
                    f"ไฟล์ {path} ใหญ่เกินไป ({weight / 1_000_000:.1f} เมกะไบต์) "
                    f"ระบบรับได้ไม่เกิน {most_bytes(path) // 1_000_000} เมกะไบต์"
                )
            entries.append(GitEntry(path, oid, mode in _LINKS))
            if len(entries) > MOST_FILES or total > MOST_BYTES:
                raise too_many()
        return entries

    def _listed(self, commit: str) -> Iterator[tuple[str, str, str, int]]:
        """Yield path, mode, object and size of the portal's files, as git comes upon them.

        A tree of a few kilobytes may name millions of files, or of folders without any: folders
        are counted too, and git is stopped at the first name too many. Raises GitError.
        """
        command = ("ls-tree", "-r", "-t", "-l", "-z", _oid(commit), "--", *PARTS)
        with subprocess.Popen(  # noqa: S603  # an argument list of ours
            self._command(*command), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=self._environment, cwd=self._folder,
        ) as process:  # fmt: skip
            assert process.stdout
            try:
                for number, record in enumerate(records(process.stdout)):
                    about, _, raw = record.partition(b"\t")
                    mode, kind, oid, size = about.decode("ascii").split()
                    if number > MOST_NAMES:
                        raise too_many()
                    path = safe_path(raw)
                    if kind != "tree":
                        yield path, mode, oid, int(size) if size.isdecimal() else 0
                if process.wait():
                    raise GitError("git อ่านรายชื่อแฟ้มของ commit นี้ไม่ได้")
            finally:
                process.kill()

    def _copy(self, entries: list[GitEntry], folder: Path) -> None:
        """Write the entries' bytes below `folder`: one process reads them, a piece at a time."""
        if not entries:
            return
        with self._batch(entry.oid for entry in entries) as told:
            for entry in entries:
                copy_object(told, folder, entry)


def _oid(text: str) -> str:
    if not _COMMIT.fullmatch(text):
        raise GitError(f"{text!r} ไม่ใช่รหัสของ git")
    return text
