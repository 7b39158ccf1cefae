"""What a year's withdrawn.yml told stays told: without its entry nothing is held any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.machine.layout import WITHDRAWN, of_year
from generator.plan.model import MASK
from generator.problems import Place
from generator.publishing.trees import Refusal, Tree


def entries_gone(year: str, before: Tree, after: Tree) -> Iterator[Refusal]:
    """Yield the entries of a year that `after` has no more, or otherwise. Raises GitError.

    Of a reason more may be covered than was, and nothing else.
    """
    path = of_year(year, WITHDRAWN)
    if before.files.get(path) == after.files.get(path):
        return
    entries = after.withdrawn(year).entries
    now = Counter(one.statement for one in entries)
    masked = [one for one in entries if MASK in one.reason]
    for one in before.withdrawn(year).entries:
        covered = (other.statement for other in masked if one.tells_same(other))
        there = (text for text in (one.statement, *covered) if now[text])
        told = next(there, None)
        if told:
            now[told] -= 1
        else:
            said = "รายการถอนที่เผยแพร่ไปแล้วหายไปหรือถูกแก้"
            advice = f"{before.restore(path)} รายการใหม่ให้เพิ่มต่อท้าย"
            yield Refusal(Place(path, row=one.at.place.row), said, advice)
