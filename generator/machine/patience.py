"""A moment's patience with what Windows holds: scanners, Explorer, OneDrive let go by themselves.

On other systems a file that somebody has open can be renamed, and nothing is tried twice.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_HELD = (errno.EACCES, errno.EPERM, errno.EBUSY, errno.ENOTEMPTY)
_HELD_BY_WINDOWS = (5, 32, 33, 145, 1224)  # its own numbers for the same
# Seconds between trials, six in all: what is held longer is open in a program, and is told.
WAITS = (0.05, 0.1, 0.2, 0.4, 0.75, 1.5, 3.0) if os.name == "nt" else ()


def patiently(action: Callable[[], T]) -> T:
    """Return what `action` returns, tried again for some seconds while another program holds it.

    The action is one call that happens whole or not at all. Raises OSError as the last trial did.
    """
    for wait in WAITS:
        try:
            return action()
        except OSError as error:
            if error.errno not in _HELD and getattr(error, "winerror", 0) not in _HELD_BY_WINDOWS:
                raise
            time.sleep(wait)
    return action()
