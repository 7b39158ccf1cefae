"""How Ctrl-C ends a run: one Thai line and exit code 130, never a traceback.

The first one, while a command works, lets it put away what it has open; a second ends it on the
spot. What a command writes is whole in either case: it is put in its place in one step (atomic).
This module loads nothing that takes time.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import NoReturn

#: What is said.
STOPPED = "หยุดตามคำสั่ง"
_CODE = 130  # as shells have it for Ctrl-C
_AFTER_THE_SIGN = "\n"  # a terminal shows ^C where its cursor stands


def at_once() -> None:
    """Have Ctrl-C end the run where it stands."""
    _listen(lambda _number, _frame: end(_AFTER_THE_SIGN))


def tidily() -> None:
    """Have Ctrl-C raise KeyboardInterrupt, and a second one end the run where it stands."""
    _listen(_first)


def end(before: str = "") -> NoReturn:
    """Say that the run was stopped, and end it: threads that still work are not waited for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError, ValueError, AttributeError, RuntimeError):
        sys.stderr.write(f"{before}{STOPPED}\n")
        sys.stderr.flush()
    os._exit(_CODE)


def _listen(handler: signal._HANDLER) -> None:
    # A shell that starts a run in the background has it ignore Ctrl-C, which is for others then.
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, handler)


def _first(_number: int, _frame: FrameType | None) -> NoReturn:
    at_once()
    raise KeyboardInterrupt
