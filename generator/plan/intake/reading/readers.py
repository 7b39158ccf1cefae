"""The bytes of a file → its form, by the reader of what the file really is."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from generator.plan.intake.form import Form, FormRefusedError, GridCell, Line, Mark, Spot
from generator.plan.intake.kinds import Kind, kind_of
from generator.thai.mending import with_letters

_Told = TypeVar("_Told", Line, GridCell, Mark)
# Where each kind's reader stands: it is loaded where there is such a file.
_READERS: Mapping[Kind, tuple[str, str]] = {
    Kind.XLSX: ("xlsx", "read_xlsx_form"),
    Kind.XLS: ("xls", "read_xls_form"),
    Kind.DOCX: ("docx", "read_docx_form"),
    Kind.ODS: ("ods", "read_ods_form"),
    Kind.PDF: ("pdf", "read_pdf_form"),
}
_SAID: Mapping[Kind, str] = {
    Kind.HTML: "เป็นหน้าเว็บ HTML ที่ตั้งชื่อเป็นแฟ้มของ Excel หรือ Word",
    Kind.MHTML: "เป็นหน้าเว็บ MHTML ที่ตั้งชื่อเป็นแฟ้มของ Excel หรือ Word",
    Kind.EXCEL_XML: "เป็น XML Spreadsheet 2003",
    Kind.WORD_XML: "เป็น Word XML",
    Kind.WORD_PACKAGE: "เป็น Word XML",
    Kind.SHORTCUT: "เป็นทางลัด ตัวแฟ้มอยู่ที่อื่น เช่น Google เอกสาร",
    Kind.XLSB: "เป็นสมุดงานแบบไบนารี .xlsb",
    Kind.PPTX: "เป็นงานนำเสนอ PowerPoint",
    Kind.ZIP: "เป็นแฟ้มที่บีบอัดไว้ (zip rar 7z) ให้แตกแฟ้มออกก่อน",
    Kind.TEXT: "เป็นแฟ้มข้อความ",
    Kind.EMPTY: "แฟ้มว่าง ไม่มีข้อมูล",
    Kind.OLE: "เป็นแฟ้มแบบเก่าของโปรแกรมอื่น",
}


def read_form(data: bytes) -> Form:
    """Return the form that a file holds, whatever its name ends with. Raises FormRefusedError."""
    kind = kind_of(data)
    if kind is Kind.ENCRYPTED:
        raise FormRefusedError("encrypted")
    if kind is Kind.CUT:
        raise FormRefusedError("broken", found="แฟ้มมาไม่ครบ")
    if kind is Kind.PICTURE:
        raise FormRefusedError("image-only")
    if kind in (Kind.DOC, Kind.RTF, Kind.ODT, Kind.FODT):
        steps = {"program": "Word", "save_as": "Word Document (*.docx)", "ending": ".docx"}
        raise FormRefusedError("needs-office", kind=f".{kind.value}", **steps)
    if kind not in _READERS:
        raise FormRefusedError("other-kind", said=_SAID.get(kind, ""))
    room, name = _READERS[kind]
    module = importlib.import_module(f"generator.plan.intake.{room}")
    return _lettered(cast(Callable[[bytes], Form], getattr(module, name))(data))


def _lettered(form: Form) -> Form:
    """Return a form with letters in place of what old fonts show as them, and of two เ for a แ."""
    parts = tuple(
        _with_letters(part)
        if isinstance(part, Line)
        else replace(
            part,
            cells=tuple(map(_with_letters, part.cells)),
            marks=tuple(map(_with_letters, part.marks)),
        )
        for part in form.parts
    )
    return replace(form, parts=parts, loose=tuple(map(_with_letters, form.loose)))


def _with_letters(told: _Told) -> _Told:
    text = with_letters(told.text)
    return told if text == told.text else replace(told, text=text)


def joined(forms: Sequence[tuple[str, Form]]) -> Form:
    """Return several files as one form: each place in it names its file."""
    if len(forms) == 1:
        return forms[0][1]
    named = [_named(form, name) for name, form in forms]
    return Form(
        "+".join(dict.fromkeys(one.kind for one in named)),
        tuple(part for one in named for part in one.parts),
        tuple(mark for one in named for mark in one.loose),
        " ".join(dict.fromkeys(filter(None, (one.converted for one in named)))),
        tuple(doubt for one in named for doubt in one.doubts),
    )


def _named(value: Any, name: str) -> Any:
    """Return a value of a form with the file's name in every place that it tells."""
    if isinstance(value, Spot):
        return replace(value, file=name)
    if isinstance(value, tuple):
        return tuple(_named(one, name) for one in value)
    if is_dataclass(value) and not isinstance(value, type) and type(value).__module__ == _FORMS:
        parts = {one.name: getattr(value, one.name) for one in fields(value)}
        told = {key: new for key, part in parts.items() if (new := _named(part, name)) is not part}
        return replace(value, **told)
    return value


_FORMS = Form.__module__
