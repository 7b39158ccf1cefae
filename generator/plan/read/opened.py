"""Bytes of the portal's files: what the system does not give is one problem, the rest is read.

Excel on Windows locks the workbook that it has open, a drive may be gone, a file may be withdrawn
between looking and reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.machine.os_words import refusal
from generator.problems import Place, Report


def opened(root: Path, name: str, report: Report) -> bytes | None:
    """Return what the file `name` below `root` holds, None where the system refuses it."""
    try:
        return (root / name).read_bytes()
    except OSError as error:
        reason, todo = refusal(error)
        report.add("file-unreadable", Place(name), reason=reason, todo=todo)
        return None


def files_opened(root: Path, names: Iterable[str], report: Report) -> dict[str, bytes]:
    """Return what the files below `root` hold, by their names, without those that are refused."""
    found = {name: opened(root, name, report) for name in names}
    return {name: data for name, data in found.items() if data is not None}


def resaved(wanted: str) -> str:
    """Return what to do with a file that is given, and is not what it should be."""
    return f"เปิดไฟล์ในโปรแกรมเดิม แล้วบันทึกใหม่เป็น {wanted}"
