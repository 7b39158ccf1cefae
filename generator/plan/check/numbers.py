"""Identity numbers, telephone numbers and bank accounts in a plain text (`check.plain`).

A text is read as groups of digits and what stands between them, so each way of writing a number
is one line in a list. What stands before a number decides in doubt: a word for an identity card
lets any grouping count, a word for a code (``รหัสโครงการ``) silences it.
"""

import re
from dataclasses import dataclass
from operator import mul
from typing import Literal

from generator.plan.check import forms
from generator.plan.check.groups import Groups
from generator.plan.check.spans import Span

NumberKind = Literal["identity-number", "phone-number", "bank-account"]

_IDENTITY = 13
_MOBILE = 10
_WEIGHTS = range(13, 1, -1)
_ZEROS = sum(_WEIGHTS) * ord("0")


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
        text = forms.LETTER_O.sub("0", text)
    if forms.LOOKALIKE.search(text):
        text = forms.TYPED.sub(lambda match: match[0].translate(forms.LETTERS), text)
    return _Reading(text).found() if forms.MANY.search(text) else []


class _Reading(Groups):
    """The numbers of persons among the groups of one text."""

    def found(self) -> list[Span]:
        """Read identity numbers before accounts, and accounts before telephone numbers."""
        taken: set[int] = set()
        candidates: list[_Candidate] = []
        banks = (self._account,) if forms.ANY_BANK.search(self.text) else ()
        firsts = list(self.firsts())
        for read in (self._identity, *banks, self._phone):
            for first in firsts:
                one = read(first) if first not in taken else None
                if one and taken.isdisjoint(range(one.first, one.last + 1)):
                    candidates.append(one)
                    taken.update(range(one.first, one.last + 1))
        heads = {one.first for one in candidates}
        lasts = {one.last for one in candidates}
        return [
            Span(one.start, one.start, one.end, one.kind)
            for one in candidates
            if one.kind
            and (one.first - 1 in lasts or not self._is_tail(one))
            and (one.last + 1 in heads or not self._is_head(one))
        ]

    def _is_tail(self, one: _Candidate) -> bool:
        """Whether the number goes on from one before it: a part of a code, or a fraction."""
        if one.first == 0:
            return False
        before, start = self.spans[one.first - 1], self.spans[one.first][0]
        join = self.text[before[1] : start]
        if join != ".":
            return join in ("-", "+")
        is_fraction = one.first == one.last or "." in self.joins(one.first, one.last)
        return is_fraction and not self._is_row(before, one)

    def _is_row(self, before: tuple[int, int], one: _Candidate) -> bool:
        """Whether the digits before a dot number a row (``12.1234567890123``) and are no amount."""
        begins = self.text[max(0, before[0] - 2) : before[0]].strip(" ") in ("", "\n")
        is_short = before[1] - before[0] <= forms.ROW
        return begins and is_short and not forms.NOISE.search(self.text, one.start, one.end)

    def _is_head(self, one: _Candidate) -> bool:
        """Whether the number goes on after its end; an extension (``-2``) ends a telephone's."""
        if one.last + 1 == len(self.spans):
            return False
        start, end = self.spans[one.last + 1]
        join = self.text[one.end : start]
        if one.kind == "phone-number":
            return join in (".", "+") or (join == "-" and end - start > 2)
        return join in ("-", ".")

    def _candidate(self, first: int, last: int, kind: NumberKind | None) -> _Candidate:
        return _Candidate(first, last, self.spans[first][0], self.spans[last][1], kind)

    def _identity(self, first: int) -> _Candidate | None:
        last, digits = self._thirteen(first)
        if not digits or not (digits[0] == "0" or _has_check_digit(digits)):
            return None
        start = self.spans[first][0]
        usual = self._is_usual(first, last)
        if not usual and not self.said(forms.CARD, start):
            end = self.spans[last][1]
            if self.joins(first, last) != {"-"} or not forms.CARD_AFTER.match(self.text, end):
                return None
        is_person = digits[0] != "9" and (digits[0] != "0" or self.said(forms.FOREIGNER, start))
        if not is_person or not _has_check_digit(digits):
            # A juristic person's, which is public: at least it is no telephone's.
            is_juristic = usual and digits[0] == "0" and not digits.startswith("0066")
            return self._candidate(first, last, None) if is_juristic else None
        return self._candidate(
            first, last, None if self.said(forms.CODE, start) else "identity-number"
        )

    def _thirteen(self, first: int) -> tuple[int, str]:
        """Return the last group of thirteen digits and these, parted as numbers are or oddly."""
        last, digits = self.exactly(first, _IDENTITY, self.joined)
        if digits:
            return last, digits
        if self.sizes(first, first + 1) != forms.ODD_HEAD:
            return first, ""
        last, digits = self.exactly(first, _IDENTITY, self.odd_joined)
        return (last, digits) if self.sizes(first, last) in forms.ID_ODD else (first, "")

    def _is_usual(self, first: int, last: int) -> bool:
        """Whether groups are an identity number's, which a table of years could hardly make."""
        sizes = self.sizes(first, last)
        if sizes in forms.ID_LAYOUTS:
            return True
        if self.joins(first, last) == {"-"}:
            return sizes in forms.ID_DASHED
        years = any(forms.YEAR.fullmatch(self.text, *one) for one in self.spans[first:last])
        counted = years or forms.UNIT.match(self.text, self.spans[last][1])
        return sizes in forms.ID_BLANKED and not counted and self._stands_alone(first, last)

    def _account(self, first: int) -> _Candidate | None:
        start = self.spans[first][0]
        by_book = self.said(forms.BOOK, start) and not self.said(forms.CODE, start)
        if not by_book and not self.said(forms.BANK, start):
            return None
        for last, digits in reversed(self.runs(first, self.joined, 15)):
            sizes = self.sizes(first, last)
            dashed = len(digits) >= 10 and self.joins(first, last) == {"-"}
            if sizes in forms.OF_BANK or (by_book and (sizes in forms.ACCOUNT or dashed)):
                return self._candidate(first, last, "bank-account")
        return None

    def _phone(self, first: int) -> _Candidate | None:
        start = self.spans[first][0]
        if self.text[start] not in "06":
            return None
        head = self._country(start)
        if head:
            return self._abroad(first, head)
        return self._at_home(first) or self._oddly(first)

    def _country(self, start: int) -> int:
        """Return how many digits are the country's: +66, 0066, or 66 before a mobile's."""
        if forms.PLUS.search(self.text, max(0, start - 2), start) and self.text.startswith(
            "66", start
        ):
            return 2
        if self.text.startswith("0066", start):
            return 4
        return 2 if forms.COUNTRY.match(self.text, start) else 0

    def _at_home(self, first: int) -> _Candidate | None:
        start, end = self.spans[first]
        if self.text[start] != "0":
            return None
        second = self.counts[first] + 1
        if self.digits[second : second + 1] in ("", "0", "1"):
            return None
        for last, digits in self.runs(first, self.phone_joined, 10):
            if len(digits) < 9 or digits[1] not in "23456789":
                continue
            sizes = self.sizes(first, last)
            if sizes not in forms.ANY_PHONE:
                continue
            layouts = forms.MOBILE if digits[1:2] in tuple("689") else forms.LANDLINE
            joins = self.joins(first, last)
            usual = sizes in layouts and (sizes[0] > 1 or self.text[end] != ".")
            usual = (usual and ("/" not in joins or sizes in forms.SLASHED)) or (
                sizes in forms.PAIRS and joins in ({"-"}, {"."})
            )
            if not usual and not (sizes in forms.ONES and self._is_lone(first, last, len(digits))):
                continue
            if self._is_register(first, last) or self.said(forms.CODE, start):
                return None
            return self._candidate(first, last, "phone-number")
        return None

    def _oddly(self, first: int) -> _Candidate | None:
        """Read a mobile's groups with one odd sign between all of them: 081:234:5678."""
        if first + 1 == len(self.spans) or self.phone_joined[first]:
            return None
        if self.sizes(first, first + 1) not in forms.PHONE_HEADS:
            return None
        last, digits = self.exactly(first, _MOBILE, self.odd_joined)
        if not digits or digits[0] != "0" or digits[1] not in "689":
            return None
        joins = self.joins(first, last)
        alike = len(joins) == 1 and joins.isdisjoint(forms.CELLS)
        usual = alike and self.sizes(first, last) in forms.PHONE_ODD
        if not usual or self._is_register(first, last) or not self._stands_alone(first, last):
            return None
        coded = self.said(forms.CODE, self.spans[first][0])
        return None if coded else self._candidate(first, last, "phone-number")

    def _abroad(self, first: int, head: int) -> _Candidate | None:
        """Read a number that begins with the country's; a nought in brackets may follow."""
        start = self.spans[first][0]
        if self.said(forms.CODE, start):
            return None
        for last, digits in reversed(self.runs(first, self.phone_joined, head + 10)):
            rest = digits[head:].removeprefix("0")
            if re.fullmatch("[689][0-9]{8}|[2-57][0-9]{7}", rest):
                plus = self.text.rfind("+", max(0, start - 2), start) if head == 2 else start
                plus = start if plus < 0 else plus
                return _Candidate(first, last, plus, self.spans[last][1], "phone-number")
        return None

    def _is_lone(self, first: int, last: int, size: int) -> bool:
        """Whether single digits are a whole number and not a piece of a table's row."""
        mobile = self.text[self.spans[first + 1][0]] in "689"
        return size == (10 if mobile else 9) and self._stands_alone(first, last)

    def _stands_alone(self, first: int, last: int) -> bool:
        """Whether no other group is joined to these."""
        around = ((first - 1, first), (last, last + 1))
        return not any(
            one >= 0 and other < len(self.spans) and self.joined[one] for one, other in around
        )

    def _is_register(self, first: int, last: int) -> bool:
        """Whether the number is some register's of a year: 06-2569-0001."""
        if last == first:
            return False
        start, end = self.spans[first + 1]
        return self.sizes(first, last) == (2, 4, 4) and bool(
            forms.YEAR.fullmatch(self.text, start, end)
        )


def _has_check_digit(digits: str) -> bool:
    """Whether the thirteenth digit is the check digit of the twelve before it (modulo 11)."""
    total: int = sum(map(mul, _WEIGHTS, digits.encode())) - _ZEROS
    return (11 - total % 11) % 10 == int(digits[12])
