"""Tables of open data, ready to be written."""

from __future__ import annotations

from dataclasses import dataclass

from generator.plan.fields import Column
from generator.site.views.words import Name


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class OpenTable:
    """A table by its name in addresses; a cell is a text for programs, or a name; blank is empty.

    Numbers are written plainly (`478300`, `238613.38`), days and months as ISO 8601 has them.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Name, ...], ...]
