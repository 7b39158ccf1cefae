"""Artifacts → the staging folder, and a finished site → its place, each in one step."""

from generator.machine.caches import FileCache, FolderCache
from generator.machine.disk import load_proven, read_plain, replace_file, save_proven
from generator.site.staging.listing import StagingList
from generator.site.staging.staging import Changes, UnsafePathError, stage
from generator.site.staging.swap import Aside

__all__ = [
    "Aside",
    "Changes",
    "FileCache",
    "FolderCache",
    "StagingList",
    "UnsafePathError",
    "load_proven",
    "read_plain",
    "replace_file",
    "save_proven",
    "stage",
]
