"""The order of a purge: looked at, agreed to, done under the lock that pushes wait for.

Whatever is new is written first, and looked at by git; references move in one transaction; what
nobody leads to any more goes at once. A run that is killed before the references moved has changed
nothing that anybody sees; after, the next run ends it (idempotent).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.machine.git import Repository
from generator.machine.git_pack import Pack
from generator.machine.git_program import GitError
from generator.machine.git_writing import Move, Reference, Writing
from generator.machine.layout import pattern_of
from generator.machine.scratch import scratch
from generator.plan.check import Exempt, exempt_of
from generator.plan.parse import parse_portal
from generator.plan.read import read_portal
from generator.problems import Report
from generator.publishing.deploy import DeployError, Releases
from generator.publishing.leftovers import wait_for_those_let_in
from generator.publishing.memory import KEPT, Memory, Purge
from generator.publishing.private import remove
from generator.publishing.purge.asked import Asked, Versions, asked, taken_back
from generator.publishing.purge.beside import Past, Statement
from generator.publishing.purge.covering import Covering
from generator.publishing.purge.proof import prove, prove_files
from generator.publishing.purge.rewriting import Rewriting
from generator.publishing.purge.scan import files_saying, names_saying, objects_saying
from generator.publishing.pushlog import LOGS, logged_cells, write_anew
from generator.publishing.trees import Tree

_HOLDS = "{files} ในฉบับล่าสุดของสาขา {branch} ยังมีข้อความที่จะลบ"


_OF_YEAR = pattern_of(".*")


class PurgeRefusedError(DeployError):
    """Nothing was changed; the message says why, and what to do first, in Thai."""


@dataclass(frozen=True, slots=True, repr=False)
class Survey:
    """What would be done: everything new is made already, and waits beside the repository.

    `beside` are files of the repository that say it and are its owner's alone, `logged` tells in
    how many cells of the log of pushes it stands.
    """

    asked: Asked
    rewriting: Rewriting
    moves: tuple[Move, ...]
    covering: Covering
    beside: tuple[str, ...] = ()
    logged: int = 0

    @property
    def any(self) -> bool:
        """Whether anything in history is to go."""
        return bool(self.moves or self.logged)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: how many releases went, and what of the repository says it yet."""

    deleted: int
    left: tuple[str, ...] = ()


class Purging:
    """Purges one repository that receives. Raises PurgeRefusedError, GitError and OSError."""

    def __init__(self, folder: Path, git: Repository, writing: Writing, memory: Memory) -> None:
        """Use the repository at `folder`, whose own folder `memory` is of."""
        self._git = git
        self._writing = writing
        self._memory = memory
        self._own = folder
        self._packs: list[Pack] = []

    def __enter__(self) -> Purging:
        """Return itself; what was surveyed is dropped at the end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Drop what was made new, and not taken."""
        for one in self._packs:
            one.close()

    # Looked at

    def survey(self, given: Sequence[str], releases: Releases) -> Survey:
        """Return what would go, of the entries at the branch's tip and of texts that are `given`.

        Nothing is changed. Raises ShortNeedleError for a text that is too short.
        """
        self._refuse_owner()
        self._writing.refuse_shared()
        tip = self._git.tip(self._memory.branch)
        if tip is None:
            raise PurgeRefusedError(f"สาขา {self._memory.branch} ยังไม่มี commit จึงไม่มีสิ่งใดให้ลบ")
        self._refuse_unshown(tip, releases)
        tree = Tree(self._git, tip)
        found = asked(tree, self._versions(tip), given, lambda: self._exempt(tip))
        self._refuse_still(found.still)
        if not given:
            self._refuse_unsure(found)
        covering = Covering(found.wanted)
        rewriting = Rewriting(self._writing, covering, found.wanted.files, self._pack())
        self._refuse_still(tuple(rewriting.changed_below(rewriting.tree_of(tip))))
        moves = tuple(rewriting.moves())
        published = f"refs/heads/{self._memory.branch}"
        if any(one.old.name == published != one.new.name for one in moves):
            raise PurgeRefusedError("ชื่อสาขาที่เผยแพร่มีข้อความที่จะลบ ตั้งคลังใหม่ด้วยชื่อสาขาอื่น")
        going = [f"{self._own.name}/{one}" for one in self._going()]
        known = {one.name for one in rewriting.references}
        others = (one for one in names_saying(self._writing, covering) if one not in known)
        told = (*files_saying(self._folder, covering, going), *others)
        beside = map(rewriting.covered, told)
        return Survey(found, rewriting, moves, covering, tuple(beside), self._logged(covering))

    @property
    def _folder(self) -> Path:
        return self._own.parent

    def _going(self) -> list[str]:
        """Return what lies in the own folder and is removed, or written anew."""
        return [one.name for one in self._own.iterdir() if one.name not in KEPT or one.name in LOGS]

    def _logged(self, covering: Covering) -> int:
        """Return how many cells of the logs say what is to go."""
        return sum(covering.says(cell) for cell in logged_cells(self._own))

    def _exempt(self, tip: str) -> Exempt:
        with scratch("purge") as folder:
            self._git.write_to(tip, folder)
            return exempt_of(parse_portal(read_portal(folder, Report()), Report()))

    def _pack(self) -> Pack:
        self._packs.append(Pack())
        return self._packs[-1]

    def _refuse_owner(self) -> None:
        """Refuse somebody whose files the repository's owner could not write to after."""
        owner = self._own.stat().st_uid
        if owner != os.geteuid():
            raise PurgeRefusedError(
                "คลังนี้เป็นของบัญชีอื่น ถ้าทำด้วยบัญชีนี้ จะ push ไม่ได้อีก สั่งด้วยบัญชีเจ้าของคลัง เช่น "
                f"sudo -u '#{owner}' phaen receive คลัง.git --purge"
            )

    def _refuse_unshown(self, tip: str, releases: Releases) -> None:
        now = releases.current()
        written_anew = {new[:12]: old[:12] for old, new in self._memory.purging.moved.items()}
        if now and now.name not in (tip[:12], written_anew.get(tip[:12])):
            raise PurgeRefusedError(
                "ประชาชนยังไม่เห็น commit ล่าสุดของสาขาที่เผยแพร่ (ถูกย้อนกลับ หรือเผยแพร่ไม่สำเร็จ) "
                "push ฉบับที่ถอนข้อความแล้วให้ขึ้นเว็บไซต์ก่อน แล้วสั่งใหม่"
            )

    def _refuse_unsure(self, found: Asked) -> None:
        """Refuse where nothing tells what was withdrawn, or whether it is still told elsewhere."""
        again = f"phaen receive {self._own.parent.name} --purge --text แฟ้ม"
        if found.unsure:
            raise PurgeRefusedError(
                f"{_listed(found.unsure)} ถูกถอน แต่ประวัติไม่บอกว่าข้อความใด ยังไม่ได้เปลี่ยนสิ่งใด "
                f"เขียนข้อความนั้นลงแฟ้ม บรรทัดละหนึ่งข้อความ แล้วสั่ง {again}"
            )
        if found.left_at:
            raise PurgeRefusedError(
                f"{_HOLDS.format(files=_listed(found.left_at), branch=self._memory.branch)} "
                f"ยังไม่ได้เปลี่ยนสิ่งใด {_first(found.left_at)} ถ้าเป็นคำทั่วไปที่ไม่ได้ถอนจากที่นั่น "
                f"เขียนเพียงชื่อหรือหมายเลขของบุคคลลงแฟ้ม แล้วสั่ง {again}"
            )

    def _refuse_still(self, files: Sequence[str]) -> None:
        if files:
            raise PurgeRefusedError(
                f"{_HOLDS.format(files=_listed(files), branch=self._memory.branch)} "
                f"ยังไม่ได้เปลี่ยนสิ่งใด {_first(files)} (เอกสารให้แทนด้วยฉบับที่ปิดข้อความแล้ว)"
            )

    def _versions(self, tip: str) -> Versions:
        """Return every version of every file that references lead to, and how they follow."""
        tips = [one.oid for one in self._writing.references()]
        paths: dict[str, dict[str, None]] = {}
        for oid, path in self._writing.reachable(tips).items():
            if path:
                paths.setdefault(path, {})[oid] = None
        changes = list(self._writing.replaced(self._writing.commits(tips)))
        for one in changes:  # of an object with several paths git tells but one
            if one.new:
                paths.setdefault(one.path, {})[one.new] = None
        every = {path: list(oids) for path, oids in paths.items()}
        past = Past(changes, self._read, self._since, self._at, *self._done(tip))
        return Versions(every, self._read, past)

    def _since(self, commit: str) -> list[str]:
        return self._writing.since(commit, [one.oid for one in self._writing.references()])

    def _done(self, tip: str) -> tuple[frozenset[str], dict[str, frozenset[Statement]]]:
        """Return the commits up to which all was purged before, and the entries of then."""
        to = self._memory.purged_to
        if not to or to not in self._writing.commits([tip]):  # a run was killed before it moved
            return frozenset(), {}
        told = {year: frozenset(one.statement for one in listed)
                for year, listed in taken_back(Tree(self._git, to))}  # fmt: skip
        return frozenset(self._writing.commits([to])), told

    def _at(self, commit: str, path: str) -> str:
        return Tree(self._git, commit).files.get(path, "")

    def _read(self, oids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        for one in self._writing.objects(oids):
            if one.kind == "blob" and one.data is not None:
                yield one.oid, one.data

    # Done

    def run(self, survey: Survey, releases: Releases, bundle: Path | None) -> Done:
        """Do what was surveyed, and look whether anything says it yet.

        The lock that pushes wait for must be held. Raises PurgeRefusedError where somebody pushed
        since.
        """
        wait_for_those_let_in()
        self._writing.refuse_shared()  # git itself may have begun to tidy up
        if self._writing.references() != survey.rewriting.references:
            raise PurgeRefusedError("มีผู้ push เข้ามาระหว่างนั้น ยังไม่ได้เปลี่ยนสิ่งใด สั่งใหม่อีกครั้ง")
        if bundle:
            self._writing.bundle(bundle)
        rewriting = survey.rewriting
        tips = [self._moved(one, survey.moves).oid for one in rewriting.references]
        self._writing.take(rewriting.pack)
        self._writing.check(tips)
        prove(self._writing, rewriting.new, rewriting.leading, rewriting.covered)
        whole = survey.asked.wanted.files
        prove_files(self._writing, rewriting.files, whole, survey.covering)
        stays = self._writing.reachable(tips)
        begun = self._memory.purging  # by a run that was killed
        going = (begun.going | rewriting.paths.keys()) - stays.keys()
        moved = {old: rewriting.new[old] for old in rewriting.commits}
        self._memory.purging = Purge({**begun.moved, **moved}, going)
        if not survey.asked.unsure:
            tip = self._git.tip(self._memory.branch) or ""
            self._memory.purged_to = rewriting.new.get(tip, tip)
        # First: were we killed now, nobody would know any more what the log must not say.
        write_anew(self._own, rewriting.covered)
        self._writing.move(survey.moves)
        deleted = self.end(releases)
        return Done(deleted, tuple(self.saying(survey)))

    def saying(self, survey: Survey) -> Iterator[str]:
        """Yield what of the whole repository says it, objects by name; none once all is done."""
        rewriting, covering = survey.rewriting, survey.covering
        clean = rewriting.paths.keys() - rewriting.new.keys()
        yield from objects_saying(self._writing, covering, clean)
        yield from map(rewriting.covered, names_saying(self._writing, covering))
        yield from map(rewriting.covered, files_saying(self._folder, covering))
        yield from rewriting.account.unread

    @staticmethod
    def _moved(reference: Reference, moves: Sequence[Move]) -> Reference:
        return next((one.new for one in moves if one.old == reference), reference)

    def unfinished(self) -> bool:
        """Whether a run was killed that had begun to move references."""
        return bool(self._memory.purging.going)

    def moved(self) -> bool:
        """Whether no reference leads to what is to go any more: only the rest is to be done."""
        going = self._memory.purging.going
        return not any(one.oid in going for one in self._writing.references())

    def end(self, releases: Releases) -> int:
        """Leave nothing of what references do not lead to; return how many releases were deleted.

        To be repeated at will, under the lock that pushes wait for.
        """
        begun = self._memory.purging
        if not self.moved():
            raise GitError("ยังมีสาขาหรือป้ายที่นำไปสู่ประวัติเดิม สั่ง phaen receive --purge อีกครั้ง")
        self._memory.remember_purged(begun.going)  # from now on they never come back
        self._memory.shown = begun.moved.get(self._memory.shown, self._memory.shown)
        write_anew(self._own, lambda cell: begun.moved.get(cell, cell))
        deleted = releases.keep_current()
        for path in list(self._own.iterdir()):
            if path.name not in (*KEPT, "tmp", "purge"):
                remove(path)
        self._writing.forget()
        if begun.going.intersection(self._writing.everything()):
            raise GitError("ประวัติเดิมยังไม่หมดไปจากคลัง สั่ง phaen receive --purge อีกครั้ง")
        self._memory.purge_ended()
        return deleted


def _listed(files: Sequence[str]) -> str:
    return ", ".join(files[:5]) + (" …" if len(files) > 5 else "")


def _first(files: Sequence[str]) -> str:
    """Return what to do in an office's own copy, for files of the last version."""
    years = sorted({found["year"] for path in files if (found := _OF_YEAR.fullmatch(path))})
    commands = " และ ".join(
        f"phaen withdraw {year} --text แฟ้ม --reason เหตุผล" for year in years or ["ปี"]
    )
    return f"ในคลังของเจ้าหน้าที่ สั่ง {commands} แล้ว commit และ push ก่อน จึงสั่งใหม่"
