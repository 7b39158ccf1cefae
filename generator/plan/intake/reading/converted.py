"""Formats of before 2007 and of other programs, through LibreOffice where this machine has it.

Only what LibreOffice keeps as it is comes this way: texts, and of Word's documents the measures of
cells and shapes. A spreadsheet's columns become wider on the way, so `ods` is read by itself.
"""

from __future__ import annotations

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
    Kind.EXCEL_XML: Kind.XLSX,  # which has no shapes
}
# By which ending LibreOffice knows a kind.
_ENDINGS = {Kind.WORD_XML: "xml", Kind.EXCEL_XML: "xml"}
_PROGRAMS = {
    Kind.DOCX: ("Word", "Word Document (*.docx)", ".docx"),
    Kind.XLSX: ("Excel", "Excel Workbook (*.xlsx)", ".xlsx"),
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
    return made, becomes
