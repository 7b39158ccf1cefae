"""Identity numbers, telephone numbers and bank accounts in a plain text (`generator.check.plain`).

A text is read as groups of digits and what stands between them, so each way of writing a number
is one line in a list. What stands before a number decides in doubt: a word for an identity card
lets any grouping count, a word for a code (``รหัสโครงการ``) silences it.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import mul
from typing import Literal

from generator.check import forms
from generator.check.spans import Span

NumberKind = Literal["identity-number", "phone-number", "bank-account"]

_WIDEST = 5
_IDENTITY = 13
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


class _Reading:
    """The groups of one text."""

    def __init__(self, text: str) -> None:
        self.text = forms.DIGEST.sub(lambda match: "x" * len(match[0]), text)
        self.spans = [match.span() for match in forms.DIGITS.finditer(self.text)]
        gaps = [self.text[one[1] : other[0]] for one, other in pairwise(self.spans)]
        self.digits = "".join(self.text[start:end] for start, end in self.spans)
        self.counts = list(accumulate((end - start for start, end in self.spans), initial=0))
        self.joined = _joined(gaps, forms.JOINS)
        self.phone_joined = _joined(gaps, forms.PHONE_JOINS)

    def found(self) -> list[Span]:
        """Read identity numbers before accounts, and accounts before telephone numbers."""
        taken: set[int] = set()
        candidates: list[_Candidate] = []
        banks = (self._account,) if forms.ANY_BANK.search(self.text) else ()
        for read in (self._identity, *banks, self._phone):
            for first in range(len(self.spans)):
                one = read(first) if first not in taken else None
                if one and taken.isdisjoint(range(one.first, one.last + 1)):
                    candidates.append(one)
                    taken.update(range(one.first, one.last + 1))
        firsts = {one.first for one in candidates}
        lasts = {one.last for one in candidates}
        return [
            Span(one.start, one.start, one.end, one.kind)
            for one in candidates
            if one.kind
            and (one.first - 1 in lasts or not self._is_tail(one))
            and (one.last + 1 in firsts or not self._is_head(one))
        ]

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
        return is_fraction and not is_listed and not self._said(forms.CARD, one.start)

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
        at = bisect_left(self.spans, (start, start)) - 1
        since = self.spans[at][1] if at >= 0 else 0
        since = max(since, start - forms.LABEL_REACH)
        return start - since > 1 and bool(label.search(self.text[since:start]))

    def _runs(self, first: int, joined: bytes, most: int) -> list[tuple[int, str]]:
        """Return the last groups that could end a number of `most` digits, with its digits."""
        runs: list[tuple[int, str]] = []
        digits = ""
        for last in range(first, min(len(self.spans), first + most)):
            start, end = self.spans[last]
            if (last > first and not joined[last - 1]) or len(digits) + end - start > most:
                break
            digits += self.text[start:end]
            runs.append((last, digits))
        return runs

    def _exactly(self, first: int, size: int) -> tuple[int, str]:
        """Return the last group of a number of `size` digits, and its digits if there is one."""
        here = self.counts[first]
        last = bisect_left(
            self.counts, here + size, first + 1, min(len(self.counts), first + size + 1)
        )
        if last == len(self.counts) or self.counts[last] != here + size:
            return first, ""
        if self.joined.find(0, first, last - 1) >= 0:
            return first, ""
        return last - 1, self.digits[here : here + size]

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
        last, digits = self._exactly(first, _IDENTITY)
        if not digits or not (digits[0] == "0" or _has_check_digit(digits)):
            return None
        sizes, joins = self._sizes(first, last), self._joins(first, last)
        start = self.spans[first][0]
        usual = sizes in forms.ID_LAYOUTS or (sizes in forms.ID_DASHED and joins == {"-"})
        if not usual and not self._said(forms.CARD, start):
            end = self.spans[last][1]
            if joins != {"-"} or not forms.CARD_AFTER.match(self.text, end):
                return None
        is_person = digits[0] != "9" and (digits[0] != "0" or self._said(forms.FOREIGNER, start))
        if not is_person or not _has_check_digit(digits):
            # A juristic person's, which is public: at least it is no telephone's.
            is_juristic = usual and digits[0] == "0" and not digits.startswith("0066")
            return self._candidate(first, last, None) if is_juristic else None
        return self._candidate(
            first, last, None if self._said(forms.CODE, start) else "identity-number"
        )

    def _account(self, first: int) -> _Candidate | None:
        start = self.spans[first][0]
        by_book = self._said(forms.BOOK, start) and not self._said(forms.CODE, start)
        if not by_book and not self._said(forms.BANK, start):
            return None
        for last, digits in reversed(self._runs(first, self.joined, 15)):
            sizes = self._sizes(first, last)
            dashed = len(digits) >= 10 and self._joins(first, last) == {"-"}
            if sizes in forms.OF_BANK or (by_book and (sizes in forms.ACCOUNT or dashed)):
                return self._candidate(first, last, "bank-account")
        return None

    def _phone(self, first: int) -> _Candidate | None:
        start = self.spans[first][0]
        if self.text[start] not in "06":
            return None
        head = self._country(start)
        return self._abroad(first, head) if head else self._at_home(first)

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
        for last, digits in self._runs(first, self.phone_joined, 10):
            if len(digits) < 9 or digits[1] not in "23456789":
                continue
            sizes = self._sizes(first, last)
            if sizes not in forms.ANY_PHONE:
                continue
            layouts = forms.MOBILE if digits[1:2] in tuple("689") else forms.LANDLINE
            joins = self._joins(first, last)
            usual = sizes in layouts and (sizes[0] > 1 or self.text[end] != ".")
            usual = (usual and ("/" not in joins or sizes in forms.SLASHED)) or (
                sizes in forms.PAIRS and joins in ({"-"}, {"."})
            )
            if not usual and not (
                sizes in forms.ONES and self._stands_alone(first, last, len(digits))
            ):
                continue
            if self._is_register(first, last) or self._said(forms.CODE, start):
                return None
            return self._candidate(first, last, "phone-number")
        return None

    def _abroad(self, first: int, head: int) -> _Candidate | None:
        """Read a number that begins with the country's; a nought in brackets may follow."""
        start = self.spans[first][0]
        if self._said(forms.CODE, start):
            return None
        for last, digits in reversed(self._runs(first, self.phone_joined, head + 10)):
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
            one >= 0 and other < len(self.spans) and self.joined[one] for one, other in around
        )

    def _is_register(self, first: int, last: int) -> bool:
        """Whether the number is some register's of a year: 06-2569-0001."""
        if last == first:
            return False
        start, end = self.spans[first + 1]
        return self._sizes(first, last) == (2, 4, 4) and bool(
            forms.YEAR.fullmatch(self.text, start, end)
        )


def _joined(gaps: list[str], joins: re.Pattern[str]) -> bytes:
    """Tell of each gap whether it may stand inside a number; most gaps of a text are alike."""
    known = {gap: bool(len(gap) <= _WIDEST and joins.fullmatch(gap)) for gap in set(gaps)}
    return bytes(known[gap] for gap in gaps)


def _has_check_digit(digits: str) -> bool:
    """Whether the thirteenth digit is the check digit of the twelve before it (modulo 11)."""
    total: int = sum(map(mul, _WEIGHTS, digits.encode())) - _ZEROS
    return (11 - total % 11) % 10 == int(digits[12])
