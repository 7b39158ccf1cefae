"""What entries took back beside rows is learned from history, or named; never passed over."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from generator.plan.record import record_bytes
from generator.publishing.purge import purging as order
from generator.publishing.purge.covering import NOTICE
from generator.publishing.purge.learning import learned, texts_of
from generator.publishing.purge.purging import PurgeRefusedError
from histories import ENTRY, NAME, PROJECTS, WITHDRAWN, Case, begun, table
from uploads import office as paper
from uploads import pdf
from workbooks import shared_workbook

# Of nobody that a rule would find: no title, no form of a number.
SECRET = "ศรีนวลคำแปง"


def entries(*files: str, rows: bool = False) -> str:
    """Return withdrawn.yml with an entry for each file."""
    lines = "".join(
        f'  - {{kind: ข้อมูลส่วนบุคคล, file: "{one}", day: 2569-11-24, reason: มีชื่อ}}\n' for one in files
    )
    return (ENTRY if rows else "withdrawn:\n") + lines


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order, "wait_for_those_let_in", lambda: None)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return begun(tmp_path)


COVERED: dict[str, tuple[str, str, str]] = {
    # What says it, what it is to say, and what says so: an entry by that name, or the commit alone.
    "a page": ("content/thanks.md", "# ขอบคุณ {}\n\nทุกท่าน\n", "content/thanks.md"),
    "a page whose entry came later": ("content/a.md", "ของ {} ที่ 1\n", "content/a.md"),
    "settings of a year": ("plans/2570/note.yml", "# ร่างโดย {} เมื่อวาน\na: 1\n", "note.yml"),
    "settings of the office": ("plans/organization.yml", "# ดูแลโดย {}\n", "plans/organization.yml"),
    "a folded text": ("content/b.yml", 'a: "{} มาแล้ว"\n', "content/b.yml"),
    "a text beside others": ("content/c.md", "ให้ {} และ {} ไป\n", "content/c.md"),
    "a whole line": ("content/d.md", "ก\n{}\nข\n", "content/d.md"),
    "a note of a report": (
        "plans/2570/progress.csv", "id,date,note\n2570-001,20 พ.ย. 2569,ติดตาม {} แล้ว\n", "",
    ),
    "a decision": ("plans/2570/overlap.csv", "id,other,reason\n1,2,เป็นของ {} ทั้งคู่\n", ""),
    "a page of the same commit": ("content/e.md", "ให้ {}\n", ""),
}  # fmt: skip


# The others are left to the soak.
EVERY_DAY = ("a page", "settings of a year", "a note of a report")


@pytest.mark.parametrize(
    "what",
    [one if one in EVERY_DAY else pytest.param(one, marks=pytest.mark.long) for one in COVERED],
)
def test_what_was_covered_beside_rows_leaves_all_of_history_without_its_text(
    case: Case, what: str
) -> None:
    path, said, entry = COVERED[what]
    before = case.contents().get(path, b"")
    assert isinstance(before, bytes)
    clean, telling = before.decode() + "# แรก\n", before.decode() + said.replace("{}", SECRET)
    case.commit({path: clean})
    case.commit({path: telling, "content/other.md": f"คนอื่น {SECRET} มา\n"}, f"ข่าว {SECRET}")
    covered = before.decode() + said.replace("{}", "█")
    if "later" in what:
        case.commit({path: covered, "content/other.md": "ไป\n"})
        case.commit({WITHDRAWN: entries(entry)})
    else:
        listed = entries(*([entry] if entry else []), rows=not entry)
        case.commit({path: covered, "content/other.md": "ไป\n", WITHDRAWN: listed})
    case.commit({path: covered + "# หลังถอน\n"})
    case.bring()
    survey = case.purge()
    case.clean(SECRET)
    assert not survey.asked.unsure
    assert not survey.rewriting.account.replaced
    commits = case.git("rev-list", "--reverse", "main", at=case.bare).split()
    assert case.blob(commits[1], path).decode() == clean
    assert case.blob(commits[2], path).decode() == covered
    assert case.blob(commits[2], "content/other.md").decode() == "คนอื่น █ มา\n"
    again = case.purge()
    assert not again.any and not again.asked.unsure


def with_comment(text: str) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["id", "date", "note"], ["2570-001", "20 พ.ย. 2569", "ทำแล้ว"]):
        sheet.append(row)
    sheet["C2"].comment = Comment(f"ถาม {text} ก่อน", "ธุรการ")
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_comments_of_a_workbook_are_learned_and_covered(case: Case) -> None:
    path = "plans/2570/progress.xlsx"
    case.commit({path: with_comment(SECRET), "content/a.md": f"{SECRET}\n"})
    case.commit({path: with_comment("█"), "content/a.md": "ก\n", WITHDRAWN: ENTRY})
    case.bring()
    survey = case.purge()
    case.clean(SECRET)
    assert path in survey.rewriting.account.covered


@pytest.mark.parametrize(
    "path",
    [
        "content/a.md",
        *(
            pytest.param(one, marks=pytest.mark.long)
            for one in ("plans/2570/note.yml", "content/b.md")
        ),
    ],
)
def test_what_is_withdrawn_after_a_purge_goes_with_the_next_and_masks_teach_nothing(
    case: Case, path: str
) -> None:
    """Also of a page that an entry names already, which gets no other one."""
    first, second = "content/a.md", "แก้วมณีรุ่งเรือง"
    case.commit({first: "# ก\nงานของกองช่าง\n"})
    case.commit({first: f"# ก\nให้ {SECRET} ไป\nงานของกองช่าง\n"})
    case.commit({first: "# ก\nให้ █ ไป\nงานของกองช่าง\n", WITHDRAWN: entries(first)})
    case.bring()
    case.purge()
    case.clean(SECRET)
    case.git("fetch", "-q", str(case.bare), "main")
    case.git("reset", "-q", "--hard", "FETCH_HEAD")
    said = case.contents().get(path, b"")
    assert isinstance(said, bytes)
    case.commit({path: said.decode() + f"# ของ {second} ด้วย\n"})
    listed = entries(first) if path == first else entries(first, path.removeprefix("plans/2570/"))
    case.commit({path: said.decode() + "# ของ █ ด้วย\n", WITHDRAWN: listed})
    case.bring()
    survey = case.purge()
    case.clean(SECRET, second)
    assert not survey.rewriting.account.replaced
    assert case.blob("main~3", first).decode() == "# ก\nให้ █ ไป\nงานของกองช่าง\n"
    assert not case.purge().any


def test_a_page_that_moved_when_it_was_covered_is_learned_from_its_old_place(case: Case) -> None:
    other = "content/other.md"
    case.commit({"content/old.md": f"# ข่าว\nให้ {SECRET} ไป\n", other: "คนละเรื่อง\nกัน\n"})
    new = "content/new.md"
    now = "# ข่าว\nให้ █ ไป\n"
    case.commit({"content/old.md": None, other: None, new: now, WITHDRAWN: entries(new)})
    case.bring()
    case.purge()
    case.clean(SECRET)


REWORDED = {
    "reworded": ("ขอบคุณ ศรีนวลคำแปง มาก\n", "ขอบพระคุณ █ อย่างยิ่ง\n"),
    "taken out without a mask": ("ขอบคุณ\nศรีนวลคำแปง\n", "ขอบคุณ\n"),
    "deleted": ("ขอบคุณ ศรีนวลคำแปง\n", None),
}


@pytest.mark.parametrize(
    "what",
    [
        "reworded",
        *(pytest.param(one, marks=pytest.mark.long) for one in REWORDED if one != "reworded"),
    ],
)
def test_what_cannot_be_learned_is_refused_by_name_and_done_by_text(case: Case, what: str) -> None:
    path, (was, now) = "content/thanks.md", REWORDED[what]
    case.commit({path: was})
    case.commit({path: now, WITHDRAWN: entries(path)})
    case.bring()
    tips = case.git("for-each-ref", at=case.bare)
    with pytest.raises(PurgeRefusedError, match=r"content/thanks\.md.*--purge --text"):
        case.purge()
    assert case.git("for-each-ref", at=case.bare) == tips
    case.purge(SECRET)
    case.clean(SECRET)
    assert not case.purge().any


def test_words_that_are_told_elsewhere_are_refused_by_file_and_by_text_go_in_their_line(
    case: Case,
) -> None:
    """What is told everywhere was not withdrawn there: somebody has to say what was meant."""
    case.commit({"content/a.md": "งานของกองช่าง ปีนี้\n", "content/b.md": "กองช่าง ทำถนน\n"})
    case.commit({"content/a.md": "งานของ█ ปีนี้\n", WITHDRAWN: entries("content/a.md")})
    case.bring()
    with pytest.raises(PurgeRefusedError, match=r"content/b\.md.*phaen withdraw.*--text"):
        case.purge()
    survey = case.purge("งานของกองช่าง ปีนี้")
    assert case.blob("main~1", "content/a.md").decode() == "งานของ█ ปีนี้\n"
    assert case.blob("main~1", "content/b.md").decode() == "กองช่าง ทำถนน\n"
    assert "content/b.md" in survey.asked.left_at


def test_the_same_text_in_another_years_newest_version_is_refused_by_its_file(case: Case) -> None:
    other = "plans/2569/projects.csv"
    row = table(f"ซ่อมแซมบ้าน {SECRET}")
    case.commit({PROJECTS: row, other: row})
    case.commit({PROJECTS: table("ซ่อมแซมบ้าน █"), WITHDRAWN: ENTRY})
    case.bring()
    with pytest.raises(PurgeRefusedError, match=r"2569/projects\.csv.*phaen withdraw 2569 --text"):
        case.purge()
    assert SECRET in case.blob("main~1", PROJECTS).decode()


# Papers


def versions(case: Case, path: str, versions: Iterable[bytes | None], last: str) -> list[str]:
    """Commit the versions of a paper, the last one with entries; return the commits once purged."""
    *before, now = versions
    for one in before:
        case.commit({path: one})
    case.commit({path: now, WITHDRAWN: last})
    case.commit({path: b"%PDF-1.4 after\n"})
    case.bring()
    case.purge()
    return case.git("rev-list", "--reverse", "main", at=case.bare).split()[1:]


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_versions_of_a_paper_go_where_they_say_what_the_withdrawn_one_said(
    case: Case, ending: str
) -> None:
    path = f"plans/2570/documents/a.{ending}"
    clean, told, now = paper(ending, "แรก"), paper(ending, f"ให้ {SECRET}"), paper(ending, "ใหม่")
    commits = versions(case, path, [clean, told, now], entries(f"documents/a.{ending}"))
    first, second, third, fourth = (case.blob(one, path) for one in commits)
    assert (first, second, third) == (clean, NOTICE, now)
    assert fourth == b"%PDF-1.4 after\n"


def test_a_paper_that_nobody_can_read_goes_up_to_its_withdrawal_and_never_after(case: Case) -> None:
    path = "plans/2570/documents/a.pdf"
    scan, other = b"%PDF-1.4 scan\n", b"%PDF-1.4 scan 2\n"
    commits = versions(case, path, [scan, other, pdf("paper")], entries("documents/a.pdf"))
    assert [case.blob(one, path) == NOTICE for one in commits] == [True, True, False, False]


def test_a_paper_that_has_another_name_now_goes_under_its_old_one(case: Case) -> None:
    old, new = "plans/2570/documents/ของเขา.pdf", "plans/2570/documents/ใหม่.pdf"
    case.commit({old: b"%PDF-1.4 scan\n"})
    case.commit({old: None, new: pdf("paper"), WITHDRAWN: entries("documents/ใหม่.pdf")})
    case.bring()
    case.purge()
    assert case.blob("main~1", old) == NOTICE


def test_a_paper_of_which_only_the_name_was_withdrawn_is_refused_by_its_new_name(
    case: Case,
) -> None:
    old, new = f"plans/2570/documents/ของ{SECRET}.pdf", "plans/2570/documents/ใหม่.pdf"
    data = pdf("paper")
    case.commit({old: data})
    case.commit({old: None, new: data, WITHDRAWN: entries("documents/ใหม่.pdf")})
    case.bring()
    with pytest.raises(PurgeRefusedError, match=r"ใหม่\.pdf.*--text"):
        case.purge()
    case.purge(SECRET)
    case.clean(SECRET)
    assert case.blob("main~1", old.replace(SECRET, "█")) == data


@pytest.mark.parametrize(
    ("was", "now", "lost"),
    [
        ("ให้ ก1ข2ค3\nอื่น", "ให้ █\nอื่น", ["ก1ข2ค3"]),
        ("ให้ ศรี\nนวล ไป", "ให้ █ ไป", ["ศรี\nนวล"]),
        ("a: >\n  ให้ ศรีนวล\n  ไป", 'a: "ให้ █ ไป"', ["ศรีนวล"]),
        ("ก\nข", "ก\nข █", []),
        ("█ ก", "█ ก", []),
        ("█ และ นวล", "█ และ █", ["นวล"]),
        ("ย่อหน้า\nหนึ่ง\nสอง", "█", ["ย่อหน้า", "หนึ่ง", "สอง"]),
    ],
)
def test_pieces_are_what_stood_where_a_mask_is(was: str, now: str, lost: list[str]) -> None:
    known = learned(was.split("\n"), now.split("\n"))
    assert [piece for one in known.lost for piece in one.pieces] == lost


def test_cells_of_a_table_are_held_apart_however_a_row_changed_besides() -> None:
    was = texts_of("a.csv", f"a,b,c\n1,ให้ {NAME} ไป,5\n2,ข,6\n".encode())
    now = texts_of("a.csv", "a,b,c\n1,ให้ █ ไป,7\n2,ข,6\n".encode())
    assert [one.pieces for one in learned(was, now).lost] == [(NAME,)]


SHORT = ("ตู่", "แดง", "7/1", "บี")


def _noted(note: str) -> str:
    """Return a table whose second row says no more than that in its note."""
    heads, *rows = table("ซ่อมบ้าน").splitlines()
    said = [f"{row},{note if '2570-002' in row else 'ปกติ'}" for row in rows]
    return "\n".join([f"{heads},note", *said]) + "\n"


def _told(note: str) -> bytes:
    rows = [
        {"id": f"2570-{n:03}", "name": "ถนน", "note": note if n == 2 else ""} for n in (1, 2, 3)
    ]
    return record_bytes(datetime.date(2026, 10, 15), rows, [("title", "", "แผน")])


def _of_note(edition: str = "edition: 0") -> str:
    return (
        f"withdrawn:\n  - {{kind: ข้อมูลส่วนบุคคล, {edition}, id: 2570-002, column: note, "
        "day: 2569-11-24, reason: มีชื่อ}\n"
    )


@pytest.mark.parametrize("short", SHORT)
def test_a_cell_too_short_to_be_looked_for_is_covered_with_its_line(case: Case, short: str) -> None:
    name = "plans/2570/announced/0.csv"
    case.commit({PROJECTS: _noted(short), name: _told(short)})
    case.commit({PROJECTS: _noted("█"), name: _told("█"), WITHDRAWN: _of_note()})
    case.bring()
    survey = case.purge()
    assert survey.any and not survey.asked.short
    assert case.blob("main~1", PROJECTS).decode() == _noted("█")
    assert case.blob("main~1", name) == _told("█")
    again = case.purge()
    assert not again.any and not again.asked.short


def test_of_one_that_cannot_be_covered_nobody_is_told_that_nothing_is_left(case: Case) -> None:
    path = PROJECTS.replace("csv", "xlsx")
    cells = [line.split(",") for line in _noted("ตู่").splitlines()]
    covered = [line.split(",") for line in _noted("█").splitlines()]
    case.commit({PROJECTS: None, path: shared_workbook(cells)})
    case.commit({path: shared_workbook(covered), WITHDRAWN: _of_note()})
    case.bring()
    (place,) = case.purge().asked.short
    assert place == f"{path} โครงการ 2570-002 คอลัมน์ หมายเหตุ"


def test_of_a_short_line_of_a_page_nobody_is_told_that_nothing_is_left(case: Case) -> None:
    page = "content/tu.md"
    case.commit({page: "# ตู่\n\nคนในซอย\n"})
    case.commit({page: "# █\n\nคนในซอย\n", WITHDRAWN: entries(page)})
    case.bring()
    assert case.purge().asked.short == (page,)


@pytest.mark.parametrize("cell", ['ของ "{}" เอง', 'บ้าน "{}"'])
@pytest.mark.parametrize("short", SHORT)
def test_a_short_text_in_a_quoted_cell_is_told_by_its_place(
    case: Case, cell: str, short: str
) -> None:
    def noted(text: str) -> str:
        said = cell.format(text).replace('"', '""')
        return _noted(f'"{said}"')

    case.commit({PROJECTS: noted(short)})
    case.commit({PROJECTS: noted("█"), WITHDRAWN: _of_note()})
    case.bring()
    assert case.purge().asked.short == (f"{PROJECTS} โครงการ 2570-002 คอลัมน์ หมายเหตุ",)


@pytest.mark.parametrize("short", SHORT)
@pytest.mark.parametrize("before", ['ของ "{}" เอง', "{}"])
def test_a_short_text_beside_rows_is_told_by_its_file(case: Case, before: str, short: str) -> None:
    page = "content/tu.md"
    case.commit({page: f"# หน้า\n\n{before.format(short)}\n"})
    case.commit({page: f"# หน้า\n\n{before.format('█')}\n", WITHDRAWN: entries(page)})
    case.bring()
    assert case.purge().asked.short == (page,)


@pytest.mark.parametrize("short", SHORT)
def test_a_short_cell_of_no_row_is_told_by_its_file(case: Case, short: str) -> None:
    foot = ",,ลงชื่อ,{},,,\n"
    case.commit({PROJECTS: table("ซ่อมบ้าน") + foot.format(short)})
    case.commit({PROJECTS: table("ซ่อมบ้าน") + foot.format("█"), WITHDRAWN: _of_note()})
    case.bring()
    assert case.purge().asked.short == (PROJECTS,)
