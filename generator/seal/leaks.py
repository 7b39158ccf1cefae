"""What a sealed year says of private persons: read whole, when it is made and when it comes in.

Exempt is what the sealed year's own sources let through: its office as it was then, with its
officials, and the year's privacy.yml, which stays beside the seal.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from generator.check import Exempt, exempt_of
from generator.gate import Gate, Leak
from generator.parse import parse_portal
from generator.problems import Report
from generator.read import read_portal
from generator.seal.bag import README, SITE, SOURCE, YEAR
from generator.seal.keep import PRIVACY
from generator.seal.zipped import Archive, opened, unpack

# Its digests and the records' digests are no numbers of persons; records repeat the rows.
_UNREAD = "/announced/"


def leaks_of(sealed: Path, root: Path) -> tuple[Leak, ...]:
    """Return what a sealed file would publish of private persons, by the name of the file inside.

    `root` is the portal whose plans/<year>/privacy.yml counts. Pages and data, sources and papers
    are read. Raises DamagedSealError and OSError.
    """
    with opened(sealed) as archive:
        gate = Gate(_exempt(archive, root), {})
        return tuple(leak for name in _read(archive) for leak in gate.leaks(*name))


def _read(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """Yield what staff wrote first: where it is to be mended."""
    names = [name for name in archive.names if name.startswith(SOURCE) and _UNREAD not in name]
    for name in (*names, YEAR, README, "bag-info.txt"):
        yield name, archive.read(name)
    for name in archive.names:
        if name.startswith(SITE):
            yield name, archive.read(name)


def _exempt(archive: Archive, root: Path) -> Exempt:
    with tempfile.TemporaryDirectory(prefix="phaen-gate-") as folder:
        portal = Path(folder)
        sources = {name: name.removeprefix(SOURCE) for name in archive.names if SOURCE in name}
        unpack(archive, portal, lambda name: sources.get(name, ""))
        listed = f"plans/{archive.top}/{PRIVACY}"
        if (root / listed).is_file():
            (portal / listed).write_bytes((root / listed).read_bytes())
        unread = Report()  # what the year was sealed with is judged no more
        return exempt_of(parse_portal(read_portal(portal, unread), unread))
