"""Versions of papers and pages that were withdrawn as a whole: none comes back, by any name.

Known by their objects in the repository's own history, up to the commit that withdrew them; no
digest of them is kept anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.machine.git import Repository
from generator.machine.git_history import History, Replaced
from generator.machine.git_program import GitError
from generator.machine.layout import ORGANIZATION, PAGES, PLANS, WITHDRAWN, of_year
from generator.plan.model import MASK, WithdrawalKind, is_masked
from generator.plan.read import text_of
from generator.plan.uploads import ENDINGS, inspect
from generator.plan.withdraw import covered_lines, entries_of
from generator.problems import Place
from generator.publishing.trees import Tree

_TEXTS = (".md", ".yml", ".yaml", ".txt")
_LEAST = 8  # signs of a line that is known again
_PAPERS = tuple(f".{one}" for one in ENDINGS)


@dataclass(frozen=True, slots=True, repr=False)  # its lines are personal data
class Gone:
    """What never comes back, each with the file that it was of: objects, and lines of texts."""

    objects: Mapping[str, str]
    lines: Mapping[str, str]

    def of(self, oid: str, path: str, data: bytes | None) -> str:
        """Return the file that an object, or a line of its text, was withdrawn of; or nothing."""
        if oid in self.objects or data is None or not path.lower().endswith(_TEXTS):
            return self.objects.get(oid, "")
        said = (self.lines.get(_bare(line), "") for line in text_of(data).splitlines())
        return next(filter(None, said), "")


def gone_for_good(git: Repository, history: History, tip: str) -> Gone:
    """Return what never comes back.

    `tip` is a commit whose entries count; history is what the repository's references lead to.
    Raises GitError.
    """
    tree = Tree(git, tip)
    objects: dict[str, str] = {}
    lines: dict[str, str] = {}
    for year in tree.years_with_entries():
        listed, files = of_year(year, WITHDRAWN), _files(tree, year)
        commits = history.touching((listed, *files)) if files else []
        changes = [one for one in history.replaced(commits) if one.path in (listed, *files)]
        for file in files:
            versions = _Versions(git, tree, (listed, file), commits, changes)
            objects |= dict.fromkeys(versions.withdrawn(), file)
            lines |= dict.fromkeys(versions.lines(), file)
    return Gone(objects, lines)


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


def _bare(line: str) -> str:
    return " ".join(line.split())


class _Versions:
    """The versions of one file that an entry names."""

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
        self._changes = [one for one in changes if one.path == self._path]
        self._order = {commit: at for at, commit in enumerate(commits)}

    def withdrawn(self) -> Iterator[str]:
        """Yield the objects: the last one of before, and those that say what went with it."""
        entered = self._entered()
        until = self._order.get(entered, -1)
        before = [one for one in self._changes if self._order[one.commit] >= until]
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

    def lines(self) -> Iterator[str]:
        """Yield the lines of a text that were covered, as they were; short ones tell too little."""
        for one in self._changes if self._path.lower().endswith(_TEXTS) else ():
            both = [self._git.read(oid) if oid else b"" for oid in (one.old, one.new)]
            for line in covered_lines(*both):
                was = _bare(line.was)
                if MASK in line.now and len(was) >= _LEAST and is_masked(line.was, line.now):
                    yield was

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
        if self._path.lower().endswith(_PAPERS):
            texts = [one.text for one in inspect(self._path, data).texts]
        else:
            texts = [text_of(data)]
        return {line.strip() for text in texts for line in text.splitlines() if line.strip()}
