"""A draft from one process to another: only our own plain values are taken from what comes back."""

from __future__ import annotations

import io
import pickle
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.plan.intake import draft as drafts
from generator.plan.intake import form as forms
from generator.plan.intake.draft import Draft
from generator.plan.intake.form import FormRefusedError, Spot
from generator.plan.read import cells

# Classes that a draft is made of: nothing else is made from an answer, and no function is called.
_ROOMS = (drafts.__name__, forms.__name__, cells.__name__)
_OTHERS = {("decimal", "Decimal"): Decimal}


@dataclass(frozen=True, slots=True)
class Understood:
    """A draft, what of the form no list accounts for, and what its reader itself could not tell."""

    draft: Draft
    left: tuple[str, ...] = ()
    doubts: tuple[tuple[Spot, str], ...] = ()


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


def packed(understood: Understood) -> bytes:
    """Return what was understood as bytes."""
    return pickle.dumps(("draft", understood.draft, understood.left, understood.doubts))


def refused(error: FormRefusedError) -> bytes:
    """Return as bytes why there is no draft."""
    return pickle.dumps(("refused", error.code, dict(error.details)))


def unpacked(data: bytes) -> Understood:
    """Return what `packed` was given. Raises FormRefusedError as `refused` was given it.

    Raises ValueError for what neither of them made.
    """
    try:
        kind, *told = _Reader(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, EOFError, AttributeError, TypeError, ValueError) as error:
        raise ValueError("not an answer of ours") from error
    if kind == "refused":
        raise FormRefusedError(str(told[0]), **told[1])
    if kind != "draft" or len(told) != 3 or not isinstance(told[0], Draft):
        raise ValueError("not a draft")
    return Understood(*told)
