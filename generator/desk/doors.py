"""Every door of the desk, in one table: its method, its address, and who answers it.

Every door asks for a session, and one that changes something for the token of a form too. Nobody
can forget either: both are asked for by what goes through the table. Open to all are the page that
says how to enter, and styles and script.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.desk.asked import Answer, Asked
from generator.desk.laying import Desk
from generator.desk.pages import (
    amending,
    announcing,
    closing,
    draft,
    files,
    handing,
    history,
    overview,
    papers,
    password,
    preview,
    progress,
    projects,
    publishing,
    report,
    sheet,
    trying,
    withdrawing,
)


@dataclass(frozen=True, slots=True)
class Door:
    """One address of the desk; `changes` says that it takes a form.

    Of an office's people whoever publishes alone goes through one that `publishes`; who is limited
    to units changes something only by one that is for all of them (`every`). `only` says that a
    door is there for one's own desk alone, or for an office's.
    """

    path: str
    answer: Callable[[Desk, Asked], Answer]
    changes: bool = False
    publishes: bool = False
    every: bool = False
    only: str = ""

    def is_open(self, asked: Asked) -> bool:
        """Whether who asks may go through."""
        if self.publishes and not asked.may_publish:
            return False
        return not self.changes or self.every or not asked.units

    def is_there(self, *, several: bool) -> bool:
        """Whether a desk has it, one's own or that of several people."""
        return self.only in ("", OFFICE if several else OWN)


OWN, OFFICE = "own", "office"


DOORS = (
    Door("/", overview.overview),
    Door("/rows", projects.projects),
    Door("/rows/{year}/{id}", projects.project),
    Door("/rows/{year}/{id}", projects.change_project, changes=True),
    Door("/sheet/{year}", sheet.sheet),
    Door("/sheet/{year}/marked", sheet.marked_sheet),
    Door("/sheet/{year}/{number}", sheet.row),
    Door("/sheet/{year}/{number}", sheet.change_row, changes=True),
    Door("/try", trying.tried, changes=True),
    Door("/progress", progress.progress),
    Door("/progress", progress.report_progress, changes=True, every=True),
    Door("/progress/{year}/{id}", report.report),
    Door("/progress/{year}/{id}", report.put_report, changes=True, every=True),
    Door("/amend", amending.amending),
    Door("/amend", amending.amend, changes=True),
    Door("/papers/{year}/{name}", papers.paper),
    Door("/announce", announcing.announcing),
    Door("/announce", announcing.announce, changes=True),
    Door("/closing", closing.closing, publishes=True),
    Door("/closing", closing.close, changes=True, publishes=True),
    Door("/files", files.files),
    Door("/files", files.put_file_in, changes=True),
    Door("/files/year", files.begin_year, changes=True),
    Door("/draft", draft.draft),
    Door("/draft/keep", draft.keep, changes=True, publishes=True, every=True),
    Door("/draft/drop", draft.drop, changes=True, every=True),
    Door("/draft/take-in", overview.take_in, changes=True, only=OWN),
    Door("/draft/hand-on", handing.hand_on, changes=True, every=True, only=OFFICE),
    Door("/handed", handing.waiting, only=OFFICE),
    Door("/handed/{id}", handing.handed, only=OFFICE),
    Door("/handed/{id}/keep", handing.keep, changes=True, publishes=True, every=True, only=OFFICE),
    Door("/handed/{id}/return", handing.give_back, True, publishes=True, every=True, only=OFFICE),
    Door("/handed/{id}/take", handing.take_back, changes=True, every=True, only=OFFICE),
    Door("/preview/{what}/{file:path}", preview.preview),
    Door("/publish", publishing.publishing, only=OWN),
    Door("/publish", publishing.publish, changes=True, only=OWN),
    Door("/send", publishing.send, changes=True, publishes=True, only=OWN),
    Door("/publish/back", publishing.back, changes=True, publishes=True, every=True),
    Door("/withdraw", withdrawing.withdrawing, publishes=True),
    Door("/withdraw", withdrawing.withdraw, changes=True, publishes=True),
    Door("/password", password.password, only=OFFICE),
    Door("/history", history.history),
    Door("/release/{number}/{file:path}", preview.release),
)
