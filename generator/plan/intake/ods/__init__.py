"""A spreadsheet of OpenDocument (.ods) → a `Form`, by the measures of the file itself.

LibreOffice would make an .xlsx of it whose columns are wider than these: nothing is converted.
Floors: 0 words · 1 looks · 2 drawn · 3 sheet.
"""

from __future__ import annotations

from generator.machine.markup import ReadingLimit
from generator.plan.intake.form import Form, FormRefusedError
from generator.plan.intake.ods.looks import Looks
from generator.plan.intake.ods.sheet import Sheet
from generator.plan.intake.refusals import refused
from generator.plan.intake.xml.tree import at, read_tree
from generator.plan.uploads.archive import ZippedUpload
from generator.plan.uploads.contents import UploadError

_CONTENT, _STYLES = "content.xml", "styles.xml"
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
    looks = Looks(content, named)
    parts = tuple(
        part for table in book.findall("table:table") for part in Sheet(table, looks).parts()
    )
    return Form("ods", parts)
