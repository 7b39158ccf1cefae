"""A bare repository whose pushes are checked before they are let in, and then published.

Before git lets a push in, the portal that it holds is read out of git, held against what is live,
checked and built, and a release is made that nobody sees. After git let it in, the release is
shown by one rename. A push with an error is refused as a whole; nothing of it is ever live, and
nothing of it stays. Pushes wait for one another, but none waits for a draft.
"""

from __future__ import annotations

import contextlib
import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.machine import guard
from generator.machine.disk import replace_file
from generator.machine.git import Repository
from generator.machine.git_history import History
from generator.machine.git_program import GitError
from generator.machine.git_writing import Writing
from generator.machine.proof import Proof
from generator.pipeline import check_portal
from generator.publishing.deploy import DeployError, Release, Releases, nginx_site
from generator.publishing.incoming import Bench, Incoming
from generator.publishing.judging import BUILT, Judging, Tools
from generator.publishing.leftovers import clear_leftovers
from generator.publishing.memory import Memory
from generator.publishing.private import own_folder, privately, remove
from generator.publishing.proving import Say
from generator.publishing.purge.purging import Purging
from generator.publishing.setting import (
    CLOCK,
    OWN,
    SETTINGS_NAME,
    make_repository,
    refuse_settings,
    trust_chain,
    write_signers,
)
from generator.publishing.trees import Refusal
from generator.publishing.updates import PushVerdict, Update, newer_release, refused_name
from generator.publishing.withdrawals import withdrawn_below
from generator.site.render import nginx_rules

_DRAFTS = ".drafts.lock"


class Remote:
    """The repository at `folder`, with what Phaen keeps inside it, and the live link it feeds.

    Raises GitError, DeployError, SiteError and OSError; the live site then stays as it was.
    """

    def __init__(
        self, folder: Path, environment: Mapping[str, str], *, own_hook: bool = False
    ) -> None:
        """Use a repository that `set_up` made; `own_hook` is said by the hook inside it.

        `proof` may be set to what knows the results of earlier builds.
        """
        self.proof = Proof()
        self._folder = folder.resolve()
        self._environment = environment
        self._git = Repository(self._folder, environment, bare=True, own_hook=own_hook)
        self._history = History(self._folder, environment, bare=True, own_hook=own_hook)
        self._incoming = Incoming(self._git, self._history)
        self._own = self._folder / OWN
        try:
            settings = json.loads((self._own / SETTINGS_NAME).read_text(encoding="utf-8"))
            self.releases = Releases(Path(settings["live"]))
            self.branch = str(settings["branch"])
            self._memory = Memory(self._own, self.branch)
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            raise DeployError(f"{folder} ไม่ใช่คลังที่สร้างด้วย phaen receive") from None
        own_folder(self._own)  # an earlier release left it open
        #: Why the branch's tip is not shown, where it takes back what was live.
        self.refused: PushVerdict | None = None
        #: Whether what was shown last withdraws something, and older releases are gone for it.
        self.forgot = False

    @classmethod
    def set_up(
        cls,
        folder: Path,
        live: Path,
        branch: str,
        command: Sequence[str],
        environment: Mapping[str, str],
    ) -> Remote:
        """Make the repository, or renew one: its hooks call `command`, which runs Phaen."""
        make_repository(folder, live, branch, command, environment)
        return cls(folder, environment)

    def know_signers(self, data: bytes) -> None:
        """Let the keys in `data`, and no others, count for signatures of seals."""
        write_signers(self._memory, data)

    def trust_chain(self, digest: str) -> bool:
        """Take in a chain of seals that stood before; return whether it is here already."""
        tip = self._git.tip(self.branch)
        return trust_chain(self._memory, self._git, tip, digest)

    def write_nginx(self, name: str, listen: str) -> Path:
        """Write a web server's settings beside the live link; return where."""
        live = self.releases.live
        file = live.with_name(f"{live.name}.nginx.conf")
        refuse_settings(file)
        replace_file(file, nginx_site(live, name, listen, nginx_rules("  ")).encode())
        return file

    def before(
        self, updates: Sequence[Update], today: datetime.date, say: Say
    ) -> list[PushVerdict]:
        """Judge a push before it is let in; make a release, still unseen, of what is sound.

        `say` is told what takes long. Nothing of a push that is refused stays.
        """
        self._incoming = Incoming(self._git, self._history)
        with self.releases.alone(), privately(self._own / "tmp"):
            self._clear(say)
            if again := self._incoming.came_again(self._purged()):
                first = updates[0].branch or updates[0].reference
                return [PushVerdict(first, publishes=False, refused=again)]
            verdicts = [self._judge(one, today, say) for one in updates if self.publishes(one)]
            others = [one for one in updates if not self.publishes(one)]
            if not others:
                return self._all_or_nothing(verdicts, say)
        if all(verdict.accepted for verdict in verdicts):
            with self.releases.alone(_DRAFTS):
                verdicts += self._drafts(others, today, say)
        with self.releases.alone():
            return self._all_or_nothing(verdicts, say)

    def _drafts(
        self, drafts: Sequence[Update], today: datetime.date, say: Say
    ) -> list[PushVerdict]:
        """Judge drafts; nothing of them stays."""
        draft = self._own / "draft"
        remove(draft)  # of one that was killed
        try:
            with privately(own_folder(draft) / "tmp"):
                return [self._judge(one, today, say) for one in drafts]
        finally:
            remove(draft)

    def _clear(self, say: Say) -> None:
        """Remove what pushes that were killed left, and end what they began."""
        clear_leftovers(self._folder, self._own / CLOCK)
        now, tip = self.releases.current(), self._git.tip(self.branch)
        if now and tip and now.name == tip[:12]:
            self._settle(tip)
        self._judging(say).clear()
        with self.releases.alone(_DRAFTS, wait=False) as free:
            if free:
                remove(self._own / "draft")

    def _all_or_nothing(self, verdicts: list[PushVerdict], say: Say) -> list[PushVerdict]:
        """Return the verdicts; git takes all of a push or nothing, and of nothing nothing stays."""
        ours = any(verdict.publishes for verdict in verdicts)
        if ours and not all(verdict.accepted for verdict in verdicts):
            self._judging(say).drop()
        return verdicts

    def publishes(self, update: Update) -> bool:
        """Whether the update is of the published branch."""
        return update.branch == self.branch

    def after(self, today: datetime.date, say: Say) -> Release | None:
        """Show what the published branch holds now; None where readers see it already.

        What somebody went back from is not shown again: a new commit must come. Nor is what takes
        back what was live, by whichever way it came; `refused` says so.
        """
        with self.releases.alone(), privately(self._own / "tmp"):
            tip = self._git.tip(self.branch)
            if tip is None or self._held(tip):
                return None  # nothing was pushed there yet, or nothing new
            name = tip[:12]
            now = self.releases.current()
            if now and now.name == name:
                self._settle(tip)
                return None
            self.refused = None
            judging = self._judging(say)
            if not judging.prepared(tip):
                verdict = judging.prepare(self.branch, tip, today)
                if not verdict.accepted:
                    judging.drop()
                    self.refused = verdict
                    return None
            self._memory.came_in(tip)
            portal = own_folder(self._own / "portal")
            self._git.write_to(tip, portal)  # another push may have been judged since
            release = self.releases.show(name, withdrawn_below(portal))
            judging.done()
            self._settle(tip)
            return release

    def _settle(self, tip: str) -> None:
        """Remember that readers see this commit; nothing stays of what it withdraws."""
        if self._memory.shown == tip:
            return
        if self.releases.withdrew:
            self.forgot = True
            self.releases.forget_older()
            for name in BUILT:
                remove(self._own / name)
        self._memory.shown = tip

    def held(self) -> bool:
        """Whether the published branch still leads to what somebody went back from."""
        tip = self._git.tip(self.branch)
        return tip is not None and self._held(tip)

    def _held(self, tip: str) -> bool:
        now = self.releases.current()
        return self.releases.taken_back(tip[:12]) and not (now and now.name == tip[:12])

    def _refusal(self, update: Update) -> str:
        """Return why a reference may not be, in Thai; empty where it may."""
        if self._git.is_other_name(update.reference):
            return f"{update.reference} เป็นชื่อแทนของสาขาอื่น push ไปที่สาขานั้นโดยตรง"
        if self.publishes(update):
            return self._rewrites(update)
        return "" if update.deletes else refused_name(update, self.branch)

    def _rewrites(self, update: Update) -> str:
        """The published branch is a public record: it goes on from where it is."""
        if update.deletes:
            return "ลบสาขาที่เผยแพร่อยู่ไม่ได้"
        tip = self._git.tip(self.branch)
        if tip and not self._git.follows(update.new, tip):
            return (
                f"สาขา {self.branch} ต่อท้ายได้อย่างเดียว push นี้ทิ้ง commit ที่เผยแพร่ไปแล้ว "
                "สั่ง phaen sync ซึ่งรวมแล้วส่งให้ โดยไม่ใช้ --force"
            )
        return ""

    def _judge(self, update: Update, today: datetime.date, say: Say) -> PushVerdict:
        branch, publishes = update.branch or update.reference, self.publishes(update)
        refused = self._refusal(update) or newer_release(self._git, update)
        if refused or update.deletes:
            return PushVerdict(branch, publishes, refused=refused)
        try:
            if history := self._history_of(update, today):
                return PushVerdict(branch, publishes, history=history)
            if update.tag:
                return PushVerdict(branch, publishes)
            if publishes:
                return self._judging(say).prepare(branch, update.new, today)
            return self._check(branch, update.new, today)
        except GitError as error:
            return PushVerdict(branch, publishes, refused=str(error))

    def _purged(self) -> frozenset[str]:
        """Return what never comes back, also by a purge that was killed once it had moved all.

        Where it was killed before, the branch still leads to what is to go, and git sends pieces of
        it along with anything.
        """
        going = self._memory.purging.going
        return self._memory.purged() | (going if self._git.tip(self.branch) not in going else set())

    @contextlib.contextmanager
    def purging(self) -> Iterator[Purging]:
        """Yield what takes withdrawn text out of history; what waits for it is gone after."""
        self._refuse_links()
        with privately(self._own / "purge"):
            writing = Writing(self._folder, self._environment, bare=True)
            with Purging(self._own, self._git, writing, self._memory) as purging:
                yield purging

    def forget_purged(self) -> None:
        """Remove the releases of commits that were purged, but the one that readers see."""
        names = {one[:12] for one in self._memory.purged()}
        if any(one.name in names for one in self.releases.all()):
            with self.releases.alone():
                self.releases.keep_current()

    @contextlib.contextmanager
    def closed(self) -> Iterator[None]:
        """Keep every push waiting, drafts too."""
        with (
            self.releases.alone(),
            self.releases.alone(_DRAFTS),
            privately(self._own / "tmp"),
        ):
            clear_leftovers(self._folder, self._own / CLOCK)
            yield

    def _history_of(self, update: Update, today: datetime.date) -> tuple[Refusal, ...]:
        """Return what the commits that come hold, and never may; nothing of them stays."""
        publishes = self.publishes(update)
        self._refuse_links()
        folder = own_folder(self._own) if publishes else own_folder(self._own / "draft")
        aside = folder / "aside"
        try:
            bench = Bench(aside, self._memory.trust(), today)
            return self._incoming.faults(update, bench, but_last=publishes)
        finally:
            remove(aside)

    @property
    def own_folder(self) -> Path:
        """What Phaen keeps inside the repository."""
        return self._own

    def _refuse_links(self) -> None:
        """Refuse to write through a link in the folder of ours. Raises FolderRefusedError."""
        for folder in (self._own, *self._own.glob("*")):
            if guard.is_link(folder):
                raise guard.FolderRefusedError(folder, "เป็นลิงก์", "ลบลิงก์นั้น แล้ว push ใหม่")

    def _check(self, branch: str, commit: str, today: datetime.date) -> PushVerdict:
        """Check a draft; nothing of it stays."""
        self._refuse_links()
        draft = own_folder(self._own / "draft") / "portal"
        self._git.write_to(commit, draft)
        checked = check_portal(draft, today, trust=self._memory.trust())
        return PushVerdict(branch, publishes=False, report=checked.report)

    def _judging(self, say: Say) -> Judging:
        self._refuse_links()
        tools = Tools(self._git, self._environment, self.proof, say)
        return Judging(self._own, self.releases, self._memory, tools)
