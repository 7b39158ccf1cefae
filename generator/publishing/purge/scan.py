"""Whether a repository still says what was withdrawn, anywhere: nobody is told it does not before.

Objects, whatever leads to them, names, and the files beside objects, which a purge may not write.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.machine.git_formats import entries_of, fields_of
from generator.machine.git_history import GitObject
from generator.machine.git_writing import Writing
from generator.publishing.purge.covering import Covering

# What a purge writes anew, or removes, by itself; objects are looked at by git.
_OURS = ("objects", "logs", "refs", "packed-refs", "info/refs", "FETCH_HEAD", "ORIG_HEAD")
_NAME = re.compile(rb"\b(?:[0-9a-f]{40}|[0-9a-f]{64})\b")
_LEADS = (b"tree", b"parent", b"object")
_PEOPLE = (b"author", b"committer", b"tagger")
_CODES = ("utf-8", "utf-16-le", "cp874")
_LARGEST = 30_000_000


def files_saying(repository: Path, covering: Covering, but: Collection[str] = ()) -> list[str]:
    """Return the files beside objects that say it, or in whose name it stands, `but` some."""
    found = []
    for path in sorted(repository.rglob("*")):
        name = path.relative_to(repository).as_posix()
        if path.is_dir() or any(
            name == one or name.startswith(f"{one}/") for one in (*_OURS, *but)
        ):
            continue
        data = path.read_bytes() if path.is_file() and path.stat().st_size <= _LARGEST else b""
        if covering.says(name) or covering.holds(_NAME.sub(b"", data)):
            found.append(name)
    return found


def objects_saying(git: Writing, covering: Covering, clean: Collection[str]) -> list[str]:
    """Return the objects that say it; those of `clean` were read as texts and papers before.

    Plain bytes are looked for in every one, whatever was found when it was read.
    """
    plainly = [text.strip().encode(code, "replace") for text in covering.wanted.texts
               for code in _CODES]  # fmt: skip
    return [
        one.oid
        for one in git.objects(git.everything())
        if any(text in (one.data or b"") for text in plainly)
        or (one.oid not in clean and _says(one, covering))
    ]


def names_saying(git: Writing, covering: Covering) -> list[str]:
    """Return the references, also those that lead to others, whose names say it."""
    return [one for one in git.names() if covering.says(one)]


def _says(one: GitObject, covering: Covering) -> bool:
    if one.data is None:
        return False
    if one.kind == "blob":
        return covering.said_in(one.data)
    return any(map(covering.holds, _words_of(one, one.data)))


def _words_of(one: GitObject, data: bytes) -> Iterator[bytes]:
    """Yield what people wrote in a folder, a commit or a tag, without the names of objects."""
    if one.kind == "tree":
        yield b"\n\n".join(entry.name for entry in entries_of(data, len(one.oid) // 2))
        return
    head, _, message = data.partition(b"\n\n")
    yield message
    for name, value in fields_of(head):
        if name in _PEOPLE:
            yield value.rpartition(b"> ")[0]
        elif name not in _LEADS:
            yield value
