"""Numbers that Word counts by itself: they stand in no text, and ลำดับที่ is often one of them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from generator.plan.intake.docx.styles import Styles
from generator.plan.intake.xml.measures import is_on, number
from generator.plan.intake.xml.tree import at
from generator.plan.read.symbols import as_signs

_PLACE = re.compile("%([1-9])")
_LEVELS = 9
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# Without ฃ, ฅ and ฆ, as lists in Thai are counted.
_THAI = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_LATIN = "abcdefghijklmnopqrstuvwxyz"


class Numbers:
    """Counts the numbered paragraphs of a document, one after the other."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Take the part's tree, None where the document has none."""
        self._styles = styles
        lists = root.findall("w:abstractNum") if root is not None else []
        self._lists = {one.get("abstractNumId", ""): one for one in lists}
        self._uses = {
            one.get("numId", ""): one for one in (root.findall("w:num") if root is not None else [])
        }
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def told(self, properties: Element | None, style: str) -> str:
        """Return the number that Word shows before the next paragraph, empty for none.

        `properties` are the paragraph's (`w:pPr`); each call counts one paragraph.
        """
        said = properties.find("w:numPr") if properties is not None else None
        by_style = self._styles.numbering(style)
        if said is None and by_style is None:
            return ""
        use = _value(said, "w:numId") or _value(by_style, "w:numId")
        level = number(_value(said, "w:ilvl") or _value(by_style, "w:ilvl"))
        if use not in self._uses or not 0 <= level < _LEVELS:
            return ""  # 0 takes a style's number away
        return self._next(use, level)

    def _next(self, use: str, level: int) -> str:
        key = _value(self._uses[use], "w:abstractNumId")
        counts = self._counts.setdefault(key, [None] * _LEVELS)
        self._restart(use, level, counts)
        before = counts[level]
        counts[level] = self._start(use, level) if before is None else before + 1
        for deeper in range(level + 1, _LEVELS):
            if _value(self._level(use, deeper), "w:lvlRestart") != "0":
                counts[deeper] = None
        return self._shown(use, level, counts)

    def _restart(self, use: str, level: int, counts: list[int | None]) -> None:
        """Begin anew where this use of a list is met first and says so."""
        if (use, level) not in self._started:
            self._started.add((use, level))
            override = self._override(use, level)
            if override is not None and override.find("w:startOverride") is not None:
                counts[level] = None

    def _start(self, use: str, level: int) -> int:
        override = self._override(use, level)
        said = _value(override, "w:startOverride") if override is not None else ""
        return number(said or _value(self._level(use, level), "w:start"), 1 if not said else 0)

    def _override(self, use: str, level: int) -> Element | None:
        for one in self._uses[use].findall("w:lvlOverride"):
            if number(one.get("ilvl")) == level:
                return one
        return None

    def _level(self, use: str, level: int) -> Element | None:
        override = self._override(use, level)
        if override is not None and (own := override.find("w:lvl")) is not None:
            return own
        whole = self._lists.get(_value(self._uses[use], "w:abstractNumId"))
        if linked := _value(whole, "w:numStyleLink"):
            whole = next(
                (o for o in self._lists.values() if _value(o, "w:styleLink") == linked), whole
            )
        levels = whole.findall("w:lvl") if whole is not None else []
        return next((one for one in levels if number(one.get("ilvl")) == level), None)

    def _shown(self, use: str, level: int, counts: list[int | None]) -> str:
        own = self._level(use, level)
        if own is None or is_on(own, "w:rPr/w:vanish"):
            return ""
        pattern = _value(own, "w:lvlText")
        if _value(own, "w:numFmt") == "bullet":
            fonts = at(own, "w:rPr/w:rFonts")
            shown = as_signs(pattern, fonts.get("ascii", "") if fonts is not None else "")
            shown = "•" if shown and 0xE000 <= ord(shown[0]) <= 0xF8FF else shown
        else:
            legal = bool(is_on(own, "w:isLgl"))
            shown = _PLACE.sub(
                lambda sign: self._count(use, int(sign[1]) - 1, counts, legal), pattern
            )
        ends = _value(own, "w:suff") == "nothing"
        return shown if ends or not shown else f"{shown} "

    def _count(self, use: str, level: int, counts: list[int | None], legal: bool) -> str:
        said = counts[level]
        if said is None:  # a level above that no paragraph of this list has had
            said = counts[level] = self._start(use, level)
        form = "decimal" if legal else _value(self._level(use, level), "w:numFmt")
        return counted(said, form)


def counted(value: int, form: str) -> str:
    """Return a number as a format of Word (`w:numFmt`) writes it.

    >>> counted(12, "thaiNumbers"), counted(4, "lowerRoman"), counted(2, "thaiLetters")
    ('๑๒', 'iv', 'ข')
    """
    if form in ("thaiNumbers", "hindiNumbers"):
        return str(value).translate(_THAI_DIGITS)
    if form == "decimalZero":
        return f"{value:02}"
    if form in ("lowerRoman", "upperRoman"):
        return _cased(_roman(value), form)
    if form in ("lowerLetter", "upperLetter"):
        return _cased(_letters(value, _LATIN), form)
    if form == "thaiLetters":
        return _letters(value, _THAI)
    return "" if form == "none" else str(value)


def _cased(text: str, form: str) -> str:
    return text.upper() if form.startswith("upper") else text


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    written = ""
    for worth, letters in _ROMAN:
        times, value = divmod(value, worth)
        written += letters * times
    return written


def _letters(value: int, alphabet: str) -> str:
    """Return the letter; beyond the last one it is doubled, trebled, as Word does."""
    if not 0 < value <= 10 * len(alphabet):
        return str(value)
    times, index = divmod(value - 1, len(alphabet))
    return alphabet[index] * (times + 1)


def _value(parent: Element | None, name: str) -> str:
    found = parent.find(name) if parent is not None else None
    return found.get("val", "") if found is not None else ""
