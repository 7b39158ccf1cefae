"""Announcements as data for theme/papers/letters.typ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.plan.compare import Entry
from generator.plan.model import Change, Executive, Organization
from generator.site.render.documents.fitting import fit
from generator.site.render.documents.spelling import Spelling
from generator.site.render.facts import field_text
from generator.site.views.papers import Notice
from generator.site.views.rows import Version

# What a cancelled row is told by, and an added one, of which nothing is known yet.
_TOLD = ("detail", "budget", "place", "months", "unit")
_TOLD_NEW = (*_TOLD, "strategy", "programme")
# Letters of a line in the columns of the number, what it is, before, after and why.
_LETTERS = (4, 30, 28, 28, 24)
_LINES = 24

# What an office wrote before a name as it is signed, and a name in brackets.
_SIGNED_BY = re.compile(r"\(\s*ลงชื่อ\s*\)[\s.…]*")
_IN_BRACKETS = re.compile(r"\(((?:[^()]|\([^()]*\))+)\)")

Pairs = list[tuple[str, str]]


def letter_data(notice: Notice, organization: Organization, say: Spelling) -> dict[str, Any]:
    """Return the announcement of a plan, or of an amendment with its table of changes."""
    edition, office = notice.edition, organization.name
    title = say.figures(say.name(edition.name))
    return {
        "kind": "letter",
        "bookmark": say("announcement", title=title),
        "heading": [say("announced_by", organization=office), say("subject", title=title)],
        "paragraphs": [*_paragraphs(notice, title, office, say)],
        "closing": say("closing"),
        "dated": _dated(notice, say),
        "signed": signed(notice.signatory, say),
        "table-title": say("changes"),
        "table-heading": [say("changes_heading"), title, office],
        "columns": [say(one) for one in ("number", "item", "before", "after", "reason")],
        "changes": [
            _change(number, one, say) for number, one in enumerate(notice.changes, start=1)
        ],
        "notes": [_effect(notice, say)],
    }


def signed(signatory: Executive | None, say: Spelling) -> dict[str, str]:
    """Return the lines of a signature; without a name there is room to write one.

    A name that the office wrote as it is signed, in brackets, has them once.
    """
    name = _SIGNED_BY.sub("", signatory.name).strip() if signatory else ""
    if within := _IN_BRACKETS.fullmatch(name):
        name = within[1].strip()
    name = say.text(name) or say("blank")
    position = say.text(signatory.position) if signatory and signatory.position else ""
    return {
        "line": say("signed"),
        "name": f"({name})",
        "position": position or say("executive"),
    }


def _paragraphs(notice: Notice, title: str, office: str, say: Spelling) -> Iterator[str]:
    edition = notice.edition.edition
    position = notice.signatory.position if notice.signatory else ""
    yield say(
        "considered",
        organization=office,
        title=title,
        considered=say.date(edition.considered) if edition.considered else say("blank_date"),
        announced=(
            say.date(edition.posting.announced) if edition.posting.announced else say("blank_date")
        ),
        position=" ".join(position.split()) or say("executive"),
    )
    yield say.figures(say.text(notice.legal_basis)) or say("legal_basis")
    totals = notice.edition.totals
    yield say(
        "therefore_amended" if edition.number else "therefore",
        title=title,
        organization=office,
        n=say.number(totals.projects),
        money=say.money(totals, in_words=True),
    )


def _dated(notice: Notice, say: Spelling) -> str:
    day = notice.edition.edition.posting.announced
    return say("dated", date=say.date_in_words(day) if day else say("blank_date_in_words"))


def _effect(notice: Notice, say: Spelling) -> str:
    effect = notice.edition.effect
    return say(
        "effect",
        before=say.money(effect.before),
        after=say.money(effect.after),
        projects_before=say.number(effect.before.projects),
        projects_after=say.number(effect.after.projects),
    )


def _change(number: int, version: Version, say: Spelling) -> dict[str, Any]:
    project = version.project
    change = project.change or Change.ALTER
    before, after = _sides(version, change, say)
    reason = say.text(project.reason)
    data: dict[str, Any] = {
        "number": say.number(number),
        "kind": say(f"change_{change.slug}"),
        "name": say.text(project.name),
        "before": before,
        "after": after,
        "reason": reason,
    }
    cells = ["", f"\n{project.name}", *("\n".join(map(" ".join, one)) for one in (before, after))]
    fitting = fit([*cells, reason], _LETTERS, _LINES)
    if fitting.size:
        data["size"] = fitting.size
    if fitting.may_break:
        data["long"] = True
    return data


def _sides(version: Version, change: Change, say: Spelling) -> tuple[Pairs, Pairs]:
    """Return what is told of the row before and after: what differs, or of a new one all."""
    before, after = version.before, version.after
    if change is Change.CANCEL:
        return _told(before or after, _TOLD, say), [("", say("cancelled"))]
    if before is None:
        return [("", say("not_there"))], _told(after, _told_of_new(after), say)
    fields = version.changed
    if not fields:
        same = ("", say("unchanged"))
        return [same], [same]
    return _told(before, fields, say, empty=True), _told(after, fields, say, empty=True)


def _told_of_new(entry: Entry) -> tuple[str, ...]:
    return (*_TOLD_NEW, "count") if entry.count > 1 else _TOLD_NEW


def _told(entry: Entry, fields: tuple[str, ...], say: Spelling, *, empty: bool = False) -> Pairs:
    texts = [(field, _text(field, entry, say)) for field in fields]
    return [
        (
            say.words.plain(f"change.{field}"),
            say.text(say.figures(text) if field in _OURS else text) or "-",
        )
        for field, text in texts
        if text or empty
    ]


def _text(field: str, entry: Entry, say: Spelling) -> str:
    """Return what a row states, as pages have it; an amount with the decimals of every paper."""
    if field == "budget" and entry.satang is not None:
        return say.words.plain("money.baht", baht=say.baht(entry.satang))
    return field_text(field, entry, say.words)


# Fields whose texts are ours: sums, months.
_OURS = frozenset({"budget", "months", "count", "villages"})
