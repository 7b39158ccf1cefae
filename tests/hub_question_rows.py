"""A dataset of a hub of any size without its members: rows of real names, as `hub build` writes."""

from __future__ import annotations

import datetime
import hashlib
import json
import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from generator.hub.dataset.columns import dataset_columns
from generator.hub.dataset.describing import package_of
from generator.plan.fields import Kind
from hub_data import organisations, project_names

_KINDS = {
    Kind.INTEGER: pa.int64(), Kind.NUMBER: pa.float64(), Kind.PERCENT: pa.float64(),
    Kind.DEGREES: pa.float64(), Kind.BAHT: pa.decimal128(18, 2), Kind.DATE: pa.date32(),
}  # fmt: skip
_UNITS = ("กองช่าง", "กองการศึกษา", "สำนักปลัด", "กองสวัสดิการสังคม", "กองสาธารณสุข")
_STRATEGIES = ("โครงสร้างพื้นฐาน", "คุณภาพชีวิต", "สิ่งแวดล้อม", "การบริหารจัดการ")


def _rows(code: str, year: int, count: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    names = project_names()
    for number in range(1, count + 1):
        unit, strategy = chance.choice(_UNITS), chance.choice(_STRATEGIES)
        villages = sorted(chance.sample(range(1, 13), chance.choice((0, 1, 1, 2))))
        baht = chance.randrange(10, 5000) * 1000 if number % 50 else None
        yield {
            "office_code": code, "id": f"{year}-{number:04}",
            "name": f"{chance.choice(names)} ระยะที่ {number}",
            "place": f"หมู่ที่ {villages[0]}" if villages else "ทั้งตำบล",
            "unit": unit, "unit_name": unit, "strategy_name": f"ยุทธศาสตร์ด้าน{strategy}",
            "programme": f"แผนงาน{strategy}", "owner_name": "ดำเนินการเอง", "source": "เงินรายได้",
            "status_code": "not-reported", "status_name": "ยังไม่รายงาน",
            "village_list": ";".join(map(str, villages)),
            "budget_baht": None if baht is None else Decimal(baht),
            "page_address": f"https://{code}.example.go.th/{year}/projects/{number}.html",
        }  # fmt: skip


def _write(file: Path, table: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    columns = dataset_columns()[table]
    kinds = {one.code: _KINDS.get(one.kind) for one in columns}
    arrays = [
        pa.array([row.get(code, None if kind else "") for row in rows], kind or pa.string())
        for code, kind in kinds.items()
    ]
    file.parent.mkdir(parents=True)
    pq.write_table(pa.table(arrays, names=list(kinds)), file, compression="zstd")
    data = file.read_bytes()
    return {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "rows": len(rows)}


def dataset(to: Path, offices: int, *, projects: int, years: tuple[int, ...] = (2570,)) -> None:
    """Write a hub's folder of so many offices with so many projects in each of the years."""
    every = organisations()
    chance, files, members = random.Random(1), {}, []
    provinces: dict[str, list[tuple[str, str]]] = {}
    for number in range(offices):
        province, name, _ = every[number * max(1, len(every) // offices) % len(every)]
        provinces.setdefault(province, []).append((f"{1_000_000 + number}", name))
    for province, own in sorted(provinces.items()):
        for year in years:
            rows = [row for code, _ in own for row in _rows(code, year, projects, chance)]
            path = f"projects/fiscal_year={year}/province={province}/part-0.parquet"
            files[path] = _write(to / "data" / path, "projects", rows)
        told = [
            {"office_code": code, "name": name, "district": "เมือง", "projects": projects}
            for code, name in own
        ]
        path = f"offices/province={province}/part-0.parquet"
        files[path] = _write(to / "data" / path, "offices", told)
        members += [
            {"code": code, "name": name, "district": "เมือง", "province": province,
             "projects": dict.fromkeys(map(str, years), projects)}
            for code, name in own
        ]  # fmt: skip
    package = json.dumps(package_of("ประเทศตัวอย่าง", files), ensure_ascii=False)
    (to / "datapackage.json").write_text(package, encoding="utf-8")
    hub = {
        "name": "ประเทศตัวอย่าง", "today": datetime.date(2026, 11, 24).isoformat(),
        "members": members,
    }  # fmt: skip
    (to / "members.json").write_text(json.dumps(hub, ensure_ascii=False), encoding="utf-8")
