"""Sources in a repository: the newest commit of one branch, by git, which nobody else has a say in.

No hook, submodule, filter or helper of credentials runs, no settings of the person or the machine
are read, only the one way of the address is open, and git is ended where it takes too much. What
came is read object by object (`machine.git`); nothing is checked out.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.hub.fetching.bounds import (
    CERTIFICATES,
    MOST_FETCHED,
    TO_ASK,
    TO_HARVEST,
    bytes_below,
)
from generator.hub.fetching.unreachable import UnreachableError
from generator.machine.git import Repository
from generator.machine.git_program import GitError
from generator.machine.git_words import git_words
from generator.machine.programs import found_program, whole_paths

# What a way to another machine needs to know of this one; no name of a program is among it.
_KEPT = (
    "HOME", "SSH_AUTH_SOCK", "TMPDIR", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY",
)  # fmt: skip
_QUIET = (
    "--no-pager", "-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false",
    "-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "credential.helper=",
    "-c", "core.askPass=", "-c", "http.followRedirects=false", "-c", "submodule.recurse=false",
    "-c", "fetch.recurseSubmodules=false", "-c", "filter.lfs.smudge=", "-c", "filter.lfs.process=",
    "-c", "transfer.bundleURI=false", "-c", "protocol.version=2",
)  # fmt: skip
_OID = re.compile("[0-9a-f]{40}|[0-9a-f]{64}", re.ASCII)
_OURS = "refs/heads/hub"
_LOOK = 0.1  # seconds between two looks at the disk
_TOO_LARGE = f"คลังใหญ่เกิน {MOST_FETCHED // 1_000_000} เมกะไบต์"
_MOVED = re.compile("returned error: 30[0-9]", re.ASCII)
_ELSEWHERE = "คลังต้นทางพาไปที่อื่น แก้ที่อยู่ใน hub.yml ถ้าย้ายจริง"
# As of a bundle that was made of a branch alone.
_NO_HEAD = "คลังต้นทางไม่บอกสาขาหลัก (HEAD) หรือยังไม่มี commit ถ้ามีแล้วให้ระบุสาขาใน hub.yml เช่น branch: main"
_TOO_LONG = "คลังต้นทางตอบช้าเกินไป ลองใหม่ในการสร้างครั้งถัดไป"


def source_of(address: str, branch: str, environment: Mapping[str, str]) -> str:
    """Return the commit that a branch has there now. Raises UnreachableError."""
    wanted = f"refs/heads/{branch}" if branch else "HEAD"
    with tempfile.TemporaryDirectory(prefix="phaen-hub-") as folder:
        told = _talk(Path(folder), address, environment, TO_ASK.clock, "ls-remote", wanted)
    for line in told.decode("utf-8", "replace").splitlines():
        oid, _, name = line.partition("\t")
        if name == wanted and _OID.fullmatch(oid):
            return oid
    raise UnreachableError(f"คลังต้นทางไม่มีสาขา {branch}" if branch else _NO_HEAD)


def fetch(address: str, branch: str, to: Path, environment: Mapping[str, str]) -> str:
    """Write what the newest commit there has into `to`; return the commit.

    The store that git fetches into lies beside `to` while that lasts. Raises UnreachableError.
    """
    store = to.with_name(f"{to.name}.git")
    wanted = f"refs/heads/{branch}" if branch else "HEAD"
    # A bundle is a file: git takes from it all there is, whose size the disk tells at once.
    shallow = () if Path(address).is_file() else ("--depth=1",)
    how = ("--quiet", "--no-tags", "--no-recurse-submodules", "--no-auto-maintenance", *shallow)
    with _told():
        repository = Repository.create(store, "hub", environment)
        command = ("fetch", *how, f"+{wanted}:{_OURS}")
        _talk(store, address, environment, TO_HARVEST.clock, *command)
        return _written(repository, _OURS, to)


def head_of(folder: Path, environment: Mapping[str, str]) -> str:
    """Return the commit that a folder's own repository is at. Raises UnreachableError."""
    with _told():
        return _own(folder, environment).commit("HEAD")


def write(folder: Path, to: Path, environment: Mapping[str, str]) -> str:
    """Write what a folder's own repository has at its head into `to`; return the commit.

    Raises UnreachableError.
    """
    with _told():
        return _written(_own(folder, environment), "HEAD", to)


def _own(folder: Path, environment: Mapping[str, str]) -> Repository:
    # Objects of somebody else's, which such a file would lend, are not this portal's.
    if (folder / ".git/objects/info/alternates").exists():
        raise UnreachableError("คลังในโฟลเดอร์นี้ยืมข้อมูลจากคลังอื่น (alternates) จึงไม่อ่าน")
    return Repository(folder, environment)


def _written(repository: Repository, revision: str, to: Path) -> str:
    commit = repository.commit(revision)
    repository.write_to(commit, to)
    return commit


@contextlib.contextmanager
def _told():  # type: ignore[no-untyped-def]  # a context without a value
    try:
        yield
    except GitError as error:
        raise UnreachableError(" ".join(str(error).split("\n")[:2])) from error
    except OSError as error:
        raise UnreachableError(f"เก็บสิ่งที่รับมาไม่ได้ ({type(error).__name__})") from error


def _talk(
    folder: Path, address: str, environment: Mapping[str, str], clock: int, *command: str
) -> bytes:
    """Run one command of git that asks `address`, below bounds; return what it printed.

    `command` is the command with its options, and the reference that is asked for, last.
    """
    way = address.partition("://")[0] if "://" in address else "file"
    *options, wanted = command
    kept = {name: environment[name] for name in _KEPT if name in environment}
    own = kept | {
        "PATH": whole_paths(environment),
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOW_PROTOCOL": way,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_LFS_SKIP_SMUDGE": "1",
        "GIT_SSH_COMMAND": "ssh -oBatchMode=yes -oConnectTimeout=30",
        "GIT_CEILING_DIRECTORIES": str(folder.resolve().parent),
    }
    if CERTIFICATES in environment:
        own["GIT_SSL_CAINFO"] = environment[CERTIFICATES]
    git = found_program("git", own)
    # Their files may belong to another user: of a local repository git would not read them, and
    # nothing of its settings is asked for by a fetch.
    line = [git, *_QUIET, *options, "--", address, wanted]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as said:
        with subprocess.Popen(  # noqa: S603  # an argument list of ours
            line, env=own, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=said
        ) as process:
            try:
                _watch(process, folder, clock)
            finally:
                process.kill()
        said.seek(0)
        if process.returncode:
            words = said.read(100_000).decode("utf-8", "replace")
            if _MOVED.search(words):
                raise UnreachableError(_ELSEWHERE)
            raise UnreachableError(_without(git_words(words.strip()), address))
        out.seek(0)
        return out.read(1_000_000)


def _watch(process: subprocess.Popen[bytes], folder: Path, clock: int) -> None:
    """Wait for git as long as its clock and the disk allow. Raises UnreachableError."""
    for _ in range(int(clock / _LOOK)):
        try:
            process.wait(timeout=_LOOK)
        except subprocess.TimeoutExpired:
            if bytes_below(folder) > MOST_FETCHED:
                raise UnreachableError(_TOO_LARGE) from None
        else:
            return
    raise UnreachableError(_TOO_LONG)


def _without(words: str, address: str) -> str:
    """Return why on one line, without the address, and without what it tells a clerk to do."""
    reason = words.partition(" · ")[0]
    return " ".join(reason.replace(address, "…").split())[:300]
