"""What no page of the desk has to think of: who asks, by what name, how much, from which page.

Stands before everything else, in the words of ASGI. A page of the web whose name was made to mean
127.0.0.1 (DNS rebinding) asks by a wrong Host; a page that sends a form of its own (CSRF) comes
from another Origin; a page that shows the desk in a frame (clickjacking) is refused by the browser.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

_Scope = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
_Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[_Scope, _Receive, _Send], Awaitable[None]]

#: A form with a workbook and some photographs; a push may bring no larger file either.
MOST_BYTES = 64 * 1024 * 1024
_SAFE = ("GET", "HEAD")
_OWN = (b"", b"same-origin", b"none")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    # Not "no-referrer": with it browsers tell the origin of our own forms as "null".
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class _TooMuchError(Exception):
    """More was sent than the desk takes."""


@dataclass(frozen=True, slots=True)
class Names:
    """By which names of a host a desk is asked, and by which scheme browsers reach it."""

    hosts: re.Pattern[bytes]
    scheme: bytes

    @classmethod
    def own(cls, port: int) -> Names:
        """Return those of this machine alone, at one port."""
        hosts = rb"(?:127\.0\.0\.1|localhost|\[::1\]):%d" % port
        return cls(re.compile(hosts), b"http")

    @classmethod
    def of(cls, name: str) -> Names:
        """Return that of an office's server, at whichever port, behind its TLS.

        With a dot at its end it is the same name, written whole.
        """
        own = re.escape(name.lower().removesuffix(".").encode())
        return cls(re.compile(rb"%s\.?(?::[0-9]{1,5})?" % own), b"https")


class Shield:
    """Lets through what a browser asks of the desk by its own name."""

    def __init__(self, app: App, names: Names) -> None:
        """Stand before `app`, which is asked by `names` alone."""
        self._app, self._names = app, names

    async def __call__(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        """Answer, or refuse; every answer has what keeps a browser from doing more."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = self._refused(scope)
        if status:
            await _say(send, status)
            return
        begun = False

        async def dressed(message: MutableMapping[str, Any]) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                own = [*message.get("headers", ())]
                said = {name for name, _ in own}
                more = [one for one in _headers() if one[0] not in said]
                message = {**message, "headers": [*own, *more]}
            await send(message)

        try:
            await self._app(scope, _bounded(receive), dressed)
        except _TooMuchError:
            if not begun:
                await _say(send, 413)

    def _refused(self, scope: _Scope) -> int:
        """Return the status of a refusal, 0 for none."""
        asked = dict(scope["headers"])
        host = asked.get(b"host", b"").lower()
        if not self._names.hosts.fullmatch(host):
            return 421
        site = asked.get(b"sec-fetch-site", b"")
        if scope["method"] in _SAFE:
            # A link that leads here opens a page, which shows nothing without the cookie.
            led = asked.get(b"sec-fetch-mode", b"") == b"navigate"
            return 0 if site in _OWN or led else 403
        origin = asked.get(b"origin")
        if site not in _OWN or origin not in (None, self._names.scheme + b"://" + host):
            return 403
        length = asked.get(b"content-length", b"0")
        return 413 if not length.isdigit() or int(length) > MOST_BYTES else 0


def _bounded(receive: _Receive) -> _Receive:
    """Return what reads a body as far as it may go, whatever its stated length."""
    taken = 0

    async def read() -> MutableMapping[str, Any]:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BYTES:
            raise _TooMuchError
        return message

    return read


def _headers() -> list[tuple[bytes, bytes]]:
    return [(name.encode(), text.encode()) for name, text in _HEADERS.items()]


async def _say(send: _Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": _headers()})
    await send({"type": "http.response.body", "body": b""})
