"""Keys of a YAML file said otherwise, or for the first time; every other byte stays.

What comes out is read again: only a file that says what it said, and what was to be said, is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.plan.mend.append_yaml import quoted
from generator.plan.mend.fix_bytes import coded
from generator.plan.read import read_yaml
from generator.plan.read.cells import Cell, YamlList, YamlValue
from generator.plan.read.yaml_keys import KeyLines, MapLines, lines_of
from generator.problems import Place, Report

# An entry of a list: a text, or texts by key.
Entry = str | Mapping[str, str]
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def with_keys(
    data: bytes, texts: Mapping[str, str], lists: Mapping[str, Sequence[Entry]], below: str = ""
) -> bytes | None:
    """Return `data` with these texts, an empty one taken away, and entries more in these lists.

    A key stands where it stood: at the top, or `below` a key; a new one `below` where that is a
    mapping of lines, else at the top. None for a file that is no such YAML, or is written so that
    a person must do it.
    """
    file, before = coded(data), _told(data)
    if file is None or file.encoding not in _ENCODINGS or before is None:
        return None
    text, end = file.text, "\r\n" if "\r\n" in file.text else "\n"
    if text and not text.endswith("\n"):
        text += end
    wanted: dict[str, Any] = before
    for key, value in [*texts.items(), *lists.items()]:
        told = _home(text, key, below)
        if told is None:
            return None
        home, lines = told
        place = wanted.setdefault(home, {}) if home else wanted
        made = _changed(text, key, value, lines, end)
        if made is None:
            return None
        text = made
        _note(place, key, value)
    made_bytes = file.bytes_of(text)
    return made_bytes if _told(made_bytes) == wanted else None


def _home(text: str, key: str, below: str) -> tuple[str, MapLines] | None:
    """Return where a key stands, or is to stand: empty for the top."""
    top, inner = lines_of(text), lines_of(text, below) if below else None
    if top is None:
        return None
    if key in top.keys:
        return "", top
    if inner is not None:
        return below, inner
    # Beside a mapping in brackets a key may not stand: it would be said in two places.
    return None if below in top.keys and top.keys[below].kind == "other" else ("", top)


def _changed(
    text: str, key: str, value: str | Sequence[Entry], lines: MapLines, end: str
) -> str | None:
    there = lines.keys.get(key)
    if isinstance(value, str):
        return _with_text(text, key, value, there, lines, end)
    if not value:
        return text
    if there is None or (there.kind == "text" and not text[slice(*there.value)].strip()):
        dash = f"{lines.indent}  "
        new = f"{lines.indent}{key}:{end}" + "".join(_entries(value, dash, end))
        start, stop = (there.start, there.end) if there else (lines.end, lines.end)
        return text[:start] + new + text[stop:]
    if there.kind != "list":
        return None
    return text[: there.end] + "".join(_entries(value, there.dash, end)) + text[there.end :]


def _with_text(
    text: str, key: str, value: str, there: KeyLines | None, lines: MapLines, end: str
) -> str | None:
    line = f"{lines.indent}{key}: {quoted(value)}{end}" if value else ""
    if there is None:
        return text[: lines.end] + line + text[lines.end :]
    if there.kind != "text":
        return None
    if not value:
        return text[: there.start] + text[there.end :]
    start, stop = there.value
    blank = "" if text[:start].endswith((" ", "\t")) else " "
    return text[:start] + blank + quoted(value) + text[stop:]


def _entries(entries: Sequence[Entry], dash: str, end: str) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, str):
            yield f"{dash}- {quoted(entry)}{end}"
            continue
        for number, (name, value) in enumerate(entry.items()):
            yield f"{dash}{'  ' if number else '- '}{name}: {quoted(value)}{end}"


def _note(place: dict[str, Any], key: str, value: str | Sequence[Entry]) -> None:
    if not isinstance(value, str):
        if value:
            was = place.get(key) or []
            place[key] = [*was, *(one if isinstance(one, str) else dict(one) for one in value)]
    elif value:
        place[key] = value
    else:
        place.pop(key, None)


def _told(data: bytes) -> dict[str, Any] | None:
    """Return what a file says, as plain values; None for what is no mapping."""
    file = coded(data)
    if file and not any(_says(line) for line in file.text.splitlines()):
        return {}
    report = Report()
    tree = read_yaml(data, Place(""), report)
    if tree is None or report.errors:
        return None
    told = _plain(tree)
    return told if isinstance(told, dict) else None


def _plain(value: YamlValue) -> Any:
    if isinstance(value, Cell):
        return value.text
    if isinstance(value, YamlList):
        return [_plain(one) for one in value.items]
    return {one.key.text: _plain(one.value) for one in value.entries}


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
