"""A text in one plain spelling, which still knows where every sign of it stood.

Looking for personal data must not depend on how a number or a name was typed. Owns that spelling
and nothing of what is looked for.
"""

import re
import unicodedata
from dataclasses import dataclass

_GAP = "[ \t_\u00a0\u200b]"
_MARK = "[ัิ-ฺ็-๎]"
# What is not plain already. Runs of blanks become one; `_` joins words in file names.
_USUAL = r"เเ|[ \t_]{2,}|[^\n -^`-~ก-ฺ฿-๎ฯๆ๏๚๛]"
_SPECIAL = re.compile(_USUAL)
# Text taken from a PDF has its ำ parted or half lost (`ส าราญ`), blanks before marks, where none
# can stand, and letters set wide (`น า ย`). Most texts have nothing of the kind.
_DAMAGE = re.compile(rf"ํ|{_GAP}[ัาำิ-ฺ็-๎]|นา[ยง][ข-ฮ][ \u00a0]|[ \u00a0][ก-ฮ][ \u00a0]|^[ก-ฮ][ \u00a0]")
_DAMAGED = re.compile(
    rf"(?P<am>[่-๋]?ํ{_GAP}*[่-๋]?า|(?<=[ก-ฮ่-๋]){_GAP}+[าำ](?![ก-๎]?{_GAP}[ก-๎]{_GAP}))"
    rf"|(?P<none>{_GAP}+(?={_MARK})"
    rf"|(?<=นา[ยง][ข-ฮ])[ \u00a0](?!ถึง|หมู่|และ|กับ|ซอย|บ้าน|ตำบล|โดย|จาก|ไป|เป็น)(?=[ก-ฮเ-ไ][ก-๎])"
    rf"|(?:(?<=[ก-๎])(?<![ก-๎]{{2}})|(?<=[ก-ฮ]{_MARK})(?<![ก-๎]{{3}}))[ \u00a0]"
    rf"(?=[ก-ฮะาำเ-ไ]{_MARK}{{0,2}}(?![ก-๎])))|{_USUAL}"
)
_DASHES = frozenset("\u02d7\u2043\u2212\u30fc\ufe58")
# Where old Thai fonts keep marks that stand lower or further left, and letters without their foot.
_OLD_FONTS = dict(zip(range(0xF700, 0xF71B), "ฐิีึื่้๊๋์่้๊๋์ญัํ็่้๊๋์ฺุู", strict=True))


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
    `ำ`, `เเ` is `แ`, and so is mended what a PDF does to Thai. Newlines stay. Takes any text, also
    one with lone surrogates.
    """
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    here = 0
    special = _DAMAGED if _is_damaged(written) else _SPECIAL
    for match in special.finditer(written):
        start, end = match.span()
        spelled = _damage(match) if match.re is _DAMAGED else _spell(match[0])
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


def is_plain(written: str) -> bool:
    """Tell whether a text is in its plain spelling already, as most are."""
    return not (_SPECIAL.search(written) or _is_damaged(written))


def _is_damaged(written: str) -> bool:
    may_be = " " in written or "ํ" in written or "\u00a0" in written or "\u200b" in written
    return may_be and bool(_DAMAGE.search(written))


def _damage(match: re.Match[str]) -> str:
    """Return what stands in a damaged text, mended."""
    found = match[0]
    if match["none"]:
        return ""
    if match["am"]:
        return "".join(sign for sign in found if "่" <= sign <= "๋") + "ำ"
    return _spell(found)


def _spell(found: str) -> str:
    if len(found) > 1:
        return "แ" if found == "เเ" else " "
    return "".join(map(_sign, unicodedata.normalize("NFKC", _OLD_FONTS.get(ord(found), found))))


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
