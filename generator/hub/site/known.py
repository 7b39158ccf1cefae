"""The folder of facts: one file a partition, named by what it was made from."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.hub.site.facts import Facts

_OURS = re.compile(r"[0-9a-f]{64}\.json\.gz", re.ASCII)


@dataclass(frozen=True, slots=True)
class Known:
    """What was counted before lies in `home`, and is taken as it is: it is the hub's own."""

    home: Path

    def path(self, key: str) -> Path:
        """Return where the facts of a key lie; the folder is there then."""
        self.home.mkdir(parents=True, exist_ok=True)
        return self.home / f"{key}.json.gz"

    def has(self, key: str) -> bool:
        """Whether they are there: a file is put there whole."""
        return self.path(key).is_file()

    def forget(self, key: str) -> None:
        """Remove the facts of a key."""
        self.path(key).unlink(missing_ok=True)

    def read(self, key: str) -> Facts:
        """Return the facts of a key. Raises OSError, EOFError, ValueError, KeyError, TypeError."""
        return Facts.from_json(gzip.decompress(self.path(key).read_bytes()))

    def keep(self, keys: Iterable[str]) -> None:
        """Remove what none of these keys names."""
        kept = {self.path(key).name for key in keys}
        for file in self.home.glob("*.json.gz"):
            if file.name not in kept and _OURS.fullmatch(file.name):
                file.unlink()
