"""The site that readers would see, built in a place of its own and shown by the desk alone.

Nothing of it lies below the portal, and nothing is left: it goes when its draft goes, when the desk
is stopped, and what a killed desk left with the next one.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from generator.machine.proof import Proof
from generator.machine.scratch import scratch, sweep
from generator.pipeline import Built, Checked, build_portal

# Lays out the portal in a folder that may hold an earlier one.
Lay = Callable[[Path], None]


class Sight:
    """The last site that was built to look at. One thing is done at a time."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Begin without one."""
        self._environment, self._proof = environment, Proof()
        self._held: ExitStack | None = None
        self._folder = Path()
        self._known: tuple[str, Built | Checked] | None = None
        sweep()

    def built(self, key: str, lay: Lay, day: datetime.date, *, public: bool) -> Built | Checked:
        """Build what `lay` lays out, unless `key` tells that it stands; with errors only check it.

        For the `public` unannounced plans are left out. Raises SiteError and OSError.
        """
        key = f"{key} {public}"
        if self._known and self._known[0] == key:
            return self._known[1]
        self._known = None
        if self._held is None:
            self._held = ExitStack()
            self._folder = self._held.enter_context(scratch("seen"))
        portal, site = self._folder / "portal", self._folder / "site"
        lay(portal)
        folders = (portal, self._folder / "build", site)
        told = build_portal(*folders, day, self._environment, proof=self._proof, public=public)
        self._known = (key, told)
        return told

    def file(self, path: str) -> bytes | None:
        """Return a file of the site by its path there, None where it has none."""
        return file_below(self._folder / "site", path) if self._held else None

    def forget(self) -> None:
        """Remove all of it; what somebody writes at this moment goes with the next desk."""
        held, self._held, self._known = self._held, None, None
        if held:
            with suppress(OSError):
                held.close()


def file_below(folder: Path, path: str) -> bytes | None:
    """Return a file by its path below a folder; None where it has none, or the path leads out."""
    parts = path.split("/")
    if any(one in ("", ".", "..") or "\\" in one or not one.isprintable() for one in parts):
        return None
    file = folder.joinpath(*parts)
    inside = file.resolve().is_relative_to(folder.resolve())
    return file.read_bytes() if inside and file.is_file() and not file.is_symlink() else None
