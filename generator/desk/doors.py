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
    draft,
    files,
    history,
    overview,
    progress,
    projects,
    publishing,
    sheet,
    trying,
)


@dataclass(frozen=True, slots=True)
class Door:
    """One address of the desk; `changes` says that it takes a form."""

    path: str
    answer: Callable[[Desk, Asked], Answer]
    changes: bool = False


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
    Door("/progress", progress.report_progress, changes=True),
    Door("/files", files.files),
    Door("/files", files.put_file_in, changes=True),
    Door("/draft", draft.draft),
    Door("/draft/keep", draft.keep, changes=True),
    Door("/draft/drop", draft.drop, changes=True),
    Door("/draft/take-in", draft.take_in, changes=True),
    Door("/publish", publishing.publishing),
    Door("/publish", publishing.publish, changes=True),
    Door("/publish/back", publishing.back, changes=True),
    Door("/history", history.history),
)
