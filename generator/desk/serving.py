"""The desk at a port of this machine, until it is stopped."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

import uvicorn

from generator.desk.app import application
from generator.desk.beginning import Beginning, Switch
from generator.desk.keys import Keys
from generator.desk.laying import Desk
from generator.desk.shield import App, Shield

_HOST = "127.0.0.1"
_BACKLOG = 64


def serve(desk: Desk, port: int, opened: Callable[[str], None]) -> None:
    """Serve the desk, and tell `opened` the address that enters it, once.

    Port 0 takes one that is free. Returns when interrupted. Raises OSError where it is taken.
    """
    keys = Keys()
    try:
        _served(application(desk, keys), port, keys.token, opened)
    finally:
        desk.office.forget_laid()


def serve_start(
    start: Beginning, begun: Callable[[], Desk], port: int, opened: Callable[[str], None]
) -> None:
    """Serve the form that begins a portal, and the desk that `begun` returns once it is there.

    Otherwise as `serve`.
    """
    desks: list[Desk] = []

    def then() -> tuple[App, str]:
        desk, keys = begun(), Keys()
        desks.append(desk)
        return application(desk, keys), keys.token

    keys = Keys()
    try:
        _served(Switch(start, keys, then), port, keys.token, opened)
    finally:
        for desk in desks:
            desk.office.forget_laid()


def _served(app: App, port: int, token: str, opened: Callable[[str], None]) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as place:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        place.bind((_HOST, port))
        place.listen(_BACKLOG)
        taken = place.getsockname()[1]
        config = uvicorn.Config(
            Shield(app, taken),
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
        )
        opened(f"http://{_HOST}:{taken}/?token={token}")
        asyncio.run(uvicorn.Server(config).serve(sockets=[place]))
