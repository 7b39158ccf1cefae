"""Personal data in plan text: what is reported, what stays silent. All names are invented."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.privacy import PersonalDatum, find_personal

TABLES = Path(__file__).resolve().parents[2] / "../shared/data/tables"
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
IDENTITY = "1234567890121"


def identity(twelve: str) -> str:
    """Add the check digit."""
    total = sum(int(digit) * weight for digit, weight in zip(twelve, range(13, 1, -1), strict=True))
    return f"{twelve}{(11 - total % 11) % 10}"


def in_groups(digits: str, gap: str) -> str:
    return gap.join([digits[0], digits[1:5], digits[5:10], digits[10:12], digits[12]])


def names(text: str) -> list[tuple[str, str]]:
    return [(one.text, one.masked) for one in find_personal(text) if one.kind == "person-name"]


def masked(text: str) -> str:
    for one in find_personal(text):
        text = text.replace(one.text, one.masked, 1)
    return text


def cells(name: str) -> Iterator[str]:
    path = TABLES / name
    if not path.exists():
        pytest.skip(f"real data is not here: {path}")
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            yield from row


@pytest.mark.parametrize(
    ("text", "part", "mask"),
    [
        ("ถนน คสล. ซอยบ้านนายสมชาย หมู่ที่ 8", "ซอยบ้านนายสมชาย", "ซอยบ้านนาย █"),
        ("คสล.ซอยข้างบ้านนายแดง", "ซอยข้างบ้านนายแดง", "ซอยข้างบ้านนาย █"),
        ("ราง หน้าบ้านนางสมศรี ใจดี", "หน้าบ้านนางสมศรี ใจดี", "หน้าบ้านนาง █"),
        ("บ้านนายสมชาย ใจดี", "บ้านนายสมชาย ใจดี", "บ้านนาย █"),
        ("บ้านนายสมชาย", "บ้านนายสมชาย", "บ้านนาย █"),
        ("บ้าน นายแดง", "บ้าน นายแดง", "บ้าน นาย █"),
        ("บ้านนาย แดง", "บ้านนาย แดง", "บ้านนาย █"),
        ("นายสมชาย ใจดี", "นายสมชาย ใจดี", "นาย █"),
        ("ซ่อมบ้าน (นาย สมชาย ใจดี)", "นาย สมชาย ใจดี", "นาย █"),
        ("มอบโดยนายสมชาย ใจดี อายุ 70", "โดยนายสมชาย ใจดี", "โดยนาย █"),
        ("ขุดสระที่ดินนายสมชาย กว้าง 4 ม.", "ที่ดินนายสมชาย", "ที่ดินนาย █"),
        ("ถึงสวนนางแดง", "สวนนางแดง", "สวนนาง █"),
        ("ขุดลอก นานายแดง", "นานายแดง", "นานาย █"),
        ("จากบ้านนางแดงถึงวัด", "จากบ้านนางแดง", "จากบ้านนาง █"),
        ("หลังบ้านนายแดง บ้านทุ่ง", "หลังบ้านนายแดง", "หลังบ้านนาย █"),
        ("ซอย 4–บ้าน รตต.สมชาย", "บ้าน รตต.สมชาย", "บ้าน รตต. █"),
        ("หน้าบ้าน รตท.แดง–ทางเข้า", "หน้าบ้าน รตท.แดง", "หน้าบ้าน รตท. █"),
        ("ร.ต.ต.สมชาย ใจดี", "ร.ต.ต.สมชาย ใจดี", "ร.ต.ต. █"),
        ("พ.ต. สมชาย ใจดี", "พ.ต. สมชาย ใจดี", "พ.ต. █"),
        ("จ.ส.อ.สมชาย ใจดี", "จ.ส.อ.สมชาย ใจดี", "จ.ส.อ. █"),
        ("ว่าที่ร้อยตรี สมชาย ใจดี", "ว่าที่ร้อยตรี สมชาย ใจดี", "ว่าที่ร้อยตรี █"),
        ("ทุนแก่ ด.ช.สมชาย ใจดี", "ด.ช.สมชาย ใจดี", "ด.ช. █"),
        ("ทุนแก่ ด.ญ. สมศรี ใจดี", "ด.ญ. สมศรี ใจดี", "ด.ญ. █"),
        ("เด็กหญิงสมศรี ใจดี", "เด็กหญิงสมศรี ใจดี", "เด็กหญิง █"),
        ("น.ส.สมศรี ใจดี", "น.ส.สมศรี ใจดี", "น.ส. █"),
        ("นางสาวสมศรี ใจดี", "นางสาวสมศรี ใจดี", "นางสาว █"),
        ("บ้านนางสาวแดง", "บ้านนางสาวแดง", "บ้านนางสาว █"),
        ("ช่วยเหลือผู้ป่วย นายแดง", "ผู้ป่วย นายแดง", "ผู้ป่วย นาย █"),
        ("ผู้ติดเชื้อนางแดง", "ผู้ติดเชื้อนางแดง", "ผู้ติดเชื้อนาง █"),
    ],
)
def test_private_person_is_found_and_masked(text: str, part: str, mask: str) -> None:
    assert names(text) == [(part, mask)]
    assert find_personal(masked(text)) == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("ข้างบ้านนางแดง–ข้างบ้านนายดำ", 2),
        ("ซอย 4 (บ้านนายแดง–นางดำ)", 2),
        ("คสล.บ้านนายแดง และบ้านนายดำ", 2),
        ("หน้าบ้านนายสมชาย ใจดี และนางสมศรี ใจดี", 2),
    ],
)
def test_linked_persons_are_all_found(text: str, count: int) -> None:
    assert len(names(text)) == count
    assert find_personal(masked(text)) == ()


FALSE_ALARMS = [
    "นครนายก",
    "นางรอง",
    "อ่าวนาง",
    "วังขนาย",
    "บางนายสี",
    "ลำนางรอง",
    "อำเภอนายูง",
    "วัดนางสาว",
    "สองนาง",
    "โรงเรียนนายร้อยตำรวจ",
]
OFFICES = [
    "นายกเทศมนตรี",
    "นายกอบต.",
    "นายช่าง",
    "นายช่างโยธา",
    "นายอำเภอ",
    "นายทะเบียน",
    "นายตรวจ",
    "นายแพทย์",
    "นายสถานี",
    "นายจ้าง",
]
WORDS = [
    "นางรำ",
    "นางพญา",
    "นางแล",
    "พระนาง",
    "เจ้าแม่นางแก้ว",
    "ศาลนางไม้",
    "นางนพมาศ",
    "นางสงกรานต์",
    "นางงาม",
]
VILLAGES = [
    "บ้านนายาง",
    "บ้านนายาว",
    "บ้านนายม",
    "บ้านนายูง",
    "บ้านนางอย",
    "บ้านนางแล",
    "บ้านนางรอง",
    "บ้านนางัว",
    "บ้านนางาม",
    "บ้านนางแดด",
    "บ้านนางเหลือง",
    "บ้านหนองนาง",
    "บ้านนายายอาม",
]


@pytest.mark.parametrize("word", [*FALSE_ALARMS, *OFFICES, *WORDS, *VILLAGES])
@pytest.mark.parametrize(
    "frame",
    [
        *["{}", "ก่อสร้างถนน{} หมู่ที่ 3", "ถนน {} ตำบลตัวอย่าง อำเภอตัวอย่าง", "โรงเรียน{} หลังเดิม"],
        *["สาย{} - {} กว้าง 4 เมตร", "จาก{} ถึง{} หมู่ที่ 4", "อบรม {} และคณะ"],
    ],
)
def test_places_offices_and_words_stay_silent(word: str, frame: str) -> None:
    assert find_personal(frame.replace("{}", word)) == ()


@pytest.mark.parametrize(
    "text",
    [
        *["บ้านนาย█", "ซอยบ้านนาย █", "(บ้านนาย█–นาง█)", "บ้าน รตต.█", "นาย █ ใจดี"],
        *["นายก อบต. ตัวอย่าง", "นายช่าง โยธา", "ที่ดิน น.ส. 3 ก", "สวนนางพญา", "ในหลวง ร.10 เนื่อง"],
        *["ฟุตบอล เด็กชาย รุ่นอายุ ไม่เกิน 12 ปี", "สถานสงเคราะห์เด็กหญิงตัวอย่าง", "อบรม ส.ท. ผู้บริหาร พนักงาน"],
        *["แม่บ้านนางแล", "หมู่บ้าน นายม", "ส.ต.ง. ตรวจสอบ", "นาย", "บ้านนาย", "บ้านนายอำเภอ"],
    ],
)
def test_masked_names_and_near_misses_stay_silent(text: str) -> None:
    assert find_personal(text) == ()


def test_a_village_like_name_alone_is_left_to_staff() -> None:
    assert find_personal("ปรับปรุงถนนบ้านนายแดง") == ()
    assert find_personal("จากบ้านนางแดง หมู่ที่ 3") == ()


@pytest.mark.parametrize("gap", ["", "-", " ", " - "])
@pytest.mark.parametrize("frame", ["{}", "เลขบัตร {} หมู่ 3", "บัตร{}บาท", "({})"])
def test_identity_number_is_found(gap: str, frame: str) -> None:
    written = in_groups(IDENTITY, gap)
    for number in (written, written.translate(THAI)):
        [found] = find_personal(frame.replace("{}", number))
        assert (found.kind, found.text) == ("identity-number", number)
        assert found.masked == "".join("█" if one.isdigit() else one for one in number)


@pytest.mark.parametrize(
    "text",
    [
        *["1234567890120", "0" + IDENTITY[1:], "9" + IDENTITY[1:], IDENTITY + "0", "0" + IDENTITY],
        *[
            "15008290002004100001",
            f"1{IDENTITY}",
            f"{IDENTITY}.50",
            f"12-{IDENTITY}",
            "1,234,567,890,121",
        ],
    ],
)
def test_other_long_numbers_stay_silent(text: str) -> None:
    assert find_personal(text) == ()


@given(st.from_regex(r"[1-8][0-9]{11}", fullmatch=True), st.integers(1, 9))
def test_check_digit_decides(twelve: str, step: int) -> None:
    right = identity(twelve)
    wrong = f"{twelve}{(int(right[-1]) + step) % 10}"
    assert find_personal(right) == (PersonalDatum("identity-number", right, "█" * 13),)
    assert find_personal(wrong) == ()


@pytest.mark.parametrize(
    "number",
    [
        *[
            "0812345678",
            "081-234-5678",
            "081 234 5678",
            "081-2345678",
            "08-1234-5678",
            "๐๘๑-๒๓๔-๕๖๗๘",
        ],
        *[
            "053-000-000",
            "053000000",
            "053-000000",
            "053 000 000",
            "02-123-4567",
            "02-1234567",
            "0-5300-0000",
        ],
    ],
)
@pytest.mark.parametrize("frame", ["{}", "โทร.{} ต่อ 12", "โทร {}, หมู่ 5", "(โทร. {})", "{}-2"])
def test_phone_number_is_found(number: str, frame: str) -> None:
    [found] = find_personal(frame.replace("{}", number))
    assert (found.kind, found.text) == ("phone-number", number)
    assert find_personal(found.masked) == ()


@pytest.mark.parametrize(
    "text",
    [
        *[
            "812345678",
            "10812345678",
            "08123456789",
            "1,081,234,567",
            "0812345678.00",
            "2568-053-000-000",
        ],
        *[
            "06-2569-0001",
            "0112345678",
            "กม.0+450 - 2+500",
            "นค.ถ.28-003",
            "416-58-0001",
            "7,440,000.00",
        ],
        *["02-12-2569", "053-000-000-000"],
    ],
)
def test_budgets_and_codes_are_no_phone_numbers(text: str) -> None:
    assert find_personal(text) == ()


def test_data_come_in_reading_order() -> None:
    text = f"นายสมชาย ใจดี {IDENTITY} โทร 0812345678 และนางสมศรี ใจดี"
    kinds = [one.kind for one in find_personal(text)]
    assert kinds == ["person-name", "identity-number", "phone-number", "person-name"]


PIECES = [
    "นาย",
    "นาง",
    "นางสาว",
    "ร.ต.",
    "บ้าน",
    "ซอย",
    "ที่ดิน",
    "แดง",
    "สมชาย",
    "ใจดี",
    "และ",
    "ถึง",
    "█",
    "-",
    "08",
    "1234",
    "5",
    "๑",
]
pieces = st.lists(st.sampled_from([*PIECES, " "])).map("".join)


@given(st.text() | pieces)
def test_arbitrary_text_never_raises_and_parts_are_in_it(text: str) -> None:
    place = 0
    for one in find_personal(text):
        place = text.index(one.text, place) + len(one.text)
        assert "█" in one.masked


@pytest.mark.parametrize(
    "name", ["local-organisations-2562.csv", "other-agencies-2565.csv", "programme-hierarchy.csv"]
)
def test_real_names_raise_no_false_alarm(name: str) -> None:
    assert [cell for cell in cells(name) if find_personal(cell)] == []


def test_every_masked_name_of_the_real_proposals_would_have_been_found() -> None:
    masks = [cell for cell in cells("maesai-village-proposals-2568.csv") if "█" in cell]
    for text in masks:
        assert find_personal(text) == ()
        assert len(names(text.replace("█", "สมชาย"))) == text.count("█")
