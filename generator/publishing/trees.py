"""The portal as one commit has it, and the words in which a push is refused.

A pushed tree is never checked out: it is read object by object (decision 37).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from generator.machine.git import Repository
from generator.machine.layout import SEALS, WITHDRAWN, of_year, pattern_of
from generator.plan.model import Withdrawn
from generator.plan.parse import parse_withdrawn
from generator.plan.read import YamlMap, read_yaml
from generator.problems import Place, Report

_ENTRIES = pattern_of(re.escape(WITHDRAWN))


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a push would take back of what was published: where, what, and how to do it rightly."""

    place: Place
    message: str
    advice: str


class Tree:
    """The portal as one commit has it. Raises GitError."""

    def __init__(self, repository: Repository, commit: str) -> None:
        self.commit = commit
        self.files = repository.files(commit)
        self._repository = repository

    def read(self, path: str) -> bytes | None:
        """Return a text file's bytes, without the mark that some editors put first."""
        oid = self.files.get(path)
        return None if oid is None else self._repository.read(oid).removeprefix(codecs.BOM_UTF8)

    def yaml(self, path: str) -> YamlMap | None:
        """Return a file's settings; None without it, or where they cannot be read."""
        data = self.read(path)
        return None if data is None else read_yaml(data, Place(path), Report())

    def restore(self, path: str) -> str:
        """Say how to have a file, or a folder, as this commit has it."""
        return f"สั่ง git checkout {self.commit[:12]} -- {path} แล้ว commit และ push ใหม่"

    def chain(self) -> tuple[str, ...]:
        """Return the lines of the chain of seals, its heading first."""
        return lines_of(self.read(SEALS) or b"")

    def years_with_entries(self) -> list[str]:
        """Return the years that tell of something withdrawn."""
        return [found["year"] for path in self.files if (found := _ENTRIES.fullmatch(path))]

    def withdrawn(self, year: str) -> Withdrawn:
        """Return what the year's entries say was withdrawn."""
        return parse_withdrawn(self.yaml(of_year(year, WITHDRAWN)), Report())


def lines_of(data: bytes) -> tuple[str, ...]:
    """Return the lines of a chain, whatever ended them; what is not text matches nothing sound.

    They are parted as whoever reads the chain parts them, or a line might hide within another.
    """
    text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
    return tuple(text.splitlines())
