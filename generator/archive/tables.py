"""What a sealed year's own data file says, for who puts all years beside each other."""

from __future__ import annotations

from generator.archive.bag import SITE
from generator.archive.sealed import SealedYear
from generator.archive.zipped import opened


def sealed_file(year: SealedYear, path: str) -> bytes:
    """Return a file that a sealed year publishes, by its path below the year's folder.

    It is empty where the year has none. Raises DamagedSealError and OSError.
    """
    with opened(year.kept.path) as archive:
        name = f"{SITE}{archive.top}/{path}"
        return archive.read(name) if name in archive.names else b""
