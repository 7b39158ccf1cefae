"""Records without some texts: what the gate would not let out is not told, and stops nothing else.

A text may be harmless alone, and say who somebody is only beside the words of a page.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

_One = TypeVar("_One")


def without(value: _One, texts: Collection[str]) -> tuple[_One, int]:
    """Return a record in which every text that holds one of `texts` is empty, and how many were."""
    hiding = _Hiding(texts)
    told: _One = hiding.of(value)
    return told, hiding.hidden


class _Hiding:
    def __init__(self, texts: Collection[str]) -> None:
        self._texts = [*texts]
        self.hidden = 0

    def of(self, value: Any) -> Any:
        """Return a value of records; what holds none of the texts is the very same."""
        if isinstance(value, str):
            return self._text(value)
        if is_dataclass(value) and not isinstance(value, type):
            told = {one.name: getattr(value, one.name) for one in fields(value)}
            new = {name: self.of(one) for name, one in told.items()}
            same = all(new[name] is told[name] for name in told)
            return value if same else replace(value, **new)
        if isinstance(value, Mapping):
            made = {key: self.of(one) for key, one in value.items()}
            return value if all(made[key] is value[key] for key in value) else made
        if isinstance(value, (list, tuple)):
            listed = [self.of(one) for one in value]
            same = all(a is b for a, b in zip(listed, value, strict=True))
            return value if same else type(value)(listed)
        return value

    def _text(self, text: str) -> str:
        if text and any(one in text for one in self._texts):
            self.hidden += 1
            return ""
        return text
