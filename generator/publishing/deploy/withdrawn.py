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
from generator.publishing.deploy.errors import DeployError

NAME = ".withdrawn"
NO_WAY_BACK = "ย้อนกลับไม่ได้ รุ่นก่อนหน้ามีข้อมูลส่วนบุคคลที่ถอนไปแล้ว จึงถูกลบ ถ้ารุ่นนี้ผิด ให้แก้แผนแล้วเผยแพร่ใหม่"
EARLIER = (
    "ไม่เผยแพร่ แผนนี้เป็นรุ่นก่อนการถอนข้อมูลส่วนบุคคลซึ่งเผยแพร่ที่นั่นไปแล้ว ข้อมูลที่ถอนอาจกลับมา "
    "นำ withdrawn.yml และ plans/seals.txt รุ่นล่าสุดกลับมาก่อน (git pull) แล้วสั่งใหม่"
)
_SINCE = re.compile("since ([0-9]{1,9})")
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What a place of releases knows of it, in `file`. Raises OSError."""

    file: Path

    @property
    def since(self) -> int:
        """The number of the first release without it, 0 where nothing was ever withdrawn."""
        return max((int(one[1]) for one in map(_SINCE.fullmatch, self._lines()) if one), default=0)

    def refuse_earlier(self, withdrawn: Collection[str]) -> None:
        """Refuse a site that tells less than was told here. Raises DeployError.

        It is of a time before something was withdrawn: publishing it would be a way back.
        """
        if not self._known() <= set(withdrawn):
            raise DeployError(EARLIER)

    def grow(self, withdrawn: Collection[str], number: int) -> None:
        """Take in what is withdrawn as of the release `number`, where any of it is new."""
        known = self._known()
        if not known.issuperset(withdrawn):
            self._write(number, known.union(withdrawn))

    def begin(self, number: int) -> None:
        """Let no release before `number` be shown any more, whatever it holds."""
        self._write(number, self._known())

    def _known(self) -> set[str]:
        return {one for one in self._lines() if _DIGEST.fullmatch(one)}

    def _write(self, number: int, digests: Collection[str]) -> None:
        lines = (f"since {number:06}", *sorted(digests))
        put_file(self.file, "".join(f"{line}\n" for line in lines).encode("ascii"), durable=True)

    def _lines(self) -> list[str]:
        try:
            return self.file.read_text(encoding="ascii").splitlines()
        except FileNotFoundError:
            return []
