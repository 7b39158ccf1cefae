"""What was covered beside rows: pages, settings, comments, papers; found in how versions follow.

Held against each other are the versions of a file that an entry names, those of every file of a
commit that added to withdrawn.yml, and those of the folder of a year that has entries. What an
earlier purge did is left: there a mask tells of no other text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.machine.git_history import Replaced
from generator.machine.layout import (
    ANNOUNCED,
    ORGANIZATION,
    PAGES,
    SEALED,
    WITHDRAWN,
    of_year,
    pattern_of,
)
from generator.plan.model import MASK, Withdrawal
from generator.plan.uploads import ENDINGS
from generator.plan.withdraw.entries import entries_of
from generator.problems import Place
from generator.publishing.purge.learning import Learned, Lost, learned, lost_of, texts_of
from generator.publishing.purge.packed import masks_in

_OF_YEAR = pattern_of("(?P<rest>.*)")
# A record repeats what rows say, with digests of it; a seal repeats everything.
_REPEATS = (f"{ANNOUNCED}/", f"{SEALED}/")


Statement = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that was withdrawn as a whole, with its versions of before, the newest last.

    `after` is the version that the withdrawal left, empty for none.
    """

    path: str
    versions: tuple[str, ...]
    after: str


@dataclass(frozen=True, slots=True, repr=False)  # its texts are personal data
class Unsure:
    """A file of which something was withdrawn, and nothing tells what; what it said before."""

    path: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Beside:
    """What was learned of files, and what could not be."""

    lost: tuple[Lost, ...]
    unsure: tuple[Unsure, ...]
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """How versions follow each other, the oldest first, and how to read them.

    `done` are commits up to which all was purged before, and the entries then by year.
    `since` gives all commits that go on from one, `at` the object of a path in a commit, empty for
    none.
    """

    changes: Sequence[Replaced]
    read: Callable[[Iterable[str]], Iterator[tuple[str, bytes]]]
    since: Callable[[str], Collection[str]]
    at: Callable[[str, str], str]
    done: Collection[str] = frozenset()
    told: Mapping[str, Collection[Statement]] = field(default_factory=dict)


def beside_rows(
    entries: Mapping[str, Sequence[Withdrawal]], tip: Mapping[str, str], past: Past
) -> Beside:
    """Return what the entries of each year, and their commits, covered in the files at `tip`."""
    return _Search(entries, tip, past).found()


def paths_of(year: str, file: str) -> str:
    """Return the path of a file that an entry of a year names."""
    whole = file == ORGANIZATION or file.startswith(f"{PAGES}/")
    return file if whole else of_year(year, file)


class _Search:
    def __init__(
        self, entries: Mapping[str, Sequence[Withdrawal]], tip: Mapping[str, str], past: Past
    ) -> None:
        self._past, self._tip = past, tip
        self._years = frozenset(entries)
        named = {
            paths_of(year, one.file): (year, one)
            for year, listed in entries.items()
            for one in reversed(listed)
            if one.file
        }
        self._known = named.keys()
        self._named = {
            path: (year, one.file)
            for path, (year, one) in named.items()
            if one.statement not in past.told.get(year, ())
        }
        lists = {of_year(year, WITHDRAWN) for year in entries}
        self._lists = [one for one in past.changes if one.path in lists and one.new]
        self._adding = {one.commit for one in self._lists}
        self._by_path: defaultdict[str, list[Replaced]] = defaultdict(list)
        for one in past.changes:
            self._by_path[one.path].append(one)
        self._lost: list[Lost] = []
        self._unsure: list[Unsure] = []

    def found(self) -> Beside:
        grown = self._grown(self._pairs())
        moved: defaultdict[str, list[Learned]] = defaultdict(list)
        for one, was, now in self._texts(grown):
            known = learned(was, now)
            if any(one.old == other.old for other in self._by_path[one.path]):
                self._learn(one.path, known)
            else:
                moved[one.path].append(known)
        for path, every in moved.items():  # of what went away one may be it
            self._learn(path, next((one for one in every if one.lost), every[0]))
        papers = []
        for path in self._named.keys() - {one.path for one in grown}:
            self._of_name(path)
            if paper := self._withdrawn(path):
                papers.append(paper)
        return Beside(tuple(self._lost), tuple(self._unsure), tuple(papers))

    def _learn(self, path: str, known: Learned) -> None:
        self._lost += [replace(one, path=path) for one in known.lost]
        self._unsure += [Unsure(path, texts) for texts in known.unsure]

    # Files that were covered

    def _pairs(self) -> Iterator[Replaced]:
        """Yield what followed what where something may have been covered."""
        for one in self._past.changes:
            if self._may_be_covered(one):
                if one.old and one.new:
                    yield one
                elif one.new and one.path in self._named:
                    for gone in self._left(one):
                        yield Replaced(one.commit, one.path, gone.old, one.new)

    def _may_be_covered(self, one: Replaced) -> bool:
        found = _OF_YEAR.fullmatch(one.path)
        if found and found["rest"].startswith(_REPEATS):
            return False
        if one.path in self._named:
            return True
        if one.commit in self._past.done:
            return False
        of_ours = found is not None and found["year"] in self._years
        return of_ours or one.path in self._known or one.commit in self._adding

    def _left(self, new: Replaced) -> Iterator[Replaced]:
        """Yield what a commit took away where it brought a file: the same one, maybe."""
        for one in self._past.changes:
            gone = one.commit == new.commit and one.old and not one.new
            if gone and _place(one.path) == _place(new.path):
                yield one

    def _grown(self, pairs: Iterable[Replaced]) -> list[Replaced]:
        """Return the pairs of which the second version has more masks."""
        every = list(dict.fromkeys(pairs))
        counts = {
            oid: masks_in(data)
            for oid, data in self._past.read({oid for one in every for oid in (one.old, one.new)})
        }
        return [one for one in every if counts.get(one.new, 0) > counts.get(one.old, 0)]

    def _texts(self, pairs: Sequence[Replaced]) -> Iterator[tuple[Replaced, list[str], list[str]]]:
        for one in dict.fromkeys(Replaced("", one.path, one.old, one.new) for one in pairs):
            both = dict(self._past.read((one.old, one.new)))
            yield one, texts_of(one.path, both[one.old]), texts_of(one.path, both[one.new])

    # Files that were withdrawn otherwise

    def _of_name(self, path: str) -> None:
        """Learn from an entry that names a file with a mask what its name said before."""
        if MASK in path:
            names = (lost_of(one, path) for one in self._by_path)
            self._lost += [Lost(path, lost, path) for lost in names if lost]

    def _withdrawn(self, path: str) -> Paper | None:
        """Return a paper that gave way; of a text without masks nothing tells what it was."""
        commit = self._entered(path)
        if not commit:
            return None
        after = self._past.at(commit, path)
        going = self._before(path, commit, {after, self._tip.get(path, "")})
        if path.rpartition(".")[2].lower() in ENDINGS:
            self._same_under_another_name(path, after)
            return Paper(path, going, after) if going else None
        read = dict(self._past.read(going))
        if going and not any(map(masks_in, read.values())):
            texts = [text for data in read.values() for text in texts_of(path, data)]
            self._unsure.append(Unsure(path, tuple(texts)))
        return None

    def _entered(self, path: str) -> str:
        """Return the first commit in which an entry names the file."""
        year, file = self._named[path]
        listed = of_year(year, WITHDRAWN)
        mine = [one for one in self._lists if one.path == listed]
        for one in mine:
            for _, data in self._past.read((one.new,)):
                if any(entry.file == file for entry in entries_of(data, Place(listed))):
                    return one.commit
        return ""

    def _before(self, path: str, commit: str, but: Collection[str]) -> tuple[str, ...]:
        """Return the versions of a file, or of the one in whose place it came, but of those since.

        What was on other branches then counts as before.
        """
        since = {commit, *self._past.since(commit)}
        paths = {path}
        for one in self._by_path[path]:
            if one.new and not one.old and (one.commit == commit or one.commit not in since):
                paths |= {gone.path for gone in self._left(one)}
        found = [
            oid
            for one in self._past.changes
            if one.path in paths
            for oid in ([one.old] if one.commit == commit else [one.old, one.new])
            if oid and oid not in but and (one.commit == commit or one.commit not in since)
        ]
        return tuple(dict.fromkeys(found))

    def _same_under_another_name(self, path: str, after: str) -> None:
        """Note a paper of which nothing but the name is another one: what of it, nothing tells."""
        for one in self._by_path[path]:
            if one.new == after and not one.old:
                for gone in self._left(one):
                    if gone.old == after:
                        self._unsure.append(Unsure(path, (gone.path.rpartition("/")[2],)))


def _place(path: str) -> tuple[str, str]:
    """Return the year's folder, or that of pages, in which a file lies, and its ending."""
    return "/".join(path.split("/")[:-1][:2]), path.rpartition(".")[2].lower()
