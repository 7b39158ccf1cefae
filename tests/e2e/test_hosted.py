"""The workflows of GitHub and GitLab: what they say is valid, and every command of theirs runs.

The commands are taken from the YAML and run by bash in a fresh clone, as a host does. Only what a
host provides is stood in for: `gh`, `apt-get`, and the folder and file that it names.
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

from e2e.remotes import QUIET, git
from e2e.sites import phaen
from generator.deploy import faults
from portals import ROOT

PROJECTS = "plans/2570/projects.csv"
NOTES = "::warning file=", "::error file="


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
        for name, script in {"gh": 'echo "$@" > "$RUNNER_TEMP/asked"', "apt-get": "exit 0"}.items():
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
OURS = f"{PULLED} && github.event.pull_request.head.repo.full_name == github.repository"
PUSHED = "github.event_name == 'push'"
ALWAYS = "${{ !cancelled() }}"


def github(host: Host, conditions: Mapping[str, bool], **instead: str) -> bool:
    """Run the job `check` as GitHub does; return whether it succeeded.

    `instead` has other commands for some steps.
    """
    text = (host.folder / ".github/workflows/phaen.yml").read_text("utf-8")
    given = {"BASE": host.base, "NUMBER": "7"}
    sound = True
    for step in yaml.safe_load(text)["jobs"]["check"]["steps"]:
        when = step.get("if", "")
        wanted = sound or when == ALWAYS
        if "run" not in step or not wanted or not conditions.get(when, not when):
            continue
        assert "${{" not in step["run"], "what comes from outside goes through the environment"
        assert set(step.get("env", {})) <= {*given, "GH_TOKEN"}
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
    assert github(host, {PULLED: True, OURS: True, ALWAYS: True}), host.said
    assert list(host.said) == ["install", "difference", "comment", "check", "build"]
    assert "หน้าเว็บ เพิ่ม 1 หน้า" in (tmp_path / "summary.md").read_text("utf-8")
    asked = (tmp_path / "temp/asked").read_text().strip()
    told = tmp_path / "temp/diff.md"
    assert asked == f"pr comment 7 --edit-last --create-if-none --body-file {told}"
    assert "หน้าเว็บ เพิ่ม 1 หน้า" in told.read_text("utf-8")
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
    assert not github(host, {PULLED: True, OURS: True, ALWAYS: True})
    assert list(host.said) == ["install", "difference", "comment", "check"]
    assert "budget-unreadable" in (tmp_path / "summary.md").read_text("utf-8")
    assert (tmp_path / "temp/asked").is_file()
    lines = host.said["check"].splitlines()
    line = next(line for line in lines if "budget-unreadable" in line)
    assert line.startswith(f"::error file={PROJECTS},line=2,title=")
    assert "อ่านจำนวนเงิน “%25” ไม่ได้%0Aแก้" in line
    assert [line for line in lines if not line.startswith(NOTES)] == []


def test_problems_are_shown_whatever_becomes_of_the_steps_before(
    begun: Path, tmp_path: Path
) -> None:
    host = Host.clone(begun, tmp_path, **broken_table(begun))
    conditions = {PULLED: True, OURS: True, ALWAYS: True}
    assert not github(host, conditions, difference="exit 1")
    assert "budget-unreadable" in host.said["check"]


def test_pull_request_from_a_fork_needs_no_right_to_write(begun: Path, tmp_path: Path) -> None:
    host = Host.clone(begun, tmp_path, **{"content/news.md": "# ข่าว\n"})
    assert github(host, {PULLED: True, OURS: False, ALWAYS: True}, build="true"), host.said
    assert "comment" not in host.said
    assert "หน้าเว็บ เพิ่ม 1 หน้า" in (tmp_path / "summary.md").read_text("utf-8")


def test_comment_that_is_not_allowed_stops_nothing(begun: Path, tmp_path: Path) -> None:
    host = Host.clone(begun, tmp_path)
    conditions = {PULLED: True, OURS: True, ALWAYS: True}
    assert github(host, conditions, comment="exit 1", build="true"), host.said
    assert "build" in host.said


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


@pytest.mark.parametrize("folder", ["site", "build/docs"])
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
    ours = steps(begun / ".github/workflows/phaen.yml")
    used = [*ours, *steps(ROOT / ".github/workflows/check.yml")]
    actions = {step["uses"].partition("@")[0] for step in used if "uses" in step}
    assert {action.partition("/")[0] for action in actions} == {"actions"}
    for step in used:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
    # GitLab refuses the whole pipeline where this name holds other letters.
    exposed = yaml.safe_load((begun / ".gitlab-ci.yml").read_text("utf-8"))["check"]["artifacts"]
    assert re.fullmatch(r"\w[-\w ]*", exposed["expose_as"], re.ASCII)
    # The secrets of the host are not named, and no pull request runs with the rights of main.
    text = (begun / ".github/workflows/phaen.yml").read_text("utf-8")
    assert "secrets." not in text
    assert "pull_request_target" not in text
