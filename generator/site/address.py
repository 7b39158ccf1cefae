"""What is known of an address of a site: its shape, who makes it, how it is served and sealed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from generator.machine.artifact import ASSETS
from generator.machine.layout import YEAR_PATTERN


class Where(Enum):
    """Below which folder of the site an address lies; the value is the shape of the folder."""

    ROOT = ""
    YEAR = f"{YEAR_PATTERN}/"
    EMBED = f"embed/{YEAR_PATTERN}/"
    ASSETS = f"{ASSETS}/"


class Serving(Enum):
    """How a server gives a file: how long a browser may keep it, or that nobody is given it."""

    ASKED = "asked for again each time"
    YEAR = "asked for again each time; kept for a day once its year is sealed"
    FOR_EVER = "kept for ever: its address changes with its bytes"
    LACKING = "given, at any depth, in the place of what is not there"
    SERVERS = "read by servers, given to nobody"


class Sealing(Enum):
    """Whether a sealed year holds a file: always, where the year has it, or never."""

    ALWAYS = "a year without it is not whole"
    MAY = "where the year, or the site around it, has it"
    NEVER = "only a server or a search engine reads it, or it tells of seals themselves"


# What stands for `{}` in a path, by what there is one of each. Kinds of groups are named as in
# `YearView`; "amendments" are the editions after the first, "earlier" those that another followed;
# "tables" are the parts of a large table, "lacking" what an assessor misses in many rows,
# "open_tables" those of open data, and "more_open_tables" those beside that of projects.
_SHAPES = {
    "strategies": "[A-Za-z0-9-]+",
    "programmes": "[a-z0-9-]+",
    "units": "[A-Za-z0-9-]+",
    "villages": "[0-9]{1,3}",
    "months": "[0-9]{1,2}",
    "owners": "[a-z0-9-]+",
    "rows": "[A-Za-z0-9-]+",
    "amendments": "[0-9]{1,3}",
    "earlier": "[0-9]{1,3}",
    "halves": "six-months|year",
    "tables": "[1-9][0-9]{0,3}",
    "photographs": "[0-9a-f]{64}",
    "lacking": "[a-z-]+",
    "years": YEAR_PATTERN,
    "open_tables": "projects|progress|amendments|announcements|totals|villages",
    "more_open_tables": "progress|amendments|announcements|totals|villages",
    "schemas": "[a-z-]+",
    "assets": ".+",
}
# Brought along by staff: their names are their own, where no other entry has them.
BROUGHT = ("papers", "written")


@dataclass(frozen=True)
class Address:
    """A page or artifact: its `path` below `where`, with `{}` for each of `each`.

    It is made by the `template` of theme/pages, else by the module `maker` below `generator`.
    With `needs`, only a year has it that has what this attribute of `YearView` tells.
    """

    name: str
    path: str
    template: str = ""
    maker: str = ""
    where: Where = Where.ROOT
    each: str = ""
    serving: Serving = Serving.ASKED
    sealing: Sealing = Sealing.MAY
    needs: str = ""

    def below(self, one: object = "") -> str:
        """Return the path below its folder, for `one` of each."""
        return self.path.format(one)

    def at(self, folder: str = "", one: object = "") -> str:
        """Return the address in the site: below the year or digest `folder`, for `one` of each."""
        return f"{folder}/{self.below(one)}" if folder else self.below(one)

    def staged(self, folder: str = "", one: object = "") -> str:
        """Return where in the staging folder its source stands: that of a page is Markdown."""
        path = self.at(folder, one)
        return f"docs/{path.removesuffix('.html')}.md" if self.template else f"docs/{path}"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What every address of the entry looks like."""
        before, _, after = self.path.partition("{}")
        shape = _brought() if self.each in BROUGHT else _SHAPES.get(self.each, "")
        each = f"(?:{shape})" if self.each else ""
        whole = f"{self.where.value}{re.escape(before)}{each}{re.escape(after)}"
        return re.compile(whole, re.ASCII | re.DOTALL)


def _brought() -> str:
    from generator.plan.uploads import ENDINGS  # noqa: PLC0415  # slow to load, and seldom asked

    return f".+[.](?i:html|{'|'.join(ENDINGS)})"
