"""A text with what it says in the codes of addresses written out: `%E0%B8%81`, `;base64,4LiB`.

A browser shows an address so, and any reader's program writes it back. Alone knows these codes.
"""

import base64
import binascii
import re
from urllib.parse import unquote

_PERCENT = re.compile("(?:%[0-9A-Fa-f]{2})+(?:[A-Za-z0-9+._-]*(?:%[0-9A-Fa-f]{2})+)*")
_PACKED = re.compile(r";base64,([A-Za-z0-9+/_-]+)")
# Codes within codes: an address that carries another.
_DEEPEST = 3


def decoded(text: str) -> str:
    """Return the text as it is meant; itself, at once, where it holds no code. Never raises."""
    for _ in range(_DEEPEST):
        if "%" not in text and ";base64," not in text:
            break
        meant = _PACKED.sub(_unpacked, _PERCENT.sub(_unescaped, text))
        if meant == text:
            break
        text = meant
    return text


def _unescaped(run: re.Match[str]) -> str:
    return unquote(run[0].replace("+", " "))


def _unpacked(found: re.Match[str]) -> str:
    packed = found[1].translate(str.maketrans("-_", "+/"))
    try:
        data = base64.b64decode(packed + "=" * (-len(packed) % 4))
    except (ValueError, binascii.Error):
        return found[0]
    return f", {data.decode('utf-8', 'replace')} "
