"""Headings that a table lacks: said once a table, with all of them and where they may be lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.plan.fields import Field, TextKind, all_fields
from generator.plan.read import Table
from generator.plan.sheet.columns import Columns, Fields
from generator.plan.sheet.head import Head, by_heading
from generator.plan.sheet.interpret import Interpreted
from generator.plan.sheet.rows import RowJudge
from generator.plan.sheet.wording import may_be_scaled
from generator.problems import Report, told_rows
from generator.thai.text import match_key, nearest

# What sub-headings may give instead of a column.
_GIVEN = frozenset({"strategy", "programme", "tactic"})


def report_lacking(  # a table is told by its heading, its columns and its rows
    table: Table,
    columns: Columns,
    fields: Fields,
    read: Interpreted,
    head: Head,
    report: Report,
    *,
    alone: bool,
) -> bool:
    """Return whether a column is missing without which no row can be read, and say all of them.

    A strategy that no column tells is asked of the rows: sub-headings may tell it. `alone` is a
    table beside which there is no other of its file.
    """
    given = {code for row in read.rows for code in row.given} & _GIVEN
    if read.rows:
        given |= {"strategy"}
    missing = [one for one in fields if one.required and one.code not in {*columns.index, *given}]
    if missing:
        hint = "".join(_lost(table, head, one) for one in missing)
        other = "" if alone else " ถ้าแผ่นงานหรือตารางนี้เป็นสรุปหรือสำเนา ให้ลบ"
        at = columns.table.at(row=head.last)
        report.add("heading-missing", at, headings=_named(missing), hint=hint, other=other)
    return bool(missing)


def report_headless(
    tables: Sequence[Table], fields: Fields, known: Columns | None, report: Report, *, alone: bool
) -> None:
    """Report tables that have no heading; `known` are the columns of one beside them that has.

    Where none has one (`alone`), a plan was expected in the first.
    """
    for table in tables:
        filled = [row for row in table.rows if not row.empty]
        if alone and table is tables[0]:
            wanted = [one for one in fields if one.required]
            blank = "" if filled else " เพราะทุกช่องว่าง"
            place = table.place.at(row=filled[0].number if filled else 0)
            report.add("heading-none", place, headings=_named(wanted), blank=blank)
            continue
        judge = RowJudge.of(known, fields, ()) if known else None
        rows = [row.number for row in filled if judge and judge.is_record(row)]
        if rows:
            report.add("sheet-headless", table.place.at(row=rows[0]), rows=told_rows(rows))
        else:
            report.add("sheet-ignored", table.place)


def report_without_strategy(
    columns: Columns, fields: Fields, read: Interpreted, head: Head, report: Report
) -> None:
    """Say once which rows stand under no sub-heading of a strategy, where no column tells it."""
    wanted = next((one for one in fields if one.required and one.code == "strategy"), None)
    if wanted is None or "strategy" in columns.index:
        return
    cells = [row.at for row in read.rows if "strategy" not in row.given]
    if cells:
        report.add("strategy-not-told", cells[0], "", cells, hint=_near(head, wanted))


def _named(fields: Sequence[Field[Any]]) -> str:
    return ", ".join(f"“{one.name}” ({one.code})" for one in fields)


def _lost(table: Table, head: Head, wanted: Field[Any]) -> str:
    """Return where a heading may be lost: in a hidden column that is left out, or misspelled."""
    for at, one in enumerate(head.headings):
        if one.field is wanted and at in table.looks.hidden_columns:
            return f" หรือเลิกซ่อนคอลัมน์ “{one.text}” ซึ่ง hidden: omit ใน plan.yml ตัดออก"
    return _near(head, wanted)


def _near(head: Head, wanted: Field[Any]) -> str:
    known = by_heading(all_fields())
    texts = [one.text for one in head.headings]
    strangers = [text for text in texts if text and match_key(text) not in known]
    near = nearest(wanted.name, strangers)
    if near and wanted.kind is TextKind.AMOUNT and may_be_scaled(near):
        return (
            f" หัวคอลัมน์ “{near}” ถ้าเป็นเงินหน่วยพันหรือล้านให้เขียนว่า "
            f"{wanted.name} (พันบาท) หรือ {wanted.name} (ล้านบาท)"
        )
    return f" หรือแก้หัวคอลัมน์ “{near}”" if near else ""
