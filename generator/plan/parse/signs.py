"""What one text in a month's column says: work, nothing, part of an arrow, or neither for certain.

Knows signs and words only; what stands beside a cell is the business of `marks`.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

_LEFT = frozenset("<←⟵⇐⇠◄◀⬅⇦«‹↤")
_RIGHT = frozenset(">→⟶⇒⇢►▶➔➜➝➞➡⇨»›↦")
_BOTH = frozenset("↔⟷⇔⬌⇿")
_LINE = frozenset("-‐‑‒–—―−─━═=_~▬")
_BAR = frozenset("|│┃∣├┤")
_ARROW = _LEFT | _RIGHT | _BOTH | _LINE | _BAR
# ü is a tick in Wingdings, and a letter of no language that a plan is written in.
_TICKS = frozenset("✓✔√☑✅/●■█▬◼▪•*★◆ü")
_BOXES = frozenset("☐□◻▢")
_WORK = frozenset(("true", "จริง", "มี", "ทำ", "ดำเนินการ", "ใช่", "yes", "y", "1", "ok"))
_NOTHING = frozenset(("false", "เท็จ"))
_CROSSES = frozenset("x×✗✘✕✖❌☒")
_NO = frozenset(("0", "n", "no", "n/a", "na", "ยกเลิก", "งด", "เว้น", "ว่าง", "none"))
# Chooses between the picture and the plain sign of the one before: `✔️` is `✔`. Wide signs of
# keyboards for Chinese are the plain ones.
_PLAIN = str.maketrans("＜＞－＝～｜＿／", "<>-=~|_/", "\ufe0e\ufe0f")
# A shaft of so many signs before a head is an arrow of its own: `---->`.
_SHAFT = 2


class Says(Enum):
    """What a text says of its month; `ARROW` is an arrow of its own, with a shaft and one head."""

    NOTHING = "nothing"
    WORK = "work"
    WHOLE = "an arrow with both ends"
    ARROW = "an arrow with a shaft"
    OPENS = "the left end of an arrow"
    CLOSES = "the right end of an arrow"
    BAR = "either end"
    LINE = "a line"
    CROSS = "x"
    NO = "a word or sign for no"
    STRANGE = "any other text"


@lru_cache(maxsize=2_000)
def said(text: str) -> Says:
    """Return what a month's cell says; blanks, capitals and repeated ticks make no difference."""
    bare = "".join(text.split()).casefold().translate(_PLAIN)
    if not bare or bare in _NOTHING or set(bare) <= _BOXES:
        return Says.NOTHING
    if set(bare) <= _TICKS or bare in _WORK:
        return Says.WORK
    if set(bare) <= _ARROW:
        return _arrow(bare)
    if bare == "x" or set(bare) <= _CROSSES:
        return Says.CROSS if set(bare) <= {"x", "×"} else Says.NO
    return Says.NO if bare in _NO or bare.startswith("ไม่") else Says.STRANGE


def _arrow(bare: str) -> Says:
    signs = set(bare)
    if signs <= _BAR:
        return Says.BAR
    if signs <= _LINE:
        return Says.LINE
    opens, closes = bare[0] in _LEFT | _BAR | _BOTH, bare[-1] in _RIGHT | _BAR | _BOTH
    if opens and closes:
        return Says.WHOLE
    if closes:
        return Says.ARROW if sum(sign in _LINE for sign in bare) >= _SHAFT else Says.CLOSES
    return Says.OPENS if opens else Says.STRANGE


def width(text: str) -> float:
    """Return how wide an arrow is, in digits of a common font: what a column's width counts in."""
    return sum(0.6 if sign in "-|" else 1.0 if sign.isascii() else 1.7 for sign in text)
