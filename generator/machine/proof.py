"""Is a thing still as this machine wrote it? Tags under a key that stays on the machine.

A folder of earlier results may be copied, unpacked from an archive or written to by others. What is
taken from it again must carry a tag that only whoever has the key can make. The key is handed in;
where it is kept is the command line's matter, and it never lies in a folder that is built.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

KEY_SIZE = 32
TAG_SIZE = hashlib.sha256().digest_size


class Proof:
    """Makes and judges tags (HMAC-SHA256, RFC 2104); without a key no earlier tag holds."""

    def __init__(self, key: bytes | None = None) -> None:
        """Use `key`, of KEY_SIZE random bytes; None stands for one that is forgotten after."""
        if key is not None and len(key) != KEY_SIZE:
            raise ValueError(f"a key has {KEY_SIZE} bytes, this one {len(key)}")
        self._key = key or secrets.token_bytes(KEY_SIZE)

    def tag(self, purpose: str, *parts: bytes | memoryview) -> bytes:
        """Return the tag, TAG_SIZE bytes, of `parts` in this order and for this purpose alone."""
        made = hmac.new(self._key, digestmod=hashlib.sha256)
        for part in (purpose.encode(), *parts):
            made.update(len(part).to_bytes(8, "big"))
            made.update(part)
        return made.digest()

    def holds(self, tag: bytes, purpose: str, *parts: bytes | memoryview) -> bool:
        """Whether `tag` is the one that `tag()` gives for the same purpose and parts."""
        return hmac.compare_digest(tag, self.tag(purpose, *parts))
