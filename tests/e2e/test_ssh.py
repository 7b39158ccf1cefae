"""Pushing and publishing by ssh, to a real sshd."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from e2e.remotes import office
from e2e.sites import DAY, phaen
from e2e.sshd import SSHD, USER, Server, make_key, sshd
from generator.publishing.deploy import DeployError
from generator.publishing.deploy import Server as Target
from generator.site.links import faults
from portals import ROOT

pytestmark = pytest.mark.skipif(not Path(SSHD).is_file(), reason="sshd is not installed")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with sshd(tmp_path_factory.mktemp("sshd") / "home") as server:
        yield server


@pytest.fixture
def server(running: Server) -> Iterator[Server]:
    """A server whose clerk is as at the start: known, let in, nothing in between."""
    yield running
    running.put_before_ssh("")
    running.use_key("clerk")
    running.know((running.home / "host.pub").read_text().strip())


# git push


def test_push_by_ssh_is_checked_shown_and_answered_in_thai(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", server.environment["PATH"])
    made = office(tmp_path / "สำนักงาน")
    made.git("remote", "set-url", "origin", f"{server.address}{quote(str(made.remote))}")
    done = made.push()
    assert done.returncode == 0, done.stderr
    shown = made.git("rev-parse", "HEAD")[:12]
    assert f"remote: เผยแพร่แล้ว ขณะนี้ประชาชนเห็นรุ่นที่ 1 ({shown})" in done.stderr
    assert made.shown == shown
    made.state_budget("กฎหมาย")
    refused = made.push()
    assert refused.returncode != 0
    assert "remote: ผิด" in refused.stderr
    assert "plans/2570/projects.csv แถว 2 คอลัมน์ D (budget) [budget-unreadable]" in refused.stderr
    assert "ไม่รับ push นี้ เว็บไซต์เดิมยังอยู่ครบ" in refused.stderr
    assert made.shown == shown
    made.git("remote", "set-url", "origin", f"office:{made.remote}")  # a host of ssh's settings
    name = made.state_budget("123456")
    done = made.push()
    assert done.returncode == 0, done.stderr
    assert made.shown == name
    assert "123,456" in made.page("2570/projects/2570-001.html")


# phaen publish


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal that was built once, to be published."""
    made = office(tmp_path_factory.mktemp("office"))
    assert phaen("build", "--portal", made.copy, "--today", DAY).returncode == 0
    return made.copy


def publish(
    server: Server, portal: Path, target: str, *more: str
) -> subprocess.CompletedProcess[str]:
    return phaen(
        "publish", "--portal", portal, "--today", DAY, "--to", target, *more,
        environment=server.environment,
    )  # fmt: skip


def test_older_releases_there_go_at_once_when_more_is_withdrawn(
    server: Server, portal: Path, tmp_path: Path
) -> None:
    live = tmp_path / "live"
    forgot: list[int] = []
    environment = {**os.environ, **server.environment}
    target = Target.parse(f"ssh://office{quote(str(live))}")
    one, two = "1" * 64, "2" * 64
    for withdrawn, left in (((), 1), ((), 2), ((one,), 1), ((one,), 2), ((one, two), 1)):
        target.send(portal / "site", environment, withdrawn, forgot.append)
        assert len([name for name in releases(live) if name.startswith("0")]) == left
    assert forgot == [2, 2]
    with pytest.raises(DeployError, match="ย้อนกลับไม่ได้"):
        target.back(environment)
    assert target.send(portal / "site", environment, (one, two)) == 6
    assert target.back(environment) == 5
    with pytest.raises(DeployError, match="ถอนข้อมูลส่วนบุคคล"):
        target.send(portal / "site", environment, (one,))
    assert live.readlink().name == "000005-ssh"
    assert not list(live.resolve().glob(".phaen*"))


def send(server: Server, portal: Path, live: Path) -> int:
    """Publish what was built, as `publish` does after building."""
    environment = {**os.environ, **server.environment}
    return Target.parse(f"ssh://office{quote(str(live))}").send(portal / "site", environment, ())


def releases(live: Path) -> list[str]:
    """All that stands beside the link, but for the lock."""
    names = (path.name for path in live.with_name(f"{live.name}.releases").iterdir())
    return sorted(name for name in names if name != ".lock")


def test_publish_by_ssh_switches_whole_releases_and_takes_them_back(
    server: Server, portal: Path, tmp_path: Path
) -> None:
    live = tmp_path / "it's เว็บ; touch x"
    target = f"{server.address}{quote(str(live))}"
    assert publish(server, portal, target, "--rollback").returncode == 2
    for number in (1, 2):
        done = publish(server, portal, target)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        assert f"ประชาชนเห็นรุ่นที่ {number} ที่ {USER}@127.0.0.1" in done.stdout
        assert live.readlink().name == f"00000{number}-ssh"
    assert faults(live) == []
    sent = {path.relative_to(live.resolve()) for path in live.resolve().rglob("*")}
    assert sent == {path.relative_to(portal / "site") for path in (portal / "site").rglob("*")}
    done = publish(server, portal, target, "--rollback")
    assert (done.returncode, done.stderr) == (0, "")
    assert live.readlink().name == "000001-ssh"
    refused = publish(server, portal, target, "--rollback")
    assert refused.returncode == 2
    assert "ไม่มีรุ่นก่อนหน้าเหลืออยู่แล้ว" in refused.stderr
    assert send(server, portal, live) == 3
    assert releases(live) == [".taken-back", "000001-ssh", "000002-ssh", "000003-ssh"]
    assert live.readlink().name == "000003-ssh"
    assert not (tmp_path / "x").exists()


def test_last_ten_releases_are_kept_on_the_other_side(
    server: Server, portal: Path, tmp_path: Path
) -> None:
    live = tmp_path / "live"
    for number in range(1, 13):
        (tmp_path / f"live.releases/{number:06}-ssh").mkdir(parents=True)
    live.symlink_to("live.releases/000012-ssh")
    assert send(server, portal, live) == 13
    assert [int(name[:6]) for name in releases(live)] == list(range(4, 14))


def test_a_folder_of_others_among_the_releases_is_not_removed_as_an_old_one(
    server: Server, portal: Path, tmp_path: Path
) -> None:
    live, theirs = tmp_path / "live", tmp_path / "live.releases/2024 photos"
    for number in range(1, 13):
        (tmp_path / f"live.releases/{number:06}-ssh").mkdir(parents=True)
    with pytest.raises(DeployError, match="ไม่ได้สร้าง"):
        send(server, portal, live)  # nothing says that they are ours
    (live.with_name("live.releases") / ".lock").write_text("phaen", encoding="utf-8")
    theirs.mkdir()
    send(server, portal, live)
    assert theirs.is_dir()


def test_stream_that_is_cut_anywhere_leaves_the_live_site_whole(
    server: Server, portal: Path, tmp_path: Path
) -> None:
    live, stream = tmp_path / "live", tmp_path / "stream.tar"
    server.put_before_ssh(f"tee '{stream}'")
    assert send(server, portal, live) == 1
    with tarfile.open(stream) as archive:
        members = archive.getmembers()
    # Nothing at all; within a file; where a file ends; all but the last word.
    for cut in (0, 100_000, members[len(members) // 2].offset, members[-1].offset):
        server.put_before_ssh(f"head -c {cut}")
        with pytest.raises(DeployError, match="ไม่สำเร็จ เว็บไซต์เดิมยังอยู่ครบ"):
            send(server, portal, live)
        assert releases(live) == ["000001-ssh"], "what came in part is gone"
        assert faults(live) == []
    done = publish(server, portal, f"ssh://office{live}")
    assert done.returncode == 2
    assert done.stderr.startswith("ทำที่ office ไม่สำเร็จ เว็บไซต์เดิมยังอยู่ครบ\n    ข้อมูลมาไม่ครบ")
    server.put_before_ssh("")
    assert send(server, portal, live) == 2
    assert releases(live) == ["000001-ssh", "000002-ssh"]


def test_server_that_runs_nothing_of_ours_has_published_nothing(
    server: Server, portal: Path, tmp_path: Path
) -> None:
    server.put_before_ssh("echo 'Welcome. This account takes files only.' && exit 0; true")
    with pytest.raises(DeployError, match="takes files only"):
        send(server, portal, tmp_path / "live")


def test_sender_that_is_killed_leaves_nothing_and_the_next_one_goes_on(
    server: Server, portal: Path, tmp_path: Path
) -> None:
    live = tmp_path / "live"
    target = f"{server.address}{live}"
    assert publish(server, portal, target).returncode == 0
    server.put_before_ssh("{ head -c 200000; sleep 600; }")
    command = ["-m", "generator", "publish", "--portal", str(portal), "--today", DAY]
    process = subprocess.Popen(
        [sys.executable, *command, "--to", target], cwd=ROOT, start_new_session=True,
        env={**os.environ, **server.environment},
    )  # fmt: skip
    try:
        for _ in range(1200):
            if list(tmp_path.glob("live.releases/.in-*/*")):
                break
            time.sleep(0.05)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(60)
    for _ in range(1200):
        if releases(live) == ["000001-ssh"]:
            break
        time.sleep(0.05)
    assert releases(live) == ["000001-ssh"]
    assert faults(live) == []
    server.put_before_ssh("")
    assert publish(server, portal, target).returncode == 0
    assert live.readlink().name == "000002-ssh"


def test_who_is_not_let_in_or_not_known_is_told_in_thai(
    server: Server, portal: Path, tmp_path: Path
) -> None:
    live = tmp_path / "live"

    def said(address: str = server.address) -> str:
        environment = {**os.environ, **server.environment}
        with pytest.raises(DeployError) as refused:
            Target.parse(f"{address}{live}").send(portal / "site", environment)
        return str(refused.value)

    server.use_key("stranger")
    assert "ไม่รับกุญแจหรือรหัสผ่าน" in said()
    done = publish(server, portal, f"{server.address}{live}")
    assert done.returncode == 2
    assert done.stderr.startswith(f"ทำที่ {USER}@127.0.0.1 ไม่สำเร็จ เว็บไซต์เดิมยังอยู่ครบ\n")
    assert "Traceback" not in done.stderr
    server.use_key("clerk")
    server.know("")
    assert "ยังไม่เคยติดต่อเครื่องปลายทาง" in said()
    make_key(tmp_path / "other")
    server.know((tmp_path / "other.pub").read_text().strip())
    assert "อาจมีผู้ปลอมเป็นเครื่องนั้น" in said()
    assert "ไม่เปิดรับ ssh" in said("ssh://127.0.0.1:1")
    assert "ไม่พบเครื่องชื่อนี้" in said("ssh://no-such-host.invalid")
    assert list(tmp_path.glob("live*")) == []


def test_place_that_holds_other_files_there_is_left_alone(
    server: Server, portal: Path, tmp_path: Path
) -> None:
    live = tmp_path / "live"
    live.mkdir()
    (live / "theirs.txt").write_text("theirs")
    done = publish(server, portal, f"ssh://office{live}")
    assert done.returncode == 2
    assert "มีไฟล์อื่นอยู่แล้ว" in done.stderr
    assert (live / "theirs.txt").read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [live]


@pytest.mark.parametrize(
    "target",
    [
        "ssh://-oProxyCommand=touch%20x/srv/live", "ssh://clerk@-v/srv/live", "ssh://office",
        "ssh://office/", "ssh://office//", "ssh://office/srv/../etc", "ssh://office/srv/%2e%2e/etc",
        "ssh://office/srv/a%00b", "ssh://office/srv/a\nb", "ssh://office/srv/%0Ab",
        "ssh://of;fice/srv", "ssh://a b/srv", "ssh://office:22x/srv", "ssh://office:/srv",
        "ssh://[::1/srv", "ssh://$(id)/srv", "sftp://office/srv", "ssh://a@b@c/srv",
    ],
)  # fmt: skip
def test_hostile_address_is_none(target: str) -> None:
    with pytest.raises(DeployError, match="เขียนปลายทางเป็น ssh://"):
        Target.parse(target)


def test_what_is_no_folder_of_this_machine_is_refused_before_anything_is_made(
    server: Server, portal: Path, tmp_path: Path
) -> None:
    shutil.copytree(portal / "plans", tmp_path / "copy/plans")
    server.put_before_ssh(f"touch '{tmp_path / 'ran'}'")
    for target in ("ssh://-oProxyCommand=x/srv", "ftp://office/srv", "clerk@office:/srv/live"):
        for more in ((), ("--rollback",)):
            done = publish(server, tmp_path / "copy", target, *more)
            assert done.returncode == 2, target
            assert done.stderr.startswith("เขียนปลายทางเป็น ssh://"), target
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
    assert [path.name for path in (tmp_path / "copy").iterdir()] == ["plans"]
