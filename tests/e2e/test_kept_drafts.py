"""A draft is kept whole or not at all, in the person's name, beside what others committed."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from e2e.clerks import ROWS, Clerk, first_clerk
from e2e.remotes import PROJECTS, QUIET
from generator.machine.git_program import GitError
from generator.machine.git_work import WorkCopy
from generator.pipeline import Checked, check_portal
from generator.plan.merge import RowEdit, Side, edited_table
from generator.publishing.drafting import DraftStore
from generator.publishing.keeping import Keeping, Kept, judged
from portals import ROOT, TODAY

ENVIRONMENT = {**os.environ, **QUIET}


def store_of(clerk: Clerk) -> DraftStore:
    return DraftStore(clerk.folder / ".git/phaen-draft")


def typed(clerk: Clerk, form: str, row: int, **cells: str) -> None:
    """Put a typed row into the draft, as a form does."""
    store = store_of(clerk)
    draft = store.read()
    data = store.files(draft).get(PROJECTS) or clerk.table.read_bytes()
    made = edited_table(PROJECTS, data, [RowEdit(cells, row)])
    store.change(form, clerk.git("rev-parse", "HEAD"), {PROJECTS: made})


def kept(clerk: Clerk, **choice: Side) -> Kept:
    def checked(commit: str) -> Checked:
        with tempfile.TemporaryDirectory() as folder:
            WorkCopy(clerk.folder, ENVIRONMENT).write_to(commit, Path(folder))
            return check_portal(Path(folder), TODAY)

    told = (clerk.folder, ENVIRONMENT, store_of(clerk), lambda: TODAY, checked, judged)
    return Keeping(*told).keep(choice)


def test_a_draft_becomes_one_commit_in_the_persons_name(tmp_path: Path) -> None:
    clerk = first_clerk(tmp_path / "one", None)
    typed(clerk, "a", 2, budget="9000")
    assert clerk.table.read_bytes().decode() == ROWS  # not before it is kept
    typed(clerk, "b", 3, budget="8000")
    made = kept(clerk)
    assert made.commit == clerk.git("rev-parse", "HEAD")
    wanted = ROWS.replace(",1000,", ",9000,").replace(",2000,", ",8000,")
    assert clerk.table.read_bytes().decode() == wanted
    assert clerk.git("log", "-1", "--format=%an %s") == f"staff {made.said}"
    assert clerk.git("status", "--porcelain") == ""
    assert not store_of(clerk).read().digests
    assert kept(clerk) == Kept(None)  # and once only


def test_a_form_that_is_sent_twice_changes_once(tmp_path: Path) -> None:
    clerk = first_clerk(tmp_path / "one", None)
    for _ in range(2):
        typed(clerk, "a", 0, id="2570-009", strategy="1", name="ถนนใหม่", budget="5", unit="กองช่าง")
    assert (store_of(clerk).files(store_of(clerk).read())[PROJECTS] or b"").count(b"2570-009") == 1


def test_what_another_committed_meanwhile_is_merged_by_row(tmp_path: Path) -> None:
    clerk = first_clerk(tmp_path / "one", None)
    typed(clerk, "a", 2, budget="9000")
    clerk.edit(",3000,", ",7000,")
    clerk.git("commit", "-qam", "other")
    assert kept(clerk).commit
    wanted = ROWS.replace(",1000,", ",9000,").replace(",3000,", ",7000,")
    assert clerk.table.read_bytes().decode() == wanted


@pytest.mark.parametrize(("side", "amount"), [(Side.OURS, "9000"), (Side.THEIRS, "7000")])
def test_of_one_cell_changed_by_two_both_values_are_shown(
    tmp_path: Path, side: Side, amount: str
) -> None:
    clerk = first_clerk(tmp_path / "one", None)
    typed(clerk, "a", 2, budget="9000")
    clerk.edit(",1000,", ",7000,")
    clerk.git("commit", "-qam", "other")
    found = kept(clerk)
    assert found.commit is None
    (one,) = found.conflicts
    assert (one.ours, one.theirs) == ("9000", "7000")
    assert kept(clerk, **{one.id: side}).commit or side is Side.THEIRS
    assert f",{amount}," in clerk.table.read_bytes().decode()


def test_a_draft_with_an_error_or_with_personal_data_stays_a_draft(tmp_path: Path) -> None:
    clerk = first_clerk(tmp_path / "one", None)
    head = clerk.git("rev-parse", "HEAD")
    for form, cells in (
        ("a", {"budget": "มาก"}),
        ("b", {"budget": "1", "name": "โทร 081-234-5678"}),
    ):
        typed(clerk, form, 2, **cells)
        found = kept(clerk)
        assert found.checked
        assert found.checked.report.errors
        assert (found.commit, clerk.git("rev-parse", "HEAD")) == (None, head)
        assert clerk.table.read_bytes().decode() == ROWS
        assert store_of(clerk).read().digests


def test_a_file_that_lies_changed_and_uncommitted_is_not_written_over(tmp_path: Path) -> None:
    clerk = first_clerk(tmp_path / "one", None)
    typed(clerk, "a", 2, budget="9000")
    clerk.edit(",4000,", ",4444,")
    with pytest.raises(GitError, match="ยังไม่ได้บันทึก"):
        kept(clerk)
    assert clerk.table.read_bytes().decode() == ROWS.replace(",4000,", ",4444,")
    assert store_of(clerk).read().digests


@pytest.mark.parametrize("path", ["../x", "plans/../../x", ".git/config", "plans//x", "/plans/x"])
def test_a_path_that_leads_out_of_a_portal_is_refused(tmp_path: Path, path: str) -> None:
    store = DraftStore(tmp_path / "draft")
    with pytest.raises(ValueError, match=r"x|config"):
        store.change("a", "0" * 40, {path: b""})
    assert not (tmp_path / "draft").exists()


WRITER = """
import sys
from pathlib import Path
from generator.publishing.drafting import DraftStore
store = DraftStore(Path(sys.argv[1]))
for number in range(100000):
    data = str(number).encode()
    store.change(str(number), "0" * 40, {"plans/a": data, "plans/b": data})
    print(number, flush=True)
"""


@pytest.mark.parametrize(
    "moment",
    [0, 7, *(pytest.param(one, marks=pytest.mark.long) for one in range(1, 30) if one != 7)],
)
def test_a_killed_run_leaves_a_draft_whole_and_loses_nothing_saved(
    tmp_path: Path, moment: int
) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path / "draft")], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert run.stdout
    assert run.stdout.readline()
    time.sleep(moment * 0.013)
    run.send_signal(signal.SIGKILL)
    with run.stdout as out:
        told = out.read().split()
    run.wait()
    store = DraftStore(tmp_path / "draft")
    found = store.files(store.read())
    assert found["plans/a"] == found["plans/b"]
    assert int(found["plans/a"] or b"0") >= int(told[-1] if told else 0)
