"""What a portal knows of a year that is sealed: what its seal tells, and what vouches for it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from generator.archive.facts import ClosedYear
from generator.plan.model import Totals


@dataclass(frozen=True, slots=True)
class EarlierSeal:
    """A seal that another took the place of: its digest stays known, its content is withdrawn."""

    digest: str
    sealed_on: datetime.date
    replaced_on: datetime.date
    reason: str


@dataclass(frozen=True, slots=True)
class SealedYear:
    """A closed year: what its seal tells. Its pages are published as they were sealed.

    `digest` is the SHA-256 of the sealed file, `size` its bytes, `release` the Phaen that sealed
    it, empty where that is not known. `signature` says that a signature is kept beside it, `signer`
    whose it is, once verified: by the keys that this machine knows where `own_keys`, else by those
    that came with the plan. `proven`: this machine made the file again from its sources.
    """

    closed: ClosedYear
    digest: str
    sealed_on: datetime.date
    size: int
    signature: bool = False
    earlier: tuple[EarlierSeal, ...] = ()
    signer: str = ""
    own_keys: bool = False
    proven: bool = False
    release: str = ""

    @property
    def standing(self) -> str:
        """What vouches for the seal: `signed`, `proven`, or `neither`."""
        return "signed" if self.signer else "proven" if self.proven else "neither"

    @property
    def label(self) -> str:
        """The fiscal year as readers write it: `2568`."""
        return self.closed.year.label

    @property
    def current(self) -> bool:
        """Never the newest year: the home page tells of a plan that lives."""
        return False

    @property
    def totals(self) -> Totals:
        """The sum of the year's rows."""
        return self.closed.totals

    @property
    def announced(self) -> datetime.date | None:
        """When the plan was announced."""
        return self.closed.announced

    @property
    def source_count(self) -> int:
        """How many files the plan was read from."""
        return self.closed.sources

    @property
    def problem_count(self) -> int:
        """How many warnings were published with the plan."""
        return self.closed.problems
