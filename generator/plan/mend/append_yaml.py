"""Entries more in a list of a YAML file; every byte that was there stays.

What comes out is read again: only a file that says what it said, and the new entries, is returned.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping, Sequence

from generator.plan.mend.fix_bytes import coded
from generator.plan.read import cells_in, read_yaml
from generator.plan.read.cells import Cell, YamlList, YamlMap
from generator.plan.read.yaml_spans import list_end, without_empty_list
from generator.problems import Place, Report

Said = Mapping[str, str]
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def append_entries(
    data: bytes,
    key: str,
    entries: Sequence[Said],
    head: Said | None = None,
    bare: Container[str] = (),
) -> bytes | None:
    """Return `data` with `entries` at the end of the list under `key`, which need not be there yet.

    `head` are keys of the file itself, which it gets at its beginning where it has none of them.
    Values are quoted, but for those named in `bare`. None for a file that is no such YAML, or
    writes the list in one line: a person must do it.
    """
    file, before = coded(data), entries_said(data, key)
    if file is None or file.encoding not in _ENCODINGS or before is None:
        return None
    end = "\r\n" if "\r\n" in file.text else "\n"
    text = without_empty_list(file.text, key)
    place = list_end(text, key)
    if place is None:
        return None
    at, indent, opens = place
    lines = [f"{key}:"] if opens else []
    lines += [line for one in entries for line in _lines(one, indent, bare)]
    start = text[:at] + ("" if not at or text[:at].endswith("\n") else end)
    missing = {name: value for name, value in (head or {}).items() if name not in before[0]}
    above = [f"{name}: {quoted(value)}" for name, value in missing.items()]
    parts = (_ended(above, end), start, _ended(lines, end), text[at:])
    made = file.bytes_of("".join(parts))
    wanted = (before[0] | missing, [*before[1], *map(dict, entries)])
    return made if entries_said(made, key) == wanted else None


def _lines(entry: Said, indent: str, bare: Container[str]) -> Iterator[str]:
    for number, (name, value) in enumerate(entry.items()):
        text = value if name in bare else quoted(value)
        yield f"{indent}{'  ' if number else '- '}{name}: {text}"


def _ended(lines: Sequence[str], end: str) -> str:
    return "".join(line + end for line in lines)


def quoted(text: str) -> str:
    """Return a text as YAML reads it back: JSON's strings are YAML's."""
    return json.dumps(text, ensure_ascii=False)


def entries_said(data: bytes, key: str) -> tuple[dict[str, str], list[dict[str, str]]] | None:
    """Return the file's own texts by key, and the entries of its list; None for another shape."""
    file = coded(data)
    if not data.strip() or (file and not any(map(_says, file.text.splitlines()))):
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


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
