"""Where a text still stands below a folder: in bytes of any coding, in archives, papers, pictures.

The folding here is its own, and coarser than the program's: letters and digits alone count.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from generator.plan.uploads import inspect

_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
_PARTS = re.compile("[^0-9a-z\u0e01-\u0e3a\u0e40-\u0e4e]+")
_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b]?)\u0e33")
_DIGITS = {ord(sign): str(number) for number, sign in enumerate("๐๑๒๓๔๕๖๗๘๙")}
_TAG = re.compile("<[^<>]{0,2000}>")
_CODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp874")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_SPOKEN = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")


def folded(text: str) -> str:
    """Return a text as letters and digits alone, marks of one letter in one order."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.replace("เเ", "แ")).translate(_DIGITS)
    kept = _PARTS.sub("", text.casefold())
    kept = _AM.sub(r"\1\2า", kept)  # NFKC parts ำ
    return _MARKS.sub(lambda found: "".join(sorted(found[0])), kept)


def spellings(text: str) -> tuple[str, ...]:
    """Return a text folded, and a telephone number also as it is said abroad, or in words."""
    plain = folded(text)
    if not plain.isdecimal():
        return (plain,)
    words = folded("".join(_SPOKEN[int(one)] for one in plain))
    return (plain, words, *([f"66{plain[1:]}"] if plain.startswith("0") else []))


def holding(folder: Path, texts: Iterable[str], but: Iterable[str] = ()) -> list[str]:
    """Return every file below a folder that holds one of the texts, or whose name does.

    Files below folders called as one of `but` are passed over.
    """
    wanted = [one for text in texts for one in spellings(text)]
    passed = set(but)
    found = []
    known: dict[bytes, bool] = {}
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if passed.intersection(parts[:-1]) or path.is_dir():
            continue
        if path.is_file() and (digest := _digest(path)) not in known:
            known[digest] = holds(path.name, path.read_bytes(), wanted)
        if _any(path.name, wanted) or (path.is_file() and known[digest]):
            found.append("/".join(parts))
    return found


def _digest(path: Path) -> bytes:
    return hashlib.sha256(path.suffix.encode() + path.read_bytes()).digest()


def holds(name: str, data: bytes, wanted: Iterable[str]) -> bool:
    """Whether a file's bytes hold one of the texts, folded as `spellings` does."""
    wanted = list(wanted)
    return any(_any(text, wanted) for text in _texts(name, data))


def _any(text: str, wanted: Iterable[str]) -> bool:
    plain = folded(text)
    return any(one in plain for one in wanted)


def _texts(name: str, data: bytes, depth: int = 0) -> Iterator[str]:
    for coding in _CODINGS:
        text = data.decode(coding, "ignore")
        yield text
        if coding == "utf-8":
            yield from _said(text)
    if depth > 4:
        return
    for inner, more in _within(data):
        yield inner
        yield from _texts(inner or name, more, depth + 1)
    if not data.startswith(b"\x1f\x8b"):
        yield from (one.text for one in inspect(name, data).texts)


def _said(text: str) -> Iterator[str]:
    """Yield a text as readers of pages, of addresses and of JSON meet it."""
    yield html.unescape(_TAG.sub("", text))
    if "%" in text:
        yield unquote(text)
    if "\\u" in text:
        yield re.sub(r"\\u[0-9a-fA-F]{4}", lambda one: json.loads(f'"{one[0]}"'), text)


def _within(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what is packed in a file: members of an archive, a stream, streams of a PDF."""
    if data.startswith(b"PK\x03\x04") and zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for one in archive.infolist():
                yield one.filename, archive.read(one)
    elif data.startswith(b"\x1f\x8b"):
        yield "", gzip.decompress(data)
    elif data.startswith(b"%PDF"):
        for found in _STREAM.finditer(data):
            try:
                yield "", zlib.decompressobj().decompress(found[1])
            except zlib.error:
                continue
