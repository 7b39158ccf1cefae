"""Letters of old fonts: shifted marks at numbers of their own, and Thai that is named as Latin.

Fonts of before OpenType keep a tone over a high letter at U+F7xx, and a PDF may know a Thai letter
by its number in Windows-874 alone, which reads as é or â.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.plan.intake.pdf.page import Letter
from generator.thai.mending import without_font_signs

_OWN = ("\ue000", "\uf8ff")
_PAGE = "cp874"
# Of a page's letters: so many of these, and no Thai one, are Thai.
_SHARE, _FEWEST = 0.4, 20


def legible(letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """Return the letters of a page as what they are; those that had to be taken for Thai unsure."""
    signs = [one.sign for one in letters if one.sign.strip()]
    latin = sum("\u00a1" <= sign <= "\u00fb" for sign in signs)
    thai = any("ก" <= sign <= "๛" for sign in signs)
    if not thai and latin >= max(_FEWEST, _SHARE * len(signs)):
        return tuple(_as_thai(one) for one in letters)
    return tuple(
        replace(one, sign=without_font_signs(one.sign)) if _OWN[0] <= one.sign <= _OWN[1] else one
        for one in letters
    )


def _as_thai(one: Letter) -> Letter:
    if one.sign < "\u00a1" or one.sign > "\u00fb":
        return one
    try:
        return replace(one, sign=one.sign.encode("latin-1").decode(_PAGE), unsure=True)
    except UnicodeDecodeError:
        return replace(one, unsure=True)
