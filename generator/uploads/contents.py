"""What looking into a file yields."""

from __future__ import annotations

from dataclasses import dataclass


class UploadError(Exception):
    """The file cannot be looked into; the text says why, in Thai."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text inside the file, and where its reader would find it, in Thai."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why it may not be published: a problem's code, and what was found."""

    code: str
    found: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The texts inside a file, for the gate of personal data, and its faults."""

    texts: tuple[Text, ...] = ()
    faults: tuple[Fault, ...] = ()
