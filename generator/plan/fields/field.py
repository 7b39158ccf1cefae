"""What is known of a column, whichever table it stands in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from generator.plan.fields.column import Kind

T = TypeVar("T")


class TextKind(Enum):
    """What a cell of the column holds."""

    FREE = "free"  # words as the office writes them
    POINT = "point"  # where on the map
    LISTED = "listed"  # of a list that is closed, or the organisation's or the plan's own
    CODE = "code"
    AMOUNT = "amount"  # baht
    NUMBER = "number"
    DATE = "date"
    MONTH = "month"
    MARK = "mark"  # any sign at all: work in this month

    @property
    def personal(self) -> bool:
        """Whether a person can be known by it: free words, or a place.

        Money, months, units and whatever else the public counts with is amended, not withdrawn.
        """
        return self in (TextKind.FREE, TextKind.POINT)


class FactKind(Enum):
    """What happened to a row. A row that goes on may give several facts, in this order."""

    NEW = "new"
    CONTINUED = "continued"
    CANCELLED = "cancelled"
    RENAMED = "renamed"
    REWORDED = "reworded"
    MOVED = "moved"
    DEARER = "dearer"
    CHEAPER = "cheaper"
    REPRICED = "repriced"
    FUNDED_OTHERWISE = "refunded"  # its name in `compare --json`
    RESCHEDULED = "rescheduled"
    REASSIGNED = "reassigned"
    RECLASSIFIED = "reclassified"
    RECOUNTED = "recounted"
    GONE = "gone"


class Later(Enum):
    """What of a column may come after the announcement, because the notice does not say it."""

    NEVER = "never"
    FILLED = "filled"  # where nothing was stated: what stood there was read from other words
    PUT_RIGHT = "put right"  # whatever was stated; only not taken away


@dataclass(frozen=True, slots=True, eq=False)  # an entry is itself: found again at once
class Field(Generic[T]):
    """A column: its code name, its Thai headings (the first is the one we print), and its uses.

    `meaning` is what the staff guide says of it; None where staff need not be told of it.
    `told` is what readers of the data file are told of it, where that is more than `meaning`,
    `example` a cell of it, and `holds` what its cells are there, where `kind` does not say it.
    `write` gives what a row states there, as records keep it for good; None: nothing of its own.
    `show` gives what the data file says; None: the data file has no such column.
    `attribute` is where the model keeps the text as it is written: an attribute's name, or empty
    for `Project.more`; None where the parser reads a value from it.
    `changed` is what another text of it is called when plans are compared; None: not compared.
    `since` is 1 where every sealed year's summary tells it, 2 where it came later, so that older
    summaries lack it; 0: none tells it.
    """

    code: str
    headings: tuple[str, ...]
    kind: TextKind = TextKind.FREE
    meaning: str | None = ""
    told: str = ""
    example: str = ""
    holds: Kind | None = None
    required: bool = False
    write: Callable[[T], str] | None = None
    show: Callable[[T], str] | None = None
    attribute: str | None = None
    changed: FactKind | None = None
    since: int = 0
    later: Later = Later.NEVER
    is_filter: bool = False  # whether the search page narrows by it
    goes_on: bool = True  # whether the next year's file begins with its text
    offered: bool = True  # whether tables that we begin have the column
    of_office: bool = False  # free words that name no person: which money, where in a plan
    is_typed: bool = True  # whether staff may write it; else it is known from other columns

    @property
    def name(self) -> str:
        """The Thai heading that messages and data files use."""
        return self.headings[0]

    @property
    def verbatim(self) -> bool:
        """Whether a row keeps its text as it is written."""
        return self.attribute is not None

    @property
    def key(self) -> str:
        """The name by which entries of compared plans know it."""
        return self.attribute or self.code
