"""Pages that Markdown would take for ever for are refused in time; long honest ones are not."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from generator.plan.read.config_file import _EXTENSIONS
from portals import ROOT, built, checked, portal_folder

PAGES = 100
SECONDS = 10
PIECES = (
    "a\n=\n",
    "- - -\n",
    "# a\n",
    "> ",
    "- ",
    "1. ",
    "    ",
    "\t",
    "* a\n",
    "a\n---\n",
    "***a",
    "*a **a ",
    "_a __a ",
    "**",
    "`",
    "``a`",
    "`a``",
    "[",
    "![",
    "[a](",
    "[a][b]",
    "](",
    "<a",
    "<",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<details>",
    "[a]: b\n",
    "[^a]",
    "[^a]: b\n",
    "*[a]: b\n",
    "a\n: b\n",
    "!!! note\n",
    "| a ",
    "|",
    "|---|\n",
    "a | b\n--|--\n",
    "{: #a }",
    "{: .b }",
    "{",
    "\\",
    "&amp;",
    "&",
    "\n",
    "\n\n",
    "~~~\n",
    "```\n",
    "a" * 30,
    "ก",
    " ",
    "  \n",
    "---\n",
    "===\n",
    "<br>",
    "<hr>\n",
    "http://a.b",
    "[TOC]\n",
    "> > > a\n",
    "- - - a\n",
    "&#96;",
    "<a@b.c>",
    "<http://a>",
    "  - a\n",
    "      - a\n",
    "\u200b",
    '"',
)
# Those that were found to be slow, and their like.
KNOWN = (
    "a\n=\n",
    "- - -\n",
    "# a\n",
    "*a **a *a ",
    "> ",
    "a\n-\n",
    "> a\n",
    "- a\n\n",
    "[a]: b\n",
    "*[a]: b\n",
    "[^a]: b\n\n",
    "a\n: b\n",
    "!!! note\n    a\n",
    "`a ``b ",
    "__a _b ",
    "| a | b |\n",
    "<b>\n",
    "***\n",
    "#a\n",
    "    a\n",
    "1. a\n",
    "<!-- a -->\n",
    "&lt;",
    "[a][b] ",
    "{: #a }\n",
    "~~~\na\n",
    "[TOC]\n\n",
)


def hostile_page(number: int) -> str:
    """Return a page that says few things very often: the same, two in turn, or nested."""
    if number < len(KNOWN):
        return KNOWN[number] * (60_000 // len(KNOWN[number]))
    rng = random.Random(number)
    size = rng.choice((20_000, 60_000, 200_000, 499_000))
    first, *others = rng.choices(PIECES, k=rng.randint(1, 4))
    shape = rng.randrange(4)
    if shape == 0:
        unit = first + "".join(others)
        return unit * (size // len(unit))
    if shape == 1:
        return first * (size // 2 // len(first)) + "a" + (others or [first])[0] * (size // 8)
    if shape == 2:
        return "\n".join(first * depth + "a" for depth in range(1, 600))[:size]
    return "".join(rng.choices(PIECES, k=size // 4))[:size]


def took(folder: Path, page: str) -> float:
    """Check a portal with that page, build what is accepted; return the slower one's seconds.

    They are a processor's, of all processes: other tests run beside this one.
    """
    config = "".join(f"  - {name}\n" for name in sorted(_EXTENSIONS))
    files = {"content/news.md": page, "mkdocs.yml": f"markdown_extensions:\n{config}"}
    portal = portal_folder(folder, files)
    begun = worked()
    found = checked(portal).report
    seconds = worked() - begun
    if not found.errors and seconds > 1:
        begun = worked()
        built(portal)
        seconds = max(seconds, worked() - begun)
    return seconds


def worked() -> float:
    """Return the seconds of a processor that this process and those that it ended took."""
    return sum(os.times()[:4])


def share(tenth: int) -> range:
    return range(tenth, PAGES, 10)


@pytest.mark.parametrize("tenth", range(10))
def test_a_hundred_hostile_pages_each_end_in_time(tmp_path: Path, tenth: int) -> None:
    slow = {}
    for number in share(tenth):
        seconds = took(tmp_path / str(number), hostile_page(number))
        if seconds > SECONDS:
            slow[number] = seconds
    assert slow == {}


def test_hostile_pages_end_in_time(tmp_path: Path) -> None:
    for number in (0, 3):
        assert took(tmp_path / str(number), hostile_page(number)) < SECONDS


def test_many_hostile_pages_end_in_a_time_for_all_of_them(tmp_path: Path) -> None:
    page = hostile_page(0)
    files = {f"content/{number}.md": page for number in range(30)}
    portal = portal_folder(tmp_path / "portal", files)
    begun = worked()
    refused = [one for one in checked(portal).report if one.code == "page-heavy"]
    assert len(refused) == 30
    assert worked() - begun < 30


def honest_page() -> str:
    rows = "".join(
        f"| {n} | ก่อสร้างถนน สายที่ {n} | [ประกาศ](a{n}.pdf) | {n},000 บาท |\n" for n in range(2_000)
    )
    text = "เทศบาลขอแจ้งให้ประชาชน **ทราบ** ว่าโครงการนี้ *ดำเนินการ* แล้ว " * 40
    paragraphs = "".join(f"## เรื่องที่ {n}\n\n{text}\n\n- ก\n- ข\n\n" for n in range(40))
    return f"# ข่าว\n\n| ที่ | เรื่อง | ประกาศ | เงิน |\n|---|---|---|--:|\n{rows}\n{paragraphs}"


def test_a_long_honest_page_is_accepted(tmp_path: Path) -> None:
    page = honest_page()
    assert len(page) > 200_000
    portal = portal_folder(tmp_path / "portal", {"content/news.md": page})
    assert [one.code for one in checked(portal).report if one.place.file.endswith(".md")] == []


def test_the_staff_guide_is_accepted(tmp_path: Path) -> None:
    guide = (ROOT / "content/guide.md").read_bytes()
    portal = portal_folder(tmp_path / "portal", {"content/news.md": guide})
    assert "page-heavy" not in [one.code for one in checked(portal).report]
