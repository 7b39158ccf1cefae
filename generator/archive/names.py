"""Names of files that a sealed year may give: each means one file below its folder, anywhere."""

from __future__ import annotations

import re

_LONGEST_NAME = 240
_BAD_SIGNS = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def is_unsafe(name: str) -> bool:
    """Whether a name could lead outside its folder, or mean another file on some system."""
    parts = name.split("/")
    return (
        bool(_BAD_SIGNS.search(name))
        or len(name.encode("utf-8", "replace")) > _LONGEST_NAME
        or any(part in ("", ".", "..") or part != part.rstrip(". ") for part in parts)
        or any(_RESERVED.fullmatch(part) for part in parts)
    )
