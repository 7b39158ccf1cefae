"""รอเผยแพร่: what preparers handed on; who publishes looks at it, publishes it or gives it back."""

from __future__ import annotations

from collections.abc import Sequence

from generator.desk.asked import Answer, Asked, led_to
from generator.desk.handing import DRAFT, Handed
from generator.desk.laying import Desk
from generator.desk.pages import draft
from generator.desk.pages.choosing import choice_of
from generator.desk.shared import SharedOffice
from generator.plan.merge import UnsafeError
from generator.publishing.showing import now_shown

_NONE = "ร่างนี้ไม่ได้รออยู่แล้ว อาจเผยแพร่แล้ว ส่งกลับแล้ว หรือผู้จัดทำเอากลับไปแก้"
_ROOM = "ท่านมีร่างที่กำลังทำอยู่ ส่งต่อหรือทิ้งร่างนั้นก่อน แล้วจึงเอาร่างนี้กลับ"
_NO_WHY = "เขียนเหตุผลที่ส่งกลับ เพื่อให้ผู้จัดทำรู้ว่าต้องแก้อะไร"
_LONGEST = 500


def waiting(desk: Desk, asked: Asked) -> Answer:
    """Return what waits: all of it for who publishes, else one's own."""
    return waiting_page(desk, asked, _told(desk, asked))


def _told(desk: Desk, asked: Asked) -> Sequence[str]:
    return _office(desk).told if asked.query.get("published") == "1" else ()


def waiting_page(desk: Desk, asked: Asked, lines: Sequence[str]) -> Answer:
    """Return the page of what waits, with what is told of what was just done."""
    office = _office(desk)
    found = [one for one in office.common.handed.all() if _may_see(office, one)]
    return desk.page(
        "handed",
        asked,
        office.state(),
        lines=lines,
        waiting=[one for one in found if not one.returned],
        returned=[one for one in found if one.returned and one.account == office.person.id],
        own=office.person.id,
        release=now_shown(office.shown()["target"]),
    )


def hand_on(desk: Desk, _asked: Asked) -> Answer:
    """Hand one's draft on to those who publish; none is no harm: the form was sent twice."""
    office = _office(desk)
    office.forget_laid()
    office.hand_on()
    return led_to("/handed?handed=1")


def handed(desk: Desk, asked: Asked) -> Answer:
    """Return a draft that waits, as readers would see it change."""
    theirs, one = _of(desk, asked)
    return draft.draft_page(theirs, asked, None, one)


def keep(desk: Desk, asked: Asked) -> Answer:
    """Publish it in its preparer's name; what hinders that is shown, and it waits on."""
    theirs, one = _of(desk, asked)
    office = _office(theirs)
    kept = office.keep(choice_of(asked))
    office.forget_laid()
    if kept.conflicts or kept.refused or (kept.checked and kept.commit is None):
        return draft.draft_page(theirs, asked, kept, one)
    _office(desk).told = office.told
    return led_to(f"/handed?published={1 if kept.commit else 0}")


def give_back(desk: Desk, asked: Asked) -> Answer:
    """Give it back to its preparer, with what is to be changed."""
    common, why = _office(desk).common, asked.form.get("why", "").strip()[:_LONGEST]
    if not why:
        raise UnsafeError(_NO_WHY)
    with common.lock:
        _, one = _of(desk, asked)
        common.handed.give_back(one, why)
    return led_to("/handed?returned=1")


def take_back(desk: Desk, asked: Asked) -> Answer:
    """Make what one handed on one's draft again."""
    office = _office(desk)
    with office.common.lock:
        found = office.common.handed.of(asked.path.get("id", ""))
        if found is None or found.account != office.person.id:
            raise UnsafeError(_NONE)
        if not office.common.handed.take_back(found, office.folder / DRAFT):
            raise UnsafeError(_ROOM)
    return led_to("/draft")


def _of(desk: Desk, asked: Asked) -> tuple[Desk, Handed]:
    """Return a desk with a draft that waits; of others it is told as if it were not there."""
    office = _office(desk)
    found = office.common.handed.of(asked.path.get("id", ""))
    if found is None or not _may_see(office, found):
        raise UnsafeError(_NONE)
    if found.returned and found.account != office.person.id:
        raise UnsafeError(_NONE)
    theirs = SharedOffice(office.common, office.person, found)
    return desk.beside(theirs), found


def _may_see(office: SharedOffice, one: Handed) -> bool:
    return office.person.may_publish or one.account == office.person.id


def _office(desk: Desk) -> SharedOffice:
    assert isinstance(desk.office, SharedOffice), "these doors are an office's"
    return desk.office
