"""Where the texts of a YAML file stand in it, sign by sign."""

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
