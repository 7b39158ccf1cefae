"""Lines and texts with masks, held against what stands there now: whether any shows more."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterator, Sequence

from generator.plan.merge import reads_where_masked
from generator.plan.model import MASK, is_masked
from generator.plan.read import tables_in, text_of
from generator.plan.uploads import inspect
from generator.problems import Report
from generator.thai.text import same_to_readers

TEXTS = (".md", ".yml", ".yaml", ".csv", ".txt")
BOOKS = (".xlsx", ".docx")
_MASKS = re.compile(f"{MASK}+")
_BETWEEN = re.compile(r"\n| \| ")
_SAYS = re.compile(r"\w")
# Of so many signs two lines are known to be one, and so alike are they at least.
_LEAST, _LEAST_BLOCK, _ALIKE = 4, 3, 0.6
_MOST_COMPARED, _LONGEST = 400, 400


def filled(was: str, now: str) -> bool:
    """Whether `now` is `was` with something else where a mask stood, or with fewer masks."""
    return _fewer(was, now) or _in_masks(was, now)


def _fewer(was: str, now: str) -> bool:
    return len(_MASKS.findall(now)) < len(_MASKS.findall(was))


def _in_masks(was: str, now: str) -> bool:
    """Whether all that stood beside the masks stands there still, and words in their place."""
    pieces = map(re.escape, _MASKS.split(" ".join(was.split())))
    found = re.fullmatch("(.*?)".join(pieces), " ".join(now.split()), re.DOTALL)
    return bool(found and any(_SAYS.search(_MASKS.sub("", one)) for one in found.groups()))


def said_in(path: str, data: bytes) -> list[str]:
    """Return the lines of a text, or what a workbook or a document says piece by piece."""
    if path.lower().endswith(TEXTS):
        return text_of(data).splitlines()
    if path.lower().endswith(BOOKS):
        return [one.text for one in inspect(path, data).texts]
    return []


def texts_in_table(path: str, data: bytes) -> list[str]:
    """Return what a table says, cell by cell; of a workbook whatever it says anywhere."""
    if not path.lower().endswith(".csv"):
        tables = tables_in(path, data, Report()) if data else ()
        cells = [text for table in tables for row in table.rows for text in row.texts]
        known = set(cells)
        every = (part for one in inspect(path, data).texts for part in _BETWEEN.split(one.text))
        return cells + [part for part in every if part.strip() and part not in known]
    text = text_of(data)
    try:
        rows = list(
            csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=text.count))
        )
    except csv.Error:
        return text.splitlines()
    return [cell for row in rows for cell in row]


def shown_again(
    was: Sequence[str], now: Sequence[str], but: frozenset[str] = frozenset()
) -> Iterator[int]:
    """Yield, from 1, the lines with a mask of which there is one now that says more.

    Not those in `but`, which are held otherwise.
    """
    kept = set(now)
    told = set(was)
    new = [line for line in now if line not in told]
    beside = _in_place(was, now)
    for number, line in enumerate(was):
        if MASK not in line or line in kept or line in but:
            continue
        here = beside.get(number, [])
        if any(_is_one(line, one, near=one in here) for one in (*here, *new[:_MOST_COMPARED])):
            yield number + 1


def _in_place(was: Sequence[str], now: Sequence[str]) -> dict[int, list[str]]:
    """Return which line stands now in the place of each: where as many lines took their place."""
    found: dict[int, list[str]] = {}
    matched = difflib.SequenceMatcher(None, was, now, autojunk=False)
    for kind, first, last, start, end in matched.get_opcodes():
        if kind == "replace" and last - first == end - start:
            found |= {first + at: [now[start + at]] for at in range(last - first)}
    return found


def _is_one(was: str, now: str, *, near: bool) -> bool:
    """Whether a line is the masked one with something shown again.

    One that says hardly anything beside its mask is known by its place alone.
    """
    if is_masked(was, now) or same_to_readers(was, now):
        return False
    bare = _MASKS.sub("", was).strip()
    if len(_SAYS.findall(bare)) < _LEAST:
        return near and _fewer(was, now) and bool(_SAYS.search(now))
    if _in_masks(was, now):
        return True
    alike = difflib.SequenceMatcher(None, bare[:_LONGEST], now[:_LONGEST], autojunk=False)
    same = sum(one.size for one in alike.get_matching_blocks() if one.size >= _LEAST_BLOCK)
    shows = _fewer(was, now) or reads_where_masked(was, now)
    return shows and same >= _ALIKE * len(bare[:_LONGEST])
