"""Texts of a part of a workbook that is parted into runs, each of its own font, covered as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, unescape

from generator.plan.model import MASK
from generator.plan.withdraw.needles import Needles
from generator.plan.workbook.markup import Edit, Element, edited, elements, lettered, tags


@dataclass(frozen=True, slots=True)
class _Run:
    """A text between two tags: where it stands, and what it says."""

    start: int
    end: int
    text: str


def covered_runs(data: bytes, groups: Sequence[bytes], needles: Needles) -> bytes:
    """Return a part with needles covered: across runs of a group, and in every other text."""
    edits: list[Edit] = []
    taken: list[tuple[int, int]] = []
    for around in elements(data, *groups):
        runs = [_Run(one.first, one.last, _said(data[one.first : one.last])) for one in
                elements(data, b"t", b"text", start=around.first, stop=around.last)
                if b"<" not in data[one.first : one.last]]  # fmt: skip
        edits += _covered(runs, needles)
        taken += [(one.start, one.end) for one in runs]
    within = set(taken)
    others = (one for one in _between(data) if (one.start, one.end) not in within)
    for one in others:
        edits += _covered([one], needles)
    return edited(data, edits) if edits else data


def plain_text(data: bytes, around: Element, name: bytes = b"t") -> str:
    """Return what the runs of an element say together."""
    found = elements(data, name, start=around.first, stop=around.last)
    return "".join(_said(data[one.first : one.last]) for one in found)


def _between(data: bytes) -> Iterator[_Run]:
    """Yield every text between two tags."""
    at = None
    for tag in tags(data):
        if at is not None and tag.start > at and data[at : tag.start].strip():
            yield _Run(at, tag.start, _said(data[at : tag.start]))
        at = tag.end


def _covered(runs: Sequence[_Run], needles: Needles) -> Iterator[Edit]:
    """Yield the runs that have to change; a mask stands in the run in which its text began."""
    whole = "".join(one.text for one in runs)
    spans = needles.spans(whole)
    at = 0
    for one in runs:
        end = at + len(one.text)
        text, here = "", at
        for first, last in spans:
            if last <= at or first >= end:
                continue
            text += whole[here : max(first, at)] + (MASK if first >= at else "")
            here = min(last, end)
        text += whole[here:end]
        if text != one.text:
            yield one.start, one.end, escape(text).encode()
        at = end


def _said(inner: bytes) -> str:
    """Return a text with the signs that XML escapes; Excel's own escapes stay as they are."""
    text = lettered(inner.decode("utf-8", "replace"))
    return unescape(text, {"&quot;": '"', "&apos;": "'"})
