"""How much a member may have and how long it may take: a portal is text and scanned papers."""

from generator.machine.forks import Bounds

# Bytes on the disk while git fetches, of a folder's sources, and of a published file.
MOST_FETCHED = 400_000_000
MOST_FOLDER = 400_000_000
MOST_FILES = 20_000
MOST_PUBLISHED = 100_000_000
MOST_PACKAGE = 2_000_000
#: Asking what a member has now: a processor's seconds, memory, a clock's seconds, bytes of a file.
TO_ASK = Bounds(20, 10**9, 60, 1_000_000)
#: Fetching, checking and harvesting it: as long as a push may be judged, and a slow line beside.
TO_HARVEST = Bounds(120, 3 * 2**30, 900, MOST_FETCHED)
