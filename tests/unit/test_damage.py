"""Text that is no longer what somebody wrote is said to be that, once a file."""

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.plan.read import read_yaml
from generator.problems import Place, Report
from generator.thai.damage import garbled, lost, markup
from generator.thai.text import tidy
from portals import (
    GOOD,
    PLAN,
    PROJECTS,
    REAL,
    ROOT,
    checked,
    codes,
    csv_table,
    make_row,
    portal_folder,
)

GOOD_CSV = (GOOD / PROJECTS).read_text(encoding="utf-8-sig")
GOOD_PLAN = (GOOD / PLAN).read_text(encoding="utf-8")
PAGE = "content/news.md"
OVERLAP, RECORD = "plans/2570/overlap.yml", "plans/2570/announced/0.csv"
ENGLISH = "id,strategy,name,budget,unit,period\n2570-001,1,%s,500000,%s,ตลอดปี\n"


def read_as(*pages: str) -> Callable[[str], str]:
    """Return what a text becomes when it is read as one page after the other, and saved."""

    def damage(text: str) -> str:
        for page in pages:
            text = text.encode().decode(page, "replace")
        return text

    return damage


DAMAGES: dict[str, Callable[[str], str]] = {
    "windows-874": read_as("cp874"),
    "windows-874 with marks": lambda text: read_as("cp874")(text).replace("\ufffd", "?"),
    "latin-1": read_as("latin-1"),
    "windows-1252": read_as("cp1252"),
    "mac": read_as("mac_roman"),
    "dos": read_as("cp437"),
    "chinese": read_as("gbk"),
    "twice": read_as("cp1252", "cp1252"),
    "latin twice": read_as("latin-1", "latin-1"),
    "thai twice": read_as("cp874", "cp874"),
    "latin, then thai": read_as("latin-1", "cp874"),
    "tis-620 as latin-1": lambda text: text.encode("cp874").decode("latin-1"),
    "html": lambda text: "".join(f"&#{ord(one)};" if ord(one) > 127 else one for one in text),
}
TEXTS = ("กองช่าง", "ก่อสร้างถนนคอนกรีต หมู่ที่ 4", "สำนักปลัด", "จัดซื้อรถบรรทุก 6 ล้อ (ใหม่)")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("damage", DAMAGES)
def test_thai_that_was_read_as_another_code_page_is_told_from_thai(damage: str, text: str) -> None:
    assert garbled(tidy(DAMAGES[damage](text)))
    assert not garbled(text)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_garbled_table_is_one_error_also_under_english_headings(
    damage: str, tmp_path: Path
) -> None:
    rows = ENGLISH % tuple(map(DAMAGES[damage], TEXTS[1::-1]))
    (problem,) = checked(portal_folder(tmp_path, {PROJECTS: rows})).report
    assert problem.code == "text-garbled"
    assert (problem.place.row, problem.place.column) == (2, "C")
    assert f"git restore {PROJECTS}" in problem.advice


@pytest.mark.parametrize("path", [PLAN, "plans/organization.yml", PAGE, OVERLAP])
def test_a_garbled_text_is_one_error_where_it_stands(path: str, tmp_path: Path) -> None:
    told = codes(portal_folder(tmp_path, {path: f"name: x\ntitle: {read_as('cp874')('กองช่าง')}\n"}))
    assert told.count("text-garbled") == 1


@settings(derandomize=True, database=None, max_examples=200)
@given(st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E4E), min_size=4))
def test_thai_is_not_taken_for_damage(text: str) -> None:
    signs = text.replace("เธ", "เก").replace("เน", "เก").replace("ย", "ก")
    assert not garbled(signs)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "เธอ เธอ เธอ",
            "เนินเนิน",
            "ยางรถยนต์",
            "รายรับรายจ่าย",
            "ราคา 1½ เท่า ±5 °C ²³",
            "Café à la carte",
        ),
        *("10 ม³ × 2", "“…”", "Пример", "ทำไม??", "https://x.go.th/?a=???&b", "ü", "¹²³"),
    ],
)
def test_what_people_write_is_no_damage(text: str) -> None:
    assert not garbled(text) and not lost(text)


def test_real_plans_and_the_example_have_no_damage() -> None:
    files = [*ROOT.glob("plans/**/*.csv"), *ROOT.glob("plans/**/*.yml"), *ROOT.glob("content/*.md")]
    files += [*REAL.rglob("*.csv"), *REAL.rglob("*.md")]
    assert len(files) > 10
    for file in files:
        text = file.read_text(encoding="utf-8-sig")
        assert not garbled(text), file.name
        assert file.suffix == ".md" or not lost(text), file.name


@pytest.mark.parametrize(
    "text", ["?????", "??? ???? 4", "ถนน ????", "\ufffd\ufffd\ufffd", "？？？"]
)
def test_question_marks_in_a_row_are_text_that_is_lost(text: str, tmp_path: Path) -> None:
    folder = portal_folder(tmp_path, {PROJECTS: ENGLISH % (text, "กองช่าง")})
    assert "text-lost" in codes(folder)


def test_rows_that_lost_their_letters_are_one_message_with_all_rows(tmp_path: Path) -> None:
    rows = GOOD_CSV.replace("กองช่าง", "???????")
    (problem,) = checked(portal_folder(tmp_path, {PROJECTS: rows})).report
    assert problem.code == "text-lost" and "แถว 2 3" in problem.message
    assert problem.place.heading == "หน่วยงานรับผิดชอบหลัก"


def test_a_page_may_ask_but_lost_lines_are_told(tmp_path: Path) -> None:
    assert codes(portal_folder(tmp_path, {PAGE: "# ทำไม????\n\nจริงหรือ???\n"})) == []
    assert codes(portal_folder(tmp_path, {PAGE: "# ????? ???\n"})) == ["text-lost"]


def conflict(text: str, base: bool = False) -> str:
    first, *rest = text.splitlines()
    middle = ["||||||| 1a2b3c", *rest[:1]] if base else []
    return "\n".join([first, "<<<<<<< HEAD", *rest[:1], *middle, "=======", *rest, ">>>>>>> b", ""])


@pytest.mark.parametrize("path", [PROJECTS, PLAN, PAGE, "plans/organization.yml", RECORD])
@pytest.mark.parametrize("base", [False, True])
def test_conflict_marks_are_one_error_a_file(path: str, base: bool, tmp_path: Path) -> None:
    text = GOOD_CSV if path.endswith(".csv") else "name: ก\nkind: อบต.\n"
    text = "# ข่าว\n\nประชุม\n" if path == PAGE else text
    found = checked(portal_folder(tmp_path, {path: conflict(text, base)})).report
    own = [one for one in found if one.place.file == path]
    assert [one.code for one in own] == ["file-conflict"]
    assert own[0].place.row == 2 and ">>>>>>>" in own[0].advice


@pytest.mark.parametrize(
    "row", ["<<<<<<< HEAD,,,,,", '"<<<<<<< HEAD",,', ">>>>>>> b", "=======,,,"]
)
def test_marks_that_excel_has_saved_are_told_from_rows(row: str, tmp_path: Path) -> None:
    assert codes(portal_folder(tmp_path, {PROJECTS: f"{GOOD_CSV}{row}\n"})) == ["file-conflict"]


def test_headings_and_quotations_of_a_page_are_no_conflict(tmp_path: Path) -> None:
    page = "ข่าว\n=======\n\n> อ้าง\n\n`<<<<<<<`\n"
    rows = ENGLISH % ('"ถนน\n=======\nช่วงที่ 1"', "กองช่าง")
    assert codes(portal_folder(tmp_path, {PAGE: page, PROJECTS: rows})) == []


HTML = "<!DOCTYPE html>\n<html><head><title>เข้าสู่ระบบ</title></head><body>…</body></html>"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("name", "data", "code", "said"),
    [
        ("projects.csv", HTML.encode(), "file-other-kind", "เข้าสู่ระบบ"),
        ("projects.xlsx", HTML.encode(), "file-other-kind", "HTML"),
        ("projects.csv", b"\xef\xbb\xbf\n<table><tr><td>1</td></tr>", "file-other-kind", "HTML"),
        ("projects.csv", HTML.encode("utf-16"), "file-other-kind", "HTML"),
        ("projects.csv", OLD, "file-other-kind", "รุ่นเก่า"),
        (
            "projects.xlsx",
            b"MIME-Version: 1.0\nX-Document-Type: Workbook\n",
            "file-other-kind",
            "หน้าเว็บ",
        ),
        ("projects.xlsx", OLD, "file-other-kind", ".xls"),
        (
            "projects.xlsx",
            OLD + "EncryptedPackage".encode("utf-16-le"),
            "file-other-kind",
            "รหัสผ่าน",
        ),
        ("projects.xlsx", GOOD_CSV.encode(), "file-other-kind", "projects.csv"),
        ("projects.xlsx", GOOD_CSV.encode("utf-16"), "file-other-kind", "projects.csv"),
        ("projects.csv", b"PK\x03\x04xl/workbook.xml", "file-other-kind", "projects.xlsx"),
        ("projects.csv", b"%PDF-1.7", "file-other-kind", "PDF"),
        ("projects.csv", POINTER.encode(), "file-lfs", "Git LFS"),
        ("projects.xlsx", POINTER.encode(), "file-lfs", "Git LFS"),
        ("plan.yml", POINTER.encode(), "file-lfs", "Git LFS"),
        ("projects.csv", b"", "file-empty", "0 ไบต์"),
        ("projects.xlsx", b"", "file-empty", "0 ไบต์"),
        ("projects.csv", bytes(4096), "file-empty", "4,096 ไบต์"),
        ("plan.yml", b"", "file-empty", "0 ไบต์"),
    ],
)
def test_a_file_of_another_kind_is_called_what_it_is(
    name: str, data: bytes, code: str, said: str, tmp_path: Path
) -> None:
    path = f"plans/2570/{name}"
    folder = portal_folder(tmp_path, {PROJECTS: None} if "projects" in name else {})
    (folder / path).write_bytes(data)
    (problem,) = checked(folder).report
    assert (problem.code, problem.place.file) == (code, path)
    assert said in problem.message + problem.advice


@pytest.mark.parametrize("name", ["documents/a.pdf", "a.jpg"])
def test_a_pointer_in_a_papers_place_is_called_that(name: str, tmp_path: Path) -> None:
    plan = f"{GOOD_PLAN}  evidence: [{name}]\n"
    folder = portal_folder(tmp_path, {PLAN: plan, f"plans/2570/{name}": POINTER})
    assert codes(folder) == ["file-lfs"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_tables_of_other_systems_are_read(
    separator: str, end: str, encoding: str, tmp_path: Path
) -> None:
    rows = "id,strategy,name,budget,unit,period\n2570-001,1,ถนน,500,กองช่าง,ตลอดปี\n"
    data = rows.replace(",", separator).replace("\n", end).encode(encoding)
    result = checked(portal_folder(tmp_path, {PROJECTS: data}))
    assert not list(result.report)
    assert [row.name for row in result.portal.plans[0].projects] == ["ถนน"]


def test_one_broken_byte_does_not_turn_utf_8_into_other_letters(tmp_path: Path) -> None:
    data = GOOD_CSV.encode()
    at = data.index("โคมไฟ".encode()) + 1
    for broken in (data[:at] + b"\xff" + data[at + 1 :], data[: at - 1] + data[at:]):
        (problem,) = checked(portal_folder(tmp_path, {PROJECTS: broken})).report
        assert problem.code == "file-unreadable" and "UTF-8" in problem.message
        assert problem.place.row


def test_rows_that_a_disk_has_lost_are_not_passed_over(tmp_path: Path) -> None:
    data = GOOD_CSV.encode() + bytes(512)
    (problem,) = checked(portal_folder(tmp_path, {PROJECTS: data})).report
    assert problem.code == "file-unreadable" and "NUL" in problem.message


def test_a_mark_at_the_head_is_no_damage(tmp_path: Path) -> None:
    data = codecs.BOM_UTF8 + GOOD_CSV.encode()
    assert codes(portal_folder(tmp_path, {PROJECTS: data})) == []


def test_letters_that_yaml_escapes_are_letters(tmp_path: Path) -> None:
    """As programs write YAML that may hold ASCII alone."""
    text = yaml.safe_dump({"name": "เทศบาลตำบลตัวอย่าง", "kind": "เทศบาลตำบล"})
    assert "\\u0E40" in text
    report = Report()
    tree = read_yaml(text.encode(), Place("plans/organization.yml"), report)
    assert tree and not list(report)


CODED = ("\\u0e01", "ถนน \\u0E01\\u0e48", "=E0=B8=81=E0=B9=88", "\\xe0\\xb8\\x81")


@pytest.mark.parametrize("text", CODED)
@pytest.mark.parametrize("quotes", ["{}", "'{}'", "\n  {}"])
def test_letters_that_stand_as_codes_where_yaml_reads_none_are_damage(
    text: str, quotes: str, tmp_path: Path
) -> None:
    plan = GOOD_PLAN.replace("title:", f"title: {quotes.format(text)}\nlegal_basis:", 1)
    assert "text-garbled" in codes(portal_folder(tmp_path, {PLAN: plan}))


@pytest.mark.parametrize("text", CODED)
def test_one_letter_that_stands_as_a_code_in_a_table_is_damage(text: str, tmp_path: Path) -> None:
    table = ENGLISH % (f"ก่อสร้างถนน {text}", "กองช่าง")
    assert "text-garbled" in codes(portal_folder(tmp_path, {PROJECTS: table}))


WHOLE = "id,strategy,name,budget,unit,period,note\n" + "".join(
    f"2570-00{n},1,ก่อสร้างถนน สายที่ {n},500000,กองช่าง,ตลอดปี,\n" for n in (1, 2, 3)
)


@pytest.mark.parametrize("left", ["2570-003,1,ก่อสร้างถนน สายที่ 3,50", "2570-003,1,ก่อ", "2570-0"])
def test_a_file_that_ends_within_its_last_row_is_not_read(left: str, tmp_path: Path) -> None:
    table = "".join(WHOLE.splitlines(keepends=True)[:-1]) + left
    report = checked(portal_folder(tmp_path, {PROJECTS: table})).report
    cut = [one for one in report if one.code == "file-unreadable"]
    assert [one.place.row for one in cut] == [4]


@pytest.mark.parametrize(
    "table",
    [
        WHOLE,
        WHOLE + "\x1a",  # as programs of DOS end a text
        WHOLE.removesuffix("\n"),
        WHOLE.replace(",\n", "\n"),  # each row as short
        WHOLE.replace(",\n", "\n", 1).removesuffix(",\n"),  # written by hand
        ENGLISH.removesuffix(",ตลอดปี\n") % ("ก่อสร้างถนน", "กองช่าง"),
    ],
)
def test_a_file_that_only_ends_without_a_line_end_is_whole(table: str, tmp_path: Path) -> None:
    assert "file-unreadable" not in codes(portal_folder(tmp_path, {PROJECTS: table}))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *((error, "cell-error") for error in ("#ERROR!", "Err:502", "#GETTING_DATA", "#UNKNOWN!")),
        *((error, "cell-narrow") for error in ("#####", "###############")),
    ],
)
@pytest.mark.parametrize("column", ["name", "budget", "unit", "start", "note", "continues"])
def test_what_programs_show_instead_of_a_value_is_told_once_in_any_column(
    text: str, said: str, column: str, tmp_path: Path
) -> None:
    row = make_row(**{column: text})
    assert codes(portal_folder(tmp_path, {PROJECTS: csv_table([row])})) == [said]


@pytest.mark.parametrize("text", ["#1", "# หมายเหตุ", "Error", "##", "Err", "#ถนน"])
def test_other_texts_with_such_signs_are_texts(text: str, tmp_path: Path) -> None:
    row = make_row(note=text)
    assert codes(portal_folder(tmp_path, {PROJECTS: csv_table([row])})) == []


@pytest.mark.parametrize(
    "text",
    [
        "ถนน&nbsp;คสล.",
        "A &amp; B",
        "บรรทัด<br>ใหม่",
        "<b>ถนน</b>",
        "&quot;ถนน&quot;",
        "ก<br />ข",
        "&#39;",
    ],
)
def test_the_code_of_a_page_in_a_cell_is_told(text: str, tmp_path: Path) -> None:
    row = make_row(note=text)
    assert codes(portal_folder(tmp_path, {PROJECTS: csv_table([row])})) == ["cell-markup"]


@pytest.mark.parametrize(
    "text", ["A & B", "AT&T; ก", "ยาว < 5 ม.", "<5>", "a<b ข", "&; &", "1<2>1"]
)
def test_signs_that_pages_use_are_texts_as_well(text: str) -> None:
    assert not markup(text)
