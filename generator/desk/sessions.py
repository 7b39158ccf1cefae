"""Who is signed in: sessions that this run of the desk began, and that are not over.

A session is over when its person signs out, when nobody asked by it for long, after a working day,
and when the account is gone or another than it was. None outlives the desk's process.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from generator.desk.accounts import Account, Accounts
from generator.desk.keys import Keys

_IDLE, _LONGEST = 2 * 3600.0, 12 * 3600.0  # seconds
_MOST_OF_ONE = 10


@dataclass(slots=True)
class _Session:
    name: str
    stamp: str
    began: float
    last: float


class Sessions:
    """The sessions of an office's desk, by the cookie that tells them."""

    def __init__(self, accounts: Accounts, keys: Keys, clock: Callable[[], float]) -> None:
        """Tell time by `clock`, in seconds."""
        self._accounts, self._keys, self._clock = accounts, keys, clock
        self._known: dict[str, _Session] = {}
        self._lock = Lock()

    def begin(self, account: Account) -> str:
        """Return the cookie of a new session; of many that a person left open the oldest end."""
        cookie = self._keys.begun()
        session, now = self._keys.session(cookie), self._clock()
        with self._lock:
            own = [key for key, one in self._known.items() if one.name == account.name]
            for key in own[: max(0, len(own) - _MOST_OF_ONE + 1)]:
                del self._known[key]
            self._known[session] = _Session(account.name, account.stamp, now, now)
        return cookie

    def of(self, cookie: str) -> tuple[str, Account] | None:
        """Return the session that a cookie tells, and whose it is; None where none is open."""
        session, now = self._keys.session(cookie), self._clock()
        with self._lock:
            found = self._known.get(session)
            if found is None:
                return None
            account = self._accounts.of(found.name)
            over = now - found.last > _IDLE or now - found.began > _LONGEST
            if over or account is None or account.stamp != found.stamp:
                del self._known[session]
                return None
            found.last = now
            return session, account

    def end(self, session: str) -> None:
        """Forget a session: whoever kept its cookie is nobody."""
        with self._lock:
            self._known.pop(session, None)
