"""Comments at cells of one worksheet: ours join those that are there, and leave them again.

A comment is in two parts: its text, and the box that Excel draws (VML, ECMA-376 part 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.plan.read.cells import Spot
from generator.plan.workbook.cells import reference, spot_of
from generator.plan.workbook.markup import (
    Element,
    edited,
    element,
    elements,
    tags,
    told,
)
from generator.plan.workbook.package import OFFICE, Package

# What our text in a comment begins with: all from here on is ours.
LEAD = "— Phaen —"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_BOXES = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# What must stand behind the reference to the boxes in a worksheet.
_BEHIND = (
    b"legacyDrawingHF", b"drawingHF", b"picture", b"oleObjects", b"controls", b"webPublishItems",
    b"tableParts", b"extLst",
)  # fmt: skip
_SHAPE = re.compile(rb"<v:shape\b(?:(?!</v:shape>).)*</v:shape>\s*", re.DOTALL)
_NUMBERS = re.compile(rb"_x0000_s([0-9]+)")
_IDMAP = re.compile(rb'(<o:idmap\b[^>]*\bdata=")([0-9, ]*)(")')
_BLOCK = 1024
_LONGEST = 2_000
_NEW_BOXES = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{}"/></o:shapelayout></xml>'
)
_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"'
    b' path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style=\'position:absolute;width:260pt;'
    'height:110pt;z-index:{id};visibility:hidden\' fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    "<v:path o:connecttype=\"none\"/><v:textbox style='mso-direction-alt:auto'>"
    "<div style='text-align:left'></div></v:textbox><x:ClientData ObjectType=\"Note\">"
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left},15,{top},2,{right},31,{bottom},9"
    "</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)


@dataclass(slots=True)
class Notes:
    """The comments of one worksheet, whose part is `sheet`, changed in the workbook's parts."""

    package: Package
    sheet: str
    gone: set[Spot] = field(default_factory=set)
    new: list[Spot] = field(default_factory=list)

    def say(self, texts: Mapping[Spot, str]) -> None:
        """Let cells have our texts, and no others of ours.

        Where a cell has a comment already, ours stands below it: Excel has one a cell.
        """
        part = self.package.related(self.sheet, "comments")
        if not (part or texts):
            return
        part = part or self._begun()
        self.package.parts[part] = self._written(self.package.text(part), texts)
        self._draw()

    def _begun(self) -> str:
        part = self.package.free("xl/comments{}.xml")
        self.package.parts[part] = (
            f'<comments xmlns="{_MAIN}"><authors></authors><commentList></commentList></comments>'
        ).encode()
        self.package.declare(part, _KIND)
        self.package.relate(self.sheet, "comments", part)
        return part

    def _written(self, data: bytes, texts: Mapping[Spot, str]) -> bytes:
        data, author = _with_author(data)
        around = element(data, b"commentList")
        if around is None:
            return data
        prefix, waiting = around.tag.prefix, dict(texts)
        kept: list[bytes] = []
        for one in elements(data, b"comment", start=around.first, stop=around.last):
            raw = _without_ours(data[one.tag.start : one.end])
            spot = spot_of(one.tag.get("ref"))
            if spot is not None and not raw:
                self.gone.add(spot)
            elif spot is not None and spot in waiting:
                kept.append(_with_ours(raw, prefix, waiting.pop(spot)))
            else:
                kept.append(raw)
        for spot, text in waiting.items():
            kept.append(_comment(prefix, spot, author, text))
            self.new.append(spot)
        opened = b"<" + around.tag.name + b">"
        whole = opened + b"".join(kept) + b"</" + around.tag.name + b">"
        return edited(data, [(around.tag.start, around.end, whole)])

    def _draw(self) -> None:
        """Draw a box for each new comment, and none for those that are gone."""
        name = self.package.related(self.sheet, "vmlDrawing")
        if not (self.new or (self.gone and name)):
            return
        name = name or self._begun_boxes()
        data = self.package.parts[name]
        if self.gone:
            data = _SHAPE.sub(lambda found: b"" if _spot(found[0]) in self.gone else found[0], data)
        end = data.rfind(b"</xml>")
        if end < 0:
            return
        first = self._first_number(data)
        drawn = b"".join(_box(first + at, spot) for at, spot in enumerate(self.new))
        kind = b"" if b'"_x0000_t202"' in data or not drawn else _TYPE
        data = data[:end] + kind + drawn + data[end:]
        self.package.parts[name] = _with_blocks(data)

    def _begun_boxes(self) -> str:
        name = self.package.free("xl/drawings/vmlDrawing{}.vml")
        self.package.parts[name] = _NEW_BOXES.format(self._free_block()).encode()
        self.package.declare(name, _BOXES)
        own = self.package.relate(self.sheet, "vmlDrawing", name)
        data = self.package.text(self.sheet)
        root = element(data, b"worksheet")
        assert root is not None
        said = f'legacyDrawing xmlns:r="{OFFICE}" r:id="{own}"/>'.encode()
        at = _place(data, root)
        self.package.parts[self.sheet] = edited(data, [(at, at, b"<" + root.tag.prefix + said)])
        return name

    def _free_block(self) -> int:
        """Return a block of a thousand numbers of boxes that no sheet has taken."""
        parts = (data for name, data in self.package.parts.items() if name.endswith(".vml"))
        return 1 + max((block for data in parts for block in _blocks(data)), default=0)

    def _first_number(self, data: bytes) -> int:
        taken = [int(number) for number in _NUMBERS.findall(data)]
        return max([min(_blocks(data), default=1) * _BLOCK, *taken]) + 1


def _with_author(data: bytes) -> tuple[bytes, int]:
    """Return comments with us among their authors, and which we are."""
    around = element(data, b"authors")
    if around is None:
        return data, 0
    names = [
        data[one.first : one.last]
        for one in elements(data, b"author", start=around.first, stop=around.last)
    ]
    if b"Phaen" in names:
        return data, names.index(b"Phaen")
    author = around.tag.prefix + b"author"
    own = b"<" + author + b">Phaen</" + author + b">"
    opened = b"<" + around.tag.name + b">" + data[around.first : around.last] + own
    whole = opened + b"</" + around.tag.name + b">"
    return edited(data, [(around.tag.start, around.end, whole)]), len(names)


def _comment(prefix: bytes, spot: Spot, author: int, text: str) -> bytes:
    opened = b"<" + prefix + f'comment ref="{reference(spot)}" authorId="{author}">'.encode()
    inner = b"<" + prefix + b"text>" + _run(prefix, text) + b"</" + prefix + b"text>"
    return opened + inner + b"</" + prefix + b"comment>"


def _run(prefix: bytes, text: str, before: str = "") -> bytes:
    said = told(f"{before}{LEAD}\n{text}"[:_LONGEST]).encode()
    opened = b"<" + prefix + b"r><" + prefix + b't xml:space="preserve">'
    return opened + said + b"</" + prefix + b"t></" + prefix + b"r>"


def _with_ours(comment: bytes, prefix: bytes, text: str) -> bytes:
    """Return a comment with our text below its own."""
    around = element(comment, b"text")
    if around is None or around.tag.empty:
        return comment
    inner = comment[around.first : around.last]
    if not any(elements(inner, b"r")):  # a text without runs must become one before another
        inner = b"<" + prefix + b"r>" + inner + b"</" + prefix + b"r>"
    return edited(comment, [(around.first, around.last, inner + _run(prefix, text, "\n"))])


def _without_ours(comment: bytes) -> bytes:
    """Return a comment without what Phaen said, nothing where it says no more then."""
    at = _start_of_ours(comment)
    around = element(comment, b"text")
    if at < 0 or around is None:
        return comment
    opened: list[tuple[bytes, int, int]] = []
    for tag in tags(comment, start=around.first, stop=at):
        if tag.closing:
            opened.pop()
        elif not tag.empty:
            opened.append((tag.name, tag.start, tag.end))
    end = at
    # A run that holds nothing before our text goes with it, whatever its letters look like.
    while opened and (end != at or not comment[opened[-1][2] : end].strip()):
        end = opened.pop()[1]
    left = comment[:end].rstrip(b"\n") if opened else comment[:end]
    closed = b"".join(b"</" + name + b">" for name, _, _ in reversed(opened))
    if not any(_texts(left + closed)):
        return b""
    return left + closed + comment[around.last :]


def _start_of_ours(comment: bytes) -> int:
    """Return where what Phaen said begins, -1 where it said nothing.

    LibreOffice parts a text where other letters begin, and so even our sign.
    """
    texts = [(one.first, one.last) for one in elements(comment, b"t")]
    at = b"".join(comment[first:last] for first, last in texts).find(LEAD.encode())
    for first, last in texts if at >= 0 else ():
        if at < last - first:
            return first + at
        at -= last - first
    return -1


def _texts(text: bytes) -> Iterator[Element]:
    return (one for one in elements(text, b"t") if text[one.first : one.last].strip())


def _place(data: bytes, root: Element) -> int:
    """Return where in a worksheet the reference to its boxes must stand."""
    depth, cells = 0, element(data, b"sheetData")
    for tag in tags(data, start=cells.end if cells else root.first, stop=root.last):
        if not depth and not tag.closing and tag.local in _BEHIND:
            return tag.start
        depth += 0 if tag.empty else -1 if tag.closing else 1
    return root.last


def _box(number: int, spot: Spot) -> bytes:
    row, column = spot[0] - 1, spot[1]
    return _BOX.format(
        id=number, row=row, column=column,
        left=column + 1, right=column + 4, top=max(row - 1, 0), bottom=row + 6,
    ).encode()  # fmt: skip


def _spot(shape: bytes) -> Spot | None:
    """Return the cell whose comment a shape shows, None for a button or tick box."""
    if not re.search(rb"""ObjectType\s*=\s*["']Note["']""", shape):
        return None
    row, column = (
        re.search(rb"<x:" + name + rb">\s*([0-9]+)\s*</x:" + name + rb">", shape)
        for name in (b"Row", b"Column")
    )
    return (int(row[1]) + 1, int(column[1])) if row and column else None


def _blocks(data: bytes) -> list[int]:
    found = _IDMAP.search(data)
    return [int(one) for one in re.findall(rb"[0-9]+", found[2])] if found else []


def _with_blocks(data: bytes) -> bytes:
    """Return boxes that say which blocks of numbers they take."""
    taken = {int(number) // _BLOCK for number in _NUMBERS.findall(data)} - {0}
    blocks = ",".join(map(str, sorted(taken or _blocks(data)))).encode()
    return _IDMAP.sub(lambda found: found[1] + blocks + found[3], data, count=1)
