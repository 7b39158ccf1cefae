"""The portal's own mkdocs.yml: what Phaen's says, and the extensions of Markdown it wants.

MkDocs would run plugins, hooks and scripts that the file names, leave out any page, and write any
address into every page: whoever may push a plan could then run code on the server, or take the
site down. The site builder takes no more from it than is read here.
"""

from __future__ import annotations

from pathlib import Path

from generator.machine.layout import SETTINGS
from generator.machine.packaged import MKDOCS_YML
from generator.plan.read.cells import Cell, YamlEntry, YamlList, YamlMap, YamlValue
from generator.plan.read.opened import opened
from generator.plan.read.yaml_file import read_yaml
from generator.problems import Place, Report

DEFAULT_EXTENSIONS = ("attr_list", "tables")  # of the mkdocs.yml that comes with Phaen
_EXTENSIONS = frozenset(
    {"attr_list", "tables", "toc", "footnotes", "def_list", "abbr", "admonition", "sane_lists"}
)


def read_config(root: Path, report: Report) -> tuple[str, ...]:
    """Report everything in the portal's mkdocs.yml that Phaen's own does not say too.

    Only the extensions of Markdown are the portal's to choose, from a list; returns them. Another
    address, or pages left out, would take the site from its readers.
    """
    file = root / SETTINGS
    if not file.is_file() or not file.stat().st_size:  # one that says nothing changes nothing
        return DEFAULT_EXTENSIONS
    data = opened(root, SETTINGS, report)
    tree = read_yaml(data, Place(SETTINGS), report) if data is not None else None
    ours = read_yaml(MKDOCS_YML.read_bytes(), Place(SETTINGS), Report())
    extensions: tuple[str, ...] = DEFAULT_EXTENSIONS
    for entry in tree.entries if tree else ():
        if entry.key.text == "markdown_extensions":
            extensions = _extensions(entry, report)
        else:
            _compare(entry, ours, entry.key.text, report)
    return extensions


def _compare(entry: YamlEntry, ours: YamlMap | None, path: str, report: Report) -> None:
    """Report `entry` unless `ours` says the same, or more."""
    same = (
        next((one for one in ours.entries if one.key.text == entry.key.text), None)
        if ours
        else None
    )
    if same and isinstance(entry.value, YamlMap) and isinstance(same.value, YamlMap):
        for inner in entry.value.entries:
            _compare(inner, same.value, f"{path}.{inner.key.text}", report)
    elif not same or _plain(entry.value) != _plain(same.value):
        report.add("config-unsafe", entry.key.place, path)


def _plain(value: YamlValue) -> object:
    """Return what a value says, wherever it stands."""
    if isinstance(value, Cell):
        return value.text
    if isinstance(value, YamlList):
        return [_plain(item) for item in value.items]
    return {entry.key.text: _plain(entry.value) for entry in value.entries}


def _extensions(entry: YamlEntry, report: Report) -> tuple[str, ...]:
    """Return the extensions that are named; one with settings is on no list."""
    if not isinstance(entry.value, YamlList):
        report.add("config-unsafe", entry.key.place, entry.key.text)
        return DEFAULT_EXTENSIONS
    known = []
    for item in entry.value.items:
        if isinstance(item, Cell) and item.text in _EXTENSIONS:
            known.append(item.text)
        else:
            report.add("config-unsafe", item.place, item.text if isinstance(item, Cell) else "…")
    return tuple(known)
