"""withdrawn.yml → what was taken back of what had been published."""

from __future__ import annotations

from generator.plan.fields import all_fields, personal_codes
from generator.plan.model import (
    DATE_COLUMNS,
    Withdrawal,
    WithdrawalKind,
    Withdrawn,
)
from generator.plan.parse.sections import Section, path_meant
from generator.plan.read import YamlMap
from generator.problems import Report
from generator.thai.eras import BUDDHIST
from generator.thai.text import match_key

KEYS = ("kind", "edition", "report", "id", "column", "file", "day", "reason")
_KINDS = {match_key(kind.value): kind for kind in WithdrawalKind}
_DATES = {match_key(name): name for name in DATE_COLUMNS}


def parse_withdrawn(tree: YamlMap | None, report: Report) -> Withdrawn:
    """Return the entries that are whole; one that is not allows nothing and is a problem."""
    if tree is None:
        return Withdrawn()
    root = Section(tree, report, ("withdrawn",))
    found = (_entry(section) for section in root.sections("withdrawn", KEYS))
    return Withdrawn(tuple(one for one in found if one is not None))


def _entry(section: Section) -> Withdrawal | None:
    text = section.required("kind")
    kind = _KINDS.get(match_key(text))
    if text and kind is None:
        section.report.add("withdrawn-kind-unknown", section.at("kind"), text)
    section.required("day")
    day, reason = section.date("day"), section.required("reason")
    if kind is None or day is None or not reason:
        return None
    entry = Withdrawal(
        at=section.source,
        kind=kind,
        day=day,
        reason=reason,
        edition=_edition(section),
        report=_report(section),
        id=section.text("id"),
        column=_column(section, kind),
        file=path_meant(section.text("file")),
    )
    if not _names_one_thing(entry) or ("column" in section.values and not entry.column):
        section.report.add("withdrawn-unclear", section.place, section.text("column"))
        return None
    return entry


def _edition(section: Section) -> int | None:
    text = section.text("edition")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else None


def _report(section: Section) -> str:
    """Return the day of a progress report, as the record states it."""
    day = section.date("report")
    return f"{day.year + BUDDHIST}-{day:%m-%d}" if day else ""


def _personal_columns() -> dict[str, str]:
    personal = personal_codes()
    return {
        match_key(name): field.code
        for field in all_fields()
        for name in (field.code, *field.headings)
        if field.code in personal
    }


def _column(section: Section, kind: WithdrawalKind) -> str:
    known = _personal_columns() if kind is WithdrawalKind.PERSONAL else _DATES
    return known.get(match_key(section.text("column")), "")


def _names_one_thing(one: Withdrawal) -> bool:
    """Whether the entry names a date, a file, or a row of either an edition or a report."""
    of_edition, of_report = one.edition is not None, bool(one.report)
    if one.kind is WithdrawalKind.DATE:
        return of_edition and bool(one.column) and not (one.id or one.file or of_report)
    if one.file:
        return not (one.id or of_edition or of_report or one.column)
    return bool(one.id) and of_edition != of_report
