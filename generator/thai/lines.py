"""Where a line of Thai must not break: within words, and between figures and their units.

Owns blanks and patterns; knows no markup.
"""

import re
import tomllib
from collections.abc import Collection, Iterable
from pathlib import Path

from generator.thai.villages import LONG

NBSP = "\u00a0"
_WORDS = tomllib.loads((Path(__file__).parent / "compounds.toml").read_text(encoding="utf-8"))
# A blank between a figure and its unit, or between a word and the figure it counts.
_FIGURE = "[0-9๐-๙]"
_UNITS = "|".join(map(re.escape, _WORDS["units"]))
_NUMBER_AND_UNIT = re.compile(
    f"(?<={_FIGURE}) (?=(?:{_UNITS}))"
    + "".join(f"|(?<={re.escape(word)}) (?={_FIGURE})" for word in (*LONG, *_WORDS["before"]))
)
# A sign between two things stands at the end of a line, never alone at the head of the next.
_BETWEEN, _BETWEEN_BOUND = " · ", f"{NBSP}· "
# A pattern of what Thai would break inside the word, too.
VILLAGE_NUMBER = f"(?:หมู่|ชุมชน)ที่[ {NBSP}]?{_FIGURE}+(?:[–-]{_FIGURE}+)?"
# Words that a browser's dictionary takes for two: those that offices write most.
COMPOUNDS = frozenset(_WORDS["words"])
# A longer name must be allowed to break; a shorter one cannot.
_LONGEST, _SHORTEST = 24, 4


def kept_whole(names: Iterable[str]) -> str:
    """Return a pattern of what no line may part: compounds, `names`, หมู่ที่ with its number.

    It reads the same in Python and in a browser. Of two that begin alike the longer is found.
    """
    own = {name for name in names if _SHORTEST <= len(name) <= _LONGEST and " " not in name}
    return f"{VILLAGE_NUMBER}|{_tree({*COMPOUNDS, *own})}"


def kept_in_scripts(names: Iterable[str]) -> str:
    """Return the same for texts in which no blank is bound: a number with its unit is held, too."""
    figure = f"{_FIGURE}(?:[,.]?{_FIGURE})*"
    before = "|".join(map(re.escape, (*LONG, *_WORDS["before"])))
    counted = f"(?:(?:{before}) )?{figure} (?:{_UNITS})|(?:{before}) {figure}"
    return f"{VILLAGE_NUMBER}|{counted}|{kept_whole(names)}"


def _tree(words: Collection[str]) -> str:
    """Return a pattern of `words` that looks at each sign once, the longest first."""
    rest: dict[str, set[str]] = {}
    for word in sorted(words):
        if word:
            rest.setdefault(word[0], set()).add(word[1:])
    branches = [f"{re.escape(sign)}{_tree(rest[sign])}" for sign in rest]
    if not branches:
        return ""
    inside = branches[0] if len(branches) == 1 and "" not in words else f"(?:{'|'.join(branches)})"
    return f"{inside}?" if "" in words else inside


def bound(text: str) -> str:
    """Return `text` with no blank at which a line may break, but behind a dash between two."""
    return text.replace(" ", NBSP).replace(f"–{NBSP}", "– ")


def bound_units(text: str) -> str:
    """Return `text` with numbers kept on one line with their unit, and หมู่ที่ with its number.

    No line of it begins with the dot between two things.
    """
    return _NUMBER_AND_UNIT.sub(NBSP, text.replace(_BETWEEN, _BETWEEN_BOUND))
