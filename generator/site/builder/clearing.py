"""A portal's own site and what builds remember of it, removed: they hold what was withdrawn."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.machine.guard import FolderRefusedError
from generator.machine.proof import Proof
from generator.site.builder.folders import own_folders


def clear(root: Path, proof: Proof, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Remove the folders that builds fill where all in them is ours; return those that stay.

    All of it can be built again. Raises OSError.
    """
    staging, site = root / "build", root / "site"
    there = [folder for folder in (staging, site) if folder.exists() or folder.is_symlink()]
    if not there:
        return ()
    try:
        own_folders(root, staging, site, proof, environment)
    except FolderRefusedError:
        return tuple(str(folder) for folder in there)
    for folder in there:
        shutil.rmtree(folder)
    return ()
