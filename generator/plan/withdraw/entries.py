"""withdrawn.yml with entries added at its end; what stands in it stays, comments too."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass

from generator.plan.fields import column_name
from generator.plan.mend.fix_bytes import coded
from generator.plan.model import Withdrawal, WithdrawalKind
from generator.plan.parse import parse_withdrawn
from generator.plan.read import read_yaml
from generator.plan.read.yaml_spans import first_list
from generator.plan.record import day_text
from generator.plan.withdraw.refused import CoverRefusedError
from generator.problems import Place, Report


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
    file = coded(data)
    if file is None or file.encoding not in ("utf-8", "utf-16-le", "utf-16-be"):
        raise _refused(place)
    end = "\r\n" if "\r\n" in file.text else "\n"
    text = _grown(file.text, [_lines(one, day, reason) for one, reason in new], end)
    after = file.bytes_of(text)
    was, now = entries_of(data, place), entries_of(after, place)
    if [one.statement for one in now[: len(was)]] != [one.statement for one in was]:
        raise _refused(place)
    if len(now) != len(was) + len(new):
        raise _refused(place)
    return after


def entries_of(data: bytes, place: Place) -> tuple[Withdrawal, ...]:
    """Return the entries that a file's bytes say."""
    report = Report()
    tree = read_yaml(data, place, report) if data.strip() else None
    return parse_withdrawn(tree, report).entries


def _refused(place: Place) -> CoverRefusedError:
    return CoverRefusedError(place, "เพิ่มรายการต่อท้ายไม่ได้ ตรวจแฟ้มนี้ด้วย phaen check แก้ก่อน แล้วสั่งใหม่")


def _lines(one: Entry, day: datetime.date, reason: str) -> list[str]:
    found = {"kind": WithdrawalKind.PERSONAL.value}
    if one.file:
        found["file"] = _quoted(one.file)
    elif one.report:
        found |= {"report": one.report, "id": _quoted(one.id)}
    else:
        found |= {"edition": str(one.edition), "id": _quoted(one.id)}
    if one.column:
        found["column"] = column_name(one.column)
    found |= {"day": day_text(day), "reason": _quoted(reason)}
    return [f"{name}: {text}" for name, text in found.items()]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _grown(text: str, entries: list[list[str]], end: str) -> str:
    """Return the text of the file with the entries at the end of its list."""
    listed = first_list(text)
    column = listed[1] if listed and not listed[0] else 2
    made = "".join(_item(lines, " " * column, end) for lines in entries)
    if listed and listed[0]:  # a list in brackets: an empty one gives way
        _, _, start, stop = listed
        inside = text[start + 1 : stop - 1].strip()
        if inside:
            return text
        return text[:start].rstrip(" ") + end + made + text[stop:].lstrip(" ").lstrip("\r\n")
    if not text.strip() or "withdrawn" not in text:
        text += ("" if not text or text.endswith("\n") else end) + f"withdrawn:{end}"
    elif not text.endswith("\n"):
        text += end
    return text + made


def _item(lines: list[str], indent: str, end: str) -> str:
    first, *rest = lines
    return f"{indent}- {first}{end}" + "".join(f"{indent}  {line}{end}" for line in rest)
