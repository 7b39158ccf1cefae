"""Where short words stand inside others by chance (`chance.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

_TABLE = tomllib.loads((Path(__file__).parent / "chance.toml").read_text(encoding="utf-8"))

# Short words, and the longer words in which each is none.
CHANCE: Mapping[str, list[str]] = _TABLE["words"]
