"""Codes of a form's rows: in its order, and kept when the same form comes again, corrected.

Rows are known again by name, place and number. What is not certain becomes a new row with a new
code; a code that a plan has used is never given to another project.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.plan.intake.draft import Draft, DraftRow
from generator.thai.text import match_key

_CODE = re.compile(r"(?P<year>[0-9]{4})-(?P<number>[0-9]+)")
# As much alike as a name is whose spelling was put right.
_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A row that a plan has already: what it states by the code names of its columns.

    `number` is its ลำดับที่ in the form that it came from, empty where nothing tells it, `asked`
    the questions of an import that still stand in its row, answered or not, one a line, `origin`
    where in that form it stood.
    """

    id: str
    values: Mapping[str, str]
    number: str = ""
    asked: str = ""
    origin: str = ""

    def said(self, code: str) -> str:
        """Return what it states in a column."""
        return self.values.get(code, "")


@dataclass(frozen=True, slots=True)
class Matched:
    """A draft with the codes of the rows that were known; `known` gives these by their code.

    `gone` are the known rows that the form does not have any more.
    """

    draft: Draft
    known: Mapping[str, KnownRow] = field(default_factory=dict)
    gone: tuple[KnownRow, ...] = ()


def numbered(draft: Draft, year: int) -> Draft:
    """Return the draft as one of `year`: its codes begin with it, in the form's order."""
    codes = {row.id: f"{year}-{at:03}" for at, row in enumerate(draft.rows, start=1)}
    return replace(renamed(draft, codes), year=year)


def renamed(draft: Draft, codes: Mapping[str, str]) -> Draft:
    """Return the draft with other codes, wherever it names a row."""

    def new(rows: Iterable[str]) -> tuple[str, ...]:
        return tuple(codes.get(one, one) for one in rows)

    return replace(
        draft,
        rows=tuple(replace(row, id=codes.get(row.id, row.id)) for row in draft.rows),
        sections=tuple(replace(one, rows=new(one.rows)) for one in draft.sections),
        asks=tuple(replace(one, rows=new(one.rows)) for one in draft.asks),
        used=tuple(replace(one, row=codes.get(one.row, one.row)) for one in draft.used),
    )


def matched(draft: Draft, known: Sequence[KnownRow], used: Iterable[str] = ()) -> Matched:
    """Return the draft with the codes of the `known` rows that it has again.

    `used` are codes that may not be given again, besides those of the known rows.
    """
    pairs = _pairs(draft.rows, known)
    taken = {*used, *(one.id for one in known)}
    fresh = _fresh(str(draft.year), taken)
    codes = {row.id: pairs[row.id].id if row.id in pairs else next(fresh) for row in draft.rows}
    found = {one.id: one for one in pairs.values()}
    gone = tuple(one for one in known if one.id not in found)
    return Matched(renamed(draft, codes), found, gone)


def _fresh(year: str, taken: set[str]) -> Iterator[str]:
    """Yield codes of the year above every one that was ever used."""
    numbers = (found for one in taken if (found := _CODE.fullmatch(one)) and found["year"] == year)
    last = max((int(one["number"]) for one in numbers), default=0)
    while True:
        last += 1
        yield f"{year}-{last:03}"


Key = tuple[str, ...]


def _pairs(rows: Sequence[DraftRow], known: Sequence[KnownRow]) -> dict[str, KnownRow]:
    """Return the known row of each row that is one, by the row's code in the draft."""
    pairs: dict[str, KnownRow] = {}
    left, others = list(rows), list(known)
    for of_row, of_known in _WAYS:
        new: defaultdict[Key, list[DraftRow]] = defaultdict(list)
        old: defaultdict[Key, list[KnownRow]] = defaultdict(list)
        for row in left:
            new[of_row(row)].append(row)
        for one in others:
            old[of_known(one)].append(one)
        for key, mine in new.items():
            if key and len(mine) == 1 and len(old.get(key, ())) == 1:
                pairs[mine[0].id] = old[key][0]
        taken = {one.id for one in pairs.values()}
        left = [row for row in left if row.id not in pairs]
        others = [one for one in others if one.id not in taken]
    return pairs | _renamed_pairs(left, others)


def _renamed_pairs(rows: Sequence[DraftRow], known: Sequence[KnownRow]) -> dict[str, KnownRow]:
    """Return rows whose name alone was put right: place, number and programme are the same."""
    old: defaultdict[Key, list[KnownRow]] = defaultdict(list)
    for one in known:
        old[_stand(one.said("place"), one.number, one.said("programme"), one.said("form"))] += [one]
    pairs: dict[str, KnownRow] = {}
    for row in rows:
        there = old.get(_stand(row.place, row.number, row.programme, row.form), [])
        if row.number and len(there) == 1 and _alike(row.name, there[0].said("name")):
            pairs[row.id] = there.pop()
    return pairs


def _alike(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, match_key(one), match_key(other)).ratio() >= _ALIKE


def _stand(place: str, number: str, programme: str, form: str) -> Key:
    bare = match_key(programme).removeprefix(match_key("แผนงาน"))
    return match_key(place), match_key(number), bare, match_key(form) or match_key("ผด.02")


def _keys(*parts: str) -> Key:
    keys = tuple(map(match_key, parts))
    return keys if keys[0] else ()


# From the surest: what must be the same, of a row of the form and of a known one.
_WAYS: tuple[tuple[Callable[[DraftRow], Key], Callable[[KnownRow], Key]], ...] = (
    (
        lambda row: _keys(row.name, row.place, row.detail, row.number),
        lambda one: _keys(one.said("name"), one.said("place"), one.said("detail"), one.number),
    ),
    (
        lambda row: _keys(row.name, row.place, row.number),
        lambda one: _keys(one.said("name"), one.said("place"), one.number),
    ),
    (
        lambda row: _keys(row.name, row.place, row.detail),
        lambda one: _keys(one.said("name"), one.said("place"), one.said("detail")),
    ),
    (
        lambda row: _keys(row.name, row.place),
        lambda one: _keys(one.said("name"), one.said("place")),
    ),
    (  # the place was put right
        lambda row: _keys(row.name, row.number) if row.number else (),
        lambda one: _keys(one.said("name"), one.number) if one.number else (),
    ),
    (
        lambda row: _keys(row.name, row.detail) if row.detail else (),
        lambda one: _keys(one.said("name"), one.said("detail")) if one.said("detail") else (),
    ),
)
