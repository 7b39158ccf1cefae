"""What tells who somebody is beside a private matter: an address, a number plate, a LINE name.

Each may be an office's own or harmless, so what is found here is a warning. An e-mail address at a
provider for private persons and a LINE name under its label are reported anywhere; a house number,
a plate, a place on the map and a deed only beside somebody ill, poor or named.
"""

import re
from collections.abc import Iterator

from generator.plan.check.spans import Span
from generator.plan.check.words import one_of

_ILL_WORDS = (
    *("ป่วย", "พิการ", "ติดเตียง", "เบี้ย", "ติดเชื้อ", "ยากไร้", "ยากจน", "สงเคราะห์"),
    *("ประสบ", "ม่าย", "กำพร้า", "ชรา", "สูงอายุ", "จิตเวช", "ยังชีพ", "กักตัว", "กดทับ"),
    *("วัณโรค", "โควิด", "ล้างไต", "ฟอกไต", "มะเร็ง", "อัมพ", "เอดส์", "HIV", "ตาบอด"),
    *("หูหนวก", "ออทิสติก", "ตั้งครรภ์", "ผ้าอ้อม", "bedrid", "patient", "disab"),
    *("ไข้เลือด", "ติดยา", "ยาเสพติด", "บำบัด", "เบาหวาน", "ไตวาย", "หลอดเลือด", "สมองเสื่อม"),
    *("อัลไซ", "ซึมเศร้า", "โรคจิต", "พาร์กิน", "ลมชัก", "ฉี่หนู", "อาพาธ", "หัดเยอรมัน", "คุดทะราด"),
    *("เสียชีวิต", "ผู้ตาย", "หลังคลอด", "ฝากครรภ์", "แม่วัย", "ทำร้าย", "ไร้ที่พึ่ง", "เร่ร่อน"),
    *("ต้องขัง", "พ้นโทษ", "สุนัขกัด", "ด้อยโอกาส", "ขาดสารอาหาร", "ถุงยังชีพ", "ไร้สัญชาติ"),
)
_MORE_WORDS = (
    *("ติดบ้าน", "คลอด", "คู่กรณี", "เจ้าของ", "ผู้กู้", "ลูกหนี้", "จำนอง", "ร้องเรียน", "ผู้ร้อง"),
    *("บริจาค", "อุทิศ", "นักเรียนทุน", "แม่เด็ก", "ผู้ปกครอง", "ผู้รับ", "ผู้เช่า", "ทายาท", "ผู้ค้ำ"),
)
_ILL = one_of(_ILL_WORDS)
CARE_WORDS = (*_ILL_WORDS, *_MORE_WORDS)
_CARE = one_of(CARE_WORDS)
# Words beside which a name in a social network is somebody's who wrote or is written about.
_TOLD = one_of((*CARE_WORDS, "ร้อง", "แจ้ง", "inbox", "Inbox", "นักเรียน", "ลูกสาว", "ลูกชาย"))
_MAIL = re.compile(
    r"(?P<a>[A-Za-z0-9._%+-]{1,64}\s?(?:@|\s?[(\[]\s?(?:at|AT|แอด)\s?[)\]])\s?(?P<host>[A-Za-z0-9-]{1,40}"
    r"(?:\s?(?:\.|[(\[]\s?dot\s?[)\]])\s?[A-Za-z]{2,12}){1,3}))"
)
_PROVIDER = re.compile(
    r"(?:gmail|googlemail|hotmail|yahoo|ymail|outlook|live|msn|icloud|me|mac|proton|protonmail|qq|gmx|aol|windowslive)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"\.(?:go|mi|or|ac)\s?\.\s?th$", re.IGNORECASE)
_LINE = re.compile(
    r"(?:(?<![A-Za-z])(?:LINE|Line|line)(?:\s?(?:ID|Id|id|ไอดี)\s?[:=.]?|\s?[:=])|(?:ไอดี\s?)?ไลน์(?:\s?(?:ไอดี|ID|Id|id))?\s?[:=.]?|ไอดีไลน์\s?[:=.]?)"
    r"\s?(?P<a>(?!(?:OA|oa|[Oo]fficial|OFFICIAL|[Nn]otify|[Gg]roup|ID|id)\b)[A-Za-z0-9][A-Za-z0-9._-]{2,30})"
)
# Thai names that people give themselves there, names with @ and addresses of profiles: an office
# has them too, so only beside a private matter.
_SHOWN = re.compile(
    r"(?:ชื่อไลน์|ไลน์ชื่อ|ไลน์\s?:)\s?(?P<a>(?!กลุ่ม|อบต|เทศบาล|ประชา|แจ้ง|หมู่)[ก-ฮเ-ไ][ก-๎]{1,20}(?:\s[ก-ฮเ-ไ][ก-๎]{1,20})?)"
    r"|(?:(?<![A-Za-z])(?:m\.me|fb\.me|line\.me|t\.me|wa\.me|facebook\.com|fb\.com|instagram\.com|tiktok\.com)/)"
    r"(?P<b>(?!obt|abt|tambon|tessa|muni|www)[A-Za-z0-9@~ก-ฮเ-ไ][^\s,()]{2,40})|(?<![A-Za-z0-9.@])(?P<c>@(?!home|work)[A-Za-z][A-Za-z0-9.]{1,30})"
)
_SOCIAL = re.compile(
    r"(?:เฟซบุ๊ก|เฟซบุ๊ค|เฟสบุ๊ค|เฟสบุ๊ก|เฟซ(?!บ)|เฟส(?!บ|ที่)|(?<![A-Za-z])(?:FB|Fb|fb|[Ff]acebook|[Mm]essenger|IG|ig|[Tt]ik[Tt]ok|[Tt]elegram|[Ww]hats[Aa]pp)(?![A-Za-z.]))"
    r"\s?[:=]?\s?(?P<a>(?!เทศบาล|อบต|อบจ|เพจ|กลุ่ม|ของ|และ|[Ll]ive|[Pp]age|[Ff]anpage|[Ww]ebsite)(?!แจ้ง|ข่าว|โครงการ|ประชา|หน่วย|สำนัก|กอง|ศูนย์|โรงเรียน|งาน)(?:[ก-๎]|[A-Za-z])[^\s,()0-9]{1,30}(?:\s[^\s,()0-9]{2,20}){0,2})"
)
_HOUSE = re.compile(
    r"(?P<k>บ้าน\s?(?:ของ|พัก)?\s?เลขที่|เลขที่บ้าน|บ้านเลข(?!ที่)|ที่อยู่\s?เลขที่|บลท\.?|บ\.เลขที่|(?:(?<![ก-๎])|(?<=พิการ)|(?<=ป่วย)|(?<=ติดเตียง)|(?<=ติดบ้าน)|(?<=สูงอายุ)|(?<=ยากจน)|(?<=ยากไร้))เลขที่)\s?[:.]?\s?"
    r"(?P<a>[0-9]{1,4}(?:\s?[/,-]\s?[0-9]{1,4}){0,2}(?!\s?[0-9/]|\.[0-9])(?:\s?(?:หมู่(?:ที่)?|ม\.)\s?[0-9]{1,2})?(?:\s?(?:ต\.|ตำบล)\s?[ก-ฮเ-ไ][ก-๎]{1,25})?)"
)
# A house without that word, where a village's number follows.
_STAYS = re.compile(
    r"(?:ที่อยู่|อยู่|(?<!จุด)พัก|บ้าน|(?<![ก-๎.])บ\.)\s?(?P<a>[0-9]{1,4}(?:/[0-9]{1,4})?)(?=\s?(?:หมู่(?:ที่)?|ม\.|ซ\.|ซอย)\s?[0-9])"
)
_YEAR = re.compile("[/-]\\s?25[0-9]{2}$")
_PLATE = re.compile(
    r"(?:ทะเบียน(?:รถ)?(?:เลขที่|หมายเลข)?|จยย\.?|รถ[ก-๎]{0,20})\s?[:.]?\s?(?P<a>[0-9]?\s?[ก-ฮ]{1,3}[\s-]{0,2}[0-9]{1,4}(?:\s?"
    r"(?:กรุงเทพ[ก-๎]*|กทม\.?|[ก-ฮเ-ไ][ก-๎]{2,12}(?=\s|นาย|นาง|$)))?)(?![0-9,.]|\s?(?:คัน|บาท|ปี|ตัน|ล้อ))"
)
_OWN_CAR = re.compile("ส่วนกลาง|ราชการ|ดับเพลิง|ขยะ|บรรทุกน้ำ|กู้ชีพ|กู้ภัย|ครุภัณฑ์|ของเทศบาล|ของ อบต")
_DEED = re.compile(
    r"(?:โฉนด(?:ที่ดิน)?(?=\s?[0-9])|(?:โฉนด(?:ที่ดิน)?|น\.?\s?ส\.?\s?[34]\s?(?:[กขจ]\.?)?|ส\.?\s?ป\.?\s?ก\.?(?:\s?4-01)?(?:\s?[กข]\.?)?|ภ\.?\s?บ\.?\s?ท\.?\s?5|ส\.?\s?ค\.?\s?1)"
    r"\s?(?:เลขที่|เลข|ที่|:))\s?[:.]?\s?(?P<a>[0-9]{1,6})(?![0-9/]|\s?(?:ไร่|แปลง(?!ของ)|ฉบับ|ใบ|ราย|งาน))"
)
_MAP = re.compile(
    r"(?P<a>(?<![0-9.])(?:[5-9]|1[0-9]|20)\.[0-9]{3,10}[°\s,/NnEeLlATONG:.]{1,12}(?:9[7-9]|10[0-5])\.[0-9]{3,10})(?![0-9])"
)
_DIGIT = re.compile("[0-9]")
_ANY_NUMBER = one_of(
    (
        "เลข",
        "อยู่",
        "พัก",
        "บ้าน ",
        "บ.",
        "บลท",
        "รถ",
        "จยย",
        "ทะเบียน",
        "โฉนด",
        "น.",
        "นส",
        "ส.",
        "สค",
        "สป",
        "ภ.",
        "ภบ",
        "น ",
        "10",
        "9",
    )
)
NAME_PARTS = (
    *(
        "@",
        "(at",
        "[at",
        "LINE",
        "Line",
        "line",
        "ไลน์",
        "เฟซ",
        "เฟส",
        "FB",
        "Fb",
        "fb",
        "acebook",
        "essenger",
        "IG",
        "ig",
    ),
    *("iktok", "ikTok", "elegram", "hats", "(แอด", ".me/", "nstagram"),
)
_ANY_NAME = one_of(NAME_PARTS)


def may_have_place(text: str, *, named: bool = False) -> bool:
    """Tell cheaply whether there may be an address, a plate or a deed beside a private matter."""
    numbered = _DIGIT.search(text) and _ANY_NUMBER.search(text)
    return bool(numbered and (named or _CARE.search(text)))


def find_details(text: str, *, named: bool) -> list[Span]:
    """Give what tells who a private person is, in no order; `named` says that a name was found."""
    found: list[Span] = []
    if _ANY_NAME.search(text):
        found += _mails(text)
        found += _spans(_LINE, text)
        if named or _TOLD.search(text):
            found += _spans(_SOCIAL, text)
            found += _spans(_SHOWN, text)
    if may_have_place(text, named=named):
        found += _numbers(text)
    return found


def _numbers(text: str) -> list[Span]:
    """Give addresses, plates and deeds in a text that is about somebody."""
    found = list(_spans(_DEED, text))
    if _ILL.search(text):
        found += _houses(text)
        found += _spans(_MAP, text)
    if not _OWN_CAR.search(text):
        found += _spans(_PLATE, text)
    return found


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    for match in pattern.finditer(text):
        value = match.lastgroup or "a"
        yield Span(match.start(), match.start(value), match.end(value), "private-detail")


def _mails(text: str) -> Iterator[Span]:
    for match in _MAIL.finditer(text):
        host = match["host"]
        private = _CARE.search(text) and not _OFFICE.search(host)
        if private or _PROVIDER.match(host):
            yield Span(match.start("a"), match.start("a"), match.end("a"), "private-detail")


def _houses(text: str) -> Iterator[Span]:
    yield from _spans(_STAYS, text)
    for match in _HOUSE.finditer(text):
        if not _YEAR.search(match["a"]):
            yield Span(match.start(), match.start("a"), match.end("a"), "private-detail")
