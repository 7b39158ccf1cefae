"""The licences that an office may choose (`licences.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from generator.plan.model import Licence
from generator.thai.text import match_key

_TABLE = Path(__file__).parent / "licences.toml"


def licences() -> tuple[Licence, ...]:
    """Return every licence that may be chosen, in the order in which they are offered."""
    return tuple(licence for licence, _ in _known())


def licence_of(text: str) -> Licence | None:
    """Return the licence that `text` names by identifier, name or a usual spelling of it."""
    key = match_key(text)
    for licence, also in _known():
        names = (licence.id, licence.name, licence.thai, *also)
        if key in map(match_key, names):
            return licence
    return None


@cache
def _known() -> tuple[tuple[Licence, tuple[str, ...]], ...]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["licence"]
    return tuple(_entry(dict(one)) for one in table)


def _entry(one: dict[str, Any]) -> tuple[Licence, tuple[str, ...]]:
    also = tuple(one.pop("also", ()))
    return Licence(**one), also
