"""A name as little as is told of it beside its folded text, which the same row has anyway.

Folding leaves out dots and commas and writes small letters: these alone are told, each by how many
letters stand between it and the one before. A name that is told so by no less is told whole.
"""

from __future__ import annotations

import re

_EDITED, _WHOLE = "\x01", "\x02"
_LEFT_OUT = ".,"
_PUT, _FOR = "+", "="
_EDIT = re.compile(r"([0-9]+)([+=])(.)", re.DOTALL)


def told(name: str, folded: str) -> str:
    """Return what tells a name beside its folded text; empty where they are the same."""
    edits, at, since = [], 0, 0
    for letter in name:
        if folded[at : at + 1] == letter:
            at, since = at + 1, since + 1
            continue
        sign = _PUT if letter in _LEFT_OUT else _FOR
        edits.append(f"{since}{sign}{letter}")
        at, since = at + (sign == _FOR), 0
    short = _EDITED + "".join(edits) if edits else ""
    return short if len(short) < len(name) and read(short, folded) == name else _WHOLE + name


def read(text: str, folded: str) -> str:
    """Return the name that was told."""
    if text.startswith(_WHOLE):
        return text[len(_WHOLE) :]
    found, at = [], 0
    for between, sign, letter in _EDIT.findall(text):
        end = at + int(between)
        found.append(folded[at:end] + letter)
        at = end + (sign == _FOR)
    return "".join(found) + folded[at:]
