"""The plan book as data for theme/papers/book.typ: what is around the forms."""

from __future__ import annotations

from typing import Any

from generator.plan.model import Organization, Plan
from generator.site.render.documents.letters import signed
from generator.site.render.documents.spelling import Spelling
from generator.site.views.papers import Notice

_PARTS = 4


def book_data(
    plan: Plan, notice: Notice, organization: Organization, say: Spelling
) -> dict[str, Any]:
    """Return cover, foreword, introduction and committee; what an office did not write is ours."""
    title = say.figures(say.text(plan.title))
    office = say.text(organization.name)
    texts = plan.texts
    written = [*texts.introduction, *[""] * _PARTS][:_PARTS]
    filled = {"organization": office, "title": title, "year": say.figures(plan.year.label)}
    signature = signed(notice.signatory, say)
    return {
        "kind": "book",
        "cover": {
            "title": [say("cover_title"), say("cover_year", year=say.figures(plan.year.label))],
            "office": [office, *([say.text(organization.seat)] if organization.seat else [])],
        },
        "foreword": _paragraphs(say.figures(texts.foreword) or say("foreword_text", **filled), say),
        "foreword-signed": [signature["position"] if not notice.signatory else office],
        "introduction": [
            {
                "title": say.figures(say(f"part_1_{number}")),
                "text": _paragraphs(
                    say.figures(text) or say(f"part_1_{number}_text", **filled), say
                ),
            }
            for number, text in enumerate(written, start=1)
        ],
        "part-2": [say(f"title_{form}") + f" ({say(f'form_{form}')})"
                   for form in ("pd01", "pd02", "pd02_1")],
        "committee-columns": [say("number"), say("person"), say("position")],
        "committee": [
            [say.number(number), say.text(one.name), say.text(one.position)]
            for number, one in enumerate(plan.committee, start=1)
        ],
    }  # fmt: skip


def _paragraphs(text: str, say: Spelling) -> list[str]:
    return [say.text(" ".join(line.split())) for line in text.split("\n") if line.strip()]
