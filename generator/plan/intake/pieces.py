"""An amount in pieces, as narrow cells and the ends of pages break it: whether it is one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.thai.text import arabic_digits

_AMOUNT = re.compile(r"(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})*|[1-9][0-9]*)(?:\.[0-9]{2})?")
_FIGURES = re.compile(r"(?:[0-9][0-9,.]*|[,.][0-9][0-9,.]*)(?:\.?-)?")
_END = re.compile(r"\.-$")  # what ends an amount on paper, `5,000.-`


def are_figures(texts: Sequence[str]) -> bool:
    """Whether pieces have nothing but figures and what stands in amounts."""
    return all(_FIGURES.fullmatch(arabic_digits(one)) for one in texts)


def are_one(texts: Sequence[str]) -> bool:
    """Whether pieces are one amount, and cannot be several.

    `28` above `5,000.-` is one too: whoever ends amounts by a sign ends each by it.
    """
    pieces = [arabic_digits(one) for one in texts]
    if not _is_amount("".join(pieces)):
        return False
    if not all(map(_is_amount, pieces)):
        return True
    return bool(_END.search(pieces[-1])) and not any(map(_END.search, pieces[:-1]))


def may_be_one(texts: Sequence[str]) -> bool:
    """Whether pieces are an amount in thousands, though they may be several amounts too."""
    pieces = [arabic_digits(one) for one in texts]
    return are_figures(pieces) and "," in "".join(pieces) and _is_amount("".join(pieces))


def _is_amount(text: str) -> bool:
    return _AMOUNT.fullmatch(_END.sub("", text)) is not None
