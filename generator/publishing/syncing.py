"""A clerk's work saved, merged with what others sent, and sent: the steps of `phaen sync`.

Each step leaves the working tree and the last commit whole, and the next run begins with what is
there: nothing that fails the check enters the history, and no half-done state of git's is used.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.machine.git_commits import PLAIN, Entries, TreeEntry
from generator.machine.git_history import History
from generator.machine.git_network import Network, Pushed, RemoteError
from generator.machine.git_program import GitError
from generator.machine.git_words import git_words
from generator.machine.git_work import WorkCopy
from generator.machine.layout import PARTS
from generator.machine.litter import is_litter
from generator.machine.scratch import scratch, sweep
from generator.pipeline import Checked, check_portal
from generator.plan.merge import Choice
from generator.plan.withdraw import CoverRefusedError
from generator.publishing.again import shown_again, shown_by_new_branch
from generator.publishing.difference import years_between
from generator.publishing.fetching import Fetching
from generator.publishing.merging import TreeMerge, merge_trees
from generator.publishing.recovering import recovered
from generator.publishing.saving import has_other_lists, is_read, named_files, sentence
from generator.publishing.steps import Joined, Saved, Standing, Target
from generator.publishing.taken import Side
from generator.publishing.trees import Refusal
from generator.publishing.uniting import SealedTwiceError
from generator.publishing.withdrawing import WithdrawRefusedError

_TAKEN_FIRST = ("fetch-first", "not-forward", "refs-lock")
_OTHER_PAPER = "เปลี่ยนเป็นฉบับที่ไม่มีข้อความนั้น หรือลบออก"
_UNSENT = "รวมงานที่ส่งพร้อมกัน"


class Sync:
    """One clerk's working copy and where it is sent. Raises GitError, RemoteError and OSError."""

    def __init__(
        self,
        portal: Path,
        environment: Mapping[str, str],
        today: datetime.date,
        *,
        asks: bool,
        afresh: bool = False,
        patience: float | None = None,
    ) -> None:
        """Use the working copy at `portal`; `asks` tells that the person can be asked.

        `patience` bounds by seconds how long a remote is waited for.

        With `afresh` what was changed here is put on the remote's history as one commit, and
        nothing of the history that was here.
        """
        self.work = WorkCopy(portal, environment)
        self.network = Network(portal, environment, asks=asks, patience=patience)
        self._history = History(portal, environment)
        self._portal, self._today = portal, today
        self._known: dict[str, Checked] = {}
        self._afresh = afresh
        self._remote = Fetching(self.work, self.network, afresh=afresh)

    def begin(self) -> bool:
        """See that it can begin; return whether something was gone on with from a killed run."""
        sweep()
        if not self.work.is_top():
            raise GitError("สั่ง phaen sync ที่โฟลเดอร์บนสุดของคลัง (โฟลเดอร์ที่มี .git)")
        if half := self.work.half_done():
            raise GitError(half)
        if not self.work.branch():
            raise GitError(git_words("You are not currently on a branch"))
        self.network.refuse_programs()
        self.work.identity()
        return self.work.go_on()

    def target(self, remote: str = "") -> Target | None:
        """Return where to send: as the branch is told, else to the only remote, or `origin`."""
        branch, remotes = self.work.branch(), self.network.remotes()
        if remote and remote not in remotes:
            raise GitError(
                f"ไม่มีคลังต้นทางชื่อ {remote} ที่มีคือ {' '.join(remotes) or '(ไม่มี)'} ดูด้วย git remote -v"
            )
        told = usual_target(self.network, branch)
        if told and remote in ("", told.remote):
            return told
        if remote:
            return Target(remote, branch)
        if not remotes:
            return None
        raise GitError(
            f"คลังนี้มีต้นทางหลายแห่ง ({' '.join(remotes)}) และสาขา {branch} ยังไม่ได้ผูกกับแห่งใด "
            f"เลือกครั้งเดียว: phaen sync --remote {remotes[0]}"
        )

    def at(self, commit: str) -> Checked:
        """Check the portal as a commit has it, in a folder that is gone afterwards."""
        tree = self.work.tree_of(commit)
        if tree not in self._known:
            with scratch("sync") as folder:
                self.work.write_to(commit, folder)
                self._known[tree] = check_portal(folder, self._today)
        return self._known[tree]

    def save(self, checked: Checked) -> Saved:
        """Commit the files that the plan reads, if the commit would be sound as well."""
        head = self.work.head()
        before = self.at(head) if head else None
        known = self.work.entries(head) if head else {}
        named = named_files(self._portal, before, checked)
        changes: dict[str, TreeEntry | None] = {}
        left = []
        changed = self.work.changed()
        hidden = {path: True for path in self.work.ignored(PARTS) if path not in known}
        for path, there in {**hidden, **changed}.items():
            if not is_read(path, named):
                left += [path] if path in changed and not is_litter(path) else []
                continue
            entry = self.work.entry_of(path, known.get(path)) if there else None
            if entry != known.get(path):
                changes[path] = entry
        if not changes:
            return Saved(None, left=tuple(left))
        parents = [head] if head else []
        tree = self.work.tree(head, changes)
        trial = self.work.made(tree, parents, "phaen")
        found = self.at(trial)
        refused = shown_again(self.work, self._history, head, trial) if head else ()
        if found.report.errors or refused:
            return Saved(None, left=tuple(left), checked=found, refused=refused)
        said = sentence(years_between(before, found), changes)
        commit = self.work.made(tree, parents, f"{said}\n")
        self.work.advance(self.work.branch(), commit, head, changes, f"phaen sync: {said}")
        return Saved(commit, said, tuple(changes), tuple(left))

    def fetch(self, target: Target) -> str | None:
        """Bring what others sent; return the remote's commit, None before the first push.

        Raises GitError where a history was written anew and all is not to begin afresh on it.
        """
        return self._remote.fetch(target)

    def joined(self, theirs: str | None, choice: Choice) -> Joined:
        """Return what is to be sent, merged with what others sent where both went on."""
        ours = self.work.head()
        if ours is None:
            if theirs is None:
                raise GitError("ยังไม่มีแฟ้มของแผนให้บันทึก สั่ง phaen init หรือ phaen year ก่อน")
            raise GitError(git_words("refusing to merge unrelated histories"))
        if self._afresh and theirs:
            return self._begun_afresh(ours, theirs, choice)
        if theirs is None or (ours != theirs and self.work.follows(ours, theirs)):
            return Joined(Standing.AHEAD, ours, theirs, ours)
        if ours == theirs:
            return Joined(Standing.SAME, ours, theirs, ours)
        base = self.work.merge_base(ours, theirs)
        if base is None:
            raise GitError(git_words("refusing to merge unrelated histories"))
        if base == ours:
            return Joined(Standing.BEHIND, ours, theirs, theirs, self.at(theirs))
        return self._merged(base, ours, theirs, choice)

    def _begun_afresh(self, ours: str, theirs: str, choice: Choice) -> Joined:
        """Return what was changed here as one commit on theirs alone.

        Changed is what is otherwise than at the last commit that came from the remote. Where that
        is not known, what both have; and where they have nothing, rows that differ are asked about.
        """
        shared = [
            *self.work.common(ours, self._remote.left or theirs),
            *self.work.common(ours, theirs),
        ]
        base = shared[0] if shared else None
        was = self.work.entries(base) if base else {}
        mine, other = self.work.entries(ours), self.work.entries(theirs)
        merged = self._trees(was, mine, other, choice, theirs)
        if merged.conflicts:
            return Joined(Standing.APART, ours, theirs, ours, None, merged.conflicts, merged.notes)
        tree = self.work.tree(ours, merged.changes)
        commit = self.work.made(tree, [theirs], f"{_UNSENT}\n")
        commit, refused = self._recovered(commit, [theirs], (base or ours, ours, theirs))
        now = self.work.entries(commit)
        if now == other:
            return Joined(Standing.BEHIND, ours, theirs, theirs, self.at(theirs))
        paths = [path for path in {*now, *other} if now.get(path) != other.get(path)]
        said = sentence(years_between(self.at(theirs), self.at(commit)), paths)
        commit = self.work.made(self.work.tree_of(commit), [theirs], f"{said}\n")
        found = self.at(commit)
        return Joined(Standing.APART, ours, theirs, commit, found, (), merged.notes, refused)

    def _trees(
        self, was: Entries, mine: Entries, other: Entries, choice: Choice, theirs: str
    ) -> TreeMerge:
        try:
            return merge_trees(self.work, was, mine, other, choice)
        except SealedTwiceError as error:
            raise error.refusal(theirs) from None

    def left_behind(self) -> list[str] | None:
        """Return the branches and tags here that still lead to the history that was left.

        None where none was left. What a run that was cut off left is told by the next.
        """
        return self._remote.left_behind()

    def told_left(self) -> None:
        """Note that the person was told of it."""
        self.work.forget_left()

    def comes_back(self, joined: Joined, target: Target) -> tuple[Refusal, ...]:
        """Return what would be sent of what the remote's commit has taken back.

        However it came into a commit: by git alone, by a merge of the clerk's, by a rebase. Of a
        branch that the remote has not yet, what any of its branches has taken back.
        """
        if not joined.theirs:
            return shown_by_new_branch(self.work, self._history, target.remote, joined.commit)
        return shown_again(self.work, self._history, joined.theirs, joined.commit)

    def _merged(self, base: str, ours: str, theirs: str, choice: Choice) -> Joined:
        was, mine, other = (self.work.entries(one) for one in (base, ours, theirs))
        merged = self._trees(was, mine, other, choice, theirs)
        parents = [ours, theirs]
        if merged.conflicts:
            return Joined(Standing.APART, ours, theirs, ours, None, merged.conflicts, merged.notes)
        tree = self.work.tree(ours, merged.changes)
        commit = self.work.made(tree, parents, f"{_UNSENT}\n")
        refused = ""
        if has_other_lists(mine, was) or has_other_lists(other, was):
            commit, refused = self._recovered(commit, parents, (base, ours, theirs))
        found = self.at(commit)
        return Joined(Standing.APART, ours, theirs, commit, found, (), merged.notes, refused)

    def _recovered(
        self, commit: str, parents: Sequence[str], three: tuple[str, str, str]
    ) -> tuple[str, str]:
        """Cover what one withdrew where the other told it anew; return the commit, or why not."""
        with scratch("sync") as folder:
            merged, base, *sides = (
                self._side(folder / str(number), one) for number, one in enumerate((commit, *three))
            )
            try:
                made = recovered(merged, base, tuple(sides), self._today)
            except (CoverRefusedError, WithdrawRefusedError) as error:
                return commit, str(error)
        refused = f"{' '.join(dict.fromkeys(made.papers))} {_OTHER_PAPER}" if made.papers else ""
        if not made.files:
            return commit, refused
        known = self.work.entries(commit)
        changes = {
            path: TreeEntry(known[path].mode if path in known else PLAIN[0], self.work.keep(data))
            for path, data in made.files.items()
        }
        tree = self.work.tree(commit, changes)
        return self.work.made(tree, parents, f"{_UNSENT}\n"), refused

    def _side(self, folder: Path, commit: str) -> Side:
        self.work.write_to(commit, folder)
        return Side(folder, self.at(commit))

    def take_in(self, joined: Joined) -> None:
        """Put a merge, or what others sent, into the working tree and the history."""
        if self._afresh and self._remote.left:
            self.work.note_left(self._remote.left)
        if joined.commit != joined.ours:
            self.work.put(self.work.branch(), joined.ours, joined.commit, joined.commit)
        self._afresh = self._remote.afresh = False  # whoever is first from now on is merged with

    def lay_out(self, joined: Joined) -> None:
        """Put a merge that is not sound into the working tree alone, on what others sent.

        The clerk mends it there; the next run commits it. What they had committed stays a commit
        that the branch's log (reflog) names.
        """
        assert joined.theirs
        self.work.put(self.work.branch(), joined.ours, joined.theirs, joined.commit)

    def send(self, target: Target, commit: str) -> Pushed | None:
        """Push; None where somebody was first: then it is to be merged again."""
        try:
            pushed = self.network.push(target.remote, target.branch, commit)
        except RemoteError as error:
            if error.code in _TAKEN_FIRST:
                return None
            raise
        self.work.know_remote_tip(target.remote, target.branch, commit)
        branch = self.work.branch()
        if self.network.upstream(branch) is None:
            self.work.configure({
                f"branch.{branch}.remote": target.remote,
                f"branch.{branch}.merge": f"refs/heads/{target.branch}",
            })  # fmt: skip
        return pushed


def usual_target(network: Network, branch: str) -> Target | None:
    """Return where a branch is sent unless told: as it follows, else to the only remote.

    None where there is no remote, or several of which nobody has chosen.
    """
    remotes, told = network.remotes(), network.upstream(branch)
    if told and told[0] in remotes:
        return Target(*told)
    return Target(remotes[0], branch) if len(remotes) == 1 else None
