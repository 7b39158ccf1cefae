"""What is drawn, whoever's markup tells it: its box, to what that is related, and its kind."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from xml.etree.ElementTree import Element

from generator.plan.intake.form import MarkKind


class Across(Enum):
    """From where a shape's x counts."""

    COLUMN = "column"
    CHARACTER = "character"
    MARGIN = "margin"
    PAGE = "page"
    RIGHT_MARGIN = "rightMargin"
    INLINE = "inline"  # it stands in the line as a letter does


class Down(Enum):
    """From where a shape's y counts."""

    PARAGRAPH = "paragraph"
    PAGE = "page"
    MARGIN = "margin"  # the page within its margins
    BOTTOM_MARGIN = "bottomMargin"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points; y counts down."""

    left: float
    top: float
    width: float
    height: float

    def __post_init__(self) -> None:
        """Take a measure below nought, which only a damaged file has, for none."""
        object.__setattr__(self, "width", max(0.0, self.width))
        object.__setattr__(self, "height", max(0.0, self.height))

    def turned(self, degrees: float) -> Box:
        """Return the box around this one turned about its middle."""
        angle = math.radians(degrees % 180)
        if not angle:
            return self
        sine, cosine = abs(math.sin(angle)), abs(math.cos(angle))
        width = self.width * cosine + self.height * sine
        height = self.width * sine + self.height * cosine
        return Box(
            self.left + (self.width - width) / 2,
            self.top + (self.height - height) / 2,
            width,
            height,
        )

    def within(self, own: Box, place: Box, *, mirrored: bool = False) -> Box:
        """Return where this box of a group stands whose own measures `own` fill `place`."""
        wide = place.width / own.width if own.width else 1.0
        high = place.height / own.height if own.height else 1.0
        left = (self.left - own.left) * wide
        if mirrored:
            left = place.width - left - self.width * wide
        return Box(
            place.left + left,
            place.top + (self.top - own.top) * high,
            self.width * wide,
            self.height * high,
        )


@dataclass(frozen=True, slots=True)
class Related:
    """To what a box is related; `aligned` is left, center or right, in place of its x.

    `aligned_down` is top, center or bottom, in place of its y.
    """

    across: Across = Across.COLUMN
    down: Down = Down.PARAGRAPH
    aligned: str = ""
    aligned_down: str = ""
    in_cell: bool = True


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape; `content` is what is written in it, `words` what it is drawn as (WordArt).

    `hidden` tells that nobody sees it, `covers` that it hides what lies under it. Of two shapes the
    one of the higher `layer` lies above, of the same layer the one that is told later.
    """

    kind: MarkKind
    box: Box
    related: Related
    heads: int = 0
    name: str = ""
    hidden: bool = False
    content: Element | None = None
    words: str = ""
    covers: bool = False
    layer: int = 0
