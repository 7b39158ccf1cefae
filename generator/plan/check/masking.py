"""Messages and lists that others read: whatever the gate finds in them is masked where it stands.

Problems are printed on pages, in public pull requests and at other people's terminals, and quote
what was found: a heading, a sheet, a file's name, a value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from generator.machine.layout import YEAR_PATTERN
from generator.plan.check.coded import decoded
from generator.plan.check.exempt import Exempt
from generator.plan.check.people import PRIVACY_FILE
from generator.problems import Place, Problem, Report

_MASK = "█"
_DIGEST = re.compile("[0-9a-f]{64}")
# What privacy.yml may say at all; its texts are personal data, found by a pattern or not.
_PRIVACY_HEADINGS = ("", "salt", "allow", "allow.text", "allow.scrypt", "allow.reason")
_OUR_OWN_WORDS = ("masked", "wanted")
# Details that quote no cell: commands and paths, headings, lists that we know; what was announced.
_NO_QUOTES = frozenset(
    {
        *("year", "id", "edition", "editions", "day", "restore", "path", "instead", "cell"),
        *("heading", "known", "unit", "announced", "page", "recorded", "before", "again"),
    }
)
# What can be no person's: a project's code, a year, a number of a few digits, a day.
_PLAIN = re.compile(
    rf"{YEAR_PATTERN}(?:-[0-9]{{1,4}}){{0,2}}|[0-9]{{1,3}}"
    rf"|[0-9]{{1,2}} [\u0e01-\u0e4e]{{3,10}} {YEAR_PATTERN}"
)

T = TypeVar("T")


def masker(exempt: Exempt) -> Callable[[str], str]:
    """Return what masks every personal datum in a text that is not exempt."""

    def mask(text: str) -> str:
        # A digest that a message names is all digits now and then.
        for datum in () if _DIGEST.fullmatch(text) else exempt.finder.found_in(text):
            if not exempt(datum, text):
                text = text if datum.text in text else decoded(text)  # it may be said in codes
                text = text.replace(datum.text, datum.masked)
        return text

    return mask


def mask_problems(report: Report, exempt: Exempt) -> None:
    """Mask value, file, sheet, heading and advice of every problem; of privacy.yml, all of them.

    Where a personal datum stands, other rules may quote a piece of it that nobody knows for one.
    """
    mask = masker(exempt)
    private = {_spot(problem.place) for problem in report if _is_personal(problem)}
    report.rewrite(
        lambda problem: (
            _silent(problem)
            if problem.place.file.endswith(PRIVACY_FILE)
            else _masked_problem(problem, mask, quiet=_quotes(problem) in private)
        )
    )


def _is_personal(problem: Problem) -> bool:
    return any(name == "masked" for name, _ in problem.details)


def _quotes(problem: Problem) -> tuple[str, str, int, str] | None:
    """Return the spot of which a problem may quote something; one of a file as such quotes none."""
    place = problem.place
    return _spot(place) if place.row or place.heading else None


def _spot(place: Place) -> tuple[str, str, int, str]:
    return place.file, place.sheet, place.row, place.column


def masked(value: T, mask: Callable[[str], str]) -> T:
    """Return a record, however deep, with every text in it masked."""
    return _masked(value, mask)  # type: ignore[no-any-return]  # the same shape as it came


def _masked(value: Any, mask: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, tuple | list):
        return type(value)([_masked(one, mask) for one in value])
    if isinstance(value, Mapping):
        return {_masked(key, mask): _masked(one, mask) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        texts = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
        changed = {name: _masked(one, mask) for name, one in texts.items()}
        return value if changed == texts else replace(value, **changed)
    return value


def _masked_problem(problem: Problem, mask: Callable[[str], str], *, quiet: bool) -> Problem:
    """Return a problem without what is personal; what its advice tells to type can still be typed.

    A `quiet` one stands where something is: all that it may quote goes, but for what was published
    already, what we say ourselves, and codes, years and days.
    """

    def hide(text: str, name: str = "") -> str:
        shown = not text or name in _NO_QUOTES or _PLAIN.fullmatch(text)
        return mask(text) if shown else _MASK

    hidden = quiet and not _is_personal(problem)
    details = tuple(
        (name, hide(text, name) if hidden else mask(text)) for name, text in problem.details
    )
    value = hide(problem.value) if hidden else mask(problem.value)
    return replace(problem, place=masked(problem.place, mask), value=value, details=details)


def _silent(problem: Problem) -> Problem:
    """Return a problem of privacy.yml, which says where it is and nothing of what stands there."""
    place, listed = problem.place, problem.place.heading in _PRIVACY_HEADINGS
    details = tuple(
        (name, text if name in _OUR_OWN_WORDS or not text else _MASK)
        for name, text in problem.details
    )
    return replace(
        problem,
        place=place if listed else Place(place.file, place.sheet, place.row, place.column),
        value=_MASK if problem.value else "",
        details=details,
    )
