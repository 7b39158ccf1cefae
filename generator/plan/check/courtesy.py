"""Names of persons after a courtesy (ป้าแดง, ครูสมศรี, ดร., Mr.), where a matter is private.

Such words stand in names of shops, schools and villages too, so what is found here is a warning:
with a learned title and a surname anywhere; else only beside what is private (somebody ill, poor or
in debt, a house, a field).
"""

import re
from collections.abc import Callable, Iterator

from generator.plan.check import names
from generator.plan.check.private import is_private
from generator.plan.check.spans import Span
from generator.plan.check.titles import BLANK, FOREIGN, KIN, LEARNED, SIGNS
from generator.plan.check.words import any_of, by_letter, when_needed

_OWN = (
    "(?:ปากซอย|ซอย|ตรงข้าม|ข้าง|หน้า|หลัง|ใกล้|ท้าย|ติด|เข้า|เจ้าของ|รั้ว|ซ่อม|ซ่อมแซม|เยี่ยม|ท่วม|ไหม้|ปรับปรุง|สร้าง)บ้าน(?:ของ)?|"
    f"ที่ดิน(?:ของ)?|ที่นา(?:ของ)?|ที่สวน|(?<![{SIGNS}])นา|สวน|ไร่|ผู้ป่วย|ผู้พิการ|ติดเตียง"
)
_SAID = (
    "จ้าง|ถุงยังชีพ|มอบ|ครอบครัว|ทายาท|บุตร|ผู้สูงอายุ|คนชรา|ของ|แก่|ให้|ชื่อ|ราย|คือ|โดย|เยี่ยม|ช่วยเหลือ|"
    "เบี้ยยังชีพ|เบี้ย|เจ้าของ|ผู้กู้|ทุน"
)
# A kinsman's or a teacher's title that no other word ends in.
_CLEAR_KIN = (
    "ลุง|ป้า|น้า|ยาย|ปู่|ย่า|ทวด|คุณครู|ครู|อาจารย์|กำนัน|พระครู|พระมหา|พระอธิการ|แม่ชี|แม่ใหญ่|"
    "พ่อใหญ่|อาแปะ|เฮีย|เจ๊|นายฮ้อย"
)
_LEARNED = when_needed(
    rf"(?:(?<![{SIGNS}.])|(?<=[0-9)\]]\.)|(?P<joined>(?<=[{SIGNS}.])))"
    rf"(?P<title>(?:{LEARNED})(?:\s?(?:{LEARNED})){{0,3}}){BLANK}{names.NAME}"
)
_KINDLY = when_needed(
    rf"(?:(?P<own>{_OWN})\s?|(?P<said>{_SAID})\s?|(?P<house>บ้าน)\s?|(?<![{SIGNS}.])"
    rf"|(?P<joined>(?<=[{SIGNS}.])(?={_CLEAR_KIN})))(?P<title>{KIN}){BLANK}{names.NAME}"
)
_SAID_AFTER = re.compile(rf"\s?(?:{names.SAID_AFTER})")
_AID = re.compile(rf"(?:{names.SAID_AFTER}|รับเบี้ย|รับเงิน|รับถุง|ผู้สูงอายุ|เจ้าของ)")
# What goes on as another word, whoever it is said of: แม่ค้า, ลูกหลาน, พี่เลี้ยง.
_NO_KIN = re.compile(rf"(?:{KIN}|ค้า|ครัว|เลี้ยง|เสือ|จ้าง|สงฆ์|ภิกษุ|พิมพ์|พื้น|วัย|ศูนย์|น้ำ)")
_KIN_WORD = re.compile("ลูก|แม่|พ่อ|ลุง|ป้า|น้า|ยาย|ปู่|ย่า|พี่|น้อง|หลาน|ครู|หมอ|ช่าง|พระ")
_CALLED = ("น้อง", "พี่", "บัง")
_LONGEST_ALONE = 8
_NEXT = 40
_FOREIGN = when_needed(rf"(?<![A-Za-z])(?P<title>{FOREIGN})\s?(?:{names.LATIN}|{names.NAME})")
# Words that are one with what follows: ครูผู้ช่วย, แม่บ้าน, หมอดิน, ตาดีกา.
_AMBIGUOUS = re.compile(
    "อา|ตา|ชี|กะ|โก|แบ|บัง|อี|ลูก|พ่อ|แม่|พี่|น้อย|โต๊ะ|แวะ|หมวด|เณร|บ่าว|อ้าย|พระ|ช่าง|ผู้ช่วย|หลาน|น้อง|จ่า|ดาบ|ซ้อ|ปลัด|นายก|"
    "หมู่|เปาะ|เมาะ|จ๊ะ|ม่า|แปะ|หนาน|ทิด|เฒ่า|พยาบาล|ไอ้"
)
_PLACE_BEFORE = re.compile(
    "(?:โรงเรียน|รร\\.|วัด|ถนน|คลอง|ศาล|อนุสาวรีย์|ตำบล|อำเภอ|บำรุงรักษา|เขื่อน|ศูนย์|ตลาด|ร้าน)\\s?$"
)
_PLACE_AFTER = re.compile(r"\s?(?:ตำบล|อำเภอ|วัด|ต\.|อ\.)")
_WINDOW = 12
_LAND = ("ที่ดิน", "ที่นา", "ที่สวน", "นา", "สวน", "ไร่", "ผู้ป่วย", "ผู้พิการ", "ติดเตียง")
# A kinsman stands at the start of a word, or after one of these: by the letter that each ends with.
_ENDS = "".join(sorted({one[-1] for one in (*_LAND, *_SAID.split("|"), "บ้าน", "ของ")}))
_MAY_BE_KIN = any_of(
    (
        *by_letter(KIN.split("|"), rf"(?:(?<![{SIGNS}.].)|(?<=[{_ENDS}].))"),
        *_CLEAR_KIN.split("|"),
    )
)
HOUSE_OF = rf"บ้าน\s?(?:{_CLEAR_KIN}|ตา|พี่|โต๊ะ|พ่อ|แม่|หมอ|ช่าง)"
_HOUSE_OF = re.compile(HOUSE_OF)
LEARNED_PARTS = (
    *(r"ดร[.\s]", "แพทย์", "ศาสตราจารย์", "เภสัชกร", r"ศ\.(?!\s?[0-9])", r"ก\s?\.\s?ภ", r"อจ\."),
    *(r"[นทภ]\s?\.?\s?[พกญ]\s?[.\s]", r"พ\s?\.?\s?[ญว]\s?[.\s]", r"อ\.(?=[ก-ฮเ-ไ][ก-๎])"),
)
FOREIGN_PARTS = ("M[rRsS]", "Mis", "MIS", "Madam", "D[rR]", "Prof", "มิส", "มาดาม")
_LEARNED_PARTS = any_of(LEARNED_PARTS)
_FOREIGN_PARTS = any_of(FOREIGN_PARTS)
_Judge = Callable[[re.Match[str], bool], int]


def may_be_kin(text: str) -> bool:
    """Tell cheaply whether there may be a kinsman or a teacher in a private matter."""
    return bool(is_private(text) and _MAY_BE_KIN.search(text))


def find_courtesies(text: str) -> list[Span]:
    """Give names that are a person's in all likelihood, in no order."""
    found: list[Span] = []
    if _FOREIGN_PARTS.search(text):
        found += _scan(_FOREIGN(), text, _foreign, is_private(text))
    if text.isascii():
        return found
    if _LEARNED_PARTS.search(text):
        found += _scan(_LEARNED(), text, _learned, is_private(text))
    if _HOUSE_OF.search(text) or may_be_kin(text):
        found += _scan(_KINDLY(), text, _kindly, private=True)
    return found


def _scan(pattern: re.Pattern[str], text: str, end_of: _Judge, private: bool) -> Iterator[Span]:
    """Give what `end_of` says ends somewhere; a title that names nobody is passed over."""
    here = 0
    while match := pattern.search(text, here):
        end = end_of(match, private)
        if end:
            yield Span(match.start(), match.end("title"), end, "person-possible")
        here = end or match.end("title")


def _learned(match: re.Match[str], private: bool) -> int:
    given, surname = match["given"], match["surname"] or ""
    if not names.is_plausible(given):
        return 0
    usual = names.is_usual(given)
    if match["title"].strip() == "อ.":  # a district's as often as a teacher's
        teacher = names.is_long_usual(given) and names.is_typical_surname(surname)
        return match.end("surname") if teacher else 0
    if names.is_clear_surname(surname) or (usual and names.is_surname(surname, given)):
        return match.end("surname")
    alone = private and match["joined"] is None and names.is_long_usual(given)
    return match.end("given") if alone else 0


def _kindly(match: re.Match[str], private: bool) -> int:
    given, surname = match["given"], match["surname"] or ""
    if not names.is_plausible(given) or _KIN_WORD.fullmatch(given) or _is_place(match):
        return 0
    usual, typical = names.is_usual(given), names.is_typical_surname(surname)
    if match["house"] or match["joined"] is not None:
        return _strictly(match, usual=usual, typical=typical)
    parted = match.end("title") < match.start("given")
    doubt = bool(_AMBIGUOUS.fullmatch(match["title"])) and not parted
    is_own = match["own"] or match["said"] or _is_aided(match)
    if (typical and (usual or (private and (not doubt or is_own)))) or (
        match["own"] and names.is_clear_surname(surname)
    ):
        return match.end("surname")
    likely = (
        _is_told(match)
        or names.is_long_usual(given)
        or (usual and (not doubt or match["own"] or match["title"] in _CALLED))
    )
    if not (private and (likely or (match["own"] and not doubt))):
        return 0
    # A monk's second name is of another language than surnames are.
    ordained = match["title"].startswith(("พระ", "หลวง")) and names.is_surname(surname, given)
    return match.end("surname" if ordained else "given")


def _is_aided(match: re.Match[str]) -> bool:
    """Tell whether after a short given name and a surname is told what befell somebody."""
    end = match.end()
    is_short = len(match["given"]) <= _LONGEST_ALONE
    return is_short and bool(_AID.search(match.string, end, end + _NEXT))


def _strictly(match: re.Match[str], *, usual: bool, typical: bool) -> int:
    """Judge a courtesy after ``บ้าน`` or another word, as villages and shops have it too."""
    clear = match["title"] == "โต๊ะ" or not _AMBIGUOUS.fullmatch(match["title"])
    if typical and (usual or (match["house"] and clear)):
        return match.end("surname")
    told = match["house"] and _SAID_AFTER.match(match.string, match.end("given"))
    return (
        match.end("given") if told and (usual or clear) and not _NO_KIN.match(match["given"]) else 0
    )


def _is_told(match: re.Match[str]) -> bool:
    """Tell whether a short name after ``ช่วยเหลือน้อง`` goes on with what befell somebody."""
    given = match["given"]
    called = match["title"] in _CALLED or not _AMBIGUOUS.fullmatch(match["title"])
    return bool(
        (match["own"] or match["said"] or called)
        and len(given) <= _LONGEST_ALONE
        and not _NO_KIN.match(given)
        and _SAID_AFTER.match(match.string, match.end("given"))
    )


def _is_place(match: re.Match[str]) -> bool:
    """Tell whether a monk's or a kinsman's name is a place's: a temple, a school, a road."""
    start = match.start()
    return bool(
        (
            "บ้าน" not in (match["own"] or "")
            and _PLACE_BEFORE.search(match.string[max(0, start - _WINDOW) : start])
        )
        or _PLACE_AFTER.match(match.string, match.end("given"))
    )


def _foreign(match: re.Match[str], private: bool) -> int:
    if match["latin"]:
        return match.end() if private or " " in match["latin"] else 0
    spelled = match["title"].strip() in ("มิสเตอร์", "มิสซิส", "มาดาม") and match["surname"]
    return match.end() if spelled or names.is_usual(match["given"]) else 0
