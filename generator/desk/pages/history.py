"""ประวัติ: what was kept, when, by whom."""

from __future__ import annotations

from generator.desk.asked import Answer, Asked
from generator.desk.laying import Desk

_MOST = 100


def history(desk: Desk, asked: Asked) -> Answer:
    """Return the list of what was kept, the newest first."""
    office = desk.office
    changes = [
        (one, day, one.commit == office.shown_commit()) for one, day in office.changes(_MOST)
    ]
    return desk.page("history", asked, office.state(), changes=changes)
