"""The sheet that lists what was found in a workbook, with a link to each cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from generator.plan.own_sheets import SIGNED
from generator.plan.workbook.markup import told
from generator.plan.workbook.styles import Styles

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEADINGS = ("ที่", "ตำแหน่ง", "ระดับ", "สิ่งที่พบ", "วิธีแก้", "รหัสข้อความ")
_WIDTHS = (6, 34, 9, 70, 70, 22)
_HEAD_ROW = 4
# Hidden columns keep what the next run needs: what was here before us, and that nobody changed it.
_KEPT, _SEAL = "I", "H"
_DIGEST = re.compile(rb"<t[^>]*>sha256 ([0-9a-f]{64})</t>")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list: where, as its reader sees it and as a link, how grave, what, and how."""

    place: str
    link: str
    severity: str
    message: str
    advice: str
    code: str


def listing(
    source: str,
    entries: Sequence[Entry],
    remarks: Sequence[str],
    kept: Mapping[str, str],
    styles: Styles,
    digest: str,
) -> bytes:
    """Return the sheet. `kept` are fills by cell, to be put back when our colours go."""
    looks = _Looks.of(styles)
    first = f"{SIGNED} · สิ่งที่ตรวจพบใน {source} {len(entries)} รายการ"
    how = "คลิกตำแหน่งเพื่อไปยังช่อง แก้แล้วบันทึก แล้วนำแฟ้มนี้ไปแทนแฟ้มเดิมได้ Phaen ไม่อ่านแผ่นนี้"
    if source.lower().endswith(".csv"):
        how += f" แล้วลบ {source} เพราะมีได้แฟ้มเดียว"
    rows = [
        _row(1, [_cell("A1", first, looks.title), _cell(f"{_SEAL}1", f"sha256 {digest}", 0)]),
        _row(2, [_cell("A2", " · ".join([how, *remarks]), 0)]),
    ]
    head = [
        _cell(f"{letter}{_HEAD_ROW}", text, looks.bold)
        for letter, text in zip("ABCDEF", _HEADINGS, strict=True)
    ]
    body = {_HEAD_ROW: head}
    for at, entry in enumerate(entries, start=_HEAD_ROW + 1):
        body[at] = list(_entry(at, at - _HEAD_ROW, entry, looks))
    for at, (cell, fill) in enumerate(kept.items(), start=_HEAD_ROW):
        body.setdefault(at, []).append(_cell(f"{_KEPT}{at}", f"{cell}\t{fill}", 0))
    rows += [_row(at, cells) for at, cells in sorted(body.items())]
    return _sheet(rows, list(_links(entries)))


def digest_in(sheet: bytes) -> str:
    """Return the digest that a list of ours holds, empty where it was saved by another program."""
    found = _DIGEST.search(sheet)
    return found[1].decode() if found else ""


def kept_in(texts: Sequence[str]) -> dict[str, str]:
    """Return the fills by cell that a list holds, from the texts of its column for them."""
    pairs = (text.partition("\t") for text in texts)
    return {cell: fill for cell, _, fill in pairs if fill}


KEPT_COLUMN = _KEPT


@dataclass(frozen=True, slots=True)
class _Looks:
    """The numbers of the styles that the list is written in."""

    title: int
    bold: int
    link: int
    wrapped: int
    marked: Mapping[str, int]

    @classmethod
    def of(cls, styles: Styles) -> _Looks:
        bold = styles.made(b"fonts", b'<{}font><{}b/><{}sz val="12"/></{}font>')
        blue = styles.made(
            b"fonts", b'<{}font><{}u/><{}sz val="11"/><{}color rgb="FF0563C1"/></{}font>'
        )
        wrapped = _style(styles, 0)
        marked = {name: styles.with_mark(wrapped, name) for name in ("error", "warning")}
        return cls(_flat(styles, bold), _style(styles, bold), _style(styles, blue), wrapped, marked)


def _style(styles: Styles, font: int) -> int:
    text = f'<{{}}xf numFmtId="0" fontId="{font}" fillId="0" borderId="0" xfId="0" applyFont="1"'
    return styles.made(
        b"cellXfs",
        f'{text} applyAlignment="1"><{{}}alignment vertical="top" wrapText="1"/></{{}}xf>'.encode(),
    )


def _flat(styles: Styles, font: int) -> int:
    text = f'<{{}}xf numFmtId="0" fontId="{font}" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    return styles.made(b"cellXfs", text.encode())


def _entry(at: int, number: int, entry: Entry, looks: _Looks) -> Iterator[str]:
    grave = "ผิด" if entry.severity == "error" else "เตือน"
    texts = (
        (str(number), looks.wrapped),
        (entry.place, looks.link if entry.link else looks.wrapped),
        (grave, looks.marked[entry.severity]),
        (entry.message, looks.wrapped),
        (entry.advice, looks.wrapped),
        (entry.code, looks.wrapped),
    )
    for letter, (text, style) in zip("ABCDEF", texts, strict=True):
        yield _cell(f"{letter}{at}", text, style)


def _links(entries: Sequence[Entry]) -> Iterator[str]:
    for at, entry in enumerate(entries, start=_HEAD_ROW + 1):
        if entry.link:
            yield f'<hyperlink ref="B{at}" location={quoteattr(entry.link)}/>'


def _row(at: int, cells: Sequence[str]) -> str:
    return f'<row r="{at}">{"".join(cells)}</row>'


def _cell(reference: str, text: str, style: int) -> str:
    inner = f'<is><t xml:space="preserve">{told(text)}</t></is>'
    return f'<c r="{reference}" s="{style}" t="inlineStr">{inner}</c>'


def _sheet(rows: Sequence[str], links: Sequence[str]) -> bytes:
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, width in enumerate(_WIDTHS, start=1)
    )
    below = _HEAD_ROW + 1
    parts = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">',
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
        '<sheetViews><sheetView tabSelected="1" workbookViewId="0">',
        f'<pane ySplit="{_HEAD_ROW}" topLeftCell="A{below}" activePane="bottomLeft"',
        ' state="frozen"/>',
        "</sheetView></sheetViews>",
        f'<cols>{columns}<col min="8" max="9" width="9" hidden="1" customWidth="1"/></cols>',
        f"<sheetData>{''.join(rows)}</sheetData>",
        f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "",
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>',
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>',
    )
    return "".join(parts).encode()
