"""`phaen upgrade`: from whatever an earlier release wrote to this one, in one commit, and back."""

from __future__ import annotations

import base64
import hashlib
import io
import subprocess
import zipfile
from pathlib import Path

import pytest

from e2e.remotes import git
from e2e.sites import phaen
from generator import __version__
from generator.machine.packaged import files_below
from generator.plan.starter import unsafe_workflows
from generator.plan.starter.repository import hidden_name, our_files
from generator.plan.starter.upgrade import EARLIER, known, paths_written

DAY = ("--today", "2569-11-24")
NEWEST = dict(our_files())
STATES = sorted(files_below(EARLIER))
WHEEL = f"phaen-{__version__}-py3-none-any.whl"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("begun") / "plan"
    assert phaen("init", folder, "--yes", *DAY).returncode == 0
    save(folder)
    return folder


@pytest.fixture
def office(begun: Path, tmp_path: Path) -> Path:
    """A clone of what `phaen init` made: its files are the office's to change."""
    copy = tmp_path / "office"
    assert git("clone", "-q", str(begun), str(copy), cwd=tmp_path).returncode == 0
    for key, value in (("user.name", "staff"), ("user.email", "staff@example.go.th")):
        assert git("config", key, value, cwd=copy).returncode == 0
    return copy


def save(folder: Path) -> None:
    for arguments in (("add", "-A"), ("commit", "-qm", "one")):
        assert git(*arguments, cwd=folder).returncode == 0


def upgrade(folder: Path, *more: str | Path) -> subprocess.CompletedProcess[str]:
    return phaen("upgrade", "--portal", folder, "--yes", *more)


def commits(folder: Path) -> int:
    return int(git("rev-list", "--count", "HEAD", cwd=folder).stdout)


def path_of(state: str) -> str:
    """Return the path in a repository of a file whose earlier state this is."""
    name = state.rpartition("/")[0]
    return next(path for path in paths_written() if hidden_name(path) == name)


def test_every_file_that_we_write_is_kept_in_its_present_state() -> None:
    """`make golden` adds it: a later release must know what this one wrote."""
    for path, data in NEWEST.items():
        assert data in known(path), path


def test_every_earlier_state_becomes_the_newest_in_one_commit_that_can_be_reverted(
    office: Path,
) -> None:
    for number in range(max(len(known(path)) for path in NEWEST)):
        for path in paths_written():
            if states := known(path):
                (office / path).write_bytes(states[number % len(states)])
        (office / "requirements.txt").write_text("# ของเรา\nphaen==0.0.1  # ตรึงไว้\n")
        save(office)
        before, had = git("rev-parse", "HEAD:", cwd=office).stdout, commits(office)
        done = upgrade(office)
        assert done.returncode == 0, done.stdout + done.stderr
        assert commits(office) == had + 1
        assert {path: (office / path).read_bytes() for path in NEWEST} == NEWEST
        pin = f"# ของเรา\nphaen=={__version__}  # ตรึงไว้\n"
        assert (office / "requirements.txt").read_text() == pin
        assert list(unsafe_workflows(office)) == []
        assert git("status", "--porcelain", cwd=office).stdout == ""
        assert git("revert", "--no-edit", "HEAD", cwd=office).returncode == 0
        assert git("rev-parse", "HEAD:", cwd=office).stdout == before


def test_twice_equals_once(office: Path) -> None:
    (office / "requirements.txt").write_text("phaen==0.0.1\n")
    save(office)
    assert upgrade(office).returncode == 0
    had = commits(office)
    again = upgrade(office)
    assert (again.returncode, commits(office)) == (0, had)
    assert "ไม่มีสิ่งใดต้องเปลี่ยน" in again.stdout


@pytest.mark.parametrize("state", [one for one in STATES if one.startswith(("git", "mkdocs"))])
def test_what_the_office_changed_stays(office: Path, state: str) -> None:
    path = path_of(state)
    mine = {
        ".gitignore": "\n/บันทึกภายใน/\n",
        ".gitattributes": "*.tif binary\n",
        "mkdocs.yml": "# ของเทศบาล\n",
    }.get(path, "# ของเทศบาล\n")
    text = (EARLIER / state).read_text("utf-8")
    head = path == "mkdocs.yml"
    (office / path).write_text(mine + text if head else text + mine, "utf-8")
    save(office)
    done = upgrade(office)
    assert done.returncode == 0, done.stdout + done.stderr
    after = (office / path).read_text("utf-8")
    unsafe = "ไม่ปลอดภัยแล้ว" in done.stdout
    assert (mine.strip() in after) != unsafe, done.stdout
    if path != "mkdocs.yml" and not unsafe:
        assert set(NEWEST[path].decode().splitlines()) <= set(after.splitlines())


def test_what_became_unsafe_is_replaced_and_said_also_where_the_office_changed_it(
    office: Path,
) -> None:
    path = ".github/workflows/phaen.yml"
    old = next(one for one in known(path) if b"pull-requests: write" in one)
    (office / path).write_bytes(old.replace(b"3.12", b"3.13"))
    save(office)
    done = upgrade(office)
    assert (office / path).read_bytes() == NEWEST[path]
    assert "ไม่ปลอดภัยแล้ว" in done.stdout
    assert "สิทธิ์ที่เขียนได้" in done.stdout


def test_init_calls_nothing_unsafe_that_an_earlier_init_wrote(office: Path) -> None:
    path = ".github/workflows/phaen.yml"
    (office / path).write_bytes(next(one for one in known(path) if b"pull-requests: write" in one))
    said = phaen("init", office).stdout
    assert "รุ่นก่อนเขียนไว้" in said
    assert "phaen upgrade" in said
    assert "ปลอดภัย" not in said


def test_a_host_that_the_office_does_not_use_stays_away(office: Path) -> None:
    for path in (".gitlab-ci.yml", ".github/workflows/phaen.yml"):
        (office / path).unlink()
    (office / ".github/workflows/phaen-comment.yml").unlink()
    save(office)
    assert upgrade(office).returncode == 0
    assert not (office / ".gitlab-ci.yml").exists()
    assert not [path for path in (office / ".github").rglob("*") if path.is_file()]


def test_only_a_clean_tree_is_touched(office: Path) -> None:
    (office / "requirements.txt").write_text("phaen==0.0.1\n")
    save(office)
    table = office / "plans/2570/projects.csv"
    table.write_bytes(table.read_bytes() + b"\r\n")
    done = upgrade(office)
    assert done.returncode == 2
    assert "plans/2570/projects.csv" in done.stderr
    assert (office / "requirements.txt").read_text() == "phaen==0.0.1\n"


def test_what_a_killed_run_left_is_finished(office: Path) -> None:
    """The pin is written last: it still says the old release while the rest is half done."""
    (office / "requirements.txt").write_text("phaen==0.0.1\n")
    (office / ".gitlab-ci.yml").write_bytes(known(".gitlab-ci.yml")[0])
    save(office)
    (office / ".gitlab-ci.yml").write_bytes(NEWEST[".gitlab-ci.yml"])
    done = upgrade(office)
    assert done.returncode == 0, done.stderr
    assert git("status", "--porcelain", cwd=office).stdout == ""
    assert (office / ".gitlab-ci.yml").read_bytes() == NEWEST[".gitlab-ci.yml"]


def test_without_somebody_who_agrees_nothing_changes(office: Path) -> None:
    (office / "requirements.txt").write_text("phaen==0.0.1\n")
    save(office)
    done = phaen("upgrade", "--portal", office)
    assert done.returncode == 1
    assert "phaen upgrade --yes" in done.stdout
    assert git("status", "--porcelain", cwd=office).stdout == ""


@pytest.mark.parametrize("command", ["check", "build", "upgrade", "announce", "diff", "year"])
def test_a_newer_repository_is_refused_with_the_release_to_use(office: Path, command: str) -> None:
    (office / "requirements.txt").write_text("phaen==99.1\n")
    year = {"announce": ("2570",), "year": ("2571",)}.get(command, ())
    done = phaen(command, *year, "--portal", office)
    assert done.returncode == 2
    assert "รุ่น 99.1" in done.stderr
    assert "pip install --no-deps -r requirements.txt" in done.stderr
    assert phaen("init", office).returncode == 2


@pytest.mark.parametrize(
    "line", ["phaen==0.1.0rc1", "phaen", "phaen @ https://example.go.th/x.whl"]
)
def test_what_is_no_newer_release_is_worked_with(office: Path, line: str) -> None:
    (office / "requirements.txt").write_text(f"{line}\n")
    assert phaen("check", "--portal", office, *DAY).returncode == 0


INFO = f"phaen-{__version__}.dist-info"


def wheel(*, name: str = "phaen", record: str = "", program: str = "# a program\n") -> bytes:
    """Return this release as a wheel; `record` stands in place of the list of its files."""
    files = {
        f"{INFO}/METADATA": f"Metadata-Version: 2.4\nName: {name}\nVersion: {__version__}\n",
        "generator/__init__.py": program * 100,
    }
    lines = [f"{path},sha256={digest(text)},{len(text)}\n" for path, text in files.items()]
    listed = record or "".join([*lines, f"{INFO}/RECORD,,\n"])
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, text in (files | {f"{INFO}/RECORD": listed}).items():
            if text != "none":
                archive.writestr(path, text)
    return data.getvalue()


def digest(text: str) -> str:
    found = hashlib.sha256(text.encode()).digest()
    return base64.urlsafe_b64encode(found).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "made",
    [
        wheel(record="none"),
        wheel(name="other"),
        wheel(record=f"{INFO}/METADATA,,\n{INFO}/RECORD,,\n"),
        wheel().replace(b"# a program", b"# a progrem"),
        wheel(record=f"generator/__init__.py,sha256={'a' * 43},1200\n{INFO}/RECORD,,\n"),
    ],
    ids=["no list", "another name", "not listed", "changed", "another digest"],
)
def test_a_wheel_that_pip_would_refuse_is_refused(office: Path, wheels: Path, made: bytes) -> None:
    (wheels / WHEEL).write_bytes(made)
    done = upgrade(office, "--wheel", wheels / WHEEL)
    assert done.returncode == 2
    assert "คัดลอกหรือดาวน์โหลดใหม่" in done.stderr


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """A folder with this release as a wheel, and an older one."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    (folder / WHEEL).write_bytes(wheel())
    (folder / "phaen-0.0.1-py3-none-any.whl").write_bytes(b"old")
    return folder


@pytest.mark.parametrize("left", [0, 1, 100, -1, -30])
def test_a_wheel_that_was_not_copied_whole_is_refused(
    office: Path, wheels: Path, left: int
) -> None:
    before = (office / "requirements.txt").read_bytes()
    (wheels / WHEEL).write_bytes((wheels / WHEEL).read_bytes()[:left])
    done = upgrade(office, "--wheel", wheels / WHEEL)
    assert done.returncode == 2
    assert "คัดลอกมาไม่ครบ" in done.stderr
    assert (office / "requirements.txt").read_bytes() == before


def test_a_wheel_is_brought_along_pinned_by_its_digest_and_takes_the_older_ones_place(
    office: Path, wheels: Path
) -> None:
    old = "phaen-0.0.1-py3-none-any.whl"
    (office / "program").mkdir()
    (office / "program" / old).write_bytes(b"old")
    (office / "requirements.txt").write_text(f"./program/{old} --hash=sha256:{'0' * 64}\n")
    save(office)
    refused = upgrade(office)
    assert refused.returncode == 2
    assert "--wheel" in refused.stderr
    done = upgrade(office, "--wheel", wheels)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (office / "program").iterdir()] == [WHEEL]
    pin = (office / "requirements.txt").read_text()
    assert pin.startswith(f"./program/{WHEEL} --hash=sha256:")
    assert git("status", "--porcelain", cwd=office).stdout == ""
    assert upgrade(office, "--wheel", wheels / WHEEL).returncode == 0


@pytest.mark.parametrize("named", ["phaen-0.0.1-py3-none-any.whl", "other.whl", ""])
def test_a_wheel_of_another_release_is_refused(office: Path, wheels: Path, named: str) -> None:
    (wheels / WHEEL).unlink()
    if named == "":
        (wheels / "phaen-0.0.1-py3-none-any.whl").unlink()
    elif named == "other.whl":
        (wheels / named).write_bytes(b"?")
    done = upgrade(office, "--wheel", wheels / named if named else wheels)
    assert done.returncode == 2
    assert "phaen" in done.stderr


def lay(office: Path, data: bytes, ignored: bool) -> Path:
    """Lay a wheel where it will be kept, which git does not keep yet."""
    if ignored:
        with (office / ".gitignore").open("ab") as stream:
            stream.write(b"program/\n")
        save(office)
    (office / "program").mkdir()
    (office / "program" / WHEEL).write_bytes(data)
    return office / "program" / WHEEL


@pytest.mark.parametrize("ignored", [False, True])
def test_a_wheel_of_other_bytes_that_git_does_not_keep_is_not_written_over(
    office: Path, wheels: Path, ignored: bool
) -> None:
    there = lay(office, b"something of the office", ignored)
    done = upgrade(office, "--wheel", wheels)
    assert done.returncode == 2
    assert f"program/{WHEEL}" in done.stderr
    assert there.read_bytes() == b"something of the office"
    there.rename(office.parent / "aside.whl")  # as it is told
    assert upgrade(office, "--wheel", wheels).returncode == 0


@pytest.mark.parametrize("ignored", [False, True])
def test_a_wheel_that_was_laid_in_its_place_is_committed_with_its_pin(
    office: Path, wheels: Path, ignored: bool
) -> None:
    there = lay(office, (wheels / WHEEL).read_bytes(), ignored)
    other = there.with_name("phaen-0.0.1-py3-none-any.whl")
    other.write_bytes(b"old, and kept by nobody else")
    done = upgrade(office, "--wheel", there)
    assert done.returncode == 0, done.stdout + done.stderr
    kept = git("ls-tree", "-r", "--name-only", "HEAD", cwd=office).stdout.split()
    assert f"program/{WHEEL}" in kept
    assert other.exists()
    assert f"program/{other.name}" not in kept
    assert "ไม่มีสิ่งใดต้องเปลี่ยน" in upgrade(office, "--wheel", there).stdout


def test_a_file_that_stays_as_it_is_is_not_told_as_changed(office: Path, wheels: Path) -> None:
    with (office / ".gitignore").open("ab") as stream:
        stream.write(b"own/\n")
    save(office)
    done = upgrade(office)
    assert ".gitignore" not in done.stdout
    assert "ไม่มีสิ่งใดต้องเปลี่ยน" in done.stdout
