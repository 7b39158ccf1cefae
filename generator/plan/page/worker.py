"""Reads the markup of pages, one line in, one line out; ends itself at a page that takes too long.

A process of its own, because no regular expression of Markdown's can be interrupted.
"""

from __future__ import annotations

import json
import os
import sys

from generator.plan.page.rules import read_markup

_MOST_MEMORY = 2 * 2**30


def main(seconds: int) -> None:
    """Answer until nothing more comes; `seconds` of a processor are given to each page."""
    for line in sys.stdin:
        task = json.loads(line)
        begun = _used()
        _end_after(int(begun) + 1 + seconds)
        markup = read_markup(task["body"], task["extensions"])
        answer = {"faults": markup.faults, "seen": markup.seen, "seconds": _used() - begun}
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()


def _used() -> float:
    """Return the seconds of a processor that this process took so far."""
    times = os.times()
    return times.user + times.system


def _end_after(seconds: int) -> None:
    """Have the system end this process then, where it can; elsewhere the parent's clock does."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  # Windows has it not

    for kind, wanted in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, _MOST_MEMORY)):
        _, most = resource.getrlimit(kind)
        given = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(kind, (given, most))
