"""What rendering yields."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to be: its path below the staging folder, with forward slashes, and its bytes."""

    path: str
    data: bytes
