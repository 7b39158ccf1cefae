"""A draft kept: one commit in the person's name, once the check and the gate have passed it.

What others committed meanwhile is merged by row (decision 137), or both values are shown. Nothing
is half kept: a commit comes into history and working tree as those of `phaen sync` do.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path

from generator.machine.disk import put_file
from generator.machine.git_commits import PLAIN, TreeEntry
from generator.machine.git_history import History
from generator.machine.git_program import GitError
from generator.machine.git_work import WorkCopy
from generator.machine.packaged import THEME
from generator.machine.scratch import scratch, sweep
from generator.pipeline import Checked, as_published, check_portal, passed, view_of
from generator.plan.check import Finder
from generator.plan.merge import Choice, Conflict
from generator.publishing.again import shown_again
from generator.publishing.difference import years_between
from generator.publishing.drafting import Draft, DraftStore, text_digest
from generator.publishing.merging import merge_trees
from generator.publishing.saving import sentence
from generator.publishing.trees import Refusal
from generator.site.render import page_artifacts

_NO_COMMIT = "คลังนี้ยังไม่มีรุ่นที่บันทึกไว้ สั่ง phaen sync ก่อน"
_NO_BRANCH = "คลังนี้ไม่ได้อยู่บนสาขาใด จึงยังเก็บไม่ได้ สั่ง git switch ไปยังสาขาของแผนก่อน"


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class Kept:
    """What became of a draft: its commit, None where it stays a draft or nothing was to be kept.

    It stays one where `conflicts` are to be decided, `checked` has errors, or `refused` tells what
    it would show again of what was withdrawn. `notes` tell what the merge did.
    """

    commit: str | None
    said: str = ""
    conflicts: tuple[Conflict, ...] = ()
    checked: Checked | None = None
    refused: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()


class Keeping:
    """Keeps the draft of one working copy. Raises GitError and OSError."""

    def __init__(
        self,
        portal: Path,
        environment: Mapping[str, str],
        store: DraftStore,
        today: Callable[[], datetime.date],
        checked: Callable[[str], Checked],
        judge: Callable[[Path, datetime.date], Checked],
        send: Callable[[str], None] | None = None,
    ) -> None:
        """Use the working copy at `portal`, of the person whose `environment` it is.

        `checked` tells the check of a commit, `judge` does what `judged` does. `send` is given the
        commit before anything here leads to it; where it raises, the draft stays one.
        """
        self._portal, self._work = portal, WorkCopy(portal, environment)
        self._history = History(portal, environment)
        self._store, self._today, self._send = store, today, send
        self._checked, self._judge = checked, judge

    def keep(self, choice: Choice | None = None) -> Kept:
        """Make the draft a commit; `choice` decides what two changed. Whatever fails, it stays."""
        sweep()
        branch, head = self._ready()
        draft = self._store.read()
        if not draft.digests:
            return Kept(None)
        tree, conflicts, notes = self._tree(draft, head, choice or {})
        if conflicts:
            return Kept(None, conflicts=conflicts, notes=notes)
        if tree == self._work.tree_of(head):  # a run was killed after its commit, or nothing new
            self._store.drop()
            return Kept(None, notes=notes)
        trial = self._work.made(tree, [head], "phaen")
        checked = self._passed(trial)
        refused = shown_again(self._work, self._history, head, trial)
        if checked.report.errors or refused:
            return Kept(None, checked=checked, refused=refused, notes=notes)
        said = sentence(years_between(self._checked(head), checked), draft.digests)
        commit = self._work.made(tree, [head], f"{said}\n")
        if self._send:
            self._send(commit)
        self._put(branch, head, commit, draft)
        self._store.drop()
        return Kept(commit, said, checked=checked, notes=notes)

    def _put(self, branch: str, head: str, commit: str, draft: Draft) -> None:
        """Put the commit in, over files of other programs that the draft has taken in."""
        before, held = self._work.entries(head), dict[Path, bytes]()
        for path, digest in draft.taken.items():
            file = self._portal / path
            data = file.read_bytes() if file.is_file() else b""
            if (text_digest(data) if file.is_file() else "") == digest:
                held |= {file: data} if digest else {}
                self._work.replace(path, before.get(path))
        try:
            self._work.put(branch, head, commit, commit)
        except (GitError, OSError):
            for file, data in held.items():
                put_file(file, data, durable=True)
            raise

    def _ready(self) -> tuple[str, str]:
        """Return the branch and its last commit, once what a killed run began is ended."""
        if half := self._work.half_done():
            raise GitError(half)
        branch = self._work.branch()
        if not branch:
            raise GitError(_NO_BRANCH)
        self._work.identity()
        self._work.go_on()
        head = self._work.head()
        if head is None:
            raise GitError(_NO_COMMIT)
        return branch, head

    def _tree(
        self, draft: Draft, head: str, choice: Choice
    ) -> tuple[str, tuple[Conflict, ...], tuple[str, ...]]:
        """Return the tree to keep, with what is to be decided first and what is told of a merge."""
        work = self._work
        was = work.entries(draft.base)
        changes = {
            path: None
            if data is None
            else TreeEntry(was[path].mode if path in was else PLAIN[0], work.keep(data))
            for path, data in self._store.files(draft).items()
        }
        tree = work.tree(draft.base, changes)
        if draft.base == head:
            return tree, (), ()
        ours = work.made(tree, [draft.base], "phaen")
        merged = merge_trees(work, was, work.entries(ours), work.entries(head), choice)
        if merged.conflicts:
            return tree, merged.conflicts, merged.notes
        return work.tree(ours, merged.changes), (), merged.notes

    def _passed(self, commit: str) -> Checked:
        with scratch("keep") as folder:
            self._work.write_to(commit, folder)
            return self._judge(folder, self._today())


def judged(
    folder: Path,
    today: datetime.date,
    inspected: MutableMapping[str, bytes] | None = None,
    finder: Finder | None = None,
) -> Checked:
    """Check a portal, and have the gate read the pages that would be made of it.

    `inspected` and `finder` are as `check_portal` takes them.
    """
    checked = check_portal(folder, today, inspected=inspected, finder=finder)
    told = as_published(checked)
    if checked.report.errors or told.report.errors:
        return checked
    passed(told, page_artifacts(view_of(told), THEME))
    return told if told.report.errors else checked
