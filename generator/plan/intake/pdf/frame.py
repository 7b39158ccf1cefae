"""Ruled lines → the tables of a page: columns, rows, and which cells are one.

A row's border crosses the first or the second column, an arrow never does; so arrows that run from
border to border are told from the lines of the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.plan.intake.form import FormRefusedError
from generator.plan.intake.pdf.lines import Span

_REACH = 2.5
_LEAST = 4.0  # points: a row or a column that is lower, narrower, is a double line
_MOST = 400
#: Of lines across with lines down; a page of a plan has some ten thousand.
MOST_CROSSINGS = 4_000_000
_LINE = 26.0  # a line of text between two tables


@dataclass(frozen=True, slots=True)
class Frame:
    """A table's borders, x of columns and y of rows, and the ruled lines that it is made of."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    across: tuple[Span, ...]
    down: tuple[Span, ...]

    def column_at(self, x: float) -> int | None:
        """Return the column in which something stands, None beside the table."""
        return _band(self.columns, x)

    def row_at(self, y: float) -> int | None:
        """Return the row in which something stands, None above or below the table."""
        return _band(self.rows, y)

    def is_closed_below(self, row: int, column: int) -> bool:
        """Whether a line parts a cell from the one below."""
        middle = (self.columns[column] + self.columns[column + 1]) / 2
        return _covers(self.across, self.rows[row + 1], middle)

    def is_closed_beside(self, row: int, column: int) -> bool:
        """Whether a line parts a cell from the next."""
        return _covers(
            self.down, self.columns[column + 1], (self.rows[row] + self.rows[row + 1]) / 2
        )


def frames(across: Sequence[Span], down: Sequence[Span]) -> list[Frame]:
    """Return the tables of a page from the upper one on."""
    if len(across) * len(down) > MOST_CROSSINGS:
        raise FormRefusedError("too-large", found="เส้นในหน้าเดียวมากเกินไป")
    found = []
    for group in _groups(across, down):
        own_across = [across[at] for kind, at in group if kind == 0]
        own_down = [down[at] for kind, at in group if kind == 1]
        columns = _apart([one.at for one in own_down])
        if len(columns) < 3 or len(columns) > _MOST:
            continue
        rows = _open_rows(_rows(own_across, own_down, columns), own_down)
        if len(rows) >= 2:
            found.append(Frame(tuple(columns), tuple(rows), tuple(own_across), tuple(own_down)))
    return [one for one in _joined(sorted(found, key=lambda one: one.rows[0])) if len(one.rows) > 2]


def _joined(found: Sequence[Frame]) -> list[Frame]:
    """Return tables of the same columns with a line of text between them as one.

    The name of a section often stands in a row that has no border at its sides.
    """
    joined: list[Frame] = []
    for one in found:
        last = joined[-1] if joined else None
        if last is not None and _goes_on(last, one):
            joined[-1] = Frame(
                last.columns, (*last.rows, *one.rows), (*last.across, *one.across),
                (*last.down, *one.down),
            )  # fmt: skip
        else:
            joined.append(one)
    return joined


def _goes_on(above: Frame, below: Frame) -> bool:
    near = _LEAST < below.rows[0] - above.rows[-1] <= _LINE
    return (
        near
        and len(above.columns) == len(below.columns)
        and all(abs(x - y) <= _REACH for x, y in zip(above.columns, below.columns, strict=True))
    )


def _groups(across: Sequence[Span], down: Sequence[Span]) -> list[list[tuple[int, int]]]:
    """Return lines that touch each other, by direction and index."""
    parent = {(0, at): (0, at) for at in range(len(across))}
    parent |= {(1, at): (1, at) for at in range(len(down))}

    def root(one: tuple[int, int]) -> tuple[int, int]:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for a, line in enumerate(across):
        for d, post in enumerate(down):
            met = line.start - _REACH <= post.at <= line.end + _REACH
            if met and post.start - _REACH <= line.at <= post.end + _REACH:
                parent[root((0, a))] = root((1, d))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for one in parent:
        groups.setdefault(root(one), []).append(one)
    return list(groups.values())


def _rows(across: Sequence[Span], down: Sequence[Span], columns: Sequence[float]) -> list[float]:
    """Return the y of the borders of rows, and in the heading of those of its lines."""
    first = [(columns[at] + columns[at + 1]) / 2 for at in range(min(2, len(columns) - 1))]
    whole = _apart([one.at for one in across if any(one.start <= x <= one.end for x in first)])
    if len(whole) < 2:
        return whole
    # A line of years, or of names, over several columns parts the heading, which is the first row.
    inner = [
        one.at
        for one in across
        if whole[0] + _LEAST < one.at < whole[1] - _LEAST and _is_border(one, down, columns)
    ]
    return _apart([*whole, *inner])


def _open_rows(rows: list[float], down: Sequence[Span]) -> list[float]:
    """Return the borders with those of a row that a page's end left without a line."""
    if not rows:
        return rows
    # A post is in pieces where a row over all columns, as a section's name has it, parts it.
    tops: dict[int, float] = {}
    feet: dict[int, float] = {}
    for post in down:
        at = round(post.at / _LEAST)
        tops[at] = min(post.start, tops.get(at, post.start))
        feet[at] = max(post.end, feet.get(at, post.end))
    starts, ends = sorted(tops.values()), sorted(feet.values())
    first, last = starts[len(starts) // 2], ends[len(ends) // 2]
    before = [first] if first < rows[0] - _LEAST else []
    after = [last] if last > rows[-1] + _LEAST else []
    return [*before, *rows, *after]


def _is_border(one: Span, down: Sequence[Span], columns: Sequence[float]) -> bool:
    """Whether a line runs between borders of columns, and one of those begins or ends at it."""
    ends = [any(abs(end - x) <= _REACH for x in columns) for end in (one.start, one.end)]
    return all(ends) and any(
        one.start < post.at < one.end
        and min(abs(post.start - one.at), abs(post.end - one.at)) <= _REACH
        for post in down
    )


def _apart(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _LEAST:
            found.append(value)
    return found


def _band(edges: Sequence[float], where: float) -> int | None:
    for at in range(len(edges) - 1):
        if edges[at] <= where < edges[at + 1]:
            return at
    return None


def _covers(lines: Sequence[Span], at: float, where: float) -> bool:
    return any(
        abs(one.at - at) <= _LEAST and one.start - _REACH <= where <= one.end + _REACH
        for one in lines
    )
