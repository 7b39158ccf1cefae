"""A form that may be a part of the plan: the rows of the plan that it does not have."""

from __future__ import annotations

from collections.abc import Sequence

from generator.plan.intake.draft import Ask, Draft, DraftRow
from generator.plan.intake.form import Spot
from generator.plan.intake.imported.codes import KnownRow
from generator.plan.intake.imported.texts import Asked, RowTexts
from generator.plan.intake.imported.words import asked_line, listed, question
from generator.plan.parse.questions import ASKED, ORIGIN

PART = "plan-part"


def kept_rows(gone: Sequence[KnownRow], *, asked: bool) -> tuple[RowTexts, ...]:
    """Return rows of the plan that the form does not have, as they are.

    Where nobody said whether the form is the whole plan, each is `asked` about in its row: none of
    them goes, and none stays, in silence.
    """
    return tuple(_kept(one, asked=asked) for one in gone)


def _kept(known: KnownRow, *, asked: bool) -> RowTexts:
    row = DraftRow(known.id, known.number, known.said("name"), (Spot(),))
    ask = Ask(PART, Spot(), rows=(known.id,))
    asks = (Asked(ask.code, "", question(ask)),) if asked else ()
    before = [one for one in known.asked.splitlines() if one != question(ask)]
    lines = (*before, *(asked_line(one.column, one.text) for one in asks))
    beside = {"ordinal": known.number, ORIGIN: known.origin, ASKED: "\n".join(lines)}
    return RowTexts(row, {**known.values, **beside}, asks)


def is_of_results(draft: Draft) -> bool:
    """Whether the form tells results: one that tells them of some projects drops no other."""
    return any(any(row.progress.values()) for row in draft.rows)


def in_order(
    rows: Sequence[RowTexts], kept: Sequence[RowTexts], known: Sequence[KnownRow]
) -> tuple[RowTexts, ...]:
    """Return the rows as the table has them: in the form's order, or in the plan's with new ones.

    A part of the plan moves no row of it.
    """
    if not kept:
        return tuple(rows)
    places = {one.id: at for at, one in enumerate(known)}
    return tuple(sorted((*kept, *rows), key=lambda one: places.get(one.row.id, len(places))))


def notes_of(gone: Sequence[KnownRow], *, kept: bool) -> tuple[str, ...]:
    """Return what becomes of the rows that the form does not have, told for all of them at once."""
    if not gone:
        return ()
    names = listed((f"{one.id} {one.said('name')}" for one in gone), 10)
    what = "คงไว้ตามแผนเดิม" if kept else "ตัดออกจากแผน"
    return (f"แผนเดิมมีอีก {len(gone)} โครงการที่แบบนี้ไม่มี {what}: {names}",)
