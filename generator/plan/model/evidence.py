"""What a report names as evidence: `ก่อน: documents/a.jpg = what it shows; https://…`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

# A file may say first when it was made; behind an equals sign stands what it shows.
_WHEN = re.compile(r"\s*(?:([^\s:=/]{1,20})\s*:\s+|([\u0e01-\u0e4e]{1,20})\s*:)(?=\S)")
_DRIVE = re.compile(r"[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]*:/")
_PAPERS = (".pdf", ".docx", ".xlsx")
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
# Phones, scanners and Paint write them; no browser shows them all, and Pillow reads not all.
_UNSHOWN = (".heic", ".heif", ".hif", ".avif", ".tif", ".tiff", ".bmp")
_ENDINGS = (*_PICTURES, *_PAPERS, *_UNSHOWN)
_FOLDER = "documents/"
# A file by its ending, and what it shows: the blanks about the equals sign may lack.
_FILE = re.compile(
    rf"\s*(.+?(?:{'|'.join(map(re.escape, _ENDINGS))}))\s*(?:=\s*(.*?))?\s*",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESS = re.compile("https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedFile:
    """One piece of evidence as it is written: the file or address, `when` made, what it shows."""

    file: str
    when: str = ""
    caption: str = ""

    @property
    def picture(self) -> str:
        """Where the photograph lies, below the year's folder; empty for what is none there.

        A bare name is that of a file in `documents`.
        """
        return self._path(_PICTURES)

    @property
    def paper(self) -> str:
        """Where a paper lies that is read and not looked at; as `picture` does."""
        return self._path(_PAPERS)

    @property
    def unshown(self) -> str:
        """Where a picture lies of a kind that pages do not show; as `picture` does."""
        return self._path(_UNSHOWN)

    def _path(self, endings: tuple[str, ...]) -> str:
        path = re.sub("/{2,}", "/", self.file.replace("\\", "/")).removeprefix("./")
        parts = path.split("/")
        if PurePosixPath(path).suffix.lower() not in endings or _DRIVE.match(path):
            return ""
        if not all(parts) or ".." in parts:
            return ""
        return path if len(parts) > 1 else f"{_FOLDER}{path}"


def is_unshown(path: str) -> bool:
    """Whether a file is a picture, by its ending, of a kind that pages do not show."""
    return PurePosixPath(path).suffix.lower() in _UNSHOWN


def named_files(text: str) -> tuple[NamedFile, ...]:
    """Return what a report's cell names, in its order."""
    return tuple(_named(part.strip()) for part in text.split(";") if part.strip())


def _named(part: str) -> NamedFile:
    found = _WHEN.match(part)
    when, rest = (found[1] or found[2], part[found.end() :]) if found else ("", part)
    if named := _FILE.fullmatch(rest):
        return NamedFile(named[1], when, named[2] or "")
    if _ADDRESS.match(rest):
        file, _, caption = (one.strip() for one in rest.partition(" = "))
        return NamedFile(file, when, caption)
    return NamedFile(rest.strip(), when)  # words, whatever signs are in them
