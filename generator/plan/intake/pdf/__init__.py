"""A PDF that has text → a `Form`: pages of lines and ruled tables, with what is drawn over them.

Made by a program, never a scan. Texts are put together from glyphs by where they stand; what had to
be mended by a guess is `doubtful`. Floors: 0 page · 1 letters, lines, texts, words · 2 broken,
frame, holding, library, trust, typed · 3 halves, table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.plan.intake.form import Form, FormRefusedError, Grid, Line, LineOrigin, Spot
from generator.plan.intake.pdf.frame import frames
from generator.plan.intake.pdf.halves import side_by_side
from generator.plan.intake.pdf.letters import legible
from generator.plan.intake.pdf.library import pages_of
from generator.plan.intake.pdf.lines import drawn, spans
from generator.plan.intake.pdf.page import Note, Page
from generator.plan.intake.pdf.table import PageTable
from generator.plan.intake.pdf.trust import MISTOLD, doubted
from generator.plan.intake.pdf.words import glyphs_of, lines_of

_PICTURE = "หน้านี้เป็นรูปภาพ ไม่มีข้อความให้อ่าน"
_RECOGNISED = "หน้านี้เป็นภาพสแกน ข้อความที่โปรแกรมสแกนเดาไว้ไม่แน่นอน จึงไม่นำมาใช้"
_MENDED = "อ่านอักขระได้ไม่แน่ชัด ให้เทียบกับต้นฉบับ"


def read_pdf_form(data: bytes) -> Form:
    """Return the form. Raises FormRefusedError.

    `pdf-library` where PDFium is not installed, `image-only` where there are pictures in place of
    text, with what was recognised in them or without, `text-as-shapes` where letters are drawn. A
    grid's places name its page, and the table on that.
    """
    parts: list[Line | Grid] = []
    doubts: list[tuple[Spot, str]] = []
    written = pictured = drawn_only = 0
    for page in pages_of(data):
        here = Spot(page=page.number)
        shown = any(letter.sign.strip() for letter in page.letters)
        written += shown
        if not shown and (page.pictures or page.unseen):
            pictured += 1
            doubts.append((here, _RECOGNISED if page.unseen else _PICTURE))
        drawn_only += not shown and bool(page.outlines)
        for part, why in _parts(page):
            parts += [part] if part is not None else []
            doubts += [(here, why)] if why else []
    if any(why == MISTOLD for _, why in doubts):
        parts = [_flagged(one) for one in parts]
    if not written:
        code = "image-only" if pictured else "text-as-shapes" if drawn_only else "broken"
        raise FormRefusedError(code, found="ไม่มีข้อความ")
    return Form("pdf", tuple(parts), doubts=tuple(doubts))


def _flagged(part: Line | Grid) -> Line | Grid:
    """Return a part with all its texts in doubt: a file that lies on one page may do so on all."""
    if isinstance(part, Line):
        return part
    return replace(part, cells=tuple(replace(one, doubtful=bool(one.text)) for one in part.cells))


def _parts(page: Page) -> Iterator[tuple[Line | Grid | None, str]]:
    """Yield lines and grids of a page from above, and in Thai what is in doubt of it."""
    here = Spot(page=page.number)
    aslant = "".join(one.sign for one in page.letters if one.aslant)
    if aslant.strip():
        yield Line(aslant.strip(), here), ""
    glyphs = glyphs_of(legible([one for one in page.letters if not one.aslant]))
    why = doubted(glyphs)
    if why:
        yield None, why
    strokes, areas = drawn(page.outlines)
    found = frames(spans(strokes, across=True), spans(strokes, across=False))
    number = 0
    noted: set[Note] = set()
    for columns in side_by_side(found, glyphs):
        told: list[tuple[float, Line | Grid, str]] = []
        taken: set[int] = set()
        for frame in columns.frames:
            number += 1
            table = PageTable(frame, page.number, number)
            told.append((frame.rows[0], table.grid(columns.glyphs, strokes, areas, page.notes), ""))
            taken |= table.taken
            noted |= {note for note in page.notes if table.holds(note)}
        for one in lines_of([one for one in columns.glyphs if id(one) not in taken]):
            mended = f"“{one.text}” {_MENDED}" if one.doubtful and not why else ""
            told.append((one.line, Line(one.text, here), mended))
        yield from ((part, said) for _, part, said in sorted(told, key=lambda one: one[0]))
    for note in page.notes:
        if note not in noted:
            yield Line(note.text, here, LineOrigin.TEXT_BOX), ""
