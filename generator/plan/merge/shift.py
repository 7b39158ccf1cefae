"""References to cells (`B5`, `$A$1:C9`) after rows were put in between."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# Outside of texts: a sheet's name with its mark where one stands before, then a cell or a range.
_PIECE = re.compile(
    r'"(?:[^"]|"")*"'
    r"|(?P<sheet>(?:'(?:[^']|'')+'|[^\s'!(),;:+*/^&=<>\"{}\[\]-]+)!)?"
    r"(?P<first>\$?[A-Z]{1,3}\$?[0-9]{1,7})(?::(?P<last>\$?[A-Z]{1,3}\$?[0-9]{1,7}))?(?![\w(.!])",
)
_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})")
_WORD = re.compile(r"[\w.\]]")


@dataclass(frozen=True, slots=True)
class Shift:
    """How many rows are put in before each row of one sheet.

    `grown` says how many new rows stand right below a row, so that ranges that end there hold them.
    """

    added: Mapping[int, int]
    grown: Mapping[int, int]

    def row(self, number: int) -> int:
        """Return where a row stands afterwards."""
        return number + sum(count for at, count in self.added.items() if at <= number)

    def reference(self, text: str) -> str:
        """Return a cell or a range afterwards."""
        first, _, last = text.partition(":")
        return self._range(first, last) if last else self._cell(first)

    def references(self, text: str) -> str:
        """Return several, parted by blanks."""
        return " ".join(map(self.reference, text.split()))

    def formula(self, text: str, sheet: str, *, own: bool) -> str:
        """Return a formula afterwards; `own` tells that it stands on that sheet itself."""
        quoted = "'" + sheet.replace("'", "''") + "'!"

        def moved(found: re.Match[str]) -> str:
            if not found["first"] or _WORD.match(text[found.start() - 1 : found.start()]):
                return found[0]
            named = found["sheet"] or ""
            if not (own if not named else named in (quoted, f"{sheet}!")):
                return found[0]
            if found["last"]:
                return named + self._range(found["first"], found["last"])
            return named + self._cell(found["first"])

        return _PIECE.sub(moved, text)

    def _cell(self, text: str) -> str:
        return _CELL.sub(lambda one: f"{one[1]}{one[2]}{one[3]}{self.row(int(one[4]))}", text)

    def _range(self, first: str, last: str) -> str:
        """Return a range afterwards; new rows right below one of several rows belong to it."""
        top, bottom = (int(_CELL.sub(r"\4", one)) for one in (first, last))
        more = self.grown.get(bottom, 0) if bottom > top else 0
        end = self.row(bottom) + more
        return f"{self._cell(first)}:" + _CELL.sub(
            lambda one: f"{one[1]}{one[2]}{one[3]}{end}", last
        )
