"""members.json: each member's state, and for one that gave nothing new the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from generator.hub.dataset.schemas import FRESH, KEPT, NEVER, UNCHANGED
from generator.hub.member import Member
from generator.hub.members import Hub
from generator.hub.store import Good
from generator.thai.text import printable


@dataclass(frozen=True, slots=True)
class State:
    """What became of a member in a run.

    `now` names its harvest, `before` the one that the last finished run knew.
    """

    member: Member
    good: Good | None
    reason: str = ""
    now: str = ""
    before: str = ""

    @property
    def name(self) -> str:
        """Its state in members.json: by the last finished run, not by one that was killed."""
        if self.good is None:
            return NEVER
        if self.reason:
            return KEPT
        return UNCHANGED if self.before == self.now else FRESH


def members_json(hub: Hub, states: Iterable[State], today: str) -> dict[str, Any]:
    """Return the whole file, members in the order of their codes."""
    listed = list(states)
    counted = Counter(one.name for one in listed)
    places = {"search": hub.search, "dataset": hub.dataset}
    return {
        "name": hub.name,
        **{name: address for name, address in places.items() if address},
        "today": today,
        "counts": {name: counted[name] for name in (FRESH, UNCHANGED, KEPT, NEVER)},
        "members": [_told(one) for one in listed],
    }


def _told(one: State) -> dict[str, Any]:
    member, good = one.member, one.good
    told: dict[str, Any] = {
        "code": member.code, "district": member.district, "province": member.province,
        "way": member.way.value, "state": one.name,
    }  # fmt: skip
    if one.reason:
        told["reason"] = printable(one.reason)
    if good:
        told |= {
            "name": good.office["name"], "site_url": good.office["site_url"], "good_on": good.day,
            "source": good.source, "projects": dict(sorted(good.rows.items())),
            "warnings": good.warnings,
        }  # fmt: skip
        if good.portal:
            told["hosted"] = True
    return told
