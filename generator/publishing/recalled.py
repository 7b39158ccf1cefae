"""How a text that was withdrawn is known again, in whatever file, kind and spelling it comes back.

Of a line or a cell its letters and digits count; of a paper, whether it is the same one retyped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.machine.layout import TABLE_ENDINGS
from generator.plan.model import MASK, covered_pieces, is_masked
from generator.plan.read import tables_in, text_of
from generator.plan.uploads import ENDINGS, inspect
from generator.plan.withdraw import bare_letters, covered_lines
from generator.problems import Report

TEXTS = (".md", ".yml", ".yaml", ".txt")
_READ = (*TEXTS, ".csv")
_PAPERS = tuple(f".{one}" for one in ENDINGS)
# So many signs of a line are known again, and so many letters within another text.
_LEAST, _LEAST_WITHIN = 8, 10
# Letters of what was covered, and of the words beside it.
_LEAST_PIECE, _BESIDE = 6, 5
# A paper is the same one where it says so much of it, and of what was withdrawn.
_SAME, _OF_GONE = 0.6, 0.5


@dataclass(frozen=True, slots=True, repr=False)  # personal data
class Said:
    """What a file says, by its letters: line by line or cell by cell, and without their ends."""

    lines: str
    whole: str

    @classmethod
    def of(cls, path: str, data: bytes) -> Said:
        """Read a file of any kind; one that nobody can read says nothing."""
        lines = [bare_letters(one) for one in pieces(path, data)]
        return cls("\n".join(("", *lines, "")), "".join(lines))

    def says(self, sign: str) -> bool:
        """Whether it says what `sign_of` returned."""
        return sign in (self.lines if sign.startswith("\n") else self.whole)


@dataclass(frozen=True, slots=True, repr=False)  # personal data
class Paper:
    """A withdrawn paper by its lines: what went, and all that it said."""

    gone: frozenset[str]
    every: frozenset[str]

    @classmethod
    def of(cls, was: Iterable[str], now: Iterable[str]) -> Paper | None:
        """Take the lines of a version that was withdrawn and of what stands in its place."""
        every = frozenset(filter(None, map(_line, was)))
        gone = every - set(map(_line, now))
        return cls(gone, every) if gone else None

    def is_in(self, said: Said) -> bool:
        """Whether a file is this paper, typed or saved anew."""
        return _share(self.gone, said) >= _OF_GONE and _share(self.every, said) >= _SAME


@dataclass(slots=True, repr=False)  # personal data
class Recalled:
    """Lines, cells and papers that never come back, each with the file that it was of."""

    lines: dict[str, str] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.lines or self.papers)

    def take(self, file: str, texts: Iterable[str]) -> None:
        """Take in texts of a file; those that tell too little are passed over."""
        self.lines |= {sign: file for one in texts if (sign := sign_of(one))}

    def found(self, said: Said) -> Mapping[str, str]:
        """Return which of the lines a file says, each with the file that it was of."""
        return {sign: file for sign, file in self.lines.items() if said.says(sign)}

    def paper(self, path: str, said: Said) -> str:
        """Return the withdrawn paper that a paper is, empty for none."""
        mine = path.lower().endswith(_PAPERS)
        return next((of for of, one in self.papers.items() if mine and one.is_in(said)), "")


def sign_of(text: str) -> str:
    """Return by what a text is looked for in others; empty where it tells too little."""
    if len(" ".join(text.split())) < _LEAST:
        return ""
    letters = bare_letters(text)
    if len(letters) >= _LEAST_WITHIN and not letters.isdecimal():
        return letters
    return f"\n{letters}\n" if letters else ""


def pieces(path: str, data: bytes) -> list[str]:
    """Return what a file says: lines of a text, cells of a table, texts of a paper or picture."""
    ending = path.lower()
    if ending.endswith(TABLE_ENDINGS):
        found = [cell for row in _rows(path, data) for cell in row]
        if ending.endswith(".csv"):
            return found + text_of(data).splitlines()
    elif ending.endswith(_READ):
        return text_of(data).splitlines()
    else:
        found = []
    if ending.endswith(_PAPERS):
        texts = (one.text for one in inspect(path, data).texts)
        found += [line for text in texts for line in text.splitlines()]
    return found


def covered_texts(path: str, was: bytes, now: bytes) -> Iterator[str]:
    """Yield the lines, or cells, of a file that were covered, as they were.

    And what was covered with the words that stood before it, or behind: these tell it as well in
    another sentence.
    """
    for before, after in _covered(path, was, now):
        yield before
        yield from _with_words_beside(before, after)


def _covered(path: str, was: bytes, now: bytes) -> Iterator[tuple[str, str]]:
    if path.lower().endswith(TABLE_ENDINGS):
        yield from _covered_cells(path, was, now)
    elif path.lower().endswith(TEXTS):
        for line in covered_lines(was, now):
            if MASK in line.now and is_masked(line.was, line.now):
                yield line.was, line.now


def _with_words_beside(was: str, now: str) -> Iterator[str]:
    whole = bare_letters(was)
    for piece in map(bare_letters, covered_pieces(was, now)):
        at = whole.find(piece)
        end = at + len(piece)
        for start, stop in ((at - _BESIDE, end), (at, end + _BESIDE)):
            if len(piece) >= _LEAST_PIECE and start >= 0 and stop <= len(whole):
                yield whole[start:stop]


def _covered_cells(path: str, was: bytes, now: bytes) -> Iterator[tuple[str, str]]:
    """Yield the cells of rows that are covered now."""
    before, after = _rows(path, was), _rows(path, now)
    known, kept = set(before), set(after)
    old = [row for row in before if row not in kept]
    new = [row for row in after if row not in known]
    for row in new:
        masked = [at for at, cell in enumerate(row) if MASK in cell]
        for one in old if masked else ():
            if _is_row(one, row):
                yield from ((one[at], row[at]) for at in masked if is_masked(one[at], row[at]))


def _is_row(was: tuple[str, ...], now: tuple[str, ...]) -> bool:
    """Whether a row is the other one: at least half of what it says beside masks is the same."""
    told = [(a, b) for a, b in zip(was, now, strict=False) if b and MASK not in b]
    return len(was) == len(now) and sum(a == b for a, b in told) * 2 > len(told)


def _rows(path: str, data: bytes) -> list[tuple[str, ...]]:
    return [tuple(row.texts) for one in tables_in(path, data, Report()) for row in one.rows]


def _line(text: str) -> str:
    letters = bare_letters(text)
    return letters if len(letters) >= _LEAST else ""


def _share(lines: frozenset[str], said: Said) -> float:
    return sum(one in said.whole for one in lines) / len(lines)
