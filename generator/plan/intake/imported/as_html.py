"""The report of an import as one page without script, which needs no other file and no network."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from generator.machine.packaged import THEME
from generator.plan.intake.imported.account import Told, ToldQuestion, ToldRow, ToldSum
from generator.plan.intake.imported.words import listed
from generator.thai.dates import MONTHS_SHORT
from generator.thai.fiscal import MONTH_NUMBERS
from generator.thai.numbers import format_number

_STYLE = "import/report.css"
_SITE = "overrides/assets/phaen/phaen.css"
# The colours of the site, by day and by night; on paper always by day.
_TOKENS = re.compile(
    r"^:root \{[^{}]*\}$|^@media screen and \(prefers-color-scheme: dark\) \{\n[^@]*?\n\}$",
    re.MULTILINE,
)
_FONT = re.compile(r"^@font-face \{[^{}]*\}$", re.MULTILINE)
_FILE = re.compile(r"url\((fonts/[a-z0-9-]+\.woff2)\)")
_NAMES = tuple(MONTHS_SHORT[number - 1] for number in MONTH_NUMBERS)
# Nothing is fetched, nothing runs.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
_HOLDS = {None: ("unknown", "–"), True: ("right", "✓"), False: ("wrong", "✗")}
_SUMS = ("ส่วน", "ที่ในแบบ", "อ่านได้", "พิมพ์ไว้ในแบบ", "")
_UNUSED = ("ในแบบ", "ที่", "เหตุผล")
_ROWS = ("รหัส", "ที่ในแบบ", "โครงการ", "งบประมาณ", "ตามที่วาด", "อ่านได้")
_PROOFS = ("ก. ยอดรวม", "ข. ไม่มีอะไรหาย", "ค. เดือน")


def report_html(told: Told) -> bytes:
    """Return the report as a page; every text of the form is escaped."""
    title = f"นำเข้า {told.title or 'แบบแผนการดำเนินงาน'}"
    head = (
        '<!doctype html>\n<html lang="th">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_e(title)}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n<main>\n"
    )
    return (head + "\n".join(_body(told, title)) + "\n</main>\n</body>\n</html>\n").encode()


@cache
def _style() -> str:
    site = (THEME / _SITE).read_text("utf-8")
    parts = (*_fonts(site), *_TOKENS.findall(site), (THEME / _STYLE).read_text("utf-8"))
    return "\n".join(parts)


def _fonts(site: str) -> Iterator[str]:
    """Yield the site's fonts with their bytes: the page may be read where there are none."""
    for rule in _FONT.findall(site):
        if "font-weight: 600" not in rule:
            yield _FILE.sub(_inside, rule)


def _inside(found: re.Match[str]) -> str:
    data = ((THEME / _SITE).parent / found[1]).read_bytes()
    return f"url(data:font/woff2;base64,{base64.b64encode(data).decode()})"


def _body(told: Told, title: str) -> Iterator[str]:
    yield f"<h1>{_e(title)}</h1>"
    count = f"{format_number(len(told.rows))} โครงการ {told.budget} บาท"
    yield f'<p class="lead">{_e(told.office)} · {_e(count)}</p>'
    files = ", ".join(told.files)
    yield f'<p class="soft">จากแฟ้ม {_e(files)} เขียนลง <code>{_e(told.table)}</code></p>'
    yield '<ul class="proofs">'
    for name, (sentence, holds) in zip(_PROOFS, told.verdicts, strict=True):
        kind, sign = _HOLDS[holds]
        yield f'<li class="{kind}"><b>{sign} {name}</b>{_e(sentence)}</li>'
    yield "</ul>"
    asked = format_number(len(told.questions))
    yield f"<h2>{f'ต้องตอบ {asked} เรื่อง' if told.questions else 'ไม่มีเรื่องต้องตอบ'}</h2>"
    yield from _asked(told.questions, "asked", "ask")
    yield f'<p class="soft">{_e(told.next)}</p>'
    if told.changes:
        yield "<h2>ต่างจากแผนที่มีอยู่</h2>"
        yield from _list(told.changes)
    yield "<h2>ก. ยอดรวมในแบบ กับที่อ่านได้</h2>"
    stated = [one for one in told.sums if one.agrees is not None]
    yield from _table(_SUMS, map(_sum, stated))
    if others := len(told.sums) - len(stated):
        yield f'<p class="soft">อีก {format_number(others)} ส่วน แบบไม่พิมพ์ยอดไว้</p>'
    yield "<h2>ข. สิ่งในแบบที่ไม่ได้ใช้</h2>"
    if told.left:
        yield '<p class="ask">หาที่ไปไม่พบ โปรดแจ้งผู้พัฒนา</p>'
        yield from _list(told.left)
    yield from _table(_UNUSED, (_cells(_UNUSED, one) for one in told.unused))
    yield "<h2>ค. เดือนตามที่วาด กับที่อ่านได้</h2>"
    at = {one.text: number for number, one in enumerate(told.questions, start=1)}
    yield from _table(_ROWS, (_row(one, at) for one in told.rows), "rows")
    if told.mentions:
        yield "<h2>ควรทราบ</h2>"
        yield from _asked(told.mentions, "asked known", "known")
    if told.notes:
        yield "<h2>หมายเหตุ</h2>"
        yield from _list(told.notes)


def _asked(questions: Sequence[ToldQuestion], kind: str, name: str) -> Iterator[str]:
    if not questions:
        return
    yield f'<ol class="{kind}">'
    for number, one in enumerate(questions, start=1):
        rows = f"<p>{_e(listed(one.rows))}</p>" if one.rows else ""
        places = listed(dict.fromkeys(filter(None, one.places)))
        where = f'<p class="soft">ในแบบ: {_e(places)}</p>' if places else ""
        todo = f'<p class="todo">{_e(one.todo)}</p>' if one.todo else ""
        head = f'<li id="{name}-{number}" data-asked="{_e(one.code)}"><b>{_e(one.text)}</b>'
        yield f"{head}{rows}{where}{todo}</li>"
    yield "</ol>"


def _list(texts: Iterable[str]) -> Iterator[str]:
    yield "<ul>"
    yield from (f"<li>{_e(text)}</li>" for text in texts)
    yield "</ul>"


def _table(names: Sequence[str], rows: Iterable[str], kind: str = "sums") -> Iterator[str]:
    lines = list(rows)
    if not lines:
        yield "<p>ไม่มี</p>"
        return
    heads = "".join(f'<th scope="col">{_e(name)}</th>' for name in names)
    yield f'<table class="{kind}">\n<thead><tr>{heads}</tr></thead>\n<tbody>'
    yield from (f"<tr>{line}</tr>" for line in lines)
    yield "</tbody>\n</table>"


def _cells(names: Sequence[str], texts: Sequence[str]) -> str:
    pairs = zip(names, texts, strict=True)
    return "".join(f'<td data-name="{_e(name)}">{_e(text)}</td>' for name, text in pairs)


def _sum(one: ToldSum) -> str:
    agrees = "✓ ตรงกัน" if one.agrees else f"✗ ไม่ตรงกัน {_e(one.difference)}"
    kind = "agrees" if one.agrees else "agrees differs"
    names, texts = ("ส่วน", "ที่ในแบบ", "อ่านได้", "พิมพ์ไว้"), (one.where, one.place, one.read, one.stated)
    return f'{_cells(names, texts)}<td class="{kind}">{agrees}</td>'


def _row(one: ToldRow, at: Mapping[str, int]) -> str:
    code = f'<b data-project="{_e(one.id)}">{_e(one.id)}</b>'
    place = _e(one.place)
    kind = "number whole" if re.fullmatch("[0-9,.]+", one.budget) else ""
    mended = f'<br><span class="ask">ซ่อมข้อความ: {_e(one.mended)}</span>' if one.mended else ""
    boxes = "".join(
        f'<i class="on">{name}</i>' if work else f"<i>{name}</i>"
        for name, work in zip(_NAMES, one.marks, strict=True)
    )
    read = (
        f'{_e(one.understood)}<div class="months" aria-hidden="true">{boxes}</div>'
        if one.understood
        else _e(one.months if one.answered else "")
    )
    numbers = [at[text] for text in one.questions if text in at]
    links = ", ".join(f'<a href="#ask-{number}">{number}</a>' for number in numbers)
    if links or not read:
        read += f'<span class="ask">ต้องตอบ{f" ข้อ {links}" if links else ""}</span>'
    stands = f'<br><span class="soft">{_e(one.stands)}</span>' if one.stands else ""
    return (
        f'<td class="code">{code}</td><td data-name="ที่ในแบบ">{place}</td>'
        f"<td>{_e(one.name)}{stands}{mended}</td>"
        f'<td class="{kind}" data-name="งบประมาณ">{_e(one.budget)}</td>'
        f'<td data-name="ตามที่วาด">{_e(one.drawn)}</td><td data-name="อ่านได้">{read}</td>'
    )


def _e(text: str) -> str:
    return html.escape(" ".join(text.split()))
