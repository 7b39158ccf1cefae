"""Whether a found text is one of those that privacy.yml keeps only a slow hash of."""

from __future__ import annotations

from collections.abc import Iterable

from generator.machine.slow_hash import slow_hash
from generator.plan.model import Exemption

# Each costs tens of milliseconds; where more than these are found, the plan is not near ready.
_MOST = 400


class HashedTexts:
    """The hashed entries of one or more years.

    At most 400 different texts are tried in one run; what comes after them is let through by no
    hash, and so is a problem of its own.
    """

    def __init__(self, entries: Iterable[Exemption] = ()) -> None:
        self._by_hash: dict[tuple[str, str], Exemption] = {
            (one.salt, one.scrypt): one for one in entries
        }
        self._salts = tuple(dict.fromkeys(salt for salt, _ in self._by_hash))
        self._tried: dict[str, Exemption | None] = {}

    def entry_of(self, bare: str) -> Exemption | None:
        """Return the entry whose text this is, in the form that all spellings of it share."""
        if not self._salts:
            return None
        if bare not in self._tried:
            if len(self._tried) >= _MOST:
                return None
            self._tried[bare] = self._tried_now(bare)
        return self._tried[bare]

    def known(self) -> Iterable[str]:
        """Return the texts that were found and have an entry, in this run's memory alone."""
        return (bare for bare, one in self._tried.items() if one is not None)

    def _tried_now(self, bare: str) -> Exemption | None:
        for salt in self._salts:
            if found := self._by_hash.get((salt, slow_hash(bare, salt))):
                return found
        return None
