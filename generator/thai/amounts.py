"""Amounts of money in what a reader asks for (`amounts.toml`), as the browser reads them.

Patterns are said as JavaScript and Python both say them, for folded text (folding.toml).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "amounts.toml").read_text(encoding="utf-8")
)


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


def amount_rules() -> dict[str, Any]:
    """Return how a query asks for a range of money, and how it states an amount.

    `about` finds an amount alone (group 1), which is `rounded` of a hundred more or less.
    `pattern` finds a range; its groups are: from and to; a word before and its amount; an amount
    and the word behind it. `plain` finds an amount alone, `part` the number (group 1, or none) and
    unit (group 2, or none) of each of its parts; a number behind a unit and without one counts its
    tenths (ล้านห้า is 1.5 million), a half its half. `units` and `numbers` are what those are worth,
    `sides` on which side of its amount a word asks: above, least, most, below.
    """
    table, number = _TABLE, f"(?:[0-9]+(?:[.][0-9]+)?|{_any(_TABLE['numbers'])})"
    units, baht = _any(table["units"]), _any(table["baht"])
    before = _any(word for words in table["before"].values() for word in words)
    after = _any(word for words in table["after"].values() for word in words)
    digit = _any(word for word, worth in table["numbers"].items() if worth < 10)
    follows = f"(?=$| |{baht}|{after}|{_any(table['to'])}|{_any(table['following'])})"
    short = f"(?:(?:{digit}|[1-9]){follows})?"
    counted = f"{number} ?{units}(?: ?{number} ?{units})*{short}"
    whole = f"(?:(?:{counted}|{units}{digit}{follows}) ?{baht}?|{number} ?{baht})"
    lead = f"(?:{_any(table['nouns'])} ?(?:ที่ ?)?)?"
    end = f"(?![0-9.]| ?{_any(table['others'])})"
    about = f"{lead}(?:{_any(table['about'])} ?)?({whole}){end}"
    first = f"(?:{_any(table['between'])} ?|{before} ?)?({whole}|{number})"
    pair = f"{first} ?{_any(table['to'])} ?({whole})"
    ways = [
        pair,
        f"({before}) ?({whole}|{units} ?{baht}?|[0-9]{{5,}})",
        f"({whole}|{units}|[0-9]{{5,}}) ?({after})",
    ]
    return {
        "pattern": f"{lead}(?:{'|'.join(ways)}){end}",
        "plain": f"{whole}{end}",
        "about": about,
        "rounded": table["rounded"],
        "part": f"({number})? ?({units})?",
        "baht": table["baht"],
        "units": table["units"],
        "numbers": table["numbers"],
        "sides": {
            word: side
            for where in ("before", "after")
            for side, words in table[where].items()
            for word in words
        },
    }
