"""Thai text: tidying, comparing, ordering, and finding damage.

Owns characters and nothing above them. Every function accepts any string, also one with
lone surrogates, and raises nothing.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile
from typing import Any

# Characters that HTML and YAML forbid, as a class of `re`.
FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_FORBIDDEN_SIGN = re.compile(f"[{FORBIDDEN}]")

SortKey = tuple[tuple[tuple[int, int, str], ...], tuple[str, ...], str]

_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI_DIGIT = re.compile("[๐-๙]")  # translating a text that has none is slow
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

# Soft hyphen, zero-width and direction marks, word joiner and its kin, byte order mark.
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_NO_BREAK = re.compile(r"[\u00a0\u2007\u202f]")
_LINE_END = re.compile(r"\r\n?")
_OUTER_BLANKS = " \t\n\u1680\u2028\u2029\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))

_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_NONCHARACTERS = "".join(rf"\U000{plane:x}fffe-\U000{plane:x}ffff" for plane in range(1, 15))
_DAMAGED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffd-\uffff"
    rf"\U000f0000-\U0010ffff{_NONCHARACTERS}]+"
)

_SOUND = re.compile("[\t\n\r -~\u0e01-\u0e5b\u2010-\u2027]*")

MARKS = "ฺุูัิีึื็ํ่้๊๋์๎ำ"  # in canonical order: below, above, nikhahit, tone, silencer, am
_MARK_RUN = re.compile(f"[{MARKS}]{{2,}}")
# A tone, or the sign of silence, typed before the vowel that it stands over.
_TONE_FIRST = re.compile("([่-์]+)([ัิ-ฺ็]+)")
_BLANKS = re.compile(r"\s+")
_NIKHAHIT_AA = re.compile("ํ([่้๊๋]*)า")

_UNCOMPARED = re.compile(r"""[\s."'“”‘’„«»\-‐‑‒–—―−﹘﹣－]""")

_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
_THOUSANDS_COMMA = re.compile("(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_SORT_TOKEN = re.compile("[0-9]+|.", re.DOTALL)
_SECONDARY = "ฺ็ํ่้๊๋์๎"  # weigh only between words that are otherwise the same
_UNWEIGHED = "ฯๆ๏๚๛฿"


def printable(text: str) -> str:
    """Return `text` with what HTML and YAML forbid replaced by U+FFFD, so that the loss is seen."""
    return _FORBIDDEN_SIGN.sub("\ufffd", text)


def all_printable(value: Any) -> Any:
    """Return dicts, lists and tuples (as lists) with every text in them printable, keys as are."""
    if isinstance(value, dict):
        return {key: all_printable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [all_printable(one) for one in value]
    return printable(value) if isinstance(value, str) else value


def vowels_first(text: str) -> str:
    """Return `text` with vowels above and below before tones: it looks as it did.

    Programs that set type repeat a letter whose signs come in another order.
    """
    return _TONE_FIRST.sub(r"\2\1", text)


def tidy(text: str) -> str:
    """Return the text as it is stored: composed (NFC), without invisible characters.

    No-break blanks become blanks, outer blanks go, every line ends with one newline. Inner
    blanks and newlines stay: names are official even when they are untidy.
    """
    if not text:
        return text
    seen = unicodedata.normalize("NFC", as_seen(text))
    return _LINE_END.sub("\n", seen).strip(_OUTER_BLANKS)


def as_seen(text: str) -> str:
    """Return the text without signs that nobody sees, its no-break blanks as blanks."""
    return _NO_BREAK.sub(" ", visible(text))


def visible(text: str) -> str:
    """Return the text without invisible signs: of width zero, for direction, for line breaks."""
    return _INVISIBLE.sub("", text)


def says_something(text: str) -> bool:
    """Tell whether a text has a letter in it: `-`, `...` and `1234` say nothing."""
    return any(unicodedata.category(sign)[0] == "L" for sign in text)


def normalise(text: str) -> str:
    """Return the text with one spelling for what looks the same; for comparing, not showing.

    On top of `tidy`: `ํา` is `ำ`, `เเ` is `แ`, marks stand in canonical order and once,
    private-use characters go, a run of blanks is one blank. Normalising twice changes nothing.
    """
    text = tidy(_PRIVATE.sub("", text))
    while (ordered := _order_marks(text)) != text:  # three rounds at most
        text = ordered
    return _BLANKS.sub(" ", text.replace("เเ", "แ")).strip(" ")


def _order_marks(text: str) -> str:
    return _MARK_RUN.sub(_in_order, _NIKHAHIT_AA.sub(_am, text))


def _am(found: re.Match[str]) -> str:
    return found[0] if _foreign_mark_beside(found) else f"{found[1]}ำ"


def _in_order(run: re.Match[str]) -> str:
    ordered = _ordered(run[0])
    return run[0] if ordered == run[0] or _foreign_mark_beside(run) else ordered


@lru_cache(maxsize=1024)  # words have some dozens
def _ordered(run: str) -> str:
    marks = set(run)
    return "".join(sorted(marks - {"ํ"} if "ำ" in marks else marks, key=MARKS.index))


def _foreign_mark_beside(found: re.Match[str]) -> bool:
    """Return whether NFC would move these marks past a neighbour: then they stay as they are."""
    text, start, end = found.string, found.start(), found.end()
    beside = text[max(start - 1, 0) : start] + text[end : end + 1]
    return any(c not in MARKS and unicodedata.combining(c) for c in beside)


def arabic_digits(text: str) -> str:
    """Return the text with ๐–๙ written 0–9."""
    return text.translate(_TO_ARABIC) if _THAI_DIGIT.search(text) else text


def thai_digits(text: str) -> str:
    """Return the text with 0–9 written ๐–๙."""
    return text.translate(_TO_THAI)


@lru_cache(maxsize=1 << 14)  # a plan's rows repeat the same few hundred names
def match_key(text: str) -> str:
    """Return what two spellings of one heading, unit, programme or status have in common.

    Normalised, Arabic digits, lower case, without blanks, dots, quotes, hyphens and dashes.
    Letters, digits, parentheses and slashes stay. A key's key is itself.
    """
    plain = arabic_digits(normalise(text)).casefold()
    return normalise(_UNCOMPARED.sub("", plain))


def sort_key(text: str) -> SortKey:
    """Return a key that sorts as the Royal Institute's dictionary does.

    A leading vowel follows its consonant; tone marks, ็ and ์ decide only between words that
    are otherwise the same; blanks and punctuation last of all. Numbers come first and compare
    by value (หมู่ที่ 2 before หมู่ที่ 10), then Latin and other letters, then Thai.
    """
    plain = arabic_digits(normalise(text))
    weights: list[tuple[int, int, str]] = []
    marks = [""]
    swapped = _LEADING_VOWEL.sub(r"\2\1", _THOUSANDS_COMMA.sub("", plain.casefold()))
    for token in _SORT_TOKEN.findall(swapped):
        if token in _SECONDARY:
            marks[-1] += token
        elif weight := _weight(token):
            weights.append(weight)
            marks.append("")
    return tuple(weights), tuple(marks), plain


def _weight(token: str) -> tuple[int, int, str] | None:
    if token[0] in "0123456789":
        digits = token.lstrip("0")
        return 1, len(digits), digits  # never int(): a cell may hold thousands of digits
    if token in _UNWEIGHED:
        return None
    if "ก" <= token <= "๛":
        return 3, 0, token
    return (2, 0, token) if token.isalnum() else None


def damaged(text: str) -> str | None:
    """Return the first run of characters that no writer meant, or None.

    Private-use glyphs (old PDF fonts), U+FFFD, control characters other than tab and line
    ends, lone surrogates, noncharacters.
    """
    if _SOUND.fullmatch(text):  # as nearly every text
        return None
    found = _DAMAGED.search(text)
    return found[0] if found else None


def nearest(word: str, candidates: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the candidate most like the word, as it was given, or None below the cutoff.

    Likeness is difflib's ratio, 0 to 1, of the match keys.
    """
    by_key: dict[str, str] = {}
    for candidate in candidates:
        by_key.setdefault(match_key(candidate), candidate)
    key = match_key(word)
    found = difflib.get_close_matches(key, by_key, n=1, cutoff=cutoff) if key else []
    return by_key[found[0]] if found else None


def hint(text: str, candidates: Iterable[str]) -> str:
    """Return ` (ใกล้เคียงกับ “…”)` for a message, or nothing where no candidate is near.

    Where the two only look alike, the signs are named at which they differ.
    """
    near = nearest(text, list(candidates))
    return f" (ใกล้เคียงกับ “{near}”{differing(near, text)})" if near else ""


def differing(one: str, other: str) -> str:
    """Return ` ต่างกันที่ …` for a message where two texts look alike, else nothing."""
    signs = telling_signs(one, other)
    return f" ต่างกันที่ {signs}" if signs else ""


def same_to_readers(one: str, other: str) -> bool:
    """Whether no reader sees a difference: it is of blanks, invisible signs, the order of marks.

    A line that ends elsewhere is seen.
    """
    return one == other or _seen(one) == _seen(other)


def _seen(text: str) -> list[str]:
    return [normalise(line) for line in tidy(text).split("\n")]


def telling_signs(one: str, other: str) -> str:
    """Return in Thai at which signs two texts differ that look alike; empty where all see it."""
    start = _shared(one, other)
    ends = _shared(one[start:][::-1], other[start:][::-1])
    parts = one[start : len(one) - ends], other[start : len(other) - ends]
    alike = match_key(one) == match_key(other)
    strange = any(not _PLAIN.fullmatch(part) for part in parts)
    if max(map(len, parts)) > _FEW_SIGNS or not (alike or strange):
        return ""
    return " กับ ".join(map(_named, parts))


def _shared(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


_PLAIN = re.compile("[A-Za-z0-9\u0e01-\u0e5b .,()/%]*")
_FEW_SIGNS = 3
_SIGN_NAMES = {" ": "เว้นวรรค", "\n": "ขึ้นบรรทัดใหม่", "\t": "แท็บ"}


def _named(signs: str) -> str:
    """Return a few signs by look and number: what looks alike has another number."""
    named = (_SIGN_NAMES.get(sign, f"“{sign}” U+{ord(sign):04X}") for sign in signs)
    return " ".join(named) or "ไม่มี"
