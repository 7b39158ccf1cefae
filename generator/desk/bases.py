"""A draft that cannot go on: the commit that it was made on is gone, or its files are not whole."""

from __future__ import annotations

from pathlib import Path

from generator.machine.git_told import Told
from generator.machine.git_work import WorkCopy
from generator.plan.merge import UnsafeError
from generator.publishing.drafting import Draft

_NO_BASE = (
    "ร่างนี้ทำบนประวัติที่ถูกลบออกจากคลังแล้ว จึงใช้ต่อไม่ได้ และแยกเก็บไว้ที่{where} "
    "เปิดหน้านี้ใหม่ แล้วทำรายการใหม่จากแผนปัจจุบัน"
)
_HARMED = (
    "ไฟล์ของร่างเสียหรือหายไปบางส่วน จึงใช้ต่อไม่ได้ และแยกส่วนที่เหลือเก็บไว้ที่{where} "
    "แผนที่เก็บไว้แล้วยังอยู่ครบ เปิดหน้านี้ใหม่ แล้วทำรายการที่ยังไม่ได้เก็บอีกครั้ง"
)
ON_SERVER = "เครื่องแม่ข่าย ถามผู้ดูแลเครื่อง"


def refuse_lost(
    work: WorkCopy, told: Told, draft: Draft, head: str, place: Path, where: str
) -> None:
    """Set a draft at `place` aside that cannot go on. Raises UnsafeError then, which tells it.

    `where` is how its person is told of the place; its path where that is empty.
    """
    if not draft.is_harmed and (not draft.base or _is_there(work, told, draft.base, head)):
        return
    said = _HARMED if draft.is_harmed else _NO_BASE
    number = sum(1 for one in place.parent.iterdir() if one.name.startswith("aside"))
    aside = place.rename(place.with_name(f"aside-{number + 1}"))
    raise UnsafeError(said.format(where=where or f"โฟลเดอร์ {aside}"))


def _is_there(work: WorkCopy, told: Told, commit: str, head: str) -> bool:
    """Whether a commit is here: one that the last follows is, as long as that is the last."""
    follows = ("follows", head, commit)
    if commit == head or told.of(follows, lambda: work.follows(head, commit)):
        return True
    return work.has(commit)
