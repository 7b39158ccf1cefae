"""Addresses of the web and of mail that are nothing more than that.

What stands before an `@`, after a `?` or in letters of another script makes an address lead, or a
letter go, elsewhere than its reader thinks.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

_PRINTED = re.compile(r"[^\s\x00-\x20\x7f-\xa0\\\"<>^`{|}]+")
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?", re.ASCII)
# Thai names of hosts (ไทย.ไทย) are written in Thai alone: no other script looks like it.
_THAI_LABEL = r"[\u0e01-\u0e3a\u0e40-\u0e4e0-9]+(?:-[\u0e01-\u0e3a\u0e40-\u0e4e0-9]+)*"
_THAI_HOST = re.compile(rf"(?:www\.)?{_THAI_LABEL}(?:\.(?:{_THAI_LABEL}|{_LABEL}))*")
_MAIL = re.compile(rf"[A-Za-z0-9](?:[A-Za-z0-9._+-]{{0,62}}[A-Za-z0-9])?@{_LABEL}(?:\.{_LABEL})+")
_PATH = re.compile(
    r"(?:/(?!\.{1,2}(?:/|$))(?:[A-Za-z0-9._~-]|%(?![01]|2[ef]|5c|7f)[0-9a-f]{2})+)*/?", re.I
)
_LONGEST = 2_000


def is_web_address(text: str) -> bool:
    """Whether a text is the whole address of a web page, which leads where it seems to."""
    parts = _parts(text)
    return parts is not None


def is_site_address(text: str) -> bool:
    """Whether a text is where a whole site may stand: a host and a folder of it."""
    parts = _parts(text)
    if parts is None or not text.isascii() or "?" in text or "#" in text:
        return False
    return bool(_PATH.fullmatch(parts.path))


def completed_address(text: str) -> str:
    """Return an address as it is to be kept: with its scheme, and a slash behind a bare host."""
    bare = text.strip().lstrip("/")
    whole = bare if "://" in bare else f"https://{bare}"
    return f"{whole}/" if whole.count("/") == len("//") else whole


def is_mail_address(text: str) -> bool:
    """Whether a text is one address of mail, and no heading or second address."""
    return len(text) <= _LONGEST and ".." not in text and bool(_MAIL.fullmatch(text))


def _parts(text: str) -> SplitResult | None:
    if len(text) > _LONGEST or not _PRINTED.fullmatch(text):
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    host = parts.netloc.rpartition(":")[0] if port is not None else parts.netloc
    sound = _HOST.fullmatch(host) or _THAI_HOST.fullmatch(host)
    web = parts.scheme in ("https", "http") and re.match("https?://[^/]", text, re.I)
    return parts if web and sound and port != 0 and len(host) <= 253 else None
