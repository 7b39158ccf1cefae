"""The workflows of GitHub and GitLab: what they say is valid, and every command of theirs runs.

The commands are taken from the YAML and run by bash in a fresh clone, as a host does. Only what a
host provides is stood in for: `gh`, `apt-get`, uploads, and the folder and file that it names.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from e2e.remotes import QUIET, git
from e2e.sites import phaen
from generator.cli import phaen as command_line
from generator.site.links import faults
from portals import ROOT

PROJECTS = "plans/2570/projects.csv"
NOTES = "::warning file=", "::error file=", "::notice title="


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `phaen init` made, committed."""
    folder = tmp_path_factory.mktemp("begun") / "plan"
    done = phaen("init", folder, "--yes", "--today", "2569-11-24")
    assert done.returncode == 0, done.stderr
    commit(folder)
    return folder


def commit(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for arguments in (("add", "-A"), ("add", "-f", "plans", *files), ("commit", "-qm", "one")):
        done = git(*arguments, cwd=folder)
        assert done.returncode == 0, done.stderr


# The host's own program: what a run left, which request is open, and what is written beside it.
GH = """echo "$@" >> "$RUNNER_TEMP/asked"
case "$1" in
run) mkdir told && cp -P "$RUNNER_TEMP/diff.txt" told/ ;;
api) cat "$RUNNER_TEMP/number" ;;
esac"""


@dataclass
class Host:
    """A clone on a host: runs commands there, and keeps what they said by step."""

    folder: Path
    base: str
    said: dict[str, str] = field(default_factory=dict)

    @classmethod
    def clone(cls, begun: Path, place: Path, **files: str) -> Host:
        """Clone the repository, with a commit on top that changes `files`."""
        folder = place / "plan"
        git("clone", "-q", str(begun), str(folder), cwd=place)
        host = cls(folder, git("rev-parse", "HEAD", cwd=folder).stdout.strip())
        if files:
            commit(folder, **files)
        tools = place / "bin"
        tools.mkdir()
        for name, script in {"gh": GH, "apt-get": "exit 0"}.items():
            (tools / name).write_text(f"#!/bin/sh\n{script}\n")
            (tools / name).chmod(0o755)
        (place / "temp").mkdir()
        return host

    def run(self, step: str, command: str, **given: str) -> bool:
        """Run a step's command; return whether it succeeded."""
        place = self.folder.parent
        paths = f"{place / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}"
        environment = {
            **os.environ, **QUIET, "PATH": paths, "PIP_NO_INDEX": "1",
            "RUNNER_TEMP": str(place / "temp"), "GITHUB_STEP_SUMMARY": str(place / "summary.md"),
            **given,
        }  # fmt: skip
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", command], cwd=self.folder, env=environment,
            capture_output=True, encoding="utf-8", timeout=300, check=False,
        )  # fmt: skip
        self.said[step] = self.said.get(step, "") + done.stdout + done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode == 0


# GitHub

PULLED = "github.event_name == 'pull_request'"
PUSHED = "github.event_name == 'push'"
ALWAYS = "${{ !cancelled() }}"


def github(host: Host, conditions: Mapping[str, bool], **instead: str) -> bool:
    """Run the job `check` as GitHub does; return whether it succeeded.

    `instead` has other commands for some steps.
    """
    text = (host.folder / ".github/workflows/phaen.yml").read_text("utf-8")
    job = yaml.safe_load(text)["jobs"]["check"]
    assert set(job["env"]) == {"BASE"}
    given = {"BASE": host.base if conditions.get(PULLED) else "HEAD"}
    sound = True
    for step in job["steps"]:
        when = step.get("if", "")
        wanted = sound or when == ALWAYS
        if "run" not in step or not wanted or not conditions.get(when, not when):
            continue
        assert "${{" not in step["run"], "what comes from outside goes through the environment"
        assert "env" not in step
        name = step["name"]
        fine = host.run(name, instead.get(name, step["run"]), **given)
        sound = sound and (fine or step.get("continue-on-error", False))
    return sound


def leave_what_somebody_else_built(folder: Path) -> None:
    """Leave folders as a build makes them, which git does not know."""
    for name in ("site", "site.old", "build/docs", "public", "public.old"):
        (folder / name).mkdir(parents=True)
        (folder / name / "evil.html").write_text("<h1>ของปลอม</h1>", encoding="utf-8")


def test_push_runs_every_command_of_the_github_workflow(begun: Path, tmp_path: Path) -> None:
    host = Host.clone(begun, tmp_path)
    leave_what_somebody_else_built(host.folder)
    assert github(host, {PUSHED: True, ALWAYS: True}), host.said
    assert list(host.said) == ["install", "check", "build"]
    assert faults(host.folder / "site") == []
    assert not (host.folder / "site/evil.html").exists()
    assert not list(host.folder.glob("build/**/evil.html"))


def test_sound_pull_request_tells_what_would_change(begun: Path, tmp_path: Path) -> None:
    host = Host.clone(begun, tmp_path, **{"content/news.md": "# ข่าว\n"})
    assert github(host, {PULLED: True, ALWAYS: True}), host.said
    assert list(host.said) == ["install", "difference", "check", "build"]
    assert "\n    หน้าเว็บ เพิ่ม 1 หน้า" in (tmp_path / "summary.md").read_text("utf-8")
    assert "หน้าเว็บ เพิ่ม 1 หน้า" in (tmp_path / "temp/diff.txt").read_text("utf-8")
    assert not (tmp_path / "temp/asked").exists(), "it has no business with the host"
    assert (host.folder / "site/news.html").is_file()


def broken_table(begun: Path, budget: str = "ห้าพัน") -> dict[str, str]:
    headings = (begun / PROJECTS).read_text("utf-8-sig").strip()
    row = dict.fromkeys(headings.split(","), "") | {
        "รหัสโครงการ": "2570-001", "ยุทธศาสตร์": "1", "โครงการ": "ก่อสร้างถนน", "งบประมาณ": budget,
        "หน่วยงานรับผิดชอบหลัก": "กองช่าง", "เริ่ม": "พ.ย.", "สิ้นสุด": "ธ.ค.",
    }  # fmt: skip
    return {PROJECTS: f"\ufeff{headings}\r\n{','.join(row.values())}\r\n"}


def test_refused_pull_request_fails_and_still_shows_problems_and_difference(
    begun: Path, tmp_path: Path
) -> None:
    host = Host.clone(begun, tmp_path, **broken_table(begun, "%"))
    assert not github(host, {PULLED: True, ALWAYS: True})
    assert list(host.said) == ["install", "difference", "check"]
    assert "budget-unreadable" in (tmp_path / "summary.md").read_text("utf-8")
    lines = host.said["check"].splitlines()
    line = next(line for line in lines if "budget-unreadable" in line)
    assert line.startswith(f"::error file={PROJECTS},line=2,title=")
    assert "อ่านจำนวนเงิน “%25” ไม่ได้%0Aแก้" in line
    assert [line for line in lines if not line.startswith(NOTES)] == []


@pytest.mark.long
def test_problems_are_shown_whatever_becomes_of_the_steps_before(
    begun: Path, tmp_path: Path
) -> None:
    host = Host.clone(begun, tmp_path, **broken_table(begun))
    assert not github(host, {PULLED: True, ALWAYS: True}, difference="exit 1")
    assert "budget-unreadable" in host.said["check"]


# What a request brings: a program under the names that pip and Python look for, and another Phaen.
def evil(trace: Path) -> dict[str, str]:
    code = f'open("{trace}", "a").write("x")\n'
    return {
        "requirements.txt": "./evil\n",
        "evil/setup.py": f"{code}from setuptools import setup\nsetup(name='phaen', version='9')\n",
        "pip/__init__.py": code,
        "pip/__main__.py": code,
        "generator/__init__.py": code,
        "sitecustomize.py": code,
        "markdown.py": code,
        "git": f'#!/bin/sh\ntouch "{trace}"\n',
    }


def test_a_pull_request_installs_what_the_base_says_and_runs_nothing_of_its_own(
    begun: Path, tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    host = Host.clone(begun, tmp_path, **evil(trace))
    assert github(host, {PULLED: True, ALWAYS: True}), host.said
    assert not trace.exists()
    assert "คำขอนี้เปลี่ยนรุ่นของโปรแกรม" in host.said["install"]
    pinned = (tmp_path / "temp/requirements.txt").read_text("utf-8")
    assert pinned == (begun / "requirements.txt").read_text("utf-8")


def test_no_job_of_a_pull_request_may_write_and_the_one_that_may_takes_only_a_text(
    begun: Path,
) -> None:
    folder = begun / ".github/workflows"
    runs = yaml.safe_load((folder / "phaen.yml").read_text("utf-8"))
    assert runs["permissions"] == runs["jobs"]["check"]["permissions"] == {"contents": "read"}
    assert all(job["if"] == PUSHED for name, job in runs["jobs"].items() if name != "check")
    comments = yaml.safe_load((folder / "phaen-comment.yml").read_text("utf-8"))
    assert comments[True] == {"workflow_run": {"workflows": [runs["name"]], "types": ["completed"]}}
    assert comments["permissions"] == {}
    (job,) = comments["jobs"].values()
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    (step,) = job["steps"]
    assert "uses" not in step, "no checkout, no action"
    assert "${{" not in step["run"], "what comes from outside goes through the environment"


def comment(host: Host, told: str | None, number: str = "7\n") -> list[str]:
    """Run the job that comments, with what a run left; return what it asked of the host."""
    temp = host.folder.parent / "temp"
    if told is not None:
        (temp / "diff.txt").write_bytes(told.encode("utf-8", "surrogateescape"))
    (temp / "number").write_text(number)
    text = (host.folder / ".github/workflows/phaen-comment.yml").read_text("utf-8")
    (step,) = yaml.safe_load(text)["jobs"]["comment"]["steps"]
    outside = {
        "RUN": "12", "HEAD": "a" * 40, "OWNER": "who", "BRANCH": "$(touch x);`touch x`",
        "GITHUB_REPOSITORY": "office/plan", "GH_TOKEN": "secret",
    }  # fmt: skip
    assert set(step["env"]) < {*outside}
    assert host.run("comment", step["run"], **outside), host.said
    assert not (temp / "x").exists()
    return (temp / "asked").read_text("utf-8").splitlines()


def test_the_difference_is_written_beside_the_request_that_the_host_names(
    begun: Path, tmp_path: Path
) -> None:
    asked = comment(Host.clone(begun, tmp_path), "เปลี่ยน\nหน้าเว็บ เพิ่ม 1 หน้า\n")
    assert asked[0] == "run download 12 --repo office/plan --name difference --dir told"
    assert "head=who:$(touch x);`touch x`" in asked[1]
    end = "--edit-last --create-if-none --body-file body.md"
    assert asked[2] == f"pr comment 7 --repo office/plan {end}"
    body = (tmp_path / "temp/body.md").read_text("utf-8")
    assert body.endswith("\n\n    เปลี่ยน\n    หน้าเว็บ เพิ่ม 1 หน้า\n")


def test_a_forged_difference_stays_a_block_of_text(begun: Path, tmp_path: Path) -> None:
    forged = "```\n</code>\n# @everyone\r# x\n\udcff\x1b[31m\n<img src=x>\n\n[a](http://b)\n" * 9000
    comment(Host.clone(begun, tmp_path), forged)
    body = (tmp_path / "temp/body.md").read_bytes()
    assert len(body) < 65_000, "the host takes no more"
    head, _, block = body.decode("utf-8").partition("\n\n")
    assert "\n" not in head
    assert all(line.startswith("    ") for line in block.splitlines())
    assert "\x1b" not in block
    assert "\r" not in block


@pytest.mark.parametrize("number", ["", "null", "7; touch x", "--body=x", "../1"])
def test_no_comment_goes_to_a_request_that_the_host_does_not_name(
    begun: Path, tmp_path: Path, number: str
) -> None:
    asked = comment(Host.clone(begun, tmp_path), "เปลี่ยน\n", f"{number}\n")
    assert not [line for line in asked if line.startswith("pr ")]


def test_a_link_in_place_of_the_difference_is_not_read(begun: Path, tmp_path: Path) -> None:
    host = Host.clone(begun, tmp_path)
    (tmp_path / "temp/diff.txt").symlink_to("/etc/passwd")
    assert not [line for line in comment(host, None) if line.startswith("pr ")]


def test_words_of_a_plan_are_no_orders_to_the_host(begun: Path, tmp_path: Path) -> None:
    name = "##[add-mask]ถนน\n::stop-commands::x\n::error::y"
    files = broken_table(begun, "5000")
    table = files[PROJECTS].replace("ก่อสร้างถนน", f'"{name}"').replace(",พ.ย.,", ",,")
    host = Host.clone(begun, tmp_path, **{PROJECTS: table})
    github(host, {PUSHED: True, ALWAYS: True})
    lines = host.said["check"].splitlines()
    assert lines
    assert [line for line in lines if not line.startswith(NOTES)] == []
    told = host.said.get("build", "::stop-commands::").splitlines()
    assert told[0].startswith("::stop-commands::")


@pytest.mark.parametrize("folder", ["site", pytest.param("build/docs", marks=pytest.mark.long)])
def test_built_folder_that_came_with_a_branch_is_refused(
    begun: Path, tmp_path: Path, folder: str
) -> None:
    host = Host.clone(begun, tmp_path, **{f"{folder}/evil.html": "<h1>ของปลอม</h1>"})
    assert not github(host, {PUSHED: True, ALWAYS: True})
    assert f"โฟลเดอร์ {folder.partition('/')[0]} ถูกเก็บไว้ใน git" in host.said["build"]
    assert list(host.folder.rglob("evil.html")) == []


# GitLab


def gitlab(host: Host, job: str, **given: str) -> bool:
    """Run a job as GitLab does: all its lines are one script."""
    jobs = yaml.safe_load((host.folder / ".gitlab-ci.yml").read_text("utf-8"))
    lines = [*jobs[".phaen"]["before_script"], *jobs[job]["script"]]
    return host.run(job, "\n".join(lines), **given)


def test_a_merge_request_installs_what_the_base_says_and_runs_nothing_of_its_own(
    begun: Path, tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    host = Host.clone(begun, tmp_path, **evil(trace))
    assert gitlab(host, "check", CI_MERGE_REQUEST_DIFF_BASE_SHA=host.base), host.said
    assert not trace.exists()
    assert "คำขอนี้เปลี่ยนรุ่นของโปรแกรม" in host.said["check"]


OLD = """name: old
on: [push, pull_request]
permissions: {contents: read}
jobs:
  check:
    runs-on: ubuntu-latest
    permissions: {contents: read, pull-requests: write}
    steps:
      - run: python -m pip install -r requirements.txt
"""
UNSAFE = {
    "old": (".github/workflows/phaen.yml", OLD, "สิทธิ์ที่เขียนได้"),
    "installs": (
        ".github/workflows/a.yml", OLD.replace(", pull-requests: write", ""), "requirements.txt",
    ),
    "default token": (
        ".github/workflows/b.yaml",
        "on: pull_request\njobs: {a: {runs-on: x, steps: [{run: make}]}}\n", "สิทธิ์ที่เขียนได้",
    ),
    "target": (
        ".github/workflows/c.yml", "on: {pull_request_target: }\njobs: {}\n", "pull_request_target",
    ),
    "gitlab": (
        ".gitlab-ci.yml", "a: {script: [pip install -r requirements.txt]}\n", "requirements.txt",
    ),
    "unread": (".github/workflows/d.yml", "on: [\n", "อ่านไม่ได้"),
}  # fmt: skip


def init(folder: Path, *more: str) -> str:
    """Run `phaen init` here, which must succeed; return what it printed."""
    done = CliRunner().invoke(command_line, ["init", str(folder), *more])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("case", UNSAFE)
def test_init_in_an_existing_repository_says_what_is_unsafe_and_its_advice_works(
    begun: Path, tmp_path: Path, case: str
) -> None:
    name, text, reason = UNSAFE[case]
    host = Host.clone(begun, tmp_path)
    assert "เตือน" not in init(host.folder)
    (host.folder / name).write_text(text, encoding="utf-8")
    said = init(host.folder)
    assert f"เตือน {name}: " in said
    assert reason in said
    commit(host.folder)
    git("config", "user.name", "staff", cwd=host.folder)
    git("config", "user.email", "staff@example.go.th", cwd=host.folder)
    line = ["upgrade", "--yes", "--portal", str(host.folder)]
    done = CliRunner().invoke(command_line, line)
    assert done.exit_code == 0, done.output
    ours = (begun / name).is_file()
    if not ours:
        (host.folder / name).unlink()
    assert "เตือน" not in init(host.folder)
    assert not ours or (host.folder / name).read_bytes() == (begun / name).read_bytes()


@pytest.mark.long
def test_every_command_of_the_gitlab_pipeline_runs(begun: Path, tmp_path: Path) -> None:
    host = Host.clone(begun, tmp_path, **{"content/news.md": "# ข่าว\n"})
    leave_what_somebody_else_built(host.folder)
    outside = tmp_path / "outside"
    outside.write_text("theirs")
    (host.folder / "diff.md").symlink_to(outside)
    commit(host.folder)
    assert gitlab(host, "check", CI_MERGE_REQUEST_DIFF_BASE_SHA=host.base), host.said
    report = json.loads((host.folder / "gl-code-quality-report.json").read_text("utf-8"))
    assert {one["check_name"] for one in report} >= {"table-empty", "announced-missing"}
    assert all(one["location"]["lines"]["begin"] >= 1 for one in report)
    assert "หน้าเว็บ เพิ่ม 1 หน้า" in (host.folder / "diff.md").read_text("utf-8")
    assert gitlab(host, "pages"), host.said
    assert (host.folder / "public/news.html").is_file()
    assert faults(host.folder / "public") == []
    assert list(host.folder.rglob("evil.html")) == []
    assert outside.read_text() == "theirs", "nothing is written through a link of a branch"


@pytest.mark.long
def test_refused_merge_request_fails_and_still_has_its_report_and_difference(
    begun: Path, tmp_path: Path
) -> None:
    host = Host.clone(begun, tmp_path, **broken_table(begun))
    assert not gitlab(host, "check", CI_MERGE_REQUEST_DIFF_BASE_SHA=host.base)
    report = json.loads((host.folder / "gl-code-quality-report.json").read_text("utf-8"))
    assert "budget-unreadable" in {one["check_name"] for one in report}
    assert "budget-unreadable" in (host.folder / "diff.md").read_text("utf-8")
    assert "แก้: กรอกเฉพาะตัวเลขเป็นบาท" in host.said["check"]


# What the hosts take

SCHEMAS = {
    "vendor.github-workflows": (
        ".github/workflows/phaen.yml",
        ".github/workflows/phaen-comment.yml",
        ROOT / ".github/workflows/check.yml",
    ),
    "vendor.gitlab-ci": (".gitlab-ci.yml",),
}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_workflows_are_as_their_published_schemas_want_them(begun: Path, schema: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema,
         *(["--data-transform", "gitlab-ci"] if "gitlab" in schema else []),
         *(str(begun / path) for path in SCHEMAS[schema])],
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def steps(path: Path) -> list[dict[str, Any]]:
    jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


def test_workflows_keep_to_what_the_schemas_do_not_say(begun: Path) -> None:
    files = sorted((begun / ".github/workflows").glob("*.yml"))
    used = [
        *(step for file in files for step in steps(file)),
        *steps(ROOT / ".github/workflows/check.yml"),
    ]
    actions = {step["uses"].partition("@")[0] for step in used if "uses" in step}
    assert {action.partition("/")[0] for action in actions} == {"actions"}
    for step in used:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
    # GitLab refuses the whole pipeline where this name holds other letters.
    exposed = yaml.safe_load((begun / ".gitlab-ci.yml").read_text("utf-8"))["check"]["artifacts"]
    assert re.fullmatch(r"\w[-\w ]*", exposed["expose_as"], re.ASCII)
    # The secrets of the host are not named, and no pull request runs with the rights of main.
    text = "".join(file.read_text("utf-8") for file in files)
    assert "secrets." not in text
    assert "pull_request_target" not in text
