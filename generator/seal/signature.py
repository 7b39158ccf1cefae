"""A detached signature by the office's own SSH key: `ssh-keygen -Y`, for those who want one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from generator.seal.faults import SealRefusedError

# What the signature is for: one made for another purpose does not count.
_NAMESPACE = "phaen"


def can_sign() -> bool:
    """Whether the program that signs and verifies is there."""
    return shutil.which("ssh-keygen") is not None


def sign(sealed: Path, key: Path) -> bytes:
    """Return the signature of a sealed file by `key`; the program may ask for its passphrase.

    Raises SealRefusedError.
    """
    if not can_sign():
        raise SealRefusedError("ไม่พบโปรแกรม ssh-keygen จึงลงลายเซ็นไม่ได้ ติดตั้ง OpenSSH ก่อน")
    done = _keygen("sign", "-q", "-n", _NAMESPACE, "-f", key, of=sealed)
    if done.returncode or not done.stdout:
        why = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise SealRefusedError(f"ลงลายเซ็นด้วยกุญแจ {key} ไม่ได้ ({why})")
    return done.stdout


def signer(sealed: Path, signature: Path, allowed: Path) -> str:
    """Return who signed a sealed file, of those in `allowed`; empty where nobody did."""
    by_key = ("-f", allowed, "-n", _NAMESPACE, "-s", signature)
    known = _keygen("find-principals", "-s", signature, "-f", allowed, of=sealed)
    for name in known.stdout.decode("utf-8", "replace").splitlines():
        if _keygen("verify", *by_key, "-I", name, of=sealed).returncode == 0:
            return name
    return ""


def _keygen(action: str, *arguments: str | Path, of: Path) -> subprocess.CompletedProcess[bytes]:
    with of.open("rb") as stream:
        return subprocess.run(  # noqa: S603  # no shell, and paths are the portal's own
            ["ssh-keygen", "-Y", action, *map(str, arguments)],  # noqa: S607
            stdin=stream,
            capture_output=True,
            check=False,
        )
