"""Every problem that a plan can have: one entry a code, one module an area.

To add one: an entry in the module of its area, the rule that finds it, a failing portal
`tests/plans/bad-<code>/` and a line in the staff guide (`content/guide.md`);
tests/unit/test_catalogue.py keeps the four in step. `{value}` is the value found; other names in
braces are details that the rule gives.
"""

from generator.problems.catalogue import (
    amendments,
    announced,
    clocks,
    corrections,
    dates,
    drafts,
    files,
    hub,
    imports,
    months,
    organization,
    overlap,
    privacy,
    progress,
    rows,
    seals,
    sheets,
    tables,
    totals,
    uploads,
    values,
)
from generator.problems.catalogue.kind import ProblemKind, Severity

__all__ = ["AREAS", "CATALOGUE", "ProblemKind", "Severity"]

AREAS: tuple[tuple[ProblemKind, ...], ...] = (
    files.KINDS,
    tables.KINDS,
    sheets.KINDS,
    rows.KINDS,
    values.KINDS,
    months.KINDS,
    imports.KINDS,
    privacy.KINDS,
    dates.KINDS,
    organization.KINDS,
    clocks.KINDS,
    totals.KINDS,
    amendments.KINDS,
    announced.KINDS,
    drafts.KINDS,
    overlap.KINDS,
    progress.KINDS,
    corrections.KINDS,
    seals.KINDS,
    uploads.KINDS,
    hub.KINDS,
)
CATALOGUE: dict[str, ProblemKind] = {kind.code: kind for area in AREAS for kind in area}
