"""The table of styles of a workbook: our two colours, and cells' styles with or without them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.machine.markup import ReadingLimit
from generator.plan.own_sheets import MARKS, is_mark
from generator.plan.uploads.contents import UploadError
from generator.plan.uploads.markup import DeclaredError, read_markup
from generator.plan.workbook.markup import Edit, children, edited, element, elements, with_attribute
from generator.plan.workbook.package import Package

_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NONE = (
    f'<styleSheet xmlns="{_MAIN}"><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0"'
    ' borderId="0"/></cellStyleXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0"'
    ' builtinId="0"/></cellStyles></styleSheet>'
).encode()
# In the order in which they must stand, each as a workbook without it has it.
_LISTS: Mapping[bytes, tuple[bytes, ...]] = {
    b"numFmts": (),
    b"fonts": (b'<{}font><{}sz val="11"/></{}font>',),
    b"fills": (
        b'<{}fill><{}patternFill patternType="none"/></{}fill>',
        b'<{}fill><{}patternFill patternType="gray125"/></{}fill>',
    ),
    b"borders": (b"<{}border/>",),
    b"cellStyleXfs": (b'<{}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
    b"cellXfs": (b'<{}xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',),
}
_ATTRIBUTE = re.compile(rb"""[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*')""")
# The name of an element with whatever prefix, as it begins and ends.
_NAME = re.compile(r"<(/?)(?:[\w.-]+:)?(?=\w)")
_NEEDED = (b"fonts", b"fills", b"borders", b"cellXfs")


@dataclass(slots=True)
class Styles:
    """The lists of fonts, fills and cells' styles as they are written, and what is added."""

    package: Package
    part: str
    prefix: bytes = b""
    lists: dict[bytes, list[bytes]] = field(default_factory=dict)
    marked: dict[int, str] = field(default_factory=dict)
    _fills: dict[int, int] = field(default_factory=dict)  # of styles, which never change

    @classmethod
    def of(cls, package: Package, workbook: str) -> Styles:
        """Return the styles of a workbook, which gets a table of them where it has none."""
        part = package.related(workbook, "styles")
        if not part:
            # By this name programs look for it that do not follow relations.
            part = "xl/styles.xml"
            package.parts[part] = _NONE
            package.declare(part, _KIND)
            package.relate(workbook, "styles", part)
        styles = cls(package, part)
        styles._read()
        return styles

    def _read(self) -> None:
        data = self.package.text(self.part)
        root = element(data, b"styleSheet")
        assert root is not None
        self.prefix = root.tag.prefix
        for name in _NEEDED:
            around = element(data, name)
            found = children(data, around) if around else ()
            own = [data[one.tag.start : one.end] for one in found]
            self.lists[name] = own or [self._named(one) for one in _LISTS[name]]
        for number, fill in enumerate(self.lists[b"fills"]):
            colour = next((one.tag.get("rgb") for one in elements(fill, b"fgColor")), "")
            if is_mark(colour):
                self.marked[number] = colour

    def _named(self, text: bytes) -> bytes:
        return text.replace(b"{}", self.prefix)

    def add(self, name: bytes, text: bytes) -> int:
        """Return the number of an entry of a list; one that is there already is used again."""
        own = self.lists[name]
        if text not in own:
            own.append(text)
        return own.index(text)

    def made(self, name: bytes, text: bytes) -> int:
        """Return the number of an entry of ours, in which `{}` stands for the prefix."""
        return self.add(name, self._named(text))

    def with_mark(self, style: int, severity: str) -> int:
        """Return the style that differs from another by our colour alone."""
        colour = MARKS[severity].encode()
        fill = self.made(
            b"fills",
            b'<{}fill><{}patternFill patternType="solid"><{}fgColor rgb="' + colour + b'"/>'
            b'<{}bgColor indexed="64"/></{}patternFill></{}fill>',
        )
        self.marked[fill] = colour.decode()
        return self._filled(style, fill)

    def is_marked(self, style: int) -> bool:
        """Whether a style has one of our colours."""
        return self._fill_number(style) in self.marked

    def fill_of(self, style: int) -> str:
        """Return the fill of a style, without prefixes, empty for none at all."""
        number = self._fill_number(style)
        text = self.lists[b"fills"][number].decode() if number else ""
        return _NAME.sub(r"<\1", text)

    def without_mark(self, style: int, fill: str) -> int:
        """Return a style with the fill that it had before ours; what is no fill counts as none."""
        if not (fill and _is_fill(fill.encode())):
            return self._filled(style, 0)
        own = _NAME.sub(rf"<\1{self.prefix.decode()}", fill)
        return self._filled(style, self.add(b"fills", own.encode()))

    def _fill_number(self, style: int) -> int:
        if style not in self._fills:
            tag = next(elements(self._style(style), b"xf")).tag
            self._fills[style] = int(tag.get("fillId") or 0)
        return self._fills[style]

    def _style(self, style: int) -> bytes:
        own = self.lists[b"cellXfs"]
        return own[style] if style < len(own) else own[0]

    def _filled(self, style: int, fill: int) -> int:
        """Return a style with another fill; one that is there already is used again."""
        text = self._style(style)
        tag = next(elements(text, b"xf")).tag
        for applied in ("1", None, "0"):
            opened = with_attribute(tag.raw, "fillId", str(fill))
            opened = with_attribute(opened, "applyFill", applied)
            whole = edited(text, [(tag.start, tag.end, opened)])
            own = self.lists[b"cellXfs"]
            same = next((at for at, one in enumerate(own) if _alike(one, whole)), None)
            if same is not None:
                return same
        opened = with_attribute(with_attribute(tag.raw, "fillId", str(fill)), "applyFill", "1")
        return self.add(b"cellXfs", edited(text, [(tag.start, tag.end, opened)]))

    def write(self) -> None:
        """Put the lists back into their part; one that is as it was stays byte for byte."""
        data = self.package.text(self.part)
        edits: list[Edit] = []
        for name, own in self.lists.items():
            around = element(data, name)
            if around and [data[one.tag.start : one.end] for one in children(data, around)] == own:
                continue
            opened = b"<" + self.prefix + name + f' count="{len(own)}">'.encode()
            if around and not around.tag.empty:
                opened = with_attribute(around.tag.raw, "count", str(len(own)))
            whole = opened + b"".join(own) + b"</" + self.prefix + name + b">"
            start, end = (around.tag.start, around.end) if around else _place(data, name)
            edits.append((start, end, whole))
        self.package.parts[self.part] = edited(data, edits)


def _is_fill(text: bytes) -> bool:
    """Whether a text that a sheet kept is a fill: whoever had the file may have changed it."""
    try:
        read_markup(text, ReadingLimit())
    except (UploadError, DeclaredError):
        return False
    return text.startswith(b"<fill>")


def _alike(one: bytes, other: bytes) -> bool:
    """Whether two elements are the same but for the order of their attributes."""
    return one == other or _canonical(one) == _canonical(other)


def _canonical(text: bytes) -> tuple[list[bytes], bytes]:
    tag = next(elements(text)).tag
    return sorted(_ATTRIBUTE.findall(tag.raw)), text[tag.end :]


def _place(data: bytes, name: bytes) -> tuple[int, int]:
    """Return where a list that is missing must stand."""
    order = list(_LISTS)
    before = order[: order.index(name)]
    ends = [around.end for one in before if (around := element(data, one))]
    root = element(data, b"styleSheet")
    assert root is not None
    at = max(ends, default=root.first)
    return at, at
