"""Two records of what was announced or reported, compared by what they mean."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from generator.plan.fields import CORRECTS, cell_withdrawn, column_name, still_said
from generator.plan.model import MASK, Record, RecordedRow, Withdrawn
from generator.plan.notice import NAMES, differing, may_differ, recorded
from generator.plan.record import PROGRESS_RECORD, day_text
from generator.thai.dates import format_date

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """What a record does not tell as it did: a sentence, and the line of the old record."""

    said: str
    line: int


@dataclass(frozen=True, slots=True)
class RecordPair:
    """The record of one edition, or of the reports, as it was and as it is to be.

    `fresh` are the entries of `withdrawn` that this push brings: what is covered already is covered
    otherwise only by one of them, or one entry would let a text be told anew for ever. `today`
    tells which days have come, `folder` is the year's.
    """

    name: str
    old: Record
    new: Record
    withdrawn: Withdrawn
    fresh: Withdrawn
    folder: str = ""
    today: datetime.date = datetime.date.max

    @property
    def reports(self) -> bool:
        """Whether it tells progress, and grows; an edition's is whole from its first day."""
        return self.name == PROGRESS_RECORD

    @property
    def edition(self) -> int | None:
        """The edition's number; None for reports, and for a file that is no edition's."""
        return int(self.name) if self.name.isascii() and self.name.isdecimal() else None

    def differences(self) -> Iterator[RecordDifference]:
        """Yield whatever was told and is told no more, or was slipped in among it."""
        yield from self._day()
        yield from self._facts()
        there = self._rows(self.new)
        for key, rows in self._rows(self.old).items():
            now = there.pop(key, [])
            for row, beside in zip(rows, _beside(rows, now), strict=True):
                yield from self._row(row, beside)
            there[key] = now[len(rows) :]
        for key, rows in there.items():
            for row in rows:
                yield from self._added(key, row)

    def _day(self) -> Iterator[RecordDifference]:
        old, new = self.old.day, self.new.day
        if self.reports:
            if new < old:
                yield RecordDifference(f"วันที่บันทึกรายงานย้อนไปก่อน {format_date(old)}", 1)
            elif new != old and day_text(new) > self._last_report():
                yield RecordDifference(f"วันที่บันทึก {format_date(new)} ไม่ใช่วันที่ของรายงานใดในบันทึก", 1)
        elif new != old and not self._date_withdrawn():
            yield RecordDifference(f"วันที่ประกาศ {format_date(old)} ถูกเปลี่ยนเป็น {format_date(new)}", 1)

    def _facts(self) -> Iterator[RecordDifference]:
        """What a notice said besides its rows stays; papers and days may be added."""
        usual = may_differ(self.edition or 0, self.withdrawn, self.folder, self.today)

        def may(key: Key, was: str, now: str) -> bool:
            return usual(key, was, now) or self._renamed(key[1])

        lines = {(one.what, one.name): one.line for one in self.old.stated}
        for key, _, _ in differing(recorded(self.old), recorded(self.new), may):
            said = " ".join((NAMES.get(key[0], key[0]), key[1])).rstrip()
            yield RecordDifference(f"{said} ไม่ตรงกับที่ประกาศไว้", lines[key])

    def _renamed(self, name: str) -> bool:
        """Whether a paper's own name was withdrawn: that it went has its entry."""
        named = (one for one in self.withdrawn.entries if one.renamed)
        return bool(name) and any(one.names_file(name) for one in named)

    def _last_report(self) -> str:
        """The day of the last report, which dates the record: a later one would bar honest ones."""
        return max((row.values.get("date", "") for row in self.new.rows), default="")

    def _date_withdrawn(self) -> bool:
        return self.edition is not None and self.withdrawn.date(self.edition, "announced")

    def _row(self, row: RecordedRow, now: RecordedRow | None) -> Iterator[RecordDifference]:
        project, report = self._key(row)
        if now is None:
            yield RecordDifference(f"{self._called(row)} ซึ่งเผยแพร่ไปแล้วหายไป", row.line)
            return
        # A record of a release that knew no corrections has none of them.
        told = ({CORRECTS: ""} if self.reports else {}) | dict(row.values)
        other = [
            column
            for column, was in told.items()
            if not still_said(column, was, text := now.values.get(column, ""))
            and not cell_withdrawn(
                self.fresh if MASK in was else self.withdrawn,
                project,
                column,
                was,
                text,
                edition=self.edition,
                report=report,
            )
        ]
        if other:
            said = f"{self._called(row)}: {', '.join(map(column_name, other))} ไม่ตรงกับที่เผยแพร่ไว้"
            yield RecordDifference(said, row.line)

    def _added(self, key: Key, row: RecordedRow) -> Iterator[RecordDifference]:
        if not self.reports:
            yield RecordDifference(f"{self._called(row)} ถูกเพิ่มในฉบับที่ประกาศไปแล้ว", 1)
        elif key[1] <= day_text(self.old.day):
            yield RecordDifference(f"{self._called(row)} ถูกแทรกย้อนหลัง", 1)

    def _rows(self, record: Record) -> dict[Key, list[RecordedRow]]:
        found: defaultdict[Key, list[RecordedRow]] = defaultdict(list)
        for row in record.rows:
            found[self._key(row)].append(row)
        return dict(found)

    def _key(self, row: RecordedRow) -> Key:
        return row.values.get("id", ""), row.values.get("date", "") if self.reports else ""

    def _called(self, row: RecordedRow) -> str:
        project, report = self._key(row)
        if self.reports:
            return f"รายงานของโครงการ {project} ณ วันที่ {report}"
        return f"โครงการ {project}"


def _beside(rows: list[RecordedRow], there: list[RecordedRow]) -> list[RecordedRow | None]:
    """Return what stands now for each row: rows of one key keep their order."""
    return [*there[: len(rows)], *[None] * (len(rows) - len(there))]
