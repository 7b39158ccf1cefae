"""Records ready to print of projects and of the editions that state them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from generator.plan.compare import Entry, dearer
from generator.plan.model import (
    Budget,
    Edition,
    PostingPeriod,
    ProgressReport,
    Project,
    Status,
    ToldReport,
    Totals,
    last_spent,
)
from generator.plan.posting import Clock, Deadline
from generator.site.addresses import page_of
from generator.site.views.totals import Portion, Whose
from generator.site.views.words import Name

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Label:
    """A name that leads somewhere: `path` is below the year's folder, empty where no page is."""

    name: Name
    path: str = ""


@dataclass(frozen=True, slots=True)
class EditionLabel:
    """An edition as pages of single projects name it."""

    number: int
    name: Name
    path: str
    posting: PostingPeriod


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row as it was and as it is, and which of its fields a reader is told of as changed.

    `before` is None where it was not there: an edition, or a year, brought it.
    """

    before: Entry | None
    after: Entry
    changed: tuple[str, ...]

    @property
    def satang(self) -> int | None:
        """How much dearer it became; None where nothing was before or an amount is not known.

        In one year a row that comes back is dearer by all of it; another year's had no amount.
        """
        apart = self.before and self.before.year != self.after.year
        return None if apart and self.revived else dearer(self.before, self.after)

    @property
    def revived(self) -> bool:
        """Whether it stands again though it was cancelled, so that it had no money in the plan."""
        return bool(self.before and self.before.cancelled and not self.after.cancelled)


@dataclass(frozen=True, slots=True)
class Version(RowChange):
    """A project as one edition states it, beside what the edition before stated."""

    project: Project


@dataclass(frozen=True, slots=True)
class OtherYear:
    """The same project in another year's plan, as `continues` states it; never guessed."""

    year: str
    id: str
    name: str
    budget: Budget
    continues: str
    draft: bool = False


@dataclass(frozen=True, slots=True, order=True)
class RowWithdrawal:
    """That personal data were taken out of a row: on which day, and why."""

    day: datetime.date
    reason: str


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class ProjectView:
    """A row with everything its own page and every list say of it."""

    project: Project
    strategy: Label
    programme: Label
    unit: Label
    owner: Label
    villages: tuple[Label, ...]
    portion: Portion
    brought_by: EditionLabel
    history: tuple[Version, ...]
    other_years: tuple[OtherYear, ...]
    reports: tuple[ToldReport, ...]
    budget_words: str
    withdrawn: tuple[RowWithdrawal, ...] = ()

    @property
    def id(self) -> str:
        """The project's permanent id."""
        return self.project.id

    @property
    def path(self) -> str:
        """The page's address below the year's folder."""
        return page_of("rows").below(self.project.id)

    @property
    def last_report(self) -> ProgressReport | None:
        """The newest report as it counts, None where there is none yet."""
        return self.reports[-1].now if self.reports else None

    @property
    def spending(self) -> ProgressReport | None:
        """The newest report that says what was spent, as it counts; None where none does."""
        return last_spent(self.reports)

    @property
    def over(self) -> bool:
        """Whether it is reported as done or cancelled: nothing of it is still to come."""
        report = self.last_report
        return report is not None and report.status in (Status.DONE, Status.CANCELLED)


@dataclass(frozen=True, slots=True)
class Effect:
    """What an edition did to a sum of the plan.

    `satang` is the sum of the differences that are known, negative where money was taken away;
    `unknown` counts the rows that state no amount before or after.
    """

    name: Label
    before: Totals
    after: Totals
    satang: int
    unknown: int

    @property
    def projects(self) -> int:
        """Projects added; negative where taken away."""
        return self.after.projects - self.before.projects


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class EditionView:
    """An edition with its clocks; `effects` are the strategies that it touched, `effect` all.

    A `draft` is not announced: its effects are those that it would have.
    """

    edition: Edition
    name: Name
    path: str
    clock: Clock
    plan_deadline: Deadline
    totals: Totals
    versions: tuple[Version, ...]
    effects: tuple[Effect, ...]
    effect: Effect
    whose: Whose
    draft: bool = False

    @property
    def label(self) -> EditionLabel:
        """What pages of single projects say of it."""
        return EditionLabel(self.edition.number, self.name, self.path, self.edition.posting)

    @property
    def standing(self) -> str:
        """`in` or `out` of the rule of fifteen and thirty days, `open` where a day is missing.

        What the days say that are still to come is `ahead` or `out_ahead`.
        """
        post, keep = self.clock.post, self.clock.keep
        late, short = post.days_late, self.clock.days_short
        against = [one for one, days in ((post, late), (keep, short)) if (days or 0) > 0]
        if against:
            return "out_ahead" if all(one.ahead for one in against) else "out"
        if late is None or short is None:
            return "open"
        return "ahead" if post.ahead or keep.ahead else "in"

    @property
    def planned_until(self) -> datetime.date | None:
        """The last day on which `standing` tells of a plan; after it, what it says is a fact."""
        post, keep, short = self.clock.post, self.clock.keep, self.clock.days_short or 0
        if self.standing == "ahead":
            return keep.due
        if self.standing != "out_ahead":
            return None
        days = [post.done - _DAY] if post.done and (post.days_late or 0) > 0 else []
        return min([*days, *([keep.done] if keep.done and short > 0 else [])])

    @property
    def unknown(self) -> tuple[str, ...]:
        """Which days nobody wrote down: `all` of them, or some of what a reader asks for."""
        told = self.edition.posting
        if not (told.announced or told.posted_from or told.posted_until):
            return ("all",)
        days = {
            "considered": self.edition.considered,
            "announced": told.announced,
            "posted": told.posted_from,
            "until": told.posted_until or not told.posted_from,
        }
        return tuple(name for name, day in days.items() if not day)


@dataclass(frozen=True, slots=True)
class AsOf:
    """The whole plan as an edition left it, by strategy in the plan's order.

    `later` are the present rows, by id, of what a later edition altered or cancelled.
    """

    edition: EditionView
    path: str
    groups: tuple[tuple[Label, Totals, tuple[ProjectView, ...]], ...]
    later: Mapping[str, Project]
