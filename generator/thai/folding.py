"""Folding a text for search: what looks, sounds or counts the same becomes the same.

The rules are a table (`folding.toml`), because the browser folds by the same one; so are spellings
that mean the same (`spellings.toml`).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
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
    """Words that mean one thing; those in `short` hide inside other words and are held tighter."""

    words: tuple[str, ...]
    short: tuple[str, ...] = ()


SPELLINGS: tuple[Spellings, ...] = tuple(
    Spellings(tuple(one["words"]), tuple(one.get("short", ())))
    for one in tomllib.loads((_HERE / "spellings.toml").read_text(encoding="utf-8"))["same"]
)


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
