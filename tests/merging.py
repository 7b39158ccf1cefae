"""Two clerks who change the same table, at random; and what must come of it, worked out apart.

The tables are plain lists here: nothing of `plan/merge` has a say in what is expected of it.
"""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import openpyxl
from openpyxl.styles import Font

from generator.plan.merge import Side, merge_table

CODE = "รหัสโครงการ"
HEADINGS = [CODE, "ยุทธศาสตร์", "โครงการ", "งบประมาณ", "หน่วยงาน", "เริ่มต้น", "สิ้นสุด"]
MORE = ["หมายเหตุ", "สถานที่", "แหล่งงบประมาณ"]
SIGNS = ["ถนน", 'ราง "น้ำ"', "สวน, ลาน", "บ่อ\nพัก", "อาคาร 2 ชั้น", "ปรับปรุง ศพด.", "1,200", "๑๒"]
ASIDE = [
    *(f"หมายเหตุ ที่ {n}" for n in range(1, 4)),
    *(f"ยุทธศาสตร์ที่ {n} ด้านที่ {n}" for n in range(1, 4)),
]

Row = dict[str, str]


@dataclass
class Sheet:
    """A table: its columns in order, and rows; one without a code is a note of one text."""

    columns: list[str]
    rows: list[Row]

    def copy(self) -> Sheet:
        return Sheet(list(self.columns), [dict(row) for row in self.rows])

    def coded(self) -> dict[str, Row]:
        return {row[CODE]: row for row in self.rows if row.get(CODE)}

    def above(self) -> dict[str, str]:
        """Return under which heading each row stands."""
        found, heading = {}, ""
        for row in self.rows:
            if row.get(CODE):
                found[row[CODE]] = heading
            elif row["โครงการ"].startswith("ยุทธศาสตร์"):
                heading = row["โครงการ"]
        return found

    def notes(self) -> Counter[str]:
        return Counter(row["โครงการ"] for row in self.rows if not row.get(CODE))


@dataclass
class Pair:
    """What both began with, and what each made of it."""

    base: Sheet
    ours: Sheet
    theirs: Sheet
    notes: bool = field(default=False)


def sheet(chance: random.Random) -> Sheet:
    rows = []
    for number in range(1, chance.randint(2, 9)):
        rows.append(new_row(chance, f"2570-{number:03}"))
        if chance.random() < 0.2:
            rows.append({CODE: "", "โครงการ": chance.choice(ASIDE)})
    return Sheet(list(HEADINGS), rows)


def new_row(chance: random.Random, code: str) -> Row:
    row = {name: chance.choice(SIGNS) + str(chance.randint(1, 99)) for name in HEADINGS}
    return row | {CODE: code, "งบประมาณ": str(1000 * chance.randint(1, 999))}


def pair(seed: int) -> Pair:
    chance = random.Random(seed)
    base = sheet(chance)
    return Pair(base, changed(base, chance), changed(base, chance))


def changed(before: Sheet, chance: random.Random) -> Sheet:
    made = before.copy()
    for _ in range(chance.randint(1, 4)):
        chance.choices((edit, add, remove, note, sort, add_column, swap), (10, 5, 3, 1, 1, 1, 1))[
            0
        ](made, chance)
    return made


def edit(made: Sheet, chance: random.Random) -> None:
    if rows := [row for row in made.rows if row.get(CODE)]:
        name = chance.choice(made.columns[1:])
        chance.choice(rows)[name] = chance.choice(
            ["", "ก", "ข", f"ค{chance.randint(1, 4)}", '"', "1"]
        )


def add(made: Sheet, chance: random.Random) -> None:
    code = f"2570-{chance.randint(50, 58):03}"
    if code not in made.coded():
        at = chance.choice([len(made.rows), chance.randint(0, len(made.rows))])
        made.rows.insert(at, new_row(chance, code))


def remove(made: Sheet, chance: random.Random) -> None:
    if len(made.rows) > 1:
        made.rows.pop(chance.randrange(len(made.rows)))


def note(made: Sheet, chance: random.Random) -> None:
    row = {CODE: "", "โครงการ": chance.choice(ASIDE)}
    made.rows.insert(chance.randint(0, len(made.rows)), row)


def sort(made: Sheet, chance: random.Random) -> None:
    name = chance.choice(HEADINGS)
    made.rows.sort(key=lambda row: row.get(name, ""), reverse=chance.random() < 0.5)


def add_column(made: Sheet, chance: random.Random) -> None:
    name = chance.choice(MORE)
    if name not in made.columns:
        made.columns.insert(chance.randint(1, len(made.columns)), name)
        for row in made.rows:
            if row.get(CODE):
                row[name] = chance.choice(["", "พ", "ฟ"])
        for row in [row for row in made.rows if row.get(CODE)][:1]:
            row[name] = "พบ"


def swap(made: Sheet, chance: random.Random) -> None:
    last = made.columns.pop()
    made.columns.insert(chance.randint(1, len(made.columns)), last)


# As files


def as_csv(made: Sheet) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(made.columns)
    for row in made.rows:
        writer.writerow([row.get(name, "") for name in made.columns])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def from_csv(data: bytes) -> Sheet:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return _sheet(rows)


def as_xlsx(made: Sheet) -> bytes:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "แผน"
    page.append(made.columns)
    for cell in page[1]:
        cell.font = Font(bold=True)
    for row in made.rows:
        page.append([_typed(name, row.get(name, "")) for name in made.columns])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _typed(name: str, text: str) -> object:
    return int(text) if name == "งบประมาณ" and text.isdecimal() else text or None


def from_xlsx(data: bytes) -> Sheet:
    page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    rows = [
        ["" if one is None else str(one) for one in row] for row in page.iter_rows(values_only=True)
    ]
    return _sheet(rows)


def _sheet(rows: Sequence[Sequence[str]]) -> Sheet:
    columns = [name for name in rows[0] if name]
    found = [
        {name: text for name, text in zip(rows[0], row, strict=False) if name}
        for row in rows[1:]
        if any(row)
    ]
    return Sheet(columns, found)


# What must come of it


def expected(base: str, ours: str, theirs: str) -> set[str]:
    """Return what a cell may hold: one text, or both where both changed it otherwise."""
    if ours == theirs or theirs == base:
        return {ours}
    return {theirs} if ours == base else {ours, theirs}


def lost(one: Pair, merged: Sheet) -> list[str]:
    """Return what the merged table lacks, or says that nobody said."""
    found = merged.coded()
    base, ours, theirs = (each.coded() for each in (one.base, one.ours, one.theirs))
    faults = [f"{code} is nobody's" for code in found.keys() - {*base, *ours, *theirs}]
    if sum(1 for row in merged.rows if row.get(CODE)) != len(found):
        faults.append("a code twice")
    for code in {*base, *ours, *theirs}:
        rows = base.get(code), ours.get(code), theirs.get(code)
        faults += (f"{code} {fault}" for fault in _row_faults(*rows, found.get(code)))
    return [*faults, *_note_faults(one, merged), *_order_faults(one, merged)]


def _order_faults(one: Pair, merged: Sheet) -> Iterator[str]:
    """Tell rows in an order that nobody gave them, or under a heading that nobody put them."""
    order = [*merged.coded()]
    sides = [[*each.coded()] for each in (one.ours, one.theirs)]
    if not any(
        [code for code in order if code in side] == [code for code in side if code in order]
        for side in sides
    ):
        yield f"order {order}"
    was, mine, other, now = (each.above() for each in (one.base, one.ours, one.theirs, merged))
    for code in order:
        if code not in was:
            may = {each[code] for each in (mine, other) if code in each}
        elif code in mine and code in other:
            may = expected(was[code], mine[code], other[code])
        else:
            continue
        if now[code] not in may:
            yield f"{code} under {now[code]!r}, not {may}"


def _row_faults(
    was: Row | None, mine: Row | None, other: Row | None, now: Row | None
) -> Iterator[str]:
    if was and not (mine and other):
        left = mine or other
        changed = left is not None and not _same(left, was)
        if now and not changed:
            yield "is back"
        if changed and not now:
            yield "was changed and is gone"
    elif now is None:
        yield "is lost"
    else:
        for name in {*HEADINGS, *MORE}:
            texts = [(row or {}).get(name, "") for row in (was, mine or other, other or mine)]
            may = expected(*texts) if was else {*texts[1:]}
            if now.get(name, "") not in may:
                yield f"{name}: {now.get(name, '')!r}, not {may}"


def _note_faults(one: Pair, merged: Sheet) -> Iterator[str]:
    notes = [each.notes() for each in (one.base, one.ours, one.theirs, merged)]
    for text in {text for each in notes for text in each}:
        was, mine, other, now = (each[text] for each in notes)
        least = min(was, mine, other) if mine <= was or other <= was else max(mine, other)
        if not least <= now <= max(was, mine) + max(other - was, 0):
            yield f"note {text!r}: {was} {mine} {other} → {now}"


def _same(one: Row, other: Row) -> bool:
    return all(one.get(name, "") == other.get(name, "") for name in {*HEADINGS, *MORE})


def clashes(one: Pair) -> set[str]:
    """Return the codes of rows of which something is to be asked."""
    base, ours, theirs = (each.coded() for each in (one.base, one.ours, one.theirs))
    found = set()
    for code in {*base, *ours, *theirs}:
        mine, other, was = ours.get(code), theirs.get(code), base.get(code)
        if mine and other:
            for name in {*HEADINGS, *MORE}:
                may = expected(*((row or {}).get(name, "") for row in (was, mine, other)))
                if len(may) > 1 or (not was and mine.get(name, "") != other.get(name, "")):
                    found.add(code)
        elif was and (left := mine or other) and not _same(left, was):
            found.add(code)
    return found


def share_of_merged(kind: str, seeds: range) -> float:
    """Merge random pairs of CSV or XLSX; return of how many nothing had to be asked.

    Each is merged without loss, or what clashes is asked with both values; and whichever side is
    chosen throughout, nothing else than what was asked is lost.
    """
    write, read = (as_csv, from_csv) if kind == "csv" else (as_xlsx, from_xlsx)
    path, merges = f"plans/2570/projects.{kind}", 0
    for seed in seeds:
        one = pair(seed)
        files = write(one.base), write(one.ours), write(one.theirs)
        found = merge_table(path, *files)
        if found.data is None:
            assert clashes(one) <= {each.code for each in found.conflicts}, seed
            assert all(each.ours and each.theirs for each in found.conflicts), seed
        else:
            merges += 1
            assert not clashes(one), f"{seed}: a silent choice"
            assert lost(one, read(found.data)) == [], seed
        for side in Side:
            data, asked = _decided(path, files, side)
            left = [] if "ทั้งแฟ้ม" in asked else lost(one, read(data))
            assert [each for each in left if not _was_asked(each, asked)] == [], (seed, side)
    return merges / len(seeds)


def _was_asked(fault: str, asked: set[str]) -> bool:
    """Whether a row is not there, or stands elsewhere, because somebody chose so."""
    code, _, what = fault.partition(" ")
    if code in ("order", "note"):
        return bool(asked)
    return code in asked and ("changed and is gone" in what or what.startswith("under"))


def _decided(path: str, files: tuple[bytes, bytes, bytes], side: Side) -> tuple[bytes, set[str]]:
    """Choose one side throughout; return the file, and the codes of which something was asked."""
    choice: dict[str, Side] = {}
    asked: set[str] = set()
    for _ in range(10):
        found = merge_table(path, *files, choice)
        if found.data is not None:
            return found.data, asked
        asked |= {each.code for each in found.conflicts}
        choice |= {each.id: side for each in found.conflicts}
    raise AssertionError(found.conflicts)
