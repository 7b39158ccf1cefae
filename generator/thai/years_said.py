"""Years of which a text speaks, told from the year whose plan it stands in.

`งานประเพณี ประจำปี 2569` in the plan of 2569 and `… 2570` in that of 2570 are the same words.
"""

from __future__ import annotations

import re

from generator.thai.text import arabic_digits

_BUDDHIST = 543
_CENTURY = 2500
# A number of four digits is a year behind one of these, or where nothing that it counts follows.
_NAMED = r"(?:ปี|พ\s*[.]?\s*ศ\s*[.]?|ค\s*[.]?\s*ศ\s*[.]?|งบประมาณ|การศึกษา|[/–-])\s*"
_YEAR = re.compile(
    rf"(?P<before>{_NAMED})?(?<![0-9.,])(?P<year>(?:2[4-6]|19|20)[0-9]{{2}})(?![0-9.,])"
    r"(?P<last>\s*(?:$|[)\]\"”,;]))?"
)
_SHORT_YEAR = re.compile(r"(?P<before>ปี\s*)(?P<year>[5-9][0-9])(?![0-9.,])")


def years_from(text: str, year: int) -> str:
    """Return `text` with each year that it names as its distance from `year`, a Buddhist one."""

    def told(found: re.Match[str]) -> str:
        said, groups = int(found["year"]), found.groupdict()
        if len(found["year"]) == 4 and not (groups["before"] or groups.get("last") is not None):
            return found[0]
        era = said + _BUDDHIST if 1900 <= said < 2400 else said
        apart = (era if len(found["year"]) == 4 else era + _CENTURY) - year
        sign = "after" if apart >= 0 else "before"
        return f"{groups['before'] or ''} year{sign}{abs(apart)} {groups.get('last') or ''}"

    return _SHORT_YEAR.sub(told, _YEAR.sub(told, arabic_digits(text)))
