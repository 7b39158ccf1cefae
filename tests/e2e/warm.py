"""A process that has loaded Phaen and waits; each command runs in a copy (fork) of it.

A command that a test runs is so a process of its own, with its folder, environment and exit code,
without the half second that loading takes. What says how Python itself starts runs anew.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from portals import ROOT

_START = "import sys; sys.path[:0] = sys.argv[1:]; from e2e import warm; warm.serve()"
_SECONDS = 120
_BUSY = threading.Lock()


def run(
    arguments: list[str], cwd: Path, environment: Mapping[str, str], umask: int
) -> subprocess.CompletedProcess[str] | None:
    """Run a command in a copy of the waiting process, None where it is at work for another."""
    if not _BUSY.acquire(blocking=False):
        return None
    try:
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            streams = [f"/proc/{os.getpid()}/fd/{one.fileno()}" for one in (out, err)]
            code = _asked(
                {"arguments": arguments, "cwd": str(cwd), "environment": dict(environment),
                 "umask": umask, "streams": streams}
            )  # fmt: skip
            out.seek(0)
            err.seek(0)
            told = [one.read().decode("utf-8").replace("\r\n", "\n") for one in (out, err)]
    finally:
        _BUSY.release()
    return subprocess.CompletedProcess(["phaen", *arguments], code, *told)


def _asked(task: dict[str, Any]) -> int:
    waiting = _waiting()
    assert waiting.stdin
    assert waiting.stdout
    waiting.stdin.write(f"{json.dumps(task)}\n")
    waiting.stdin.flush()
    answer = json.loads(waiting.stdout.readline())
    if answer is None:
        raise subprocess.TimeoutExpired(task["arguments"], _SECONDS)
    return int(answer)


@cache
def _waiting() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _START, str(ROOT), str(ROOT / "tests")], cwd=ROOT,
        encoding="utf-8", stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    atexit.register(process.communicate)
    return process


def serve() -> None:
    """Answer each task with its exit code, null where it took too long, until nobody asks."""
    import generator.cli  # noqa: F401, PLC0415  # what takes so long

    for line in sys.stdin:
        child = os.fork()
        if not child:
            _work(json.loads(line))
        print(json.dumps(_code_of(child)), flush=True)


def _code_of(child: int) -> int | None:
    """Return how a process ended, as `subprocess` tells it; end one that takes too long."""
    ended = os.pidfd_open(child)
    in_time, _, _ = select.select([ended], [], [], _SECONDS)
    if not in_time:
        os.kill(child, signal.SIGKILL)
    os.close(ended)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code if in_time else None


def _work(task: dict[str, Any]) -> None:
    """Be the command; never returns."""
    code: object = 1
    try:
        for number, name in enumerate((os.devnull, *task["streams"])):
            opened = os.open(name, os.O_RDWR)
            os.dup2(opened, number)
            os.close(opened)
        os.environ.clear()
        os.environ.update(task["environment"])
        os.chdir(task["cwd"])
        if task["umask"] >= 0:
            os.umask(task["umask"])
        sys.stdin = os.fdopen(0, closefd=False)
        sys.argv = ["phaen", *task["arguments"]]
        from generator.__main__ import main  # noqa: PLC0415  # its loading is counted as its work

        main()
    except SystemExit as ended:
        code = ended.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 0)
