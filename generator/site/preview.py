"""A preview on this machine that reloads when a plan file is saved (MkDocs's own server)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs.livereload import LiveReloadServer


def serve_site(site_dir: Path, rebuild: Callable[[], None], watched: list[Path], port: int) -> None:
    """Serve `site_dir`; call `rebuild` and reload when a `watched` file or folder changes.

    Returns when interrupted. Raises OSError where the port is taken.
    """
    server = LiveReloadServer(rebuild, "127.0.0.1", port, str(site_dir))
    for path in watched:
        server.watch(str(path))
    try:
        server.serve()  # type: ignore[no-untyped-call]  # MkDocs leaves it so
    except KeyboardInterrupt:
        server.shutdown()
    finally:
        server.server_close()
