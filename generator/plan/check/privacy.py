"""Personal data of private persons inside plan text: where it stands, and how to mask it.

Puts together what the finders beside it know: names (`persons`, `courtesy`, `headings`), numbers
(`numbers`, `labelled`, `spoken`) and what else tells who somebody is (`details`). Does not word
the problem and changes no text; staff decide. A telephone number may be an office's own: only
staff can tell.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from generator.plan.check.coded import decoded
from generator.plan.check.courtesy import find_courtesies
from generator.plan.check.details import find_details
from generator.plan.check.headings import find_under, find_untitled, says_names
from generator.plan.check.labelled import find_filled, find_labelled
from generator.plan.check.numbers import find_numbers
from generator.plan.check.persons import find_persons
from generator.plan.check.plain import Plain, is_plain, plain
from generator.plan.check.quick import may_hold
from generator.plan.check.spans import Span, SpanKind
from generator.plan.check.spoken import find_spoken
from generator.plan.check.words import one_of

_MASK = "█"
# What a heading may say of the numbers under it.
_LABELS = one_of(
    (
        *(
            "โทร",
            "เบอร์",
            "มือถือ",
            "ติดต่อ",
            "เลข",
            "บัตร",
            "เกิด",
            "HN",
            "hn",
            "พาส",
            "หนังสือเดินทาง",
            "บัญชี",
            "ไลน์",
            "เมล",
            "เฟซ",
            "เฟส",
        ),
        *(
            "ผู้",
            "ประชาชน",
            "Tel",
            "tel",
            "TEL",
            "hone",
            "obile",
            "ass",
            "ID",
            "Id",
            "id",
            "DOB",
            "irth",
            "LINE",
            "Line",
            "mail",
            "ทะเบียน",
            "โฉนด",
            "เจ้าของ",
            "คนพิการ",
        ),
    )
)
_JOINED_BEFORE = re.compile("[A-Za-z0-9._+-]*_$")
_JOINED_AFTER = re.compile("_[A-Za-z0-9._-]*")
_REACH = 64
# One text stands on many pages; only short ones are remembered.
_SHORT = 500


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """One piece of personal data: the part of the text as written, and the same part masked.

    The kind is the code of the problem that it is; the catalogue says whether that is an error.
    """

    kind: SpanKind
    text: str
    masked: str


def find_personal(text: str, heading: str = "") -> tuple[PersonalDatum, ...]:
    """Give the personal data in a text, in reading order; masked parts are not found again.

    A `heading` over the text may say what a bare number or name is. What an address says in its
    codes is found as it is meant, after the rest. Promises never to raise.
    """
    found, meant = _looked(text, heading), decoded(text)
    if meant == text:
        return found
    known = {one.text for one in found}
    return found + tuple(one for one in _looked(meant, heading) if one.text not in known)


def _looked(text: str, heading: str) -> tuple[PersonalDatum, ...]:
    return _remembered(text, heading) if len(text) < _SHORT else _found(text, heading)


def _found(text: str, heading: str) -> tuple[PersonalDatum, ...]:
    says = said_by(heading)
    if not says and is_plain(text) and not may_hold(text):
        return ()
    spelled = plain(text)
    spans = _spans(spelled.text)
    if says:
        spans = _apart([*spans, *_headed(says, spelled.text)])
    return tuple(_datum(spelled, one) for one in sorted(spans, key=lambda one: one.start))


@lru_cache(maxsize=1024)
def said_by(written: str) -> str:
    """Give a heading's plain spelling, nothing where it tells nothing of what stands under it."""
    heading = plain(written).text
    return heading if says_names(heading) or _LABELS.search(heading) else ""


_remembered = lru_cache(maxsize=4096)(_found)


def _spans(text: str) -> list[Span]:
    """Give what stands in a plain text, none in another; the surer finder goes first."""
    persons = find_persons(text)
    found = [*find_numbers(text), *find_filled(text), *persons, *find_labelled(text)]
    found += find_spoken(text)
    starts = sorted(one.start for one in persons)
    for here, part in _parts(text):
        end = here + len(part)
        first = bisect_left(starts, here)
        named = first < len(starts) and starts[first] < end
        beside = (
            *find_courtesies(part),
            *find_untitled(part),
            *find_details(part, named=named),
        )
        found += [Span(here + o.start, here + o.hidden, here + o.end, o.kind) for o in beside]
    return _apart(found)


def _parts(text: str) -> list[tuple[int, str]]:
    """Give the lines of a long text: what is private on one says nothing of the others."""
    if len(text) < _SHORT or "\n" not in text:
        return [(0, text)]
    parts: list[tuple[int, str]] = []
    here = 0
    for line in text.split("\n"):
        parts.append((here, line))
        here += len(line) + 1
    return parts


def _headed(heading: str, text: str) -> list[Span]:
    """Give what the heading says of a text: names without a title, numbers without their label."""
    found = find_under(heading, text)
    if not _LABELS.search(heading):
        return found
    label = f"{heading} : "
    for one in _spans(label + text):
        if one.start >= len(label):
            start, hidden, end = (at - len(label) for at in (one.start, one.hidden, one.end))
            found.append(Span(start, hidden, end, one.kind))
    return found


def _apart(spans: list[Span]) -> list[Span]:
    """Drop what overlaps with something before it in the list."""
    kept: list[Span] = []
    taken = bytearray(max((one.end for one in spans), default=0))
    for one in spans:
        if not any(taken[one.start : one.end]):
            kept.append(one)
            taken[one.start : one.end] = b"x" * (one.end - one.start)
    return kept


def _datum(spelled: Plain, one: Span) -> PersonalDatum:
    part = spelled.written[slice(*_whole(spelled, one))]
    if one.kind in ("person-name", "person-possible"):
        shown = _written(spelled, one.start, one.hidden)
        return PersonalDatum(one.kind, part, f"{shown.rstrip()} {_MASK}".lstrip())
    if one.kind == "private-detail":
        shown = _written(spelled, one.start, one.hidden)
        hidden = part[len(shown) :]
        return PersonalDatum(
            one.kind, part, shown + "".join(_MASK if _tells(s) else s for s in hidden)
        )
    return PersonalDatum(one.kind, part, "".join(_MASK if _tells(s) else s for s in part))


def _whole(spelled: Plain, one: Span) -> tuple[int, int]:
    """Give where a datum stands as written; a `_` in an address or a name there was a blank."""
    start, end = spelled.span(one.start, one.end)
    if one.kind == "private-detail":
        end = joined.end() if (joined := _JOINED_AFTER.match(spelled.written, end)) else end
        if one.start == one.hidden:
            before = spelled.written[max(0, start - _REACH) : start]
            start -= len(joined[0]) if (joined := _JOINED_BEFORE.search(before)) else 0
    return start, end


def _written(spelled: Plain, start: int, end: int) -> str:
    return spelled.written[slice(*spelled.span(start, end))] if start < end else ""


def _tells(sign: str) -> bool:
    return sign.isalnum() or "ก" <= sign <= "๛"
