"""Who may speak to the desk: a token that opens it once, a session, and a token in every form.

Sessions are told by a signed cookie; the key is drawn when the desk is opened and lies nowhere, so
whoever opens it anew is known anew.
"""

from __future__ import annotations

import hmac
import secrets

from itsdangerous import BadSignature, Signer, TimestampSigner

COOKIE = "phaen-desk"
_SIZE = 32
# A working day: who forgets a browser open in an office has not left it open for the next one.
_SECONDS = 12 * 60 * 60


class Keys:
    """The keys of one opened desk."""

    def __init__(self) -> None:
        """Draw them."""
        key = secrets.token_bytes(_SIZE)
        self._sessions = TimestampSigner(key, salt="session")
        self._forms = Signer(key, salt="form")
        self._token = secrets.token_urlsafe(_SIZE)

    @property
    def token(self) -> str:
        """What opens the desk, once; empty when it has."""
        return self._token

    def opened(self, token: str) -> str:
        """Return the cookie of a new session where the token opens the desk; empty if it does not.

        A session is always a new one: no cookie that somebody brought along becomes one.
        """
        if not self._token or not hmac.compare_digest(token.encode(), self._token.encode()):
            return ""
        self._token = ""
        return self.begun()

    def begun(self) -> str:
        """Return the cookie of a new session."""
        return self._sessions.sign(secrets.token_urlsafe(_SIZE)).decode()

    def session(self, cookie: str) -> str:
        """Return the session that a cookie tells, empty where we did not sign it or it is over."""
        try:
            return self._sessions.unsign(cookie, max_age=_SECONDS).decode()
        except BadSignature:
            return ""

    def form_token(self, session: str) -> str:
        """Return what a form of this session brings along; pages of other sites cannot know it."""
        return self._forms.sign(session).decode().rpartition(".")[2]

    def is_own_form(self, session: str, token: str) -> bool:
        """Whether a form was made for this session."""
        return hmac.compare_digest(token.encode(), self.form_token(session).encode())
