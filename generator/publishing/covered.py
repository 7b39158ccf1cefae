"""What was covered since: whatever tells of a difference quotes nothing of it.

Differences are printed for everybody, in public requests and in a push's answer: told as `was →
now`, a name would be told once more where it is withdrawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.pipeline import Checked
from generator.plan.compare import Entry, entries_of
from generator.plan.model import MASK, covered_pieces
from generator.plan.withdraw import cells_of, long_enough

# Free words of a row, by their names in entries.
_WORDS = ("name", "detail", "place", "funding")


def hiding(before: Checked | None, after: Checked) -> Callable[[str], str]:
    """Return what covers, in any text, what `after` says covered and `before` says."""
    masked = [(key, text) for key, text in _texts(after) if MASK in text]
    was = dict(_texts(before)) if before and masked else {}
    pieces = [
        piece
        for key, now in masked
        if was.get(key, now) != now
        for piece in covered_pieces(was[key], now) or (was[key],)
    ]
    return long_enough(pieces).covered


def _texts(checked: Checked) -> Iterator[tuple[tuple[object, ...], str]]:
    """Yield every free text of all years, with what names it on either side."""
    for one in checked.sealed:
        yield from _of_rows(one.closed.entries)
    for plan in checked.portal.plans:
        yield from _of_rows(entries_of(plan, checked.portal.organization))
        for cell in cells_of(plan):
            yield (plan.year.label, cell.entry), cell.text


def _of_rows(rows: tuple[Entry, ...]) -> Iterator[tuple[tuple[object, ...], str]]:
    for row in rows:
        for name in _WORDS:
            yield (row.year, row.id, name), row.said(name)
