"""A plan's editions: each with its clocks, what it did to the plan, and the plan as it left it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from generator.plan import posting
from generator.plan.drafts import draft_editions, is_draft
from generator.plan.model import (
    NOTHING,
    BudgetKind,
    Change,
    Edition,
    Organization,
    Plan,
    Project,
    Strategy,
)
from generator.plan.model.plan import amended
from generator.site.addresses import address, page_of
from generator.site.views.lineage import versions
from generator.site.views.rows import AsOf, EditionView, Effect, Label, ProjectView, Version
from generator.site.views.totals import Ledger, whose
from generator.site.views.viewer import Viewer
from generator.site.views.words import Name, Word


def edition_views(
    plan: Plan, history: Mapping[str, tuple[Version, ...]], today: datetime.date | None
) -> tuple[EditionView, ...]:
    """Return the editions in order; `history` are the wordings of every project.

    Days after `today` are plans, not facts.
    """
    views, drafts = [], draft_editions(plan, today)
    if is_draft(plan, today):
        drafts = plan.editions
    before: Ledger[Project] = Ledger(())
    for edition in plan.editions:
        after = Ledger(amended(plan.editions[: edition.number + 1]))
        views.append(
            EditionView(
                edition=edition,
                name=_name(edition, plan),
                path=_path(edition.number),
                clock=posting.announcement_clock(edition.posting, today),
                plan_deadline=posting.plan_deadline(
                    edition.trigger.date if edition.trigger else None,
                    edition.posting.announced,
                    today,
                ),
                totals=after.total(),
                versions=_versions(edition, history),
                effects=_effects(plan, edition, before, after),
                effect=_whole(edition, before, after),
                whose=whose(after.portions()),
                draft=edition in drafts,
            )
        )
        before = after
    return tuple(views)


def draft_views(
    plan: Plan, organization: Organization, today: datetime.date | None
) -> tuple[EditionView, ...]:
    """Return the amendments that are no part of the plan yet, as they would change it."""
    drafts = draft_editions(plan, today)
    if not drafts:
        return ()
    return edition_views(plan, versions(plan, organization), today)[-len(drafts) :]


def _path(number: int) -> str:
    """Return the page of an edition; the first one's is that of all announcements."""
    return page_of("amendments").below(number) if number else address("announcements").below()


def _versions(edition: Edition, history: Mapping[str, tuple[Version, ...]]) -> tuple[Version, ...]:
    return tuple(
        version for row in edition.rows for version in history[row.id] if version.project is row
    )


def _name(edition: Edition, plan: Plan) -> Name:
    """Return the title as the office prints it; amendments without one by kind and number."""
    if not edition.number:
        return plan.title
    number = edition.official_number or f"{edition.number}/{plan.year.label}"
    kind = edition.kind or Change.ALTER.thai
    return edition.title or Word.of("announcements.untitled", kind=kind, number=number)


@dataclass(frozen=True, slots=True)
class _Move:
    """A row before and after an edition; None where the plan had it not, or has it no more."""

    before: Project | None
    after: Project | None

    @property
    def known(self) -> bool:
        some = (one for one in (self.before, self.after) if one)
        return all(one.budget.kind is not BudgetKind.NOT_STATED for one in some)

    def satang(self, strategy: str = "") -> int:
        """Return the money that it brought to the plan, or to one strategy of it."""
        was, now = (
            (one.budget.satang or 0) if one and strategy in ("", one.strategy) else 0
            for one in (self.before, self.after)
        )
        return now - was

    def touches(self, strategy: str) -> bool:
        return any(one and one.strategy == strategy for one in (self.before, self.after))


def _moves(edition: Edition, before: Ledger[Project], after: Ledger[Project]) -> tuple[_Move, ...]:
    old, new = ({row.id: row for row in ledger.projects} for ledger in (before, after))
    return tuple(_Move(old.get(row.id), new.get(row.id)) for row in edition.rows)


def _whole(edition: Edition, before: Ledger[Project], after: Ledger[Project]) -> Effect:
    moves = _moves(edition, before, after)
    return Effect(
        Label(""),
        before.total(),
        after.total(),
        sum(one.satang() for one in moves if one.known),
        sum(not one.known for one in moves),
    )


def _effects(
    plan: Plan, edition: Edition, before: Ledger[Project], after: Ledger[Project]
) -> tuple[Effect, ...]:
    """Return what the edition did to each strategy that it touched."""
    moves = _moves(edition, before, after)
    old, new = (ledger.by(lambda p: p.strategy) for ledger in (before, after))
    effects = (
        Effect(
            _strategy(strategy),
            old.get(strategy.id, NOTHING),
            new.get(strategy.id, NOTHING),
            sum(one.satang(strategy.id) for one in moves if one.known),
            sum(one.touches(strategy.id) for one in moves if not one.known),
        )
        for strategy in plan.strategies
    )
    return tuple(one for one in effects if one.before != one.after or one.satang)


def earlier_plans(
    plan: Plan, editions: tuple[EditionView, ...], viewer: Viewer
) -> tuple[AsOf, ...]:
    """Return the whole plan as each edition but the last left it."""
    return tuple(_as_of(plan, edition, viewer) for edition in editions[:-1])


def _as_of(plan: Plan, edition: EditionView, viewer: Viewer) -> AsOf:
    rows = amended(plan.editions[: edition.edition.number + 1])
    members: dict[str, list[ProjectView]] = {strategy.id: [] for strategy in plan.strategies}
    for row in rows:
        if not row.cancelled:
            members[row.strategy].append(viewer.as_it_was(row))
    sums = Ledger(rows).by(lambda p: p.strategy)
    groups = tuple(
        (_strategy(one), sums[one.id], tuple(members[one.id]))
        for one in plan.strategies
        if members[one.id]
    )
    now = {row.id: row for row in plan.projects}
    later = {row.id: now[row.id] for row in rows if now[row.id].edition > edition.edition.number}
    return AsOf(edition, page_of("earlier").below(edition.edition.number), groups, later)


def _strategy(strategy: Strategy) -> Label:
    return Label(strategy.name, page_of("strategies").below(strategy.id))
