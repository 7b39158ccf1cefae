"""Who may come in: whoever opened this desk on their own machine, or a person of the office.

An entrance says whose a request is, at which desk they work, and what a stranger is shown. It is
given plain values; what is told by a header counts only where the office's own proxy alone can ask.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from generator.desk.accounts import LONGEST, SHORTEST, Account, Accounts, Passwords
from generator.desk.asked import Answer, Asked
from generator.desk.attempts import Attempts
from generator.desk.keys import COOKIE, Keys
from generator.desk.laying import Desk, Layout
from generator.desk.office import Office
from generator.desk.pages.password import DIFFER, SAME, SHORT, WAIT, WRONG
from generator.desk.sessions import Sessions
from generator.desk.shared import Common, SharedOffice

# `__Host-`: no other name of the same server can set it, and none over a line that is not TLS.
_OFFICE_COOKIE = "__Host-phaen-desk"


@dataclass(frozen=True, slots=True, repr=False)
class Seen:
    """What a request tells of who asks: its cookie, its address, and whom the proxy let in.

    `proxied` is None where nobody may tell it.
    """

    cookie: str
    address: str = ""
    proxied: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Visitor:
    """Whose a request is: session, desk and account; `cookie` where the session is a new one."""

    session: str
    desk: Desk
    person: Account | None = None
    cookie: str = ""


class Entrance:
    """The entrance of one's own desk: a token opens it once."""

    cookie, secure, several = COOKIE, False, False

    def __init__(self, desk: Desk) -> None:
        """Draw the keys of a desk."""
        self._desk, self.keys = desk, Keys()
        desk.layout(desk.office.kept().portal.organization)  # before anybody asks

    def layout(self) -> Layout:
        """Return what lays out pages for strangers."""
        return self._desk.known()

    def visitor(self, seen: Seen) -> Visitor | None:
        """Return whose a request is, None for a stranger's."""
        session = self.keys.session(seen.cookie)
        return Visitor(session, self._desk) if session else None

    def stranger(self, _seen: Seen) -> Answer:
        """Return what a stranger is shown, whatever they asked for."""
        return self.layout().page("enter", Asked(""), 403)

    def left(self) -> None:
        """Remove what was laid out."""
        self._desk.office.forget_laid()


class OfficeEntrance(Entrance):
    """The entrance of an office's desk: accounts, and where the office has it, its sign-on."""

    cookie, secure, several = _OFFICE_COOKIE, True, True

    def __init__(
        self, common: Common, accounts: Accounts, theme: Path, clock: Callable[[], float]
    ) -> None:
        """Let in the people of `accounts` to the desk that `common` is of."""
        self._common, self._accounts, self._theme = common, accounts, theme
        self.keys, self._passwords = Keys(), Passwords()
        self._sessions = Sessions(accounts, self.keys, clock)
        self._attempts = Attempts(clock)
        self._desks: dict[str, Desk] = {}
        self._lock = Lock()
        accounts.all()  # says so where the file may not be used
        office = Office(common.portal, common.environment, common.today, common.proof)
        office.apart = common.apart  # whose process is warm before anybody asks
        nobody = Desk(office, theme)
        self._layout = nobody.layout(nobody.office.state().checked.portal.organization)
        nobody.office.forget_laid()

    def layout(self) -> Layout:
        """Return what lays out pages for strangers."""
        return self._layout

    def visitor(self, seen: Seen) -> Visitor | None:
        """Return whose a request is; whom the proxy let in has a session by that."""
        found = self._sessions.of(seen.cookie)
        if not seen.proxied:
            return Visitor(found[0], self._desk_of(found[1]), found[1]) if found else None
        account = self._accounts.of(seen.proxied)
        if account is None:
            return None
        if found and found[1].id == account.id:
            return Visitor(found[0], self._desk_of(account), account)
        cookie = self._sessions.begin(account)
        return Visitor(self.keys.session(cookie), self._desk_of(account), account, cookie)

    def stranger(self, seen: Seen, word: str = "", wait: int = 0, name: str = "") -> Answer:
        """Return the page on which one signs in; `word` says why one did not get in."""
        word = word or ("unknown" if seen.proxied else "")
        status = 429 if wait else 403
        return self._layout.page("sign-in", Asked(""), status, word=word, wait=wait, typed=name)

    def sign_in(self, seen: Seen, name: str, password: str) -> str | Answer:
        """Return the cookie of a new session, or the page that says why not.

        What was wrong is not told: neither whether there is such an account, nor by the time that
        it takes.
        """
        if wait := self._attempts.begin(name, seen.address):
            return self.stranger(seen, "wait", wait, name)
        account = self._accounts.of(name)
        if not self._passwords.is_right(account, password) or account is None:
            return self.stranger(seen, "wrong", 0, name)
        self._attempts.succeeded(name, seen.address)
        self._sessions.end(self.keys.session(seen.cookie))
        return self._sessions.begin(account)

    def sign_out(self, session: str) -> None:
        """End a session."""
        self._sessions.end(session)

    def change_password(self, seen: Seen, asked: Asked) -> str | tuple[str, int]:
        """Give who asks another password; return the cookie of their new session.

        All others of theirs end. Else return the word that says why not, and seconds to wait.
        Tries of the old password are counted as those to sign in are.
        """
        assert asked.person, "a door of the office's"
        old, new = (asked.form.get(name, "") for name in ("old", "new"))
        if new != asked.form.get("again", ""):
            return DIFFER, 0
        name = asked.person.name
        if wait := self._attempts.begin(name, seen.address):
            return WAIT, wait
        account = self._accounts.of(name)
        if not self._passwords.is_right(account, old) or account is None:
            return WRONG, 0
        self._attempts.succeeded(name, seen.address)
        if new == old:
            return SAME, 0
        if not SHORTEST <= len(new) <= LONGEST:
            return SHORT, 0
        changed = self._accounts.change(name, hash=self._passwords.hashed(new))
        return self._sessions.begin(changed)

    def left(self) -> None:
        """Remove what was laid out for anybody."""
        self._common.apart.close()
        for desk in self._desks.values():
            desk.office.forget_laid()

    def _desk_of(self, account: Account) -> Desk:
        """Return a person's desk, made anew where their account is another than it was."""
        with self._lock:
            desk = self._desks.get(account.id)
            if desk is None or desk.office.person != account:
                desk = Desk(SharedOffice(self._common, account), self._theme, self._layout)
                self._desks[account.id] = desk
            return desk
