"""Lists of entries that commands of ours write, united entry by entry, whatever lines they fill."""

from __future__ import annotations

import re

from generator.machine.layout import PRIVACY, WITHDRAWN, pattern_of
from generator.plan.mend import append_entries, entries_said

_KEYS = {WITHDRAWN: "withdrawn", PRIVACY: "allow"}
_LISTS = pattern_of(f"(?P<name>{'|'.join(map(re.escape, _KEYS))})")
# Of these nothing is ever taken out: what was taken back stays so.
_ONLY_GROWS = (WITHDRAWN,)


def is_list(path: str) -> bool:
    """Whether a file below the portal's folder is a list of entries of a year."""
    return bool(_LISTS.fullmatch(path))


def merge_entries(path: str, base: bytes | None, ours: bytes, theirs: bytes) -> bytes | None:
    """Return theirs with our new entries at its end; None where that does not say all of both.

    Entries of withdrawn.yml never go. Of another list None is returned where we changed or removed
    an entry, or where both decided of one thing: then its lines are to be merged, or asked about.
    """
    found = _LISTS.fullmatch(path)
    assert found, path
    key = _KEYS[found["name"]]
    three = [entries_said(one, key) for one in (base or b"", ours, theirs)]
    if any(one is None for one in three):
        return None
    (was, before), (mine, own), (other, sent) = (one for one in three if one is not None)
    if mine not in (was, other) and other != was:
        return None  # another salt, say: hashes under it are no others'
    added = [one for one in own if one not in before and one not in sent]
    if found["name"] not in _ONLY_GROWS:
        names = {_thing(one) for one in sent if one not in before}
        if any(one not in own for one in before) or names & {_thing(one) for one in added}:
            return None
    head = {name: text for name, text in mine.items() if name not in other}
    return append_entries(theirs, key, added, head) if added or head else theirs


def _thing(entry: dict[str, str]) -> str:
    """Return what an entry decides of: a text, or its hash."""
    return next((entry[name] for name in ("scrypt", "text") if entry.get(name)), "")
