"""A country's dataset, written at once: what `hub build` would have of so many offices.

For the hub's site and its measures, where harvesting thousands of portals is not what is measured.
Real names of offices and projects where the shared tables lie beside the project.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.hub.dataset.columns import OFFICES, dataset_columns
from generator.hub.dataset.describing import package_of
from generator.hub.dataset.parquet import parquet_of
from generator.hub.harvest.clocks import clock_rows
from hub_data import organisations, project_names

TODAY = datetime.date(2026, 11, 24)
DISTRICTS = (
    "เมือง", "ดอกคำใต้", "แม่ใจ", "ปง", "จุน", "เชียงคำ", "ภูซาง", "ภูกามยาว", "เชียงม่วน", "งาว",
    "พาน", "เทิง",
)  # fmt: skip
PROGRAMMES = (
    "แผนงานเคหะและชุมชน", "แผนงานอุตสาหกรรมและการโยธา", "แผนงานการศึกษา", "แผนงานสาธารณสุข",
    "แผนงานสังคมสงเคราะห์", "แผนงานบริหารงานทั่วไป", "แผนงานการเกษตร", "แผนงานงบกลาง",
)  # fmt: skip
AGENCIES = (
    "กรมทางหลวงชนบท", "กรมชลประทาน", "การไฟฟ้าส่วนภูมิภาค", "กรมพัฒนาที่ดิน", "สำนักงานเกษตรจังหวัด",
    "องค์การบริหารส่วนจังหวัด",
)  # fmt: skip
MONTHS = ("2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03", "2027-04", "2027-05")
ROADS = ("พหลโยธิน", "สายบ้านแม่กา - บ้านต๋อม", "เลียบคลองแม่ต๋ำ", "ดอนสนาม", "ประตูชัย", "ราชวงศ์")
Cells = dict[str, str]


def project(number: int, chance: random.Random, year: str) -> Cells:
    """Return a row of a plan: one in nine is another agency's, one in forty an allowance."""
    start = chance.randrange(len(MONTHS))
    last = chance.randrange(start, len(MONTHS))
    names = project_names()
    name = names[chance.randrange(len(names))]
    owner, unit = "own", "กองช่าง"
    if number % 9 == 0:
        unit = chance.choice(AGENCIES)
        owner = "pao" if unit == AGENCIES[-1] else "central"
    elif number % 40 == 1:
        name = f"เบี้ยยังชีพผู้สูงอายุ ครั้งที่ {number}"
    elif number % 25 == 2:
        name = f"ปรับปรุงถนน{chance.choice(ROADS)} ช่วงที่ {number % 3 + 1}"
    told = number % 6 == 0
    return {
        "id": f"{year}-{number:04}", "name": name, "programme": chance.choice(PROGRAMMES),
        "owner_code": owner, "unit_name": unit, "budget": "", "count": "1",
        "budget_baht": "" if number % 30 == 7 else str(chance.randrange(10, 5000) * 1000 + 250),
        "start_month": MONTHS[start], "end_month": MONTHS[last],
        "work_months": ";".join(MONTHS[start : last + 1]),
        "reported_on": "2026-11-20" if told else "",
        "page_address": f"{year}/projects/{number}.html",
    }  # fmt: skip


def notices(chance: random.Random) -> Iterator[tuple[Cells, datetime.date | None]]:
    """Yield an office's notices: some late, some that say no day."""
    day = datetime.date(2026, 10, chance.randrange(5, 28))
    posted = day + datetime.timedelta(days=chance.choice((1, 3, 20)))
    until = posted + datetime.timedelta(days=chance.choice((30, 31, 12)))
    told = {"notice": "plan", "edition": "0", "announced": day.isoformat()}
    if chance.random() < 0.9:
        told |= {"posted_from": posted.isoformat(), "posted_until": until.isoformat()}
    yield told, datetime.date(2026, 9, 25)


class Writer:
    """Writes partitions, and in the end what describes them."""

    def __init__(self, to: Path) -> None:
        self._to = to
        self._columns = dataset_columns()
        self._listed: dict[str, dict[str, object]] = {}

    def table(self, name: str, path: str, rows: Sequence[Cells]) -> None:
        """Write the rows of a table to a path below the data."""
        columns = self._columns[name]
        cells = [tuple(row.get(one.code, "") for one in columns) for row in rows]
        data = parquet_of([(one.code, one.kind) for one in columns], [cells])
        file = self._to / "data" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        self._listed[path] = {"sha256": digest, "bytes": len(data), "rows": len(rows)}

    def end(self, name: str, members: list[dict[str, object]]) -> None:
        """Write the package and the list of members."""
        states = ("fresh", "unchanged", "kept", "never")
        counts = {one: sum(member["state"] == one for member in members) for one in states}
        told = {"name": name, "today": TODAY.isoformat(), "counts": counts, "members": members}
        (self._to / "members.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        package = json.dumps(package_of(name, dict(sorted(self._listed.items()))))
        (self._to / "datapackage.json").write_text(package, "utf-8")


def dataset(to: Path, offices: int, projects: int, years: Sequence[str] = ("2570",)) -> None:
    """Write a dataset of so many offices, each with so many projects; every ninth has none."""
    real = organisations()
    step = max(1, len(real) // offices)
    chosen = [real[at * step % len(real)] for at in range(offices)]
    by_province: dict[str, list[Cells]] = {}
    for number, (province, name, kind) in enumerate(chosen):
        code = str(1_000_000 + number)
        near = by_province.setdefault(province, [])
        district = DISTRICTS[len(near) % len(DISTRICTS)]
        near.append({
            "office_code": code, "name": name, "kind": kind, "district": district,
            "site_url": f"https://plan{number}.example.go.th/" if number % 4 else "",
            "good_on": TODAY.isoformat(), "years": ";".join(years), "projects": str(projects),
        })  # fmt: skip
    writer, members = Writer(to), []
    for province, near in sorted(by_province.items()):
        with_plan = [one for one in near if int(one["office_code"]) % 9]
        writer.table(OFFICES, f"offices/province={province}/part-0.parquet", with_plan)
        members += [_member(one, province) for one in near]
        for year in years:
            _partition(writer, province, year, with_plan, projects)
    members.sort(key=lambda one: str(one["code"]))
    writer.end("ศูนย์รวมแผนท้องถิ่นตัวอย่าง", members)


def _member(one: Cells, province: str) -> dict[str, object]:
    code = one["office_code"]
    told: dict[str, object] = {
        "code": code, "district": one["district"], "province": province, "way": "git",
        "state": "unchanged" if int(code) % 9 else "never",
    }  # fmt: skip
    if told["state"] == "never":
        return told | {"reason": "แผนมีข้อผิดพลาด 3 แห่ง"}
    more = {"name": one["name"], "site_url": one["site_url"], "good_on": one["good_on"]}
    return told | more


def _partition(
    writer: Writer, province: str, year: str, near: Sequence[Cells], projects: int
) -> None:
    tables: dict[str, list[Cells]] = {"projects": [], "editions": [], "clocks": []}
    codes = ("notice", "edition", "rule", "due", "done", "days_over", "clause")
    for one in near:
        code = one["office_code"]
        chance = random.Random(f"{code} {year}")
        for number in range(1, projects + 1):
            row = project(number, chance, year)
            row["page_address"] = one["site_url"] + row["page_address"]
            tables["projects"].append({"office_code": code, **row})
        for notice, trigger in notices(chance):
            tables["editions"].append({"office_code": code, **notice})
            for told in clock_rows(year, notice, trigger):
                cells = dict(zip(codes, told, strict=True))
                tables["clocks"].append({"office_code": code, **cells})
    for name, rows in tables.items():
        if rows:
            path = f"{name}/fiscal_year={year}/province={province}/part-0.parquet"
            writer.table(name, path, rows)


def main() -> None:
    """Write a dataset for a person to look at."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--offices", type=int, default=500)
    parser.add_argument("--projects", type=int, default=40)
    asked = parser.parse_args()
    dataset(asked.folder, asked.offices, asked.projects)
    print(f"{asked.offices} offices: phaen hub site {asked.folder}")


if __name__ == "__main__":
    main()
