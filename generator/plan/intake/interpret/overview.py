"""The heading of แบบ ผด.01, the form that sums up all others: which of its columns is which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.plan.intake.interpret.gridded import GridRow
from generator.plan.read import Row, Table
from generator.thai.text import match_key, tidy

_OF_SUMMARY = ("label", "projects", "budget")


@dataclass(frozen=True, slots=True)
class Overview:
    """The columns of a แบบ ผด.01; `end` is the place in its rows of the first below its heading."""

    end: int
    codes: Mapping[int, str]
    headings: Mapping[int, str]


def overview_at(rows: Sequence[GridRow], table: Table, index: int) -> Overview:
    """Return the heading that begins at a row, with the lines below it that hold no figures."""
    end = index + 1
    while end < len(rows) and end - index < 3 and _goes_on(table.rows[index], rows[end]):
        end += 1
    headings = _joined(table.rows[index:end])
    return Overview(end, dict(_summary_codes(headings)), headings)


def _goes_on(first: Row, row: GridRow) -> bool:
    texts = [tidy(cell.text) for cell in row.own]
    return bool(texts) and len(first.texts) > 2 and bool(row.over) and not figures(texts)


def figures(texts: Sequence[str]) -> bool:
    """Whether a digit stands in any of these texts."""
    return any(any(sign.isdigit() for sign in text) for text in texts)


def _joined(lines: Sequence[Row]) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for line in lines:
        for column, text in enumerate(line.texts):
            if text and text not in found.setdefault(column, []):
                found[column].append(text)
    return {column: " ".join(texts) for column, texts in found.items() if texts}


def _summary_codes(headings: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Yield which column of แบบ ผด.01 has what; shares and units are not needed."""
    open_codes = list(_OF_SUMMARY)
    for column, text in sorted(headings.items()):
        plain = match_key(text)
        code = next((one for one in open_codes if _is_summary_column(one, plain)), "")
        if code:
            open_codes.remove(code)
            yield column, code
        elif plain.startswith("หน่วยงาน"):
            yield column, "unit"


def _is_summary_column(code: str, plain: str) -> bool:
    if "ร้อยละ" in plain or "%" in plain:
        return False
    words = {"label": ("ยุทธศาสตร์", "แผนงาน", "รายการ"), "projects": ("จำนวนโครงการ",)}
    return any(word in plain for word in words.get(code, ("งบประมาณ",)))
