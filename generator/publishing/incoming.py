"""Every commit that comes in is judged, not only the last: history is public, and forgets nothing.

What a commit holds for a moment stays for whoever clones the repository. So each file that a push
brings is looked into once; where one may hold what must not be public, the whole portal is checked
as that commit has it, and only what concerns persons or is unsafe to open counts. A plan may have
errors on its way (decision 134).
"""

from __future__ import annotations

import datetime
import re
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from generator.archive import Trust
from generator.machine.git import Repository
from generator.machine.git_history import Brought, GitObject, History
from generator.machine.git_objects import LARGEST_PAPER
from generator.machine.git_program import GitError
from generator.machine.layout import PARTS, PLANS
from generator.pipeline import Checked, check_portal
from generator.plan.check import NAMES, UNSAFE, Exempt, exempt_of, is_doubtful, masker
from generator.plan.model import Organization
from generator.plan.uploads import ENDINGS
from generator.problems import Place, Severity
from generator.problems.catalogue import privacy
from generator.publishing.returning import gone_for_good
from generator.publishing.trees import Refusal, Tree
from generator.publishing.uncovered import Uncovered, covers_less
from generator.publishing.updates import Update

MOST_COMMITS = 2_000  # of one push
# Commits that are checked whole, and problems told: more help nobody.
_MOST_CHECKED, _MOST_TOLD = 20, 5
_NEVER_PUBLIC = UNSAFE | {one.code for one in privacy.KINDS if one.severity is Severity.ERROR}
_PAPERS = tuple(f".{one}" for one in ENDINGS if one != "xlsx")
_PURGED = (
    "push นี้นำประวัติที่มีข้อมูลส่วนบุคคลซึ่งถอนและลบถาวรแล้วกลับเข้ามา คลังนี้จะไม่รับอีก คลังในเครื่องของท่านเป็นประวัติเดิม "
    "ให้เริ่มใหม่: สั่ง phaen sync --afresh ซึ่งจะย้ายเฉพาะที่ท่านแก้ไปบนประวัติใหม่ทีละแถว แล้วส่งให้ "
    "(ป้ายหรือสาขาอื่นของประวัติเดิมส่งไม่ได้อีก ลบด้วย git tag -d ชื่อ หรือ git branch -D ชื่อ "
    "อย่าสั่ง git pull หรือ git merge)"
)
_LOST = "คลังเพิ่งลบประวัติบางส่วนระหว่าง push นี้ สั่ง phaen sync ซึ่งจะส่งให้ หรือบอกวิธีเริ่มใหม่"
_LINES = (".csv", ".md", ".yml", ".yaml", ".txt")
_ABOVE = 12  # lines among which a table's headings stand
_OF_A_ROW = re.compile(rb"[0-9]{3}")
_LONGEST = 40  # signs of a commit's first line
_MESSAGE = Place("ข้อความของ commit")
# What programs write below a message: names of those who worked on it.
_TRAILER = re.compile(r"[A-Za-z][A-Za-z-]+: .*<.*>")


@dataclass(frozen=True, slots=True)
class Bench:
    """Where commits are checked whole: a folder for one tree, what is known of seals, the day."""

    aside: Path
    trust: Trust
    today: datetime.date


class Incoming:
    """Judges what one push brings, each commit and each file once. Raises GitError and OSError."""

    def __init__(self, repository: Repository, history: History) -> None:
        """Nothing is judged yet."""
        self._git = repository
        self._history = history
        self._judged: list[str] = []
        self._seen: set[str] = set()
        self._inspected: dict[str, bytes] = {}

    def came_again(self, purged: frozenset[str]) -> str:
        """Return why a push that brings what was taken out of history is refused, for ever."""
        if self._history.lost_push():
            return _LOST
        return _PURGED if purged and purged.intersection(self._history.came_with_push()) else ""

    def faults(self, update: Update, bench: Bench, *, but_last: bool) -> tuple[Refusal, ...]:
        """Return what the new commits that a reference leads to hold, and never may.

        With `but_last` the reference's own commit is looked into by somebody else.
        """
        tip = self._git.commit(update.new)
        commits = self._history.new_commits([tip], self._judged, MOST_COMMITS)
        self._judged.append(tip)
        heads = {one.oid: one for one in self._history.objects(commits)}
        judge = _Judge(self._git, bench, tip, self._inspected)
        found = [*self._messages(heads, judge)]
        asked = [one for one in commits if not (but_last and one == tip)]
        found += _shown_on_the_way(self._git, {one: heads[one] for one in asked})
        found += self._came_back(commits, tip, heads)
        for commit, papers in self._doubtful(asked, judge):
            if len(found) >= _MOST_TOLD:
                break
            found += judge.checked(commit, papers)
        way = _way(update, heads[commits[0]]) if commits else ""
        return tuple(one.refusal(heads[one.commit], judge.mask, way) for one in found[:_MOST_TOLD])

    def _came_back(
        self, commits: Sequence[str], tip: str, heads: Mapping[str, GitObject]
    ) -> Iterator[_Found]:
        """Yield files that are a version, or say a line, of one that was withdrawn."""
        gone = gone_for_good(self._git, self._history, tip) if commits else None
        if not gone:
            return
        brought = {one.oid: one for one in self._history.brought(commits, PARTS) if not one.link}

        @cache
        def before(commit: str) -> Tree | None:
            parents = _parents(heads[commit])
            return Tree(self._git, parents[0]) if parents else None

        for blob in self._history.objects(brought, LARGEST_PAPER):
            one = brought[blob.oid]
            if of := gone.of(one.oid, one.path, blob.data, before(one.commit)):
                said = f"มีสิ่งที่เคยอยู่ใน {of} และถอนแล้วตาม withdrawn.yml ลบออก"
                yield _Found(one.commit, Place(one.path), said)

    def _doubtful(
        self, commits: Sequence[str], judge: _Judge
    ) -> Iterator[tuple[str, list[Brought]]]:
        """Yield the commits that bring a file in which there may be something, oldest first.

        With each those of its papers in which there is something.
        """
        came = set(self._history.came_with_push())
        files: dict[str, Brought] = {}
        doubtful: dict[str, list[Brought]] = {}
        for one in self._history.brought(commits, PARTS) if commits else ():
            if one.link:
                doubtful.setdefault(one.commit, [])
            elif one.oid not in self._seen and (not came or one.oid in came):
                self._seen.add(one.oid)
                files[one.oid] = one
        for blob in self._history.objects(files, LARGEST_PAPER):
            one = files[blob.oid]
            sealed = one.path.endswith(".zip")  # a seal is proven where it comes in, whole
            if blob.data is None and sealed:
                continue
            if blob.data is None or judge.doubts(one.path, blob.data):
                papers = doubtful.setdefault(one.commit, [])
                papers += [one] if blob.data and one.path.lower().endswith(_PAPERS) else []
        yield from ((one, doubtful[one]) for one in commits if one in doubtful)

    def _messages(self, heads: Mapping[str, GitObject], judge: _Judge) -> Iterator[_Found]:
        """Yield the numbers of persons that messages tell; whom a clerk names there, is staff."""
        for oid, head in heads.items():
            for line in _message(head).splitlines():
                for datum in () if _TRAILER.fullmatch(line) else judge.finder.found_in(line):
                    told = datum.kind in _NEVER_PUBLIC - NAMES
                    if told and not judge.exempt(datum, line):
                        yield _Found(oid, _MESSAGE, f"มีข้อมูลส่วนบุคคล: {datum.masked}")


@dataclass(frozen=True, slots=True)
class _Found:
    """What one commit holds, where in it, and the problem's words."""

    commit: str
    place: Place
    said: str

    def refusal(self, head: GitObject, mask: Callable[[str], str], way: str) -> Refusal:
        first = mask(_message(head).partition("\n")[0])
        short = f"{first[:_LONGEST]}…" if len(first) > _LONGEST else first
        return Refusal(self.place, f"commit {self.commit[:12]} “{short}”: {self.said}", way)


def _shown_on_the_way(git: Repository, heads: Mapping[str, GitObject]) -> Iterator[_Found]:
    """Yield what commits show again of what one before them had covered, and took back already.

    What the last of them shows is held against what is live; those between stay in history, too.
    """
    tree = lru_cache(maxsize=64)(lambda commit: Tree(git, commit))
    pairs = [(parent, commit) for commit, head in heads.items() for parent in _parents(head)]
    ends = [*(one for one, _ in pairs if one not in heads)][:1] + [one for _, one in pairs][-1:]
    if not any(tree(one).years_with_entries() for one in ends):
        return  # nothing was taken back before these, and nothing is by the last of them
    for parent, commit in pairs:
        before, after = tree(parent), tree(commit)
        years = before.years_with_entries()
        for year in years if years and covers_less(before, after) else ():
            for one in Uncovered(year, before, after).all():
                yield _Found(commit, one.place, one.message)


def _parents(head: GitObject) -> list[str]:
    written = (head.data or b"").partition(b"\n\n")[0]
    return [one.decode("ascii") for one in re.findall(rb"^parent ([0-9a-f]+)$", written, re.M)]


class _Judge:
    """Checks commits whole, where somebody doubts; by what is exempt at the end of the push."""

    def __init__(
        self, git: Repository, bench: Bench, tip: str, inspected: dict[str, bytes]
    ) -> None:
        self._git = git
        self._bench = bench
        self._tip = tip
        self._inspected = inspected
        self._checks = 0
        self._clean: set[tuple[bytes, bytes]] = set()
        self._nothing = Exempt(Organization("", ""))
        self.finder = self._nothing.finder

    @cached_property
    def exempt(self) -> Exempt:
        """What the push lets through at its end."""
        try:
            return exempt_of(self._check(self._tip).portal, self.finder)
        except GitError:
            return self._nothing

    @cached_property
    def _at_the_end(self) -> dict[str, str]:
        try:
            return self._git.files(self._tip)
        except GitError:
            return {}

    @property
    def mask(self) -> Callable[[str], str]:
        """What masks personal data in a commit's first line."""
        return masker(self._nothing)

    def doubts(self, path: str, data: bytes) -> bool:
        """Whether a file may hold what is never to be public."""
        kept = self._inspected
        # Most have nothing at all: then nobody needs to know what is let through.
        news = _News(path, data, self._clean)
        if not is_doubtful(path, news.data, self._nothing, kept):
            self._clean |= news.lines
            return False
        return is_doubtful(path, data, self.exempt, kept)

    def checked(self, commit: str, papers: Sequence[Brought]) -> list[_Found]:
        """Return what a commit holds that is never to be public.

        Papers are read where a plan names them, which it may do only later or never; what the push
        ends with is judged as it always was.
        """
        self._checks += 1
        if self._checks > _MOST_CHECKED:
            return [_Found(commit, Place(PLANS), "มี commit ที่น่าสงสัยมากเกินกว่าจะตรวจได้หมด")]
        try:
            report = self._check(commit).report
        except GitError as error:
            return [_Found(commit, Place(PLANS), str(error))]
        bad = [one for one in report.errors if one.code in _NEVER_PUBLIC]
        found = [_Found(commit, one.place, one.message) for one in bad]
        told = {one.place.file for one in bad}
        return found + [
            _Found(commit, Place(one.path), "เอกสารนี้มีข้อมูลส่วนบุคคล หรือมีสิ่งที่ทำงานเองได้")
            for one in papers
            if one.path not in told and self._at_the_end.get(one.path) != one.oid
        ]

    def _check(self, commit: str) -> Checked:
        self._git.write_to(commit, self._bench.aside)
        bench = self._bench
        return check_portal(
            bench.aside, bench.today, inspected=self._inspected, trust=bench.trust,
            finder=self.finder,
        )  # fmt: skip


class _News:
    """What a version of a text says that no version before it said: most change one line."""

    def __init__(self, path: str, data: bytes, known: set[tuple[bytes, bytes]]) -> None:
        """`known` are lines in which there was nothing, each with what stood above all of them.

        Headings say what stands under them. A table whose rows go over lines is read whole.
        """
        lines = data.split(b"\n")
        parted = path.lower().endswith(".csv") and any(one.count(b'"') % 2 for one in lines)
        whole = parted or not path.lower().endswith(_LINES) or b"\0" in data
        above = b"\n".join(one for one in lines[:_ABOVE] if not _OF_A_ROW.search(one))
        self.lines = set() if whole else {(above, one) for one in lines}
        fresh = [one for one in lines[_ABOVE:] if (above, one) not in known]
        self.data = data if whole else b"\n".join((*lines[:_ABOVE], *fresh))


def _message(head: GitObject) -> str:
    _, _, message = (head.data or b"").partition(b"\n\n")
    return message.decode("utf-8", "replace")


def _way(update: Update, first: GitObject) -> str:
    """Say how to send the same without what lies between, by commands that can be copied."""
    if parents := _parents(first):
        back = f"git reset --soft {parents[0][:12]}"
    else:
        back = "git update-ref -d HEAD"
    again = f" ลบป้ายด้วย git tag -d {shlex.quote(update.tag)}" if update.tag else ""
    return (
        "ประวัติเป็นสาธารณะ จึงต้องไม่มีใน commit ใดเลย ถ้ายังอยู่ในแฟ้ม ให้ปิดด้วย █ ก่อน แล้วรวม "
        f"commit ที่ยังไม่ได้ส่งเป็นอันเดียว:{again} สั่ง {back} ตามด้วย "
        'git commit -a -m "ปรับปรุงแผน" แล้ว push ใหม่'
    )
