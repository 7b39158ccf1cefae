"""Looking for personal data once: a text in which nothing was found is passed over from then on.

One text stands in a table, on pages and in lists, and a year that is built again says nearly all
that it said before. Whether a text is clean depends on the text and on the rules alone, not on
what is exempt, so it may be remembered as long as the rules are the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import MutableMapping

from generator.machine.packaged import code_digest
from generator.plan.check.coded import decoded
from generator.plan.check.labelled import find_filled, find_labelled
from generator.plan.check.numbers import find_numbers
from generator.plan.check.persons import find_persons
from generator.plan.check.plain import is_plain, plain
from generator.plan.check.privacy import PersonalDatum, find_personal, said_by
from generator.plan.check.quick import may_hold
from generator.plan.check.spoken import find_spoken

# Those whose findings are errors; what the others find is a warning, and told at the entrance.
_STOPPING = (find_numbers, find_persons, find_filled, find_labelled, find_spoken)
_SIZE = 16  # bytes of a digest: two texts of one digest are not to be had
_ANY, _STOPS = b"any", b"stops"
# Five thousand projects have some seventy thousand texts; the memory is then 3 MB.
MOST_KNOWN = 200_000


class Finder:
    """Finds personal data in texts, and remembers those that have none."""

    def __init__(self, kept: MutableMapping[str, bytes] | None = None) -> None:
        """Know what an earlier build with the very same rules left in `kept`.

        Whoever passes it vouches that nobody else wrote there.
        """
        self._kept = {} if kept is None else kept
        self._key = f"clean-texts-{code_digest()}"
        known = self._kept.get(self._key, b"")
        self._known = {known[at : at + _SIZE] for at in range(0, len(known), _SIZE)}
        self._used: set[bytes] = set()
        self._found: dict[tuple[str, str], tuple[PersonalDatum, ...]] = {}

    def found_in(self, text: str, heading: str = "") -> tuple[PersonalDatum, ...]:
        """Return the personal data of a text, in reading order; see `find_personal`."""
        if heading:
            heading = heading if said_by(heading) else ""
        found = self._found.get((text, heading))
        if found is None:
            digest = _digest(_ANY, text, heading)
            found = () if digest in self._known else find_personal(text, heading)
            self._found[text, heading] = found
            if not found:
                self._clean(digest)
        return found

    def stopping_in(self, text: str) -> tuple[PersonalDatum, ...]:
        """Return the personal data of a text in which there may be some that stop publication.

        Where there is none it is twice as fast as looking for everything.
        """
        digest = _digest(_STOPS, text)
        if digest in self._known:
            self._used.add(digest)
            return ()
        # As it stands, and as what an address says in its codes is meant.
        meant = decoded(text)
        if meant == text and is_plain(text) and not may_hold(text):
            self._clean(digest)
            return ()
        spelled = [plain(one).text for one in ((text,) if meant == text else (text, meant))]
        stops = any(find(one) for one in spelled for find in _STOPPING)
        found = self.found_in(text) if stops else ()
        if not found:
            self._clean(digest)
        return found

    def keep(self) -> None:
        """Leave for the next build what is known, of very much only what this one met.

        A page that did not change was not read again, so that this build met little of what it
        says, and the build that changes the page wants to know it.
        """
        known = self._known if len(self._known) <= MOST_KNOWN else self._used
        self._kept[self._key] = b"".join(sorted(known))

    def _clean(self, digest: bytes) -> None:
        self._known.add(digest)
        self._used.add(digest)


def _digest(kind: bytes, text: str, heading: str = "") -> bytes:
    told = f"{len(heading)} {heading}{text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=_SIZE, person=kind).digest()
