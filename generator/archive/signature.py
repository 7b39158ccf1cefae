"""A detached signature by the office's own SSH key: `ssh-keygen -Y`, for those who want one.

A signature counts only where it was verified, by keys that the caller names. What is no signature
of the very file is wrong whoever's keys are known.
"""

from __future__ import annotations

import base64
import binascii
import re
import shutil
import subprocess
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from generator.archive.faults import SealRefusedError

# What the signature is for: one made for another purpose does not count.
_NAMESPACE = "phaen"
_ARMOR = re.compile(
    rb"\s*-----BEGIN SSH SIGNATURE-----\s+([A-Za-z0-9+/=\s]+)-----END SSH SIGNATURE-----\s*"
)
_MAGIC = b"SSHSIG\x00\x00\x00\x01"
_MOST_BYTES = 64_000
_NAME = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]{1,100}")


class Judgement(Enum):
    """What is known of a signature."""

    NONE = "none"
    VALID = "valid"
    WRONG = "wrong"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Signature:
    """The judgement of a seal's signature; `signer` says whose it is where it is valid."""

    judgement: Judgement = Judgement.NONE
    signer: str = ""


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


def judged(sealed: Path, signature: Path, allowed: Path) -> Signature:
    """Judge the signature beside a sealed file by the keys in `allowed`. Raises OSError.

    Without the program that verifies, or where `allowed` names no key, a well-formed signature is
    neither valid nor wrong.
    """
    if not signature.is_file():
        return Signature()
    if not _well_formed(signature):
        return Signature(Judgement.WRONG)
    if not can_sign():
        return Signature(Judgement.UNCHECKED)
    if _check("check-novalidate", sealed, signature).returncode:
        return Signature(Judgement.WRONG)
    if not _names_keys(allowed):
        return Signature(Judgement.UNCHECKED)
    who = _signer(sealed, signature, allowed)
    return Signature(Judgement.VALID, who) if who else Signature(Judgement.WRONG)


def _signer(sealed: Path, signature: Path, allowed: Path) -> str:
    """Return who signed a sealed file, of those in `allowed`; empty where nobody did."""
    known = _keygen("find-principals", "-s", signature, "-f", allowed, of=sealed)
    for name in known.stdout.decode("utf-8", "replace").splitlines():
        if _NAME.fullmatch(name) and not name.startswith("-"):
            by_key = ("-f", allowed, "-I", name)
            if _check("verify", sealed, signature, *by_key).returncode == 0:
                return name
    return ""


def _well_formed(signature: Path) -> bool:
    """Whether the file can be a signature for our purpose at all."""
    if signature.stat().st_size > _MOST_BYTES:
        return False
    found = _ARMOR.fullmatch(signature.read_bytes())
    try:
        blob = base64.b64decode(b"".join(found[1].split()), validate=True) if found else b""
    except binascii.Error:
        return False
    return blob.startswith(_MAGIC)


def _names_keys(allowed: Path) -> bool:
    if not allowed.is_file() or allowed.stat().st_size > _MOST_BYTES:
        return False
    lines = allowed.read_bytes().splitlines()
    return any(line.strip() and not line.lstrip().startswith(b"#") for line in lines)


def _check(
    action: str, sealed: Path, signature: Path, *more: str | Path
) -> subprocess.CompletedProcess[bytes]:
    return _keygen(action, "-n", _NAMESPACE, "-s", signature, *more, of=sealed)


def _keygen(action: str, *arguments: str | Path, of: Path) -> subprocess.CompletedProcess[bytes]:
    with of.open("rb") as stream:
        return subprocess.run(  # noqa: S603  # no shell, and paths are the portal's own
            ["ssh-keygen", "-Y", action, *map(str, arguments)],  # noqa: S607
            stdin=stream,
            capture_output=True,
            check=False,
        )
