"""The program git, run so that no folder has a say in what else runs.

A folder from somebody else brings its own `.git/config`, which may name programs for nearly all
that git does. Git's own check of whose folder it is stays on, and does not help where the folder
was unpacked from an archive; so only plumbing is run, which starts none of them but these: the
monitor of files and hooks (set to nothing), and the fetch of objects that a clone left out
(forbidden, over every protocol; decision 71). A test plants a program under every such key.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

from generator.machine.git_words import git_words
from generator.machine.programs import found_program, whole_paths

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


class GitError(Exception):
    """Git could not do what was asked, or a tree is not what a portal may be; worded in Thai."""


class NotOursError(GitError):
    """The repository belongs to another user of this machine, and git does not open it."""


class Git:
    """Git at one folder: an argument list in, bytes out. Raises GitError."""

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

    def _command(self, *arguments: str) -> list[str]:
        try:
            git = found_program("git", self._environment)
        except FileNotFoundError:
            raise GitError("ไม่พบโปรแกรม git ในเครื่องนี้ ติดตั้ง git แล้วเปิดหน้าต่างคำสั่งใหม่") from None
        return [git, *_SAFE, *self._chosen, *arguments]

    def _run(self, *arguments: str, told: bytes | None = None) -> bytes:
        done = self._done(*arguments, told=told)
        if done.returncode and (refused := _NOT_OURS.search(done.stderr)):
            folder = os.fsdecode(refused[1])
            if not self._trusts(folder):
                raise NotOursError(_not_ours(folder))
            self._chosen = [*self._chosen, "-c", f"safe.directory={folder}"]
            done = self._done(*arguments, told=told)
        if done.returncode:
            raise GitError(reason(done.stderr))
        return done.stdout

    def _done(
        self, *arguments: str, told: bytes | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(  # noqa: S603  # an argument list of ours
                self._command(*arguments), env=self._environment, cwd=self._folder,
                input=told, capture_output=True, check=False,
            )  # fmt: skip
        except (FileNotFoundError, NotADirectoryError):
            raise GitError(f"ไม่พบโฟลเดอร์ของคลัง {self._folder}") from None

    @contextlib.contextmanager
    def _batch(self, oids: Iterable[str]) -> Iterator[IO[bytes]]:
        """Yield what git tells of objects, one after the other: `next_object` reads it.

        One process answers for all of them, and is ended with the block.
        """
        with tempfile.TemporaryFile() as asked:
            asked.write("".join(f"{one}\n" for one in oids).encode())
            asked.seek(0)
            with subprocess.Popen(  # noqa: S603  # an argument list of ours
                self._command("cat-file", "--batch", "--buffer"), stdin=asked,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env=self._environment, cwd=self._folder,
            ) as process:  # fmt: skip
                assert process.stdout
                try:
                    yield process.stdout
                finally:
                    process.kill()  # it has told all, or nobody listens any more

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


def reason(stderr: bytes) -> str:
    """Return what git's words mean, for a message; of several lines where nobody foresaw them."""
    return git_words(stderr.decode("utf-8", "replace").strip())
