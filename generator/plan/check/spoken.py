"""Numbers of persons written as they are spoken: ศูนย์แปดหนึ่ง…, 081 ขีด 234 ขีด 5678."""

import re

from generator.plan.check.spans import Span
from generator.plan.check.words import any_of

_WORDS = {
    **{"ศูนย์": "0", "หนึ่ง": "1", "สอง": "2", "สาม": "3", "สี่": "4", "ห้า": "5", "หก": "6"},
    **{"เจ็ด": "7", "แปด": "8", "เก้า": "9"},
}
_DIGIT = rf"(?:{'|'.join(_WORDS)}|[0-9])"
# Two digits beside each other, or a dash in words, are in any number that is spoken.
SPOKEN_PARTS = ("ขีด", *(rf"{one}[\s-]?{_DIGIT}" for one in _WORDS))
_TWO = any_of(SPOKEN_PARTS)
_SAID = re.compile(rf"{_DIGIT}(?:(?:\s|-|ขีด|จุด|ทับ|เว้น){{0,4}}{_DIGIT}){{8,12}}(?![0-9])")
_ONE = re.compile(_DIGIT)
_PHONE = re.compile("0[689][0-9]{8}|0[2-57][0-9]{7}")
_MOST = 13


def find_spoken(text: str) -> list[Span]:
    """Give telephone and identity numbers that are written in words, or with words between."""
    if not _TWO.search(text):
        return []
    return [
        Span(
            match.start(),
            match.start(),
            match.end(),
            "identity-number" if len(digits) == _MOST else "phone-number",
        )
        for match in _SAID.finditer(text)
        for digits in ("".join(_WORDS.get(one, one) for one in _ONE.findall(match[0])),)
        if not match[0].isascii() and (_PHONE.fullmatch(digits) or len(digits) == _MOST)
    ]
