"""Units and villages as an office pastes them, a line each, and as organization.yml tells them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from generator.thai.text import arabic_digits, tidy

# Pairs of what leads the name, as organization.yml has it, and the name.
Named = tuple[str, str]
_BLOCK = r"^{key}:\n(?: +.*\n)+"
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", re.ASCII)
_NUMBERED = re.compile(r"(?:หมู่ที่|หมู่|ม\.)?\s*([0-9]{1,3})[\s.):\t-]+(\S.*)")
_WORDS = Path(__file__).parent / "units.toml"


def units_of(text: str) -> tuple[Named, ...]:
    """Return the units of lines that were pasted: `กองช่าง`, or `engineering` and the name.

    What leads a name is an address for good: a usual word where one is known, else a number.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(_lines(text), start=1):
        first, _, rest = line.partition("\t")
        named = bool(_SLUG.fullmatch(first.strip())) and bool(rest.strip())
        name = tidy(rest if named else line.replace("\t", " "))
        if name in found.values():
            continue
        slug = first.strip() if named else _usual(name)
        found[slug if slug and slug not in found else f"unit-{number}"] = name
    return tuple(found.items())


def villages_of(text: str) -> tuple[Named, ...]:
    """Return the villages of lines that were pasted: a number and a name, or names in order."""
    found: dict[str, str] = {}
    for number, line in enumerate(_lines(text), start=1):
        told = _NUMBERED.fullmatch(arabic_digits(line))
        code, name = (str(int(told[1])), line[told.start(2) :]) if told else (str(number), line)
        found.setdefault(code, tidy(name.replace("\t", " ")))
    return tuple(found.items())


def with_places(text: str, units: Sequence[Named], villages: Sequence[Named]) -> str:
    """Return organization.yml with these units and villages; what is not given stays as it is."""
    lines = {
        "units": [f"  {slug}: {{name: {_quoted(name)}}}\n" for slug, name in units],
        "villages": [f"  {number}: {_quoted(name)}\n" for number, name in villages],
    }
    for key, told in lines.items():
        if told:
            block = f"{key}:\n{''.join(told)}"
            place = re.compile(_BLOCK.format(key=key), re.MULTILINE)
            text = place.sub(lambda _, block=block: block, text, count=1)  # type: ignore[misc]
    return text


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def _usual(name: str) -> str:
    return next((slug for slug, words in _known() if name.startswith(words)), "")


@cache
def _known() -> tuple[tuple[str, tuple[str, ...]], ...]:
    told = tomllib.loads(_WORDS.read_text("utf-8"))
    return tuple((slug, tuple(words)) for slug, words in told.items())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
