"""Staged tree → site, by a builder in a process of its own (`worker`), which alone names MkDocs.

The builder starts when asked for, and loads while the plan is being read; its environment and its
log are its own.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from generator.machine.os_words import system_words
from generator.site.builder.errors import SiteError
from generator.site.builder.standing import Build, Standing

# How Python's last line says what the system refused.
_SYSTEM = re.compile(r"\[Errno (\d+)\]")
_PACKAGE_HOME = str(Path(__file__).resolve().parents[3])


@dataclass(frozen=True, slots=True)
class BuildFolders:
    """From what a site is built, by the portal's mkdocs.yml; into what; and what stands now.

    `by_hand` says that pages outside the years may be written by hand, and lead anywhere.
    """

    config_file: Path
    staging: Path
    fresh: Path
    site_dir: Path
    by_hand: bool = True

    def absolute(self) -> dict[str, str]:
        """Return the paths as absolute ones: MkDocs takes others as beside its configuration."""
        names = ("config_file", "staging", "fresh", "site_dir")
        return {name: str(getattr(self, name).absolute()) for name in names}


def build_epoch(today: datetime.date) -> int:
    """Return midnight UTC of `today` in seconds, for what carries a build date."""
    midnight = datetime.datetime.combine(today, datetime.time(), datetime.UTC)
    return int(midnight.timestamp())


class SiteBuilder:
    """A waiting builder. Use as a context: leaving it ends the process, whatever happened."""

    def __init__(self, epoch: int, environment: Mapping[str, str]) -> None:
        """Start it; `epoch` (seconds) dates what MkDocs dates by itself."""
        paths = [_PACKAGE_HOME, *filter(None, [environment.get("PYTHONPATH")])]
        self._log = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115  # closed on leaving
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "generator.site.builder.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            encoding="utf-8",
            env={
                **environment,
                "PYTHONPATH": os.pathsep.join(paths),
                "PYTHONUTF8": "1",
                "SOURCE_DATE_EPOCH": str(epoch),
            },
        )

    def __enter__(self) -> SiteBuilder:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        with contextlib.suppress(OSError):  # it may have died before it read its task
            self._process.communicate()
        self._log.close()

    def build(
        self,
        place: BuildFolders,
        sources: Mapping[str, str],
        last: Build | None = None,
        ready: Sequence[Path] = (),
        progress: Callable[[int], None] = lambda _: None,
    ) -> Build:
        """Build the site anew beside its place; return what was built.

        `sources` are the digests of what is staged below `docs`, `last` is what is certain of the
        build that stands. What the folders `ready` hold is put into the site as it is. `progress`
        is told how many pages are built. Raises SiteError.
        """
        assert self._process.stdout
        last = last or Build()
        task = place.absolute() | {
            "by_hand": place.by_hand,
            "ready": [str(path.absolute()) for path in ready],
            "sources": dict(sources),
            "before": {"stamp": last.stamp, "sources": last.sources, "files": last.files},
        }
        self._send(json.dumps(task))
        for line in self._process.stdout:
            news = json.loads(line)
            if "page" in news:
                progress(news["page"])
            elif "error" in news:
                raise SiteError(news["error"])
            else:  # it has nothing more to do: leaving the context ends it
                return Build(news["stamp"], sources, news["files"])
        raise self._stopped()

    def _send(self, line: str) -> None:
        assert self._process.stdin
        try:
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._stopped() from None

    def _stopped(self) -> SiteError:
        """Return what to raise for a builder that died, with the last line it wrote."""
        self._process.wait()
        self._log.seek(0)
        last = self._log.read().strip().rpartition("\n")[2]
        if told := _SYSTEM.search(last):
            last = system_words(OSError(int(told[1]), ""))
        return SiteError(f"ตัวสร้างเว็บไซต์หยุดทำงานกลางคัน {last}".rstrip())


__all__ = ["Build", "BuildFolders", "SiteBuilder", "SiteError", "Standing"]
