"""Village numbers: the column หมู่ที่ strictly, running text shyly."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.plan.parse.villages import (
    VillageText,
    VillageTextError,
    find_villages,
    parse_villages,
)

DATA = Path(__file__).resolve().parents[2] / "../shared/data"
MAESAI = DATA / "maesai/plans/2568/projects.csv"
OTHERS = DATA / "tables/other-agencies-2565.csv"

EVERYWHERE = VillageText(frozenset(), everywhere=True)
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
TWELVE = set(range(1, 13))

village_sets = st.sets(st.integers(1, 99), min_size=1, max_size=12)
short_sets = st.sets(st.integers(1, 30), min_size=1, max_size=12)


def some(*numbers: int) -> VillageText:
    return VillageText(frozenset(numbers), everywhere=False)


def rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        pytest.skip(f"real data is not here: {path}")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def with_ranges(numbers: set[int]) -> str:
    """Write runs of two or more as ranges."""
    starts = [number for number in sorted(numbers) if number - 1 not in numbers]
    ends = [number for number in sorted(numbers) if number + 1 not in numbers]
    runs = zip(starts, ends, strict=True)
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("5", {5}),
        (" 5 ", {5}),
        ("05", {5}),
        ("๕", {5}),
        ("99", {99}),
        ("1, 105", {1, 105}),
        ("1-12", TWELVE),
        ("1–12", TWELVE),
        ("๑ - ๑๒", TWELVE),
        ("1, 3, 5", {1, 3, 5}),
        ("1,3-5", {1, 3, 4, 5}),
        ("1,2,3 และ 5", {1, 2, 3, 5}),
        ("1, 2, และ 3", {1, 2, 3}),
        ("หมู่ที่ 5", {5}),
        ("หมู่ที่5", {5}),
        ("ม.3", {3}),
        ("ม. 3 และ ม.7", {3, 7}),
        ("หมู่ 1 ถึง 4", {1, 2, 3, 4}),
        ("หมู่ที่ 1 ถึง หมู่ที่ 3", {1, 2, 3}),
        ("4-4", {4}),
        ("5\u200b", {5}),
    ],
)
def test_each_style_of_the_column_is_read(cell: str, numbers: set[int]) -> None:
    assert parse_villages(cell) == some(*numbers)


@pytest.mark.parametrize(
    "cell",
    [
        "ทั้งตำบล",
        "ทั้งตําบล",
        " ทุกหมู่บ้าน ",
        "ทุกหมู่",
        "ทุกหมู่ที่",
        "ทั้งเขต",
        "ทั้งเขตเทศบาล",
        "ทั่วทั้งตำบล",
        "ทุกหมู่บ้านในเขตตำบล",
        "ทั้งเทศบาล",
        "ทั้งเมือง",
        "ทั้งจังหวัด",
        "ทุกชุมชน",
        "ทุกชุมชนในเขตเทศบาล",
    ],
)
def test_everywhere_is_read(cell: str) -> None:
    assert parse_villages(cell) == EVERYWHERE


@pytest.mark.parametrize(
    "cell",
    [
        *[
            "",
            " ",
            "5-3",
            "0",
            "00",
            "1000",
            "1-1000",
            "0-4",
            "1.5",
            "5.0",
            "-5",
            "1-",
            "1,,2",
            ",",
            "1 2",
        ],
        *["หมู่ที่", "หมู่บ้าน", "บ้านเหนือ", "5 บ้านเหนือ", "ทั้ง 12 หมู่บ้าน", "ทั้งตำบล ยกเว้นหมู่ 3"],
        *["1/2", "3+4", "กม.3", "²", "٣", "9" * 5000],
    ],
)
def test_anything_else_in_the_column_is_refused(cell: str) -> None:
    with pytest.raises(VillageTextError):
        parse_villages(cell)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("ก่อสร้างเมรุ หมู่ที่ 4 และ หมู่ที่ 12", {4, 12}),
        ("ปรับปรุงถนน บ้านเหนือ ม.3", {3}),
        ("อุดหนุนคณะกรรมการหมู่บ้าน หมู่ 1–12 (สาธารณสุข)", TWELVE),
        ("ช่วยเหลือผู้ประสบภัย หมู่ที่ 6 , 7 ตำบลตัวอย่าง", {6, 7}),
        ("หมู่ที่ 1,2,3 และ 5", {1, 2, 3, 5}),
        ("ขุดลอก หมู่ที่1-หมู่ที่ 3", {1, 2, 3}),
        ("หมู่ที่ ๒ ช่วงที่ ๑ กว้าง ๕ เมตร", {2}),
        ("ขยายเขตจำหน่ายน้ำ หมู่ 7 - หมู่ 10", {7, 8, 9, 10}),
        ("บริเวณ หมู่ 2 ถึง หมู่ 4", {2, 3, 4}),
        ("หมู่ 3 บ้านก , หมู่ 1 บ้านข หมู่ 5 บ้านค", {1, 3, 5}),
        ("ฝาปิดหน้าวัด หมู่ 6,10", {6, 10}),
        ("ท่าเรือหลวงหมู่ที่ 1 บ้านริมน้ำ", {1}),
        ("หมู่ที่ 12", {12}),
        ("ซอย 2 ม.3", {3}),
        ("ถนน คสล.ม.4", {4}),
        ("ม.3, 5 และ ม.7", {3, 5, 7}),
        ("ม.3 ม.7", {3, 7}),
        ("หน้าโรงเรียนบ้านเหนือ ม.3", {3}),
        ("อาคาร 2 ชั้น ม.3", {3}),
        # what follows a list is counted, measured or dated
        ("หมู่ที่ 5 จำนวน 3 จุด", {5}),
        ("หมู่ที่ 3, 5 แห่ง", {3}),
        ("หมู่ที่ 3, 5 บ้านเหนือ", {3, 5}),
        ("หมู่ที่ 3, 5 สายบ้านเหนือ", {3, 5}),
        ("หมู่ที่ 5, 15 มกราคม 2569", {5}),
        ("หมู่ที่ 5 , 2.50 เมตร", {5}),
        ("หมู่ที่ 5 - 20 เมตร", {5}),
        ("หมู่ที่ 5 โทร 053-000000", {5}),
        ("หมู่ที่ 5, 053-000000", {5}),
        ("หมู่ที่ 8 (2 ช่วง) กว้าง 4 ม. ยาว 100 ม.", {8}),
        ("หมู่ที่ 5 กม.3+740 พ.ศ. 2569", {5}),
        # a road's two ends
        ("เชื่อมระหว่างหมู่ที่ 3 - หมู่ที่ 9", {3, 9}),
        ("จากหมู่ที่ 3 ถึงหมู่ที่ 9", {3, 9}),
        ("ถนนทุกสาย หมู่ที่ 1-3", {1, 2, 3}),
        ("ลงน้ำ (หมู่ 9–ม.4 จากวัด)", {4, 9}),
        # another sub-district's village cannot be known here
        ("เชื่อมหมู่ที่ 3 ตำบลอื่น", {3}),
    ],
)
def test_villages_are_found_in_running_text(text: str, numbers: set[int]) -> None:
    assert find_villages(text) == some(*numbers)


@pytest.mark.parametrize(
    "text",
    [
        *["ติดตั้งกล้องทุกหมู่บ้าน", "เสียงตามสายทั้งตำบล", "ทั้งตำบล (หมู่ที่ 1-12)", "ถนนในเขต ทุกหมู่ 5 สาย"],
        *["ทั้งจังหวัด", "บริการ (ทั้งจังหวัด)", "ทั้งเทศบาล", "ทั้งเทศบาลเมือง", "ทั้งเมือง", "ในทุกชุมชน"],
    ],
)
def test_everywhere_is_found_in_running_text(text: str) -> None:
    assert find_villages(text) == EVERYWHERE


@pytest.mark.parametrize(
    "text",
    [
        *["", "กว้าง 4 ม. ยาว 100 ม.", "หนา 0.15 ม. 2 ข้าง", "ยาว 215 ม. 3 ช่วง", "ยาว 215 ม.3 ช่วง"],
        *["นักเรียน ม.1-ม.6", "ชั้น ม.3", "ระดับ ม.ต้น", "ระดับ ม.3", "ป.1-ม.3", "ค่ายนักเรียนชั้น ม.3"],
        *["ตาม ม.64", "มาตรา 64", "ม. 64 วรรคสอง", "ม.64", "ม. 7 วรรคหนึ่ง", "พ.ร.บ.สาธารณสุข ม.25"],
        *["ประปาหมู่บ้าน", "หมู่บ้าน 5 แห่ง", "ทั้ง 12 หมู่บ้าน", "อุทยานหมู่เกาะ 5 เกาะ", "ประชาชนทุกหมู่เหล่า"],
        *["พ.ศ. 2569", "กม.3+740", "ก.ม.3", "ปริมาตร 20 ลบ.ม. 4 เครื่อง", "ลบ. ม. 4 เครื่อง", "ตร.ม. 3"],
        *["หมู่ที่ 100", "หมู่ที่ 0", "หมู่ที่ 1,200 เมตร", "หมู่ที่ 1.5", "ลูกเสือ 3 หมู่ 20 คน", "ช่างสิบหมู่ 10"],
        *[
            "ทั้งเทศบาลและโรงเรียน",
            "ทั้งจังหวัดและอำเภอ",
            "ทั้งเมืองเก่าเมืองใหม่",
            "ม.3/2",
            "ม.ค. 2569",
            "สายบ้านเหนือ 12",
        ],
    ],
)
def test_metres_grades_laws_and_words_are_no_villages(text: str) -> None:
    assert find_villages(text) is None


@given(village_sets, st.sampled_from([",", ", ", " , ", " และ ", "และ"]), st.booleans())
def test_every_list_style_gives_the_set_back(numbers: set[int], comma: str, thai: bool) -> None:
    text = comma.join(map(str, sorted(numbers)))
    assert parse_villages(text.translate(THAI) if thai else text) == some(*numbers)
    assert find_villages(f"หมู่ที่ {text} ตำบลตัวอย่าง") == some(*numbers)


@given(village_sets, st.sampled_from(["หมู่ที่ ", "หมู่ที่", "หมู่ ", "ม.", "ม. "]))
def test_every_prefix_gives_the_set_back(numbers: set[int], prefix: str) -> None:
    text = " และ ".join(f"{prefix}{number}" for number in numbers)
    assert parse_villages(text) == some(*numbers)


@given(short_sets, st.sampled_from(["ม.", "ม. "]), st.sampled_from([", ", " ", " และ "]))
def test_short_prefix_gives_the_set_back_from_text(
    numbers: set[int], prefix: str, comma: str
) -> None:
    text = comma.join(f"{prefix}{number}" for number in sorted(numbers))
    assert find_villages(f"ปรับปรุงถนน {text} กว้าง 4 เมตร") == some(*numbers)


@given(village_sets)
def test_ranges_give_the_set_back(numbers: set[int]) -> None:
    text = with_ranges(numbers)
    assert parse_villages(text) == some(*numbers)
    assert parse_villages(text.replace("-", " ถึง ")) == some(*numbers)
    assert find_villages(f"ขุดลอก หมู่ที่ {text}") == some(*numbers)


thaiish = st.text(st.sampled_from("หมู่ที่ม.ทุกั้งตำบลเขต0123456789๑๒ ,-–และถึงแห่/()+")) | st.text()


@given(thaiish)
def test_arbitrary_text_raises_nothing_undocumented(text: str) -> None:
    find_villages(text)
    try:
        read = parse_villages(text)
    except VillageTextError:
        return
    assert read.everywhere != bool(read.numbers)


@given(thaiish.map(lambda text: text.replace("ม", "").replace("ตำบล", "").replace("เขต", "")))
def test_text_without_the_words_is_silent(text: str) -> None:
    assert find_villages(text) is None


def test_real_names_agree_with_the_column() -> None:
    wrong = [
        row["โครงการ"]
        for row in rows(MAESAI)
        if row["หมู่ที่"] and find_villages(row["โครงการ"]) != parse_villages(row["หมู่ที่"])
    ]
    assert wrong == []


def test_real_names_without_the_column_name_villages_once() -> None:
    found = {
        row["โครงการ"]: find_villages(row["โครงการ"]) for row in rows(MAESAI) if not row["หมู่ที่"]
    }
    assert [read for read in found.values() if read] == [some(4, 12)]


def test_names_of_other_agencies_are_read_as_often_as_by_eye() -> None:
    found = [row["name"] for row in rows(OTHERS) if find_villages(row["name"])]
    assert len(found) == 71  # each read by eye: none false, none missed
