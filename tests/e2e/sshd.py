"""A real sshd for tests: a port, keys and settings of its own, and a client that trusts only it."""

from __future__ import annotations

import os
import pwd
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from e2e.remotes import EPOCH, QUIET, free_port

SSHD = "/usr/sbin/sshd"
USER = pwd.getpwuid(os.getuid()).pw_name

_SERVER = """ListenAddress 127.0.0.1
Port {port}
HostKey {home}/host
AuthorizedKeysFile {home}/clerk.pub
PidFile none
StrictModes no
UsePAM no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
SetEnv SOURCE_DATE_EPOCH={epoch}
"""
_CLIENT = """Host *
  BatchMode yes
  IdentitiesOnly yes
  IdentityFile {home}/clerk
  UserKnownHostsFile {home}/known_hosts
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
  LogLevel ERROR
Host office
  HostName 127.0.0.1
  Port {port}
  User {user}
"""
# The real ssh, told where the test's settings are: it looks for a person's only in their own home.
_SSH = '#!/bin/sh\n{before}/usr/bin/ssh -F "{home}/config" "$@"\n'


@dataclass(frozen=True, slots=True)
class Server:
    """A server that listens: its port, and the folder of its keys and of the clerk's settings."""

    home: Path
    port: int

    @property
    def address(self) -> str:
        return f"ssh://{USER}@127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """A clerk's environment: `ssh` is the one of `bin`, for git too."""
        return {**QUIET, "PATH": f"{self.home / 'bin'}:{os.environ['PATH']}"}

    def put_before_ssh(self, command: str) -> None:
        """Let what is sent to ssh go through a command; an empty one is none."""
        script = self.home / "bin/ssh"
        before = f"{command} | " if command else "exec "
        script.write_text(_SSH.format(home=self.home, before=before))
        script.chmod(0o755)

    def use_key(self, name: str) -> None:
        """Let the clerk have this key; one of another name than `clerk` is not let in."""
        key = self.home / name
        if not key.exists():
            make_key(key)
        config = self.home / "config"
        lines = config.read_text().splitlines()
        lines = [f"  IdentityFile {key}" if "IdentityFile" in line else line for line in lines]
        config.write_text("\n".join(lines) + "\n")

    def know(self, key: str) -> None:
        """Let the clerk's machine know the server by a public key; an empty one forgets it."""
        line = f"[127.0.0.1]:{self.port} {key}\n" if key else ""
        (self.home / "known_hosts").write_text(line)


def make_key(path: Path) -> None:
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)], check=True
    )


@contextmanager
def sshd(home: Path) -> Iterator[Server]:
    """Run sshd with its files in `home`; the clerk has a key and knows the server's."""
    (home / "bin").mkdir(parents=True)
    server = Server(home, free_port())
    make_key(home / "host")
    make_key(home / "clerk")
    values = {"home": home, "port": server.port, "user": USER, "epoch": EPOCH}
    (home / "sshd_config").write_text(_SERVER.format(**values))
    (home / "config").write_text(_CLIENT.format(**values))
    server.know((home / "host.pub").read_text().strip())
    server.put_before_ssh("")
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    log = home / "log"
    process = subprocess.Popen(
        [SSHD, "-D", "-f", str(home / "sshd_config"), "-E", str(log)], stdin=subprocess.DEVNULL
    )
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", server.port), 1).close()
                break
            except OSError:
                assert process.poll() is None, log.read_text()
                time.sleep(0.05)
        yield server
    finally:
        process.terminate()
        process.wait(30)
