"""Formats of before 2007 and of other programs, through LibreOffice where this machine has it.

Only what LibreOffice keeps as it is comes this way: texts, and of Word's documents the measures of
cells and shapes. A spreadsheet's columns become wider on the way, so `ods` is read by itself.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from generator.machine.office import NoOfficeError, OfficeFailedError, converted_file
from generator.plan.intake.form import FormRefusedError
from generator.plan.intake.kinds import Kind

#: What each kind becomes.
BECOMES: Mapping[Kind, Kind] = {
    Kind.DOC: Kind.DOCX,
    Kind.RTF: Kind.DOCX,
    Kind.ODT: Kind.DOCX,
    Kind.WORD_XML: Kind.DOCX,
    Kind.FODT: Kind.DOCX,
    Kind.FODS: Kind.ODS,  # the same in another wrapping
    Kind.EXCEL_XML: Kind.XLSX,  # which has no shapes
}
# In rich text a shape, a group, what programs of before 1997 drew, and the same beside a shape.
_SHAPE, _GROUP = re.compile(rb"\\shpinst(?![a-z])"), re.compile(rb"\\shpgrp(?![a-z])")
_OLD, _FOR_OLD = re.compile(rb"\\do(?![a-z])"), re.compile(rb"\\shprslt\s*\{\s*\\\*\\do(?![a-z])")
# In what was made of it: shapes of today, and of 2003 where those are not told beside others.
_MADE, _BESIDE = re.compile(rb"<(?:wps:wsp|pic:pic|w:pict)[ >]"), re.compile(rb"<mc:Fallback[ >]")
_MOST_BYTES = 50_000_000
# By which ending LibreOffice knows a kind.
_ENDINGS = {Kind.WORD_XML: "xml", Kind.EXCEL_XML: "xml"}
_PROGRAMS = {
    Kind.DOCX: ("Word", "Word Document (*.docx)", ".docx"),
    Kind.XLSX: ("Excel", "Excel Workbook (*.xlsx)", ".xlsx"),
    Kind.ODS: ("LibreOffice", "ODF Spreadsheet (*.ods)", ".ods"),
}


def converted(data: bytes, kind: Kind, environment: Mapping[str, str]) -> tuple[bytes, Kind]:
    """Return the bytes in a format that the tool reads, and which; unchanged where it is one.

    Raises FormRefusedError: `needs-office` with `program`, `save_as` and `ending` for the steps
    that somebody takes by hand, `office-failed` or `office-slow` where LibreOffice made nothing.
    """
    becomes = BECOMES.get(kind)
    if becomes is None:
        return data, kind
    program, save_as, ending = _PROGRAMS[becomes]
    steps = {"program": program, "save_as": save_as, "ending": ending, "kind": f".{kind.value}"}
    try:
        made = converted_file(data, _ENDINGS.get(kind, kind.value), becomes.value, environment)
    except NoOfficeError:
        raise FormRefusedError("needs-office", **steps) from None
    except OfficeFailedError as error:
        code = "office-slow" if error.slow else "office-failed"
        raise FormRefusedError(code, **steps) from None
    except OSError:
        raise FormRefusedError("office-failed", **steps) from None
    if kind is Kind.RTF and _loses_drawings(data, made):
        raise FormRefusedError("drawings-lost", **steps)
    return made, becomes


def _loses_drawings(data: bytes, made: bytes) -> bool:
    """Whether LibreOffice leaves out or moves a drawing of rich text.

    What programs of before 1997 drew it puts at the table's left; later ones write that beside each
    shape of theirs, for those.
    """
    groups = len(_GROUP.findall(data))
    old = len(_OLD.findall(data)) - len(_FOR_OLD.findall(data))
    shapes = len(_SHAPE.findall(data)) - groups
    return old > 0 or _drawn_in(made) < shapes


def _drawn_in(document: bytes) -> int:
    """Return how many shapes a document has."""
    count = 0
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/\w+\.xml", name):
                with archive.open(name) as part:
                    text = part.read(_MOST_BYTES)
                count += len(_MADE.findall(text)) - len(_BESIDE.findall(text))
    return count
