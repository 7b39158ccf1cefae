"""By whose keys signatures count, and which seals this machine proved itself.

A host of static pages has no memory: there the portal's own list of signers counts, and pages say
so. A server that receives pushes hands in its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.archive.chain import Seal
from generator.machine.layout import SIGNERS


@dataclass(frozen=True, slots=True)
class Trust:
    """What a machine knows of seals beyond what came with the portal.

    `signers` is a file in the shape of ssh's allowed_signers whose keys alone count, also where it
    is empty or not there; None: the portal's own plans/allowed_signers. `proven` are the SHA-256
    of sealed files that this machine made again from their sources.
    """

    signers: Path | None = None
    proven: frozenset[str] = frozenset()

    def keys(self, root: Path) -> Path:
        """Return the file whose keys count for the portal at `root`."""
        return self.signers or root / SIGNERS


def unsigned_again(
    signed: Iterable[str], now: Mapping[Seal, str], live: Iterable[str]
) -> tuple[Seal, ...]:
    """Return the standing seals that lack a signature though the office has begun to sign.

    `signed` are the digests of live seals that were signed, `live` those of all live seals, `now`
    who signed each seal that is to stand, empty where nobody whose key counts did. Once a seal is
    signed it stays signed, and every seal that comes after must be.
    """
    begun, known = frozenset(signed), frozenset(live)
    bare = (seal for seal, who in now.items() if not who)
    return tuple(one for one in bare if begun and (one.digest in begun or one.digest not in known))
