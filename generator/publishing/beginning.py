"""A portal's own repository, begun in a folder: its files as a first commit, and the hook."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.machine import guard
from generator.machine.artifact import Artifact
from generator.machine.git import Repository
from generator.machine.git_commits import PLAIN, TreeEntry
from generator.machine.git_program import GitError
from generator.machine.git_work import WorkCopy
from generator.machine.layout import ORGANIZATION

_BRANCH = "main"
_HOOK, _OUR_HOOK = "pre-push", " -m generator pre-push"
_BEGUN, _FIRST = "เริ่มคลัง", "สร้างคลังของแผน"


def is_unused(folder: Path, environment: Mapping[str, str]) -> bool:
    """Whether a portal may begin in a folder: nothing of anybody's is there.

    What a killed run had begun is ended first. Raises GitError and OSError.
    """
    if (folder / ".git").exists() and not (folder / ORGANIZATION).is_file():
        WorkCopy(folder, environment).go_on()
    return not folder.exists() or not any(map(is_somebodys, folder.iterdir()))


def is_somebodys(path: Path) -> bool:
    """Whether a file or folder is more than a system left in a folder that somebody looked at."""
    return path.name != ".git" and not guard.is_litter(path.name)


def begin_repository(folder: Path, environment: Mapping[str, str]) -> str:
    """Make a repository of git's in a folder that checks before each push.

    Returns why it does not check, and what to do; empty if it does. Raises GitError.
    """
    return watch_pushes(Repository.begin(folder, _BRANCH, environment))


def begin_portal(
    folder: Path,
    files: Iterable[Artifact],
    environment: Mapping[str, str],
    person: Mapping[str, str],
) -> str:
    """Begin a portal with these files in a folder that is unused, as a commit of the person's.

    `person` are settings of git's that say who that is, where git does not know. A run that is
    killed leaves the folder unused, or is gone on with by `is_unused`. Returns what
    `begin_repository` does. Raises GitError where nobody is named, FolderRefusedError and OSError.
    """
    guard.refuse_beginning(folder)
    folder.mkdir(parents=True, exist_ok=True)
    repository = Repository.begin(folder, _BRANCH, environment)
    if person:
        repository.configure(person)
    work = WorkCopy(folder, environment)
    work.identity()
    before = work.head()
    if before is None:
        before = work.made(work.tree(None, {}), [], f"{_BEGUN}\n")
        work.advance(work.branch(), before, None, {}, _BEGUN)
    entries = {one.path: TreeEntry(PLAIN[0], work.keep(one.data)) for one in files}
    commit = work.made(work.tree(before, entries), [before], f"{_FIRST}\n")
    work.put(work.branch(), before, commit, commit)
    return watch_pushes(repository)


def is_nobody(error: GitError) -> bool:
    """Whether git refuses because it knows no name of the person."""
    return "user.name" in str(error)


def watch_pushes(repository: Repository) -> str:
    """Have git ask us before each push; return why it does not, and what to do, empty if it does.

    Another program's hook stays, and so does what the person told git of where hooks are.
    """
    # -P: nothing that lies in the repository is taken for a part of Phaen.
    command = [sys.executable, "-P", "-m", "generator", "pre-push"]
    line = f"{shlex.join(command)} || exit 1"
    written = repository.write_hook(_HOOK, command, over=_OUR_HOOK)
    called = repository.called_hook(_HOOK)
    if called.is_file() and _OUR_HOOK in called.read_text(encoding="utf-8", errors="replace"):
        return ""
    if not written:
        return (
            "ยังไม่ตรวจก่อน push: มี hook pre-push ของโปรแกรมอื่นอยู่แล้ว ระบบไม่เขียนทับ\n"
            f"เพิ่มบรรทัดนี้ใน {called}: {line}"
        )
    return (
        f"ยังไม่ตรวจก่อน push: git ในเครื่องนี้ถูกตั้ง (core.hooksPath) ให้เรียก hook จากที่อื่น คือ {called}\n"
        f"ถ้าสำนักงานใช้ hook ที่นั่นอยู่ เพิ่มบรรทัดนี้ในแฟ้มนั้น: {line}\n"
        "ถ้าไม่ได้ใช้ ให้คลังนี้ใช้ของตัวเอง แล้วสั่ง phaen init อีกครั้ง: "
        f"git config core.hooksPath {shlex.quote(str(repository.hooks().absolute()))}"
    )
