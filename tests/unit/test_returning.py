"""What was withdrawn as a whole never comes back, whatever its name: the repository remembers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from e2e.remotes import QUIET, git
from generator.machine.git import Repository
from generator.machine.git_history import History
from generator.publishing.returning import Gone, gone_for_good
from generator.publishing.trees import Tree
from uploads import office as paper

WHOM = "ทองใบ แก้วกลางดง"
PAPER, PAGE = "plans/2570/documents/a.docx", "content/thanks.md"
LISTED = "plans/2570/withdrawn.yml"
ENTRY = "withdrawn:\n  - {kind: ข้อมูลส่วนบุคคล, file: %s, day: 2569-11-20, reason: มีชื่อ}\n"
OLD, CLEAN = f"ขอบคุณ {WHOM}\n", "ขอบคุณ █\n"


def docx(*lines: str) -> bytes:
    text = "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in lines)
    return paper("docx", text)


def commit(folder: Path, **_: str) -> str:
    git("add", "-A", cwd=folder)
    git("commit", "-qm", "แก้", cwd=folder)
    return git("rev-parse", "HEAD", cwd=folder).stdout.strip()


def put(folder: Path, path: str, data: str | bytes) -> str:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(data.encode() if isinstance(data, str) else data)
    return git("hash-object", path, cwd=folder).stdout.strip()


@pytest.fixture
def there(tmp_path: Path) -> Path:
    git("init", "-q", "-b", "main", cwd=tmp_path)
    return tmp_path


def asked(folder: Path, tip: str) -> Gone:
    more = {**os.environ, **QUIET}
    return gone_for_good(Repository(folder, more), History(folder, more), tip)


def gone(folder: Path, tip: str) -> set[str]:
    return set(asked(folder, tip).objects)


@pytest.mark.parametrize("path", [PAPER, PAGE])
def test_every_version_that_said_it_is_known_and_none_that_did_not(there: Path, path: str) -> None:
    paper_ = path == PAPER
    versions = [("ก่อน",), ("ก่อน", WHOM), ("ก่อน", WHOM, "เพิ่ม"), ("ก่อน", "เพิ่ม"), ("ก่อน", "ภายหลัง")]
    texts = [docx(*one) if paper_ else "\n".join(one) for one in versions]
    oids = []
    for at, text in enumerate(texts):
        oids.append(put(there, path, text))
        if at == 3:
            file = path.removeprefix("plans/2570/")
            put(there, LISTED, ENTRY % file)
        tip = commit(there)
    assert gone(there, tip) == {oids[1], oids[2]}


@pytest.mark.parametrize("path", [PAPER, PAGE])
def test_of_one_that_was_removed_too(there: Path, path: str) -> None:
    oid = put(there, path, docx(WHOM) if path == PAPER else OLD)
    commit(there)
    (there / path).unlink()
    put(there, LISTED, ENTRY % path.removeprefix("plans/2570/"))
    put(there, "plans/2570/plan.yml", "x")
    assert gone(there, commit(there)) == {oid}


def test_of_one_that_is_withdrawn_by_the_very_push(there: Path) -> None:
    oid = put(there, PAGE, OLD)
    commit(there)
    git("checkout", "-q", "--detach", cwd=there)  # no reference leads to what follows
    put(there, PAGE, CLEAN)
    put(there, LISTED, ENTRY % PAGE)
    assert gone(there, commit(there)) == {oid}


def test_an_entry_of_a_paper_that_stays_lets_it_stay(there: Path) -> None:
    put(there, PAGE, OLD)
    put(there, LISTED, ENTRY % PAGE)
    assert gone(there, commit(there)) == set()


@pytest.mark.parametrize(
    ("path", "text", "back"),
    [
        (PAGE, f"# ข่าว\n\n  {OLD}", True),
        ("content/news.md", OLD.replace(" ", "  "), True),
        ("plans/2570/plan.yml", f"# x\n{OLD}", True),
        (PAGE, "# ข่าว\n\nขอบคุณทุกท่าน\n", False),
        (PAGE, CLEAN, False),
        ("content/a.png", OLD, False),
    ],
)
def test_a_line_that_was_covered_is_known_in_whatever_text_it_comes_back(
    there: Path, path: str, text: str, back: bool
) -> None:
    put(there, PAGE, f"# ข่าวเดิม\n\n{OLD}")
    commit(there)
    put(there, PAGE, f"# ข่าวอื่น\n\n{CLEAN}")
    put(there, LISTED, ENTRY % PAGE)
    commit(there)
    (there / PAGE).unlink()
    found = asked(there, commit(there))
    assert bool(found.of("0" * 40, path, text.encode())) == back


LETTER = ("ประกาศเทศบาลตำบลทุ่งกว้าง", "เรื่อง ผู้ได้รับความช่วยเหลือ", "เงินสามพันบาทถ้วน", "ลงชื่อ นายกเทศมนตรี")
OTHER = ("รายงานการประชุมสภา", "วาระที่หนึ่ง", "ปิดประชุมเวลาสิบสองนาฬิกา")


@pytest.mark.parametrize("replaced", [True, False])
@pytest.mark.parametrize(
    ("lines", "back"),
    [
        ((*LETTER[:2], WHOM, *LETTER[2:]), True),
        ((f"{LETTER[0]} {LETTER[1]}", WHOM, f"{LETTER[2]}   {LETTER[3]}", "พิมพ์ใหม่"), True),
        ((*OTHER, WHOM), False),
        (OTHER, False),
    ],
)
def test_a_paper_is_known_again_typed_anew_and_no_other_that_names_the_same_person(
    there: Path, replaced: bool, lines: tuple[str, ...], back: bool
) -> None:
    put(there, PAPER, docx(*LETTER[:2], WHOM, *LETTER[2:]))
    commit(there)
    if replaced:
        put(there, PAPER, docx(*LETTER[:2], "ผู้รับหนึ่งราย", *LETTER[2:]))
    else:
        (there / PAPER).unlink()
    put(there, LISTED, ENTRY % PAPER.removeprefix("plans/2570/"))
    found = asked(there, commit(there))
    name = "plans/2570/documents/b.docx"
    assert bool(found.of("0" * 40, name, docx(*lines))) == back


CELLS = "id,name,detail,note\n2570-001,ซ่อมบ้าน{},ในตำบล,{}\n2570-002,ถนน,สองข้างทาง,ตามแผนพัฒนาท้องถิ่น\n"
OF_ROW = "withdrawn:\n  - {kind: ข้อมูลส่วนบุคคล, id: 2570-001, day: 2569-11-20, reason: มีชื่อ}\n"


@pytest.mark.parametrize(
    ("path", "text", "back"),
    [
        ("plans/2570/projects.csv", f"id,name\n2570-009,ซ่อมบ้าน {WHOM} หลังใหม่\n", True),
        ("plans/2570/amendments/1/projects.csv", f"id,name\n2570-001,ซ่อมบ้าน{WHOM}\n", True),
        ("content/a.md", f"# ข่าว\n\nเทศบาล**ซ่อมบ้าน**\u200b{WHOM}แล้ว\n", True),
        ("plans/2570/overlap.yml", f"a: ซ่อมบ้าน{WHOM}\n", True),
        ("content/a.md", f"# ข่าว\n\nทีมไปซ่อมบ้าน{WHOM}เมื่อวาน\n", True),
        ("content/a.md", "# ข่าว\n\nซ่อมบ้านทองใบ\n", False),
        ("content/a.md", f"# ข่าว\n\nประธานคือ {WHOM} ตามคำสั่ง\n", False),
        ("plans/2570/progress.csv", "id,note\n2570-002,ตามแผนพัฒนาท้องถิ่น\n", False),
    ],
)
def test_a_cell_that_was_covered_is_known_in_whatever_file_it_comes_back(
    there: Path, path: str, text: str, back: bool
) -> None:
    table = "plans/2570/projects.csv"
    put(there, table, CELLS.format(WHOM, "ตามแผนพัฒนาท้องถิ่น"))
    commit(there)
    put(there, table, CELLS.format("█", "█"))
    put(there, LISTED, OF_ROW)
    tip = commit(there)
    before = Tree(Repository(there, {**os.environ, **QUIET}), tip)
    assert bool(asked(there, tip).of("0" * 40, path, text.encode(), before)) == back


OTHERS = {
    "plans/2570/privacy.yml": 'allow:\n  - text: "บ้านนาย{} ซอย 3"\n    reason: ยินยอม\n',
    "plans/2570/overlap.yml": "decisions:\n  - reason: คนละที่กับบ้านของ{}\n",
    "plans/2570/plan.yml": "# ถามที่บ้านของ{} ก่อน\nfiscal_year: 2570\n",
    "plans/organization.yml": "name: ก\n# ผู้ประสานงานคือ {} ทุกวัน\n",
    "content/about.md": "# เรา\n\nผู้ประสานงานคือ {} ทุกวัน\n",
}


@pytest.mark.parametrize("path", OTHERS)
def test_what_a_withdrawal_covered_beside_what_its_entries_name_is_known_too(
    there: Path, path: str
) -> None:
    put(there, path, OTHERS[path].format(WHOM))
    commit(there)
    put(there, path, OTHERS[path].format("█"))
    put(there, LISTED, OF_ROW)
    tip = commit(there)
    before = Tree(Repository(there, {**os.environ, **QUIET}), tip)
    found = asked(there, tip)
    assert found.of("0" * 40, path, OTHERS[path].format(WHOM).encode(), before)
    assert not found.of("0" * 40, path, OTHERS[path].format("█").encode(), before)
