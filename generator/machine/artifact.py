"""What rendering yields."""

from __future__ import annotations

from dataclasses import dataclass

# The folder of the site in which what pages load lies: its name carries the digest of it all.
ASSETS = "assets/[0-9a-f]{12}"
# The organisation's emblem among them.
EMBLEM = "emblem.png"
# When each page last changed, for the list of pages; beside what is built, for the builder alone.
DAYS = "days.json"


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to be: its path below the staging folder, with forward slashes, and its bytes.

    `said` is what a file says that is no text, as JSON, where whoever made it knows.
    """

    path: str
    data: bytes
    said: bytes = b""
