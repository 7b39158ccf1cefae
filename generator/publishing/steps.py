"""What the steps of `phaen sync` yield: where it is sent, what was saved, how both were joined."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from generator.pipeline import Checked
from generator.plan.merge import Conflict
from generator.publishing.trees import Refusal


@dataclass(frozen=True, slots=True)
class Target:
    """Where the branch is sent: a remote, and the branch there."""

    remote: str
    branch: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What was committed: the commit (None for nothing), its sentence, files, and those left out.

    `checked` is what the commit holds where that is not sound, `refused` what it would show again
    of what was withdrawn: then nothing was committed.
    """

    commit: str | None
    said: str = ""
    paths: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    checked: Checked | None = None
    refused: tuple[Refusal, ...] = ()


class Standing(Enum):
    """How the clerk's commit and the remote's stand to each other."""

    SAME = "same"
    AHEAD = "ahead"
    BEHIND = "behind"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Joined:
    """What is to be sent or taken in: a commit, its tree's check, and conflicts that are left.

    `refused` tells why something that was withdrawn could not be covered in it.
    """

    standing: Standing
    ours: str
    theirs: str | None
    commit: str
    checked: Checked | None = None
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[str, ...] = ()
    refused: str = ""
