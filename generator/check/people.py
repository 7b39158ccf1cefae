"""Personal data in what is published: an error unless privacy.yml says why not (PDPA)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.check.context import Context, Rule
from generator.check.exempt import Exempt
from generator.check.privacy import PersonalDatum, find_personal
from generator.model import COLUMNS, Plan
from generator.problems import Place, Report
from generator.read import Cell, YamlList, YamlMap, YamlValue

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
_NOT_REPEATED = (
    *("identity-number", "bank-account", "number-mistyped", "document-number", "birth-date"),
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
    for datum in find_personal(text, at.heading):
        report_datum(datum, at, exempt, report)


def report_datum(datum: PersonalDatum, at: Place, exempt: Exempt, report: Report) -> None:
    """Report one personal datum unless it is exempt."""
    if not exempt(datum.text):
        # A refused number is not repeated in our own messages.
        value = "" if datum.kind in _NOT_REPEATED else datum.text
        report.add(datum.kind, at, value, masked=datum.masked)


def report_tree(tree: YamlMap, exempt: Exempt, report: Report) -> None:
    """Report personal data in every key and text of a YAML file, but those that are no secret."""
    for cell in _cells(tree):
        heading = cell.place.heading
        free = _FREE.get(PurePosixPath(cell.place.file).name, ())
        if not any(heading == one or heading.startswith(f"{one}.") for one in free):
            report_personal(cell.text, cell.place, exempt, report)


def _cells(value: YamlValue) -> Iterator[Cell]:
    if isinstance(value, Cell):
        yield value
    elif isinstance(value, YamlList):
        for item in value.items:
            yield from _cells(item)
    else:
        for entry in value.entries:
            yield entry.key
            yield from _cells(entry.value)


def report_unused(exempt: Exempt, report: Report) -> None:
    """Report what privacy.yml lists and nothing says any more."""
    for one in exempt.unused():
        report.add("privacy-unused", one.at.of("text"), one.text)


RULES: tuple[Rule, ...] = (personal_data,)
