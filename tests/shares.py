"""What `make test` runs of the tests that cost much: a share. `make soak` runs them whole."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

SOAK = bool(os.environ.get("PHAEN_SOAK"))
_LIST = Path(__file__).with_name("long.txt")
One = TypeVar("One")


def some(values: Iterable[One], every: int, start: int = 0) -> list[One]:
    """Return each `every`th of the values, in `make soak` all; its test is marked `share`."""
    return [*values] if SOAK else [*values][start::every]


def long_tests() -> dict[str, int]:
    """Return the tests of `long.txt`, each with how many of its parameters `make test` keeps."""
    lines = (line.strip() for line in _LIST.read_text("utf-8").splitlines())
    named = (line.partition(" after ") for line in lines if line and not line.startswith("#"))
    return {name: int(kept or 0) for name, _, kept in named}
