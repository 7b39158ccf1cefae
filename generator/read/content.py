"""Hand-written pages: the portal's own `content/`, and Phaen's where the portal has none."""

from __future__ import annotations

import re
from pathlib import Path

from generator.packaged import CONTENT, files_below
from generator.problems import Place, Report

# Addresses that are derived from the plans.
_GENERATED = re.compile(
    r"(index|years|data|search|verify|404)\.md|(2[45][0-9]{2}|sealed|assets/[0-9a-f]{12})/.*|seals\.txt",
    re.ASCII,
)


def read_content(root: Path, report: Report) -> dict[str, bytes]:
    """Return the pages by path; one at a generated page's address is a problem."""
    own = own_content(root)
    names: dict[str, str] = {}
    for path, data in own.items():
        place = Place(f"content/{path}")
        other = names.setdefault(path.lower(), path)
        if _GENERATED.fullmatch(path.lower()) or other != path:
            report.add("content-clash", place, path)
        if path.endswith(".md") and not _is_utf8(data):
            report.add("file-unreadable", place, reason="ไม่ใช่ UTF-8", wanted="UTF-8")
    return files_below(CONTENT) | own


def own_content(root: Path) -> dict[str, bytes]:
    """Return the portal's own pages and pictures by path below `content/`."""
    return files_below(root / "content")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
