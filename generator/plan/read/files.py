"""Bytes of what lies beside the tables: signed papers, and the files that a portal is read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.machine.layout import ORGANIZATION, PRIVACY, SETTINGS, of_year
from generator.plan.model import Plan


def read_sources(root: Path, plans: Iterable[Plan], beside: set[str]) -> dict[str, bytes]:
    """Return the files that `plans` are read from, and those that lie `beside`, by their path.

    Raises OSError.
    """
    names = {ORGANIZATION, SETTINGS, *beside}
    for plan in plans:
        names |= {*plan.sources, of_year(plan.year.label, PRIVACY)}
    return {name: (root / name).read_bytes() for name in sorted(names) if (root / name).is_file()}


def read_papers(
    root: Path, plans: Iterable[Plan], present: Mapping[int, frozenset[str]]
) -> dict[str, bytes]:
    """Return the papers that the plans name and that are there, by their path below the portal.

    `present` are the files below each year's folder. Raises OSError.
    """
    return {
        (path := of_year(plan.year.label, name)): (root / path).read_bytes()
        for plan in plans
        for name in plan.papers
        if name in present[plan.year.year]
    }
