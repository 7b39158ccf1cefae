"""What the publishing tests share: real repositories, a real nginx, a client that reads."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from e2e.sites import DAY, phaen
from portals import GOOD, portal_folder

NGINX = "/usr/sbin/nginx"
# Seconds since 1970 of the day that tests take for today.
EPOCH = "1795478400"
QUIET = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "staff",
    "GIT_AUTHOR_EMAIL": "staff@example.go.th",
    "GIT_COMMITTER_NAME": "staff",
    "GIT_COMMITTER_EMAIL": "staff@example.go.th",
    "SOURCE_DATE_EPOCH": EPOCH,
}
PROJECTS = "plans/2570/projects.csv"
AMOUNT = re.compile(r"(?<=,)478300(?=,)")


@dataclass(frozen=True, slots=True)
class Office:
    """A bare repository that publishes, and a clerk's working copy that pushes to it."""

    folder: Path

    def copied(self, folder: Path) -> Office:
        """Return a copy of all of it, in which a test may do what it likes."""
        copy = Office(folder)
        sockets = shutil.ignore_patterns("*.sock")  # of a desk that is open there
        shutil.copytree(self.folder, copy.folder, symlinks=True, ignore=sockets)
        settings = copy.remote / "phaen/settings.json"  # the live link has moved
        settings.write_text(settings.read_text("utf-8").replace(str(self.live), str(copy.live)))
        copy.git("remote", "set-url", "origin", str(copy.remote))
        return copy

    @property
    def remote(self) -> Path:
        return self.folder / "remote.git"

    @property
    def live(self) -> Path:
        return self.folder / "www" / "live"

    @property
    def copy(self) -> Path:
        return self.folder / "copy"

    @property
    def releases(self) -> list[Path]:
        """The releases that were shown and are kept, oldest first."""
        return sorted(self.live.with_name("live.releases").glob("[0-9]*"))

    @property
    def shown(self) -> str:
        """The short name of the commit that readers see."""
        return self.live.readlink().name.partition("-")[2]

    def page(self, path: str = "index.html") -> str:
        return (self.live / path).read_text(encoding="utf-8")

    def git(self, *arguments: str, copy: Path | None = None) -> str:
        """Run git in the working copy; it must succeed."""
        done = git(*arguments, cwd=copy or self.copy)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def push(self, *more: str, copy: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Push the working copy's main."""
        return git("push", "origin", *(more or ("main",)), cwd=copy or self.copy)

    def commit(self, name: str, content: str | bytes, copy: Path | None = None) -> str:
        """Commit a file's new content; return the commit's short name."""
        path = (copy or self.copy) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        self.git("add", "-A", copy=copy)
        self.git("commit", "-qm", name, copy=copy)
        return self.git("rev-parse", "HEAD", copy=copy)[:12]

    def state_budget(self, amount: str, copy: Path | None = None) -> str:
        """Commit another budget of the first project; return the commit's short name."""
        table = ((copy or self.copy) / PROJECTS).read_text(encoding="utf-8")
        lines = table.split("\n")
        cells = lines[1].split(",")
        cells[lines[0].split(",").index("budget")] = amount
        lines[1] = ",".join(cells)
        return self.commit(PROJECTS, "\n".join(lines), copy)


def git(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run git as a clerk does."""
    return subprocess.run(
        ["git", *arguments], cwd=cwd, env={**os.environ, **QUIET}, capture_output=True,
        encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


def office(folder: Path, portal: Path | None = None) -> Office:
    """Set up a repository that publishes, and a working copy whose first commit is not pushed."""
    made = Office(folder)
    folder.mkdir(parents=True, exist_ok=True)
    receive(made)
    if portal is None:
        portal_folder(made.copy)
        rows = "id,strategy,name,budget,unit,start,end\n" + "".join(
            f"2570-{n:03},1,ก่อสร้างถนน สายที่ {n},{1000 * n},กองช่าง,พ.ย.,ธ.ค.\n" for n in range(1, 5)
        )
        (made.copy / PROJECTS).write_text(rows, encoding="utf-8")
    else:
        for name in ("plans", "content"):
            if (portal / name).is_dir():
                shutil.copytree(portal / name, made.copy / name)
    git("init", "-q", "-b", "main", cwd=made.copy)
    git("remote", "add", "origin", str(made.remote), cwd=made.copy)
    made.git("add", "-A")
    made.git("commit", "-qm", "first")
    return made


def receive(made: Office) -> None:
    """Run `phaen receive`."""
    done = phaen("receive", made.remote, "--live", made.live, "--today", DAY)
    assert done.returncode == 0, done.stdout + done.stderr


# In the remote, git calls this when it holds the locks of all that it is to write.
KILLER = """#!/bin/sh
if [ "$1" = prepared ] && ! [ -e killed ]; then touch killed; kill -9 $PPID; fi
"""


def kill_next_push_at_its_references(made: Office) -> None:
    """Let the next push die after its hook let it in, while git writes the references."""
    (made.remote / "killed").unlink(missing_ok=True)
    hook = made.remote / "hooks/reference-transaction"
    hook.write_text(KILLER)
    hook.chmod(0o755)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


_AROUND = """daemon off; worker_processes 1; pid {home}/pid; error_log {home}/error.log;
{user}
events {{ worker_connections 512; }}
http {{
  include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;
  client_body_temp_path {home}/b; proxy_temp_path {home}/p; fastcgi_temp_path {home}/f;
  uwsgi_temp_path {home}/u; scgi_temp_path {home}/s;
  include {site};
}}
"""


@contextmanager
def nginx(made: Office) -> Iterator[int]:
    """Serve the live link with nginx and the settings of `phaen receive`; yield the port."""
    port, home = free_port(), made.folder / "nginx"
    home.mkdir()
    written = made.live.with_name("live.nginx.conf").read_text(encoding="utf-8")
    site = home / "site.conf"
    site.write_text(written.replace("listen 80;", f"listen 127.0.0.1:{port};"), encoding="utf-8")
    user = "user root;" if os.getuid() == 0 else ""
    (home / "nginx.conf").write_text(_AROUND.format(home=home, site=site, user=user))
    process = subprocess.Popen(
        [NGINX, "-p", str(home), "-c", str(home / "nginx.conf"), "-e", str(home / "error.log")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert process.poll() is None, (home / "error.log").read_text()
                time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(30)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes


class Reader:
    """A client that keeps its connection, as browsers do."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def get(self, path: str, *, packed: bool = False) -> Answer:
        accept = {"Accept-Encoding": "gzip"} if packed else {}
        self.connection.request("GET", path, headers=accept)
        answer = self.connection.getresponse()
        body = answer.read()
        headers = {key.lower(): value for key, value in answer.getheaders()}
        if headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        return Answer(answer.status, headers, body)


__all__ = [
    "GOOD",
    "Answer",
    "Office",
    "Reader",
    "free_port",
    "git",
    "kill_next_push_at_its_references",
    "nginx",
    "office",
    "receive",
]
