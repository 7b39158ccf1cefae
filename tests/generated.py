"""Whole portals from a number: two years with amendments, reports and every kind of row."""

from __future__ import annotations

import random
from pathlib import Path

from portals import GOOD, csv_table

UNITS = (
    "กองช่าง",
    "กองสาธารณสุข",
    "กองสาธารณสุขและสิ่งแวดล้อม",
    "การไฟฟ้าส่วนภูมิภาค",
    "การไฟฟ้าส่วน ภูมิภาค",
    "อบจ.เชียงราย",
)
PROGRAMMES = ("เคหะและชุมชน", "การศึกษา", "สาธารณสุข", "แผนงานพิเศษ", "")
BUDGETS = ("478300", "100000.50", "-", "ไม่ใช้งบประมาณ", "0", "1250000")
NAMES = ("ก่อสร้างถนน", "เบี้ยยังชีพผู้สูงอายุ", "อบรมอาชีพ", "ติดตั้งไฟฟ้า")
STATUSES = ("อยู่ระหว่างดำเนินการ", "แล้วเสร็จ", "ยกเลิก", "ยังไม่ดำเนินการ")


def portal_from(seed: int, folder: Path) -> Path:
    """Write the portal of that number to `folder`."""
    chance = random.Random(seed)  # the same each time
    organization = (GOOD / "plans/organization.yml").read_text(encoding="utf-8")
    files = {"plans/organization.yml": organization}
    for year in (2569, 2570):
        files |= _year(year, chance)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder


def _row(year: int, number: int, chance: random.Random) -> dict[str, str]:
    villages = chance.choice(("", "1", "2, 3", "ทั้งตำบล", "1-3"))
    first = chance.randrange(12)
    months = [year - 543 + (place > 2) - 1 for place in range(12)]  # October is of the year before
    names = (
        "ต.ค.",
        "พ.ย.",
        "ธ.ค.",
        "ม.ค.",
        "ก.พ.",
        "มี.ค.",
        "เม.ย.",
        "พ.ค.",
        "มิ.ย.",
        "ก.ค.",
        "ส.ค.",
        "ก.ย.",
    )
    last = chance.randrange(first, 12)
    dated = chance.random() > 0.1
    return {
        "id": f"{year}-{number:03}",
        "strategy": chance.choice(("1", "2")),
        "name": f"{chance.choice(NAMES)} สาย {number}",
        "budget": chance.choice(BUDGETS),
        "unit": chance.choice(UNITS),
        "programme": chance.choice(PROGRAMMES),
        "source": chance.choice(("", "เทศบัญญัติ", "เงินอุดหนุน")),
        "villages": villages,
        "count": chance.choice(("", "", "3")),
        "start": f"{names[first]} {months[first] + 543}" if dated else "",
        "end": f"{names[last]} {months[last] + 543}" if dated else "",
        "continues": f"{year - 1}-{number:03}" if year > 2569 and number % 3 == 0 else "",
    }


def _year(year: int, chance: random.Random) -> dict[str, str]:
    rows = [_row(year, number, chance) for number in range(1, 31)]
    below = f"plans/{year}"
    files = {
        f"{below}/plan.yml": _plan(year, year - 1, 10),
        f"{below}/projects.csv": csv_table(rows),
    }
    ids = [row["id"] for row in rows]
    chance.shuffle(ids)
    # The first comes before the last day of March, the second after it.
    for number, (in_year, month) in enumerate(((year, 2), (year, 5)), start=1):
        changed = [_changed(year, one, chance) for one in (ids.pop() for _ in range(8))]
        added = [
            _row(year, 30 + number * 3 + one, chance) | {"change": "เพิ่ม", "reason": "จำเป็น"}
            for one in range(3)
        ]
        head = "\n".join(_plan(year, in_year, month).split("\n")[-6:])
        files[f"{below}/amendments/{number}/plan.yml"] = f"kind: เปลี่ยนแปลง\n{head}"
        files[f"{below}/amendments/{number}/projects.csv"] = csv_table([*changed, *added])
    reports = [
        {
            "id": f"{year}-{number:03}",
            "date": f"{day} {year}" if "ธ.ค." not in day else f"{day} {year - 1}",
            "status": chance.choice(STATUSES),
            "spent": chance.choice(("", "100", "2500.25", "90000")),
        }
        for number in range(1, 31)
        for day in ("31 ธ.ค.", "31 มี.ค.", "30 มิ.ย.")
        if chance.random() < 0.6
    ]  # fmt: skip
    return files | {f"{below}/progress.csv": csv_table(reports)}


def _changed(year: int, id_: str, chance: random.Random) -> dict[str, str]:
    row = _row(year, int(id_[-3:]), chance)
    return row | {"change": chance.choice(("แก้ไข", "เปลี่ยนแปลง", "ยกเลิก")), "reason": "ตามมติ"}


def _plan(year: int, in_year: int, month: int) -> str:
    return (
        f"fiscal_year: {year}\n"
        "strategies: [{id: 1, name: โครงสร้างพื้นฐาน}, {id: 2, name: สังคมและคุณภาพชีวิต}]\n"
        "edition:\n"
        f"  considered: {in_year}-{month:02}-05\n"
        f"  announced: {in_year}-{month:02}-06\n"
        f"  posted_from: {in_year}-{month:02}-07\n"
        f"  posted_until: {in_year}-{month + 2:02}-09\n"
    )
