"""Amounts and counts: exact whole satang in, Thai figures and money words out.

Owns the reading of numbers as people type them. Must not use floats, and must not repair a
number that can be read in two ways.
"""

import re
from typing import Literal

from generator.thai.text import arabic_digits, tidy

AmountKind = Literal["unreadable", "negative", "fraction", "grouping"]

# A thousand million million baht: what is longer is a code that strayed into the column.
_LONGEST = 15

_AMOUNT = re.compile(
    r"(?P<open>\([ \n]*)?(?P<minus>[-−–][ \n]*)?(?:฿[ \n]*)?(?P<minus_inside>[-−–][ \n]*)?"
    r"(?P<whole>[0-9,]*[0-9])(?:\.(?P<part>[0-9]+))?"
    r"(?:[ \n]*\.[-–])?(?:[ \n]*(?:บาท(?:ถ้วน)?|บ\.))?(?P<close>[ \n]*\))?"
)
_BAHT = re.compile(r"บาท|(?<!ล)บ\.|฿|\.[-–]")
# As keyboards of other scripts type figures: as wide as their letters.
_WIDE = str.maketrans("０１２３４５６７８９，．", "0123456789,.")
#: What words that stand behind a figure multiply it by.
SCALES = {"พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000}
_SHORTENED = SCALES | {"ลบ": 1_000_000, "ล": 1_000_000, "k": 1_000, "m": 1_000_000}
_WORDED = re.compile(
    r"(?:฿ ?)?(?P<figure>[0-9][0-9,]*(?:\.[0-9]+)?)"
    rf" ?(?P<word>{'|'.join(_SHORTENED)})\.? ?(?:บาท(?:ถ้วน)?)?",
    re.IGNORECASE,
)
# Dots in thousands, as other countries write them; a comma then stands before the satang.
_DOTTED = re.compile(
    r"(?:฿ ?)?(?P<figure>[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,(?P<part>[0-9]{2}))?"
    r"(?: ?\.[-–])?(?: ?บาท(?:ถ้วน)?)?"
)
_EXPONENT = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{1,3}")
_GROUPED = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+")

_DIGIT_WORDS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACE_WORDS = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_MILLION = 1_000_000
_WORD = re.compile("|".join([*_DIGIT_WORDS[1:], *_PLACE_WORDS[1:], "เอ็ด", "ยี่", "ล้าน"]))
_IN_WORDS = re.compile(
    rf"(?:(?P<baht>(?:{_WORD.pattern})+)บาท(?:ถ้วน)?)?(?:(?P<satang>(?:{_WORD.pattern})+)สตางค์)?"
)


class AmountError(ValueError):
    """A text is not an amount; `kind` says why.

    `unreadable` (no number, or too long to be money), `negative` (below zero; for a count also
    zero), `fraction` (more decimals than allowed), `grouping` (commas not in thousands).
    """

    def __init__(self, kind: AmountKind, text: str) -> None:
        super().__init__(f"{kind} amount: {text!r}")
        self.kind: AmountKind = kind
        self.text = text


def names_baht(text: str) -> bool:
    """Whether an amount says itself that it counts in baht: บาท, บ., ฿ or `.-`."""
    return bool(_BAHT.search(text))


def parse_satang(text: str, scale: int = 1) -> int:
    """Return the exact satang of an amount written in baht, or in `scale` baht: a million of them.

    Accepts Thai digits, commas in thousands or none, decimals down to a satang, a leading ฿ and a
    trailing บาท, บาทถ้วน or `.-`. Raises `AmountError`.
    """
    whole, part = _split(text)
    satang, rest = divmod(int(f"{whole}{part}") * 100 * scale, int(f"1{'0' * len(part)}"))
    if rest or (scale == 1 and len(part) > 2):
        raise AmountError("fraction", text)
    return satang


def dotted_readings(text: str) -> tuple[str, ...]:
    """Return the figures in baht that `298.000` may mean: 298 or 298,000; `1.250.000` is one sum.

    None for a text whose dots do not stand in thousands.
    """
    found = _DOTTED.fullmatch(arabic_digits(tidy(text)))
    if not found or len(found["figure"]) > _LONGEST:
        return ()
    figure = found["figure"]
    whole = format_baht(int(figure.replace(".", "")) * 100 + int(found["part"] or 0))
    if figure.count(".") > 1 or found["part"]:
        return (whole,)
    return figure.rstrip("0").rstrip("."), whole


def worded_reading(text: str) -> int | None:
    """Return the satang of `1.2 ล้าน`, `5 แสนบาท`, `1.2 ลบ.`, `450K`; None for any other text."""
    found = _WORDED.fullmatch(arabic_digits(tidy(text)))
    if not found:
        return None
    try:
        return parse_satang(found["figure"], _SHORTENED[found["word"].lower()])
    except AmountError:
        return None


def is_exponent(text: str) -> bool:
    """Whether a spreadsheet shortened a number to `2.98E+05`: its other digits are not shown."""
    return bool(_EXPONENT.fullmatch(arabic_digits(tidy(text))))


def parse_count(text: str) -> int:
    """Return the positive whole number that the text writes, in Thai or Arabic digits.

    Raises `AmountError`; zero is of the kind `negative`, any decimals are `fraction`.
    """
    if names_baht(text):
        raise AmountError("unreadable", text)
    whole, part = _split(text)
    if part:
        raise AmountError("fraction", text)
    if whole == 0:
        raise AmountError("negative", text)
    return whole


def _split(text: str) -> tuple[int, str]:
    found = _AMOUNT.fullmatch(arabic_digits(tidy(text)).translate(_WIDE))
    if not found or bool(found["open"]) != bool(found["close"]):
        raise AmountError("unreadable", text)
    if found["open"] or found["minus"] or found["minus_inside"]:
        raise AmountError("negative", text)
    if not _GROUPED.fullmatch(found["whole"]):
        raise AmountError("grouping", text)
    digits = found["whole"].replace(",", "").lstrip("0")
    if len(digits) > _LONGEST:
        raise AmountError("unreadable", text)
    return int(digits or "0"), found["part"] or ""


def format_baht(satang: int) -> str:
    """Return satang as baht: `478,300` when whole, else with two decimals, `238,613.38`."""
    baht, part = divmod(abs(satang), 100)
    sign = "-" if satang < 0 else ""
    return f"{sign}{baht:,}" + (f".{part:02}" if part else "")


def format_number(n: int) -> str:
    """Return a whole number with thousands commas."""
    return f"{n:,}"


def plain_baht(satang: int) -> str:
    """Return baht as machines read them: `238613.38`, `478300`."""
    return format_baht(satang).replace(",", "")


def baht_text(satang: int) -> str:
    """Return satang as the words of money that offices write, such as สองบาทห้าสิบสตางค์.

    Below one baht only the satang are said; nothing is ศูนย์บาทถ้วน. Raises `ValueError` when
    negative.
    """
    if satang < 0:
        raise ValueError(f"negative money has no words: {satang} satang")
    baht, part = divmod(satang, 100)
    if not part:
        return (_words(baht) or "ศูนย์") + "บาทถ้วน"
    return (_words(baht) + "บาท" if baht else "") + _words(part) + "สตางค์"


def satang_of_text(text: str) -> int | None:
    """Return the satang that words of money say, as `baht_text` writes them; None for others."""
    plain = "".join(text.split())
    found = _IN_WORDS.fullmatch(plain)
    if not found:
        return None
    baht, part = _number_of(found["baht"] or ""), _number_of(found["satang"] or "")
    satang = baht * 100 + part
    wanted = plain if plain.endswith(("ถ้วน", "สตางค์")) else f"{plain}ถ้วน"
    return satang if satang and baht_text(satang) == wanted else None


def _number_of(words: str) -> int:
    """Return the number that words seem to say; only one that is written so again is meant."""
    total = value = digit = 0
    for word in _WORD.findall(words):
        if word in _DIGIT_WORDS:
            digit = _DIGIT_WORDS.index(word)
        elif word in ("เอ็ด", "ยี่"):
            digit = 1 if word == "เอ็ด" else 2
        elif word == "ล้าน":
            total, value, digit = (total + value + digit) * _MILLION, 0, 0
        else:
            value, digit = value + (digit or 1) * 10 ** _PLACE_WORDS.index(word), 0
    return total + value + digit


def _words(n: int) -> str:
    """Return the words of a number: the millions first, as often as needed; "" for zero."""
    millions, rest = divmod(n, _MILLION)
    head = _words(millions) + "ล้าน" if millions else ""
    return head + _words_below_million(rest, after=bool(millions))


def _words_below_million(n: int, *, after: bool) -> str:
    if n == 1 and after:
        return "เอ็ด"
    digits = str(n)
    words = [_digit(int(d), len(digits) - 1 - i, n) for i, d in enumerate(digits)]
    return "".join(words)


def _digit(digit: int, place: int, n: int) -> str:
    if digit == 0:
        return ""
    if place == 0 and digit == 1 and n > 10:
        return "เอ็ด"
    if place == 1 and digit <= 2:
        return ("", "สิบ", "ยี่สิบ")[digit]
    return _DIGIT_WORDS[digit] + _PLACE_WORDS[place]
