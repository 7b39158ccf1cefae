"""The portals that the hub shows for its members: one folder to be served, a member's below it.

portals/<code>                  a link to what readers see of a member now
portals/.kept/<code>-<digest>/  a portal that was built

A link is replaced in one step, so that readers meet the old portal or the new one, whole. What no
link leads to is removed: it may hold what a member took back.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import shutil
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from generator.machine.disk import move_file

PORTALS = "portals"
_KEPT = ".kept"
_CODE = re.compile("[0-9]{7,8}", re.ASCII)
_BUILT = re.compile("[0-9]{7,8}-[0-9a-f]{32}", re.ASCII)
_NEW = ".new-"


@dataclass(frozen=True, slots=True)
class Portals:
    """The folder that is served. A portal is named by its member's code and what it says."""

    home: Path

    def has(self, name: str) -> bool:
        """Whether a portal is there."""
        return bool(_BUILT.fullmatch(name)) and (self.home / _KEPT / name).is_dir()

    def place(self, code: str, site: Path, digest: str) -> str:
        """Put a site where it may be shown; return its name. Of two at once one is as good.

        Raises OSError.
        """
        name = f"{code}-{digest[:32]}"
        home = self.home / _KEPT / name
        home.parent.mkdir(parents=True, exist_ok=True)
        try:
            move_file(site, home)
        except OSError:
            if not home.is_dir():
                raise
        return name

    def show(self, code: str, name: str) -> None:
        """Let readers see this portal of a member, and remove its others. Raises OSError."""
        self._lead(code, name)
        _remove(one for one in self._built() if _code(one) == code and one.name != name)

    def _lead(self, code: str, name: str) -> None:
        target, link = Path(_KEPT, name), self.home / code
        if not link.is_symlink() or link.readlink() != target:
            new = self.home / f"{_NEW}{secrets.token_hex(8)}"
            new.symlink_to(target, target_is_directory=True)
            try:
                move_file(new, link)
            finally:
                new.unlink(missing_ok=True)

    def close(self, code: str) -> None:
        """Let readers see no portal of a member, and remove what there is. Raises OSError."""
        self._keep_only({}, frozenset({code}))

    def settle(self, shown: Mapping[str, str]) -> None:
        """Show these portals, by their members' codes, and no other. Raises OSError."""
        for code, name in shown.items():
            self._lead(code, name)
        self._keep_only(shown, None)
        with contextlib.suppress(OSError):  # not empty, or never there
            (self.home / _KEPT).rmdir()
            self.home.rmdir()

    def foreign(self) -> str:
        """Return the name of what stands in a portal's place and is none of ours, else ""."""
        found = self.home.iterdir() if self.home.is_dir() else ()
        names = (one.name for one in found if not one.is_symlink() and _CODE.fullmatch(one.name))
        return min(names, default="")

    def sweep(self, hosted: frozenset[str]) -> None:
        """Close the portals of all others at once, and remove what killed runs left."""
        others = {_code(one) for one in (*self._links(), *self._built())} - hosted
        self._keep_only({}, others)
        for left in self.home.glob(f"{_NEW}*") if self.home.is_dir() else ():
            left.unlink(missing_ok=True)

    def _keep_only(self, shown: Mapping[str, str], codes: Set[str] | None) -> None:
        """Remove what is not shown of these members, of all for None. Links go first."""
        for link in self._links():
            if (codes is None or link.name in codes) and link.name not in shown:
                link.unlink()
        names = {*shown.values()}
        _remove(
            one
            for one in self._built()
            if (codes is None or _code(one) in codes) and one.name not in names
        )

    def _links(self) -> list[Path]:
        found = self.home.iterdir() if self.home.is_dir() else ()
        return [one for one in found if one.is_symlink() and _CODE.fullmatch(one.name)]

    def _built(self) -> list[Path]:
        kept = self.home / _KEPT
        found = kept.iterdir() if kept.is_dir() else ()
        return [one for one in found if _BUILT.fullmatch(one.name)]


def _code(one: Path) -> str:
    """Return whose a portal, or the link to it, is."""
    return one.name.partition("-")[0]


def _remove(some: Iterable[Path]) -> None:
    for one in some:
        shutil.rmtree(one)
