"""What git tells of a push: references, and which of them may be what they are to become."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator import __version__
from generator.machine.git import Repository
from generator.machine.git_program import GitError
from generator.plan.starter.pin import REQUIREMENTS, pin_in
from generator.problems import Report
from generator.publishing.trees import Refusal


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
    def tag(self) -> str | None:
        """The tag's name; None for another kind of reference."""
        name = self.reference.removeprefix("refs/tags/")
        return name if name != self.reference else None

    @property
    def deletes(self) -> bool:
        """Whether the reference is to go."""
        return set(self.new) == {"0"}


@dataclass(frozen=True, slots=True)
class PushVerdict:
    """What is said of one pushed branch: whether it may come in, and every problem found.

    `taken_back` is what the push would take back of what is live; `unrecorded` are the years with
    an announced edition that nobody recorded, which is held against nothing. `drafts` are the
    folders of what is not announced, and so not published. `history` tells what its commits hold
    that must never be public, whatever the last of them holds.
    """

    branch: str
    publishes: bool
    report: Report = field(default_factory=Report)
    refused: str = ""
    taken_back: tuple[Refusal, ...] = ()
    unrecorded: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    history: tuple[Refusal, ...] = ()

    @property
    def accepted(self) -> bool:
        """A draft may have errors; what is published may not, nor take back what was."""
        bad = self.report.errors or self.taken_back
        return not (self.refused or self.history) and not (self.publishes and bad)


def newer_release(git: Repository, update: Update) -> str:
    """Return why what a newer release made is not taken in, in Thai; empty where it may be."""
    try:
        told = b"" if update.deletes else git.text_at(update.new, REQUIREMENTS)
    except GitError as error:
        return str(error)
    pin = pin_in(told.decode("utf-8", "replace"))
    if pin is None or not pin.newer_than(__version__):
        return ""
    return (
        f"คลังนี้ใช้ Phaen รุ่น {pin.release} ซึ่งใหม่กว่าโปรแกรมของเครื่องแม่ข่าย (รุ่น {__version__}) "
        f"ให้ผู้ดูแลติดตั้งรุ่น {pin.release} บนเครื่องแม่ข่ายก่อน แล้ว push ใหม่"
    )


def refused_name(update: Update, published: str) -> str:
    """Return why a reference that is not the published branch may not be; empty where it may."""
    name = update.branch or update.tag
    if name is None:
        return f"{update.reference} ไม่ใช่สาขาหรือป้าย (tag) คลังนี้รับเพียงสองอย่างนั้น"
    if "/refs/" in update.reference:  # git would take it for another's full name
        return f"ชื่อ {update.reference} กำกวม โปรดตั้งชื่ออื่น"
    if name.casefold() in (published.casefold(), "head"):
        kind = "ป้าย" if update.tag else "สาขา"
        return f"{kind}ชื่อ {name} จะถูกเข้าใจว่าเป็นสาขา {published} ที่เผยแพร่ โปรดตั้งชื่ออื่น"
    if update.branch and (name.startswith(f"{published}/") or published.startswith(f"{name}/")):
        return f"สาขาชื่อ {name} จะกันไม่ให้มีสาขา {published} โปรดตั้งชื่ออื่น"
    return ""
