"""ร่าง: what readers would see otherwise, what is wrong; kept as one commit, or forgotten."""

from __future__ import annotations

from collections.abc import Iterator

from generator.desk.asked import Answer, Asked, led_to
from generator.desk.handing import Handed
from generator.desk.laying import Desk, told_lines
from generator.desk.office import State
from generator.desk.pages.choosing import choice_of
from generator.desk.pages.papers import to_sign
from generator.problems import Severity
from generator.publishing.difference import years_between
from generator.publishing.keeping import Kept
from generator.publishing.wording import year_lines

_MOST_PROBLEMS = 60


def draft(desk: Desk, asked: Asked) -> Answer:
    """Return the draft as readers would see it change."""
    return draft_page(desk, asked, None)


def keep(desk: Desk, asked: Asked) -> Answer:
    """Make the draft a commit; what hinders it is shown, and the draft stays."""
    kept = desk.office.keep(choice_of(asked))
    desk.office.forget_laid()
    if kept.conflicts or kept.refused or (kept.checked and kept.commit is None):
        return draft_page(desk, asked, kept)
    if asked.person:  # of an office what is kept is published
        return led_to(f"/handed?published={1 if kept.commit else 0}")
    if asked.form.get("then") == "publish":
        return led_to("/publish")
    return led_to("/draft?kept=1")


def drop(desk: Desk, _asked: Asked) -> Answer:
    """Forget the draft."""
    desk.office.drop()
    desk.office.forget_laid()
    return led_to("/draft?dropped=1")


def draft_page(desk: Desk, asked: Asked, kept: Kept | None, handed: Handed | None = None) -> Answer:
    """Return a draft as it is, or what hinders that it is kept; `handed` where it was handed on."""
    state = desk.office.state()
    layout = desk.layout(state.checked.portal.organization)
    # Of what rows and notices say: which pages that touches takes ten seconds to know. What others
    # kept since is none of the draft's, and stays when it is kept.
    found = years_between(state.base, state.checked)
    lines = [line for year in found for line in year_lines(year, layout.words)]
    report, known = state.checked.report, {*state.base.report}
    # What was so before, and hinders nothing, is told on the first page.
    new = [one for one in report if one.severity is Severity.ERROR or one not in known]
    return desk.page(
        "draft",
        asked,
        state,
        409 if kept else 200,
        lines=lines,
        files=[*_files(state)],
        to_sign=to_sign(state),
        handed=handed,
        others=state.draft.base not in ("", state.head),
        errors=len(report.errors),
        problems=told_lines(new, _MOST_PROBLEMS),
        conflicts=kept.conflicts if kept else (),
        refused=kept.refused if kept else (),
    )


def _files(state: State) -> Iterator[tuple[str, bool]]:
    """Yield the draft's files, each with whether it goes."""
    for path, digest in sorted(state.draft.digests.items()):
        yield path, not digest
