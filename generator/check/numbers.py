"""Identity numbers, telephone numbers and bank accounts in a plain text (`generator.check.plain`).

A text is read as groups of digits and what stands between them, so each way of writing a number
is one line in a list. What stands before a number decides in doubt: a word for an identity card
lets any grouping count, a word for a code (``รหัสโครงการ``) silences it.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from generator.check.spans import Span

NumberKind = Literal["identity-number", "phone-number", "bank-account"]

# Nine digits with no more between them than a number may have: the least that is looked at.
_MANY = re.compile(r"[0-9](?:[\s\-./()]{0,5}[0-9]){8}")
_DIGITS = re.compile(r"[0-9]+")
_JOINS = re.compile(r"\s{0,2}[-./]?\s{0,2}")
_PHONE_JOINS = re.compile(r"\s{0,2}[-.()/]{0,2}\s{0,2}")
_LETTER_O = re.compile(r"(?<![A-Za-z0-9])[oO](?=[2-9][0-9]?[-. ]?[0-9])")
# A digest in hexadecimal signs: whatever its digits look like, they are nobody's.
_DIGEST = re.compile(r"(?<![0-9A-Za-z])(?=[0-9a-fA-F]*[a-fA-F])[0-9a-fA-F]{32,128}(?![0-9A-Za-z])")

_ID_LAYOUTS = {(13,), (1, 4, 5, 2, 1), (1,) * 13}
# Groupings that a table of years could make with blanks: only with dashes.
_ID_DASHED = {(1, 12), (1, 4, 8), (1, 4, 5, 3), (1, 4, 4, 4), (3, 4, 6), (3, 5, 5), (4, 4, 5)}
_MOBILE = {(10,), (3, 7), (3, 3, 4), (2, 4, 4), (3, 4, 3), (1, 4, 5), (4, 6), (4, 3, 3), (2, 8)} | {
    *(
        (1, 2, 3, 4),
        (1, 2, 7),
        (3, 3, 2, 2),
        (3, 2, 5),
        (2, 3, 5),
        (3, 2, 2, 3),
        (3, 3, 1, 3),
        (1, 9),
        (5, 5),
    )
}
_LANDLINE = {
    (9,),
    (3, 6),
    (3, 3, 3),
    (2, 7),
    (2, 3, 4),
    (1, 4, 4),
    (1, 2, 3, 3),
    (1, 2, 6),
    (3, 2, 4),
}
_PAIRS = {(2, 2, 2, 2, 2), (3, 2, 2, 2)}  # with blanks these may be a table's
_SLASHED = {(3, 7), (3, 3, 4)}
_ONES = {(1,) * 10, (1,) * 9}
_OF_BANK = {(3, 1, 5, 1), (3, 1, 6), (3, 2, 6, 1), (3, 2, 5, 1)}
_ACCOUNT = _OF_BANK | {
    (10,),
    (11,),
    (12,),
    (15,),
    (3, 7),
    (3, 3, 4),
    (4, 4, 4),
    (2, 4, 4, 2),
    (3, 3, 3, 3),
    (4, 3, 3),
}

_CARD = re.compile(r"(?:บัตร|ประจำตัว|ปชช)[^0-9]{0,60}$")
_FOREIGNER = re.compile("(?:ต่างด้าว|ไม่มีสัญชาติ|ไร้สัญชาติ|สีชมพู|บัตรหัว|บุคคลบนพื้นที่สูง|ประชาชน)[^0-9]{0,40}$")
_BOOK = re.compile(
    r"(?:บัญชี|บ/ช|(?<![ก-๎])บช\.|(?:โอน|ธกส|ธ\.ก\.ส|ธอส|กรุงไทย|กสิกร|ไทยพาณิชย์|ออมสิน|กรุงศรี(?!อยุธยา)|ทหารไทย|SCB|KTB|KBANK|BBL|GSB|BAAC|TTB)"
    r"(?![^0-9]{0,30}(?:โทร|เบอร์|มือถือ|ติดต่อ)))(?!ราคากลาง|แยกประเภท|แนบท้าย|รายการ|ครุภัณฑ์|นวัตกรรม)[^0-9]{0,40}$"
)
_BANK = re.compile(r"(?:ธนาคาร|ธกส|พร้อมเพย์|อิสลาม|กรุงเทพ(?!ม)|ธ\.(?!\s?ค))[^0-9]{0,60}$")
_CODE = re.compile(
    r"(?:รหัส(?:โครงการ|งบประมาณ|แผน|งาน|กิจกรรม|บัญชี|สินทรัพย์|ทรัพย์สิน|ครุภัณฑ์|พัสดุ|สินค้า|แหล่ง)"
    r"|เลข(?:ที่)?(?:โครงการ|สัญญา|คุมสัญญา|ครุภัณฑ์|พัสดุ|สินทรัพย์)|ครุภัณฑ์เลขที่"
    r"|บัญชี(?:ราคากลาง|แยกประเภท)|e-?\s?(?:GP|plan|LAAS|bidding)|ISBN|บาร์โค้ด|พิกัด)[^0-9\n,;]{0,12}$",
    re.IGNORECASE,
)
_LABEL_REACH = 100
_YEAR = re.compile("25[0-9]{2}")
# The country's digits without a plus; a project's number of e-GP goes on with a month: 6612….
_COUNTRY = re.compile(r"66[-. ]?(?:\(0\)|0)?[689][0-9](?:[-. ]?[0-9]){7}(?![0-9])")
_PLUS = re.compile(r"(?<![0-9])\+\s?$")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A number from group `first` to group `last`; a kind of None keeps others from being found."""

    first: int
    last: int
    start: int
    end: int
    kind: NumberKind | None


def find_numbers(text: str) -> list[Span]:
    """Return where numbers of persons stand and what they are, in reading order, none in another.

    An identity number has a right check digit; an account has a word for it before it.
    """
    if "O" in text or "o" in text:
        text = _LETTER_O.sub("0", text)
    return _Reading(text).found() if _MANY.search(text) else []


class _Reading:
    """The groups of one text."""

    def __init__(self, text: str) -> None:
        self.text = _DIGEST.sub(lambda match: "x" * len(match[0]), text)
        self.spans = [match.span() for match in _DIGITS.finditer(self.text)]

    def found(self) -> list[Span]:
        """Read identity numbers before accounts, and accounts before telephone numbers."""
        taken: set[int] = set()
        candidates: list[_Candidate] = []
        for read in (self._identity, self._account, self._phone):
            for first in range(len(self.spans)):
                one = read(first) if first not in taken else None
                if one and taken.isdisjoint(range(one.first, one.last + 1)):
                    candidates.append(one)
                    taken.update(range(one.first, one.last + 1))
        firsts = {one.first for one in candidates}
        lasts = {one.last for one in candidates}
        kept = [
            Span(one.start, one.start, one.end, one.kind)
            for one in candidates
            if one.kind
            and (one.first - 1 in lasts or not self._is_tail(one))
            and (one.last + 1 in firsts or not self._is_head(one))
        ]
        return kept

    def _is_tail(self, one: _Candidate) -> bool:
        """Whether the number goes on from one before it: a part of a code, or a fraction."""
        if one.first == 0:
            return False
        before, start = self.spans[one.first - 1], self.spans[one.first][0]
        join = self.text[before[1] : start]
        if join != ".":
            return join in ("-", "+")
        is_listed = self.text[max(0, before[0] - 2) : before[0]].strip(" ") in ("", "\n")
        is_fraction = one.first == one.last or "." in self._joins(one.first, one.last)
        return is_fraction and not is_listed and not self._said(_CARD, one.start)

    def _is_head(self, one: _Candidate) -> bool:
        """Whether the number goes on after its end; an extension (``-2``) ends a telephone's."""
        if one.last + 1 == len(self.spans):
            return False
        start, end = self.spans[one.last + 1]
        join = self.text[one.end : start]
        if one.kind == "phone-number":
            return join in (".", "+") or (join == "-" and end - start > 2)
        return join in ("-", ".")

    def _said(self, label: re.Pattern[str], start: int) -> bool:
        """Whether the label stands before `start`, with no other number between."""
        return bool(label.search(self.text[max(0, start - _LABEL_REACH) : start]))

    def _runs(self, first: int, joins: re.Pattern[str], most: int) -> list[tuple[int, str]]:
        """Return the last groups that could end a number of `most` digits, with its digits."""
        runs: list[tuple[int, str]] = []
        digits = ""
        for last in range(first, min(len(self.spans), first + most)):
            start, end = self.spans[last]
            if last > first:
                gap = self.spans[last - 1][1]
                if start - gap > 5 or not joins.fullmatch(self.text, gap, start):
                    break
            if len(digits) + end - start > most:
                break
            digits += self.text[start:end]
            runs.append((last, digits))
        return runs

    def _sizes(self, first: int, last: int) -> tuple[int, ...]:
        return tuple(end - start for start, end in self.spans[first : last + 1])

    def _joins(self, first: int, last: int) -> set[str]:
        """Return what stands between the groups, without blanks."""
        spans = self.spans[first : last + 1]
        pairs = pairwise(spans)
        return {self.text[one[1] : other[0]].strip() for one, other in pairs}

    def _candidate(self, first: int, last: int, kind: NumberKind | None) -> _Candidate:
        return _Candidate(first, last, self.spans[first][0], self.spans[last][1], kind)

    def _identity(self, first: int) -> _Candidate | None:
        runs = self._runs(first, _JOINS, 13)
        if not runs or len(runs[-1][1]) != 13:
            return None
        last, digits = runs[-1]
        sizes, joins = self._sizes(first, last), self._joins(first, last)
        start = self.spans[first][0]
        usual = sizes in _ID_LAYOUTS or (sizes in _ID_DASHED and joins == {"-"})
        if not usual and not self._said(_CARD, start):
            return None
        is_person = digits[0] != "9" and (digits[0] != "0" or self._said(_FOREIGNER, start))
        if not is_person or not _has_check_digit(digits):
            # A juristic person's, which is public: at least it is no telephone's.
            is_juristic = usual and digits[0] == "0" and not digits.startswith("0066")
            return self._candidate(first, last, None) if is_juristic else None
        return self._candidate(first, last, None if self._said(_CODE, start) else "identity-number")

    def _account(self, first: int) -> _Candidate | None:
        start = self.spans[first][0]
        by_book = self._said(_BOOK, start) and not self._said(_CODE, start)
        if not by_book and not self._said(_BANK, start):
            return None
        for last, digits in reversed(self._runs(first, _JOINS, 15)):
            sizes = self._sizes(first, last)
            dashed = len(digits) >= 10 and self._joins(first, last) == {"-"}
            if sizes in _OF_BANK or (by_book and (sizes in _ACCOUNT or dashed)):
                return self._candidate(first, last, "bank-account")
        return None

    def _phone(self, first: int) -> _Candidate | None:
        start, end = self.spans[first]
        if _PLUS.search(self.text, max(0, start - 2), start) and self.text.startswith("66", start):
            return self._abroad(first, 2)
        if self.text.startswith("0066", start):
            return self._abroad(first, 4)
        if _COUNTRY.match(self.text, start):
            return self._abroad(first, 2)
        if self.text[start] != "0":
            return None
        for last, digits in self._runs(first, _PHONE_JOINS, 10):
            sizes = self._sizes(first, last)
            layouts = _MOBILE if digits[1:2] in tuple("689") else _LANDLINE
            joins = self._joins(first, last)
            usual = sizes in layouts and (sizes[0] > 1 or self.text[end] != ".")
            usual = (usual and ("/" not in joins or sizes in _SLASHED)) or (
                sizes in _PAIRS and joins in ({"-"}, {"."})
            )
            if len(digits) < 9 or digits[1] not in "23456789":
                continue
            if not usual and not (sizes in _ONES and self._stands_alone(first, last, len(digits))):
                continue
            if self._is_register(first, last) or self._said(_CODE, start):
                return None
            return self._candidate(first, last, "phone-number")
        return None

    def _abroad(self, first: int, head: int) -> _Candidate | None:
        """Read a number that begins with the country's; a nought in brackets may follow."""
        start = self.spans[first][0]
        for last, digits in reversed(self._runs(first, _PHONE_JOINS, head + 10)):
            rest = digits[head:].removeprefix("0")
            if re.fullmatch("[689][0-9]{8}|[2-57][0-9]{7}", rest):
                plus = self.text.rfind("+", max(0, start - 2), start) if head == 2 else start
                plus = start if plus < 0 else plus
                return _Candidate(first, last, plus, self.spans[last][1], "phone-number")
        return None

    def _stands_alone(self, first: int, last: int, size: int) -> bool:
        """Whether single digits are a whole number and not a piece of a table's row."""
        mobile = self.text[self.spans[first + 1][0]] in "689"
        if size != (10 if mobile else 9):
            return False
        around = ((first - 1, first), (last, last + 1))
        return not any(
            one >= 0
            and other < len(self.spans)
            and _JOINS.fullmatch(self.text, self.spans[one][1], self.spans[other][0])
            for one, other in around
        )

    def _is_register(self, first: int, last: int) -> bool:
        """Whether the number is some register's of a year: 06-2569-0001."""
        if last == first:
            return False
        start, end = self.spans[first + 1]
        return self._sizes(first, last) == (2, 4, 4) and bool(
            _YEAR.fullmatch(self.text, start, end)
        )


def _has_check_digit(digits: str) -> bool:
    """Whether the thirteenth digit is the check digit of the twelve before it (modulo 11)."""
    total = sum(
        weight * int(digit) for weight, digit in zip(range(13, 1, -1), digits, strict=False)
    )
    return (11 - total % 11) % 10 == int(digits[12])
