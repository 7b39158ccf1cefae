"""How often somebody may try to sign in: each failure makes the next wait longer.

Counted for the account that is tried and for the address that tries, before the password is looked
at, so that many tries at once gain nothing. An account's wait ends at a minute: whoever means to
lock a person out by wrong passwords keeps them out no longer, while their own address waits more.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from generator.desk.accounts import account_key

# A failure is forgotten after this many seconds without another.
_FORGOTTEN = 3600.0
_MOST_KNOWN = 20_000


@dataclass(frozen=True, slots=True)
class _Bound:
    free: int
    longest: float


_ACCOUNT, _ADDRESS = _Bound(5, 60.0), _Bound(30, 1800.0)


@dataclass(slots=True)
class _Failures:
    count: int = 0
    last: float = 0.0
    until: float = 0.0


class Attempts:
    """Failures of the last hour, by account and by address."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Tell time by `clock`, in seconds."""
        self._clock = clock
        self._known: dict[tuple[str, str], _Failures] = {}
        self._lock = Lock()

    def begin(self, name: str, address: str) -> int:
        """Count a try as failed, and return 0; the seconds to wait where it may not be made now."""
        with self._lock:
            now, found = self._clock(), self._found(name, address)
            left = max(one.until - now for one, _ in found)
            if left > 0:
                return math.ceil(left)
            for one, bound in found:
                one.count, one.last = one.count + 1, now
                over = one.count - bound.free
                one.until = now + min(2.0 ** min(over, 30), bound.longest) if over >= 0 else 0.0
            return 0

    def succeeded(self, name: str, address: str) -> None:
        """Take back what `begin` counted, and forget an account's failures."""
        with self._lock:
            (account, _), (place, _) = self._found(name, address)
            account.count, account.until = 0, 0.0
            place.count, place.until = max(0, place.count - 1), 0.0

    def _found(self, name: str, address: str) -> list[tuple[_Failures, _Bound]]:
        keys = ((("account", account_key(name)), _ACCOUNT), (("address", address), _ADDRESS))
        if len(self._known) > _MOST_KNOWN:
            self._forget()
        found = []
        for key, bound in keys:
            one = self._known.setdefault(key, _Failures())
            if self._clock() - one.last > _FORGOTTEN:
                one.count, one.until = 0, 0.0
            found.append((one, bound))
        return found

    def _forget(self) -> None:
        """Forget the oldest half: names are invented faster than passwords are guessed."""
        oldest = sorted(self._known, key=lambda key: self._known[key].last)
        for key in oldest[: len(oldest) // 2]:
            del self._known[key]
