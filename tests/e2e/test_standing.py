"""What was live stays live, by whichever way somebody pushes: real git, real seals, real keys."""

from __future__ import annotations

import datetime
import hashlib
import os
import random
import shutil
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from e2e.remotes import Office
from e2e.standing import AMENDMENT, CHANGED, commit, live_bytes, receive, run, told_office
from forgeries import invented, put
from generator import __version__
from generator.archive import Vault, chain_of, kept_seal, sealed_path
from generator.machine.git import MOST_NAMES, Repository
from generator.machine.git_program import GitError
from generator.machine.layout import SEALS
from generator.plan.record import read_record, record_bytes
from generator.problems import Place
from generator.publishing.deploy import Releases
from generator.publishing.memory import trusted_lines
from seals import ASSETS

RECORD, REPORTS = "plans/2570/announced/0.csv", "plans/2570/announced/progress.csv"
NAMES = "plans/organization.yml"
NAME = "ก่อสร้างถนน สายที่ 1"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose plans and reports are live, with a seal that is committed and not pushed."""
    made = told_office(tmp_path_factory.mktemp("told") / "office")
    done = made.push()
    assert done.returncode == 0, done.stderr
    run(made, "seal", "2568")
    commit(made, "sealed")
    return made


@pytest.fixture
def fresh(published: Office, tmp_path: Path) -> Office:
    """An office of the test's own, its seal not pushed yet."""
    return published.copied(tmp_path / "office")


@pytest.fixture
def unsealed(fresh: Office) -> Office:
    """An office of the test's own, in which nothing is sealed."""
    fresh.git("reset", "-q", "--hard", "HEAD~1")
    return fresh


def edit(made: Office, path: str, old: str, new: str) -> None:
    text = (made.copy / path).read_text(encoding="utf-8")
    assert old in text
    (made.copy / path).write_text(text.replace(old, new), encoding="utf-8")


def refused(made: Office, *told: str) -> str:
    """Push; it must be refused with these words, and readers must see what they saw."""
    before = live_bytes(made) if made.live.is_symlink() else ""
    done = made.push("HEAD:main")
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    for words in told:
        assert words in done.stderr, done.stderr
    assert (live_bytes(made) if made.live.is_symlink() else "") == before
    return done.stderr


def accepted(made: Office) -> str:
    done = made.push("HEAD:main")
    assert done.returncode == 0, done.stderr
    assert made.shown == made.git("rev-parse", "HEAD")[:12]
    return done.stderr


# Records


@pytest.mark.long
def test_a_record_that_is_written_otherwise_is_the_same_and_reports_grow(unsealed: Office) -> None:
    """Windows line ends, a byte order mark, another order of columns, a new report: all at once."""
    with (unsealed.copy / "plans/2570/progress.csv").open("a", encoding="utf-8") as file:
        file.write("2570-002,2569-11-20,อยู่ระหว่างดำเนินการ,5,\n")
    run(unsealed, "announce", "2570", "--progress")
    record = read_record((unsealed.copy / RECORD).read_bytes(), Place(RECORD))
    turned = [dict(reversed(list(row.values.items()))) for row in record.rows]
    facts = [(one.what, one.name, one.value) for one in reversed(record.stated)]
    data = record_bytes(record.day, turned, facts).replace(b"\n", b"\r\n")
    (unsealed.copy / RECORD).write_bytes(b"\xef\xbb\xbf" + data)
    commit(unsealed, "grown")
    accepted(unsealed)


def test_what_an_entry_names_may_be_masked_and_the_entry_stays(unsealed: Office) -> None:
    edit(unsealed, "plans/2570/projects.csv", NAME, "ก่อสร้างถนน █")
    entry = "withdrawn:\n  - {kind: ข้อมูลส่วนบุคคล, edition: 0, id: 2570-001, column: name, "
    entries = unsealed.copy / "plans/2570/withdrawn.yml"
    entries.write_text(f"{entry}day: 2569-11-24, reason: ชื่อประชาชน}}\n", encoding="utf-8")
    run(unsealed, "announce", "2570")
    commit(unsealed, "withdrawn")
    accepted(unsealed)
    assert NAME not in unsealed.page("2570/table.html") + unsealed.page("2570/index.html")
    assert "ชื่อประชาชน" in unsealed.page("2570/data/index.html")
    entries.unlink()
    commit(unsealed, "as if nothing had been")
    refused(unsealed, "withdrawn.yml", "รายการถอนที่เผยแพร่ไปแล้วหายไป")


@pytest.mark.long
def test_a_date_that_was_mistyped_is_put_right_by_an_entry(unsealed: Office) -> None:
    edit(unsealed, "plans/2570/plan.yml", "posted_until: 2569-11-20", "posted_until: 2569-11-19")
    commit(unsealed, "quietly")
    told = refused(unsealed, "plans/2570/plan.yml (posted_until)", "พิมพ์วันที่ผิด")
    assert "วันที่ปิดประกาศถึง 20 พฤศจิกายน 2569 ของฉบับที่ประกาศแล้วถูกเปลี่ยนหรือลบ" in told
    (unsealed.copy / "plans/2570/withdrawn.yml").write_text(
        "withdrawn:\n  - {kind: พิมพ์วันที่ผิด, edition: 0, column: posted_until, day: 2569-11-24, "
        "reason: พิมพ์ผิด}\n",
        encoding="utf-8",
    )
    commit(unsealed, "openly")
    accepted(unsealed)


@pytest.mark.long
def test_a_seal_is_not_made_from_a_past_that_nobody_was_shown(fresh: Office) -> None:
    """Names are others only in the commit that seals; the push as a whole is as it was."""
    accepted(fresh)
    was = (fresh.copy / NAMES).read_bytes()
    edit(fresh, NAMES, "name: เทศบาลตำบลตัวอย่าง", "name: เทศบาลตำบลอื่น")
    run(fresh, "seal", "2569")
    commit(fresh, "sealed in a dream")
    (fresh.copy / NAMES).write_bytes(was)
    commit(fresh, "awake")
    refused(fresh, "plans/seals.txt", "ไม่ตรงกับแฟ้มที่ปิดผนึก")


# What was live, wherever the branch leads


@pytest.mark.long
def test_a_branch_made_anew_goes_on_from_what_was_shown(unsealed: Office) -> None:
    subprocess.run(["git", "update-ref", "-d", "refs/heads/main"], cwd=unsealed.remote, check=True)
    unsealed.git("checkout", "-q", "--orphan", "new")
    (unsealed.copy / RECORD).unlink()
    commit(unsealed, "another past")
    refused(unsealed, RECORD, "บันทึกการประกาศหายไป")


@pytest.mark.long
def test_a_branch_that_somebody_moved_proves_nothing_of_its_seals(fresh: Office) -> None:
    """A draft with a lie becomes the published branch: what is pushed upon it is judged whole."""
    anew(fresh)
    fresh.git("checkout", "-q", "-b", "first", "HEAD~1")
    shutil.rmtree(fresh.copy / "plans/2568")
    commit(fresh, "without the year")
    accepted(fresh)
    fresh.git("merge", "-q", "-s", "ours", "main")
    fresh.git("checkout", "-q", "main", "--", "plans")
    lie(fresh)
    tip = fresh.git("rev-parse", "HEAD")
    assert fresh.push("HEAD:refs/heads/draft").returncode == 0
    move = ["git", "update-ref", "refs/heads/main", tip]
    subprocess.run(move, cwd=fresh.remote, check=True)
    fresh.commit("content/a.md", "# ก\n")
    refused(fresh, "plans/seals.txt", "ปี 2568: สร้างขึ้นใหม่จากแฟ้มต้นทาง")


@pytest.mark.long
def test_a_repository_set_up_for_another_branch_shows_nothing_that_takes_back(
    unsealed: Office,
) -> None:
    before = live_bytes(unsealed)
    unsealed.git("checkout", "-q", "-b", "draft")
    shutil.rmtree(unsealed.copy / "plans/2569")
    commit(unsealed, "a draft without a year")
    assert unsealed.push("draft").returncode == 0
    done = receive(unsealed, "--branch", "draft")
    assert "แผนปี 2569 ซึ่งประกาศแล้วหายไป" in done.stdout
    assert live_bytes(unsealed) == before


def test_a_history_written_anew_is_refused_before_anything_is_built(unsealed: Office) -> None:
    unsealed.git("commit", "-q", "--amend", "-m", "another past")
    done = unsealed.push("--force", "main")
    assert done.returncode != 0
    assert "สาขา main ต่อท้ายได้อย่างเดียว" in done.stderr


# Seals


@pytest.mark.long
def test_a_seal_is_proven_where_it_comes_in_and_once(fresh: Office) -> None:
    assert "ปี 2568 ตรงกับที่ปิดผนึก" in accepted(fresh)
    digest = chain_of(fresh.copy).standing["2568"].digest
    assert digest in (fresh.remote / "phaen/seals.json").read_text()
    assert digest in fresh.page("2568/index.html") + fresh.page("verify.html")
    fresh.commit("content/news.md", "# ข่าว\n")
    assert "ขึ้นใหม่" not in accepted(fresh)


def anew(made: Office) -> None:
    """Make repository and live site anew: nothing was ever live."""
    shutil.rmtree(made.remote)
    shutil.rmtree(made.live.parent)
    assert receive(made).returncode == 0


def lie(made: Office) -> None:
    """Commit a whole year, made with our own code, that agrees with itself and was never sealed."""
    sealed = kept_seal(made.copy, chain_of(made.copy).standing["2568"])
    told = replace(Vault().contents(sealed).closed, groups=(), images=None, assets=ASSETS)
    put(made.copy, "2568", invented(told, random.Random(7)), datetime.date(2026, 11, 24))
    commit(made, "a lie")


def test_a_year_that_nobody_sealed_is_refused_whatever_it_says_of_itself(fresh: Office) -> None:
    anew(fresh)
    lie(fresh)
    refused(fresh, "plans/seals.txt", "ปี 2568: สร้างขึ้นใหม่จากแฟ้มต้นทาง", "phaen seal 2568")


# A chain that stood before


def chain_digest(made: Office) -> str:
    return hashlib.sha256((made.copy / SEALS).read_bytes()).hexdigest()


def test_a_chain_that_stood_before_comes_in_exactly_so(published: Office, tmp_path: Path) -> None:
    made = published.copied(tmp_path / "office")
    shutil.rmtree(made.remote)
    shutil.rmtree(made.live.parent)
    wrong = receive(made, "--trust-chain", "no digest")
    assert wrong.returncode == 2
    assert "SHA-256" in wrong.stderr
    done = receive(made, "--trust-chain", chain_digest(made))
    assert "ใน push แรก" in done.stdout, done.stdout + done.stderr
    made.git("checkout", "-q", "-b", "other", "HEAD~1")
    refused(made, "ไม่ตรงกับที่ผู้ดูแลเครื่องแม่ข่ายรับไว้ด้วย --trust-chain")
    made.git("checkout", "-q", "main")
    assert "ขึ้นใหม่" not in accepted(made)
    again = receive(made, "--trust-chain", chain_digest(made))
    assert "ซึ่งอยู่ในคลังแล้ว" in again.stdout
    another = receive(made, "--trust-chain", "0" * 64)
    assert another.returncode == 2
    assert "sha256sum plans/seals.txt" in another.stderr


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_digest_of_a_chain_is_that_of_its_file_as_it_stood(end: str) -> None:
    lines = ("# heading", "2567 a", "2568 b")
    data = "".join(f"{line}{end}" for line in lines[:2]).encode()
    assert trusted_lines(lines, hashlib.sha256(data).hexdigest()) == 2
    assert trusted_lines(lines[:1], hashlib.sha256(data).hexdigest()) == 0


# Signatures


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="OpenSSH is not installed")
def test_a_signed_chain_stays_signed_by_keys_that_the_server_knows(
    fresh: Office, tmp_path: Path
) -> None:
    def key(name: str) -> Path:
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)]
        subprocess.run(command, check=True)
        return tmp_path / name

    office, stranger = key("own"), key("strange")
    signers = tmp_path / "signers"
    signers.write_text(f"saraban@example.go.th {office.with_suffix('.pub').read_text()}")
    assert receive(fresh, "--signers", signers).returncode == 0
    run(fresh, "seal", "2568", "--sign", office)
    commit(fresh, "signed")
    accepted(fresh)
    run(fresh, "seal", "2569")
    commit(fresh, "unsigned")
    refused(fresh, "ปี 2569 ไม่มีลายเซ็นของกุญแจที่เครื่องแม่ข่ายรู้จัก", "phaen seal 2569 --sign")
    own = f"me@example.go.th {stranger.with_suffix('.pub').read_text()}"
    (fresh.copy / "plans/allowed_signers").write_text(own)
    run(fresh, "seal", "2569", "--sign", stranger)
    commit(fresh, "signed by a key that came along")
    refused(fresh, "2569")
    sealed_path(fresh.copy, "2568").with_name("2568.zip.sig").unlink()
    fresh.git("rm", "-q", "--cached", "plans/allowed_signers")
    (fresh.copy / "plans/allowed_signers").unlink()
    run(fresh, "seal", "2569", "--sign", office)
    commit(fresh, "the earlier signature taken away")
    refused(fresh, "ลายเซ็นของปี 2568 ซึ่งเผยแพร่ไปแล้วหายไป")
    fresh.git("checkout", "-q", "HEAD~1", "--", "plans/2568/sealed")
    commit(fresh, "both signed")
    accepted(fresh)


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="OpenSSH is not installed")
def test_a_signature_gives_way_to_none_by_a_key_that_the_server_does_not_know(
    fresh: Office, tmp_path: Path
) -> None:
    """Also where the server knows no key at all: what was published is not replaced."""
    for name in ("own", "strange"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)]
        subprocess.run(command, check=True)
    run(fresh, "seal", "2568", "--sign", tmp_path / "own")
    commit(fresh, "signed")
    accepted(fresh)
    sealed_path(fresh.copy, "2568").with_name("2568.zip.sig").unlink()
    run(fresh, "seal", "2568", "--sign", tmp_path / "strange")
    commit(fresh, "signed by another")
    refused(fresh, "ลายเซ็นของปี 2568", "--signers")


@pytest.mark.long
def test_a_line_that_names_another_release_than_its_file_is_refused(fresh: Office) -> None:
    """What made the file is written inside, and the line stays for ever."""
    edit(fresh, SEALS, f"phaen-{__version__}", "phaen-9.9.9")
    fresh.git("commit", "-q", "-a", "--amend", "-m", "another release")
    refused(fresh, "phaen-9.9.9")


def test_an_edition_that_is_announced_and_not_recorded_is_told(unsealed: Office) -> None:
    folder = unsealed.copy / "plans/2570/amendments/2"
    folder.mkdir()
    (folder / "plan.yml").write_text(AMENDMENT.replace("ครั้งที่ 1", "ครั้งที่ 2"), "utf-8")
    (folder / "projects.csv").write_text(CHANGED.replace("300003", "310000"), "utf-8")
    commit(unsealed, "announced, not recorded")
    assert "phaen announce 2570" in accepted(unsealed)
    run(unsealed, "announce", "2570")
    commit(unsealed, "recorded")
    assert "phaen announce 2570" not in accepted(unsealed)


# Names


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "",
        "-x",
        "a..b",
        "a b",
        "HEAD",
        "refs/heads/main",
        "a.lock",
        "x/",
        "a\u202eb",
        "a" * 300,
    ],
)
def test_a_branch_that_git_would_not_take_is_refused_and_nothing_is_made(
    name: str, tmp_path: Path
) -> None:
    done = receive(Office(tmp_path / "office"), "--branch", name)
    assert done.returncode == 2
    assert "ใช้เป็นชื่อสาขาไม่ได้" in done.stderr
    assert not (tmp_path / "office").exists()


def test_no_other_name_leads_to_the_published_branch(unsealed: Office) -> None:
    tip = unsealed.git("rev-parse", "HEAD")
    unsealed.commit("content/a.md", "# ก\n")
    for name in ("refs/tags/main", "refs/heads/MAIN", "refs/heads/HEAD", "refs/tags/HEAD"):
        done = unsealed.push(f"HEAD:{name}")
        assert done.returncode != 0, name
        assert "ที่เผยแพร่ โปรดตั้งชื่ออื่น" in done.stderr, done.stderr
    assert unsealed.push("HEAD:refs/heads/main.lock").returncode != 0
    alias = ["git", "symbolic-ref", "refs/heads/alias", "refs/heads/main"]
    subprocess.run(alias, cwd=unsealed.remote, check=True)
    done = unsealed.push("HEAD:refs/heads/alias")
    assert done.returncode != 0
    assert "refs/heads/alias เป็นชื่อแทนของสาขาอื่น" in done.stderr
    assert unsealed.push("--push-option=phaen.skip", "main").returncode != 0
    assert unsealed.git("ls-remote", "origin", "refs/heads/main").split()[0] == tip


# What is nobody else's matter


def open_to_others(folder: Path) -> list[str]:
    """Return what any user of the server may look into, below a folder that is closed to them."""
    if not folder.stat().st_mode & 0o077:
        return []
    return [str(path) for path in folder.rglob("*") if path.stat().st_mode & 0o044]


def test_nobody_else_on_the_server_reads_what_is_not_shown(unsealed: Office) -> None:
    own, releases = unsealed.remote / "phaen", unsealed.live.with_name("live.releases")
    hook = unsealed.remote / "hooks/pre-receive"
    ours = hook.read_text()
    hook.write_text(
        ours.replace("exec ", "umask 000\n", 1) + f"ls -ld {releases}/.next-* >&2\nexit 1\n"
    )
    own.chmod(0o777)  # as an earlier release left it
    unsealed.commit("content/a.md", "# ก\n")
    done = unsealed.push()
    assert done.returncode != 0
    assert "drwx------" in done.stderr, done.stderr
    assert open_to_others(own) == []
    for name in ("settings.json", "shown"):
        assert (own / name).stat().st_mode & 0o077 == 0, name
    hook.write_text(ours)
    accepted(unsealed)
    for path in (unsealed.live, unsealed.live.resolve(), *unsealed.live.rglob("*")):
        assert path.stat().st_mode & 0o044 == 0o044, path


def test_a_push_that_does_not_come_in_leaves_nothing_behind(unsealed: Office) -> None:
    own, releases = unsealed.remote / "phaen", unsealed.live.with_name("live.releases")
    tip = unsealed.git("rev-parse", "HEAD")

    def holds(text: str) -> list[Path]:
        files = (path for folder in (own, releases) for path in folder.rglob("*") if path.is_file())
        return [path for path in files if text.encode() in path.read_bytes()]

    unsealed.commit("content/a.md", "# ความลับแรก\n\n[ไม่มี](nowhere.md)\n")
    table = (unsealed.copy / "plans/2569/projects.csv").read_text("utf-8")
    unsealed.commit("plans/2569/projects.csv", table.replace("100000", "กฎหมาย"))
    assert unsealed.push().returncode != 0
    assert holds("ความลับแรก") == []
    unsealed.git("reset", "-q", "--hard", tip)
    unsealed.commit("content/a.md", "# ความลับที่สอง\n")
    done = unsealed.push("main", "main:refs/heads/main/x")
    assert done.returncode != 0
    assert holds("ความลับที่สอง") == []
    hook = unsealed.remote / "hooks/pre-receive"
    ours = hook.read_text()
    hook.write_text(ours.replace("exec ", "", 1) + "kill -9 $PPID\n")
    assert unsealed.push().returncode != 0
    assert holds("ความลับที่สอง"), "it was killed between our judgement and git's references"
    draft = own / "draft/portal/content/a.md"
    draft.parent.mkdir(parents=True)
    draft.write_text("# ความลับที่สอง")  # one that was killed, too
    hook.write_text(ours)
    unsealed.git("reset", "-q", "--hard", tip)
    assert unsealed.push("main:refs/heads/draft").returncode == 0
    assert holds("ความลับที่สอง") == []
    assert sorted(path.name for path in releases.glob(".next-*")) == []


@pytest.mark.long
def test_a_release_that_waited_for_a_push_that_died_is_not_shown_for_another(
    unsealed: Office,
) -> None:
    releases = Releases(unsealed.live)
    name = unsealed.commit("content/a.md", "# ก\n")
    waiting = releases.folder / f".next-{name}"
    waiting.mkdir()
    (waiting / "index.html").write_text("defaced")
    accepted(unsealed)
    assert "defaced" not in unsealed.page()


# Trees that cost more than they weigh


def _bomb(folder: Path, leaf: str, kind: str) -> str:
    """Return a commit whose tree names a million things in a few kilobytes."""

    def git(*arguments: str, given: str = "") -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, input=given, capture_output=True, text=True,
            check=True,
            env={**os.environ, "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b",
                 "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"},
        )  # fmt: skip
        return done.stdout.strip()

    mode = "100644" if kind == "blob" else "040000"
    for _ in range(3):
        names = "".join(f"{mode} {kind} {leaf}\t{number:03}\n" for number in range(100))
        leaf, mode, kind = git("mktree", given=names), "040000", "tree"
    tree = git("mktree", given=f"040000 tree {leaf}\tplans\n")
    return git("commit-tree", "-m", "bomb", tree)


@pytest.mark.parametrize("kind", ["blob", "tree"])
def test_a_tree_that_names_a_million_things_is_refused_at_once(kind: str, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    write = ["git", "hash-object", "-w", "--stdin", "-t", kind]
    leaf = subprocess.run(write, cwd=tmp_path, input="", capture_output=True, text=True, check=True)
    commit = _bomb(tmp_path, leaf.stdout.strip(), kind)
    started = time.monotonic()
    with pytest.raises(GitError, match="มากหรือใหญ่เกินกว่าที่ระบบรับได้"):
        Repository(tmp_path, os.environ).write_to(commit, tmp_path / "out")
    assert time.monotonic() - started < 10
    assert MOST_NAMES < 10**6
