"""Word files of ours, made and looked into: their parts, their text, what Word expects of them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from generator.plan.model import Organization
from generator.site.render.documents.word import WORD_KINDS, word_file
from generator.site.views import YearView
from paper_makers import papers
from portals import ORGANIZATION

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# In which order the schema has what these elements hold; Word repairs a file that has another.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl tabs spacing ind jc outlineLvl "
    "rPr sectPr",
    "rPr": "rStyle rFonts b bCs noProof sz szCs lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW gridSpan vMerge tcMar vAlign",
    "sectPr": "footerReference type pgSz pgMar pgNumType titlePg",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
}


def written(
    year: YearView,
    *names: str,
    organization: Organization = ORGANIZATION,
    emblem: bytes = b"",
) -> dict[str, bytes]:
    """Return the Word files of a year by their names, also those that no office is given."""
    made = {}
    for name, paper in papers(year, *names, organization=organization).items():
        data = paper.make()
        if data["kind"] in WORD_KINDS:
            made[name] = word_file(json.dumps(data), emblem)
    return made


def opened(data: bytes) -> Any:
    """Return the document as another program's library reads it."""
    return docx.Document(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text_in(element: Any) -> str:
    """Return the text of an element, its line breaks as such, its paragraphs a line each."""
    said: dict[str, Callable[[Any], str]] = {
        qn("w:t"): lambda one: one.text or "",
        qn("w:br"): lambda _: "\n",
    }
    return "\n".join(
        "".join(said[one.tag](one) for one in paragraph.iter(*said))
        for paragraph in element.iter(qn("w:p"))
    )


def orders(data: bytes) -> set[str]:
    """Return what the fields of all parts tell Word to do."""
    found = set()
    for name, part in parts(data).items():
        if name.endswith(".xml"):
            found |= set(re.findall(r"<w:instrText[^>]*>(.*?)</w:instrText>", part.decode()))
            assert b"fldSimple" not in part
    return found


def roots(data: bytes) -> Iterator[tuple[str, Any]]:
    """Yield the parts that Word reads text and looks from."""
    for name, part in parts(data).items():
        if re.fullmatch(r"word/(document|styles|settings|header\d*|footer\d*)\.xml", name):
            yield name, parse_xml(part)


def misplaced(data: bytes) -> list[str]:
    """Return what stands in another order than the schema's, or where the schema has nothing."""
    found = []
    for name, root in roots(data):
        for parent, order in ORDERS.items():
            known = [f"{W}{one}" for one in order.split()]
            for element in root.iter(f"{W}{parent}"):
                # What stands above and below pages may come in any order.
                tags = [one.tag.replace("}headerRef", "}footerRef") for one in element]
                places = [known.index(tag) if tag in known else -1 for tag in tags]
                if places != sorted(places) or -1 in places:
                    found.append(f"{name} {parent}: {[one.tag for one in element]}")
    return found


def sums_in(data: bytes) -> list[list[str]]:
    """Return the rows of a form that sum up: the label with its count, and the amount."""
    found = []
    for table in opened(data).element.body.iter(f"{W}tbl"):
        for row in table.iter(f"{W}tr"):
            cells = [text_in(cell) for cell in row.iter(f"{W}tc")]
            if cells[0].startswith("รวม"):
                found.append(cells[:2])
    return found
