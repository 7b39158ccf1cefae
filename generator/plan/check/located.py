"""Rules on where villages and projects lie: what is far from all else is a slip of a digit."""

from __future__ import annotations

from collections.abc import Callable

from generator.machine.layout import OUTLINE, OUTLINE_NAME
from generator.plan.check.context import CheckRule, Context
from generator.plan.geography import Point, far_from, kilometres_off, point_of
from generator.plan.model import Coordinates, Organization, Plan
from generator.problems import Place, Report


def _far(
    organization: Organization, report: Report, *projects: Coordinates | None
) -> tuple[Callable[[Point], int], str]:
    """Return what tells how far off a place is, and what it is far from.

    A border that lies elsewhere is reported, once, and nothing is measured from it.
    """
    villages = [point_of(one.coordinates) for one in organization.villages if one.coordinates]
    points = [point_of(one) for one in projects if one]
    rings = organization.outline
    if km := kilometres_off(rings, villages, points):
        rings = ()
        if not any(one.code == "outline-far" for one in report):
            report.add("outline-far", Place(OUTLINE), OUTLINE_NAME, km=f"{km:,}")
    whom = "กลางพื้นที่ตามเส้นขอบ" if rings else "จุดอื่น"
    return far_from(rings, [*villages, *points]), whom


def report_far_villages(organization: Organization, report: Report) -> None:
    """Report villages that lie far from the area's border, or from the other villages."""
    far, whom = _far(organization, report)
    for village in organization.villages:
        if village.coordinates and village.at:
            _report(village.coordinates, far, whom, village.at, report)


def near_projects(plan: Plan, context: Context) -> None:
    """A project of the area lies in it, or not far from where all others are."""
    far, whom = _far(
        context.organization, context.report, *(row.coordinates for row in plan.projects)
    )
    for edition in plan.editions:
        for row in edition.rows:
            if row.coordinates:
                _report(row.coordinates, far, whom, row.at.of("lat"), context.report)


def _report(
    where: Coordinates, far: Callable[[Point], int], whom: str, at: Place, report: Report
) -> None:
    if km := far(point_of(where)):
        value = f"{where.lat}, {where.lon}"
        report.add("coordinates-far", at, value, whom=whom, km=f"{km:,}")


RULES: tuple[CheckRule, ...] = (near_projects,)
