"""The service at a port, until it is stopped."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from generator.desk.shield import Names, Shield
from generator.hub.questions.engine import QuestionsError
from generator.hub.questions.opened import Opened
from generator.hub.service.app import Service, application

LOOPBACK = "127.0.0.1"
_BACKLOG = 128


def serve(
    hub: Path,
    theme: Path,
    clickhouse: str,
    at: tuple[str, int],
    name: str,
    opened: Callable[[str], None],
) -> None:
    """Serve a hub's questions at an address and port of this machine; tell `opened` where.

    `name` is the host by which readers know it behind a proxy, empty for this machine alone. Port 0
    takes one that is free. Returns when interrupted. Raises OSError where it is taken.
    """
    questions = Opened(hub, clickhouse)
    place = socket.create_server(at, backlog=_BACKLOG)
    with place:
        port = place.getsockname()[1]
        names = Names.of(name) if name else Names.own(port)
        config = uvicorn.Config(
            Shield(application(Service(hub, questions, theme)), names),
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            lifespan="off",
        )
        try:
            # Whoever asks first does not wait for the engine; what is amiss, they are told.
            with contextlib.suppress(QuestionsError), questions.asked():
                pass
            opened(f"http://{at[0]}:{port}/")
            asyncio.run(uvicorn.Server(config).serve(sockets=[place]))
        finally:
            questions.close()
