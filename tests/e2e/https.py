"""A git server by https on this machine, with an authority of its own, and some that mislead."""

from __future__ import annotations

import os
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

_EVERY = 0.2  # seconds between two bytes of a server that drips


@dataclass(frozen=True, slots=True)
class Https:
    """A server that listens: its port, and the file of the authority that vouches for it."""

    port: int
    authority: Path

    @property
    def address(self) -> str:
        return f"https://localhost:{self.port}"


def _openssl(home: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=home, check=True, capture_output=True)


def _certificates(home: Path) -> None:
    """Write an authority, and a certificate of it for `localhost` alone."""
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30000")
    _openssl(home, "req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=hub")
    own = ("-keyout", "own.key", "-out", "own.pem", "-subj", "/CN=localhost")
    names = ("-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=CA:false")
    _openssl(home, "req", "-x509", *key, *own, *names, "-CA", "ca.pem", "-CAkey", "ca.key")


class _Git(BaseHTTPRequestHandler):
    """`git http-backend` for the repositories below `root`; some folders mislead or hang."""

    root: Path
    elsewhere: str

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        kind = self.path.split("/")[1]
        if kind == "moved":
            self._moved(f"{self.elsewhere}{self.path.removeprefix('/moved')}")
        elif kind == "file":
            self._moved(f"file://{self.root}{self.path.removeprefix('/file')}")
        elif kind == "hang":
            time.sleep(60)
        elif kind == "drip":
            self._drip()
        else:
            self._backend(b"")

    def do_POST(self) -> None:
        self._backend(self.rfile.read(int(self.headers["Content-Length"])))

    def _moved(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/x-git-upload-pack-advertisement")
        self.end_headers()
        for _ in range(300):
            self.wfile.write(b"0")
            self.wfile.flush()
            time.sleep(_EVERY)

    def _backend(self, body: bytes) -> None:
        path, _, query = self.path.partition("?")
        told = {
            "GIT_PROJECT_ROOT": str(self.root), "GIT_HTTP_EXPORT_ALL": "1", "PATH_INFO": path,
            "QUERY_STRING": query, "REQUEST_METHOD": self.command, "PATH": os.environ["PATH"],
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }  # fmt: skip
        done = subprocess.run(
            ["git", "http-backend"], env=told, input=body, capture_output=True, check=True
        )
        head, _, data = done.stdout.partition(b"\r\n\r\n")
        lines = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if line)
        self.send_response(int(lines.pop("Status", "200").split()[0]))
        for name, value in lines.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def https(home: Path, root: Path, elsewhere: str = "") -> Iterator[Https]:
    """Serve the repositories below `root`; what is below `/moved/` is told to be `elsewhere`."""
    home.mkdir()
    _certificates(home)
    handler = type("Git", (_Git,), {"root": root, "elsewhere": elsewhere})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(home / "own.pem", home / "own.key")
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.daemon_threads, server.block_on_close = True, False
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # clients that leave
        Thread(target=server.serve_forever, daemon=True).start()
        yield Https(server.server_port, home / "ca.pem")
        server.shutdown()
