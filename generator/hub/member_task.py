"""The task of one member, on whichever worker it runs: bytes go to the disk, small facts come back.

The foreign part runs in a copy of this worker's own process for it; a worker that dies amid it
leaves what was there before, and whoever does the task again writes the same.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.hub.fetching.bounds import TO_HARVEST, TO_HOST
from generator.hub.hosting import SITE
from generator.hub.keeping import covered, without_portal
from generator.hub.portals import PORTALS, Portals
from generator.hub.store import ROWS, TAKEN, Good, Kept, Store, digest_of
from generator.machine.bounded import Answer, Ending
from generator.machine.forks import Forks

_ENDED = {
    Ending.LATE: "ใช้เวลาหรือพื้นที่เกินกำหนด มีแฟ้มหรือข้อความที่ใหญ่หรือซับซ้อนผิดปกติ",
    Ending.HELD: "ใช้เวลานานเกินกำหนด ต้นทางตอบช้าหรือแฟ้มใหญ่ผิดปกติ",
    Ending.DIED: "การอ่านถูกระบบหยุด มีแฟ้มที่ใหญ่หรือผิดปกติ",
}


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a member took back: cells, and what names all that it says of it; "" if not known."""

    cells: tuple[tuple[str, str, str], ...] = ()
    withdrawn: str = ""


_OF_THREAD = threading.local()
_ALL: list[Forks] = []


def _forks() -> Forks:
    """Return the process of this thread: a worker has one, our own threads have one each."""
    if not hasattr(_OF_THREAD, "forks"):
        _OF_THREAD.forks = Forks("generator.hub.harvesting")
        _ALL.append(_OF_THREAD.forks)
    found: Forks = _OF_THREAD.forks
    return found


@contextlib.contextmanager
def forks_of_threads() -> Iterator[None]:
    """End on leaving what members' tasks began in threads of this process."""
    try:
        yield
    finally:
        for one in _ALL:
            one.stop()  # where we are interrupted, a thread may still wait for a member
        while _ALL:
            _ALL.pop().close()


def ended_words(ending: Ending) -> str:
    """Return in Thai why a bounded process gave nothing."""
    return _ENDED[ending]


def harvest_member(told: dict[str, Any]) -> dict[str, Any]:
    """Harvest one member into the store; return its code. Raises OSError.

    `told` has `state`, `member`, `key`, `today` and `environment`.
    """
    store, code = Store(Path(told["state"])), told["member"]["code"]
    portals = Portals(store.home.parent / PORTALS)
    kept, bounds = store.kept(code), TO_HOST if told["member"]["hosted"] else TO_HARVEST
    with store.work(code) as folder:
        task = {name: told[name] for name in ("member", "today", "environment")}
        data = json.dumps(task | {"folder": str(folder)}, ensure_ascii=False).encode()
        facts = _facts(_forks().done(data, bounds))
        taken = _taken(folder)
        if "reason" in facts:
            now = _kept_without(store, portals, kept, taken, code)
            now = replace(now, tried=told["key"], day=told["today"], reason=facts["reason"])
        else:
            folder_name = store.place(code, folder / ROWS, digest_of(facts["digests"]))
            good = _good(told, facts, folder_name, taken)
            if "portal" in facts:
                name = portals.place(code, folder / SITE, facts["portal"])
                good = replace(good, portal=name)
            now = Kept(good)
        if not folder.is_dir():  # swept: another run has begun, whose word it is now
            raise FileNotFoundError(str(folder))
        store.keep(code, now)
        if now.good and now.good.portal:
            portals.show(code, now.good.portal)
    return {"code": code}


def _kept_without(store: Store, portals: Portals, kept: Kept, taken: _Taken, code: str) -> Kept:
    """Return the last good harvest without what was taken back since.

    No page of a portal can be covered here as its own next build does it: the portal goes whole.
    """
    good, closed = kept.good, kept.closed
    if not good:
        return Kept()
    if closes := bool(good.portal) and taken.withdrawn not in ("", good.withdrawn):
        portals.close(code)  # first, whatever becomes of the rows
    good = covered(store, code, good, taken.cells)
    if closes:
        good, closed = without_portal(store, code, good), True
    return Kept(good, closed=closed)


def _facts(answer: Answer) -> dict[str, Any]:
    if answer.ending is not Ending.DONE:
        return {"reason": ended_words(answer.ending)}
    facts: dict[str, Any] = json.loads(answer.data)
    return facts


def _good(told: dict[str, Any], facts: dict[str, Any], folder: str, taken: _Taken) -> Good:
    return Good(
        key=told["key"],
        source=facts["source"],
        day=told["today"],
        until=facts["until"],
        folder=folder,
        years=facts["digests"],
        rows=facts["rows"],
        office=facts["office"],
        warnings=facts["warnings"],
        taken=taken.cells,
        withdrawn=taken.withdrawn,
    )


def _taken(folder: Path) -> _Taken:
    with contextlib.suppress(OSError, ValueError):
        told = json.loads((folder / TAKEN).read_bytes())
        return _Taken(tuple(tuple(one) for one in told["cells"]), told["withdrawn"])
    return _Taken()
