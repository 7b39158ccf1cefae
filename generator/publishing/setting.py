"""What an operator tells a repository that receives: whose signatures count, which chain stood."""

from __future__ import annotations

from generator.machine.git import Repository
from generator.machine.layout import SEALS
from generator.publishing.deploy import DeployError
from generator.publishing.memory import Known, Memory, is_digest, trusted_lines
from generator.publishing.private import write_own
from generator.publishing.trees import Tree

_MOST_BYTES = 64_000


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
