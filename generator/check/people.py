"""Personal data in rows: what may not be published, and what a person should look at (PDPA)."""

from __future__ import annotations

from generator.check.context import Context, Rule
from generator.check.privacy import find_personal
from generator.model import Plan, Project
from generator.problems import Source

_REPORT_TEXTS = ("result", "problem", "suggestion", "evidence")


def personal_data(plan: Plan, context: Context) -> None:
    """Report identity numbers, private persons' names and telephone numbers in free texts."""
    for edition in plan.editions:
        for row in edition.rows:
            for field, text in _row_texts(row).items():
                _find(text, row.at, field, context)
    for report in plan.progress:
        for field in _REPORT_TEXTS:
            _find(getattr(report, field), report.at, field, context)


def _row_texts(row: Project) -> dict[str, str]:
    """Return every free text of a row that is published, by its column."""
    return {
        "tactic": row.tactic,
        "name": row.name,
        "detail": row.detail,
        "source": row.funding,
        "place": row.place,
        "unit": row.unit,
        "partners": "; ".join(row.partners),
        "plan_ref": row.plan_ref,
        "note": row.note,
        "reason": row.reason,
    }


def _find(text: str, at: Source, field: str, context: Context) -> None:
    for datum in find_personal(text):
        # A refused number is not repeated in our own messages.
        value = "" if datum.kind == "identity-number" else datum.text
        context.report.add(datum.kind, at.of(field), value, masked=datum.masked)


RULES: tuple[Rule, ...] = (personal_data,)
