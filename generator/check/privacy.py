"""Personal data of private persons inside plan text: where it stands, and how to mask it.

Puts together what the finders beside it know: names (`persons`, `courtesy`, `headings`), numbers
(`numbers`, `labelled`) and what else tells who somebody is (`details`). Does not word the problem and
changes no text; staff decide. A telephone number may be an office's own: only staff can tell.
"""

import re
from dataclasses import dataclass

from generator.check.numbers import find_numbers
from generator.check.persons import find_persons
from generator.check.plain import Plain, plain
from generator.check.spans import Kind, Span

_MASK = "█"
_NAMES = ("person-name", "person-possible")


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """One piece of personal data: the part of the text as written, and the same part masked.

    The kind is the code of the problem that it is; the catalogue says whether that is an error.
    """

    kind: Kind
    text: str
    masked: str


def find_personal(text: str, heading: str = "") -> tuple[PersonalDatum, ...]:
    """Give the personal data in a text, in reading order; masked parts are not found again.

    A `heading` over the text may say what a bare number or name is. Promises never to raise.
    """
    spelled = plain(text)
    spans = find_numbers(spelled.text) + find_persons(spelled.text)
    from generator.check.courtesy import find_courtesies
    spans += find_courtesies(spelled.text)
    return tuple(_datum(spelled, one) for one in sorted(spans, key=lambda one: one.start))


def _datum(spelled: Plain, one: Span) -> PersonalDatum:
    part = spelled.written[slice(*spelled.span(one.start, one.end))]
    if one.kind in _NAMES:
        kept = spelled.written[slice(*spelled.span(one.start, one.hidden))] if one.hidden > one.start else ""
        return PersonalDatum(one.kind, part, f"{kept} {_MASK}".strip())
    return PersonalDatum(one.kind, part, "".join(_MASK if s.isnumeric() else s for s in part))
