"""What check tells: one thing to decide is told once, and all that was read is accounted for."""

import csv
import io
import itertools
import json
import shutil
import time
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import phaen
from generator.commands.account import UNREAD, account_line, account_lines, account_of
from generator.commands.common import problems_json
from generator.commands.mending import list_bytes
from generator.pipeline import check_portal
from generator.plan.parse.columns import ask_once
from generator.problems import CATALOGUE, Place, Problem, Report, grouped, told
from golden import PLANS, TODAY, folders

FILE = "plans/2570/projects.csv"
MONEY = Place(FILE, "", 0, "D", "งบประมาณ\n(บาท)")
NAME = Place(FILE, "", 0, "C", "โครงการ")
UNIT = "บาท"
ADVICE = CATALOGUE["budget-unreadable"].advice.format(unit=UNIT)
DAY = ["--today", TODAY.isoformat()]


def report_of(*problems: tuple[str, Place, str]) -> Report:
    report = Report()
    for code, place, value in problems:
        report.add(code, place, value, unit=UNIT)
    return report


def lines_of(report: Report) -> list[str]:
    return [line for _, where, lines in told(report) for line in (where, *lines)]


def test_one_fault_in_many_rows_is_told_once_with_its_rows() -> None:
    rows = (3, 5, 8, 9, 10, 12)
    report = report_of(*(("budget-unreadable", MONEY.at(row=row), "abc") for row in rows))
    assert lines_of(report) == [
        f"{FILE} แถว 3, 5, 8–10, 12 คอลัมน์ D (งบประมาณ (บาท)) [budget-unreadable]",
        "    อ่านจำนวนเงิน “abc” ไม่ได้",
        f"    แก้: {ADVICE}",
    ]


def test_many_values_of_one_fault_are_one_group_with_the_first_few() -> None:
    values = [*"กขคงจฉช", "ก"]
    report = report_of(
        *(("budget-unreadable", MONEY.at(row=row), value) for row, value in enumerate(values, 2))
    )
    assert lines_of(report)[1:] == [
        "    อ่านจำนวนเงิน “ก” ไม่ได้ (แถว 2, 9)",
        "    อ่านจำนวนเงิน “ข” ไม่ได้ (แถว 3)",
        "    อ่านจำนวนเงิน “ค” ไม่ได้ (แถว 4)",
        "    และแบบเดียวกันอีก 4 แถว: “ง”, “จ”, “ฉ”, …",
        f"    แก้: {ADVICE}",
    ]


def test_two_rows_that_say_other_things_are_two_things_to_decide() -> None:
    report = report_of(
        ("budget-unreadable", MONEY.at(row=2), "ก"), ("budget-unreadable", MONEY.at(row=9), "ข")
    )
    assert [len(group.problems) for group in grouped(report)] == [1, 1]


def test_faults_of_one_row_stand_below_its_place_a_line_each() -> None:
    report = report_of(
        ("budget-zero", MONEY.at(row=4), ""), ("id-unsafe", NAME.at(row=4, column="A"), "ก ข"),
        ("id-unsafe", NAME.at(row=7, column="A"), "ค"),
    )  # fmt: skip
    first, second, third, *alone = lines_of(report)
    assert first == f"{FILE} แถว 4 มี 2 เรื่อง"
    assert second.startswith("    ผิด คอลัมน์ A (โครงการ) [id-unsafe] รหัสโครงการ “ก ข” ")
    assert third.startswith("    เตือน คอลัมน์ D (งบประมาณ (บาท)) [budget-zero] ")
    assert alone[0] == f"{FILE} แถว 7 คอลัมน์ A (โครงการ) [id-unsafe]"


@given(
    st.lists(
        st.builds(
            Problem,
            st.sampled_from(["budget-unreadable", "id-unsafe", "budget-zero"]),
            st.builds(
                Place, st.sampled_from([FILE, "plans/2570/plan.yml"]), st.just(""),
                st.integers(0, 6), st.sampled_from(["", "A", "AB"]), st.sampled_from(["", "ก\nข"]),
            ),
            st.sampled_from(["ก", "ข\nค", ""]),
        ),
        max_size=12,
    )
)  # fmt: skip
def test_grouping_leaves_none_out_and_keeps_the_order_and_no_line_breaks(
    problems: list[Problem],
) -> None:
    report = report_of(*((one.code, one.place, one.value) for one in problems))
    groups = grouped(report)
    inside = [one for group in groups for one in group.problems]
    assert Counter(inside) == Counter(report)
    order = list(report)
    firsts = [order.index(group.first) for group in groups]
    assert firsts == sorted(firsts)
    assert not any("\n" in line for line in lines_of(report))
    for group in groups:
        rows = {one.place.row for one in group.problems}
        assert {row for said in group.said() for row in said.rows} == rows
        assert len({one.code for one in group.problems}) == 1


def test_json_keeps_every_problem_single_and_numbers_its_group() -> None:
    report = report_of(
        *(("budget-unreadable", MONEY.at(row=row), "abc") for row in (2, 3)),
        ("budget-zero", MONEY.at(row=9), ""),
    )
    found_problems = problems_json(report)["problems"]
    assert [(one["row"], one["group"]) for one in found_problems] == [(2, 1), (3, 1), (9, 2)]
    assert found_problems[0]["heading"] == "งบประมาณ\n(บาท)"


def test_ten_thousand_faults_are_a_few_lines_in_little_time() -> None:
    report = report_of(
        *(("budget-unreadable", MONEY.at(row=row), f"ข{row}") for row in range(2, 10_002))
    )
    started = time.process_time()
    lines = lines_of(report)
    problems_json(report)
    list_bytes(report)
    assert time.process_time() - started < 3
    assert len(lines) < 10
    assert "9,997" in " ".join(lines)


def test_ten_thousand_like_questions_are_one_in_little_time() -> None:
    report = Report()
    for row in range(2, 10_002):
        report.add("amount-dotted", MONEY.at(row=row, column="D"), "298.000", readings="", also="")
    started = time.process_time()
    ask_once(report)
    (only,) = report
    assert len(list(grouped(report))) == 1 and len(only.cells) == 10_000
    assert time.process_time() - started < 2


def test_units_that_only_look_alike_are_told_with_the_signs(tmp_path: Path) -> None:
    shutil.copytree(PLANS / "good", tmp_path, dirs_exist_ok=True)
    path = tmp_path / FILE
    text = path.read_text("utf-8")
    path.write_text(text.replace("กองช่าง", "กองช\uf70aาง", 1), "utf-8", newline="")
    told_units = [one for one in check_portal(tmp_path, TODAY).report if one.code == "unit-unknown"]
    assert "U+F70A" in told_units[0].advice


# The list for a colleague


def test_the_list_has_every_problem_and_runs_nothing() -> None:
    report = report_of(
        ("budget-unreadable", MONEY.at(row=2), "=1+1"),
        ("budget-unreadable", MONEY.at(row=5), "=1+1"),
        ("id-unsafe", NAME.at(row=7, column="A"), "+ก"),
    )  # fmt: skip
    data = list_bytes(report)
    assert data.startswith(b"\xef\xbb\xbf")
    heads, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    first = dict(zip(heads, rows[0], strict=True))
    assert (first["แถว"], first["คอลัมน์"], first["หัวคอลัมน์"]) == ("2", "D", "งบประมาณ (บาท)")
    assert (first["ค่าที่พบ"], first["ทุกแถวของเรื่องนี้"]) == ("'=1+1", "2, 5")
    assert not [cell for row in rows for cell in row if cell[:1] in "=+@" and cell]
    assert len(rows) == 2


def run(*line: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(phaen, [str(part) for part in line])
    return done.exit_code, done.stdout


def test_a_list_goes_neither_into_the_plan_nor_over_a_strangers_file(tmp_path: Path) -> None:
    shutil.copytree(PLANS / "bad-budget-zero", tmp_path / "p")
    ours, other = tmp_path / "list.csv", tmp_path / "other.csv"
    other.write_text("ของฉัน", "utf-8")
    check: list[str | Path] = ["check", "--portal", tmp_path / "p", *DAY, "--csv"]
    assert run(*check, ours)[0] == run(*check, ours)[0] == 0
    assert "budget-zero" in ours.read_text("utf-8-sig")
    for refused in (other, tmp_path / "p" / FILE, tmp_path / "p" / "plans" / "new.csv"):
        before = refused.read_bytes() if refused.exists() else None
        assert run(*check, refused)[0] == 2
        assert (refused.read_bytes() if refused.exists() else None) == before


# The account


def test_the_account_of_a_sound_plan_is_short_and_whole() -> None:
    checked = check_portal(PLANS / "good", TODAY)
    assert list(account_lines(account_of(checked))) == [
        "ปี 2570: 3 โครงการ · 716,913.38 บาท (ไม่ใช้งบประมาณ 1 แถว)",
        "    อ่าน plan.yml, projects.csv (3 แถว 9 คอลัมน์)",
    ]
    line = account_line(account_of(checked))
    assert line == ("อ่านแล้ว 2 แฟ้ม 3 แถว · ปี 2570 3 โครงการ 716,913.38 บาท · ไม่มีแถวหรือคอลัมน์ที่ไม่ได้อ่าน")


def test_what_the_account_counts_as_not_read_are_problems_that_there_are() -> None:
    assert set(CATALOGUE) >= UNREAD


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("rows-aside", "ไม่ได้อ่านเป็นโครงการ"),
        ("heading-unknown", "ไม่ได้อ่านเป็นโครงการ projects.csv: คอลัมน์ "),
        ("sheet-hidden", "ไม่ได้อ่าน plans/2570/projects.xlsx แผ่นงาน “"),
        ("sheet-ignored", "ไม่ได้อ่าน plans/2570/projects.xlsx แผ่นงาน “"),
        ("folder-unknown", "ไม่ได้อ่าน plans/"),
        ("budget-missing", "(ไม่ระบุวงเงิน 1 แถว"),
        ("progress-twice", "รายงานความก้าวหน้า 2 แถว"),
        ("reason-missing", "ฉบับแก้ไข 1 ฉบับ"),
    ],
)
def test_whatever_was_set_aside_is_in_the_account(code: str, said: str) -> None:
    lines = account_lines(account_of(check_portal(PLANS / f"bad-{code}", TODAY)))
    assert said in "\n".join(lines)


def test_a_file_that_could_not_be_read_is_not_told_as_read(tmp_path: Path) -> None:
    shutil.copytree(PLANS / "good", tmp_path, dirs_exist_ok=True)
    (tmp_path / FILE).write_bytes(b"\x00\xff\xfe" * 9)
    lines = [*account_lines(account_of(check_portal(tmp_path, TODAY)))]
    assert lines[-1] == f"ไม่ได้อ่าน {FILE}"
    assert not [line for line in lines[:-1] if "projects.csv" in line]


def test_the_account_adds_up_to_the_rows_of_every_table() -> None:
    for folder in itertools.islice(folders(), 0, None, 7):
        checked = check_portal(folder, TODAY)
        account = account_of(checked)
        assert json.loads(json.dumps(account)) == account
        for year in account["years"]:
            parts = year["strategies"]
            for key in ("rows", "projects", "rows_not_stated"):
                assert sum(one[key] for one in parts) == year[key]


def test_the_account_masks_what_problems_mask(tmp_path: Path) -> None:
    shutil.copytree(PLANS / "good", tmp_path, dirs_exist_ok=True)
    path = tmp_path / FILE
    head, _, rows = path.read_text("utf-8").partition("\n")
    path.write_text(f"{head.rstrip()},นายวิเชียร ทองแก้ว\n{rows}", "utf-8", newline="")
    account = account_of(check_portal(tmp_path, TODAY))
    assert "วิเชียร" not in json.dumps(account, ensure_ascii=False)
    assert "█" in "\n".join(account_lines(account))


def test_a_sum_is_nobodys_telephone(tmp_path: Path) -> None:
    shutil.copytree(PLANS / "good", tmp_path, dirs_exist_ok=True)
    path = tmp_path / FILE
    head, row, *_ = path.read_text("utf-8").splitlines()
    path.write_text(f"{head}\n{row.replace('478300', '66812345678')}\n", "utf-8", newline="")
    account = account_of(check_portal(tmp_path, TODAY))
    assert account["years"][0]["baht"] == "66812345678"
    assert "66,812,345,678 บาท" in account_line(account)


@pytest.mark.parametrize("form", ["github", "gitlab"])
def test_pull_requests_show_a_group_once_and_the_account_in_one_line(form: str) -> None:
    code, said = run("check", "--portal", PLANS / "bad-budget-zero", *DAY, "--annotations", form)
    assert code == 0
    if form == "github":
        *problems, account = said.splitlines()
        assert len(problems) == 1
        assert account.startswith("::notice title=สิ่งที่อ่านได้::อ่านแล้ว ")
    else:
        *problems, account = json.loads(said)
        assert len(problems) == 1
        assert (account["severity"], account["check_name"]) == ("info", "account")


# Repairs, at the command line


def test_repairs_are_only_shown_where_nobody_can_answer(tmp_path: Path) -> None:
    shutil.copytree(PLANS / "good", tmp_path, dirs_exist_ok=True)
    path = tmp_path / FILE
    sound = path.read_bytes()
    path.write_bytes(sound.replace("กองช่าง".encode(), "กอง\u200bช่าง".encode()))
    harmed = path.read_bytes()
    code, said = run("check", "--portal", tmp_path, *DAY, "--fix")
    assert (code, path.read_bytes()) == (0, harmed)
    assert "⟨U+200B⟩" in said
    assert "--fix --yes" in said
    code, said = run("check", "--portal", tmp_path, *DAY, "--fix", "--yes")
    assert (code, path.read_bytes()) == (0, sound)
    assert "แก้แล้ว" in said
    assert "ไม่พบสิ่งที่แก้" in run("check", "--portal", tmp_path, *DAY, "--fix", "--yes")[1]
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize("wrong", [["--yes"], ["--fix", "--json"]])
def test_options_that_mean_nothing_together_are_refused(wrong: list[str]) -> None:
    assert run("check", "--portal", PLANS / "good", *DAY, *wrong)[0] == 2


def test_a_row_that_was_joined_to_the_one_above_is_named(tmp_path: Path) -> None:
    """A project whose code was forgotten looks the same: nobody finds it by a count alone."""
    shutil.copytree(PLANS / "good", tmp_path, dirs_exist_ok=True)
    table = next((tmp_path / "plans/2570").glob("projects.csv"))
    heading, first, *rest = table.read_text(encoding="utf-8-sig").splitlines()
    name = heading.split(",").index("โครงการ")
    table.write_text("\n".join([heading, first, f"{',' * name}ระยะที่สอง", *rest]), "utf-8-sig")
    account = account_of(check_portal(tmp_path, TODAY))
    assert any("ต่อเข้ากับแถวบน แถว 3" in line for line in account_lines(account))
