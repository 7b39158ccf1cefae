"""What other programs changed in the working copy: it comes into a draft, merged with it by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.archive import file_digest
from generator.machine.disk import put_file
from generator.machine.git_commits import PLAIN, TreeEntry
from generator.machine.git_work import WorkCopy
from generator.machine.layout import PARTS
from generator.plan.merge import Choice, Conflict, UnsafeError
from generator.publishing.drafting import Draft, text_digest
from generator.publishing.merging import merge_trees

_NOT_TAKEN = (
    "แฟ้ม {path} แก้ด้วยโปรแกรมอื่นและยังไม่ได้รับเข้าร่าง ไปหน้าภาพรวม กดรับเข้าร่าง ระบบรวมกับร่างทีละแถว แล้วเก็บใหม่"
)


@dataclass(frozen=True, slots=True, repr=False)  # whole files are no message
class TakenIn:
    """Files for the draft, and what was read of each in the working copy (its digest, "" gone).

    With `conflicts` nothing is taken in before they are decided.
    """

    files: Mapping[str, bytes | None]
    digests: Mapping[str, str]
    conflicts: tuple[Conflict, ...] = ()


def taken_in(
    work: WorkCopy,
    portal: Path,
    draft: Draft,
    typed: Mapping[str, bytes | None],
    paths: Iterable[str],
    choice: Choice,
) -> TakenIn:
    """Return what other programs changed at `paths`, merged with what was `typed` into a draft.

    Both began with the draft's base. Raises GitError and OSError.
    """
    there = {path: _read(portal / path) for path in paths}
    digests = {path: "" if data is None else text_digest(data) for path, data in there.items()}
    there = {path: data for path, data in there.items() if draft.taken.get(path) != digests[path]}
    both = [path for path in there if path in draft.digests]
    if not both:
        return TakenIn(there, digests)
    entries = work.entries(draft.base)
    base = {path: entries[path] for path in both if path in entries}

    def kept(files: Mapping[str, bytes | None]) -> dict[str, TreeEntry]:
        modes = {path: base[path].mode if path in base else PLAIN[0] for path in both}
        return {
            path: TreeEntry(modes[path], work.keep(data))
            for path in both
            if (data := files[path]) is not None
        }

    ours = kept(typed)
    merged = merge_trees(work, base, ours, kept(there), choice)
    made = {**ours, **merged.changes}
    together = {path: work.blob(one.oid) if (one := made.get(path)) else None for path in both}
    return TakenIn({**there, **together}, digests, merged.conflicts)


def refuse_left(work: WorkCopy, portal: Path, head: str, draft: Draft) -> None:
    """Refuse to keep a draft over what another program changed and it did not take in."""
    for path in draft.digests.keys() & work.changed().keys():
        data, was = _read(portal / path), work.entries(head).get(path)
        digest = "" if data is None else text_digest(data)
        if digest in (draft.taken.get(path), draft.digests[path]):
            continue
        if was is None or data is None or work.entry_of(path, was) != was:  # not of line ends alone
            raise UnsafeError(_NOT_TAKEN.format(path=path))


def put_over(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Put whole files into a portal's folder; None is one that goes."""
    for path, data in files.items():
        file = folder / path
        if data is None:
            file.unlink(missing_ok=True)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        put_file(file, data)


def digests_below(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a portal, by its path."""
    files = (one for part in PARTS for one in (folder / part).rglob("*") if one.is_file())
    return {one.relative_to(folder).as_posix(): file_digest(one) for one in files}


def _read(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
