"""Artifacts → the staging folder, and a finished site → its place, each in one step."""

from generator.write.caches import FileCache, FolderCache
from generator.write.files import load_proven, read_plain, replace_file, save_proven
from generator.write.listing import StagingList
from generator.write.staging import Changes, UnsafePathError, stage
from generator.write.swap import Aside

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
