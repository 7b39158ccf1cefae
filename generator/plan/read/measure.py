"""How much a workbook holds, before anything is built of it: bombs are refused at the first excess.

Only what is filled counts as a cell; a blank one with a format costs next to nothing here, and is
taken out before openpyxl makes half a kilobyte of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from generator.machine.markup import MarkupError, ReadingLimit, Told, read_xml
from generator.plan.read.cells import column_index
from generator.plan.uploads.archive import ZippedUpload
from generator.plan.uploads.plain import without_cells

# A plan has some hundred rows of thirty columns; ten thousand rows of all columns are read.
MOST_ROWS = 20_000
MOST_CELLS = 450_000
MOST_BLANK = 2_000_000
MOST_MERGED = 200_000
MOST_LOOKS = 66_000  # Excel itself stops at 65,490 formats
MOST_ELEMENTS = 6_000_000
MOST_MARKUP = 60_000_000  # bytes of XML, unpacked
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_MOST = {
    "row": (MOST_ROWS, "แถว (นับแถวว่างที่จัดรูปแบบไว้ด้วย)"),
    "v": (MOST_CELLS, "ช่องที่มีข้อมูล"),
    "is": (MOST_CELLS, "ช่องที่มีข้อมูล"),
    "c": (MOST_BLANK, "ช่อง (นับช่องว่างที่จัดรูปแบบไว้ด้วย)"),
    "mergeCell": (MOST_MERGED, "ช่องที่ผสาน"),
    "f": (MOST_CELLS, "สูตร"),
    # Of each openpyxl makes an object with its parts, which takes as long as a row of cells.
    **dict.fromkeys(
        (
            *("xf", "font", "fill", "border", "dxf", "cellStyle", "cfRule", "definedName"),
            *("conditionalFormatting", "dataValidation", "hyperlink", "tableColumn"),
        ),
        (MOST_LOOKS, "รูปแบบ กฎ หรือชื่อที่ตั้งไว้"),
    ),
}


class TooLargeError(Exception):
    """More than any plan has; the text says of what, in Thai."""


class DamagedError(Exception):
    """A part is no XML, or declares what no workbook has."""


def has_formulas(archive: ZippedUpload) -> bool:
    """Return whether there are formulas. Raises TooLargeError for a workbook without measure."""
    if sum(map(archive.size, archive.names)) > MOST_MARKUP:
        raise TooLargeError(f"ขยายแล้วใหญ่เกิน {MOST_MARKUP // 1_000_000} เมกะไบต์")
    counted = _Counted()
    for name in archive.names:
        part = archive.read(name)
        # Any part may be a sheet, whatever its name; only XML can be.
        if part.lstrip(_BEFORE_XML).startswith(b"<") and not name.endswith(".vml"):
            _walk(part, counted)
    return counted.found["f"] > 0


class _Counted:
    """Counts elements by name over all parts."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()

    def takes(self, more: Mapping[str, int]) -> bool:
        """Count elements that were counted elsewhere, none of them where they are too many."""
        most = {"": MOST_ELEMENTS, **{name: most for name, (most, _) in _MOST.items()}}
        sums = self.found + Counter(more) + Counter({"": sum(more.values())})
        if any(sums[name] > limit for name, limit in most.items()):
            return False
        self.found = sums
        return True

    def __call__(self, name: str, attributes: Mapping[str, str]) -> None:
        """Count an element. Raises TooLargeError at the first one too many."""
        found = self.found
        found[""] += 1
        if ":" in name:
            name = name.rpartition(":")[2]
        if name in _MOST:
            found[name] += _cells(attributes.get("ref", "")) if name == "mergeCell" else 1
            if found[name] > _MOST[name][0]:
                most, what = _MOST[name]
                raise TooLargeError(f"มีเกิน {most:,} {what}")
        elif found[""] > MOST_ELEMENTS:
            raise TooLargeError("ข้อความหรือตารางยาวเกินไป")


def _walk(part: bytes, counted: _Counted) -> None:
    bare, gone = without_cells(part)
    try:
        # Of what is too much the walk tells what it meets first.
        read_xml(bare if counted.takes(gone) else part, ReadingLimit(MOST_ELEMENTS), Told(counted))
    except MarkupError:
        raise DamagedError from None


def _cells(reference: str) -> int:
    """Return how many cells a range such as `A1:C3` has, 1 for anything else."""
    found = _RANGE.fullmatch(reference)
    if not found:
        return 1
    first_column, first_row, last_column, last_row = found.groups()
    width = column_index(last_column) - column_index(first_column) + 1
    return abs(width) * (abs(int(last_row) - int(first_row)) + 1)
