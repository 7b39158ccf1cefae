"""The one exit: every text of every artifact passes the gate of personal data once it is rendered.

Rules look at the fields of a plan, early and with a place; nobody can list every way from a field
to a page. So what is about to be published is read once more as its readers will: markup without
its tags, tables by cell, data by value, addresses and attributes too. Exempt are whole values
only (`generator.plan.check.exempt`; decisions 60 and 61).

Files that came as they are (papers, pictures) are read by `plan.uploads` where they come in; cards
are pictures of words that stand on pages, and of papers that we set what went into them is read
(`Artifact.said`). A gate with `kept` looks into files that came as well.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from pathlib import PurePosixPath

from generator.machine.artifact import ASSETS, Artifact
from generator.machine.layout import YEAR_PATTERN
from generator.machine.packaged import code_digest
from generator.plan.check import Exempt, PersonalDatum
from generator.plan.model.organization import OUTSIDE, OUTSIDE_SLUG
from generator.plan.uploads import ENDINGS, inspect_once
from generator.site.addresses import ADDRESSES
from generator.site.gate.reading import FOLDER_OF_DIGEST, parts_of, texts_of
from generator.site.gate.telling import Chained, Leak, report_leaks

# Digests that we computed: of a sealed file, a signature, a folder of assets, another agency's name
# (`outside_slug`), what names a piece of news for good. Ten signs of one may be digits
# alone, and begin as telephones do.
_NAMED = "urn:uuid:"
_DIGESTS = re.compile(
    rf"(?<![0-9A-Za-z])(?:[0-9a-f]{{64}}|{ASSETS}|{OUTSIDE_SLUG}"
    rf"|{_NAMED}[0-9a-f]{{8}}-(?:[0-9a-f]{{4}}-){{3}}[0-9a-f]{{12}})(?![0-9A-Za-z])"
)
_BEFORE_DIGESTS = (ASSETS.partition("[")[0], OUTSIDE, _NAMED)
_OTHER_BINARY = (".woff2", ".woff", ".ttf", ".ico")
_BINARY = frozenset({*(f".{one}" for one in ENDINGS), *_OTHER_BINARY})
_DIGEST = 64
# No title with a name is shorter, and without Thai letters no number of a person.
_SHORTEST, _SHORTEST_NUMBER = 6, 9
# A paper that Typst set: what goes into it is read, and libraries read it badly once it is set.
_OWN_PAPER = re.compile(
    "|".join(
        f"(?:.*/)?{one.pattern.pattern}"
        for one in ADDRESSES
        if one.maker == "site.render.documents" and one.path.endswith(".pdf")
    ),
    re.ASCII | re.DOTALL,
)
# What a file of ours says that is no text is told as JSON.
_SAID = "said.json"
_CUT = "…"
# What most texts are: a project's code, a sum of baht. No form of a person's number is written so.
HARMLESS = re.compile(
    rf"(?:row-)?{YEAR_PATTERN}-[0-9]{{1,5}}"
    r"|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,3}(?:\.[0-9]{2})?(?:[ \u00a0]บาท)?",
    re.ASCII,
)


class Gate:
    """Reads artifacts one after the other; what was read before is not read again."""

    def __init__(
        self,
        exempt: Exempt,
        kept: MutableMapping[str, bytes] | None = None,
        shipped: Iterable[bytes] = (),
        passed: MutableMapping[str, bytes] | None = None,
    ) -> None:
        """Let `exempt` through. With `kept` (see `inspect_once`) look into papers and pictures.

        What is byte for byte one of `shipped` came with Phaen, and says nothing of a plan. `passed`
        keeps the digests of what this release let through, with the same exemptions: a file that
        did not change is not read again.
        """
        self._clean = True
        self._passed = {} if passed is None else passed
        self._rules = f"{code_digest()} {exempt.digest()}"
        self._exempt = exempt
        self._shipped = frozenset(shipped)
        self._kept = kept
        self._lines: set[str] = set()
        self._texts: set[str] = set()

    def passing(self, artifacts: Iterable[Artifact], leaks: list[Leak]) -> Iterator[Artifact]:
        """Yield the artifacts as they are, and add to `leaks` what they would let out."""
        for artifact in artifacts:
            leaks += self.leaks(artifact.path, artifact.data, artifact.said)
            yield artifact

    def leaks(self, path: str, data: bytes, said: bytes = b"") -> Iterator[Leak]:
        """Yield what the file at `path` would publish of private persons, its path included.

        Of a file that we set ourselves it is read what went into it, `said`. A text that was read
        before, in this file or another, is not told again. Never raises.
        """
        known = hashlib.sha256(f"{self._rules}\n{path}\n".encode("utf-8", "surrogatepass"))
        known.update(said or data)
        if self._passed.get(known.hexdigest()) is None:
            found = [*self._leaks(path, data, said)]
            yield from found
            # What one file says is not told again of the next: only while nothing was found does
            # silence mean that a file is clean.
            self._clean = self._clean and not found
            if self._clean:
                self._passed[known.hexdigest()] = b""

    def _leaks(self, path: str, data: bytes, said: bytes) -> Iterator[Leak]:
        ending = PurePosixPath(path).suffix.lower()
        texts = [*parts_of(FOLDER_OF_DIGEST.sub("", path))]
        if said:
            texts += texts_of(_SAID, said, self._lines)
        elif ending not in _BINARY and data not in self._shipped:
            texts += texts_of(path, data, self._lines)
        yield from self._leaks_in(path, texts)
        if ending in _BINARY and self._kept is not None and not _OWN_PAPER.fullmatch(path):
            for inside in inspect_once(path, data, self._kept).texts:
                yield from self._leaks_in(path, [inside.text], inside.where)

    def _leaks_in(self, path: str, texts: Sequence[str], where: str = "") -> Iterator[Leak]:
        new = [one for one in dict.fromkeys(texts) if one not in self._texts]
        self._texts.update(new)
        for text in new:
            if len(text) < (_SHORTEST_NUMBER if text.isascii() else _SHORTEST):
                continue
            if HARMLESS.fullmatch(text):
                continue
            for datum in self._exempt.finder.stopping_in(_without_digests(text)):
                if not self._passes(datum, text):
                    yield Leak(path, datum, where)

    def _passes(self, datum: PersonalDatum, text: str) -> bool:
        if self._exempt(datum, text):
            return True
        # A long text is cut on cards and in messages: the beginning of what may be published whole.
        bare = text.rstrip()
        cut = bare.endswith(_CUT) and bare.removesuffix(_CUT).rstrip().endswith(datum.text)
        return cut and self._exempt.begins(datum)


def _without_digests(text: str) -> str:
    if len(text) < _DIGEST and not any(one in text for one in _BEFORE_DIGESTS):
        return text
    return _DIGESTS.sub("", text)


def thorough(exempt: Exempt) -> Gate:
    """Return a gate that looks into papers and pictures as well."""
    return Gate(exempt, {})


def leaks(path: str, data: bytes, exempt: Exempt) -> Iterator[Leak]:
    """Yield what one file would publish of private persons, papers and pictures looked into."""
    yield from thorough(exempt).leaks(path, data)


__all__ = ["HARMLESS", "Chained", "Gate", "Leak", "leaks", "report_leaks", "thorough"]
