"""Rules on dates: their order, the statutory clocks, and papers that must be there."""

from __future__ import annotations

import datetime
from functools import partial
from pathlib import PurePosixPath

from generator.machine.layout import of_year
from generator.plan import posting
from generator.plan.check.context import CheckRule, Context
from generator.plan.filenames import paper_meant
from generator.plan.model import Edition, Plan, Results, named_files, told_reports
from generator.plan.uploads import AS_JPEG, jpeg_laid
from generator.problems import Place
from generator.thai.dates import format_date

# A plan's dates lie near its year: made some months before it, reported some months after.
_NEAR = datetime.timedelta(days=548)

_UNREAD = frozenset({"date-ambiguous", "date-impossible", "date-unreadable", "yaml-shape"})


def edition_dates(plan: Plan, context: Context) -> None:
    """Considered, announced, posted: in this order, in time, and long enough."""
    unread = {one.place.file for one in context.report.errors if one.code in _UNREAD}
    for edition in plan.editions:
        # A day that could not be read is not missing, nor is any where the file could not be read.
        if edition.at.place.row and edition.at.place.file not in unread:
            _missing(edition, context)
        _order(edition, context)
        _late(edition, context)


def _missing(edition: Edition, context: Context) -> None:
    dates, add, at = edition.posting, context.report.add, edition.at
    said = partial(context.unread.has_line, at)
    if edition.considered is None and not said("considered"):
        add("considered-missing", at.place)
    if dates.announced is None:
        if not said("announced"):
            add("announced-missing", at.place)
        return
    clock = posting.announcement_clock(dates)
    if said("posted_from") or said("posted_until"):
        return
    if dates.posted_from is None:
        assert clock.post.due
        value, limit = format_date(dates.announced), format_date(clock.post.due)
        add("posted-missing", edition.at.place, value, limit=limit)
    elif dates.posted_until is None:
        assert clock.keep.due
        add("posted-until-missing", edition.at.place, limit=format_date(clock.keep.due))


def _order(edition: Edition, context: Context) -> None:
    dates, add = edition.posting, context.report.add
    if _after(edition.considered, dates.announced):
        at = edition.at.of("announced")
        considered = _written(edition.considered)
        add("announced-before-considered", at, _written(dates.announced), considered=considered)
    if _after(dates.announced, dates.posted_from):
        at = edition.at.of("posted_from")
        announced = _written(dates.announced)
        add("posted-before-announced", at, _written(dates.posted_from), announced=announced)
    if _after(dates.posted_from, dates.posted_until):
        at = edition.at.of("posted_until")
        posted_from = _written(dates.posted_from)
        add("posted-reversed", at, _written(dates.posted_until), posted_from=posted_from)


def _late(edition: Edition, context: Context) -> None:
    clock = posting.announcement_clock(edition.posting)
    _too_late("posted-late", clock.post, edition.at.of("posted_from"), context)
    _too_short("posted-short", clock, edition.at.of("posted_until"), context)
    trigger = edition.trigger.date if edition.trigger else None
    deadline = posting.plan_deadline(trigger, edition.posting.announced)
    _too_late("plan-late", deadline, edition.at.of("announced"), context)


def results_dates(plan: Plan, context: Context) -> None:
    """Results hang within 15 days, for 30 days, at least once within December."""
    for results in plan.results:
        clock = posting.results_clock(results.proposed, results.posting)
        _too_late("results-late", clock.post, results.at.of("posted_from"), context)
        _too_short("results-short", clock, results.at.of("posted_until"), context)
        yearly = posting.results_deadline(plan.year.last, results.posting.announced)
        if (yearly.days_late or 0) > 0:
            value = _written(results.posting.announced)
            context.report.add("results-not-december", results.at.of("announced"), value)


def _too_late(code: str, deadline: posting.Deadline, at: Place, context: Context) -> None:
    late = deadline.days_late or 0
    if late > 0:
        value, limit = _written(deadline.done), _written(deadline.due)
        context.report.add(code, at, value, days=late, limit=limit)


def _too_short(code: str, clock: posting.Clock, at: Place, context: Context) -> None:
    short, until = clock.days_short or 0, clock.keep.done
    reversed_dates = until and clock.post.done and until < clock.post.done
    if short > 0 and not reversed_dates:
        limit = _written(clock.keep.due)
        context.report.add(code, at, _written(until), days=short, limit=limit)


def near_dates(plan: Plan, context: Context) -> None:
    """Find dates far from the fiscal year: a mistyped year, most often a Christian one."""
    low, high = plan.year.first - _NEAR, plan.year.last + _NEAR
    for at, day in _all_dates(plan):
        if not low <= day <= high:
            context.report.add("date-far", at, format_date(day), year=plan.year.label)


def _all_dates(plan: Plan) -> list[tuple[Place, datetime.date]]:
    found: list[tuple[Place, datetime.date | None]] = []
    for edition in plan.editions:
        found += [(edition.at.of(key), day) for key, day in _edition_dates(edition).items()]
    for results in plan.results:
        found += [(results.at.of(key), day) for key, day in _result_dates(results).items()]
    found += [(report.at.of("date"), report.date) for report in plan.progress]
    return [(at, day) for at, day in found if day is not None]


def _edition_dates(edition: Edition) -> dict[str, datetime.date | None]:
    return {
        "trigger.date": edition.trigger.date if edition.trigger else None,
        "considered": edition.considered,
        "announced": edition.posting.announced,
        "posted_from": edition.posting.posted_from,
        "posted_until": edition.posting.posted_until,
        "web_from": edition.web_from,
    }


def _result_dates(results: Results) -> dict[str, datetime.date | None]:
    return {
        "proposed": results.proposed,
        "announced": results.posting.announced,
        "posted_from": results.posting.posted_from,
        "posted_until": results.posting.posted_until,
    }


def documents_there(plan: Plan, context: Context) -> None:
    """Every paper that plan.yml names lies in the year's folder, by its path below it."""
    free = sorted(context.papers - {*plan.brought})
    folder = of_year(plan.year.label)
    for edition in plan.editions:
        named = [document.file for document in edition.documents]
        _there(named, edition.at.of("documents"), free, folder, context)
        _there(list(edition.evidence), edition.at.of("evidence"), free, folder, context)
    for results in plan.results:
        named = [document.file for document in results.documents]
        _there(named, results.at.of("documents"), free, folder, context)


def _there(named: list[str], at: Place, free: list[str], folder: str, context: Context) -> None:
    """Report a paper that is not there; `near` is the file that was meant, told only here."""
    for file in named:
        if file in context.papers:
            continue
        near, why = paper_meant(file, free)
        signs = f" ({why})" if why else ""
        typed = not why or near.casefold() == file.casefold()
        todo = "เขียนชื่อนั้นใน plan.yml หรือเปลี่ยนชื่อไฟล์ให้ตรงกัน" if typed else _NEW_NAME
        said = f"พบไฟล์ {near} ซึ่งชื่อคล้ายกัน{signs} {todo}" if near else _LAY_THERE
        context.report.add(
            "document-missing", at, file, todo=said, near=f"{folder}/{near}" if near else ""
        )


def evidence_there(plan: Plan, context: Context) -> None:
    """Every file that a report counts as evidence lies in the year's folder, or was withdrawn."""
    folder = of_year(plan.year.label)
    free = sorted(context.papers - {*plan.brought})
    gone = {one.file.removeprefix(f"{folder}/") for one in plan.withdrawn.entries if one.file}
    told: set[str] = set()
    for report in told_reports(plan.progress):
        said = [one for one in (report.report, *report.corrections) if one.evidence]
        for one in named_files(report.now.evidence):
            file = one.picture or one.paper or one.unshown
            there = not one.unshown and file in context.papers
            if not file or there or file in gone or file in told:
                continue
            told.add(file)  # what ten reports name is said once
            if one.unshown:
                _unshown(file, said[-1].at.of("evidence"), context)
                continue
            near, _ = paper_meant(file, free)
            meant = f"ถ้าหมายถึง {near} ให้เขียนชื่อนั้นในช่องหลักฐาน ถ้าไม่ใช่ " if near else ""
            todo = f"{meant}วางไฟล์ไว้เป็น {folder}/{file} หรือแก้ชื่อในช่องหลักฐาน"
            context.report.add("photograph-missing", said[-1].at.of("evidence"), file, todo=todo)


def _unshown(file: str, at: Place, context: Context) -> None:
    jpeg = str(PurePosixPath(file).with_suffix(".jpg"))
    name = PurePosixPath(file).name
    written = f"เขียน {PurePosixPath(jpeg).name} แทน {name} ในช่องหลักฐาน และลบไฟล์ {name}"
    todo = written if jpeg in context.papers else f"{AS_JPEG} แล้ว{jpeg_laid(file)}"
    context.report.add("photograph-kind", at, file, shown="จึงแสดงเพียงชื่อ", todo=todo)


_LAY_THERE = "วางไฟล์ไว้ในโฟลเดอร์ documents ของปีนี้ หรือแก้ชื่อไฟล์ให้ตรงกัน"
# What looks the same cannot be typed to be the same: a plain name can.
_NEW_NAME = "เปลี่ยนชื่อไฟล์เป็นอักษรอังกฤษ เช่น announcement.pdf แล้วเขียนชื่อนั้นใน plan.yml"


def _after(first: datetime.date | None, second: datetime.date | None) -> bool:
    return first is not None and second is not None and first > second


def _written(day: datetime.date | None) -> str:
    return format_date(day) if day else ""


RULES: tuple[CheckRule, ...] = (
    edition_dates,
    results_dates,
    near_dates,
    documents_there,
    evidence_there,
)
