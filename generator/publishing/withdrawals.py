"""What a portal tells as withdrawn, by digests that a place of releases keeps beside them.

A digest is of an entry, which names a row, a day and a reason, and of no text that was withdrawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.archive import chain_of
from generator.machine.layout import PLANS, WITHDRAWN, is_year, of_year
from generator.plan.model import Withdrawal, WithdrawalKind
from generator.plan.withdraw import entries_of
from generator.problems import Place


def withdrawn_below(root: Path) -> frozenset[str]:
    """Return a digest for each entry of personal data, and each seal that another replaced.

    `root` is a portal, sealed years included. Raises OSError.
    """
    return frozenset((*_entries(root), *_seals(root)))


def digest_of_entry(year: str, entry: Withdrawal) -> str:
    """Return the digest by which an entry of a year's withdrawn.yml is known."""
    return _digest(("entry", year, *entry.statement))


def _entries(root: Path) -> Iterator[str]:
    for folder in sorted((root / PLANS).glob("*")):
        path = of_year(folder.name, WITHDRAWN)
        if is_year(folder.name) and (root / path).is_file():
            for one in entries_of((root / path).read_bytes(), Place(path)):
                if one.kind is WithdrawalKind.PERSONAL:
                    yield digest_of_entry(folder.name, one)


def _seals(root: Path) -> Iterator[str]:
    for seal in chain_of(root).seals:
        if seal.reason:
            yield _digest(("seal", seal.year, seal.digest))


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
