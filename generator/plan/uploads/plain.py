"""How nearly every program writes the cells of a worksheet, so that they are taken at once.

A sheet of ten thousand rows has half a million elements, and walking them takes seconds. A part in
which anything is written otherwise is left whole to whoever walks it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SPACE = rb'(?: xml:space="preserve")?'
#: Groups: letters of the column, row, style, kind, value, and text that is written in the cell.
CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,6})")?'
    rb'(?: t="(n|s|b|e|str|inlineStr)")?'
    rb"(?: ?/>|></c>|><v ?/></c>|><v" + SPACE + rb">([^<]*)</v></c>"
    rb"|><is><t" + SPACE + rb">([^<]*)</t></is></c>)"
)
_STEP = CELL.groups + 1
_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?"
    rb"(?:<\?xml(?![^<>]*encoding\s*=\s*[\"'](?!(?i:utf-8)[\"']))[^<>]*\?>)?"
    rb"\s*<(?:worksheet|sst)(?:\s[^<>]*)?\sxmlns=[\"']" + re.escape(_MAIN) + rb"[\"']"
)
BEGIN, END = b"<sheetData>", b"</sheetData>"
# What the patterns may take for a cell, or for the end of one.
_OTHER = (b"<![CDATA[", b"<!--", b"<!DOCTYPE")
# Letters by their decimal numbers come in runs: so lxml makes openpyxl write every Thai word.
_ENTITY = re.compile("&(?:#([0-9]+(?:;&#[0-9]+){0,63})|#x([0-9A-Fa-f]+)|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
# What no text of XML has, and what one has only where a parser knows it.
_CONTROLS = bytes({*range(0x20)} - {9, 10, 13})
_NO_TEXT = (b"\xef\xbf", b"]]>")  # U+FFFE, U+FFFF and some signs before them
_UNKNOWN = re.compile(  # of signs by their numbers all below 10,000, or U+D000, that XML may hold
    rb"&(?!(?:amp|lt|gt|quot|apos|#0{0,4}(?:9|1[03]|3[2-9]|[4-9][0-9]|[1-9][0-9]{2,3})|#x0{0,4}"
    rb"(?:[9AaDd]|[2-9A-Fa-f][0-9A-Fa-f]|[1-9A-Fa-f][0-9A-Fa-f]{2}|[1-9A-Ca-c][0-9A-Fa-f]{3}));)"
)
_KINDS = {
    one and one.encode(): one or "n" for one in (None, "n", "s", "b", "e", "str", "inlineStr")
}
_STARTS = (b"<c ", b"<v", b"<is", b"<t")
_ROW_ENDS = b"</row>"
# A parser hands a longer text over in pieces.
_LONGEST = 8_000
#: The instruction that stands in a part where cells were taken out, which has no other.
MARK = "phaen-cells"
_MARK = f"<?{MARK}?>".encode()
#: Bytes: a declaration of XML begins before.
DECLARED = 4


def as_read(part: bytes) -> bytes:
    """Return a part with the ends of its lines as every reader of XML has them."""
    return part.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in part else part


def is_plain(part: bytes) -> bool:
    """Whether a part is a sheet or a list of texts in UTF-8, and has markup of elements only.

    Names without a prefix mean the same in all of it.
    """
    if part.count(b"xmlns") - part.count(b"xmlns:") != 1:
        return False
    return bool(_HEAD.match(part)) and not any(sign in part for sign in _OTHER)


def text_of(written: bytes) -> str:
    """Return what a text says that is written with the five named entities, or with numbers."""
    text = written.decode()
    return _ENTITY.sub(_sign, text) if "&" in text else text


def _sign(found: re.Match[str]) -> str:
    return _meant(*found.groups())


@lru_cache(maxsize=4096)  # a table says few words, often
def _meant(decimals: str | None, hexadecimal: str | None, name: str | None) -> str:
    if name:
        return _NAMED[name]
    if decimals:
        return "".join(chr(int(one)) for one in decimals.split(";&#"))
    return chr(int(hexadecimal or "0", 16))


#: Kind, style (empty for none) and text of a cell, as its attributes and its value have them.
Taken = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class TakenCells:
    """A worksheet's `part` with a MARK for the cells of each row, and these in the same order.

    `elements` counts those that were taken out.
    """

    part: bytes
    rows: Sequence[Sequence[Taken]]
    elements: int

    @classmethod
    def of(cls, part: bytes) -> TakenCells | None:
        """Take the cells out of a part; None where any of it is not plain, or may be no XML.

        What is left tells a parser all else, and is XML where the part is.
        """
        part = as_read(part)
        parted = _parted(part)
        if parted is None:
            return None
        head, cells, tail = parted
        left: list[bytes] = []
        rows: list[list[Taken]] = []
        known: dict[bytes | None, str] = {}  # a sheet says most of its texts more than once
        for row in cells.split(_ROW_ENDS):
            found = CELL.split(row)
            if len(found) == 1:
                left.append(row)
                continue
            taken = _taken(found, known)
            between = any(found[_STEP:-1:_STEP])
            if between or any(len(text) > _LONGEST for _, _, text in taken):
                return None
            rows.append(taken)
            left.append(found[0] + _MARK + found[-1])
        kept = _ROW_ENDS.join(left)
        whole = b"".join((head, BEGIN, kept, END, tail))
        elements = sum(cells.count(sign) - kept.count(sign) for sign in _STARTS)
        return cls(whole, rows, elements) if _is_bare(whole, len(rows)) else None


def without_cells(part: bytes) -> tuple[bytes, Mapping[str, int]]:
    """Return a part without its plain cells, and how many elements of each name went with them.

    A parser takes it for XML where it does the part: something stands where a cell stood.
    """
    parted = _parted(as_read(part))
    if parted is None:
        return part, {}
    head, cells, tail = parted
    left, count = CELL.subn(_MARK, cells)
    bare = b"".join((head, BEGIN, left, END, tail))
    if not _is_bare(bare, count):
        return part, {}
    values, texts = (cells.count(sign) - left.count(sign) for sign in (b"<v", b"<is"))
    return bare, {"c": count, "v": values, "is": texts, "t": texts}


def _parted(part: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Return what stands before the cells of a worksheet, these, and what stands after them.

    None where these may be no XML.
    """
    head, begun, rest = part.partition(BEGIN)
    cells, ended, tail = rest.partition(END)
    return (head, cells, tail) if begun and ended and _is_text(cells) else None


def _is_bare(part: bytes, marks: int) -> bool:
    """Whether a part from which cells were taken has nothing that could have held one as text.

    Comments and instructions may say anything; in a cell there is no sign with which they begin.
    """
    return is_plain(part) and part.count(b"<?", DECLARED) == marks


def _taken(found: Sequence[bytes | None], known: dict[bytes | None, str]) -> list[Taken]:
    """Return the cells of a row that was split at them; `known` is what texts were met."""
    taken = []
    for style, kind, value, text in zip(*(found[at::_STEP] for at in (3, 4, 5, 6)), strict=True):
        written = text if value is None else value
        said = known.get(written)
        if said is None:
            said = known[written] = text_of(written or b"")
        taken.append((_KINDS[kind], style.decode() if style else "", said))
    return taken


def _is_text(part: bytes) -> bool:
    """Whether a parser of XML takes all that is between the elements of a part as it stands."""
    if len(part.translate(None, _CONTROLS)) < len(part) or any(sign in part for sign in _NO_TEXT):
        return False
    try:
        part.decode()
    except UnicodeDecodeError:
        return False
    return not _UNKNOWN.search(part)
