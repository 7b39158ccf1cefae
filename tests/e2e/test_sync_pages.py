"""Pages, settings and papers of two clerks of whom one or both withdraw: nothing comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.clerks import Clerk
from e2e.test_sync_withdrawn import NAMES, clerks, ok, withdraw
from generator.machine.layout import ORGANIZATION
from portals import PLAN
from uploads import office

PAGE = "content/thanks.md"
BODY = "# ขอบคุณ\n\nบรรทัดบน\nขอบคุณ {0} และ {1} ที่ช่วยงาน\nบรรทัดล่าง\n"
_LONG = pytest.mark.long


def holding(clerk: Clerk, *texts: str) -> list[str]:
    """Return the files of the last commit in which a text stands."""
    names = clerk.git("-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", "HEAD")
    return [
        f"{name}: {text}"
        for name in names.splitlines()
        for text in texts
        if text.encode() in (clerk.folder / name).read_bytes()
    ]


def with_page(folder: Path) -> tuple[Clerk, Clerk]:
    one, two = clerks(folder)
    one.write(PAGE, BODY.format(*NAMES))
    ok(one.phaen("announce", "2570", "--today", "2569-12-01"))
    one.edit("title:", f"# จด {NAMES[0]} และ {NAMES[1]} ด้วย\ntitle:", PLAN)
    one.sent()
    two.sent()
    return one, two


@pytest.mark.parametrize(
    "more",
    ["", pytest.param("ที่ช่วยงาน", marks=_LONG), pytest.param("บรรทัดบน", marks=_LONG)],
    ids=["as many", "one covers more", "another line, too"],
)
def test_two_withdrawals_of_one_line_are_never_asked_and_both_hold(
    tmp_path: Path, more: str
) -> None:
    one, two = with_page(tmp_path)
    withdraw(one, NAMES[0])
    withdraw(two, "\n".join(filter(None, (NAMES[1], more))))
    one.sent()
    said = two.sent()
    one.sent()
    assert "ขัดกัน" not in said
    for clerk in (one, two):
        assert holding(clerk, NAMES[0], NAMES[1]) == []
        text = (clerk.folder / PAGE).read_text()
        assert "ขอบคุณ █ และ █" in text
        assert "บรรทัดล่าง" in text
        assert "# จด █ และ █ ด้วย" in (clerk.folder / PLAN).read_text()


@pytest.mark.parametrize("withdraws_first", [True, pytest.param(False, marks=_LONG)])
def test_lines_beside_a_covered_one_stay_as_the_other_wrote_them(
    tmp_path: Path, withdraws_first: bool
) -> None:
    one, two = with_page(tmp_path)
    withdraw(one, NAMES[0])
    two.edit("บรรทัดล่าง\n", "บรรทัดล่าง ที่แก้\nต่อท้าย 1\nต่อท้าย 2\n", PAGE)
    two.edit("บรรทัดบน", "บรรทัดบน ที่แก้", PAGE)
    two.edit("ที่ช่วยงาน", "ที่มาช่วยงาน", PAGE)
    for clerk in (one, two) if withdraws_first else (two, one):
        clerk.sent()
    last = two if withdraws_first else one
    covered = BODY.format("█", NAMES[1]).replace("ที่ช่วย", "ที่มาช่วย")
    covered = covered.replace("บรรทัดบน", "บรรทัดบน ที่แก้")
    wanted = covered.replace("บรรทัดล่าง\n", "บรรทัดล่าง ที่แก้\nต่อท้าย 1\nต่อท้าย 2\n")
    assert (last.folder / PAGE).read_text() == wanted


def test_an_edit_of_the_covered_words_themselves_gives_way_and_is_told(tmp_path: Path) -> None:
    one, two = with_page(tmp_path)
    withdraw(one, NAMES[0])
    two.edit(NAMES[0], "คุณยายพร้อมสายบุญ", PAGE)
    one.sent()
    said = two.sent()
    assert "ขอบคุณ █ และ" in (two.folder / PAGE).read_text()
    assert f"{PAGE}: บรรทัด 4" in said


def test_a_line_that_both_edit_otherwise_is_asked_about_without_the_text(tmp_path: Path) -> None:
    one, two = with_page(tmp_path)
    withdraw(one, NAMES[0])
    one.edit("ที่ช่วยงาน", "ที่มาช่วย", PAGE)
    one.sent()
    two.edit("ที่ช่วยงาน", "ที่ร่วมแรง", PAGE)
    file = tmp_path / "ขัดกัน.csv"
    assert two.sync("--csv", str(file)).returncode == 1
    told = file.read_text(encoding="utf-8-sig")
    assert "ที่มาช่วย" in told and "ที่ร่วมแรง" in told
    assert NAMES[0] not in told


# What the other adds


def new_page(clerk: Clerk) -> None:
    clerk.write("content/news.md", f"# ข่าว\n\n{NAMES[0]} มอบของ\n")


def line_of_a_page(clerk: Clerk) -> None:
    clerk.edit("บรรทัดล่าง", f"ล่าง {NAMES[0]}", PAGE)


def line_of_settings(clerk: Clerk) -> None:
    clerk.edit("name:", f"# {NAMES[0]}\nname:", ORGANIZATION)


def comment_of_the_plan(clerk: Clerk) -> None:
    clerk.edit("title:", f"# ถาม {NAMES[0]}\ntitle:", PLAN)


ADDED = [
    new_page,
    pytest.param(line_of_a_page, marks=_LONG),
    pytest.param(line_of_settings, marks=_LONG),
    pytest.param(comment_of_the_plan, marks=_LONG),
]


@pytest.mark.parametrize("withdraws_first", [True, pytest.param(False, marks=_LONG)])
@pytest.mark.parametrize("adds", ADDED)
def test_what_the_other_adds_beside_the_year_is_covered_too(
    tmp_path: Path, adds: object, withdraws_first: bool
) -> None:
    one, two = with_page(tmp_path)
    withdraw(one, NAMES[0])
    adds(two)  # type: ignore[operator]
    for clerk in (one, two) if withdraws_first else (two, one):
        clerk.sent()
    last = two if withdraws_first else one
    assert holding(last, NAMES[0]) == []
    assert last.phaen("check", "--today", "2569-12-01").returncode == 0


@_LONG
def test_what_was_withdrawn_of_a_page_alone_is_covered_where_the_other_adds_it(
    tmp_path: Path,
) -> None:
    one, two = with_page(tmp_path)
    one.edit("บรรทัดล่าง", "ขอบใจ ปู่ปรีชา ใจงาม", PAGE)
    one.sent()
    two.sent()
    withdraw(one, "ปู่ปรีชา ใจงาม")
    one.sent()
    two.write("content/news.md", "# ข่าว\n\nปู่ปรีชา  ใจงาม มอบของ\n")
    two.write(
        "plans/2570/progress.csv",
        "id,date,status,percent,result\n"
        "2570-001,2569-11-20,อยู่ระหว่างดำเนินการ,20,ปู่ปรีชา ใจงาม รับมอบ\n",
    )
    two.sent()
    assert holding(two, "ปรีชา") == []


def test_a_paper_of_the_other_that_says_it_is_told_and_not_sent(tmp_path: Path) -> None:
    one, two = with_page(tmp_path)
    withdraw(one, NAMES[0])
    one.sent()
    (two.folder / "content/thanks.docx").write_bytes(office(text=f"ขอบคุณ {NAMES[0]}"))
    two.write("content/papers.md", "# เอกสาร\n\n[ขอบคุณ](thanks.docx)\n")
    done = two.sync()
    assert done.returncode == 1, done.stdout
    assert "content/thanks.docx" in done.stdout
    assert two.git("rev-parse", "HEAD") == one.git("rev-parse", "HEAD")
