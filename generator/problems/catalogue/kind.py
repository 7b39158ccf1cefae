"""One kind of problem, and the two ways to write one into the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """An error stops publication; a warning is printed, counted and published."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of problem, worded for a clerk: what is wrong, and what to write instead."""

    code: str
    severity: Severity
    message: str
    advice: str


def error(code: str, message: str, advice: str) -> ProblemKind:
    """Return a kind that stops publication."""
    return ProblemKind(code, Severity.ERROR, message, advice)


def warning(code: str, message: str, advice: str) -> ProblemKind:
    """Return a kind that is published with the plan."""
    return ProblemKind(code, Severity.WARNING, message, advice)
