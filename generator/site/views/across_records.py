"""Records ready to print of several years beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from generator.plan.compare import Entry
from generator.plan.model import Totals
from generator.site.views.bars import Segment
from generator.site.views.rows import RowChange
from generator.site.views.words import Name


@dataclass(frozen=True, slots=True)
class YearPair:
    """What became of a year's plan in the next; links are those that the plans state.

    Of `kept`, what the year before had cancelled (`revived`) had no money in that year's plan:
    `kept_before` has none of it. What goes on and is cancelled in the year after is
    `cancelled_before`: with `kept_before` and `gone_totals` it is all that the year before planned.
    """

    before: str
    after: str
    kept: tuple[RowChange, ...]
    new: tuple[Entry, ...]
    gone: tuple[Entry, ...]
    cancelled: tuple[Entry, ...]
    kept_before: Totals
    cancelled_before: Totals
    kept_after: Totals
    new_totals: Totals
    gone_totals: Totals

    @property
    def changed(self) -> tuple[RowChange, ...]:
        """Projects that go on otherwise than before."""
        return tuple(one for one in self.kept if one.changed and not one.revived)

    @property
    def unchanged(self) -> tuple[RowChange, ...]:
        """Projects that go on as they were, but for their wording."""
        return tuple(one for one in self.kept if not one.changed and not one.revived)

    @property
    def revived(self) -> tuple[RowChange, ...]:
        """Projects that go on though the year before had cancelled them."""
        return tuple(one for one in self.kept if one.revived)


@dataclass(frozen=True, slots=True)
class PanelYear:
    """One year of a panel; all bars of the panels beside each other have one scale."""

    year: str
    totals: Totals
    bar: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A strategy, programme, unit or village over all years, the oldest first.

    `slug` is that of a village's page, and empty where names alone tell what is one.
    """

    name: Name
    years: tuple[PanelYear, ...]
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Multiples:
    """The panels of one kind (`strategies`, `programmes`, `units`, `villages`)."""

    kind: str
    panels: tuple[Panel, ...]
