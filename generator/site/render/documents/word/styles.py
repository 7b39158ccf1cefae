"""The styles of our Word files: an office changes one of them, and all of the paper follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

FONT = "TH Sarabun New"
# What Word takes where a machine has not the font before it.
_INSTEAD = "TH SarabunPSK"
TEXT_WIDTH = 9072  # twips between the margins of an upright page


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph's style: its id and name, its size in points, how it stands.

    `level` is its place in the document's outline, from 0, none for text.
    """

    id: str
    name: str
    size: float
    bold: bool = False
    aligned: str = ""
    before: int = 0
    after: int = 0
    indent: str = ""
    level: int | None = None
    tabs: str = ""
    next: str = ""
    kept: bool = False

    @property
    def beside(self) -> float:
        """What stands above and below a paragraph, in points."""
        return (self.before + self.after) / 20


_DOTS = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'


def _toc(level: int, left: int) -> Style:
    indent = f'<w:ind w:left="{left + 284}" w:hanging="284"/>'
    return Style(f"TOC{level}", f"toc {level}", 16, indent=indent, tabs=_DOTS, bold=level == 1)


STYLES = (
    Style("Normal", "Normal", 16),
    Style("Title", "Title", 20, bold=True, aligned="center", next="Letter"),
    Style("CoverTitle", "Cover Title", 36, bold=True, aligned="center"),
    Style("CoverOffice", "Cover Office", 26, bold=True, aligned="center"),
    Style("Heading1", "heading 1", 20, bold=True, aligned="center", after=240, level=0, kept=True),
    Style("Heading2", "heading 2", 16, bold=True, before=160, after=80, level=1, kept=True),
    Style("Heading3", "heading 3", 14, bold=True, before=120, level=2, kept=True),
    Style("Heading4", "heading 4", 14, bold=True, after=40, level=3, kept=True),
    Style("TOCHeading", "TOC Heading", 20, bold=True, aligned="center", after=120, kept=True),
    *(_toc(level, left) for level, left in ((1, 0), (2, 454), (3, 908))),
    Style(
        "Letter", "Letter", 16, aligned="thaiDistribute", after=80,
        indent='<w:ind w:firstLine="1418"/>',
    ),
    Style("Signature", "Signature", 16, aligned="center", kept=True,
          indent='<w:ind w:left="3686"/>'),
    Style("FormTitle", "Form Title", 14, bold=True, aligned="center"),
    Style("FormNumber", "Form Number", 14, aligned="right"),
    Style("FormHead", "Form Head", 13, bold=True, aligned="center", kept=True),
    Style("FormCell", "Form Cell", 13),
    Style("FormMonth", "Form Month", 10, aligned="center"),
    Style("FormNote", "Form Note", 12, before=40),
    Style("header", "header", 14),
    Style("footer", "footer", 14, aligned="center"),
)  # fmt: skip

BY_ID = {style.id: style for style in STYLES}


def styles_xml() -> Iterator[str]:
    """Yield defaults and styles as the children of `w:styles`, after what Word keeps of its own."""
    for kind, name, id_ in (
        ("character", "Default Paragraph Font", "DefaultParagraphFont"),
        ("numbering", "No List", "NoList"),
    ):
        yield (
            f'<w:style w:type="{kind}" w:default="1" w:styleId="{id_}"><w:name w:val="{name}"/>'
            '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        )
    yield (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
        f'<w:tblInd w:w="0" w:type="dxa"/>{_margins(108)}</w:tblPr></w:style>'
    )
    yield (
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{_borders()}</w:tblBorders>'
        f"{_margins(57)}</w:tblPr></w:style>"
    )
    yield from map(_style, STYLES)


def defaults_xml() -> str:
    """Return the type that all of a document has: Thai, in the font that offices write in."""
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        '<w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="th-TH"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def fonts_xml() -> str:
    """Return the entry of the font, with the one to take instead."""
    return (
        f'<w:font w:name="{FONT}"><w:altName w:val="{_INSTEAD}"/>'
        '<w:panose1 w:val="020B0500040200020003"/><w:charset w:val="00"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    )


def _style(style: Style) -> str:
    looks = "<w:keepNext/>" if style.kept else ""
    looks += style.tabs
    if style.before or style.after:
        looks += f'<w:spacing w:before="{style.before}" w:after="{style.after}"/>'
    looks += style.indent
    if style.aligned:
        looks += f'<w:jc w:val="{style.aligned}"/>'
    if style.level is not None:
        looks += f'<w:outlineLvl w:val="{style.level}"/>'
    halves = round(style.size * 2)
    bold = "<w:b/><w:bCs/>" if style.bold else ""
    own = ' w:customStyle="1"' if " " in style.name and style.name[0].isupper() else ""
    based = '<w:basedOn w:val="Normal"/>'
    if style.id == "Normal":
        own, based = ' w:default="1"', ""
    after = f'<w:next w:val="{style.next or "Normal"}"/>' if style.level is not None else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f"{based}{after}<w:qFormat/><w:pPr>{looks}</w:pPr>"
        f'<w:rPr>{bold}<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/></w:rPr></w:style>'
    )


def _borders() -> str:
    return "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )


def _margins(beside: int) -> str:
    sides = (("top", 0), ("left", beside), ("bottom", 0), ("right", beside))
    inside = "".join(f'<w:{side} w:w="{wide}" w:type="dxa"/>' for side, wide in sides)
    return f"<w:tblCellMar>{inside}</w:tblCellMar>"
