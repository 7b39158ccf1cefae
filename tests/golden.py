"""Write what the tool says and prints today into the golden files: read the diff, then keep it.

Beside every failing portal, what `phaen check` says of it; in tests/golden/, a few pages of the
sound portal, and a small picture of a page of each paper; in the theme, the digests of what pages
load; in the staff guide, the tables of columns; beside the decisions, their list; of what
repositories begin with, the state that it has now. Run as `make golden`; the tests of catalogue,
pages and decisions compare.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

TESTS = Path(__file__).resolve().parent
sys.path.insert(0, str(TESTS.parent))  # a script's own folder is all that Python looks into

from generator.archive.harmless import SHIPPED  # noqa: E402
from generator.commands.telling import worded  # noqa: E402
from generator.hub.members import FILE as HUB  # noqa: E402
from generator.hub.members import read_members  # noqa: E402
from generator.machine.layout import SETTINGS  # noqa: E402
from generator.machine.packaged import MKDOCS_YML, THEME  # noqa: E402
from generator.pipeline import check_portal  # noqa: E402
from generator.plan.fields import (  # noqa: E402
    Field,
    TextKind,
    amendment_fields,
    progress_fields,
    project_fields,
)
from generator.plan.starter.repository import hidden_name, our_files  # noqa: E402
from generator.plan.starter.upgrade import EARLIER  # noqa: E402
from generator.problems import Report  # noqa: E402
from generator.site.render import own_assets, page_artifacts  # noqa: E402
from generator.site.views import site_view  # noqa: E402
from paper_makers import differing, pictures  # noqa: E402

TODAY = datetime.date(2026, 11, 24)
PLANS = TESTS / "plans"
PAGES = TESTS / "golden"
GUIDE = TESTS.parent / "content" / "guide.md"
DECISIONS = TESTS.parent / "generator" / "decisions"
# Twelve columns are one row of the guide.
_MONTHS = "| ต.ค. ถึง ก.ย. | สิบสองคอลัมน์ | ชื่อเดือนเต็ม | ใช้แทนเริ่มและสิ้นสุด ใส่ ✓ ในเดือนที่ทำ |"
_GUIDE_TABLE = re.compile(r"^(\| ชื่อย่อ \| หัวคอลัมน์ \|.*\n\|[-|]+\n)((?:\|.*\n)+)", re.MULTILINE)
# One page of each shape, from the sound portal.
SHOWN = (
    "index.md",
    "2570/index.md",
    "2570/projects/2570-001.md",
    "2570/villages/2.md",
    "2570/announcements/index.md",
    "2570/data/index.md",
)


def folders() -> list[Path]:
    """Return the failing portals, one for each code of the catalogue."""
    return sorted(PLANS.glob("bad-*"))


def found(portal: Path) -> Report:
    """Return the problems of a portal, or of a hub's list, on the day of the golden files."""
    if (portal / HUB).is_file():
        report = Report()
        read_members(portal / HUB, report)
        return report
    return check_portal(portal, TODAY).report


def printed(report: Report) -> str:
    """Return the problems as the command line prints them, without colour."""
    return "\n".join(click.unstyle(worded(problem)) for problem in report)


def shipped() -> str:
    """Return what SHIPPED should say: what it says, and today's assets after it."""
    known = SHIPPED.read_text(encoding="ascii") if SHIPPED.is_file() else ""
    for name, data in sorted(own_assets(THEME).items()):
        line = f"{hashlib.sha256(data).hexdigest()}  {name}\n"
        known += "" if line in known else line
    return known


def states() -> dict[Path, bytes]:
    """Return where each file that repositories begin with is kept, as it is now."""
    ours = (*our_files(), (SETTINGS, MKDOCS_YML.read_bytes()))
    return {
        EARLIER / hidden_name(path) / f"{hashlib.sha256(data).hexdigest()[:12]}.txt": data
        for path, data in ours
    }


def pages() -> dict[str, bytes]:
    """Return the golden pages by their file name in tests/golden/."""
    checked = check_portal(PLANS / "good", TODAY)
    view = site_view(checked.portal, checked.report)
    rendered = {artifact.path: artifact.data for artifact in page_artifacts(view, THEME)}
    return {name.replace("/", "-"): rendered[f"docs/{name}"] for name in SHOWN}


def decisions() -> str:
    """Return the list of decisions: their headings, each leading to its file."""
    listed = "# Decisions\n\nWritten by `make golden` from the headings of the files.\n\n"
    for file in sorted(DECISIONS.glob("[0-9]*.md")):
        heading = file.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        number, _, title = heading.partition(". ")
        listed += f"- {number} [{title}]({file.name})\n"
    return listed


def guide(text: str) -> str:
    """Return the staff guide with its three tables of columns as the columns are now."""
    known = {field.code for field in project_fields() if field.meaning is not None}
    tables = iter((
        (project_fields(), True),
        ([field for field in amendment_fields() if field.code not in known], False),
        (progress_fields(), True),
    ))  # fmt: skip

    def filled(match: re.Match[str]) -> str:
        fields, variants = next(tables)
        return match[1] + "".join(f"{line}\n" for line in _guide_lines(fields, variants=variants))

    return _GUIDE_TABLE.sub(filled, text)


def _guide_lines(fields: Iterable[Field[Any]], *, variants: bool) -> Iterator[str]:
    said = [field for field in fields if field.meaning is not None]
    marks = [field for field in said if field.kind is TextKind.MARK]
    for field in said:
        if field.kind is TextKind.MARK:
            yield from [_MONTHS] if field is marks[0] else []
            continue
        others = [", ".join(field.headings[1:])] if variants else []
        code = f"`{field.code}`{' ●' if field.required else ''}"
        cells = (code, field.name, *others, field.meaning or "")
        yield "|" + "".join(f" {cell} |" if cell else " |" for cell in cells)


if __name__ == "__main__":
    SHIPPED.write_text(shipped(), encoding="ascii", newline="\n")
    GUIDE.write_text(guide(GUIDE.read_text("utf-8")), encoding="utf-8", newline="\n")
    for state, data in states().items():
        state.parent.mkdir(parents=True, exist_ok=True)
        state.write_bytes(data)
    PAGES.mkdir(exist_ok=True)
    for name, data in pages().items():
        (PAGES / name).write_bytes(data)
    (DECISIONS / "README.md").write_text(decisions(), encoding="utf-8", newline="\n")
    (PAGES / "papers").mkdir(exist_ok=True)
    for name, data in pictures().items():
        kept = PAGES / "papers" / f"{name}.png"
        # Another release of Poppler draws the same page in other bytes.
        if not kept.is_file() or differing(kept.read_bytes(), data) > 1:
            kept.write_bytes(data)
    for folder in folders():
        (folder / "expected.txt").write_text(printed(found(folder)), encoding="utf-8", newline="\n")
