"""Git talking to other machines for the person who asked: their keys, their names, their settings.

What a folder brings with it has no say in which programs run (decision 71): no hook is called,
only well-known ways are taken, and a folder whose own settings name a program for any of it is
refused before anything is asked of it.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from generator.machine.git_program import Git, GitError
from generator.machine.git_words import Refused, git_words, refused, told_by_remote
from generator.machine.programs import end_with_all, found_program, whole_paths

# What a person says to git beside their settings; all else that begins with GIT_ is of a folder.
_SAID = ("GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_SSL_", "GIT_CONFIG_GLOBAL",
         "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM", "GIT_HTTP_")  # fmt: skip
_WAYS = "https:http:ssh:git:file"
_QUIET = (
    "--no-pager", "-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false",
    "-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "core.alternateRefsCommand=",
    "-c", "fetch.recurseSubmodules=false", "-c", "push.recurseSubmodules=no",
    "-c", "push.gpgSign=false", "-c", "color.ui=false", "-c", "core.abbrev=12",
)  # fmt: skip
_PROGRAMS = re.compile(
    r"core\.(?:sshcommand|askpass|gitproxy)|ssh\.variant|remote\..*\.(?:uploadpack|receivepack|vcs)"
    r"|credential\.(?:.*\.)?helper|filter\..*\.(?:clean|smudge|process)",
    re.IGNORECASE | re.DOTALL,
)
# On Windows a program that has no window finds no terminal there, either.
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_KNOWN_HELPER = re.compile(
    r"(?:store|cache|manager|manager-core|osxkeychain|wincred|libsecret)?(?: --[a-z]+(?:=[\w.]+)?)*"
)


class RemoteError(GitError):
    """The other side, or the way to it, refused.

    `refused` says why where that is known; `told` are the lines that its hook told the person.
    """

    def __init__(self, said: str) -> None:
        """Take all that git said."""
        super().__init__(git_words(said))
        self.refused: Refused | None = refused(said)
        self.told = tuple(told_by_remote(said))

    @property
    def code(self) -> str:
        """The name of the reason, empty for one that nobody foresaw."""
        return self.refused.code if self.refused else ""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What came of a push: what the other side told the person."""

    told: tuple[str, ...]


class Network(Git):
    """Fetches and pushes one branch of the repository around a folder. Raises RemoteError."""

    def __init__(
        self,
        folder: Path,
        environment: Mapping[str, str],
        *,
        asks: bool,
        patience: float | None = None,
    ) -> None:
        """Use the person's whole `environment`; `asks` tells that they can be asked for a word.

        With `patience` git and all that it starts are ended after so many seconds, and have no
        terminal to ask at.
        """
        super().__init__(folder, environment)
        self._patience = patience
        self._whole = {
            key: value
            for key, value in environment.items()
            if not key.startswith("GIT_") or key.startswith(_SAID)
        }
        self._whole |= {
            "PATH": whole_paths(environment),
            "LC_ALL": "C",
            "GIT_ALLOW_PROTOCOL": _WAYS,
            "GIT_TERMINAL_PROMPT": "1" if asks else "0",
        }

    def remotes(self) -> tuple[str, ...]:
        """Return the names of the remotes."""
        return tuple(os.fsdecode(self._run("remote")).split())

    def upstream(self, branch: str) -> tuple[str, str] | None:
        """Return the remote and the branch there that a branch follows, None where none is told."""
        remote = self._told(f"branch.{branch}.remote")
        merge = self._told(f"branch.{branch}.merge")
        if not remote or remote == "." or not merge.startswith("refs/heads/"):
            return None
        return remote, merge.removeprefix("refs/heads/")

    def _told(self, key: str) -> str:
        try:
            return os.fsdecode(self._run("config", "--get", key)).rstrip("\n")
        except GitError:
            return ""

    def programs(self) -> Iterator[str]:
        """Yield the keys by which this repository's own settings name programs to run."""
        listed = b""
        for whose in ("--local", "--worktree"):  # the latter is the former where there is no other
            with contextlib.suppress(GitError):
                listed += self._run("config", whose, "--includes", "-z", "--list")
        for one in os.fsdecode(listed).split("\0"):
            key, _, value = one.partition("\n")
            helper = key.lower().endswith("helper") and _KNOWN_HELPER.fullmatch(value)
            if _PROGRAMS.fullmatch(key) and not helper:
                yield key

    def refuse_programs(self) -> None:
        """Raise GitError where a program that the folder names would run."""
        if found := next(self.programs(), ""):
            raise GitError(
                f"คลังนี้ตั้งค่า {found} ไว้ใน .git/config ให้ git เรียกโปรแกรมอื่น ระบบจึงไม่ติดต่อคลังต้นทางให้\n"
                f"ถ้าท่านไม่ได้ตั้งเอง สั่ง git config --unset-all {found} แล้วสั่งใหม่\n"
                "ถ้าตั้งเอง ย้ายไปไว้ในการตั้งค่าของท่าน (git config --global) หรือส่งเองด้วย git push"
            )

    def fetch(self, remote: str, branch: str) -> str:
        """Bring the remote's branch here; return the reference that leads to it now.

        What is known of the remote stays as it was: whoever asked looks at what came first.
        """
        kept = f"refs/phaen/{remote}/{branch}"
        how = ("--quiet", "--no-tags", "--no-recurse-submodules", "--refmap=")
        self._talk("fetch", *how, "--", remote, f"+refs/heads/{branch}:{kept}")
        return kept

    def push(self, remote: str, branch: str, commit: str) -> Pushed:
        """Send a commit to the remote's branch; it only ever goes on from where it is."""
        spec = f"{commit}:refs/heads/{branch}"
        said = self._talk("push", "--porcelain", "--no-verify", "--", remote, spec)
        return Pushed(tuple(told_by_remote(said)))

    def _talk(self, *arguments: str) -> str:
        self._run("rev-parse", "--git-dir")  # tells whose it is
        self.refuse_programs()
        try:
            git = found_program("git", self._environment)
        except FileNotFoundError:
            raise GitError("ไม่พบโปรแกรม git ในเครื่องนี้ ติดตั้ง git แล้วเปิดหน้าต่างคำสั่งใหม่") from None
        command = [git, *_QUIET, *self._chosen, *arguments]
        code, said = self._bounded(command) if self._patience else self._finished(command)
        if code:
            raise RemoteError(said)
        return said

    def _finished(self, command: list[str]) -> tuple[int, str]:
        done = subprocess.run(  # noqa: S603  # an argument list of ours
            command, env=self._whole, cwd=self._folder,
            stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
        return done.returncode, _both(done.stderr, done.stdout)

    def _bounded(self, command: list[str]) -> tuple[int, str]:
        """Run as long as there is patience; what is ended then says that nobody answered."""
        # Files, not pipes: whatever git started may hold those open when git itself is ended.
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as faults:
            process = subprocess.Popen(  # noqa: S603  # an argument list of ours
                command, env=self._whole, cwd=self._folder, stdin=subprocess.DEVNULL,
                stdout=out, stderr=faults, creationflags=_NO_WINDOW, start_new_session=True,
            )  # fmt: skip
            late = b""
            try:
                process.wait(self._patience)
            except subprocess.TimeoutExpired:
                late = b"\nConnection timed out"
            finally:
                if process.returncode is None:
                    end_with_all(process, self._whole)
            return process.returncode, _both(_read(faults), _read(out) + late)


def _both(faults: bytes, rest: bytes) -> str:
    return (faults + b"\n" + rest).decode("utf-8", "replace")


def _read(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()
