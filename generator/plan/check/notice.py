"""What a notice said besides its rows stays too: names, days and papers, as the record has them."""

from __future__ import annotations

from generator.machine.layout import WITHDRAWN, of_year
from generator.plan.check.announced import compared_texts
from generator.plan.check.context import CheckRule, Context
from generator.plan.model import DATE_COLUMNS, MASK, TRIGGER, Edition, Plan
from generator.plan.notice import (
    DOCUMENT,
    NAMES,
    Facts,
    Key,
    differing,
    facts_of,
    may_differ,
    recorded,
)
from generator.problems import Place
from generator.thai.dates import format_date, parse_date
from generator.thai.text import same_to_readers


def announced_notices(plan: Plan, context: Context) -> None:
    """Hold what every recorded edition says besides its rows against its record."""
    for edition in plan.editions:
        if edition.told and edition.record and recorded(edition.record):
            _hold(edition, plan, context)


def _hold(edition: Edition, plan: Plan, context: Context) -> None:
    assert edition.record
    was, now = recorded(edition.record), facts_of(plan, edition, context.digests)
    may = may_differ(edition.number, plan.withdrawn, of_year(plan.year.label), context.today)
    changed = list(differing(was, now, may))
    for key, text, there in differing(was, now, lambda *_: False):
        if MASK in there and MASK not in text and (key, text, there) not in changed:
            behind = {"what": _named(key), "again": f"phaen announce {plan.year.label}"}
            at = _place(key, edition, plan)
            context.report.add("withdrawn-not-recorded", at, behind["what"], **behind)
    for key, text, there in changed:
        if key[0] == DOCUMENT:
            _paper(key[1], edition, plan, context)
        else:
            told = {
                "what": _named(key),
                "edition": edition.number,
                "instead": _instead(key, edition, plan),
            }
            both = compared_texts(_shown(key, text), _shown(key, there))
            place = _place(key, edition, plan)
            context.report.add("announced-notice-changed", place, there, **told, **both)
    if not changed:
        _behind(was, now, edition, plan, context)


def _shown(key: Key, text: str) -> str:
    return format_date(parse_date(text)) if text and key[0] in DATE_COLUMNS else text


def _instead(key: Key, edition: Edition, plan: Plan) -> str:
    """Return what may be done instead of an edit."""
    if key[0] in DATE_COLUMNS:
        file = of_year(plan.year.label, WITHDRAWN)
        entry = f"kind: พิมพ์วันที่ผิด, edition: {edition.number}, column: {key[0]}"
        return f"ถ้าวันที่เดิมพิมพ์ผิด เพิ่มใน {file}: {entry} พร้อม day และ reason"
    if key[0] == "strategy":
        return "ยุทธศาสตร์อื่นให้เพิ่มเป็น id ใหม่ แล้วย้ายโครงการด้วยฉบับแก้ไขใน amendments"
    return "ถ้าต้องเปลี่ยน ให้ประกาศเป็นฉบับแก้ไขใน amendments"


def _paper(file: str, edition: Edition, plan: Plan, context: Context) -> None:
    named = {paper.file for paper in edition.documents} | set(edition.evidence)
    if file in named and file not in context.papers:
        return  # that it is missing is said already
    why = "ถูกแทนที่ด้วยไฟล์อื่นที่ใช้ชื่อเดิม" if file in named else "ไม่อยู่ในรายการเอกสารแล้ว"
    label = plan.year.label
    told = {"why": why, "edition": edition.number, "path": of_year(label, file), "year": label}
    place = _place((DOCUMENT, file), edition, plan)
    context.report.add("announced-document-changed", place, file, **told)


def _behind(was: Facts, now: Facts, edition: Edition, plan: Plan, context: Context) -> None:
    """Say that something may be otherwise, or came since, and that the record does not know."""
    new = [key for key, text in now.items() if not same_to_readers(was.get(key, ""), text)]
    if new:
        names = ", ".join(dict.fromkeys(_named(key) for key in new))
        told = {"edition": edition.number, "year": plan.year.label}
        place = _place(new[0], edition, plan)
        context.report.add("announced-notice-behind", place, names, **told)


def _named(key: Key) -> str:
    what, name = key
    said = "ชื่อเอกสาร" if what == "title" and name else NAMES.get(what, what)
    return f"{said} {name}".rstrip()


def _place(key: Key, edition: Edition, plan: Plan) -> Place:
    """Return the line that says it, or that of the list in which it stands."""
    what, name = key
    if what == DOCUMENT or (what == "title" and name):
        return edition.at.of("documents")
    if what == "strategy":
        return plan.at.of("strategies")
    if what == "title" and not edition.number:
        return plan.at.of(what)
    return edition.at.of("trigger.date" if what == TRIGGER else what)


RULES: tuple[CheckRule, ...] = (announced_notices,)
