"""How much a member may have, how long it may take, and whom we trust to be it."""

import contextlib
import os
from pathlib import Path

from generator.machine.forks import Bounds

#: The file of certificates that are trusted instead of this machine's, as OpenSSL calls it.
CERTIFICATES = "SSL_CERT_FILE"
# A portal is text and scanned papers. Bytes on the disk while git fetches, of a folder's sources,
# and of a published file.
MOST_FETCHED = 400_000_000
MOST_FOLDER = 400_000_000
MOST_FILES = 20_000
MOST_PUBLISHED = 100_000_000
MOST_PACKAGE = 2_000_000
#: Asking what a member has now: a processor's seconds, memory, a clock's seconds, bytes of a file.
TO_ASK = Bounds(20, 10**9, 60, 1_000_000)
#: Fetching, checking and harvesting it: as long as a push may be judged, and a slow line beside.
TO_HARVEST = Bounds(120, 3 * 2**30, 900, MOST_FETCHED)
#: The same of one whose portal is built beside: a page, an image and a paper for each project.
TO_HOST = Bounds(900, 3 * 2**30, 3600, MOST_FETCHED)
# Bytes and files of a portal that was built, and bytes of all that lies there while it is.
MOST_PORTAL = 1_000_000_000
MOST_PORTAL_FILES = 100_000
MOST_BUILDING = 3_000_000_000


def bytes_below(folder: Path) -> int:
    """Return how many bytes lie below a folder, in which others write meanwhile."""
    total = 0
    for at, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += (Path(at) / name).lstat().st_size
    return total
