"""Whatever staff type or paste is shown as that text: it never becomes markup, code or a layout."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, expect

from e2e.sites import BuiltSite, Element, build_here
from generator.plan.formulas import unguarded
from generator.plan.read.xlsx_file import read_xlsx
from generator.problems import Place, Report
from portals import portal_folder
from shares import some
from uploads import pdf

LONG_NAME = ("ก่อสร้างถนนคอนกรีตเสริมเหล็กพร้อมรางระบายน้ำรูปตัวยู" * 10)[:447]
PLAIN = (
    "<script>alert(1)</script>",
    "</title><script>alert(2)</script>",
    "</textarea></style>--><img src=x onerror=alert(3)>",
    "[x](javascript:alert(4))",
    "![x](https://tracker.example/x.png)",
    "<https://tracker.example/>",
    "[x]: https://tracker.example/ \"x\"",
    "{{ 7*7 }}",
    "{% raw %}",
    "{# gone #}",
    "| a | b |",
    "`code` ``more`` ~~~",
    "*a* **b** __c__ _d_ ~~e~~ ==f==",
    "&lt; &amp; &#60; &nbsp;",
    "\"onmouseover=\" 'onclick='",
    "# heading",
    "{: #id onclick=x }",
    "{ #id .class }",
    "---",
    "- item",
    "1. item",
    "> quoted",
    "    indented",
    "\\<b\\> C:\\temp",
    "<!-- gone -->",
    "<![CDATA[ gone ]]>",
    "<?php gone ?>",
    "$(alert) ${7*7} #{7*7} <%= 7*7 %>",
    "!!! note",
    "[^1] *[x]: y",
    "[TOC]",
    ":smile: 😀👩‍👩‍👧 ",
    "klzzwxh:0000 wzxhzdk:0",
    "\u0002STX\u0003",
    "null",
    "=1+1",
    "ก;=HYPERLINK(\"https://tracker.example\")",
    "ก, ;\"＝1+1",
    "-2+3+cmd|' /C calc'!A0",
    "_x000D_ _x005F_",
    "กำกํากิ่กิ่ ๆ ฯลฯ",
    LONG_NAME,
    "ยาว" * 1667,
    "W" * 300,
)  # fmt: skip
# What is shown where it is not what was written: broken characters as the sign of a loss,
# direction marks not at all, every blank as a blank.
CHANGED = {
    "two\nlines\n\n# and more\n\n<b>x</b>": "two lines # and more <b>x</b>",
    "three\n=1+1\n- ขุดลอก (ช่วง)\n-cmd|x": "three =1+1 - ขุดลอก (ช่วง) -cmd|x",
    "a\u2028b\u2029c\u0085d": "a b c\ufffdd",
    "\u202eevil\u202c \u200fmark\u200e \u2066x\u2069": "evil mark x",
    "bell\u0007 delete\u007f": "bell\ufffd delete\ufffd",
}
LOST = str.maketrans({"\u0002": "\ufffd", "\u0003": "\ufffd", "\u200d": None})
NASTY = {text: " ".join(text.split()).translate(LOST) for text in PLAIN} | CHANGED
COLUMNS = ("name", "detail", "programme", "source", "place", "unit", "tactic", "plan_ref", "note")
REPORTED = ("result", "problem", "suggestion")
# In YAML, escapes can write what no file can hold.
KEYED = "# a <script>alert(5)</script> {{ 7*7 }} {: #id } | `b` \" ' & \\ \ud800\u0007\u0085\ufffe"
KEYED_SHOWN = KEYED[:-4] + "\ufffd" * 4


def value(text: str, column: str) -> str:
    """Return a cell's text: hostile from its first sign, and told apart by its column."""
    return f"{text} {column}"


def table(columns: tuple[str, ...], lines: list[dict[str, str]]) -> str:
    """Return CSV text."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()


def hostile_portal(folder: Path, texts: list[str], keyed: str) -> Path:
    """Write a portal with one project for each text, in all its columns; `keyed` is in YAML."""

    def q(name: str) -> str:
        return json.dumps(value(keyed, name))  # JSON's escapes are YAML's

    rows, reports, amended = [], [], []
    for number, text in enumerate(texts, start=1):
        row = {column: value(text, column) for column in COLUMNS}
        row |= {"partners": value(text, "partners").replace("\n", " ").replace(";", " ")}
        row |= {"id": f"2570-{number:03}", "strategy": "1", "budget": "1000"}
        row |= {"start": "พ.ย.", "end": "ธ.ค."}
        row |= {"owner": "ส่วนกลาง"} if number % 2 else {}
        rows.append(row)
        report = {column: value(text, column) for column in REPORTED}
        reports.append(report | {"id": row["id"], "date": "2569-11-20", "status": "แล้วเสร็จ"})
        # The words stay; what an amendment changes is another month.
        amended.append(row | {"end": "ม.ค.", "change": "แก้ไข", "reason": value(text, "reason")})
    columns = ("id", "strategy", *COLUMNS, "partners", "budget", "owner", "start", "end")
    edition = f"""considered: 2569-10-10
  announced: 2569-10-15
  posted_from: 2569-10-16
  posted_until: 2569-11-20
  posted_at: [{q("board")}]
  documents: [{{title: {q("document")}, file: documents/a.pdf}}]
"""
    files: dict[str, str | bytes | None] = {
        "plans/organization.yml": f"""name: {q("organization")}
kind: เทศบาลตำบล
district: {q("district")}
contact: {{address: {q("address")}}}
units: {{engineering: {{name: {q("ownunit")}}}}}
villages: {{1: {q("village")}}}
""",
        "plans/2570/plan.yml": f"""fiscal_year: 2570
title: {q("title")}
legal_basis: {q("law")}
strategies: [{{id: 1, name: {q("strategy")}, tactics: [{q("tactics")}]}}]
trigger: {{event: {q("event")}, date: 2569-09-25}}
edition:
  {edition}""",
        "plans/2570/documents/a.pdf": pdf(),
        "plans/2570/projects.csv": table(columns, rows),
        "plans/2570/progress.csv": table(("id", "date", "status", *REPORTED), reports),
        "plans/2570/amendments/1/plan.yml": f"""kind: {q("แก้ไข")}
title: {q("amendment")}
edition:
  {edition}""",
        "plans/2570/amendments/1/documents/a.pdf": pdf(),
        "plans/2570/amendments/1/projects.csv": table((*columns, "change", "reason"), amended),
    }  # fmt: skip
    return portal_folder(folder, files)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A published portal whose every free text is hostile."""
    folder = tmp_path_factory.mktemp("hostile") / "portal"
    return build_here(hostile_portal(folder, list(NASTY), KEYED))


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The same portal with harmless words in the same places."""
    folder = tmp_path_factory.mktemp("harmless") / "portal"
    words = [f"ข้อความที่ {number}" for number in range(len(NASTY))]
    # As many words: an address breaks between its words only, each in an element of its own.
    keyed = " ".join("ข้อความ" for _ in KEYED.split(" "))
    return build_here(hostile_portal(folder, words, keyed))


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """A narrow page in which nothing may run and nothing may be asked for."""
    context = chromium.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.set_default_timeout(5_000)
    yield page
    context.close()


class Watch:
    """What a page did that it must not do."""

    def __init__(self, page: Page, site: Path) -> None:
        self.seen: list[str] = []
        page.on("dialog", self._dialog)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.seen.append(f"error {error}"))
        self.own = site.as_uri()
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        self.seen.append(f"{message.type} {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        self.seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self.own):
            self.seen.append(f"asks {request.url}")


def fold(text: str) -> str:
    """Return the text with every run of blanks as one blank."""
    return " ".join(text.split())


def shown(page: Page) -> str:
    """Return what a reader of the page sees, folded."""
    return fold(page.locator("body").inner_text())


def skeleton(page: Element) -> list[tuple[str, list[str], str]]:
    """Return a page's elements without their texts: what kind, which attributes, which class.

    What holds words of a text together is left out: texts have different words.
    """
    found = [(e.tag, sorted(e.attributes), e.attributes.get("class", "")) for e in page.walk()]
    return [one for one in found if one[0] != "ph-k"]


def test_expected_texts_differ_so_that_none_stands_for_another() -> None:
    assert len(set(NASTY.values())) == len(NASTY)
    assert len(LONG_NAME) == 447


@pytest.mark.share
def test_project_pages_show_every_text_exactly_and_nothing_runs(
    hostile: BuiltSite, page: Page
) -> None:
    watch = Watch(page, hostile.site)
    organization = value(KEYED_SHOWN, "organization")
    for number, expected in some(enumerate(NASTY.values(), start=1), 3):
        page.goto((hostile.site / f"2570/projects/2570-{number:03}.html").as_uri())
        text, name = shown(page), value(expected, "name")
        assert fold(page.locator("h1").inner_text()) == name
        assert page.title() == f"{name} – {organization}"
        for column in (*COLUMNS[1:], "partners", *REPORTED, "reason"):
            wanted = expected.replace(";", " ") if column == "partners" else expected
            assert fold(value(wanted, column)) in text, f"{column} of {expected}"
        for key in ("strategy", "organization", "amendment", "address"):
            assert value(KEYED_SHOWN, key) in text, f"{key} of {expected}"
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, expected
        assert watch.seen == [], expected


def test_list_pages_show_every_name_exactly_and_nothing_runs(
    hostile: BuiltSite, page: Page
) -> None:
    watch = Watch(page, hostile.site)
    names = [value(expected, "name") for expected in NASTY.values()]
    for path in ("strategies/1.html", "months/11.html", "progress.html", "announcements/1.html"):
        page.goto((hostile.site / "2570" / path).as_uri())
        text = shown(page)
        for name in names:
            assert name in text, f"{name} on {path}"
        assert watch.seen == [], path


@pytest.mark.share
def test_no_page_scrolls_sideways_runs_anything_or_asks_for_anything(
    hostile: BuiltSite, page: Page
) -> None:
    watch = Watch(page, hostile.site)
    apart = {*hostile.site.glob("*/projects/*"), hostile.site / "404.html"}  # needs a server
    for path in some(sorted(set(hostile.site.rglob("*.html")) - apart), 6):
        page.goto(path.as_uri())
        page.evaluate("document.fonts.ready")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        assert watch.seen == [], path


def test_saved_list_gives_back_the_text_of_the_data_file(
    hostile: BuiltSite, page: Page, tmp_path: Path
) -> None:
    watch = Watch(page, hostile.site)
    page.goto((hostile.site / "2570/table.html").as_uri())
    expect(page.locator(".ph-explore[data-ready=yes]")).to_be_visible(timeout=30_000)
    for kind in ("csv", "xlsx"):
        with page.expect_download() as download:
            page.locator(f".ph-save[data-kind={kind}]").click()
        download.value.save_as(tmp_path / f"saved.{kind}")
    published = (hostile.site / "2570/data/projects-excel.csv").read_bytes()
    saved = (tmp_path / "saved.csv").read_bytes()
    assert saved == published
    told = csv.reader(io.StringIO(published.decode("utf-8-sig"), newline=""))
    (table,) = read_xlsx((tmp_path / "saved.xlsx").read_bytes(), Place("saved.xlsx"), Report())
    # What no formula can be made of needs no apostrophe in a workbook; a row ends with its texts.
    bare = [[unguarded(one) for one in row] for row in told]
    width = len(bare[0])
    assert [[*row.texts, *[""] * (width - len(row.texts))] for row in table.rows] == bare
    assert watch.seen == []


def test_texts_of_the_plan_itself_stand_on_its_pages(hostile: BuiltSite, page: Page) -> None:
    watch = Watch(page, hostile.site)
    keys = {
        "index.html": ("title", "organization", "strategy", "village", "district", "board"),
        "2570/index.html": ("title", "strategy", "village", "board"),
        "2570/announcements/index.html": ("amendment", "document", "law", "board", "event"),
        "2570/announcements/1.html": ("amendment", "board"),
        "2570/villages/1.html": ("village",),
        "2570/data/index.html": ("organization",),
    }
    for path, names in keys.items():
        page.goto((hostile.site / path).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        text = shown(page)
        for name in names:
            assert value(KEYED_SHOWN, name) in text, f"{name} on {path}"
    assert watch.seen == []


def test_no_text_adds_an_element_or_an_attribute(hostile: BuiltSite, harmless: BuiltSite) -> None:
    """Every page has the very elements that it has with harmless words in the same places."""
    pages = [path.relative_to(hostile.site) for path in hostile.site.rglob("*.html")]
    compared = 0
    for path in pages:
        # A unit's address comes from its name; the data page lists what is odd about the texts,
        # and which projects look alike hangs on their names.
        named = ("index.html", "data.html", "overlap.html")
        if path.parent.name in ("units", "data") or path.name in named:
            continue
        one, other = hostile.page(str(path)), harmless.page(str(path))
        assert skeleton(one) == skeleton(other), path
        compared += 1
    assert compared > len(NASTY)


def test_descriptions_for_search_engines_hold_the_text_and_end_where_it_ends(
    hostile: BuiltSite,
) -> None:
    for number, expected in enumerate(NASTY.values(), start=1):
        page = hostile.page(f"2570/projects/2570-{number:03}.html")
        description = page.only("name", "description", tag="meta").attributes["content"]
        assert description.startswith(value(expected, "name"))
        assert "ปีงบประมาณ พ.ศ. 2570" in description
        source = (hostile.site / f"2570/projects/2570-{number:03}.html").read_text("utf-8")
        assert html.unescape(source).count("\ufffd") >= expected.count("\ufffd")
