"""A ClickHouse to be reached by HTTP: its embedded engine behind the few words of the protocol.

The engine and the client are the real ones; of a server there is what stands between them.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from chdb import ChdbError, session

_INSERT = re.compile(r"INSERT INTO (?P<table>\S+) \((?P<names>[^)]*)\)\s+FORMAT Parquet\s*", re.I)


class _Handler(BaseHTTPRequestHandler):
    """Runs each statement as it arrives."""

    engine: Any
    turn: Lock
    heard: list[str]

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        told = {k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()}
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.headers.get("transfer-encoding") == "chunked":
            body = b"".join(self.chunks())
        bound = {k.removeprefix("param_"): v for k, v in told.items() if k.startswith("param_")}
        sql = told.get("query") or body.decode()
        self.heard.append(sql)
        try:
            with self.turn:
                answer, status = self.done(sql, body, bound), 200
        except ChdbError as error:
            answer, status = str(error).encode(), 500
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline(), 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()

    def done(self, sql: str, body: bytes, bound: dict[str, Any]) -> bytes:
        insert = _INSERT.search(sql)
        if not insert:
            told: bytes = self.engine.query(sql, "TabSeparated", params=bound).bytes()
            return told
        with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
            file.write(body)
            file.flush()
            names = insert["names"]
            self.engine.query(
                f"INSERT INTO {insert['table']} ({names}) "
                f"SELECT {names} FROM file('{file.name}', 'Parquet')"
            )
        return b""


@contextmanager
def clickhouse(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve the tables in `folder`; give the address, and every statement as it arrives."""
    engine, heard = session.Session(str(folder)), list[str]()
    handler = type("Handler", (_Handler,), {"engine": engine, "turn": Lock(), "heard": heard})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://default@127.0.0.1:{server.server_port}/default", heard
    finally:
        server.shutdown()
        server.server_close()
        engine.close()
