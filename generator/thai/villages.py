"""The words and patterns by which villages are written (`villages.toml`), put together.

The table is one for files, which Python reads, and for queries, which the browser reads.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

_TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "villages.toml").read_text(encoding="utf-8")
)
_NAME = re.compile("{([a-z_]+)}")

LARGEST: int = _TABLE["largest"]
LARGEST_SHORT: int = _TABLE["largest_short"]
LAST_GRADE: int = _TABLE["last_grade"]


def _written(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\s*")


def _folded(word: str) -> str:
    return word.removesuffix(".").rstrip().replace(" ", " ?")


def _without_blanks(word: str) -> str:
    return word.removesuffix(".").replace(" ", "")


# How a word stands in what a section's patterns read.
_SPELLED: Mapping[str, Callable[[str], str]] = {
    "cell": _written,
    "text": _written,
    "query": _folded,
    "key": _without_blanks,
}


def _patterns(section: str, more: Sequence[str] = ()) -> dict[str, str]:
    """Put the patterns of a section together, with words as they stand in what it reads.

    `more` are words as long ones, which come first.
    """
    spelled = _SPELLED[section]
    every = _TABLE["words"] | {"long": [*more, *_TABLE["words"]["long"]]}
    parts = {name: "|".join(map(spelled, words)) for name, words in every.items()}

    def whole(pattern: str) -> str:
        return _NAME.sub(lambda found: parts[found[1]], pattern)

    for name, part in _TABLE["parts"].items():
        parts[name] = whole(part if isinstance(part, str) else "|".join(part))
    return {name: whole(pattern) for name, pattern in _TABLE[section].items()}


# Regular expressions by section and name, for Python and JavaScript alike.
PATTERNS: Mapping[str, Mapping[str, str]] = {section: _patterns(section) for section in _SPELLED}

# What stands before a village's number in a folded text; a short word only where a word begins.
LONG: tuple[str, ...] = tuple(map(_without_blanks, _TABLE["words"]["long"]))
SHORT: tuple[str, ...] = tuple(map(_without_blanks, _TABLE["words"]["short"]))


def query_words(ordinal: str) -> tuple[str, tuple[str, ...]]:
    """Return the pattern of a village in a query, and the long words that stand before its number.

    `ordinal` is what the place says before a number: where that is ชุมชนที่, ชุมชน is said, too.
    """
    more = () if ordinal in LONG else (ordinal, ordinal.removesuffix("ที่"))
    return _patterns("query", more)["village"], (*more, *LONG)
