"""ส่ง: what was kept goes to the portal's remote, merged with what others sent; never forced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.desk.asked import Asked
from generator.desk.laying import Desk, told_lines
from generator.desk.office import State
from generator.machine.git_commits import CommitTold
from generator.machine.git_network import Network
from generator.plan.merge import Conflict, Side, UnsafeError
from generator.problems import Severity, label_of
from generator.publishing.sending import Outcome, Sent, send
from generator.publishing.steps import Joined, Target
from generator.publishing.syncing import Sync, usual_target
from generator.publishing.trees import Refusal

# Seconds for one talk with the remote: it checks, builds and shows the site before it answers.
_PATIENCE = 300.0
_MOST_UNSENT, _MOST_PROBLEMS = 30, 60
_NO_REMOTE = "คลังนี้ยังไม่มีคลังต้นทางให้ส่ง หน้าเผยแพร่บอกวิธีตั้ง"
_OUTSIDE = "มีแฟ้มที่แก้ด้วยโปรแกรมอื่นและยังไม่ได้เก็บ ({path}) รับเข้าร่างแล้วเก็บก่อน แล้วจึงส่ง"
_LABELS = tuple(f"{label_of(one)} " for one in Severity)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where what is kept goes, and what is not there yet as far as is known here.

    `target` is None without a remote, or where nobody chose one of `several`.
    """

    target: Target | None
    several: tuple[str, ...]
    unsent: tuple[CommitTold, ...]
    is_sent: bool


@dataclass(frozen=True, slots=True)
class Sending:
    """What the page tells of what was just sent: its word, and whatever hindered it.

    `faults` are what the remote found, as its own lines told it; `lines` are its other ones.
    """

    word: str
    lines: tuple[str, ...] = ()
    faults: tuple[Mapping[str, Any], ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    refused: tuple[Refusal, ...] = ()
    why: str = ""

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to be done."""
        return self.word in ("sent", "same", "behind")


def standing(desk: Desk, state: State) -> Standing:
    """Return where things stand; no other machine is asked."""
    office = desk.office
    network = Network(office.portal, office.environment, asks=False)
    target = usual_target(network, office.work.branch())
    if target is None:
        return Standing(None, network.remotes(), (), is_sent=False)
    tip = office.work.remote_tip(target.remote, target.branch)
    if tip == state.head:
        return Standing(target, (), (), is_sent=True)
    unsent = office.work.newest(state.head, _MOST_UNSENT, tip or "")
    return Standing(target, (), tuple(unsent), is_sent=False)


def sent(desk: Desk, asked: Asked, state: State, choice: Mapping[str, Side]) -> Sending:
    """Send what is kept; return what is to be told. Raises GitError, OSError and UnsafeError."""
    if state.outside:
        raise UnsafeError(_OUTSIDE.format(path=state.outside[0]))
    if state.committed.report.errors:
        found = told_lines(state.committed.report.errors, _MOST_PROBLEMS)
        return Sending("errors", faults=tuple(found))
    office = desk.office
    sync = Sync(office.portal, office.environment, office.today(), asks=False, patience=_PATIENCE)
    sync.begin()
    target = sync.target()
    if target is None:
        raise UnsafeError(_NO_REMOTE)

    def mend(joined: Joined) -> None:
        """Have a merge that is not sound as the draft; not in the place of another draft."""
        if not state.draft.digests:
            sync.lay_out(joined)
            office.take_in(asked.posted)

    done = send(sync, target, choice, mend)
    office.forget_laid()
    return _told(done, has_draft=bool(state.draft.digests))


def _told(done: Sent, *, has_draft: bool) -> Sending:
    joined, faults = done.joined, [*_faults(done.told)]
    word = done.outcome.value
    if done.outcome is Outcome.UNSOUND:
        assert joined
        word = "unsound_draft" if has_draft else "unsound"
        report = joined.checked.report.errors if joined.checked else ()
        faults = told_lines(report, _MOST_PROBLEMS)
    notes = joined.notes if joined and done.outcome is Outcome.SENT else ()
    return Sending(
        word,
        (*notes, *_rest(done.told)),
        tuple(faults),
        joined.conflicts if joined else (),
        done.refused,
        done.why,
    )


def _faults(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the problems that the lines of a hook of ours tell: where, and what stands beneath."""
    fault: dict[str, Any] | None = None
    for line in lines:
        if line.startswith(_LABELS):
            label, _, where = line.partition(" ")
            fault = {"label": label, "where": where, "lines": []}
            yield fault
        elif fault and line.startswith("  "):
            fault["lines"].append(line.strip())
        else:
            fault = None


def _rest(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines that tell no problem."""
    within = False
    for line in lines:
        within = line.startswith(_LABELS) or (within and line.startswith("  "))
        if line.strip() and not within:
            yield line
