"""What a report names as evidence: files and addresses, when each was made, what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from generator.plan.model import named_files
from generator.plan.urls import is_web_address


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece: `when` it was made, in the report's own word; `name` is what to call it."""

    name: str
    when: str = ""
    href: str = ""


def evidence(text: str) -> tuple[Evidence, ...]:
    """Return the pieces that a report names, in its order; only a web address leads somewhere."""
    return tuple(
        Evidence(
            one.caption or one.file.rpartition("/documents/")[2].removeprefix("documents/"),
            one.when,
            one.file if is_web_address(one.file) else "",
        )
        for one in named_files(text)
    )
