"""One file covered: rows, cells and every other sign stay, however the text is typed there."""

from __future__ import annotations

import csv
import io
import random
from urllib.parse import quote

import pytest

from generator.plan.model import MASK
from generator.plan.withdraw.needles import Needles
from generator.publishing.purge.covering import Covering, Wanted, Whole
from tables import workbook
from traces import holds, spellings

NAME, PHONE = "นายสมศักดิ์ ทองดีเลิศ", "081-234-5678"
NEEDLES = Needles((NAME, PHONE))
TYPED = (
    *(NAME, NAME.replace(" ", "  "), NAME.replace(" ", "\n"), NAME.replace("ดี", "ดี\u200b")),
    *("สมศักดิ์ ทองดีเลิศ", "น า ย ส ม ศ ั ก ด ิ ์ ทองดีเลิศ".replace(" ั", "ั").replace(" ิ ์", "ิ์")),
    *(PHONE, "0812345678", "๐๘๑-๒๓๔-๕๖๗๘", "+66812345678", "(081) 234 5678"),
)
OTHERS = ("", "ถนน", "ก่อสร้าง, ซ่อมแซม", 'ชื่อ "ถนนดี"', "บรรทัด\nสอง", "478,300", "๒๕๗๐", "พ.ย.", "=1+1")


def covering(*wholes: Whole) -> Covering:
    return Covering(Wanted(NEEDLES, NEEDLES, wholes))


@pytest.mark.parametrize("seed", range(40))
def test_a_table_keeps_its_rows_and_every_other_cell(seed: int) -> None:
    rng = random.Random(seed)
    rows = [[rng.choice(OTHERS) for _ in range(4)] for _ in range(12)]
    telling = {(rng.randrange(12), rng.randrange(4)) for _ in range(3)}
    for line, column in telling:
        before, after = rng.choice(("", "ซ่อมบ้าน ", "“")), rng.choice(("", " หมู่ 3", ' "ดี"'))
        rows[line][column] = before + rng.choice(TYPED) + after
    text = io.StringIO()
    ends = rng.choice(("\n", "\r\n"))
    csv.writer(text, lineterminator=ends).writerows(rows)
    data = text.getvalue().encode(rng.choice(("utf-8", "utf-8-sig", "utf-16")))
    outcome = covering().file(data)
    assert outcome is not None
    assert not outcome.replaced
    encoding = "utf-16" if data.startswith(b"\xff\xfe") else "utf-8-sig"
    made = list(csv.reader(io.StringIO(outcome.data.decode(encoding), newline="")))
    assert [len(row) for row in made] == [len(row) for row in rows]
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            now = made[number][column].replace("\r\n", "\n")
            assert (now != cell) is ((number, column) in telling), (cell, now)
            assert (MASK in now) is ((number, column) in telling)
    wanted = [*spellings(NAME), *spellings(PHONE)]
    assert not holds("a.txt", outcome.data, wanted)
    assert covering().file(outcome.data) is None


@pytest.mark.parametrize("typed", TYPED)
def test_a_workbook_keeps_every_other_cell(typed: str) -> None:
    rows: list[list[object]] = [
        ["id", "name", "budget"],
        ["1", f"ซ่อมบ้าน {typed}", 478300],
        ["2", "ถนน", 5],
    ]
    outcome = covering().file(workbook(rows))
    assert outcome is not None
    if not outcome.replaced:
        assert not holds("a.xlsx", outcome.data, [*spellings(NAME), *spellings(PHONE)])


def test_a_text_that_is_told_elsewhere_is_covered_in_its_own_cell_only() -> None:
    told = "ซ่อมบ้าน ยายมี"
    whole = Whole.of(told, "ซ่อมบ้าน █")
    only = Covering(Wanted(Needles(), Needles((told,)), (whole,)))
    made = only.file(f"1,{told}\n2,ยายมี\n".encode())
    assert made is not None
    assert made.data.decode() == "1,ซ่อมบ้าน █\n2,ยายมี\n"
    made = only.file(workbook([["id", "name"], ["1", told], ["2", "ยายมี"]]))
    assert made is not None
    assert not made.replaced


@pytest.mark.parametrize(
    "data",
    [b"", b"a", "ถนน 0812345679".encode(), b"\x00\x01\x02", b"%PDF-1.4 nothing", b"PK\x03\x04"],
)
def test_what_says_nothing_of_it_is_left(data: bytes) -> None:
    assert covering().file(data) is None


@pytest.mark.parametrize(
    "written",
    [
        "".join(f"\\u{ord(one):04x}" for one in NAME),
        "".join(f"&#{ord(one)};" for one in NAME),
        f"<b>{NAME[:8]}</b>{NAME[8:]}",
        quote(NAME),
    ],
)
def test_a_text_in_codes_is_covered_alone(written: str) -> None:
    made = covering().file(f"# ก &amp; ข\nให้ {written} แล้ว\nค <i>ง</i>\n".encode())
    assert made is not None
    assert not made.replaced
    first, second, third, _ = made.data.decode().split("\n")
    assert (first, third) == ("# ก &amp; ข", "ค <i>ง</i>")
    assert second.startswith("ให้ █" if "<" not in written else "ให้ <b>█")
    assert second.endswith(" แล้ว")
    assert not holds("a.txt", made.data, spellings(NAME))
