"""The release that a repository pins in its requirements.txt, and how the line is written.

Three ways to get Phaen are known: a wheel in the repository's own folder `program/`, a package
index (`phaen==1.2.3`), and whatever pip takes besides, which is read and not rewritten.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

REQUIREMENTS, LOCKED_NAME = "requirements.txt", "requirements-locked.txt"
PROGRAM = "program"  # where a wheel lies, in a repository that brings its own
_LINE = re.compile(
    r"^(?P<what>[ \t]*(?:phaen[ \t]*==[ \t]*(?P<release>[^\s;#]+)"
    r"|(?P<file>[^\s#]*phaen-(?P<named>[^\s-]+)-[^\s/#]*\.whl)"
    r"|phaen\b[^#\n]*?))(?P<hash>(?:[ \t]+--hash=\S+)*)(?P<rest>[ \t]*(?:#.*)?)$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Pin:
    """What requirements.txt says of Phaen.

    `release` is empty where the line names none that can be read; `file` is the wheel's path where
    it names one; `hashed` says that the line has a digest, and `line` is the whole of it.
    """

    line: str
    release: str
    file: str
    hashed: bool

    @property
    def rewritable(self) -> bool:
        """Whether the line is one of those that we write ourselves."""
        local = self.file.removeprefix("./").startswith(f"{PROGRAM}/")
        return local or (bool(self.release) and not self.file)

    def newer_than(self, release: str) -> bool:
        """Whether the pinned release came after `release`; not where either cannot be read."""
        if self.release == release:
            return False
        # Loaded where it is needed: nearly always the two are the same.
        from packaging.version import InvalidVersion, Version  # noqa: PLC0415

        try:
            return Version(self.release) > Version(release)
        except InvalidVersion:
            return False


def pin_in(requirements: str) -> Pin | None:
    """Return the line about Phaen, None where there is none."""
    found = _LINE.search(requirements)
    if not found:
        return None
    release = found["release"] or found["named"] or ""
    return Pin(found[0], release, found["file"] or "", bool(found["hash"]))


def pinned(requirements: str, requirement: str) -> str:
    """Return the file with its line about Phaen as `requirement`; a remark behind it stays."""
    return _LINE.sub(lambda found: f"{requirement}{found['rest']}", requirements, count=1)


def of_wheel(name: str, digest: str) -> str:
    """Return the requirement for a wheel in the repository's own folder."""
    return f"./{PROGRAM}/{name} --hash=sha256:{digest}"


def release_of_wheel(name: str) -> str:
    """Return the release that a wheel's name says; empty for a file that is no wheel of Phaen."""
    found = re.fullmatch(r"phaen-([^-]+)-py3-none-any\.whl", name)
    return found[1] if found else ""
