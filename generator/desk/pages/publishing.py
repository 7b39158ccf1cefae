"""เผยแพร่: what was kept becomes what readers see, and the release before it again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.desk.asked import Answer, Asked, led_to
from generator.desk.laying import Desk, told_lines
from generator.desk.pages.choosing import choice_of
from generator.desk.pages.handing import waiting_page
from generator.desk.pages.sending import Sending, sent, standing
from generator.pipeline import Built, build_portal
from generator.plan.merge import UnsafeError
from generator.problems import Report
from generator.publishing.deploy import Server
from generator.publishing.showing import now_shown, published, rolled_back, target_of
from generator.publishing.withdrawals import withdrawn_below

_MOST_PROBLEMS = 60
_DRAFT = "ยังมีร่างที่ไม่ได้เก็บ เก็บหรือทิ้งร่างก่อน แล้วจึงเผยแพร่"
_OUTSIDE = "มีแฟ้มที่แก้ด้วยโปรแกรมอื่นและยังไม่ได้เก็บ ({path}) รับเข้าร่างแล้วเก็บก่อน แล้วจึงเผยแพร่"
_NOT_THAT = "รุ่นที่ประชาชนเห็นเปลี่ยนไปแล้วหลังจากเปิดหน้านี้ หรือกดย้อนไปแล้ว จึงไม่ย้อนซ้ำ เปิดหน้าเดิมใหม่ ดูรุ่นปัจจุบันก่อน"
_NO_TARGET = "ยังไม่ได้บอกว่าเผยแพร่ไปที่ใด กรอกโฟลเดอร์ปลายทางก่อน"


def publishing(desk: Desk, asked: Asked) -> Answer:
    """Return what would be published, and where."""
    return _shown(desk, asked, ())


def publish(desk: Desk, asked: Asked) -> Answer:
    """Build what was kept and show it, as `phaen publish` does."""
    if asked.person:  # what an office kept went by a push, and is shown
        return led_to("/handed?published=1")
    office, state = desk.office, desk.office.state()
    if state.draft.digests:
        raise UnsafeError(_DRAFT)
    if state.outside:
        raise UnsafeError(_OUTSIDE.format(path=state.outside[0]))
    place, told = _target(desk, asked)
    portal, day = office.portal, office.today()
    folders = (portal, portal / "build", portal / "site")
    built = build_portal(*folders, day, office.environment, proof=office.proof, public=True)
    if not isinstance(built, Built):
        return _shown(desk, asked, (), built.report)
    withdrawn = withdrawn_below(portal)
    lines = published(portal / "site", place, day, withdrawn, office.environment)
    office.note_shown(told, state.head)
    return _shown(desk, asked, lines)


def send(desk: Desk, asked: Asked) -> Answer:
    """Send what was kept to the portal's remote, as `phaen sync` does; never forced."""
    sending = sent(desk, asked, desk.office.state(), choice_of(asked))
    return _shown(desk, asked, (), sending=sending)


def back(desk: Desk, asked: Asked) -> Answer:
    """Show the release before the present one again: before the one that the page told of.

    A form that is sent twice, by a page loaded anew or by two people, takes no second one back.
    """
    place, told = _target(desk, asked)
    if desk.is_done(asked.posted) or asked.form.get("release", "") != now_shown(told):
        raise UnsafeError(_NOT_THAT)
    lines = rolled_back(place, desk.office.environment)
    desk.note_done(asked.posted)
    desk.office.note_shown(told, "")
    if asked.person:
        return waiting_page(desk, asked, lines)
    return _shown(desk, asked, lines)


def _target(desk: Desk, asked: Asked) -> tuple[Server | Path, str]:
    """Return the place where the site is shown, and how it is told."""
    told = desk.office.shown().get("target", "")
    if asked.person is None:  # an office shows its site where its repository does, nowhere else
        told = asked.form.get("target", "").strip() or told
    if not told:
        raise UnsafeError(_NO_TARGET)
    return target_of(told, desk.office.portal, desk.office.environment), told


def _shown(
    desk: Desk,
    asked: Asked,
    lines: Sequence[str],
    report: Report | None = None,
    sending: Sending | None = None,
) -> Answer:
    state = desk.office.state()
    return desk.page(
        "publish",
        asked,
        state,
        200 if sending is None or sending.is_done else 409,
        standing=standing(desk, state),
        sending=sending,
        lines=lines,
        target=(target := desk.office.shown().get("target", "")),
        release=now_shown(target),
        errors=len(state.committed.report.errors),
        problems=told_lines(report, _MOST_PROBLEMS) if report else [],
        is_shown=desk.office.shown_commit() == state.head,
    )
