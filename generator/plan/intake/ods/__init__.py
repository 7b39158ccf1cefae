"""A spreadsheet of OpenDocument (.ods) → a `Form`, by the measures of the file itself.

LibreOffice would make an .xlsx of it whose columns are wider than these: nothing is converted.
Floors: 0 words · 1 looks · 2 drawn · 3 placed · 4 sheet.
"""

from __future__ import annotations

import re

from generator.machine.markup import ReadingLimit
from generator.plan.intake.form import Form, FormRefusedError
from generator.plan.intake.ods.looks import Looks
from generator.plan.intake.ods.sheet import Sheet
from generator.plan.intake.refusals import refused
from generator.plan.intake.xml.tree import at, read_tree
from generator.plan.uploads.archive import ZippedUpload
from generator.plan.uploads.contents import UploadError

_CONTENT, _STYLES = "content.xml", "styles.xml"
_ABOUT, _LONGEST_ABOUT = "meta.xml", 10_000
_PROGRAM = re.compile(rb"LibreOffice/(\d{1,3})\.(\d{1,3})")
_FIRST_WHOLE = (7, 1)
MOST_ELEMENTS = 1_000_000


def read_ods_form(data: bytes) -> Form:
    """Return the form. Raises FormRefusedError, and nothing else, where the bytes are none.

    Each sheet is a grid; hidden ones too. Numbers and days that a cell holds stand in `stored`.
    """
    try:
        return _read(data)
    except UploadError as error:
        raise refused(error) from None
    except RecursionError:
        raise FormRefusedError("broken", found="ซ้อนกันลึกเกินไป") from None


def _read(data: bytes) -> Form:
    archive = ZippedUpload(data)
    budget = ReadingLimit(elements=MOST_ELEMENTS)
    if _CONTENT not in archive.names:
        raise FormRefusedError("broken", found="ไม่พบข้อความของเอกสาร")
    content = read_tree(archive.read(_CONTENT), budget)
    named = read_tree(archive.read(_STYLES), budget) if _STYLES in archive.names else None
    book = at(content, "office:body/office:spreadsheet")
    if book is None:
        raise FormRefusedError("broken", found="ไม่ใช่ตารางคำนวณ")
    looks, whole = Looks(content, named), _counts_what_is_hidden(archive)
    parts = tuple(
        part
        for table in book.findall("table:table")
        for part in Sheet(table, looks, whole=whole).parts()
    )
    return Form("ods", parts)


def _counts_what_is_hidden(archive: ZippedUpload) -> bool:
    """Whether the file's program is known to measure shapes as if nothing were hidden."""
    told = archive.read(_ABOUT)[:_LONGEST_ABOUT] if _ABOUT in archive.names else b""
    found = _PROGRAM.search(told)
    return found is not None and (int(found[1]), int(found[2])) >= _FIRST_WHOLE
