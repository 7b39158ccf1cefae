"""All of history written anew: what says what was withdrawn, and whatever leads to it.

Files, folders, commits, tags, names of branches. Authors, committers, days, encodings, modes and
the order of parents stay; signatures of what changes fall away, for they are of something else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.machine.git_formats import (
    TREE,
    Entry,
    encoding_of,
    entries_of,
    fields_of,
    free_name,
    head_bytes,
    tree_bytes,
)
from generator.machine.git_pack import Pack
from generator.machine.git_program import GitError
from generator.machine.git_writing import Move, Reference, Writing
from generator.plan.model import MASK
from generator.publishing.purge.covering import NOTICE, Covering, Outcome, UncoveredError
from generator.publishing.purge.proof import SIGNED

_NOTES, _REPLACE = "refs/notes/", "refs/replace/"
_SIGNATURE = re.compile(rb"-----BEGIN (?:PGP|SSH) SIGNATURE-----.*", re.DOTALL)


@dataclass(slots=True)
class Account:
    """What is changed: files by path with how often, and how many of everything else.

    `unread` are files that are too large to be looked into.
    """

    covered: dict[str, int] = field(default_factory=dict)
    replaced: dict[str, int] = field(default_factory=dict)
    columns: dict[str, set[int]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    names: int = 0
    messages: int = 0
    people: int = 0
    signatures: int = 0


class Rewriting:
    """History as it is to be: new objects, and where every old one leads. Nothing is written here.

    `new` maps each object that changes to its new name; the new ones wait in `pack`.
    """

    def __init__(
        self, git: Writing, covering: Covering, replaced: frozenset[str], pack: Pack
    ) -> None:
        """Read all that references lead to and cover it; `replaced` are files that go whole."""
        self.references = git.references()
        self.paths = git.reachable([one.oid for one in self.references])
        self.order = git.commits([one.oid for one in self.references])
        self.new: dict[str, str] = {}
        self.pack = pack
        self.account = Account()
        self._covering = covering
        self._replaced = replaced
        self._trees: dict[str, bytes] = {}
        self._heads: dict[str, tuple[str, bytes]] = {}
        self._seen: set[str] = set()
        self._read(git)
        # Notes are called by the commits that they are of: those first.
        notes = [one.oid for one in self.references if one.name.startswith(_NOTES)]
        others = [one.oid for one in self.references if one.oid not in notes]
        noting = frozenset(self.order).difference(git.commits(others))
        for oid in sorted(self.order, key=noting.__contains__):
            self._commit(oid)
        for one in self.references:
            self._target(one.oid)

    def moves(self) -> list[Move]:
        """Return how references are to be moved; names that say it are covered, too."""
        taken = {one.name for one in self.references}
        found = []
        for one in self.references:
            name = self._free(self._replacing(one.name), taken)
            taken.add(name)
            new = Reference(name, self.new.get(one.oid, one.oid))
            if name == f"{_REPLACE}{new.oid}":  # it stood for its own cover, and would for itself
                new = Reference("", new.oid)
            if new != one:
                found.append(Move(one, new))
        return found

    def tree_of(self, commit: str) -> str:
        """Return the tree of a commit as it was."""
        return self._heads[commit][1].partition(b"\n")[0].removeprefix(b"tree ").decode("ascii")

    def changed_below(self, tree: str, at: str = "") -> Iterator[str]:
        """Yield the paths of a tree that are to be otherwise."""
        if tree not in self.new and tree not in self._trees:
            return
        for one in entries_of(self._trees[tree], self._size):
            path = f"{at}{one.name.decode('utf-8', 'replace')}"
            if one.mode == TREE:
                yield from self.changed_below(one.oid, f"{path}/")
            elif one.oid in self.new or self._name(one.name) != one.name:
                yield path

    @property
    def commits(self) -> list[str]:
        """The commits that change, the oldest first."""
        return [one for one in self.order if one in self.new]

    @property
    def leading(self) -> list[str]:
        """The folders, commits and tags that change: all but files."""
        return [one for one in self.new if one in self._trees or one in self._heads]

    @property
    def files(self) -> dict[str, str]:
        """The files that change, and what stands in the place of each."""
        return {one: new for one, new in self.new.items()
                if one not in self._trees and one not in self._heads}  # fmt: skip

    def message(self, commit: str) -> str:
        """Return the first line of a commit's message, covered."""
        message = self._heads[commit][1].partition(b"\n\n")[2]
        return self._text(message.decode("utf-8", "replace")).partition("\n")[0]

    # Reading, and files

    def _read(self, git: Writing) -> None:
        for one in git.objects(self.paths):
            if len(one.oid) == 64:
                self.pack.algorithm = "sha256"
            if one.kind == "blob":
                self._file(one.oid, one.data)
            elif one.data is None:
                raise GitError("คลัง git มีโฟลเดอร์หรือ commit ที่ใหญ่ผิดปกติ")
            elif one.kind == "tree":
                self._trees[one.oid] = one.data
            else:
                self._heads[one.oid] = (one.kind, one.data)

    def _file(self, oid: str, data: bytes | None) -> None:
        path = self.paths.get(oid, "")
        if oid in self._replaced:
            outcome: Outcome | None = Outcome(NOTICE, replaced=True)
        elif data is None:
            self.account.unread.append(path)
            return
        else:
            outcome = self._covering.file(data)
        if outcome is None:
            return
        self._make(oid, "blob", outcome.data)
        counted = self.account.replaced if outcome.replaced else self.account.covered
        counted[path] = counted.get(path, 0) + 1
        if outcome.columns:
            self.account.columns.setdefault(path, set()).update(outcome.columns)

    def _make(self, oid: str, kind: str, data: bytes) -> None:
        self.new[oid] = self.pack.add(kind, data)

    # Folders

    @property
    def _size(self) -> int:
        return hashlib.new(self.pack.algorithm, usedforsecurity=False).digest_size

    def _tree(self, oid: str) -> str:
        """Return a folder as it is to be; those in it first."""
        if oid in self.new or oid not in self._trees or oid in self._seen:
            return self.new.get(oid, oid)
        self._seen.add(oid)
        was = list(entries_of(self._trees[oid], self._size))
        now, taken = [], {one.name for one in was}
        for one in was:
            target = self._tree(one.oid) if one.mode == TREE else self.new.get(one.oid, one.oid)
            noted = self._noted(one.name)
            name = self._name(noted)
            if name != noted:
                name = free_name(name, taken)
                taken.add(name)
                self.account.names += 1
            now.append(Entry(one.mode, name, target))
        if now != was:
            self._make(oid, "tree", tree_bytes(now))
        return self.new.get(oid, oid)

    def _noted(self, name: bytes) -> bytes:
        """Return the name of a file; a note's is that of the object that it is of."""
        return self.new.get(name.decode("ascii", "replace"), "").encode("ascii") or name

    def _name(self, raw: bytes) -> bytes:
        text = raw.decode("utf-8", "surrogateescape")
        covered = self._text(text)
        return covered.encode("utf-8", "surrogateescape")

    def covered(self, text: str) -> str:
        """Return a short text covered: a name, a message, a cell of the log."""
        return self._text(text)

    def _text(self, text: str) -> str:
        try:
            return self._covering.text(text) if text.strip() else text
        except UncoveredError:
            return MASK

    # Commits and tags

    def _commit(self, oid: str) -> None:
        _, data = self._heads[oid]
        head, _, message = data.partition(b"\n\n")
        was = fields_of(head)
        encoding = encoding_of(was)
        now = [(name, self._field(name, value, encoding)) for name, value in was]
        said = self._message(message, encoding)
        if said == message and now == was:
            return
        kept = [pair for pair in now if pair[0] not in SIGNED]
        self.account.signatures += len(kept) < len(now)
        self._make(oid, "commit", head_bytes(kept) + b"\n\n" + said)

    def _field(self, name: bytes, value: bytes, encoding: str) -> bytes:
        """Return a field of a commit or a tag as it is to be."""
        if name in (b"author", b"committer", b"tagger"):
            return self._person(value, encoding)
        if name == b"tag":
            return self._name(value)
        if name in (b"tree", b"parent", b"object"):
            return self._target(value.decode("ascii")).encode("ascii")
        return value

    def _target(self, oid: str) -> str:
        """Return what stands in the place of an object, once whatever it leads to is known."""
        if oid in self._trees:
            return self._tree(oid)
        if self._heads.get(oid, ("", b""))[0] == "tag":
            return self._tag(oid)
        return self.new.get(oid, oid)

    def _message(self, message: bytes, encoding: str) -> bytes:
        said = self._coded(message, encoding)
        self.account.messages += said != message
        return said

    def _person(self, value: bytes, encoding: str) -> bytes:
        who, mark, when = value.rpartition(b"> ")
        said = self._coded(who, encoding)
        self.account.people += said != who
        return said + mark + when

    def _coded(self, data: bytes, encoding: str) -> bytes:
        """Return bytes covered, in the encoding that a commit names for them."""
        for name in dict.fromkeys(("utf-8", encoding)):
            try:
                text = data.decode(name)
                covered = self._text(text)
                return data if covered == text else covered.encode(name, "replace")
            except (UnicodeDecodeError, LookupError):
                continue
        text = data.decode("utf-8", "surrogateescape")
        covered = self._text(text)
        return data if covered == text else covered.encode("utf-8", "surrogateescape")

    def _tag(self, oid: str) -> str:
        if oid in self.new or oid in self._seen:
            return self.new.get(oid, oid)
        self._seen.add(oid)
        head, _, message = self._heads[oid][1].partition(b"\n\n")
        was = fields_of(head)
        now = [(name, self._field(name, value, "utf-8")) for name, value in was]
        said = self._message(message, "utf-8")
        if said != message or now != was:
            bare = _SIGNATURE.sub(b"", said)
            self.account.signatures += bare != said
            self._make(oid, "tag", head_bytes(now) + b"\n\n" + bare)
        return self.new.get(oid, oid)

    def _replacing(self, name: str) -> str:
        """Return the name of a reference; one that stands for an object, for that in its place."""
        head, _, of = name.rpartition("/")
        return f"{head}/{self.new[of]}" if f"{head}/" == _REPLACE and of in self.new else name

    def _free(self, name: str, taken: Iterable[str]) -> str:
        covered = self._text(name)
        if covered == name:
            return name
        self.account.names += 1
        known = set(taken)
        others = known.union(*(_above(one) for one in known))
        if known.intersection(_above(covered)):  # git keeps no branch within another's name
            kind, of, *rest = covered.split("/")
            covered = "/".join((kind, of, "-".join(rest)))
        free = free_name(_raw(covered), map(_raw, others))
        return free.decode("utf-8", "surrogateescape")


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _above(name: str) -> list[str]:
    """Return the names of the folders that a reference's name lies in."""
    parts = name.split("/")
    return ["/".join(parts[:number]) for number in range(3, len(parts))]
