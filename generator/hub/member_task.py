"""The task of one member, on whichever worker it runs: bytes go to the disk, small facts come back.

The foreign part runs in a copy of this worker's own process for it; a worker that dies amid it
leaves what was there before, and whoever does the task again writes the same.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from generator.hub.fetching.bounds import TO_HARVEST
from generator.hub.store import (
    ROWS,
    TAKEN,
    Good,
    Kept,
    Store,
    digest_of,
    read_year,
    write_year,
)
from generator.machine.bounded import Answer, Ending
from generator.machine.forks import Forks

_ENDED = {
    Ending.LATE: "ใช้เวลาหรือพื้นที่เกินกำหนด มีแฟ้มหรือข้อความที่ใหญ่หรือซับซ้อนผิดปกติ",
    Ending.HELD: "ใช้เวลานานเกินกำหนด ต้นทางตอบช้าหรือแฟ้มใหญ่ผิดปกติ",
    Ending.DIED: "การอ่านถูกระบบหยุด มีแฟ้มที่ใหญ่หรือผิดปกติ",
}


@cache
def _forks() -> Forks:
    return Forks("generator.hub.harvesting")


def ended_words(ending: Ending) -> str:
    """Return in Thai why a bounded process gave nothing."""
    return _ENDED[ending]


def harvest_member(told: dict[str, Any]) -> dict[str, Any]:
    """Harvest one member into the store; return its code. Raises OSError.

    `told` has `state`, `member`, `key`, `today` and `environment`.
    """
    store, code = Store(Path(told["state"])), told["member"]["code"]
    kept = store.kept(code)
    with store.work(code) as folder:
        task = {name: told[name] for name in ("member", "today", "environment")}
        data = json.dumps(task | {"folder": str(folder)}, ensure_ascii=False).encode()
        facts = _facts(_forks().done(data, TO_HARVEST))
        taken = _taken(folder)
        if "reason" in facts:
            good = _covered(store, code, kept.good, taken) if kept.good else None
            now = Kept(good, told["key"], told["today"], facts["reason"])
        else:
            folder_name = store.place(code, folder / ROWS, digest_of(facts["digests"]))
            now = Kept(_good(told, facts, folder_name, taken))
        if not folder.is_dir():  # swept: another run has begun, whose word it is now
            raise FileNotFoundError(str(folder))
        store.keep(code, now)
    return {"code": code}


def _facts(answer: Answer) -> dict[str, Any]:
    if answer.ending is not Ending.DONE:
        return {"reason": ended_words(answer.ending)}
    facts: dict[str, Any] = json.loads(answer.data)
    return facts


def _good(
    told: dict[str, Any], facts: dict[str, Any], folder: str, taken: list[tuple[str, str, str]]
) -> Good:
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
        taken=tuple(taken),
    )


def _taken(folder: Path) -> list[tuple[str, str, str]]:
    with contextlib.suppress(OSError, ValueError):
        return [tuple(one) for one in json.loads((folder / TAKEN).read_bytes())]
    return []


def _covered(store: Store, code: str, good: Good, taken: list[tuple[str, str, str]]) -> Good:
    """Return the last good harvest with what was taken back since then covered in it."""
    # Seldom needed, and slow to load in every worker.
    from generator.hub.harvest.withdrawn import Taken, without  # noqa: PLC0415

    new = [Taken(*one) for one in Counter(taken) - Counter(good.taken)]
    if not new:
        return good
    home = store.member(code) / good.folder
    with store.work(code) as folder:
        years = {}
        for year in good.years:
            tables, _ = without(year, read_year(home, year), new)
            years[year] = write_year(folder, year, tables)
        name = store.place(code, folder, digest_of(years))
    # The key stays its own: as soon as the portal is sound again, its own rows replace these.
    return Good(**{
        **{one: getattr(good, one) for one in Good.__slots__},
        "folder": name, "years": years, "taken": tuple(taken),
    })  # fmt: skip
