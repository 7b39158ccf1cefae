"""What was kept, sent to the remote from where nobody types a command: `phaen sync` in one step.

The same steps in the same order; whatever the command would ask is an answer here, and the next
call brings what was chosen. Never is anything forced.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from generator.machine.git_network import RemoteError
from generator.plan.merge import Choice
from generator.publishing.steps import Joined, Standing, Target
from generator.publishing.syncing import Sync
from generator.publishing.trees import Refusal

_TRIES = 5


class Outcome(Enum):
    """What came of it.

    SENT; SAME where nothing was to be sent, BEHIND where there was only something to take in;
    ASKED where two changed the same cell; UNSOUND where the merge has errors, AGAIN where it would
    show what was withdrawn; DECLINED where the remote took nothing; MEANWHILE where others went on
    sending.
    """

    SENT = "sent"
    SAME = "same"
    BEHIND = "behind"
    ASKED = "asked"
    UNSOUND = "unsound"
    AGAIN = "again"
    DECLINED = "declined"
    MEANWHILE = "meanwhile"


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of sending: what was `joined` (None where that was not reached), and what is told.

    `told` are the remote's lines, `why` says in Thai why it declined, `refused` what would be shown
    again.
    """

    outcome: Outcome
    joined: Joined | None = None
    told: tuple[str, ...] = ()
    why: str = ""
    refused: tuple[Refusal, ...] = ()


def send(sync: Sync, target: Target, choice: Choice, lay_out: Callable[[Joined], None]) -> Sent:
    """Merge what was kept with what others sent, and send it. Raises GitError and OSError.

    `lay_out` is given a merge that is not sound, to be mended; what was kept stays where it is.
    """
    try:
        return _sent(sync, target, choice, lay_out)
    except RemoteError as error:
        return Sent(Outcome.DECLINED, told=error.told, why=str(error))


def _sent(sync: Sync, target: Target, choice: Choice, lay_out: Callable[[Joined], None]) -> Sent:
    joined = None
    for _ in range(_TRIES):
        joined = sync.joined(sync.fetch(target), choice)
        if hindered := _hindered(sync, target, joined):
            if hindered.outcome is Outcome.UNSOUND:
                lay_out(joined)
            return hindered
        sync.take_in(joined)
        if joined.standing is Standing.BEHIND:
            return Sent(Outcome.BEHIND, joined)
        if pushed := sync.send(target, joined.commit):
            return Sent(Outcome.SENT, joined, pushed.told)
    return Sent(Outcome.MEANWHILE, joined)


def _hindered(sync: Sync, target: Target, joined: Joined) -> Sent | None:
    """Return why nothing is taken in or sent, None where it may be."""
    if joined.standing is Standing.SAME:
        return Sent(Outcome.SAME, joined)
    if joined.conflicts:
        return Sent(Outcome.ASKED, joined)
    if joined.standing is Standing.BEHIND:
        return None
    if joined.refused or (joined.checked and joined.checked.report.errors):
        return Sent(Outcome.UNSOUND, joined, why=joined.refused)
    if again := sync.comes_back(joined, target):
        return Sent(Outcome.AGAIN, joined, refused=again)
    return None
