"""A page's lines as Thai readers read them: no line parts a compound, a name, a number and unit.

Done once, on the finished page: whatever made a piece of it, a template, a hand or a plan.
"""

from __future__ import annotations

import re

from generator.thai.lines import bound_units

# Between these, texts are printed; what stands in the others is no running text, or held already.
_APART = re.compile(
    r"<(head|script|style|pre|code|svg|textarea|select)\b.*?</\1>"
    r'|<ph-k>[^<]*</ph-k>|<span class="ph-kept-whole">[^<]*</span>|<!--.*?-->|<[^>]*>',
    re.DOTALL | re.IGNORECASE,
)
# An element of its own: some pages have hundreds, and a class says no more.
_HELD = "<ph-k>{}</ph-k>"


class Keeper:
    """Holds together on pages what a pattern of `thai.lines.kept_whole` finds."""

    def __init__(self, pattern: str) -> None:
        """Take the pattern; an empty one holds nothing."""
        self._pattern = re.compile(pattern) if pattern else None

    def held(self, page: str) -> str:
        """Return the HTML page with every compound in its running text held together."""
        if self._pattern is None:
            return page
        parts, start = [], 0
        for found in _APART.finditer(page):
            if found.start() > start:
                parts.append(self._text(page[start : found.start()]))
            parts.append(found[0])
            start = found.end()
        parts.append(self._text(page[start:]))
        return "".join(parts)

    def _text(self, text: str) -> str:
        assert self._pattern
        return self._pattern.sub(lambda found: _HELD.format(found[0]), bound_units(text))
