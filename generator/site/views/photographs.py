"""Photographs as pages show them: reduced ones, by the files that the plan names."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.plan.model import ToldReport, named_files

# The order in which readers compare: what each word begins with.
_ORDER = ("ก่อน", "ระหว่าง", "หลัง")
_WORK = "ดำเนินการ"


@dataclass(frozen=True, slots=True, repr=False)
class Photograph:
    """A reduced photograph: its address below the year's folder, its size in pixels, its bytes."""

    path: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class ShownPhotograph:
    """A photograph on a project's page, with what a report says of it.

    `when` it was made is the report's own word, `caption` what it shows; either may be empty.
    `day` is that of the report.
    """

    path: str
    width: int
    height: int
    when: str
    caption: str
    day: datetime.date

    @property
    def stage(self) -> str:
        """Before, during or after, where `when` says just that; empty for any other word."""
        word = self.when.removesuffix(_WORK)
        return word if word in _ORDER else ""


def shown_photographs(
    reports: Iterable[ToldReport], photographs: Mapping[str, Photograph]
) -> tuple[ShownPhotograph, ...]:
    """Return the photographs that reports name: before, during, after, the others; by day in each.

    `photographs` are those that could be reduced, by their path below the year's folder. A picture
    that several reports name is shown once, as the first of them names it.
    """
    found: dict[str, ShownPhotograph] = {}
    for told in reports:
        for one in named_files(told.now.evidence):
            photo = photographs.get(one.picture)
            if photo and photo.path not in found:
                found[photo.path] = ShownPhotograph(
                    photo.path, photo.width, photo.height, one.when, one.caption, told.report.date
                )
    return tuple(sorted(found.values(), key=lambda one: (_rank(one.when), one.day)))


def _rank(when: str) -> int:
    ranks = (place for place, word in enumerate(_ORDER) if when.startswith(word))
    return next(ranks, len(_ORDER))
