"""Where the keys of a YAML mapping stand in its file, and where another line of it would go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml


@dataclass(frozen=True, slots=True)
class KeyLines:
    """A key with its value: lines from `start` until `end`, the value's own signs from `value`.

    `said` is where the value's last text ends. `kind` is `text`, `list` of lines that begin with a
    dash, or `other` for what is written in brackets or is a mapping; `dash` is the list's indent.
    """

    start: int
    end: int
    value: tuple[int, int]
    said: int
    kind: str
    dash: str = ""


@dataclass(frozen=True, slots=True)
class MapLines:
    """A mapping of lines: its keys, the indent before each, and where another goes."""

    keys: Mapping[str, KeyLines]
    indent: str
    end: int


def lines_of(text: str, below: str = "") -> MapLines | None:
    """Return the lines of the file's own mapping, or of the one below a key.

    `text` is sound YAML. None where there is no such mapping, or it is written in brackets.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is None:
        return None if below else MapLines({}, "", len(text))
    node: yaml.Node | None = root
    if below and isinstance(root, yaml.MappingNode):
        node = next((value for name, value in root.value if name.value == below), None)
    if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
        return None
    keys = {name.value: _key(text, name, value) for name, value in node.value}
    first = node.value[0][0].start_mark.index
    indent = text[text.rfind("\n", 0, first) + 1 : first]
    return None if indent.strip() else MapLines(keys, indent, max(k.end for k in keys.values()))


def _key(text: str, name: yaml.Node, value: yaml.Node) -> KeyLines:
    start, said = text.rfind("\n", 0, name.start_mark.index) + 1, _said(text, name, value)
    kind, dash = "other", ""
    if isinstance(value, yaml.ScalarNode):
        kind = "text"
    elif isinstance(value, yaml.SequenceNode) and not value.flow_style and value.value:
        at = value.start_mark.index
        kind, dash = "list", text[text.rfind("\n", 0, at) + 1 : at]
    span = (value.start_mark.index, value.end_mark.index)
    return KeyLines(start, _line_end(text, said), span, said, kind, dash)


def _said(text: str, name: yaml.Node, value: yaml.Node) -> int:
    """Return where a value's last sign ends; YAML counts comments and blanks after a list in."""
    node = value
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    end = max(int(node.end_mark.index), int(name.end_mark.index))
    # A block of text ends where the next line begins.
    return len(text[:end].rstrip())


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1
