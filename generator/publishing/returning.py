"""What was withdrawn never comes back, by any name: versions, lines, cells, papers typed anew.

Known by their objects in the repository's own history, up to the commit that withdrew them; no
digest of them is kept anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.machine.git import Repository
from generator.machine.git_history import History, Replaced
from generator.machine.git_objects import LARGEST_TEXT
from generator.machine.git_program import GitError
from generator.machine.layout import (
    ANNOUNCED,
    ORGANIZATION,
    PAGES,
    PARTS,
    PLANS,
    SEALED,
    TABLE_ENDINGS,
    WITHDRAWN,
    of_year,
)
from generator.plan.model import WithdrawalKind
from generator.plan.uploads import ENDINGS
from generator.plan.withdraw import entries_of
from generator.problems import Place
from generator.publishing.recalled import TEXTS, Paper, Recalled, Said, covered_texts, pieces
from generator.publishing.trees import Tree

_PAPERS = tuple(f".{one}" for one in ENDINGS)
# Records and seals are held by others, and say what tables say.
_HELD_OTHERWISE = (f"/{ANNOUNCED}/", f"/{SEALED}/")


@dataclass(frozen=True, slots=True, repr=False)  # what it recalls is personal data
class Gone:
    """What never comes back, each with the file that it was of: objects, and what others say."""

    objects: Mapping[str, str]
    recalled: Recalled = field(default_factory=Recalled)

    def __bool__(self) -> bool:
        return bool(self.objects or self.recalled)

    def of(self, oid: str, path: str, data: bytes | None, before: Tree | None = None) -> str:
        """Return the file that an object, or something in it, was withdrawn of; or nothing.

        What a file of `before` says as well does not come back: it was never taken out there, or is
        another year's row of the same name.
        """
        if oid in self.objects or data is None or not self.recalled:
            return self.objects.get(oid, "")
        said = Said.of(path, data)
        found = self.recalled.found(said)
        known = _said_by(before, set(found)) if before and found else set()
        of = next((file for sign, file in found.items() if sign not in known), "")
        return of or (self.recalled.paper(path, said))


def _said_by(tree: Tree, signs: set[str]) -> set[str]:
    """Return which of some texts a tree says: in any of its files that may be read."""
    found: set[str] = set()
    for path in tree.files:
        if signs <= found:
            break
        if path.startswith(PARTS) and not any(one in path for one in _HELD_OTHERWISE):
            try:
                said = Said.of(path, tree.read(path) or b"")
            except GitError:  # too large to be looked into
                continue
            found |= {one for one in signs - found if said.says(one)}
    return found


def gone_for_good(git: Repository, history: History, tip: str, *earlier: str) -> Gone:
    """Return what never comes back.

    `tip` is a commit whose entries count, and so are those of `earlier` ones; history is what the
    repository's references lead to. Raises GitError.
    """
    trees = [Tree(git, one) for one in (tip, *earlier)]
    objects: dict[str, str] = {}
    recalled = Recalled()
    for year in dict.fromkeys(year for tree in trees for year in tree.years_with_entries()):
        listed = of_year(year, WITHDRAWN)
        files = list(dict.fromkeys(file for tree in trees for file in _files(tree, year)))
        commits = history.touching((listed, *files))
        changes = [*history.replaced(commits)]
        for file in files:
            versions = _Versions(git, trees[0], (listed, file), commits, changes)
            objects |= dict.fromkeys(versions.withdrawn(), file)
            if paper := versions.paper():
                recalled.papers[file] = paper
            recalled.take(file, _covered(history, versions.changes))
        told = [one for one in _with_entries(year, changes) if one.path not in files]
        for path in dict.fromkeys(one.path for one in told):
            recalled.take(path, _covered(history, [one for one in told if one.path == path]))
    return Gone(objects, recalled)


def _with_entries(year: str, changes: Sequence[Replaced]) -> Iterator[Replaced]:
    """Yield how commits changed other files of theirs together with a year's entries.

    Rows, decisions, exceptions, settings, comments: entries name but some of what they covered.
    """
    listed, folder = of_year(year, WITHDRAWN), f"{of_year(year)}/"
    entered = {one.commit for one in changes if one.path == listed}
    for one in changes:
        mine = one.path == ORGANIZATION or one.path.startswith((folder, f"{PAGES}/"))
        held = one.path == listed or any(part in one.path for part in _HELD_OTHERWISE)
        if one.commit in entered and mine and not held:
            yield one


def _covered(history: History, changes: Sequence[Replaced]) -> Iterator[str]:
    """Yield the lines and cells that changes of a file covered, as they were."""
    both = [
        one
        for one in changes
        if one.old and one.new and one.path.lower().endswith((*TEXTS, *TABLE_ENDINGS))
    ]
    told = history.objects((oid for one in both for oid in (one.old, one.new)), LARGEST_TEXT)
    for one, was, now in zip(both, told, told, strict=False):  # two of these for each
        if was.data is not None and now.data is not None:  # else too large to be looked into
            yield from covered_texts(one.path, was.data, now.data)


def _files(tree: Tree, year: str) -> list[str]:
    """Return the files, by path, that entries of a year name as a whole."""
    named = dict.fromkeys(
        one.file
        for one in tree.withdrawn(year).entries
        if one.file and not one.renamed and one.kind is WithdrawalKind.PERSONAL
    )
    return [
        file
        if file == ORGANIZATION or file.startswith((f"{PAGES}/", f"{PLANS}/"))
        else of_year(year, file)
        for file in named
    ]


class _Versions:
    """The versions of one file that an entry names; `changes` tell how they followed."""

    def __init__(
        self,
        git: Repository,
        tree: Tree,
        paths: tuple[str, str],
        commits: Sequence[str],
        changes: Sequence[Replaced],
    ) -> None:
        """Take the list of entries and the file, by `paths`, and commits with the newest first."""
        self._git = git
        self._tree = tree
        listed, self._path = paths
        self._lists = [one for one in changes if one.path == listed]
        self.changes = [one for one in changes if one.path == self._path]
        self._order = {commit: at for at, commit in enumerate(commits)}

    def withdrawn(self) -> Iterator[str]:
        """Yield the objects: the last one of before, and those that say what went with it."""
        entered = self._entered()
        until = self._order.get(entered, -1)
        before = [one for one in self.changes if self._order[one.commit] >= until]
        after = self._after(before, entered)
        olds = [oid for one in before for oid in self._sides(one, entered) if oid and oid != after]
        gone: set[str] | None = None
        for oid in dict.fromkeys(olds):
            said = self._said(oid)
            if gone is None:
                gone = said - self._said(after)
                yield oid
            elif not said or said & gone:
                yield oid

    def paper(self) -> Paper | None:
        """Return what a paper said when it was withdrawn, None for none that anybody can read."""
        first = next(self.withdrawn(), "") if self._path.lower().endswith(_PAPERS) else ""
        after = self._after(self.changes, self._entered())
        return Paper.of(self._said(first), self._said(after)) if first else None

    def _sides(self, one: Replaced, entered: str) -> tuple[str, ...]:
        return (one.old,) if one.commit == entered else (one.new, one.old)

    def _entered(self) -> str:
        """Return the first commit that has the entry; empty where it comes only now."""
        for one in sorted(self._lists, key=lambda one: -self._order[one.commit]):
            data = self._git.read(one.new) if one.new else b""
            if any(self._path.endswith(told.file) and told.file
                   for told in entries_of(data, Place(one.path))):  # fmt: skip
                return one.commit
        return ""

    def _after(self, before: Sequence[Replaced], entered: str) -> str:
        """Return the object that stands in its place; empty for none."""
        if entered:
            own = [one.new for one in before if one.commit == entered]
            earlier = [one.new for one in before if one.commit != entered]
            return next(iter((*own, *earlier)), "")
        return self._tree.files.get(self._path, "")

    def _said(self, oid: str) -> set[str]:
        try:
            data = self._git.read(oid) if oid else b""
        except GitError:  # too large to be looked into: counts as one that nobody can read
            return set()
        return {line.strip() for line in pieces(self._path, data) if line.strip()}
