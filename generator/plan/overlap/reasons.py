"""Why two rows were paired, in words: the check says them, and so does the staff's page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.plan.overlap.pairs import Pair

_NAMED = 3  # villages; more are counted
# As the interface's words are written: `~` is a blank at which no line breaks.
REASONS: Mapping[str, str] = {
    "same_name": "ชื่อเหมือนกัน",
    "alike": "ชื่อคล้ายกันร้อยละ~{n}",
    "village": "หมู่~{n} เหมือนกัน",
    "villages": "หมู่เดียวกัน~{n}~หมู่",
    "no_village": "ไม่ระบุหมู่ทั้งคู่",
    "same_amount": "งบประมาณเท่ากัน",
    "other_unit": "ต่างหน่วยงาน",
    "other_owner": "ต่างเจ้าของโครงการ",
}


def reasons(pair: Pair) -> Iterator[tuple[str, str]]:
    """Yield the key in REASONS of each reason, with the figures that its words have for `n`."""
    yield ("same_name", "") if pair.likeness == 100 else ("alike", str(pair.likeness))
    if len(pair.villages) > _NAMED:
        yield "villages", str(len(pair.villages))
    elif pair.villages:
        yield "village", ", ".join(map(str, pair.villages))
    else:
        yield "no_village", ""
    told = {
        "same_amount": pair.same_amount,
        "other_unit": pair.other_unit,
        "other_owner": pair.other_owner,
    }
    yield from ((key, "") for key, holds in told.items() if holds)


def why(pair: Pair) -> str:
    """Return why the pair was made, in plain words."""
    return " · ".join(REASONS[key].replace("~", " ").format(n=n) for key, n in reasons(pair))
