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


def _patterns(section: str, words: Mapping[str, Sequence[str]] = _TABLE["words"]) -> dict[str, str]:
    """Put the patterns of a section together, with words as they stand in what it reads."""
    spelled = _SPELLED[section]
    # No word at all is what no text holds.
    parts = {name: "|".join(map(spelled, some)) or "(?!)" for name, some in words.items()}

    def whole(pattern: str) -> str:
        return _NAME.sub(lambda found: parts[found[1]], pattern)

    own = {} if words is _TABLE["words"] else _TABLE["others_parts"]
    for name, part in (_TABLE["parts"] | own).items():
        parts[name] = whole(part if isinstance(part, str) else "|".join(part))
    return {name: whole(pattern) for name, pattern in _TABLE[section].items()}


# Regular expressions by section and name, for Python and JavaScript alike.
PATTERNS: Mapping[str, Mapping[str, str]] = {section: _patterns(section) for section in _SPELLED}

# What stands before a village's number in a folded text.
LONG: tuple[str, ...] = tuple(map(_without_blanks, _TABLE["words"]["long"]))


# What may stand before a number of an organisation's list.
ORDINALS: tuple[str, ...] = (LONG[0], *_TABLE["others"])


def text_patterns(ordinal: str) -> Mapping[str, str]:
    """Return the patterns of running text where `ordinal` stands before the number of a place.

    Where that is not หมู่ที่, a text's หมู่ที่ is none of the places that are numbered.
    """
    own = _TABLE["others"].get(ordinal)
    if own is None:
        return PATTERNS["text"]
    found = _patterns("text", {"long": own["text"], "short": ()})
    return found | {name: own[name] for name in ("everywhere",) if name in own}


def cell_patterns(ordinal: str) -> Mapping[str, str]:
    """Return the patterns of the column หมู่ที่, in which a number may stand alone or with its word.

    Where others than villages are numbered, that is their own word alone, as in running text.
    """
    own = _own(ordinal)
    return _patterns("cell", {"long": own, "short": ()}) if own else PATTERNS["cell"]


def is_of_villages(cell: str) -> bool:
    """Whether a cell says the numbers of villages in their word, each with it or after it."""
    items = re.split(PATTERNS["cell"]["break"], cell.strip())
    return all(re.fullmatch(PATTERNS["cell"]["item"], item) for item in items)


def query_words(ordinal: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the pattern of a place in a query, and the long and short words before its number.

    `ordinal` is what the place says before a number: where that is ชุมชนที่, ชุมชน is said, too, and
    หมู่ที่ is a word as others are.
    """
    own = _own(ordinal)
    words = {"long": own, "short": ()} if own else _TABLE["words"]
    long, short = (tuple(map(_without_blanks, words[name])) for name in ("long", "short"))
    return _patterns("query", words)["village"], long, short


def _own(ordinal: str) -> Sequence[str]:
    own = _TABLE["others"].get(ordinal, {})
    return [*own.get("text", ()), *own.get("more", ())]
