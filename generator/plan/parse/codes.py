"""Codes of projects: what a spreadsheet made of them, and signs that only look like the right ones.

A code is a permanent address, so a code that is not what was typed is refused, never repaired.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from generator.plan.read import Held, Stored
from generator.plan.sheet import FilledRow
from generator.problems import Report
from generator.thai.dates import MONTHS, MONTHS_ENGLISH, MONTHS_SHORT
from generator.thai.text import arabic_digits

# Windows keeps no difference between A and a, and reserves a few names even before a dot.
_SAFE_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,78}[A-Za-z0-9])?", re.ASCII)
_RESERVED = re.compile(r"con|prn|aux|nul|index|(com|lpt)[0-9]", re.IGNORECASE)

_NAMES = (*MONTHS, *MONTHS_SHORT, *MONTHS_ENGLISH, *(name[:3] for name in MONTHS_ENGLISH))
_MONTH = "|".join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True))
# As Excel writes dates into CSV, letter for letter: `JAN-70` is nobody's date.
_DATE = re.compile(
    rf"[0-9]{{1,2}}[-/ ](?:{_MONTH})(?:[-/ ][0-9]{{2,4}})?|(?:{_MONTH})[-/ ][0-9]{{2,4}}"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:.]+"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
)
_ISO_DAY = re.compile(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE][+-][0-9]+|[0-9]+\.[0-9]+")
_TRUTHS = ("TRUE", "FALSE")
# Letters of other alphabets that look like ours, as far as codes have them.
_LOOKS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеорсухѕіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABESIJKMHOPCTYXaeopcyxsijABEZHIKMNOPTYXo"
)
_DASHES = "‐‑‒–—―−﹘﹣－ー"
# Signs without a picture that are no blank either: fillers of Hangul and Braille.
_EMPTY = "\u115f\u1160\u2800\u3164\uffa0\u180e"
# So many digits Excel keeps; a code with fewer than so many may have lost its noughts.
_EXACT, _SHORT = 15, 4
_MOST_SIGNS = 3
_AS_DIGITS = str.maketrans("OolI", "0011")
_AS_DIGIT_NAMES = {
    "O": "อักษรโอ ไม่ใช่ศูนย์",
    "o": "อักษรโอ ไม่ใช่ศูนย์",
    "l": "อักษรแอล ไม่ใช่หนึ่ง",
    "I": "อักษรไอ ไม่ใช่หนึ่ง",
}


def is_safe_id(text: str) -> bool:
    """Whether a row's page can have this name on any system and in any address."""
    return bool(_SAFE_ID.fullmatch(text)) and not _RESERVED.fullmatch(text)


def is_told_changed(text: str, announced: Set[str]) -> bool:
    """Whether it was told, where a code was read, that a spreadsheet made it what it is."""
    return _made(text) and text not in announced


def looks_like_date(text: str) -> bool:
    """Whether a text is written as Excel writes a date or a time that it made by itself."""
    return bool(_DATE.fullmatch(text))


@dataclass(frozen=True, slots=True)
class CodeColumn:
    """The codes of one column of a file; each is judged beside the others.

    `announced` are codes that stand in a record: those are right, whatever they look like. `days`
    are those that are rather the days that a program made of codes, should it be a CSV file.
    """

    column: str
    report: Report
    announced: Set[str]
    shapes: Counter[str]
    words: int
    example: str
    days: Set[str]

    @classmethod
    def of(
        cls, rows: Sequence[FilledRow], column: str, report: Report, announced: Set[str]
    ) -> CodeColumn:
        """Return the column of these rows."""
        texts = [row.text(column) for row in rows if row.text(column)]
        dates = {row.text(column) for row in rows if _is_date(row, column)}
        sound = [text for text in texts if is_safe_id(text) and not _made(text)]
        sound = [text for text in sound if text not in dates]
        words = sum(not text.isdigit() for text in texts)
        shapes = Counter(map(_shape, sound))
        days = _days(sound)
        wordy = [text for text in sound if not text.isdigit() and text not in days]
        example = max(wordy, key=lambda text: shapes[_shape(text)], default="")
        return cls(column, report, announced, shapes, words, example, days)

    def report_faults(self, row: FilledRow) -> bool:
        """Report what is wrong with the code of a row, at most one fault; whether there is one."""
        text = row.text(self.column)
        if not text or text in self.announced:
            return False
        stored = row.stored(self.column)
        seen = (stored.shown if stored else "") or text
        at = row.place(self.column)
        example = f" เช่น {self.example}" if self.example else ""
        in_csv = at.file.lower().endswith(".csv")
        if in_csv:
            example += " และบันทึกเป็น .xlsx แทน เพราะ CSV จำรูปแบบช่องไม่ได้"
        if _is_date(row, self.column) or looks_like_date(text) or (in_csv and text in self.days):
            self.report.add("id-became-date", at, seen, example=example, also="")
        elif len(text) > _EXACT and text.isdigit() and stored:
            return True  # Excel has rounded it, which is said where it is read
        elif kind := self._number(text, stored, in_csv=in_csv):
            self.report.add("id-became-number", at, seen, kind=kind, example=example, also="")
        elif signs := foreign_signs(text) or self._letters(text):
            right, told = signs
            self.report.add("id-sign", at, text, signs=told, right=right, also="")
        elif self.column == "id" and not is_safe_id(text):
            self.report.add("id-unsafe", at, text)
        else:
            return False
        return True

    def _number(self, text: str, stored: Stored | None, *, in_csv: bool) -> str:
        """Return what a spreadsheet made of the code, empty where it made nothing of it."""
        held = stored.held if stored else None
        if held is Held.TRUTH or text in _TRUTHS:
            return "ค่า TRUE/FALSE"
        if held is Held.PERCENT or _NUMBER.fullmatch(text):
            return "ตัวเลข"
        if not text.isdigit() or text.startswith("0"):
            return ""
        # `70E01` is 700 to Excel, 001 is 1; where all codes are numbers, a number is a code.
        alone = self.words > 1 and self.words >= 2 * self.digits
        short = in_csv and (len(text) < _SHORT or text.endswith("0"))
        return "ตัวเลข" if alone and (held is Held.NUMBER or short) else ""

    @property
    def digits(self) -> int:
        """How many of the codes are digits alone."""
        return sum(count for shape, count in self.shapes.items() if not shape.strip("9"))

    def _letters(self, text: str) -> tuple[str, str] | None:
        """Return the code with digits for letters where all others have digits there."""
        right = text.translate(_AS_DIGITS)
        others = self.shapes[_shape(right)]
        if right == text or others < 2 or self.shapes[_shape(text)] > 1:
            return None
        return right, _told(text, [at for at, sign in enumerate(text) if sign != right[at]])


def _days(codes: Sequence[str]) -> frozenset[str]:
    """Return the firsts of months where another code tells that they were none: 2570-01 was.

    Programs make days only of what is a month: 2570-13 stays, and a scheme of such codes has other
    endings.
    """
    alike = {text for text in codes if _ISO_DAY.fullmatch(text)}
    firsts = frozenset(text for text in alike if text.endswith("-01"))
    return firsts if len(firsts) == len(alike) < len(set(codes)) else frozenset()


def _is_date(row: FilledRow, column: str) -> bool:
    stored = row.stored(column)
    return stored is not None and stored.held is Held.DATE


def _made(text: str) -> bool:
    return looks_like_date(text) or bool(_NUMBER.fullmatch(text)) or text in _TRUTHS


def _shape(text: str) -> str:
    """Return a code with 9 for each digit: `2570-001` and `2570-002` have one shape."""
    return re.sub("[0-9]", "9", text)


def foreign_signs(text: str) -> tuple[str, str] | None:
    """Return the code in plain signs, and the others by sign, code point and place; None for none.

    Only where plain signs make it a code: what else is wrong with it is said otherwise.
    """
    if text.isascii():
        return None
    plain = [_plain(sign) for sign in text]
    right = "".join(plain)
    at = [index for index, sign in enumerate(text) if plain[index] != sign]
    return (right, _told(text, at)) if at and is_safe_id(right) else None


def _plain(sign: str) -> str:
    if sign in _EMPTY or unicodedata.category(sign) in ("Cf", "Mn", "Cc"):
        return ""
    if sign in _DASHES:
        return "-"
    return unicodedata.normalize("NFKC", arabic_digits(sign)).translate(_LOOKS)


def _told(text: str, at: list[int]) -> str:
    told = [f"ตัวที่ {index + 1} “{_visible(text[index])}” ({_name(text[index])})" for index in at]
    return ", ".join(told[:_MOST_SIGNS]) + (" …" if len(told) > _MOST_SIGNS else "")


def _visible(sign: str) -> str:
    return sign if _plain(sign) and sign.isprintable() else " "


def _name(sign: str) -> str:
    if sign in _AS_DIGIT_NAMES:
        return _AS_DIGIT_NAMES[sign]
    name = unicodedata.name(sign, "")
    kinds = {
        "THAI DIGIT": "เลขไทย",
        "CYRILLIC": "อักษรรัสเซีย",
        "GREEK": "อักษรกรีก",
        "FULLWIDTH": "อักษรเต็มช่อง",
    }
    kind = next((thai for start, thai in kinds.items() if name.startswith(start)), "")
    if sign in _DASHES:
        kind = "ขีดชนิดอื่น"
    if not _plain(sign):
        kind = "มองไม่เห็น"
    return f"{kind} U+{ord(sign):04X}".strip()
