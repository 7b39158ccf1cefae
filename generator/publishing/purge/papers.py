"""Which versions of a paper that was withdrawn as a whole go from history as a whole.

Those that say what was withdrawn. Where nothing known stands in the last one of them, those that
say any line which that one said and the one in its place does not; and those that nobody can read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from generator.publishing.purge.beside import Paper
from generator.publishing.purge.covering import NOTICE, Covering
from generator.publishing.purge.learning import texts_of

_Read = Callable[[Iterable[str]], Iterator[tuple[str, bytes]]]


def papers_of(papers: Sequence[Paper], covering: Covering, read: _Read) -> frozenset[str]:
    """Return the objects of papers that go; `covering` knows what else is covered."""
    found: set[str] = set()
    for one in papers:
        found.update(_of(one, covering, read))
    return frozenset(found)


def _of(paper: Paper, covering: Covering, read: _Read) -> Iterator[str]:
    after = {text for _, data in read([paper.after] if paper.after else []) for text in
             _lines(paper.path, data)}  # fmt: skip
    gone: set[str] | None = None
    for oid, data in read(paper.versions[::-1]):
        if data == NOTICE:
            continue
        said = set(_lines(paper.path, data))
        holds = covering.holds(data)
        if gone is None:  # the newest: it is what was withdrawn
            gone = set() if holds else said - after
            yield oid
        elif holds or not said or said & gone:
            yield oid


def _lines(path: str, data: bytes) -> Iterator[str]:
    for text in texts_of(path, data):
        yield from filter(None, map(str.strip, text.split("\n")))
