"""Order numbers: left out, twice, missing. A lost row is seen by them first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.plan.intake.draft import Ask, DraftRow
from generator.plan.intake.interpret.gathered import Gathered
from generator.plan.intake.interpret.judging import SEVERAL_NUMBERS
from generator.thai.text import arabic_digits

_WHOLE = re.compile(r"(?:[ก-๙]+\s*)?\(?([0-9]{1,4})\s*[.)]{0,2}")
_PART = re.compile(r"\(?([0-9]{1,4})[.\-][0-9]{1,3}\s*[.)]{0,2}")
_LAST = re.compile(r"([0-9]{1,4})\D*$")


@dataclass(slots=True)
class _Count:
    """How far the numbers have come, in each section and in all."""

    sections: dict[tuple[str, ...], int]
    all: int = 0


def number_asks(
    projects: Sequence[Gathered], rows: Sequence[DraftRow], *, amends: bool = False
) -> Iterator[Ask]:
    """Yield what is to be asked of the order numbers, each at its row.

    They count from 1 in each section, or on from the section before. A row without a number takes
    the next. Where no row of the form has a number nothing is missing. Rows of a form that `amends`
    a plan may have the numbers that they have there: of these none is left out.
    """
    if not any(project.number for project in projects):
        return
    amends = amends or any(one.under.change or one.was for one in projects)
    count = _Count({})
    for project, row in zip(projects, rows, strict=True):
        key = (*project.under.key, project.under.change)
        before = count.sections.get(key)
        plain = arabic_digits(project.number)
        found = _WHOLE.fullmatch(plain)
        if found is None and SEVERAL_NUMBERS.fullmatch(plain):
            yield Ask("several-in-row", row.spot, project.number, rows=(row.id,))
            last = _LAST.search(plain)
            count.sections[key] = count.all = int(last[1]) if last else count.all
            continue
        if found is None:
            count.sections[key] = (before or 0) + (not project.number)
            if not project.number and _has_numbers(project):
                yield Ask("number-missing", row.spot, row.name, rows=(row.id,))
            continue
        number = int(found[1])
        expected = {before + 1} if before is not None else {1, count.all + 1}
        if not amends and not (project.carried and number == 1):  # which is asked otherwise
            yield from _gap(number, before, expected, row)
        count.sections[key] = count.all = number


def sum_asks(projects: Sequence[Gathered], rows: Sequence[DraftRow]) -> Iterator[Ask]:
    """Yield the rows whose amount is the sum of those numbered as their parts: 1 of 1.1 and 1.2.

    Both would count the same money twice, and only a person knows which rows are the plan's.
    """
    parts: defaultdict[tuple[str, ...], list[DraftRow]] = defaultdict(list)
    for project, row in zip(projects, rows, strict=True):
        if found := _PART.fullmatch(arabic_digits(project.number)):
            parts[(*project.under.key, found[1])].append(row)
    for project, row in zip(projects, rows, strict=True):
        found = _WHOLE.fullmatch(arabic_digits(project.number))
        below = parts.get((*project.under.key, found[1]), []) if found else []
        amounts = [one.budget for one in below if one.budget is not None]
        if len(below) > 1 and len(amounts) == len(below) and row.budget == sum(amounts):
            numbers = " ".join(one.number for one in below)
            yield Ask("row-sums-parts", row.spot, numbers, rows=(row.id,))


def _has_numbers(project: Gathered) -> bool:
    heads = project.heads.values()
    return any("ordinal" in head.codes.values() for head in heads)


def _gap(number: int, before: int | None, expected: set[int], row: DraftRow) -> Iterator[Ask]:
    if number == before:
        yield Ask("number-twice", row.spot, row.number, rows=(row.id,))
    elif number > max(expected) or (before is None and number not in expected and number > 1):
        seen = f"{before} แล้วเป็น {number}" if before else f"เริ่มที่ {number}"
        yield Ask("number-gap", row.spot, seen, rows=(row.id,))
