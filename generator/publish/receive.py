"""A bare repository whose pushes are checked before they are let in, and then published.

Before git lets a push in, the portal that it holds is read out of git, checked and built, and a
release is made that nobody sees. After git let it in, the release is shown by one rename. A push
with an error is refused as a whole; nothing of it is ever live. Pushes wait for one another, but
none waits for a draft.
"""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.deploy import DeployError, Release, Releases, nginx_site
from generator.git import GitError, Repository
from generator.pipeline import Built, build_portal, check_portal
from generator.problems import Report
from generator.publish.leftovers import clear_leftovers
from generator.render import HEADERS

HOOKS = ("pre-receive", "post-receive")
_OWN = "phaen"
_SETTINGS = "settings.json"
_CLOCK = ".clock"
_DRAFTS = ".drafts.lock"
# Git unpacks nothing that is not sound, keeps the public record, and takes no giant.
_GIT = {
    "receive.fsckObjects": "true",
    "receive.denyNonFastForwards": "true",
    "receive.shallowUpdate": "false",
    "receive.maxInputSize": "500m",
    "core.logAllRefUpdates": "true",
}


@dataclass(frozen=True, slots=True)
class Update:
    """One line of what git tells its hooks: a reference, and where it led and leads."""

    old: str
    new: str
    reference: str

    @classmethod
    def parse(cls, line: str) -> Update:
        """Read a line of a hook's standard input."""
        old, new, reference = line.rstrip("\n").split(" ", 2)
        return cls(old, new, reference)

    @property
    def branch(self) -> str | None:
        """The branch's name; None for another kind of reference."""
        name = self.reference.removeprefix("refs/heads/")
        return name if name != self.reference else None

    @property
    def tags(self) -> bool:
        """Whether the reference is a tag."""
        return self.reference.startswith("refs/tags/")

    @property
    def deletes(self) -> bool:
        """Whether the reference is to go."""
        return set(self.new) == {"0"}


@dataclass(frozen=True, slots=True)
class PushVerdict:
    """What is said of one pushed branch: whether it may come in, and every problem found."""

    branch: str
    publishes: bool
    report: Report = field(default_factory=Report)
    refused: str = ""

    @property
    def accepted(self) -> bool:
        """A draft may have errors; what is published may not."""
        return not self.refused and not (self.publishes and self.report.errors)


class Remote:
    """The repository at `folder`, with what Phaen keeps inside it, and the live link it feeds.

    Raises GitError, DeployError, SiteError and OSError; the live site then stays as it was.
    """

    def __init__(
        self, folder: Path, environment: Mapping[str, str], *, own_hook: bool = False
    ) -> None:
        """Use a repository that `set_up` made; `own_hook` is said by the hook inside it."""
        self._folder = folder.resolve()
        self._environment = environment
        self._git = Repository(self._folder, environment, bare=True, own_hook=own_hook)
        self._own = self._folder / _OWN
        try:
            settings = json.loads((self._own / _SETTINGS).read_text(encoding="utf-8"))
            self.releases = Releases(Path(settings["live"]))
            self.branch = str(settings["branch"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            raise DeployError(f"{folder} ไม่ใช่คลังที่สร้างด้วย phaen receive") from None

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
        own = folder / _OWN
        own.mkdir(parents=True, exist_ok=True)
        with Releases(live).alone():
            clear_leftovers(folder.resolve(), own / _CLOCK)
        git = Repository.create(folder.resolve(), branch, environment)
        git.configure(_GIT)
        settings = {"live": str(live.parent.resolve() / live.name), "branch": branch}
        (own / _SETTINGS).write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
        for name in HOOKS:
            git.write_hook(name, [*command, "hook", name])
        return cls(folder, environment)

    def write_nginx(self, name: str, listen: str) -> Path:
        """Write a web server's settings beside the live link; return where."""
        live = self.releases.live
        file = live.with_name(f"{live.name}.nginx.conf")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(nginx_site(live, name, listen, HEADERS), encoding="utf-8")
        return file

    def before(self, updates: Sequence[Update], today: datetime.date) -> list[PushVerdict]:
        """Judge a push before it is let in; make a release, still unseen, of what is sound."""
        judged = [one for one in updates if not one.tags or self._refusal(one)]
        with self.releases.alone():
            clear_leftovers(self._folder, self._own / _CLOCK)
            verdicts = [self._judge(one, today) for one in judged if self.publishes(one)]
        others = [one for one in judged if not self.publishes(one)]
        if others and all(verdict.accepted for verdict in verdicts):
            with self.releases.alone(_DRAFTS):
                verdicts += [self._judge(one, today) for one in others]
        return verdicts

    def publishes(self, update: Update) -> bool:
        """Whether the update is of the published branch."""
        return update.branch == self.branch

    def after(self, today: datetime.date) -> Release | None:
        """Show what the published branch holds now; None where readers see it already.

        What somebody went back from is not shown again: a new commit must come.
        """
        with self.releases.alone():
            tip = self._git.tip(self.branch)
            if tip is None or self._held(tip):
                return None  # nothing was pushed there yet, or nothing new
            name = tip[:12]
            now = self.releases.current()
            if now and now.name == name:
                return None
            if not self.releases.prepared(name):
                self._prepare(tip, today)
            return self.releases.show(name)

    def held(self) -> bool:
        """Whether the published branch still leads to what somebody went back from."""
        tip = self._git.tip(self.branch)
        return tip is not None and self._held(tip)

    def _held(self, tip: str) -> bool:
        now = self.releases.current()
        return self.releases.taken_back(tip[:12]) and not (now and now.name == tip[:12])

    def _refusal(self, update: Update) -> str:
        """Return why a reference may not be, in Thai; empty where it may."""
        if self.publishes(update):
            return "ลบสาขาที่เผยแพร่อยู่ไม่ได้" if update.deletes else ""
        if update.deletes:
            return ""
        name = update.branch
        if name is None and not update.tags:
            return f"{update.reference} ไม่ใช่สาขาหรือป้าย (tag) คลังนี้รับเพียงสองอย่างนั้น"
        if "/refs/" in update.reference:  # git would take it for another's full name
            return f"ชื่อ {update.reference} กำกวม โปรดตั้งชื่ออื่น"
        if name and (name.startswith(f"{self.branch}/") or self.branch.startswith(f"{name}/")):
            return f"สาขาชื่อ {name} จะกันไม่ให้มีสาขา {self.branch} โปรดตั้งชื่ออื่น"
        return ""

    def _judge(self, update: Update, today: datetime.date) -> PushVerdict:
        branch, publishes = update.branch or update.reference, self.publishes(update)
        refused = self._refusal(update)
        if refused or update.deletes:
            return PushVerdict(branch, publishes, refused=refused)
        try:
            if publishes:
                return PushVerdict(branch, publishes, self._prepare(update.new, today))
            return PushVerdict(branch, publishes, self._check(update.new, today))
        except GitError as error:
            return PushVerdict(branch, publishes, refused=str(error))

    def _check(self, commit: str, today: datetime.date) -> Report:
        """Check a draft; nothing of it stays."""
        draft = self._own / "draft"
        try:
            self._git.write_to(commit, draft)
            return check_portal(draft, today).report
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def _prepare(self, commit: str, today: datetime.date) -> Report:
        """Check and build what a commit holds; make a release of it where it has no error."""
        portal, staging, site = (self._own / name for name in ("portal", "build", "site"))
        self._git.write_to(commit, portal)
        built = build_portal(portal, staging, site, today, self._environment)
        if not isinstance(built, Built):
            return built.report
        self.releases.prepare(site, commit[:12])
        return built.checked.report
