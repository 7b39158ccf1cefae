"""The one exit: every text of every artifact passes the gate of personal data once it is rendered.

Rules look at the fields of a plan, early and with a place; nobody can list every way from a field
to a page. So what is about to be published is read once more as its readers will: markup without
its tags, tables by cell, data by value, addresses and attributes too. Exempt are whole values
only (`generator.check.exempt`).

Files that came as they are (papers, pictures) are read by `generator.uploads` where they come in;
cards are pictures of words that stand on pages. A gate with `kept` looks into such files as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, MutableMapping
from pathlib import PurePosixPath

from generator.artifact import Artifact
from generator.check import Exempt, PersonalDatum, found_in
from generator.gate.reading import texts_of
from generator.gate.telling import Leak, report_leaks
from generator.uploads import ENDINGS, inspect_once

# Digests that we computed: of a sealed file, a signature, a folder of assets.
_DIGESTS = re.compile(r"(?<![0-9A-Za-z])(?:[0-9a-f]{64}|assets/[0-9a-f]{12})(?![0-9A-Za-z])")
_FOLDER_OF_DIGEST = re.compile("assets/[0-9a-f]{12}/")
_OTHER_BINARY = (".woff2", ".woff", ".ttf", ".ico")
_BINARY = frozenset({*(f".{one}" for one in ENDINGS), *_OTHER_BINARY})
# No number of a person and no title with a name is shorter.
_SHORTEST = 6
_CUT = "…"


class Gate:
    """Reads artifacts one after the other; what was read before is not read again."""

    def __init__(self, exempt: Exempt, kept: MutableMapping[str, bytes] | None = None) -> None:
        """Let `exempt` through. With `kept` (see `inspect_once`) look into papers and pictures."""
        self._exempt = exempt
        self._kept = kept
        self._lines: set[str] = set()
        self._texts: set[str] = set()

    def passing(self, artifacts: Iterable[Artifact], leaks: list[Leak]) -> Iterator[Artifact]:
        """Yield the artifacts as they are, and add to `leaks` what they would let out."""
        for artifact in artifacts:
            leaks += self.leaks(artifact.path, artifact.data)
            yield artifact

    def leaks(self, path: str, data: bytes) -> Iterator[Leak]:
        """Yield what the file at `path` would publish of private persons, its path included.

        A text that was read before, in this file or another, is not told again. Never raises.
        """
        for part in _FOLDER_OF_DIGEST.sub("", path).split("/"):
            yield from self._told(path, part)
        ending = PurePosixPath(path).suffix.lower()
        if ending in _BINARY:
            yield from self._inside(path, data)
            return
        for text in texts_of(path, data, self._lines):
            yield from self._told(path, text)

    def _inside(self, path: str, data: bytes) -> Iterator[Leak]:
        if self._kept is None:
            return
        for text in inspect_once(path, data, self._kept).texts:
            yield from self._told(path, text.text, text.where)

    def _told(self, path: str, text: str, where: str = "") -> Iterator[Leak]:
        if len(text) < _SHORTEST or text in self._texts:
            return
        self._texts.add(text)
        for datum in found_in(_DIGESTS.sub("", text)):
            if not self._passes(datum, text):
                yield Leak(path, datum, where)

    def _passes(self, datum: PersonalDatum, text: str) -> bool:
        if self._exempt(datum, text):
            return True
        # A long text is cut on cards and in messages: the beginning of what may be published whole.
        bare = text.rstrip()
        cut = bare.endswith(_CUT) and bare.removesuffix(_CUT).rstrip().endswith(datum.text)
        return cut and self._exempt.begins(datum)


def leaks(path: str, data: bytes, exempt: Exempt) -> Iterator[Leak]:
    """Yield what one file would publish of private persons, papers and pictures looked into."""
    yield from Gate(exempt, {}).leaks(path, data)


__all__ = ["Gate", "Leak", "leaks", "report_leaks"]
