"""What Typst sets a site's images and papers with: templates, fonts and data.

What a plan says goes in as data and is text there, whatever it looks like. Papers are set by
processes of their own, which end before they are large; so the build itself stays small.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import CancelledError, Future
from pathlib import Path
from types import TracebackType

from generator.machine.typesetter import (
    PAPER_STANDARDS,
    TypesettingError,
    images,
    sources,
    task_of,
)
from generator.machine.workers import TaskFailedError, WorkerEndedError, Workers

_WORK = "generator.machine.typesetter"
# Two processors are what an office's server has; Typst takes more by itself where there are more.
_AT_ONCE = 2
# Bytes of data: a form of 1,000 rows has the first, one of 2,400 the second. Typst takes half a
# gigabyte for the one and 1.1 GB for the other.
_SHARE, _LARGE = 1_000_000, 4_000_000


class DrawingError(Exception):
    """Something could not be drawn; the message is a Thai sentence."""


class SettingEndedError(Exception):
    """A process that set a paper was ended by the system, most often for want of memory."""


class Typesetter:
    """Sets papers beside its caller. Use as a context: leaving it ends all that is being set."""

    def __init__(self) -> None:
        """Start nothing yet: a build whose every paper is kept starts no process."""
        self._workers = Workers(_WORK, _AT_ONCE, _SHARE, _LARGE)

    def __enter__(self) -> Typesetter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._workers.__exit__(kind, error, trace)

    def make_ready(self, template: Path) -> None:
        """Begin the processes for papers of a template, while their caller has other work."""
        for _ in range(_AT_ONCE):
            self._workers.submit(task_of(template, None))

    def begun(self, template: Path, data: Mapping[str, str]) -> Future[bytes]:
        """Return what will be a PDF, for `set_paper`."""
        return self._workers.submit(task_of(template, data))


def set_paper(begun: Future[bytes]) -> bytes:
    """Return a PDF that was begun. Raises TypesettingError and SettingEndedError."""
    try:
        return begun.result()
    except TaskFailedError as error:
        raise TypesettingError(str(error)) from error
    except (WorkerEndedError, CancelledError) as error:
        raise SettingEndedError from error


def source_digest(folder: Path) -> str:
    """Return the digest of all that what is set in `folder` is made with.

    Raises TypesettingError where Typst is not installed, and OSError.
    """
    digest = hashlib.sha256()
    for one in sources(folder):
        digest.update(one)
    return digest.hexdigest()


__all__ = [
    "PAPER_STANDARDS",
    "DrawingError",
    "SettingEndedError",
    "Typesetter",
    "TypesettingError",
    "images",
    "set_paper",
    "source_digest",
]
