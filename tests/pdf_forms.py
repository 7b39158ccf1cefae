"""Plans as PDFs with their truth, and what printers, copiers and scanners make of them."""

from __future__ import annotations

import io
import random
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import typst
from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.annotations import Line as LineNote
from pypdfium2 import PdfDocument, raw

from portals import ROOT
from word_forms import MONTHS

WIDTHS = (28, 120, 60, *[22] * 12)
EDGE = 208.0  # where October begins


def typeset(body: str, folder: Path) -> bytes:
    """Return the PDF that Typst makes: it notes every Thai cluster once for each of its glyphs."""
    source = folder / "form.typ"
    source.write_text(
        "#set page(width: 842pt, height: 595pt, margin: 40pt)\n"
        f'#set text(font: "Sarabun", size: 10pt)\n{body}',
        encoding="utf-8",
    )
    made = typst.compile(str(source), font_paths=[str(ROOT / "theme/cards/fonts")])
    assert isinstance(made, bytes)
    return made


def line(x: float, y: float, length: float, drop: float = 0.0, heads: int = 2) -> str:
    """Return an arrow over the page, by where it begins and how long it is."""
    ends = ((x, y, 1), (x + length, y + drop, -1))[:heads]
    triangles = "".join(
        f"#place(top + left, dx: {a}pt, dy: {b}pt, polygon(fill: black, (0pt, 0pt), "
        f"({5 * to}pt, -2pt), ({5 * to}pt, 2pt)))"
        for a, b, to in ends
    )
    return (
        f"#place(top + left, line(start: ({x}pt, {y}pt), end: ({x + length}pt, {y + drop}pt)))"
        f"{triangles}"
    )


@dataclass(frozen=True)
class Truth:
    """What a made row says."""

    name: str
    budget: str
    first: int
    last: int


_WHAT = ("ก่อสร้างถนนคอนกรีต", "ปรับปรุงท่อระบายน้ำ", "ฝึกอบรมผู้สูงอายุ", "จัดซื้อครุภัณฑ์", "ซ่อมแซมไฟฟ้า")
_WHERE = ("บ้านสันป่าข่อย", "บ้านทุ่งน้ำใส", "บ้านปู่ย่า", "ชุมชนริมคลอง", "บ้านญวนใต้")


def truths(seed: int, count: int = 10) -> list[Truth]:
    """Return rows, invented by chance."""
    chance = random.Random(seed)
    made = []
    for number in range(1, count + 1):
        first = chance.randrange(12)
        name = f"{chance.choice(_WHAT)} {chance.choice(_WHERE)} หมู่ {number}"
        budget = f"{chance.randrange(10, 990)},{chance.randrange(10)}00"
        made.append(Truth(name, budget, first, chance.randrange(first, 12)))
    return made


def plan_pdf(rows: list[Truth], folder: Path, *, arrows: bool = True) -> bytes:
    """Return a plan of two pages, its heading on both: half of the rows on each."""
    half = len(rows) // 2
    return typeset(
        "#pagebreak()".join((_page(rows[:half], arrows), _page(rows[half:], arrows))), folder
    )


def _page(rows: list[Truth], arrows: bool) -> str:
    told = ("ลำดับที่", "โครงการ", "งบประมาณ", *MONTHS)
    cells = [f"[{text}]" for text in told]
    over = ""
    for at, row in enumerate(rows):
        cells += [f"[{at + 1}]", f"[{row.name}]", f"[{row.budget}]", *["[]"] * 12]
        x, y = arrow(row, at)
        over += line(x[0], y, x[1] - x[0]) if arrows else ""
    columns = ", ".join(f"{width}pt" for width in WIDTHS)
    head = "#place(top + left, [แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2569])"
    table = f"#table(columns: ({columns}), rows: 30pt, inset: 2pt, {', '.join(cells)})"
    return f"{head}{over}#v(20pt){table}"


def arrow(row: Truth, at: int) -> tuple[tuple[float, float], float]:
    """Return where the arrow of a page's row, from 0, begins and ends, and how far below it is."""
    return (EDGE + row.first * 22 + 2, EDGE + (row.last + 1) * 22 - 2), 20 + 30 * at + 47.0


# What is made of a plan


def _saved(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _each(data: bytes, change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    return _saved(writer)


def _turned(turn: int) -> Callable[[bytes], bytes]:
    return lambda data: _each(data, lambda made: [page.rotate(turn) for page in made.pages])


def _scaled(data: bytes) -> bytes:
    def scale(made: PdfWriter) -> None:
        for page in made.pages:
            page.scale_by(0.7)

    return _each(data, scale)


def _cropped(data: bytes) -> bytes:
    def crop(made: PdfWriter) -> None:
        for page in made.pages:
            page.mediabox.lower_left = (-90, -70)
            page.cropbox.lower_left = (0, 0)

    return _each(data, crop)


def _on_one_sheet(across: int, down: int) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        source = PdfDocument(data)
        sheet = raw.FPDF_ImportNPagesToOne(source.raw, 842 * across, 595 * down, across, down)
        made = io.BytesIO()
        PdfDocument(sheet).save(made)
        return made.getvalue()

    return change


def _owned(data: bytes) -> bytes:
    return _each(data, lambda made: made.encrypt("", "owner", algorithm="RC4-128"))


def _marked(data: bytes) -> bytes:
    """Return it with a word across each page, as a draft has it."""
    word = PdfReader(io.BytesIO(typeset_word("ร่างแผน"))).pages[0]

    def mark(made: PdfWriter) -> None:
        for page in made.pages:
            page.merge_transformed_page(word, Transformation().rotate(35).translate(120, 60))

    return _each(data, mark)


def typeset_word(word: str) -> bytes:
    """Return a page with one large word."""
    with tempfile.TemporaryDirectory() as folder:
        return typeset(f"#text(size: 70pt)[{word}]", Path(folder))


#: What a program, a printer or a viewer makes of a plan that its reader still sees as it was.
KINDS: Mapping[str, Callable[[bytes], bytes]] = {
    "as it is": lambda data: data,
    "turned 90": _turned(90),
    "turned 180": _turned(180),
    "turned 270": _turned(270),
    "smaller": _scaled,
    "cropped": _cropped,
    "two below each other": _on_one_sheet(1, 2),
    "two beside each other": _on_one_sheet(2, 1),
    "an owner's password": _owned,
    "a watermark": _marked,
}


def with_notes(data: bytes, rows: list[Truth]) -> bytes:
    """Return a plan whose arrows are notes that somebody drew in a viewer."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    half = len(rows) // 2
    for number, row in enumerate(rows):
        (start, end), below = arrow(row, number % half)
        y = 595 - 40 - below
        ends = (40 + start, y), (40 + end, y)
        note = LineNote(p1=ends[0], p2=ends[1], rect=(*ends[0], *ends[1]))
        writer.add_annotation(page_number=number // half, annotation=note)
    return _saved(writer)
