"""That nothing but the text is changed: what git stored is read back and held against what was.

Folders keep their files, modes and, but for what is covered, their names; commits keep when and of
what; whatever leads somewhere leads to what stands in that place now. Texts keep their lines,
workbooks and records their cells, and each says less or the same, of a file that said what was
withdrawn. A notice stands only where a file said that, or went as a whole, and cannot be covered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import zip_longest

from generator.machine.git_formats import Entry, entries_of, fields_of
from generator.machine.git_history import GitObject
from generator.machine.git_program import GitError
from generator.machine.git_writing import Writing
from generator.plan.mend.fix_bytes import coded
from generator.plan.read import text_of
from generator.plan.record import RecordError, read_record
from generator.plan.uploads import inspect
from generator.problems import Place
from generator.publishing.purge.covering import NOTICE, RECORD, Covering, is_less
from generator.publishing.purge.packed import kind_of

SIGNED = (b"gpgsig", b"gpgsig-sha256", b"mergetag")
# How texts of a workbook stand beside each other is not theirs.
_BESIDE = re.compile(r"[\s|]+")
_LEADS = (b"tree", b"parent", b"object")
_PEOPLE = (b"author", b"committer", b"tagger")


def prove(
    git: Writing,
    new: Mapping[str, str],
    looked_at: Iterable[str],
    covered: Callable[[str], str],
) -> None:
    """Hold folders, commits and tags in `looked_at` against what stands in their place by `new`.

    `covered` covers a name. Raises GitError where anything else differs.
    """
    pairs = [(old, new[old]) for old in looked_at]
    was, now = git.objects(old for old, _ in pairs), git.objects(one for _, one in pairs)
    for before, after in zip(was, now, strict=True):
        if before.kind != after.kind or not _is_same(before, after, new, covered):
            raise GitError(f"การเขียนประวัติใหม่เปลี่ยนสิ่งอื่นด้วย ({before.oid[:12]}) จึงไม่ทำ คลังยังเป็นเดิม")


def prove_files(
    git: Writing, new: Mapping[str, str], whole: Collection[str], covering: Covering
) -> None:
    """Hold files against what stands in their place by `new`; those of `whole` went as such.

    Raises GitError where more is changed than `covering` had to.
    """
    pairs = list(new.items())
    was, now = git.objects(old for old, _ in pairs), git.objects(one for _, one in pairs)
    for before, after in zip(was, now, strict=True):
        old, stands = before.data, after.data
        fine = before.oid in whole or _is_covered(old or b"", stands or b"", covering)
        if old is None or stands is None or not fine:
            raise GitError(f"การปิดข้อความเปลี่ยนสิ่งอื่นด้วย ({before.oid[:12]}) จึงไม่ทำ คลังยังเป็นเดิม")


def _is_covered(was: bytes, now: bytes, covering: Covering) -> bool:
    kind = kind_of(was)
    if now == NOTICE:
        damaged = kind != "text" or coded(was) is None or text_of(was).startswith(RECORD)
        return damaged and covering.said_in(was)
    pairs = zip_longest(*(_said(kind, data) for data in (was, now)))
    return (
        kind_of(now) == kind
        and all(None not in pair and (pair[0] == pair[1] or is_less(*pair)) for pair in pairs)
        and covering.said_in(was)
    )


def _said(kind: str, data: bytes) -> list[str]:
    """Return the lines of a text, the cells of a record, the texts of a workbook."""
    if kind == "xlsx":
        return [_BESIDE.sub("", one.text) for one in inspect("a.xlsx", data).texts]
    text = text_of(data)
    if text.startswith(RECORD):
        try:
            record = read_record(data, Place(""))
        except RecordError:
            return text.split("\n")
        cells = [cell for row in record.rows for cell in row.values.values()]
        return [*cells, *(part for one in record.stated for part in (one.name, one.value))]
    return text.split("\n")


def _is_same(
    was: GitObject, now: GitObject, new: Mapping[str, str], covered: Callable[[str], str]
) -> bool:
    if was.data is None or now.data is None:
        return False
    if was.kind == "tree":
        size = len(was.oid) // 2
        return _entries(was.data, size, new, covered) == _entries(now.data, size, {}, covered)
    return _told(was.data, new) == _told(now.data, {})


def _entries(
    data: bytes, size: int, new: Mapping[str, str], covered: Callable[[str], str]
) -> Counter[tuple[bytes, str, bytes]]:
    """Return the files of a folder: mode, object, and the name where nothing of it is covered."""

    def name(one: Entry) -> bytes:
        text = one.name.decode("utf-8", "surrogateescape")
        noted = new.get(text, "").encode("ascii")  # a note is called as what it is of
        return b"" if "█" in covered(text) else noted or one.name

    return Counter(
        (one.mode, new.get(one.oid, one.oid), name(one)) for one in entries_of(data, size)
    )


def _told(data: bytes, new: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Return what a commit or a tag says besides words: where it leads, when, in which encoding."""
    found = []
    for name, value in fields_of(data.partition(b"\n\n")[0]):
        if name in _LEADS:
            text = value.decode("ascii")
            found.append((name, new.get(text, text).encode("ascii")))
        elif name in _PEOPLE:
            found.append((name, value.rpartition(b"> ")[2]))
        elif name not in (*SIGNED, b"tag"):
            found.append((name, value))
    return found
