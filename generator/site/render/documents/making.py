"""Papers as files: what a cache has is taken, the rest is set by two processes of Typst."""

from __future__ import annotations

import hashlib
import json
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
    Sequence,
)
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from generator.machine.artifact import Artifact
from generator.machine.packaged import code_digest
from generator.machine.typesetter import fonts_of
from generator.site.addresses import address
from generator.site.render.documents.codes import code_of
from generator.site.render.documents.files import MAKERS
from generator.site.render.documents.papers import Paper, papers_of
from generator.site.render.documents.spelling import Spelling
from generator.site.render.templates import Words
from generator.site.render.typesetting import (
    DrawingError,
    SettingEndedError,
    Typesetter,
    TypesettingError,
    set_paper,
    source_digest,
)
from generator.site.views import SiteView
from generator.thai.text import all_printable, vowels_first

_FOLDER, _TEMPLATE = "papers", "paper.typ"
_WITH_EMBLEM = frozenset({"letter", "book", "board", "village"})
# The font of boxes, as a PDF names it.
_LAST_RESORT = "PhaenLastResort"
_Files = Mapping[str, str]
# A paper, what it says, its digest, the file that is there, or what makes it or it is set of.
_Known = tuple[Paper, bytes, str, bytes, Callable[[], bytes] | _Files | None]


class PaperError(DrawingError):
    """The papers could not be made; the message is a Thai sentence."""


def document_artifacts(
    site: SiteView,
    folder: Path,
    words: Words,
    cache: MutableMapping[str, bytes],
    drawn: Mapping[str, bytes] | None = None,
    setter: Typesetter | None = None,
) -> Iterator[Artifact]:
    """Yield the papers of every year below `docs/<year>/papers/`; `folder` has the templates.

    What is in `drawn`, by its path in the site, is taken as it is; a paper in `cache`, by the
    digest of all that it is made of, is not made again, and a new one is put there. The same plan,
    templates, fonts and Typst give the same bytes on any machine. Raises PaperError, also where
    `setter` is closed by another thread.
    """
    say = Spelling(words)
    for year in site.years:
        papers = [*papers_of(year, site.organization, say)]
        shop = Workshop(folder, say, cache, drawn or {}, _emblem(site), setter)
        yield from shop.artifacts(papers, year.label)


def named_papers(site: SiteView, words: Words) -> list[str]:
    """Return the names of the files that a site's years have as papers, of every kind."""
    say = Spelling(words)
    found = (papers_of(year, site.organization, say, office=True) for year in site.years)
    return [*dict.fromkeys(one.file for papers in found for one in papers)]


def setter_for_papers(theme: Path) -> Typesetter:
    """Return a setter whose processes are begun, to be left as a context."""
    setter = Typesetter()
    setter.make_ready(theme / _FOLDER / _TEMPLATE)
    return setter


def papers_named(
    site: SiteView,
    theme: Path,
    words: Words,
    names: Collection[str],
    setter: Typesetter | None = None,
) -> Iterator[Artifact]:
    """Yield the papers of these files' names, of every year of a site. Raises PaperError."""
    say = Spelling(words)
    shop = Workshop(theme / _FOLDER, say, {}, {}, _emblem(site), setter)
    for year in site.years:
        papers = papers_of(year, site.organization, say, office=True)
        yield from shop.artifacts([one for one in papers if one.file in names], year.label)


def has_boxes(paper: bytes) -> bool:
    """Whether a PDF of ours shows a sign as an open box, since no font of ours has it.

    Workbooks and Word files, which have no fonts of their own, show none.
    """
    return paper.startswith(b"%PDF") and any(_LAST_RESORT in name for name in fonts_of(paper))


@dataclass(frozen=True, slots=True)
class _Data:
    """What a paper says, the same as JSON, and as Typst sets it."""

    whole: Mapping[str, Any]
    text: str
    said: bytes
    printed: str

    @classmethod
    def of(cls, made: Mapping[str, Any]) -> _Data:
        whole = all_printable(made)
        text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
        return cls(whole, text, text.encode(), vowels_first(text))


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where papers are made: of which templates, with what is there already."""

    folder: Path
    say: Spelling
    cache: MutableMapping[str, bytes]
    drawn: Mapping[str, bytes]
    emblem: bytes = b""
    setter: Typesetter | None = None

    def artifacts(self, papers: Iterable[Paper], label: str) -> Iterator[Artifact]:
        """Yield each paper of a year with what it says, as JSON. Raises PaperError."""
        try:
            source = source_digest(self.folder)
        except TypesettingError as error:
            raise _told(error, self.say) from error
        with nullcontext(self.setter) if self.setter else Typesetter() as setter:
            # Other kinds of a paper stand beside it, and say the same.
            alike = groupby(papers, key=lambda one: one.make)
            known = [
                self._known(one, data, label, source)
                for make, kinds in alike
                for data in [_Data.of(make())]
                for one in kinds
            ]
            set_here = self._begun(setter, known)
            # While those are set.
            written = {key: made() for _, _, key, _, made in known if callable(made)}
            for one, said, key, there, made in known:
                data = there
                if made is not None:
                    data = self.cache[key] = (
                        written[key] if callable(made) else self._set(set_here[key], one.name)
                    )
                yield Artifact(address(one.entry).staged(label, one.one), data, said)

    def _begun(self, setter: Typesetter, known: Sequence[_Known]) -> Mapping[str, Future[bytes]]:
        """Begin what is to be set, the longest first."""
        wanted = [(key, made) for _, _, key, _, made in known if isinstance(made, Mapping)]
        wanted.sort(key=lambda each: -len(each[1]["paper.json"]))
        return {key: setter.begun(self.folder / _TEMPLATE, files) for key, files in wanted}

    def _known(self, one: Paper, data: _Data, label: str, source: str) -> _Known:
        """Return a paper that is there, is still to be made here, or to be set."""
        said = data.said
        maker = MAKERS.get(one.kind)
        # Another kind of the same paper is made of the same data, by our own code.
        by = f"{source} {one.kind} {code_digest()}" if maker else source
        text = data.text if maker else data.printed
        digest = hashlib.sha256(f"{by}\n{text}".encode())
        digest.update(self.emblem)
        key = digest.hexdigest()
        known = self.drawn.get(f"{label}/{one.path}") or self.cache.get(key) or b""
        if known:
            return one, said, key, known, None
        if maker:
            return one, said, key, b"", partial(maker, text, self.emblem)
        # What takes long and follows from the rest is made for a paper that is set, and only then.
        code = code_of(data.whole.get("code-of", "")) or None
        has_emblem = self.emblem and data.whole["kind"] in _WITH_EMBLEM
        files = {
            "paper.json": text,
            "code.json": json.dumps(code),
            "emblem.json": json.dumps([*self.emblem] if has_emblem else None),
        }
        return one, said, key, b"", files

    def _set(self, begun: Future[bytes], name: str) -> bytes:
        try:
            return set_paper(begun)
        except TypesettingError as error:
            raise _told(error, self.say, name) from error
        except SettingEndedError as error:
            raise PaperError(self.say("ended", name=name)) from error


def _emblem(site: SiteView) -> bytes:
    """Return the emblem as it is printed."""
    emblem = site.organization.emblem
    return (emblem.printed or emblem.data) if emblem else b""


def _told(error: TypesettingError, say: Spelling, name: str = "") -> PaperError:
    if not error.installed:
        return PaperError(say.words.plain("card.no_typst"))
    return PaperError(say("failed", name=name, error=error))
