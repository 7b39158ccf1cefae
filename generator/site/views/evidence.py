"""What a report names as evidence: files and addresses, when each was made, what it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.plan.urls import is_web_address

# A file may say first when it was made; behind an equals sign stands what it shows.
_WHEN = re.compile(r"\s*([^\s:=/]{1,12})\s*:\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece: `when` it was made, in the report's own word; `name` is what to call it."""

    name: str
    when: str = ""
    href: str = ""


def evidence(text: str) -> tuple[Evidence, ...]:
    """Return the pieces that a report names, in its order; only a web address leads somewhere."""
    return tuple(_piece(part.strip()) for part in text.split(";") if part.strip())


def _piece(part: str) -> Evidence:
    found = _WHEN.match(part)
    when, rest = (found[1], part[found.end() :]) if found else ("", part)
    file, _, caption = (one.strip() for one in rest.partition(" = "))
    return Evidence(
        caption or file.rpartition("/documents/")[2].removeprefix("documents/"),
        when,
        file if is_web_address(file) else "",
    )
