"""Artifacts → the staging folder, and a finished site → its place, each in one step."""

from generator.site.staging.listing import StagingList
from generator.site.staging.staging import Changes, UnsafePathError, stage
from generator.site.staging.swap import Aside

__all__ = ["Aside", "Changes", "StagingList", "UnsafePathError", "stage"]
