"""overlap.yml → what people decided of projects that look alike."""

from __future__ import annotations

from generator.plan.model import Decision, Verdict
from generator.plan.parse.sections import Section
from generator.plan.read import YamlMap
from generator.problems import Report
from generator.thai.text import match_key

_KEYS = ("pair", "decision", "office", "date", "reason")
_VERDICTS = {match_key(verdict.value): verdict for verdict in Verdict}


def parse_decisions(tree: YamlMap | None, report: Report) -> tuple[Decision, ...]:
    """Return the decisions that are whole; the rest are problems."""
    if tree is None:
        return ()
    root = Section(tree, report, ("decisions",))
    found = (_decision(section) for section in root.sections("decisions", _KEYS))
    return tuple(one for one in found if one is not None)


def _decision(section: Section) -> Decision | None:
    ids = section.texts("pair")
    if len(ids) != 2 or ids[0] == ids[1]:
        section.report.add("overlap-pair-shape", section.at("pair"), ", ".join(ids))
    text, office = section.required("decision"), section.required("office")
    verdict = _VERDICTS.get(match_key(text))
    if text and verdict is None:
        section.report.add("overlap-decision-unknown", section.at("decision"), text)
    if not section.required("date") or verdict is None or not office or len(ids) != 2:
        return None
    return Decision(
        at=section.source,
        pair=(ids[0], ids[1]),
        verdict=verdict,
        office=office,
        date=section.date("date"),
        reason=section.text("reason"),
    )
