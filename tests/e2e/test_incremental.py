"""A build after a change gives what a clean build gives, byte for byte, and rebuilds only that."""

from __future__ import annotations

import csv
import glob
import io
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from e2e.killing import standing
from e2e.sites import DAY, build, differing, phaen
from generator.pipeline import Built, build_portal
from portals import ROOT, TODAY, built, portal_folder, shared, tree
from uploads import png

ORGANIZATION = "plans/organization.yml"
PLAN = "plans/2570/plan.yml"
PROJECTS = "plans/2570/projects.csv"
ADDRESS = "site_url: https://plan.example.go.th/\ndocs_dir:"
# fmt: off
HEADINGS = [
    "รหัสโครงการ", "ยุทธศาสตร์", "แผนงาน", "โครงการ", "งบประมาณ", "หมู่ที่",
    "หน่วยงานรับผิดชอบหลัก", "เริ่ม", "สิ้นสุด", "รายละเอียด",
]
STYLES = "theme/overrides/assets/phaen/phaen.css"
PROGRAMMES = ["การศึกษา", "สาธารณสุข", "อุตสาหกรรมและการโยธา", "เคหะและชุมชน"]
MONTHS = [
    "ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.",
    "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.",
]
# fmt: on
AMENDMENT = """kind: เพิ่มเติม
number: 1/2570
edition:
  considered: 2569-11-01
  announced: 2569-11-05
  posted_from: 2569-11-06
  posted_until: 2569-12-10
"""


def rows(count: int, year: int = 2570) -> list[list[str]]:
    """Return the headings and as many sound rows."""
    return [HEADINGS] + [
        [
            f"{year}-{i + 1:03}", "1", PROGRAMMES[i % 4], f"ก่อสร้างถนน สายที่ {i + 1}",
            str(100_000 + i), str(1 + i % 3), ("กองช่าง", "กองสาธารณสุข")[i % 2],
            MONTHS[i % 10], MONTHS[i % 10 + 2], f"กว้าง 4 เมตร ยาว {i + 1} เมตร",
        ]
        for i in range(count)
    ]  # fmt: skip


def table(lines: list[list[str]]) -> str:
    """Return the rows as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(lines)
    return out.getvalue()


def years_portal(folder: Path, count: int = 12) -> Path:
    """Write a portal of two years with hand-written pages and a configuration of its own."""
    plan = (ROOT / "tests/plans/good/plans/2570/plan.yml").read_text(encoding="utf-8")
    before = re.sub("25(69|70)", lambda found: str(int(found[0]) - 1), plan)
    return portal_folder(
        folder,
        {
            PROJECTS: table(rows(count)),
            "plans/2569/plan.yml": before,
            "plans/2569/projects.csv": table(rows(4, 2569)),
            "mkdocs.yml": (ROOT / "mkdocs.yml").read_bytes(),
            "content/news.md": "# ข่าว\n\n![ภาพ](assets/board.png) [ที่เกี่ยวข้อง](contact.md)\n"
            "\n*[อบจ.]: องค์การบริหารส่วนจังหวัด\n",
            "content/assets/board.png": png(),
        },
    )


def edit(file: Path, old: str, new: str) -> None:
    """Put `new` in the place of `old`, which must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def add(file: Path, text: str) -> None:
    """Write a file, and the folder that it is in."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def add_amendment(portal: Path) -> None:
    """Announce an amendment that changes one row, cancels one and adds one."""
    add(portal / "plans/2570/amendments/1/plan.yml", AMENDMENT)
    lines = rows(13)
    changed = [lines[2], lines[3], lines[13]]
    more = [[*lines[0], "การเปลี่ยนแปลง", "เหตุผล"]]
    for line, change in zip(changed, ("แก้ไข", "ยกเลิก", "เพิ่ม"), strict=True):
        more.append([*line[:4], "555555", *line[5:], change, "ตามมติที่ประชุม"])
    add(portal / "plans/2570/amendments/1/projects.csv", table(more))


def change_picture(portal: Path) -> None:
    """Put another picture at the same address."""
    (portal / "content/assets/board.png").write_bytes(png(2, 2))


def set_clock_back(portal: Path) -> None:
    """As after a build on a machine whose clock was ahead: the site's files lie in the future."""
    ahead = time.time() + 10_000
    for path in (portal / "site").rglob("*"):
        os.utime(path, (ahead, ahead))
    edit(portal / PROJECTS, "ก่อสร้างถนน สายที่ 5", "ขุดลอกคลอง")


def change_several(portal: Path) -> None:
    """As after a week without a build."""
    add(portal / PROJECTS, table(rows(11)))
    add(portal / "content/news.md", "# ข่าวใหม่\n")
    edit(portal / ORGANIZATION, "บ้านร่องไฮ", "บ้านใหม่")
    add_amendment(portal)


Change = Callable[[Path], None]

IN_THE_PORTAL: dict[str, Change] = {
    "nothing": lambda _: None,
    "name of a row": lambda p: edit(p / PROJECTS, "ก่อสร้างถนน สายที่ 5", "ขุดลอกคลอง"),
    "budget of a row": lambda p: edit(p / PROJECTS, "100004", "999999.25"),
    "detail of a row": lambda p: edit(p / PROJECTS, "ยาว 5 เมตร", "ยาว 55 เมตร"),
    "months of a row": lambda p: edit(p / PROJECTS, "ม.ค.,มี.ค.", "ม.ค.,เม.ย."),
    "a row added": lambda p: add(p / PROJECTS, table(rows(13))),
    "a row removed": lambda p: add(p / PROJECTS, table(rows(11))),
    "rows in another order": lambda p: add(p / PROJECTS, table([HEADINGS, *rows(12)[:0:-1]])),
    "a unit renamed": lambda p: edit(p / ORGANIZATION, "กองช่าง", "กองโยธา, also: [กองช่าง]"),
    "a unit elsewhere": lambda p: edit(p / ORGANIZATION, "engineering:", "works:"),
    "a village renamed": lambda p: edit(p / ORGANIZATION, "บ้านร่องไฮ", "บ้านใหม่"),
    "a village added": lambda p: edit(p / ORGANIZATION, "  3: ", "  4: บ้านสี่\n  3: "),
    "the organisation renamed": lambda p: edit(p / ORGANIZATION, "ตำบลตัวอย่าง\nkind", "ใหม่\nkind"),
    "the colour": lambda p: edit(p / ORGANIZATION, "kind:", "colours: {primary: '#123456'}\nkind:"),
    "a date": lambda p: edit(p / PLAN, "announced: 2569-10-15", "announced: 2569-10-14"),
    "the plan's title": lambda p: edit(p / PLAN, "title: แผนการ", "title: แผนใหม่ "),
    "an amendment": add_amendment,
    "a progress report": lambda p: add(
        p / "plans/2570/progress.csv", "id,date,status\n2570-003,2569-11-20,แล้วเสร็จ\n"
    ),
    "a year gone": lambda p: shutil.rmtree(p / "plans/2569"),
    "mkdocs.yml": lambda p: edit(p / "mkdocs.yml", "  - tables", "  - tables\n  - abbr"),
    "mkdocs.yml gone": lambda p: (p / "mkdocs.yml").unlink(),
    "a page of our own changed": lambda p: add(p / "content/news.md", "# ข่าวใหม่\n"),
    "a page of our own added": lambda p: add(p / "content/news/more.md", "# ข่าวอื่น\n"),
    "a page of our own for Phaen's": lambda p: add(p / "content/contact.md", "# ติดต่อเรา\n"),
    "a picture changed": change_picture,
    "a picture and its page gone": lambda p: shutil.rmtree(p / "content"),
    "the clock set back": set_clock_back,
    "several at once": change_several,
}
# Phaen's own mkdocs.yml, which comes in, is the same as the one that went.
SEEN_BY_NOBODY = ("nothing", "mkdocs.yml gone")

IN_THE_THEME: dict[str, Change] = {
    "style sheet": lambda home: edit(home / STYLES, "* { box-sizing", "* { margin: 0; box-sizing"),
    "page frame": lambda home: edit(home / "theme/overrides/main.html", "<footer", "<hr><footer"),
    "page template": lambda home: edit(home / "theme/pages/project.md.j2", "<dl ", "<hr><dl "),
    "words": lambda home: edit(home / "theme/strings.toml", 'all_years = "', 'all_years = "ดู'),
    "file added": lambda home: add(home / "theme/overrides/assets/phaen/new.txt", "new"),
    "file removed": lambda home: (home / "theme/overrides/assets/phaen/fonts/OFL.txt").unlink(),
    "Phaen's own page": lambda home: edit(home / "content/contact.md", "# ", "# โปรด"),
    "Phaen's own configuration": lambda home: edit(home / "mkdocs.yml", "docs_dir:", ADDRESS),
}


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """A portal of two years, published once."""
    folder = years_portal(tmp_path / "portal")
    built(folder)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A copy of Phaen itself, to change its theme."""
    return home_in(tmp_path)


def home_in(place: Path) -> Path:
    folder = place / "phaen"
    for name in ("generator", "theme", "content"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same portal, for one change after another; each begins from what `sound` puts back."""
    folder = years_portal(tmp_path_factory.mktemp("lasting") / "portal")
    shutil.copytree(folder, folder.with_name("sound"))
    built(folder)
    return folder


@pytest.fixture(scope="module")
def lasting_home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A copy of Phaen for one change after another, and a portal that it published."""
    place = tmp_path_factory.mktemp("lasting-home")
    home = home_in(place)
    shutil.copytree(home, place / "sound", ignore=shutil.ignore_patterns("generator"))
    portal = portal_folder(place / "portal", {PROJECTS: table(rows(6))})
    build(portal, cwd=home)
    return home, portal


def put_back(folder: Path, *names: str) -> None:
    """Put what stood at first in the place of what a change left; what was built stays."""
    for name in names:
        sound, here = folder.with_name("sound") / name, folder / name
        if sound.is_dir():
            shutil.rmtree(here, ignore_errors=True)
            shutil.copytree(sound, here)
        else:
            shutil.copy2(sound, here)


def differences(portal: Path, cwd: Path | None = None) -> list[str]:
    """Return the paths in which the portal's site differs from what a build from nothing gives.

    `cwd` is where the package is that must build it.
    """
    place = portal.parent / "clean"
    shutil.rmtree(place, ignore_errors=True)
    if cwd:
        build(portal, "--site", place / "site", "--staging", place / "build", cwd=cwd)
    else:
        result = build_portal(portal, place / "build", place / "site", TODAY, os.environ)
        assert isinstance(result, Built)
    return differing(tree(portal / "site"), tree(place / "site"))


def inodes(site: Path) -> dict[str, int]:
    """Return which file stands at each path: one that was not rebuilt is the very same file."""
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.stat().st_ino for path in files}


def rebuilt(before: dict[str, int], site: Path) -> set[str]:
    """Return the pages below a year that are not the files they were."""
    after = inodes(site)
    return {p for p in after if p.endswith(".html") and "25" in p[:2] and after[p] != before.get(p)}


# One of each kind of change: to rows, names, settings, pages, pictures, and the clock.
EVERY_DAY = (
    "budget of a row", "a row added", "a village added", "the organisation renamed", "an amendment",
    "a progress report", "a year gone", "a page of our own added", "several at once",
)  # fmt: skip


@pytest.mark.parametrize(
    "change", shared([one for one in IN_THE_PORTAL if one not in SEEN_BY_NOBODY], EVERY_DAY)
)
def test_build_after_a_change_equals_a_clean_build(change: str, lasting: Path) -> None:
    before = tree(lasting / "site")  # of the change before this one
    put_back(lasting, "plans", "content", "mkdocs.yml")
    IN_THE_PORTAL[change](lasting)
    built(lasting)
    assert differences(lasting) == []
    assert differing(before, tree(lasting / "site"))


@pytest.mark.parametrize("change", SEEN_BY_NOBODY)
def test_build_after_what_nobody_sees_changes_nothing(change: str, portal: Path) -> None:
    before = tree(portal / "site")
    IN_THE_PORTAL[change](portal)
    built(portal)
    assert differences(portal) == []
    assert differing(before, tree(portal / "site")) == []


@pytest.mark.parametrize(
    "change",
    shared(IN_THE_THEME, ("page template", "style sheet", "file removed", "Phaen's own page")),
)
def test_build_after_a_change_of_phaen_itself_equals_a_clean_build(
    change: str, lasting_home: tuple[Path, Path]
) -> None:
    home, portal = lasting_home
    before = tree(portal / "site")  # of the change before this one
    put_back(home, "theme", "content", "mkdocs.yml")
    IN_THE_THEME[change](home)
    build(portal, cwd=home)
    assert differences(portal, home) == []
    assert differing(before, tree(portal / "site"))


@pytest.mark.slow
@pytest.mark.parametrize("turns", [4, pytest.param(40, marks=pytest.mark.long)])
def test_random_changes_one_after_another_equal_one_clean_build(turns: int, portal: Path) -> None:
    rng = random.Random(2570)
    lines = rows(12)
    for turn in range(turns):
        line = rng.choice(lines[1:])
        match rng.randrange(4):
            case 0:
                line[3] = f"โครงการที่แก้ครั้งที่ {turn}"
            case 1:
                line[4] = str(rng.randrange(1, 10**7))
            case 2:
                lines.remove(line)
            case 3:
                lines.insert(rng.randrange(1, len(lines)), [f"2570-9{turn:02}", *line[1:]])
        add(portal / PROJECTS, table(lines))
        built(portal)
    assert differences(portal) == []


def test_what_stands_in_the_place_of_kept_results_stops_no_build(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path)
    built(portal)
    first = tree(portal / "site")
    for name in (".cards", ".uploads"):
        shutil.rmtree(portal / "build" / name, ignore_errors=True)
        (portal / "build" / name).write_bytes(b"theirs")
    for name in (".pieces", ".passed", ".sealed/digests.json", ".stamp", ".passed.part"):
        (portal / "build" / name).unlink(missing_ok=True)
        (portal / "build" / name / "a").mkdir(parents=True)
    built(portal)
    assert tree(portal / "site") == first
    assert (portal / "build/.cards").read_bytes() == b"theirs"


def test_changed_detail_rebuilds_the_pages_that_show_it(portal: Path) -> None:
    before = inodes(portal / "site")
    edit(portal / PROJECTS, "ยาว 5 เมตร", "ยาว 55 เมตร")
    built(portal)
    # Its own, and form ผด. 02 of its strategy.
    shown = {"2570/projects/2570-005.html", "2570/strategies/1.html"}
    assert rebuilt(before, portal / "site") == shown


def test_changed_budget_leaves_other_years_and_other_projects_alone(portal: Path) -> None:
    before = inodes(portal / "site")
    edit(portal / PROJECTS, "100004", "999999")
    built(portal)
    touched = rebuilt(before, portal / "site")
    assert "2570/projects/2570-005.html" in touched
    assert "2570/index.html" in touched
    assert [path for path in touched if path.startswith("2569/")] == []
    assert [path for path in touched if "/projects/" in path] == ["2570/projects/2570-005.html"]


def test_unchanged_plan_rebuilds_no_page_of_a_year(portal: Path) -> None:
    before = inodes(portal / "site")
    built(portal)
    assert rebuilt(before, portal / "site") == set()


def test_changed_theme_rebuilds_every_page(home: Path, tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    build(portal, cwd=home)
    before = inodes(portal / "site")
    edit(home / STYLES, "* { box-sizing", "* { margin: 0; box-sizing")
    build(portal, cwd=home)
    every = {path for path in before if path.startswith("25") and path.endswith(".html")}
    assert rebuilt(before, portal / "site") == every


def test_removed_project_s_page_is_gone(portal: Path) -> None:
    page = portal / "site/2570/projects/2570-012.html"
    assert page.is_file()
    add(portal / PROJECTS, table(rows(11)))
    built(portal)
    assert not page.exists()
    assert not (portal / "build/docs/2570/projects/2570-012.md").exists()


def test_hand_written_page_that_leads_to_a_removed_page_stops_the_build(portal: Path) -> None:
    add(portal / "content/news.md", "# ข่าว\n\n[ถนน](2570/projects/2570-012.md)\n")
    built(portal)
    before = tree(portal / "site")
    add(portal / PROJECTS, table(rows(11)))
    done = phaen("build", "--portal", portal, "--today", DAY)
    assert done.returncode == 2
    assert "news.md" in done.stderr
    assert differing(before, tree(portal / "site")) == []


def pages_outside(before: dict[str, int], site: Path) -> set[str]:
    """Return the pages outside the years that are not the files they were."""
    after = inodes(site)
    return {p for p in after if p.endswith(".html") and "/" not in p and after[p] != before.get(p)}


def test_changed_row_leaves_hand_written_pages_alone(portal: Path) -> None:
    before = inodes(portal / "site")
    edit(portal / PROJECTS, "100004", "999999")
    built(portal)
    touched = pages_outside(before, portal / "site")
    assert {"index.html", "years.html", "404.html"} <= touched
    assert touched.isdisjoint({"news.html", "contact.html", "how-to-read.html"})


def test_hand_written_page_that_leads_to_a_place_that_is_gone_stops_the_build(portal: Path) -> None:
    """Its own text is the same; what it leads to is not."""
    add(portal / "content/news.md", "# ข่าว\n\n[แถว](contact.md#what)\n")
    add(portal / "content/contact.md", "# ติดต่อ\n\n## อะไร {: #what }\n")
    built(portal)
    before = tree(portal / "site")
    add(portal / "content/contact.md", "# ติดต่อ\n\n## อะไร {: #gone }\n")
    done = phaen("build", "--portal", portal, "--today", DAY)
    assert done.returncode == 2
    assert "news.md" in done.stderr
    assert differing(before, tree(portal / "site")) == []


def test_failed_build_is_made_good_by_the_next(portal: Path) -> None:
    """What a failed build staged is not taken for published."""
    edit(portal / PROJECTS, "ก่อสร้างถนน สายที่ 5", "ขุดลอกคลอง")
    add(portal / "content/news.md", "# ข่าว\n\n[ไป](nowhere.md)\n")
    assert phaen("build", "--portal", portal, "--today", DAY).returncode == 2
    add(portal / "content/news.md", "# ข่าว\n")
    built(portal)
    assert differences(portal) == []


def start(portal: Path) -> subprocess.Popen[bytes]:
    """Start a build in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "generator", "build", "--portal", str(portal), "--today", DAY],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def whole_site(portal: Path) -> dict[str, bytes]:
    """Return the site, wherever it stands whole."""
    return tree(standing(portal))


def wait_for_pages(portal: Path, process: subprocess.Popen[bytes]) -> None:
    """Return when the new site has as many pages as the old one, or when the build ends."""
    wanted = sum(1 for _ in (portal / "site").rglob("*.html"))
    while process.poll() is None:
        made = f"{portal}/build/.swap-*/new-*/**/*.html"
        found = glob.glob(made, recursive=True, include_hidden=True)  # noqa: PTH207  # may vanish
        if len(found) >= wanted:
            return


@pytest.mark.slow
@pytest.mark.parametrize("victim", shared(("everything", "the command alone"), ("everything",)))
@pytest.mark.parametrize("turns", [(0, 3), pytest.param((1, 2, 0, 3), marks=pytest.mark.long)])
def test_killed_build_leaves_the_old_site_whole_and_the_next_build_right(
    turns: tuple[int, ...], victim: str, tmp_path: Path
) -> None:
    portal = years_portal(tmp_path / "portal", count=30)
    started = time.monotonic()
    build(portal)
    takes, rng, killed = time.monotonic() - started, random.Random(victim), 0
    for turn in turns:
        before = tree(portal / "site")
        if turn % 2:  # on every page
            edit(portal / ORGANIZATION, "\nkind", " ก\nkind")
        else:  # on few: what the killed build leaves behind is used by the next one
            edit(portal / PROJECTS, f"{100_004 + turn}", f"{200_004 + turn}")
        process = start(portal)
        if turn < 2:
            time.sleep(takes * rng.uniform(0.2, 0.8))
        else:  # when the last page is there, and the old site gives way to the new
            wait_for_pages(portal, process)
            time.sleep(rng.uniform(0, 0.05))
        ended = process.poll() is not None
        if victim == "everything" and not ended:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
        killed += not ended
        # An orphan may still be at work on the new site: the next build must stand that too.
        left = whole_site(portal) if victim == "everything" else before
        built(portal)
        assert [] in (differing(before, left), differing(tree(portal / "site"), left))
        assert differences(portal) == []
        leftovers = {path.name for path in portal.iterdir()}
        assert leftovers <= {"plans", "content", "mkdocs.yml", "site", "build"}
    assert killed
