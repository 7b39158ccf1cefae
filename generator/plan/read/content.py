"""Hand-written pages: the portal's own `content/`, and Phaen's where the portal has none."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from generator.machine.layout import PAGES, YEAR_PARTS, of_year, page_address, read_as
from generator.machine.packaged import CONTENT, files_below, names_below
from generator.plan.read.cells import Cell
from generator.plan.read.damage import report_conflict, report_garbled_lines, report_lost
from generator.plan.read.opened import files_opened, resaved
from generator.plan.uploads import is_pointer
from generator.problems import Place, Report
from generator.thai.text import says_something

_OF_YEARS = {name for part in YEAR_PARTS for name in part.names}
_DOWNLOADED = " เป็นแผน เพราะอยู่ใน content ซึ่งเผยแพร่เป็นไฟล์ให้ดาวน์โหลดเท่านั้น"
_TO_THE_YEAR = f"ถ้าเป็นแฟ้มของแผน ให้ย้ายไปไว้ในโฟลเดอร์ของปี เช่น {of_year(2570)}"


def read_content(
    root: Path, report: Report, is_reserved: Callable[[str], bool]
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the portal's own pages and pictures, and all with those of Phaen, by their path.

    One that would stand where another stands is a problem.

    `is_reserved` tells whether a path below `content`, in small letters, is kept for what Phaen
    makes itself: which addresses those are is the site's to say.
    """
    own = files_opened(root, (f"{PAGES}/{name}" for name in names_below(root / PAGES)), report)
    own = {name.removeprefix(f"{PAGES}/"): data for name, data in own.items()}
    shipped = files_below(CONTENT)
    first = {read_as(_folded(path)): path for path in shipped}
    for path in own:
        first.setdefault(read_as(_folded(path)), path)
    pages = {page_address(_folded(path)) for path in first.values()}
    for path, data in own.items():
        place, name = Place(f"{PAGES}/{path}"), _folded(path)
        # A folder cannot be named as a page or its source is: `about.html/` beside `about.md`.
        above = {page_address(one.as_posix()) for one in PurePosixPath(name).parents}
        if is_reserved(name) or first[read_as(name)] != path or above & pages:
            report.add("content-clash", place, path)
        if path.endswith(".md"):
            _look_at_page(data, place, report)
        elif PurePosixPath(name).name in _OF_YEARS:
            report.add("file-unread", place, path, why=_DOWNLOADED, todo=_TO_THE_YEAR)
    return own, shipped | own


def _folded(path: str) -> str:
    """Return what a reader takes the path for: no case, one form, Arabic digits."""
    text = unicodedata.normalize("NFKC", path).casefold()
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def _look_at_page(data: bytes, place: Place, report: Report) -> None:
    """Report a page that is not what somebody wrote: one problem a page."""
    if is_pointer(data):
        report.add("file-lfs", place)
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        report.add("file-unreadable", place, reason="ไม่ใช่ UTF-8", todo=resaved("UTF-8"))
        return
    if report_conflict(text, place, report, alone=False) or report_garbled_lines(
        text, place, report
    ):
        return
    lines = enumerate(text.splitlines(), start=1)
    # A question may end in three marks; where no letter is left, a program has lost them.
    gone = (Cell(line, place.at(row=n)) for n, line in lines if not says_something(line))
    report_lost(gone, report)
