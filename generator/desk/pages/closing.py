"""ปิดปี: what law and seal ask of a year that is over, and the button that seals it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.desk.asked import Answer, Asked
from generator.desk.laying import Desk, told_lines
from generator.desk.office import State
from generator.desk.pages.choosing import plan_of, plans_of
from generator.plan.drafts import draft_editions, is_draft
from generator.plan.merge import UnsafeError
from generator.plan.model import Plan
from generator.plan.model.reports import told_reports
from generator.plan.posting import announcement_clock

_MOST_PROBLEMS = 60
_UNKEPT = "ยังมีร่างหรือแฟ้มที่ยังไม่ได้เก็บ เก็บที่หน้าร่างก่อน แล้วจึงปิดปี"
_HINDERED = "ปีนี้ยังปิดไม่ได้ ดูรายการที่ยังไม่ครบในหน้าปิดปี"


@dataclass(frozen=True, slots=True)
class Point:
    """A line of the checklist: its word, whether it is so, how many are lacking, until when.

    `must` says that without it no seal is made.
    """

    word: str
    holds: bool
    must: bool = False
    count: int = 0
    day: datetime.date | None = None


def closing(desk: Desk, asked: Asked) -> Answer:
    """Return the checklist of a year: the oldest that is not sealed, unless one is asked for."""
    return _shown(desk, asked, desk.office.state())


def close(desk: Desk, asked: Asked) -> Answer:
    """Seal the year as `phaen seal` does, and keep the seal as a commit; an office publishes it."""
    state = desk.office.state()
    if state.draft.digests or state.outside:
        raise UnsafeError(_UNKEPT)
    plan = plan_of(state, asked)
    if any(one.must and not one.holds for one in _points(state, plan, desk.office.today())):
        raise UnsafeError(_HINDERED)
    sealed = desk.office.seal(asked.posted, plan.year)
    if not isinstance(sealed, str):
        return _shown(desk, asked, state, problems=told_lines(sealed.report.errors, _MOST_PROBLEMS))
    kept = desk.office.keep()
    desk.office.forget_laid()
    if kept.commit is None:
        found = kept.checked.report.errors if kept.checked else ()
        told = told_lines(found, _MOST_PROBLEMS)
        return _shown(desk, asked, desk.office.state(), problems=told, waits=True)
    return _shown(
        desk,
        asked,
        desk.office.state(),
        sealed=(plan.year.label, sealed),
        office_told=desk.office.told,
    )


def _shown(
    desk: Desk,
    asked: Asked,
    state: State,
    *,
    sealed: tuple[str, str] | None = None,
    problems: list[dict[str, object]] | None = None,
    waits: bool = False,
    office_told: Sequence[str] = (),
) -> Answer:
    plans = plans_of(state)[::-1]
    wanted = "" if sealed else asked.query.get("year") or asked.form.get("year", "")
    plan = next((one for one in plans if one.year.label == wanted), plans[0] if plans else None)
    points = [*_points(state, plan, desk.office.today())] if plan else []
    ready = all(one.holds for one in points if one.must)
    status = 409 if problems or waits else 200
    return desk.page(
        "closing", asked, state, status, plans=plans_of(state), plan=plan,
        points=points, ready=ready and bool(points), sealed=sealed, problems=problems, waits=waits,
        office_told=office_told, closed=[one.label for one in state.checked.sealed],
    )  # fmt: skip


def _points(state: State, plan: Plan, today: datetime.date) -> Iterator[Point]:
    """Yield what is asked of a year: first what the seal asks, then what the law does."""
    last = max(one.year for one in state.checked.portal.plans)
    drafts = [*([plan] if is_draft(plan, today) else ()), *draft_editions(plan, today)]
    yield Point("over", plan.year.last < today, must=True, day=plan.year.last)
    yield Point("next", plan.year != last, must=True)
    errors = len(state.checked.report.errors)
    yield Point("errors", not errors, must=True, count=errors)
    yield Point("announced", not drafts, must=True, count=len(drafts))
    kept = not (state.draft.digests or state.outside)
    yield Point("kept", kept, must=True, count=len({*state.draft.digests, *state.outside}))
    unrecorded = sum(one.record is None for one in plan.editions)
    yield Point("recorded", not unrecorded, count=unrecorded)
    lacking = _unreported(plan)
    yield Point("reported", not lacking, count=lacking)
    due = [announcement_clock(one.posting, today).keep.due for one in plan.editions]
    hanging = max((day for day in due if day and day >= today), default=None)
    unposted = due.count(None)
    yield Point("posted", not (hanging or unposted), count=unposted, day=hanging)
    yield Point("results", any(one.posting.announced for one in plan.results))


def _unreported(plan: Plan) -> int:
    """Return how many projects were not reported after the year's last month had begun."""
    month = plan.year.last.replace(day=1)
    last = {one.now.project: one.now.date for one in told_reports(plan.progress)}
    rows = [row.id for row in plan.projects if not row.cancelled]
    return sum(code not in last or last[code] < month for code in rows)
