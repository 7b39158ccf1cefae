"""Bytes that no format explains → the texts that stand in them, and whether a position does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.plan.uploads.markup import FEWEST_DIGITS, listed, telling

_WORDS = re.compile(
    "[\u0e01-\u0e5b]{4}|[A-Za-z]{3}[\\w.+-]*@[A-Za-z]{3}|[A-Z][a-z]+[. ]+[A-Z][a-z]{2}"
)

# Letters and Thai as UTF-8, UTF-16 in both orders, and as older Thai programs write them.
_UTF8 = re.compile(rb"(?:[\x20-\x7e]|\xe0[\xb8\xb9][\x80-\xbf]){6,}")
_UTF16_LE = re.compile(rb"(?:[\x20-\x7e]\x00|[\x01-\x5b]\x0e){5,}")
_UTF16_BE = re.compile(rb"(?:\x00[\x20-\x7e]|\x0e[\x01-\x5b]){5,}")
_CP874 = re.compile(rb"[\x20-\x7e\xa1-\xda\xdf-\xfb]{6,}")
_UNPACKED = re.compile(
    rb"[0-9](?:[ .-]?[0-9]){8,}"
    rb"|(?:\xe0[\xb8\xb9][\x80-\xbf]){4,}(?: ?(?:\xe0[\xb8\xb9][\x80-\xbf])+)*"
)
_PRINTABLE = bytes([*range(0x20, 0x7F), 0, 9, 10, 13, *range(0xA1, 0xFC)])
# Words of EXIF and XMP (one maker's misspelt), what receivers say (NMEA), what films note (ISO
# 6709, GoPro), what people and programs write, and a pair of decimals that lies in Thailand.
NAMED_POSITION = "(?i:gps(?:dest)?(?:latitude|longt?itude)|gpsposition)"
_POSITION = re.compile(
    NAMED_POSITION.encode() + rb"|\$G[ABLNPQ](?:GGA|RMC|GLL|GNS),"
    rb"|[+-]\d{2,6}\.\d{3,}[+-]\d{3,7}\.\d{3,}|\xa9xyz|GPS5STRM|GPS9"
    rb"|(?i:\blat(?:itude)?|\blon(?:g(?:itude)?)?)[\"':= >]{1,4}-?\d{1,3}\.\d{3,}|geo:-?\d{1,3}\.\d"
    rb"|(?<![\d.])(?:[5-9]|1\d|20)\.\d{4,}\s*[, ]\s*(?:9[7-9]|10[0-5])\.\d{4,}"
)


def has_position(data: bytes) -> bool:
    """Whether bytes name a position in one of the ways that cameras do."""
    wide = b"G\0P\0S\0" in data or b"\0G\0P\0S" in data
    return bool(_POSITION.search(data) or (wide and _POSITION.search(data.replace(b"\0", b""))))


def strings(data: bytes) -> str:
    """Return the texts in some bytes that may hold what the gate looks for."""
    return listed(dict.fromkeys(one for one in _found(data) if telling(one) and _meant(one)))


def plain_strings(data: bytes) -> str:
    """Return long numbers and Thai that stand unpacked among packed bytes: soon looked for."""
    return listed(dict.fromkeys(one[0].decode("utf-8") for one in _UNPACKED.finditer(data)))


def _meant(text: str) -> bool:
    """Whether a run says something; among other bytes short ones are chance."""
    return bool(_WORDS.search(text)) or sum(map(str.isdigit, text)) >= FEWEST_DIGITS


def _found(data: bytes) -> Iterator[str]:
    yield from (one[0].decode("utf-8") for one in _UTF8.finditer(data))
    yield from (one[0].decode("utf-16-le", "replace") for one in _UTF16_LE.finditer(data))
    yield from (one[0].decode("utf-16-be", "replace") for one in _UTF16_BE.finditer(data))
    # Among other bytes such runs are chance.
    if not data.translate(None, _PRINTABLE):
        yield from (one[0].decode("cp874", "replace") for one in _CP874.finditer(data))
