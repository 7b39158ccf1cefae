"""Work in a process of its own that may take only so much time and memory.

The system ends what takes longer, in whatever code it is, and so whoever waits can say why
(decision 57).
"""

from __future__ import annotations

import contextlib
import os
import signal

#: Seconds of a processor, bytes: what the largest plan that we know of takes, several times over.
TO_PUBLISH, TO_CHECK, MOST_MEMORY = 120, 60, 3 * 2**30


def work_within(seconds: int, memory: int) -> int | None:
    """Go on in a process of its own: return None there, and where it was called from how it ended.

    That is its exit code, or minus the signal that ended it. The process, and each that it starts,
    may take `seconds` of a processor and `memory` bytes; none of them outlives it. Text that is
    not flushed yet would be written twice.
    """
    import resource  # noqa: PLC0415  # there is none on Windows, which receives no pushes

    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        # RLIMIT_DATA counts memory that a process may write to; RLIMIT_AS would also count the
        # address space that every thread reserves and hardly touches.
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        return None
    with contextlib.suppress(OSError):  # whichever of the two comes first
        os.setpgid(child, child)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)
