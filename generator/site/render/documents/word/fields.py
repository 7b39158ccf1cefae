"""What Word counts by itself: the page's number, and the contents, there before it does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator.site.render.documents.word.markup import attribute, paragraph, run, written

#: Headings down to this level are in the contents.
DEPTH = 3
_BEGIN, _PARTED, _END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading: its level from 1, its text, where a link finds it, on which page it is counted."""

    level: int
    text: str
    anchor: str
    page: int

    def later(self, pages: int) -> Entry:
        """Return it so many pages on."""
        return replace(self, page=self.page + pages)


def field(order: str, shown: str) -> str:
    """Return the runs of a field, with what it shows until Word counts anew.

    `order` is ours; nothing that a plan says may come into it.
    """
    return f"{_asked(order)}{run(shown)}{_END}"


def _asked(order: str) -> str:
    asked = f'<w:r><w:instrText xml:space="preserve"> {order} </w:instrText></w:r>'
    return f"{_BEGIN}{asked}{_PARTED}"


def heading(
    level: int, entry: Entry, number: int, looks: str = "", size: float | None = None
) -> str:
    """Return a heading that contents and links find; `number` is its own in the document."""
    return paragraph(
        f"Heading{level}",
        f'<w:bookmarkStart w:id="{number}" w:name={attribute(entry.anchor)}/>',
        run(entry.text, size=size),
        f'<w:bookmarkEnd w:id="{number}"/>',
        looks=looks,
    )


def contents(title: str, page: str, entries: Sequence[Entry], digits: Sequence[str]) -> str:
    """Return the contents as Word makes them itself, so that it offers to update them.

    `page` stands over the numbers, which are written with `digits`.
    """
    begin = _asked(f'TOC \\o "1-{DEPTH}" \\h \\z')
    lines = [*_lines(entries, digits, begin)]
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        f"{written('TOCHeading', title)}{written('Normal', page, looks=_RIGHT)}"
        f"{''.join(lines)}{paragraph('Normal', '' if lines else begin, _END)}"
        "</w:sdtContent></w:sdt>"
    )


_RIGHT = '<w:jc w:val="right"/>'


def _lines(entries: Iterable[Entry], digits: Sequence[str], begin: str) -> Iterable[str]:
    for entry in entries:
        number = "".join(digits[int(digit)] for digit in str(entry.page))
        asked = field(f"PAGEREF {entry.anchor} \\h", number)
        link = (
            f'<w:hyperlink w:anchor={attribute(entry.anchor)} w:history="1">{run(entry.text)}'
            f"<w:r><w:tab/></w:r>{asked}</w:hyperlink>"
        )
        yield paragraph(f"TOC{entry.level}", begin, link)
        begin = ""
