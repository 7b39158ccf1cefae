"""Letters of a PDF → lines of text: clusters that it says twice are said once.

A Thai letter with its vowel and tone is drawn by two or three glyphs, and programs note the whole
cluster for each of them: โครงการท้องถิ่ถิ่น. A glyph that stands above, or below, the letters and
says what a letter beside it says already is the sign of that letter, told a second time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.plan.intake.pdf.page import Letter, Window

# Of a letter's size: above its line stand signs, and a gap so wide is a blank.
_ABOVE, _GAP, _SAME_LINE = 0.42, 0.17, 0.45
# So many letters before a sign may be its own: programs write a line's signs after its letters.
_BEFORE, _NEAR = 150, 6
_HALF_AM = 0.55
_HIGH_ONE = 0.75  # of a letter's size: so high are letters, and not a dot
_HIGH, _LEAN = tuple("ปฝฟฬ"), 0.4
_AM_TWICE = re.compile("ำ[ ]?([่-๋]?)า|ํ[ ]?([่-๋]?)า|า([่-๋]?)ำ")
_STRANGE = (("\u0590", "\u0dff"), ("\u0e80", "\u1dff"), ("\u2e80", "\uf8ff"))
_VOWELS = "ัิีึืฺุู็ํ"


@dataclass(slots=True)
class Glyph:
    """What the file draws at once, and the text that it notes for it.

    `told` is what the file itself notes where that is no sign of a language.
    """

    text: str
    x: float
    line: float
    left: float
    right: float
    top: float
    bottom: float
    size: float
    run: int
    room: float
    unsure: bool = False
    is_sign: bool = False
    told: str = ""
    window: Window | None = None

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return (self.left + self.right) / 2

    @property
    def seat(self) -> tuple[float, float]:
        """Where it belongs: what its program hides beyond a border is a part of what it shows."""
        x, y = self.middle, self.line - 0.25 * self.size
        return self.window.nearest(x, y, 0.5 * self.size) if self.window else (x, y)

    @property
    def is_unseen(self) -> bool:
        """Whether it stands above or below all that its program shows of it."""
        window = self.window
        return window is not None and (
            self.line < window.top or self.line - _HIGH_ONE * self.size > window.bottom
        )

    @property
    def is_hidden(self) -> bool:
        """Whether it stands where its program shows nothing of it."""
        if self.window is None:
            return False
        x, y = self.window.nearest(self.middle, self.line - 0.25 * self.size)
        return abs(x - self.middle) + abs(y - self.line + 0.25 * self.size) > 0.2 * self.size


@dataclass(frozen=True, slots=True)
class Written:
    """A line of text: where it stands, and whether it had to be mended by a guess."""

    text: str
    left: float
    right: float
    line: float
    size: float
    doubtful: bool = False


def glyphs_of(letters: Iterable[Letter]) -> list[Glyph]:
    """Return the glyphs in the file's order, without blanks that PDFium put in."""
    found: list[Glyph] = []
    for one in letters:
        if one.sign in "\r\n\ufffe":
            continue
        last = found[-1] if found else None
        # One glyph's signs share its box; a sign without a width only begins where the next does.
        together = last is not None and (
            (last.x, last.line, last.run, last.top, last.bottom)
            == (one.x, one.line, one.run, one.top, one.bottom)
        )
        unknown = _is_unknown(one.sign)
        if last is not None and together:
            last.text += "\ufffd" if unknown else one.sign
            last.unsure = last.unsure or unknown
            last.left, last.right = min(last.left, one.left), max(last.right, one.right)
            last.room = max(last.room, one.room)
            last.top, last.bottom = min(last.top, one.top), max(last.bottom, one.bottom)
        else:
            found.append(
                Glyph(
                    "\ufffd" if unknown else one.sign, one.x, one.line, one.left, one.right,
                    one.top, one.bottom, one.size, one.run, one.room, one.unsure or unknown,
                    told=one.sign if unknown else "", window=one.window,
                )
            )  # fmt: skip
    for glyph in found:
        glyph.is_sign = is_sign(glyph)
        glyph.unsure = glyph.unsure or glyph.is_hidden
    for at, glyph in enumerate(found):
        # One glyph may be the signs above and below at once: it only says its letter's note again.
        if len(glyph.text) > 1 and not glyph.is_sign:
            glyph.is_sign = any(_is_of(glyph, one) for one in found[max(0, at - _NEAR) : at])
    return found


def _is_of(sign: Glyph, letter: Glyph) -> bool:
    level = abs(sign.line - letter.line) < 0.1 * sign.size
    return level and sign.text == letter.text and letter.left < sign.middle < letter.right


def _is_unknown(sign: str) -> bool:
    """Whether a sign is none that a Thai form has: copiers note lost glyphs as Chinese ones."""
    return sign == "\ufffd" or sign < " " or any(low <= sign <= high for low, high in _STRANGE)


def is_sign(one: Glyph) -> bool:
    """Whether it is drawn above or below letters: its text tells of more than itself."""
    above = one.line - one.bottom > _ABOVE * one.size
    below = one.top >= one.line - 0.02 * one.size and one.bottom > one.line
    alone = all(map(_is_mark, one.text))
    return alone or ((above or below) and len(one.text) > 1)


def lines_of(glyphs: Sequence[Glyph]) -> list[Written]:
    """Return the lines that glyphs make, from the upper one on."""
    lines: list[list[Glyph]] = []
    for one in sorted(glyphs, key=lambda one: one.line):
        if lines and abs(lines[-1][0].line - one.line) <= _SAME_LINE * one.size:
            lines[-1].append(one)
        else:
            lines.append([one])
    order = {id(one): at for at, one in enumerate(glyphs)}
    return [made for line in lines if (made := _line(line, order)) is not None]


def _line(line: Sequence[Glyph], order: dict[int, int]) -> Written | None:
    letters: list[_Cluster] = []
    doubtful = False
    bodies = [one for one in line if not one.is_sign and one.text.strip()]
    for one in sorted(line, key=lambda one: order[id(one)]):
        if one.is_sign and _is_all_of_its_letter(one, letters, bodies):
            letters.append(_Cluster(one, one.text))
            doubtful = True
        elif one.is_sign and letters:
            doubtful = not _put_on(one, letters) or doubtful
        else:
            letters.append(_Cluster(one, one.text))
        doubtful = doubtful or one.unsure
    letters.sort(key=lambda one: one.glyph.x)
    text = _joined(letters)
    # ำ is drawn as a ring and an า: who notes the ring as all of it says the า twice.
    told = _AM_TWICE.sub(_one_am, text)
    doubtful, text = doubtful or told != text, told
    if not text.strip():
        return None
    shown = [one.glyph for one in letters if one.text.strip()]
    first = shown[0]
    return Written(
        text.strip(), first.left, max(one.right for one in shown), first.line, first.size,
        doubtful or _is_odd(text),
    )  # fmt: skip


@dataclass(slots=True)
class _Cluster:
    """A letter with the signs that were put on it."""

    glyph: Glyph
    text: str
    room: float = 0.0

    def put(self, marks: str) -> None:
        """Add signs, each once, in the order in which they are typed."""
        rest = len(self.text)
        while rest and _is_mark(self.text[rest - 1]):
            rest -= 1
        own = self.text[rest:]
        own += "".join(sign for sign in marks if sign not in own)
        self.text = self.text[:rest] + "".join(sorted(own, key=_typed))


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) == "Mn"


def _typed(sign: str) -> int:
    """Vowels are typed before tones; both as before else."""
    return 0 if sign in _VOWELS else 1


def _put_on(sign: Glyph, letters: list[_Cluster]) -> bool:
    """Put a sign on its letter; return whether that is certain."""
    near = letters[-_BEFORE:]
    base = near[-1] if _leans(near[-1], sign) else _under(near, sign)
    if not _is_mark(sign.text[0]):
        if any(sign.text in one.text and _beside(one.glyph, sign) for one in near):
            return True  # the letter says it already
        if base is not None:
            base.put("".join(filter(_is_mark, sign.text)))
        return False
    if base is None:
        near[-1].text += sign.text
        return False
    base.put(sign.text)
    if sign.x >= base.glyph.x:
        base.room = max(base.room, sign.room)  # in some fonts a sign has a width of its own
    return True


def _is_all_of_its_letter(
    sign: Glyph, letters: Sequence[_Cluster], bodies: Sequence[Glyph]
) -> bool:
    """Whether a sign is noted with its letter, and the file says nothing of what is under it."""
    if not "ก" <= sign.text[0] <= "ฮ" or any(sign.text in one.text for one in letters[-_NEAR:]):
        return False
    return not any(one.left <= sign.middle <= one.right for one in bodies)


def _beside(letter: Glyph, sign: Glyph) -> bool:
    """Whether a sign stands over its letter, or at that one's end."""
    room = 0.45 * sign.size
    return letter.left - room <= sign.middle <= letter.right + room


def _leans(last: _Cluster, sign: Glyph) -> bool:
    """Whether a sign stands left of the letter before it, because that one is high itself."""
    before = last.glyph.left - sign.middle
    return last.text[:1] in _HIGH and -sign.size < before <= _LEAN * sign.size


def _under(letters: Sequence[_Cluster], sign: Glyph) -> _Cluster | None:
    """Return the consonant under, or before, a sign: the last one that begins left of it."""
    over = [
        one
        for one in letters
        if one.glyph.left <= sign.middle + 0.02 * sign.size
        and "ก" <= one.text[:1] <= "ฮ"
        and _beside(one.glyph, sign)
    ]
    return max(over, key=lambda one: one.glyph.left, default=None)


def _joined(letters: Sequence[_Cluster]) -> str:
    said = ""
    before: _Cluster | None = None
    for one in letters:
        if before is not None:
            # ำ is drawn as two, and the second of them is often no sign of its own.
            hidden = _HALF_AM if before.text.endswith("ำ") and len(before.text) > 1 else 0.0
            gap = one.glyph.x - max(before.glyph.room, before.room)
            blank = gap > (_GAP + hidden) * one.glyph.size
            said += " " if blank and not said.endswith(" ") and one.text != " " else ""
        said += one.text
        before = one
    return said


def _one_am(found: re.Match[str]) -> str:
    return next(filter(None, found.groups()), "") + "ำ"


def _is_odd(text: str) -> bool:
    """Whether a text cannot be Thai: a vowel or a tone without its letter, or one told twice."""
    before = " "
    for sign in text:
        if _is_mark(sign) and (before == sign or not ("ก" <= before <= "ฮ" or _follows(before))):
            return True
        before = sign
    return False


def _follows(sign: str) -> bool:
    return _is_mark(sign) or sign in "ฤฦ"
