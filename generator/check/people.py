"""Personal data in what is published: an error unless privacy.yml says why not (PDPA)."""

from __future__ import annotations

from generator.check.context import Context, Rule
from generator.check.exempt import Exempt
from generator.check.privacy import find_personal
from generator.model import COLUMNS, Plan
from generator.problems import Place, Report

# Columns of free text that are published.
_ROW_TEXTS = (
    *("tactic", "name", "detail", "source", "place", "unit", "partners", "plan_ref", "note"),
    "reason",
)
_REPORT_TEXTS = ("result", "problem", "suggestion", "evidence")


def personal_data(plan: Plan, context: Context) -> None:
    """Report personal data in every free text of the plan's rows and reports."""
    for edition in plan.editions:
        for row in edition.rows:
            for field in _ROW_TEXTS:
                if text := COLUMNS[field](row):
                    report_personal(text, row.at.of(field), context.exempt, context.report)
    for report in plan.progress:
        for field in _REPORT_TEXTS:
            if text := getattr(report, field):
                report_personal(text, report.at.of(field), context.exempt, context.report)


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
