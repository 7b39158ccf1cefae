"""A repository that receives set up, in the place of nothing that is somebody else's.

And what its operator tells it: whose signatures count, which chain stood.
"""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.machine import guard
from generator.machine.git import Repository
from generator.machine.layout import SEALS
from generator.publishing.deploy import NGINX_BEGINS, DeployError, Releases
from generator.publishing.leftovers import clear_leftovers
from generator.publishing.memory import Known, Memory, is_digest, trusted_lines
from generator.publishing.private import own_folder, write_own
from generator.publishing.trees import Tree
from generator.site.builder.folders import keeps

#: What Phaen keeps inside a repository, and there.
OWN = "phaen"
SETTINGS_NAME, CLOCK = "settings.json", ".clock"
_MOST_BYTES = 64_000
HOOKS = ("pre-receive", "post-receive")
# Git unpacks nothing that is not sound, keeps the public record, and takes no giant.
_GIT_SETTINGS = {
    "receive.fsckObjects": "true",
    "receive.denyNonFastForwards": "true",
    "receive.shallowUpdate": "false",
    "receive.maxInputSize": "500m",
    "receive.advertisePushOptions": "false",
    "core.logAllRefUpdates": "true",
}


def make_repository(
    folder: Path, live: Path, branch: str, command: Sequence[str], environment: Mapping[str, str]
) -> None:
    """Make a repository that receives for a live link, or renew one; its hooks call `command`.

    Raises DeployError, GitError, OSError, and FolderRefusedError where a place is somebody else's.
    """
    if not Repository(Path(), environment).may_be_branch(branch):
        raise DeployError(f"{branch!r} ใช้เป็นชื่อสาขาไม่ได้ ใช้ชื่ออย่าง main")
    guard.refuse_repository(folder, OWN)
    _refuse_hooks(folder, command)
    releases = Releases(live)
    releases.refuse_foreign()
    for place in (releases.live, releases.folder):
        guard.refuse_pair(folder, place)
    guard.refuse_kept(releases.folder, kept=keeps(releases.folder, environment))
    if not (folder / "HEAD").is_file():
        own_folder(folder)  # it holds drafts, and lists of what is no public matter
    own = own_folder(folder / OWN)
    with Releases(live).alone():
        clear_leftovers(folder.resolve(), own / CLOCK)
    git = Repository.create(folder.resolve(), branch, environment)
    git.configure(_GIT_SETTINGS)
    settings = {"live": str(live.parent.resolve() / live.name), "branch": branch}
    write_own(own / SETTINGS_NAME, json.dumps(settings, ensure_ascii=False).encode())
    for name in HOOKS:
        git.write_hook(name, [*command, "hook", name])


def write_signers(memory: Memory, data: bytes) -> None:
    """Keep the keys that count. Raises DeployError for what is no list of keys."""
    lines = [line.split() for line in data.splitlines() if line.strip()]
    keys = [words for words in lines if not words[0].startswith(b"#")]
    sound = all(len(words) >= 3 for words in keys)
    if not keys or not sound or len(data) > _MOST_BYTES:
        raise DeployError(
            "แฟ้มของ --signers ต้องมีบรรทัดละหนึ่งกุญแจ เช่น saraban@example.go.th ssh-ed25519 AAAA…"
        )
    write_own(memory.signers, data)


def trust_chain(memory: Memory, repository: Repository, tip: str | None, digest: str) -> bool:
    """Take in the chain of that digest; return whether it is here already. Raises DeployError."""
    wanted = digest.strip().lower()
    if not is_digest(wanted):
        raise DeployError(f"--trust-chain ต้องเป็นค่า SHA-256 ของแฟ้ม {SEALS} (เลขฐานสิบหก 64 ตัว)")
    lines = Tree(repository, tip).chain() if tip else ()
    if lines and not trusted_lines(lines, wanted):
        raise DeployError(
            f"แฟ้ม {SEALS} ในคลังไม่ได้ขึ้นต้นด้วยลำดับที่มีค่า SHA-256 นี้ ตรวจค่าจากแฟ้มที่ท่านเชื่อถือ\n"
            f"คำนวณด้วย sha256sum {SEALS}"
        )
    memory.remember(Known(trusted=wanted))
    return bool(lines)


def _refuse_hooks(folder: Path, command: Sequence[str]) -> None:
    """Refuse to take the place of another program's hook. Raises FolderRefusedError."""
    ours = shlex.join(command[1:])
    for name in HOOKS:
        hook = folder / "hooks" / name
        if not hook.exists() and not hook.is_symlink():
            continue
        known = not guard.is_link(hook) and ours in hook.read_text("utf-8", errors="replace")
        if not known:
            raise guard.FolderRefusedError(
                folder, f"มี hook {name} ของโปรแกรมอื่นอยู่แล้ว ระบบไม่เขียนทับ", "ย้ายออก แล้วสั่งใหม่"
            )


def refuse_settings(file: Path) -> None:
    """Refuse to take the place of settings that are not ours. Raises FolderRefusedError."""
    if not os.path.lexists(file):
        return
    ours = not guard.is_link(file) and file.read_bytes().startswith(NGINX_BEGINS.encode())
    if not ours:
        raise guard.FolderRefusedError(
            file.parent, f"มี {file.name} ที่ระบบไม่ได้เขียน ระบบไม่เขียนทับ", "ย้ายออก แล้วสั่งใหม่"
        )
