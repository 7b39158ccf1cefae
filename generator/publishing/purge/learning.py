"""What a version of a file says no more, because █ stands in its place: learned from both of them.

An entry of withdrawn.yml may name a whole file, and never the text: the text is what the version
before it said where the next one has a mask. Lines, cells and the texts of workbooks and papers are
held against each other; where nothing tells for certain what was covered, that is said.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from generator.plan.model import MASK
from generator.plan.read import text_of
from generator.plan.uploads import ENDINGS, inspect

_MASKS = re.compile(f"{MASK}+")
# What may stand otherwise beside a mask: YAML puts quotation marks there, and folds lines.
_LOOSE = r"[\s\"'|>\\]*"
_PARTS = re.compile(r"[\s\"'|>\\]+")
_BETWEEN = re.compile(r"\n| \| ")
_EDGES = " \t\r\n\"'()|>\\"
_TABLES = (".csv",)


@dataclass(frozen=True, slots=True, repr=False)  # its texts are personal data
class Lost:
    """A text as it was, and the pieces of it that a mask stands for now, in their order.

    `path` is its file, empty where that is not known.
    """

    was: str
    pieces: tuple[str, ...]
    path: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Learned:
    """What was covered between two versions.

    `unsure` are texts of the first one of which some were covered, and nothing tells what of them.
    """

    lost: tuple[Lost, ...] = ()
    unsure: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lost or self.unsure)


def texts_of(path: str, data: bytes) -> list[str]:
    """Return what a file says, in pieces that stay when others change: lines, cells, texts."""
    ending = path.rpartition(".")[2].lower()
    if ending in ENDINGS:
        texts = (one.text for one in inspect(f"a.{ending}", data).texts)
        return [part for text in texts for part in _BETWEEN.split(text)]
    text = text_of(data)
    if path.lower().endswith(_TABLES):
        try:
            rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=text.count))
            return [cell for row in rows for cell in row]
        except csv.Error:
            pass
    return text.split("\n")


def learned(was: Sequence[str], now: Sequence[str]) -> Learned:
    """Return what masks of the second texts stand for that the first ones said."""
    lost: list[Lost] = []
    unsure: list[tuple[str, ...]] = []
    for old, new in _differing(was, now):
        if _masks(new) <= _masks(old) or not any(one.strip() for one in old):
            continue
        # Where texts became fewer, one may have gone over several of them.
        ways = (_of_one, _of_pairs) if len(old) > len(new) else (_of_pairs, _of_one)
        found = next((one for way in ways if (one := way(old, new)) is not None), None)
        if found is None:
            unsure.append(tuple(old))
        else:
            lost += found
    return Learned(tuple(lost), tuple(unsure))


def lost_of(was: str, now: str) -> tuple[str, ...] | None:
    """Return what the masks of a text stand for; None where it is no masked form of the other."""
    first, *more = _MASKS.split(now.strip(_EDGES))
    was = was.strip(_EDGES)
    begins = _pattern(first).match(was)
    if begins is None or not more:
        return None
    pieces, at = [], begins.end()
    for number, part in enumerate(more, start=1):
        pattern = (
            re.compile(_pattern(part).pattern + r"\Z") if number == len(more) else _pattern(part)
        )
        found = pattern.search(was, at)
        if found is None:
            return None
        pieces.append(was[at : found.start()].strip(_EDGES))
        at = found.end()
    return tuple(one for piece in pieces for one in _said(piece))


def _said(piece: str) -> Iterator[str]:
    """Yield what of a piece is a text: a mask was one before; of a paragraph each line."""
    for part in _MASKS.split(piece):
        lines = part.split("\n")
        yield from filter(
            None, (one.strip(_EDGES) for one in ([part] if len(lines) < 3 else lines))
        )


def _pattern(part: str) -> re.Pattern[str]:
    words = [re.escape(one) for one in _PARTS.split(part) if one]
    return re.compile(_LOOSE + _LOOSE.join(words) + _LOOSE if words else "")


def _masks(texts: Sequence[str]) -> int:
    return sum(one.count(MASK) for one in texts)


def _differing(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the runs of texts that are otherwise; none where no mask came."""
    if _masks(now) <= 0:
        return
    found = SequenceMatcher(None, list(was), list(now), autojunk=False).get_opcodes()
    for kind, first, last, begin, end in found:
        if kind == "replace":
            yield list(was[first:last]), list(now[begin:end])


def _of_pairs(old: Sequence[str], new: Sequence[str]) -> list[Lost] | None:
    """Return what each masked text lost: held against the one in its place, or the only one."""
    found: list[Lost] = []
    same = len(old) == len(new)
    for one, other in zip_longest(old if same else (), new):
        if MASK not in other:
            continue
        beside = (one,) if same else tuple(dict.fromkeys(old))
        pairs = ((text, lost_of(text, other)) for text in beside)
        known = [Lost(text, lost) for text, lost in pairs if lost is not None]
        if len(known) != 1:
            return None
        found += known
    return found


def _of_one(old: Sequence[str], new: Sequence[str]) -> list[Lost] | None:
    """Return what all texts of a run lost, as if they were one: a text may go over lines."""
    lost = lost_of("\n".join(old), "\n".join(new))
    return None if lost is None else [Lost("\n".join(old), lost)]
