"""Setting whole blocks aside changes no page and hides no anchor from MkDocs."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.structure.pages import _RawHTMLPreprocessor

from generator.site.builder.blocks import WholeBlocks

LIST = '<ol class="ph-list">\n<li id="row-1"><a href="a.html&#35;b">ถนน</a></li>\n</ol>'
# What a page may be made of, whole and broken, with and without blank lines around it.
PIECES = [
    LIST, "<div>\n\n<div id='b'>ก</div>\n\nข\n</div>", "<p>ก</p>", "<p>ก</p> ท้าย", "ต้น <p>ก</p>",
    "<div>", "</div>", "<div", "<b>ก</b>", "<br>", "<hr>", "<hr/>", "<P ID=x>ก</p>", "  <p>ก</p>",
    "    <p>ก</p>", "<!-- <div> -->", "<?php ?>", "<script>'</div>'</script>", "<pre>\n\n</pre>",
    "```\n\n<ol>\n\n</ol>\n\n```", "`<p>`", "<a name='c'>ก</a>", "&amp; &#35; & <", "<p/>", "<ol/>",
    "# หัวข้อ {: #what }", "- ก\n- ข", "|ก|ข|\n|-|-|\n|ค|ง|", "> <p>ก</p>", "\\<p>", "ก", "<custom>",
    '<div data-a="<p>">ก</div>', '<div title="</div>">ก</div>', "<p\nid='d'>ก</p>", "<p >ก</p >",
    '<details><summary>ก</summary>\n\n<table id="t"><tr><td>1</td></tr></table>\n\n</details>',
]  # fmt: skip


def made(text: str, *extensions: WholeBlocks) -> tuple[str, set[str]]:
    """Return the page that Markdown makes of `text`, and the anchors that MkDocs finds in it."""
    md = markdown.Markdown(extensions=["attr_list", "tables", "toc", *extensions])
    reader = _RawHTMLPreprocessor()
    reader._register(md)
    return md.convert(text), reader.present_anchor_ids


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n", "\n\n", "\n\n\n", ""]))))
@example([(LIST, "\n\n"), ("ก", "")])
def test_page_is_what_it_is_without(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + space for piece, space in pieces)
    assert made(text, WholeBlocks()) == made(text)


@pytest.mark.parametrize("piece", PIECES)
def test_every_two_pieces_make_the_page_they_make_without(piece: str) -> None:
    for other in PIECES:
        for text in (f"ก\n\n{piece}\n\n{other}\n\n{LIST}\n", f"{piece}\n{other}\n\n{LIST}\n\nก"):
            assert made(text, WholeBlocks()) == made(text)


def test_list_is_set_aside() -> None:
    md = markdown.Markdown(extensions=[WholeBlocks()])
    _RawHTMLPreprocessor()._register(md)
    lines = f"# ก\n\n{LIST}\n\nข\n\n".split("\n")
    assert "<ol" not in "\n".join(md.preprocessors["whole_blocks"].run(lines))
