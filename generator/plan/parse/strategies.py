"""Which strategy of the plan a row or a sub-heading means, in the spellings of forms."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.thai.text import arabic_digits, match_key

_NUMBERED = re.compile(
    r"(?:ประเด็นยุทธศาสตร์|ยุทธศาสตร์|ประเด็น|ด้าน)(?:การพัฒนา)?\s*(?:ที่)?\s*([0-9]{1,2})(?:\s*[:：.)\-–—]\s*|\s+|$)(.*)",
    re.DOTALL,
)


def strategy_of(text: str, known: Mapping[str, str]) -> str:
    """Return the id of the strategy that a text names, empty where none or two different ones.

    `known` gives ids by `match_key`. A number and a name, as in `ประเด็นการพัฒนาที่ 1: …`, must mean
    the same strategy.
    """
    if found := known.get(match_key(text)):
        return found
    numbered = _NUMBERED.fullmatch(arabic_digits(text).strip())
    if not numbered:
        return ""
    by_number, name = known.get(match_key(numbered[1]), ""), numbered[2].strip()
    return by_number if not name or known.get(match_key(name)) == by_number else ""
