"""One cell → one value, or a problem: amounts, dates, counts, months, coordinates."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal, InvalidOperation

from generator.plan.model import NO_BUDGET, Budget, BudgetKind, Coordinates
from generator.plan.read import Cell
from generator.problems import Report
from generator.thai.dates import DateError, format_date, parse_date
from generator.thai.numbers import (
    SCALES,
    AmountError,
    dotted_readings,
    format_baht,
    is_exponent,
    names_baht,
    parse_count,
    parse_satang,
    worded_reading,
)
from generator.thai.text import arabic_digits, match_key

_NO_BUDGET = {match_key(text) for text in (NO_BUDGET, "ไม่ใช้งบ", "ไม่ใช้เงินงบประมาณ")}
# A dash on the printed forms may mean "none" or "not known": it states no amount.
_NOT_STATED = {"", "-", "–", "—", "ยังไม่ระบุ", "ไม่ระบุ"}
_AMOUNT_WITH_NOTE = re.compile(
    r"\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*(?:บาท)?\s*([(\[/A-Za-zก-๎].*)", re.DOTALL
)
# A note that says how much or how often: there the figure alone is not the amount, and no advice
# may say so. Not `1.5 (ล้านบาท)`, `5,000 บาท/เดือน`, `50,000 - 100,000`, `1.2 million`.
_COUNTS = re.compile(
    r"^[A-Za-z]|ร้อย|พัน|หมื่น|แสน|ล้าน|ลบ|คูณ|ต่อ|(?<!แ)ละ|[x×*/+=%]|(?:^|[^A-Za-z])[kme](?:$|[^A-Za-z])"
    r"|[0-9][0-9,.]*\s*(?:บาท|-|,)|(?<![0-9])(?:[0-9]{3}|[0-9]{5,})(?![0-9])|[0-9],",
    re.IGNORECASE,
)
_UNITS = {1: "บาท"} | {scale: f"{word}บาท" for word, scale in SCALES.items()}
# A trillion baht, and ten thousand projects in one row: nothing real comes near.
_MOST_SATANG = 10**14
_MOST_COUNT = 10**4
_THAILAND = ((Decimal("5.5"), Decimal("20.6")), (Decimal("97.3"), Decimal("105.7")))


def is_no_budget(text: str) -> bool:
    """Whether a text says that no money is needed."""
    return match_key(text) in _NO_BUDGET


def parse_budget(cell: Cell, report: Report, scale: int = 1) -> Budget:
    """Return the budget; empty, zero, no budget and unreadable stay four different things.

    `scale` is by how many baht the figures count: a thousand under a heading in พันบาท.

    Unreadable amounts are errors; the returned budget then states no amount.
    """
    text = cell.text
    if text in _NOT_STATED:
        found = f" (พบ “{text}”)" if text else ""
        unit = _UNITS[scale]
        report.add("budget-missing", cell.place, text, found=found, unit=unit)
        return Budget(BudgetKind.NOT_STATED, None, text)
    if is_no_budget(text):
        return Budget(BudgetKind.NO_BUDGET, None, text)
    try:
        satang = _satang(text, scale)
    except AmountError as error:
        _report_amount(cell, error.kind, report, scale)
        return Budget(BudgetKind.NOT_STATED, None, text)
    if satang > _MOST_SATANG:
        report.add("amount-huge", cell.place, text)
        return Budget(BudgetKind.NOT_STATED, None, text)
    if scale > 1:
        text = format_baht(satang)  # what is recorded counts in baht
    if satang == 0:
        report.add("budget-zero", cell.place, text)
        return Budget(BudgetKind.ZERO, 0, text)
    return Budget(BudgetKind.AMOUNT, satang, text)


def _satang(text: str, scale: int) -> int:
    """Return the satang of an amount; one in baht under a heading in millions is none."""
    if scale > 1 and names_baht(text):
        raise AmountError("unreadable", text)
    return parse_satang(text, scale)


def _report_amount(cell: Cell, kind: str, report: Report, scale: int) -> None:
    if _report_shortened(cell, report, scale):
        return
    if kind in ("negative", "fraction"):
        report.add(f"budget-{kind}", cell.place, cell.text)
        return
    # Of baht under a heading in millions, no figure is to be kept.
    mixed = scale > 1 and names_baht(cell.text)
    noted = None if mixed else _AMOUNT_WITH_NOTE.fullmatch(arabic_digits(cell.text))
    try:
        amount = format_baht(parse_satang(noted[1])) if noted else ""
    except AmountError:
        amount = ""
    if noted and amount and not _COUNTS.search(noted[2]):
        note = noted[2].strip().strip("()").strip()
        report.add("budget-has-note", cell.place, cell.text, amount=amount, note=note)
    else:
        report.add("budget-unreadable", cell.place, cell.text, unit=unit_of(scale))


def unit_of(scale: int) -> str:
    """Return in what a column counts, as advice says it: writing baht under ล้านบาท multiplies."""
    if scale == 1:
        return "บาท เช่น 478300 หรือ 478,300.50"
    return f"{_UNITS[scale]}ตามหัวคอลัมน์ เช่น 1.25"


def _report_shortened(cell: Cell, report: Report, scale: int) -> bool:
    """Report an amount with dots in thousands, in words or by an exponent; whether it is one.

    Its advice gives whole figures only where the column counts in baht.
    """
    if is_exponent(cell.text):
        report.add("amount-exponent", cell.place, cell.text, unit=unit_of(scale), also="")
        return True
    if scale != 1:
        return False  # the cell's own code follows, with the unit of its heading
    readings = dotted_readings(cell.text)
    worded = worded_reading(cell.text)
    if readings:
        told = " หรือ ".join(readings)
        report.add("amount-dotted", cell.place, cell.text, readings=told, also="")
    elif worded is not None:
        amount = format_baht(worded)
        report.add("amount-worded", cell.place, cell.text, amount=amount, also="")
    return bool(readings) or worded is not None


def parse_amount(cell: Cell, code: str, report: Report, scale: int = 1) -> int | None:
    """Return satang, None where empty; report `code` where unreadable. `scale` as for budgets."""
    if not cell.text:
        return None
    try:
        satang = _satang(cell.text, scale)
    except AmountError:
        if not _report_shortened(cell, report, scale):
            report.add(code, cell.place, cell.text, unit=unit_of(scale))
        return None
    return _possible(satang, _MOST_SATANG, cell, report)


def parse_whole(cell: Cell, code: str, report: Report) -> int | None:
    """Return a whole number from 1 up, None where empty; report `code` where unreadable."""
    if not cell.text:
        return None
    try:
        number = parse_count(cell.text)
    except AmountError:
        report.add(code, cell.place, cell.text)
        return None
    return _possible(number, _MOST_COUNT, cell, report)


def _possible(number: int, most: int, cell: Cell, report: Report) -> int | None:
    """Refuse what cannot be meant before it spoils a sum."""
    if number <= most:
        return number
    report.add("amount-huge", cell.place, cell.text)
    return None


def parse_date_cell(cell: Cell, report: Report) -> datetime.date | None:
    """Return the date, None with a problem where it cannot be told for certain."""
    try:
        return parse_date(cell.text)
    except DateError as error:
        readings = [format_date(day) for day in error.readings]
        if error.kind == "ambiguous":
            report.add(
                "date-ambiguous",
                cell.place,
                cell.text,
                readings=" หรือ ".join(readings),
                example=readings[0] if readings else "15 ตุลาคม 2569",
                also="",
            )
        elif error.kind == "impossible":
            hint = f" หรือหมายถึง {readings[0]}" if readings else ""
            report.add("date-impossible", cell.place, cell.text, hint=hint)
        else:
            report.add("date-unreadable", cell.place, cell.text)
        return None


def parse_percent(cell: Cell, report: Report) -> str:
    """Return the percentage as plain digits such as `45.5`, empty where not stated."""
    text = arabic_digits(cell.text).replace("ร้อยละ", "").strip(" %")
    if not text:
        return ""
    if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", text) and Decimal(text) <= 100:
        return format(Decimal(text).normalize(), "f")
    report.add("percent-unreadable", cell.place, cell.text)
    return ""


def parse_coordinates(lat: Cell, lon: Cell, report: Report) -> Coordinates | None:
    """Return the coordinates where both are stated and lie within Thailand."""
    if not lat.text and not lon.text:
        return None
    degrees = [_degrees(cell.text) for cell in (lat, lon)]
    within = [
        value is not None and low <= value <= high
        for value, (low, high) in zip(degrees, _THAILAND, strict=True)
    ]
    if all(within):
        return Coordinates(str(degrees[0]), str(degrees[1]))
    wrong = lon if within[0] else lat
    pair = ", ".join(cell.text or "(ว่าง)" for cell in (lat, lon))
    report.add(
        "coordinates-unreadable", wrong.place, wrong.text, pair=pair, swapped=_swapped(*degrees)
    )
    return None


def in_thailand(lat: Decimal | float, lon: Decimal | float) -> bool:
    """Whether a place lies in the rectangle around Thailand."""
    return all(low <= one <= high for one, (low, high) in zip((lat, lon), _THAILAND, strict=True))


def _swapped(lat: Decimal | None, lon: Decimal | None) -> str:
    """Return what to write where the two lie in Thailand the other way round; else nothing."""
    if lat is None or lon is None or not in_thailand(lon, lat):
        return ""
    return f"สองช่องนี้สลับกัน เขียน {lon} ในช่องละติจูด และ {lat} ในช่องลองจิจูด หรือ"


def _degrees(text: str) -> Decimal | None:
    try:
        value = Decimal(arabic_digits(text))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
