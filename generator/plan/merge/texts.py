"""Lists that only grow: what two appended stands below each other, what was sent first above."""

from __future__ import annotations

import re

from generator.machine.layout import SEALS, WITHDRAWN, pattern_of

_GROWING = pattern_of(re.escape(WITHDRAWN))


def grows_only(path: str) -> bool:
    """Whether a file below the portal's folder is a list to which is only ever added."""
    return path == SEALS or bool(_GROWING.fullmatch(path))


def merge_lines(base: bytes | None, ours: bytes, theirs: bytes) -> bytes | None:
    """Return the list with what both added, None where somebody did anything else to it."""
    mine, other = (data.splitlines(keepends=True) for data in (ours, theirs))
    if base is None:
        before = [one for one, same in zip(mine, other, strict=False) if one == same]
        before = before[
            : next((at for at, one in enumerate(before) if one != mine[at]), len(before))
        ]
    else:
        before = base.splitlines(keepends=True)
    count = len(before)
    if not (_begins(mine, before) and _begins(other, before)):
        return None
    added, sent = mine[count:], other[count:]
    if added == sent:
        return ours
    return b"".join(map(_ended, before)) + b"".join(map(_ended, sent)) + b"".join(added)


def _begins(lines: list[bytes], before: list[bytes]) -> bool:
    return [*map(_ended, lines[: len(before)])] == [*map(_ended, before)]


def _ended(line: bytes) -> bytes:
    return line if line.endswith((b"\n", b"\r")) else line + b"\n"
