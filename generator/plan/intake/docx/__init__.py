"""A Word document (.docx, .docm, strict ones too) → a `Form`, by what the file itself says.

Floors: 0 shade, shape, sight, parts · 1 styles, fields, drawingml, vml · 2 numbering, runs,
table · 3 borders, heights, layout, page, story · 4 flow · 5 place · 6 covering,
over · 7 grid · 8 body.
"""

from __future__ import annotations

from generator.plan.intake.docx.body import Body
from generator.plan.intake.docx.parts import Parts
from generator.plan.intake.docx.story import Story
from generator.plan.intake.form import Form, FormRefusedError, Spot


def read_docx_form(data: bytes) -> Form:
    """Return the form. Raises FormRefusedError, and nothing else, where the bytes are none.

    Text is what a reader of the document sees: what was taken out in a tracked change and what is
    hidden is told in `doubts`, a number that Word counts by itself stands before its paragraph. A
    mark's x is exact; its row is told as `Mark` says: None where the file does not tell how high
    it stands, a slack of 0 where it may belong to the row on either side of a border.
    """
    try:
        return _read(data)
    except FormRefusedError:
        raise
    except RecursionError:
        raise FormRefusedError("broken", found="ซ้อนกันลึกเกินไป") from None


def _read(data: bytes) -> Form:
    parts = Parts(data)
    root = parts.tree(parts.main)
    story = Story(parts, root)
    body = Body(parts, story)
    body.read(root)
    if parts.embedded:
        story.doubt(
            Spot(),
            "มีแฟ้มอื่นฝังอยู่ในเอกสาร (เช่นตารางของ Excel) ไม่ได้อ่าน "
            "ถ้าเป็นส่วนของแผน ให้ดับเบิลคลิกแล้วบันทึกเป็นแฟ้มแยก แล้วนำเข้าพร้อมกัน",
        )
    return Form("docx", body.parts, body.loose, doubts=tuple(story.doubts))
