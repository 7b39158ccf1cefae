"""What a commit would show again of what was withdrawn, held where one works.

A host that only keeps files judges nothing, and what is sent to it is public as it is.
"""

from __future__ import annotations

from generator.machine.git import Repository
from generator.machine.git_history import History
from generator.machine.git_objects import LARGEST_PAPER
from generator.machine.git_work import WorkCopy
from generator.machine.layout import PARTS
from generator.problems import Place
from generator.publishing.entries import entries_gone
from generator.publishing.returning import gone_for_good
from generator.publishing.trees import Refusal, Tree
from generator.publishing.uncovered import Uncovered, covers_less


def shown_again(
    git: Repository, history: History, old: str, new: str, since: str = ""
) -> tuple[Refusal, ...]:
    """Return what `new` shows of what `old`, or the history before it, had taken back.

    Both are commits of the one repository that `git` and `history` read. Where `new` does not go
    on from `old`, only what it has otherwise than `since`, where they parted, is held: the rest it
    never took back. Raises GitError and OSError.
    """
    before, after = Tree(git, old), Tree(git, new)
    begun = Tree(git, since).files if since else {}
    years = [] if since else before.years_with_entries()
    found = [one for year in years for one in entries_gone(year, before, after)]
    if years and covers_less(before, after):
        found += [one for year in years for one in Uncovered(year, before, after).all()]
    gone = gone_for_good(git, history, new, old)
    if not gone:
        return tuple(found)
    fresh = {
        oid: path
        for path, oid in after.files.items()
        if oid not in (before.files.get(path), begun.get(path)) and path.startswith(PARTS)
    }
    told = {one.place.file for one in found}
    for blob in history.objects(fresh, LARGEST_PAPER):
        path = fresh[blob.oid]
        if path not in told and (of := gone.of(blob.oid, path, blob.data, before)):
            said = f"มีสิ่งที่เคยอยู่ใน {of} และถอนแล้วตาม withdrawn.yml"
            found.append(Refusal(Place(path), said, "ลบออก หรือปิดด้วย █ แล้วสั่งใหม่"))
    return tuple(found)


def shown_by_new_branch(
    work: WorkCopy, history: History, remote: str, new: str
) -> tuple[Refusal, ...]:
    """Return what a branch that a remote has not yet shows of what any of its branches took back.

    By what is known here of these. Raises GitError and OSError.
    """
    found: list[Refusal] = []
    for branch in work.known_branches(remote):
        tip = work.remote_tip(remote, branch)
        if tip and (parted := work.merge_base(tip, new)):
            found += shown_again(work, history, tip, new, "" if parted == tip else parted)
    return tuple(dict.fromkeys(found))
