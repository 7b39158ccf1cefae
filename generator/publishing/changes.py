"""Lines for what a year tells otherwise besides its rows: reports, announcements, papers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.plan.fields import column_name
from generator.plan.model import MASK, ProgressReport
from generator.plan.notice import DOCUMENT, NAMES
from generator.plan.record import day_text
from generator.publishing.difference import YearDifference
from generator.publishing.told import RESULTS, NoticeChange, ReportChange
from generator.site.render import Words
from generator.thai.dates import DateError, format_date, parse_date
from generator.thai.numbers import format_baht

_FIGURES = ("status", "percent", "spent")
# Beside those that records know.
_OTHER_NAMES = {
    "announced": "diff.announced",
    "posted_at": "diff.posted_at",
    "web_from": "diff.web_from",
    "proposed": "diff.proposed",
}
_TEXTS = ("title", "kind", "number", "strategy", "posted_at")


def change_lines(one: YearDifference, words: Words) -> Iterator[str]:
    """Yield one line a report, and one for each thing that an announcement says otherwise."""
    for notice in one.notices:
        yield _notice_line(notice, words)
    for report in one.reports:
        yield _report_line(report, words)


def change_json(one: YearDifference) -> dict[str, Any]:
    """Return the same for other programs; money is in satang."""
    return {
        "reports": [
            {
                "project": change.project,
                "before": _report_json(change.before),
                "after": _report_json(change.after),
                "columns": list(change.columns),
            }
            for change in one.reports
        ],
        "announcements": [
            {
                "edition": None if change.edition == RESULTS else change.edition,
                "what": change.what,
                "name": change.name,
                "before": change.before,
                "after": change.after,
            }
            for change in one.notices
        ],
    }


def _report_json(report: ProgressReport | None) -> dict[str, Any] | None:
    if report is None:
        return None
    return {
        "date": report.date.isoformat(),
        "status": report.status.slug,
        "percent": report.percent,
        "spent": report.spent,
        "corrects": report.corrects.isoformat() if report.corrects else None,
    }


def _report_line(change: ReportChange, words: Words) -> str:
    told = change.after or change.before
    assert told is not None  # a change is of a report
    kind = "corrected" if told.corrects else "new"
    kind = kind if change.before is None else "gone" if change.after is None else "changed"
    head = words.plain(
        f"diff.report_{kind}",
        id=change.project,
        name=" ".join(change.name.split()),
        date=format_date(told.date),
        of=format_date(told.corrects) if told.corrects else "",
    )
    sides = [_figures(one, words) for one in (change.before, change.after) if one]
    others = [column_name(code) for code in change.columns if code not in _FIGURES]
    also = words.plain("diff.report_also", columns=", ".join(others)) if others else ""
    return " · ".join(filter(None, (f"{head}: {' → '.join(dict.fromkeys(sides))}", also)))


def _figures(report: ProgressReport, words: Words) -> str:
    percent = words.plain("project.percent", n=report.percent) if report.percent else ""
    spent = (
        words.plain("project.spent", baht=format_baht(report.spent))
        if report.spent is not None
        else ""
    )
    return " ".join(filter(None, (report.status.thai, percent, spent)))


def _notice_line(change: NoticeChange, words: Words) -> str:
    if change.edition == RESULTS:
        whose = words.plain("diff.of_results")
    elif change.edition:
        whose = words.plain("diff.of_edition", n=change.edition)
    else:
        whose = words.plain("diff.of_plan")
    if change.what == DOCUMENT:
        kind = "new" if not change.before else "gone" if not change.after else "changed"
        return words.plain(f"diff.paper_{kind}", whose=whose, file=change.name)
    key = _OTHER_NAMES.get(change.what)
    name = words.plain(key) if key else ""
    what = f"{name or NAMES.get(change.what, change.what)} {_named(change)}".rstrip()
    before, after = (_said(change.what, text) for text in (change.before, change.after))
    if before == after and MASK in after:  # of what was covered since, both are shown covered
        return words.plain("diff.notice_covered", whose=whose, what=what)
    return words.plain(
        "diff.notice",
        whose=whose,
        what=what,
        before=before or words.plain("diff.none"),
        after=after or words.plain("diff.none"),
    )


def _named(change: NoticeChange) -> str:
    return "" if change.edition == RESULTS else change.name


def _said(what: str, text: str) -> str:
    """Return a text as readers read it: a day in words."""
    if what in _TEXTS:
        return " ".join(text.split())
    try:
        day = parse_date(text)
    except DateError:
        return text
    return format_date(day) if day_text(day) == text else text
