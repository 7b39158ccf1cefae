"""One push of the published branch: held against what is live, proven, checked, built, prepared."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.machine.git import Repository
from generator.machine.layout import SEALS, SEALS_NAME
from generator.machine.proof import Proof
from generator.pipeline import Built, build_portal, check_portal
from generator.plan.drafts import left_out
from generator.plan.model import Plan
from generator.problems import Place
from generator.publishing import proving
from generator.publishing.deploy import Releases
from generator.publishing.memory import KEPT, Known, Memory, trusted_lines
from generator.publishing.private import own_folder, remove, write_own
from generator.publishing.proving import Bench, Say, Vouched, vouched
from generator.publishing.standing import chain_taken_back, taken_back
from generator.publishing.trees import Refusal, Tree, lines_of
from generator.publishing.updates import PushVerdict

# Names the commit that is judged, and whether anything of it may have been built.
_UNFINISHED, _CHECKED = "unfinished", "checked"
# What a run that still works may have there: this one's, or a draft's.
_OTHERS = ("tmp", "draft", "purge")
_MOST_CHAIN = 4_000_000  # bytes
# What is built here of what was pushed, with all that builds keep for the next one.
BUILT = ("build", "site", "portal", "aside")


@dataclass(frozen=True, slots=True)
class Tools:
    """The repository, the site builder's environment, what knows earlier builds, and a word.

    `say` is told what takes long.
    """

    repository: Repository
    environment: Mapping[str, str]
    proof: Proof
    say: Say


class Judging:
    """Judges in the repository's own folder; to be used by one run at a time.

    Raises GitError, DeployError, SiteError and OSError.
    """

    def __init__(self, own: Path, releases: Releases, memory: Memory, tools: Tools) -> None:
        """Judge in the folder `own`, for the releases of one live link."""
        self._own = own
        self._releases = releases
        self._memory = memory
        self._git = tools.repository
        self._tools = tools

    def prepare(self, branch: str, commit: str, today: datetime.date) -> PushVerdict:
        """Judge what a commit holds; make a release of it, still unseen, where nothing is wrong."""
        self._note(commit, _CHECKED)
        tree = Tree(self._git, commit)
        live = self._live(commit)
        held = [*self._chain_held(tree, live)]
        for one in live:
            held += taken_back(one, tree, today)
        if held:
            return PushVerdict(branch, publishes=True, taken_back=tuple(dict.fromkeys(held)))
        portal = own_folder(self._own / "portal")
        self._git.write_to(commit, portal)
        seals = self._vouched(tree, live, portal, today)
        if isinstance(seals, PushVerdict):
            return seals
        if seals.refused:
            return PushVerdict(branch, publishes=True, taken_back=seals.refused)
        return self._built(branch, commit, portal, seals.known, today)

    def _built(
        self, branch: str, commit: str, portal: Path, known: Known, today: datetime.date
    ) -> PushVerdict:
        staging, site = own_folder(self._own / "build"), self._own / "site"
        trust = self._memory.trust(known)
        cached = set(_cached(staging))
        self._note(commit, "building")
        environment, proof = self._tools.environment, self._tools.proof
        built = build_portal(
            portal, staging, site, today, environment, trust=trust, proof=proof, public=True
        )
        if not isinstance(built, Built):
            for path in set(_cached(staging)) - cached:
                remove(path)
            self._note(commit, _CHECKED)
            return PushVerdict(branch, publishes=True, report=built.report)
        own_folder(site)
        self._releases.prepare(site, commit[:12])
        self._memory.expect(commit, known)
        unrecorded = _unrecorded(built.checked.portal.plans, today)
        report, drafts = built.checked.report, tuple(left_out(built.checked.portal, today))
        return PushVerdict(
            branch, publishes=True, report=report, unrecorded=unrecorded, drafts=drafts
        )

    # What was live

    def _live(self, commit: str) -> list[Tree]:
        """Return the trees that were live, or let in: the branch's, and the one shown last."""
        return [Tree(self._git, one) for one in self._live_commits() if one != commit]

    def _live_commits(self) -> list[str]:
        """Return the branch's tip, and what was shown last where it is another commit."""
        found = [self._git.tip(self._memory.branch), self._git.known(self._memory.shown)]
        return list(dict.fromkeys(one for one in found if one))

    def _shown_chain(self) -> tuple[str, ...]:
        """Return the chain that the live site itself publishes: it outlives the repository."""
        try:
            with (self._releases.live / SEALS_NAME).open("rb") as stream:
                return lines_of(stream.read(_MOST_CHAIN))
        except OSError:
            return ()

    def _chain_held(self, tree: Tree, live: list[Tree]) -> Iterator[Refusal]:
        """Yield what the chain lacks of the one that is live, or that the operator took in."""
        way = "ใช้คลังเดิมขององค์กรซึ่งมีแฟ้มนี้ครบ ลำดับนี้ต่อท้ายได้อย่างเดียว"
        shown = self._shown_chain()
        if len(shown) > max((len(one.chain()) for one in live), default=0):
            yield from chain_taken_back(shown, tree.chain(), way)
        trusted = self._memory.known().trusted
        if trusted and not trusted_lines(tree.chain(), trusted):
            said = "ลำดับของปีที่ปิดผนึกไม่ตรงกับที่ผู้ดูแลเครื่องแม่ข่ายรับไว้ด้วย --trust-chain"
            yield Refusal(Place(SEALS), said, way)

    # Seals that come in

    def _vouched(
        self, tree: Tree, live: list[Tree], portal: Path, today: datetime.date
    ) -> Vouched | PushVerdict:
        """Prove what seals are new, once the portal is known to be sound."""
        known, shown = self._memory.known(), self._memory.shown
        # What a branch leads to was let in by us, or by somebody who moved it.
        proven = [one for one in live if not shown or one.commit == shown]
        chain = proving.PushedChain(tree, proven, self._standing(tree, proven, known))
        if not chain.moved():
            return Vouched(known)
        checked = check_portal(portal, today, trust=self._memory.trust(known))
        if checked.report.errors:
            return PushVerdict(self._memory.branch, publishes=True, report=checked.report)
        bench = Bench(
            self._git,
            portal,
            own_folder(self._own / "aside"),
            self._memory.signers,
            self._tools.environment,
            _undo(live),
            frozenset(line[:4] for one in live for line in one.chain()[1:]),
            today,
            self._tools.say,
        )
        try:
            return vouched(chain, known, bench)
        finally:
            remove(self._own / "aside")

    def _standing(self, tree: Tree, live: list[Tree], known: Known) -> int:
        """Return how many lines of the chain, its heading included, need no proof any more."""
        again = [tree] if tree.commit == self._memory.shown else []
        lengths = [len(one.chain()) for one in (*live, *again)] + [len(self._shown_chain())]
        return max(*lengths, trusted_lines(tree.chain(), known.trusted))

    # What must not stay

    def _note(self, commit: str, step: str) -> None:
        write_own(self._own / _UNFINISHED, f"{commit} {step}\n".encode("ascii"))

    def prepared(self, commit: str) -> bool:
        """Whether a release of that very commit waits to be shown."""
        return self._memory.expected == commit and self._releases.prepared(commit[:12])

    def done(self) -> None:
        """Say that what was judged last is shown: it may stay."""
        remove(self._own / _UNFINISHED)

    def clear(self) -> None:
        """Remove what a run left that was killed, or that git refused after us."""
        expected = self._memory.expected
        waits = bool(expected) and expected == self._git.tip(self._memory.branch)
        if not waits:
            self._releases.discard()
            self.drop()

    def drop(self) -> None:
        """Remove everything of the push that was judged last: it does not come in.

        What earlier pushes built stays where this one was only checked.
        """
        self._memory.forget_expected()
        file = self._own / _UNFINISHED
        if not file.is_file():
            return
        self._releases.discard()
        only_checked = file.read_bytes().endswith(f" {_CHECKED}\n".encode("ascii"))
        kept = {*KEPT, *(("build", "site") if only_checked else ()), file.name, *_OTHERS}
        for path in list(self._own.iterdir()):
            if path.name not in kept:
                remove(path)
        remove(file)


def _cached(staging: Path) -> Iterator[Path]:
    """Yield what earlier builds left aside: texts, pictures, and pages of sealed years."""
    for folder in staging.glob(".*"):
        if folder.is_dir() and not folder.is_symlink():
            yield from folder.iterdir()


def _unrecorded(plans: Sequence[Plan], today: datetime.date) -> tuple[str, ...]:
    return tuple(
        plan.year.label
        for plan in plans
        if any(
            one.record is None and one.posting.announced and one.posting.announced <= today
            for one in plan.editions
        )
    )


def _undo(live: list[Tree]) -> str:
    sealed = next((one.commit[:12] for one in live if one.chain()), "")
    return f"สั่ง git checkout {sealed} -- {SEALS}" if sealed else f"ลบแฟ้ม {SEALS}"
