"""Where the desk checks a portal, and reads tables: here, or apart within the bounds of a push.

At an office's desk whoever puts a file in may be mistaken, or mean harm: what reads it may take no
more than the hook gives a push, in a process of its own, and all others go on. What is known of
texts and papers from one check is kept for the next by what they say.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from generator.machine.bounded import Ending
from generator.machine.warm import EndedError, Warm
from generator.pipeline import Checked, check_portal
from generator.plan.check import Finder
from generator.plan.merge import UnsafeError
from generator.publishing.bounds import MOST_MEMORY, TO_CHECK
from generator.publishing.keeping import judged

T = TypeVar("T")

_AT_ONCE = 2
# Bytes of a table that is read as soon as a process is asked to, whatever it says.
_SMALL = 200_000
_ENDED = {
    Ending.LATE: "ตรวจไม่เสร็จใน {seconds} วินาที",
    Ending.DIED: "การตรวจใช้หน่วยความจำเกิน {megabytes} เมกะไบต์หรือหยุดกลางคัน",
    Ending.HELD: "โต๊ะทำงานกำลังปิด การตรวจจึงหยุด",
}
_REFUSED = (
    "{why} จึงไม่รับสิ่งที่ส่งมา ร่างเดิมยังอยู่ครบ แฟ้มอาจเสีย ใหญ่ หรือซับซ้อนผิดปกติ เปิดแฟ้มนั้น บันทึกเป็นแฟ้มใหม่ แล้วใส่ใหม่"
)


class Here:
    """Does it here: on a clerk's own computer, whose files they are."""

    def do(self, function: Callable[..., T], *arguments: object) -> T:
        """Return what a function returns."""
        return function(*arguments)

    def read(self, function: Callable[..., T], path: str, data: bytes, *arguments: object) -> T:
        """Return what a function returns of a checked table; a small CSV is read here."""
        if path.endswith(".csv") and len(data) <= _SMALL:
            return function(path, data, *arguments)
        return self.do(function, path, data, *arguments)

    def close(self) -> None:
        """There is nothing to end."""


class Apart(Here):
    """Does it in processes within the receiving hook's bounds, a few at once."""

    def __init__(self, seconds: int = TO_CHECK, memory: int = MOST_MEMORY) -> None:
        """Start nothing yet; `seconds` are a processor's, `memory` is bytes, of each task."""
        self._warm = Warm(seconds, memory, _AT_ONCE)
        self._bounds = {"seconds": seconds, "megabytes": memory // 2**20}

    def do(self, function: Callable[..., T], *arguments: object) -> T:
        """Return what a function of ours returns; UnsafeError tells what was out of bounds."""
        try:
            return self._warm.do(function, *arguments)
        except EndedError as error:
            why = _ENDED[error.ending].format(**self._bounds)
            raise UnsafeError(_REFUSED.format(why=why)) from None

    def close(self) -> None:
        """End whatever is done."""
        self._warm.close()


def portal_checked(folder: Path, today: datetime.date) -> Checked:
    """Return a portal as `check_portal` does; what it knows of texts stays with this process."""
    finder, inspected = _kept()
    checked = check_portal(folder, today, inspected=inspected, finder=finder)
    return replace(checked, finder=None)


def portal_judged(folder: Path, today: datetime.date) -> Checked:
    """Return a portal as `judged` does, otherwise as `portal_checked`."""
    finder, inspected = _kept()
    return replace(judged(folder, today, inspected, finder), finder=None)


@cache
def _kept() -> tuple[Finder, dict[str, bytes]]:
    return Finder(), {}
