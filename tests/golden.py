"""Write beside every failing portal what `phaen check` says of it today: read the diff, then keep.

Run as `.venv/bin/python tests/golden.py`; tests/unit/test_catalogue.py compares.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

TESTS = Path(__file__).resolve().parent
sys.path.insert(0, str(TESTS.parent))  # a script's own folder is all that Python looks into

from generator.__main__ import _worded  # noqa: E402
from generator.pipeline import check_portal  # noqa: E402
from generator.problems import Report  # noqa: E402

TODAY = datetime.date(2026, 11, 24)
PLANS = TESTS / "plans"


def folders() -> list[Path]:
    """Return the failing portals, one for each code of the catalogue."""
    return sorted(PLANS.glob("bad-*"))


def found(portal: Path) -> Report:
    """Return the problems of a portal on the day of the golden files."""
    return check_portal(portal, TODAY).report


def printed(report: Report) -> str:
    """Return the problems as the command line prints them, without colour."""
    return "\n".join(click.unstyle(_worded(problem)) for problem in report)


if __name__ == "__main__":
    for folder in folders():
        (folder / "expected.txt").write_text(printed(found(folder)), encoding="utf-8", newline="\n")
