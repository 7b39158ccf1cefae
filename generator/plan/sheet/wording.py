"""Words by which a row that is no project, or a heading, is told from others.

One place for the habits of forms: the table of a plan and, later, an office's own form are read by
the same words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.plan.model.account import RowKind
from generator.thai.numbers import SCALES
from generator.thai.text import arabic_digits, tidy

_NUMBER = r"(?:[0-9๐-๙]{1,2}(?:[.\-][0-9๐-๙]{1,2}){0,3}[.)]?|[ก-ฮ][.)])"
_BULLETS = "-•●▪■◆➢✓–—"
_LEAD = rf"^[{_BULLETS}\s]*\(?\s*(?:{_NUMBER}\s*)?"
_STRATEGY = re.compile(
    rf"{_LEAD}(?:(?:ประเด็น)?ยุทธศาสตร์|ประเด็นการพัฒนา|ด้านยุทธศาสตร์"
    r"|ด้านที่(?=\s*[0-9๐-๙]))(?:การพัฒนา)?"
)
_TACTIC = re.compile(rf"{_LEAD}(?:กลยุทธ์|แนวทาง(?:การพัฒนา)?|เป้าประสงค์)")
_PROGRAMME = re.compile(rf"{_LEAD}แผนงาน(?!ที่)")
# A total says nothing but that it is one, or of what: `รวมเงินอุดหนุนวัด` is a project.
_TOTAL = re.compile(
    r"^\(?\s*(?:ยอด)?(?:รวม|ยกมา|ยกไป|คงเหลือ|สะสม)"
    r"(?:ยกมา|ยกไป|สะสม|ถึง|เป็น|เงิน|ทั้งสิ้น|ทั้งหมด|งบประมาณ|จำนวน|ยอด|ย่อย|สุทธิ|หน้า|นี้|โครงการ|รายการ|กิจกรรม|ครุภัณฑ์|บาท|ทุก|ทั้ง|ที่"
    r"|จาก|ก่อน|\([^()]*(?:บาท|สตางค์)(?:ถ้วน)?\)|[0-9๐-๙\s:.,()/=-])*"
    r"(?:$|(?:แผนงาน|ยุทธศาสตร์|ประเด็น|กลยุทธ์|แนวทาง|ด้าน|ประเภท).*$)|^(?:grand |sub ?)?total\b",
    re.IGNORECASE | re.DOTALL,
)
_SIGNATURE = re.compile(
    r"ลงชื่อ|^\(?\s*[.…_]{4,}|(?:^|\s)ผู้(?:จัดทำ|ตรวจสอบ|อนุมัติ|เห็นชอบ|รับรอง|รายงาน|พิมพ์)(?:\s|$|แผน|โครงการ|ข้อมูล|เอกสาร)"
    r"|^\(\s*(?:นาย|นาง|น\.ส\.|ว่าที่|[.…]{3,}).*\)$"
    r"|^(?:รอง)?(?:นายก|ปลัด)(?:เทศมนตรี|เทศบาล|องค์การบริหาร|\s*อบ[ตจ])[^ ]*$"
)
_NOTE = re.compile(r"^(?:หมายเหตุ|หมายเหตุ\s*[:：]|ที่มา\s*[:：]|\*+|※|\(\*)")
_FORM = re.compile(
    r"^\(?\s*(?:แบบ\s*)?ผด\.?\s*[0-9๐-๙]|^แบบ\s*ผ|^บัญชี(?:โครงการ|ครุภัณฑ์|สรุป)|^แผน(?:การ)?ดำเนินงาน"
    r"|^(?:เทศบาล|องค์การบริหาร|อบต|อบจ)|^ประจำปี|^จำนวนโครงการและงบประมาณ"
    r"|^\(?\s*หน่วย\s*[:：]"
)
_EQUIPMENT = re.compile(rf"{_LEAD}ประเภท(?:ครุภัณฑ์|รายจ่าย)|{_LEAD}ครุภัณฑ์(?:[^0-9]{{0,40}})$")
_PAGE = re.compile(
    r"^\(?\s*-?\s*หน้า(?:ที่)?\s*-?\s*[0-9๐-๙]{1,4}(?:\s*(?:/|จาก|of)\s*[0-9๐-๙]{1,4})?\s*-?\s*\)?$"
    r"|^[-–]\s*[0-9๐-๙]{1,4}\s*[-–]$"
)
_OFFICE = re.compile(r"^(?:เทศบาล|องค์การบริหาร|อบต|อบจ|ทต\.|ทม\.)")
# With what names of projects begin, and hardly ever the second line of one.
_OPENING = re.compile(
    r"^(?:โครงการ|ก่อสร้าง|ปรับปรุง|ซ่อมแซม|ซ่อมสร้าง|ขุดลอก|ขุดเจาะ|วางท่อ|ติดตั้ง|จัดซื้อ|จัดงาน|จัดการแข่งขัน"
    r"|อุดหนุน|ขยายเขต|ถมดิน|เสริมผิว|ต่อเติม|บุกเบิก)"
)
_PART = re.compile(r"^(?:ไตรมาส|หมวดที่|ส่วนที่|ด้านที่|แผ่นที่|ต่อหน้า|จบ(?:รายการ|ตาราง)?$)")
# What waits for more words: `ก่อสร้างและ`, an open bracket, a list's comma.
_OPEN_END = re.compile(
    r"(?:^โครงการ|และ|หรือ|เพื่อ|พร้อม|โดย|ของ|ใน|กับ|แก่|ให้|ด้วย|สำหรับ|การ|[,/(\-–—:])\s*$|\([^)]*$"
)
#: What our own papers say below the detail of a row that stands for several projects.
STANDS_FOR = re.compile(r"\s*\(นับเป็น\s*([0-9๐-๙]+)\s*โครงการ\)\s*$")
_DITTO = re.compile(r"""[-–—.\s]*(?:["“”„″〃]+|''|’’|,,|//)[-–—.\s]*""")
_NUMBERED = re.compile(rf"^[{_BULLETS}\s]*(?:\(?{_NUMBER}\s*(?=\D))?")
# Strategies of others, which forms name above the office's own: the nation's, the province's.
_OF_OTHERS = re.compile(
    r"^\(?\s*(?:[0-9๐-๙ก-ฮ]{1,3}[.)]\s*)?(?:ความ)?(?:สอดคล้อง|เชื่อมโยง|ตาม)?(?:กับ)?(?:แผนแม่บท.*)?(?:ประเด็น)?ยุทธศาสตร์"
    r"(?:การพัฒนา)?\s*(?:ของ)?\s*(?:ชาติ|ประเทศ|จังหวัด|กลุ่มจังหวัด|ภาค(?!ี)|อปท|องค์กรปกครองส่วนท้องถิ่น|อำเภอ|กระทรวง|กรม)"
)
_CONTINUED = re.compile(r"\s*\(\s*(?:ต่อ|(?:แบบ\s*)?ผด?\.?\s?[0-9๐-๙][^)]*)\s*\)\s*$")

# What an amendment's form says over its columns: what stood there until now, and what from now on.
_WAS = re.compile(
    r"\(?\s*(?:(?:แผน|รายการ|โครงการ|ข้อความ)?เดิม|ก่อน(?:การ)?(?:แก้ไข|เปลี่ยนแปลง|ปรับปรุง)|แผน(?:การ)?ดำเนินงานเดิม)\s*\)?"
)
_WILL_BE = re.compile(
    r"\(?\s*(?:(?:แผน|รายการ|โครงการ|ข้อความ)?ใหม่|หลัง(?:การ)?(?:แก้ไข|เปลี่ยนแปลง|ปรับปรุง)|"
    r"(?:แก้ไข|เปลี่ยนแปลง|ปรับปรุง)(?:เปลี่ยนแปลง)?(?:เป็น)|(?:แผน|รายการ)ที่(?:ขอ)?(?:แก้ไข|เปลี่ยนแปลง)(?:เปลี่ยนแปลง)?)\s*\)?"
)
_CHANGE = re.compile(
    rf"^\(?\s*(?:{_NUMBER}\s*)?(?:บัญชี)?(?:โครงการ|รายการ|กิจกรรม|ครุภัณฑ์)?(?:พัฒนาท้องถิ่น)?\s*(?:ที่)?(?:ขอ|ได้|ให้)?\s*"
    r"(?P<change>เพิ่มเติม|เพิ่ม|แก้ไข|เปลี่ยนแปลง|ยกเลิก)(?!.*(?:ครั้งที่|ฉบับที่|25[0-9]{2}))"
)
_LONGEST_CHANGE = 60
# The name of a worksheet that is one strategy's: `ยุทธศาสตร์ 2`, `ยุทธ.ที่ ๓`, `ย.1`.
_STRATEGY_OF_SHEET = re.compile(
    r"^(?:ประเด็น)?(?:ยุทธศาสตร์|ยุทธ|ยศ|ย)\.?\s*(?:ที่)?\s*\.?\s*(?P<number>[0-9๐-๙]{1,2})(?![0-9๐-๙])"
)
_UNIT_OVER = re.compile(
    r"^(?:(?:หน่วยงาน|ส่วนราชการ)(?:ที่|ผู้)?(?:รับผิดชอบ)?(?:หลัก)?\s*[:：]?\s*(?P<named>[ก-๙].*)"
    rf"|(?:{_NUMBER}\s*)?(?P<unit>(?:กอง|สำนัก|ฝ่าย|หน่วยตรวจสอบ)[ก-๙][ก-๙ ฯ.]{{1,60}}))$"
)
_COUNTED_IN_TITLE = re.compile(
    r"\s*[(:\-–]?\s*(?:จำนวน|รวม)?\s*[0-9๐-๙]{1,4}\s*(?:โครงการ|รายการ)(?:\s|$|[,)]).*$"
)
_NAME_OF_STRATEGY = re.compile(r"^(?:การ|ด้าน|พัฒนา|ส่งเสริม|เสริมสร้าง)")
_OLD_AND_NEW = re.compile(
    r"^\s*(?:ข้อความ|โครงการ|รายการ|ของ)?เดิม(?:\s|[:：]).*(?:แก้ไข|เปลี่ยน|ปรับ|ใหม่|เป็น)|^จาก\s.*\sเป็น\s",
    re.DOTALL,
)
_UNIT_NAMES = r"(?:กอง|สำนัก|ฝ่าย|ส่วน(?!ตำบล|จังหวัด)|หน่วย|งาน|ศูนย์|โรงเรียน|แขวง|การไฟฟ้า|การประปา)"
_A_UNIT = re.compile(rf"{_UNIT_NAMES}[ก-๙]")
# A line that is no whole unit yet, and one that ends the line above it.
_UNIT_BEGUN = re.compile(rf"(?:^{_UNIT_NAMES}|และ|ของ|การ|ด้าน|เพื่อ|[-/,])\s*$")
_UNIT_WENT_ON = re.compile(r"และ|เทศบาล|องค์การ|อบต|อบจ|ฯ|[/,]")
_COLON = re.compile(r"^(แผนงาน)\s*[:：\-–—\n]+\s*")
_LABEL = re.compile(
    r"(?:ประเด็น)?(?:ยุทธศาสตร์|กลยุทธ์|แนวทาง|แผนงาน)(?:การพัฒนา)?\s*(?:ที่)?\s*[0-9๐-๙.]*\s*[:：]?"
)
_AGAIN = re.compile(r"\s*\(\s*ต่อ\s*\)\s*$")
_SUMMARY = re.compile(r"จำนวน\s*โครงการ")
_SHARE = re.compile(r"ร้อยละ|จำนวน\s*งบประมาณ|%")

_KINDS = (
    (RowKind.TOTAL, _TOTAL),
    (RowKind.STRATEGY, _STRATEGY),
    (RowKind.TACTIC, _TACTIC),
    (RowKind.PROGRAMME, _PROGRAMME),
    (RowKind.EQUIPMENT, _EQUIPMENT),
    (RowKind.TITLE, _PAGE),
    (RowKind.SIGNATURE, _SIGNATURE),
    (RowKind.NOTE, _NOTE),
    (RowKind.TITLE, _FORM),
)
_WORDS = "|".join(SCALES)
_TIMES = {"1,000": 1_000, "1000": 1_000, "1,000,000": 1_000_000, "1000000": 1_000_000}
_ENGLISH = {"thousand": 1_000, "million": 1_000_000}
_COUNTED = SCALES | _TIMES | _ENGLISH | {"ลบ": 1_000_000}
_BAHT = r"(?:บาท|baht|thb)"
_OF = r"(?:หน่วย\s*[:：]?\s*)?"
# `พันบาท`, `(พัน)`, `(ลบ.)`, `x 1,000 บาท`, `million baht`
_SCALE = re.compile(
    rf"(?P<thai>{_WORDS})\s*บาท|\(\s*{_OF}(?P<short>{_WORDS}|ลบ)\.?\s*\)"
    rf"|(?<![0-9,.])(?P<times>{'|'.join(_TIMES)})\s*{_BAHT}"
    rf"|(?P<english>{'|'.join(_ENGLISH)})s?\s*{_BAHT}",
    re.IGNORECASE,
)
_UNIT = re.compile(
    rf"\s*\(?\s*{_OF}(?:[x×*]\s*)?(?:(?:{'|'.join(_COUNTED)})s?\s*)?{_BAHT}\s*\)?\s*$"
    rf"|\s*\(\s*{_OF}(?:{_WORDS}|ลบ)\.?\s*\)\s*$",
    re.IGNORECASE,
)
# A line over a table that says what its figures are: `(หน่วย : พันบาท)`, `(ล้านบาท)`.
_ONLY_SCALE = re.compile(
    rf"\(?\s*(?:หน่วย(?:นับ|เงิน|เป็น)?\s*[:：]?\s*)?(?:{'|'.join(SCALES)})?\s*(?:บาท)\s*\)?"
)
# What may say in yet another way that figures count more than a baht.
_SCALED_SOMEHOW = re.compile(
    rf"{_WORDS}|ลบ|[0-9]000|thousand|million|(?<![a-z])(?:k|m|mb|mthb)(?![a-z])|[x×*]\s*[0-9]",
    re.IGNORECASE,
)
_SATANG = re.compile(r"\(?\s*(?:สตางค์|สต\.?|satang)\s*\)?", re.IGNORECASE)
# What a second heading line says that names no column: a unit, a year, a number of the column.
_BESIDE = re.compile(
    rf"\(?\s*(?:(?:{_WORDS})?\s*บาท|สตางค์|สต\.|หน่วย.*|(?:ปี\s*)?(?:พ\.?\s?ศ\.?\s*)?[0-9๐-๙]{{2,4}}"
    r"|[0-9๐-๙]{1,2}|ปีงบประมาณ.*|ไตรมาส.*)\s*\)?"
)
_COLUMN_NUMBER = re.compile(r"\(?\s*[0-9๐-๙]{1,2}\s*\)?")


def kind_of_words(text: str) -> RowKind | None:
    """Return what a row is of which this is the first text, None where it may be any."""
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), None)


def is_ditto(text: str) -> bool:
    """Whether a text only says: as above."""
    return len(text) < 12 and bool(_DITTO.fullmatch(text))


def names_an_office(text: str) -> bool:
    """Whether a text begins as the name of a local government does, which is a title or a place."""
    return bool(_OFFICE.search(text))


def begins_a_name(text: str) -> bool:
    """Whether a text begins as names of projects do, or as the title of a part of a form."""
    bare = _NUMBERED.sub("", text)
    return bool(_OPENING.search(bare) or _PART.search(bare))


def waits_for_more(text: str) -> bool:
    """Whether a text ends where no name ends, so that the row below it goes on."""
    return bool(_OPEN_END.search(text))


def is_page_number(text: str) -> bool:
    """Whether a text only numbers the page: `- 12 -`, `หน้า 3 จาก 9`."""
    return bool(_PAGE.search(text))


def change_in(text: str) -> str:
    """Return the word of change by which an amendment's form heads rows: เพิ่มเติม, แก้ไข, ยกเลิก."""
    found = _CHANGE.match(text) if len(text) <= _LONGEST_CHANGE else None
    return found["change"] if found else ""


def strategy_of_sheet(name: str) -> tuple[str, str]:
    """Return the number of the strategy by which a worksheet is called, and what else it is called.

    The number is empty where it is called otherwise.
    """
    found = _STRATEGY_OF_SHEET.match(name)
    if found is None:
        return "", name
    number = arabic_digits(found["number"]).lstrip("0")
    return number, name[found.end() :].strip(" .:-–")


def unit_over(text: str) -> str:
    """Return the unit by which a line heads the rows below it; empty for any other line."""
    found = _UNIT_OVER.match(text)
    return (found["named"] or found["unit"]).strip() if found else ""


def without_count(title: str) -> str:
    """Return a sub-heading without how many projects it says are below: `(3 โครงการ)`."""
    return _COUNTED_IN_TITLE.sub("", title) or title


def is_strategy_of_others(text: str) -> bool:
    """Whether a line names a strategy of the nation, the province: above the office's own."""
    return bool(_OF_OTHERS.search(text))


def labels_a_section(text: str) -> bool:
    """Whether a text only says what the one beside it or below it names: `แผนงาน :`."""
    return bool(_LABEL.fullmatch(text))


def with_labels_joined(text: str) -> str:
    """Return lines of sections, each that is only a label in one line with the name below it."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and tidy(line) and labels_a_section(tidy(lines[-1])):
            lines[-1] = f"{lines[-1].rstrip()} {line.strip()}"
        else:
            lines.append(line)
    return "\n".join(lines)


def tells_old_and_new(text: str) -> bool:
    """Whether a cell of an amendment's form says what was there and what will be: `เดิม … เป็น …`."""
    return bool(_OLD_AND_NEW.search(text))


def joined_unit(lines: Sequence[str]) -> str:
    """Return the unit that the lines of a cell name: one broken over lines, or several.

    Several are told apart by a stroke, as plans have them; one that is said again is said once.
    """
    found: list[str] = []
    for line in dict.fromkeys(lines):
        if found and not _A_UNIT.match(line):
            glued = _UNIT_BEGUN.search(found[-1]) or _UNIT_WENT_ON.match(line)
            found[-1] += line if glued else f" {line}"
        elif found and _UNIT_BEGUN.search(found[-1]):
            found[-1] += line
        else:
            found.append(line)
    if len(found) > 1 and not all(map(_A_UNIT.match, found)):
        return " ".join(found)
    return "/".join(found)


def may_name_a_strategy(text: str) -> bool:
    """Whether a line may be the name of the strategy that the line above only numbers."""
    return bool(_NAME_OF_STRATEGY.search(text))


def goes_on(text: str) -> bool:
    """Whether a text says of itself that it goes on from the page before: `(ต่อ)`."""
    return bool(_AGAIN.search(text))


def without_again(text: str) -> str:
    """Return a text without `(ต่อ)` at its end."""
    return _AGAIN.sub("", text)


def says_was(heading: str) -> bool:
    """Whether an amendment's form heads by this what stood there until now."""
    return bool(_WAS.search(heading))


def heads_was(line: str) -> bool | None:
    """Whether a line heads rows of what stood there until now; None where it says neither."""
    bare = _NUMBERED.sub("", line).strip(" :.-")
    if _WAS.fullmatch(bare):
        return True
    return False if _WILL_BE.fullmatch(bare) else None


def without_edition(heading: str) -> str:
    """Return a heading of an amendment's form without whether it is of before or of after."""
    return _WILL_BE.sub("", _WAS.sub("", heading)).strip(" :()-–")


def heads_a_summary(headings: Sequence[str]) -> bool:
    """Whether a row heads แบบ ผด.01: how many projects, and what part of all that is."""
    plain = ["".join(text.split()) for text in headings]
    counted = any(_SUMMARY.search(text) and not _SHARE.search(text) for text in plain)
    return counted and any(_SHARE.search(text) for text in plain)


def bare_title(text: str) -> str:
    """Return a sub-heading without what a form adds to it: `1.1` before, `(ต่อ)`, `(ผ.02)` after.

    A colon or a dash behind its first word is none of its name: `แผนงาน : สาธารณสุข`.
    """
    bare = _NUMBERED.sub("", _CONTINUED.sub("", text)).strip()
    return _COLON.sub(r"\1", bare)


def scale_of(text: str) -> int:
    """Return how many baht one counts where a heading says พันบาท or ล้านบาท; 0 for none."""
    found = _SCALE.search(text)
    return _COUNTED[(found[found.lastgroup or 0]).lower()] if found else 0


def stated_scale(text: str) -> int:
    """Return by how many baht figures count, where a line says only that; 0 for another line."""
    if not _ONLY_SCALE.fullmatch(text.strip()):
        return 0
    return scale_of(text) or scale_of(f"({text.strip(' ()')})") or 1


def may_be_scaled(text: str) -> bool:
    """Whether a heading may say, in whatever way, that its figures count more than a baht."""
    return bool(_SCALED_SOMEHOW.search(text))


def names_satang(text: str) -> bool:
    """Whether a heading says that the satang of amounts stand under it, apart from the baht."""
    return bool(_SATANG.fullmatch(text))


def without_unit(text: str) -> str:
    """Return a heading without `(บาท)` or `(ล้านบาท)` at its end."""
    return _UNIT.sub("", text)


def names_no_column(text: str) -> bool:
    """Whether a text of a further heading line is a unit, a year or the column's number."""
    return bool(_BESIDE.fullmatch(text))


def numbers_columns(texts: list[str]) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3)."""
    return len(texts) > 3 and all(_COLUMN_NUMBER.fullmatch(text) for text in texts)
