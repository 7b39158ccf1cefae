"""What to tell of files that a host keeps although the site has them no longer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.publishing.deploy import forgotten_list, left_at_host
from generator.thai.numbers import format_number

_MOST_NAMES = 10


def forgotten_lines(target: Path) -> Iterator[str]:
    """Yield what to remove by hand where the folder is sent by FTP."""
    names = left_at_host(target)
    if names:
        yield (
            f"ถ้าส่งโฟลเดอร์นี้ขึ้นที่ฝากเว็บด้วย FTP ที่นั่นยังมีแฟ้มที่เลิกใช้แล้ว {format_number(len(names))} แฟ้ม "
            f"ให้ลบที่นั่นด้วย รายชื่ออยู่ใน {forgotten_list(target)}"
        )
        yield from (f"    {name}" for name in names[:_MOST_NAMES])
        if len(names) > _MOST_NAMES:
            yield f"    และอีก {format_number(len(names) - _MOST_NAMES)} แฟ้ม"
