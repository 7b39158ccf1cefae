"""Personal data in plan text: what is reported, what stays silent. All names are invented."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.plan.check.privacy import PersonalDatum, find_personal

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


OTHER = identity("310220045678")
SIGNS = ["\u200b", "\u200d", "\u2060", "\u00ad", "\ufeff", "\u202c"]
DIGITS = [48, 0x0E50, 0x17E0, 0xFF10, 0x0660, 0x1D7CE]


@st.composite
def written_identities(draw: st.DrawFn) -> tuple[str, str]:
    """An identity number in one of the ways in which one is typed, and its digits."""
    digits = identity(draw(st.from_regex(r"[1-8][0-9]{11}", fullmatch=True)))
    dashes = ["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212", "\uff0d"]
    gap = draw(st.sampled_from(["", " ", "  ", "\u00a0", ".", "/", "_", " - ", "\n", *dashes]))
    spaced = draw(st.booleans()) and gap
    text = gap.join(digits) if spaced else in_groups(digits, gap)
    zero = draw(st.sampled_from(DIGITS))
    hidden = draw(st.sampled_from(["", *SIGNS]))
    written = [chr(zero + int(one)) if one.isdecimal() else one for one in text]
    return hidden.join(written), digits


AROUND = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E4E), max_size=30)


@given(written_identities(), AROUND, AROUND, st.sampled_from(["", " ", ",", "/", "\n", "(", ")"]))
def test_an_identity_number_is_found_however_it_is_typed(
    number: tuple[str, str], before: str, after: str, sign: str
) -> None:
    written, digits = number
    found = [
        one
        for one in find_personal(f"{before}{sign}{written}{sign}{after}")
        if one.kind == "identity-number"
    ]
    assert [one.text for one in found] == [written]
    assert not any(one.isnumeric() for one in found[0].masked)
    # With another last digit it is a number like any other.
    wrong = f"{digits[:12]}{(int(digits[12]) + 1) % 10}"
    assert find_personal(f"{before}{sign}{wrong}{sign}{after}") == ()


@pytest.mark.parametrize("join", [",", "/", ", ", " / ", "-", "\n", " และ "])
def test_numbers_of_several_persons_are_all_found(join: str) -> None:
    identities = [one.text for one in find_personal(f"เลขบัตร {IDENTITY}{join}{OTHER}")]
    assert identities == [IDENTITY, OTHER]
    phones = [one.text for one in find_personal(f"โทร 081-234-5678{join}089-123-4567")]
    assert phones == ["081-234-5678", "089-123-4567"]


@pytest.mark.parametrize("grouping", ["{0} {1} {2}", "{0}-{1}-{2}"])
def test_a_word_for_a_card_lets_any_grouping_count(grouping: str) -> None:
    written = grouping.format(IDENTITY[:5], IDENTITY[5:7], IDENTITY[7:])
    assert [one.text for one in find_personal(f"เลขบัตรประชาชน {written}")] == [written]
    assert find_personal(f"จำนวน {written}") == ()


@pytest.mark.parametrize(
    "text",
    [
        *[
            "(081) 234-5678",
            "081.234.5678",
            "+66 81 234 5678",
            "+66812345678",
            "+66 (0)81-234-5678",
        ],
        *[
            "0066812345678",
            "0812-345-678",
            "0 8 1 2 3 4 5 6 7 8",
            "081-2345678/9",
            "1.081-234-5678",
        ],
        *["081 \u2013 234 \u2013 5678", "(053) 731-550", "+66 53 731 550", "053.731.550"],
    ],
)
def test_a_telephone_number_is_found_however_it_is_typed(text: str) -> None:
    assert [one.kind for one in find_personal(f"ติดต่อ {text} ได้")] == ["phone-number"]


@pytest.mark.parametrize(
    "text",
    [
        *["เลขบัญชี\n123-4-56789-0", "ธนาคารตัวอย่าง 123-4-56789-0", "บัญชี ธ.ตัวอย่าง 020012345678"],
        *["ธ.ตัวอย่าง สาขาตัวอย่าง จ.ตัวอย่าง เลขที่ 123\u20114\u201156789\u20110"],
    ],
)
def test_a_bank_account_is_found_however_it_is_typed(text: str) -> None:
    assert [one.kind for one in find_personal(text)] == ["bank-account"]


@pytest.mark.parametrize(
    "text",
    [
        *["1.นายสมชาย ใจดี", "มอบเงินให้แก่นายสมชาย ใจดี", "ติดต่อนายสมชาย ใจดี", "คุณสมชาย ใจดี"],
        *["นา\u200bยสมชาย ใจดี", "นายสม\u00adชาย\u00a0ใจดี", "นาย.สมชาย ใจดี", "นาย\tสมชาย    ใจดี"],
        *["สำเนาบัตรนายสมชาย_ใจดี.pdf", "ผู้ป่วยติดเตียงนายแดง", "นางดํารง ใจดี"],
    ],
)
def test_a_name_is_found_however_it_is_typed(text: str) -> None:
    assert [one.kind for one in find_personal(text)] == ["person-name"]


def test_a_numbered_list_of_persons_is_found_whole() -> None:
    assert len(names("1.นายสมชาย ใจดี 2.นางสาวสมศรี ใจดี 3.เด็กชายแดง ใจดี")) == 3


@pytest.mark.parametrize(
    "text",
    [
        *[
            "รหัสบัญชีแยกประเภท 5211040101",
            "รหัสบัญชี 5211040101",
            "บัญชีราคากลาง 1234567890",
            "0-9940-00123-45-6",
        ],
        *[f"รหัสโครงการ {IDENTITY}", "เลขครุภัณฑ์ 0812345678", f"เลขที่โครงการ e-GP {IDENTITY}"],
        *["1 2 3 4 5 6 7 8 9 10 11 12", "2566 2567 2568 2569", "ธ.ค. 123-4-56789-0"],
        *[
            "1 2567 2568 2569 2570",
            "19.9105123456781 99.8406123456782",
            "คุณภาพ ชีวิต",
            "คุณธรรม จริยธรรม",
        ],
        *["5/11/2568-30/11/2569", "มท 0810.3/12345", "0 8 1 2 3 4 5 6 7 8 0 0", "ต.นางแล เมือง"],
    ],
)
def test_codes_tables_and_words_are_no_personal_data(text: str) -> None:
    assert find_personal(text) == ()


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


def test_every_real_row_raises_no_false_alarm() -> None:
    tables = ["local-procurement-2561.csv", "maesai-approved-2568.csv"]
    assert [cell for name in tables for cell in cells(name) if find_personal(cell)] == []


@pytest.mark.parametrize(
    "piece",
    [
        *["1 ", "1-", "08-1", "(0", "+66 ", "0066", "บัญชี 1 ", "บัตร 1 ", "1.นาย", "บ้าน นายแดง "],
        *["\u200b1", "  ", f"1.{IDENTITY} ", f"{IDENTITY}/", "081-234-5678,", "ํา", "คุณ", "น. ส. "],
    ],
)
def test_a_long_text_is_looked_through_in_one_go(piece: str) -> None:
    # Were a pattern to look back or ahead over all of it, this would take hours.
    assert isinstance(find_personal(piece * 20_000), tuple)
