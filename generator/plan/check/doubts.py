"""Whether a file alone, out of the portal that it was in, may hold what must never be public.

For files of commits that are no longer what a plan is read from: quick, and rather once too often.
Who is asked about whole portals says what it really is.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping

from generator.plan.check.exempt import Exempt
from generator.plan.check.privacy import PersonalDatum
from generator.plan.check.sources import across, cells_of, pieces_of
from generator.plan.read import Table, tables_in
from generator.plan.uploads import ENDINGS, inspect_once
from generator.problems import CATALOGUE, Place, Report, Severity

# What runs, or tells where somebody stood, when the file is opened: by whoever has the history.
UNSAFE = frozenset({"upload-active", "upload-position", "file-link"})


def is_doubtful(path: str, data: bytes, exempt: Exempt, kept: MutableMapping[str, bytes]) -> bool:
    """Whether a file has personal data that `exempt` does not let through, or is unsafe to open.

    `kept` remembers what was found in workbooks and papers. Never raises.
    """
    let_through = exempt.at(Place(path))
    return any(
        CATALOGUE[datum.kind].severity is Severity.ERROR and not let_through(datum, beside)
        for datum, beside in _found(path, data, exempt, kept)
    ) or _is_unsafe(path, data, kept)


def _is_unsafe(path: str, data: bytes, kept: MutableMapping[str, bytes]) -> bool:
    if path.lower().rpartition(".")[2] not in ENDINGS:
        return False
    return any(one.code in UNSAFE for one in inspect_once(path, data, kept).faults)


def _found(
    path: str, data: bytes, exempt: Exempt, kept: MutableMapping[str, bytes]
) -> Iterator[tuple[PersonalDatum, str]]:
    find = exempt.finder.found_in
    tables: tuple[Table, ...] = tables_in(path, data, Report())
    for cell in cells_of(tables):
        yield from ((datum, cell.text) for datum in find(cell.text, cell.heading or cell.above))
    yield from ((datum, "") for _, datum in across(tables))
    if path.lower().rpartition(".")[2] in ENDINGS:
        for one in inspect_once(path, data, kept).texts:
            yield from ((datum, one.text) for datum in find(one.text))
        return
    for piece in pieces_of(path, data, kept):
        yield from ((datum, piece.text) for datum in find(piece.text))
