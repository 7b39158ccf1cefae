"""The portal at which a person works: as it was committed, and as their draft would make it."""

from __future__ import annotations

import datetime
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from generator.archive import KeptSeal
from generator.closing import Closing, seal_year
from generator.desk.accounts import Account
from generator.desk.apart import Here, portal_checked, portal_judged
from generator.desk.bases import refuse_lost
from generator.desk.outside import digests_below, put_over, refuse_left, taken_in
from generator.desk.seeing import Sight
from generator.machine.disk import put_file
from generator.machine.git_commits import CommitTold
from generator.machine.git_network import Network
from generator.machine.git_program import GitError
from generator.machine.git_told import Told, head_told
from generator.machine.git_work import WorkCopy
from generator.machine.proof import Proof
from generator.pipeline import Built, Checked
from generator.plan.merge import Choice, Conflict, UnsafeError, edited_table
from generator.plan.merge.edits import RowEdit
from generator.problems import Report
from generator.publishing.drafting import Draft, DraftStore
from generator.publishing.forming import Formed, formed
from generator.publishing.keeping import Keeping, Kept
from generator.publishing.saving import is_read, named_files
from generator.publishing.syncing import usual_target
from generator.publishing.withdrawing import Prepared, Request, prepare
from generator.thai.fiscal import FiscalYear

_NO_COMMIT = "คลังนี้ยังไม่มีรุ่นที่บันทึกไว้ สั่ง phaen sync ก่อน แล้วเปิดใหม่"
NO_PLACE = "แฟ้มนี้ไม่มีที่ในคลังของแผน เลือกที่วางจากรายการ"
_SHOWN = "shown.json"
_NOT_TOP = "เปิดโปรแกรมนี้ที่โฟลเดอร์บนสุดของคลัง (โฟลเดอร์ที่มี .git)"


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class State:
    """What stands at a moment: the last commit, the draft over its `base`, and the checks of all.

    `outside` are files of the plan that another program changed or removed, not committed yet.
    """

    head: str
    draft: Draft
    committed: Checked
    base: Checked
    checked: Checked
    outside: tuple[str, ...]


class Office:
    """One person's desk. Raises GitError, OSError and UnsafeError; one thing is done at a time."""

    #: Whose it is where several people work, each with a draft of their own (`shared`).
    person: Account | None = None
    #: What the repository told of what was published last, where keeping is publishing.
    told: tuple[str, ...] = ()
    #: Where a draft is that was set aside, as its person is told; by its path where empty.
    aside = ""

    def __init__(
        self,
        portal: Path,
        environment: Mapping[str, str],
        today: Callable[[], datetime.date],
        proof: Proof,
        folder: Path | None = None,
    ) -> None:
        """Use the working copy at `portal`; nothing of it is changed before something is kept.

        The draft lies in `folder`, in the git folder unless told.
        """
        self.portal, self.environment, self.today, self.proof = portal, environment, today, proof
        self.work = WorkCopy(portal, environment)
        self._ready()
        self.folder = folder or self.work.git_folder() / "phaen-desk"
        self._store = DraftStore(self.folder / "draft")
        self._keeping = self._keeps()
        #: Where files are read that came from elsewhere: within bounds, where several work.
        self.apart = Here()
        self.git_told = Told()
        self._known: dict[str, Checked] = {}
        self._laid = self.folder / "laid"
        self.seen = Sight(environment)
        self.forget_laid()  # what a killed run left
        self.lock = RLock()

    def _keeps(self, send: Callable[[str], None] | None = None) -> Keeping:
        """Return what keeps the draft; `send` as it is told there.

        What is sent is judged where it comes in, by check and gate: here its errors are told.
        """
        return Keeping(
            self.portal, self.environment, self._store, self.today,
            lambda commit: self._checked(commit, Draft()),
            lambda *task: self.apart.do(portal_checked if send else portal_judged, *task), send,
        )  # fmt: skip

    def _ready(self) -> None:
        """See that work can begin here, and end what a killed run began."""
        if not self.work.is_top():
            raise GitError(_NOT_TOP)
        if half := self.work.half_done():
            raise GitError(half)
        if self.work.head() is None:
            raise GitError(_NO_COMMIT)
        self.work.identity()
        self.work.go_on()

    def state(self) -> State:
        """Return what stands now."""
        draft = self._draft(head := self._head())
        both = (head, Draft()), (draft.base or head, Draft()), (draft.base or head, draft)
        committed, base, checked = (self._checked(*one) for one in both)
        self._known = {key: self._known[key] for key in (self._key(*one) for one in both)}
        named = named_files(self.portal, committed, checked)
        outside = (path for path in self.work.changed() if is_read(path, named))
        return State(head, draft, committed, base, checked, tuple(outside))

    def kept(self) -> Checked:
        """Return the check of what was kept last, whatever became of a draft."""
        return self._checked(self._head(), Draft())

    def _draft(self, head: str) -> Draft:
        """Return the draft; one whose base is gone is set aside. Raises UnsafeError then, once."""
        draft, place = self._store.read(), self.folder / "draft"
        refuse_lost(self.work, self.git_told, draft, head, place, self.aside)
        return draft

    def data(self, path: str) -> bytes | None:
        """Return a file as the draft has it, else as its commit has it; None where neither does."""
        draft = self._draft(head := self._head())
        if path in draft.digests:
            return self._store.files(draft)[path]
        commit = draft.base or head
        key = ("file", commit, path)
        return self.git_told.of(key, lambda: self.work.text_at(commit, path)) or None

    def type_in(
        self,
        form: str,
        path: str,
        edits: list[RowEdit],
        empty: bytes = b"",
        photographs: Mapping[str, bytes] | None = None,
    ) -> None:
        """Put what was typed in rows of a table into the draft; `empty` begins a new table.

        `photographs` are new files that the rows name: they come with them, or neither does.
        """
        made = self.apart.read(edited_table, path, self.data(path) or empty, edits)
        self._put(form, {path: made, **(photographs or {})})

    def put(self, form: str, files: Mapping[str, bytes | None]) -> None:
        """Put whole files into the draft; None is a file that goes."""
        self._put(form, files)

    def _put(self, form: str, files: Mapping[str, bytes | None]) -> None:
        self._draft(head := self._head())
        try:
            self._store.change(form, head, files)
        except ValueError:
            raise UnsafeError(NO_PLACE) from None

    def put_form(self, form: str, given: Sequence[tuple[str, bytes]], year: int) -> Formed:
        """Put what an official form becomes into the draft; `year` is of one that names none."""
        draft = self._draft(head := self._head())
        with self.laid(draft.base or head, draft) as folder:
            task = (folder, given, self.today(), dict(self.environment), year)
            made = self.apart.do(formed, *task)
        self.put(form, made.files)
        return made

    def take_in(self, form: str, choice: Choice | None = None) -> tuple[Conflict, ...]:
        """Put files that another program changed, or removed, into the draft as they are now.

        What the draft changed in them too is merged by row; with conflicts nothing is put in.
        """
        draft, found = self._draft(self._head()), self.state().outside
        files = self._store.files(draft), found
        made = taken_in(self.work, self.portal, draft, *files, choice or {})
        if not made.conflicts:
            self._store.change(form, self._head(), made.files, made.digests)
        return made.conflicts

    def keep(self, choice: Choice | None = None) -> Kept:
        """Make the draft a commit in the person's name, once it is sound."""
        draft = self._draft(head := self._head())
        if self.person is None:  # in an office nobody works in the shared copy
            refuse_left(self.work, self.portal, head, draft)
        return self._keeping.keep(choice)

    def drop(self) -> None:
        """Forget the draft; what is left of one that is not whole is set aside, and told."""
        if self._store.read().is_harmed:
            self._draft(self._head())
        self._store.drop()

    def changes(self, most: int) -> list[tuple[CommitTold, datetime.date]]:
        """Return what was kept last and when, the newest first."""
        head = self._head()
        told = self.git_told.of(("newest", head, most), lambda: self.work.newest(head, most))
        return [(one, datetime.date.fromisoformat(one.day)) for one in told]

    def is_same(self, one: str, other: str, folder: str) -> bool:
        """Whether two commits have the same files below a folder."""
        if one == other:
            return True

        def asked() -> bool:
            both = (self.work.entries(commit) for commit in (one, other))
            first, second = (
                {path: entry for path, entry in found.items() if path.startswith(f"{folder}/")}
                for found in both
            )
            return first == second

        return self.git_told.of(("same", one, other, folder), asked)

    def sent_commit(self) -> str | None:
        """Return what the branch's remote was last known to have, "" nothing; None without one."""
        network = Network(self.portal, self.environment, asks=False)
        told = usual_target(network, self.work.branch())
        return (self.work.remote_tip(told.remote, told.branch) or "") if told else None

    def shown(self) -> dict[str, str]:
        """Return where this desk showed the site last (`target`) and which commit; else nothing."""
        try:
            said = json.loads((self.folder / _SHOWN).read_bytes())
            return {name: str(said[name]) for name in ("target", "commit")}
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return {}

    def shown_commit(self) -> str | None:
        """Return the commit that readers see, as far as it was shown from here."""
        commit = self.shown().get("commit")
        return commit if commit and (commit == self._head() or self.work.has(commit)) else None

    def note_shown(self, target: str, commit: str) -> None:
        """Note what readers see now."""
        said = json.dumps({"target": target, "commit": commit}).encode()
        put_file(self._own_folder() / _SHOWN, said, durable=True, mode=0o600)

    def built(self, *, public: bool) -> Built | Checked:
        """Build the draft's site to look at (`seen`), as the `public` would see it or whole."""
        draft = self._draft(head := self._head())
        commit = draft.base or head
        key = self._key(commit, draft)
        return self.seen.built(
            key, lambda folder: self._lay(folder, commit, draft, {}), self.today(), public=public
        )

    @contextmanager
    def laid(
        self, commit: str, draft: Draft, files: Mapping[str, bytes | None] | None = None
    ) -> Iterator[Path]:
        """Give a folder with the portal as a commit and a draft over it have it.

        `files` are those of the draft that its folder does not hold yet.
        """
        self._lay(self._laid, commit, draft, files or {})
        yield self._laid

    def tried(self, files: Mapping[str, bytes]) -> Report:
        """Return what a check says of a few files alone; nothing of them stays."""
        with tempfile.TemporaryDirectory(dir=self._own_folder(), prefix="tried-") as name:
            for path, data in files.items():
                file = Path(name) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            return self.apart.do(portal_checked, Path(name), self.today()).report

    @contextmanager
    def over(self, files: Mapping[str, bytes | None]) -> Iterator[tuple[Path, Checked]]:
        """Give a folder, and its check, with these files over the draft, which stays as it is."""
        draft = self._draft(head := self._head())
        with self.laid(draft.base or head, draft) as folder:
            put_over(folder, files)
            yield folder, self.apart.do(portal_checked, folder, self.today())

    def withdrawal(self, request: Request) -> Prepared:
        """Return what would withdraw personal data from the plan as it was kept; nothing changes.

        Raises WithdrawRefusedError and CoverRefusedError.
        """
        with self.laid(self._head(), Draft()) as folder:
            return prepare(folder, request)

    def seal(self, form: str, year: FiscalYear, reason: str = "") -> str | Checked:
        """Seal a year of the draft; return the SHA-256 of the sealed file, now in the draft.

        With a `reason` the year's seal is replaced. With errors nothing is sealed, and the check is
        returned. Raises SealRefusedError.
        """
        draft = self._draft(head := self._head())
        with self.laid(draft.base or head, draft) as folder:
            before = digests_below(folder)
            done = seal_year(folder, Closing(year, self.today(), reason), self.environment)
            if not isinstance(done, KeptSeal):
                return done
            found = digests_below(folder)
            changed = [path for path, digest in found.items() if before.get(path) != digest]
            gone = dict.fromkeys(before.keys() - found.keys())
            self.put(form, {path: (folder / path).read_bytes() for path in changed} | gone)
        return done.seal.digest

    def _lay(
        self, folder: Path, commit: str, draft: Draft, files: Mapping[str, bytes | None]
    ) -> None:
        listed = self.git_told.of(("files", commit), lambda: self.work.listing(commit))
        self.work.write_to(commit, folder, listed, draft.digests)
        put_over(folder, {**self._store.files(draft, files), **files})

    def forget_laid(self) -> None:
        """Remove what was laid out: it may hold what somebody withdraws next."""
        shutil.rmtree(self._laid, ignore_errors=True)
        self.seen.forget()
        for left in self.folder.glob("tried-*"):
            shutil.rmtree(left, ignore_errors=True)

    def _own_folder(self) -> Path:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.folder

    def _head(self) -> str:
        head = head_told(self.portal) or self.work.head()
        if head is None:
            raise GitError(_NO_COMMIT)
        return head

    def _key(self, commit: str, draft: Draft) -> str:
        return f"{commit}{sorted(draft.digests.items())}{self.today()}"

    def _checked(self, commit: str, draft: Draft) -> Checked:
        key = self._key(commit, draft)
        if key not in self._known:
            with self.laid(commit, draft) as folder:
                self._known[key] = self.apart.do(portal_checked, folder, self.today())
        return self._known[key]
