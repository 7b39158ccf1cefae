"""plan.yml → Plan: strategies, editions with their posting, stated totals, results."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from generator.machine.layout import of_year
from generator.plan.model import (
    Document,
    DraftPolicy,
    Edition,
    Executive,
    Organization,
    Plan,
    PostingPeriod,
    Record,
    Results,
    StatedTotals,
    Strategy,
    Trigger,
)
from generator.plan.parse.changes import EditionReader
from generator.plan.parse.days import ask_days
from generator.plan.parse.exempt import parse_exempt
from generator.plan.parse.overlap import parse_decisions
from generator.plan.parse.progress import Known, parse_progress
from generator.plan.parse.sections import Section, path_meant
from generator.plan.parse.values import parse_amount, parse_whole
from generator.plan.parse.vocabulary import AMENDMENT_KINDS
from generator.plan.parse.withdrawn import parse_withdrawn
from generator.plan.parse.wording import paper_texts
from generator.plan.read import AmendmentFiles, Cell, RecordFile, YamlMap, YearFiles
from generator.plan.record import PROGRESS_RECORD, RecordError, read_record
from generator.plan.sheet import HiddenPolicy
from generator.problems import Report, Source
from generator.thai.fiscal import FiscalYear

PLAN_KEYS = (
    "fiscal_year", "title", "strategies", "legal_basis", "trigger", "edition", "stated_totals",
    "results", "ita", "signatory", "committee", "foreword", "introduction", "hidden", "draft",
)  # fmt: skip
AMENDMENT_KEYS = ("kind", "title", "number", "legal_basis", "trigger", "edition")
EDITION_KEYS = (
    "considered", "announced", "posted_from", "posted_until", "posted_at", "web_from", "documents",
    "evidence",
)  # fmt: skip
# The keys of the edition may stand at the top of plan.yml, where no line depends on another.
FLAT_PLAN_KEYS = (*PLAN_KEYS, *EDITION_KEYS)
FLAT_AMENDMENT_KEYS = (*AMENDMENT_KEYS, *EDITION_KEYS)
RESULT_KEYS = ("proposed", "announced", "posted_from", "posted_until", "posted_at", "documents")
OFFICIAL_KEYS = ("name", "position")
STRATEGY_KEYS = ("id", "name", "tactics")
TRIGGER_KEYS = ("event", "date")
DOCUMENT_KEYS = ("title", "file")
STATED_KEYS = ("projects", "budget", "strategies")
_Files = TypeVar("_Files", YearFiles, AmendmentFiles)
_SAFE_STRATEGY = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,18}[a-z0-9])?", re.ASCII)


def parse_plan(files: YearFiles, organization: Organization, report: Report) -> Plan:
    """Return the year's plan; its rows and dates with problems where they cannot be read."""
    files = _without_orphans(files, FLAT_PLAN_KEYS, report)
    root = Section(files.plan or YamlMap((), files.place), report, FLAT_PLAN_KEYS)
    _ask_days(files, report)
    year = _year(files, root)
    strategies = _strategies(root, required=files.plan is not None)
    hidden = _hidden(root)
    records = _records(files.announced, report)
    reader = EditionReader(
        organization, year, strategies, report, hidden, announced=_codes_in(records.values())
    )
    first = replace(
        _edition(0, root, root.merged("edition", EDITION_KEYS)),
        rows=reader.read_edition(files.projects),
        record=records.pop("0", None),
        told=files.plan is not None,
    )
    editions = _amended(first, files.amendments, records, reader)
    progress_record = records.pop(PROGRESS_RECORD, None)
    codes = frozenset(row.id for edition in editions for row in edition.rows)
    known = Known(codes, progress_record)
    for name, record in records.items():
        report.add("announced-edition-missing", record.at, name)
    return Plan(
        year=year,
        at=root.source,
        title=root.text("title") or f"แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. {year.label}",
        strategies=strategies,
        editions=editions,
        stated=_stated(root),
        results=tuple(_results(section) for section in root.sections("results", RESULT_KEYS)),
        progress=parse_progress(files.progress, report, reader.accounts, hidden, known),
        progress_record=progress_record,
        decisions=parse_decisions(files.overlap, files.overlap_rows, report),
        ita=_texts(root.section("ita", None)),
        sources=files.sources,
        exempt=parse_exempt(files.privacy, report) if files.privacy else (),
        withdrawn=parse_withdrawn(files.withdrawn, report),
        signatory=_signatory(root),
        committee=_committee(root),
        texts=paper_texts(root),
        tables=tuple(reader.accounts),
        drafts=_drafts(root),
    )


def _ask_days(files: YearFiles, report: Report) -> None:
    amended = (one.plan for one in files.amendments)
    for tree in (files.plan, *amended, files.overlap, files.withdrawn):
        if tree:
            ask_days(tree, report)


def _codes_in(records: Iterable[Record]) -> frozenset[str]:
    """Return the codes that were announced, or reported on: each is right as it is."""
    return frozenset(row.values.get("id", "") for one in records for row in one.rows)


def _hidden(root: Section) -> HiddenPolicy:
    text = root.text("hidden")
    try:
        return HiddenPolicy(text)
    except ValueError:
        root.report.add("hidden-unknown", root.at("hidden"), text)
        return HiddenPolicy.ASK


def _drafts(root: Section) -> DraftPolicy:
    text = root.text("draft")
    try:
        return DraftPolicy(text) if text else DraftPolicy.OMIT
    except ValueError:
        root.report.add("draft-unknown", root.at("draft"), text)
        return DraftPolicy.OMIT


def _signatory(root: Section) -> Executive | None:
    section = root.section("signatory", OFFICIAL_KEYS)
    return _official(section) if section else None


def _committee(root: Section) -> tuple[Executive, ...]:
    """Return who is on the committee, in their order; a bare name has no position."""
    found = []
    for item in root.items("committee"):
        if isinstance(item, Cell):
            found.append(Executive(item.text, ""))
        elif isinstance(item, YamlMap):
            section = Section(item, root.report, OFFICIAL_KEYS)
            found.append(Executive(section.required("name"), section.text("position")))
    return tuple(one for one in found if one.name)


def _official(section: Section) -> Executive | None:
    name = section.required("name")
    return Executive(name, section.text("position")) if name else None


def _records(files: tuple[RecordFile, ...], report: Report) -> dict[str, Record]:
    """Return what was announced by the name of its file; a damaged record is reported."""
    found = {}
    for file in files:
        try:
            found[file.name] = read_record(file.data, file.place)
        except RecordError as error:
            report.add("announced-record-damaged", file.place.at(row=error.line))
    return found


def _year(files: YearFiles, root: Section) -> FiscalYear:
    folder = FiscalYear(int(files.folder))
    text = root.required("fiscal_year") if files.plan is not None else ""
    if not text:
        return folder
    try:
        stated = FiscalYear.parse(text)
    except ValueError:
        root.report.add("year-unreadable", root.at("fiscal_year"), text)
        return folder
    if stated != folder:
        at = root.at("fiscal_year")
        root.report.add("year-mismatch", at, text, folder=of_year(files.folder))
    return folder


def _strategies(root: Section, *, required: bool) -> tuple[Strategy, ...]:
    found: list[Strategy] = []
    for section in root.sections("strategies", STRATEGY_KEYS):
        strategy = Strategy(
            section.required("id"), section.required("name"), section.texts("tactics")
        )
        if strategy.id and not _SAFE_STRATEGY.fullmatch(strategy.id):
            root.report.add("strategy-unsafe", section.at("id"), strategy.id)
        for other in found:
            if strategy.id == other.id or strategy.name == other.name:
                root.report.add(
                    "strategy-twice", section.at("id"), f"{strategy.id} {strategy.name}"
                )
        found.append(strategy)
    if required and not found:
        root.report.add("key-missing", root.at("strategies"), "strategies")
    return tuple(found)


def _amended(
    first: Edition,
    folders: tuple[AmendmentFiles, ...],
    records: dict[str, Record],
    reader: EditionReader,
) -> tuple[Edition, ...]:
    """Return the plan's editions; each takes its record out of `records`."""
    editions = [first]
    for number, files in enumerate(folders, start=1):
        record = records.pop(str(number), None)
        rows = reader.read_edition(files.projects, editions, record)
        edition = _amendment(number, files, reader.report)
        editions.append(replace(edition, rows=rows, record=record))
    return tuple(editions)


def _amendment(number: int, folder: AmendmentFiles, report: Report) -> Edition:
    files = _without_orphans(folder, FLAT_AMENDMENT_KEYS, report)
    if files.folder != str(number):
        report.add("amendment-number", files.place, files.folder, number=number)
    tree = files.plan or YamlMap((), files.place)
    root = Section(tree, report, FLAT_AMENDMENT_KEYS)
    edition = _edition(number, root, root.merged("edition", EDITION_KEYS))
    if edition.kind and not any(kind in edition.kind for kind in AMENDMENT_KINDS):
        report.add("amendment-kind-unknown", root.at("kind"), edition.kind)
    return replace(edition, told=files.plan is not None)


def _without_orphans(files: _Files, keys: tuple[str, ...], report: Report) -> _Files:
    """Return the files without a plan.yml of which lines have lost the key above them.

    What they say would be taken for the key before, and each told as unknown there.
    """
    orphans = [one for one in files.commented if one.key in keys]
    if not orphans or files.plan is None:
        return files
    for one in orphans:
        at = files.place.at(row=one.child, heading=one.name)
        report.add("yaml-commented", at, one.key, reason=one.reason, todo=one.todo)
    return replace(files, plan=None)


def _edition(
    number: int,
    root: Section,
    dates: Section | None,
) -> Edition:
    edition = Edition(
        number,
        root.source,
        title=root.text("title"),
        kind=root.text("kind") if number else "",
        official_number=root.text("number") if number else "",
        legal_basis=root.text("legal_basis"),
        trigger=_trigger(root),
    )
    if dates is None:
        return edition
    return replace(
        edition,
        at=_with_trigger(dates.source, root),
        considered=dates.date("considered"),
        posting=_posting(dates),
        posted_at=dates.texts("posted_at"),
        web_from=dates.date("web_from"),
        documents=_documents(dates),
        evidence=tuple(map(path_meant, dates.texts("evidence"))),
    )


def _with_trigger(at: Source, root: Section) -> Source:
    """Let the edition's place know the line of the trigger's date, which stands outside it."""
    trigger = root.values.get("trigger")
    entries = trigger.entries if isinstance(trigger, YamlMap) else ()
    lines = {f"trigger.{e.key.text}": (e.key.place.row, "", e.key.place.heading) for e in entries}
    return Source(at.place, {**at.parts, **lines})


def _posting(section: Section) -> PostingPeriod:
    return PostingPeriod(
        announced=section.date("announced"),
        posted_from=section.date("posted_from"),
        posted_until=section.date("posted_until"),
    )


def _trigger(root: Section) -> Trigger | None:
    section = root.section("trigger", TRIGGER_KEYS)
    return Trigger(section.text("event"), section.date("date")) if section else None


def _documents(section: Section) -> tuple[Document, ...]:
    return tuple(
        Document(document.required("title"), path_meant(document.required("file")))
        for document in section.sections("documents", DOCUMENT_KEYS)
    )


def _results(section: Section) -> Results:
    return Results(
        at=section.source,
        proposed=section.date("proposed"),
        posting=_posting(section),
        posted_at=section.texts("posted_at"),
        documents=_documents(section),
    )


def _stated(root: Section) -> StatedTotals | None:
    section = root.section("stated_totals", STATED_KEYS)
    if section is None:
        return None
    report = root.report
    shares = section.section("strategies", None)
    return StatedTotals(
        at=section.source,
        projects=parse_whole(section.cell("projects"), "number-unreadable", report),
        satang=parse_amount(section.cell("budget"), "number-unreadable", report),
        strategies=_amounts(shares) if shares else {},
    )


def _amounts(section: Section) -> Mapping[str, int]:
    amounts = {
        key: parse_amount(section.cell(key), "number-unreadable", section.report)
        for key in section.values
    }
    return {key: amount for key, amount in amounts.items() if amount is not None}


def _texts(section: Section | None) -> Mapping[str, str]:
    return {key: section.text(key) for key in section.values} if section else {}
