"""The files of a year as a withdrawal sees them: which are told as a whole, and in which order."""

from __future__ import annotations

from generator.machine.layout import (
    AMENDMENTS,
    ANNOUNCED,
    ORGANIZATION,
    OVERLAP,
    PAGES,
    PLAN,
    PLANS,
    PROGRESS,
    PROJECTS,
    TABLE_ENDINGS,
    WITHDRAWN,
)
from generator.plan.model import MASK
from generator.plan.read import text_of
from generator.plan.uploads import inspect


def is_told_as_whole(path: str) -> bool:
    """Whether a file beside the rows is told of as a whole: pages, and what a notice says."""
    return path.startswith(f"{PAGES}/") or path == ORGANIZATION or path.endswith(f"/{PLAN}")


def is_table(path: str) -> bool:
    """Whether a file has rows, or decides about them; records follow others."""
    table = path.startswith(f"{PLANS}/") and path.endswith(TABLE_ENDINGS)
    return f"/{ANNOUNCED}/" not in path and (table or path.endswith(f"/{OVERLAP}"))


def has_mask(path: str, data: bytes) -> bool:
    """Whether a file says that something of it was covered."""
    if path.endswith(".xlsx"):
        return any(MASK in one.text for one in inspect(path, data).texts)
    return MASK in text_of(data)


def rank(path: str) -> tuple[int, int, str]:
    """Return when a file is written: entries first, records last, of amendments the newest first.

    From what is written last a run after a killed one is told what there was to cover.
    """
    *folders, name = path.split("/")
    if name == WITHDRAWN:
        return 0, 0, path
    if ANNOUNCED in folders:
        return 5, 0, path
    if AMENDMENTS in folders:
        number = folders[folders.index(AMENDMENTS) + 1]
        return 3, -int(number) if number.isdecimal() else 0, path
    return {PROGRESS: 2, PROJECTS: 4}.get(name.partition(".")[0], 1), 0, path
