"""The desk at a port of this machine, or at a socket of its proxy's, until it is stopped."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import uvicorn

from generator.desk.app import application
from generator.desk.beginning import Beginning, Switch
from generator.desk.entrance import Entrance, OfficeEntrance
from generator.desk.keys import Keys
from generator.desk.laying import Desk
from generator.desk.shield import App, Names, Shield

_HOST = "127.0.0.1"
_BACKLOG = 64
# Seconds for what is asked when the desk is stopped; then it is cut off, as by a power cut.
_TO_END = 3
_OTHERS_NOTHING = 0o117  # a socket's mode: its owner and its group alone


def serve(desk: Desk, port: int, opened: Callable[[str], None]) -> None:
    """Serve one's own desk, and tell `opened` the address that enters it, once.

    Port 0 takes one that is free. Raises KeyboardInterrupt when it is stopped, and OSError where
    the port is taken.
    """
    entrance = Entrance(desk)
    with _at_port(port) as place:
        taken = place.getsockname()[1]
        app = Shield(application(entrance), Names.own(taken))
        opened(f"http://{_HOST}:{taken}/?token={entrance.keys.token}")
        _served(app, place, entrance.left)


def serve_start(
    start: Beginning, begun: Callable[[], Desk], port: int, opened: Callable[[str], None]
) -> None:
    """Serve the form that begins a portal, and the desk that `begun` returns once it is there.

    Otherwise as `serve`.
    """
    keys, entrances = Keys(), list[Entrance]()

    def then() -> tuple[App, str]:
        entrances.append(Entrance(begun()))
        return application(entrances[-1]), entrances[-1].keys.token

    def left() -> None:
        for one in entrances:
            one.left()

    with _at_port(port) as place:
        taken = place.getsockname()[1]
        app = Shield(Switch(start, keys, then), Names.own(taken))
        opened(f"http://{_HOST}:{taken}/?token={keys.token}")
        _served(app, place, left)


def serve_office(
    entrance: OfficeEntrance,
    at: Path | int,
    name: str,
    header: str,
    opened: Callable[[str], None],
) -> None:
    """Serve an office's desk behind its proxy, which readers know by `name`; tell `opened` where.

    `at` is a Unix socket, or a port of this machine alone. Only at a socket, which nobody but the
    proxy's group can open, is `header` read, by which the proxy tells whom it let in; and the
    address that it tells. Otherwise as `serve`.
    """
    if isinstance(at, int):
        with _at_port(at) as place:
            app = Shield(application(entrance, None), Names.of(name))
            opened(f"{_HOST}:{place.getsockname()[1]}")
            _served(app, place, entrance.left)
        return
    with _at_socket(at) as place:
        opened(str(at))
        try:
            _served(Shield(application(entrance, header), Names.of(name)), place, entrance.left)
        finally:
            at.unlink(missing_ok=True)


def _served(app: Shield, place: socket.socket, left: Callable[[], None]) -> None:
    # Whatever a header says of the address is read by us, where it may be, and by nobody else.
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        timeout_graceful_shutdown=_TO_END,
    )
    _stopped_as_by_keyboard()
    try:
        asyncio.run(_Server(config).serve(sockets=[place]))
    finally:
        left()
    # A thread may still be at work for who was cut off: whoever catches this waits for none.
    raise KeyboardInterrupt


class _Server(uvicorn.Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop; that somebody is cut off then is no fault to be told."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def _stopped_as_by_keyboard() -> None:
    """Have other signals that stop a program do it as Ctrl+C does, which puts things away.

    The server raises the one that stopped it once more when it is done.
    """
    for name in ("SIGTERM", "SIGBREAK"):
        if number := getattr(signal, name, None):
            signal.signal(number, signal.default_int_handler)


def _at_port(port: int) -> socket.socket:
    place = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    place.bind((_HOST, port))
    place.listen(_BACKLOG)
    return place


def _at_socket(path: Path) -> socket.socket:
    """Return a socket at a path; one that a killed desk left gives way."""
    if path.exists() and stat.S_ISSOCK(path.lstat().st_mode):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asked:
            if asked.connect_ex(str(path)):  # nobody answers
                path.unlink()
    place = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    usual = os.umask(_OTHERS_NOTHING)
    try:
        place.bind(str(path))
    finally:
        os.umask(usual)
    place.listen(_BACKLOG)
    return place
