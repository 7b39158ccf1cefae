"""The desk of an office: several people, each with a draft of their own, beside one repository.

They share a working copy of the repository that `phaen receive` made. Nothing is committed there
that the repository did not take in first: what is published goes as a push, through the same hook,
and only then does the working copy lead to it. So a push that is refused leaves a draft a draft.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Lock, RLock
from typing import TextIO

from generator.desk.accounts import Account
from generator.desk.apart import Apart, portal_checked
from generator.desk.bases import ON_SERVER
from generator.desk.handing import DRAFT, Handed, HandedOn
from generator.desk.office import NO_PLACE, Office, State
from generator.machine.git import Repository
from generator.machine.git_network import Network, RemoteError
from generator.machine.git_program import GitError
from generator.machine.git_told import Told, head_told, tip_told
from generator.machine.git_work import WorkCopy
from generator.machine.layout import (
    DOCUMENTS,
    PLANS,
    PROGRESS,
    TABLE_ENDINGS,
    YEAR_PATTERN,
    of_year,
)
from generator.machine.proof import Proof
from generator.pipeline import Checked
from generator.plan.merge import Choice, UnsafeError
from generator.plan.merge.edits import RowEdit
from generator.publishing import Remote
from generator.publishing.deploy import DeployError
from generator.publishing.drafting import Draft
from generator.publishing.keeping import Kept
from generator.publishing.private import own_folder

_PHOTOGRAPH = rf"{PLANS}/{YEAR_PATTERN}/{DOCUMENTS}/[^/]+\.jpg"
_REMOTE = "origin"
_OPEN = "โต๊ะทำงานของคลังนี้เปิดอยู่แล้ว ปิดอันเดิมก่อน (systemctl stop phaen-desk) แล้วเปิดใหม่"
# Checked plans that are remembered: what stands, and the last draft of each of some twenty people.
_MOST_KNOWN = 28
_EMPTY = "คลังนี้ยังไม่มีแผน push แผนครั้งแรกเข้าคลังก่อน แล้วเปิดโต๊ะทำงานใหม่"
_REWRITTEN = (
    "ประวัติของคลังถูกเขียนใหม่ อาจเพราะลบข้อมูลส่วนบุคคล "
    "ให้ผู้ดูแลเครื่องแม่ข่ายหยุดโต๊ะทำงาน ลบโฟลเดอร์ {folder} แล้วเปิดใหม่"
)
_PREPARES = "บัญชีนี้เป็นผู้จัดทำ จึงเผยแพร่เองไม่ได้ กดส่งให้ผู้เผยแพร่"
_OTHERS = "บัญชีนี้รายงานได้เฉพาะความก้าวหน้าของ {units} จึงไม่รับรายการนี้"
_MEANWHILE = "มีผู้ส่งงานเข้าคลังในขณะเดียวกัน ร่างยังอยู่ครบ กดอีกครั้งเพื่อรวมแล้วเผยแพร่"
_ON_THE_WAY = ("fetch-first", "not-forward", "refs-lock")


class Common:
    """What the people of an office share: the working copy, what was handed on, what is checked.

    Raises GitError, OSError, and DeployError where the repository is none that receives.
    """

    def __init__(
        self,
        repository: Path,
        folder: Path,
        environment: Mapping[str, str],
        today: Callable[[], datetime.date],
        proof: Proof,
    ) -> None:
        """Open the desk of a repository in `folder`; its working copy is made where it is new."""
        self.remote = Remote(repository, environment)
        self.folder = own_folder(folder)
        self._held = _alone(folder / ".lock")
        self.portal = own_folder(folder / "work")
        self.environment = {**environment, **_named("AUTHOR", "phaen", "desk@phaen.invalid")}
        self.environment |= _named("COMMITTER", "phaen", "desk@phaen.invalid")
        self.today, self.proof = today, proof
        self.handed = HandedOn(folder / "handed")
        self.lock = RLock()
        self._repository = repository.resolve()
        self._bare = Repository(self._repository, environment, bare=True)
        self.apart, self.git_told = Apart(), Told()
        self._known: dict[str, tuple[str, Checked]] = {}
        self._looking, self._locks = Lock(), dict[str, RLock]()
        #: What was committed meanwhile is checked once, however many ask.
        self.checking = RLock()
        self._begin(repository.resolve())
        self.handed.sweep()

    @property
    def branch(self) -> str:
        """The branch that the repository publishes."""
        return self.remote.branch

    def place_of(self, account: Account) -> Path:
        """Return the folder of what one person has here."""
        return self.folder / "people" / account.id

    def lock_of(self, account: Account) -> RLock:
        """Return the lock by which one person does one thing at a time."""
        with self._looking:
            return self._locks.setdefault(account.id, RLock())

    def refresh(self) -> None:
        """Take in what came by pushes of others, unless somebody publishes at this moment."""
        reference = f"refs/heads/{self.branch}"
        tip = tip_told(self._repository, reference) or self._bare.tip(self.branch)
        if tip == (head_told(self.portal) or self._work.head()):
            return
        if self.lock.acquire(blocking=False):
            try:
                self.take_in()
            finally:
                self.lock.release()

    def take_in(self) -> None:
        """Have the working copy as the repository is; whoever asks holds the lock."""
        self._work.go_on()
        network = Network(self.portal, self.environment, asks=False)
        tip, head = self._work.commit(network.fetch(_REMOTE, self.branch)), self._work.head()
        if head is None or head == tip:
            return
        if self._work.entries(head) and not self._work.follows(tip, head):
            raise GitError(_REWRITTEN.format(folder=self.portal))
        self._work.know_remote_tip(_REMOTE, self.branch, tip)
        self._work.put(self.branch, head, tip, tip)

    def checked(self, whose: str, key: str, make: Callable[[], Checked]) -> Checked:
        """Return what is known of a plan by its key, which says all that it is made of.

        `whose` names a draft, of which the last is remembered, or a commit.
        """
        with self._looking:
            found = self._known.pop(whose, None)
        told = found if found and found[0] == key else (key, make())
        with self._looking:
            self._known[whose] = told  # the newest last
            while len(self._known) > _MOST_KNOWN:
                del self._known[next(iter(self._known))]
        return told[1]

    def _begin(self, repository: Path) -> None:
        if self._bare.tip(self.branch) is None:
            raise GitError(_EMPTY)
        Repository.begin(self.portal, self.branch, self.environment)
        self._work = WorkCopy(self.portal, self.environment)
        self._work.configure(
            {
                f"remote.{_REMOTE}.url": str(repository),
                f"branch.{self.branch}.remote": _REMOTE,
                f"branch.{self.branch}.merge": f"refs/heads/{self.branch}",
            }
        )
        if self._work.head() is None:
            nothing = self._work.made(self._work.tree(None, {}), [], "phaen")
            self._work.advance(self.branch, nothing, None, {}, "phaen desk")
        self.take_in()


class SharedOffice(Office):
    """One person's desk in an office; what they hand on or publish the others see."""

    person: Account
    aside = ON_SERVER

    def __init__(self, common: Common, person: Account, handed: Handed | None = None) -> None:
        """Open it for a person; or for one who publishes, a draft that was handed on to them."""
        author = handed or person
        environment = {
            **common.environment,
            **_named("AUTHOR", author.called, author.email),
            **_named("COMMITTER", person.called, person.email),
            # So the hook's log tells who it was.
            "GATEWAY_INTERFACE": "phaen desk",
            "REMOTE_USER": person.name,
        }
        folder = common.handed.place(handed.id) if handed else common.place_of(person)
        self.common, self.person = common, person
        super().__init__(common.portal, environment, common.today, common.proof, folder)
        self.apart, self.git_told = common.apart, common.git_told
        self._keeping = self._keeps(self._send)
        # What two look at who publish is laid out for each of them.
        self._laid = common.place_of(person) / "laid"
        self.lock = common.lock_of(person)

    def _ready(self) -> None:
        """Whatever is to be seen to first, `Common` saw to for all."""

    def state(self) -> State:
        """Return what stands now; nobody works in the shared copy by other programs."""
        self.common.refresh()
        head = self._head()
        draft = self._draft(head)
        committed, base = self._checked(head, Draft()), self._checked(draft.base or head, Draft())
        return State(head, draft, committed, base, self._checked(draft.base or head, draft), ())

    def type_in(
        self,
        form: str,
        path: str,
        edits: list[RowEdit],
        empty: bytes = b"",
        photographs: Mapping[str, bytes] | None = None,
    ) -> None:
        """Put typed rows into the draft; of one limited to units, reports of their projects."""
        if self.person.units and not (self._is_own(path, edits) and self._are_new(photographs)):
            raise UnsafeError(_OTHERS.format(units=" ".join(self.person.units)))
        super().type_in(form, path, edits, empty, photographs)

    def put(self, form: str, files: Mapping[str, bytes | None]) -> None:
        """Put whole files into the draft; whoever is limited to units brings none."""
        if self.person.units:
            raise UnsafeError(_OTHERS.format(units=" ".join(self.person.units)))
        super().put(form, files)

    def _is_own(self, path: str, edits: Sequence[RowEdit]) -> bool:
        for plan in self.state().checked.portal.plans:
            names = {f"{of_year(plan.year.label)}/{PROGRESS}{one}" for one in TABLE_ENDINGS}
            own = {row.id for row in plan.projects if row.unit in self.person.units}
            if path in names:
                return all(not one.number and one.cells.get("id") in own for one in edits)
        return False

    def _are_new(self, photographs: Mapping[str, bytes] | None) -> bool:
        """Whether files take the place of none, and lie where photographs of reports do."""
        return all(
            re.fullmatch(_PHOTOGRAPH, path) and self.data(path) is None
            for path in photographs or ()
        )

    def keep(self, choice: Choice | None = None) -> Kept:
        """Publish the draft: a commit in its author's name, pushed as any clerk's is.

        Raises UnsafeError with what the hook said where it refused; the draft stays.
        """
        if not self.person.may_publish:
            raise UnsafeError(_PREPARES)
        with self.common.lock:
            self.common.take_in()
            self.told = ()
            return super().keep(choice)

    def _send(self, commit: str) -> None:
        network = Network(self.portal, self.environment, asks=False)
        try:
            self.told = network.push(_REMOTE, self.common.branch, commit).told
        except RemoteError as error:
            if error.code in _ON_THE_WAY:
                raise UnsafeError(_MEANWHILE) from None
            raise UnsafeError("\n".join(error.told) or str(error)) from None

    def hand_on(self) -> Handed | None:
        """Give the draft to those who publish; None where there is nothing in it."""
        with self.common.lock:
            forms = self._draft(self._head()).forms
            taken = self.common.handed.take(self.folder / DRAFT, self.person, self.today())
            if taken:
                self._store.know(forms)
            return taken

    def shown(self) -> dict[str, str]:
        """Return where the repository shows the site, and which commit readers see."""
        releases = self.common.remote.releases
        now = releases.current()
        return {"target": str(releases.live), "commit": now.name if now else ""}

    def shown_commit(self) -> str | None:
        """Return the commit that readers see."""
        told = self.shown()["commit"]
        if told and (head := self._head()).startswith(told):
            return head
        return self.work.known(told)

    def sent_commit(self) -> str | None:
        """Return what the repository has: all that is committed here came from there."""
        return self._head()

    def note_shown(self, target: str, commit: str) -> None:
        """The repository's releases tell it."""

    def _checked(
        self, commit: str, draft: Draft, files: Mapping[str, bytes | None] | None = None
    ) -> Checked:
        """Return the check of a draft, whose new `files` are not kept yet where they are given."""

        def made() -> Checked:
            with self.laid(commit, draft, files) as folder:
                return self.apart.do(portal_checked, folder, self.today())

        key = self._key(commit, draft)
        if draft.digests:
            return self.common.checked(str(self.folder), key, made)
        with self.common.checking:
            return self.common.checked(commit, key, made)

    def _put(self, form: str, files: Mapping[str, bytes | None]) -> None:
        """Put files into the draft that were checked within bounds: with these it can be shown."""
        draft = self._draft(head := self._head())
        if form not in draft.forms:
            try:
                new = self._store.with_files(draft, head, files)
            except ValueError:
                raise UnsafeError(NO_PLACE) from None
            self._checked(new.base, new, files)
        super()._put(form, files)


def _alone(lock: Path) -> TextIO:
    """Return what keeps a second desk of the same repository from opening while this one is."""
    import fcntl  # noqa: PLC0415  # there is none on Windows, where no office has its server

    held = lock.open("a")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        held.close()
        raise DeployError(_OPEN) from None
    return held


def _named(who: str, name: str, email: str) -> dict[str, str]:
    return {f"GIT_{who}_NAME": name, f"GIT_{who}_EMAIL": email}
