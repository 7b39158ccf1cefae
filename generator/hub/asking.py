"""What a member has now: asked in a copy of a bounded process, for whoever waits for it."""

from __future__ import annotations

import json

from generator.hub.fetching import UnreachableError, source_of
from generator.hub.member import Member


def work(task: bytes) -> bytes:
    """Return the source of a member, or the reason for which nothing is known of it."""
    told = json.loads(task)
    try:
        found = {"source": source_of(Member.from_json(told["member"]), told["environment"])}
    except UnreachableError as error:
        found = {"reason": str(error).replace(told["member"]["address"], "…")}
    return json.dumps(found, ensure_ascii=False).encode()
