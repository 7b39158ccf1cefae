"""overlap.yml, or overlap.csv → what people decided of projects that look alike."""

from __future__ import annotations

import datetime

from generator.plan.fields import overlap_fields
from generator.plan.model import EVERY_PAIR, Decision, Verdict
from generator.plan.parse.columns import ask_once
from generator.plan.parse.either import ask_column
from generator.plan.parse.sections import Section
from generator.plan.parse.values import parse_date_cell
from generator.plan.read import Table, YamlMap
from generator.plan.sheet import FilledRow, records
from generator.problems import Place, Report, Source
from generator.thai.text import match_key

_KEYS = ("pair", "decision", "office", "date", "reason")
_VERDICTS = {match_key(verdict.value): verdict for verdict in Verdict}


def parse_decisions(
    tree: YamlMap | None, tables: tuple[Table, ...], report: Report
) -> tuple[Decision, ...]:
    """Return the decisions that are whole, of whichever file has them; the rest are problems.

    A row of a table that is not decided yet is none.
    """
    root = Section(tree, report, ("decisions",)) if tree else None
    sections = root.sections("decisions", _KEYS) if root else []
    rows = [row for row in records(tables, overlap_fields(), report) if _says_something(row)]
    ask_column(rows, "date", report)
    found = (*map(_decision, sections), *(_of_row(row, report) for row in rows))
    ask_once(report)
    return tuple(one for one in found if one is not None)


def _decision(section: Section) -> Decision | None:
    ids = section.texts("pair")
    text, office = section.required("decision"), section.required("office")
    verdict = _verdict(text, section.at("decision"), section.report)
    day = section.date("date") if section.required("date") else None
    told = (section.source, verdict, office, day, section.text("reason"))
    return _whole(ids, section.at("pair"), told, section.report)


def _says_something(row: FilledRow) -> bool:
    return any(row.text(code) for code in ("decision", "office", "date", "reason"))


def _of_row(row: FilledRow, report: Report) -> Decision | None:
    ids = tuple(text for text in (row.text("id"), row.text("other")) if text)
    for code in ("decision", "office", "date"):
        if not row.text(code):
            at = row.place(code)
            report.add("cell-missing", at, heading=at.heading or _heading(code))
    verdict = _verdict(row.text("decision"), row.place("decision"), report)
    day = parse_date_cell(row.cell("date"), report) if row.text("date") else None
    told = (row.source, verdict, row.text("office"), day, row.text("reason"))
    return _whole(ids, row.place("other"), told, report)


def _heading(code: str) -> str:
    return next(field.name for field in overlap_fields() if field.code == code)


def _verdict(text: str, at: Place, report: Report) -> Verdict | None:
    verdict = _VERDICTS.get(match_key(text))
    if text and verdict is None:
        report.add("overlap-decision-unknown", at, text)
    return verdict


def _whole(
    ids: tuple[str, ...],
    at: Place,
    told: tuple[Source, Verdict | None, str, datetime.date | None, str],
    report: Report,
) -> Decision | None:
    """Return the decision on a pair, or on every pair with last year, where all of it is said."""
    source, verdict, office, day, reason = told
    every = len(ids) == 1 and match_key(ids[0]) == match_key(EVERY_PAIR)
    if not every and (len(ids) != 2 or ids[0] == ids[1]):
        report.add("overlap-pair-shape", at, ", ".join(ids))
        return None
    if verdict is None or not office or day is None:
        return None
    pair = ("", "") if every else (ids[0], ids[1])
    return Decision(source, pair, verdict, office, day, reason, last_year=every)
