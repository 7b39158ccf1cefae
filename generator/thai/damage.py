"""Thai text that lost its letters on the way: read as another code page, or turned into `???`.

Owns the look of such text, and nothing of where it stands. Every function takes any string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# UTF-8 writes every Thai letter with one of these two beginnings.
_BEGINNINGS = (b"\xe0\xb8", b"\xe0\xb9")
_THAI_PAGE = "cp874"
# What Thai UTF-8 is read as by a program that takes it for something else.
_PAGES = ("latin-1", "cp1252", "mac_roman", "cp437", "cp850", "cp1251")
# Thai text has เธ and เน too, but never three of them with one letter between.
_THAI_PIECES, _PIECES_ELSE = 3, 2

_NO_BREAK = re.compile("[\u00a0\u2007\u202f]")
_THAI = re.compile("[ก-๛]")
# Windows-874 read as Latin-1: no language has three such letters in a row.
# Powers and fractions are in that page, too.
_FIGURES = "(?![°²³¹¼½¾·×÷±]+(?![\u00a1-\u00fb]))"
_AS_LATIN = re.compile(f"{_FIGURES}[\u00a1-\u00ce\u00e0-\u00e4][\u00a1-\u00da\u00df-\u00fb]{{2,}}")
# The same once more: what Latin-1 made of Windows-874 became UTF-8, and was read as Latin-1 or as
# Windows-874; and UTF-8 read two bytes at a time, as Chinese.
_PIECES = (
    "(?:[ÃÂ].){3,}",
    r"(?=\S*[\x80-\x9f€…‘’“”•–—\ufffd])(?:[ยร].){4,}",
    "(?:[喔喙].{0,2}?){2,}",
)
# Letters that a program wrote as codes. One is enough where nobody types such a thing; pages may
# have a letter as an entity.
_CODES = (
    r"(?:&#(?:35[89][0-9]|36[0-7][0-9]|x0?[eE][0-9a-fA-F]{2});){3,}",
    r"\\u0[eE][0-7][0-9a-fA-F]",
    r"=[eE]0=[bB][89]=[0-9a-fA-F]{2}",
    r"\\x[eE]0\\x[bB][89]\\x[0-9a-fA-F]{2}",
)
_CODED = re.compile("|".join(_CODES))
_MARKUP = re.compile(
    r"&(?:nbsp|amp|quot|lt|gt|apos|[lr]dquo|ndash|#[0-9]{2,4}|#[xX][0-9a-fA-F]{2,4});"
    r"|</?(?:br|p|div|span|td|tr|b|i|u|font|strong)(?:\s[^<>]{0,200})?\s?/?>",
    re.IGNORECASE,
)
# What a program without Thai letters puts in their place; addresses may have a ? or two.
_LOST = re.compile("[?\uff1f]{3,}|\ufffd{2,}")
_ADDRESS = re.compile(r"https?://\S+")


def _read_as(page: str, data: bytes) -> str:
    """Return what `page` shows of `data`, as it is stored; empty where it shows nothing."""
    try:
        return _NO_BREAK.sub(" ", data.decode(page)).replace("\u00ad", "")
    except UnicodeDecodeError:
        return ""


def _alternatives(texts: list[str]) -> str:
    return "(?:" + "|".join(map(re.escape, texts)) + ")"


_PLAIN = re.compile("[\n\r\t -~ก-๛]*")
_MAY_BE_CODED = re.compile(r"&#|\\[ux]|=[eE]0")
_THAI_BEGINNINGS = [_read_as(_THAI_PAGE, one) for one in _BEGINNINGS]
_AS_THAI = re.compile(f"(?:{_alternatives(_THAI_BEGINNINGS)}.?){{{_THAI_PIECES},}}", re.DOTALL)


def _shapes() -> Iterator[str]:
    """Yield patterns of Thai UTF-8 read as one page, or as two, one after the other."""
    yield _AS_THAI.pattern
    for page in _PAGES:
        once = _alternatives([_read_as(page, one) for one in _BEGINNINGS])
        yield f"(?:{once}.?){{{_PIECES_ELSE},}}"
    yield from _PIECES
    for first in ("latin-1", "cp1252", _THAI_PAGE):
        for second in ("latin-1", "cp1252", _THAI_PAGE):
            seen = [one.decode(first).encode() for one in _BEGINNINGS]
            if all(twice := [_read_as(second, one) for one in seen]):
                yield f"(?:{_alternatives(twice)}.{{0,6}}?){{{_PIECES_ELSE},}}"


_GARBLED = re.compile("|".join(dict.fromkeys(_shapes())), re.DOTALL)


def garbled(text: str) -> str:
    """Return the first piece that is Thai read as another code page; empty where there is none."""
    if text.isalnum() and text.isascii():
        return ""
    if _PLAIN.fullmatch(text):  # nearly every text, and none of the patterns needs to be tried
        found = _AS_THAI.search(text) if _may_be_read_as_thai(text) else None
        found = found or (_CODED.search(text) if _MAY_BE_CODED.search(text) else None)
        return found[0] if found else ""
    if found := _GARBLED.search(text) or _CODED.search(text):
        return found[0]
    found = None if _THAI.search(text) else _AS_LATIN.search(text)
    return found[0] if found else ""


def _may_be_read_as_thai(text: str) -> bool:
    return sum(map(text.count, _THAI_BEGINNINGS)) >= _THAI_PIECES


def markup(text: str) -> str:
    """Return the first piece that a page's code left in a text: `&nbsp;`, `<br>`; or nothing."""
    if "&" not in text and "<" not in text:
        return ""
    found = _MARKUP.search(text)
    return found[0] if found else ""


def lost(text: str) -> str:
    """Return the first run of signs that stand where letters were; empty where there is none."""
    if "??" not in text and "\ufffd" not in text and "\uff1f" not in text:
        return ""
    found = _LOST.search(_ADDRESS.sub("", text))
    return found[0] if found else ""
