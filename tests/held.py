"""A portal's files as a commit has them, for what holds one tree against another: no git runs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from generator.publishing.trees import Tree


class Held(Tree):
    """A tree made of bytes by path."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._data = files
        self.files = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
        self.commit = "0" * 40

    def read(self, path: str) -> bytes | None:
        return self._data.get(path)
