"""A year that is sealed, as the portal knows it: its seal, what that tells, what vouches for it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from generator.archive.chain import Seal
from generator.archive.facts import ClosedYear
from generator.archive.keep import KeptSeal
from generator.plan.model import Totals


@dataclass(frozen=True, slots=True)
class SealedYear:
    """A closed year with its seal. Its pages are published as they were sealed.

    `closed` is what the seal tells of the year, `sources` the SHA-256 of every source file by its
    path below the year's folder, `size` the bytes of the sealed file, `pages` what it publishes, by
    the address below the year's folder. The rest vouches for it, and
    is known once it was asked for: `replaced` are the year's seals before this one, oldest first;
    `signature` says that a signature is kept beside it, `signer` whose it is, once verified: by the
    keys that this machine knows where `own_keys`, else by those that came with the plan. `proven`:
    this machine made the file again from its sources.
    """

    kept: KeptSeal
    closed: ClosedYear
    sources: Mapping[str, str]
    size: int
    replaced: tuple[Seal, ...] = ()
    signature: bool = False
    signer: str = ""
    own_keys: bool = False
    proven: bool = False
    pages: frozenset[str] = frozenset()

    @property
    def standing(self) -> str:
        """What vouches for the seal: `signed`, `proven`, or `neither`."""
        return "signed" if self.signer else "proven" if self.proven else "neither"

    @property
    def earlier(self) -> tuple[tuple[Seal, Seal], ...]:
        """Each seal that another took the place of, with that other, which says why.

        Its digest stays known, its content is withdrawn.
        """
        return tuple(pairwise((*self.replaced, self.kept.seal)))

    @property
    def digest(self) -> str:
        """The SHA-256 of the sealed file."""
        return self.kept.seal.digest

    @property
    def sealed_on(self) -> datetime.date:
        """The day of the seal."""
        return self.kept.seal.day

    @property
    def release(self) -> str:
        """The Phaen that sealed it, empty where the chain does not name one."""
        return self.kept.seal.release

    @property
    def label(self) -> str:
        """The fiscal year as readers write it: `2568`."""
        return self.closed.year.label

    @property
    def current(self) -> bool:
        """Never the newest year: the home page tells of a plan that lives."""
        return False

    @property
    def draft(self) -> bool:
        """Never a draft: what is not announced is not sealed."""
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
