"""Hands drag the borders of a row: cells are of the heading that they stand under all the same."""

import itertools

import pytest

from generator.plan.intake.docx import read_docx_form
from generator.plan.intake.form import Grid
from word_forms import MARGIN, cell, document, drawing, drawn, paragraph, row, table

FIRST, WIDE, MONTHS = 120.0, 20.0, 6
STRAIGHT = [0.0, 40.0, FIRST, *(FIRST + WIDE * at for at in range(1, MONTHS + 1))]


def dragged(shift: float) -> list[float]:
    """Return the borders of a row of which all but the outer ones were dragged."""
    return [STRAIGHT[0], *(one + shift for one in STRAIGHT[1:-1]), STRAIGHT[-1]]


def ragged(*rows: "Drawn") -> Grid:
    """Return the grid of rows with own borders, as Word writes them: spans of a common grid."""
    edges = sorted({edge for borders, _ in rows for edge in borders})
    written = []
    for borders, texts in rows:
        cells = []
        for at, (left, right) in enumerate(itertools.pairwise(borders)):
            span = edges.index(right) - edges.index(left)
            cells.append(cell(texts.get(at, ""), f'<w:gridSpan w:val="{span}"/>', right - left))
        written.append(row(cells))
    widths = [right - left for left, right in itertools.pairwise(edges)]
    (grid,) = read_docx_form(document(table(written, widths))).grids
    return grid


Drawn = tuple[list[float], dict[int, str]]
HEADING: Drawn = (STRAIGHT, {at: str(at) for at in range(MONTHS + 2)})
PLAIN: Drawn = (STRAIGHT, {})


@pytest.mark.parametrize("shift", [0.05, 1, 3, 7, -0.5, -3, -7])
@pytest.mark.parametrize("column", range(MONTHS + 2))
@pytest.mark.parametrize("most", [False, True])
def test_a_cell_stands_under_its_heading_though_its_borders_were_dragged(
    shift: float, column: int, most: bool
) -> None:
    borders = dragged(shift)
    own: Drawn = (borders, {column: "ก"})
    others: list[Drawn] = [(borders, {})] * 4 if most else [PLAIN, PLAIN]
    grid = ragged(HEADING, own, *others)
    (found,) = (one for one in grid.cells if one.text == "ก")
    assert (found.column, found.columns) == (column, 1)
    assert grid.edges == pytest.approx(borders if most else STRAIGHT, abs=0.1)


def test_borders_of_which_each_row_has_its_own_are_one() -> None:
    rows = [(dragged(shift), {3: str(shift)}) for shift in (-2, -1, 1, 2, 3)]
    grid = ragged(HEADING, *rows)
    assert len(grid.edges) == len(STRAIGHT)
    assert {one.column for one in grid.cells if one.row} == {3}


@pytest.mark.parametrize("middle", [0.5, 0.25])
def test_a_cell_that_a_row_divides_stays_two(middle: float) -> None:
    divided = sorted([*STRAIGHT, FIRST + middle * WIDE])
    grid = ragged(HEADING, (divided, {2: "ก", 3: "ข"}))
    assert {one.text: one.column for one in grid.cells if one.row} == {"ก": 2, "ข": 3}


def test_a_border_in_the_middle_between_two_is_neither() -> None:
    moved = [*STRAIGHT[:3], FIRST + 1.5 * WIDE, *STRAIGHT[4:]]
    grid = ragged(HEADING, (moved, {2: "ก"}))
    (found,) = (one for one in grid.cells if one.text == "ก")
    assert found.columns == 2


@pytest.mark.parametrize("shift", [-6, -2, 2, 6])
@pytest.mark.parametrize(("first", "months"), [(2, 1), (3, 2), (4, 3)])
def test_an_arrow_stands_as_far_into_the_months_as_in_the_cells_of_its_own_row(
    shift: float, first: int, months: int
) -> None:
    """The row's own borders are what its reader sees."""
    borders = dragged(shift)
    arrow = drawn(drawing(2 - MARGIN, 6, borders[first + months] - borders[first] - 4))
    own = (borders, {first: paragraph("", arrow)})
    (mark,) = ragged(HEADING, PLAIN, PLAIN, PLAIN, own).marks
    left, right = STRAIGHT[first], STRAIGHT[first + months]
    assert left - 0.1 <= mark.left < left + 0.3 * WIDE
    assert right - 0.3 * WIDE < mark.right <= right + 0.1
