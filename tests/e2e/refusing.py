"""Makes git, ssh, hooks and file systems refuse in earnest; each yields all that was said.

What a machine without a network cannot provoke is said by a hook or an ssh of the test, in the very
words of GitHub, GitLab and OpenSSH.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from e2e.remotes import QUIET, free_port, git

ROOT = os.geteuid() == 0
Provoked = Callable[[Path], str]
PROVOKED: dict[str, list[Provoked]] = {}


def provokes(code: str) -> Callable[[Provoked], Provoked]:
    def kept(function: Provoked) -> Provoked:
        PROVOKED.setdefault(code, []).append(function)
        return function

    return kept


def run(*arguments: str, cwd: Path, more: dict[str, str] | None = None) -> str:
    """Run git, which must refuse or warn; return what it said."""
    done = subprocess.run(
        ["git", *arguments], cwd=cwd, env={**os.environ, **QUIET, "LC_ALL": "C", **(more or {})},
        capture_output=True, encoding="utf-8", timeout=60, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return done.stderr + done.stdout


def ok(*arguments: str, cwd: Path) -> str:
    done = git(*arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


def pair(folder: Path) -> tuple[Path, Path]:
    """Return two clones of a bare repository `remote.git` with one commit."""
    folder.mkdir(parents=True, exist_ok=True)
    ok("init", "-q", "--bare", "-b", "main", "remote.git", cwd=folder)
    for name in ("one", "two"):
        ok("clone", "-q", "remote.git", name, cwd=folder)
        ok("symbolic-ref", "HEAD", "refs/heads/main", cwd=folder / name)
        if name == "one":
            commit(folder / "one", "a", "1\n")
            ok("push", "-q", "-u", "origin", "main", cwd=folder / "one")
    return folder / "one", folder / "two"


def commit(copy: Path, name: str, text: str) -> None:
    (copy / name).write_text(text)
    ok("add", "-A", cwd=copy)
    ok("commit", "-qm", text[:9], cwd=copy)


def apart(folder: Path, name: str = "a") -> tuple[Path, Path]:
    """Return two clones of which one pushed, and the other committed something else."""
    one, two = pair(folder)
    commit(one, name, "2\n")
    ok("push", "-q", cwd=one)
    commit(two, name, "3\n")
    return one, two


def hook(folder: Path, said: str) -> str:
    """Push to a repository whose hook says something and declines."""
    one, _ = pair(folder)
    file = folder / "remote.git/hooks/pre-receive"
    file.write_text(f"#!/bin/sh\ncat >&2 <<'SAID'\n{said}\nSAID\nexit 1\n")
    file.chmod(0o755)
    commit(one, "b", "2\n")
    return run("push", cwd=one)


def ssh(folder: Path, said: str) -> str:
    """Push by an ssh that says something and fails."""
    one, _ = pair(folder)
    file = folder / "ssh"
    file.write_text(f"#!/bin/sh\ncat >&2 <<'SAID'\n{said}\nSAID\nexit 255\n")
    file.chmod(0o755)
    ok("remote", "set-url", "origin", "ssh://git@plan.example.go.th/plan.git", cwd=one)
    return run("push", cwd=one, more={"GIT_SSH_COMMAND": str(file)})


@contextmanager
def disk(folder: Path, size: str) -> Iterator[Path]:
    """Mount a small disk; only root can."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@contextmanager
def web(status: int) -> Iterator[str]:
    """Serve nothing but a refusal; yield the address."""

    class Refusing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            if status == 401:
                self.send_header("WWW-Authenticate", 'Basic realm="git"')
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Refusing)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/plan.git"
    finally:
        server.shutdown()
        server.server_close()


# Pushes


@provokes("fetch-first")
def fetch_first(folder: Path) -> str:
    return run("push", "origin", "main", cwd=apart(folder)[1])


@provokes("not-forward")
def not_forward(folder: Path) -> str:
    _, two = apart(folder)
    ok("fetch", "-q", cwd=two)
    return run("push", "origin", "main", cwd=two)


@provokes("not-forward")
def only_forward(folder: Path) -> str:
    _, two = apart(folder)
    ok("fetch", "-q", cwd=two)
    return run("merge", "--ff-only", "origin/main", cwd=two)


@provokes("refs-lock")
def two_pushes_at_one_second(folder: Path) -> str:
    one, _ = pair(folder)
    commit(one, "b", "2\n")
    (folder / "remote.git/refs/heads/main.lock").touch()
    return run("push", cwd=one)


@provokes("ref-held")
def a_lock_of_a_branch_that_was_left(folder: Path) -> str:
    one, _ = pair(folder)
    (one / ".git/refs/heads/main.lock").touch()
    (one / "a").write_text("x")
    return run("commit", "-qam", "x", cwd=one)


@provokes("history-refused")
def history_refused(folder: Path) -> str:
    _, two = apart(folder)
    ok("config", "receive.denyNonFastForwards", "true", cwd=folder / "remote.git")
    return run("push", "--force", "origin", "main", cwd=two)


@provokes("hook-declined")
def hook_declined(folder: Path) -> str:
    return hook(folder, "แผนมีข้อผิดพลาด")


@provokes("purged")
def history_was_purged(folder: Path) -> str:
    return hook(folder, "push นี้นำประวัติที่มีข้อมูลส่วนบุคคลซึ่งถอนและลบถาวรแล้วกลับเข้ามา คลังนี้จะไม่รับอีก")


def broken(file: Path, *, runs: bool) -> None:
    file.write_text("#!/nowhere/python\n")
    file.chmod(0o755 if runs else 0o644)


@provokes("hook-broken")
def hook_of_a_program_that_moved(folder: Path) -> str:
    one, _ = pair(folder)
    broken(one / ".git/hooks/pre-commit", runs=True)
    return run("commit", "--allow-empty", "-m", "x", cwd=one)


@provokes("hook-broken")
def hook_of_a_host_whose_program_moved(folder: Path) -> str:
    one, _ = pair(folder)
    commit(one, "b", "2\n")
    broken(folder / "remote.git/hooks/pre-receive", runs=True)
    return run("push", cwd=one)


@provokes("hook-off")
def hook_that_may_not_run(folder: Path) -> str:
    one, _ = pair(folder)
    commit(one, "b", "2\n")
    broken(folder / "remote.git/hooks/pre-receive", runs=False)
    return run("push", cwd=one)


@provokes("hook-off")
def own_hook_that_may_not_run(folder: Path) -> str:
    one, _ = pair(folder)
    broken(one / ".git/hooks/pre-push", runs=False)
    commit(one, "b", "2\n")
    return run("push", cwd=one)


@provokes("protected-branch")
def github_protects(folder: Path) -> str:
    return hook(folder, "error: GH006: Protected branch update failed for refs/heads/main.")


@provokes("protected-branch")
def gitlab_protects(folder: Path) -> str:
    return hook(
        folder, "GitLab: You are not allowed to push code to protected branches on this project."
    )


@provokes("file-too-big")
def github_takes_no_giants(folder: Path) -> str:
    return hook(
        folder,
        "error: File plan.pdf is 123.45 MB; this exceeds GitHub's file size limit of 100.00 MB\n"
        "error: GH001: Large files detected. You may want to try Git Large File Storage.",
    )


@provokes("file-too-big")
def a_push_that_is_too_big(folder: Path) -> str:
    one, _ = pair(folder)
    ok("config", "receive.maxInputSize", "1k", cwd=folder / "remote.git")
    (one / "b").write_bytes(os.urandom(100_000))
    commit(one, "c", "2\n")
    return run("push", cwd=one)


@provokes("remote-quota")
def quota(folder: Path) -> str:
    return hook(folder, "fatal: write error: Disk quota exceeded")


@provokes("shallow")
def shallow(folder: Path) -> str:
    one, _ = pair(folder)
    commit(one, "b", "2\n")
    ok("push", "-q", cwd=one)
    ok("clone", "-q", "--depth", "1", f"file://{folder}/remote.git", "thin", cwd=folder)
    ok("init", "-q", "--bare", "other.git", cwd=folder)
    ok("config", "receive.shallowUpdate", "false", cwd=folder / "other.git")
    return run("push", str(folder / "other.git"), "main", cwd=folder / "thin")


@provokes("no-upstream")
def no_upstream(folder: Path) -> str:
    one, _ = pair(folder)
    ok("switch", "-q", "-c", "new", cwd=one)
    return run("push", cwd=one)


@provokes("no-remote")
def no_remote(folder: Path) -> str:
    one, _ = pair(folder)
    ok("remote", "remove", "origin", cwd=one)
    return run("push", cwd=one)


@provokes("detached")
def detached(folder: Path) -> str:
    one, _ = pair(folder)
    ok("checkout", "-q", "--detach", cwd=one)
    return run("push", cwd=one)


@provokes("up-to-date")
def forgotten_commit(folder: Path) -> str:
    one, _ = pair(folder)
    (one / "a").write_text("changed\n")
    return run("push", cwd=one)


# The way there


@provokes("no-repository")
def no_repository(folder: Path) -> str:
    one, _ = pair(folder)
    return run("push", str(folder / "nowhere.git"), "main", cwd=one)


@provokes("no-repository")
def github_knows_no_such(folder: Path) -> str:
    return ssh(
        folder, "ERROR: Repository not found.\nfatal: Could not read from remote repository."
    )


@provokes("no-host")
def no_host(folder: Path) -> str:
    one, _ = pair(folder)
    return run("push", "https://plan.invalid/plan.git", "main", cwd=one)


@provokes("connection-refused")
def connection_refused(folder: Path) -> str:
    one, _ = pair(folder)
    return run("push", f"http://127.0.0.1:{free_port()}/plan.git", "main", cwd=one)


@provokes("no-route")
def no_route(folder: Path) -> str:
    return ssh(folder, "ssh: connect to host plan.example.go.th port 22: No route to host")


@provokes("git-too-old")
def a_command_that_git_does_not_know(folder: Path) -> str:
    one, _ = pair(folder)
    return run("merge-trees", cwd=one)


@provokes("git-too-old")
def an_option_that_git_does_not_know(folder: Path) -> str:
    one, _ = pair(folder)
    return run("fetch", "--of-a-later-git", cwd=one)


@provokes("git-too-old")
def a_repository_of_a_later_git(folder: Path) -> str:
    one, _ = pair(folder)
    ok("config", "core.repositoryFormatVersion", "1", cwd=one)
    ok("config", "extensions.ofALaterGit", "true", cwd=one)
    return run("status", cwd=one)


@provokes("timeout")
def timeout(folder: Path) -> str:
    return ssh(folder, "ssh: connect to host plan.example.go.th port 22: Connection timed out")


@provokes("timeout")
def broken_off(folder: Path) -> str:
    return ssh(folder, "Connection closed by 203.0.113.5 port 22")


@provokes("key-refused")
def github_refuses_the_key(folder: Path) -> str:
    return ssh(folder, "git@github.com: Permission denied (publickey).")


@provokes("host-key-unknown")
def host_unknown(folder: Path) -> str:
    return ssh(folder, "Host key verification failed.")


@provokes("password-refused")
def password(folder: Path) -> str:
    one, _ = pair(folder)
    with web(401) as address:
        return run("push", address, "main", cwd=one, more={"GIT_TERMINAL_PROMPT": "0"})


@provokes("password-refused")
def github_refuses_the_token(folder: Path) -> str:
    return hook(folder, "Invalid username or token. Password authentication is not supported.")


@provokes("not-allowed")
def not_allowed(folder: Path) -> str:
    one, _ = pair(folder)
    with web(403) as address:
        return run("push", address, "main", cwd=one)


@provokes("no-repository")
def web_knows_no_such(folder: Path) -> str:
    one, _ = pair(folder)
    with web(404) as address:
        return run("push", address, "main", cwd=one)


@provokes("certificate")
def certificate(folder: Path) -> str:
    return ssh(
        folder,
        "fatal: unable to access 'https://x/': SSL certificate problem: certificate has expired",
    )


# The repository


@provokes("half-rebase")
def half_rebase(folder: Path) -> str:
    _, two = apart(folder)
    ok("fetch", "-q", cwd=two)
    run("rebase", "origin/main", cwd=two)
    return run("rebase", "origin/main", cwd=two)


@provokes("half-merge")
def half_merge(folder: Path) -> str:
    _, two = apart(folder)
    ok("fetch", "-q", cwd=two)
    run("merge", "origin/main", cwd=two)
    ok("add", "-A", cwd=two)
    return run("merge", "origin/main", cwd=two)


@provokes("half-pick")
def half_pick(folder: Path) -> str:
    _, two = apart(folder)
    ok("fetch", "-q", cwd=two)
    run("cherry-pick", "origin/main", cwd=two)
    ok("add", "-A", cwd=two)
    return run("merge", "origin/main", cwd=two)


@provokes("conflict")
def conflict(folder: Path) -> str:
    _, two = apart(folder)
    ok("fetch", "-q", cwd=two)
    return run("merge", "origin/main", cwd=two)


@provokes("binary-conflict")
def conflict_in_a_workbook(folder: Path) -> str:
    one, two = pair(folder)
    for copy, sign in ((one, b"1"), (two, b"2")):
        (copy / "projects.xlsx").write_bytes(b"PK\0\0" + sign)
        commit(copy, "c", sign.decode())
    ok("push", "-q", cwd=one)
    ok("fetch", "-q", cwd=two)
    return run("merge", "origin/main", "--allow-unrelated-histories", cwd=two)


@provokes("unrelated")
def unrelated(folder: Path) -> str:
    one, _ = pair(folder)
    ok("switch", "-q", "--orphan", "other", cwd=one)
    commit(one, "z", "9\n")
    return run("merge", "main", cwd=one)


@provokes("local-changes")
def local_changes(folder: Path) -> str:
    one, two = pair(folder)
    ok("fetch", "-q", cwd=two)
    ok("reset", "-q", "--hard", "origin/main", cwd=two)
    commit(one, "a", "2\n")
    ok("push", "-q", cwd=one)
    (two / "a").write_text("mine\n")
    ok("fetch", "-q", cwd=two)
    return run("merge", "origin/main", cwd=two)


@provokes("index-lock")
def index_lock(folder: Path) -> str:
    one, _ = pair(folder)
    (one / ".git/index.lock").touch()
    (one / "a").write_text("x")
    return run("add", "a", cwd=one)


@provokes("identity")
def identity(folder: Path) -> str:
    one, _ = pair(folder)
    nobody = {key: "" for key in QUIET if key.endswith(("_NAME", "_EMAIL"))}
    (one / "a").write_text("x")
    return run("commit", "-qam", "x", cwd=one, more={**nobody, "HOME": str(folder)})


@provokes("unknown-object")
def unknown_object(folder: Path) -> str:
    one, _ = pair(folder)
    return run("log", "1234567890123456789012345678901234567890", cwd=one)


@provokes("corrupt")
def corrupt(folder: Path) -> str:
    one, _ = pair(folder)
    blob = ok("rev-parse", "HEAD:a", cwd=one).strip()
    loose = one / ".git/objects" / blob[:2] / blob[2:]
    loose.chmod(0o644)
    loose.write_bytes(b"broken")
    return run("cat-file", "-p", blob, cwd=one)


@provokes("corrupt")
def empty_object(folder: Path) -> str:
    one, _ = pair(folder)
    head = ok("rev-parse", "HEAD", cwd=one).strip()
    loose = one / ".git/objects" / head[:2] / head[2:]
    loose.chmod(0o644)
    loose.write_bytes(b"")
    return run("log", cwd=one)


@provokes("lfs-missing")
def lfs_missing(folder: Path) -> str:
    one, _ = pair(folder)
    (one / ".gitattributes").write_text("*.pdf filter=lfs\n")
    (one / "a.pdf").write_text("version https://git-lfs.github.com/spec/v1\n")
    for key in ("smudge", "clean", "process"):
        word = {"process": "git-lfs filter-process"}.get(key, f"git-lfs {key} -- %f")
        ok("config", f"filter.lfs.{key}", word, cwd=one)
    ok("config", "filter.lfs.required", "true", cwd=one)
    return run("add", "-A", cwd=one)


@provokes("line-ends")
def line_ends(folder: Path) -> str:
    one, _ = pair(folder)
    (one / "a").write_text("x\n")
    return run("-c", "core.autocrlf=true", "add", "a", cwd=one)


@provokes("name-too-long")
def name_too_long(folder: Path) -> str:
    one, _ = pair(folder)
    blob = ok("rev-parse", "HEAD:a", cwd=one).strip()
    ok("update-index", "--add", "--cacheinfo", f"100644,{blob},{'x' * 300}", cwd=one)
    return run("checkout-index", "-a", cwd=one)


@provokes("no-git-folder")
def no_git_folder(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    return run("status", cwd=folder, more={"GIT_CEILING_DIRECTORIES": str(folder.parent)})


# Of these only root can make the scene.

AS_ROOT: dict[str, list[Provoked]] = {}
COMMON, PROVOKED = PROVOKED, AS_ROOT


@provokes("disk-full")
def disk_full(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    with disk(folder / "small", "2m") as small:
        one, _ = pair(small)
        (one / "b").write_bytes(os.urandom(900_000))
        return run("add", "b", cwd=one)


@provokes("remote-disk-full")
def remote_disk_full(folder: Path) -> str:
    one, _ = pair(folder)
    with disk(folder / "small", "500k") as small:
        shutil.copytree(folder / "remote.git", small / "remote.git")
        (one / "b").write_bytes(os.urandom(600_000))
        commit(one, "c", "2\n")
        return run("push", str(small / "remote.git"), "main", cwd=one)


@provokes("read-only")
def read_only(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    with disk(folder / "small", "2m") as small:
        one, _ = pair(small)
        (one / "a").write_text("x")
        subprocess.run(["mount", "-o", "remount,ro", small], check=True)
        return run("add", "a", cwd=one)


def nowhere(folder: Path, address: str, way: str = "") -> str:
    """Push in a network of its own, in which no way leads anywhere; only root can make one."""
    one, _ = pair(folder)
    script = f'{way} git push "$1" main'
    done = subprocess.run(
        ["unshare", "-n", "sh", "-c", script, "sh", address], cwd=one,
        env={**os.environ, **QUIET, "LC_ALL": "C"}, capture_output=True, encoding="utf-8",
        timeout=60, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return done.stderr


_BARRED = "ip link set lo up; ip route add unreachable 203.0.113.0/24;"


@provokes("no-route")
def no_network(folder: Path) -> str:
    return nowhere(folder, "ssh://git@203.0.113.5/plan.git")


@provokes("no-route")
def no_way_for_ssh(folder: Path) -> str:
    return nowhere(folder, "ssh://git@203.0.113.5/plan.git", _BARRED)


@provokes("no-route")
def no_way_for_git(folder: Path) -> str:
    return nowhere(folder, "git://203.0.113.5/plan.git", _BARRED)


@provokes("permission")
def a_file_that_is_not_ours(folder: Path) -> str:
    one, _ = pair(folder)
    folder.chmod(0o755)
    (one / "b").write_text("2\n")
    (one / "b").chmod(0o600)
    done = subprocess.run(
        ["git", "-c", f"safe.directory={one}", "add", "b"], cwd=one, user=65534, group=65534,
        env={**os.environ, **QUIET, "LC_ALL": "C", "HOME": "/nonexistent"}, capture_output=True,
        encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    return done.stderr


@provokes("dubious")
def dubious_remote(folder: Path) -> str:
    one, _ = pair(folder)
    commit(one, "b", "2\n")
    for path in [folder / "remote.git", *(folder / "remote.git").rglob("*")]:
        os.chown(path, 1, 1)
    return run("push", cwd=one)


PROVOKED = COMMON
