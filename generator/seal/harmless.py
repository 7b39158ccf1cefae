"""Does a sealed year hold only what Phaen makes: pages, data, papers, and programs of a release.

A sealed file comes with a push, and its pages are published as they are. Whoever may push must not
thereby publish a program, or a page that leads its readers away, under the organisation's name.
Every page must be under the policy before anything else in it counts: under it only files of the
site itself can run, and of those every one is known, or holds data and nothing else.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Callable
from functools import cache

from generator.packaged import THEME
from generator.render import POLICIES, assets_address, is_data_script
from generator.seal import faults as words
from generator.seal.bag import SITE
from generator.seal.faults import Fault
from generator.seal.zipped import Archive
from generator.uploads import ENDINGS, inspect

# Digest and name of every file that a Phaen ever put among what pages load.
SHIPPED = THEME / "shipped.txt"

_ASSET = re.compile("(assets/[0-9a-f]{12})/(.+)")
_PLAIN_META = rb'<meta (?:charset|name|property)="[a-z0-9:_-]+"(?: content="[^"<>]*")?>'
_UNDER_POLICY = re.compile(
    rb'\s*<!doctype html>\s*<html lang="th"(?: class="[a-z -]*")?>\s*<head>'
    rb"(?:\s*" + _PLAIN_META + rb")*"
    rb'\s*<meta http-equiv="Content-Security-Policy" content="([^"<>]*)">'
)
# The policy says nothing of these: a page may go elsewhere by itself, or speak to another host.
_ANY_META, _ANY_LINK = re.compile(rb"<meta", re.IGNORECASE), re.compile(rb"<link", re.IGNORECASE)
_OUR_META = re.compile(_PLAIN_META)
_OUR_LINK = re.compile(rb'<link rel="(?:icon|stylesheet|canonical)"[^<>]*>')
# A year is sealed for ever: rules of size, notes or damage that came later must not undo it.
_ACTING = ("upload-kind", "upload-active")
_COLOURS = re.compile(rb"[a-z(){}:;,#@ \n0-9-]+")


def harms(archive: Archive) -> tuple[Fault, ...]:
    """Return every file of the year's site that Phaen did not make so. Raises OSError."""
    folders: dict[str, dict[str, bytes]] = {}
    found = []
    for name in archive.names:
        if not name.startswith(SITE):
            continue
        data = archive.read(name)
        if asset := _ASSET.fullmatch(name.removeprefix(SITE)):
            folders.setdefault(asset[1], {})[asset[2]] = data
            wrong = _asset_harm(asset[2], data)
        else:
            wrong = _file_harm(name, data)
        if wrong:
            found.append(Fault(f"{archive.top}/{name}", wrong))
    found += [
        Fault(f"{archive.top}/{SITE}{folder}", words.FOREIGN)
        for folder, files in folders.items()
        if assets_address(files) != folder
    ]
    return tuple(found)


@cache
def shipped() -> frozenset[str]:
    """Return the SHA-256 of every asset of every release that this one knows."""
    return frozenset(line.split()[0] for line in SHIPPED.read_text(encoding="ascii").splitlines())


def _asset_harm(name: str, data: bytes) -> str:
    if name == "search-data.js":
        return _data_harm(data)
    if name == "colour.css":
        return "" if _COLOURS.fullmatch(data) else words.FOREIGN
    return "" if hashlib.sha256(data).hexdigest() in shipped() else words.FOREIGN


def _file_harm(name: str, data: bytes) -> str:
    ending = name.rpartition(".")[2].lower()
    if ending in ENDINGS:
        acts = any(fault.code in _ACTING for fault in inspect(name, data).faults)
        return words.UNFIT_PAPER if acts else ""
    look = _LOOKS.get(ending)
    return look(data) if look else words.FOREIGN_KIND


def is_our_page(page: bytes) -> bool:
    """Whether a page begins as Phaen's do: under its policy before anything else in it counts."""
    return _beginning(page) is not None


def _beginning(page: bytes) -> re.Match[bytes] | None:
    start = _UNDER_POLICY.match(page)
    known = start and html.unescape(start[1].decode("utf-8", "replace")) in POLICIES
    return start if known else None


def _page_harm(page: bytes) -> str:
    start = _beginning(page)
    if not start:
        return words.UNGUARDED
    rest = page[start.end() :]
    alike = ((_ANY_META, _OUR_META), (_ANY_LINK, _OUR_LINK))
    same = all(len(any_.findall(rest)) == len(ours.findall(rest)) for any_, ours in alike)
    return "" if same else words.UNGUARDED


def _data_harm(script: bytes) -> str:
    return "" if is_data_script(script) else words.NOT_DATA


def _json_harm(text: bytes) -> str:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return words.NOT_DATA
    return ""


def _table_harm(_table: bytes) -> str:
    return ""  # no browser runs text/csv


_LOOKS: dict[str, Callable[[bytes], str]] = {
    "html": _page_harm,
    "js": _data_harm,
    "json": _json_harm,
    "csv": _table_harm,
}
