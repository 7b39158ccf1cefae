"""Files as their readers meet them: markup without its tags, tables by cell, data by value."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from generator.machine.artifact import ASSETS
from generator.plan.read import cells_in, placed_cells, read_yaml
from generator.problems import Place, Report

# Lines of markup are looked through together, each ended by this sign: no pattern passes over it.
_END = "\0"
# Tags that a reader does not see: a number within them is one number. Any other parts.
_WITHIN = re.compile(
    r"</?(?:span|ph-k|wbr|b|i|u|s|em|strong|mark|sub|sup|ins|del|kbd|abbr|code)(?:\s[^<>\0]*)?/?>",
    re.I,
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z/!?][^<>\0]*>")
# A tag that is not written as we write one: a comment, a bare value. It is read whole.
_ODD_TAG = re.compile(
    r"<(?!/?[a-zA-Z][a-zA-Z0-9-]*(?:\s+[a-zA-Z:-]+(?:=\"[^\"<>\0]*\")?)*\s*/?>)([A-Za-z/!?][^<>\0]*)>"
)
_VALUE = re.compile(r"""\s([a-zA-Z:-]+)\s*=\s*(?:"([^"\0]*)"|'([^'\0]*)')""")
# Lines that are drawn and how things look: figures that nobody reads as a number.
_DRAWN = frozenset({"d", "points", "viewBox", "viewbox", "transform", "style", "class"})
_SCRIPT = re.compile(r"\(self\.(\w+)=self\.\1\|\|\[\]\)\.push\((.*)\);\n?", re.DOTALL)
_ADDRESS = re.compile(r"https?:|assets/|\.\./|[A-Za-z0-9/-]+\.html")
# A folder of ours that is named by a digest.
FOLDER_OF_DIGEST = re.compile(f"{ASSETS}(?:/|$)")
_BETWEEN_PARTS = re.compile("[/?&=#]")
_FRONT = re.compile('\0(?:title|description): "([^\0]*)"(?=\0)')
_HEADING = re.compile("\0#{1,6} ")
# What a page tells programs of itself: in its source a text with JSON in it, in the page a block.
_TOLD = re.compile(
    '\0(?:ld: ("[^\0]*")|<script type="application/ld[+]json">([^\0<]*)</script>)(?=\0)'
)
_ESCAPED = re.compile("(?:%[0-9A-Fa-f]{2})+")
_MARKUP = frozenset({".md", ".html", ".htm", ".xml", ".svg", ".rss"})


def texts_of(path: str, data: bytes, seen: set[str]) -> Iterator[str]:
    """Yield the texts of a text file by its kind, which its ending tells.

    Lines of markup in `seen` are passed over, the others put there: head and foot stand on every
    page, rows in many lists. Never raises.
    """
    ending = PurePosixPath(path).suffix.lower()
    text = data.decode("utf-8-sig", "replace")
    if ending in _MARKUP:
        yield from _markup(text, seen)
    else:
        yield from _READERS.get(ending, _lines)(text, data)


def _markup(text: str, seen: set[str]) -> Iterator[str]:
    """Yield what stands between tags, and in them, of each new line."""
    new = [line for line in dict.fromkeys(text.split("\n")) if line not in seen]
    seen.update(new)
    lines = f"{_END}{_END.join(one.replace(_END, '') for one in new)}{_END}"
    for front in _FRONT.findall(lines):
        # The page's name stands in its body too; what follows it in a description is ours.
        yield from map(html.unescape, front.rsplit(" – ", maxsplit=1))
    for source, block in _TOLD.findall(lines):
        yield from _told(source, block)
    lines = _HEADING.sub(_END, _TOLD.sub("", _FRONT.sub("", lines)))
    yield from _in_tags(lines, seen)
    lines = _BREAK.sub("\n", _WITHIN.sub("", lines))
    for piece in dict.fromkeys(_TAG.sub(_END, lines).split(_END)):
        if piece and not piece.isspace():
            yield html.unescape(piece) if "&" in piece else piece


def _told(source: str, block: str) -> Iterator[str]:
    """Yield each value that programs are told; what is no JSON is read as the line that it is."""
    try:
        value = json.loads(json.loads(source) if source else block)
    except (TypeError, ValueError, RecursionError):
        yield source or block
    else:
        yield from _texts_in(value)


def _in_tags(lines: str, seen: set[str]) -> Iterator[str]:
    """Yield the values of attributes, and whatever in a tag is none: comments, bare values."""
    for name, double, single in dict.fromkeys(_VALUE.findall(lines)):
        value = double or single
        if name not in _DRAWN and (told := f"{_END}{value}") not in seen:
            seen.add(told)
            yield from _of_value(value)
    yield from map(html.unescape, dict.fromkeys(_ODD_TAG.findall(lines)))


def _of_value(value: str) -> Iterator[str]:
    """Yield an attribute's value as it is meant; of an address its parts, which many share."""
    text = html.unescape(value) if "&" in value else value
    text = _ESCAPED.sub(_unescaped, text) if "%" in text else text
    if not _ADDRESS.match(text):
        yield text
        return
    path, _, query = FOLDER_OF_DIGEST.sub("", text).partition("?")
    yield from parts_of(path)
    yield from parts_of(query) if "://" in query else (query,)


def parts_of(path: str) -> Iterator[str]:
    """Yield the names that a path or an address is made of, without the endings of pages."""
    for part in _BETWEEN_PARTS.split(path):
        yield part.removesuffix(".html").removesuffix(".md")


def _unescaped(run: re.Match[str]) -> str:
    """Return a run of `%E0%B8%81`, of which a page has many, faster than the library does."""
    return bytes.fromhex(run[0].replace("%", "")).decode(errors="replace")


def _lines(text: str, _data: bytes) -> Iterator[str]:
    yield from text.split("\n")


def _table(_text: str, data: bytes) -> Iterator[str]:
    yield from (text for _, _, text in placed_cells(data))


def _values(text: str, data: bytes) -> Iterator[str]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        yield from _lines(text, data)
        return
    yield from _texts_in(value)


def _script(text: str, data: bytes) -> Iterator[str]:
    """Yield the values of a data script: a column has a line for each row (`render.search`)."""
    match = _SCRIPT.fullmatch(text)
    if match is None:
        yield from _lines(text, data)
        return
    for value in _values(match[2], match[2].encode()):
        for row in value.split("\n"):
            yield row.replace("\r", "\n")


def _settings(text: str, data: bytes) -> Iterator[str]:
    """Yield the lines of a YAML file, for its comments, and its keys and texts, for its escapes."""
    if text.startswith("{"):  # ours, and JSON
        yield from _values(text, data)
        return
    yield from _lines(text, data)
    tree = read_yaml(data, Place(""), Report())
    if tree is not None:
        yield from (cell.text for cell in cells_in(tree))


def _texts_in(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            yield from one
            waiting += list(one.values())
        elif isinstance(one, list):
            waiting += one
        else:
            yield str(one)


# What a calendar's long line goes on with, the name before what it says, and what parts its lines.
_FOLDED = re.compile(r"\r?\n[ \t]")
_PROPERTY = re.compile(r"[A-Za-z-]+(?:;[^:\n]*)?:(.*)")
_ESCAPED_SIGN = re.compile(r"\\([\\;,])")


def _calendar(text: str, _data: bytes) -> Iterator[str]:
    """Yield what a calendar says, each line of a text by itself."""
    for line in _FOLDED.sub("", text).splitlines():
        told = _PROPERTY.fullmatch(line)
        for part in re.split(r"\\[nN]", told[1] if told else line):
            yield _ESCAPED_SIGN.sub(r"\1", part)


_READERS: Mapping[str, Callable[[str, bytes], Iterator[str]]] = {
    ".csv": _table,
    ".json": _values,
    ".jsonld": _values,
    ".yml": _settings,
    ".yaml": _settings,
    ".js": _script,
    ".ics": _calendar,
}
