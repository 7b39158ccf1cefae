"""What Excel shows of a number or a date, by its number format (ISO/IEC 29500-1, 18.8.31).

Only what offices meet: decimals, thousands, scaling commas, percents, texts around the figure,
days and months. Of any other format nothing is said, and the stored value counts.
"""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from generator.thai.dates import MONTHS, MONTHS_ENGLISH, MONTHS_SHORT

# Excel shows fifteen digits of what it holds in binary: 3702.3 is held as 3702.2999999999997.
_DIGITS = 15
# Before a figure: in the digits of the language, as Thai settings have it.
_OWN_DIGITS = re.compile(r"^t(?=[#0?])")
_PART = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|.', re.DOTALL)
_MOST_SECTIONS = 4
_TOKEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[0#?.,]+|%|[^"\\]', re.DOTALL)
_FIGURE = re.compile(r"[0#?,.]+")
_DATE_TOKEN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|d+|m+|y+|b+|h+|s+|.', re.IGNORECASE)
_THAI_FORMAT = re.compile(r"\[\$-(?:[0-9A-Fa-f]*41[Ee]|[Tt][Hh])[^\]]*\]")
_BUDDHIST = 543
# The time of day, which no plan has, follows the day.
_DAY_ONLY = re.compile(r"\s*\[?[hH]")
# What Excel, LibreOffice and Google Sheets show where a formula has no result.
_ERROR = re.compile(
    r"#(?:REF|VALUE|DIV/0|NULL|NUM|SPILL|CALC|ERROR|UNKNOWN|BUSY|FIELD|BLOCKED|CONNECT|EXTERNAL|PYTHON"
    r"|TIMEOUT)!|#N/A|#NAME\?|#GETTING_DATA|Err:[0-9]{3}"
)
# Excel writes what it shows into CSV: these where a column is too narrow for a number.
_TOO_NARROW = re.compile("#{3,}")


def exact(value: float) -> Decimal:
    """Return a number as Excel knows it, to fifteen digits; no exponent, nothing added."""
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{_DIGITS}g}")


def shown_number(value: Decimal, code: str) -> str | None:
    """Return what is shown of `value` under the format, None where the format is not known here.

    Empty where it is hidden: `;;;` shows no number, `0;-0;` no nought.
    """
    if not code or code in ("General", "@"):
        return None
    sections = _sections(code)
    if not sections or "[" in re.sub(r"\[(?:\$[^\]]*|[A-Za-z]+)\]", "", code):
        return None  # a condition, or hours past a day
    negative = value < 0 and len(sections) > 1
    section = sections[1] if negative else sections[0]
    if value == 0 and len(sections) > 2:
        section = sections[2]
    if not section.replace('""', "").strip():
        return ""
    return _rendered(abs(value) if negative else value, _OWN_DIGITS.sub("", section))


def hides_text(code: str) -> bool:
    """Whether a format shows nothing of any text: its fourth section is blank."""
    sections = _sections(code)
    return len(sections) == _MOST_SECTIONS and not sections[-1].strip()


@lru_cache(maxsize=256)  # a workbook has a handful, for very many cells
def _sections(code: str) -> tuple[str, ...]:
    """Return the formats of positive numbers, negative ones, nought and text, as far as told.

    None for what is no format: one with a quotation mark alone.
    """
    parts = _PART.findall(code)
    if '"' in parts:
        return ()
    sections = [""]
    for part in parts:
        if part == ";":
            sections.append("")
        else:
            sections[-1] += part
    return tuple(sections)


def _rendered(value: Decimal, section: str) -> str | None:
    parts: list[str] = []
    figures = 0
    tokens = _TOKEN.findall(section)
    percent = "%" in tokens
    for token in tokens:
        if token[0] in '"\\':
            parts.append(token[1:].rstrip('"') if token[0] == '"' else token[1])
        elif token[0] == "[":
            parts.append(_currency(token))
        elif _FIGURE.fullmatch(token):
            figures += 1
            parts.append(_figure(value * (100 if percent else 1), token))
        elif token[0] not in "_*":
            if token.isalpha():
                return None
            parts.append(token)
    # Without a figure the section is all text, such as a tick for every number.
    return "".join(parts).strip() if figures < 2 else None


def _currency(token: str) -> str:
    return token[2:-1].partition("-")[0] if token.startswith("[$") else ""


def _figure(value: Decimal, token: str) -> str:
    """Return the digits of a value: commas at the end divide by a thousand each."""
    bare = token.rstrip(",")
    value = value / Decimal(1000) ** (len(token) - len(bare))
    whole, _, after = bare.partition(".")
    most = len(after.replace(",", ""))
    least = after.count("0")
    rounded = value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    sign, digits = ("-" if rounded < 0 else ""), format(abs(rounded), "f")
    integer, _, decimals = digits.partition(".")
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    if integer == "0" and "0" not in whole:
        integer = ""  # `#` and `?` show no nought
    integer = integer.rjust(whole.count("0"), "0")
    if "," in whole:
        integer = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", integer)
    return f"{sign}{integer}{'.' * bool(decimals)}{decimals}"


def shown_date(value: datetime.datetime, code: str) -> str:
    """Return what is shown of a day under a date format; in Thai where the format asks for it."""
    thai = bool(_THAI_FORMAT.search(code)) or "b" in code.lower()
    parts = []
    for part in _DATE_TOKEN.findall(_DAY_ONLY.split(code.partition(";")[0], 1)[0]):
        if part[0] == "[":
            continue
        if part[0] in '"\\':
            parts.append(part.strip('"').removeprefix("\\"))
        else:
            parts.append(_dated(value, part.lower(), thai=thai))
    return "".join(parts).strip()


def shows_day(code: str) -> bool:
    """Whether a date format shows which day of the month it is: `mmm-yy` does not."""
    return any(part[0] in "dD" for part in _DATE_TOKEN.findall(code.partition(";")[0]))


def _dated(value: datetime.datetime, part: str, *, thai: bool) -> str:
    if part[0] == "d":
        return str(value.day).rjust(2, "0") if part == "dd" else str(value.day)
    if part[0] == "m":
        if len(part) < 3:
            return str(value.month).rjust(len(part), "0")
        month = value.month - 1
        if thai:
            return (MONTHS_SHORT if len(part) == 3 else MONTHS)[month]
        return MONTHS_ENGLISH[month][:3] if len(part) == 3 else MONTHS_ENGLISH[month]
    if part[0] in "yb":
        year = value.year + (_BUDDHIST if part[0] == "b" else 0)
        return str(year)[-2:] if len(part) < 3 else str(year)
    return "" if part[0] in "hs" else part


def is_error(text: str) -> bool:
    """Whether a text is what a spreadsheet shows where a formula has no result."""
    return text[:1] in ("#", "E") and bool(_ERROR.fullmatch(text))


def is_too_narrow(text: str) -> bool:
    """Whether a text is what a spreadsheet shows of a number in a column that is too narrow."""
    return text[:1] == "#" and bool(_TOO_NARROW.fullmatch(text))


def shows_no_value(text: str) -> bool:
    """Whether a text is only what a spreadsheet shows where it can show no value."""
    return is_error(text) or is_too_narrow(text)
