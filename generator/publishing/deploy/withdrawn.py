"""Beside releases: which of them is the first without what was withdrawn, and what that was.

    since 000042
    <digest>
    …

A release before it may hold what was taken back: nothing to go back to is better than a leak.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from generator.machine.disk import put_file

NAME = ".withdrawn"
NO_WAY_BACK = "ย้อนกลับไม่ได้ รุ่นก่อนหน้ามีข้อมูลส่วนบุคคลที่ถอนไปแล้ว จึงถูกลบ ถ้ารุ่นนี้ผิด ให้แก้แผนแล้วเผยแพร่ใหม่"
_SINCE = re.compile("since ([0-9]{1,9})")
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What a folder of releases knows of it. Raises OSError."""

    folder: Path

    @property
    def since(self) -> int:
        """The number of the first release without it, 0 where nothing was ever withdrawn."""
        return max((int(one[1]) for one in map(_SINCE.fullmatch, self._lines()) if one), default=0)

    def grow(self, withdrawn: Collection[str], number: int) -> bool:
        """Take in what is withdrawn as of the release `number`; return whether any of it is new."""
        known = {one for one in self._lines() if _DIGEST.fullmatch(one)}
        if known.issuperset(withdrawn):
            return False
        lines = [f"since {number:06}", *sorted(known.union(withdrawn))]
        data = "".join(f"{line}\n" for line in lines).encode("ascii")
        put_file(self.folder / NAME, data, durable=True)
        return True

    def begin(self, number: int) -> None:
        """Let no release before `number` be shown any more, whatever it holds."""
        digests = [one for one in self._lines() if _DIGEST.fullmatch(one)]
        data = "".join(f"{line}\n" for line in (f"since {number:06}", *digests)).encode("ascii")
        put_file(self.folder / NAME, data, durable=True)

    def _lines(self) -> list[str]:
        try:
            return (self.folder / NAME).read_text(encoding="ascii").splitlines()
        except FileNotFoundError:
            return []
