"""What a staging folder keeps between builds; all of it can be made again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.archive import KeptSeal, Vault
from generator.machine.caches import FileCache, FolderCache
from generator.machine.proof import Proof
from generator.plan.check import Finder
from generator.site.render import SHAPES


@dataclass(frozen=True, slots=True)
class Caches:
    """Sealed years unpacked, uploads looked into, images, papers, projects, clear texts.

    Each takes again only what its tag proves to be ours.
    """

    vault: Vault
    uploads: FolderCache
    cards: FolderCache
    papers: FolderCache
    photographs: FolderCache
    pieces: FileCache
    passed: FileCache
    finder: Finder

    @classmethod
    def below(cls, staging: Path, proof: Proof) -> Caches:
        """Return those of a staging folder."""
        passed = FileCache(staging / ".passed", proof)
        return cls(
            Vault(staging / ".sealed", proof, SHAPES),
            FolderCache(staging / ".uploads", ".json", proof),
            FolderCache(staging / ".cards", proof=proof),
            FolderCache(staging / ".papers", ".paper", proof),
            FolderCache(staging / ".photos", ".jpg", proof),
            FileCache(staging / ".pieces", proof),
            passed,
            Finder(passed),
        )

    def drop_unused(self, seals: list[KeptSeal]) -> None:
        """Keep what this build used, and nothing else."""
        self.finder.keep()
        self.cards.prune()
        self.papers.prune()
        self.photographs.prune()
        self.pieces.save()
        self.passed.save()
        self.uploads.prune()
        self.vault.prune(seals)
