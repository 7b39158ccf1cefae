"""Zipped files taken apart and put together again: workbooks, documents, archives."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

#: How a part of a document begins.
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the members of a zipped file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return members as a zipped file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def with_parts(data: bytes, change: Mapping[str, str | bytes | None]) -> bytes:
    """Return a zipped file with members put in, or in the place of others; None takes one out."""
    every = {**parts_of(data), **change}
    return zipped({name: part for name, part in every.items() if part is not None})


def with_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a zipped file with one member, or all below a folder, changed."""
    folder = part.endswith("/")
    return zipped({
        name: change(had) if (name.startswith(part) if folder else name == part) else had
        for name, had in parts_of(data).items()
    })  # fmt: skip
