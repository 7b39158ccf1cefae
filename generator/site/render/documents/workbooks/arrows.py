"""Drawn arrows: a part of DrawingML, a connector with two heads from one month's cell to another's.

XlsxWriter has no word for them, so the part is put into its file, as Excel itself writes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from generator.site.render.documents.workbooks.room import EMU_A_PIXEL, EMU_A_POINT, pixels

_SPACES = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = (
    '<Override PartName="/xl/drawings/drawing{n}.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>'
)
# Within its first and its last month an arrow keeps away from the borders by so much of a column.
_INSIDE = 0.08
_LINE = 12_700  # one point, in the lengths of DrawingML


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow in a row, from 0: its first and last column, and the months in words.

    The row begins at `top`, the arrow lies so far `down` in it, in points.
    """

    row: int
    first: int
    last: int
    top: float
    down: float
    words: str


def with_arrows(
    parts: Mapping[str, bytes], drawn: Mapping[int, Sequence[Arrow]], widths: Mapping[int, float]
) -> dict[str, bytes]:
    """Return the parts of a workbook with the arrows of each sheet, by its number from 1."""
    whole, types = dict(parts), ""
    for n, arrows in drawn.items():
        sheet = f"xl/worksheets/sheet{n}.xml"
        whole[sheet] = whole[sheet].replace(
            b"</worksheet>", b'<drawing r:id="rIdArrows"/></worksheet>'
        )
        relations = (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}"><Relationship Id="rIdArrows" '
            f'Type="{_RELATION}/drawing" Target="../drawings/drawing{n}.xml"/></Relationships>'
        )
        whole[f"xl/worksheets/_rels/sheet{n}.xml.rels"] = relations.encode()
        whole[f"xl/drawings/drawing{n}.xml"] = _part(arrows, widths)
        types += _TYPE.format(n=n)
    kinds = "[Content_Types].xml"
    whole[kinds] = whole[kinds].replace(b"</Types>", f"{types}</Types>".encode())
    return whole


def _part(arrows: Sequence[Arrow], widths: Mapping[int, float]) -> bytes:
    starts, at = {}, 0
    for column, width in sorted(widths.items()):
        starts[column], at = at, at + pixels(width) * EMU_A_PIXEL
    found = (_connector(id_, one, widths, starts) for id_, one in enumerate(arrows, start=2))
    return f"{_HEAD}<xdr:wsDr {_SPACES}>{''.join(found)}</xdr:wsDr>".encode()


def _connector(
    id_: int, arrow: Arrow, widths: Mapping[int, float], starts: Mapping[int, int]
) -> str:
    first, last = (pixels(widths[one]) * EMU_A_PIXEL for one in (arrow.first, arrow.last))
    left, right = int(first * _INSIDE), int(last * (1 - _INSIDE))
    across = starts[arrow.first] + left
    down = round(arrow.down * EMU_A_POINT)
    return (
        "<xdr:twoCellAnchor>"
        f"{_corner('from', arrow.first, left, arrow.row, down)}"
        f"{_corner('to', arrow.last, right, arrow.row, down)}"
        '<xdr:cxnSp macro=""><xdr:nvCxnSpPr>'
        f'<xdr:cNvPr id="{id_}" name="ลูกศร {id_ - 1}" descr={quoteattr(arrow.words)}/>'
        "<xdr:cNvCxnSpPr/></xdr:nvCxnSpPr><xdr:spPr>"
        f'<a:xfrm><a:off x="{across}" y="{round(arrow.top * EMU_A_POINT) + down}"/>'
        f'<a:ext cx="{starts[arrow.last] + right - across}" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>'
        f'<a:ln w="{_LINE}"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        '<a:headEnd type="triangle" w="med" len="med"/><a:tailEnd type="triangle" w="med" '
        'len="med"/></a:ln></xdr:spPr></xdr:cxnSp><xdr:clientData/></xdr:twoCellAnchor>'
    )


def _corner(name: str, column: int, across: int, row: int, down: int) -> str:
    return (
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>{across}</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>{down}</xdr:rowOff></xdr:{name}>"
    )
