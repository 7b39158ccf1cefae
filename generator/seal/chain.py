"""`plans/seals.txt`: one line a seal, each with the digest of the line above it.

    2568 <sha256 of 2568.zip> 2568-11-24 <sha256 of the line above> <reason of a replacement>

The first line is a heading, and the first seal is chained to it. A line's digest is that of its
UTF-8 bytes without the end of the line, so that it survives a system that ends lines otherwise.
The date is ISO with the Christian year. A year's second line replaces its first and says why.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from dataclasses import dataclass

HEADING = "# phaen-seals-1 year sha256-of-the-sealed-file date sha256-of-the-line-above reason"
_LINE = re.compile(
    r"(?P<year>2[45][0-9]{2}) (?P<digest>[0-9a-f]{64}) (?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}) "
    r"(?P<above>[0-9a-f]{64})(?: (?P<reason>\S.*))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Seal:
    """A line of the chain; `reason` is empty unless it replaces the year's seal before it."""

    year: str
    digest: str
    day: datetime.date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """All seals in the order in which they were made.

    `broken` is the number of the first line that cannot be right, 0 where all are.
    """

    seals: tuple[Seal, ...] = ()
    broken: int = 0

    @property
    def standing(self) -> dict[str, Seal]:
        """The seal that holds for each sealed year."""
        return {seal.year: seal for seal in self.seals}

    def before(self, year: str) -> tuple[Seal, ...]:
        """Return the year's seals that were replaced, the oldest first."""
        return tuple(seal for seal in self.seals if seal.year == year)[:-1]

    def with_seal(self, seal: Seal) -> Chain:
        """Return the chain with one more seal."""
        return Chain((*self.seals, seal))


def read_chain(data: bytes) -> Chain:
    """Return the chain that the file says; lines are read as far as they can be."""
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return Chain(broken=1)
    if not lines or lines[0] != HEADING:
        return Chain(broken=1)
    seals: list[Seal] = []
    broken = 0
    for number, line in enumerate(lines[1:], start=2):
        seal = _seal(line, {one.year for one in seals})
        if seal:
            seals.append(seal)
        broken = broken or (0 if seal and _follows(line, lines[number - 2]) else number)
    return Chain(tuple(seals), broken)


def written(chain: Chain) -> bytes:
    """Return the file that says the chain."""
    lines = [HEADING]
    for seal in chain.seals:
        words = [seal.year, seal.digest, seal.day.isoformat(), digest_of_line(lines[-1])]
        lines.append(" ".join([*words, seal.reason]).rstrip())
    return "".join(f"{line}\n" for line in lines).encode()


def digest_of_line(line: str) -> str:
    """Return the SHA-256 of a line without its end."""
    return hashlib.sha256(line.encode()).hexdigest()


def _follows(line: str, above: str) -> bool:
    return line.split(" ")[3] == digest_of_line(above)


def _seal(line: str, known: set[str]) -> Seal | None:
    found = _LINE.fullmatch(line)
    if not found or bool(found["reason"]) != (found["year"] in known):
        return None
    try:
        day = datetime.date.fromisoformat(found["day"])
    except ValueError:
        return None
    return Seal(found["year"], found["digest"], day, found["reason"] or "")
