"""Numbers that only their label tells: passports, hospital numbers, birth dates, mistyped numbers.

A label is looked for right before the number, with a few words between at most. Where a label says
what the number should be and it is none (a digit too few, a wrong check digit), it is reported as
mistyped: one wrong digit hides nobody.
"""

import re
from collections.abc import Iterator

from generator.plan.check.near import Near
from generator.plan.check.spans import Span, SpanKind
from generator.plan.check.words import any_of, one_of

_BETWEEN = r"(?:\s?(?:เลขที่|เลข|หมายเลข|ที่|No\.?|no\.?|number|#|คือ))?\s?[:.=#-]{0,2}\s?"
_DOCUMENTS = re.compile(
    rf"(?:(?:พาสปอร์ต|พาสพอร์ต|พาสปอต|หนังสือเดินทาง|passport){_BETWEEN}"
    rf"(?P<a>[A-Z]{{1,2}}[\s-]?[0-9](?:[ -]?[0-9]){{5,7}}|[0-9]{{8,9}})"
    rf"|(?<![A-Za-z])H\.?\s?N\.?{_BETWEEN}(?P<b>[0-9][0-9/-]{{2,12}}[0-9])"
    rf"|(?:เลข(?:ที่|ประจำตัว)?ผู้ป่วย(?:นอก|ใน)?|เวชระเบียน|เอชเอ็น|เลข\s?รพ\.?){_BETWEEN}(?P<c>[0-9][0-9/-]{{2,12}}[0-9])"
    rf"|(?:ใบขับขี่|ใบอนุญาตขับ(?:ขี่|รถ\S{{0,12}})|ใบอนุญาตทำงาน|เวิร์คเพอร์มิต|work\s?permit|วีซ่า|visa"
    rf"|บัตร(?:ประจำตัว)?(?:คนพิการ|ผู้พิการ|ผู้สูงอายุ|สวัสดิการ\S{{0,10}}|ข้าราชการ|นักเรียน|แรงงาน\S{{0,10}}|ต่างด้าว|สีชมพู|ทอง)"
    rf"|รหัส(?:ประจำ)?บ้าน|เลขรหัสประจำบ้าน|ประกันสังคม|ประจำตัว(?:ทหาร|นักเรียน|นักศึกษา|คนพิการ|ผู้ป่วย|ผู้ต้องขัง)"
    rf"|กรมธรรม์|บัตรเครดิต|ทะเบียน(?:เกษตรกร|สมรส|หย่า)|(?:มรณ|สูติ)บัตร|ใบประกอบวิชาชีพ|รหัส(?:นักเรียน|นักศึกษา))"
    rf"{_BETWEEN}(?P<d>(?:[A-Z]{{0,2}}|[ก-ฮ]{{1,2}}\s?[.-]\s?)[0-9][0-9/ -]{{4,14}}[0-9])"
    rf"|(?<![A-Za-z])[AV]\.?N\.?{_BETWEEN}(?P<e>[0-9][0-9/-]{{4,12}}[0-9]))",
    re.IGNORECASE,
)
_MONTH = (
    "(?:ม\\.?ค|ก\\.?พ|มี\\.?ค|เม\\.?ย|พ\\.?ค|มิ\\.?ย|ก\\.?ค|ส\\.?ค|ก\\.?ย|ต\\.?ค|พ\\.?ย|ธ\\.?ค)\\.?"
    "|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    "|[A-Z][a-z]{2,8}\\.?"
)
_DATE = (
    rf"(?:[0-9]{{1,2}}\s?(?:[/.-]|\s)?\s?(?:[0-9]{{1,2}}|{_MONTH})\s?(?:[/.,-]|\s)?\s?(?:พ\.?ศ\.?|ค\.?ศ\.?)?\s?(?:[0-9]{{4}}|[0-9]{{2}})"
    r"|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{8}|(?:ปี\s?)?พ\.?\s?ศ\.?\s?2[34][0-9]{2})(?![0-9])"
)
_BORN = re.compile(
    rf"(?:(?:วัน|ปี|เดือน|ว/ด/ป|วดป\.?|ว\.?ด\.?ป\.?)\s?เกิด|D\.?O\.?B\.?|[Dd]ate of birth|"
    rf"[Bb]orn|[Bb]irthday"
    rf"|(?<![ก-๎])เกิด(?:เมื่อ)?)\s?(?:วันที่|เมื่อ)?\s?[:.=-]?\s?(?:วัน\S{{2,8}}ที่\s?)?(?P<a>{_DATE})"
)
# A given name and a surname, each after its label.
_FILLED = re.compile(
    r"(?:ชื่อ(?:จริง|ตัว)?|(?<![A-Za-z])(?:[Ff]irst\s?)?[Nn]ame)\s?[:=.\-]?\s?(?P<title>(?:นาย|นาง|นางสาว|ด\.ช\.|ด\.ญ\.|น\.ส\.)\s?)?"
    r"(?P<a>[ก-ฮเ-ไA-Z][ก-๎A-Za-z]{1,24}\s{0,2}[,;|/\n]?\s{0,2}(?:นาม\s?สกุล|ชื่อสกุล|สกุล|[Ss]ur\s?name|[Ll]ast\s?[Nn]ame)\s?[:=.\-]?\s?"
    r"(?!:|=)(?:ณ\s|แซ่\s)?[ก-ฮเ-ไA-Z][ก-๎A-Za-z]{1,28})"
)
FILLED_PARTS = ("สกุล", "name", "Name")
_FORM = re.compile("(?:เลข|อายุ|ที่อยู่|วัน|โทร|ตำแหน่ง|หมายเลข|ลายมือ|ลงชื่อ|บ้าน|ผู้|และ|ของ|ตาม|ให้|เป็น)")
_EVENT = re.compile("ไหม้|พายุ|น้ำท่วม|อุบัติเหตุ|วาตภัย|อุทกภัย|เหตุ")

_GROUPS = r"[0-9](?:[\s./()-]{0,3}[0-9])"
_CARD_GROUPS = r"[0-9](?:[^0-9A-Za-zก-๛]{0,3}[0-9oOlI|])"  # with letters typed for digits
_CARD = re.compile(
    r"(?:เลข(?:ที่)?\s?(?:บัตร)?\s?(?:ประจำตัว)?\s?(?:ประชาชน|ปชช\.?|13\s?หลัก)|บัตร(?:ประจำตัว)?\s?(?:ประชาชน|ปชช\.?)"
    r"|(?<![ก-๎.])ปชช\.?|เลขบัตร|เลข\s?13\s?หลัก|(?<![A-Za-z])(?:ID|Id|id)\s?(?:(?:[Cc]ard|[Nn]o\.?)\s?:?|:))"
    rf"[^0-9\n]{{0,25}}(?P<a>{_CARD_GROUPS}{{9,14}})(?![0-9])"
)
_CALL = re.compile(
    r"(?:โทร(?!ทัศน์|มาตร|เวช|คม|ม)(?:ศัพท์|สาร)?|เบอร์|มือถือ|(?<![A-Za-z])(?:[Tt]el|TEL|[Pp]hone|[Mm]obile|[Cc]all)|☎|ติดต่อ)"
    rf"[^0-9\n]{{0,15}}(?P<a>{_GROUPS}{{6,11}})(?![0-9])"
)
_WHOLE = re.compile(
    "0[689][0-9]{8}|0[2-57][0-9]{7}|660?[689][0-9]{8}|66[2-57][0-9]{7}|[689][0-9]{8}|[2-57][0-9]{7}"
)
_ALMOST = re.compile("0[2-9][0-9]{5,10}|[689][0-9]{9}")
_ANY = one_of(
    (
        *(
            "เกิด",
            "DOB",
            "D.O",
            "born",
            "Born",
            "birth",
            "Birth",
            "HN",
            "hn",
            "Hn",
            "H.N",
            "ass",
            "ASS",
            "พาส",
            "หนังสือเดิน",
            "ผู้ป่วย",
            "เวชระ",
            "เอชเ",
        ),
        *(
            "เลข",
            "ใบขับ",
            "ใบอนุ",
            "เวิร์ค",
            "บัตร",
            "ปชช",
            "ID",
            "Id",
            "id",
            "รหัส",
            "ประกันส",
            "ประจำตัว",
            "กรมธรรม์",
            "ทะเบียน",
            "AN",
            "VN",
            "A.N",
            "V.N",
            "isa",
            "วีซ่า",
            "ork",
            "โทร",
            "เบอร์",
            "มือถือ",
        ),
        *("Tel", "tel", "TEL", "hone", "obile", "Call", "call", "☎", "ติดต่อ"),
    )
)
# Each pattern here has one of these near its beginning, in whatever case it may be written.
_MARKS = any_of(
    (
        *("พาส", "หนังสือเดิน", "ผู้ป่วย", "เวชระ", "เอชเ", "ใบขับ", "ใบอนุ", "เวิร์ค", "วีซ่า", "บัตร", "รหัส"),
        *("เลข", "ประกันส", "ประจำตัว", "กรมธรรม์", "ทะเบียน", "ใบประกอบ", "เกิด", "ปชช"),
        *("โทร", "เบอร์", "มือถือ", "ติดต่อ", "☎", "[Pp][Aa][Ss][Ss]", "[Vv][Ii][Ss][Aa]"),
        *(r"[AVHavh]\.?\s?[Nn]", "[Ww][Oo][Rr][Kk]", r"D\.?O", "[Dd]ate", "[Bb]orn", "[Bb]irth"),
        *("[Ii][Dd]", "[Tt][Ee][Ll]", "[Pp]hone", "[Mm]obile", "[Cc]all"),
    )
)
_REACH = 40
_THREE = re.compile("[0-9][0-9/. -]{1,3}[0-9]|[0-9]{2}")
_JOIN = re.compile(r"[^0-9]+")


def may_have_label(text: str) -> bool:
    """Tell cheaply whether there may be a label and a number in a text."""
    return bool(_THREE.search(text) and _ANY.search(text))


def find_labelled(text: str) -> list[Span]:
    """Give the numbers that their labels tell, in no order; what others find may be among them."""
    if not may_have_label(text):
        return []
    near = Near(text, _MARKS, _REACH)
    found = [*_all(_DOCUMENTS, near, "document-number")]
    if not _EVENT.search(text):
        found += _all(_BORN, near, "birth-date")
    found += _all(_CARD, near, "number-mistyped")
    return found + list(_called(text, near))


def find_filled(text: str) -> list[Span]:
    """Give names in a filled form: ``ชื่อ: … นามสกุล: …``; an empty form has none."""
    if not any(part in text for part in FILLED_PARTS):
        return []
    return [
        Span(match.start("a"), match.start("a"), match.end("a"), "person-name")
        for match in _FILLED.finditer(text)
        if not any(_FORM.match(word) for word in re.split(r"[\s:=,]+", match["a"]))
    ]


def _all(pattern: re.Pattern[str], text: Near, kind: SpanKind) -> Iterator[Span]:
    for match in text.all(pattern):
        value = next(name for name, part in match.groupdict().items() if part)
        yield Span(match.start(value), match.start(value), match.end(value), kind)


def _called(text: str, near: Near) -> Iterator[Span]:
    """Give telephone numbers after a word for one, however they are grouped, whole or not."""
    for match in near.all(_CALL):
        start, end = match.span("a")
        for stop in _ends(text, start, end):
            if _WHOLE.fullmatch(_JOIN.sub("", text[start:stop])):
                yield Span(start, start, stop, "phone-number")
                break
        else:
            stop = _blank(text, start, end)
            if _ALMOST.fullmatch(_JOIN.sub("", text[start:stop])):
                yield Span(start, start, stop, "number-mistyped")


def _ends(text: str, start: int, end: int) -> list[int]:
    """Give where groups of digits end, the last first."""
    return [start + match.end() for match in re.finditer("[0-9]+", text[start:end])][::-1]


def _blank(text: str, start: int, end: int) -> int:
    """Give where the number ends before a blank, the whole where the first part is too short."""
    blank = text.find(" ", start, end)
    return blank if blank - start >= 7 else end
