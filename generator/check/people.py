"""Personal data in what is published: an error unless privacy.yml says why not (PDPA)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath

from generator.check.context import Context, Rule
from generator.check.exempt import Exempt
from generator.check.privacy import PersonalDatum, find_personal
from generator.model import COLUMNS, Plan
from generator.problems import Place, Report
from generator.read import YamlMap, cells_in

# What rules have looked into stands on pages, and is looked into there again.
found_in = lru_cache(maxsize=2**15)(find_personal)

# Columns of free text that are published.
_ROW_TEXTS = (
    *(
        "tactic",
        "programme",
        "name",
        "detail",
        "source",
        "place",
        "unit",
        "partners",
        "plan_ref",
        "note",
    ),
    "reason",
)
# Where YAML files say who the office is, and what may be published.
_FREE = {"organization.yml": ("contact", "executive"), "privacy.yml": ("allow.text",)}
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
    for datum in found_in(text):
        report_datum(datum, at, exempt, report, text)


def report_datum(
    datum: PersonalDatum, at: Place, exempt: Exempt, report: Report, beside: str = ""
) -> None:
    """Report one personal datum, which stands in the text `beside`, unless it is exempt."""
    if not exempt(datum, beside):
        # What is refused is not repeated in our own messages.
        value = datum.masked
        report.add(datum.kind, at, value, masked=datum.masked)


def report_tree(tree: YamlMap, exempt: Exempt, report: Report) -> None:
    """Report personal data in every key and text of a YAML file, but those that are no secret."""
    for cell in cells_in(tree):
        heading = cell.place.heading
        free = _FREE.get(PurePosixPath(cell.place.file).name, ())
        if not any(heading == one or heading.startswith(f"{one}.") for one in free):
            report_personal(cell.text, cell.place, exempt, report)


def report_unused(exempt: Exempt, report: Report) -> None:
    """Report what privacy.yml lists and nothing says any more."""
    for one in exempt.unused():
        report.add("privacy-unused", one.at.of("text"), one.text)


RULES: tuple[Rule, ...] = (personal_data,)
