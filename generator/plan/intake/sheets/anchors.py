"""A worksheet's drawing → marks: shapes by their anchors, on the columns and rows of the sheet.

Never counts the column in which an arrow ends: one that runs from border to border ends in the next
column, 0 away from its edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from generator.machine.markup import ReadingLimit
from generator.plan.intake.form import FormRefusedError, Mark, Spot
from generator.plan.intake.sheets.bands import Bands, Stand, stand
from generator.plan.intake.sheets.columns import EMU_A_POINT
from generator.plan.intake.sheets.geometry import Box, Frame
from generator.plan.intake.sheets.shapes import Shape, drawn_in, frame_of, shapes_in
from generator.plan.intake.sheets.sight import covered
from generator.plan.intake.xml.markup import Node, read_nodes, whole
from generator.plan.read.cells import column_letter

_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})
_CHOOSES = "AlternateContent"
_NEAR_EDGE = 100_000
MOST_SHAPES = 20_000


@dataclass(frozen=True, slots=True)
class Corner:
    """A point of a sheet: a column and a row from 0, and how far within them, in EMU."""

    column: int
    across: int
    row: int
    down: int


@dataclass(frozen=True, slots=True)
class Anchored:
    """A shape or a group as a sheet holds it: by two corners, by one and a size, or by neither."""

    node: Node
    first: Corner | None
    last: Corner | None
    size: Box
    frame: Frame | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What places shapes on a sheet; `loose` are rows whose height the file does not tell.

    `sure` tells that columns are as wide as the program of the file shows them.
    """

    title: str
    columns: Bands
    rows: Bands
    loose: frozenset[int] = frozenset()
    sure: bool = True

    def x(self, corner: Corner) -> float:
        """Return how far a corner is from the left edge; within its column, whatever it says."""
        column = min(max(corner.column, 0), self.columns.last)
        return self.columns.start(column) + min(corner.across, self.columns.size(column))

    def y(self, corner: Corner) -> float:
        """Return how far a corner is from the upper edge."""
        row = min(max(corner.row, 0), self.rows.last)
        return self.rows.start(row) + min(corner.down, self.rows.size(row))

    def box(self, one: Anchored) -> Box:
        """Return the rectangle that an anchor tells."""
        if one.first is None:
            return one.size
        left, top = self.x(one.first), self.y(one.first)
        if one.last is None:
            return Box(left, top, one.size.width, one.size.height)
        return Box(left, top, self.x(one.last) - left, self.y(one.last) - top)

    def mark(self, shape: Shape) -> Mark:
        """Return a shape as a mark, in the row that its place, or else its anchor, tells."""
        box = shape.box
        at = self._stand(shape)
        column = self.columns.at(box.x)
        return Mark(
            shape.kind,
            box.x / EMU_A_POINT,
            (box.x + box.width) / EMU_A_POINT,
            Spot(sheet=self.title, cell=f"{column_letter(column)}{at.row + 1}"),
            at.row,
            at.slack,
            at.beyond,
            at.tall,
            shape.heads,
            shape.text,
            shape.name,
            at.reach,
            shape.unseen,
            elsewhere=_in_points(shape.elsewhere),
        )

    def marks(self, shapes: Iterable[Shape]) -> Iterator[Mark]:
        """Yield the marks of shapes from the lowest up; those that lie under others are unseen."""
        every = list(shapes)
        hidden = covered([(one.box, one.covers, one.unseen) for one in every])
        for at, shape in enumerate(every):
            yield self.mark(replace(shape, unseen=True) if at in hidden else shape)

    def _stand(self, shape: Shape) -> Stand:
        """Return in which row a shape stands.

        One whose anchor begins and ends in a row is surely in that, also where the row is hidden,
        or the file does not tell its height; what may be in either of two is on their border.
        """
        box = shape.box
        at = stand(self.rows, box.y, box.y + box.height)
        first, last = shape.rows or (0, at.row)
        told = shape.rows is not None and first == last
        if told and (first in self.loose or not self.rows.size(first)):
            return Stand(first, None, at.beyond, (), False)
        over = range(first, min(max(last, at.row), first + MOST_SHAPES) + 1)
        return at if self.loose.isdisjoint(over) else replace(at, slack=0.0)


@dataclass(slots=True)
class Drawing:
    """What is drawn on one sheet, as its parts tell it, before columns have their widths."""

    share: ReadingLimit
    found: list[Anchored] = field(default_factory=list)

    def read(self, part: bytes) -> None:
        """Take in a part of the drawing. Raises FormRefusedError."""
        read_nodes(part, _ANCHORS | {_CHOOSES}, self.share, self._take)

    def _take(self, anchor: Node) -> None:
        if anchor.name == _CHOOSES:  # of whole anchors, as controls of forms have them
            ways = (
                [one for one in way.children if one.name in _ANCHORS] for way in anchor.children
            )
            for one in next((way for way in ways if any(map(_draws, way))), ()):
                self._take(one)
            return
        for node in drawn_in(anchor):
            if len(self.found) >= MOST_SHAPES:
                raise FormRefusedError("too-large", found=f"มีรูปร่างเกิน {MOST_SHAPES:,} ชิ้น")
            size = anchor.first("ext") or Node("")
            at = anchor.first("pos") or Node("")
            box = Box(at.number("x"), at.number("y"), size.number("cx"), size.number("cy"))
            first, last = _corner(anchor.first("from")), _corner(anchor.first("to"))
            self.found.append(Anchored(node, first, last, box, frame_of(node)))

    def told(self) -> Iterator[tuple[int, float]]:
        """Yield the columns of shapes, and how far from the sheet's edge these say they begin."""
        for one in self.found:
            if one.frame is None or one.frame.turn or one.first is None:
                continue
            box, first, last = one.frame.box, one.first, one.last
            at = box.x - first.across
            # Programs that do not measure write noughts.
            if not at > 0 if first.column else abs(at) > _NEAR_EDGE:
                continue
            yield first.column, at
            if last:
                yield last.column, box.x + box.width - last.across

    def marks(self, sheet: Sheet, known: frozenset[str] = frozenset()) -> Iterator[Mark]:
        """Yield a mark for every shape, also for those within groups, but for the `known` ones.

        What lies wholly under a box is unseen: a later shape is drawn over those before it.
        """
        shapes = list(self._shapes(sheet, known))
        hidden = covered([(one.box, one.covers, one.unseen) for one, _ in shapes])
        for at, (shape, vague) in enumerate(shapes):
            mark = sheet.mark(replace(shape, unseen=True) if at in hidden else shape)
            yield replace(mark, vague=True) if vague else mark

    def _shapes(self, sheet: Sheet, known: frozenset[str]) -> Iterator[tuple[Shape, bool]]:
        """Yield every shape from the lowest to the uppermost, and whether its ends are vague."""
        count = 0
        for one in self.found:
            box = sheet.box(one)
            frame = one.frame.anchored(box) if one.frame else Frame(box)
            rows = _rows(one)
            for shape in shapes_in(one.node, frame):
                if shape.id and shape.id in known:
                    continue
                count += 1
                if count > MOST_SHAPES:
                    raise FormRefusedError("too-large", found=f"มีรูปร่างเกิน {MOST_SHAPES:,} ชิ้น")
                # Only a second corner tells where it ends whatever the width of columns.
                yield replace(shape, rows=rows), not (sheet.sure or one.last)


def _in_points(ends: tuple[float, float] | None) -> tuple[float, float] | None:
    return (ends[0] / EMU_A_POINT, ends[1] / EMU_A_POINT) if ends else None


def _draws(anchor: Node) -> bool:
    return any(True for _ in drawn_in(anchor))


def _corner(node: Node | None) -> Corner | None:
    if node is None:
        return None
    column, across, row, down = (node.first(name) for name in ("col", "colOff", "row", "rowOff"))
    return Corner(*(whole(one.text) if one else 0 for one in (column, across, row, down)))


def _rows(one: Anchored) -> tuple[int, int] | None:
    """Return the rows in which an anchor begins and ends, None where it names none."""
    if one.first is None or one.last is None:
        return None
    return one.first.row, max(one.last.row - (one.last.down <= 0), one.first.row)
