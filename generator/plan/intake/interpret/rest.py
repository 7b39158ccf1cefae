"""What of a form is in no row, heading, total, section, title and not told as unused: nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.plan.intake.draft import Draft, DraftRow, Unused, Used, UsedAs
from generator.plan.intake.form import Form, Line, Mark, Spot
from generator.plan.sheet.wording import is_ditto, without_again
from generator.thai.text import arabic_digits, tidy


def rest(form: Form, draft: Draft) -> tuple[str, ...]:
    """Return, in Thai, what a draft does not account for: texts, shapes, signs lost on the way.

    Empty for a sound draft. Each text and each shape of the form stands once in `used` or
    `unused`; and of what became a project's, every sign that is not blank stands in its row.
    """
    there = Counter(_texts_of(form))
    told = Counter(_texts_told(draft))
    # A shape that was pasted twice on itself is one to the eye, and told once.
    marks, drawn = Counter(iter(dict.fromkeys(_marks_of(form)))), Counter(_marks_told(draft))
    lost = [f"{spot.words}: {text}" for spot, text in (there - told).elements()]
    twice = [f"{spot.words}: {text} (สองครั้ง)" for spot, text in (told - there).elements()]
    shapes = [f"{mark.spot.words}: {mark.kind.value}" for mark in (marks - drawn).elements()]
    more = [f"{mark.spot.words}: {mark.kind.value} (สองครั้ง)" for mark in drawn - marks]
    return (*lost, *twice, *shapes, *more, *_signs_lost(draft))


def _texts_of(form: Form) -> Iterator[tuple[Spot, str]]:
    for part in form.parts:
        cells = (part,) if isinstance(part, Line) else part.cells
        yield from ((one.spot, one.text) for one in cells if tidy(one.text))


def _told(draft: Draft) -> Iterator[Used | Unused]:
    yield from draft.used
    yield from draft.unused


def _texts_told(draft: Draft) -> Iterator[tuple[Spot, str]]:
    for one in _told(draft):
        if isinstance(one.what, str):
            yield one.spot, one.what
        elif isinstance(one.what, Line):
            yield one.spot, one.what.text


def _marks_of(form: Form) -> Iterator[Mark]:
    yield from form.loose
    for grid in form.grids:
        yield from grid.marks


def _marks_told(draft: Draft) -> Iterator[Mark]:
    """Yield each mark once, also one that is a question of two rows."""
    found = [one.what for one in _told(draft) if isinstance(one.what, Mark)]
    return iter(dict.fromkeys(found))


def _signs_lost(draft: Draft) -> Iterator[str]:
    """Yield the rows in which signs are missing that the form has in their cells."""
    rows = {row.id: row for row in draft.rows}
    said: dict[str, Counter[str]] = {}
    for one in draft.used:
        if one.part is UsedAs.ROW and isinstance(one.what, str) and not is_ditto(tidy(one.what)):
            # A line that a cell says twice is said once, and `(ต่อ)` is of the page.
            lines = dict.fromkeys(one.what.split("\n"))
            text = without_again(tidy("\n".join(lines)))
            said.setdefault(one.row, Counter()).update(_counted(text))
    for row, signs in said.items():
        lost = signs - _signs(rows[row])
        if lost:
            yield f"{rows[row].spot.words}: {''.join(sorted(lost.elements()))}"


def _signs(row: DraftRow) -> Counter[str]:
    maps = (row.other, row.before, row.progress, row.more)
    texts = (
        *(row.number, row.name, row.detail, row.budget_text, row.source, row.place, row.unit),
        *(row.note, row.change, row.strategy, row.tactic, row.programme),
        *(text for each in maps for text in each.values()),
        "(นับเป็นโครงการ)" if "count" in row.more else "",
    )
    return _counted("".join(texts))


def _counted(text: str) -> Counter[str]:
    """Return the signs that are not blank; a figure is the same in either script."""
    return Counter(arabic_digits("".join(text.split())))
