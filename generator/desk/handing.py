"""Drafts that their preparers handed on, each in a folder of its own beside the repository.

A draft moves as a whole folder, in one step: it is its preparer's, or handed on, and never both.
"""

from __future__ import annotations

import datetime
import json
import re
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from generator.desk.accounts import Account
from generator.machine.disk import move_file, put_file
from generator.publishing.drafting import DraftStore
from generator.publishing.private import own_folder, remove

#: What a draft's folder is called below a person's, and below what was handed on.
DRAFT = "draft"
_WHO = "who.json"
_ID = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Handed:
    """A draft that waits for somebody who publishes: whose it is, and since which day.

    `returned` says why it was given back, and so waits for its preparer again; empty while it does
    not.
    """

    id: str
    account: str
    name: str
    called: str
    email: str
    day: str
    files: int = 0
    returned: str = ""

    @property
    def since(self) -> datetime.date:
        """The day on which it was handed on."""
        return datetime.date.fromisoformat(self.day)


class HandedOn:
    """What was handed on, below one folder. Raises OSError; whoever asks keeps others waiting."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, which is made with the first."""
        self._folder = folder

    def all(self) -> list[Handed]:
        """Return what waits, the oldest first; whatever was kept since is gone."""
        found = [one for path in self._ids() if (one := self.of(path.name))]
        return sorted(found, key=lambda one: (one.day, one.id))

    def of(self, wanted: str) -> Handed | None:
        """Return one by its id, None where it does not wait, or no more."""
        if not _ID.fullmatch(wanted):
            return None
        try:
            told = Handed(**json.loads((self.place(wanted) / _WHO).read_bytes()))
        except (FileNotFoundError, ValueError, TypeError):
            return None
        files = len(DraftStore(self.place(wanted) / DRAFT).read().digests)
        return replace(told, id=wanted, files=files) if files else None

    def place(self, wanted: str) -> Path:
        """Return the folder of one."""
        return self._folder / wanted

    def take(self, draft: Path, account: Account, day: datetime.date) -> Handed | None:
        """Take a person's draft; return None where there is nothing in it."""
        if not DraftStore(draft).read().digests:
            return None
        new = secrets.token_hex(16)
        handed = Handed(new, account.id, account.name, account.called, account.email, f"{day}")
        own_folder(self.place(new))
        self._write(handed)
        move_file(draft, self.place(new) / DRAFT, durable=True)
        return handed

    def give_back(self, handed: Handed, why: str) -> None:
        """Say why a draft is not published; its preparer may take it again."""
        self._write(replace(handed, returned=why))

    def take_back(self, handed: Handed, draft: Path) -> bool:
        """Make it its preparer's draft again; return whether that had room."""
        if DraftStore(draft).read().digests:
            return False
        remove(draft)
        own_folder(draft.parent)
        move_file(self.place(handed.id) / DRAFT, draft, durable=True)
        remove(self.place(handed.id))
        return True

    def sweep(self) -> None:
        """Remove what was kept since, and what a killed run began to hand on."""
        for path in self._ids():
            if self.of(path.name) is None:
                remove(path)

    def _write(self, handed: Handed) -> None:
        data = json.dumps(asdict(handed), ensure_ascii=False).encode()
        put_file(self.place(handed.id) / _WHO, data, durable=True, mode=0o600)

    def _ids(self) -> Iterator[Path]:
        if self._folder.is_dir():
            yield from (one for one in self._folder.iterdir() if _ID.fullmatch(one.name))
