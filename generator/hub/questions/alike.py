"""What many rows say alike: the texts of some columns, folded once, and those of offices.

They are few and held in memory, so that a question names the texts that say a word, and no row's
own text is read for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.hub.questions.engine import Engine
from generator.hub.questions.folded import beginning, folded_rows
from generator.hub.questions.reading import Said
from generator.hub.questions.tables import ALIKE, TABLE

_OFFICE = "office_code"
_TEXTS = f"SELECT {', '.join(f'groupUniqArray({column})' for column in ALIKE)} FROM {TABLE}"  # noqa: S608
_OFFICES = f"SELECT DISTINCT {_OFFICE}, office_name, concat(district, ' ', province) FROM {TABLE}"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Saying:
    """Texts of a column that say a word; with `but`, every other text of it does."""

    column: str
    texts: tuple[str, ...]
    but: bool

    @property
    def is_every(self) -> bool:
        """Whether every row says it."""
        return self.but and not self.texts


class Alike:
    """The texts of every year, as they were when the engine was asked."""

    def __init__(self, engine: Engine) -> None:
        """Ask for all of them. Raises QuestionsError."""
        self._columns: dict[str, tuple[Sequence[str], Sequence[str], str]] = {}
        for told in engine.rows(_TEXTS, {}):
            for column, texts in zip(ALIKE, told, strict=True):
                self._learn(column, sorted(texts), [sorted(texts)])
        offices = engine.rows(_OFFICES, {})
        if offices:
            codes, *lines = zip(*offices, strict=True)
            self._learn(_OFFICE, codes, lines)

    def _learn(self, column: str, texts: Sequence[str], said: Sequence[Sequence[str]]) -> None:
        lines = list(folded_rows(said))
        self._columns[column] = texts, lines, "".join(lines)

    def saying(self, said: Said) -> Iterator[Saying]:
        """Yield of each column which texts say a text, where one does."""
        begins = re.compile(beginning(said.text)) if said.head else None
        for column, (texts, lines, every) in self._columns.items():
            if said.text not in every:
                continue
            found = [
                said.text in line and (begins is None or bool(begins.search(line)))
                for line in lines
            ]
            count = sum(found)
            if not count:
                continue
            but = 2 * count > len(found)
            chosen = {text for text, one in zip(texts, found, strict=True) if one != but}
            yield Saying(column, tuple(sorted(chosen)), but)
