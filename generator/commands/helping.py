"""The help texts of every command in Thai throughout: click's own words are English."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

_HEADINGS = {"Options": "ตัวเลือก", "Commands": "คำสั่ง", "Arguments": "ค่า"}
_SENTENCES = {
    "Show this message and exit.": "แสดงคำอธิบายนี้",
    "Show the version and exit.": "แสดงรุ่นของโปรแกรม",
}
# What stands for a value where a command is written; the longer first.
_WORDS = {
    "[OPTIONS]": "[ตัวเลือก]",
    "[COMMAND] [ARGS]...": "[คำสั่ง] [ค่า]…",
    "COMMAND [ARGS]...": "คำสั่ง [ค่า]…",
    "INTEGER RANGE": "จำนวน",
    "DIRECTORY": "โฟลเดอร์",
    "REPOSITORY": "คลัง.git",
    "INTEGER": "จำนวน",
    "REMOTE": "ต้นทาง",
    "DIGEST": "ค่าแฮช",
    "PATH": "ที่อยู่",
    "FILE": "แฟ้ม",
    "DATE": "วันที่",
    "TEXT": "ข้อความ",
    "YEAR": "ปี",
    "CODE": "รหัส",
    "SITE": "เว็บไซต์",
    "KIND": "ประเภท",
    "DIR": "โฟลเดอร์",
    "REV": "รุ่น",
    "URL": "ที่อยู่เว็บไซต์",
}
_WORD = re.compile("|".join(rf"(?<![A-Z]){re.escape(word)}(?![A-Z])" for word in _WORDS))
_EXTRAS = (
    (re.compile(r"\[required\]$"), "[ต้องระบุ]"),
    (re.compile(r"\[(\d+)<=x<=(\d+)\]$"), r"[\1 ถึง \2]"),
    (re.compile(r"\[x>=(\d+)\]$"), r"[\1 ขึ้นไป]"),
)


def in_thai(pieces: str) -> str:
    """Return how a command is written, with Thai words for what is to be put in."""
    return _WORD.sub(lambda found: _WORDS[found[0]], pieces)


class ThaiFormatter(click.HelpFormatter):
    """Writes help with Thai headings, sentences and words for values."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is written."""
        super().write_usage(prog, in_thai(args), prefix or "วิธีใช้: ")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_text(self, text: str) -> None:
        """Write what the command does; a Thai sentence has no full stop."""
        super().write_text(text.removesuffix("."))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write options or commands, each with its meaning."""
        told = [(in_thai(name), _meaning(text)) for name, text in rows]
        super().write_dl(told, col_max, col_spacing)


class ThaiContext(click.Context):
    """The context of a command whose help is Thai."""

    formatter_class = ThaiFormatter


def speak_thai(command: click.Command) -> None:
    """Have a command, and those below it, tell its help in Thai, in the list of commands whole."""
    command.context_class = ThaiContext
    command.short_help = (command.help or "").split("\n\n")[0].removesuffix(".")
    for below in getattr(command, "commands", {}).values():
        speak_thai(below)


def _meaning(text: str) -> str:
    text = _SENTENCES.get(text, text)
    for pattern, thai in _EXTRAS:
        text = pattern.sub(thai, text)
    return text
