"""Which row of a changed table is which row of the table that it was made from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from generator.plan.merge.grid import GridRow

# Rows by their index: of the changed table → of the table before.
Pairs = dict[int, int]


def single_codes(rows: Sequence[GridRow]) -> dict[str, int]:
    """Return the index of each row whose code no other row has."""
    counted = Counter(row.code for row in rows if row.code)
    return {row.code: at for at, row in enumerate(rows) if row.code and counted[row.code] == 1}


def aligned(before: Sequence[GridRow], after: Sequence[GridRow]) -> Pairs:
    """Return which row was which: by code, then by contents, then by where it stands.

    A row that is left counts as removed, or added: then nothing of it is taken for another's.
    """
    pairs = _heads(before, after)
    were = single_codes(before)
    for code, at in single_codes(after).items():
        if code in were and at not in pairs:
            pairs[at] = were[code]
    left = _gaps(before, after, pairs)
    for old, new in left:
        _pair_gap(before, after, old, new, pairs)
    _pair_moved(before, after, pairs)
    return pairs


def _heads(before: Sequence[GridRow], after: Sequence[GridRow]) -> Pairs:
    old = [at for at, row in enumerate(before) if row.head]
    new = [at for at, row in enumerate(after) if row.head]
    return dict(zip(new, old, strict=True)) if len(old) == len(new) else {}


def _gaps(
    before: Sequence[GridRow], after: Sequence[GridRow], pairs: Pairs
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the rows without a pair that stand below the same row, of both tables."""
    paired = set(pairs.values())
    old: defaultdict[int, list[int]] = defaultdict(list)
    new: defaultdict[int, list[int]] = defaultdict(list)
    above = -1
    for at in range(len(before)):
        if at in paired:
            above = at
        else:
            old[above].append(at)
    above = -1
    for at in range(len(after)):
        if at in pairs:
            above = pairs[at]
        else:
            new[above].append(at)
    yield from ((old[anchor], new[anchor]) for anchor in old.keys() & new.keys())


def _pair_gap(
    before: Sequence[GridRow],
    after: Sequence[GridRow],
    old: Sequence[int],
    new: Sequence[int],
    pairs: Pairs,
) -> None:
    """Pair rows in their order: equal ones, then those of one name, then what alone is left."""
    left = list(old), list(new)
    for name in (_contents, _name):
        left = _paired_by(name, before, after, left, pairs)
    alone = (
        [at for at in left[0] if not before[at].code],
        [at for at in left[1] if not after[at].code],
    )
    if len(alone[0]) == len(alone[1]):
        pairs |= dict(zip(alone[1], alone[0], strict=True))


def _paired_by(
    name: Callable[[GridRow], object],
    before: Sequence[GridRow],
    after: Sequence[GridRow],
    left: tuple[list[int], list[int]],
    pairs: Pairs,
) -> tuple[list[int], list[int]]:
    """Pair rows that a name calls the same; return those that are left of both tables."""
    old, new = left
    first, second = [name(before[at]) for at in old], [name(after[at]) for at in new]
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    found = {new[b + n]: old[a + n] for a, b, size in blocks for n in range(size)}
    pairs |= found
    done = set(found.values())
    return [at for at in old if at not in done], [at for at in new if at not in found]


def _contents(row: GridRow) -> object:
    return row.contents


def _name(row: GridRow) -> object:
    """Return what a row is called: its code, or its first text, as a total or a heading is."""
    return row.code or next((text for _, text in sorted(row.contents)), "")


def _pair_moved(before: Sequence[GridRow], after: Sequence[GridRow], pairs: Pairs) -> None:
    """Pair rows that say the same and stand elsewhere, in their order."""
    paired = set(pairs.values())
    left: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, row in enumerate(before):
        if at not in paired and row.contents:
            left[row.contents].append(at)
    for at, row in enumerate(after):
        if at not in pairs and left.get(row.contents):
            pairs[at] = left[row.contents].pop(0)
