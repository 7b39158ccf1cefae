"""YAML as a tree of texts with their lines: `2568-10-15` and `o8` stay what was written."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from generator.plan.read.cells import Cell, YamlEntry, YamlList, YamlMap, YamlValue, cells_in
from generator.plan.read.damage import (
    report_conflict,
    report_garbled_cells,
    report_garbled_lines,
    report_lost,
)
from generator.plan.read.opened import resaved
from generator.plan.read.substance import is_no_text, is_unfit
from generator.plan.read.yaml_faults import YamlFault, explain
from generator.problems import Place, Report
from generator.thai.text import as_seen, tidy


class _RefusedError(Exception):
    """An anchor, a nesting or a length that a plan never needs and that can exhaust memory."""

    def __init__(self, reason: str, todo: str) -> None:
        super().__init__(reason)
        self.todo = todo


# A plan's settings have some hundred lines; PyYAML takes over a kilobyte for each value.
MOST_BYTES = 1_000_000
MOST_NODES = 50_000
LIST = 10
# Quotes that Word types for `"`; the first two open nothing else.
_OPENING, _CLOSING = "“‘„«", "”’“»"
_COMMENT = re.compile(r"[ \t]+#(.*)$")
_COLOUR = re.compile("[0-9A-Fa-f]{3,8}[ ]*")
_NUMBER = re.compile("[ ]*[0-9๐-๙]+[ ]*$")
# The path of a file in quotes as Windows writes it; `\\u0e01` stays what YAML means by it.
_PATH = re.compile(
    r'''"(?=[^"\n]*\\)(?![^"\n]*\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|U|"))[^"\n]*\.[A-Za-z0-9]{2,5}"'''
)
_WRITE_OUT = "เขียนค่าซ้ำเต็ม ๆ ในแต่ละที่ หรือครอบข้อความที่ขึ้นต้นด้วย & หรือ * ด้วยเครื่องหมายคำพูด"


class _Loader(yaml.SafeLoader):
    """Stops at the first value too many, while it reads."""

    nodes, most = 0, MOST_NODES

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        self.nodes += 1
        if self.nodes > self.most:
            raise _RefusedError(f"มีเกิน {self.most:,} ค่า", "ลบส่วนที่ไม่ใช่การตั้งค่าของแผนออก")
        return super().compose_node(parent, index)


class _ListLoader(_Loader):
    """The same for a list of all offices of the country."""

    most = LIST * MOST_NODES


def read_yaml(
    data: bytes, place: Place, report: Report, *, long_list: bool = False
) -> YamlMap | None:
    """Return the file's mapping, or None with a problem. What says nothing is an empty mapping.

    A `long_list` may have LIST times what a plan's settings may.

    Quotes as Word types them, and the path of a file as Windows writes it, are taken as meant.
    """
    text = _text(data, place, report, MOST_BYTES * (LIST if long_list else 1))
    if text is None or report_conflict(text, place, report):
        return None
    # `"\u0e01"` is how some programs write ก in YAML, and how YAML reads it.
    if report_garbled_lines(_ESCAPED_THAI.sub(_escaped, text), place, report):
        return None
    try:
        root = yaml.compose(text, Loader=_ListLoader if long_list else _Loader)
        if root is None:
            return YamlMap((), place)
        tree = _Converter(text.split("\n"), report).convert(root, place)
    except (yaml.YAMLError, _RefusedError, RecursionError, ValueError, OverflowError) as error:
        # PyYAML lets the last two out for an escape such as "\\UFFFFFFFF".
        _report_syntax(text, error, place, report)
        return None
    if isinstance(tree, YamlMap):
        # Only in double quotes are they letters: elsewhere YAML leaves them as they stand.
        coded = report_garbled_cells(cells_in(tree), report)
        report_lost(cells_in(tree), report)
        return None if coded else tree
    report.add("yaml-shape", tree.place, _brief(tree), heading=place.file, wanted="รายการ หัวข้อ: ค่า")
    return None


def _text(data: bytes, place: Place, report: Report, most: int) -> str | None:
    """Return the file's text as it is to be read, or None with a problem."""
    if is_unfit(data, place, report) or is_no_text(data, place, report):
        return None
    if len(data) > most:
        reason = f"ใหญ่เกิน {most // 1_000_000} เมกะไบต์"
        report.add("yaml-syntax", place, reason=reason, todo="ลบส่วนที่ไม่ใช่การตั้งค่าของแผนออก")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        report.add("file-unreadable", place, reason="ไม่ใช่ UTF-8", todo=resaved("UTF-8"))
        return None
    # Blanks that Word types, and signs that nobody sees, indent nothing.
    text = as_seen(text.replace("\r\n", "\n").replace("\r", "\n"))
    return _PATH.sub(lambda found: found[0].replace("\\", "/"), text)


_ESCAPED_THAI = re.compile(r"\\u(0[eE][0-7][0-9a-fA-F])")


def _escaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _report_syntax(text: str, error: Exception, place: Place, report: Report) -> None:
    fault = explain(text, error)
    if isinstance(error, _RefusedError):
        fault = YamlFault(0, str(error), error.todo)
    elif words := _THAI_KINDS.get(type(error)):
        fault = YamlFault(0, words, "ลบส่วนที่ไม่ใช่การตั้งค่าของแผนออก")
    at = place.at(row=fault.line) if fault.line else place
    report.add("yaml-syntax", at, reason=fault.reason, todo=fault.todo)


_THAI_KINDS: dict[type[Exception], str] = {
    RecursionError: "ซ้อนกันลึกเกินไป",
    OverflowError: "มีรหัสอักขระที่ไม่มีอยู่จริง",
    ValueError: "มีรหัสอักขระที่ไม่มีอยู่จริง",
}


# What YAML reads from plain text by itself; other tags make objects or look into the environment.
_PLAIN_TAGS = tuple(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "value", "merge")
)


class _Converter:
    """Turns nodes into a tree that knows its places."""

    def __init__(self, lines: list[str], report: Report) -> None:
        self.lines = lines
        self.report = report
        self.seen: set[int] = set()

    def convert(self, node: yaml.Node, place: Place) -> YamlValue:
        if id(node) in self.seen:
            raise _RefusedError("ใช้ anchor (& และ *) ไม่ได้", _WRITE_OUT)
        self.seen.add(id(node))
        if not node.tag.startswith(_PLAIN_TAGS):
            raise _RefusedError(f"ใช้ป้าย {node.tag} ไม่ได้", 'ครอบข้อความที่ขึ้นต้นด้วย ! ด้วย "…"')
        at = place.at(row=node.start_mark.line + 1)
        if isinstance(node, yaml.ScalarNode):
            return self._cell(node, at)
        if isinstance(node, yaml.SequenceNode):
            return YamlList(tuple(self.convert(item, at) for item in node.value), at)
        assert isinstance(node, yaml.MappingNode)
        return YamlMap(tuple(self._entries(node, at)), at)

    def _cell(self, node: yaml.ScalarNode, at: Place) -> Cell:
        empty = node.tag == "tag:yaml.org,2002:null"
        text = "" if empty else tidy(node.value)
        if node.style is None:  # in quotes, or in a block of lines, a # is a # and “ is a “
            self._report_cut(node, text, at)
            text = self._unquoted(text, at)
        return Cell(text, at)

    def _report_cut(self, node: yaml.ScalarNode, text: str, at: Place) -> None:
        """Report what a ` #` took off a value that goes on behind it."""
        line = self.lines[node.end_mark.line] if node.end_mark.line < len(self.lines) else ""
        found = _COMMENT.match(line[node.end_mark.column :])
        if found and _goes_on(text, found[1]):
            whole = f"{text} #{found[1]}".strip().replace('"', "'")
            row = at.at(row=node.end_mark.line + 1)
            self.report.add("yaml-text-cut", row, f"#{found[1]}", whole=f'"{whole}"')

    def _unquoted(self, text: str, at: Place) -> str:
        """Return a text without the quotes around it that Word typed for `"`."""
        if len(text) > 1 and text[0] in _OPENING and text[-1] in _CLOSING:
            inner = text[1:-1]
            return text if any(sign in inner for sign in _OPENING + _CLOSING) else inner
        if text.startswith(tuple(_OPENING[:2])) and not any(sign in text[1:] for sign in _CLOSING):
            todo = 'พิมพ์เครื่องหมาย " แบบตรงแทนเครื่องหมายคำพูดแบบโค้ง ทั้งหน้าและหลังข้อความ'
            reason = f"เครื่องหมายคำพูดแบบโค้ง {text[0]} เปิดไว้แต่ไม่ปิดก่อนเครื่องหมายจุลภาคหรือจบบรรทัด"
            self.report.add("yaml-syntax", at, reason=reason, todo=todo)
        return text

    def _entries(self, node: yaml.MappingNode, at: Place) -> Iterator[YamlEntry]:
        keys: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = _unwrapped(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
            heading = f"{at.heading}.{key}" if at.heading else key
            here = at.at(row=key_node.start_mark.line + 1, heading=heading)
            value = self.convert(value_node, here)
            if key in keys:
                self.report.add("yaml-key-twice", here, key, lines=f"{keys[key]} และ {here.row}")
                continue
            keys[key] = here.row
            yield YamlEntry(Cell(key, here), value)


def _unwrapped(key: str) -> str:
    """Return a key without quotes that Word typed around it."""
    wrapped = len(key) > 1 and key[0] in _OPENING and key[-1] in _CLOSING
    return key[1:-1] if wrapped else key


def _goes_on(text: str, comment: str) -> bool:
    """Whether what stands behind a ` #` is rather text of the value than a note on it.

    A note has a blank behind its sign; a number has none, or is `# 5`; and a bracket or a quote
    that the value opens is closed there.
    """
    if not text and _COLOUR.fullmatch(comment):
        return False  # said of the colour itself
    if not comment.strip(" #-="):
        return False
    if comment[0] not in " #-=!" or _NUMBER.match(comment):
        return True
    pairs = (("(", ")"), ("[", "]"), ("“", "”"), ("‘", "’"), ("«", "»"))
    return any(text.count(a) > text.count(b) and b in comment for a, b in pairs)


def _brief(value: YamlValue) -> str:
    return value.text if isinstance(value, Cell) else "รายการ"
