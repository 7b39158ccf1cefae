"""What is not announced yet is a draft: a year's plan, or an amendment to one.

By the date, not by the record: what was announced never disappears because a command was forgotten.
A day that comes by itself ends a draft at the next build. Without a day nothing is a draft.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from generator.machine.layout import AMENDMENTS, of_year
from generator.plan.model import DraftPolicy, Edition, Plan, Portal
from generator.problems import Report

Day = datetime.date | None
_OF_PAIRS = "overlap-"  # these name rows of other files, and of other years


def is_announced(edition: Edition, today: Day) -> bool:
    """Whether an edition was announced by `today`.

    What hung by then was announced, though nobody wrote down when.
    """
    day = edition.posting.announced or edition.posting.posted_from
    return today is None or (day is not None and day <= today)


def is_draft(plan: Plan, today: Day) -> bool:
    """Whether nothing of a year's plan was announced by `today`.

    An amendment that was announced tells that the plan was, whatever day is missing.
    """
    return not any(is_announced(one, today) for one in plan.editions)


def in_force(plan: Plan, today: Day) -> Plan:
    """Return the plan without the amendments that are drafts: its rows are those announced.

    What lies before an announced edition is part of it. Of a draft it is the first edition.
    """
    out = [one.number for one in plan.editions if is_announced(one, today)]
    last = max(out, default=0)
    return plan if last == plan.editions[-1].number else _without(plan, last)


def draft_editions(plan: Plan, today: Day) -> tuple[Edition, ...]:
    """Return the amendments that are not in force yet, in order."""
    return plan.editions[len(in_force(plan, today).editions) :]


def current(portal: Portal, today: Day) -> Plan | None:
    """Return the plan that the home page tells of: the newest that is announced.

    Where there is none it is the draft of the newest year that has begun, or the first to come.
    """
    announced = [one for one in portal.plans if not is_draft(one, today)]
    begun = [one for one in portal.plans if today is None or one.year.first <= today]
    return next(iter([*announced[::-1], *begun[::-1], *portal.plans]), None)


def published(portal: Portal, today: Day) -> Portal:
    """Return what is published of a portal: no draft but where plan.yml says that it be shown.

    Where nothing living is announced, the plan of the home page is published all the same.
    """
    home = current(portal, today)
    plans = []
    for plan in portal.plans:
        if plan.drafts is DraftPolicy.PUBLISH:
            plans.append(plan)
        elif plan is home or not is_draft(plan, today):
            plans.append(in_force(plan, today))
    return replace(portal, plans=tuple(plans))


def left_out(portal: Portal, today: Day) -> Iterator[str]:
    """Yield the folders of what `published` leaves out, below the portal."""
    there = {plan.year: plan for plan in published(portal, today).plans}
    for plan in portal.plans:
        kept = there.get(plan.year)
        if kept is None:
            yield of_year(plan.year.label)
        else:
            yield from (_folder(plan, one) for one in plan.editions[len(kept.editions) :])


def touched(whole: Portal, portal: Portal) -> frozenset[int]:
    """Return the years of which `portal` says less than the `whole` one."""
    there = {plan.year: plan for plan in portal.plans}
    return frozenset(one.year.year for one in whole.plans if there.get(one.year) is not one)


def report_of_published(report: Report, portal: Portal, today: Day) -> Report:
    """Return what is told of `published`: nothing in it is of a row that is left out."""
    told, gone = published(portal, today), tuple(f"{one}/" for one in left_out(portal, today))
    ids = _ids(portal) - _ids(told)
    alike = tuple(
        f"{of_year(number)}/" for year in touched(portal, told) for number in (year, year + 1)
    )
    kept = Report()
    for one in report:
        named = ids.intersection((one.value, *(text for _, text in one.details)))
        paired = one.code.startswith(_OF_PAIRS) and one.place.file.startswith(alike)
        if not (named or paired or one.place.file.startswith(gone)):
            kept.add(one.code, one.place, one.value, **dict(one.details))
    return kept


def _ids(portal: Portal) -> frozenset[str]:
    return frozenset(
        row.id for plan in portal.plans for edition in plan.editions for row in edition.rows
    )


def _folder(plan: Plan, edition: Edition) -> str:
    return of_year(plan.year.label, AMENDMENTS, str(edition.number))


def _without(plan: Plan, last: int) -> Plan:
    gone = tuple(f"{_folder(plan, one)}/" for one in plan.editions[last + 1 :])
    return replace(
        plan,
        editions=plan.editions[: last + 1],
        sources=tuple(one for one in plan.sources if not one.startswith(gone)),
    )
