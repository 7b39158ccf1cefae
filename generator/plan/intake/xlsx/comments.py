"""Comments on cells of a worksheet: notes, and conversations of newer programs in their place."""

from __future__ import annotations

from collections.abc import Iterator

from generator.machine.markup import ReadingLimit
from generator.plan.intake.form import FormRefusedError
from generator.plan.intake.xml.markup import Node, read_nodes
from generator.plan.read.drawings import targets
from generator.plan.uploads.archive import ZippedUpload

_THREAD = frozenset({"threadedComment"})
MOST_COMMENTS = 20_000
_NOTE = frozenset({"comment"})


def remarks(archive: ZippedUpload, path: str, share: ReadingLimit) -> Iterator[tuple[str, str]]:
    """Yield cell and text of each comment on the sheet in the part at `path`, in their order."""
    threads = list(_found(archive, path, "/threadedComment", _THREAD, share))
    spoken = {cell for cell, _ in threads}
    yield from threads
    for cell, text in _found(archive, path, "/comments", _NOTE, share):
        if cell not in spoken:  # else a copy for older programs, with advice to buy a newer one
            yield cell, text


def _found(
    archive: ZippedUpload, path: str, kind: str, wanted: frozenset[str], share: ReadingLimit
) -> Iterator[tuple[str, str]]:
    nodes: list[Node] = []

    def take(node: Node) -> None:
        if len(nodes) >= MOST_COMMENTS:
            raise FormRefusedError("too-large", found=f"มีความเห็นเกิน {MOST_COMMENTS:,} แห่ง")
        nodes.append(node)

    for part in targets(archive, path, kind) if path else ():
        read_nodes(archive.read(part), wanted, share, take)
    for node in nodes:
        texts = node.all("t") if node.name == "comment" else node.all("text")
        said = "".join(one.text for one in texts).strip()
        if said:
            yield node.get("ref"), said
