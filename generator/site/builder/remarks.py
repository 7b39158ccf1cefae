"""What MkDocs remarks on the links of hand-written pages, in words for the clerk who mends them."""

from __future__ import annotations

import re

# Where a link leads nowhere; its second half names what MkDocs would have found.
_DEAD = re.compile(
    r"Doc file '(?P<page>.+?)' contains an? (?P<kind>unrecognized relative |absolute )?link"
    r" '(?P<link>.*?)'(?:, (?:but (?P<why>.*?)|it was left as is)\.)"
    r"(?: Did you mean '(?P<near>.*)'\?)?",
    re.DOTALL,
)
_PAGE = (
    "ไม่พบหน้าหรือแฟ้มที่ลิงก์ไป",
    "เขียนชื่อแฟ้มให้ตรง เช่น contact.md หรือทางเต็มของเว็บอื่น https://…",
)
_ANCHOR = (
    "ไม่พบหัวข้อที่ลิงก์ไป",
    "ตั้งชื่อท้ายหัวข้อนั้นเป็นอักษรอังกฤษ เช่น ## งบประมาณ {#budget} แล้วลิงก์ไป #budget",
)


def remark_in_thai(remark: str) -> str:
    """Return a remark as a Thai sentence with advice; one that is not known stays as it is."""
    found = _DEAD.fullmatch(remark)
    if not found:
        return remark
    dead = _ANCHOR if "anchor" in (found["why"] or "") else _PAGE
    advice = f"น่าจะเป็น {found['near']}" if found["near"] else dead[1]
    return f"content/{found['page']}: ลิงก์ “{found['link']}” {dead[0]} · แก้: {advice}"
