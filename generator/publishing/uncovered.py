"""What was taken back stays taken back: what a push shows again of what was covered.

A cell that withdrawn.yml names may be covered further, never less; a line of a page or of settings
that shows a mask keeps it, or goes. So it is whether an announcement was recorded or not, and in
whatever file, order and coding a row stands: rows are known by what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.machine.layout import (
    ANNOUNCED,
    ORGANIZATION,
    OVERLAP,
    OVERLAP_TABLE,
    PAGES,
    PLANS,
    SEALED,
    TABLE_ENDINGS,
    WITHDRAWN,
    of_year,
)
from generator.machine.scratch import scratch
from generator.plan.fields import personal_codes, report_key, stated, stated_report
from generator.plan.model import MASK, Plan, Withdrawal, WithdrawalKind, is_masked
from generator.plan.parse import parse_portal
from generator.plan.read import read_portal
from generator.plan.withdraw import covered_lines, covered_reason, gone_from
from generator.problems import Place, Report
from generator.publishing.masked import BOOKS, TEXTS, filled, said_in, shown_again, texts_in_table
from generator.publishing.trees import Refusal, Tree
from generator.thai.text import same_to_readers

# Rows of an edition by its number, or of the reports: what each says, and in which file.
_Cell = tuple[int | None, tuple[str, ...], str]
_READ = (".yml", ".csv", ".xlsx")
_SAYS = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class _Text:
    """What a cell of a row says, and where that stands."""

    place: Place
    said: str


class Uncovered:
    """The year of one tree that was live, and of one that is to be. Raises GitError and OSError."""

    def __init__(self, year: str, before: Tree, after: Tree) -> None:
        self._year = year
        self._before = before
        self._after = after
        self._cells: dict[str, dict[_Cell, _Text]] = {}

    def _held(self, tree: Tree) -> dict[_Cell, _Text]:
        key = "before" if tree is self._before else "after"
        if key not in self._cells:
            self._cells[key] = _cells(tree, self._year)
        return self._cells[key]

    def all(self) -> Iterator[Refusal]:
        """Yield what shows again."""
        entries = self._before.withdrawn(self._year).entries
        personal = [one for one in entries if one.kind is WithdrawalKind.PERSONAL]
        if any(one.id for one in personal) and self._differ(of_year(self._year)):
            yield from self._rows(personal)
        for path in self._whole(personal):
            if self._differ(path):
                yield from self._lines(path)
        for path in self._tables() if personal else ():
            if self._differ(path):
                yield from self._unread(path)

    def reasons(self) -> Iterator[Refusal]:
        """Yield the new entries whose reasons tell what was covered since: they stay for good."""
        listed = of_year(self._year, WITHDRAWN)
        fresh = self._after.withdrawn(self._year).since(self._before.withdrawn(self._year)).entries
        gone = tuple(self._gone(fresh)) if fresh else ()
        for one in fresh:
            covered = covered_reason(one.reason, gone)
            if covered != one.reason:
                said = f"เหตุผลบอกข้อความที่ถอน คือตรงที่เป็น █ ใน “{covered}” และจะแสดงบนเว็บไซต์ตลอดไป"
                advice = self._reason_anew(listed)
                yield Refusal(Place(listed, row=one.at.place.row), said, advice)

    def _reason_anew(self, listed: str) -> str:
        """Say how to withdraw with another reason: what is covered in the rows stays so."""
        commit, record = self._before.commit[:12], of_year(self._year, ANNOUNCED)
        there = any(path.startswith(f"{record}/") for path in self._after.files)
        paths = f"{listed} {record}" if there else listed
        return (
            f"ประวัติเป็นสาธารณะ จึงต้องไม่มีใน commit ใดเลย สั่ง git reset --soft {commit} แล้ว "
            f"git restore --source={commit} --staged --worktree -- {paths} แล้วสั่งคำสั่งถอนเดิม "
            "ด้วยเหตุผลที่ไม่ใช้คำนั้น แล้ว commit และ push ใหม่ (งานอื่นของท่านยังอยู่ครบ)"
        )

    def _gone(self, fresh: Sequence[Withdrawal]) -> Iterator[str]:
        """Yield what cells and lines said before that they have covered by now."""
        now = self._held(self._after)
        for key, cell in self._held(self._before).items():
            there = now[key].said if key in now else ""
            if MASK in there:
                yield from gone_from(cell.said, there)
        for path in self._whole(fresh):
            both = (tree.read(path) or b"" for tree in (self._before, self._after))
            for line in covered_lines(*both) if path.endswith(TEXTS) else ():
                if MASK in line.now:
                    yield from gone_from(line.was, line.now)

    def _differ(self, path: str) -> bool:
        """Whether a file, or anything below a folder, is another one now."""
        was, now = (
            {
                name: oid
                for name, oid in tree.files.items()
                if name == path or name.startswith(f"{path}/")
            }
            for tree in (self._before, self._after)
        )
        return was != now

    # Rows

    def _rows(self, personal: Sequence[Withdrawal]) -> Iterator[Refusal]:
        was, now = self._held(self._before), self._held(self._after)
        for key, cell in was.items():
            edition, row, column = key
            named = [
                one for one in personal if _names(one, edition, row) and one.column in ("", column)
            ]
            whole = not any(one.column for one in named)
            if not named or (MASK not in cell.said and (cell.said or whole)):
                continue
            there = now.get(key)
            if there and _shows(cell.said, there.said, column) and not self._anew(key, cell, there):
                at = there.place if there.said else cell.place
                said = f"ช่องนี้ของโครงการ {row[0]} ถอนไปแล้วตาม withdrawn.yml แต่แสดงข้อความที่ปิดไว้อีก"
                yield Refusal(at, said, self._way(cell.place.file))

    def _anew(self, key: _Cell, was: _Text, now: _Text) -> bool:
        """Whether an entry of this push lets a cell be covered otherwise: by something still."""
        edition, row, column = key
        fresh = self._after.withdrawn(self._year).since(self._before.withdrawn(self._year))
        named = any(
            _names(one, edition, row) and one.column in ("", column) for one in fresh.entries
        )
        return named and MASK in now.said and not filled(was.said, now.said)

    def _way(self, path: str) -> str:
        return (
            f"{self._undone(path)} สิ่งที่ถอนแล้วปิดเพิ่มได้ด้วย phaen withdraw แต่เปิดกลับไม่ได้ "
            "ถ้าต้องเขียนใหม่ ให้ทำฉบับแก้ไข หรือเพิ่มรายงานใหม่"
        )

    def _undone(self, path: str) -> str:
        """Say how to have a file as it was, so that no commit that is sent has it otherwise."""
        commit = self._before.commit[:12]
        return (
            f"ประวัติเป็นสาธารณะ จึงต้องไม่มีใน commit ใดเลย สั่ง git reset --soft {commit} "
            f"แล้ว git checkout {commit} -- {path} แล้ว commit และ push ใหม่ (งานอื่นของท่านยังอยู่ครบ)"
        )

    # Files that are told of as a whole

    def _whole(self, personal: Sequence[Withdrawal]) -> list[str]:
        """Return the files whose masked lines stay: those that entries name, and decisions."""
        folder = of_year(self._year)
        found = [
            f"{folder}/{name}"
            for name in (OVERLAP, *(f"{OVERLAP_TABLE}{one}" for one in TABLE_ENDINGS))
        ]
        for one in personal:
            if one.file:
                outside = one.file == ORGANIZATION or one.file.startswith(
                    (f"{PAGES}/", f"{PLANS}/")
                )
                found.append(one.file if outside else f"{folder}/{one.file}")
        tables = self._tables()
        return [
            path
            for path in dict.fromkeys(found)
            if path in self._before.files
            and (path not in tables or path.startswith(f"{folder}/{OVERLAP_TABLE}"))
        ]

    def _lines(self, path: str) -> Iterator[Refusal]:
        was, now = _said(self._before, path), self._said_now(path)
        for number in shown_again(was, now):
            said = "บรรทัดนี้ปิดข้อความที่ถอนแล้วไว้ด้วย █ แต่ขณะนี้แสดงข้อความอีก"
            way = f"{self._undone(path)} หรือลบบรรทัดนี้ทั้งบรรทัด สิ่งที่ถอนแล้วเปิดกลับไม่ได้"
            # Pieces of a workbook have no line.
            at = Place(path) if path.lower().endswith(BOOKS) else Place(path, row=number)
            yield Refusal(at, said, way)

    # What tables say besides rows: titles, signatures, columns that nobody reads, comments

    def _tables(self) -> list[str]:
        folder, kept = f"{of_year(self._year)}/", (f"/{ANNOUNCED}/", f"/{SEALED}/")
        return [
            path
            for path in self._before.files
            if path.startswith(folder) and path.lower().endswith(TABLE_ENDINGS)
            if not any(one in path for one in kept)
        ]

    def _unread(self, path: str) -> Iterator[Refusal]:
        was, read = self._beside_rows(self._before, path)
        now, other = self._beside_rows(self._after, path)
        if any(shown_again([*was, *read], [*now, *other], frozenset(read))):
            said = "ข้อความนอกแถวโครงการของแฟ้มนี้ปิดด้วย █ ไว้เพราะถอนแล้ว แต่ขณะนี้แสดงอีก"
            way = f"{self._undone(path)} สิ่งที่ถอนแล้วเปิดกลับไม่ได้"
            yield Refusal(Place(path), said, way)

    def _beside_rows(self, tree: Tree, path: str) -> tuple[list[str], list[str]]:
        """Return what a table says besides cells of rows that are held, and those cells."""
        data = tree.read(path) or b""
        texts = texts_in_table(path, data)
        held = {one.said for one in self._held(tree).values() if one.place.file == path}
        return [one for one in texts if one not in held], [one for one in texts if one in held]

    def _said_now(self, path: str) -> list[str]:
        """Return the lines of a file; of one that is gone, those of new files of its kind."""
        if path in self._after.files:
            return _said(self._after, path)
        root, ending = path.split("/", maxsplit=1)[0], Path(path).suffix
        new = (
            one
            for one in self._after.files
            if one not in self._before.files and one.startswith(f"{root}/") and one.endswith(ending)
        )
        return [line for one in new for line in _said(self._after, one)]


def covers_less(before: Tree, after: Tree) -> bool:
    """Whether a file may show more than it did: a line with a mask is no more as it was.

    Quick, for each of many commits; whoever has to know looks closer. Workbooks always may.
    """
    for path, oid in before.files.items():
        if after.files.get(path) == oid or f"/{SEALED}/" in path:
            continue
        if path.lower().endswith(BOOKS):
            return True
        if path.lower().endswith(TEXTS):
            masked = {one for one in _said(before, path) if MASK in one}
            if masked and not masked <= set(_said(after, path)):
                return True
    return False


def _names(one: Withdrawal, edition: int | None, row: tuple[str, ...]) -> bool:
    report = row[1] if edition is None else ""
    return one.names_row(row[0], edition=edition, report=report)


def _cells(tree: Tree, year: str) -> dict[_Cell, _Text]:
    """Return the cells of a year by which a person can be known, as a tree has them."""
    plan = _plan(tree, year)
    found: dict[_Cell, _Text] = {}
    for edition in plan.editions if plan else ():
        for row in edition.rows:
            for column, text in stated(row).items():
                if column in personal_codes():
                    found.setdefault(
                        (edition.number, (row.id,), column), _Text(row.at.of(column), text)
                    )
    for report in plan.progress if plan else ():
        said = stated_report(report)
        for column, text in said.items():
            if column in personal_codes():
                key = None, report_key(said), column
                found.setdefault(key, _Text(report.at.of(column), text))
    return found


def _plan(tree: Tree, year: str) -> Plan | None:
    """Return what a tree's files of one year say; nobody is told of faults, for the check is."""
    folder = f"{of_year(year)}/"
    wanted = [
        path
        for path in tree.files
        if path == ORGANIZATION or (path.startswith(folder) and path.endswith(_READ))
    ]
    with scratch("held") as root:
        for path in wanted:
            if not path.startswith(f"{folder}{SEALED}/") and (data := tree.read(path)) is not None:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_bytes(data)
        report = Report()
        plans = parse_portal(read_portal(root, report), report).plans
    return next((one for one in plans if one.year.label == year), None)


def _shows(was: str, now: str, column: str) -> bool:
    """Whether a covered cell says anything that its covered text did not."""
    if not now or same_to_readers(was, now):
        return False
    if not was:
        return bool(_SAYS.search(now))
    return not is_masked(was, now, column)


def _said(tree: Tree, path: str) -> list[str]:
    return said_in(path, tree.read(path) or b"")
