"""That nothing but the text is changed: what git stored is read back and held against what was.

Folders keep their files, modes and, but for what is covered, their names; commits keep when and of
what; whatever leads somewhere leads to what stands in that place now. That a file says nothing new
is looked at where it is covered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from generator.machine.git_formats import Entry, entries_of, fields_of
from generator.machine.git_history import GitObject
from generator.machine.git_program import GitError
from generator.machine.git_writing import Writing

SIGNED = (b"gpgsig", b"gpgsig-sha256", b"mergetag")
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
        return b"" if "█" in covered(text) else one.name

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
