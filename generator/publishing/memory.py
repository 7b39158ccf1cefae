"""What a repository that receives remembers of seals, beside its settings; no push writes there."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.archive import Trust
from generator.publishing.deploy import DeployError
from generator.publishing.private import write_own
from generator.publishing.pushlog import LOGS

SIGNERS, KEY = "signers", "key"
_SEALS, _PENDING, _SHOWN = "seals.json", "seals.next.json", "shown"
# What was taken out of history, and where it leads while that is not ended.
PURGED, PURGING = "purged", "purging"
_PURGED_TO = "purged-to"
# Whatever else lies in the folder belongs to one push.
KEPT = ("settings.json", ".clock", SIGNERS, KEY, _SEALS, _SHOWN, PURGED, PURGING, _PURGED_TO, *LOGS)
_DIGEST = re.compile("[0-9a-f]{64}")
_COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Known:
    """Digests of sealed files: which were made again here, which were signed by a known key.

    `trusted` is the digest of the chain that the operator took in, empty where there is none.
    """

    proven: frozenset[str] = frozenset()
    signed: frozenset[str] = frozenset()
    trusted: str = ""

    def and_also(self, other: Known) -> Known:
        """Return what both know."""
        return replace(self, proven=self.proven | other.proven, signed=self.signed | other.signed)


@dataclass(frozen=True, slots=True)
class Purge:
    """Where commits lead that are written anew, and which objects go."""

    moved: Mapping[str, str]
    going: frozenset[str] = frozenset()


class Memory:
    """The files of the repository's own folder that outlive a push. Raises OSError, DeployError."""

    def __init__(self, own: Path, branch: str) -> None:
        self._own = own
        self.branch = branch
        self.signers = own / SIGNERS

    def trust(self, known: Known | None = None) -> Trust:
        """Return what this machine knows of seals, for whoever checks and builds."""
        return Trust(self.signers, (known or self.known()).proven)

    def known(self) -> Known:
        """Return what is remembered of seals."""
        return _read(self._own / _SEALS) or Known()

    def remember(self, known: Known) -> None:
        """Add to what is remembered; a digest once proven stays so."""
        old = self.known()
        new = replace(old.and_also(known), trusted=known.trusted or old.trusted)
        if new != old:
            write_own(self._own / _SEALS, _written(new))

    def expect(self, commit: str, known: Known) -> None:
        """Note what a push has proven that is not let in yet."""
        write_own(self._own / _PENDING, commit.encode() + b"\n" + _written(known))

    @property
    def expected(self) -> str:
        """The commit of which something was noted; empty where nothing was."""
        try:
            noted, _, _ = (self._own / _PENDING).read_bytes().partition(b"\n")
        except FileNotFoundError:
            return ""
        text = noted.decode("ascii", "replace")
        return text if _COMMIT.fullmatch(text) else ""

    def came_in(self, commit: str) -> None:
        """Keep what was noted of the commit, which git let in; drop what was noted of another."""
        file = self._own / _PENDING
        try:
            noted, _, data = file.read_bytes().partition(b"\n")
        except FileNotFoundError:
            return
        if noted == commit.encode() and (known := _parsed(data)):
            self.remember(known)
        file.unlink(missing_ok=True)

    def forget_expected(self) -> None:
        """Drop what was noted of a push that was not let in."""
        (self._own / _PENDING).unlink(missing_ok=True)

    @property
    def shown(self) -> str:
        """The commit that readers were shown last, in full; empty where that is not known."""
        try:
            text = (self._own / _SHOWN).read_text(encoding="ascii", errors="replace").strip()
        except FileNotFoundError:
            return ""
        return text if _COMMIT.fullmatch(text) else ""

    @shown.setter
    def shown(self, commit: str) -> None:
        """Remember the commit that readers see now; written durably, and only where it changed."""
        if commit != self.shown:
            write_own(self._own / _SHOWN, f"{commit}\n".encode("ascii"))

    def purged(self) -> frozenset[str]:
        """Return the objects that were taken out of history, and never come back."""
        return frozenset(_lines(self._own / PURGED))

    def remember_purged(self, oids: Iterable[str]) -> None:
        """Never let those objects come back; durably, and one that is known stays so."""
        told = "".join(f"{one}\n" for one in sorted(self.purged().union(oids)))
        write_own(self._own / PURGED, told.encode("ascii"))

    @property
    def purged_to(self) -> str:
        """The commit whose entries were purged, with all before it; empty for none."""
        told = "".join(_lines(self._own / _PURGED_TO)[:1])
        return told if _COMMIT.fullmatch(told) else ""

    @purged_to.setter
    def purged_to(self, commit: str) -> None:
        write_own(self._own / _PURGED_TO, f"{commit}\n".encode("ascii"))

    @property
    def purging(self) -> Purge:
        """What a purge began that is not ended; nothing of either where none was begun."""
        lines = [line.split() for line in _lines(self._own / PURGING)]
        moved = {words[0]: words[1] for words in lines if len(words) == 2}
        return Purge(moved, frozenset(words[0] for words in lines if len(words) == 1))

    @purging.setter
    def purging(self, begun: Purge) -> None:
        told = [f"{old} {new}" for old, new in begun.moved.items()]
        told += sorted(begun.going)
        write_own(self._own / PURGING, "".join(f"{line}\n" for line in told).encode("ascii"))

    def purge_ended(self) -> None:
        """Say that nothing of it is left to do."""
        (self._own / PURGING).unlink(missing_ok=True)


def is_digest(text: str) -> bool:
    """Whether a text is a SHA-256 as people copy it."""
    return bool(_DIGEST.fullmatch(text))


def trusted_lines(lines: Sequence[str], digest: str) -> int:
    """Return how many lines of a chain the operator took in by `digest`, its heading included.

    The digest is that of seals.txt as it stood, whichever way its lines ended. 0 where the chain
    does not begin so.
    """
    unix, windows = hashlib.sha256(), hashlib.sha256()
    for number, line in enumerate(lines, start=1):
        data = line.encode("utf-8", "surrogateescape")
        unix.update(data + b"\n")
        windows.update(data + b"\r\n")
        if digest in (unix.hexdigest(), windows.hexdigest()):
            return number
    return 0


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return []


def _read(file: Path) -> Known | None:
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return None
    known = _parsed(data)
    if known is None:
        raise DeployError(
            f"แฟ้ม {file} เสียหาย จึงไม่รู้ว่าปีใดพิสูจน์แล้ว ให้ผู้ดูแลกู้จากสำเนาสำรอง "
            "หรือลบแฟ้มนี้แล้วสั่ง phaen receive ซ้ำพร้อม --trust-chain"
        )
    return known


def _parsed(data: bytes) -> Known | None:
    try:
        told = json.loads(data)
        found = Known(frozenset(told["proven"]), frozenset(told["signed"]), told["trusted"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    digests = (*found.proven, *found.signed, *([found.trusted] if found.trusted else ()))
    return found if all(isinstance(one, str) and is_digest(one) for one in digests) else None


def _written(known: Known) -> bytes:
    told = {
        "proven": sorted(known.proven),
        "signed": sorted(known.signed),
        "trusted": known.trusted,
    }
    return json.dumps(told, indent=1).encode() + b"\n"
