"""Two commits that went apart → the files that one of them lacks; tables are merged by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.machine.git_commits import PLAIN, Commits, Entries, TreeEntry, conflict_paths
from generator.machine.git_program import GitError
from generator.plan.merge import (
    Choice,
    Conflict,
    Merged,
    Side,
    changes_told,
    grows_only,
    is_table,
    merge_lines,
    merge_table,
)
from generator.plan.read import text_of
from generator.problems import Place

_GONE = "(ลบแฟ้ม)"
_EMPTY = "(ว่าง)"
_LINK = "(ลิงก์ หรือคลังอื่น)"
_REDO = "ถ้าผู้อื่นเปลี่ยนชนิดแฟ้ม เช่น CSV เป็น Excel ให้เลือกของผู้อื่น แล้วกรอกส่วนของท่านซ้ำในแฟ้มนั้น"
_REMOVED = "คนหนึ่งลบแฟ้มนี้ อีกคนแก้"
_BINARY = "สองคนเปลี่ยนแฟ้มนี้ ซึ่งรวมกันไม่ได้"
_LINES = "สองคนแก้บรรทัดเดียวกัน"
_WHOLE = "ทั้งแฟ้ม"
_TEXTS = (".yml", ".yaml", ".md", ".csv", ".txt", ".json", ".toml", ".css", ".js", ".html")
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class TreeMerge:
    """What is to be put into ours: files by their path, None for one that goes.

    While there are conflicts, some files are missing.
    """

    changes: Mapping[str, TreeEntry | None]
    conflicts: tuple[Conflict, ...]
    notes: tuple[str, ...]


def merge_trees(
    git: Commits, base: Entries, ours: Entries, theirs: Entries, choice: Choice
) -> TreeMerge:
    """Return what theirs changed since `base`, merged with what ours did. Raises GitError."""
    changes: dict[str, TreeEntry | None] = {}
    conflicts: list[Conflict] = []
    notes: list[str] = []
    for path in sorted({*base, *ours, *theirs}):
        was, mine, other = base.get(path), ours.get(path), theirs.get(path)
        if other in (mine, was):
            continue
        if mine == was:
            changes[path] = other
            continue
        made, merged = _file(git, path, (was, mine, other), choice)
        conflicts += merged.conflicts
        notes += (f"{path}: {note}" for note in merged.notes)
        if not merged.conflicts and made != mine:
            changes[path] = made
    whole = {path for path, one in ({**ours} | changes).items() if one}
    if clash := conflict_paths(whole):
        raise GitError(
            f"{clash} เป็นแฟ้มของคนหนึ่ง และเป็นโฟลเดอร์ของอีกคน เปลี่ยนชื่อของท่านแล้วสั่ง phaen sync ใหม่"
        )
    return TreeMerge(changes, tuple(conflicts), tuple(notes))


_Three = tuple[TreeEntry | None, TreeEntry | None, TreeEntry | None]


def _file(
    git: Commits, path: str, three: _Three, choice: Choice
) -> tuple[TreeEntry | None, Merged]:
    """Return one file that both changed, and what is to be asked of it."""
    was, mine, other = three
    if not (mine and other):
        return _chosen(git, path, _REMOVED, three, choice)
    if not {mine.mode, other.mode} <= set(PLAIN):
        return _chosen(git, path, _BINARY, three, choice)
    mode = other.mode if was and mine.mode == was.mode else mine.mode
    if mine.oid == other.oid:
        return TreeEntry(mode, mine.oid), Merged(None)
    datas = (git.blob(was.oid) if was else None, git.blob(mine.oid), git.blob(other.oid))
    merged = _merged(git, path, datas, choice)
    if merged is None:
        return _chosen(git, path, _BINARY, three, choice)
    if merged.data is None:
        return mine, merged
    return TreeEntry(mode, git.keep(merged.data)), merged


def _merged(
    git: Commits, path: str, datas: tuple[bytes | None, bytes, bytes], choice: Choice
) -> Merged | None:
    base, ours, theirs = datas
    if is_table(path):
        return merge_table(path, base, ours, theirs, choice)
    if grows_only(path) and (lines := merge_lines(base, ours, theirs)) is not None:
        return Merged(lines)
    if not path.lower().endswith(_TEXTS) or any(b"\0" in (one or b"") for one in datas):
        return None
    return _text(git, path, datas, choice)


def _text(
    git: Commits, path: str, datas: tuple[bytes | None, bytes, bytes], choice: Choice
) -> Merged:
    base, ours, theirs = datas
    parts: list[bytes] = []
    conflicts: list[Conflict] = []
    for part in git.merge_text(base or b"", ours, theirs):
        if isinstance(part, bytes):
            parts.append(part)
            continue
        row = b"".join(parts).count(b"\n") + 1
        told = [_told(one) for one in part]
        conflict = Conflict(_LINES, Place(path).at(row=row), f"บรรทัด {row}", *told)
        side = choice.get(conflict.id)
        if side is None:
            conflicts.append(conflict)
        parts.append(part[side is Side.THEIRS])
    return Merged(None, tuple(conflicts)) if conflicts else Merged(b"".join(parts))


def _told(data: bytes) -> str:
    text = text_of(data).strip()
    return (text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…") or _EMPTY


def _chosen(
    git: Commits, path: str, what: str, three: _Three, choice: Choice
) -> tuple[TreeEntry | None, Merged]:
    was, mine, other = three
    said, sent = (_said(git, path, was, one) for one in (mine, other))
    conflict = Conflict(what, Place(path), _WHOLE, said, sent, way_out=_REDO)
    side = choice.get(conflict.id)
    if side is None:
        return mine, Merged(None, (conflict,))
    return (mine if side is Side.OURS else other), Merged(None)


def _said(git: Commits, path: str, was: TreeEntry | None, entry: TreeEntry | None) -> str:
    """Return what one made of a file: the rows of a table that it changes, else its size."""
    if entry is None:
        return _GONE
    if entry.mode not in PLAIN:
        return _LINK
    data = git.blob(entry.oid)
    if was and was.mode in PLAIN and is_table(path):
        return changes_told(path, git.blob(was.oid), data)
    return f"แฟ้มขนาด {len(data):,} ไบต์ (ฉบับ {entry.oid[:8]})"
