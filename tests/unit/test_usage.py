"""A wrong command line is told in Thai what is wrong with it."""

import errno
import re
import subprocess
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from generator.cli import phaen
from generator.commands.usage import misused
from generator.machine.git_words import git_words
from generator.machine.os_words import system_words
from generator.plan.parse.vocabulary import kind_of
from generator.plan.urls import completed_address, is_site_address
from generator.problems import CATALOGUE, Place, Problem, ProblemKind
from portals import ROOT, checked, portal_folder

WRONG = {
    "check --portal /none": "“/none” ไม่พบโฟลเดอร์นั้น",
    "check --portal /etc/hosts": "เป็นแฟ้ม ไม่ใช่โฟลเดอร์",
    "check --csv /": "เป็นโฟลเดอร์ ไม่ใช่แฟ้ม",
    "check --csv list.xlsx": "--csv list.csv",
    "check /": "--portal /",
    "check /etc/hosts": "ไม่ต้องระบุแฟ้ม",
    "check --bogus": "ไม่รู้จักตัวเลือก --bogus",
    "check --jsn": "--json",
    "buid": "หมายถึง build หรือไม่",
    "check --today": "ตัวเลือก --today ต้องมีค่าตามหลัง",
    "check --json=1": "ตัวเลือก --json ไม่รับค่า",
    "check --today tomorrow": "อ่านวันที่ “tomorrow” ไม่ได้",
    "check --annotations svn": "“svn” เลือกได้เพียง github gitlab",
    "serve --port 70000": "ต้องเป็นจำนวนเต็ม 1 ถึง 65535",
    "announce nothing": "ต้องเป็นจำนวนเต็ม 2400 ถึง 2599",
    "publish": "ยังไม่ได้ระบุ --to",
    "compare 2570": "ยังไม่ได้ระบุ B",
    "diff a b (c)": "มีคำเกินมา: b (c)",
    "init --kind x /none": "เลือกได้เพียง อบต.",
    "init --kind เทศบาล /none": "ไม่รู้จักประเภท “เทศบาล”",
    "init --site-url http:// /none": "เขียนเช่น plan.example.go.th",
    "init --site-url plan /none": "เขียนเช่น plan.example.go.th",
    "announce 2570 --portal /": "ไม่ใช่คลังของแผน",
    "seal 2570 --portal /": "ไม่ใช่คลังของแผน",
    "year 2571 --portal /": "phaen init",
    "diff --portal /": "plans/organization.yml",
    "verify --portal /": "ไม่มีโฟลเดอร์ plans",
}


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_command_line_is_told_in_thai(line: str) -> None:
    with pytest.raises(click.ClickException) as caught:
        phaen.main(line.split(), prog_name="phaen", standalone_mode=False)
    told = misused(caught.value)
    assert WRONG[line] in told
    first = told.split("\n")[0]
    assert re.search("[ก-๙]", first)
    english = "Error|Invalid|Missing|No such|does not|range|extra|OPTIONS|COMMAND|ARGS"
    assert not re.search(english, told)


def test_a_wrong_word_is_no_order_to_the_terminal() -> None:
    with pytest.raises(click.ClickException) as caught:
        phaen.main(["check", "--x\x1b[31m"], prog_name="phaen", standalone_mode=False)
    assert "\x1b" not in misused(caught.value)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("องค์การบริหารส่วนตำบล", "อบต."),
        ("องค์การบริหารส่วนตำบลบ้านดอน", "อบต."),
        ("อบต", "อบต."),
        ("อบต.บ้านดอน", "อบต."),
        ("องค์การบริหารส่วนจังหวัดเชียงราย", "อบจ."),
        ("เทศบาลตำบลแม่สาย", "เทศบาลตำบล"),
        ("เทศบาล ตำบล", "เทศบาลตำบล"),
        ("ทต.แม่สาย", "เทศบาลตำบล"),
        ("เทศบาลเมืองเชียงราย", "เทศบาลเมือง"),
        ("ทน.", "เทศบาลนคร"),
        ("กทม.", "กรุงเทพมหานคร"),
        ("พัทยา", "เมืองพัทยา"),
        ("เทศบาล", ""),
        ("ทนาย", ""),
        ("โรงเรียน", ""),
    ],
)
def test_a_kind_may_be_written_in_full_or_with_the_name_behind_it(said: str, kind: str) -> None:
    assert kind_of(said) == kind
    if kind:
        assert kind_of(kind) == kind


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("plan.example.go.th", "https://plan.example.go.th/"),
        (" www.example.go.th/plan ", "https://www.example.go.th/plan"),
        ("//plan.example.go.th/", "https://plan.example.go.th/"),
        ("http://plan.example.go.th", "http://plan.example.go.th/"),
        ("https://plan.example.go.th/", "https://plan.example.go.th/"),
    ],
)
def test_an_address_is_completed(said: str, address: str) -> None:
    assert completed_address(said) == address
    assert is_site_address(address)


def test_a_folder_that_somebody_only_looked_at_is_empty_for_a_beginning(tmp_path: Path) -> None:
    (tmp_path / "desktop.ini").write_text("x", encoding="utf-8")
    line = ["init", str(tmp_path), "--yes", "--kind", "องค์การบริหารส่วนตำบล", "--site-url", "a.go.th"]
    phaen.main(line, prog_name="phaen", standalone_mode=False)
    made = (tmp_path / "plans/organization.yml").read_text(encoding="utf-8")
    assert 'kind: "อบต."' in made and 'site_url: "https://a.go.th/"' in made


REFUSED = [*(getattr(errno, name) for name in dir(errno) if name.startswith("E")), 0, 99_999]


@pytest.mark.parametrize("number", sorted(set(REFUSED)))
def test_whatever_the_system_refuses_is_thai(number: int) -> None:
    told = system_words(OSError(number, "Some English", "plans/2570/projects.xlsx"))
    assert re.search("[ก-๙]", told)
    assert "English" not in told


def test_a_file_that_excel_has_open_says_to_close_it() -> None:
    assert "ปิด Excel" in system_words(PermissionError(errno.EACCES, "Permission denied"))
    sharing = OSError(22, "The process cannot access the file")
    sharing.winerror = 32  # type: ignore[attr-defined]  # there on Windows alone
    assert "ปิด Excel" in system_words(sharing)


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("fatal: not a git repository (or any of the parent directories): .git", "ไม่ใช่คลัง git"),
        ("fatal: Unable to create '/x/.git/index.lock': File exists.", "git กำลังทำงานอื่น"),
        ("error: could not lock config file: Permission denied", "git กำลังทำงานอื่น|สิทธิ์"),
        ("fatal: bad revision 'x'", "ไม่พบรุ่น"),
        ("fatal: Could not read from remote repository.", "ติดต่อคลังต้นทางไม่ได้"),
        ("", "git status"),
    ],
)
def test_what_git_refuses_is_thai(said: str, word: str) -> None:
    told = git_words(said)
    assert re.search(word, told)
    assert not re.search("fatal|error|repository|revision", told)


def test_what_nobody_foresaw_is_wrapped_in_thai_with_gits_own_words_beneath() -> None:
    said = "hint: try harder\nfatal: something that nobody foresaw\n"
    first, *beneath = git_words(said).split("\n")
    assert "git status" in first
    assert beneath[1:] == ["fatal: something that nobody foresaw"]


@pytest.mark.parametrize("kind", CATALOGUE.values(), ids=lambda kind: kind.code)
def test_whatever_git_is_to_bring_back_is_said_with_the_command(kind: ProblemKind) -> None:
    if "จาก git" in kind.advice or "{restore}" in kind.advice:
        said = Problem(kind.code, Place("plans/a b.csv"), "x", _EVERY).advice
        assert 'git restore "plans/a b.csv"' in said


_EVERY = tuple((name, "x") for name in ("known", "year", "rows", "value", "id", "announced", "now"))


def commands() -> dict[str, click.Command]:
    return {"phaen": phaen, **phaen.commands}


@pytest.mark.parametrize("name", commands())
def test_the_help_of_every_command_is_thai_throughout(name: str) -> None:
    command = commands()[name]
    with command.make_context(name, ["--help"], resilient_parsing=True) as context:
        told = command.get_help(context)
    assert told.startswith("วิธีใช้: ")
    # All caps are click's words for values; each line but those of an option's name is Thai.
    assert not re.search(r"Usage|Options|Commands|Show |OPTIONS|ARGS|TEXT|DIRECTORY|PATH", told)
    assert not re.search(r"RANGE|FILE|required|<=|>=|default|[^.]\.$", told, re.MULTILINE)
    english = {line for line in told.splitlines() if re.fullmatch("[^ก-๙]*[A-Za-z][^ก-๙]*", line)}
    assert not {line for line in english if not re.fullmatch(r"\s*https://\S+", line)}


@pytest.mark.parametrize("name", commands())
def test_every_option_and_command_says_in_thai_what_it_does(name: str) -> None:
    command = commands()[name]
    assert re.search("[ก-๙]", command.help or "")
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert all(re.search("[ก-๙]", one.help or "") for one in options if one.name != "version")


def test_a_complaint_that_click_words_itself_is_not_told_in_its_words() -> None:
    assert misused(click.UsageError("Some new English sentence")) == "คำสั่งนี้เขียนไม่ถูกแบบ"


def test_a_beginning_that_nobody_answers_says_how_to_answer(tmp_path: Path) -> None:
    result = CliRunner().invoke(phaen, ["init", str(tmp_path / "new")], input="")
    assert result.exit_code == 2 and "--yes" in result.output and "--site-url" in result.output
    assert not (tmp_path / "new").exists()


def test_a_beginning_says_what_it_made(tmp_path: Path) -> None:
    result = CliRunner().invoke(phaen, ["init", str(tmp_path / "new"), "--yes", "--year", "2570"])
    for name in ("plans/organization.yml", "plans/2570", "mkdocs.yml", "content", "README.md"):
        assert name in result.output
        assert (tmp_path / "new" / name).exists()


def test_a_portal_without_git_is_told_how_to_have_it_checked(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path)
    result = CliRunner().invoke(phaen, ["init", str(portal)])
    assert "git init" in result.output
    subprocess.run(["git", "init", "-q", str(portal)], check=True)  # the advice, followed
    assert CliRunner().invoke(phaen, ["init", str(portal)]).exit_code == 0


RECIPE = re.compile(r"^(?:\t.*\n)+", re.MULTILINE)
INSTALLS = re.compile(r"\$\((?:PIP|SELF)\)|-m venv|npm ci|apt-get install -y -qq")


def test_installing_says_in_thai_what_it_does_before_it_does_it() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipes = [one for one in RECIPE.findall(text) if INSTALLS.search(one)]
    assert len(recipes) >= 5
    for recipe in (one for one in recipes if "compile" not in one.lower()):
        before = recipe[: INSTALLS.search(recipe).start()]  # type: ignore[union-attr]
        assert re.search('echo "[^"]*[ก-๙]', before), recipe
        for line in recipe.splitlines():
            if re.match(r"\t@?\$\((?:PIP|SELF)\)", line):
                assert line.startswith("\t@") and "$(FAILED)" in line, line


@pytest.mark.parametrize(
    ("district", "province"),
    [
        ("เมือง", "พะเยา"),
        ("อำเภอเมือง", "จังหวัดพะเยา"),
        ("อ.เมือง", "จ.พะเยา"),
        ("อ. เมือง", "จ. พะเยา"),
    ],
)
def test_words_before_a_district_are_not_said_twice(
    tmp_path: Path, district: str, province: str
) -> None:
    portal = portal_folder(tmp_path)
    file = portal / "plans/organization.yml"
    lines = [
        line
        for line in file.read_text(encoding="utf-8").splitlines()
        if not line.startswith(("district", "province"))
    ]
    said = [*lines, f"district: {district}", f"province: {province}", ""]
    file.write_text("\n".join(said), encoding="utf-8")
    found = checked(portal).portal.organization
    assert (found.district, found.province) == ("เมือง", "พะเยา")


def test_comparing_without_anything_to_compare_with_says_what_is_missing(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "p")
    line = ["diff", "--portal", str(portal)]
    env = {"GIT_CEILING_DIRECTORIES": str(tmp_path)}
    result = CliRunner().invoke(phaen, line, env=env)
    assert "ไม่ใช่คลัง git" in str(result.exception)
    subprocess.run(["git", "init", "-q", str(portal)], check=True)
    assert "ยังไม่มี commit" in str(CliRunner().invoke(phaen, line).exception)
    other = CliRunner().invoke(phaen, ["diff", "nothing", "--portal", str(portal)])
    assert "“nothing”" in str(other.exception) and "git log" in str(other.exception)
