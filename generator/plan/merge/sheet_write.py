"""The bytes of cells and rows of a worksheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from xml.sax.saxutils import escape

from generator.plan.merge.grid import Value
from generator.plan.merge.sheet_cells import SheetCell, stored_rows
from generator.plan.merge.shift import Shift
from generator.plan.workbook.cells import column_index, reference
from generator.plan.workbook.markup import (
    Edit,
    attribute,
    edited,
    element,
    elements,
    told,
    with_attribute,
)
from generator.plan.workbook.markup import plain as said_in

_SUM = re.compile(r"SUM\(\$?([A-Z]{1,3})\$?([0-9]+):\$?([A-Z]{1,3})\$?([0-9]+)\)", re.IGNORECASE)
# Of a row that is copied: all but where it stands, and that it is hidden.
_OWN = ("spans", "hidden", "collapsed", "outlineLevel")


def cell_bytes(prefix: bytes, spot: tuple[int, int], style: int, value: Value) -> bytes:
    """Return a cell that holds a value, as text unless the value was stored as something else."""
    name = prefix + b"c"
    start = (
        b"<"
        + name
        + f' r="{reference(spot)}"'.encode()
        + (f' s="{style}"'.encode() if style else b"")
    )
    source = value.source
    stored = source if isinstance(source, SheetCell) else None
    if not (stored.text if stored else value.text):
        return start + b"/>"
    if stored and stored.kind != "s":
        kind = b"" if stored.kind == "n" else f' t="{stored.kind}"'.encode()
        return _whole(start + kind, name, _v(prefix, stored.text))
    text = told(stored.text if stored else value.text).encode()
    inner = b"<" + prefix + b"is><" + prefix + b't xml:space="preserve">' + text
    inner += b"</" + prefix + b"t></" + prefix + b"is>"
    return _whole(start + b' t="inlineStr"', name, inner)


def _whole(start: bytes, name: bytes, inner: bytes) -> bytes:
    return start + b">" + inner + b"</" + name + b">"


def _v(prefix: bytes, text: str) -> bytes:
    name = prefix + b"v"
    return b"<" + name + b">" + escape(text).encode() + b"</" + name + b">"


def with_result(raw: bytes, result: SheetCell | None) -> bytes:
    """Return a cell with a formula with another result of it, or with none."""
    one = element(raw, b"c")
    formula = element(raw, b"f")
    assert one is not None
    assert formula is not None
    kind = (
        None
        if result is None or result.kind == "n"
        else "str"
        if result.kind == "s"
        else result.kind
    )
    tag = with_attribute(one.tag.raw, "t", kind)
    value = _v(one.tag.prefix, result.text) if result and result.text else b""
    return tag + raw[formula.tag.start : formula.end] + value + b"</" + one.tag.name + b">"


def row_bytes(tag: bytes, number: int, cells: Mapping[int, bytes]) -> bytes:
    """Return a row at a number, with these cells."""
    name = re.match(rb"<([^\s/>]+)", tag)
    assert name
    tag = with_attribute(with_attribute(tag, "spans", None), "r", str(number))
    opened = tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag
    inner = b"".join(_at(raw, number, column) for column, raw in sorted(cells.items()))
    return opened + inner + b"</" + name[1] + b">"


def like(tag: bytes) -> bytes:
    """Return the start of a new row that looks like another."""
    for name in _OWN:
        tag = with_attribute(tag, name, None)
    return tag


def _at(raw: bytes, number: int, column: int) -> bytes:
    one = element(raw, b"c")
    assert one is not None
    return with_attribute(one.tag.raw, "r", reference((number, column))) + raw[one.tag.end :]


def style_of(raw: bytes) -> int:
    """Return the style of a cell."""
    said = attribute(raw[: raw.index(b">") + 1], "s")
    return int(said) if said.isdecimal() else 0


def moved_formulas(raw: bytes, shift: Shift, title: str, *, own: bool) -> bytes:
    """Return bytes in which every formula refers to the same cells as before."""
    edits: list[Edit] = []
    for one in elements(raw, b"f", b"formula1", b"formula2", b"formula"):
        text = said_in(raw[one.first : one.last])
        new = shift.formula(text, title, own=own)
        tag = one.tag.raw
        if own and (run := one.tag.get("ref")):
            tag = with_attribute(tag, "ref", shift.reference(run))
        if new != text or tag != one.tag.raw:
            closing = b"" if one.tag.empty else escape(new).encode() + raw[one.last : one.end]
            edits.append((one.tag.start, one.end, tag + closing))
    return edited(raw, edits)


def with_sums(data: bytes) -> bytes:
    """Return a worksheet in which each plain sum over a column says what the column adds up to."""
    if b"SUM(" not in data.upper():
        return data
    rows = {row.number: row.cells for row in stored_rows(data)}
    new = {}
    for number, cells in rows.items():
        for column, raw in cells.items():
            if (run := _summed(raw)) and (total := _total(rows, run)) is not None:
                new[number, column] = with_result(
                    raw, SheetCell("n", format(total, "f"), "", 0, "")
                )
    return edited(data, _replaced(data, new))


def _replaced(data: bytes, new: Mapping[tuple[int, int], bytes]) -> Iterator[Edit]:
    named = {reference(spot): raw for spot, raw in new.items()}
    for one in elements(data, b"c"):
        if (name := one.tag.get("r")) in named:
            yield one.tag.start, one.end, named[name]


def _summed(raw: bytes) -> tuple[int, int, int] | None:
    formula = element(raw, b"f")
    found = _SUM.fullmatch(said_in(raw[formula.first : formula.last])) if formula else None
    if not found or found[1] != found[3]:
        return None
    return column_index(found[1].upper()), int(found[2]), int(found[4])


def _total(rows: Mapping[int, Mapping[int, bytes]], run: tuple[int, int, int]) -> Decimal | None:
    column, first, last = run
    total = Decimal(0)
    for number in range(first, last + 1):
        raw = rows.get(number, {}).get(column, b"")
        value = element(raw, b"v") if raw else None
        if raw and element(raw, b"f") is not None and value is None:
            return None
        if value and attribute(raw[: raw.index(b">") + 1], "t") in ("", "n"):
            try:
                total += Decimal(said_in(raw[value.first : value.last]))
            except InvalidOperation:
                return None
    return total
