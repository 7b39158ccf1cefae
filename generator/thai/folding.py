"""Folding a text for search: what looks, sounds or counts the same becomes the same.

The rules are a table (`folding.toml`), because the browser folds by the same one; so are spellings
that mean the same (`spellings.toml`).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.thai.text import MARKS, arabic_digits

_HERE = Path(__file__).parent
RULES: dict[str, Any] = {
    **tomllib.loads((_HERE / "folding.toml").read_text(encoding="utf-8")),
    "marks": MARKS,
}


@dataclass(frozen=True, slots=True)
class Spellings:
    """Words that mean one thing; those in `short` hide inside other words and are held tighter.

    Those in `wider` say more: they find the others, and are not found for them.
    """

    words: tuple[str, ...]
    short: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()


SPELLINGS: tuple[Spellings, ...] = tuple(
    Spellings(*(tuple(one.get(kind, ())) for kind in ("words", "short", "wider")))
    for one in tomllib.loads((_HERE / "spellings.toml").read_text(encoding="utf-8"))["same"]
)


def within_pieces(groups: Iterable[Spellings]) -> str:
    """Return the pattern of spellings that are words of their own within a longer folded piece.

    For Python and for the browser alike. None is cut from its vowels and tones. Short ones count
    where the piece begins, those of two letters only alone: ทนทาน is no ทน.
    """
    kept: dict[bool, set[str]] = {True: set(), False: set()}
    for one in groups:
        kept[True] |= set(map(fold, one.short))
        kept[False] |= set(map(fold, (*one.words, *one.wider)))
    anywhere, first = (
        "|".join(
            sorted(
                map(re.escape, filter(_is_long, kept[head])), key=lambda text: (-len(text), text)
            )
        )
        for head in (False, True)
    )
    return f"(?:{anywhere}|(?:^| )(?:{first}))(?![{_NEVER_FIRST}])"


_NEVER_FIRST = r"\u0e30-\u0e3a\u0e45-\u0e4e"


def _is_long(text: str) -> bool:
    return len(text) > 2


def fold(text: str) -> str:
    """Return the text as search compares it; a line stays a line.

    Promises never to raise, not to join or part lines, and to agree with the browser's folding.
    """
    lines = f"\n{text}\n"
    for step in _STEPS:
        lines = step(lines)
    return lines[1:-1]


def _step(rule: dict[str, str]) -> Callable[[str], str]:
    if "do" in rule:
        return _BY_NAME[rule["do"]]
    find, put = re.compile(rule["find"]), rule["put"].replace("$1", r"\1")
    return lambda text: find.sub(put, text)


def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _order_marks(text: str) -> str:
    return _MARK_RUN.sub(lambda run: "".join(sorted(set(run[0]), key=MARKS.index)), text)


_MARK_RUN = re.compile(f"[{MARKS}]{{2,}}")
_BY_NAME: dict[str, Callable[[str], str]] = {
    "digits": arabic_digits,
    "compose": _compose,
    "lower": str.lower,
    "marks": _order_marks,
}
_STEPS = tuple(_step(rule) for rule in RULES["steps"])
