"""Personal data in what is published: an error unless privacy.yml says why not (PDPA)."""

from __future__ import annotations

from generator.check.context import Context, Rule
from generator.check.exempt import Exempt
from generator.check.privacy import find_personal
from generator.model import Plan, Project
from generator.problems import Place, Report

_REPORT_TEXTS = ("result", "problem", "suggestion", "evidence")


def personal_data(plan: Plan, context: Context) -> None:
    """Report personal data in every free text of the plan's rows and reports."""
    for edition in plan.editions:
        for row in edition.rows:
            for field, text in _row_texts(row).items():
                if text:
                    report_personal(text, row.at.of(field), context.exempt, context.report)
    for report in plan.progress:
        for field in _REPORT_TEXTS:
            if text := getattr(report, field):
                report_personal(text, report.at.of(field), context.exempt, context.report)


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


def report_personal(text: str, at: Place, exempt: Exempt, report: Report) -> None:
    """Report every personal datum in a text that is not exempt."""
    for datum in find_personal(text):
        if not exempt(datum.text):
            # A refused number is not repeated in our own messages.
            value = "" if datum.kind in ("identity-number", "bank-account") else datum.text
            report.add(datum.kind, at, value, masked=datum.masked)


def report_unused(exempt: Exempt, report: Report) -> None:
    """Report what privacy.yml lists and nothing says any more."""
    for one in exempt.unused():
        report.add("privacy-unused", one.at.of("text"), one.text)


RULES: tuple[Rule, ...] = (personal_data,)
