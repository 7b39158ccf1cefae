"""`phaen hub` as who runs it has it: commands, and a service of a process of its own."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from http.client import HTTPResponse
from pathlib import Path
from typing import Any

from portals import ROOT


def run_hub(*words: object) -> str:
    """Run a command of a hub that succeeds; return what it says."""
    line = [sys.executable, "-m", "generator", "hub", *map(str, words)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


class serving:  # noqa: N801  # used as a word
    """A service of its own process, as `with serving(folder) as (address, process)`."""

    def __init__(self, folder: Path) -> None:
        line = [sys.executable, "-m", "generator", "hub", "serve", str(folder), "--port", "0"]
        self.process = subprocess.Popen(
            line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        )

    def __enter__(self) -> tuple[str, subprocess.Popen[str]]:
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        found = re.search("http://[^ ]+/", said)
        assert found, said
        return found[0], self.process

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=20)


def get(address: str, path: str, **headers: str) -> tuple[int, bytes, Any]:
    """Return status, body and headers of an address of a service."""
    request = urllib.request.Request(address.rstrip("/") + path, headers=headers)
    try:
        answer: HTTPResponse = urllib.request.urlopen(request, timeout=30)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), error.headers
    with answer:
        return answer.status, answer.read(), answer.headers
