"""At the width of a telephone no line parts a listed word, and none begins with a blank."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Browser, Page

from e2e.sites import BuiltSite
from shares import some

# Words that readers saw in two pieces: the office's own name, its district, and everyday ones.
LISTED = (
    *("ธารตะวัน", "ดอยตะวัน", "สิ่งแวดล้อม", "งบประมาณ", "เด็กเล็ก", "ทางหลวงชนบท", "ประจำปี", "แสงอาทิตย์"),
    *("หมู่ที่", "หน่วยงาน", "สวัสดิการสังคม", "คุณภาพชีวิต", "เบาหวาน", "รับผิดชอบ", "ระยะที่", "โครงสร้างพื้นฐาน"),
    *("นายกเทศมนตรี", "คณะกรรมการ", "ความก้าวหน้า", "เปลี่ยนแปลง", "กองสวัสดิการสังคม", "บ้านดอยตะวัน"),
)
# Every text that is seen: its listed words that have pieces on two lines, and its lines that begin
# with a blank. A number and what it counts are one, too.
_MEASURE = r"""
([root, words]) => {
  const found = [], range = document.createRange();
  const pattern = new RegExp(words.join("|") + "|จำนวน[ \u00a0][0-9]+", "g");
  const texts = document.createTreeWalker(root || document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const blank = /[ \u00a0]/.test(node.data);
    if (!blank && !node.data.match(pattern)) { continue; }
    const box = node.parentElement.getBoundingClientRect();
    const aside = box.width < 20 || node.parentElement.closest("pre, code");
    if (aside || !node.parentElement.checkVisibility()) { continue; }
    const rects = (from, to) => {
      range.setStart(node, from); range.setEnd(node, to);
      return Array.from(range.getClientRects()).filter((one) => one.width > 0);
    };
    for (const one of node.data.matchAll(pattern)) {
      const lines = rects(one.index, one.index + one[0].length);
      const parted = lines.length > 1 && lines.at(-1).top > lines[0].bottom - 4;
      if (parted) { found.push("parted " + one[0]); }
    }
    range.selectNodeContents(node);
    if (range.getClientRects().length < 2) { continue; }
    for (const one of node.data.matchAll(/[\u00a0 ]/g)) {
      const at = one.index, here = rects(at, at + 1)[0], before = at && rects(at - 1, at)[0];
      const begins = here && before && here.top > before.bottom - 4;
      if (begins) { found.push("blank before " + node.data.slice(at, at + 12)); }
    }
  }
  return found;
}
"""
# Each page is put into one that is open already: the style sheet and fonts are there.
_ALL = (
    f"async ([paths, words]) => {{ const measure = {_MEASURE};"
    + r"""
  const found = [], main = document.body;
  for (const path of paths) {
    const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
    page.querySelectorAll("script").forEach((one) => one.remove());
    main.replaceChildren(...page.body.childNodes);
    measure([main, words]).forEach((one) => found.push(path + " " + one));
  }
  return found;
}
"""
)
# Pages of projects are alike: every day a fifth of them, all of them where time is no matter.
_STEP = 1 if os.environ.get("PHAEN_SOAK") else 5


@pytest.fixture
def telephone(chromium: Browser, example_url: str) -> Page:
    """A telephone that has the home page of the example open, its fonts loaded."""
    page = chromium.new_context(viewport={"width": 360, "height": 740}, locale="th-TH").new_page()
    page.goto(f"{example_url}/index.html", wait_until="networkidle")
    return page


@pytest.mark.share
def test_no_page_parts_a_listed_word_or_begins_a_line_with_a_blank(
    example: BuiltSite, telephone: Page
) -> None:
    sealed = {year.label for year in example.view.sealed}  # these are as they were sealed
    files = (path.relative_to(example.site) for path in sorted(example.site.rglob("*.html")))
    paths = [f"/{path.as_posix()}" for path in files if path.parts[0] not in sealed]
    rows = [path for path in paths if "/projects/" in path]
    paths = [*(path for path in paths if path not in rows), *rows[::_STEP]]
    assert len(paths) > 150
    assert telephone.evaluate(_ALL, [some(paths, 4), list(LISTED)]) == []


@pytest.mark.parametrize("path", ["search.html?q=สิ่งแวดล้อม", "search.html?q=ถนน", "2570/table.html"])
def test_nor_does_what_scripts_draw(telephone: Page, example_url: str, path: str) -> None:
    telephone.goto(f"{example_url}/{path}", wait_until="networkidle")
    telephone.wait_for_selector(".ph-explore-ready .ph-found:not(:empty)")
    assert telephone.evaluate(f"(words) => ({_MEASURE})([null, words])", list(LISTED)) == []


def test_a_word_that_nothing_holds_would_be_found(telephone: Page) -> None:
    telephone.set_content(f"<p style='width:3em'>{'สิ่งแวดล้อม' * 5}</p>")
    assert telephone.evaluate(_MEASURE, [None, list(LISTED)])
