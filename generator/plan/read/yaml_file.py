"""YAML as a tree of texts with their lines: `2568-10-15` and `o8` stay what was written."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from generator.plan.read.cells import Cell, YamlEntry, YamlList, YamlMap, YamlValue
from generator.problems import Place, Report
from generator.thai.text import tidy


class _RefusedError(Exception):
    """An anchor, a nesting or a length that a plan never needs and that can exhaust memory."""


# A plan's settings have some hundred lines; PyYAML takes over a kilobyte for each value.
MOST_BYTES = 1_000_000
MOST_NODES = 50_000


class _Loader(yaml.SafeLoader):
    """Stops at the first value too many, while it reads."""

    nodes = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise _RefusedError(f"มีเกิน {MOST_NODES:,} ค่า")
        return super().compose_node(parent, index)


def read_yaml(data: bytes, place: Place, report: Report) -> YamlMap | None:
    """Return the file's mapping, or None with a problem. An empty file is an empty mapping."""
    try:
        if len(data) > MOST_BYTES:
            raise _RefusedError(f"ใหญ่เกิน {MOST_BYTES // 1_000_000} เมกะไบต์")
        root = yaml.compose(data.decode("utf-8-sig"), Loader=_Loader)
        if root is None:
            return YamlMap((), place)
        tree = _convert(root, place, report, set())
    except UnicodeDecodeError:
        report.add("file-unreadable", place, reason="ไม่ใช่ UTF-8", wanted="UTF-8")
        return None
    except (yaml.YAMLError, _RefusedError, RecursionError, ValueError, OverflowError) as error:
        # PyYAML lets the last two out for an escape such as "\\UFFFFFFFF".
        _report_syntax(error, place, report)
        return None
    if isinstance(tree, YamlMap):
        return tree
    report.add("yaml-shape", tree.place, _brief(tree), heading=place.file, wanted="รายการ หัวข้อ: ค่า")
    return None


def _report_syntax(error: Exception, place: Place, report: Report) -> None:
    mark = getattr(error, "problem_mark", None)
    at = place.at(row=mark.line + 1) if mark else place
    reason = str(getattr(error, "problem", None) or error).split("\n")[0]
    worded = _THAI_KINDS.get(type(error)) or _THAI_REASONS.get(reason, reason)
    report.add("yaml-syntax", at, reason=worded)


_THAI_KINDS: dict[type[Exception], str] = {
    RecursionError: "ซ้อนกันลึกเกินไป",
    OverflowError: "มีรหัสอักขระที่ไม่มีอยู่จริง",
    ValueError: "มีรหัสอักขระที่ไม่มีอยู่จริง",
}
_THAI_REASONS = {
    "mapping values are not allowed here": "มีเครื่องหมาย : เกินมาหนึ่งตัว",
    "could not find expected ':'": "ขาดเครื่องหมาย :",
    "expected <block end>, but found '<block mapping start>'": "เยื้องบรรทัดไม่ตรงกัน",
    "expected <block end>, but found '<block sequence start>'": "เยื้องบรรทัดไม่ตรงกัน",
    "found character '\\t' that cannot start any token": "ใช้แท็บแทนช่องว่าง",
    "found unexpected end of stream": "เครื่องหมายคำพูดหรือวงเล็บไม่ครบคู่",
}


# What YAML reads from plain text by itself; other tags make objects or look into the environment.
_PLAIN_TAGS = tuple(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "value", "merge")
)


def _convert(node: yaml.Node, place: Place, report: Report, seen: set[int]) -> YamlValue:
    if id(node) in seen:
        raise _RefusedError("ใช้ anchor (& และ *) ไม่ได้")
    seen.add(id(node))
    if not node.tag.startswith(_PLAIN_TAGS):
        raise _RefusedError(f"ใช้ป้าย {node.tag} ไม่ได้")
    at = place.at(row=node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        empty = node.tag == "tag:yaml.org,2002:null"
        return Cell("" if empty else tidy(node.value), at)
    if isinstance(node, yaml.SequenceNode):
        return YamlList(tuple(_convert(item, at, report, seen) for item in node.value), at)
    assert isinstance(node, yaml.MappingNode)
    return YamlMap(tuple(_entries(node, at, report, seen)), at)


def _entries(
    node: yaml.MappingNode, at: Place, report: Report, seen: set[int]
) -> Iterator[YamlEntry]:
    keys: set[str] = set()
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        heading = f"{at.heading}.{key}" if at.heading else key
        here = at.at(row=key_node.start_mark.line + 1, heading=heading)
        value = _convert(value_node, here, report, seen)
        if key in keys:
            report.add("yaml-key-twice", here, key)
            continue
        keys.add(key)
        yield YamlEntry(Cell(key, here), value)


def _brief(value: YamlValue) -> str:
    return value.text if isinstance(value, Cell) else "รายการ"
