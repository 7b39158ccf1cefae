"""Does a sealed year hold only what Phaen makes: pages, data, papers, and programs of a release.

A sealed file comes with a push, and its pages are published as they are. Whoever may push must not
thereby publish a program, or a page that leads its readers away, under the organisation's name.
Every page must be under the policy before anything else in it counts: under it only files of the
site itself can run, and of those every one is known, or holds data and nothing else.
"""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from generator.archive import faults as words
from generator.archive.bag import README, SITE, SOURCE
from generator.archive.faults import DamagedSealError, SealFault
from generator.archive.inert import (
    is_plain_calendar,
    is_plain_drawing,
    is_plain_style,
    is_plain_xml,
)
from generator.archive.shapes import CARDS, PAPERS, PHOTOS, Shapes
from generator.archive.zipped import SealedFile, opened
from generator.machine.artifact import ASSETS, EMBLEM
from generator.machine.layout import YEAR_PATTERN
from generator.machine.packaged import THEME
from generator.plan.formulas import guarded, unguarded
from generator.plan.read import text_of
from generator.plan.uploads import ENDINGS, inspect

# Digest and name of every file that a Phaen ever put among what pages load.
SHIPPED = THEME / "shipped.txt"

_ASSET = re.compile(f"({ASSETS})/(.+)")
_PLAIN_META = (
    rb'<meta (?:charset|name|property)="[a-z0-9:_-]+"(?: property="[a-z:_]+")?'
    rb'(?: content="[^"<>]*")?>'
)
_UNDER_POLICY = re.compile(
    rb'\s*<!doctype html>\s*<html lang="th"(?: class="[a-z -]*")?>\s*<head>'
    rb"(?:\s*" + _PLAIN_META + rb")*"
    rb'\s*<meta http-equiv="Content-Security-Policy" content="([^"<>]*)">'
)
# The policy says nothing of these: a page may go elsewhere by itself, or speak to another host.
_ANY_META, _ANY_LINK = re.compile(rb"<meta", re.IGNORECASE), re.compile(rb"<link", re.IGNORECASE)
_OUR_META = re.compile(_PLAIN_META)
_OUR_LINK = re.compile(
    rb'<link rel="(?:(?:icon|stylesheet|canonical)"[^<>]*'
    rb'|alternate" type="(?:application/atom\+xml|text/calendar)" href="[a-z0-9./-]+")>'
)
# What a page tells programs of itself: data, and nothing that a browser runs.
_DATA_BLOCK = re.compile(rb'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
# A year is sealed for ever: rules of size, notes or damage that came later must not undo it.
_ACTING = ("upload-kind", "upload-active")
# A cell that a spreadsheet would run, whichever sign parts the cells; a list that begins with a
# dash runs nothing.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_WITHIN = r"[^,;\t\n\"]{0,200}"
_ACTING_CELL = re.compile(
    rf"""(?:^|[,;\t])[" ]{{0,9}}(?:=[^\s=]|[+\-@](?:{_WITHIN}\|{_WITHIN}!|"""
    r"[0-9+\- ]{0,50}(?:hyperlink|webservice|import[a-z]{1,9}|filterxml|rtd|dde|call|exec|image)"
    r"[ ]{0,9}\())",
    re.IGNORECASE | re.MULTILINE | re.ASCII,
)
_YEAR_FILE = re.compile(f"{re.escape(SITE)}{YEAR_PATTERN}/(.+)", re.ASCII | re.DOTALL)
_CARD = re.compile(f"{re.escape(SITE)}{YEAR_PATTERN}/{CARDS}[^/]+", re.ASCII)
_PHOTO = re.compile(
    f"{re.escape(SITE)}{YEAR_PATTERN}/{re.escape(PHOTOS)}[0-9a-f]{{64}}[.]jpg", re.ASCII
)
_EMBLEM = re.compile(f"{re.escape(SITE)}{ASSETS}/{re.escape(EMBLEM)}")
_SET = re.compile(
    f"{re.escape(SITE)}{YEAR_PATTERN}/(?:{re.escape(PAPERS)}[a-z0-9-]+[.](?:pdf|xlsx|docx)"
    "|data/[a-z]+[.]xlsx)",
    re.ASCII,
)
_PNG_MAGIC = b"\x89PNG\r\n\x1a\n"
_PNG_HEAD = _PNG_MAGIC + b"\0\0\0\rIHDR" + (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")
_PIXELS = {b"IHDR", b"IDAT", b"IEND"}
_LARGEST_CARD = 3_000_000
_LARGEST_EMBLEM, _LARGEST_EMBLEM_EDGE = 20_000, 400  # room for releases that draw it larger
_COLOURS = re.compile(rb"[a-z(){}:;,#@ \n0-9-]+")


def harms(archive: SealedFile, shapes: Shapes) -> tuple[SealFault, ...]:
    """Return every file of the year that Phaen did not make so. Raises OSError."""
    folders: dict[str, dict[str, bytes]] = {}
    found = []
    for name in archive.names:
        if not name.startswith((SITE, SOURCE, README)):
            continue
        data = archive.read(name)
        if asset := _ASSET.fullmatch(name.removeprefix(SITE)):
            folders.setdefault(asset[1], {})[asset[2]] = data
            wrong = _asset_harm(asset[2], data, shapes)
        elif not name.startswith(SITE):
            wrong = _source_harm(name, data)
        else:
            wrong = _file_harm(name, data, shapes)
        if wrong:
            found.append(SealFault(f"{archive.top}/{name}", wrong))
    found += [
        SealFault(f"{archive.top}/{SITE}{folder}", words.FOREIGN)
        for folder, files in folders.items()
        if shapes.assets_address(files) != folder
    ]
    return tuple(found)


@cache
def shipped() -> frozenset[str]:
    """Return the SHA-256 and name of every asset of every release that this one knows."""
    return frozenset(SHIPPED.read_text(encoding="ascii").splitlines())


def _asset_harm(name: str, data: bytes, shapes: Shapes) -> str:
    if name == "search-data.js":
        return _data_harm(data, shapes)
    if name == EMBLEM:
        return "" if is_plain_emblem(data) else words.NOT_AN_EMBLEM
    if name == "colour.css":
        return "" if _COLOURS.fullmatch(data) else words.FOREIGN
    known = f"{hashlib.sha256(data).hexdigest()}  {name}"
    return "" if known in shipped() else words.FOREIGN


def _file_harm(name: str, data: bytes, shapes: Shapes) -> str:
    if _CARD.fullmatch(name):
        return "" if is_plain_card(data) else words.NOT_A_CARD
    ending = name.rpartition(".")[2].lower()
    if ending in ENDINGS:
        return _paper_harm(name, data)
    # Pages that are written by hand stand where they like; of all else the table says where.
    if ending != "html" and not _has_a_place(name, shapes):
        return words.FOREIGN_KIND
    return _LOOKS.get(ending, _text_harm)(data, shapes)


def _has_a_place(name: str, shapes: Shapes) -> bool:
    own = _YEAR_FILE.fullmatch(name)
    return shapes.holds(own[1]) if own else shapes.has_around(name.removeprefix(SITE))


def _paper_harm(name: str, data: bytes) -> str:
    acts = any(fault.code in _ACTING for fault in inspect(name, data).faults)
    return words.UNFIT_PAPER if acts else ""


def _source_harm(name: str, data: bytes) -> str:
    """Judge a file that staff wrote: it is kept as it was, so only what acts is harm."""
    if name.endswith(".xlsx"):
        return _paper_harm(name, data)
    text = text_of(data)
    if "\0" in text or ("\ufffd" in text and "\ufffd".encode() not in data):
        return words.NOT_TEXT
    return words.FORMULA if name.endswith(".csv") and _ACTING_CELL.search(text) else ""


def images_of(sealed: Path) -> dict[str, bytes]:
    """Return images, papers, reduced photographs and the emblem of a sealed file, by their path.

    Raises DamagedSealError where an image is no plain picture as we draw them, and OSError. What a
    photograph or an emblem shows is held against its source by who takes it.
    """
    found = {}
    with opened(sealed) as archive:
        for name in archive.names:
            if any(one.fullmatch(name) for one in (_PHOTO, _EMBLEM, _SET)):
                found[name.removeprefix(SITE)] = archive.read(name)
        for name in filter(_CARD.fullmatch, archive.names):
            found[name.removeprefix(SITE)] = data = archive.read(name)
            if not is_plain_card(data):
                raise DamagedSealError((SealFault(f"{archive.top}/{name}", words.NOT_A_CARD),))
    return found


def image_digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of the sharing images below a year's folder, by their path below it."""
    found = sorted((folder / CARDS).glob("*.png"))
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in found
    }


def is_plain_card(data: bytes) -> bool:
    """Whether a sharing image is a PNG of the size that we draw, and nothing but its pixels."""
    if not data.startswith(_PNG_HEAD) or len(data) > _LARGEST_CARD:
        return False
    return set(_chunks(data)) == _PIXELS


def is_plain_emblem(data: bytes) -> bool:
    """Whether an emblem is a small PNG, and nothing but its pixels and their colours."""
    head = data[16:24]
    sides = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")
    if len(data) > _LARGEST_EMBLEM or max(sides) > _LARGEST_EMBLEM_EDGE:
        return False
    kinds = _chunks(data)
    return kinds[:1] == [b"IHDR"] and set(kinds) <= {*_PIXELS, b"PLTE", b"tRNS"}


def _chunks(data: bytes) -> list[bytes]:
    """Return the kinds of a PNG's chunks, in order; none where it is cut, or goes on behind."""
    if not data.startswith(_PNG_MAGIC):
        return []
    at, kinds = len(_PNG_MAGIC), []
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        kinds.append(data[at + 4 : at + 8])
        at += 12 + size
    return kinds if at == len(data) and kinds[-1:] == [b"IEND"] else []


def is_our_page(page: bytes, shapes: Shapes) -> bool:
    """Whether a page begins as Phaen's do: under its policy before anything else in it counts."""
    return _beginning(page, shapes) is not None


def _beginning(page: bytes, shapes: Shapes) -> re.Match[bytes] | None:
    start = _UNDER_POLICY.match(page)
    known = start and html.unescape(start[1].decode("utf-8", "replace")) in shapes.policies
    return start if known else None


def _page_harm(page: bytes, shapes: Shapes) -> str:
    start = _beginning(page, shapes)
    if not start:
        return words.UNGUARDED
    rest = page[start.end() :]
    if not _is_text(page) or not rest.rstrip().endswith(b"</html>"):
        return words.UNGUARDED
    alike = ((_ANY_META, _OUR_META), (_ANY_LINK, _OUR_LINK))
    same = all(len(any_.findall(rest)) == len(ours.findall(rest)) for any_, ours in alike)
    if not same or not all(map(_is_json, _DATA_BLOCK.findall(rest))):
        return words.UNGUARDED
    return ""


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _data_harm(script: bytes, shapes: Shapes) -> str:
    return "" if shapes.is_data_script(script) else words.NOT_DATA


def _json_harm(text: bytes, _shapes: Shapes) -> str:
    return "" if _is_json(text) else words.NOT_DATA


def _is_json(text: bytes) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _table_harm(table: bytes, _shapes: Shapes) -> str:
    """Judge a data file: written as we write one, and no cell that a spreadsheet would run."""
    try:
        text = table.decode("utf-8")
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return words.NOT_A_TABLE
    again = io.StringIO(newline="")
    csv.writer(again, lineterminator="\r\n").writerows(rows)
    # Releases wrote it with the mark by which Excel knows Thai, later ones also without.
    same = text.removeprefix("\ufeff") == again.getvalue()
    if not same or not rows or len({len(row) for row in rows}) > 1:
        return words.NOT_A_TABLE
    cells = (cell for row in rows for cell in row)
    return words.FORMULA if any(map(_is_formula, cells)) else ""


def _is_formula(cell: str) -> bool:
    """Whether a spreadsheet would run a cell; earlier releases guarded only its first sign."""
    if guarded(unguarded(cell)) == cell:
        return False
    return cell.startswith(_FORMULA_SIGNS) or bool(_ACTING_CELL.search(cell))


def _text_harm(text: bytes, _shapes: Shapes) -> str:
    return "" if _is_text(text) else words.NOT_TEXT


def _unless(is_plain: Callable[[bytes], bool]) -> Callable[[bytes, Shapes], str]:
    return lambda data, _shapes: "" if is_plain(data) else words.NOT_DATA


# By its ending a browser reads a file as one of these, and as a text that it shows where it has
# none. Where a file may stand is the table's to say; here it is judged as what it will be read as.
_LOOKS: dict[str, Callable[[bytes, Shapes], str]] = {
    **dict.fromkeys(("html", "htm", "shtml", "xhtml", "xht", "mhtml", "mht"), _page_harm),
    **dict.fromkeys(("js", "mjs"), _data_harm),
    **dict.fromkeys(("xml", "xsl", "xslt", "rss", "atom"), _unless(is_plain_xml)),
    "json": _json_harm,
    "csv": _table_harm,
    "svg": _unless(is_plain_drawing),
    "css": _unless(is_plain_style),
    **dict.fromkeys(("ics", "ical", "ifb", "icalendar"), _unless(is_plain_calendar)),
}
