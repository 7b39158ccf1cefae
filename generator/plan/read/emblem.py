"""The office's emblem: pictures of our names in `plans`, read with a limit; drawn elsewhere."""

from __future__ import annotations

from pathlib import Path

from generator.machine.layout import EMBLEM_NAMES, PLANS
from generator.plan.read.opened import opened
from generator.problems import Report

MOST_BYTES = 5_000_000


def read_emblems(root: Path, report: Report) -> dict[str, bytes]:
    """Return the pictures of the emblem that are there, by name; one that is too large is empty."""
    found: dict[str, bytes] = {}
    for name in EMBLEM_NAMES:
        file = root / PLANS / name
        if not file.is_file():
            continue
        small = file.stat().st_size <= MOST_BYTES
        data = opened(root, f"{PLANS}/{name}", report) if small else b""
        if data is not None:
            found[name] = data
    return found
