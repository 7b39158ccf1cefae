"""What nobody sees of a drawing tells no month, whatever the format; what is seen does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
import xlwt
from openpyxl.styles import Font, PatternFill

import biff
import drawn
from drawn import BEFORE, FIRST, anchored
from generator.plan.intake.form import Mark, MarkKind
from generator.plan.intake.ods import read_ods_form
from generator.plan.intake.xls import read_xls_form
from generator.plan.intake.xlsx import read_xlsx_form
from word_forms import zipped

_WHITE, _RED = "FFFFFF", "FF0000"


@dataclass(frozen=True)
class Drawn:
    """A shape from a month to another; `stroke` and `fill` are a colour, or empty for none."""

    form: str
    stroke: str = "000000"
    fill: str = ""
    first: float = 1.1
    last: float = 2.9
    text: str = ""
    sheer: bool = False


def in_xlsx(shapes: Sequence[Drawn]) -> bytes:
    """Return them as Excel of today keeps them."""
    presets = {"line": "straightConnector1", "box": "rect", "arrow": "leftRightArrow"}
    made = ""
    for one in shapes:
        high = (0.5, 0.5) if one.form == "line" else (0.2, 0.8)
        alpha = '<a:alpha val="50000"/>' if one.sheer else ""
        fill = _solid(one.fill, alpha)
        own = f"{fill if one.form != 'line' else ''}<a:ln>{_solid(one.stroke)}</a:ln></xdr:spPr>"
        node = drawn.shape(presets[one.form], one.text).replace("</xdr:spPr>", own)
        made += anchored(node, one.first, one.last, *high)
    return drawn.saved(drawn.filled(1), made)


def _solid(colour: str, more: str = "") -> str:
    if not colour:
        return "<a:noFill/>"
    return f'<a:solidFill><a:srgbClr val="{colour}">{more}</a:srgbClr></a:solidFill>'


def in_xls(shapes: Sequence[Drawn]) -> bytes:
    """Return them as Excel 97 kept them."""
    types = {"line": 32, "box": 1, "arrow": 69}
    arts = []
    for one in shapes:
        high = (0.5, 0.5) if one.form == "line" else (0.2, 0.8)
        looks = [
            (0x181, _turned(one.fill)),
            (0x182, 0x8000 if one.sheer else 0x10000),
            (0x1BF, 0x100010 if one.fill else 0x100000),
            (0x1C0, _turned(one.stroke)),
            (0x1FF, 0x80008 if one.stroke else 0x80000),
        ]
        corners = (one.first, high[0], one.last, high[1])
        arts.append(biff.Art(types[one.form], corners, one.text, looks=looks))
    return biff.saved(biff.filled(1), *arts)


def _turned(colour: str) -> int:
    return int(colour[4:] + colour[2:4] + colour[:2] or "0", 16)


def in_vml(shapes: Sequence[Drawn]) -> bytes:
    """Return them as Excel kept them in VML."""
    names = {"line": "line", "box": "rect", "arrow": 'shape type="#_x0000_t69"'}
    wide, high = drawn.WIDE, drawn.HIGH / 0.75
    made = ""
    for one in shapes:
        ends = [(at // 1, round(at % 1 * wide)) for at in (one.first, one.last)]
        (first, across), (last, to) = ends
        top, low = (0.5, 0.5) if one.form == "line" else (0.2, 0.8)
        anchor = (
            f"{BEFORE + int(first)}, {across}, {FIRST}, {round(top * high)}, "
            f"{BEFORE + int(last)}, {to}, {FIRST}, {round(low * high)}"
        )
        name = names[one.form]
        paint = f'stroked="{"t" if one.stroke else "f"}" strokecolor="#{one.stroke}"'
        paint += f' filled="{"t" if one.fill else "f"}" fillcolor="#{one.fill}"'
        words = f"<v:textbox><div>{one.text}</div></v:textbox>" if one.text else ""
        sheer = '<v:fill opacity=".5"/>' if one.sheer else ""
        made += (
            f'<v:{name} id="s{len(made)}" {paint}>{sheer}{words}<x:ClientData><x:Anchor>{anchor}'
            f"</x:Anchor></x:ClientData></v:{name.split()[0]}>"
        )
    part = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel">{made}</xml>'
    )
    relations = [("vmlDrawing", "../drawings/v1.vml")]
    more = drawn.Parts(parts={"xl/drawings/v1.vml": part}, relations=relations)
    return drawn.saved(drawn.filled(1), "", more)


def in_ods(shapes: Sequence[Drawn]) -> bytes:
    """Return them as LibreOffice keeps them; the later a shape the lower it stands in the file."""
    styles, made = "", []
    for at, one in enumerate(shapes):
        through = ' draw:opacity="50%"' if one.sheer else ""
        stroke = f'"solid" svg:stroke-color="#{one.stroke}"' if one.stroke else '"none"'
        fill = f'"solid" draw:fill-color="#{one.fill}"' if one.fill else '"none"'
        styles += (
            f'<style:style style:name="g{at}" style:family="graphic"><style:graphic-properties '
            f"draw:stroke={stroke} draw:fill={fill}{through}/></style:style>"
        )
        left, right = 20 + one.first * 20, 20 + one.last * 20
        known = f'draw:style-name="g{at}" draw:z-index="{at}"'
        words = f"<text:p>{one.text}</text:p>"
        if one.form == "line":
            ends = f'svg:x1="{left}pt" svg:x2="{right}pt" svg:y1="20pt" svg:y2="20pt"'
            made.append(f"<draw:line {known} {ends}/>")
            continue
        form = {"box": "ooxml-rect", "arrow": "ooxml-leftRightArrow"}[one.form]
        place = f'svg:x="{left}pt" svg:width="{right - left}pt" svg:y="10pt" svg:height="20pt"'
        made.append(
            f"<draw:custom-shape {known} {place}>{words}"
            f'<draw:enhanced-geometry draw:type="{form}"/></draw:custom-shape>'
        )
    spaces = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
        for key, uri in (
            *(("office", "office"), ("table", "table"), ("text", "text"), ("style", "style")),
            *(("draw", "drawing"), ("svg", "svg-compatible")),
        )
    )
    sheet = (
        '<table:table table:name="ผด.02"><table:table-column table:number-columns-repeated="14"/>'
        f"<table:shapes>{''.join(reversed(made))}</table:shapes>"
        "<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>"
        "</table:table>"
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{sheet}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"content.xml": content})


def marks_of_xlsx(shapes: Sequence[Drawn]) -> tuple[Mark, ...]:
    return drawn.grid_of(read_xlsx_form(in_xlsx(shapes))).marks


def marks_of_xls(shapes: Sequence[Drawn]) -> tuple[Mark, ...]:
    return drawn.grid_of(read_xls_form(in_xls(shapes))).marks


def marks_of_vml(shapes: Sequence[Drawn]) -> tuple[Mark, ...]:
    return drawn.grid_of(read_xlsx_form(in_vml(shapes))).marks


def marks_of_ods(shapes: Sequence[Drawn]) -> tuple[Mark, ...]:
    return drawn.grid_of(read_ods_form(in_ods(shapes))).marks


READERS = (marks_of_xlsx, marks_of_xls, marks_of_vml, marks_of_ods)
ARROW = Drawn("line")
#: What is drawn, from the lowest up, and which of it nobody sees.
CASES: tuple[tuple[tuple[Drawn, ...], tuple[bool, ...]], ...] = (
    ((Drawn("line"),), (False,)),
    ((Drawn("line", stroke=_RED),), (False,)),
    ((Drawn("line", stroke=""),), (True,)),
    ((Drawn("line", stroke=_WHITE),), (True,)),
    ((Drawn("line", stroke="FAFAFA"),), (True,)),
    ((Drawn("box"),), (False,)),
    ((Drawn("box", stroke=""),), (True,)),
    ((Drawn("box", stroke="", fill=_WHITE),), (True,)),
    ((Drawn("box", stroke=_WHITE, fill=_WHITE),), (True,)),
    ((Drawn("box", stroke="", text="←→"),), (False,)),
    ((Drawn("box", stroke="", fill=_RED),), (False,)),
    ((Drawn("arrow", stroke=""),), (True,)),
    ((Drawn("arrow", stroke="", fill=_WHITE),), (True,)),
    ((Drawn("arrow", stroke="", fill=_RED),), (False,)),
    ((Drawn("arrow", fill=_WHITE),), (False,)),
    ((ARROW, Drawn("box", "", _WHITE, 1.0, 3.0)), (True, True)),
    ((ARROW, Drawn("box", "000000", _RED, 1.0, 3.0)), (True, False)),
    ((ARROW, Drawn("box", "", _WHITE, 2.0, 3.0)), (True, True)),
    ((ARROW, Drawn("box", "000000", "", 1.0, 3.0)), (False, False)),
    ((ARROW, Drawn("box", "000000", _RED, 1.0, 3.0, sheer=True)), (False, False)),
    ((ARROW, Drawn("box", "", _WHITE, 5.0, 6.0)), (False, True)),
    ((Drawn("box", "", _WHITE, 1.0, 3.0), ARROW), (True, False)),
)


@pytest.mark.parametrize("marks_of", READERS)
@pytest.mark.parametrize(("shapes", "unseen"), CASES)
def test_what_nobody_sees_is_unseen_in_every_format(
    marks_of: Callable[[Sequence[Drawn]], tuple[Mark, ...]],
    shapes: tuple[Drawn, ...],
    unseen: tuple[bool, ...],
) -> None:
    assert tuple(mark.unseen for mark in marks_of(shapes)) == unseen


def path(points: int, *segments: int) -> tuple[tuple[int, bytes], ...]:
    """Return the two lists that tell a path of Excel 97."""
    head = points.to_bytes(2, "little") * 2 + (8).to_bytes(2, "little")
    told = b"".join(one.to_bytes(2, "little") for one in segments)
    count = len(segments).to_bytes(2, "little")
    return (
        (0x145, head + b"\0" * 8 * points),
        (0x146, count * 2 + (2).to_bytes(2, "little") + told),
    )


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (path(2, 0x4000, 0x0001, 0x8000), MarkKind.LINE),
        (path(10, 0x4000, 0x0009, 0x6001, 0x8000), MarkKind.BLOCK_ARROW),
        (path(9, 0x4000, 0x0004, 0x6001, 0x8000), MarkKind.OTHER),  # a circle of LibreOffice
        (path(13, 0x4000, 0x2004, 0x6001, 0x8000), MarkKind.OTHER),  # one of Excel
        (path(4, 0x4000, 0x0001, 0x4000, 0x0001, 0x8000), MarkKind.OTHER),  # two strokes: a cross
    ],
)
def test_a_path_of_its_own_is_an_arrow_only_where_it_is_straight(
    told: tuple[tuple[int, bytes], ...], kind: MarkKind
) -> None:
    art = biff.Art(0xFFF, (1.1, 0.4, 3.9, 0.6), looks=((0x1BF, 0x100000), *told))
    (mark,) = drawn.grid_of(read_xls_form(biff.saved(biff.filled(1), art))).marks
    assert mark.kind is kind


@pytest.mark.parametrize("turn", [90, 270])
def test_a_block_arrow_on_its_side_may_stand_in_two_places_in_excel_97(turn: int) -> None:
    art = biff.Art(67, (2.4, 0.2, 2.6, 0.8), looks=((4, turn << 16),))
    (mark,) = drawn.grid_of(read_xls_form(biff.saved(biff.filled(1), art))).marks
    assert mark.elsewhere is not None
    assert mark.elsewhere[0] < mark.left < mark.right < mark.elsewhere[1]


def white_xlsx(colour: str, ground: str) -> frozenset[int]:
    book = drawn.filled(2)
    for cell in next(book.worksheets[0].iter_rows(min_row=FIRST + 1, max_row=FIRST + 1)):
        cell.font = Font(color=colour)
        if ground:
            cell.fill = PatternFill("solid", fgColor=ground)
    return drawn.grid_of(read_xlsx_form(drawn.saved(book))).hidden_rows


def white_xls(colour: str, ground: str) -> frozenset[int]:
    names = {_WHITE: "white", "000000": "black", _RED: "red"}
    fill = f"; pattern: pattern solid, fore_colour {names[ground]}" if ground else ""
    style = xlwt.easyxf(f"font: colour {names[colour]}{fill}")
    book = biff.filled(2)
    sheet = book.get_sheet(0)
    sheet._cell_overwrite_ok = True
    for column, text in enumerate(("1", "โครงการที่ 1", "10,000")):
        sheet.write(FIRST, column, text, style)
    return drawn.grid_of(read_xls_form(biff.saved(book))).hidden_rows


def white_ods(colour: str, ground: str) -> frozenset[int]:
    fill = f'<style:table-cell-properties fo:background-color="#{ground}"/>' if ground else ""
    spaces = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
        for key, uri in (
            *(("office", "office"), ("table", "table"), ("text", "text"), ("style", "style")),
            ("fo", "xsl-fo-compatible"),
        )
    )
    rows = "".join(
        "<table:table-row>"
        + f"<table:table-cell {more}><text:p>ก</text:p></table:table-cell>" * 3
        + "</table:table-row>"
        for more in ("", "", 'table:style-name="w"')
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>"
        f'<style:style style:name="w" style:family="table-cell">{fill}'
        f'<style:text-properties fo:color="#{colour}"/></style:style></office:automatic-styles>'
        f'<office:body><office:spreadsheet><table:table table:name="ผ">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return drawn.grid_of(read_ods_form(zipped({"content.xml": content}))).hidden_rows


@pytest.mark.parametrize("hidden_of", [white_xlsx, white_xls, white_ods])
@pytest.mark.parametrize(
    ("colour", "ground", "hidden"),
    [(_WHITE, "", True), (_WHITE, _RED, False), ("000000", "", False), (_RED, "", False)],
)
def test_a_row_of_white_letters_on_paper_is_a_hidden_row(
    hidden_of: Callable[[str, str], frozenset[int]], colour: str, ground: str, hidden: bool
) -> None:
    assert hidden_of(colour, ground) == (frozenset({FIRST}) if hidden else frozenset())
