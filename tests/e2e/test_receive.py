"""A push is checked before it is let in, shown whole, and can be taken back: real git and files."""

from __future__ import annotations

import gzip
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from e2e.remotes import (
    PROJECTS,
    Office,
    git,
    kill_next_push_at_its_references,
    office,
    receive,
)
from e2e.sites import phaen
from generator.archive import Seal, file_digest, place
from generator.machine.git import Repository
from generator.machine.git_objects import LARGEST_PAPER, LARGEST_TEXT
from generator.publishing import leftovers
from generator.publishing.deploy import Releases
from generator.publishing.leftovers import OWNED, UPLOADING
from generator.publishing.pushlog import NAME
from portals import ROOT, csv_table, make_row
from seals import DAY as SEALED_ON
from seals import SOURCES, bag_files, small_seal


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A repository with one published push. Copy it (`fresh`) to push more."""
    made = office(tmp_path_factory.mktemp("office") / "one")
    done = made.push()
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def fresh(published: Office, tmp_path: Path) -> Office:
    """An office of the test's own, with one published push."""
    return published.copied(tmp_path / "office")


def test_push_is_live_when_git_returns_and_says_so(published: Office) -> None:
    assert published.shown == published.git("rev-parse", "HEAD")[:12]
    assert "ก่อสร้างถนน สายที่ 1" in published.page("2570/projects/2570-001.html")
    assert [path.name[:6] for path in published.releases] == ["000001"]


def test_changed_row_is_live_after_the_next_push_and_unchanged_files_are_shared(
    fresh: Office,
) -> None:
    name = fresh.state_budget("123456")
    done = fresh.push()
    assert done.returncode == 0, done.stderr
    assert f"รุ่นที่ 2 ({name})" in done.stderr
    assert "123,456" in fresh.page("2570/projects/2570-001.html")
    first, second = fresh.releases
    for path in ("2570/projects/2570-003.html", "2570/projects/2570-003.html.gz"):
        assert (first / path).samefile(second / path)
    assert not (first / "2570/index.html").samefile(second / "2570/index.html")


def test_broken_push_is_refused_in_thai_and_nothing_of_it_is_live(fresh: Office) -> None:
    before = fresh.shown
    fresh.state_budget("กฎหมาย")
    done = fresh.push()
    assert done.returncode != 0
    assert "plans/2570/projects.csv แถว 2 คอลัมน์ D (budget) [budget-unreadable]" in done.stderr
    assert "แก้: กรอกเฉพาะตัวเลขเป็นบาท" in done.stderr
    assert "ไม่รับ push นี้ เว็บไซต์เดิมยังอยู่ครบ" in done.stderr
    assert fresh.shown == before
    assert len(fresh.releases) == 1
    assert fresh.git("ls-remote", "origin", "main")[:12] == before
    name = fresh.state_budget("5000")
    assert fresh.push().returncode == 0
    assert fresh.shown == name


def test_draft_branch_is_checked_and_told_but_never_published(fresh: Office) -> None:
    before = fresh.shown
    fresh.git("checkout", "-qb", "draft;touch /tmp/x$(id)".replace("/", "_").replace(" ", "_"))
    fresh.state_budget("กฎหมาย")
    done = fresh.push("HEAD")
    assert done.returncode == 0, done.stderr
    assert "budget-unreadable" in done.stderr
    assert "เป็นฉบับร่าง ไม่เผยแพร่" in done.stderr
    assert fresh.shown == before


def test_a_plan_that_is_not_announced_comes_in_but_is_not_shown(fresh: Office) -> None:
    row = make_row(id="2571-001", name="สนามเด็กเล่นของร่าง", start="พ.ย. 2570", end="ม.ค. 2571")
    (fresh.copy / "plans/2571").mkdir()
    (fresh.copy / "plans/2571/projects.csv").write_text(csv_table([row]), encoding="utf-8")
    plan = "fiscal_year: 2571\nstrategies: [{id: 1, name: ยุทธศาสตร์ของร่าง}]\n"
    for told, shown in ((plan, False), (f"{plan}draft: publish\n", True)):
        name = fresh.commit("plans/2571/plan.yml", told)
        done = fresh.push()
        assert (done.returncode, fresh.shown) == (0, name), done.stderr
        assert ("plans/2571 เป็นร่าง จึงไม่เผยแพร่" in done.stderr) is not shown
        assert (fresh.live / "2571/index.html").exists() is shown
        assert ("2571" in fresh.page("years.json")) is shown
    assert "2571/index.html" in fresh.page()
    assert "(ร่าง)" in fresh.page("2571/index.html")


def test_a_portal_of_a_newer_release_is_refused_with_the_release_to_install(fresh: Office) -> None:
    before = fresh.shown
    fresh.commit("requirements.txt", "phaen==99.1\n")
    done = fresh.push()
    assert done.returncode != 0
    assert "รุ่น 99.1" in done.stderr and "เครื่องแม่ข่าย" in done.stderr
    assert fresh.shown == before


@pytest.mark.long
def test_the_operators_log_has_one_line_for_each_push(fresh: Office) -> None:
    log = fresh.remote / "phaen" / NAME
    before = log.read_text("utf-8").splitlines() if log.exists() else []
    fresh.state_budget("512000")
    assert fresh.push().returncode == 0
    assert fresh.push("main:refs/heads/try").returncode == 0
    good = fresh.git("rev-parse", "HEAD")
    fresh.state_budget("มากมาย")
    assert fresh.push().returncode != 0
    bad = fresh.git("rev-parse", "HEAD")
    lines = [one.split("\t") for one in log.read_text("utf-8").splitlines()[len(before) or 1 :]]
    assert [one[2:5] for one in lines] == [
        [good, "main", "published"], [good, "try", "draft"], [bad, "main", "refused"],
    ]  # fmt: skip
    assert [one[5] for one in lines] == [fresh.live.readlink().name, "-", "-"]
    assert log.stat().st_mode & 0o077 == 0


@pytest.mark.long
def test_the_operators_log_tells_tags_deletions_and_pushes_that_nobody_could_judge(
    fresh: Office,
) -> None:
    log = fresh.remote / "phaen" / NAME
    assert fresh.push("main:refs/heads/try").returncode == 0
    before = len(log.read_text("utf-8").splitlines())
    tip = fresh.git("rev-parse", "HEAD")
    assert fresh.push("main:refs/tags/v1").returncode == 0
    assert fresh.push(":try").returncode == 0
    fresh.state_budget("512345")
    in_the_way = fresh.remote / "phaen" / "elsewhere"
    in_the_way.symlink_to(fresh.folder)
    assert fresh.push().returncode != 0
    in_the_way.unlink()
    assert fresh.push().returncode == 0
    lines = [one.split("\t") for one in log.read_text("utf-8").splitlines()[before:]]
    now = fresh.git("rev-parse", "HEAD")
    assert [one[2:5] for one in lines] == [
        [tip, "v1", "tag"], [tip, "try", "deleted"], [now, "main", "failed"],
        [now, "main", "published"],
    ]  # fmt: skip


def test_published_branch_is_neither_deleted_nor_rewritten(fresh: Office) -> None:
    assert fresh.push(":main").returncode != 0
    fresh.git("commit", "-q", "--amend", "-m", "another past")
    assert fresh.push("--force", "main").returncode != 0
    assert (fresh.live / "index.html").is_file()


@pytest.mark.long
def test_two_pushes_at_once_wait_for_each_other_and_the_last_one_is_shown(fresh: Office) -> None:
    other = fresh.folder / "other"
    fresh.git("clone", "-q", str(fresh.remote), str(other))
    fresh.state_budget("1111")
    fresh.state_budget("2222", other)
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda copy: fresh.push(copy=copy), (fresh.copy, other)))
    assert sorted(one.returncode for one in done) == [0, 1]
    tip = fresh.git("ls-remote", "origin", "main")[:12]
    assert fresh.shown == tip
    winner = "1,111" if done[0].returncode == 0 else "2,222"
    assert winner in fresh.page("2570/projects/2570-001.html")


def test_rollback_shows_the_release_before_and_the_next_push_goes_on(fresh: Office) -> None:
    first = fresh.shown
    fresh.state_budget("7777")
    fresh.push()
    done = phaen("publish", "--to", fresh.live, "--rollback")
    assert done.returncode == 0, done.stderr
    assert fresh.shown == first
    assert "7,777" not in fresh.page("2570/projects/2570-001.html")
    assert phaen("publish", "--to", fresh.live, "--rollback").returncode == 2
    name = fresh.state_budget("8888")
    assert fresh.push().returncode == 0
    assert fresh.shown == name


def test_what_was_taken_back_is_shown_by_no_draft_and_no_setting_up_until_a_new_commit(
    fresh: Office,
) -> None:
    first = fresh.shown
    mistake = fresh.state_budget("7777")
    fresh.push()
    assert fresh.shown == mistake
    done = phaen("publish", "--to", fresh.live, "--rollback")
    assert "รุ่นที่ถูกย้อนจะไม่ขึ้นอีก" in done.stdout
    fresh.git("checkout", "-qb", "draft")
    fresh.git("commit", "-q", "--allow-empty", "-m", "draft")
    fresh.git("tag", "v1")
    done = fresh.push("draft", "v1")
    assert done.returncode == 0, done.stderr
    assert "ประชาชนเห็น" not in done.stderr
    assert fresh.shown == first
    set_up = phaen("receive", fresh.remote, "--live", fresh.live, "--today", "2569-11-24")
    assert "commit ล่าสุดของสาขาที่เผยแพร่ถูกย้อนกลับไว้" in set_up.stdout
    assert fresh.shown == first
    fresh.git("checkout", "-q", "main")
    repaired = fresh.state_budget("8888")
    done = fresh.push()
    assert done.returncode == 0, done.stderr
    assert fresh.shown == repaired
    phaen("publish", "--to", fresh.live, "--rollback")
    assert fresh.shown == first, "not the mistake, which was taken back before"


@pytest.mark.long
def test_way_back_passes_over_the_same_commit_under_another_number(fresh: Office) -> None:
    first = fresh.shown
    mistake = fresh.state_budget("7777")
    fresh.push()
    again = fresh.live.with_name("live.releases") / f"000003-{mistake}"
    shutil.copytree(fresh.releases[1], again)
    fresh.live.unlink()
    fresh.live.symlink_to(again.relative_to(fresh.live.parent))
    phaen("publish", "--to", fresh.live, "--rollback")
    assert fresh.shown == first


@pytest.mark.long
def test_references_that_nobody_judges_are_refused_and_change_nothing_that_readers_see(
    fresh: Office,
) -> None:
    plans = fresh.git("rev-parse", "HEAD:plans")
    fresh.git("checkout", "-q", "--orphan", "evil")
    fresh.state_budget("66666")
    other = fresh.git("rev-parse", "HEAD:plans")
    fresh.git("checkout", "-q", "main")
    for reference in (f"refs/replace/{plans}", "refs/notes/commits", "refs/pull/1/head"):
        done = fresh.push(f"{other if 'replace' in reference else 'HEAD'}:{reference}")
        assert done.returncode != 0, reference
        assert f"{reference} ไม่ใช่สาขาหรือป้าย" in done.stderr
    # One that came in before, or by another way, is not looked at.
    fresh.git("push", "-q", "origin", "--no-verify", "evil:refs/heads/evil")
    replaced = fresh.remote / f"refs/replace/{plans}"
    replaced.parent.mkdir(parents=True)
    replaced.write_text(f"{other}\n")
    fresh.commit("content/news.md", "# ข่าว\n\nประกาศ\n")
    done = fresh.push()
    assert done.returncode == 0, done.stderr
    assert "66,666" not in fresh.page("2570/projects/2570-001.html")
    assert fresh.push(f":refs/replace/{plans}").returncode == 0, "it may be removed"


def test_no_name_of_a_branch_or_tag_stands_in_the_place_of_the_published_one(
    tmp_path: Path,
) -> None:
    made = office(tmp_path)
    done = made.push("main:refs/heads/main/x")
    assert done.returncode != 0
    assert "จะกันไม่ให้มีสาขา main" in done.stderr
    for name in ("refs/tags/refs/heads/main", "refs/heads/refs/heads/main"):
        done = made.push(f"main:{name}")
        assert done.returncode != 0
        assert f"ชื่อ {name} กำกวม" in done.stderr
        (made.remote / name).parent.mkdir(parents=True)  # it came before, or by another way
        (made.remote / name).write_text(made.git("rev-parse", "HEAD") + "\n")
    receive(made)
    assert not made.live.exists()


def test_last_ten_releases_are_kept(fresh: Office) -> None:
    releases = fresh.live.with_name("live.releases")
    for number in range(2, 13):
        shutil.copytree(fresh.releases[0], releases / f"{number:06}-old", symlinks=True)
    fresh.state_budget("9999")
    assert fresh.push().returncode == 0
    assert [int(path.name[:6]) for path in fresh.releases] == list(range(4, 14))


def test_every_text_file_is_there_packed_too_with_the_same_bytes(published: Office) -> None:
    text = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}
    files = [path for path in published.live.rglob("*") if path.suffix in text]
    assert len(files) > 30
    for path in files:
        packed = path.with_name(f"{path.name}.gz")
        assert gzip.decompress(packed.read_bytes()) == path.read_bytes(), path


@pytest.mark.long
def test_lost_build_folder_is_made_again(fresh: Office) -> None:
    for lost in ("build", "site", "portal"):
        shutil.rmtree(fresh.remote / "phaen" / lost)
        name = fresh.state_budget(f"4321{len(lost)}")
        done = fresh.push()
        assert done.returncode == 0, done.stderr
        assert fresh.shown == name
        assert f"4,321{len(lost)}"[-3:] in fresh.page("2570/projects/2570-001.html")


# Pushes that died


def age(path: Path, seconds: float) -> None:
    """Make a file, and what is in a folder, look that much older."""
    for one in (path, *path.rglob("*")):
        then = one.lstat().st_mtime - seconds
        os.utime(one, (then, then), follow_symlinks=False)


def test_push_killed_while_git_writes_its_references_is_healed_by_the_next(fresh: Office) -> None:
    before = fresh.shown
    kill_next_push_at_its_references(fresh)
    fresh.state_budget("1111")
    assert fresh.push().returncode != 0
    left = sorted(str(path.relative_to(fresh.remote)) for path in fresh.remote.rglob("*.lock"))
    assert left == ["HEAD.lock", "refs/heads/main.lock"]
    assert fresh.shown == before
    for name in left:
        age(fresh.remote / name, OWNED)
    name = fresh.state_budget("2222")
    done = fresh.push()
    assert done.returncode == 0, done.stderr
    assert fresh.shown == name
    assert list(fresh.remote.rglob("*.lock")) == []


@pytest.mark.long
def test_objects_of_a_push_killed_in_its_hook_do_not_stay(fresh: Office) -> None:
    hook = fresh.remote / "hooks/pre-receive"
    ours = hook.read_text()
    hook.write_text("#!/bin/sh\nkill -9 $PPID\n")
    fresh.state_budget("3333")
    assert fresh.push().returncode != 0
    hook.write_text(ours)
    (left,) = fresh.remote.glob("objects/*incoming*")
    pack = fresh.remote / "objects/pack/tmp_pack_x1Y2z3"
    pack.write_bytes(b"PACK")
    fresh.state_budget("4444")
    assert fresh.push().returncode == 0
    assert left.is_dir(), "it might be another's that is still coming in"
    age(left, UPLOADING)
    age(pack, UPLOADING)
    fresh.state_budget("5555")
    assert fresh.push().returncode == 0
    assert not left.exists()
    assert not pack.exists()


def test_lock_that_may_be_a_living_pushs_is_waited_for_and_never_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "refs/heads/main.lock"
    lock.parent.mkdir(parents=True)
    lock.touch()
    waits = []

    def next_push_takes_it(_: float) -> None:
        waits.append(lock.stat().st_ino)
        lock.unlink()
        lock.touch()

    monkeypatch.setattr("time.sleep", next_push_takes_it)
    leftovers.clear_leftovers(tmp_path, tmp_path / "clock")
    assert lock.exists()
    assert len(waits) > OWNED
    waits.clear()
    monkeypatch.setattr("time.sleep", lambda _: lock.unlink())
    leftovers.clear_leftovers(tmp_path, tmp_path / "clock")
    assert waits == []


def test_lock_that_leads_out_of_the_repository_harms_nothing_there(tmp_path: Path) -> None:
    repository, outside = tmp_path / "remote.git", tmp_path / "outside"
    (repository / "refs").mkdir(parents=True)
    outside.mkdir()
    for name in ("theirs", "theirs.lock"):
        (outside / name).write_text("theirs")
        age(outside / name, 2 * UPLOADING)
    (repository / "refs/main.lock").symlink_to(outside / "theirs")
    (repository / "refs/all.lock").symlink_to(outside)
    (repository / "refs/heads").symlink_to(outside)
    (repository / "objects").symlink_to(outside)
    for path in repository.rglob("*.lock"):
        age(path, OWNED)
    leftovers.clear_leftovers(repository, tmp_path / "clock")
    assert sorted(path.name for path in outside.iterdir()) == ["theirs", "theirs.lock"]
    assert sorted(path.name for path in (repository / "refs").iterdir()) == ["heads"]


# What may not come in


def test_links_and_repositories_inside_a_push_are_refused_and_never_followed(
    fresh: Office,
) -> None:
    secret = fresh.folder / "secret.md"
    secret.write_text("# top-secret", encoding="utf-8")
    (fresh.copy / "content").mkdir(exist_ok=True)
    (fresh.copy / "content/news.md").symlink_to(secret)
    (fresh.copy / "plans/2569").symlink_to("/etc")
    fresh.git("add", "-A")
    fresh.git("commit", "-qm", "links")
    done = fresh.push()
    assert done.returncode != 0
    assert "[file-link]" in done.stderr
    assert "top-secret" not in done.stderr
    assert not (fresh.remote / "phaen/portal/content/news.md").is_file()


def test_file_that_becomes_a_link_between_two_pushes_is_refused_as_a_link(fresh: Office) -> None:
    fresh.commit("content/news.md", "# ข่าว\n")
    assert fresh.push().returncode == 0
    (fresh.copy / "content/news.md").unlink()
    (fresh.copy / "content/news.md").symlink_to("/etc/passwd")
    fresh.git("add", "-A")
    fresh.git("commit", "-qm", "link")
    done = fresh.push()
    assert done.returncode != 0
    assert "content/news.md [file-link]" in done.stderr


def test_name_too_long_and_file_too_large_are_refused_by_name(fresh: Office) -> None:
    empty = fresh.git("hash-object", "-w", "--stdin", "-t", "blob")
    long = "content/" + "ก" * 80 + ".md"
    fresh.git("update-index", "--add", "--cacheinfo", f"100644,{empty},{long}")
    fresh.git("commit", "-qm", "long")
    done = fresh.push()
    assert done.returncode != 0
    assert f"ไม่รับ: ชื่อแฟ้ม {long} ยาวเกินไป" in done.stderr
    fresh.git("reset", "-q", "--hard", "HEAD~1")
    for name, most in ((PROJECTS, LARGEST_TEXT), ("content/map.pdf", LARGEST_PAPER)):
        fresh.commit(name, bytes(most + 1))
        done = fresh.push()
        assert done.returncode != 0
        assert f"ไม่รับ: ไฟล์ {name} ใหญ่เกินไป" in done.stderr
        fresh.git("reset", "-q", "--hard", "HEAD~1")


def test_pushed_files_are_never_in_memory_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    git("init", "-q", str(folder), cwd=tmp_path)
    (folder / "content").mkdir()
    for number in range(6):
        (folder / f"content/{number}.pdf").write_bytes(bytes([number]) + bytes(20_000_000))
    git("add", "-A", cwd=folder)
    git("commit", "-qm", "papers", cwd=folder)
    repository = Repository(folder, os.environ)
    tracemalloc.start()
    repository.write_to(repository.commit("HEAD"), tmp_path / "out")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10_000_000
    written = sorted((tmp_path / "out/content").iterdir())
    assert [path.read_bytes()[0] for path in written] == list(range(6))
    assert {path.stat().st_size for path in written} == {20_000_001}


ENDLESS = """
import sys
from generator.commands import receiving
from generator.publishing import receive
from generator.cli import main
assert receiving.TO_CHECK > 2
receiving.TO_CHECK = 2
def check(*_, **__):
    {check}
receive.check_portal = check
sys.argv = ["phaen", "hook", "pre-receive"]
main()
"""


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ("while True: 'a'.count('b')", "ไม่รับ push นี้: ใช้เวลาเกิน 2 วินาที"),
        ("bytearray(2**32)", "หน่วยความจำไม่พอ"),
        ("check()", "ซ้อนกันลึกเกินไป"),
    ],
)
def test_draft_that_would_take_all_time_or_memory_ends_with_a_sentence_and_holds_up_nobody(
    fresh: Office, check: str, said: str
) -> None:
    hook = fresh.remote / "hooks/pre-receive"
    ours = hook.read_text()
    hook.write_text(
        f"#!/bin/sh\nexec {shlex.join([sys.executable, '-c', ENDLESS.format(check=check)])}\n"
    )
    hook.write_text(hook.read_text().replace("exec ", f"export PYTHONPATH={ROOT}; exec ", 1))
    done = fresh.push("main:refs/heads/draft")
    assert done.returncode != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    hook.write_text(ours)
    name = fresh.state_budget("4444")
    assert fresh.push().returncode == 0
    assert fresh.shown == name


def test_published_push_waits_for_no_draft_and_nothing_of_a_draft_stays(fresh: Office) -> None:
    with Releases(fresh.live).alone(".drafts.lock"):  # a draft is being checked
        name = fresh.state_budget("4444")
        assert fresh.push().returncode == 0
        assert fresh.shown == name
    assert fresh.push("main:refs/heads/draft").returncode == 0
    assert not (fresh.remote / "phaen/draft").exists()


WORK = """
import subprocess, sys
from generator.publishing import work_within
ended = work_within(2, 2**30)
if ended is not None:
    sys.exit(f"ended {ended}")
helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(helper.pid, flush=True)
while True:
    pass
"""


def test_work_that_is_ended_takes_what_it_started_along() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WORK], cwd=ROOT, capture_output=True, text=True, check=False,
        timeout=300,
    )  # fmt: skip
    assert done.stderr.strip() == f"ended {-signal.SIGXCPU}"
    helper = Path("/proc") / done.stdout.strip() / "stat"
    assert not helper.exists() or ") Z " in helper.read_text()


def test_configuration_that_runs_code_is_refused_before_anything_runs(fresh: Office) -> None:
    ran = fresh.folder / "ran"
    (fresh.copy / "hook.py").write_text(f"open({str(ran)!r}, 'w')\n", encoding="utf-8")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for more in (
        "hooks: [hook.py]\n",
        "extra: !!python/object/apply:os.system [touch ran]\n",
        "copyright: !ENV HOME\n",
        "extra_javascript: ['https://tracker.example/x.js']\n",
    ):
        fresh.commit("mkdocs.yml", config + more)
        done = fresh.push()
        assert done.returncode != 0, more
        assert "mkdocs.yml" in done.stderr
    config = config.replace("plugins: []", "plugins: [search]")
    fresh.commit("mkdocs.yml", config)
    assert fresh.push().returncode != 0
    assert not ran.exists()
    assert len(fresh.releases) == 1


def test_attributes_of_a_push_run_no_filter_and_change_no_byte(fresh: Office) -> None:
    ran = fresh.folder / "ran"
    config = fresh.remote / "config"
    config.write_text(config.read_text() + f'[filter "x"]\n\tsmudge = touch {ran}\n')
    fresh.commit(".gitattributes", "*.csv filter=x export-ignore\n* ident\n")
    name = fresh.state_budget("6543")
    assert fresh.push().returncode == 0
    assert fresh.shown == name
    assert not ran.exists()


def test_live_place_that_holds_other_files_is_left_alone(tmp_path: Path) -> None:
    made = Office(tmp_path)
    made.live.mkdir(parents=True)
    (made.live / "theirs.txt").write_text("theirs")
    done = phaen("receive", made.remote, "--live", made.live)
    assert done.returncode == 2
    assert "มีไฟล์อื่นอยู่แล้ว" in done.stderr
    assert (made.live / "theirs.txt").read_text() == "theirs"
    assert not made.remote.exists()


# phaen publish


def test_publish_to_a_link_makes_a_release_and_to_a_folder_copies(tmp_path: Path) -> None:
    made = office(tmp_path / "office")
    to = tmp_path / "live"
    arguments = ("publish", "--portal", made.copy, "--today", "2569-11-24", "--to")
    done = phaen(*arguments, to)
    assert done.returncode == 0, done.stdout + done.stderr
    assert to.is_symlink()
    stick = tmp_path / "stick"
    stick.mkdir()
    done = phaen(*arguments, stick)
    (stick / "holiday.jpg").write_text("theirs")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (stick / "index.html").read_bytes() == (to / "index.html").read_bytes()
    (made.copy / "plans/2570/projects.csv").write_text(
        "id,strategy,name,budget,unit,start,end\n2570-001,1,ถนน,5,กองช่าง,พ.ย.,ธ.ค.\n",
        encoding="utf-8",
    )
    assert phaen(*arguments, stick).returncode == 0
    assert not (stick / "2570/projects/2570-004.html").exists()
    assert (stick / "holiday.jpg").read_text() == "theirs"
    refused = phaen("publish", "--to", stick, "--rollback")
    assert refused.returncode == 2
    assert "ไม่มีรุ่นให้ย้อน" in refused.stderr
    listed = "stick.ลบที่ปลายทาง.txt"  # what a host that is fed from there still keeps
    assert sorted(path.name for path in tmp_path.glob("stick*")) == ["stick", listed]
    other = tmp_path / "other"
    other.mkdir()
    (other / "holiday.jpg").write_text("theirs")
    refused = phaen(*arguments, other)
    assert refused.returncode == 2
    assert [path.name for path in other.iterdir()] == ["holiday.jpg"]


def test_stick_that_takes_no_links_is_copied_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "symlink_to", refuse)
    assert not Releases(tmp_path / "stick/plan").possible()
    monkeypatch.undo()
    assert Releases(tmp_path / "stick/plan").possible()
    assert list((tmp_path / "stick").iterdir()) == []


def test_phaen_that_hooks_call_is_this_one_and_takes_nothing_from_the_repository(
    fresh: Office,
) -> None:
    (fresh.remote / "generator").mkdir()
    (fresh.remote / "generator/__main__.py").write_text("raise SystemExit('taken over')")
    (fresh.remote / "generator/__init__.py").touch()
    fresh.state_budget("777")
    assert fresh.push().returncode == 0
    done = subprocess.run(
        [fresh.remote / "hooks/post-receive"], cwd=fresh.remote, input="", text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")
    assert sys.executable in (fresh.remote / "hooks/post-receive").read_text()


# A sealed year that comes with a push


def test_pushed_seal_with_a_program_is_refused_and_nothing_of_it_is_live(fresh: Office) -> None:
    """Whoever may push may publish a plan, not a program under the organisation's name."""
    script = {"site/2568/evil.js": b"alert(1)"}
    sealed = small_seal(fresh.folder / "2568.zip", bag_files() | script)
    place(fresh.copy, Seal("2568", file_digest(sealed), SEALED_ON), sealed, None)
    before = fresh.shown
    fresh.commit("plans/2568/plan.yml", SOURCES["plan.yml"])
    done = fresh.push()
    assert done.returncode != 0
    assert "[seal-harmful]" in done.stderr
    assert fresh.shown == before
