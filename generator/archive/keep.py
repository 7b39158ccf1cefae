"""Where seals are kept in a portal, and how one is put there so that a killed run harms nothing.

`plans/seals.txt` decides what is sealed. A new sealed file waits beside its place as
`2568.zip.new` until its line stands in the chain; whoever reads takes the one that the line names
(decision 23).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.archive.chain import MOST_BYTES, Chain, Seal, read_chain, written
from generator.machine.disk import move_file, put_file
from generator.machine.layout import PRIVACY, SEALED, SEALS, of_year, sealed_file
from generator.machine.litter import is_litter

_WAITING = ".new"
DigestOf = Callable[[Path], str]
# Text that git may end otherwise on another system: its line ends are not part of what is sealed.
_TEXTS = (".csv", ".yml", ".yaml", ".txt", ".md")


@dataclass(frozen=True, slots=True)
class KeptSeal:
    """A seal that holds, with its file; None where no file is the one that was sealed."""

    seal: Seal
    path: Path
    whole: bool

    @property
    def signature(self) -> Path:
        """Where its signature would be."""
        return self.path.with_name(f"{self.seal.year}.zip.sig{self._suffix}")

    @property
    def _suffix(self) -> str:
        return _WAITING if self.path.name.endswith(_WAITING) else ""


def sealed_path(root: Path, year: str) -> Path:
    """Return where the year's sealed file is."""
    return root / sealed_file(year)


def chain_of(root: Path) -> Chain:
    """Return the portal's chain; empty where nothing was sealed."""
    file = root / SEALS
    if not file.is_file():
        return Chain()
    with file.open("rb") as stream:  # one that is too long is not read to its end
        return read_chain(stream.read(MOST_BYTES + 1))


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def kept_seal(root: Path, seal: Seal, digest_of: DigestOf = file_digest) -> KeptSeal:
    """Return the seal's file: in its place, or still waiting beside it."""
    place = sealed_path(root, seal.year)
    for path in (place, _waiting(place)):
        if path.is_file() and digest_of(path) == seal.digest:
            return KeptSeal(seal, path, whole=True)
    return KeptSeal(seal, place, whole=False)


def place(root: Path, seal: Seal, sealed: Path, signature: bytes | None) -> None:
    """Put the file `sealed` and its seal into the portal; the chain's line is what counts."""
    target = sealed_path(root, seal.year)
    target.parent.mkdir(parents=True, exist_ok=True)
    waiting = _waiting(target)
    sign = _signature(target)
    if signature is None:
        _waiting(sign).unlink(missing_ok=True)
    else:
        put_file(_waiting(sign), signature, durable=True)
    put_file(waiting, sealed.read_bytes(), durable=True)
    # Read again at the last moment: building took minutes, and another year may stand in it now.
    put_file(root / SEALS, written(chain_of(root).with_seal(seal)), durable=True)
    finish(root, seal)


def finish(root: Path, seal: Seal) -> bool:
    """Do what a killed run left undone after its line was written; return whether there was any."""
    target = sealed_path(root, seal.year)
    waiting, sign = _waiting(target), _signature(target)
    if not waiting.is_file() or file_digest(waiting) != seal.digest:
        return False
    if _waiting(sign).is_file():
        move_file(_waiting(sign), sign, durable=True)
    else:
        sign.unlink(missing_ok=True)
    move_file(waiting, target, durable=True)
    return True


def sign_again(root: Path, year: str, signature: bytes) -> None:
    """Put a signature beside a sealed file that stands."""
    put_file(_signature(sealed_path(root, year)), signature, durable=True)


def source_files(root: Path, year: str) -> dict[str, Path]:
    """Return the files of the year's folder by their path below it, as they are to be sealed.

    The seals themselves are left out, what editors and systems leave behind, and the list of
    personal data that may be published: sealed, it would be published itself.
    """
    base = root / of_year(year)
    found = {}
    for parent, folders, names in os.walk(base):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        below = Path(parent).relative_to(base)
        for name in sorted(names):
            path = (below / name).as_posix()
            left = path.startswith(f"{SEALED}/") or path == PRIVACY
            if not left and not is_litter(path):
                found[path] = Path(parent) / name
    return found


def with_line_feeds(path: str, data: bytes) -> bytes:
    """Return a file's bytes as they are sealed: texts end their lines with a line feed."""
    return data.replace(b"\r\n", b"\n") if path.lower().endswith(_TEXTS) else data


def source_digest(path: Path) -> str:
    """Return the SHA-256 of a source file as it is sealed."""
    return hashlib.sha256(with_line_feeds(path.name, path.read_bytes())).hexdigest()


def _waiting(path: Path) -> Path:
    return path.with_name(path.name + _WAITING)


def _signature(path: Path) -> Path:
    return path.with_name(f"{path.name}.sig")
