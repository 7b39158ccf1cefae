"""Two commits that went apart → the files that one of them lacks; tables are merged by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.machine.git_commits import PLAIN, Commits, Entries, TreeEntry, conflict_paths
from generator.machine.git_program import GitError
from generator.machine.layout import PRIVACY
from generator.plan.mend.fix_bytes import coded
from generator.plan.merge import (
    Choice,
    Conflict,
    Merged,
    Side,
    changes_told,
    covered_first,
    is_list,
    is_table,
    merge_table,
)
from generator.plan.model import MASK
from generator.plan.read import text_of
from generator.problems import Place
from generator.publishing.uniting import Uniting, order, withdrawn_files

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
_MASK = MASK.encode()
_COVERED = (
    "บรรทัด {row}: คนหนึ่งปิดข้อความ อีกคนแก้คำนั้น คำนั้นใช้ตามที่ปิดไว้ ส่วนอื่นของบรรทัดยังอยู่ "
    "ถ้ายังต้องแก้ เขียนใหม่โดยไม่มีข้อความที่ปิด"
)
_TAKEN_BACK = "คนหนึ่งถอนแฟ้มนี้ อีกคนเปลี่ยน ใช้ของผู้ที่ถอน"
_ANEW = {PRIVACY: "เลือกของผู้อื่น แล้วสั่ง phaen privacy add ปี --reason เหตุผล ซ้ำสำหรับข้อความที่ท่านเพิ่มไว้"}


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
    withdrawn = _withdrawn(git, base, ours, theirs)
    merging = _Merging(git, choice, withdrawn)
    for path in order({*base, *ours, *theirs}):
        was, mine, other = base.get(path), ours.get(path), theirs.get(path)
        if other is None and was is None and withdrawn.get(path) is Side.THEIRS:
            changes[path] = None  # what was before is not known; it was taken back
            continue
        if other in (mine, was):
            continue
        if mine == was:
            changes[path] = other
            continue
        made, merged = merging.file(path, (was, mine, other))
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


def _withdrawn(git: Commits, *three: Entries) -> Mapping[str, Side]:
    """Return the papers and pages that one of both took back, by their path, and who did."""
    lists = [
        {path: git.blob(one.oid) for path, one in entries.items() if is_list(path)}
        for entries in three
    ]
    found: dict[str, Side] = {}
    for side, after in zip(Side, lists[1:], strict=True):
        found |= dict.fromkeys(withdrawn_files(lists[0], after), side)
    return found


@dataclass(slots=True)
class _Merging:
    """Merges the files that both changed, one by one."""

    git: Commits
    choice: Choice
    withdrawn: Mapping[str, Side]
    uniting: Uniting = field(default_factory=Uniting)

    def file(self, path: str, three: _Three) -> tuple[TreeEntry | None, Merged]:
        """Return one file that both changed, and what is to be asked of it."""
        was, mine, other = three
        if not (mine and other):
            return self._chosen(path, _REMOVED, three)
        if not {mine.mode, other.mode} <= set(PLAIN):
            return self._chosen(path, _BINARY, three)
        mode = other.mode if was and mine.mode == was.mode else mine.mode
        if mine.oid == other.oid:
            return TreeEntry(mode, mine.oid), Merged(None)
        blob = self.git.blob
        merged = self._merged(
            path, (blob(was.oid) if was else None, blob(mine.oid), blob(other.oid))
        )
        if merged is None:
            return self._chosen(path, _BINARY, three)
        if merged.data is None:
            return mine, merged
        return TreeEntry(mode, self.git.keep(merged.data)), merged

    def _merged(self, path: str, datas: tuple[bytes | None, bytes, bytes]) -> Merged | None:
        base, ours, theirs = datas
        if is_table(path):
            return merge_table(path, base, ours, theirs, self.choice)
        if (made := self.uniting.merged(path, base, ours, theirs)) is not None:
            return made
        if is_list(path):  # two salts, or one entry decided otherwise by each
            return None
        if not path.lower().endswith(_TEXTS) or any(b"\0" in (one or b"") for one in datas):
            return None
        return self._text(path, datas)

    def _text(self, path: str, datas: tuple[bytes | None, bytes, bytes]) -> Merged:
        """Merge line by line, once what either covered is covered in all."""
        datas, notes = (
            _covered_first(datas)
            if any(_MASK in (one or b"") for one in datas[1:])
            else (datas, ())
        )
        base, ours, theirs = datas
        parts: list[bytes] = []
        conflicts: list[Conflict] = []
        for part in self.git.merge_text(base or b"", ours, theirs):
            if isinstance(part, bytes):
                parts.append(part)
                continue
            row = b"".join(parts).count(b"\n") + 1
            told = [_told(one) for one in part]
            conflict = Conflict(_LINES, Place(path).at(row=row), f"บรรทัด {row}", *told)
            side = self.choice.get(conflict.id)
            if side is None:
                conflicts.append(conflict)
            parts.append(part[side is Side.THEIRS])
        data = None if conflicts else b"".join(parts)
        return Merged(data, tuple(conflicts), notes)

    def _chosen(self, path: str, what: str, three: _Three) -> tuple[TreeEntry | None, Merged]:
        was, mine, other = three
        if taken := self.withdrawn.get(path):  # no answer brings back what was taken back
            return (mine if taken is Side.OURS else other), Merged(None, (), (_TAKEN_BACK,))
        said, sent = (_said(self.git, path, was, one) for one in (mine, other))
        way = _ANEW.get(path.rpartition("/")[2], _REDO)
        conflict = Conflict(what, Place(path), _WHOLE, said, sent, way_out=way)
        side = self.choice.get(conflict.id)
        if side is None:
            return mine, Merged(None, (conflict,))
        return (mine if side is Side.OURS else other), Merged(None)


def _covered_first(
    datas: tuple[bytes | None, bytes, bytes],
) -> tuple[tuple[bytes | None, bytes, bytes], tuple[str, ...]]:
    """Return versions of a text in which the same is covered, and what that took of an edit.

    Written as whoever covered wrote them: █ is in no older encoding. What cannot be read as a text
    stays as it is.
    """
    files = [None if one is None else coded(one) for one in datas]
    base, ours, theirs = files
    if ours is None or theirs is None or (base is None and datas[0] is not None):
        return datas, ()
    made = covered_first(base.text if base else None, ours.text, theirs.text)
    mark = next((one.mark for one in (ours, theirs) if MASK in one.text), b"")
    was, mine, other = (mark + one.encode() for one in (made.base, made.ours, made.theirs))
    notes = tuple(_COVERED.format(row=row) for row in made.given_way)
    return (was if base else None, mine, other), notes


def _told(data: bytes) -> str:
    text = text_of(data).strip()
    return (text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…") or _EMPTY


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
