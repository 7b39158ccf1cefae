"""An organisation's own repository: it builds at once, holds no code, and its workflows run."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from e2e.remotes import Office, git
from e2e.sites import phaen
from generator.plan.parse import plan as parser
from generator.plan.starter import plan_schema
from generator.site.links import faults
from portals import ROOT

DAY = ("--today", "2569-11-24")
MODELINE = "# yaml-language-server: $schema=../plan.schema.json\n"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh repository, built once and committed. Copy it to change it."""
    folder = tmp_path_factory.mktemp("begun") / "plan"
    done = phaen("init", folder, "--yes", *DAY)
    assert done.returncode == 0, done.stderr
    done = phaen("build", "--portal", folder, *DAY)
    assert done.returncode == 0, done.stdout
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    for arguments in (("add", "-A"), ("commit", "-qm", "one")):
        done = git(*arguments, cwd=folder)
        assert done.returncode == 0, done.stderr


def test_first_build_succeeds_and_every_link_is_sound(begun: Path) -> None:
    assert (begun / "site/2570/index.html").is_file()
    assert faults(begun / "site") == []


def test_repository_holds_no_code_and_git_ignores_what_is_built(begun: Path) -> None:
    names = git("ls-files", cwd=begun).stdout.splitlines()
    assert not [name for name in names if name.endswith((".py", ".js", ".html", ".sh"))]
    assert set(names) == {
        ".gitattributes", ".github/workflows/phaen-comment.yml", ".github/workflows/phaen.yml",
        ".gitignore", ".gitlab-ci.yml",
        "content/.gitkeep", "mkdocs.yml", "plans/2570/plan.yml", "plans/2570/projects.csv",
        "plans/organization.yml", "plans/plan.schema.json", "requirements.txt",
        "requirements-locked.txt", "README.md",
    }  # fmt: skip
    assert git("status", "--porcelain", cwd=begun).stdout == ""


def test_table_keeps_its_mark_and_line_ends_through_git(begun: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    git("clone", "-q", "-c", "core.autocrlf=true", str(begun), str(copy), cwd=tmp_path)
    table = (copy / "plans/2570/projects.csv").read_bytes()
    assert table.startswith("\ufeffรหัสโครงการ,".encode())
    assert table.count(b"\r\n") == table.count(b"\n") == 1
    assert (copy / "plans/2570/projects.csv").read_bytes() == (
        begun / "plans/2570/projects.csv"
    ).read_bytes()


def test_answers_are_asked_for_and_stay_texts_whatever_they_are(tmp_path: Path) -> None:
    nasty = '"เทศบาล": {a: !!python/none} # <b>'
    done = subprocess.run(
        [sys.executable, "-m", "generator", "init", str(tmp_path / "x"), *DAY],
        input=f"{nasty}\nอบต.\nเมือง\nพะเยา\nhttps://plan.go.th/\n", cwd=ROOT,
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    written = yaml.safe_load((tmp_path / "x/plans/organization.yml").read_text("utf-8"))
    assert (written["name"], written["kind"], written["province"]) == (nasty, "อบต.", "พะเยา")
    assert phaen("check", "--portal", tmp_path / "x", *DAY).returncode == 0
    again = phaen("init", tmp_path / "x", "--name", "อื่น", "--yes")
    assert again.returncode == 2
    (tmp_path / "y").mkdir()
    (tmp_path / "y/holiday.txt").touch()
    assert phaen("init", tmp_path / "y", "--yes").returncode == 2


def test_push_hook_tells_what_would_change_and_holds_back_errors(
    begun: Path, tmp_path: Path
) -> None:
    made = Office(tmp_path)
    git("init", "-q", "--bare", "-b", "main", str(made.remote), cwd=tmp_path)
    shutil.copytree(begun, made.copy, symlinks=True)
    made.git("remote", "add", "origin", str(made.remote))
    first = made.push()
    assert first.returncode == 0, first.stderr
    assert "ปีงบประมาณ พ.ศ. 2570 (ปีใหม่)" in first.stdout
    headings = (made.copy / "plans/2570/projects.csv").read_text("utf-8-sig").strip()
    row = dict.fromkeys(headings.split(","), "") | {
        "รหัสโครงการ": "2570-001", "ยุทธศาสตร์": "1", "โครงการ": "ก่อสร้างถนน", "งบประมาณ": "5000",
        "หน่วยงานรับผิดชอบหลัก": "กองช่าง", "เริ่ม": "พ.ย.", "สิ้นสุด": "ธ.ค.",
    }  # fmt: skip
    line = ",".join(row.values())
    made.commit("plans/2570/projects.csv", f"{headings}\n{line}\n")
    second = made.push()
    assert second.returncode == 0, second.stderr
    assert "จำนวนโครงการ 0 → 1" in second.stdout
    assert "ใหม่ 2570-001 ก่อสร้างถนน 5,000" in second.stdout.replace("\u00a0", " ")
    made.commit("plans/2570/projects.csv", f"{headings}\n{line.replace('5000', 'ห้าพัน')}\n")
    third = made.push()
    assert third.returncode != 0
    assert "budget-unreadable" in third.stdout
    assert made.git("ls-remote", "origin", "main")[:40] == made.git("rev-parse", "HEAD~1")


def test_second_computer_checks_its_pushes_after_init_in_the_clone(
    begun: Path, tmp_path: Path
) -> None:
    made = Office(tmp_path)
    git("clone", "-q", "--bare", str(begun), str(made.remote), cwd=tmp_path)
    git("clone", "-q", str(made.remote), str(made.copy), cwd=tmp_path)
    done = run_init(made.copy)
    assert done.returncode == 0, done.stderr
    assert "ติดตั้งการตรวจก่อน push ในเครื่องนี้แล้ว" in done.stdout
    assert made.git("status", "--porcelain") == ""
    headings = (made.copy / "plans/2570/projects.csv").read_text("utf-8-sig").strip()
    made.commit("plans/2570/projects.csv", f"{headings}\nก,ข\n")
    refused = made.push()
    assert refused.returncode != 0
    assert "ยังไม่ส่ง เพราะแผนมีข้อผิดพลาด" in refused.stdout
    # The program has moved, as in a folder that was copied to another computer.
    hook = made.copy / ".git/hooks/pre-push"
    hook.write_text(hook.read_text().replace(sys.executable, "/gone/python"))
    assert run_init(made.copy).returncode == 0
    assert sys.executable in hook.read_text()
    hook.write_text("#!/bin/sh\n# theirs\n")
    assert run_init(made.copy).returncode == 2
    assert hook.read_text() == "#!/bin/sh\n# theirs\n"
    shutil.rmtree(made.copy / ".git")
    assert run_init(made.copy).returncode == 2


def run_init(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `phaen init` inside a folder, as one that stands there does."""
    return subprocess.run(
        [sys.executable, "-m", "generator", "init"], cwd=folder, capture_output=True,
        encoding="utf-8", check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


# The editor's schema


def violations(value: Any, schema: Mapping[str, Any], at: str = "") -> list[str]:
    """Return where `value` breaks the schema: as much of JSON Schema as ours uses."""
    if "if" in schema:
        side = "then" if set(schema["if"]["required"]) <= set(value) else "else"
        return violations(value, schema[side], at)
    if "anyOf" in schema:
        all_found = [violations(value, one, at) for one in schema["anyOf"]]
        return min(all_found, key=len)
    kinds = {
        "object": dict,
        "array": list,
        "string": str,
        "number": int | float,
        "null": type(None),
    }
    wanted = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(isinstance(value, kinds[kind]) for kind in wanted):
        return [f"{at}: {value!r}"]
    found = []
    if isinstance(value, dict):
        known = schema.get("properties", {})
        found += [
            f"{at}.{key} is missing" for key in schema.get("required", []) if key not in value
        ]
        for key, one in value.items():
            more = schema.get("additionalProperties", {})
            if key not in known and more is False:
                found.append(f"{at}.{key} is unknown")
            else:
                found += violations(one, known.get(key, more), f"{at}.{key}")
    if isinstance(value, list):
        found += [one for item in value for one in violations(item, schema["items"], f"{at}[]")]
    return found


def read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


def test_schema_has_the_parsers_own_keys() -> None:
    schema = plan_schema()
    plan, amendment = schema["then"]["properties"], schema["else"]["properties"]
    assert tuple(plan) == parser.FLAT_PLAN_KEYS
    assert tuple(amendment) == parser.FLAT_AMENDMENT_KEYS
    assert tuple(plan["edition"]["properties"]) == parser.EDITION_KEYS
    assert tuple(plan["results"]["items"]["properties"]) == parser.RESULT_KEYS
    assert tuple(plan["strategies"]["items"]["properties"]) == parser.STRATEGY_KEYS


def test_schema_accepts_every_plan_of_the_example_and_marks_a_misspelt_key(begun: Path) -> None:
    plans = [*ROOT.glob("plans/2*/plan.yml"), *ROOT.glob("plans/2*/amendments/*/plan.yml")]
    assert len(plans) > 5
    schema = json.loads((begun / "plans/plan.schema.json").read_text("utf-8"))
    for path in (*plans, begun / "plans/2570/plan.yml"):
        assert violations(read(path), schema) == [], path
    wrong = read(begun / "plans/2570/plan.yml") | {"edition": {"anounced": "2569-10-15"}}
    assert violations(wrong, schema) == [".edition.anounced is unknown"]


def test_editors_find_the_schema_from_every_plan_yml(begun: Path, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(begun, folder, symlinks=True)
    done = phaen("year", "2571", "--portal", folder, *DAY)
    assert done.returncode == 0
    assert "ปี 2571 เป็นร่าง ไม่เผยแพร่จนกว่าจะถึงวันที่ประกาศ" in done.stdout
    for year in ("2570", "2571"):
        path = folder / f"plans/{year}/plan.yml"
        assert path.read_text("utf-8").startswith(MODELINE)
        assert (path.parent / "../plan.schema.json").is_file()


# The next year


def test_next_year_has_the_strategies_and_states_what_each_row_continues(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "plans", tmp_path / "plans")
    done = phaen("year", "2571", "--continuing", "--portal", tmp_path, *DAY)
    assert done.returncode == 0, done.stderr
    one, other = (read(tmp_path / f"plans/{year}/plan.yml") for year in ("2570", "2571"))
    assert [s["name"] for s in one["strategies"]] == [s["name"] for s in other["strategies"]]
    with (tmp_path / "plans/2571/projects.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) > 50
    assert all(re.fullmatch("2570-[0-9]{3}", row["ต่อเนื่องจาก"]) for row in rows)
    assert not any(row["งบประมาณ"] for row in rows)
    report = phaen("check", "--portal", tmp_path, "--json", *DAY)
    found = json.loads(report.stdout)
    assert found["counts"]["error"] == 0
    new = {one["code"] for one in found["problems"] if one["file"].startswith("plans/2571")}
    assert new <= {
        "budget-missing", "period-missing", "announced-missing", "considered-missing",
    }  # fmt: skip
    assert phaen("year", "2571", "--portal", tmp_path, *DAY).returncode == 2


@pytest.mark.parametrize("whose", ["--global", "--local"])
def test_a_hook_that_git_never_calls_is_not_said_to_be_installed(
    begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whose: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    made = Office(tmp_path)
    git("clone", "-q", "--bare", str(begun), str(made.remote), cwd=tmp_path)
    git("clone", "-q", str(made.remote), str(made.copy), cwd=tmp_path)
    theirs = tmp_path / "our office's hooks"
    theirs.mkdir()
    set_path = ["git", "config", whose, "core.hooksPath", str(theirs)]
    subprocess.run(set_path, cwd=made.copy, check=True)
    done = run_init(made.copy)
    assert done.returncode == 2
    assert "ติดตั้งการตรวจก่อน push ในเครื่องนี้แล้ว" not in done.stdout
    assert str(theirs) in done.stderr
    # Either way out that is told, as it is told.
    line = next(one for one in done.stderr.splitlines() if "เพิ่มบรรทัดนี้" in one)
    (theirs / "pre-push").write_text(f"#!/bin/sh\n{line.partition(': ')[2]}\n")
    assert run_init(made.copy).returncode == 0
    (theirs / "pre-push").unlink()
    command = done.stderr.strip().rpartition(": ")[2]
    assert command.startswith("git config core.hooksPath ")
    subprocess.run(command, shell=True, cwd=made.copy, check=True)
    done = run_init(made.copy)
    assert done.returncode == 0, done.stderr
    assert "ติดตั้งการตรวจก่อน push ในเครื่องนี้แล้ว" in done.stdout


def test_a_new_repository_says_that_its_hook_is_never_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / ".gitconfig").write_text("[core]\n\thooksPath = /dev/null\n")
    done = phaen("init", tmp_path / "x", "--yes", *DAY)
    assert (done.returncode, "ยังไม่ตรวจก่อน push" in done.stderr) == (0, True)
