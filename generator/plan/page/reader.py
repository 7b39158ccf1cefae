"""Pages are read by a process that is ended where one of them would take for ever.

Markdown has many constructions, and extensions, that take it a time beyond all proportion to the
page: a list of those that are known would miss the next. So the time itself is bounded.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from generator.plan.page.rules import Markup

# Seconds of a processor for one page, and for all of a portal: a book of 500,000 letters takes one.
# Where the system counts no such seconds for us, or is busy, a clock's.
_FOR_ONE, _FOR_ALL, _BY_THE_CLOCK = 2, 12, 8 if sys.platform == "win32" else 30
_HOME = str(Path(__file__).resolve().parents[3])
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from generator.plan.page.worker import main; "
)


class PageReader:
    """Use as a context. The process starts with the first page, and anew after one was too long."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._process: subprocess.Popen[str] | None = None
        self._left = float(_FOR_ALL)

    def __enter__(self) -> PageReader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def read(self, body: str, extensions: Sequence[str]) -> Markup | None:
        """Return what a page holds; None where it, or all pages together, would take too long."""
        if self._left <= 0:
            return None
        line = self._asked(json.dumps({"body": body, "extensions": list(extensions)}))
        if not line.endswith("\n"):
            self._end()
            self._left -= _FOR_ONE
            return None
        told = json.loads(line)
        self._left -= told["seconds"]
        return Markup(tuple((code, found) for code, found in told["faults"]), told["seen"])

    def _asked(self, task: str) -> str:
        """Return the answer, less than a line where the process ended before it had one."""
        process = self._running()
        assert process.stdin
        assert process.stdout
        clock = threading.Timer(_BY_THE_CLOCK, process.kill)
        clock.daemon = True
        clock.start()
        try:
            process.stdin.write(f"{task}\n")
            process.stdin.flush()
            return process.stdout.readline()
        except OSError:
            return ""
        finally:
            clock.cancel()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603  # this very Python, and a text of ours
                [sys.executable, "-P", "-c", f"{_START}main({_FOR_ONE})", _HOME],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )  # fmt: skip
        return self._process

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None
