"""Where the texts of a YAML file stand in it, sign by sign, and where its lists end."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

# Start, end and line (from 1) of a text as the file has it, with its quotation marks.
YamlSpan = tuple[int, int, int]


def text_spans(text: str) -> Iterator[YamlSpan]:
    """Yield the span of every key and text, in order; of a file that is no YAML those before.

    `text` has no byte order mark.
    """
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            start, end = event.start_mark, event.end_mark
            if isinstance(event, yaml.ScalarEvent) and start and end:
                yield start.index, end.index, start.line + 1
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return


def scalars(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and value of every key and text, in order; raises nothing, as above."""
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            start, end = event.start_mark, event.end_mark
            if isinstance(event, yaml.ScalarEvent) and start and end:
                yield start.index, end.index, event.value
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        return


def without_empty_list(text: str, key: str) -> str:
    """Return the text without the brackets of an empty list under a key: they give way to entries.

    `text` is sound YAML.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    for name, value in root.value if isinstance(root, yaml.MappingNode) else ():
        empty = isinstance(value, yaml.SequenceNode) and not value.value
        if name.value == key and empty:
            return text[: value.start_mark.index].rstrip(" ") + text[value.end_mark.index :]
    return text


def list_end(text: str, key: str) -> tuple[int, str, bool] | None:
    """Return where the list's next entry goes, its indent, and whether the key is to be written.

    `text` is sound YAML, a mapping. None where the list is written in brackets.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is None:
        return len(text), "  ", True
    assert isinstance(root, yaml.MappingNode)
    for name, value in root.value:
        if name.value != key:
            continue
        if isinstance(value, yaml.SequenceNode) and value.value:
            if value.flow_style:
                return None
            dash = text.rfind("\n", 0, value.start_mark.index) + 1
            indent = text[dash : value.start_mark.index]
            return _line_end(text, _said_until(value.value[-1])), indent, False
        return _line_end(text, name.end_mark.index), "  ", False
    return len(text), "  ", True


def _said_until(node: yaml.Node) -> int:
    """Return where the last text in a node ends: YAML counts comments and blanks after it in."""
    if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
        return _said_until(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        return _said_until(node.value[-1])
    return int(node.end_mark.index)


def _line_end(text: str, at: int) -> int:
    """Return where the next line begins, after the last sign before `at` that says something."""
    said = len(text[:at].rstrip())
    end = text.find("\n", said)
    return len(text) if end < 0 else end + 1
