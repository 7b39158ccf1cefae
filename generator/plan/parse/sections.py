"""Reading a YAML tree by key: unknown keys, wrong shapes and unreadable values are reported."""

from __future__ import annotations

import datetime

from generator.plan.parse.values import parse_date_cell
from generator.plan.read import Cell, YamlList, YamlMap, YamlValue
from generator.problems import Place, Report, Source
from generator.thai.text import nearest, says_something


class Section:
    """One mapping of a YAML file, read by the keys it may have."""

    def __init__(self, tree: YamlMap, report: Report, known: tuple[str, ...] | None) -> None:
        """Report every key that is not `known`; None means that any key is allowed."""
        self.place = tree.place
        self.entries = tree.entries
        self.values = {entry.key.text: entry.value for entry in tree.entries}
        self.report = report
        self._keys = {entry.key.text: entry.key.place for entry in tree.entries}
        for key, at in self._keys.items():
            if known is not None and key not in known:
                near = nearest(key, known)
                hint = f" (ใกล้เคียงกับ {near})" if near else ""
                report.add("key-unknown", at, key, hint=hint)

    def at(self, key: str) -> Place:
        """Return where `key` stands, or the section itself where it is missing."""
        return self._keys.get(key, self.place)

    @property
    def source(self) -> Source:
        """Where the section stands, with the line of each of its keys."""
        return Source(self.place, {k: (at.row, "", at.heading) for k, at in self._keys.items()})

    def cell(self, key: str) -> Cell:
        """Return the text of `key`, empty where it is missing."""
        value = self.values.get(key)
        if isinstance(value, Cell):
            return value
        if value is not None:
            self._wrong_shape(key, value, "ข้อความ")
        return Cell("", self.at(key))

    def text(self, key: str) -> str:
        """Return the text of `key`, empty where it is missing."""
        return self.cell(key).text

    def required(self, key: str) -> str:
        """Return the text of `key`; report it where it is missing or empty."""
        text = self.text(key)
        if not text and not isinstance(self.values.get(key), YamlList | YamlMap):
            self.report.add("key-missing", self.at(key), key)
        return text

    def reason(self) -> str:
        """Return the text of `reason`; empty and reported where it is missing or says nothing."""
        text = self.required("reason")
        if text and not says_something(text):
            self.report.add("reason-empty", self.at("reason"), text)
            return ""
        return text

    def date(self, key: str) -> datetime.date | None:
        """Return the date of `key`, None where it is missing or reported as unreadable."""
        cell = self.cell(key)
        return parse_date_cell(cell, self.report) if cell.text else None

    def section(self, key: str, known: tuple[str, ...] | None) -> Section | None:
        """Return the mapping under `key`, None where it is missing."""
        value = self.values.get(key)
        if isinstance(value, YamlMap):
            return Section(value, self.report, known)
        if value is not None and not _blank(value):
            self._wrong_shape(key, value, "รายการ หัวข้อ: ค่า")
        return None

    def items(self, key: str) -> tuple[YamlValue, ...]:
        """Return the items of the sequence under `key`; a single text counts as one item."""
        value = self.values.get(key)
        if isinstance(value, YamlList):
            return value.items
        if value is None or _blank(value):
            return ()
        if isinstance(value, Cell):
            return (value,)
        self._wrong_shape(key, value, "รายการที่ขึ้นต้นด้วย -")
        return ()

    def sections(self, key: str, known: tuple[str, ...] | None) -> list[Section]:
        """Return the mappings of the sequence under `key`."""
        found = []
        for item in self.items(key):
            if isinstance(item, YamlMap):
                found.append(Section(item, self.report, known))
            else:
                self._wrong_shape(key, item, "รายการ หัวข้อ: ค่า")
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of the sequence under `key`."""
        found = []
        for item in self.items(key):
            if isinstance(item, Cell):
                found.append(item.text)
            else:
                self._wrong_shape(key, item, "ข้อความ")
        return tuple(text for text in found if text)

    def _wrong_shape(self, key: str, value: YamlValue, wanted: str) -> None:
        found = value.text if isinstance(value, Cell) else "รายการย่อย"
        self.report.add("yaml-shape", value.place, found, heading=key, wanted=wanted)


def _blank(value: YamlValue) -> bool:
    return isinstance(value, Cell) and not value.text
