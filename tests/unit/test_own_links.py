"""A build that would lead readers to a page that is not there is none."""

import datetime
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import generator.pipeline
from generator.machine.artifact import Artifact
from generator.pipeline import build_portal
from generator.site.builder import SiteError
from generator.site.own_links import broken_links
from generator.site.render import page_artifacts
from portals import built, portal_folder, tree

PAGE = '<h1 id="top">x</h1>\n\n## ข {{: #ข }}\n\n<p><a class="c" href="{}">y</a></p>\n'
THERE = {"index.html", "2570/index.html", "2570/units/a.html", "2570/documents/ก ข.pdf"}


def led(href: str, at: str = "docs/2570/units/a.md") -> list[str]:
    pages = [
        Artifact(at, PAGE.format(href).encode()),
        Artifact("docs/2570/index.md", b'<p id="row-1"></p>'),
    ]
    return broken_links(pages, THERE)


@pytest.mark.parametrize(
    "href",
    [
        "../index.html",
        "../../index.html",
        "a.html",
        "#top",
        "#%E0%B8%82",
        "a.html#ข",
        "../index.html#row-1",
        "../index.html?q=1#row-1",
        "../documents/%E0%B8%81%20%E0%B8%82.pdf",
        "../documents/&#3585; ข.pdf",
        "https://x.th/y?a=1",
        "mailto:a@x.th",
    ],
)
def test_a_link_that_leads_somewhere_is_no_fault(href: str) -> None:
    assert led(href) == []


@pytest.mark.parametrize(
    "href",
    [
        "b.html",
        "../units",
        "../units/",
        "../../units/a.html",
        "#no",
        "../index.html#row-2",
        "A.html",
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_page(href: str) -> None:
    assert led(href) == [f"2570/units/a.html → {href}"]


def test_the_same_link_is_followed_from_each_folder_by_itself() -> None:
    assert led("index.html", at="docs/2570/b.md") == []
    assert led("index.html", at="docs/2570/deep/b.md") == ["2570/deep/b.html → index.html"]


def test_a_year_that_joins_as_it_was_sealed_may_lack_what_later_releases_have() -> None:
    pages = [Artifact("docs/search.md", PAGE.format("2560/table.html").encode())]
    assert broken_links(pages, THERE, ["2560"]) == []
    assert broken_links(pages, THERE, ["2561"]) == ["search.html → 2560/table.html"]


def test_a_site_with_a_broken_link_is_not_built_and_the_one_before_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(portal_folder(tmp_path))
    before = tree(tmp_path / "site")

    def broken(*given: Any) -> Iterator[Artifact]:
        for one in page_artifacts(*given):
            more = b'<a href="gone.html">x</a>' if one.path == "docs/2570/index.md" else b""
            yield Artifact(one.path, one.data + more)

    monkeypatch.setattr(generator.pipeline, "page_artifacts", broken)
    folders = (tmp_path, tmp_path / "build", tmp_path / "site")
    with pytest.raises(SiteError, match=r"2570/index\.html → gone\.html") as told:
        build_portal(*folders, datetime.date(2026, 11, 24), os.environ)
    assert "เว็บไซต์เดิมยังอยู่" in str(told.value)
    assert tree(tmp_path / "site") == before
