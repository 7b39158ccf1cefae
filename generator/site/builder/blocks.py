"""Blocks that are HTML already pass through Markdown as they are.

Python-Markdown and MkDocs each read all raw HTML tag by tag, only to leave it as it was: most of
the time of a page that is a list. What stands by itself, between blank lines, from an element's
first tag to its last, is set aside before they read; the page is the same, byte for byte
(decision 50).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

# Where Markdown takes a line for the beginning of raw HTML.
_BEGINS = re.compile(r"^ {0,3}<([a-z][a-z0-9]*)[ \n/>]", re.MULTILINE)
# Text and tags as our templates write them. What is written otherwise may hide other tags, as do
# elements whose content is no HTML; a page that has such is read as a whole.
_PLAIN = re.compile(r'(?:[^<]++|</?[a-z][a-z0-9]*(?:[ \n][a-zA-Z-]+(?:="[^"<>]*")?)*/?>)*+')
_NO_HTML = re.compile("<(?:script|style|textarea|title|pre)[ \\n>]")
_ID = re.compile(r'<[^<>]*? id="([^"]*)"')
# Before the first of the two readers, and between them.
_BEFORE, _BETWEEN = 22, 20.5


class WholeBlocks(Extension):
    """Markdown extension: sets aside what needs no reading. Changes no page."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Markdown's name
        """Take our places among the readers."""
        aside = _SetAside(md)
        md.preprocessors.register(aside, "whole_blocks", _BEFORE)
        md.preprocessors.register(_TellIds(md, aside), "whole_blocks_ids", _BETWEEN)


class _SetAside(Preprocessor):
    """Puts every whole block where Markdown keeps raw HTML until the page is written."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.ids: set[str] = set()

    def run(self, lines: list[str]) -> list[str]:
        text, done, parts = "\n".join(lines), 0, []
        for start, end in self._whole(text):
            block = text[start:end]
            self.ids.update(map(unescape, _ID.findall(block)))
            # The blank lines are those that Markdown's own reader leaves.
            kept = self.md.htmlStash.store(f"{block}\n")
            parts += [text[done:start], "\n", kept, "\n\n"]
            done = end
        return "".join([*parts, text[done:]]).split("\n")

    def _whole(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where blocks begin and end that stand between blank lines, none within another."""
        if not _PLAIN.fullmatch(text) or _NO_HTML.search(text):
            return
        at = 0
        while found := _BEGINS.search(text, at):
            at, start = found.end(), found.start(1) - 1
            if not self.md.is_block_level(found[1]):
                continue
            end = _end(text, start, found[1])
            if end is None or not text.startswith("\n", end):
                return
            at = end
            if text.endswith("\n\n", 0, start) and text.startswith("\n\n", end):
                yield start, end


def _end(text: str, start: int, name: str) -> int | None:
    """Return where the element that begins at `start` ends; None where it has no end."""
    tags = re.compile(rf"<(/?){name}(?:[ \n][^<>]*)?(?<!/)>")
    depth = 0
    for tag in tags.finditer(text, start) if tags.match(text, start) else ():
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return None


class _TellIds(Preprocessor):
    """Tells MkDocs the ids that its reader did not see: links to them are good."""

    def __init__(self, md: Markdown, aside: _SetAside) -> None:
        super().__init__(md)
        self.aside = aside

    def run(self, lines: list[str]) -> list[str]:
        reader = self.md.preprocessors["mkdocs_raw_html"]
        reader.present_anchor_ids |= self.aside.ids  # type: ignore[attr-defined]  # MkDocs's own
        return lines
