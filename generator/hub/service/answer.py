"""What a browser is given: plain values, whichever library carries them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """A whole answer."""

    body: bytes
    status: int = 200
    kind: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
