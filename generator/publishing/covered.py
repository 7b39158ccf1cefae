"""What was covered since: whatever tells of a difference quotes nothing of it.

Differences are printed for everybody, in public requests and in a push's answer: told as `was →
now`, a name would be told once more where it is withdrawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.pipeline import Checked
from generator.plan.compare import Entry, entries_of
from generator.plan.model import MASK, covered_pieces
from generator.plan.withdraw import Entry as Cell
from generator.plan.withdraw import cells_of, gone_from, is_long_enough, long_enough
from generator.thai.text import match_key

# Free words of a row, by their names in entries.
_WORDS = ("name", "detail", "place", "funding")


def hiding(before: Checked | None, after: Checked) -> Callable[[str], str]:
    """Return what covers, in any text, what `after` says covered or emptied and `before` says.

    A piece that is too short to be looked for ("ตู่") is hidden with the whole text it stood in.
    """
    gone = list(_gone(before, after)) if before else []
    pieces = [piece for was, now in gone for piece in _pieces(was, now)]
    needles, whole = long_enough(pieces), {match_key(one) for one in pieces}

    def hide(text: str) -> str:
        return MASK if text and match_key(text) in whole else needles.covered(text)

    return hide


def gone_between(before: Checked, after: Checked) -> tuple[str, ...]:
    """Return what of texts of `before` is covered, or emptied, in `after`: all of it personal."""
    return tuple(piece for was, now in _gone(before, after) for piece in gone_from(was, now))


def _pieces(was: str, now: str) -> tuple[str, ...]:
    """Return what of a text is told no more; all of it where some of that is short."""
    pieces = covered_pieces(was, now)
    found = all(map(is_long_enough, pieces))
    return pieces if pieces and found else (was, *pieces)


def _gone(before: Checked, after: Checked) -> Iterator[tuple[str, str]]:
    """Yield each text that is covered since, as it was and as it is: or emptied, by an entry."""
    now = dict(_texts(after))
    emptied = {plan.year.label: plan.withdrawn.entries for plan in after.portal.plans}
    if not any(emptied.values()) and not any(MASK in text for text in now.values()):
        return
    for key, was in _texts(before):
        text = now.get(key, "")
        named = isinstance(key[1], Cell) and any(
            one.names_row(key[1].id, edition=key[1].edition, report=key[1].report)
            and one.column in ("", key[1].column)
            for one in emptied.get(str(key[0]), ())
        )
        if was and was != text and (MASK in text or (named and not text)):
            yield was, text


def _texts(checked: Checked) -> Iterator[tuple[tuple[object, ...], str]]:
    """Yield every free text of all years, with what names it on either side."""
    for one in checked.sealed:
        yield from _of_rows(one.closed.entries)
    for plan in checked.portal.plans:
        yield from _of_rows(entries_of(plan, checked.portal.organization))
        for cell in cells_of(plan):
            yield (plan.year.label, cell.entry), cell.text


def _of_rows(rows: tuple[Entry, ...]) -> Iterator[tuple[tuple[object, ...], str]]:
    for row in rows:
        for name in _WORDS:
            yield (row.year, row.id, name), row.said(name)
