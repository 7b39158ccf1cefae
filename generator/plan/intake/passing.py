"""A draft from one process to another: only our own plain values are taken from what comes back."""

from __future__ import annotations

import io
import pickle
from decimal import Decimal
from typing import Any

from generator.plan.intake import draft as drafts
from generator.plan.intake import form as forms
from generator.plan.intake.draft import Draft
from generator.plan.intake.form import FormRefusedError
from generator.plan.read import cells

# Classes that a draft is made of: nothing else is made from an answer, and no function is called.
_ROOMS = (drafts.__name__, forms.__name__, cells.__name__)
_OTHERS = {("decimal", "Decimal"): Decimal}

Left = tuple[str, ...]


class _Reader(pickle.Unpickler):
    """Makes values of known classes alone."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of ours. Raises UnpicklingError for anything else."""
        if (module, name) in _OTHERS:
            return _OTHERS[module, name]
        if module in _ROOMS and "." not in name:
            room = {drafts.__name__: drafts, forms.__name__: forms, cells.__name__: cells}[module]
            found = getattr(room, name, None)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"not a part of a draft: {module}.{name}")


def packed(draft: Draft, left: Left) -> bytes:
    """Return a draft, and what of the form no list accounts for, as bytes."""
    return pickle.dumps(("draft", draft, left))


def refused(error: FormRefusedError) -> bytes:
    """Return as bytes why there is no draft."""
    return pickle.dumps(("refused", error.code, dict(error.details)))


def unpacked(data: bytes) -> tuple[Draft, Left]:
    """Return the draft that `packed` was given. Raises FormRefusedError as `refused` was given it.

    Raises ValueError for what neither of them made.
    """
    try:
        kind, *told = _Reader(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, EOFError, AttributeError, TypeError, ValueError) as error:
        raise ValueError("not an answer of ours") from error
    if kind == "refused":
        raise FormRefusedError(str(told[0]), **told[1])
    draft, left = told
    if kind != "draft" or not isinstance(draft, Draft):
        raise ValueError("not a draft")
    return draft, left
