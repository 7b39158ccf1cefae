"""The only room that talks to others for the hub: git, folders of this machine, published sites.

`source_of` tells what a member has now, cheaply; `bring` has it here. Both run in a copy of a
process that the system bounds (`machine.forks`), and raise `UnreachableError` with the reason in
Thai for everything that the other side may do. Its floors:
0 bounds, unreachable · 1 folder, repository, site.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.hub.fetching import folder, repository, site
from generator.hub.fetching.unreachable import UnreachableError
from generator.hub.member import Member, Way


def source_of(member: Member, environment: Mapping[str, str]) -> str:
    """Return what names the state that a member has now. Raises UnreachableError."""
    if member.way is Way.SITE:
        return site.source_of(member.address, environment)
    if member.way is Way.GIT:
        return repository.source_of(member.address, member.branch, environment)
    path = Path(member.address)
    if folder.is_repository(path):
        return repository.head_of(path, environment)
    return folder.source_of(path)


def bring(member: Member, to: Path, environment: Mapping[str, str]) -> str:
    """Write the sources that a git or folder member has now into `to`; return what names them.

    Raises UnreachableError.
    """
    path = Path(member.address)
    if member.way is Way.GIT:
        return repository.fetch(member.address, member.branch, to, environment)
    if folder.is_repository(path):
        return repository.write(path, to, environment)
    return folder.copy(path, to)


__all__ = ["UnreachableError", "bring", "source_of"]
