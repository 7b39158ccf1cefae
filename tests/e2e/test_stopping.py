"""Ctrl-C, a reader that goes, a screen without Thai: a command ends as told, in a line of Thai."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

import pytest

from e2e.remotes import git
from e2e.sites import DAY
from generator import cli
from generator.commands.stopping import STOPPED
from portals import ROOT, portal_folder

DOOR = "from generator.__main__ import main\nsys.argv = ['phaen', *sys.argv[1:]]\nmain()"
# Ctrl-C arrives while this very module is looked for.
WHILE_LOADING = (
    """
import os, signal, sys
last = sys.argv.pop()
class Hand:
    def find_spec(self, name, *_):
        if name == last:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Hand())
"""
    + DOOR
)
# It arrives in the midst of the work, and again while that is put away.
TWICE = (
    """
import os, signal, sys
from generator import pipeline
def stop(*_):
    try:
        os.kill(os.getpid(), signal.SIGINT)
    finally:
        os.kill(os.getpid(), signal.SIGINT)
pipeline.parse_portal = stop
"""
    + DOOR
)


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*map(str, command)], cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
        timeout=60,
    )  # fmt: skip


def stopped(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 130, done.stderr
    assert done.stderr.split() == STOPPED.split()
    assert done.stdout == ""


@pytest.mark.parametrize(
    "module", ["generator.cli", "click", "generator.plan.check", "generator.commands.withdrawing"]
)
def test_ctrl_c_while_the_program_loads_is_a_line_of_thai(module: str) -> None:
    stopped(run(sys.executable, "-c", WHILE_LOADING, "sync", "--yes", module))


def test_ctrl_c_twice_is_a_line_of_thai(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path)
    stopped(run(sys.executable, "-c", TWICE, "check", "--portal", portal, "--today", DAY))


def test_a_run_in_the_background_is_not_stopped_by_a_key_that_is_for_others(tmp_path: Path) -> None:
    shell = ["sh", "-c", 'trap "" INT; exec "$@"', "sh"]
    done = run(*shell, sys.executable, "-c", TWICE, "check", "--portal", tmp_path)
    assert STOPPED not in done.stderr
    assert done.returncode != 130


COMMANDS: dict[str, Sequence[str]] = {
    "announce": ["2570"], "build": [], "check": ["--fix"], "compare": ["2569", "2570"],
    "desk": ["--portal", "none"], "diff": [], "hook": ["pre-receive"],
    "hub": ["build", "plans/organization.yml", "--to", "gathered"], "import": ["form.docx"],
    "init": ["new"], "links": ["."],
    "overlap": ["2570"], "papers": ["2570", "--only", "board"], "pre-push": [],
    "privacy": ["add", "2570", "--reason", "ก"], "publish": ["--to", "live"],
    "receive": ["r.git", "--live", "live"], "seal": ["2570"], "serve": ["--portal", "none"],
    "sync": ["--yes"], "template": [], "upgrade": [], "verify": [],
    "withdraw": ["2570", "2570-001", "--reason", "ก"], "year": ["2571"],
}  # fmt: skip


# Commands within commands; what has no folder ends by itself where it is not stopped.
WITHIN: Sequence[tuple[str, Sequence[str]]] = (("hub", ["serve", "none"]),)


def interrupted_at(left: list[int]) -> Callable[[FrameType, str, object], None]:
    """Return what presses Ctrl-C when that many functions of ours were called."""

    def pressed(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        # What closes a generator drops whatever is raised there.
        if code.co_flags & inspect.CO_GENERATOR or code.co_filename.endswith("cli.py"):
            return
        if event == "call" and f"{os.sep}generator{os.sep}" in code.co_filename:
            left[0] -= 1
            if left[0] == 0:
                raise KeyboardInterrupt

    return pressed


def test_every_command_is_stopped_wherever_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal_folder(tmp_path)
    git("init", "-q", "-b", "main", cwd=tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.environ["PATH"])
    assert set(COMMANDS) == set(cli.phaen.commands)
    went_on, pressed = [], 0
    for name, more in (*COMMANDS.items(), *WITHIN):
        monkeypatch.setattr("sys.argv", ["phaen", name, *more])
        for number in (1, 4, 9, 20, 100, 500, 3_000):
            left = [number]
            sys.setprofile(interrupted_at(left))
            try:
                cli.main()
            except KeyboardInterrupt:
                pressed += 1
            except SystemExit as ended:
                if left[0] <= 0:
                    went_on.append((name, number, ended.code))
            finally:
                sys.setprofile(None)
    assert went_on == []
    assert pressed > 4 * len(COMMANDS)


def shell(script: str, portal: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of a shell in which "$@" is `phaen check` of the portal."""
    command = [sys.executable, "-m", "generator", "check", "--portal", portal, "--today", DAY]
    return subprocess.run(
        ["bash", "-c", script, "bash", *map(str, command)], cwd=ROOT, capture_output=True,
        env={**os.environ, **environment}, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("after", ["| true; exit ${PIPESTATUS[0]}", ">&-", ">&- 2>&- <&-"])
def test_a_reader_that_went_or_never_was_stops_nothing(after: str, tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    (portal / "plans/2570/projects.csv").write_text("id,name\n2570-001,ก\n", encoding="utf-8")
    told = shell(f'"$@" --csv {tmp_path}/1.csv', portal)
    done = shell(f'"$@" --csv {tmp_path}/2.csv {after}', portal)
    assert (done.returncode, done.stdout) == (told.returncode, b"")
    assert done.stderr.decode() in ("", f"เขียนรายการแล้ว: {tmp_path}/2.csv\n")
    kept = [(tmp_path / name).read_bytes() for name in ("1.csv", "2.csv")]
    assert kept[0] == kept[1]
    assert told.returncode == 1


def test_a_full_disk_below_the_output_is_a_line_of_thai(tmp_path: Path) -> None:
    done = shell('"$@" > /dev/full', portal_folder(tmp_path))
    assert done.returncode == 2
    assert "พื้นที่ดิสก์เต็ม" in done.stderr.decode()
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("environment", "encoding"),
    [
        ({"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, "utf-8"),
        ({"PYTHONIOENCODING": "cp874"}, "cp874"),
        ({"PYTHONIOENCODING": "latin-1:strict"}, "utf-8"),
    ],
    ids=["LANG=C", "Thai Windows", "Western Windows"],
)
def test_a_screen_without_thai_or_with_another_thai_is_written_to(
    environment: dict[str, str], encoding: str, tmp_path: Path
) -> None:
    done = shell('"$@"', portal_folder(tmp_path), **environment)
    assert done.returncode == 0, done.stderr
    assert "ไม่พบข้อผิดพลาด" in done.stdout.decode(encoding)
    assert done.stderr == b""
