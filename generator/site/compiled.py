"""Compiled templates, kept where Python keeps compiled modules, and as far to be trusted.

Compiling them takes longer than rendering a thousand pages (decision 52).
"""

from __future__ import annotations

import contextlib
import sys
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(FileSystemBytecodeCache):
    """Jinja's own cache: it knows a template by its text and by Python's version."""

    def __init__(self, rules: str) -> None:
        """Keep what is compiled by `rules`, a digest of all else that compiling depends on."""
        folder = Path(cache_from_source(__file__)).with_name(f"pages-{rules}")
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder))

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002
        """Know a template by its name: of one that lies in many portals, the last is kept."""
        return super().get_cache_key(name)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fetch a template; what cannot be read is as good as absent."""
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, unless Python is told not to or may not: then it is compiled again."""
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                super().dump_bytecode(bucket)
