"""The link checker finds what it is for, and only that."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from e2e.sites import read_page
from generator.site.links import faults
from portals import PLAN, PROJECTS, built, csv_table, make_row, plan_yml, portal_folder

SOUND = """<!doctype html><html><head>
<link rel="canonical" href="https://plan.example.go.th/a.html"><link rel="stylesheet" href="s.css">
</head><body id="top"><a href="b.html#x%20y">b</a> <a href="#top">top</a> <a href="https://x.th">x</a>
<a href="mailto:a@x.th">a</a> <img src="p.svg?v=1" srcset="p.svg 1x, p.svg 2x"></body></html>"""

FAULTS = {
    '<a href="c.html">c</a>': "ไม่มีไฟล์ที่ลิงก์ไป",
    '<a href="../a.html">c</a>': "ไม่มีไฟล์ที่ลิงก์ไป",
    '<a href="B.html">c</a>': "ไม่มีไฟล์ที่ลิงก์ไป",
    '<a href="deep/">c</a>': "ไม่มีไฟล์ที่ลิงก์ไป",
    '<a href="/b.html">c</a>': "ขึ้นต้นด้วย /",
    '<a href="b.html#no">c</a>': 'ไม่มี id นั้นใน "b.html"',
    '<a href="#no">c</a>': 'ไม่มี id นั้นใน "a.html"',
    '<img src="no.png">': "ไม่มีไฟล์ที่ลิงก์ไป",
    '<img srcset="p.svg 1x, no.png 2x">': "ไม่มีไฟล์ที่ลิงก์ไป",
    '<img src="https://x.th/p.png">': "พาออกนอกเว็บไซต์",
    '<script src="//x.th/s.js"></script>': "พาออกนอกเว็บไซต์",
    '<link rel="stylesheet" href="http://x.th/s.css">': "พาออกนอกเว็บไซต์",
    '<link rel="preconnect" href="https://fonts.gstatic.com">': "พาออกนอกเว็บไซต์",
    '<iframe src="https://x.th"></iframe>': "พาออกนอกเว็บไซต์",
    '<a href="javascript:alert(1)">c</a>': "พาออกนอกเว็บไซต์",
    '<a href=" JavaScript:alert(1)">c</a>': "พาออกนอกเว็บไซต์",
    "<style>@font-face{src:url('https://x.th/f.woff2')}</style>": "พาออกนอกเว็บไซต์",
    '<p style="background: url(no.png)">c</p>': "ไม่มีไฟล์ที่ลิงก์ไป",
    '<p id="top">c</p>': 'id "top" ซ้ำกัน',
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
    *lines, advice = done.stdout.splitlines()
    assert len(lines) == 2
    assert advice.startswith("พบ 2 แห่ง แก้ลิงก์")


def test_command_is_silent_about_a_sound_site(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "generator", "links", str(site(tmp_path))]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_site_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert faults(tmp_path / "site")


def test_command_says_which_folder_is_not_there_and_what_to_do(tmp_path: Path) -> None:
    (line,) = faults(tmp_path / "none")
    assert "ไม่พบโฟลเดอร์" in line
    assert "phaen build" in line


CANCELLED = {"change": "ยกเลิก", "reason": "สภามีมติ"}
LAST = make_row(
    id="2570-002",
    unit="กองสาธารณสุข",
    programme="สาธารณสุข",
    owner="อบจ.",
    strategy="2",
    villages="3",
)
PAGES_OF_LAST = (
    "units/health", "programmes/public-health", "owners/pao", "strategies/2", "villages/3",
)  # fmt: skip


def amended(folder: Path, *rows: Mapping[str, str], told: Sequence[Mapping[str, str]]) -> Path:
    """Build a portal of `rows`, amended by `told`; return its site."""
    files = {
        PROJECTS: csv_table(rows),
        PLAN: plan_yml("announced: 2569-10-15"),
        "plans/2570/amendments/1/plan.yml": (
            "kind: เปลี่ยนแปลง\ntitle: แผนเปลี่ยนแปลงที่หนึ่ง\nedition: {announced: 2569-11-20}\n"
        ),
        "plans/2570/amendments/1/projects.csv": csv_table(told),
    }
    built(portal_folder(folder, files))
    return folder / "site"


def test_the_page_of_what_lost_its_last_project_stays_and_says_so(tmp_path: Path) -> None:
    site = amended(tmp_path, make_row(id="2570-001"), LAST, told=[LAST | CANCELLED])
    assert faults(site) == []
    project = read_page(site / "2570/projects/2570-002.html")
    led = {link.attributes["href"] for link in project.tags("a") if "href" in link.attributes}
    for name in PAGES_OF_LAST:
        assert f"../{name}.html" in led
        page = read_page(site / f"2570/{name}.html")
        text = page.text.replace("\u00a0", " ")
        assert "ไม่มีโครงการเหลือในแผน: ยกเลิกแล้ว 1 โครงการ" in text, name
        assert "รวมครบ 0" not in text
        (left,) = page.all("data-left", "2570-002")
        assert [one.attributes["href"] for one in left.tags("a")] == [
            "../projects/2570-002.html",
            "../announcements/1.html",
        ]


def test_a_project_that_moved_is_told_on_the_page_that_it_left(tmp_path: Path) -> None:
    moved = LAST | {"change": "แก้ไข", "reason": "โอนงาน"}
    moved |= {"unit": "กองช่าง", "programme": "การศึกษา", "villages": "2"}
    site = amended(tmp_path, make_row(id="2570-001"), LAST, told=[moved])
    assert faults(site) == []
    for name in ("units/health", "programmes/public-health", "villages/3"):
        text = read_page(site / f"2570/{name}.html").text.replace("\u00a0", " ")
        assert "ไม่มีโครงการเหลือในแผน: ย้ายไปที่อื่นแล้ว 1 โครงการ" in text, name
    for name in ("owners/pao", "strategies/2", "villages/2"):
        assert read_page(site / f"2570/{name}.html").all("data-left") == []


def test_a_year_of_which_all_is_cancelled_says_so_and_leads_nowhere_wrong(tmp_path: Path) -> None:
    rows = [make_row(id="2570-001", villages="1"), LAST]
    site = amended(tmp_path, *rows, told=[one | CANCELLED for one in rows])
    assert faults(site) == []
    for name in ("index.html", "2570/index.html"):
        text = read_page(site / name).text.replace("\u00a0", " ")
        assert "ไม่มีโครงการเหลือในแผน: ยกเลิกแล้วทั้งหมด 2 โครงการ" in text
