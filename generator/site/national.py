"""The national catalogue's form, as data (`national.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_TABLE = Path(__file__).parent / "national.toml"


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the form; `value` has places in braces, see the table for the rest."""

    name: str
    label: str
    value: str
    lacking: str = ""
    advice: str = ""
    unchosen: str = ""
    many: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class NationalForm:
    """The fields in the order of the form, and what its lists of choices call things.

    `coverage` is the area by the kind of organisation, `formats` of our files; `other`
    and `no_licence` are the choices for what is in no list and for no licence.
    """

    fields: tuple[FormField, ...]
    coverage: Mapping[str, str]
    formats: tuple[str, ...]
    other: str
    no_licence: str


@cache
def national_form() -> NationalForm:
    """Return the form."""
    table: dict[str, Any] = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    fields = tuple(FormField(**one) for one in table["field"])
    words = table["words"]
    formats = tuple(words["formats"])
    return NationalForm(fields, table["coverage"], formats, words["other"], words["no_licence"])
