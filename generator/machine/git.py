"""Revisions of a repository → files. The one module that runs git: argument lists, never a shell.

What was pushed is read object by object: no checkout, so that no filter, attribute, hook or link
of a pushed tree takes effect here. Only what a portal is made of is read.

A folder from somebody else brings its own `.git/config`, which may name programs for nearly all
that git does. Git's own check of whose folder it is stays on, and does not help where the folder
was unpacked from an archive; so only plumbing is run, which starts none of them but these: the
monitor of files and hooks (set to nothing), and the fetch of objects that a clone left out
(forbidden, over every protocol). A test plants a program under every such key.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from generator.machine.programs import found_program, whole_paths

# A portal is text and some scanned papers; what is larger is a mistake or an attack.
MOST_FILES = 20_000
MOST_NAMES = 2 * MOST_FILES  # with the folders that they lie in
MOST_COMMITS = 2_000  # that change one file within one push
MOST_BYTES = 2_000_000_000
LARGEST_TEXT = 5_000_000
LARGEST_PAPER = 30_000_000
LARGEST_SEALED = 200_000_000  # a sealed year with its documents
LONGEST_NAME = 200  # bytes; a file system takes 255, and what is made of the file adds endings
PARTS = ("plans", "content", "mkdocs.yml")

_KEPT = ("SYSTEMROOT", "TMPDIR", "TMP", "TEMP")
# Objects of a push lie apart until its hook lets them in; git tells the hook where, by these.
_OF_A_PUSH = (
    "GIT_QUARANTINE_PATH", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
)  # fmt: skip
# Where a person's own settings lie, asked for one thing only: the folders that they trust.
_OF_A_PERSON = ("HOME", "XDG_CONFIG_HOME", "USERPROFILE", "HOMEDRIVE", "HOMEPATH", "PROGRAMDATA")
_HARMLESS = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",  # a commit is what its name says, whatever else is told
    # A clone may say that it fetches what it lacks, by a program that it names.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
}
_SAFE = ("--no-pager", "-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false")
# As git has said it since 2.36, and before.
_NOT_OURS = re.compile(
    rb"(?:dubious ownership in repository at|unsafe repository \()\s*'(.+?)'(?:\n| is owned)",
    re.DOTALL,
)
_COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_LINKS = ("120000", "160000")
_TEXT = (".csv", ".yml", ".yaml", ".md", ".txt")
_SEALED = re.compile("plans/[^/]+/sealed/[^/]+[.]zip")
_CHUNK = 1 << 20
_LISTED = 1 << 16


class GitError(Exception):
    """Git could not do what was asked, or a tree is not what a portal may be; worded in Thai."""


class NotOursError(GitError):
    """The repository belongs to another user of this machine, and git does not open it."""


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    oid: str
    link: bool


class Repository:
    """A repository, bare or with its working tree."""

    def __init__(
        self,
        folder: Path,
        environment: Mapping[str, str],
        *,
        bare: bool = False,
        own_hook: bool = False,
    ) -> None:
        """Use the repository at or around `folder`; git sees little of `environment`.

        `bare` is one without a working tree, at `folder` itself.

        `own_hook` is said by a hook that git itself started inside the bare repository `folder`:
        whoever pushes need not own it. Nobody else passes by git's check of whose folder it is.
        """
        self._folder = folder
        kept = (*_KEPT, *_OF_A_PUSH) if own_hook else _KEPT
        self._environment = {key: environment[key] for key in kept if key in environment}
        self._environment |= _HARMLESS | {"PATH": whole_paths(environment)}
        if own_hook:
            self._environment["GIT_DIR"] = str(folder.resolve())
        self._person = {key: environment[key] for key in _OF_A_PERSON if key in environment}
        if bare:
            self._environment["GIT_CEILING_DIRECTORIES"] = str(folder.resolve().parent)
        # What looks like a bare repository among somebody's files is one that came with them.
        self._chosen = [] if bare else ["-c", "safe.bareRepository=explicit"]

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
            raise GitError(f"ไม่พบรุ่น {revision!r} ในคลัง git") from None
        return _oid(found.decode("ascii", "replace").split()[-1] if found.split() else "")

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
        script = f"#!/bin/sh\nexec {shlex.join(command)}\n"
        hook.write_text(script, encoding="utf-8", newline="\n")  # for sh, on Windows too
        hook.chmod(0o755)
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
            raise GitError(_reason(done.stderr))
        return self._folder / os.fsdecode(done.stdout).removesuffix("\n")

    def write_to(self, commit: str, folder: Path) -> None:
        """Make `folder` hold the portal as `commit` has it; files that stay are not touched.

        Links and other repositories inside it become links that lead nowhere, for the check to
        report. Raises GitError where a name or a size is out of bounds; `folder` is then partial.
        """
        entries = self._entries(_oid(commit))
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
        self._copy([one for one in entries if not one.link and not _holds(folder, one)], folder)

    def files(self, commit: str) -> dict[str, str]:
        """Return the object's name of every file of the portal at `commit`, by its path."""
        return {one.path: one.oid for one in self._entries(_oid(commit)) if not one.link}

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

    def _entries(self, commit: str) -> list[_Entry]:
        entries, total = [], 0
        for path, mode, oid, weight in self._listed(commit):
            total += weight
            if weight > _most(path):
                raise GitError(
                    f"ไฟล์ {path} ใหญ่เกินไป ({weight / 1_000_000:.1f} เมกะไบต์) "
                    f"ระบบรับได้ไม่เกิน {_most(path) // 1_000_000} เมกะไบต์"
                )
            entries.append(_Entry(path, oid, mode in _LINKS))
            if len(entries) > MOST_FILES or total > MOST_BYTES:
                raise _too_many()
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
                for number, record in enumerate(_records(process.stdout)):
                    about, _, raw = record.partition(b"\t")
                    mode, kind, oid, size = about.decode("ascii").split()
                    if number > MOST_NAMES:
                        raise _too_many()
                    path = _path(raw)
                    if kind != "tree":
                        yield path, mode, oid, int(size) if size.isdecimal() else 0
                if process.wait():
                    raise GitError("git อ่านรายชื่อแฟ้มของ commit นี้ไม่ได้")
            finally:
                process.kill()

    def _copy(self, entries: list[_Entry], folder: Path) -> None:
        """Write the entries' bytes below `folder`: one process reads them, a piece at a time."""
        with tempfile.TemporaryFile() as asked:
            asked.write("".join(f"{entry.oid}\n" for entry in entries).encode())
            asked.seek(0)
            with subprocess.Popen(  # noqa: S603  # an argument list of ours
                self._command("cat-file", "--batch", "--buffer"), stdin=asked,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env=self._environment, cwd=self._folder,
            ) as process:  # fmt: skip
                assert process.stdout
                try:
                    for entry in entries:
                        _copy_object(process.stdout, folder, entry)
                finally:
                    process.kill()  # it has told all, or nobody listens any more

    def _command(self, *arguments: str) -> list[str]:
        try:
            git = found_program("git", self._environment)
        except FileNotFoundError:
            raise GitError("ไม่พบโปรแกรม git ในเครื่องนี้ ติดตั้ง git แล้วเปิดหน้าต่างคำสั่งใหม่") from None
        return [git, *_SAFE, *self._chosen, *arguments]

    def _run(self, *arguments: str) -> bytes:
        done = self._done(*arguments)
        if done.returncode and (refused := _NOT_OURS.search(done.stderr)):
            folder = os.fsdecode(refused[1])
            if not self._trusts(folder):
                raise NotOursError(_not_ours(folder))
            self._chosen = [*self._chosen, "-c", f"safe.directory={folder}"]
            done = self._done(*arguments)
        if done.returncode:
            raise GitError(_reason(done.stderr))
        return done.stdout

    def _done(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(  # noqa: S603  # an argument list of ours
                self._command(*arguments), env=self._environment, cwd=self._folder,
                capture_output=True, check=False,
            )  # fmt: skip
        except (FileNotFoundError, NotADirectoryError):
            raise GitError(f"ไม่พบโฟลเดอร์ของคลัง {self._folder}") from None

    def _trusts(self, folder: str) -> bool:
        """Whether the person, or this machine's administrator, told git so of that very folder."""
        asking = {**self._environment, **self._person}
        del asking["GIT_CONFIG_GLOBAL"], asking["GIT_CONFIG_NOSYSTEM"]
        told: list[str] = []
        for whose in ("--system", "--global"):
            done = subprocess.run(  # noqa: S603  # an argument list of ours
                self._command("config", whose, "--includes", "--type=path", "-z", "--get-all",
                              "safe.directory"),
                env=asking, cwd=self._folder.resolve().anchor,  # where no repository has a say
                capture_output=True, check=False,
            )  # fmt: skip
            for one in os.fsdecode(done.stdout).split("\0")[:-1]:
                # An empty value takes back what was said before it.
                told = [*told, one] if one else []
        return any(
            one in ("*", folder) or (one.endswith("/*") and folder.startswith(one[:-1]))
            for one in told
        )


def _not_ours(folder: str) -> str:
    """Return what to tell whose folder git calls of dubious ownership.

    The command is to be copied into a shell: a folder's name must do nothing there.
    """
    if not folder.isprintable():
        return f"git ไม่เปิดคลัง {folder!r} เพราะโฟลเดอร์เป็นของผู้ใช้อื่นในเครื่อง และชื่อโฟลเดอร์ผิดปกติ ไม่ควรใช้"
    quoted = "'" + folder.replace("'", "''") + "'" if os.name == "nt" else shlex.quote(folder)
    command = f"git config --global --add safe.directory {quoted}"
    return (
        f"git ไม่เปิดคลัง {folder} เพราะโฟลเดอร์เป็นของผู้ใช้อื่นในเครื่อง (หรืออยู่ในสื่อที่ไม่บันทึกเจ้าของ) "
        "และการตั้งค่าที่มากับคลังของผู้อื่นอาจสั่งให้เครื่องท่านทำงานแทนเขาได้\n"
        "ถ้าแน่ใจว่าเป็นคลังของสำนักงานท่านเอง สั่งครั้งเดียวแล้วลองใหม่:\n"
        f"    {command}\n"
        "ถ้าได้มาจากผู้อื่นหรือไม่แน่ใจ อย่าสั่งคำสั่งนั้น ให้ git clone จากคลังต้นทางของสำนักงานแล้วทำงานในโฟลเดอร์ใหม่"
    )


def _records(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield what a null byte ends, without waiting for the end of the stream."""
    left = b""
    while data := stream.read(_LISTED):
        *whole, left = (left + data).split(b"\0")
        yield from whole
        if len(left) > _LISTED:
            raise GitError("ชื่อแฟ้มในคลังยาวเกินไป")


def _too_many() -> GitError:
    return GitError(
        f"แฟ้มในคลังมากหรือใหญ่เกินกว่าที่ระบบรับได้ (ไม่เกิน {MOST_FILES} แฟ้ม "
        f"รวม {MOST_BYTES // 1_000_000} เมกะไบต์)"
    )


def _oid(text: str) -> str:
    if not _COMMIT.fullmatch(text):
        raise GitError(f"{text!r} ไม่ใช่รหัสของ git")
    return text


def _path(raw: bytes) -> str:
    """Return a path that stays in its folder on every system. Raises GitError."""
    try:
        path = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise GitError(f"ชื่อแฟ้ม {raw!r} ไม่ใช่ UTF-8") from None
    parts = PurePosixPath(path).parts
    odd = any(part in ("..", ".") or part.lower() in (".git", "git~1") for part in parts)
    if odd or path.startswith("/") or "\\" in path or not path.isprintable():
        raise GitError(f"ชื่อแฟ้ม {path!r} ใช้ไม่ได้")
    if len(raw) > 1000 or any(len(part.encode()) > LONGEST_NAME for part in parts):
        raise GitError(
            f"ชื่อแฟ้ม {path} ยาวเกินไป ชื่อแฟ้มหรือโฟลเดอร์หนึ่งยาวได้ {LONGEST_NAME} ไบต์ (ตัวอักษรไทยราว 66 ตัว)"
        )
    return path


def _most(path: str) -> int:
    """Return how many bytes a file of that name may have."""
    if _SEALED.fullmatch(path):
        return LARGEST_SEALED
    return LARGEST_TEXT if path.lower().endswith(_TEXT) else LARGEST_PAPER


def _holds(folder: Path, entry: _Entry) -> bool:
    """Whether the file is there as git has it: its object's name is a digest of its bytes."""
    kind = "sha1" if len(entry.oid) == 40 else "sha256"
    try:
        with (folder / entry.path).open("rb") as file:
            size = (folder / entry.path).stat().st_size
            made = hashlib.new(kind, f"blob {size}\0".encode(), usedforsecurity=False)
            while data := file.read(_CHUNK):
                made.update(data)
    except OSError:
        return False
    return made.hexdigest() == entry.oid


def _copy_object(source: IO[bytes], folder: Path, entry: _Entry) -> None:
    """Copy what `cat-file --batch` tells of one object. Raises GitError where it tells less."""
    head = source.readline().split()
    if len(head) != 3 or head[1] != b"blob":
        raise GitError(f"อ่าน {entry.path} จากคลัง git ไม่ได้")
    left = int(head[2])
    with (folder / entry.path).open("wb") as file:
        while left:
            data = source.read(min(left, _CHUNK))
            if not data:
                raise GitError(f"อ่าน {entry.path} จากคลัง git ไม่ได้")
            left -= file.write(data)
    source.read(1)  # the line's end


def _reason(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return f"git: {lines[-1] if lines else 'ไม่บอกเหตุ'}"
