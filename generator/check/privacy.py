"""Personal data of private persons inside plan text: where it stands, and how to mask it.

Owns the patterns of identity numbers, telephone numbers and personal names. Does not word the
warning and changes no text; staff decide. A telephone number may be an office's own: only staff
can tell.

Thai is written without blanks, and hundreds of villages are called like a person, so a title
alone (``นาย``, ``นาง``, ``คุณ``) is no evidence. A name is reported when a title and a given name
have:

* a surname after them, at the start of a word or after a word such as ``โดย``, ``แก่``;
* ``ที่ดิน``, ``สวน``, ``นา``, ``ผู้ป่วย``, ``ผู้ติดเชื้อ`` before them;
* ``บ้าน`` before them, and one thing more, since ``บ้านนางอย`` is a village: a word of place before
  it (``ซอยบ้าน``, ``หน้าบ้าน``, ``จากบ้าน``), a blank beside the title, a surname, a rank or a title
  that no village has (``นางสาว``, ``ร.ต.ต.``), a usual given name (``สม…``, ``บุญ…``), or a second
  person after it (``บ้านนายแดง–นางดำ``, ``บ้านนายแดง และบ้านนายดำ``);
* a reported name right before them (``ข้างบ้านนายแดง และนางดำ``).

In doubt it is silent, so it misses ``บ้านนายแดง`` alone and ``จากบ้านนางแดง หมู่ที่ 3`` (which is how
official villages are written), and any name joined to a word that is not listed here.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from generator.check.numbers import NumberKind, find_numbers
from generator.check.plain import Plain, plain

Kind = NumberKind | Literal["person-name"]

_MASK = "█"

# Names. A letter here is a consonant, vowel or mark: not ฯ, ๆ, ฿ or a digit.
_LETTER = r"[ก-ฮะ-ฺเ-ๅ็-๎]"
_HEAD = r"[ก-ฮเ-ไ]"  # what a syllable can begin with: นางาม and นายูง are no titles
_BLANK = r"[\s\u200b]{0,3}"

_SURE_TITLES = (
    r"นางสาว|น\.\s?ส\.|ด\.\s?ช\.|ด\.\s?ญ\.|เด็กชาย|เด็กหญิง"
    r"|ว่าที่\s?(?:ร้อย(?:ตรี|โท|เอก)|พัน(?:ตรี|โท|เอก)|ร\.\s?[ตทอ]\.|พ\.\s?[ตทอ]\.)"
    r"|(?:ร้อย|พัน|พล)(?:ตำรวจ)?(?:ตรี|โท|เอก)|(?:จ่า)?สิบ(?:ตำรวจ)?(?:ตรี|โท|เอก)|ดาบตำรวจ"
    r"|พล\.\s?[ตรท]\.\s?[ตทอ]\.|พล\.\s?[ตทอ]\.|[รพส]\.\s?ต\.\s?[ตทอ]\.|จ\.\s?ส\.\s?[ตทอ]\."
    r"|พ\.\s?[จอ]\.\s?[ตทอ]\.|[รพสจน]\.\s?[ตทอ]\.|ด\.\s?ต\."
    r"|(?:[รพส]ต|จส)[ตทอ]\.|ดต\."
)
_TITLE = rf"(?P<title>(?P<sure>{_SURE_TITLES})|(?:นาย|นาง)\.?|คุณ)"

_NEAR = (
    "ปากซอย|ปากทาง|ซอย|ตรงข้าม|ข้าง|หน้า|หลัง|ใกล้|แยก|ทางเข้า|เข้า|บริเวณ|รอบ|เลียบ|ท้าย|ติด|ผ่าน|ถึง|จาก|ไป"
)
_HOUSE = rf"(?P<house>(?P<near>(?:{_NEAR})(?:{_NEAR})?\s?)?บ้าน(?:พัก)?(?:ของ)?)"
_LAND = (
    rf"(?P<land>(?:ที่ดิน|ที่นา|ที่สวน|สวน|ไร่|แปลง|(?<!{_LETTER})นา)(?:ของ)?"
    "|(?:ผู้ป่วย|ผู้ติดเชื้อ)(?:ติดเตียง|ติดบ้าน|จิตเวช)?)"
)
_SAID = (
    "(?P<said>โดย|ของ|และ|กับ|ถึง|จาก|ให้|คือ|ชื่อ|ราย|ซอย|หน้า|หลัง|ข้าง|ผู้พิการ|ผู้สูงอายุ|ยากไร้|ยากจน|"
    "ครอบครัว|ประสบภัย|ประสบเหตุ|ผู้ใหญ่|กำนัน)"
)
# Words that a title may be joined to; no part of what is reported.
_JOINED = "|".join(
    f"(?<={word})"
    for word in (
        *("แก่", "แด่", "ต่อ", "เช่น", "แทน", "เชิญ", "มอบ", "เงิน", "ทุน", "ช่วยเหลือ", "สงเคราะห์", "บัตร"),
        *("คู่สมรส", "บุตร", "สามี", "ภรรยา", "มารดา", "บิดา", "ญาติ", "ราษฎร", "ผู้ร้อง", "ผู้รับ"),
    )
)
_STOP = "ถึง|จาก|และ|กับ|หมู่|ตำบล|อำเภอ|จังหวัด|เชื่อม|ข้าง|หน้า|หลัง|ซอย|โดย|บ้าน|เพื่อ|ไปยัง|ไปถึง|ตลอด|ผ่าน"
_NO_SURNAME = (
    rf"{_STOP}|ม\.|ต\.|อ\.|จ\.|ไป|หรือ|ที่|ใน|พร้อม|ถนน|สาย|ช่วง|กว้าง|ยาว|หนา|ขนาด|จำนวน|ระยะ|ปริมาณ|พื้นที่|"
    "ต่อ|วัด|โรงเรียน|คลอง|ลำ|ห้วย|หนอง|สระ|เข้า|ทาง|ตั้งแต่|ให้|เป็น|ของ|ผู้|ตำแหน่ง|นาย|นาง|ประธาน|อายุ|โทร|"
    "เลขที่|บริเวณ|ติด|ก่อสร้าง|ปรับปรุง|ขุด|วาง|รุ่น|ระดับ|ประเภท|ชั้น|ทีม|เดี่ยว|คู่|เขต|ประจำ|ปี|งบ|สำหรับ|เดิม|"
    "โครงการ|อบต|อบจ|เทศบาล|องค์การ|แขวง|กลาง|สถานี|โรงพยาบาล|แห่ง|แล้ว|ได้|จะ|ซึ่ง|มี|สำนัก|ศูนย์|กอง|กรม"
)
_NO_GIVEN = (
    rf"{_STOP}|ผู้|คณะ|พนักงาน|สมาชิก|ประชาชน|การ|กิจกรรม|โครงการ|ประจำ|งบ|ที่|ใน|ของ|ให้|พร้อม|ระดับ|รุ่น|อายุ|"
    "ประเภท|ทีม|เทศบาล|อบต"
)
_NAME = (
    rf"(?P<given>(?!{_NO_GIVEN}){_HEAD}{_LETTER}{{1,19}}?)(?={_STOP}|(?!{_LETTER}))"
    rf"(?P<surname>[\s\u200b]{{1,3}}(?!{_NO_SURNAME}){_HEAD}{_LETTER}{{1,24}}?(?={_STOP}|(?!{_LETTER})))?"
)

# Words, offices and places that begin like a title and a name.
_END = rf"(?!{_LETTER})"
_WORDS = {
    "นาย": (
        rf"ก(?:{_END}|เทศ|เมือง|องค์|อบ|สมาคม|สภา|รัฐ|สโมสร|พุทธ|เหล่า|และ|หรือ|ตำบล|ที่)|ช่าง|อำเภอ|ทะเบียน|"
        rf"ตรวจ|ด่าน|ทหาร|ตำรวจ|แพทย์|สัตว|สถานี|หมวด|กอง(?:{_END}|ใหญ่|อาสา)|ร้อย|สิบ|เรือ|จ้าง|ประกัน|แบบ|"
        rf"ไปรษณีย์|ศุลกากร|ทุน|เวร|ประตู|ทัพ|สนาม|พราน|หน้า|ท้าย|ท่า|ห้าง|วง{_END}|พล{_END}|พัน{_END}|ทวาร"
    ),
    "นาง": (
        rf"รำ|พญา|พยาบาล|งาม|แบบ|เอก{_END}|ฟ้า{_END}|สนม|สงกรานต์|นพมาศ|ไม้|กวัก|นวล{_END}|แอ่น|เลิ้ง|ใน|บวช|"
        rf"เงือก|ละคร|ทาส|ห้าม|ยักษ์|มโน|ผี|เทพี|พิม{_END}"
    ),
    "คุณ": (
        rf"ภาพ|ธรรม|สมบัติ|วุฒิ|ค่า|ลักษณะ|ประโยชน์|ครู|แม่|พ่อ|หญิง|ชาย{_END}|ตา{_END}|ยาย|ปู่|ย่า|หมอ|นาม|ความ|งาม|"
        "พระ|โทษ|ป้า|ลุง|น้า|อา|พี่|น้อง|หนู|ลูก|วิเศษ|อเนก|อนันต์|เครือ|ต้อง|สามารถ|ควร|ผู้|คือ|รู้|ไม่|อยู่"
    ),
    "เด็กชาย": "ที่|อายุ|รุ่น|ระดับ|ประเภท|ทีม|ชาย|หญิง|เดี่ยว|คู่|ก่อน",
}
_NO_NAME = {title: re.compile(words) for title, words in _WORDS.items()}
_NO_NAME["เด็กหญิง"] = _NO_NAME["เด็กชาย"]
_PLACE = re.compile("รอง|แล|แดด|หลง|ตะเคียน|ลือ|อย|โอก|เหลียว|เหลือง|เติ่ง|หวาน|เหริญ|เข็ม|ใย|คำ|สาว")
_OFFICIAL_BEFORE = re.compile(
    r"(?:โรงเรียน|รร\.|วัด|ตำบล|หมู่|ชุมชน|ศูนย์|สถานี|อบต\.|พยาบาล|สต\.|ต\.|อ\.)$"
)
_USUAL_GIVEN = re.compile(
    rf"(?:สม|บุญ|ประ|วิ|สุ|มา(?:ลี|นะ|นพ|นิต)|อนุ|ธน|ณัฐ|ศิริ|พร|ชัย|สาย|อำ|กิต|ปรา|ปิ|วร|ชาญ|สำ|เสริม|ไพ){_LETTER}{{2}}"
)
_VILLAGE_AFTER = re.compile(r"\s*(?:หมู่|ม\.|ตำบล|ต\.)")
_LINK = rf"\s*(?:[-–—,]|และ|กับ|ถึง)\s*(?:(?:{_NEAR})?บ้าน)?\s*"
_SECOND_AFTER = re.compile(
    rf"\s*(?:[-–—,]|และ|กับ)\s*(?:บ้านนาย|นาย|นาง|{_SURE_TITLES}){_BLANK}{_HEAD}{_LETTER}"
)

_PERSON = re.compile(
    rf"(?:(?:{_HOUSE}|{_LAND}|{_SAID}){_BLANK}|(?<![ก-๎.])|(?<=[0-9]\.)|{_JOINED}){_TITLE}{_BLANK}{_NAME}"
)
_LINKED = re.compile(_LINK)

# Most texts hold no title, and are looked at no further.
_ANY_TITLE = re.compile(rf"นาย|นาง|คุณ|{_SURE_TITLES}")


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """One piece of personal data: the part of the text as written, and the same part masked."""

    kind: Kind
    text: str
    masked: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A datum and where it begins in the plain text."""

    start: int
    datum: PersonalDatum


def find_personal(text: str) -> tuple[PersonalDatum, ...]:
    """Give the personal data in a text, in reading order; masked parts are not found again.

    Promises never to raise. What the module's head says about doubt holds here.
    """
    spelled = plain(text)
    found = [
        _Found(start, PersonalDatum(kind, part, _masked_digits(part)))
        for start, end, kind in find_numbers(spelled.text)
        for part in (_written(spelled, start, end),)
    ]
    if _ANY_TITLE.search(spelled.text):
        found += [_masked_name(spelled, match) for match in _persons(spelled.text)]
    return tuple(one.datum for one in sorted(found, key=lambda one: one.start))


def _written(spelled: Plain, start: int, end: int) -> str:
    return spelled.written[slice(*spelled.span(start, end))]


def _masked_digits(part: str) -> str:
    """Give a number with every digit masked and what stands between them kept."""
    return "".join(_MASK if sign.isnumeric() else sign for sign in part)


def _persons(text: str) -> list[re.Match[str]]:
    """Find personal names: those with evidence, and those linked to the one before."""
    found: list[re.Match[str]] = []
    for match in _candidates(text):
        linked = found and _LINKED.fullmatch(text, found[-1].end(), match.start("title"))
        if linked or _has_evidence(match):
            found.append(match)
    return found


def _candidates(text: str) -> list[re.Match[str]]:
    """Give each title with a given name that is no known word, office or place."""
    return [match for match in _PERSON.finditer(text) if not _is_word_or_place(match)]


def _is_word_or_place(match: re.Match[str]) -> bool:
    """Tell whether the title and what follows are one word (นายช่าง) or a place (นางรอง)."""
    words = _NO_NAME.get(match["title"].removesuffix("."))
    if words and words.match(match.string, match.start("given")):
        return True
    return not match["sure"] and bool(_PLACE.fullmatch(match["given"]))


def _has_evidence(match: re.Match[str]) -> bool:
    """Tell whether this is a person's name and not a place's."""
    if match["house"]:
        return _is_somebodys_house(match)
    return bool(match["land"] or match["surname"])


def _is_somebodys_house(match: re.Match[str]) -> bool:
    """Tell whether ``บ้าน`` with a title and a name is a house and not a village."""
    if match["sure"] or match["surname"] or _USUAL_GIVEN.match(match["given"]):
        return True
    if match["near"]:
        is_route = match["near"].strip() in {"จาก", "ถึง", "ไป", "ผ่าน"}
        return not (is_route and _VILLAGE_AFTER.match(match.string, match.end()))
    if _OFFICIAL_BEFORE.search(match.string[max(0, match.start() - 10) : match.start()]):
        return False
    return _has_blank(match) or bool(_SECOND_AFTER.match(match.string, match.end()))


def _has_blank(match: re.Match[str]) -> bool:
    """Tell whether a blank parts ``บ้าน``, the title and the given name."""
    gaps = pairwise((match.end("house"), *match.span("title"), match.start("given")))
    return any(start < end for start, end in list(gaps)[::2])


def _masked_name(spelled: Plain, match: re.Match[str]) -> _Found:
    """Give the part from the lead word to the surname, masked after the title."""
    kept = _written(spelled, match.start(), match.end("title"))
    part = _written(spelled, *match.span())
    return _Found(match.start(), PersonalDatum("person-name", part, f"{kept} {_MASK}"))
