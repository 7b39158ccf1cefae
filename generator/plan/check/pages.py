"""Hand-written pages: Markdown that can run nothing, fetch nothing, and names no private person.

What its markup may hold is said in `plan.page`; here it becomes problems with their lines.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from itertools import islice

from generator.machine.layout import PAGES
from generator.plan.check.across import find_across
from generator.plan.check.exempt import Exempt
from generator.plan.check.people import report_datum, report_personal
from generator.plan.check.privacy import find_personal
from generator.plan.page import PageReader
from generator.plan.read.yaml_file import read_yaml
from generator.problems import Place, Report

HEAD_KEYS = ("title", "description")
# More than two are wrong already: nothing wrong beyond these could be published.
_MOST_KEYS = 50
_MARKUP = re.compile(r"[*_`~\\]|</?[a-z]+ ?/?>")
# A page of 500,000 letters is a book; a thousand links in one list take Markdown half a second.
_LONGEST = 500_000
_MOST_LOOKING = 2_000_000
_LOOKS_AHEAD = re.compile(r"\[|<(?=[a-z/!?])", re.I)
# Cells of a table are read one by one.
_BETWEEN_BLOCKS = re.compile(r"\n[ \t]*(?:\n|(?=[|]))")
_RULE = re.compile(r"[|: -]*-[|: -]*")
_HEADING = re.compile("#{1,6} *(.*?)[ #]*")
_LIST_OF_NAMES = re.compile("(?:ราย)?ชื่อ")
# The beginning of a tag, comment or declaration.
_TAG_BEGINS = re.compile("<[a-z/!?]", re.I)


def check_page(
    path: str,
    data: bytes,
    extensions: Sequence[str],
    exempt: Exempt,
    report: Report,
    reader: PageReader,
) -> None:
    """Report what the page at `path` (below `content/`) may not hold."""
    place = Place(f"{PAGES}/{path}")
    try:
        # As MkDocs opens it: without a byte order mark, every line end one newline.
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return  # said already
    _lines(text, place, exempt, report)
    _tables(text, place, exempt, report)
    body = _without_meta(text, place, exempt, report)
    if body is None:
        return
    markup = reader.read(body, extensions) if not (heavy := _heavy(body)) else None
    if markup is None:
        report.add("page-heavy", place, heavy or "มีสิ่งที่ซ้ำหรือซ้อนกันมากผิดปกติ")
        return
    for code, found in markup.faults:
        row = _line_of_name(text, found) if code == "page-name" else _line(text, found)
        report.add(code, place.at(row=row), found)
    known = {one.text for line in text.split("\n") for one in find_personal(line)}
    bare = _MARKUP.sub("", html.unescape(text))
    for datum in find_personal(markup.seen):
        # Emphasis, escapes and entities part what a reader sees as one.
        if datum.text not in known:
            report_datum(datum, place.at(row=_line(bare, datum.text)), exempt, report)


def _lines(text: str, place: Place, exempt: Exempt, report: Report) -> None:
    """Report what a line says, alone or under a heading that announces names."""
    heading = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if above := _HEADING.fullmatch(line):
            heading = above[1] if _LIST_OF_NAMES.match(above[1]) else ""
        for datum in exempt.finder.found_in(line, heading):
            report_datum(datum, place.at(row=number), exempt, report, line)


def _tables(text: str, place: Place, exempt: Exempt, report: Report) -> None:
    """Report what the cells of a table's row say together, or under their heading."""
    above, headings = [""], [""]
    for number, line in enumerate(text.split("\n"), start=1):
        if "|" not in line:
            above, headings = [""], [""]
            continue
        cells = [one.strip() for one in _MARKUP.sub("", line).strip().strip("|").split("|")]
        if _RULE.fullmatch(line.strip()):
            headings = above
        for _, datum in find_across(cells, headings):
            report_datum(datum, place.at(row=number), exempt, report)
        for cell, heading in zip(cells, headings, strict=False):
            known = find_personal(cell)
            for datum in find_personal(cell, heading) if heading else ():
                if datum not in known:
                    report_datum(datum, place.at(row=number), exempt, report, cell)
        above = cells


def _without_meta(text: str, place: Place, exempt: Exempt, report: Report) -> str | None:
    """Return the page below its head, None where the head cannot be read.

    A head may say what the page is called, nothing else.

    MkDocs decides what is head and what is page: by its own function, so that nothing can be head
    there and page here. A `template` in a head, for one, would choose what escapes nothing.
    """
    from mkdocs.utils import meta  # noqa: PLC0415  # many portals have no page of their own

    front = meta.YAML_RE.match(text)
    # The line before it is the `---`.
    if front and read_yaml(f"\n{front[1]}".encode(), place, report) is None:
        return None  # said already; MkDocs's reader would not survive every nesting
    body, head = meta.get_data(text)
    lowered = text.lower()
    for key, value in islice(head.items(), _MOST_KEYS):
        at = place.at(row=_line(lowered, f"{key}:".lower()))
        if key not in HEAD_KEYS:
            report.add("page-meta", at, str(key))
        elif not isinstance(value, str):
            report.add("page-meta", at, f"{key}: {value}")
        elif _TAG_BEGINS.search(value):
            report.add("page-html", at, value)
        elif front:  # YAML's escapes may hide what the lines do not show
            report_personal(value, at, exempt, report)
    return str(body)


def _heavy(body: str) -> str:
    """Return what Markdown would take too long for; it looks ahead anew from every bracket."""
    if len(body) > _LONGEST:
        return f"{len(body)} ตัวอักษร"
    brackets = [len(_LOOKS_AHEAD.findall(block)) for block in _BETWEEN_BLOCKS.split(body)]
    if sum(count * count for count in brackets) > _MOST_LOOKING:
        return f"[ หรือ < จำนวน {max(brackets)} ตัวในย่อหน้าเดียว"
    return ""


def _line_of_name(text: str, found: str) -> int:
    """Return the line that gives a name: as it is, or by a heading of which Markdown makes one."""
    name = found.partition('"')[2].rstrip('"')
    words = "[^A-Za-z0-9]*".join(re.findall("[A-Za-z0-9]+", name))
    made = re.search(words, text, re.I) if words and name not in text else None
    return _line(text, made[0] if made else name)


def _line(text: str, found: str) -> int:
    """Return the first line that holds what was found, the first of the page where none does."""
    at = text.find(found.split("\n", maxsplit=1)[0])
    return text.count("\n", 0, at) + 1 if at >= 0 else 1
