"""Names of persons after a title (นาย, นางสาว, ด.ช., ร.ต.ต.) in a plain text.

Thai is written without blanks, and hundreds of villages are called like a person, so a plain title
(``นาย``, ``นาง``, ``คุณ``) is no evidence alone. A name is reported when a title and a given name
have:

* a surname after them, at the start of a word or after a word such as ``โดย``, ``แก่``;
* a surname after them anywhere (``ผู้รับเบี้ยยังชีพนายแดง ใจดี``), where the given name is a usual one,
  no blank follows the title, and no word of place stands before it;
* a usual given name that few things have (``มอบให้นายสมชาย``);
* ``ที่ดิน``, ``สวน``, ``นา``, ``ผู้ป่วย``, ``ผู้ติดเชื้อ`` before them;
* ``บ้าน`` before them, and one thing more, since ``บ้านนางอย`` is a village: a word of place before
  it (``ซอยบ้าน``, ``หน้าบ้าน``, ``จากบ้าน``), a blank beside the title, a surname, a rank or a title
  that no village has (``นางสาว``, ``ร.ต.ต.``), a usual given name (``สม…``, ``บุญ…``), or a second
  person after it (``บ้านนายแดง–นางดำ``, ``บ้านนายแดง และบ้านนายดำ``);
* a reported name right before them (``ข้างบ้านนายแดง และนางดำ``).

In doubt it is silent, so it misses ``บ้านนายแดง`` alone and ``จากบ้านนางแดง หมู่ที่ 3`` (which is how
official villages are written).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.plan.check import names, places
from generator.plan.check.near import Near
from generator.plan.check.spans import Span
from generator.plan.check.titles import (
    BLANK,
    HEAD,
    LETTER,
    NO_NAME,
    SURE,
    TITLE,
    TITLE_MARKS,
    TITLE_REACH,
    may_have_title,
)
from generator.plan.check.words import when_needed

_NEAR = (
    "ปากซอย|ปากทาง|ซอย|ตรงข้าม|ข้าง|หน้า|หลัง|ใกล้|แยก|ทางเข้า|เข้า|บริเวณ|รอบ|เลียบ|ท้าย|ติด|ผ่าน|ถึง|จาก|ไป"
)
_HOUSE = rf"(?P<house>(?P<near>(?:{_NEAR})(?:{_NEAR})?\s?)?บ้าน(?:พัก)?(?:ของ)?)"
_LAND = (
    rf"(?P<land>(?:ที่ดิน|ที่นา|ที่สวน|สวน(?:ยาง|ปาล์ม|ผลไม้|ลำไย|มะพร้าว|ทุเรียน|ส้ม)?|ไร่(?:อ้อย)?|แปลง|(?<!{LETTER})นา)(?:ของ)?"
    "|(?:ผู้ป่วย|ผู้ติดเชื้อ|ผู้พิการ|ติดเตียง|ผู้เสียชีวิต|ผู้ตาย)(?:ติดเตียง|ติดบ้าน|จิตเวช|ชื่อ|คือ|ราย)?)"
)
_SAID = (
    "(?P<said>โดย|ของ|และ|กับ|ถึง|จาก|ให้|คือ|ชื่อ|ราย|ซอย|หน้า|หลัง|ข้าง|ผู้พิการ|ผู้สูงอายุ|ยากไร้|ยากจน|"
    "ครอบครัว|ทายาท|ประสบภัย|ประสบเหตุ|ผู้ใหญ่|กำนัน|ได้แก่|กรณี|เบี้ยยังชีพ|เบี้ย|คู่สมรส|บุตร|สามี|ภรรยา|ภริยา|มารดา|บิดา|ญาติ|"
    "ราษฎร|ผู้ร้อง|ผู้รับ|ผู้กู้|ผู้ขอ|ผู้ดูแล|เจ้าของ|หญิง|ช่วยเหลือ|เชิญ)"
)
# Words that a title may be joined to; no part of what is reported.
_BESIDE = "|".join(
    f"(?<={word})"
    for word in (
        "แก่",
        "แด่",
        "ต่อ",
        "เช่น",
        "แทน",
        "มอบ",
        "เงิน",
        "ทุน",
        "สงเคราะห์",
        "บัตร",
        "แจ้ง",
        "เยี่ยม",
    )
)
_PERSON = when_needed(
    rf"(?:(?:{_HOUSE}|{_LAND}|{_SAID}){BLANK}|(?<![ก-๎.])|(?<=[0-9)\]]\.)|(?<=\.\.)|{_BESIDE}|(?P<joined>(?<=[ก-๎.])))"
    rf"{TITLE}{BLANK}{names.NAME}"
)
_LATIN = when_needed(
    rf"(?<![ก-๎.]){TITLE}{BLANK}{names.LATIN}"
    rf"|(?<=[ก-๎.])(?P<t2>{SURE}|นาย|นาง){BLANK}{names.LATIN.replace('latin', 'l2')}"
)

_CAPITAL = re.compile("[A-ZÀ-Þ]")
_LINKED = re.compile(rf"\s*(?:[-–—,/]|และ|กับ|ถึง)\s*(?:(?:{_NEAR})?บ้าน)?\s*")
_SECOND_AFTER = when_needed(
    rf"\s*(?:[-–—,]|และ|กับ)\s*(?:บ้านนาย|นาย|นาง|{SURE}){BLANK}{HEAD}{LETTER}"
)
_TITLE_IN = re.compile("นาย|นาง|เด็ก")
_TOLD_AFTER_WORD = re.compile(
    rf"[\s\u200b]{{1,3}}(?!{names.SAID_AFTER}|ผู้|หมู่|ที่){HEAD}{LETTER}{{1,28}}(?=\s{{1,2}}(?:{names.TOLD}))"
)
# A village's number after a given name, then what befell somebody: of a person, not of a place.
_TOLD_FAR = re.compile(
    r"(?:\s{0,2}\(?(?:หมู่(?:ที่)?|ม\.|ซอย|ซ\.|บ้านเลขที่)\s?[0-9/]{1,7}\)?\s{0,2}){1,3}"
    rf"(?:{names.TOLD})|\s(?:{names.TOLD})"
)
# Titles after which a short given name is enough: no school or camp is called so.
_YOUNG = ("นางสาว", "น.ส", "นส", "ด.ช", "ด.ญ", "ดช", "ดญ", "เด็ก")
# No word goes on after these: ด.ช.ก้องภพ.
_SHORT_YOUNG = re.compile(r"[ดน]\s?\.\s?[ชญส]")
_WORD = 4
_ROUTES = {"จาก", "ถึง", "ไป", "ผ่าน"}
_WINDOW = 12


@dataclass(frozen=True, slots=True)
class _Person:
    """A title with what may be a given name and a surname."""

    match: re.Match[str]
    given: str
    surname: str

    @property
    def end(self) -> int:
        """Where the name ends; what is told of somebody shows that a word before it is one more."""
        if self.surname:
            end = names.end_of_pieces(self.match, self.match.end("surname"))
        elif self.doubted and self.is_known:
            end = self.match.end("surname")
        else:
            told = _TOLD_AFTER_WORD.match(self.match.string, self.match.end("given"))
            end = told.end() if told else names.end_of_pieces(self.match, self.match.end("given"))
        return end

    @property
    def doubted(self) -> bool:
        """Whether a word follows that is a place's name as often as a surname."""
        word = self.match["surname"] or ""
        return names.is_place(word) and not names.is_word(word) and not _TITLE_IN.search(word)

    @property
    def is_known(self) -> bool:
        return self.is_sure or names.is_long_usual(self.given)

    @property
    def is_sure(self) -> bool:
        return bool(self.match["sure"])

    @property
    def is_usual(self) -> bool:
        return names.is_usual(self.given)

    def before(self) -> str:
        start = self.match.start()
        return self.match.string[max(0, start - _WINDOW) : start]


def find_persons(text: str) -> list[Span]:
    """Give the names after a title that are evidently a person's, in reading order."""
    if not may_have_title(text):
        return []
    near = Near(text, TITLE_MARKS, TITLE_REACH)
    found = [
        Span(one.match.start(), one.match.end("title"), one.end, "person-name")
        for one in _evident(near)
    ]
    if not _CAPITAL.search(text):
        return found
    return found + [
        Span(
            match.start(),
            match.end("title" if match["title"] else "t2"),
            match.end(),
            "person-name",
        )
        for match in near.all(_LATIN())
    ]


def _evident(text: Near) -> Iterator[_Person]:
    last = -1
    for one in _candidates(text):
        match = one.match
        linked = last >= 0 and _LINKED.fullmatch(match.string, last, match.start("title"))
        if linked or _has_evidence(one):
            last = one.end
            yield one


def _candidates(text: Near) -> Iterator[_Person]:
    """Give each title with a given name that is no known word, office or place."""
    here = 0
    while match := text.search(_PERSON(), here):
        one = _Person(match, match["given"], _surname(match))
        is_name = _is_name(one)
        here = one.end if is_name else match.end("title")
        if is_name:
            yield one


def _surname(match: re.Match[str]) -> str:
    """Give what stands after a given name, nothing where that is another word.

    After a village's name another place follows as often as a surname.
    """
    surname, given = match["surname"] or "", match["given"]
    if match["house"] and names.is_place(surname) and not names.is_long_usual(given):
        return ""
    return surname if names.is_surname(surname, given) else ""


def _is_name(one: _Person) -> bool:
    """Tell whether title and name are neither one word (นายช่าง) nor a place (นางรอง)."""
    match = one.match
    if match["joined"] is not None and "." in match["title"] and one.before().endswith("."):
        return False  # the tail of a longer abbreviation
    words = NO_NAME.get(match["title"].rstrip(" ."))
    if words and words.match(match.string, match.start("given")):
        return False
    if match["broken"] and not (one.surname and (one.is_usual or match["title"].startswith("เด"))):
        return False
    return _may_be_called(one)


def _may_be_called(one: _Person) -> bool:
    """Tell whether a given name is none only because of what stands after it (นางคำ ใจดี)."""
    if not names.is_plausible(one.given):
        return names.is_clear_surname(one.surname) and (one.is_sure or len(one.given) < 7)
    if not one.is_sure and places.PLACE.fullmatch(one.given):
        if names.is_usual(one.given) and _TOLD_FAR.match(one.match.string, one.match.end("given")):
            return one.match["joined"] is None
        if one.match["near"] and names.is_clear_surname(one.surname):
            return True
        return names.is_typical_surname(one.surname) and one.match["joined"] is None
    if not one.is_sure and places.WORDLIKE.fullmatch(one.given):
        return names.is_clear_surname(one.surname) or names.is_made_surname(one.surname)
    return True


def _has_evidence(one: _Person) -> bool:
    """Tell whether this is a person's name and not a place's."""
    match = one.match
    if match["house"]:
        return _is_somebodys_house(one)
    if match["land"]:
        return True
    if match["joined"] is not None:
        return _is_joined_name(one)
    if one.surname or _TOLD_FAR.match(match.string, match.end("given")):
        return True
    if match["title"].startswith(_YOUNG) and not names.is_province(one.given):
        return one.is_usual or bool(_SHORT_YOUNG.match(match["title"]) and len(one.given) >= _WORD)
    return names.is_long_usual(one.given) and not places.PLACE_BEFORE.search(one.before())


def _is_joined_name(one: _Person) -> bool:
    """Tell whether a title right after another word begins a name."""
    if one.match.end("title") < one.match.start("given") and not one.is_sure:
        return one.is_usual and names.is_typical_surname(one.surname)
    if places.PLACE_BEFORE.search(one.before()):
        known = (one.is_sure or one.is_usual) and not places.COMPANY_BEFORE.search(one.before())
        return known and names.is_typical_surname(one.surname)
    if one.is_sure or one.is_usual:
        return bool(one.surname)
    return names.is_clear_surname(one.surname)


def _is_somebodys_house(one: _Person) -> bool:
    """Tell whether ``บ้าน`` with a title and a name is a house and not a village."""
    match = one.match
    is_usual = names.is_long_usual(one.given)
    if is_usual and not one.surname and places.MARKET_BEFORE.search(one.before()):
        return False
    if one.is_sure or is_usual or names.is_clear_surname(one.surname):
        return True
    if match["near"]:
        is_route = match["near"].strip() in _ROUTES
        return not (is_route and places.VILLAGE_AFTER.match(match.string, one.end))
    if places.OFFICIAL_BEFORE.search(one.before()):
        return False
    return _has_blank(match) or bool(_SECOND_AFTER().match(match.string, one.end))


def _has_blank(match: re.Match[str]) -> bool:
    """Tell whether a blank parts ``บ้าน``, the title and the given name."""
    gaps = pairwise((match.end("house"), *match.span("title"), match.start("given")))
    return any(start < end for start, end in list(gaps)[::2])
