"""Projects that are no rows of their own: those of copied sheets, those as they were before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.plan.intake.draft import Ask, Unused, Used
from generator.plan.intake.form import Spot
from generator.plan.intake.interpret.copies import copied_grids
from generator.plan.intake.interpret.gather import Gather
from generator.plan.intake.interpret.gathered import Gathered

_COPIED = "แผ่นงานหรือตารางที่ซ้ำกับ{first} ทุกแถว"


def without_copies(gather: Gather) -> tuple[Unused, ...]:
    """Take the projects of copied sheets out, and tell so; return what they said as unused."""
    copies = copied_grids(gather.projects)
    if not copies:
        return ()
    keys = {_key(gather.grids[copy].spot): first for copy, first in copies.items()}
    unused: list[Unused] = []
    kept: list[tuple[Used, int]] = []
    moved = _moved(gather.projects, copies)
    for used, project in gather.used:
        first = keys.get(_key(used.spot))
        if first is None:
            kept.append((used, project))
        else:
            why = _COPIED.format(first=gather.grids[first].spot.words)
            unused.append(Unused(used.what, used.spot, why))
    gather.used[:] = kept
    gather.totals[:] = [one for one in gather.totals if _key(one.spot) not in keys]
    _keep(gather, moved)
    gather.projects[:] = [one for one in gather.projects if one.sheet not in copies]
    for copy, first in copies.items():
        seen = gather.grids[first].spot.words
        gather.asks.append(Ask("sheet-copied", gather.grids[copy].spot, seen, mention=True))
    return tuple(unused)


def _key(spot: Spot) -> tuple[str, str, int, int]:
    return (spot.file, spot.sheet, spot.page, spot.table)


def _moved(projects: Sequence[Gathered], copies: dict[int, int]) -> dict[int, int]:
    """Return at which place each project stands once those of copies are gone."""
    kept = [at for at, one in enumerate(projects) if one.sheet not in copies]
    return {at: place for place, at in enumerate(kept)}


def _keep(gather: Gather, moved: dict[int, int]) -> None:
    """Keep only some projects; `moved` gives the new place of these, and of what is theirs."""
    gather.used[:] = [(used, moved.get(at, -1)) for used, at in gather.used]
    gather.totals[:] = [
        replace(one, after=len({new for old, new in moved.items() if old < one.after}))
        for one in gather.totals
    ]


def join_as_they_were(gather: Gather) -> None:
    """Join the rows of what stood there until an amendment to those of what stands there now."""
    pairs = dict(_pairs(gather.projects))
    for was, now in pairs.items():
        gather.projects[now].was = gather.projects[was]
    kept = [at for at in range(len(gather.projects)) if at not in pairs]
    moved = {at: place for place, at in enumerate(kept)}
    moved |= {was: moved[now] for was, now in pairs.items()}
    _keep(gather, moved)
    gather.projects[:] = [gather.projects[at] for at in kept]


def _pairs(projects: Sequence[Gathered]) -> Iterator[tuple[int, int]]:
    """Yield with each project of before that of after: of its number, else the next one free."""
    free = [at for at, one in enumerate(projects) if not one.under.was]
    for was, project in enumerate(projects):
        after = [at for at in free if at > was] if project.under.was else []
        same = [at for at in after if projects[at].number == project.number]
        if after:
            now = (same or after)[0]
            free.remove(now)
            yield was, now
