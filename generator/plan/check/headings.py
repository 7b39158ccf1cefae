"""Names without a title under a heading that says that names follow (ชื่อ-สกุล, ผู้ยื่นคำร้อง).

The same words before a colon in a text are such a heading too.
"""

import re
from collections.abc import Iterator

from generator.plan.check import names
from generator.plan.check.spans import Span
from generator.plan.check.titles import END, HEAD, LETTER
from generator.plan.check.words import one_of

_PERSONS = (
    "ผู้ป่วย|ผู้พิการ|คนพิการ|ผู้สูงอายุ|ผู้รับ|ผู้กู้|ผู้ค้ำ|ผู้ยื่น|ผู้ขอ|ผู้ร้อง|ผู้แจ้ง|ผู้ประสบ|ผู้เสียชีวิต|ผู้ตาย|ผู้ติดเชื้อ|ผู้ด้อยโอกาส|ผู้ยากไร้|"
    "ผู้ปกครอง|ผู้ดูแล|ผู้เช่า|ผู้ซื้อ|ผู้ขาย|ผู้เสนอราคา|ผู้บริจาค|ผู้มอบ|ผู้สมัคร|ผู้เข้า|ผู้ได้รับ|ผู้ชนะ|เจ้าของ|ราษฎร|คน|เกษตรกร|นักเรียน|เด็ก|บุคคล|หัวหน้าครัวเรือน|"
    "ญาติ|บิดา|มารดา|คู่สมรส|ลูกหนี้|สมาชิก|วิทยากร|พยาน|ครัวเรือน|ประชาชน|บุตร|ทายาท|ลูกจ้าง|พนักงาน|กรรมการ"
)
_NAMES = re.compile(
    rf"ชื่อ\s?(?:ตัว|เล่น)?\s?[-–/,]?\s?(?:และ|และชื่อ|ชื่อ)?\s?(?:นาม)?\s?สกุล|นามสกุล|ชื่อตัว|(?:ราย)?ชื่อ\s?(?:{_PERSONS})|^รายชื่อ$|^ชื่อ$|(?-i:^Names?$)"
    r"|(?:full|first|last|sur)\s?name|ผู้รับจ้าง|ผู้ยื่นคำ|ผู้ร้อง(?:เรียน|ทุกข์)?$|ผู้แจ้ง|เจ้าของ(?:ที่ดิน|บ้าน|ที่นา|แปลง)|ผู้กู้|ผู้ป่วย$|คนพิการ$|ผู้พิการ$"
    r"|ผู้ประสบภัย$|ผู้รับ(?:เบี้ย|เงิน|ทุน|มอบ|ผลประโยชน์)|ผู้ค้ำ|ผู้เช่า|ผู้บริจาค|ผู้มอบอำนาจ|ผู้เสียชีวิต|ลูกหนี้|ผู้ขออนุญาต|ผู้มีสิทธิ",
    re.IGNORECASE,
)
_NOT_NAMES = re.compile(
    "โครงการ|หน่วยงาน|หมู่บ้าน|ชุมชน|กลุ่ม|ร้าน|บริษัท|จำนวน|ร้อยละ|ที่อยู่|สถานที่|กองทุน|ตำแหน่ง|วันที่|เลข"
)
_NO_PERSON = re.compile(
    "(?:บริษัท|บมจ|บจก|หจก|ห้าง|ร้าน|หสม|สหกรณ์|กลุ่ม|คณะ|มูลนิธิ|สมาคม|วัด|โรงเรียน|รร|เทศบาล|อบต|อบจ|องค์การ|กรม|กอง|สำนัก|ศูนย์|งาน|"
    "ว่าง|รอ|อยู่ระหว่าง|ไม่|ยัง|ที่|ประชาชน|ชาวบ้าน|ผู้|ราษฎร|ทุก|หมู่|บ้าน|ตำบล|อำเภอ|จังหวัด|ชุมชน|รวม|จำนวน|ข้อมูล|ตาม|ดู|เอกสาร|ป่า|ถนน|"
    "วิสาหกิจ|เจ้าหน้าที่|พนักงาน|ลูกจ้าง|นักเรียน|เด็ก|สาธารณ|โครงการ|กิจการ|สมาชิก|การ|กำหนด|ชื่อ|นามสกุล|สกุล|หน่วย|แจ้ง|ส่ง|โอน|ทั้ง|ได้|คน|"
    "กระทรวง|รัฐ|ราชพัสดุ|นิคม|ธนารักษ์|บุคคล|ครัวเรือน|ครอบครัว|ผล|อื่น|เงิน|ค่า|ก่อสร้าง|จัด|ปรับปรุง|ซ่อม|ขุด|สนับสนุน|ส่งเสริม|อุดหนุน|ประกาศ)"
)
_NAME = re.compile(
    rf"(?:^|[\n;,/|+•]|[0-9]{{1,3}}\s?[.)]|[-*]\s)\s{{0,2}}(?P<given>{HEAD}{LETTER}{{1,24}})\s{{1,2}}"
    rf"(?P<surname>(?:(?:ณ|แซ่|บิน|บินติ)\s)?{HEAD}{LETTER}{{1,28}}){END}"
)
_LATIN = re.compile(
    r"(?:^|[\n;,/]|[0-9]{1,3}\s?[.)])\s{0,2}(?P<name>[A-Z][A-Za-z'.-]{1,20}(?:\s[A-Z][A-Za-z'.-]{0,20}){1,3})"
)
_INLINE = re.compile(
    r"(?:ชื่อ(?=[ก-ฮเ-ไ])(?!สกุล|นามสกุล)|(?:ชื่อ\s?[-–/]?\s?(?:และ)?\s?(?:นาม)?\s?สกุล|ชื่อ(?:ผู้ป่วย|ผู้พิการ|ผู้รับเบี้ย|ผู้กู้|เจ้าของ|ผู้ร้อง|ผู้เสียชีวิต)?|"
    r"(?:ผู้ป่วย(?:ติดเตียง|ติดบ้าน|จิตเวช)?|ผู้พิการ|ผู้กู้|ผู้ร้อง|ผู้แจ้ง|ผู้รับเบี้ย(?:ยังชีพ)?|เจ้าของที่ดิน|เจ้าของบ้าน|ผู้เสียชีวิต|ผู้ประสบภัย|คนพิการ|ผู้ยื่น(?:คำ(?:ขอ|ร้อง))?|ผู้ขอ(?:รับเงิน)?|ผู้รับมอบ|ผู้มอบอำนาจ|ผู้ค้ำประกัน|ผู้เช่า|ผู้ดูแล|ผู้ปกครอง|ทายาท|ลงชื่อ)(?:คือ|ชื่อ)?)(?:\s?(?P<colon>:)\s?|\s))"
    rf"(?P<given>{HEAD}{LETTER}{{1,24}})\s{{1,2}}(?P<surname>(?:(?:ณ|แซ่)\s)?{HEAD}{LETTER}{{1,28}}){END}"
)
INLINE_WORDS = (
    "ชื่อ",
    "ผู้ป่วย",
    "ผู้พิการ",
    "ผู้กู้",
    "ผู้ร้อง",
    "ผู้แจ้ง",
    "ผู้รับเบี้ย",
    "เจ้าของ",
    "ผู้เสีย",
    "ผู้ประสบ",
    "คนพิการ",
    *("ผู้ยื่น", "ผู้ขอ", "ผู้รับมอบ", "ผู้มอบ", "ผู้ค้ำ", "ผู้เช่า", "ผู้ดูแล", "ผู้ปกครอง", "ทายาท"),
)
# A name without a title, before what is told of the person.
_TOLD = re.compile(
    rf"(?:^|[\n;,(]|[0-9]{{1,3}}[.)])\s?(?P<given>{HEAD}{LETTER}{{1,24}})\s{{1,2}}(?P<surname>{HEAD}{LETTER}{{1,28}})"
    r"\s?[()]?\s?(?=(?:เป็น)?(?:ผู้ป่วย|ผู้พิการ|คนพิการ|ผู้แจ้ง|ผู้ร้อง|ผู้ยื่น|ผู้ขอ|ผู้กู้))"
)
_ANY_INLINE = one_of(INLINE_WORDS)


def says_names(heading: str) -> bool:
    """Tell whether under a heading stand names of persons."""
    return bool(heading and _NAMES.search(heading.strip()) and not _NOT_NAMES.search(heading))


def find_under(heading: str, text: str) -> list[Span]:
    """Give the names without a title that a heading over a text announces."""
    return list(_untitled(text)) if says_names(heading) else []


def find_untitled(text: str) -> list[Span]:
    """Give the names without a title that a word right before them announces."""
    if not _ANY_INLINE.search(text):
        return []
    return [
        Span(match.start("given"), match.start("given"), match.end("surname"), "person-possible")
        for pattern in (_INLINE, _TOLD)
        for match in pattern.finditer(text)
        if names.is_usual(match["given"])
        and (_is_surname(match["surname"]) or _is_after_colon(match))
        and not _NO_PERSON.match(match["given"])
    ]


def _is_after_colon(match: re.Match[str]) -> bool:
    """Tell whether a colon says that a name follows, of which the surname may be any word."""
    return bool(match.groupdict().get("colon")) and names.is_surname(match["surname"])


def _is_surname(word: str) -> bool:
    return names.is_typical_surname(word) or names.is_made_surname(word)


def _untitled(text: str) -> Iterator[Span]:
    for match in _NAME.finditer(text):
        given, surname = match["given"], match["surname"]
        usual = names.is_usual(given)
        if _NO_PERSON.match(given) and not (usual and names.is_typical_surname(surname)):
            continue
        if names.is_surname(surname, given) and not _NO_PERSON.fullmatch(surname):
            yield Span(
                match.start("given"), match.start("given"), match.end("surname"), "person-name"
            )
    for match in _LATIN.finditer(text):
        yield Span(match.start("name"), match.start("name"), match.end("name"), "person-name")
