"""XML of drawings → small trees, one a shape.

A tree is handed over as soon as it is whole and forgotten, so a million shapes cost no memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.machine.markup import MarkupError, ReadingLimit, Told, read_xml
from generator.plan.intake.refusals import refused


@dataclass(slots=True)
class Node:
    """An element: its name and attributes without prefixes, its children, and its own text."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def first(self, *path: str) -> Node | None:
        """Return the first element that this path of names leads to, None for none."""
        node: Node | None = self
        for name in path:
            node = next((one for one in node.children if one.name == name), None) if node else None
        return node

    def all(self, name: str) -> Iterator[Node]:
        """Yield every element of a name below this one, in order."""
        for one in self.children:
            if one.name == name:
                yield one
            yield from one.all(name)

    def get(self, key: str, missing: str = "") -> str:
        """Return an attribute."""
        return self.attributes.get(key, missing)

    def number(self, key: str) -> int:
        """Return an attribute that is a whole number, 0 where it is none."""
        return whole(self.get(key))


def whole(text: str) -> int:
    """Return the whole number that a text says, 0 where it says none, or one without measure."""
    text = text.strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdecimal() and len(digits) < 16 else 0


def read_nodes(
    data: bytes, wanted: frozenset[str], share: ReadingLimit, seen: Callable[[Node], None]
) -> None:
    """Tell `seen` of each element with one of the names that stands within no other such.

    Raises FormRefusedError for what is no XML, too deep, or too much.
    """
    reader = _Reader(wanted, seen)
    try:
        read_xml(data, share, Told(reader.start, reader.end, reader.data))
    except MarkupError as error:
        raise refused(error) from None


@dataclass(slots=True)
class _Reader:
    wanted: frozenset[str]
    seen: Callable[[Node], None]
    opened: list[Node] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if self.opened or local in self.wanted:
            self.opened.append(Node(local, {_local(key): one for key, one in attributes.items()}))

    def data(self, text: str) -> None:
        if self.opened:
            self.opened[-1].text += text

    def end(self, _name: str) -> None:
        if not self.opened:
            return
        node = self.opened.pop()
        if self.opened:
            self.opened[-1].children.append(node)
        else:
            self.seen(node)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
