"""Bytes of what lies beside the tables: signed papers, and the files that a portal is read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.machine.layout import ORGANIZATION, PRIVACY, SETTINGS, of_year
from generator.plan.model import Plan
from generator.plan.read.opened import files_opened
from generator.problems import Report


def read_sources(
    root: Path, plans: Iterable[Plan], beside: set[str], report: Report
) -> dict[str, bytes]:
    """Return the files that `plans` are read from, and those that lie `beside`, by their path.

    One that the system does not give is a problem.
    """
    names = {ORGANIZATION, SETTINGS, *beside}
    for plan in plans:
        names |= {*plan.sources, of_year(plan.year.label, PRIVACY)}
    there = (name for name in sorted(names) if (root / name).is_file())
    return files_opened(root, there, report)


def read_papers(
    root: Path, plans: Iterable[Plan], present: Mapping[int, frozenset[str]], report: Report
) -> dict[str, bytes]:
    """Return the papers and photographs that the plans name and that are there, by their path.

    `present` are the files below each year's folder. What the system does not give is a problem.
    """
    names = (
        of_year(plan.year.label, name)
        for plan in plans
        for name in plan.brought
        if name in present[plan.year.year]
    )
    return files_opened(root, names, report)
