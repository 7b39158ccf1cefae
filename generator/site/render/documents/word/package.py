"""The package around a paper's text: python-docx's parts with our styles, and no clock in any."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from generator.site.render.documents.packing import packed, parts_of
from generator.site.render.documents.word.markup import CM, paragraph
from generator.site.render.documents.word.styles import defaults_xml, fonts_xml, styles_xml

_MOST = 255  # signs of a property of a Word file
_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_DECLARED = " ".join(f'xmlns:{name}="{address}"' for name, address in _NAMES.items())
# Parts of python-docx's own template that say nothing of our papers.
_NOT_OURS = ("customXml", "stylesWithEffects", "webSettings", "numbering", "thumbnail",
             "extended-properties")  # fmt: skip
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:applyBreakingRules/>'
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:bidi="th-TH"/>'
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
)
_LOW = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'


@dataclass(frozen=True, slots=True)
class Sheet:
    """How pages are: A4 upright or on its side, with margins in centimetres."""

    left: float = 3.0
    right: float = 2.0
    top: float = 2.5
    bottom: float = 2.0
    flipped: bool = False

    @property
    def width(self) -> int:
        """What stands between the margins, in twips."""
        return round(((29.7 if self.flipped else 21.0) - self.left - self.right) * CM)

    @property
    def height(self) -> float:
        """The same downward, in points."""
        return ((21.0 if self.flipped else 29.7) - self.top - self.bottom) * CM / 20


def parsed(markup: str) -> list[Any]:
    """Return the elements of our own markup, which are to be put into a document."""
    from docx.oxml import parse_xml  # noqa: PLC0415  # see `blank`

    return list(parse_xml(f"<w:body {_DECLARED}>{markup}</w:body>"))


def blank(data: Mapping[str, Any]) -> Any:
    """Return an empty document of python-docx in our styles, with what a file says of itself."""
    import docx  # noqa: PLC0415  # 0.3 s with its parser of XML: only where a paper is made

    doc = docx.Document()
    styles, settings = doc.styles.element, doc.settings.element
    for old in [one for one in styles if not one.tag.endswith("}latentStyles")] + [*settings]:
        old.getparent().remove(old)
    styles[:0] = parsed(defaults_xml())
    styles.extend(parsed("".join(styles_xml())))
    settings.extend(parsed(_SETTINGS))
    for relations in (doc.part.package.rels, doc.part.rels):
        for key, one in list(relations.items()):
            if any(name in one.reltype for name in _NOT_OURS):
                del relations[key]
            elif one.reltype.endswith("/fontTable"):
                _set_fonts(one.target_part)
    told, (year, month, day) = doc.core_properties, data["date"]
    then = datetime(year, month, day, tzinfo=UTC)
    # Word lets a property be so long, and no longer; the page says the whole name.
    title, author = (data[key][:_MOST] for key in ("title", "organization"))
    told.title, told.author, told.language = title, author, "th-TH"
    told.last_modified_by, told.comments, told.revision = author, "", 1
    told.created = told.modified = then
    return doc


def _set_fonts(part: Any) -> None:
    text = f'<w:fonts xmlns:w="{_NAMES["w"]}">{fonts_xml()}</w:fonts>'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    part._blob = f"{head}\n{text}".encode()  # the library has no words for it


def measure(section: Any, sheet: Sheet, start: int | None, *, thai: bool) -> None:
    """Give a section of python-docx its pages, counted from `start`, else on from the last ones."""
    from docx.enum.section import WD_ORIENTATION  # noqa: PLC0415  # see `blank`
    from docx.shared import Cm  # noqa: PLC0415

    wide, high = (29.7, 21.0) if sheet.flipped else (21.0, 29.7)
    section.page_width, section.page_height = Cm(wide), Cm(high)
    section.orientation = WD_ORIENTATION.LANDSCAPE if sheet.flipped else WD_ORIENTATION.PORTRAIT
    section.left_margin, section.right_margin = Cm(sheet.left), Cm(sheet.right)
    section.top_margin, section.bottom_margin = Cm(sheet.top), Cm(sheet.bottom)
    section.header_distance, section.footer_distance = Cm(0.75), Cm(0.7)
    looks = section._sectPr  # the library has no words for numbers of pages
    for name in ("pgNumType", "cols", "docGrid"):
        for old in looks.findall(f"{{{_NAMES['w']}}}{name}"):
            looks.remove(old)
    written = ' w:fmt="thaiNumbers"' if thai else ""
    begins = "" if start is None else f' w:start="{start}"'
    looks.find(f"{{{_NAMES['w']}}}pgMar").addnext(parsed(f"<w:pgNumType{written}{begins}/>")[0])


def shrunk(last: Any) -> Any:
    """Return the paragraph that ends a section, so low now that it begins no page of its own."""
    last.pPr.find(f"{{{_NAMES['w']}}}sectPr").addprevious(parsed(_LOW)[0])
    return last


def taken(element: Any) -> str:
    """Return an element as text, taken out of its document."""
    element.getparent().remove(element)
    text: str = element.xml
    return text


def write_margin(where: Any, blocks: Sequence[str]) -> None:
    """Write what stands above or below a section's pages; nothing is taken from the one before."""
    where.is_linked_to_previous = False
    part = where._element  # the library has no call for XML
    for old in list(part):
        part.remove(old)
    part.extend(parsed("".join(blocks) or paragraph("header")))


def saved(doc: Any, text: str) -> bytes:
    """Return a document with the `text` of its body as a file whose parts tell no clock."""
    from docx.oxml import parse_xml  # noqa: PLC0415  # see `blank`

    last, made = taken(doc.element.body[-1]), io.BytesIO()
    body = f"<w:body>{text}{last}</w:body>"
    doc.part._element = parse_xml(f"<w:document {_DECLARED}>{body}</w:document>")
    doc.save(made)
    return packed(parts_of(made.getvalue()))
