"""A salted hash that takes long on purpose: scrypt (RFC 7914).

Telephone numbers and names are few enough to be tried one by one against a quick digest, so a
digest of one is as good as the text. Each trial here costs tens of milliseconds and 32 MB.
"""

from __future__ import annotations

import hashlib
import re
import secrets

# The cost is part of the format: what was hashed with another one is another text.
_COST, _BLOCK, _AT_ONCE = 2**15, 8, 1
_MEMORY = 2 * 128 * _COST * _BLOCK
_SALT_BYTES, _HASH_BYTES = 16, 32
_SALT = re.compile(f"[0-9a-f]{{{2 * _SALT_BYTES}}}")
_HASH = re.compile(f"[0-9a-f]{{{2 * _HASH_BYTES}}}")


def new_salt() -> str:
    """Return a salt that nobody has used, in hexadecimal."""
    return secrets.token_hex(_SALT_BYTES)


def is_salt(text: str) -> bool:
    """Whether `new_salt` may have made the text."""
    return bool(_SALT.fullmatch(text))


def is_slow_hash(text: str) -> bool:
    """Whether `slow_hash` may have made the text."""
    return bool(_HASH.fullmatch(text))


def slow_hash(text: str, salt: str) -> str:
    """Return the hash of `text` in hexadecimal. Raises ValueError for what is no salt."""
    data, grains = text.encode("utf-8", "surrogatepass"), bytes.fromhex(salt)
    made = hashlib.scrypt(
        data, salt=grains, n=_COST, r=_BLOCK, p=_AT_ONCE, maxmem=_MEMORY, dklen=_HASH_BYTES
    )
    return made.hex()
