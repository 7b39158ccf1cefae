"""ประวัติ: what was kept, when, by whom, and every release that readers saw and that is kept."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.desk.asked import Answer, Asked
from generator.desk.laying import Desk
from generator.machine.git_commits import CommitTold
from generator.publishing.showing import releases_at

_MOST = 100
_Changes = list[tuple[CommitTold, datetime.date]]
# What the desk of one clerk calls a release: the day on which it was shown.
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")


@dataclass(frozen=True, slots=True)
class Seen:
    """A release: its number, and of which day and by whom where that is known."""

    number: int
    day: datetime.date | None
    who: str
    said: str
    is_now: bool


def history(desk: Desk, asked: Asked) -> Answer:
    """Return the list of what was kept, the newest first, and the releases."""
    office = desk.office
    told = office.changes(_MOST)
    changes = [(one, day, one.commit == office.shown_commit()) for one, day in told]
    target = office.shown().get("target", "")
    return desk.page("history", asked, office.state(), changes=changes, seen=[*_seen(target, told)])


def _seen(target: str, told: _Changes) -> Iterator[Seen]:
    kept, now = releases_at(target)
    for one in kept:
        if named := _DAY.fullmatch(one.name):
            day = datetime.date(*map(int, named.groups()))
            yield Seen(one.number, day, "", "", one == now)
            continue
        # A receiving repository calls a release by its commit.
        found = next(((it, day) for it, day in told if it.commit.startswith(one.name)), None)
        if found:
            yield Seen(one.number, found[1], found[0].who, found[0].said, one == now)
        else:
            yield Seen(one.number, None, "", "", one == now)
