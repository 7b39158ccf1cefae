"""What the lines of a form say that stand in no row: office, year, edition, form, strategy."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from generator.plan.intake.wraps import with_wraps_joined
from generator.plan.model.account import RowKind
from generator.plan.sheet.wording import (
    bare_title,
    kind_of_words,
    without_again,
    without_count,
)
from generator.thai.dates import DateError, parse_date
from generator.thai.text import arabic_digits, tidy

_LABEL = re.compile(r"(?<![ก-ฮ])ผ\.?\s?ด\.?\s*0?([12])(?:\s*[/.\-_]\s*0?(1)(?![0-9]))?(?![0-9])")
_LONGEST_LABEL = 16
_BY_TITLE = (
    (re.compile(r"^บัญชีสรุป"), "ผด.01"),
    (re.compile(r"^บัญชี(?:จำนวน)?ครุภัณฑ์|^บัญชีจำนวนครุภัณฑ์"), "ผด.02/1"),
    (re.compile(r"^บัญชี(?:จำนวน)?โครงการ"), "ผด.02"),
)
_PLAN = re.compile(r"แผน(?:การ)?ดำเนินงาน|แผนดำเนินการประจำปี")
_YEAR = re.compile(
    r"(?:ประจำปี(?:งบประมาณ)?|ปีงบประมาณ)\s*(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)?\s*(2[05][0-9]{2})(?!\s*[-–]\s*2)"
)
_SHORT_YEAR = re.compile(
    r"(?:ประจำปี(?:งบประมาณ)?|ปีงบประมาณ|(?<![ก-ฮ])ปี)\s*(?:พ\.?\s?ศ\.?)?\s*['’]?([5-9][0-9])(?![0-9]|\s*[-–/])"
)
_BARE_YEAR = re.compile(r"(?<![0-9])(25[0-9]{2})(?![0-9]|\s*[-–]\s*25)")
# The years of a plan for several years, beside which the title may name its own.
_SPAN = re.compile(
    r"(?<![0-9])25[0-9]{2}\s*(?:[-–—]|ถึง)\s*(?:ปี)?\s*(?:พ\.?\s?ศ\.?)?\s*25[0-9]{2}(?![0-9])"
)
# `พ.ศ. 2548 และที่แก้ไขเพิ่มเติม (ฉบับที่ 3)` is a decree, of which a line of a letter may be cut off.
_OF_A_DECREE = r"(?<!และ)(?<!และที่)(?<!และแก้ไข)(?<!และที่แก้ไข)"
_CLAUSE = re.compile(r"ข้อ\s*[0-9]")
_EDITION = re.compile(
    _OF_A_DECREE + r"(?:ฉบับ(?:ที่)?\s*)?"
    r"(?P<kind>(?:เพิ่มเติม|แก้ไข|เปลี่ยนแปลง)(?:\s*(?:และ|/)?\s*(?:เพิ่มเติม|แก้ไข|เปลี่ยนแปลง))*)"
    r"[\s()]*(?:ฉบับที่|ครั้งที่|ฉบับ|ที่)\s*(?P<number>[0-9]{1,2}|หนึ่ง|สอง|สาม|สี่|ห้า)"
)
_IN_WORDS = {"หนึ่ง": "1", "สอง": "2", "สาม": "3", "สี่": "4", "ห้า": "5"}
# The number ahead of the kind: only in a title of the plan, where it is no meeting's.
_EDITION_AHEAD = re.compile(
    r"(?:ฉบับที่|ครั้งที่)\s*(?P<number>[0-9]{1,2})(?:\s*/\s*25[0-9]{2})?\s*\(?\s*(?:ฉบับ\s*)?"
    r"(?P<kind>(?:เพิ่มเติม|แก้ไข|เปลี่ยนแปลง)(?:\s*(?:และ|/)?\s*(?:เพิ่มเติม|แก้ไข|เปลี่ยนแปลง))*)"
)
_KINDS = r"(?:เพิ่มเติม|แก้ไข|เปลี่ยนแปลง)"
_UNNUMBERED = re.compile(rf"{_KINDS}(?:\s*(?:และ|/|,)?\s*{_KINDS})*")
_ALONE = re.compile(
    rf"\(?\s*(?:ฉบับ(?:ที่)?\s*)?{_UNNUMBERED.pattern}[\s.…_()]*(?:(?:ครั้ง|ฉบับ)ที่[\s.…_/()]*)?"
)
_OTHER_PLAN = re.compile(r"แผนพัฒนา.*", re.DOTALL)
_OFFICE = re.compile(
    r"(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:ตำบล|เมือง|นคร)|อบต\.|อบจ\.|ทต\.|ทม\.|ทน\.)\s?"
    r"(?!และ|ที่|ใน|ของ|หรือ|ข้างเคียง)[ก-๙A-Za-z]+|กรุงเทพมหานคร|เมืองพัทยา"
)
_DISTRICT = re.compile(r"(?:อำเภอ|กิ่งอำเภอ|(?<![ก-๙])อ\.|(?<![ก-๙])เขต)\s*([ก-๙]+)")
_PROVINCE = re.compile(r"(?:จังหวัด|(?<![ก-๙])จ\.)\s*([ก-๙]+)")
_DAY = (
    r"([0-9]{1,2}\s*[ก-๙.]{3,12}\s*(?:พ\.?\s?ศ\.?)?\s*(?:[0-9]{4}|[0-9]{2})"
    r"|[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2}))(?![0-9])"
)
# The day to which a form with results tells them; that of a decree is none.
_REPORTED = re.compile(rf"(?<!ประกาศ )(?<!ประกาศ)(?:ณ|ถึง|สิ้นสุด)\s*(?:วันที่)?\s*{_DAY}")
_LAST_DAY = re.compile(rf"[0-9]{{2,4}}\s*[-–—]\s*(?:วันที่)?\s*{_DAY}")
_REPORT = re.compile(r"รายงาน|ผลการ|ติดตาม|ประเมิน")
_NUMBERED = re.compile(
    r"^\(?(?:[0-9]{1,2}\s*[.)]\s*)?(?:ประเด็น)?(?:ยุทธศาสตร์|ประเด็นการพัฒนา|ด้าน)(?:การพัฒนา)?\s*(?:ที่)\s*[:：]?\s*([0-9]{1,2})\s*[.:)\-–—]*\s*(.*)$",
    re.DOTALL,
)
_LEADING = re.compile(r"^\(?([0-9]{1,2})\s*[.)\-]?\s*(?![0-9])(.*)$", re.DOTALL)
_INSIDE = re.compile(r"(?<=\S)\s+(?=(?:[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*[.)]?\s*)?แผนงาน(?!ที่))")
_LONGEST = 250  # of a line that heads rows; a paragraph about strategies heads none
_PREFIXES = ("ยุทธศาสตร์", "ประเด็นยุทธศาสตร์", "ประเด็นการพัฒนา")


@dataclass(frozen=True, slots=True)
class Section:
    """A line that heads the rows below it: its kind, its number, its name, and what it is in full.

    `number` is empty where it has none; `text` is without `(ต่อ)`.
    """

    kind: RowKind
    number: str
    name: str
    text: str


def label_in(text: str) -> str:
    """Return the form that a line names, `ผด.01`, `ผด.02`, `ผด.02/1`; empty for none."""
    plain = arabic_digits(tidy(text))
    found = _LABEL.search(plain)
    if found:
        return f"ผด.0{found[1]}" + (f"/{found[2]}" if found[2] else "")
    return next((label for pattern, label in _BY_TITLE if pattern.search(plain)), "")


def is_label(text: str) -> bool:
    """Whether a text is the label of a form and nothing else: `แบบ ผด. 02`."""
    plain = arabic_digits(tidy(text))
    return bool(_LABEL.search(plain)) and len(plain) <= _LONGEST_LABEL


def names_the_plan(text: str) -> bool:
    """Whether a line is the title of the plan, or the first part of it."""
    return bool(_PLAN.search(text))


def plan_title(text: str) -> str:
    """Return the plan's title as a line has it; of a report's title what names the plan."""
    found = _PLAN.search(text)
    if found is None or not _REPORT.search(text[: found.start()]):
        return text
    rest = text[found.start() :]
    plain = arabic_digits(rest)
    year = _YEAR.search(plain) or _BARE_YEAR.search(plain)
    return rest[: year.end()] if year else rest


def day_in(text: str) -> datetime.date | None:
    """Return the day to which a line says that results are told, the last of a span of days."""
    plain = arabic_digits(tidy(text))
    found = _REPORTED.search(plain) or _LAST_DAY.search(plain)
    try:
        return parse_date(found[1]) if found else None
    except DateError:
        return None


def year_in(text: str) -> int:
    """Return the Buddhist fiscal year that a title names, 0 where it names none, or several."""
    plain = _SPAN.sub(" ", arabic_digits(tidy(text)))
    found = _YEAR.search(plain)
    if found is None and names_the_plan(plain) and not _CLAUSE.search(plain):
        found = _BARE_YEAR.search(plain)
    if found is None:
        short = _SHORT_YEAR.search(plain) if names_the_plan(plain) else None
        return 2500 + int(short[1]) if short else 0
    year = int(found[1])
    return year if year >= 2400 else year + 543


def edition_in(text: str) -> tuple[str, str]:
    """Return the edition that a title names: its kind and number, and as it is printed.

    Empty for the plan itself: `เพิ่มเติม ครั้งที่ 1`, `(เพิ่มเติม ครั้งที่ 1/2569)`.
    """
    plain = arabic_digits(tidy(text))
    found = _EDITION.search(plain)
    if found is None and names_the_plan(plain):
        found = _EDITION_AHEAD.search(_OTHER_PLAN.sub("", plain))
    if found is None:
        return "", ""
    kind = " ".join(found["kind"].split())
    start, end = found.span()
    opened, closed = plain.rfind("(", 0, start), plain.find(")", end)
    printed = plain[opened : closed + 1] if 0 <= opened < closed else plain[start:end]
    number = _IN_WORDS.get(found["number"], found["number"])
    return f"{kind} ครั้งที่ {number}", printed


def unnumbered_edition_in(text: str) -> str:
    """Return the kind of edition that a title of the plan names without a number: `แก้ไข`.

    It may be an amendment of the announced plan, or the plan itself, put right. Empty where a line
    names none, or one with its number, or is about another plan.
    """
    plain = _OTHER_PLAN.sub("", arabic_digits(tidy(text)))
    if edition_in(plain)[0] or not (names_the_plan(plain) or _ALONE.fullmatch(plain)):
        return ""
    found = _UNNUMBERED.search(plain)
    return " ".join(found[0].split()) if found else ""


def office_in(text: str) -> tuple[str, str, str]:
    """Return office, district and province that a line names, each empty where it does not."""
    plain = tidy(text)
    office = _OFFICE.search(plain)
    after = plain[office.end() :] if office else plain
    district, province = _DISTRICT.search(after), _PROVINCE.search(after)
    return (
        office[0] if office else "",
        district[1] if district else "",
        province[1] if province else "",
    )


def sections_in(text: str) -> tuple[Section, ...]:
    """Return the strategies, tactics, programmes, kinds of equipment that a line, or cell, names.

    One that names a strategy and its programme names both; each in its own line, or in one.
    """
    if len(text) > _LONGEST:
        return ()
    pieces = [piece for line in with_wraps_joined(text).split("\n") for piece in _split(line)]
    found = [_section(piece) for piece in pieces if tidy(piece)]
    return tuple(one for one in found if one is not None) if all(found) else ()


def _split(line: str) -> list[str]:
    kind = kind_of_words(tidy(line))
    return _INSIDE.split(line) if kind in (RowKind.STRATEGY, RowKind.TACTIC) else [line]


def _section(line: str) -> Section | None:
    text = tidy(line)
    kind = kind_of_words(text)
    if kind not in (RowKind.STRATEGY, RowKind.TACTIC, RowKind.PROGRAMME, RowKind.EQUIPMENT):
        return None
    text = without_again(text)
    plain = arabic_digits(text)
    if kind is RowKind.STRATEGY:
        number, name = _strategy(text, plain)
    else:
        found = _LEADING.match(plain)
        number, name = (found[1] if found else ""), bare_title(without_count(text))
    return Section(kind, number, name, text)


def _strategy(text: str, plain: str) -> tuple[str, str]:
    if found := _NUMBERED.match(plain):
        name = text[found.start(2) :].strip() or text
        return found[1].lstrip("0") or "0", name
    if found := _LEADING.match(plain):
        return found[1].lstrip("0") or "0", text[found.start(2) :].strip()
    for prefix in _PREFIXES:
        rest = text.removeprefix(prefix).lstrip()
        if rest != text and rest[:1] in (":", "-", "–"):
            return "", rest.strip(":-– ")
    return "", text
