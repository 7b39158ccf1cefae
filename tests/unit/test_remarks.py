"""What MkDocs says of a page's links, as the clerk reads it who mends them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.site.builder import SiteError
from generator.site.builder.remarks import remark_in_thai
from portals import built, portal_folder

LINKS = {
    "[a](nope.md)": "contact.md", "[a](search.html)": "น่าจะเป็น search.md",
    "[a](nodot)": "contact.md",
    "[a](#none)": "{#budget}", "[a](contact.md#none)": "{#budget}", "![a](nope.png)": "contact.md",
    "[a](a@b.example)": "น่าจะเป็น mailto:a@b.example", "[a](it's.md)": "contact.md",
}  # fmt: skip


def test_a_dead_link_of_a_page_is_told_in_thai_with_its_page_and_advice(tmp_path: Path) -> None:
    page = "# x\n\n" + "\n".join(LINKS)
    with pytest.raises(SiteError) as told:
        built(portal_folder(tmp_path, {"content/news.md": page}))
    lines = str(told.value).split("\n")
    assert len(lines) == len(LINKS)
    for link, advice in LINKS.items():
        address = link.partition("(")[2].removesuffix(")")
        (line,) = [one for one in lines if f"“{address}”" in one]
        assert line.startswith("content/news.md: ลิงก์ ")
        assert advice in line


def test_a_remark_that_nobody_knows_is_not_lost() -> None:
    assert remark_in_thai("Something else\nof two lines") == "Something else\nof two lines"
