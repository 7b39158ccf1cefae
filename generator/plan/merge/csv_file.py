"""A CSV as rows of raw cells: what is not changed is written back byte for byte."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from generator.plan.mend.fix_bytes import Coded, Span, coded, content, spans
from generator.plan.merge.conflict import UnsafeError
from generator.plan.merge.grid import Column, Grid, Value
from generator.plan.merge.rows import Out, SheetPlan
from generator.plan.read.csv_file import separator_of

_QUOTE = '"'
_UTF_8 = "แฟ้มเดิมเก็บอักษรบางตัวที่เพิ่มมาไม่ได้ จึงเขียนเป็น UTF-8"


@dataclass(frozen=True, slots=True)
class RawRow:
    """A line as it is written: its cells with their quotes, and what ends it."""

    cells: tuple[str, ...]
    end: str


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV taken apart: what stands before its rows (`sep=;`), and they by their number."""

    coded: Coded
    before: str
    separator: str
    rows: Mapping[int, RawRow]
    texts: Mapping[int, Mapping[int, Value]]

    @classmethod
    def of(cls, data: bytes) -> CsvFile:
        """Take a file apart. Raises UnsafeError for one that cannot be put together again."""
        file = coded(data)
        found = spans(file.text) if file else None
        if file is None or found is None:
            raise UnsafeError("แฟ้มนี้ไม่ใช่ CSV ที่อ่านได้ครบ")
        separator, body = separator_of(file.text)
        rows: dict[int, RawRow] = {}
        texts: dict[int, dict[int, Value]] = {}
        for number, run in groupby(found, key=attrgetter("row")):
            mine = list(run)
            pieces = [_outer(file.text, one) for one in mine]
            end = _line_end(file.text, pieces[-1][1])
            rows[number] = RawRow(tuple(file.text[start:stop] for start, stop in pieces), end)
            said = {one.column: content(file.text, one).replace("\r\n", "\n") for one in mine}
            texts[number] = {at: Value(text) for at, text in said.items() if text}
        return cls(file, file.text[: len(file.text) - len(body)], separator, rows, texts)

    def cells(self) -> Iterator[tuple[int, Mapping[int, Value]]]:
        """Yield the filled cells of every row, by its number."""
        yield from self.texts.items()

    def written(self, grid: Grid, plan: SheetPlan) -> tuple[bytes, tuple[str, ...]]:
        """Return the file as planned, and what is to be told of it."""
        names = _names(grid, plan)
        before = sorted(grid.columns, key=grid.columns.__getitem__)
        usual = next((one.end for one in self.rows.values() if one.end), "\n")
        lines = [self._line(out, names, before, grid) for out in plan.rows]
        last = self.rows[max(self.rows)].end if self.rows else usual
        ends = [line.end or usual for line in lines[:-1]] + ([last] if lines else [])
        text = self.before + "".join(
            self.separator.join(line.cells) + end for line, end in zip(lines, ends, strict=True)
        )
        try:
            return self.coded.bytes_of(text), ()
        except UnicodeEncodeError:
            return replace(self.coded, encoding="utf-8", mark=codecs.BOM_UTF8).bytes_of(text), (
                _UTF_8,
            )

    def _line(
        self, out: Out, names: Sequence[Column], before: Sequence[Column], grid: Grid
    ) -> RawRow:
        if not out.number:
            texts = (out.values[one].text if one in out.values else "" for one in names)
            return RawRow(tuple(map(self._quoted, texts)), "")
        row = self.rows[out.number]
        if not out.values and list(names) == list(before):
            return row
        cells = []
        for name in names:
            at = grid.columns.get(name, len(row.cells))
            kept = row.cells[at] if at < len(row.cells) else ""
            cells.append(self._quoted(out.values[name].text) if name in out.values else kept)
        cells += row.cells[len(before) :]  # beyond every column that says anything
        while len(cells) > len(row.cells) and not cells[-1] and list(names) == list(before):
            cells.pop()
        return RawRow(tuple(cells), row.end)

    def _quoted(self, text: str) -> str:
        if any(sign in text for sign in (self.separator, _QUOTE, "\n", "\r")):
            return _QUOTE + text.replace(_QUOTE, _QUOTE * 2) + _QUOTE
        return text


def _names(grid: Grid, plan: SheetPlan) -> list[Column]:
    """Return the columns of the file that is written, in their order."""
    own = sorted(grid.columns, key=grid.columns.__getitem__)
    names = [one for one in own if one not in plan.gone]
    for column, above in plan.added:
        after = names.index(above) + 1 if above in names else len(names)
        names.insert(0 if above is None else after, column)
    return names


def _outer(whole: str, span: Span) -> tuple[int, int]:
    """Return where a cell begins and ends with its quotation marks."""
    before, after = whole[max(span.start - 1, 0) : span.start], whole[span.end : span.end + 1]
    return (span.start - 1, span.end + 1) if before == _QUOTE == after else (span.start, span.end)


def _line_end(whole: str, at: int) -> str:
    return next((end for end in ("\r\n", "\n", "\r") if whole.startswith(end, at)), "")
