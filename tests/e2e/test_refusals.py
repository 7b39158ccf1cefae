"""What git, ssh, hooks and file systems refuse is told in Thai with the next command."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from e2e.refusing import (
    AS_ROOT,
    COMMON,
    ROOT,
    Provoked,
    apart,
    commit,
    hook_that_may_not_run,
    pair,
    run,
)
from e2e.remotes import QUIET
from e2e.sshd import make_key, sshd
from generator.machine.git_network import Network, RemoteError
from generator.machine.git_program import GitError
from generator.machine.git_words import REFUSALS, git_words, refused, told_by_remote
from portals import ROOT as HOME


def scenes(every: dict[str, list[Provoked]]) -> list[object]:
    return [
        pytest.param(code, made, id=made.__name__) for code, all_ in every.items() for made in all_
    ]


def told(said: str, code: str) -> None:
    found = refused(said)
    assert found, said
    assert found.code == code, said
    assert re.search("[ก-๙]", found.said)
    assert re.search("[ก-๙]", found.todo)
    assert git_words(said) == found.words


@pytest.mark.parametrize(("code", "made"), scenes(COMMON))
def test_a_refusal_is_told_in_thai(code: str, made: Provoked, tmp_path: Path) -> None:
    told(made(tmp_path), code)


@pytest.mark.skipif(not ROOT, reason="only root can make the scene")
@pytest.mark.parametrize(("code", "made"), scenes(AS_ROOT))
def test_a_refusal_of_the_machine_is_told(code: str, made: Provoked, tmp_path: Path) -> None:
    told(made(tmp_path), code)


def test_real_ssh_that_refuses_is_told_in_thai(tmp_path: Path) -> None:
    one, _ = pair(tmp_path / "work")
    commit(one, "b", "2\n")
    with sshd(tmp_path / "ssh") as server:
        address = f"{server.address}{tmp_path}/work/remote.git"
        host = (tmp_path / "ssh/host.pub").read_text().strip()

        def said() -> str:
            return run("push", address, "main", cwd=one, more=server.environment)

        server.use_key("stranger")
        told(said(), "key-refused")
        server.use_key("clerk")
        server.know("")
        told(said(), "host-key-unknown")
        make_key(tmp_path / "other")
        server.know((tmp_path / "other.pub").read_text().strip())
        told(said(), "host-key-changed")
        server.know(host)
        missing = f"{server.address}{tmp_path}/nowhere.git"
        told(run("push", missing, "main", cwd=one, more=server.environment), "no-repository")
        assert "main -> main" in said()


GERMAN = {"LC_ALL": "C.UTF-8", "LANGUAGE": "de", "LANG": "de_DE.UTF-8"}


def test_git_is_understood_on_a_machine_that_speaks_otherwise(tmp_path: Path) -> None:
    _, two = apart(tmp_path / "work")
    environment = {**os.environ, **QUIET, **GERMAN, "HOME": str(tmp_path)}
    if "On branch" in run("status", cwd=two, more=GERMAN):
        pytest.skip("this machine's git speaks English alone")
    clerk = Network(two, environment, asks=False)
    with pytest.raises(RemoteError) as first:
        clerk.push("origin", "main", "main")
    assert first.value.code == "fetch-first"
    with pytest.raises(RemoteError) as gone:
        clerk.fetch("nowhere", "main")
    assert gone.value.code == "no-repository"
    with pytest.raises(GitError, match="ไม่ใช่คลัง git"):
        Network(tmp_path, environment, asks=False).fetch("origin", "main")


def test_a_host_whose_hook_may_not_run_is_told_of_though_the_push_went_through(
    tmp_path: Path,
) -> None:
    said = hook_that_may_not_run(tmp_path)
    assert "main -> main" in said
    (line,) = told_by_remote(said)
    assert line.startswith("hook ของคลังไม่ได้ตั้งให้ทำงานได้")
    assert "chmod +x" in line


@pytest.mark.parametrize("ask", ["fetch", "push"])
def test_a_machine_without_git_is_told(ask: str, tmp_path: Path) -> None:
    clerk = Network(tmp_path, {"PATH": str(tmp_path)}, asks=False)
    with pytest.raises(GitError, match="ติดตั้ง git"):
        clerk.fetch("origin", "main") if ask == "fetch" else clerk.push("origin", "main", "main")


def test_the_guide_lists_every_refusal_with_its_next_command() -> None:
    guide = (HOME / "content/guide.md").read_text(encoding="utf-8")
    for one, _ in REFUSALS:
        assert f"| {one.said} | {one.todo} |" in guide, one.code


def test_every_refusal_of_the_table_is_provoked() -> None:
    by_words = {"drive", "no-file", "no-connection", "case-collision"}
    by_ssh = {"host-key-changed"}
    assert {one.code for one, _ in REFUSALS} == {*COMMON, *AS_ROOT, *by_ssh, *by_words}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("drive", "fatal: read error: Input/output error"),
        (
            "case-collision",
            "warning: the following paths have collided (e.g. case-sensitive paths\n"
            "on a case-insensitive filesystem) and only one from the same\n"
            "colliding group is in the working tree:\n\n  'A.csv'\n  'a.csv'",
        ),
        ("no-file", "error: pathspec 'x' did not match any file(s) known to git"),
        ("no-connection", "fatal: Could not read from remote repository."),
        ("permission", "error: open(\"plans/2570/projects.xlsx\"): Permission denied"),
        ("corrupt", "error: inflate: data stream error (incorrect header check)"),
        ("disk-full", "error: file write error: No space left on device"),
        ("timeout", "fatal: the remote end hung up unexpectedly\nfatal: early EOF"),
        ("password-refused", "remote: HTTP Basic: Access denied\nfatal: Authentication failed"),
        ("no-route", "ssh: connect to host x port 22: Network is unreachable"),
        ("no-host", "ssh: Could not resolve hostname x: Name or service not known"),
        ("index-lock", "fatal: Unable to create 'C:/x/.git/index.lock': File exists."),
        ("name-too-long", "error: unable to create file x: Filename too long"),
    ],
)  # fmt: skip
def test_words_of_other_systems_are_known_too(code: str, said: str) -> None:
    told(said, code)
