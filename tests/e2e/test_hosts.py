"""What is told of GitHub and GitLab after a withdrawal works as it stands there, in a shell."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from e2e.remotes import QUIET
from e2e.sites import DAY, phaen
from portals import GOOD

SECRET = "ศรีนวลคำแปง"
# Where git-filter-repo is not there: the same by git itself, which takes longer.
FILTER = """#!/bin/sh
test "$1 $2" = "--sensitive-data-removal --invert-paths" || exit 9
git fetch -q --update-head-ok origin '+refs/*:refs/*'
paths=; shift 2
while test $# -gt 0; do paths="$paths '$2'"; shift 2; done
export FILTER_BRANCH_SQUELCH_WARNING=1
git filter-branch -f --tag-name-filter cat \\
  --index-filter "git rm -rqf --cached --ignore-unmatch $paths" -- --all >/dev/null
git for-each-ref --format='%(refname)' refs/original refs/remotes |
  xargs -n 1 git update-ref --no-deref -d
git reset -q --hard
"""
_COPY = re.compile(r"คัดลอก (.*) จากโฟลเดอร์แผนเดิมมาวางที่เดิมในสำเนานี้")


def sh(script: str, at: Path, more: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        ["sh", "-e", "-c", script], cwd=at, env={**os.environ, **QUIET, **(more or {})},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture
def tool(tmp_path: Path) -> dict[str, str]:
    """A shell's way to git-filter-repo."""
    if shutil.which("git-filter-repo"):
        return {}
    folder = tmp_path / "tools"
    folder.mkdir()
    (folder / "git-filter-repo").write_text(FILTER, encoding="utf-8")
    (folder / "git-filter-repo").chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}


def test_the_steps_for_hosts_work_from_the_portals_folder_one_after_the_other(
    tmp_path: Path, tool: dict[str, str]
) -> None:
    portal = tmp_path / "office/แผน งาน"
    shutil.copytree(GOOD, portal)
    hosts = [tmp_path / "github.com/a/plan.git", tmp_path / "gitlab.x/b/plan.git"]
    page = portal / "content/thanks.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text(f"# ขอบคุณ {SECRET}\n", encoding="utf-8")
    gone = [
        "content/old.md",
        f"content/ของ{SECRET}.md",
        f"plans/2569/notes/[a] {SECRET}.md",
        "notes.txt",
    ]
    stays = portal / "content/ของคนอื่น12345.md"
    stays.write_text("# ของคนอื่น\n", encoding="utf-8")
    for name in gone:
        (portal / name).parent.mkdir(parents=True, exist_ok=True)
        (portal / name).write_text(f"# {SECRET}\n", encoding="utf-8")
    sh("git init -q -b main && git add -A && git commit -q -m แรก", portal)
    for name in gone:
        (portal / name).unlink()
    shutil.rmtree(portal / "plans/2569", ignore_errors=True)
    sh("git add -A && git commit -q -m ลบ", portal)
    for name, host in zip(("origin", "spare"), hosts, strict=True):
        sh(f"git init -q --bare -b main '{host}' && git remote add {name} '{host}'", portal)
    sh("git tag -a -m x v1 && git branch draft", portal)
    sh("for one in origin spare; do git push -q $one main draft v1; done", portal)
    (tmp_path / "t.txt").write_text(f"{SECRET}\n", encoding="utf-8")
    text = ("--text", str(tmp_path / "t.txt"), "--reason", "มีชื่อ", "--today", DAY)
    done = phaen("withdraw", "2570", *text, "--portal", str(portal))
    assert done.returncode == 0, done.stdout + done.stderr
    sh("git add -A && git commit -q -m ถอน && git push -q origin main", portal)
    sh("git push -q spare main", portal)
    steps = re.split(r"\n(?=[0-9]+\. )", done.stdout)
    assert SECRET not in done.stdout
    told = [one for one in steps if "git filter-repo" in one]
    assert len(told) == 2
    script = [_command(line.strip(), portal) for step in told for line in step.split("\n")]
    sh("\n".join(filter(None, script)), portal, tool)
    assert sh("git status --porcelain", portal) == ""
    assert {one.name for one in portal.parent.iterdir()} == {
        portal.name, "cleaned-origin", "cleaned-spare",
    }  # fmt: skip
    for host in hosts:
        sh(f"git clone -q --mirror 'file://{host}' clone-{host.parent.name}.git", tmp_path)
        copy = tmp_path / f"clone-{host.parent.name}.git"
        assert SECRET not in sh("git -c core.quotePath=false log --all -p --format=%B", copy)
        assert sh("git for-each-ref --format='%(refname)'", copy).split() == [
            "refs/heads/draft", "refs/heads/main", "refs/tags/v1",
        ]  # fmt: skip
        files = sh("git -c core.quotePath=false ls-tree -r --name-only main", copy)
        assert files == sh("git -c core.quotePath=false ls-files", portal)


def _command(line: str, portal: Path) -> str:
    """Return a line of the list as a shell takes it; empty for words."""
    if line.startswith(("git ", "cd ")):
        return line
    if found := _COPY.fullmatch(line):
        names = "\n".join(found[1].split(", "))
        return f"(cd '{portal}' && printf '%s' '{names}' | tar cf - -T -) | tar xf -"
    return ""
