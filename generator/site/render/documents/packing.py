"""Files of Office, which are packed parts: the same bytes for the same parts, and known as ours.

A mark in the file's own properties tells the digest of all its other parts. Whatever program saves
the file again writes other parts, and keeps the mark or not: it is no longer as we made it.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping

_TYPES, _RELATIONS, _MARK = "[Content_Types].xml", "_rels/.rels", "docProps/custom.xml"
_SCHEMAS = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPE = (
    '<Override PartName="/docProps/custom.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
)
_RELATION = (
    f'<Relationship Id="rIdPhaen" Type="{_SCHEMAS}/relationships/custom-properties" '
    'Target="docProps/custom.xml"/>'
)
_NAME = "Phaen"
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Properties xmlns="{_SCHEMAS}/custom-properties" xmlns:vt="{_SCHEMAS}/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}">'
    "<vt:lpwstr>{digest}</vt:lpwstr></property></Properties>"
)
_DIGEST = re.compile(rf'name="{_NAME}"><vt:lpwstr>([a-p]{{64}})<'.encode())
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_LARGEST = 200_000_000


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a file of these parts and our mark; what tells the kinds of all parts stands first."""
    whole = dict(parts)
    whole[_TYPES] = whole[_TYPES].replace(b"</Types>", f"{_TYPE}</Types>".encode())
    end = b"</Relationships>"
    whole[_RELATIONS] = whole[_RELATIONS].replace(end, _RELATION.encode() + end)
    whole[_MARK] = _PROPERTIES.format(name=_NAME, digest=_digest(whole)).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(whole, key=lambda one: (one != _TYPES, one)):
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, whole[name])
    return stream.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a file. Raises zipfile.BadZipFile, and ValueError where they are huge."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(one.file_size for one in archive.infolist()) > _LARGEST:
            raise ValueError("larger than any paper")
        return {name: archive.read(name) for name in archive.namelist()}


def is_as_made(data: bytes) -> bool:
    """Whether a file is one that `packed` made, and nobody has changed since. Never raises."""
    try:
        parts = parts_of(data)
    except Exception:  # a damaged file raises many kinds, and is not as we made it
        return False
    told = _DIGEST.search(parts.pop(_MARK, b""))
    return bool(told) and told[1].decode() == _digest(parts) if told else False


def _digest(parts: Mapping[str, bytes]) -> str:
    """Return the digest of all parts in letters: figures might pass for a person's number."""
    digest = hashlib.sha256()
    for name, data in sorted(parts.items()):
        digest.update(f"{name}\n{len(data)}\n".encode() + data)
    return "".join(chr(ord("a") + int(one, 16)) for one in digest.hexdigest())
