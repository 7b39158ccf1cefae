"""Workbooks without a moment in them: the same cells are the same bytes, whenever written."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

# The first moment that an archive can tell.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_TOLD = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")


class _Still(zipfile.ZipFile):
    """An archive whose members are all of one moment, and so is what they tell of themselves."""

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Put a file into the archive."""
        self.writestr(str(arcname or filename), Path(filename).read_bytes())

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Put a text or bytes into the archive."""
        name = getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)
        entry = zipfile.ZipInfo(name, _MOMENT)
        entry.compress_type = zipfile.ZIP_DEFLATED
        raw = data.encode() if isinstance(data, str) else bytes(data)
        if entry.filename.lstrip("/") == _CORE:
            raw = _TOLD.sub(rb"\g<1>1980-01-01T00:00:00Z", raw)
        super().writestr(entry, raw)


def saved(book: Any) -> bytes:
    """Return a workbook of openpyxl as bytes that depend on what it holds alone (deterministic)."""
    from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415  # slow to load

    stream = io.BytesIO()
    with _Still(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return stream.getvalue()
