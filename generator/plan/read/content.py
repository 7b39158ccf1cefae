"""Hand-written pages: the portal's own `content/`, and Phaen's where the portal has none."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from generator.machine.layout import PAGES, SEALS_NAME, YEAR_PATTERN
from generator.machine.packaged import CONTENT, files_below
from generator.problems import Place, Report

# Addresses that are derived from the plans.
_GENERATED = re.compile(
    rf"(index|years|data|search|verify|404)\.md|({YEAR_PATTERN}|sealed|assets/[0-9a-f]{{12}})/.*"
    rf"|{re.escape(SEALS_NAME)}"
    # A year's address without its last stroke, and what MkDocs takes for a folder's index.
    rf"|({YEAR_PATTERN}|sealed)\.md|(.*/)?readme\.md",
    re.ASCII,
)


def read_content(root: Path, report: Report) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the portal's own pages and pictures, and all with those of Phaen, by their path.

    One at a generated page's address is a problem.
    """
    own = files_below(root / PAGES)
    shipped = files_below(CONTENT)
    names = {_folded(path): path for path in shipped}
    for path, data in own.items():
        place = Place(f"{PAGES}/{path}")
        other = names.setdefault(_folded(path), path)
        if _GENERATED.fullmatch(_folded(path)) or other != path:
            report.add("content-clash", place, path)
        if path.endswith(".md") and not _is_utf8(data):
            report.add("file-unreadable", place, reason="ไม่ใช่ UTF-8", wanted="UTF-8")
    return own, shipped | own


def _folded(path: str) -> str:
    """Return what a reader takes the path for: no case, one form, Arabic digits."""
    text = unicodedata.normalize("NFKC", path).casefold()
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
