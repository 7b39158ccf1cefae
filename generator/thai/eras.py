"""Years as written: Buddhist or Christian, in four digits or two.

Owns which Christian years a written year may mean. Must not choose between them.
"""

from typing import Literal

Era = Literal["พ", "ค", ""]

#: How many years the Buddhist era is ahead.
BUDDHIST = 543

#: พ.ศ. or ค.ศ. as people type it, for use inside a larger pattern; the first letter decides.
ERA_PATTERN = r"[พค]\.? ?ศ\.?"

_FIRST_BUDDHIST = 2400
_CHRISTIAN = range(1900, 2200)
_PLAUSIBLE = range(2540 - BUDDHIST, 2600 - BUDDHIST + 1)  # where two digits may point


def era_of(written: str | None) -> Era:
    """Return the era that a text matching `ERA_PATTERN` names, "" when there is none."""
    if not written:
        return ""
    return "พ" if written.startswith("พ") else "ค"


def is_buddhist(year: str) -> bool:
    """Return whether a written year is Buddhist beyond doubt: 2400 or more."""
    return int(year) >= _FIRST_BUDDHIST


def possible_years(year: str, era: Era = "") -> tuple[int, ...]:
    """Return the Christian years that a year of two or four digits may mean.

    Four digits mean one year: Buddhist from 2400, Christian from 1900 to 2199, otherwise none.
    Two digits mean each year of either era that lies in 2540–2600 B.E. A stated era leaves only
    its own; it leaves none when it contradicts the year.
    """
    pairs = _short(int(year)) if len(year) == 2 else _full(int(year))
    return tuple(christian for kind, christian in pairs if era in ("", kind))


def either_era(year: str) -> tuple[int, int]:
    """Return the Christian years that two bare digits may mean: 25xx Buddhist, 20xx Christian."""
    return 2500 - BUDDHIST + int(year), 2000 + int(year)


def _full(year: int) -> list[tuple[str, int]]:
    if year >= _FIRST_BUDDHIST:
        return [("พ", year - BUDDHIST)]
    return [("ค", year)] if year in _CHRISTIAN else []


def _short(year: int) -> list[tuple[str, int]]:
    pairs = [("พ", 2500 - BUDDHIST + year), ("ค", 1900 + year), ("ค", 2000 + year)]
    return [(kind, christian) for kind, christian in pairs if christian in _PLAUSIBLE]
