"""What neighbouring cells of a row say of persons only together (`generator.thai.together`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from generator.plan.check.plain import plain
from generator.plan.check.privacy import PersonalDatum, find_personal
from generator.thai.together import together

_KINDS = frozenset({"identity-number", "person-name"})
_GIVEN = re.compile("(?:คำนำหน้า\\s?)?ชื่อ(?:ตัว|จริง)?")
_SURNAME = re.compile("(?:ชื่อ|นาม)?\\s?สกุล")
_BOTH = "ชื่อ-สกุล"
# How no title and no digit in a box begins, and what stands in no box after one.
_NO_BEGINNING = re.compile(
    "[0-9]{2}|[A-Za-z]|[ก-ฮเ-ไ](?<![นดเ])|น[ก-๎](?<![าส])|ด[ก-๎](?<![ชญ])|เ[ก-๎](?<!ด)"
)
_BOX, _WORD = "0123456789", re.compile("[ก-ฮเ-ไA-Za-z]")
_LONGEST = 40  # no box and no column of a name holds more


def find_across(
    cells: Sequence[str], headings: Sequence[str] = ()
) -> Iterator[tuple[int, PersonalDatum]]:
    """Yield what two or more neighbouring cells say together, by the index of the first of them.

    `headings` stand over the cells, as many or fewer. What one cell says alone is not told. Never
    raises.
    """
    named = [at for at, above in enumerate(pairwise(headings)) if _are_parts(*above)]
    if not named and not _may_speak(cells):
        return
    bare = [_bare(one) if len(one) <= _LONGEST else "" for one in cells]
    for index, text in together(bare):
        yield from _made(index, text, bare[index : index + 3])
    for index in named:
        parts = bare[index : index + 2]
        if len(parts) == 2 and all(parts):
            yield from _made(index, " ".join(parts), parts, _BOTH)


def _may_speak(cells: Sequence[str]) -> bool:
    """Tell cheaply whether a cell may begin what it says with its neighbour: most rows do not."""
    return any(
        one
        and after
        and not _NO_BEGINNING.match(one)
        and not (one[0] in _BOX and _WORD.match(after))
        for one, after in pairwise(cells)
    )


@lru_cache(maxsize=4096)
def _bare(cell: str) -> str:
    """Return a short text in its plain spelling; a table says most of them over and over."""
    return plain(cell).text.strip()


def _are_parts(given: str, surname: str) -> bool:
    """Whether two headings are those of a given name and a surname."""
    return bool(_GIVEN.fullmatch(given.strip()) and _SURNAME.fullmatch(surname.strip()))


def _made(
    index: int, text: str, cells: Sequence[str], heading: str = ""
) -> Iterator[tuple[int, PersonalDatum]]:
    """Yield what a text says that no cell of it says alone."""
    alone = {datum.text for one in cells for datum in find_personal(one)}
    for datum in find_personal(text, heading):
        if datum.kind in _KINDS and datum.text not in alone:
            yield index, datum
