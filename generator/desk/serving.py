"""The desk at a port of this machine, until it is stopped."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

import uvicorn

from generator.desk.app import application
from generator.desk.keys import Keys
from generator.desk.laying import Desk
from generator.desk.shield import Shield

_HOST = "127.0.0.1"
_BACKLOG = 64


def serve(desk: Desk, port: int, opened: Callable[[str], None]) -> None:
    """Serve the desk, and tell `opened` the address that enters it, once.

    Port 0 takes one that is free. Returns when interrupted. Raises OSError where it is taken.
    """
    keys = Keys()
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as place:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        place.bind((_HOST, port))
        place.listen(_BACKLOG)
        taken = place.getsockname()[1]
        app = Shield(application(desk, keys), taken)
        config = uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False, lifespan="off"
        )
        opened(f"http://{_HOST}:{taken}/?token={keys.token}")
        try:
            asyncio.run(uvicorn.Server(config).serve(sockets=[place]))
        finally:
            desk.office.forget_laid()
