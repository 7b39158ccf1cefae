"""The portal's own mkdocs.yml: only what cannot run code or lead out of the staged tree.

The site builder reads the same file with the same YAML library. It would run plugins, hooks and
scripts that the file names; whoever may push a plan could then run them on the server.
"""

from __future__ import annotations

import re
from pathlib import Path

from generator.problems import Place, Report
from generator.read.cells import Cell, Entry, YamlList, YamlMap, YamlValue
from generator.read.yaml_file import read_yaml

NAME = "mkdocs.yml"
DEFAULT_EXTENSIONS = ("attr_list", "tables")  # of the mkdocs.yml that comes with Phaen
_EXTENSIONS = frozenset(
    {"attr_list", "tables", "toc", "footnotes", "def_list", "abbr", "admonition", "sane_lists"}
)
# What a key may say, as a pattern of its text; a mapping has its own keys; None is free text.
_TEXTS: dict[str, str] = {
    "INHERIT": r"build/portal\.yml",
    "docs_dir": "build/docs",
    "site_dir": "site",
    "use_directory_urls": "false",
    "site_url": r"https?://[!-~]*|",
    "site_name": ".*",
    "site_description": ".*",
    "exclude_docs": "(?s).*",
    "strict": "true|false",
    "theme": "material",
    "theme.name": "material",
    "theme.custom_dir": "build/theme",
    "theme.language": "[a-z]{2}",
    "theme.font": "false",
}
_FREE = ("nav", "validation")


def read_config(root: Path, report: Report) -> tuple[str, ...]:
    """Report everything in the portal's mkdocs.yml that is not on the list of what is safe.

    Returns the extensions of Markdown that it asks for.
    """
    file = root / NAME
    if not file.is_file():
        return DEFAULT_EXTENSIONS
    tree = read_yaml(file.read_bytes(), Place(NAME), report)
    extensions: tuple[str, ...] = ()
    for entry in tree.entries if tree else ():
        _check(entry, entry.key.text, report)
        if entry.key.text == "markdown_extensions":
            extensions = tuple(name for name, _ in _names(entry.value) if name in _EXTENSIONS)
    return extensions


def _check(entry: Entry, path: str, report: Report) -> None:
    value = entry.value
    if path == "theme" and isinstance(value, YamlMap):
        for inner in value.entries:
            _check(inner, f"theme.{inner.key.text}", report)
    elif path in _FREE or (path == "plugins" and _is_empty(value)):
        return
    elif path == "markdown_extensions":
        for name, at in _names(value):
            if name not in _EXTENSIONS:
                report.add("config-unsafe", at, name)
    elif not (isinstance(value, Cell) and re.fullmatch(_TEXTS.get(path, "(?!)"), value.text)):
        report.add("config-unsafe", entry.key.place, path)


def _is_empty(value: YamlValue) -> bool:
    return isinstance(value, YamlList) and not value.items


def _names(value: YamlValue) -> list[tuple[str, Place]]:
    """Return the extensions that are named; one with settings counts as its whole mapping."""
    if isinstance(value, YamlList):
        return [(item.text if isinstance(item, Cell) else "…", item.place) for item in value.items]
    return [(value.text if isinstance(value, Cell) else "…", value.place)]
