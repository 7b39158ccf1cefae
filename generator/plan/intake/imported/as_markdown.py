"""The report of an import as Markdown, to be read in git."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.plan.intake.imported.account import Told, ToldQuestion, ToldSum
from generator.plan.intake.imported.words import listed

# Whatever begins something in Markdown, or in the HTML that it lets through.
_SIGNS = re.compile(r"([\\`*_\[\]<>|~&]|^[-+#])")
_NUMBER = re.compile(r"^([0-9]+)([.)])")


def report_markdown(told: Told) -> bytes:
    """Return the report; no text of the form is markup in it."""
    return ("\n".join(_lines(told)) + "\n").encode()


def _lines(told: Told) -> Iterator[str]:
    yield f"# นำเข้า {_plain(told.title) or 'แบบแผนการดำเนินงาน'}"
    yield ""
    yield f"{_plain(told.office)} · {len(told.rows):,} โครงการ · {told.budget} บาท"
    yield ""
    yield f"จากแฟ้ม {', '.join(map(_plain, told.files))} เขียนลง `{told.table}`"
    yield ""
    for sentence, holds in told.verdicts:
        yield f"- {'✗' if holds is False else '✓' if holds else '–'} {_plain(sentence)}"
    yield from ("", f"## ต้องตอบ {len(told.questions)} เรื่อง", "")
    yield from _asked(told.questions)
    yield from ("", _plain(told.next))
    if told.changes:
        yield from ("", "## ต่างจากแผนที่มีอยู่", "", *(f"- {_plain(one)}" for one in told.changes))
    yield from ("", "## ก. ยอดรวม", "")
    yield from _table(
        ("ส่วน", "ที่ในแบบ", "อ่านได้", "พิมพ์ไว้ในแบบ", ""),
        [
            (*map(_plain, (one.where, one.place, one.read, one.stated)), _agrees(one))
            for one in told.sums
            if one.agrees is not None
        ],
    )
    yield from ("", "## ข. สิ่งที่ไม่ได้ใช้", "")
    if told.left:
        yield from ("**หาที่ไปไม่พบ**", "")
        yield from (f"- {_plain(one)}" for one in told.left)
        yield ""
    yield from _table(("ในแบบ", "ที่", "เหตุผล"), [tuple(map(_plain, one)) for one in told.unused])
    yield from ("", "## ค. เดือนตามที่วาด กับที่อ่านได้", "")
    yield from _table(
        ("รหัส", "ที่ในแบบ", "โครงการ", "อยู่ใต้ ที่ และของใคร", "งบประมาณ", "ตามที่วาด", "อ่านได้"),
        [
            tuple(
                map(
                    _plain,
                    (o.id, o.place, o.name, o.stands, o.budget, o.drawn, o.months),
                )
            )
            for o in told.rows
        ],
    )
    if told.mentions:
        yield from ("", "## ควรทราบ", "")
        yield from _asked(told.mentions)
    if told.notes:
        yield from ("", "## หมายเหตุ", "", *(f"- {_plain(one)}" for one in told.notes))
    yield from ("", f"แฟ้มต้นทาง sha256 {told.digest}") if told.digest else ()


def _agrees(one: ToldSum) -> str:
    return "ตรง" if one.agrees else f"**ไม่ตรง** {_plain(one.difference)}"


def _asked(questions: Iterable[ToldQuestion]) -> Iterator[str]:
    none = True
    for one in questions:
        none = False
        places = listed(dict.fromkeys(filter(None, one.places)), 4)
        yield f"- {_plain(one.text)}"
        if one.rows:
            yield f"  - โครงการ: {_plain(listed(one.rows, 6))}"
        if places:
            yield f"  - ในแบบ: {_plain(places)}"
        if one.todo:
            yield f"  - ทำ: {_plain(one.todo)}"
    if none:
        yield "ไม่มี"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if not rows:
        yield "ไม่มี"
        return
    yield f"| {' | '.join(headings)} |"
    yield f"|{'---|' * len(headings)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _plain(text: str) -> str:
    """Return a text on one line that Markdown shows as it is."""
    line = " ".join(text.split())
    return _NUMBER.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", line))
