"""Papers as files: what a cache has is taken, the rest is set by Typst on all cores at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generator.machine.artifact import Artifact
from generator.site.addresses import address
from generator.site.render.documents.papers import Paper, papers_of
from generator.site.render.documents.spelling import Spelling
from generator.site.render.templates import Words
from generator.site.render.typesetting import (
    DrawingError,
    TypesettingError,
    paper,
    source_digest,
)
from generator.site.views import SiteView

# Typst lets other threads of Python run while it works.
_AT_ONCE = 2


class PaperError(DrawingError):
    """The papers could not be made; the message is a Thai sentence."""


def document_artifacts(
    site: SiteView,
    folder: Path,
    words: Words,
    cache: MutableMapping[str, bytes],
    drawn: Mapping[str, bytes] | None = None,
) -> Iterator[Artifact]:
    """Yield the papers of every year below `docs/<year>/papers/`; `folder` has the templates.

    What is in `drawn`, by its path in the site, is taken as it is; a paper in `cache`, by the
    digest of all that it is made of, is not made again, and a new one is put there. The same plan,
    templates, fonts and Typst give the same bytes on any machine. Raises PaperError.
    """
    say = Spelling(words)
    for year in site.years:
        papers = [*papers_of(year, site.organization, say)]
        for one, said, data in made(papers, year.label, folder, say, cache, drawn or {}):
            yield Artifact(address(one.entry).staged(year.label, one.one), data, said)


def made(
    papers: Iterable[Paper],
    label: str,
    folder: Path,
    say: Spelling,
    cache: MutableMapping[str, bytes],
    drawn: Mapping[str, bytes],
) -> Iterator[tuple[Paper, bytes, bytes]]:
    """Yield each paper with what it says, as JSON, and its PDF. Raises PaperError."""
    try:
        source = source_digest(folder)
    except TypesettingError as error:
        raise _told(error, say) from error
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        waiting = []
        for one in papers:
            said = json.dumps(one.make(), ensure_ascii=False, separators=(",", ":"))
            key = hashlib.sha256(f"{source}\n{said}".encode("utf-8", "surrogatepass")).hexdigest()
            known = drawn.get(f"{label}/{one.path}") or cache.get(key)
            setting = None if known else pool.submit(_set, folder, said)
            waiting.append((one, said.encode("utf-8", "replace"), key, known, setting))
        for one, said_bytes, key, known, setting in waiting:
            data = known
            if setting:
                try:
                    data = cache[key] = setting.result()
                except TypesettingError as error:
                    raise _told(error, say, one.name) from error
            yield one, said_bytes, data or b""


def _set(folder: Path, said: str) -> bytes:
    return paper(folder / "paper.typ", {"paper": said})


def _told(error: TypesettingError, say: Spelling, name: str = "") -> PaperError:
    if not error.installed:
        return PaperError(say.words.plain("card.no_typst"))
    return PaperError(say("failed", name=name, error=error))
