"""Shapes over a row's months → its months, by how much of each column they cover."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from generator.plan.intake.form import Mark, MarkKind
from generator.plan.intake.months.axis import Axis, Months
from generator.plan.intake.months.evidence import Evidence, quoted, together
from generator.plan.intake.months.signs import meant
from generator.plan.intake.months.words import period_of
from generator.plan.parse.signs import Says, said

# Of a month's width: what touches, what runs over another, what sticks out of the months, and what
# is so short that it may be a slip of the hand.
_TOUCHES, _OVER, _STICKS_OUT, _SPECK, _HEAD = 0.1, 0.5, 0.5, 0.1, 0.6
_BLANKS = 4  # typed in a box to move what is beside them
_APART = re.compile(r"[>→►▶]\s{2,}[<←◄◀]")
_MOST = 40  # shapes over one row
_STROKES = (MarkKind.LINE, MarkKind.BLOCK_ARROW)
_SHAPED = (
    Says.NOTHING,
    Says.WORK,
    Says.WHOLE,
    Says.ARROW,
    Says.OPENS,
    Says.CLOSES,
    Says.LINE,
    Says.BAR,
)
_END = (Says.OPENS, Says.CLOSES)
_TWO_PLACES = "แฟ้มบอกที่วางของเครื่องหมายได้มากกว่าหนึ่งแบบ"
_LEFT, _RIGHT = "←", "→"


def over_months(mark: Mark, axis: Axis) -> bool:
    """Whether a shape says anything of months: it is over one, and not only leans over a border.

    One that may stand in two places does where it is over a month in either.
    """
    return any(_is_over(one, axis) for one in _places(mark))


def _places(mark: Mark) -> list[Mark]:
    if mark.elsewhere is None:
        return [mark]
    left, right = mark.elsewhere
    return [replace(mark, elsewhere=None), replace(mark, left=left, right=right, elsewhere=None)]


def _either(mark: Mark, axis: Axis) -> Evidence:
    """Return what a shape says that may stand in two places: of months, or of none.

    An arrow is drawn over months: of two places, those of names and amounts are none for it.
    """
    ways = [_read(one, axis) for one in _places(mark) if _is_over(one, axis)]
    if len(ways) == 1 and mark.kind in _STROKES and mark.heads and not mark.text:
        return replace(ways[0], marks=(mark,))
    choices = dict.fromkeys(way for one in ways for way in one.choices)
    none = () if len(ways) == 2 else (frozenset[int](),)
    told = " ".join(one.drawn for one in ways)
    return Evidence((*choices, *none), told, _TWO_PLACES, (mark,))


def _is_over(mark: Mark, axis: Axis) -> bool:
    if mark.right < axis.left or axis.right < mark.left:
        return False
    inside = min(mark.right, axis.right) - max(mark.left, axis.left)
    outside = (mark.right - mark.left) - inside
    leans = inside <= 0.2 * axis.width and outside > inside
    return inside >= 0 and not leans


def is_unticked(mark: Mark) -> bool:
    """Whether it is a tick box that nobody ticked."""
    return mark.kind is MarkKind.BOX and bool(mark.text) and _says(mark) is Says.NOTHING


def is_upright(mark: Mark, axis: Axis) -> bool:
    """Whether a line goes down through rows, and tells of no month how long it lasts."""
    return mark.kind is MarkKind.LINE and mark.tall and mark.right - mark.left < _SPECK * axis.width


def is_laid_over(mark: Mark) -> bool:
    """Whether a stamp, a picture or words lie over several rows, and are drawn for none of them."""
    words = mark.kind is MarkKind.BOX and bool(mark.text) and _says(mark) not in _SHAPED
    return mark.tall and (mark.kind in (MarkKind.PICTURE, MarkKind.OTHER) or words)


def is_speck(mark: Mark, axis: Axis) -> bool:
    """Whether a shape is so small that somebody made it without meaning to."""
    return not mark.text and mark.right - mark.left < _SPECK * axis.width


def drawn_months(marks: Sequence[Mark], axis: Axis, year: int) -> Evidence:
    """Return what the shapes over one row say together."""
    if len(marks) > _MOST:
        return Evidence((), "…", "มีรูปร่างมากเกินไปในแถวเดียว", tuple(marks))
    parts, doubt = [], ""
    ambiguous = [one for one in marks if one.elsewhere]
    plain = [one for one in marks if not (one.elsewhere or _words(one, axis, year, ()))]
    shaped = _paired(plain)
    for group in _touching(shaped, axis):
        strokes = [one for one in group if one.kind in _STROKES]
        # A head that was drawn by itself is part of its line.
        doubted = [one for one in group if not (strokes and _is_head(one, axis))]
        joined = together([_read(one, axis) for one in doubted])
        left, right = min(one.left for one in group), max(one.right for one in group)
        if len(doubted) > 1 and not joined.doubt and (conflict := _conflict(doubted, axis)):
            doubt = doubt or conflict
            parts.append(replace(joined, marks=tuple(group)))
            continue
        parts.append(
            Evidence(
                axis.choices(left, right), _arrow(axis, left, right), joined.doubt, tuple(group)
            )
        )
    parts += [_either(one, axis) for one in ambiguous]
    agreed = [one.choices for one in (*parts, together(parts)) if one.is_clear]
    parts += [
        one for mark in marks if not mark.elsewhere and (one := _words(mark, axis, year, agreed))
    ]
    found = replace(together(parts), marks=tuple(marks))
    if doubt:
        ways = dict.fromkeys(way for one in parts for way in one.choices)
        return Evidence((*found.choices, *ways), found.drawn, doubt, found.marks)
    return found


def _says(mark: Mark) -> Says:
    return said(meant(mark.text))


def _paired(marks: Sequence[Mark]) -> list[Mark]:
    """Return shapes with boxes that hold one end of an arrow each made into the whole of it."""
    ends = [one for one in marks if one.kind is MarkKind.BOX and _says(one) in _END]
    both = sorted(ends, key=lambda one: one.left)
    if [_says(one) for one in both] != [Says.OPENS, Says.CLOSES]:
        return list(marks)
    whole = replace(both[0], right=both[1].right, text="<-->")
    return [*(one for one in marks if one not in ends), whole]


def _is_head(mark: Mark, axis: Axis) -> bool:
    return mark.kind is MarkKind.OTHER and mark.right - mark.left <= _HEAD * axis.width


def _arrow(axis: Axis, left: float, right: float) -> str:
    return f"{_LEFT}{axis.drawn(left, right)}{_RIGHT}"


def _touching(marks: Sequence[Mark], axis: Axis) -> list[list[Mark]]:
    """Return shapes in groups of those that touch or overlap, from left to right."""
    groups: list[list[Mark]] = []
    end = 0.0
    for mark in sorted(marks, key=lambda one: (one.left, one.right)):
        if groups and mark.left <= end + _TOUCHES * axis.width:
            groups[-1].append(mark)
            end = max(end, mark.right)
        else:
            groups.append([mark])
            end = mark.right
    return groups


def _conflict(group: Sequence[Mark], axis: Axis) -> str:
    """Return why shapes that overlap cannot be one arrow in parts, empty where they can."""
    for at, one in enumerate(group):
        for other in group[at + 1 :]:
            over = min(one.right, other.right) - max(one.left, other.left)
            same = axis.choices(one.left, one.right) == axis.choices(other.left, other.right)
            if over > _OVER * axis.width and not same:
                return "มีลูกศรซ้อนกันในแถวเดียว"
    return ""


def _read(mark: Mark, axis: Axis) -> Evidence:
    """Return what one shape says by where it is."""
    return Evidence(
        axis.choices(mark.left, mark.right),
        _arrow(axis, mark.left, mark.right),
        _doubt(mark, axis),
        (mark,),
    )


def _doubt(mark: Mark, axis: Axis) -> str:
    """Return in Thai why the place of a shape is not enough to read it, empty where it is."""
    if mark.doubt or mark.kind in (MarkKind.PICTURE, MarkKind.OTHER):
        return mark.doubt or f"มี{mark.kind.value}อยู่บนช่องเดือน"
    if mark.kind is MarkKind.BOX and mark.text and (doubt := _doubt_of_text(mark, axis)):
        return doubt
    if doubt := _doubt_of_columns(mark, axis):
        return doubt
    if max(axis.left - mark.left, mark.right - axis.right) > _STICKS_OUT * axis.width:
        return f"{mark.kind.value}ยื่นออกนอกช่องเดือน"
    if is_speck(mark, axis):
        return f"{mark.kind.value}สั้นมาก"
    return ""


def _doubt_of_columns(mark: Mark, axis: Axis) -> str:
    if mark.vague:
        return "ไม่ทราบความกว้างของคอลัมน์แน่ชัด จึงไม่ทราบว่าเครื่องหมายยาวถึงเดือนใด"
    if not axis.in_order:
        return "หัวคอลัมน์เดือนไม่เรียงต่อกัน จึงไม่ทราบว่าเครื่องหมายอยู่เดือนใด"
    return ""


def _doubt_of_text(mark: Mark, axis: Axis) -> str:
    """Return in Thai why what is written in a box makes its place doubtful."""
    if _says(mark) not in _SHAPED:
        return f"มีกล่องข้อความ {quoted(mark.text)} อยู่บนช่องเดือน"
    inside = any(one.holds(mark.left, mark.right) for one in axis.spans)
    if not inside and _is_within(mark.text):
        return f"ลูกศร {quoted(mark.text)} พิมพ์ไว้ในกล่องที่กว้างกว่าลูกศร"
    if _says(mark) in _END and not inside:
        return f"กล่องข้อความ {quoted(mark.text)} มีปลายลูกศรด้านเดียว"
    return ""


def _is_within(text: str) -> bool:
    """Whether an arrow, or several, stand among blanks: where tells the text, and not its box."""
    lines = [one for one in text.split("\n") if one.strip()]
    beside = max((len(one) - len(one.strip()) for one in lines), default=0)
    return _says_arrow(text) and (beside >= _BLANKS or bool(_APART.search(text)))


def _says_arrow(text: str) -> bool:
    return said(meant(text)) in (Says.WHOLE, Says.ARROW, Says.LINE, *_END)


def _words(
    mark: Mark, axis: Axis, year: int, agreed: Sequence[tuple[Months, ...]]
) -> Evidence | None:
    """Return what a shape says in words of its own, beside where it is; None for one without.

    Words that say what the shapes beside them say (`agreed`) label these, wherever they stand.
    """
    months = period_of(mark.text, year) if mark.text else None
    if months is None:
        return None
    placed = _read(mark, axis)
    if months in placed.choices or (months,) in agreed:
        return Evidence((months,), quoted(mark.text), "", (mark,), by_words=True)
    ways = (months, *placed.choices)
    return Evidence(ways, quoted(mark.text), "ข้อความในกล่องกับที่วางไม่ตรงกัน", (mark,))
