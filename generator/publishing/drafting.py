"""What a person changed and did not keep yet: whole files beside the repository, in no commit.

They lie in the git folder, which no commit and no site can hold. Files by their digests come first,
then one file that names them, each written in one step (atomic): a killed run leaves the draft as
it was before or after, never a part. One process at a time changes a draft.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import RLock
from typing import Any

from generator.machine.disk import put_file
from generator.machine.layout import PARTS

_NAME = "draft.json"
# Forms that are remembered: whoever sends one again after so many others means it.
_MOST_FORMS = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """Whole files by their path below the portal, over the commit `base`; empty where nothing is.

    A file that is to go has no digest. `taken` are files of the working copy that another program
    changed and that are in the draft: their digests as they were read there, "" of one that was
    gone.

    `forms` are the ids of forms that made it, and of those that were kept since.
    """

    base: str = ""
    digests: Mapping[str, str] = field(default_factory=dict)
    forms: tuple[str, ...] = ()
    taken: Mapping[str, str] = field(default_factory=dict)
    is_harmed: bool = False


class DraftStore:
    """The draft of one person in a folder. Raises OSError, after which the draft is as it was."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, which is made where there is something to keep."""
        self._folder = folder
        self._lock = RLock()

    def read(self) -> Draft:
        """Return the draft, an empty one where there is none; `is_harmed` where it is not whole."""
        try:
            said = json.loads((self._folder / _NAME).read_bytes())
            draft = _told(said)
        except FileNotFoundError:
            return Draft()
        except (ValueError, KeyError, TypeError, AttributeError):
            return Draft(is_harmed=True)
        whole = all(not digest or self._holds(digest) for digest in draft.digests.values())
        return draft if whole else Draft(is_harmed=True)

    def files(self, draft: Draft, but: Collection[str] = ()) -> dict[str, bytes | None]:
        """Return the bytes of a draft's files by their path; None for one that is to go."""
        return {
            path: (self._folder / digest).read_bytes() if digest else None
            for path, digest in draft.digests.items()
            if path not in but
        }

    def with_files(self, draft: Draft, base: str, files: Mapping[str, bytes | None]) -> Draft:
        """Return the draft as `change` would make it, of which nothing is written."""
        for path in files:
            _refuse_path(path)
        new = {path: "" if data is None else text_digest(data) for path, data in files.items()}
        return replace(draft, base=draft.base or base, digests={**draft.digests, **new})

    def change(
        self,
        form: str,
        base: str,
        files: Mapping[str, bytes | None],
        taken: Mapping[str, str] | None = None,
    ) -> Draft:
        """Put whole files into the draft, None for one to go; a form sent again changes nothing.

        `base` is the commit that they were made on, where the draft has none yet. Raises ValueError
        for a path that is none of a portal's.
        """
        with self._lock:
            draft = self.read()
            if form in draft.forms:
                return draft
            new = self.with_files(draft, base, files)
            for data in files.values():
                if data is not None:
                    self._keep(data)
            forms = (*draft.forms, form)[-_MOST_FORMS:]
            return self._write(replace(new, forms=forms, taken={**new.taken, **(taken or {})}))

    def drop(self) -> None:
        """Forget the files, because they were kept or are not wanted; forms stay known."""
        with self._lock:
            draft = self._write(replace(self.read(), base="", digests={}, taken={}))
            self._forget_but(draft)

    def know(self, forms: tuple[str, ...]) -> None:
        """Know forms again whose draft went elsewhere: sent once more they change nothing."""
        with self._lock:
            self._write(replace(self.read(), forms=forms))

    def _write(self, draft: Draft) -> Draft:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        said = {"base": draft.base, "files": dict(draft.digests), "forms": list(draft.forms)}
        said |= {"taken": dict(draft.taken)} if draft.taken else {}
        data = json.dumps(said, ensure_ascii=False).encode()
        put_file(self._folder / _NAME, data, durable=True, mode=0o600)
        return draft

    def _keep(self, data: bytes) -> None:
        digest = text_digest(data)
        if not self._holds(digest):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            put_file(self._folder / digest, data, durable=True, mode=0o600)

    def _holds(self, digest: str) -> bool:
        file = self._folder / digest
        if not file.is_file() or file.is_symlink():
            return False
        return text_digest(file.read_bytes()) == digest

    def _forget_but(self, draft: Draft) -> None:
        wanted = {_NAME, *draft.digests.values()}
        for file in self._folder.iterdir():
            if file.name not in wanted:
                file.unlink(missing_ok=True)


def text_digest(data: bytes) -> str:
    """Return the digest by which a draft knows a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def _told(said: Any) -> Draft:
    files = {str(path): str(digest) for path, digest in said["files"].items()}
    for path, digest in files.items():
        _refuse_path(path)
        if digest and (len(digest) != 64 or not set(digest) <= set("0123456789abcdef")):
            raise ValueError(digest)
    taken = {str(path): str(digest) for path, digest in said.get("taken", {}).items()}
    return Draft(str(said["base"]), files, tuple(map(str, said["forms"])), taken)


def _refuse_path(path: str) -> None:
    """Refuse a path that leads out of what a portal is made of. Raises ValueError."""
    parts = path.split("/")
    if parts[0] not in PARTS or any(one in ("", ".", "..") or "\\" in one for one in parts):
        raise ValueError(path)
