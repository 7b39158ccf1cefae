"""A text in one plain spelling, which still knows where every sign of it stood.

Looking for personal data must not depend on how a number or a name was typed. Owns that spelling
and nothing of what is looked for.
"""

import re
import unicodedata
from dataclasses import dataclass

# What is not plain already. Runs of blanks become one; `_` joins words in file names.
_SPECIAL = re.compile(r"ํา|เเ|[ \t_]{2,}|[^\n -^`-~ก-ฺ฿-๎ฯๆ๏๚๛]")
_DASHES = frozenset("\u02d7\u2043\u2212\u30fc\ufe58")
_SPELLED = {"ํา": "ำ", "เเ": "แ"}


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain `text`; its sign at `i` was written from `starts[i]` to `ends[i]` in `written`."""

    text: str
    written: str
    starts: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where `text[start:end]`, which is not empty, stands in `written`."""
        return (self.starts[start], self.ends[end - 1]) if self.starts else (start, end)


def plain(written: str) -> Plain:
    """Return the text with compatible signs as one (NFKC), digits as 0-9 and every dash as `-`.

    Invisible signs and foreign marks go, blanks of any kind and number are one blank, `ํา` is
    `ำ`, `เเ` is `แ`. Newlines stay. Takes any text, also one with lone surrogates.
    """
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    here = 0
    for match in _SPECIAL.finditer(written):
        start, end = match.span()
        spelled = _spell(match[0])
        parts += (written[here:start], spelled)
        starts += range(here, start)
        ends += range(here + 1, start + 1)
        starts += [start] * len(spelled)
        ends += [end] * len(spelled)
        here = end
    if not parts:
        return Plain(written, written, starts, ends)
    parts.append(written[here:])
    starts += range(here, len(written))
    ends += range(here + 1, len(written) + 1)
    return Plain("".join(parts), written, starts, ends)


def _spell(found: str) -> str:
    if len(found) > 1:
        return _SPELLED.get(found, " ")
    return "".join(map(_sign, unicodedata.normalize("NFKC", found)))


def _sign(sign: str) -> str:
    """Return one sign's plain spelling, nothing for what no reader sees."""
    if sign == "\r":
        return ""
    if sign == "_" or sign.isspace():
        return " "
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    kind = unicodedata.category(sign)
    if kind == "Pd" or sign in _DASHES:
        return "-"
    # A mark on a digit, such as a keycap's, and a sign that takes no room.
    return "" if kind in ("Cf", "Cc", "Me") or (kind == "Mn" and not "ก" <= sign <= "๛") else sign
