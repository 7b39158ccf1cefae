"""Lines of one paragraph that are one name: `ยุทธศาสตร์ที่ 2 การพัฒนา` and, below it, `คุณภาพชีวิต`."""

from __future__ import annotations

import re

from generator.plan.model.account import RowKind
from generator.plan.parse.vocabulary import programme_of
from generator.plan.sheet.wording import kind_of_words, unit_over, with_labels_joined
from generator.thai.text import tidy

_NAMED = frozenset({RowKind.STRATEGY, RowKind.TACTIC, RowKind.PROGRAMME})
# What begins so, or says so much, is no rest of a name: a number, a bracket, a label.
_OF_ITS_OWN = re.compile(r"^[^ก-๙]|[:：]|^(?:เป้าหมาย|ตัวชี้วัด|หน่วยงาน|พันธกิจ|วัตถุประสงค์|จำนวน|ประจำ|ปี)")
_LONGEST = 60


def with_wraps_joined(text: str) -> str:
    """Return lines with each joined to the strategy, tactic or programme above that it ends.

    Labels are joined with the names below them, too.
    """
    lines: list[str] = []
    for line in with_labels_joined(text).split("\n"):
        if lines and _goes_on(tidy(lines[-1]), tidy(line)):
            lines[-1] = lines[-1].rstrip() + line.strip()
        else:
            lines.append(line)
    return "\n".join(lines)


def _goes_on(above: str, line: str) -> bool:
    if not line or len(line) > _LONGEST or kind_of_words(above) not in _NAMED:
        return False
    if programme_of(above) and not programme_of(above + line):
        return False  # a whole name has no rest
    kind, unit, programme = kind_of_words(line), unit_over(line), programme_of(line)
    return not (kind or unit or programme or _OF_ITS_OWN.search(line))
