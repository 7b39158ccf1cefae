"""The forms in a Word file: A4 on its side, each row whole, arrows drawn over the months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.site.render.documents.word.counting import BESIDE, BORDER, height_of
from generator.site.render.documents.word.drawn import arrow
from generator.site.render.documents.word.manuscript import Manuscript
from generator.site.render.documents.word.markup import (
    CLOSE,
    CM,
    Cell,
    paragraph,
    row,
    run,
    table,
    written,
)
from generator.site.render.documents.word.package import Sheet
from generator.site.render.documents.word.styles import BY_ID

Data = Mapping[str, Any]

_SHEET = Sheet(left=1.1, right=1.1, top=1.7, bottom=1.5, flipped=True)
_MONTH = round(0.7 * CM)
# Number, name, detail, budget, place, unit, twelve months.
_WIDTHS = [*(round(wide * CM) for wide in (1.3, 4.7, 5.0, 2.9, 2.75, 2.45)), *[_MONTH] * 12]
# Which column has the amounts, and how wide it usually is in print, in centimetres.
_BUDGET, _PRINTED = 3, 2.35
_LINE_WIDTHS = [round(wide * CM) for wide in (8.9, 2.7, 3.2, 3.9, 3.4, 5.4)]
# The months' heading: LibreOffice cuts headings of two lines where both rows are lower than they.
_MONTHS_HIGH = 560
# A size of `fitting`, of which 10.5 is the usual one, in the points of this font.
_SCALE = BY_ID["FormCell"].size / 10.5
_CENTER, _RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
_KEPT = "<w:keepNext/>"
_ALIGNED = (_CENTER, "", "", _RIGHT, "", _CENTER)


def form_pages(paper: Manuscript, data: Data, level: int = 1) -> None:
    """Write แบบ ผด.02 or ผด.02/1 with its headings from `level` on."""
    _begin(paper, data, level)
    for section in data["sections"]:
        if section["first"]:
            paper.heading(level + 1, section["strategy"], below=90)
        else:
            paper.say(f"Heading{level + 1}", section["strategy"], '<w:outlineLvl w:val="9"/>')
        paper.heading(level + 2, section["programme"], below=70)
        _section(paper, data, section)
    if not data["sections"]:
        paper.say("FormTitle", paper.data["words"]["none"])
    for note in data["notes"]:
        paper.say("FormNote", note)


def summary_pages(paper: Manuscript, data: Data, level: int = 1) -> None:
    """Write แบบ ผด.01."""
    _begin(paper, data, level)
    head = row(map(_head, data["columns"]), _LINE_WIDTHS, head=True)
    lines = []
    for one in data["rows"]:
        lines.append(row(_line(one["kind"], one["cells"]), _LINE_WIDTHS))
        paper.ruler.put(_high(one["cells"], _LINE_WIDTHS, 13), again=36)
    paper.add(table([head, *lines], _LINE_WIDTHS, data["heading"][0]))
    for note in data["notes"]:
        paper.say("FormNote", note)


def _begin(paper: Manuscript, data: Data, level: int) -> None:
    """Begin the pages of a form: its number over each, its title too where it goes on."""
    number = written("FormNumber", data["form"])
    title = [written("FormTitle", line) for line in data["heading"]]
    paper.section(_SHEET, head=[number, *title], first_head=[number])
    heading = f"{data['heading'][0]} ({data['form']})"
    paper.heading(level, heading, CLOSE + _CENTER, size=BY_ID["Heading2"].size)
    for line in data["heading"][1:]:
        paper.say("FormTitle", line)


def _head(text: str, columns: int = 1, joins: str = "") -> Cell:
    return Cell(written("FormHead", text), columns, joins, middle=True)


def _section(paper: Manuscript, data: Data, section: Data) -> None:
    """Write the rows of one programme under the form's heading, with its sums."""
    widths = _widths(data)
    heads = [
        row(
            [
                *(_head(name, joins="restart") for name in data["columns"]),
                *(_head(name, columns) for name, columns in data["years"]),
            ],
            widths, head=True,
        ),
        row(
            [
                *(_head("", joins="continue") for _ in data["columns"]),
                *(
                    Cell(written("FormMonth", name, looks=_KEPT), middle=True, padded=False)
                    for name in data["months"]
                ),
            ],
            widths, head=True, high=_MONTHS_HIGH,
        ),
    ]  # fmt: skip
    paper.ruler.put(46.0)
    *others, last = section["rows"]
    rows = [_row(paper, one, widths) for one in others]
    # A sum never stands alone on a page.
    rows.append(_row(paper, last, widths, kept=True))
    *parts, whole = section["sums"]
    rows += [_sum(paper, one, widths, kept=True) for one in parts]
    rows.append(_sum(paper, whole, widths))
    title = f"{data['form']} {section['programme']}"
    paper.add(table([*heads, *rows], widths, title))


def _widths(data: Data) -> list[int]:
    """Return the widths of a form's columns; what amounts of billions take, texts have less."""
    widths, more = [*_WIDTHS], data.get("money-width", _PRINTED) / _PRINTED - 1
    taken = round(more * widths[_BUDGET] / 2)
    widths[_BUDGET] += 2 * taken
    for column in (1, 2):
        widths[column] -= taken
    return widths


def _row(paper: Manuscript, one: Data, widths: Sequence[int], *, kept: bool = False) -> str:
    size = round(one["size"] * _SCALE * 2) / 2 if "size" in one else None
    looks = _KEPT if kept else ""
    cells = [
        Cell(written("FormCell", text, looks=looks + aligned, size=size))
        for text, aligned in zip(one["cells"], _ALIGNED, strict=True)
    ]
    high = _high(one["cells"], widths, size or BY_ID["FormCell"].size)
    paper.ruler.put(high, again=48)
    months = [*_months(paper, one["runs"], one["months"], looks)]
    return row([*cells, *months], widths, whole=not one.get("long"))


def _months(
    paper: Manuscript, runs: Sequence[Sequence[int]], told: str, looks: str
) -> Iterator[Cell]:
    """Yield the twelve cells of a row; an arrow hangs in the first month of its run."""
    starts = {first: months for first, months in runs}  # noqa: C416  # pairs as JSON has them
    for at in range(12):
        drawn = arrow(paper.number(), starts[at], _MONTH, told) if at in starts else ""
        yield Cell(paragraph("FormMonth", drawn, looks=looks), padded=False)


def _sum(
    paper: Manuscript, one: Sequence[str], widths: Sequence[int], *, kept: bool = False
) -> str:
    label, amount, note = one
    looks = _KEPT if kept else ""
    paper.ruler.put(18.0, again=48)
    return row(
        [
            Cell(paragraph("FormCell", run(label, bold=True), looks=looks + _CENTER), 3),
            Cell(paragraph("FormCell", run(amount, bold=True), looks=looks + _RIGHT)),
            Cell(written("FormCell", note, looks=looks), 14),
        ],
        widths,
    )


def _line(kind: str, texts: Sequence[str]) -> Iterator[Cell]:
    """Yield the cells of a line of the summary; what is no line of a programme is bold."""
    bold = kind != "line"
    if kind == "strategy":
        yield Cell(paragraph("FormCell", run(texts[0], bold=True), looks=_KEPT), len(texts))
        return
    name = '<w:ind w:left="227"/>' if kind == "line" else _CENTER
    for text, aligned in zip(texts, (name, _CENTER, _CENTER, _RIGHT, _CENTER, ""), strict=True):
        yield Cell(paragraph("FormCell", run(text, bold=bold), looks=aligned))


def _high(texts: Sequence[str], widths: Sequence[int], size: float) -> float:
    """Return about how high a row is that has these texts in its first columns."""
    columns = zip(texts, widths, strict=False)
    return BORDER + max(height_of(text, wide - BESIDE, size) for text, wide in columns)
