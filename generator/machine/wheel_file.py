"""A wheel as pip would take it: named and listed in itself, each file by its digest."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import zipfile
import zlib


def is_wheel_of(data: bytes, name: str, release: str) -> bool:
    """Whether a file is a whole wheel of that name and release; never raises."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _is_named(archive, name, release) and _is_listed(archive, name, release)
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, csv.Error, zlib.error,
            NotImplementedError, RuntimeError, EOFError):  # fmt: skip
        return False


def _is_named(archive: zipfile.ZipFile, name: str, release: str) -> bool:
    head = archive.read(f"{name}-{release}.dist-info/METADATA").decode("utf-8")
    lines = head.partition("\n\n")[0].splitlines()
    return {f"Name: {name}", f"Version: {release}"} <= set(lines)


def _is_listed(archive: zipfile.ZipFile, name: str, release: str) -> bool:
    """Whether RECORD names every file with the digest that it has."""
    own = f"{name}-{release}.dist-info/RECORD"
    rows = csv.reader(io.StringIO(archive.read(own).decode("utf-8"), newline=""))
    told = {row[0]: row[1] for row in rows if len(row) > 1}
    files = {one for one in archive.namelist() if not one.endswith("/")} - {own}
    return told.keys() - {own} == files and all(
        told[one] == f"sha256={_digest(archive.read(one))}" for one in files
    )


def _digest(data: bytes) -> str:
    """Return a digest as RECORD writes it."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
