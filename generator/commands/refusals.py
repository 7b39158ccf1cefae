"""What a push or a saving would take back of what was published, as staff read it."""

from __future__ import annotations

from collections.abc import Iterable

from generator.commands.echo import echo, echo_lines
from generator.problems import Severity
from generator.publishing import Refusal


def print_refusals(refusals: Iterable[Refusal]) -> None:
    """Print each with its place, and with how it is done rightly."""
    for one in refusals:
        echo(one.place.words, label=Severity.ERROR)
        echo_lines([f"    {one.message}", f"    แก้: {one.advice}", ""])
