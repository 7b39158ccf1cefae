"""Small sealed years, made by hand: a bag with one page, one project and one source file."""

from __future__ import annotations

import datetime
import html
import io
import json
import random
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.archive import Seal, file_digest, make_bag, pack, place, verify_file, write_zip
from generator.archive.facts import ClosedYear
from generator.machine.packaged import THEME
from generator.plan.compare import Entry
from generator.plan.fields import amendment_fields
from generator.plan.model import Budget, BudgetKind, Owner, Totals, shown_budget
from generator.site.render import POLICIES, SHAPES, assets_address, own_assets, projects_csv
from generator.site.views import DataTable
from generator.thai.fiscal import FiscalYear
from generator.thai.numbers import plain_baht

DAY = datetime.date(2026, 11, 24)
ICON = own_assets(THEME)["icon.svg"]
ASSETS = assets_address({"icon.svg": ICON})
SOURCES = {"plan.yml": b"fiscal_year: 2568\n"}
OFFICE = "name: เทศบาลตำบลตัวอย่าง\nkind: เทศบาลตำบล\n".encode()
ENTRY = Entry(
    year=2568, id="2568-001", name="ก่อสร้างถนน", detail="", place="", villages=(1,),
    everywhere=False, strategy="โครงสร้างพื้นฐาน", programme="", unit="กองช่าง",
    unit_slug="engineering", owner=Owner.OWN, budget=BudgetKind.AMOUNT, satang=10_000, funding="",
    months=(10,), count=1, continues="", cancelled=False,
)  # fmt: skip


def closed(year: int = 2568) -> ClosedYear:
    """Return what a year with one project of 100 baht says of itself."""
    return ClosedYear(
        year=FiscalYear(year),
        title=f"แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. {year}",
        announced=datetime.date(year - 543 - 1, 10, 15),
        assets=ASSETS,
        papers=(),
        sources=len(SOURCES),
        problems=0,
        totals=Totals(1, 1, 10_000),
        groups=(),
        entries=(replace(ENTRY, year=year, id=f"{year}-001"),),
    )


def page(text: str) -> bytes:
    """Return a page as Phaen makes them, with a text that may hold anything."""
    policy = html.escape(POLICIES[0])
    guard = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return f'<!doctype html>\n<html lang="th">\n<head>{guard}</head>\n{text}\n</html>\n'.encode()


def figures(text: str = "", baht: str = "100", projects: int = 1) -> bytes:
    """Return the first page of a year, with its sum."""
    sums = f'data-total-budget="{baht}" data-total-projects="{projects}"'
    return page(f'<div class="ph-figures" {sums}></div>{text}')


def project_page(one: Entry) -> bytes:
    """Return the page of a project."""
    return page(
        f'<h1 id="x">{html.escape(one.name)}</h1>\n<div class="ph-project" data-project="{one.id}">'
    )


def table(year: ClosedYear) -> bytes:
    """Return the data file of a year."""
    codes = ("fiscal_year", "id", "name", "budget")
    names = {field.code: field.name for field in amendment_fields()}
    rows = [(str(e.year), e.id, e.name, _budget(e)) for e in year.entries]
    return projects_csv(DataTable(codes, tuple(names[code] for code in codes), tuple(rows)))


def _budget(one: Entry) -> str:
    return shown_budget(Budget(one.budget, one.satang))


def year_files(told: ClosedYear) -> dict[str, bytes]:
    """Return the payload of a small year that says nothing but what it is told to say."""
    label = told.year.label
    summary = json.dumps(told.to_json(), ensure_ascii=False)
    own = {
        "index.html": figures(baht=plain_baht(told.totals.satang), projects=told.totals.projects),
        "data/index.html": page("ข้อมูล"),
        "data/projects.csv": table(told),
        **{f"projects/{one.id}.html": project_page(one) for one in told.entries},
    }
    site = {f"{label}/{path}": data for path, data in own.items()}
    site |= {"index.html": page("ก"), f"{ASSETS}/icon.svg": ICON}
    sources = {f"{label}/{path}": data for path, data in SOURCES.items()}
    sources["organization.yml"] = OFFICE
    return (
        {f"site/{path}": data for path, data in site.items()}
        | {f"source/plans/{path}": data for path, data in sources.items()}
        | {"year.json": summary.encode(), "README.txt": b"read me\n"}
    )


def bag_files(year: int = 2568) -> dict[str, bytes]:
    """Return the payload of a small year."""
    return year_files(closed(year))


def small_bag(folder: Path, files: Mapping[str, bytes] | None = None, year: int = 2568) -> Path:
    """Write a bag into `folder`, which must not be there yet."""
    for path, data in (bag_files(year) if files is None else files).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    info = {"Bagging-Date": f"{year - 543}-09-30", "External-Identifier": f"{year}/"}
    make_bag(folder, {"Bag-Software-Agent": "Phaen", **info})
    return folder


def small_seal(path: Path, files: Mapping[str, bytes] | None = None, year: int = 2568) -> Path:
    """Write a sealed file of a small year to `path`."""
    with tempfile.TemporaryDirectory() as folder:
        bag = small_bag(Path(folder) / "bag", files, year)
        path.parent.mkdir(parents=True, exist_ok=True)
        pack(bag, str(year), path)
    return path


def seal_small(portal: Path, year: int = 2568, reason: str = "") -> Seal:
    """Seal a small year into a portal, with its sources in place."""
    with tempfile.TemporaryDirectory() as folder:
        sealed = small_seal(Path(folder) / "a.zip", year=year)
        seal = Seal(str(year), file_digest(sealed), DAY, reason)
        place(portal, seal, sealed, None)
    for path, data in SOURCES.items():
        (portal / "plans" / str(year) / path).write_bytes(data)
    return seal


def without_seals(portal: Path) -> None:
    """Take every seal out of a portal."""
    (portal / "plans/seals.txt").unlink()
    for folder in portal.glob("plans/*/sealed"):
        shutil.rmtree(folder)


def contents(sealed: bytes) -> dict[str, bytes]:
    """Return the files of a sealed file by name."""
    with zipfile.ZipFile(io.BytesIO(sealed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(files: Mapping[str, bytes], year: int = 2568) -> bytes:
    """Pack files as sealing does."""
    out = io.BytesIO()
    write_zip(out, sorted(files.items()), FiscalYear(year).last)
    return out.getvalue()


def damaged(sealed: bytes, rng: random.Random, year: int = 2568) -> tuple[str, bytes, set[str]]:
    """Harm a sealed file in one of five ways: which, the harmed file, the names to be told."""
    files = contents(sealed)
    names = sorted(files)
    one, other = rng.sample(names, 2)
    match rng.randrange(5):
        case 0:
            at, bit = rng.randrange(len(sealed)), 1 << rng.randrange(8)
            harmed = sealed[:at] + bytes([sealed[at] ^ bit]) + sealed[at + 1 :]
            return f"byte {at} bit {bit}", harmed, _at(sealed, at)
        case 1:
            left = {name: data for name, data in files.items() if name != one}
            return f"without {one}", repacked(left, year), {one}
        case 2:
            added = f"{one.rpartition('/')[0]}/{rng.randrange(10**6)}.txt"
            return f"with {added}", repacked(files | {added: rng.randbytes(9)}, year), {added}
        case 3:
            renamed = f"{one}{rng.randrange(10)}"
            moved = {name: data for name, data in files.items() if name != one}
            return (
                f"{one} as {renamed}",
                repacked(moved | {renamed: files[one]}, year),
                {one, renamed},
            )
        case _:
            if files[one] == files[other]:
                return damaged(sealed, rng, year)
            swapped = files | {one: files[other], other: files[one]}
            return f"{one} for {other}", repacked(swapped, year), {one, other}


def _at(sealed: bytes, at: int) -> set[str]:
    """Return the file that a byte of the zip belongs to; none in its directory."""
    with zipfile.ZipFile(io.BytesIO(sealed)) as archive:
        if at >= archive.start_dir:
            return set()
        return {
            max(archive.infolist(), key=lambda i: (i.header_offset <= at, i.header_offset)).filename
        }


def assert_found(path: Path, sealed: bytes, rng: random.Random) -> None:
    """Harm the sealed file once: `verify` must see it and name the file."""
    what, harmed, names = damaged(sealed, rng)
    path.write_bytes(harmed)
    faults = verify_file(path, SHAPES).faults
    told = " ".join(f"{fault.file}\n" for fault in faults)
    assert faults, what
    refused = all(fault.file in (path.name, *names) or not names for fault in faults)
    assert all(f"{name}\n" in told for name in names) or refused, f"{what}: {told[:500]}"
