"""`plans/seals.txt`: one line a seal, each with the digest of the line above it.

    2568 <sha256 of 2568.zip> 2025-11-24 <sha256 of the line above> phaen-0.1.0 <reason>

The first line is a heading, and the first seal is chained to it. A line's digest is that of its
UTF-8 bytes without the end of the line, so that it survives a system that ends lines otherwise.
The date is ISO with the Christian year. The release is the one that sealed; lines that older ones
wrote name none. A year's second line replaces its first and says why.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from generator.machine.layout import YEAR_PATTERN
from generator.thai.fiscal import FiscalYear
from generator.thai.text import says_something

HEADING = "# phaen-seals-1 year sha256-of-the-sealed-file date sha256-of-the-line-above reason"
# A year is replaced a few times at most: a longer chain was not made by sealing.
MOST_LINES = 2_000
LONGEST_REASON = 200  # characters, of what is written; lines that stand may be longer
MOST_BYTES = 4_000_000
_LINE = re.compile(
    rf"(?P<year>{YEAR_PATTERN}) "
    r"(?P<digest>[0-9a-f]{64}) (?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}) "
    r"(?P<above>[0-9a-f]{64})(?P<rest> \S.*)?",
    re.ASCII,
)
# What steers a terminal, ends a line, or turns the direction of writing.
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
_RELEASE = re.compile(r"(phaen-[0-9][0-9a-z.+]{0,30})(?: (\S.*))?", re.ASCII)


class Why(Enum):
    """Why a line of the chain cannot be right."""

    CHANGED = "changed"
    TOO_LONG = "too long"
    EARLIER = "earlier than the line above"
    NOT_OVER = "before the year was over"


@dataclass(frozen=True, slots=True)
class Seal:
    """A line of the chain; `reason` is empty unless it replaces the year's seal before it.

    `release` names the Phaen that sealed (`phaen-0.1.0`), empty where the line does not.
    """

    year: str
    digest: str
    day: datetime.date
    reason: str = ""
    release: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """All seals in the order in which they were made.

    `broken` is the number of the first line that cannot be right, 0 where all are; `why` says why.
    """

    seals: tuple[Seal, ...] = ()
    broken: int = 0
    why: Why = Why.CHANGED

    @property
    def standing(self) -> dict[str, Seal]:
        """The seal that holds for each sealed year."""
        return {seal.year: seal for seal in self.seals}

    def before(self, year: str) -> tuple[Seal, ...]:
        """Return the year's seals that were replaced, the oldest first."""
        return tuple(seal for seal in self.seals if seal.year == year)[:-1]

    def withdrawn_by(self, digest: str) -> Seal | None:
        """Return the seal that took the place of the one with a digest; None where none did."""
        old = next((one for one in self.seals if one.digest == digest), None)
        if old is None or self.standing[old.year].digest == digest:
            return None
        later = self.seals[self.seals.index(old) + 1 :]
        return next(one for one in later if one.year == old.year)

    def with_seal(self, seal: Seal) -> Chain:
        """Return the chain with one more seal."""
        return Chain((*self.seals, seal))


def read_chain(data: bytes) -> Chain:
    """Return the chain that the file says; lines are read as far as they can be.

    A file of more than MOST_LINES seals is not read at all.
    """
    if len(data) > MOST_BYTES or data.count(b"\n") > MOST_LINES + 1:
        return Chain(broken=MOST_LINES + 2, why=Why.TOO_LONG)
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return Chain(broken=1)
    if not lines or lines[0] != HEADING:
        return Chain(broken=1)
    if len(lines) > MOST_LINES + 1:
        return Chain(broken=MOST_LINES + 2, why=Why.TOO_LONG)
    return _followed(lines)


def _followed(lines: Sequence[str]) -> Chain:
    seals: list[Seal] = []
    years: set[str] = set()
    broken, why = 0, Why.CHANGED
    for number, (above, line) in enumerate(pairwise(lines), start=2):
        seal = _seal(line, years)
        wrong = _wrong(seal, line, above, seals[-1] if seals else None)
        if wrong and not broken:
            broken, why = number, wrong
        if seal:
            seals.append(seal)
            years.add(seal.year)
    return Chain(tuple(seals), broken, why)


def _wrong(seal: Seal | None, line: str, above: str, before: Seal | None) -> Why | None:
    """Return why a line cannot be right; None where it can."""
    if not seal or line.split(" ")[3] != digest_of_line(above):
        return Why.CHANGED
    if before and seal.day < before.day:
        return Why.EARLIER
    return Why.NOT_OVER if seal.day <= FiscalYear(int(seal.year)).last else None


def written(chain: Chain) -> bytes:
    """Return the file that says the chain."""
    lines = [HEADING]
    for seal in chain.seals:
        words = [seal.year, seal.digest, seal.day.isoformat(), digest_of_line(lines[-1])]
        lines.append(" ".join(word for word in (*words, seal.release, seal.reason) if word))
    return "".join(f"{line}\n" for line in lines).encode()


def digest_of_line(line: str) -> str:
    """Return the SHA-256 of a line without its end."""
    return hashlib.sha256(line.encode()).hexdigest()


def unfit_reason(reason: str) -> str:
    """Return what is wrong with a reason that is to be chained, in Thai; empty where nothing is."""
    if len(reason) > LONGEST_REASON:
        return f"เหตุผลยาวเกิน {LONGEST_REASON} ตัวอักษร เขียนให้สั้นลง"
    if _FORBIDDEN.search(reason):
        return "เหตุผลมีอักขระที่มองไม่เห็นซึ่งสั่งเครื่องหรือกลับทิศข้อความ พิมพ์เหตุผลใหม่ด้วยตัวอักษรธรรมดา"
    if reason and not says_something(reason):
        return "เหตุผลต้องเป็นคำที่ประชาชนอ่านเข้าใจ เช่น แก้ยอดเงินที่พิมพ์ผิด"
    return ""


def _seal(line: str, known: set[str]) -> Seal | None:
    found = _LINE.fullmatch(line)
    if not found:
        return None
    release, reason = _parted((found["rest"] or "")[1:], again=found["year"] in known)
    if bool(reason) != (found["year"] in known) or _FORBIDDEN.search(reason):
        return None
    try:
        day = datetime.date.fromisoformat(found["day"])
    except ValueError:
        return None
    return Seal(found["year"], found["digest"], day, reason, release)


def _parted(rest: str, *, again: bool) -> tuple[str, str]:
    """Return the release and the reason that end a line; an older line has only a reason."""
    found = _RELEASE.fullmatch(rest)
    if not found or (again and not found[2]):
        return "", rest
    return found[1], found[2] or ""
