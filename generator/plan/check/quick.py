"""What a text has at least where anything is found in it: most texts are passed over by one look.

Puts together what the finders beside it say that they need; each of them looks closer itself.
"""

import re

from generator.plan.check import forms
from generator.plan.check.courtesy import FOREIGN_PARTS, HOUSE_OF, LEARNED_PARTS, may_be_kin
from generator.plan.check.details import NAME_PARTS, may_have_place
from generator.plan.check.headings import INLINE_WORDS
from generator.plan.check.labelled import FILLED_PARTS, may_have_label
from generator.plan.check.spoken import SPOKEN_PARTS
from generator.plan.check.titles import TITLE_PARTS
from generator.plan.check.words import any_of

_SIGNS = any_of(
    (
        *(*TITLE_PARTS, *LEARNED_PARTS, *FOREIGN_PARTS, HOUSE_OF, *SPOKEN_PARTS),
        *map(re.escape, (*NAME_PARTS, *INLINE_WORDS, *FILLED_PARTS)),
    )
)
_DIGIT = re.compile("[0-9]")


def may_hold(text: str) -> bool:
    """Tell cheaply whether a plain text may hold personal data without a heading over it."""
    return bool(
        _SIGNS.search(text) or may_be_kin(text) or (_DIGIT.search(text) and _may_have_number(text))
    )


def _may_have_number(text: str) -> bool:
    shape = forms.MANY.search(text) or forms.LOOKALIKE.search(text)
    return bool(shape) or may_have_label(text) or may_have_place(text)
