"""A dataset of a hub of any size without its members, to be asked: rows of real names."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from hub_data import organisations, project_names
from hub_rows import Cells, Writer

_UNITS = ("กองช่าง", "กองการศึกษา", "สำนักปลัด", "กองสวัสดิการสังคม", "กองสาธารณสุข")
_STRATEGIES = ("โครงสร้างพื้นฐาน", "คุณภาพชีวิต", "สิ่งแวดล้อม", "การบริหารจัดการ")


def _rows(code: str, year: int, count: int, chance: random.Random) -> Iterator[Cells]:
    names = project_names()
    for number in range(1, count + 1):
        unit, strategy = chance.choice(_UNITS), chance.choice(_STRATEGIES)
        villages = sorted(chance.sample(range(1, 13), chance.choice((0, 1, 1, 2))))
        yield {
            "office_code": code, "id": f"{year}-{number:04}",
            "name": f"{chance.choice(names)} ระยะที่ {number}",
            "place": f"หมู่ที่ {villages[0]}" if villages else "ทั้งตำบล",
            "unit": unit, "unit_name": unit, "strategy_name": f"ยุทธศาสตร์ด้าน{strategy}",
            "programme": f"แผนงาน{strategy}", "owner_name": "ดำเนินการเอง", "source": "เงินรายได้",
            "status_code": "not-reported", "status_name": "ยังไม่รายงาน",
            "village_list": ";".join(map(str, villages)),
            "budget_baht": str(chance.randrange(10, 5000) * 1000) if number % 50 else "",
            "page_address": f"https://{code}.example.go.th/{year}/projects/{number}.html",
        }  # fmt: skip


def dataset(to: Path, offices: int, *, projects: int, years: tuple[int, ...] = (2570,)) -> None:
    """Write a hub's folder of so many offices with so many projects in each of the years."""
    every = organisations()
    chance, members, writer = random.Random(1), list[dict[str, object]](), Writer(to)
    provinces: dict[str, list[tuple[str, str]]] = {}
    for number in range(offices):
        province, name, _ = every[number * max(1, len(every) // offices) % len(every)]
        provinces.setdefault(province, []).append((f"{1_000_000 + number}", name))
    for province, own in sorted(provinces.items()):
        for year in years:
            rows = [row for code, _ in own for row in _rows(code, year, projects, chance)]
            path = f"projects/fiscal_year={year}/province={province}/part-0.parquet"
            writer.table("projects", path, rows)
        told = [
            {"office_code": code, "name": name, "district": "เมือง", "projects": str(projects)}
            for code, name in own
        ]
        writer.table("offices", f"offices/province={province}/part-0.parquet", told)
        members += [
            {"code": code, "name": name, "district": "เมือง", "province": province,
             "state": "fresh", "projects": dict.fromkeys(map(str, years), projects)}
            for code, name in own
        ]  # fmt: skip
    writer.end("ประเทศตัวอย่าง", members)
