"""Strict workbooks made readable: ISO/IEC 29500 has two sets of names for the same things."""

from __future__ import annotations

import io
import zipfile

from generator.plan.uploads.archive import ZippedUpload

# The names of the strict kind, which Excel offers as "Strict Open XML", by those openpyxl knows.
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMES = (
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/main",
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
)


def transitional(data: bytes, archive: ZippedUpload) -> bytes:
    """Return a workbook under the names that openpyxl knows; any other as it is."""
    parts = {name: archive.read(name) for name in archive.names}
    if not any(_STRICT in part for part in parts.values()):
        return data
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as written:
        for name, part in parts.items():
            for strict, known in _NAMES:
                part = part.replace(strict, known)  # noqa: PLW2901  # one name after the other
            written.writestr(name, part)
    return stream.getvalue()
