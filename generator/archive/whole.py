"""Is a sealed file whole, harmless, and true to itself: all that can be told from its bytes alone.

`check`, `build`, `seal` and `verify` all ask here: nothing of a seal is published that was not
looked through. What is found depends on the bytes alone, so that once a digest is enough for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.archive import faults as words
from generator.archive.agree import disagreements
from generator.archive.bag import YEAR, bag_faults, closed_year
from generator.archive.chain import Seal
from generator.archive.faults import DamagedSealError, SealFault
from generator.archive.harmless import harms
from generator.archive.shape import shape_faults
from generator.archive.shapes import Shapes
from generator.archive.zipped import SealedFile, opened, repacked_faults
from generator.thai.fiscal import FiscalYear


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked, and what is wrong with it: a sealed file, with its place once it has one.

    `year` is empty where the file cannot be opened, `files` counts those in the bag. `digest` is
    the file's, empty where nobody asked for it, `signer` who signed, empty where nobody did.
    `withdrawn` is the seal that took this one's place: its content was withdrawn, as recorded, and
    nothing else is said of it.
    """

    year: str
    files: int
    faults: tuple[SealFault, ...]
    digest: str = ""
    signer: str = ""
    withdrawn: Seal | None = None


def look_through(path: Path, shapes: Shapes) -> Verified:
    """Look through a sealed file, from anywhere; nothing is written. Raises OSError.

    `shapes` are what its pages may be made of.
    """
    try:
        with opened(path) as archive:
            damage = [*bag_faults(archive), *_packing_faults(archive, path)]
            found = _told_once(damage) if damage else tuple(_inside(archive, shapes))
            return Verified(archive.top, len(archive.names), found)
    except DamagedSealError as error:
        return Verified("", 0, error.faults)


def _packing_faults(archive: SealedFile, path: Path) -> tuple[SealFault, ...]:
    return repacked_faults(archive, path, FiscalYear(int(archive.top)).last)


def _told_once(damage: list[SealFault]) -> tuple[SealFault, ...]:
    """A file that is changed inside is told once, not also as packed otherwise."""
    told_of = {fault.file for fault in damage if fault.reason != words.NOT_AS_PACKED}
    return tuple(
        fault
        for fault in dict.fromkeys(damage)
        if fault.reason != words.NOT_AS_PACKED or fault.file not in told_of
    )


def _inside(archive: SealedFile, shapes: Shapes) -> Iterator[SealFault]:
    try:
        closed = closed_year(archive)
    except ValueError:
        yield from harms(archive, shapes)
        yield SealFault(f"{archive.top}/{YEAR}", words.YEAR_UNREADABLE)
        return
    strange = tuple(shape_faults(archive, closed, shapes))
    named = {fault.file for fault in strange}
    yield from strange
    found = (*harms(archive, shapes), *disagreements(archive, closed, shapes))
    yield from (fault for fault in found if fault.file not in named)
