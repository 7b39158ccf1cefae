"""What a file's name was meant to be: our own names as Windows, drives and people write them.

Compares names alone; whether a file is there, and what is in it, others know.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from generator.machine.layout import TABLE_ENDINGS, Part
from generator.thai.text import arabic_digits, normalise

# Tables of other programs, or of Excel's other kinds: another name would not make them readable.
_OTHER_TABLES = (
    *(".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".ods", ".fods", ".numbers", ".tsv", ".et"),
    *(".gsheet", ".sxc", ".dbf", ".mdb", ".accdb", ".prn", ".dif", ".slk"),
)
_DRIVE_LINK = ".gsheet"  # leads to Google's sheet; nothing of it is in the file
_TABLES = (*TABLE_ENDINGS, *_OTHER_TABLES)
_TEXTS = (".yml", ".yaml", ".txt", ".json")
_LETTERS = (".docx", ".doc", ".rtf", ".odt", ".pages")
_LINKS = (".lnk", ".url", ".webloc", ".gdoc", ".gslides")
_LEFT = (".bak", ".old", ".orig", ".rej", ".part", ".new", ".save", ".backup", ".download")
_ENDING = re.compile(
    rf"\s*(?:{'|'.join(map(re.escape, (*_TABLES, *_TEXTS, *_LETTERS, *_LINKS, *_LEFT)))})$"
)
# What copying, mail and shared folders add: (1), - Copy, - สำเนา, (conflicted copy …), _v2, 2570.
_ADDED = re.compile(
    r"[\s_.-]*(?:\(\s*[0-9]+\s*\)|\[[0-9]+\]|\(?[^()]*conflict[^()]*\)?|"
    r"(?:copy|สำเนา|ล่าสุด|ใหม่|แก้ไขแล้ว|แก้แล้ว|แก้ไข|แก้|ร่าง|จริง|สำรอง|final|draft|new|old|backup)"
    r"(?:\s*\(?[0-9]+\)?)?|v?[0-9]{1,8})$"
)
_BEFORE = re.compile(
    r"^(?:copy of|สำเนา\s?ของ|สำเนา|copy|backup of|สำรอง|new|ใหม่|v?[0-9]{1,8})[\s_.-]*"
)
# Letters of other scripts that look like ours.
_LOOK_ALIKES = str.maketrans(
    "аесорхуіјѕһԁԛԝкмтвнзαορνικτυχ‐‑‒–—―−",
    "aecopxyijshdqwkmtbh3aopvikTux-------".lower(),
)
_PAPERS = re.compile(r"\.(?:pdf|jpe?g|png|gif|webp|heic|tiff?|bmp|svg|pptx?|zip|rar|7z|html?|mp4)$")
_NEAR = 0.8  # difflib's ratio: progres, project and projecst are near, program is not
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_WINDOWS = " (Windows ซ่อนนามสกุลไว้ เปิดดูที่ มุมมอง แล้วเลือก นามสกุลไฟล์)"
_SIGNS = {" ": "ช่องว่างสองตัวติดกัน", "\u0e4d": "นิคหิต ( ํ ) กับสระอา แทนสระอำ"}


@dataclass(frozen=True, slots=True)
class Meant:
    """Which part of the folder a name was meant for, and what makes the file that part."""

    part: Part
    name: str
    todo: str


def folded(name: str) -> str:
    """Return what a reader takes a name for: one form, one case, our letters, Arabic digits."""
    plain = normalise(_INVISIBLE.sub("", unicodedata.normalize("NFKC", name))).casefold()
    return arabic_digits(plain).translate(_LOOK_ALIKES)


def is_table(name: str) -> bool:
    """Whether a name is a table's, of whatever program."""
    return _ending(folded(name)) in _TABLES


def meant(name: str, parts: Iterable[Part], *, letters: bool = False) -> Meant | None:
    """Return which of `parts` a file called `name` was meant for; None for papers and others.

    What Word writes is a paper, whatever words its name has, unless `letters` may hold a table.
    """
    plain = folded(name)
    if _PAPERS.search(plain):
        return None
    lettered = _ending(plain) in _LETTERS
    table = _ending(plain) in (*_TABLES, *_LINKS) or (lettered and letters)
    likes = _BY_STEM if lettered and not letters else (_is, _begins, _called, _near)
    # A table is rather meant for a part that is one.
    ordered = sorted(parts, key=lambda part: bool(part.endings) is not table)
    for kind, group in groupby(ordered, key=lambda part: bool(part.endings)):
        of_kind = list(group)
        for like in likes if kind is table else _BY_STEM:
            for part in of_kind:
                if like(plain if like is _called else _stem(plain), part):
                    return Meant(part, *_target(plain, part))
    return None


def table_todo(name: str, stem: str) -> str:
    """Return what makes a table called `name` the table `stem`."""
    return _table_target(folded(name), stem)[1]


def paper_meant(wanted: str, there: Iterable[str]) -> tuple[str, str]:
    """Return which of the files `there` the path `wanted` means, and which signs set them apart.

    Both are empty where none is meant, the second also where the names do not look the same.
    """
    paths = list(there)
    for path in paths:
        if why := strange_signs(path, wanted):
            return path, why
    name = PurePosixPath(folded(wanted))
    for path in paths:
        other = PurePosixPath(folded(path))
        if name.name == other.name or (name.stem and _bare(name.stem) == _bare(other.stem)):
            return path, ""
    stems = {PurePosixPath(folded(path)).stem: path for path in paths}
    close = difflib.get_close_matches(name.stem, stems, n=1, cutoff=_NEAR)
    return (stems[close[0]], "") if close else ("", "")


def _bare(stem: str) -> str:
    """Return a paper's folded name without what copying adds, and without signs between words."""
    return re.sub(r"[\s_.-]+", "", _stem(_PAPERS.sub("", stem)))


def strange_signs(name: str, wanted: str) -> str:
    """Say which signs set two names apart that look the same; empty where they do not look so."""
    if name == wanted or folded(name) != folded(wanted):
        return ""
    if name.casefold() == wanted.casefold():
        return "ตัวพิมพ์ใหญ่เล็กไม่ตรงกัน"
    if unicodedata.normalize("NFC", name) == unicodedata.normalize("NFC", wanted):
        return "ตัวอักษรถูกแยกเป็นส่วน (Unicode NFD) ซึ่งเครื่อง Mac ทำ"
    odd = [sign for sign in name if sign not in wanted] or set(wanted) - set(name)
    strange = dict.fromkeys(odd)
    told = [_SIGNS.get(sign, f"U+{ord(sign):04X} “{sign}”") for sign in strange]
    return f"ต่างกันที่อักขระ {' '.join(told)}" if told else "เว้นวรรคหรือเรียงอักขระไม่ตรงกัน"


def _target(plain: str, part: Part) -> tuple[str, str]:
    """Return which name the file should have, and what to do."""
    if _ending(plain) in _LINKS:
        return part.names[0], f"วางไฟล์จริงชื่อ {' หรือ '.join(part.names)} แทนทางลัดนี้"
    if part.endings:
        return _table_target(plain, part.stem)
    if _ending(plain) in (*_TABLES, *_LETTERS):
        return part.name, f"เขียนเป็นข้อความใน {part.name} ตามคู่มือ"
    return part.name, f"เปลี่ยนชื่อเป็น {part.name}{_hidden(plain)}"


def _table_target(plain: str, stem: str) -> tuple[str, str]:
    workbook, ending = f"{stem}.xlsx", _ending(plain)
    if ending == _DRIVE_LINK:
        return workbook, f"ดาวน์โหลดจาก Google ชีตเป็นชื่อ {workbook} (ไฟล์นี้เป็นเพียงลิงก์)"
    if ending in _LETTERS:
        return workbook, f"คัดลอกตารางลงสมุดงาน Excel แล้วบันทึกเป็น {workbook}"
    if ending in _OTHER_TABLES:
        return workbook, f"เปิดไฟล์แล้วบันทึกเป็นสมุดงาน Excel (.xlsx) ชื่อ {workbook}"
    named = next((one for one in reversed(TABLE_ENDINGS) if one in plain), TABLE_ENDINGS[0])
    return f"{stem}{named}", f"เปลี่ยนชื่อเป็น {stem}{named}{_hidden(plain)}"


def _hidden(plain: str) -> str:
    return _WINDOWS if _is_doubled(plain) else ""


def _is_doubled(plain: str) -> bool:
    return bool(_ending(plain) and _ending(_ENDING.sub("", plain)))


def _ending(plain: str) -> str:
    found = _ENDING.search(plain)
    return found[0].strip() if found else ""


def _stem(plain: str) -> str:
    """Return a folded name without endings and without what copying adds."""
    while True:
        cut = _ENDING.sub("", plain)
        cut = _BEFORE.sub("", _ADDED.sub("", cut) or cut) or cut
        if cut == plain:
            return cut.strip(" ._-")
        plain = cut


def _is(stem: str, part: Part) -> bool:
    return stem == folded(part.stem)


def _begins(stem: str, part: Part) -> bool:
    return bool(re.match(rf"{re.escape(folded(part.stem))}[^a-z]", stem))


def _called(plain: str, part: Part) -> bool:
    return any(word in plain for word in part.words)


def _near(stem: str, part: Part) -> bool:
    return difflib.SequenceMatcher(None, stem, folded(part.stem)).ratio() >= _NEAR


_BY_STEM = (_is, _begins, _near)
