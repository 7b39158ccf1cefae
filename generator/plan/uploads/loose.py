"""What stands in a PDF beside its objects: comments, texts out of reach, bytes behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.plan.uploads.image import worded
from generator.plan.uploads.markup import listed
from generator.plan.uploads.strings import strings

_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_TABLE = re.compile(rb"\bxref\b.*?\btrailer\b", re.DOTALL)
_COMMENT = re.compile(rb"%(?!PDF-|%EOF)([^\r\n]{4,})")
_LITERAL = re.compile(rb"\(((?:\\.|[^\\()])*)\)", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
# What a reading machine is told in place of what is drawn.
_TOLD = re.compile(
    rb"/(?:ActualText|Alt|E|Contents|T)\s*(\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>)", re.DOTALL
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b""}


def behind(data: bytes) -> bytes:
    """Return what stands behind the end of the file, but for blanks and zeros."""
    end = data.rfind(b"%%EOF")
    return data[end + 5 :].strip(b"\0 \t\r\n\x1a") if end >= 0 else b""


def loose_texts(data: bytes) -> Iterator[str]:
    """Yield the comments and the texts of every object, reached or not, outside of streams."""
    bare = _TABLE.sub(b"\n", _STREAM.sub(b"\n", data))
    for comment in _COMMENT.finditer(bare):
        yield strings(comment[1])
    for literal in _LITERAL.finditer(bare):
        yield _text(_unescaped(literal[1]))
    for digits in _HEX.finditer(bare):
        yield _text(_bytes(digits[1]))


def literals(drawing: bytes) -> Iterator[str]:
    """Yield what a drawing tells in place of its pictures of letters, and its comments."""
    for told in _TOLD.finditer(drawing):
        inside = told[1][1:-1]
        yield _text(_unescaped(inside) if told[1].startswith(b"(") else _bytes(inside))
    if b"%" in drawing:
        yield from (strings(one[1]) for one in _COMMENT.finditer(drawing))


def spelt(drawing: bytes) -> str:
    """Return what a drawing spells where no font says which letters its signs are."""
    return listed(filter(None, (strings(_unescaped(one[1])) for one in _LITERAL.finditer(drawing))))


def _text(data: bytes) -> str:
    """Return a string that is text; digests and the like are none."""
    if data.isascii() or data.startswith((b"\xfe\xff", b"\xff\xfe")):
        return worded(data)
    return strings(data)


def _unescaped(data: bytes) -> bytes:
    return _ESCAPE.sub(_meant, data)


def _meant(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    if sign[:1].isdigit() and sign[0] < 0x38:
        return bytes([int(sign, 8) & 0xFF])
    return b"" if sign[-1:] == b"\n" else _PLAIN.get(sign, sign)


def _bytes(digits: bytes) -> bytes:
    plain = b"".join(digits.split()).decode("ascii")
    return bytes.fromhex(plain + "0" * (len(plain) % 2))
