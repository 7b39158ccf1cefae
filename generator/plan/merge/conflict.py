"""What two clerks cannot both have: where it is, what each says, and what was chosen."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from generator.problems import Place
from generator.thai.dates import format_date

_DAY = re.compile(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]")  # as `grid.dated_code` writes days


class Side(Enum):
    """Whose version: the clerk's own, or that of whoever sent first."""

    OURS = "ours"
    THEIRS = "theirs"

    @property
    def other(self) -> Side:
        """The other one of the two."""
        return Side.THEIRS if self is Side.OURS else Side.OURS


# What was chosen for a conflict, by its `id`.
Choice = Mapping[str, Side]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing to decide. `what` says in Thai what it is about; both texts are never empty.

    `code` names the row, `place` says where it stands, in the clerk's own file where it is there.
    `way_out` tells what to do by hand, where neither version is the right one.
    """

    what: str
    place: Place
    code: str
    ours: str
    theirs: str
    base: str = ""
    way_out: str = ""

    @property
    def row(self) -> str:
        """What names the row, as readers are told of it: a report by its project and its days."""
        code, *days = self.code.split(" ")
        if not days or not all(map(_DAY.fullmatch, days)):
            return self.code
        try:
            said = [format_date(datetime.date.fromisoformat(one)) for one in days]
        except ValueError:  # somebody typed a day that there is not
            return self.code
        corrects = f" ซึ่งแก้รายงานของวันที่ {said[1]}" if said[1:] else ""
        return f"{code} รายงานวันที่ {said[0]}{corrects}"

    @property
    def id(self) -> str:
        """Names the conflict: the same as long as nobody changes either version."""
        at = self.place
        return "|".join(
            (at.file, at.sheet, self.code, at.column, self.what, self.ours, self.theirs)
        )


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged file, None while there are conflicts left or where it is to be gone.

    `notes` tell, in Thai, what a reader of the table would not notice by itself.
    """

    data: bytes | None
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[str, ...] = ()


class UnsafeError(Exception):
    """A change that cannot be written into a workbook without harm; says why, in Thai."""
