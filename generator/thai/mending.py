"""What is certainly damage in a text, and what it certainly was.

A repair is certain where the damaged form is no Thai at all (two เ, ํ before า, a glyph of a font's
own, a blank before า within a known word), or where reading passes over it anyhow (invisible
signs). Mending twice changes nothing more (idempotent).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.thai.text import arabic_digits, damaged, visible

# Fonts of the time before OpenType keep raised, lowered and shifted marks at numbers of their own,
# those of Windows from F700, those of the Macintosh from F884; texts out of PDF files have them.
_WINDOWS = (
    "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b"
    "\u0e4c\u0e0d\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a"
)
_MACINTOSH = (
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e48\u0e48\u0e48\u0e49\u0e49\u0e49\u0e4a\u0e4a"
    "\u0e4a\u0e4b\u0e4b\u0e4b\u0e4c\u0e4c\u0e4c\u0e4d\u0e0d\u0e38\u0e39\u0e3a\u0e10"
)
_GLYPHS = {
    first + at: sign
    for first, signs in ((0xF700, _WINDOWS), (0xF884, _MACINTOSH))
    for at, sign in enumerate(signs)
}
_NIKHAHIT_AA = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
_TWO_E = re.compile("(?<!\u0e40)\u0e40\u0e40(?!\u0e40)")
_STRANGE = re.compile("\u0e40\u0e40|[\u0e4d\uf700-\uf71a\uf884-\uf89e]")  # translating all is slow
_BLANKS = re.compile("(?<=\\S)[ \u00a0]{2,}(?=\\S)")
_SLID = re.compile("'(?=[0-9๐-๙A-Za-z][0-9๐-๙A-Za-z.,/ -]*$)")
# A program that reads PDF files loses the ring of ำ and leaves a blank before its า. No word begins
# with า, but a blank may also have been put into a word with า: only in these it was ำ.
_WITH_AM = re.findall(
    r"\S+",
    "กำกับ กำจัด กำลัง กำแพง กำหนด คำนวณ คำนึง จัดทำ จำกัด จำนวน จำเป็น จำหน่าย ชำนาญ ชำรุด ชำระ ดำเนิน "
    "ดำรง ตำบล ตำแหน่ง ตำรวจ ทำการ ทำงาน ทำลาย แนะนำ นำเสนอ บำบัด บำรุง ประจำ ลำคลอง ลำเหมือง ลำห้วย "
    "สำคัญ สำนัก สำนึก สำเนา สำรวจ สำรอง สำเร็จ สำหรับ อำนวย อำนาจ อำเภอ ลำน้ำ แม่น้ำ น้ำท่วม น้ำเสีย น้ำประปา "
    "น้ำดื่ม น้ำใช้ ระบายน้ำ แหล่งน้ำ ส่งน้ำ น้ำบาดาล",
)
_LOST_AM = re.compile(
    "|".join(re.sub("(้?)ำ", r" \1า", word) for word in sorted(_WITH_AM, key=len, reverse=True))
)
_REPAIRS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("อักขระของฟอนต์เก่า", lambda text: text.translate(_GLYPHS)),
    ("อักขระที่มองไม่เห็น", visible),
    ("สระอำที่แยกเป็นสองตัว", lambda text: _NIKHAHIT_AA.sub("\\1\u0e33", text)),
    ("สระเอสองตัวแทนสระแอ", lambda text: _TWO_E.sub("\u0e41", text)),
    ("เว้นวรรคเกิน", lambda text: _BLANKS.sub(" ", text)),
    ("สระอำที่หายไป", lambda text: _LOST_AM.sub(_with_am, text)),
)
IN_CODES = "เลขไทยในรหัส"
SLID = "เครื่องหมาย ' ที่เลื่อนเข้ามาในช่อง"
# A text repaired, and what was repaired in it.
Mended = tuple[str, tuple[str, ...]]


def without_font_signs(text: str) -> str:
    """Return a text with letters in place of what a font keeps at numbers of its own."""
    return text.translate(_GLYPHS)


def with_letters(text: str) -> str:
    """Return a text with letters as they are typed: none of a font's own, whole แ and ำ."""
    if not _STRANGE.search(text):
        return text
    text = _TWO_E.sub("\u0e41", text.translate(_GLYPHS))
    return _NIKHAHIT_AA.sub("\\1\u0e33", text)


def mended(text: str) -> Mended:
    """Return the text repaired, and the names of the repairs that changed it."""
    done = []
    for name, repair in _REPAIRS:
        better = repair(text)
        if better != text:
            done.append(name)
            text = better
    return text, tuple(done)


def mended_cell(text: str) -> Mended:
    """Return the text of a table's cell repaired; an apostrophe before a number or code goes too.

    Excel hides such an apostrophe where it is the mark of a text, and shows it where it slid into
    the text itself. Those before signs of formulas stay: they guard.
    """
    text, done = mended(text)
    slid = _SLID.match(text)
    return (text[1:], (*done, SLID)) if slid else (text, done)


def mended_code(text: str) -> Mended:
    """Return a project's code repaired as a cell, with Arabic digits."""
    text, done = mended_cell(text)
    plain = arabic_digits(text)
    return (plain, (*done, IN_CODES)) if plain != text else (text, done)


def _with_am(found: re.Match[str]) -> str:
    return re.sub(" (\u0e49?)\u0e32", "\\1\u0e33", found[0])


def is_mendable(text: str) -> bool:
    """Whether no damaged sign is left in a text once it is repaired."""
    return not damaged(mended(text)[0])
