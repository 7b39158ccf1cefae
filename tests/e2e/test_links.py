"""The link checker finds what it is for, and only that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.deploy.links import faults

SOUND = """<!doctype html><html><head>
<link rel="canonical" href="https://plan.example.go.th/a.html"><link rel="stylesheet" href="s.css">
</head><body id="top"><a href="b.html#x%20y">b</a> <a href="#top">top</a> <a href="https://x.th">x</a>
<a href="mailto:a@x.th">a</a> <img src="p.svg?v=1" srcset="p.svg 1x, p.svg 2x"></body></html>"""

FAULTS = {
    '<a href="c.html">c</a>': "leads to no file",
    '<a href="../a.html">c</a>': "leads to no file",
    '<a href="B.html">c</a>': "leads to no file",
    '<a href="deep/">c</a>': "leads to no file",
    '<a href="/b.html">c</a>': "starts at the server's root",
    '<a href="b.html#no">c</a>': 'leads to no id in "b.html"',
    '<a href="#no">c</a>': 'leads to no id in "a.html"',
    '<img src="no.png">': "leads to no file",
    '<img srcset="p.svg 1x, no.png 2x">': "leads to no file",
    '<img src="https://x.th/p.png">': "leads outside the site",
    '<script src="//x.th/s.js"></script>': "leads outside the site",
    '<link rel="stylesheet" href="http://x.th/s.css">': "leads outside the site",
    '<link rel="preconnect" href="https://fonts.gstatic.com">': "leads outside the site",
    '<iframe src="https://x.th"></iframe>': "leads outside the site",
    '<a href="javascript:alert(1)">c</a>': "leads outside the site",
    '<a href=" JavaScript:alert(1)">c</a>': "leads outside the site",
    "<style>@font-face{src:url('https://x.th/f.woff2')}</style>": "leads outside the site",
    '<p style="background: url(no.png)">c</p>': "leads to no file",
    '<p id="top">c</p>': 'id "top" stands twice',
}


def site(folder: Path, more: str = "", css: str = "") -> Path:
    """Write a sound site of two pages, with something more in one of them."""
    (folder / "deep").mkdir()
    (folder / "a.html").write_text(SOUND.replace("</body>", f"{more}</body>"), encoding="utf-8")
    (folder / "b.html").write_text('<p id="x y">b</p>', encoding="utf-8")
    (folder / "deep" / "c.html").write_text('<a href="../a.html">a</a>', encoding="utf-8")
    (folder / "p.svg").write_text("<svg/>", encoding="utf-8")
    (folder / "s.css").write_text(f"a{{background:url(p.svg)}} {css}", encoding="utf-8")
    return folder


def test_sound_site_has_no_fault(tmp_path: Path) -> None:
    assert faults(site(tmp_path)) == []


@pytest.mark.parametrize("html", FAULTS)
def test_fault_is_found_once(html: str, tmp_path: Path) -> None:
    found = faults(site(tmp_path, html))
    assert len(found) == 1
    assert FAULTS[html] in found[0]
    assert found[0].startswith("a.html:")


@pytest.mark.parametrize("css", ["@import 'https://x.th/s.css';", "a{background:url(no.png)}"])
def test_fault_in_a_style_sheet_is_found(css: str, tmp_path: Path) -> None:
    assert len(faults(site(tmp_path, css=css))) == 1


def test_command_prints_a_line_for_each_fault_and_fails(tmp_path: Path) -> None:
    site(tmp_path, '<a href="c.html">c</a><a href="d.html">d</a>')
    command = [sys.executable, "-m", "generator", "links", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2


def test_command_is_silent_about_a_sound_site(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "generator", "links", str(site(tmp_path))]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_site_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert faults(tmp_path / "site")
