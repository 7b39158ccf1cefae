"""What is wrong with a YAML file is said in Thai, by the line that is wrong, with what to type."""

import re
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from generator.plan.parse import plan as parser
from generator.plan.read.yaml_file import read_yaml
from generator.plan.starter import Answers, next_year_files, repository_files
from generator.problems import Place, Problem, Report, Severity
from portals import GOOD, PLAN, checked, codes, portal_folder

HEAD = "fiscal_year: 2570\n"
GOOD_PLAN = (GOOD / PLAN).read_text(encoding="utf-8")


def told(text: str) -> list[Problem]:
    report = Report()
    read_yaml(text.encode(), Place(PLAN), report)
    return list(report)


WRONG = {
    # what is wrong: (the lines, the line that is told, a word of the message, a word of the advice)
    "tab": ("a:\n\tb: 1\n", 2, "แท็บ", "ช่องว่าง"),
    "tab after the colon": ("a: 1\nb:\t2\n", 2, "แท็บ", "ลบแท็บในบรรทัด 2"),
    "one blank too many": ("a:\n  b: 1\n   c: 2\n", 3, "บรรทัด 3 ไม่ตรงกับบรรทัด 2", "2 ช่อง"),
    "one blank too few": ("a:\n   b: 1\n  c: 2\n", 3, "บรรทัด 3 ไม่ตรงกับบรรทัด 2", "3 ช่อง"),
    "a key under a dash": ("a:\n  - id: 1\n  name: x\n", 3, "บรรทัด 3 ไม่ตรงกับบรรทัด 2", "4 ช่อง"),
    "a list under a value": ("a: 1\n- b\n", 2, "ชนิดเดียวกัน", "-"),
    "a colon in a title": ("title: แผน: ฉบับ 2\n", 1, "มีเครื่องหมาย :", 'title: "แผน: ฉบับ 2"'),
    "no blank after the colon": ("a: 1\nb:2\nc: 3\n", 2, "b:", "เขียน b: 2"),
    "no blank after the dash": ("a:\n  -id: 1\n   n: 2\n", 2, "-", "เขียน - id: 1"),
    "no colon": ("a: 1\nb 2\nc: 3\n", 2, "ขาดเครื่องหมาย :", "เขียน b: 2"),
    "another colon": ("a: 1\nb：2\nc: 3\n", 2, "：", "b: 2"),
    "an open quote": ('a: "x\nb: 1\n', 1, '"', "บรรทัด 1"),
    "an open quote and others": ('a: "x\nb: "y"\n', 1, '"', "บรรทัด 1"),
    "an open single quote": ("a: 'x\nb: 1\n", 1, "'", "บรรทัด 1"),
    "a quote within quotes": ('a: "x "y" z"\n', 1, "ต่อท้าย", "“ ”"),
    "smart quotes around a colon": ("a: “x: y”\n", 1, "โค้ง", 'a: "x: y"'),
    "smart quotes in a list": ("a: [“x, y”, “z”]\n", 1, "โค้ง", "แบบตรง"),
    "an open bracket": ("a: [x, y\nb: 1\n", 1, "[", "]"),
    "an open brace": ("a: {x: 1\nb: 1\n", 1, "{", "}"),
    "percent": ("a: %x\n", 1, "%", 'a: "%x"'),
    "at": ("a: @line\n", 1, "@", 'a: "@line"'),
    "star": ("a: *x\n", 1, "*", 'a: "*x"'),
    "ampersand": ("a: & x\n", 1, "&", 'a: "& x"'),
    "exclamation": ("a: !ด่วน x\n", 1, "!", 'a: "!ด่วน x"'),
    "backslash": ('a: "แผน\\ฉบับ"\n', 1, "\\", "/"),
    "control": ("a: 1\nb: x\x0by\n", 2, "U+000B", "ใหม่"),
    "two files in one": ("a: 1\n---\nb: 2\n", 2, "---", "ลบบรรทัด"),
    "a key that is a comment": (
        "a: 1\n# edition:\n  b: 2\n",
        3,
        "บรรทัด 2 ยังมี #",
        "ลบ # หน้า edition:",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said_by_its_line_and_with_what_to_type(wrong: str) -> None:
    text, line, message, advice = WRONG[wrong]
    (problem, *more) = told(text)
    assert not more or wrong == "smart quotes in a list"
    assert problem.code == "yaml-syntax"
    assert problem.place.row == line
    assert message in problem.message and advice in problem.advice


@pytest.mark.parametrize("wrong", WRONG)
def test_following_the_advice_of_a_rewritten_line_makes_the_file_readable(wrong: str) -> None:
    text, line, _, _ = WRONG[wrong]
    advice = told(text)[0].advice
    written = re.search(r"(?:คือ|เขียน) ([a-z]+: .*)$", advice)
    if written:
        lines = text.split("\n")
        lead = re.match(" *", lines[line - 1])
        assert lead
        lines[line - 1] = lead[0] + written[1]
        yaml.compose("\n".join(lines))


PIECES = (
    "a: 1",
    "  b: 2",
    "- c",
    ' d: "',
    "e: [",
    "f: }",
    "\tg: 1",
    "h：1",
    "# i:",
    "j: k: l",
    "'",
    "%",
)


@pytest.mark.parametrize("lines", list(combinations(PIECES, 3)), ids=repr)
def test_no_word_of_the_library_reaches_anybody(lines: tuple[str, ...]) -> None:
    for problem in told("\n".join((*lines, ""))):
        said = problem.message + problem.advice
        assert not re.search("expected|found|block|scalar|token|mapping|while|stream", said)
        assert re.search("[ก-๙]", problem.message) and re.search("[ก-๙]", problem.advice)


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("title: แผน 2570 #ฉบับที่ 2", "#ฉบับที่ 2"),
        ("title: ซอย #4", "#4"),
        ("title: ซอย # 4", "# 4"),
        ("title: แผน (ฉบับ # ก)", "# ก)"),
        ("title: #ฉบับที่ 2", "#ฉบับที่ 2"),
        ("posted_at:\n  - บอร์ด #1", "#1"),
    ],
)
def test_text_that_a_number_sign_cuts_off_is_told_with_how_to_keep_it(line: str, cut: str) -> None:
    (problem,) = told(HEAD + line + "\n")
    assert problem.code == "yaml-text-cut" and cut in problem.message
    whole = re.search(r'คือ (".*?") ถ้า', problem.advice)
    assert whole and cut.lstrip("# ") in whole[1]
    key = line.partition(cut)[0].rstrip()
    mended = re.sub(r"(:|-) [^-]*$|(:)$", rf"\1\2 {whole[1]}", key)
    assert told(f"{HEAD}{mended}\n") == []


@pytest.mark.parametrize(
    "line",
    [
        *("title: แผน  # ตามมติ", "edition: # ยังไม่ประกาศ", "# title: แผน", "a: 1 #", "a: x #---"),
        *('title: "แผน #2"', "title: แผน#2", "a: |\n  x #2", "a: '#2'", "a: [x, y]  # สองที่"),
        *("colours: {primary: '#0b5d4a'}", "considered: 10 ตุลาคม 2569 # ประชุมครั้งที่ 3"),
    ],
)
def test_a_note_behind_a_value_is_no_news(line: str) -> None:
    assert told(HEAD + line + "\n") == []


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("title: “แผน 2570”", "แผน 2570"),
        ("title: ‘แผน’", "แผน"),
        ("title: «แผน»", "แผน"),
        ("title: “ก” และ “ข”", "“ก” และ “ข”"),
        ("title: โครงการ “รักษ์น้ำ”", "โครงการ “รักษ์น้ำ”"),
        ('title: "“แผน”"', "“แผน”"),
        ("“title”: แผน", "แผน"),
    ],
)
def test_quotes_that_word_types_are_taken_as_quotes(line: str, value: str) -> None:
    tree = read_yaml(f"{line}\n".encode(), Place(PLAN), Report())
    assert tree
    (entry,) = tree.entries
    assert (entry.key.text, getattr(entry.value, "text", "")) == ("title", value)


def test_children_of_a_key_that_is_a_comment_are_one_message(tmp_path: Path) -> None:
    plan = GOOD_PLAN.replace("trigger: {event: ", "trigger:\n  event: ").replace(
        ", date: 2569-09-25}", ""
    )
    folder = portal_folder(tmp_path, {PLAN: plan.replace("edition:", "# edition:")})
    (problem,) = checked(folder).report
    assert problem.code == "yaml-commented"
    assert "considered" in problem.message and "edition:" in problem.message
    line = int(re.findall("บรรทัด ([0-9]+) ยังมี #", problem.message)[0])
    lines = (folder / PLAN).read_text(encoding="utf-8").split("\n")
    lines[line - 1] = lines[line - 1].removeprefix("# ")
    (folder / PLAN).write_text("\n".join(lines), encoding="utf-8")
    assert codes(folder) == []


def test_a_key_that_is_written_twice_is_told_with_both_lines() -> None:
    (problem,) = told("a: 1\nb: 2\na: 3\n")
    assert problem.code == "yaml-key-twice" and "1 และ 3" in problem.message


def test_days_may_stand_at_the_top_or_under_edition_but_once(tmp_path: Path) -> None:
    flat = GOOD_PLAN.replace("edition:\n", "").replace("\n  considered", "\nconsidered")
    flat = re.sub(r"^  (considered|announced|posted|web)", r"\1", flat, flags=re.MULTILINE)
    plain = checked(portal_folder(tmp_path / "flat", {PLAN: flat}))
    assert not list(plain.report)
    both = checked(portal_folder(tmp_path / "both", {PLAN: GOOD_PLAN})).portal.plans[0].editions[0]
    assert plain.portal.plans[0].editions[0].posting == both.posting
    twice = f"{GOOD_PLAN}announced: 2569-10-15\n"
    assert codes(portal_folder(tmp_path / "twice", {PLAN: twice})) == ["yaml-key-twice"]
    mixed = GOOD_PLAN.replace("  announced: 2569-10-15\n", "") + "announced: 2569-10-15\n"
    assert codes(portal_folder(tmp_path / "mixed", {PLAN: mixed})) == []


def starters() -> dict[str, str]:
    """Return the plan.yml of a new repository, and of a next year."""
    first = {file.path: file.data.decode() for file in repository_files(Answers())}
    plan = checked(GOOD).portal.plans[0]
    later = {
        file.path: file.data.decode() for file in next_year_files(plan, 2571, continuing=False)
    }
    return {"init": first[PLAN], "year": later["plans/2571/plan.yml"]}


@pytest.mark.parametrize("made", ["init", "year"])
@pytest.mark.parametrize("stripped", ["#", "# "])
def test_any_lines_of_the_commented_block_may_be_used_without_the_others(
    made: str, stripped: str
) -> None:
    lines = starters()[made].split("\n")
    # The line above all is for editors; to them alone its blank matters.
    first = 1 if stripped == "#" else 0
    notes = [at for at, line in enumerate(lines) if line.startswith("#")][first:]
    assert len(notes) == 8 - first
    for size in range(1, len(notes) + 1):
        for chosen in combinations(notes, size):
            text = [
                line.removeprefix("#").removeprefix(stripped[1:]) if at in chosen else line
                for at, line in enumerate(lines)
            ]
            report = Report()
            tree = read_yaml("\n".join(text).encode(), Place(PLAN), report)
            assert tree is not None and not list(report), text
            keys = {entry.key.text for entry in tree.entries}
            assert keys - {"yaml-language-server"} <= set(parser.FLAT_PLAN_KEYS)


@pytest.mark.parametrize("count", range(8))
def test_lines_uncommented_one_after_another_give_no_error(count: int, tmp_path: Path) -> None:
    lines = starters()["init"].split("\n")
    notes = [at for at, line in enumerate(lines) if line.startswith("#")][1:]
    for at in notes[: count + 1]:
        lines[at] = lines[at].removeprefix("#")
    folder = portal_folder(tmp_path, {PLAN: "\n".join(lines)})
    errors = [one for one in checked(folder).report if one.severity is Severity.ERROR]
    assert errors == []


@pytest.mark.parametrize("blank", ["\u00a0", "\u200b ", " \ufeff", "\u202f"])
@pytest.mark.parametrize("where", ["announced: ", "  announced: "])
def test_blanks_that_nobody_sees_are_blanks(where: str, blank: str, tmp_path: Path) -> None:
    plan = GOOD_PLAN.replace(where, where.replace(" ", blank))
    assert codes(portal_folder(tmp_path, {PLAN: plan})) == []
