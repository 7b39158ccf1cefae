"""What a commit would show again of what was withdrawn, held where one works.

A host that only keeps files judges nothing, and what is sent to it is public as it is.
"""

from __future__ import annotations

from generator.machine.git import Repository
from generator.machine.git_history import History
from generator.machine.git_objects import LARGEST_PAPER
from generator.machine.layout import PARTS
from generator.problems import Place
from generator.publishing.entries import entries_gone
from generator.publishing.returning import gone_for_good
from generator.publishing.trees import Refusal, Tree
from generator.publishing.uncovered import Uncovered, covers_less


def shown_again(git: Repository, history: History, old: str, new: str) -> tuple[Refusal, ...]:
    """Return what `new` shows of what `old`, or the history before it, had taken back.

    Both are commits of the one repository that `git` and `history` read. Raises GitError and
    OSError.
    """
    before, after = Tree(git, old), Tree(git, new)
    years = before.years_with_entries()
    found = [one for year in years for one in entries_gone(year, before, after)]
    if years and covers_less(before, after):
        found += [one for year in years for one in Uncovered(year, before, after).all()]
    gone = gone_for_good(git, history, new, old)
    if not gone:
        return tuple(found)
    fresh = {
        oid: path
        for path, oid in after.files.items()
        if before.files.get(path) != oid and path.startswith(PARTS)
    }
    told = {one.place.file for one in found}
    for blob in history.objects(fresh, LARGEST_PAPER):
        path = fresh[blob.oid]
        if path not in told and (of := gone.of(blob.oid, path, blob.data, before)):
            said = f"มีสิ่งที่เคยอยู่ใน {of} และถอนแล้วตาม withdrawn.yml"
            found.append(Refusal(Place(path), said, "ลบออก หรือปิดด้วย █ แล้วสั่งใหม่"))
    return tuple(found)
