"""Members by https and ssh, from a real git server and a real sshd: the same rows, or a reason."""

from __future__ import annotations

import json
import os
import random
import socket
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from e2e.https import Https, https
from e2e.hubs import Country
from e2e.sshd import SSHD, Server, sshd
from generator.hub.asked import ask
from generator.hub.fetching.bounds import TO_ASK
from generator.hub.member import Member, Way
from generator.machine.bounded import Ending
from generator.machine.forks import Forks
from hub_data import Office, commit, write_hub, write_office

pytestmark = pytest.mark.skipif(not Path(SSHD).is_file(), reason="sshd is not installed")


@dataclass(frozen=True)
class Remotes:
    """An office's repository, where it is served, and what was asked of the plain http server."""

    folder: Path
    git: Https
    ssh: Server
    asked: list[str]

    @property
    def environment(self) -> dict[str, str]:
        """An operator's environment, who trusts both servers."""
        known = {"SSL_CERT_FILE": str(self.git.authority), "PATH": self.ssh.environment["PATH"]}
        return {**os.environ, **known}

    def reasons(self, environment: Mapping[str, str], *addresses: str) -> list[str]:
        """Return why nothing is known of members at these addresses."""
        members = [
            Member(f"{1_000_000 + n}", "เมือง", "พะเยา", Way.GIT, one, "main")
            for n, one in enumerate(addresses)
        ]
        found = dict(ask(members, environment))
        return [found[one.code].get("reason", "") for one in members]


@pytest.fixture(scope="module")
def remotes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Remotes]:
    home = tmp_path_factory.mktemp("remotes")
    folder = home / "served/office"
    write_office(folder, "อบต.ตัวอย่าง", "อบต.", "พะเยา", "", random.Random(1), 5)
    commit(folder)
    asked: list[str] = []

    class Plain(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            asked.append(self.path)

    plain = ThreadingHTTPServer(("127.0.0.1", 0), partial(Plain, directory=str(folder.parent)))
    Thread(target=plain.serve_forever, daemon=True).start()
    with (
        https(home / "https", folder.parent, f"http://localhost:{plain.server_port}") as git,
        sshd(home / "sshd") as ssh,
    ):
        yield Remotes(folder, git, ssh, asked)
    plain.shutdown()
    plain.server_close()


def test_a_member_by_https_or_ssh_gives_the_rows_of_its_folder(
    remotes: Remotes, tmp_path: Path
) -> None:
    path = remotes.folder / ".git"
    wheres = (
        {"folder": str(remotes.folder)},
        {"git": f"{remotes.git.address}/office/.git", "branch": "main"},
        {"git": f"{remotes.ssh.address}{path}", "branch": "main"},
    )
    offices = [
        Office(f"{1_000_000 + n}", "", "", "พะเยา", remotes.folder, where)
        for n, where in enumerate(wheres)
    ]
    write_hub(tmp_path, offices)
    hub = Country(tmp_path, "", offices)
    _, lines = hub.build(environment=remotes.environment)
    assert [one["state"] for one in lines.values()] == ["fresh"] * 3, lines
    assert len({one["source"] for one in lines.values()}) == 1
    kept = [json.loads((hub.to / "state" / one / "member.json").read_bytes()) for one in lines]
    assert len({one["good"]["folder"] for one in kept}) == 1  # named by the digest of its rows
    assert len(hub.rows("projects")) == 15
    gathered, _ = hub.build(environment=remotes.environment)
    assert gathered.tasks == 0


def test_a_server_that_nobody_vouches_for_or_leads_elsewhere_is_one_reason(
    remotes: Remotes,
) -> None:
    git, environment = remotes.git.address, remotes.environment
    by_name = git.replace("localhost", "127.0.0.1")
    told = remotes.reasons(
        environment,
        f"{by_name}/office/.git",  # its certificate is of another name
        f"{git}/moved/office/.git",  # plain http
        f"{git}/file/office/.git",
        f"{git}/nowhere/.git",
    )
    assert "ใบรับรอง" in told[0]
    assert ["ที่อื่น" in one for one in told] == [False, True, True, False]
    assert remotes.asked == []
    stranger = {name: one for name, one in environment.items() if name != "SSL_CERT_FILE"}
    told += (unknown := remotes.reasons(stranger, f"{git}/office/.git"))
    assert "ใบรับรอง" in unknown[0]
    for reason in told:
        assert "\n" not in reason
        assert any("ก" <= sign <= "๙" for sign in reason), reason
        assert str(remotes.git.port) not in reason


def test_a_host_key_that_is_not_known_is_never_asked_about(remotes: Remotes) -> None:
    at, config = f"{remotes.ssh.address}{remotes.folder}/.git", remotes.ssh.home / "config"
    known, said = (remotes.ssh.home / "known_hosts").read_text(), config.read_text()
    # Whatever the operator's own settings ask.
    asking = said.replace("StrictHostKeyChecking yes", "StrictHostKeyChecking ask")
    config.write_text(asking.replace("BatchMode yes", "BatchMode no"))
    remotes.ssh.know("")
    started = time.monotonic()
    (unknown,) = remotes.reasons(remotes.environment, at)
    (remotes.ssh.home / "known_hosts").write_text(known)
    remotes.ssh.use_key("stranger")
    (refused,) = remotes.reasons(remotes.environment, at)
    config.write_text(said)
    assert "ยังไม่เคยติดต่อ" in unknown
    assert "กุญแจ" in refused
    assert (remotes.ssh.home / "known_hosts").read_text() == known
    assert time.monotonic() - started < 40


def test_a_server_that_hangs_or_drips_is_ended_in_time(remotes: Remotes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        addresses = (
            f"{remotes.git.address}/hang/.git", f"{remotes.git.address}/drip/.git",
            f"https://127.0.0.1:{port}/a.git", f"ssh://127.0.0.1:{port}/a.git",
        )  # fmt: skip
        with ThreadPoolExecutor(len(addresses)) as threads:
            told = [*threads.map(partial(ended, remotes.environment), addresses)]
    assert told == [Ending.HELD] * len(addresses)
    for one in Path("/proc").iterdir():  # nothing that git began goes on
        if one.name.isdecimal() and (one / "cmdline").is_file():
            line = (one / "cmdline").read_bytes()
            assert not any(address.encode() in line for address in addresses), line


def ended(environment: Mapping[str, str], address: str) -> Ending:
    """Return how asking a member ended, which has three seconds instead of a minute."""
    member = Member("1000000", "เมือง", "พะเยา", Way.GIT, address)
    task = json.dumps({"member": member.to_json(), "environment": dict(environment)}).encode()
    with Forks("generator.hub.asking") as forks:
        return forks.done(task, replace(TO_ASK, clock=3)).ending
