"""Two wordings of a text with the words that changed marked in both."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from generator.site.render.templates import inert
from generator.thai.wording import Part, changed_parts

_DELETED, _INSERTED = Markup("<del>{}</del>"), Markup("<ins>{}</ins>")


def marked(before: str, after: str) -> tuple[Markup, Markup]:
    """Return both wordings inert, with <del> in the earlier and <ins> in the later one."""
    old, new = changed_parts(before, after)
    return _marked(old, _DELETED), _marked(new, _INSERTED)


def _marked(parts: Iterable[Part], mark: Markup) -> Markup:
    told = (mark.format(inert(text)) if changed else inert(text) for text, changed in parts)
    return Markup("").join(told)
