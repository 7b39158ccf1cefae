"""Everything read → the portal."""

from __future__ import annotations

from generator.model import Portal
from generator.parse.organization import parse_organization
from generator.parse.plan import parse_plan
from generator.problems import Report
from generator.read import PortalFiles


def parse_portal(files: PortalFiles, report: Report) -> Portal:
    """Return the portal with every year's plan, oldest first; faults are in `report`."""
    organization = parse_organization(files.organization, report)
    return Portal(
        organization, tuple(parse_plan(year, organization, report) for year in files.years)
    )
