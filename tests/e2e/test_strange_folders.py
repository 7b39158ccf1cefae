"""Somebody else's folder: whatever its settings of git name, no command of ours runs it."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from e2e.remotes import QUIET, git
from e2e.sites import DAY, phaen
from generator.machine.git import Repository
from generator.machine.git_program import GitError, NotOursError
from portals import portal_folder

# Where git's settings may name a program; `{run}` is one that leaves a trace.
PROGRAMS = {
    "core.fsmonitor": "{run}",
    "core.sshCommand": "{run}",
    "core.gitProxy": "{run}",
    "core.askPass": "{run}",
    "core.editor": "{run}",
    "core.pager": "{run}",
    "core.alternateRefsCommand": "{run}",
    "core.hooksPath": "{hooks}",
    "pager.ls-tree": "{run}",
    "pager.rev-parse": "{run}",
    "diff.external": "{run}",
    "diff.canary.textconv": "{run}",
    "diff.canary.command": "{run}",
    "filter.canary.smudge": "{run}",
    "filter.canary.clean": "{run}",
    "filter.canary.process": "{run}",
    "merge.canary.driver": "{run}",
    "alias.ls-tree": "!{run}",
    "alias.rev-parse": "!{run}",
    "alias.ls-files": "!{run}",
    "credential.helper": "!{run}",
    "gpg.program": "{run}",
    "gpg.ssh.program": "{run}",
    "log.showSignature": "true",
    "sequence.editor": "{run}",
    "trailer.canary.command": "{run}",
    "uploadpack.packObjectsHook": "{run}",
    "remote.origin.uploadpack": "{run}",
    "remote.origin.receivepack": "{run}",
    "remote.origin.vcs": "canary",
    "protocol.allow": "always",
    "protocol.ext.allow": "always",
    "include.path": "../included",
}
MISSING = {
    "extensions.partialClone": "origin",
    "remote.origin.promisor": "true",
    "remote.origin.partialclonefilter": "blob:none",
}


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A program that leaves a trace beside it."""
    run = tmp_path / "run"
    run.write_text(f'#!/bin/sh\ntouch "{tmp_path}/ran"\nexit 1\n')
    run.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("pre-push", "post-checkout", "post-index-change", "reference-transaction"):
        shutil.copy(run, hooks / name)
    return run


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    """A portal with its repository, as an archive brings it: it is ours, its settings are not."""
    folder = portal_folder(tmp_path / "strange")
    (folder / ".gitattributes").write_text("* filter=canary diff=canary merge=canary\n")
    git("init", "-q", "-b", "main", cwd=folder)
    git("add", "-A", cwd=folder)
    git("commit", "-qm", "one", cwd=folder)
    return folder


def plant(folder: Path, trap: Path, keys: Mapping[str, str]) -> None:
    (folder / "included").write_text(f"[core]\n\tfsmonitor = {trap}\n")
    for key, value in keys.items():
        git("config", key, value.format(run=trap, hooks=trap.with_name("hooks")), cwd=folder)


def lose(folder: Path, name: str) -> str:
    """Remove a committed file's object, as a partial clone comes without it; return its name."""
    oid = git("rev-parse", f"HEAD:{name}", cwd=folder).stdout.strip()
    path = folder / ".git/objects" / oid[:2] / oid[2:]
    path.chmod(0o600)
    path.unlink()
    return oid


def ran(trap: Path) -> bool:
    trace = trap.with_name("ran")
    found = trace.exists()
    trace.unlink(missing_ok=True)
    return found


@pytest.mark.parametrize("key", PROGRAMS)
def test_a_setting_of_a_strange_repository_runs_nothing(
    strange: Path, trap: Path, tmp_path: Path, key: str
) -> None:
    plant(strange, trap, {key: PROGRAMS[key]})
    repository = Repository(strange, os.environ)
    commit = repository.commit("HEAD")
    assert repository.tip("main") == commit
    assert repository.keeps(strange / "plans")
    repository.write_to(commit, tmp_path / "read")
    assert (tmp_path / "read/plans/organization.yml").is_file()
    repository.write_hook("pre-push", ["true"])
    assert not ran(trap)


@pytest.mark.parametrize(
    "url", ["ext::{run}", "ssh://x/y", "file:///nowhere", "git://localhost:1/x", "/nowhere", "a:b"]
)
def test_a_fetch_of_what_a_clone_lacks_runs_nothing(
    strange: Path, trap: Path, tmp_path: Path, url: str
) -> None:
    plant(strange, trap, {**PROGRAMS, **MISSING, "remote.origin.url": url})
    oid = lose(strange, "plans/organization.yml")
    repository = Repository(strange, os.environ)
    with pytest.raises(GitError):
        repository.write_to(repository.commit("HEAD"), tmp_path / "read")
    done = phaen("diff", "--portal", strange, "--today", DAY)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
    assert not ran(trap)
    if url.startswith("ext"):
        subprocess.run(["git", "cat-file", "-p", oid], cwd=strange, check=False, timeout=60)
        assert ran(trap), "git alone would have run it"


COMMANDS: tuple[tuple[str, ...], ...] = (
    ("check",),
    ("build",),
    ("diff",),
    ("diff", "HEAD", "--markdown"),
    ("compare", "2570.0", "2570.0"),
    ("announce", "2570"),
    ("seal", "2568"),
    ("verify",),
    ("year", "2571"),
    ("publish", "--to", "{out}"),
    ("init", "{portal}"),
    ("pre-push", "origin", "x"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_runs_what_a_strange_folder_names(
    strange: Path, trap: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    plant(strange, trap, PROGRAMS)
    for name in ("git", "ssh", "ssh-keygen", "git.exe"):
        shutil.copy(trap, strange / name)
    for name in ("markdown", "mkdocs", "yaml", "sitecustomize"):
        (strange / f"{name}.py").write_text(f'open("{tmp_path}/ran", "w")\n')
    words = [word.format(out=tmp_path / "out", portal=strange) for word in command]
    # A PATH as careless people have it: an empty entry and a dot are the current folder.
    paths = f":.:{os.environ['PATH']}"
    done = subprocess.run(
        [Path(sys.executable).with_name("phaen"), *words], cwd=strange, timeout=120, check=False,
        env={**os.environ, **QUIET, "PATH": paths}, capture_output=True, encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    assert not ran(trap), done.stderr


def test_the_planted_settings_would_run_where_they_are_obeyed(strange: Path, trap: Path) -> None:
    plant(strange, trap, {"core.fsmonitor": PROGRAMS["core.fsmonitor"]})
    git("status", cwd=strange)
    assert ran(trap)


def test_variables_of_git_in_the_environment_change_nothing(
    strange: Path, trap: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    git("init", "-q", str(other), cwd=tmp_path)
    environment = {
        **os.environ, "GIT_DIR": str(other / ".git"), "GIT_SSH_COMMAND": str(trap),
        "GIT_EXTERNAL_DIFF": str(trap), "GIT_PAGER": str(trap), "GIT_ASKPASS": str(trap),
        "GIT_OBJECT_DIRECTORY": str(other / ".git/objects"), "GIT_TRACE": str(tmp_path / "ran"),
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": str(trap), "GIT_EXEC_PATH": str(tmp_path), "GIT_WORK_TREE": "/",
        "GIT_INDEX_FILE": str(tmp_path / "ran"), "GIT_TEMPLATE_DIR": str(tmp_path / "hooks"),
    }  # fmt: skip
    repository = Repository(strange, environment)
    assert repository.commit("HEAD")
    assert repository.keeps(strange / "plans")
    assert not ran(trap)


def test_a_bare_repository_among_the_files_of_a_folder_is_not_opened(
    strange: Path, tmp_path: Path
) -> None:
    folder = portal_folder(tmp_path / "portal")
    git("clone", "-q", "--bare", str(strange), str(tmp_path / "bare"), cwd=tmp_path)
    shutil.copytree(tmp_path / "bare", folder, dirs_exist_ok=True)
    with pytest.raises(GitError):
        Repository(folder, os.environ).commit("HEAD")
    done = phaen("diff", "--portal", folder)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)


def test_a_hook_is_not_written_through_a_link(strange: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    shutil.rmtree(strange / ".git/hooks")
    (strange / ".git/hooks").symlink_to(tmp_path / "elsewhere")
    assert not Repository(strange, os.environ).write_hook("pre-push", ["true"])
    assert list((tmp_path / "elsewhere").iterdir()) == []


# Another user's folder: only root can make one here.

other_user = pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="only root gives folders away"
)


@pytest.fixture
def theirs(strange: Path) -> Path:
    """The repository, owned by another user."""
    for path in (strange, *strange.rglob("*")):
        os.chown(path, 65534, 65534)
    return strange


@other_user
@pytest.mark.parametrize(
    "command", [("diff",), ("build",), ("init", "."), ("publish", "--to", "x")]
)
def test_a_folder_of_another_user_is_explained_with_the_safe_step(
    theirs: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    where = () if command[0] == "init" else ("--portal", ".")
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "none")}
    phaen_of = [Path(sys.executable).with_name("phaen"), *command, *where]

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            phaen_of, cwd=theirs, env={**os.environ, **home}, capture_output=True,
            encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip

    done = run()
    assert done.returncode == 2, done.stdout
    assert "เป็นของผู้ใช้อื่น" in done.stderr
    assert "Traceback" not in done.stderr
    (step,) = (line.strip() for line in done.stderr.splitlines() if "safe.directory" in line)
    subprocess.run(["sh", "-c", step], env={**os.environ, **home}, check=True)
    assert "เป็นของผู้ใช้อื่น" not in run().stderr, "the step that was told works"


@other_user
def test_the_safe_step_of_an_evil_name_is_inert(theirs: Path, tmp_path: Path) -> None:
    evil = theirs.rename(tmp_path / f"a'$(touch {tmp_path.name})`touch b`\";touch c")
    with pytest.raises(NotOursError) as told:
        Repository(evil, {**os.environ, "HOME": str(tmp_path)}).commit("HEAD")
    (step,) = (line.strip() for line in str(told.value).splitlines() if "safe.directory" in line)
    place = tmp_path / "empty"
    place.mkdir()
    subprocess.run(
        ["sh", "-c", step], cwd=place, check=True, env={**os.environ, "HOME": str(tmp_path)}
    )
    assert list(place.iterdir()) == []


@other_user
def test_only_a_hook_passes_by_the_question_of_whose_repository_it_is(tmp_path: Path) -> None:
    place = tmp_path / "remote.git"
    git("init", "-q", "--bare", str(place), cwd=tmp_path)
    for path in (place, *place.rglob("*")):
        os.chown(path, 65534, 65534)
    quiet = {**os.environ, "HOME": str(tmp_path)}
    with pytest.raises(NotOursError):
        Repository(place, quiet, bare=True).configure({"core.bare": "true"})
    Repository(place, quiet, own_hook=True).configure({"core.bare": "true"})
    # Even for it, no other repository.
    inside = tmp_path / "remote.git" / "inner"
    git("init", "-q", "--bare", str(inside), cwd=tmp_path)
    os.chown(inside, 65534, 65534)
    assert stat.S_ISDIR(inside.stat().st_mode)
    with pytest.raises(NotOursError):
        Repository(inside, quiet, bare=True).configure({"core.bare": "true"})
