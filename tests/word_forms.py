"""Word documents written by hand, as Word of several years writes them: markup in, bytes out."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

import zips

_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_STRICT = {
    "w": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "a": "http://purl.oclc.org/ooxml/drawingml/main",
    "wp": "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    "r": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KINDS = {
    "styles": "styles.xml", "numbering": "numbering.xml", "settings": "settings.xml",
    "comments": "comments.xml", "footnotes": "footnotes.xml", "header": "header1.xml",
    "footer": "footer1.xml",
}  # fmt: skip
EMU = 12700
#: Points: ที่, โครงการ, twelve months.
WIDTHS = (30, 120, *[20] * 12)
LEFT = 150  # where October begins
MARGIN = 5
MONTHS = (
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
)
LANDSCAPE = (
    '<w:sectPr>{}<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="850" w:right="850" w:bottom="850" w:left="1000" w:header="720" '
    'w:footer="720" w:gutter="0"/></w:sectPr>'
)


def document(
    body: str, *, strict: bool = False, section: str = "", program: str = "", **parts: str
) -> bytes:
    """Return a document of a body and other parts, each the inside of its root element."""
    names = {**_NAMES, **(_STRICT if strict else {})}
    spaces = " ".join(f'xmlns:{key}="{uri}"' for key, uri in names.items())
    roots = {"header": "hdr", "footer": "ftr"}
    written = {
        f"word/{_KINDS[key]}": f"<w:{root} {spaces}>{inside}</w:{root}>"
        for key, inside in parts.items()
        for root in (roots.get(key, key),)
    }
    written["word/document.xml"] = (
        f"<w:document {spaces}><w:body>{body}{LANDSCAPE.format(section)}</w:body></w:document>"
    )
    relations = "".join(
        f'<Relationship Id="r{key}" Type="{_RELATED}/{key}" Target="{_KINDS[key]}"/>'
        for key in parts
    )
    written["word/_rels/document.xml.rels"] = _relations(relations)
    written["_rels/.rels"] = _relations(
        f'<Relationship Id="rId1" Type="{_RELATED}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_RELATED}/extended-properties" Target="docProps/app.xml"/>'
    )
    written["docProps/app.xml"] = (
        f'<Properties xmlns="{_RELATED.replace("relationships", "extended-properties")}">'
        f"<Application>{program}</Application></Properties>"
    )
    written["[Content_Types].xml"] = (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    return zipped(written)


def _relations(inside: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def zipped(parts: dict[str, str]) -> bytes:
    """Return parts of XML as a document."""
    return zips.zipped({name: zips.XML + text for name, text in parts.items()})


def run(text: str = "", properties: str = "", inside: str = "") -> str:
    """Return a run of letters."""
    said = f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""
    return f"<w:r><w:rPr>{properties}</w:rPr>{said}{inside}</w:r>"


def paragraph(text: str = "", inside: str = "", properties: str = "") -> str:
    """Return a paragraph; `inside` stands after the text."""
    said = run(text) if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{said}{inside}</w:p>"


def cell(content: str = "", properties: str = "", width: float | None = None) -> str:
    """Return a cell of paragraphs; a plain text is made one."""
    inside = content if content.startswith("<") else paragraph(content)
    told = f'<w:tcW w:w="{round(width * 20)}" w:type="dxa"/>' if width is not None else ""
    return f"<w:tc><w:tcPr>{told}{properties}</w:tcPr>{inside}</w:tc>"


def row(cells: Sequence[str], properties: str = "") -> str:
    """Return a row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(rows: Sequence[str], widths: Sequence[float] = WIDTHS, properties: str = "") -> str:
    """Return a table whose cells have five points of margin."""
    grid = "".join(f'<w:gridCol w:w="{round(one * 20)}"/>' for one in widths)
    return (
        f"<w:tbl><w:tblPr>{properties}<w:tblCellMar>"
        f'<w:left w:w="{MARGIN * 20}" w:type="dxa"/><w:right w:w="{MARGIN * 20}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def plan(projects: Sequence[Sequence[str]], properties: str = "") -> str:
    """Return a table of months: a heading, and a row of cells each; what lacks is empty."""
    head = row([cell(text) for text in ("ที่", "โครงการ", *MONTHS)], "<w:tblHeader/>")
    rows = [
        row([one if one.startswith("<") else cell(one) for one in (*cells, *[""] * 14)[:14]])
        for cells in projects
    ]
    return table([head, *rows], properties=properties)


def edge(month: float) -> float:
    """Return the x of a month's left border; half months count too."""
    return LEFT + month * 20


def drawing(
    x: float,
    y: float,
    width: float,
    height: float = 0,
    *,
    across: str = "column",
    down: str = "paragraph",
    inside: str | None = None,
    more: str = "",
    horizontal: str = "",
    vertical: str = "",
    name: str = "ลูกศร",
) -> str:
    """Return what Word 2010 writes for a shape at x and y points from where they count."""
    h = horizontal or f"<wp:posOffset>{round(x * EMU)}</wp:posOffset>"
    v = vertical or f"<wp:posOffset>{round(y * EMU)}</wp:posOffset>"
    return (
        f'<w:drawing><wp:anchor simplePos="0" {more or "layoutInCell=" + chr(34) + "1" + chr(34)}>'
        f'<wp:positionH relativeFrom="{across}">{h}</wp:positionH>'
        f'<wp:positionV relativeFrom="{down}">{v}</wp:positionV>'
        f'<wp:extent cx="{round(width * EMU)}" cy="{round(height * EMU)}"/>'
        f'<wp:docPr id="1" name="{name}"/><a:graphic><a:graphicData uri="x">'
        f"{shape(0, 0, width, height) if inside is None else inside}"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )  # fmt: skip


def shape(
    x: float,
    y: float,
    width: float,
    height: float,
    preset: str = "straightConnector1",
    *,
    turn: int = 0,
    heads: int = 2,
    content: str = "",
    line: str = "<a:solidFill/>",
) -> str:
    """Return a shape of DrawingML (`wps:wsp`)."""
    ends = "".join(f'<a:{end} type="triangle"/>' for end in ("headEnd", "tailEnd")[:heads])
    box = f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>" if content else ""
    geometry = "<a:custGeom/>" if preset == "custom" else f'<a:prstGeom prst="{preset}"/>'
    return (
        f'<wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm rot="{turn}">'
        f'<a:off x="{round(x * EMU)}" y="{round(y * EMU)}"/>'
        f'<a:ext cx="{round(width * EMU)}" cy="{round(height * EMU)}"/></a:xfrm>'
        f"{geometry}<a:ln>{line}{ends}</a:ln></wps:spPr>{box}</wps:wsp>"
    )  # fmt: skip


def drawn(markup: str) -> str:
    """Return the run that holds a shape."""
    return f"<w:r>{markup}</w:r>"


def vml(inside: str) -> str:
    """Return the run that holds a shape as Word of before 2007 writes it."""
    return f"<w:r><w:pict>{inside}</w:pict></w:r>"
