"""How a shape of OfficeArt is painted, and along what path it is drawn ([MS-ODRAW] 2.3)."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from generator.plan.intake.form import MarkKind
from generator.plan.intake.paint import is_white

_FILL_COLOUR, _FILL_OPACITY, _FILL = 0x181, 0x182, 0x1BF
_LINE_COLOUR, _LINE_OPACITY, _LINE = 0x1C0, 0x1C1, 0x1FF
_FILL_TYPE = 0x180
# In a property of switches each has a bit that says whether it counts, and one that is its value.
_FILL_COUNTS, _FILLED = 0x100000, 0x10
_LINE_COUNTS, _LINED = 0x80000, 0x8
_BLACK, _WHITE = 0x000000, 0xFFFFFF
_OPAQUE = 0x10000
# A colour of the workbook's palette or of the system: white, and the ground of a window.
_BY_INDEX, _PALE_INDICES = 0x18000000, frozenset({1, 9, 0x41})
_POINTS, _SEGMENTS = 0x145, 0x146
_LIST = struct.Struct("<3H")
_LINE_TO, _CURVE, _MOVE_TO, _CLOSE = range(4)


def is_filled(looks: Mapping[int, int]) -> bool:
    """Whether what a shape encloses is painted."""
    switches = looks.get(_FILL, 0)
    return not switches & _FILL_COUNTS or bool(switches & _FILLED)


def is_blank(looks: Mapping[int, int], kind: MarkKind, text: str) -> bool:
    """Whether a shape draws nothing that is seen: no line, no fill, no words; of either white."""
    if text.strip() or kind is MarkKind.PICTURE or _line_is_seen(looks):
        return False
    return kind is MarkKind.LINE or not is_filled(looks) or _is_white_fill(looks)


def covers(looks: Mapping[int, int], kind: MarkKind) -> bool:
    """Whether a shape hides what lies under it: a box with a fill that is not seen through."""
    opaque = looks.get(_FILL_OPACITY, _OPAQUE) >= _OPAQUE
    return kind is MarkKind.BOX and _FILL in looks and is_filled(looks) and opaque


@dataclass(slots=True)
class Path:
    """The path of a shape of its own form: its list of segments, and how many points it has."""

    segments: tuple[int, ...] = ()
    points: int = 0

    def take(self, key: int, value: bytes) -> None:
        """Take in the property of a shape that tells a part of it."""
        if len(value) >= _LIST.size and key in (_SEGMENTS, _POINTS):
            count, *_ = _LIST.unpack_from(value)
            if key == _POINTS:
                self.points = count
            else:
                count = min(count, (len(value) - _LIST.size) // 2)
                self.segments = struct.unpack_from(f"<{count}H", value, _LIST.size)

    @property
    def is_closed(self) -> bool:
        """Whether it encloses something."""
        return any(one >> 13 == _CLOSE for one in self.segments)

    @property
    def is_straight(self) -> bool:
        """Whether it is one run of straight lines.

        LibreOffice writes rounds as lines too, but fewer of them than it has points.
        """
        kinds = Counter(one >> 13 for one in self.segments)
        if not self.segments:
            return True
        lines = sum(max(one & 0x1FFF, 1) for one in self.segments if one >> 13 == _LINE_TO)
        return kinds[_MOVE_TO] == 1 and not kinds[_CURVE] and lines + 1 == self.points


def _line_is_seen(looks: Mapping[int, int]) -> bool:
    switches = looks.get(_LINE, 0)
    lined = not switches & _LINE_COUNTS or bool(switches & _LINED)
    seen = looks.get(_LINE_OPACITY, _OPAQUE) > 0
    return lined and seen and not _is_white(looks.get(_LINE_COLOUR, _BLACK))


def _is_white_fill(looks: Mapping[int, int]) -> bool:
    if not looks.get(_FILL_OPACITY, _OPAQUE):
        return True
    return looks.get(_FILL_TYPE, 0) == 0 and _is_white(looks.get(_FILL_COLOUR, _WHITE))


def _is_white(colour: int) -> bool:
    if colour & _BY_INDEX:
        return colour & 0xFFFF in _PALE_INDICES
    return is_white(f"{colour & _WHITE:06x}")
