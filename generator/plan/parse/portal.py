"""Everything read → the portal."""

from __future__ import annotations

from generator.plan.model import Portal
from generator.plan.parse.organization import parse_organization
from generator.plan.parse.plan import parse_plan
from generator.plan.read import PortalFiles
from generator.problems import Report


def parse_portal(files: PortalFiles, report: Report) -> Portal:
    """Return the portal with every year's plan, oldest first; faults are in `report`."""
    organization = parse_organization(files.organization, report, files.outline, files.emblems)
    return Portal(
        organization, tuple(parse_plan(year, organization, report) for year in files.years)
    )
