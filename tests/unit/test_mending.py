"""What mending promises: what is certain is repaired, no other byte changes, twice equals once."""

import codecs
import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pipeline import check_portal
from generator.plan.mend import FileMend, is_mended, mends_of
from generator.plan.mend.fix_bytes import coded, content, spans
from generator.plan.model import Organization, Portal
from generator.plan.read import texts_below
from generator.plan.record import read_record, record_bytes
from generator.problems import Place
from generator.thai.mending import mended, mended_cell, mended_code
from generator.thai.text import normalise, tidy
from golden import PLANS, TODAY, folders

PROJECTS = "plans/2570/projects.csv"
NOTHING = Portal(Organization("", ""), ())

CERTAIN = {
    "สํานักปลัด": "สำนักปลัด",
    "นํ้าท่วม": "น้ำท่วม",
    "น้ําท่วม": "น้ำท่วม",
    "กองเเผน เเละเเม่": "กองแผน และแม่",
    "ก\uf70aอสร้าง บ\uf70bาน ร\uf70bอง": "ก่อสร้าง บ้าน ร้อง",
    "ก\uf88bอสร้าง": "ก่อสร้าง",
    "ถนน\u200bคอนกรีต\ufeff": "ถนนคอนกรีต",
    "ซอย  5   สาย": "ซอย 5 สาย",
    "จ านวน 3 ต าบล": "จำนวน 3 ตำบล",
    "แหล่งน ้าบาดาล": "แหล่งน้ำบาดาล",
    "เ\u200bเผน\u200b": "แผน",
}
KEPT = (
    "สำนักปลัด", "เเเ", "ก ารไฟฟ้า", "ซอย 5", "- ข้อ 1\n  - ข้อย่อย", "ร้าน 'ก'", "๒๕๗๐", "", " ขอบ ",
)  # fmt: skip


@pytest.mark.parametrize("text", CERTAIN)
def test_what_is_certain_is_repaired(text: str) -> None:
    assert mended(text)[0] == CERTAIN[text]
    assert mended(text)[1]


@pytest.mark.parametrize("text", KEPT)
def test_what_may_be_meant_stays(text: str) -> None:
    assert mended(text) == (text, ())


@pytest.mark.parametrize(
    ("glyph", "sign"),
    [(0xF700, "ฐ"), (0xF701, "ิ"), (0xF70A, "่"), (0xF70F, "ญ"), (0xF710, "ั"), (0xF712, "็"),
     (0xF718, "ุ"), (0xF71A, "ฺ"), (0xF884, "ั"), (0xF88B, "่"), (0xF897, "์"), (0xF89E, "ฐ")],
)  # fmt: skip
def test_every_glyph_of_an_old_font_is_the_sign_that_it_drew(glyph: int, sign: str) -> None:
    assert mended(f"ก{chr(glyph)}")[0] == f"ก{sign}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("'2570-001", "2570-001"), ("'298,000", "298,000"), ("'๕", "๕"), ("'=1+1", "'=1+1"),
     ("'ข้อความ", "'ข้อความ"), ("'5' หรือ", "'5' หรือ")],
)  # fmt: skip
def test_only_an_apostrophe_before_a_number_or_code_slid(text: str, wanted: str) -> None:
    assert mended_cell(text)[0] == wanted


@given(st.text(alphabet="ก่้ํำาเแ \u200b\uf70a'๑1-\u00a0\nน", max_size=12) | st.text())
def test_mending_twice_is_mending_once(text: str) -> None:
    for mend in (mended, mended_cell, mended_code):
        once = mend(text)[0]
        assert mend(once) == (once, ())


@given(st.text(alphabet="กขคงนท่้ํำาเ \u200b\n", max_size=20))
def test_to_whoever_compares_texts_nothing_but_a_lost_am_is_other(text: str) -> None:
    after, repairs = mended(text)
    if "สระอำที่หายไป" not in repairs:
        assert normalise(after) == normalise(text)


# Bytes

cells = st.text(alphabet="กา่ํเ,;\"\n\r\t \u200bอ1'", max_size=6)
tables = st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=5)


def csv_bytes(rows: list[list[str]], encoding: str, ends: str, quoting: int) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=ends, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue().encode(encoding)


@given(
    tables,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_only_mended_cells_of_a_table_change(
    rows: list[list[str]], encoding: str, ends: str, quoting: int
) -> None:
    data = csv_bytes(rows, encoding, ends, quoting)
    found = mends_of(NOTHING, {PROJECTS: data})
    after = found[0].after if found else data
    file, whole = coded(data), coded(after)
    assert file and whole and (file.encoding, file.mark) == (whole.encoding, whole.mark)
    before_cells, after_cells = spans(file.text), spans(whole.text)
    if before_cells is None or after_cells is None:
        assert after == data
        return
    # What lies between the cells is the same, and each cell is what mending makes of it.
    assert between(file.text, before_cells) == between(whole.text, after_cells)
    for one, other in zip(before_cells, after_cells, strict=True):
        was, now = file.text[one.start : one.end], whole.text[other.start : other.end]
        assert now in (was, mended_cell(was)[0])
    assert not [one for one in mends_of(NOTHING, {PROJECTS: after}) if one.writes]


def between(text: str, found: list) -> list[str]:  # type: ignore[type-arg]
    edges = [0, *(edge for one in found for edge in (one.start, one.end)), len(text)]
    return [text[edges[at] : edges[at + 1]] for at in range(0, len(edges), 2)]


CELLS = {
    'ก,"ข\nค",\n\n"ง""จ",ฉ': [(1, 0, "ก"), (1, 1, "ข\nค"), (3, 0, 'ง"จ'), (3, 1, "ฉ")],
    'sep=;\r\n"ก,";ข\r\n;;ค': [(1, 0, "ก,"), (1, 1, "ข"), (2, 2, "ค")],
    'ก\tข "ค"\r"ง\t"': [(1, 0, "ก"), (1, 1, 'ข "ค"'), (2, 0, "ง\t")],
}


@pytest.mark.parametrize("text", CELLS)
def test_cells_stand_where_reading_finds_them(text: str) -> None:
    found = spans(text) or []
    told = [(one.row, one.column, content(text, one)) for one in found]
    assert [cell for cell in told if cell[2]] == CELLS[text]


def test_a_table_whose_quotes_do_not_close_is_left_alone() -> None:
    assert not mends_of(NOTHING, {PROJECTS: 'ก,"เเผน\n'.encode()})


def test_thai_windows_bytes_stay_thai_windows() -> None:
    data = "รหัส,โครงการ,งบ\r\n1,เเผน  งาน,5\r\n".encode("cp874")
    (one,) = mends_of(NOTHING, {PROJECTS: data})
    assert one.after == "รหัส,โครงการ,งบ\r\n1,แผน งาน,5\r\n".encode("cp874")


YAML = """# เเผน  นี้ไม่ใช่ข้อความ
title:   "เเผน  งาน"   # เเละ  หมายเหตุ
units:
  - {name:  สํานักปลัด,  slug: a}
note: |
    บรรทัด  แรก
      เยื้อง  ไว้
"""


def test_texts_of_yaml_are_mended_and_its_own_signs_stay() -> None:
    (one,) = mends_of(NOTHING, {"plans/organization.yml": codecs.BOM_UTF8 + YAML.encode()})
    assert one.after == codecs.BOM_UTF8 + (
        YAML.replace('"เเผน  งาน"', '"แผน งาน"')
        .replace("สํานัก", "สำนัก")
        .replace("บรรทัด  แรก", "บรรทัด แรก")
        .replace("เยื้อง  ไว้", "เยื้อง ไว้")
        .encode()
    )
    assert not mends_of(NOTHING, {"plans/organization.yml": one.after})


@pytest.mark.parametrize("text", ["a: [เเผน", "a: เเผน\na\u200b: เเ: x", "a: &x เเผน\nb: *x\n"])
def test_yaml_that_is_not_read_is_left_alone(text: str) -> None:
    assert not mends_of(NOTHING, {"plans/2570/plan.yml": text.encode()})


# Whole portals


def fixed(portal: Path) -> tuple[FileMend, ...]:
    """Return what is to be mended of a portal, written where it would be."""
    checked = check_portal(portal, TODAY)
    names = [name for name in texts_below(portal, frozenset()) if is_mended(name)]
    found = mends_of(checked.portal, {name: (portal / name).read_bytes() for name in names})
    for one in found:
        (portal / one.path).write_bytes(one.after)
    return found


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    shutil.copytree(PLANS / "good", tmp_path, dirs_exist_ok=True)
    return tmp_path


def harm(portal: Path, old: str, new: str, file: str = PROJECTS) -> None:
    path = portal / file
    text = path.read_bytes().decode("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode("utf-8"))


HARMS = {
    "2570-001,": "'2570-001,",
    "2570-002,": "๒๕๗๐-๐๐๒,",
    "478300": "'478300",
    "ก่อสร้าง": "ก\uf70aอสร้าง",
    "กองช่าง": "กอง\u200bช่าง",
    "คอนกรีตเสริมเหล็ก": "คอนกรีต\u200bเสริมเหล็ก",
}


@pytest.mark.parametrize("old", HARMS)
def test_a_sound_portal_that_was_harmed_is_what_it_was(portal: Path, old: str) -> None:
    sound = (portal / PROJECTS).read_bytes()
    harm(portal, old, HARMS[old])
    fixed(portal)
    assert (portal / PROJECTS).read_bytes() == sound
    assert not list(check_portal(portal, TODAY).report)


def test_codes_that_would_meet_are_left_to_the_office(portal: Path) -> None:
    harm(portal, "2570-002,", "๒๕๗๐-๐๐๑,")
    before = (portal / PROJECTS).read_bytes()
    fixed(portal)
    assert (portal / PROJECTS).read_bytes() == before


ANNOUNCED = PLANS / "bad-announced-row-changed"


@pytest.mark.parametrize("new", ["ก\uf70aอสร้าง", "ก่อสร้าง  ", "เเก่อสร้าง"])
def test_what_was_announced_so_is_held_and_named(tmp_path: Path, new: str) -> None:
    shutil.copytree(ANNOUNCED, tmp_path, dirs_exist_ok=True)
    record = tmp_path / "plans/2570/announced/0.csv"
    kept = read_record(record.read_bytes(), Place(""))
    harm(tmp_path, "487300", "478300")
    name = kept.rows[0].values["name"]
    harmed = new + name
    harm(tmp_path, name, harmed)
    rows = [dict(row.values) | {"name": tidy(harmed)} for row in kept.rows[:1]]
    rows += [dict(row.values) for row in kept.rows[1:]]
    record.write_bytes(record_bytes(kept.day, rows))
    assert not check_portal(tmp_path, TODAY).report.errors
    before = (tmp_path / PROJECTS).read_bytes()
    found = fixed(tmp_path)
    assert [mend.held for one in found for mend in one.mends] == [True]
    assert (tmp_path / PROJECTS).read_bytes() == before


def test_plan_yml_of_a_recorded_year_is_held_where_it_would_be_read_otherwise(
    tmp_path: Path,
) -> None:
    shutil.copytree(ANNOUNCED, tmp_path, dirs_exist_ok=True)
    plan = "plans/2570/plan.yml"
    harm(tmp_path, "strategies:", "title: เเก้งาน\nstrategies:", plan)
    harm(tmp_path, "name: ", "name: \u200b", plan)
    found = {one.path: one for one in fixed(tmp_path)}
    assert [mend.held for mend in found[plan].mends] == [True, False]
    assert "title: เเก้งาน".encode() in (tmp_path / plan).read_bytes()
    assert "\u200b".encode() not in (tmp_path / plan).read_bytes()


def test_a_row_that_was_announced_sound_is_mended_back(tmp_path: Path) -> None:
    shutil.copytree(ANNOUNCED, tmp_path, dirs_exist_ok=True)
    harm(tmp_path, "487300", "'478300")
    fixed(tmp_path)
    assert "announced-row-changed" not in {one.code for one in check_portal(tmp_path, TODAY).report}


def test_whatever_is_wrong_with_a_portal_mending_ends_and_is_told_in_thai() -> None:
    for folder in folders()[::5]:
        names = [name for name in texts_below(folder, frozenset()) if is_mended(name)]
        for one in mends_of(NOTHING, {name: (folder / name).read_bytes() for name in names}):
            assert not [mend for mend in mends_of(NOTHING, {one.path: one.after}) if mend.writes]
            assert all(re.search("[ก-๙]", name) for mend in one.mends for name in mend.repairs)
