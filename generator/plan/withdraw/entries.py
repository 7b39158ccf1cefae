"""withdrawn.yml with entries added at its end; what stands in it stays, comments too."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from generator.plan.fields import column_name
from generator.plan.mend import append_entries
from generator.plan.model import Withdrawal, WithdrawalKind
from generator.plan.parse import parse_withdrawn
from generator.plan.read import read_yaml
from generator.plan.record import day_text
from generator.plan.withdraw.needles import Needles
from generator.plan.withdraw.refused import CoverRefusedError
from generator.plan.withdraw.texts import covered_yaml
from generator.problems import Place, Report

# What is written as it is: words of ours, numbers and days.
_BARE = ("kind", "edition", "report", "column", "day")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is withdrawn: a cell of a row in an edition or a report, or a file."""

    edition: int | None = None
    report: str = ""
    id: str = ""
    column: str = ""
    file: str = ""

    def count_in(self, entries: Sequence[Withdrawal]) -> int:
        """Return how many entries of the year say so, of that cell or of the whole row."""
        mine = (self.edition, self.report, self.id, self.file)
        return sum(
            one.kind is WithdrawalKind.PERSONAL
            and (one.edition, one.report, one.id, one.file) == mine
            and one.column in ("", self.column)
            for one in entries
        )


def with_entries(
    data: bytes, place: Place, new: Sequence[tuple[Entry, str]], day: datetime.date
) -> bytes:
    """Return the file with an entry for each of `new`, with its reason.

    `data` is empty for a file not yet there.

    Raises CoverRefusedError where the entries cannot be put there so that all are read.
    """
    if not new:
        return data
    after = append_entries(
        data, "withdrawn", [_said(one, day, reason) for one, reason in new], bare=_BARE
    )
    if after is None:
        raise _refused(place)
    was, now = entries_of(data, place), entries_of(after, place)
    if [one.statement for one in now[: len(was)]] != [one.statement for one in was]:
        raise _refused(place)
    if len(now) != len(was) + len(new):
        raise _refused(place)
    return after


def without_in_reasons(data: bytes, place: Place, needles: Needles) -> bytes:
    """Return the file with the texts covered in reasons and remarks; entries say all else as ever.

    An earlier reason may hold what is withdrawn now. Raises CoverRefusedError.
    """
    after = covered_yaml(data, place, needles) if data.strip() and needles else data
    if after == data:
        return data
    was, now = entries_of(data, place), entries_of(after, place)
    same = len(was) == len(now) and all(map(Withdrawal.tells_same, was, now))
    return after if same else data


def entries_of(data: bytes, place: Place) -> tuple[Withdrawal, ...]:
    """Return the entries that a file's bytes say."""
    report = Report()
    tree = read_yaml(data, place, report) if data.strip() else None
    return parse_withdrawn(tree, report).entries


def _refused(place: Place) -> CoverRefusedError:
    return CoverRefusedError(place, "เพิ่มรายการต่อท้ายไม่ได้ ตรวจแฟ้มนี้ด้วย phaen check แก้ก่อน แล้วสั่งใหม่")


def _said(one: Entry, day: datetime.date, reason: str) -> dict[str, str]:
    found = {"kind": WithdrawalKind.PERSONAL.value}
    if one.file:
        found["file"] = one.file
    elif one.report:
        found |= {"report": one.report, "id": one.id}
    else:
        found |= {"edition": str(one.edition), "id": one.id}
    if one.column:
        found["column"] = column_name(one.column)
    return found | {"day": day_text(day), "reason": reason}
