"""Where a personal datum stands in a plain text: what every finder here gives."""

from dataclasses import dataclass
from typing import Literal

SpanKind = Literal[
    "identity-number",
    "phone-number",
    "bank-account",
    "number-mistyped",
    "document-number",
    "birth-date",
    "person-name",
    "person-possible",
    "private-detail",
]


@dataclass(frozen=True, slots=True)
class Span:
    """A datum from `start` to `end`; what is before `hidden` (a title, a label) may be shown."""

    start: int
    hidden: int
    end: int
    kind: SpanKind
