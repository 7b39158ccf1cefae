"""One entry more in a list of a YAML file; every byte that was there stays.

What comes out is read again: only a file that says what it said, and the new entry, is returned.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping

from generator.plan.read import cells_in, read_yaml
from generator.plan.read.cells import Cell, YamlList, YamlMap
from generator.plan.read.yaml_spans import list_end
from generator.problems import Place, Report

Said = Mapping[str, str]


def append_entry(data: bytes, key: str, entry: Said, head: Said | None = None) -> bytes | None:
    """Return `data` with `entry` at the end of the list under `key`, which need not be there yet.

    `head` are keys of the file itself, which it gets at its beginning where it has none of them.
    None for a file that is no such YAML, or writes the list in one line: a person must do it.
    """
    text = _text(data)
    before = _said(data, key)
    if text is None or before is None:
        return None
    new_line = "\r\n" if "\r\n" in text else "\n"
    place = list_end(text, key)
    if place is None:
        return None
    at, indent, opens = place
    lines = [f"{key}:"] if opens else []
    lines += [
        f"{indent}{'  ' if number else '- '}{name}: {quoted(value)}"
        for number, (name, value) in enumerate(entry.items())
    ]
    start = text[:at] + ("" if not at or text[:at].endswith("\n") else new_line)
    whole = start + "".join(line + new_line for line in lines) + text[at:]
    missing = {name: value for name, value in (head or {}).items() if name not in before[0]}
    whole = "".join(f"{name}: {quoted(value)}{new_line}" for name, value in missing.items()) + whole
    made = (codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b"") + whole.encode()
    wanted = (before[0] | missing, [*before[1], dict(entry)])
    return made if _said(made, key) == wanted else None


def quoted(text: str) -> str:
    """Return a text as YAML reads it back: JSON's strings are YAML's."""
    return json.dumps(text, ensure_ascii=False)


def _text(data: bytes) -> str | None:
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        return None


def _said(data: bytes, key: str) -> tuple[dict[str, str], list[dict[str, str]]] | None:
    """Return the file's own texts by key, and the entries of its list; None for another shape."""
    if not data.strip():
        return {}, []
    report = Report()
    tree = read_yaml(data, Place(""), report)
    if tree is None or report.errors:
        return None
    texts, entries = {}, []
    for one in tree.entries:
        if one.key.text == key and isinstance(one.value, YamlList):
            if not all(isinstance(item, YamlMap) for item in one.value.items):
                return None
            entries = [_flat(item) for item in one.value.items if isinstance(item, YamlMap)]
        else:
            told = [cell.text for cell in cells_in(YamlMap((one,), tree.place))]
            texts[one.key.text] = told[-1] if isinstance(one.value, Cell) else repr(told)
    if texts.get(key) == "":  # `allow:` with nothing below it
        del texts[key]
    return None if key in texts else (texts, entries)


def _flat(item: YamlMap) -> dict[str, str]:
    return {
        one.key.text: one.value.text
        if isinstance(one.value, Cell)
        else repr([cell.text for cell in cells_in(YamlMap((one,), item.place))])
        for one in item.entries
    }
