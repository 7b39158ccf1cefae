"""Programs of this machine, never of the folder that is worked in.

Windows looks for a program in the current folder first, and a PATH with an empty or a relative
entry does so everywhere: a portal with a file `git` or `git.exe` in it would be run.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path


def found_program(name: str, environment: Mapping[str, str]) -> str:
    """Return where the program `name` is. Raises FileNotFoundError."""
    file = f"{name}.exe" if os.name == "nt" else name
    for folder in _folders(environment):
        path = Path(folder, file)
        if path.is_file() and os.access(path, os.X_OK):
            return str(path)
    raise FileNotFoundError(name)


def whole_paths(environment: Mapping[str, str]) -> str:
    """Return PATH without what depends on the folder that a program happens to run in."""
    return os.pathsep.join(_folders(environment))


def end_with_all(process: subprocess.Popen[bytes], environment: Mapping[str, str]) -> None:
    """End a process that leads a session of its own, with all that it started.

    Whether it has ended by itself or not.
    """
    if sys.platform == "win32":
        killer = Path(environment.get("SYSTEMROOT", "C:/Windows"), "System32", "taskkill.exe")
        if process.poll() is None and killer.is_file():
            subprocess.run(  # noqa: S603  # Windows' own program, and a number
                [str(killer), "/F", "/T", "/PID", str(process.pid)],
                capture_output=True, check=False,
            )  # fmt: skip
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _folders(environment: Mapping[str, str]) -> Iterator[str]:
    said = environment.get("PATH", os.defpath)
    return (folder for folder in said.split(os.pathsep) if Path(folder).is_absolute())
