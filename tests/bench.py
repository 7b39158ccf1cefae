"""`make bench`: what the build promises, as ratios within one run on this machine.

Each timing is a whole process, the shorter of two runs. Prints; judges nothing. Python keeps
compiled modules, as it does for users.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import hashlib
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from pathlib import Path

import yaml

import drawn
from e2e.desks import Asker, add_accounts, opened_office, person
from e2e.remotes import NGINX, Office, nginx, office
from e2e.standing import receive
from generator.archive.whole import look_through
from generator.machine.packaged import THEME
from generator.pipeline import check_portal, shipped_files, view_of
from generator.plan.check import exempt_of
from generator.plan.merge import RowEdit, edited_table, table_rows
from generator.site.gate import Gate
from generator.site.render import SHAPES, interface
from generator.site.render.documents import document_artifacts
from large import large_workbook

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "data" / "tables" / "other-agencies-2565.csv"
TODAY = "2569-11-24"
HEADINGS: list[object] = [
    "รหัสโครงการ", "ยุทธศาสตร์", "แผนงาน", "โครงการ", "รายละเอียดของกิจกรรม", "งบประมาณ", "สถานที่",
    "หมู่ที่", "หน่วยงานรับผิดชอบหลัก", "เจ้าของโครงการ", "เริ่ม", "สิ้นสุด",
]  # fmt: skip
UNITS = ["สำนักปลัดเทศบาล", "กองช่าง", "กองคลัง", "กองการศึกษา", "กองสาธารณสุขและสิ่งแวดล้อม"]
PROGRAMMES = ["การศึกษา", "สาธารณสุข", "อุตสาหกรรมและการโยธา", "เคหะและชุมชน", "การเกษตร"]
MONTHS = ["ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค."]
STOCK: dict[str, object] = {
    "site_name": "เทียบ",
    "use_directory_urls": False,
    "theme": {"name": "material", "language": "th", "font": False},
    "markdown_extensions": ["attr_list", "tables"],
    "validation": {"nav": {"omitted_files": "ignore"}},
}


def names() -> list[str]:
    """Real names where the shared data lie beside the project, invented ones elsewhere."""
    if REAL.is_file():
        with REAL.open(encoding="utf-8-sig", newline="") as stream:
            return [row["name"] for row in csv.DictReader(stream)]
    return [f"ก่อสร้างถนนคอนกรีตเสริมเหล็ก สายที่ {i} กว้าง 4 เมตร ยาว {i} เมตร" for i in range(2000)]


def write_portal(folder: Path, rows: list[list[object]]) -> Path:
    """Write a portal whose one year holds `rows` (of HEADINGS)."""
    shutil.copytree(ROOT / "plans" / "2570", folder / "plans" / "2570", ignore=_rows_only)
    for name in ("organization.yml", "area.geojson"):
        shutil.copy(ROOT / "plans" / name, folder / "plans")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    plan_file = folder / "plans" / "2570" / "plan.yml"
    plan = yaml.load(plan_file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    plan.pop("stated_totals", None)
    plan_file.write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    with (folder / "plans/2570/projects.csv").open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([HEADINGS, *rows])
    return folder


def invented_rows(projects: int) -> list[list[object]]:
    """Return rows spread over strategies, programmes, units, villages and months."""
    rng, known = random.Random(projects), names()
    rows: list[list[object]] = []
    for i in range(projects):
        start, name = rng.randrange(8), known[i % len(known)]
        row: list[object] = [f"2570-{i + 1:05}", 1 + i % 5, rng.choice(PROGRAMMES), name, name]
        row += [rng.randrange(10_000, 5_000_000), "ตำบลธารตะวัน", 1 + i % 12, rng.choice(UNITS), ""]
        rows.append([*row, MONTHS[start], MONTHS[start + 2]])
    return rows


def real_rows() -> list[list[object]]:
    """Return the real projects of other agencies as rows of a plan: their names and money.

    One amount has fractions of a satang, which a plan may not have: amounts are rounded.
    """
    with REAL.open(encoding="utf-8-sig", newline="") as stream:
        real = list(csv.DictReader(stream))
    rows: list[list[object]] = []
    for i, row in enumerate(real, start=1):
        budget = Decimal(row["budget"]).quantize(Decimal("0.01"))
        place_and_village = ["", ""]
        owner_and_months = ["ส่วนกลาง", "ต.ค.", "ก.ย."]
        first: list[object] = [f"2570-{i:05}", 1 + i % 5, "", row["name"], "", budget]
        rows.append([*first, *place_and_village, row["agency"], *owner_and_months])
    return rows


def _rows_only(_folder: str, entries: list[str]) -> list[str]:
    return [name for name in entries if name in ("amendments", "announced", "progress.csv")]


def timed(*command: str, cwd: Path, ends: int = 0) -> tuple[float, float]:
    """Return wall seconds and peak megabytes of a command that must end with `ends`."""
    started = time.monotonic()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=cwd, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)  # it was waited for here
        if process.returncode != ends:
            output.seek(0)
            sys.exit(output.read().decode(errors="replace"))
    return seconds, usage.ru_maxrss / 1024


def phaen(portal: Path, *command: str) -> tuple[float, float]:
    """Time one command on the portal as it stands, a build unless told otherwise."""
    return timed(
        sys.executable, "-m", "generator", *(command or ("build",)),
        "--portal", str(portal), "--today", TODAY,
        cwd=ROOT,
    )  # fmt: skip


def stock(portal: Path, *, as_users_have_it: bool, dirty: bool = False) -> tuple[float, Path]:
    """Time plain MkDocs with Material on the same Markdown; return seconds and the site.

    With `dirty` it makes only the pages that changed since it made that site.
    """
    kind = "stock" if as_users_have_it else "plain"
    site = portal / f"site-{kind}"
    config = STOCK | {"docs_dir": "build/docs", "site_dir": str(site)}
    if as_users_have_it:
        config["plugins"] = ["search"]
    else:
        config |= {"plugins": [], "nav": [{"หน้าแรก": "index.md"}]}
    file = portal / f"mkdocs-{kind}.yml"
    file.write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    how = ("build", "-q", *(("--dirty",) if dirty else ()), "-f", str(file))
    seconds, _ = timed(sys.executable, "-m", "mkdocs", *how, cwd=portal)
    return seconds, site


def size(folder: Path) -> int:
    """Return the bytes of all files below `folder`."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def change_one_row(portal: Path, count: int) -> None:
    """Give one project another budget."""
    file = portal / "plans" / "2570" / "projects.csv"
    lines = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    row = next(csv.reader([lines[7]]))
    row[5] = str(1_234_567 + count)
    lines[7] = ",".join(f'"{cell}"' for cell in row) + "\r\n"
    file.write_text("".join(lines), encoding="utf-8-sig")


def clean(portal: Path) -> tuple[float, float]:
    """Time a build from nothing."""
    for name in ("build", "site"):
        shutil.rmtree(portal / name, ignore_errors=True)
    return phaen(portal)


def read_once_more(portal: Path) -> float:
    """Time the gate over all that a build staged; rules have read nothing of it before."""
    staging = portal / "build"
    files = {
        path.relative_to(staging).as_posix(): path.read_bytes()
        for path in sorted(staging.rglob("*"))
        if path.is_file() and not path.relative_to(staging).parts[0].startswith(".")
    }
    checked = check_portal(portal, datetime.date.fromisoformat("2026-11-24"))
    gate = Gate(exempt_of(checked.portal), shipped=shipped_files())
    started = time.monotonic()
    found = [leak for path, data in files.items() for leak in gate.leaks(path, data)]
    seconds = time.monotonic() - started
    assert not found, found
    return seconds


def measure(projects: int, *, with_stock: bool, turns: int = 3) -> Iterator[str]:
    """Yield lines of figures for one size; each is the best of so many turns."""
    with tempfile.TemporaryDirectory() as folder:
        portal = write_portal(Path(folder) / "portal", invented_rows(projects))
        plain_times, clean_runs, row_times, dirty_times = [], [], [], []
        for _ in range(max(1, turns - 1)):
            clean_runs.append(clean(portal))
            plain_times.append(stock(portal, as_users_have_it=False)[0])
        for count in range(turns):
            change_one_row(portal, count)
            row_times.append(phaen(portal)[0])
            dirty_times.append(stock(portal, as_users_have_it=False, dirty=True)[0])
        ours, plain, row = min(run[0] for run in clean_runs), min(plain_times), min(row_times)
        dirty = min(dirty_times)
        pages = sum(1 for _ in (portal / "site").rglob("*.html"))
        yield f"{projects:>6,} projects, {pages:,} pages"
        yield f"   clean build      {ours:7.2f} s   of plain MkDocs's    {ours / plain:7.2f}"
        yield f"   plain MkDocs     {plain:7.2f} s"
        yield f"   time per page    {1000 * ours / pages:7.2f} ms"
        yield f"   one changed row  {row:7.2f} s   of a clean build's   {row / ours:7.2f}"
        yield f"   MkDocs --dirty   {dirty:7.2f} s   one row of it        {row / dirty:7.2f}"
        gate = min(read_once_more(portal) for _ in range(turns))
        yield f"   the gate         {gate:7.2f} s   of a clean build's   {gate / ours:7.2f}"
        yield f"   peak memory      {max(run[1] for run in clean_runs):7.0f} MB"
        yield f"   site             {size(portal / 'site') / 1e6:7.1f} MB"
        if with_stock:
            seconds, site = stock(portal, as_users_have_it=True)
            yield f"   stock user's     {seconds:7.2f} s   slower by    {seconds / ours:7.1f} times"
            ratio = size(site) / size(portal / "site")
            yield f"                    {size(site) / 1e6:7.1f} MB  larger by    {ratio:7.1f} times"


def measure_papers(projects: int) -> Iterator[str]:
    """Yield lines of figures for the official papers of one year: all, none, those of one row.

    Seconds of processors count where others use the machine, too: Typst works in two processes.
    """
    with tempfile.TemporaryDirectory() as folder:
        rows = invented_rows(projects)
        portal = write_portal(Path(folder) / "portal", rows)
        kept = dict[str, bytes]()
        told = []
        for change in (False, False, True):
            if change:
                rows[projects // 2][6] = "อีกที่หนึ่ง"
                shutil.rmtree(portal)
                write_portal(portal, rows)
            site = view_of(check_portal(portal, datetime.date(2026, 11, 24)))
            words = interface(THEME, site.organization)
            started, worked = time.perf_counter(), sum(os.times()[:4])
            made = [*document_artifacts(site, THEME / "papers", words, kept)]
            told.append((time.perf_counter() - started, sum(os.times()[:4]) - worked))
        weight = sum(len(one.data) for one in made) / 1e6
        yield f"{projects:>6,} projects, {len(made)} papers, {weight:.1f} MB"
        for name, (seconds, work) in zip(
            ("all papers", "kept papers", "one row's"), told, strict=True
        ):
            yield f"   {name:<16} {seconds:7.2f} s   of processors {work:7.2f} s"
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        yield f"   largest process  {largest:7.0f} MB"


# A build in which the seconds are counted that papers take; they have a thread of their own.
_COUNTED = """
import json, os, pathlib, sys, time
from generator.site.render import drawing
real, spent = drawing.document_artifacts, []
def counted(*given):
    began = time.thread_time()
    yield from real(*given)
    spent.append(time.thread_time() - began)
drawing.document_artifacts = counted
from generator.cli import main
out = pathlib.Path(sys.argv.pop(1))
try:
    main()
finally:
    out.write_text(json.dumps([sum(spent), sum(os.times()[:4])]))
"""


def measure_beside_papers(projects: int, turns: int = 3) -> Iterator[str]:
    """Yield how much slower a changed row that no paper tells is built for the papers beside it.

    Both come from one build, by seconds of processors, so that no neighbour counts.
    """
    with tempfile.TemporaryDirectory() as folder:
        rows = invented_rows(projects)
        portal, out = Path(folder) / "portal", Path(folder) / "told"
        write_portal(portal, rows)
        phaen(portal)
        told = []
        for owner in ("ส่วนกลาง", "ส่วนภูมิภาค", "ส่วนกลาง")[:turns]:
            rows[projects // 2][9] = owner
            shutil.rmtree(portal / "plans")
            write_portal(Path(folder) / "new", rows)
            (Path(folder) / "new" / "plans").rename(portal / "plans")
            shutil.rmtree(Path(folder) / "new")
            before = {path.name for path in (portal / "build/.papers").iterdir()}
            where = ("build", "--portal", str(portal), "--today", TODAY)
            timed(sys.executable, "-c", _COUNTED, str(out), *where, cwd=ROOT)
            made = {path.name for path in (portal / "build/.papers").iterdir()} - before
            assert not made, made
            papers, whole = json.loads(out.read_text())
            told.append((whole / (whole - papers), whole, papers))
        ratio, whole, papers = sorted(told)[len(told) // 2]
        yield f"{projects:>6,} projects, a row changed that no paper tells"
        yield f"   processors       {whole:7.2f} s   for papers {papers:7.2f} s"
        yield f"   with papers to without them {ratio:10.3f}   of 1.05"


def measure_faults(rows: int) -> Iterator[str]:
    """Yield how much longer `check` takes where every row has a fault, each of another value.

    Both portals hold the same rows without names that look alike, so that only telling differs.
    """
    with tempfile.TemporaryDirectory() as kept:
        took = []
        for at, fault in enumerate(("", "ราว ")):
            table = invented_rows(rows)
            for number, row in enumerate(table):
                row[3:6] = f"โครงการที่ {number}", "", f"{fault}{row[5]}"
            portal = write_portal(Path(kept) / str(at), table)
            command = (sys.executable, "-m", "generator", "check", "--today", TODAY)
            where = ("--portal", str(portal))
            took.append(timed(*command, *where, cwd=ROOT, ends=1 if fault else 0)[0])
        more = took[1] - took[0]
        yield f"{rows:>6} faults    {took[1]:7.2f} s   more than without them {more:7.2f} s of 3"


def measure_workbook(rows: int, turns: int = 2) -> Iterator[str]:
    """Yield what `check` takes of our own template with so many rows, clean and with faults.

    Nothing is remembered of an earlier check; each is the shortest of `turns` runs.
    """
    with tempfile.TemporaryDirectory() as kept:
        took, peaks = [], []
        for at, fault in enumerate(("", "ราว ")):
            portal = write_portal(Path(kept) / str(at), [])
            known = check_portal(portal, datetime.date.fromisoformat("2026-11-24")).portal
            book = large_workbook(known.organization, known.plans[-1], rows, fault)
            (portal / "plans/2570/projects.csv").unlink()
            (portal / "plans/2570/projects.xlsx").write_bytes(book)
            command = (sys.executable, "-m", "generator", "check", "--today", TODAY)
            where = ("--portal", str(portal))
            ends = 1 if fault else 0
            runs = [timed(*command, *where, cwd=ROOT, ends=ends) for _ in range(turns)]
            took.append(min(run[0] for run in runs))
            peaks.append(max(run[1] for run in runs))
        more = took[1] - took[0]
        yield f"{rows:>6,} rows of our template, {len(book) / 1e6:.1f} MB packed"
        yield f"   checked clean    {took[0]:7.2f} s of 8  peak memory {peaks[0]:7.0f} MB of 500"
        yield f"   a fault in each  {took[1]:7.2f} s   more by      {more:7.2f} s of 3"


def measure_form(rows: int, turns: int = 2) -> Iterator[str]:
    """Yield what reading an office's form with so many drawn arrows takes, and its draft.

    Each is the shortest of `turns` whole processes.
    """
    spans = [(at % 12, at % 12 + 1 + at % (12 - at % 12)) for at in range(rows)]
    anchors = "".join(
        drawn.anchored(drawn.connector(), start + 0.1, end - 0.1, at + 0.5)
        for at, (start, end) in enumerate(spans)
    )
    with tempfile.TemporaryDirectory() as kept:
        form = Path(kept) / "form.xlsx"
        form.write_bytes(drawn.saved(drawn.filled(rows), anchors))
        reading = (
            "import sys; from generator.plan.intake.xlsx import read_xlsx_form as read\n"
            "from generator.plan.intake.interpret import interpret\n"
            "form = read(open(sys.argv[1], 'rb').read())\n"
        )
        took = [
            min(timed(sys.executable, "-c", code, str(form), cwd=ROOT) for _ in range(turns))
            for code in (reading, reading + "assert interpret(form).rows")
        ]
    yield f"{rows:>6,} rows of a form with drawn arrows"
    yield f"   read             {took[0][0]:7.2f} s of 4  peak memory {took[0][1]:7.0f} MB of 500"
    yield f"   and understood   {took[1][0]:7.2f} s of {2 if rows <= 40 else 10}"


def measure_real() -> Iterator[str]:
    """Yield the figures of the real plan, where the shared data lie beside the project."""
    if not REAL.is_file():
        yield f"   left out: {REAL.name} is not here"
        return
    rows = real_rows()
    with tempfile.TemporaryDirectory() as folder:
        portal = write_portal(Path(folder) / "portal", rows)
        seconds, peak = clean(portal)
        pages = sum(1 for _ in (portal / "site").rglob("*.html"))
        yield f"{len(rows):>6,} real projects of other agencies, {pages:,} pages"
        yield f"   clean build      {seconds:7.2f} s   peak memory {peak:7.0f} MB"


def seal_another(portal: Path, year: int) -> float:
    """Add the example's 2568 to the portal as another year, and seal it."""
    shutil.copytree(ROOT / "plans/2568", portal / f"plans/{year}", ignore=_not_the_record)
    for path in (portal / f"plans/{year}").rglob("*"):
        if path.suffix in (".csv", ".yml"):
            text = path.read_text(encoding="utf-8")
            moved = re.sub("256[789]", lambda found: str(int(found[0]) - 2568 + year), text)
            path.write_text(moved, encoding="utf-8")
    return phaen(portal, "seal", str(year))[0]


def _not_the_record(_folder: str, entries: list[str]) -> list[str]:
    return [name for name in entries if name in ("announced", "sealed")]


def measure_sealed(years: int, living: int, turns: int = 5) -> Iterator[str]:
    """Yield what sealed years add to the builds of a living one."""

    def times() -> tuple[float, float]:
        whole = min(clean(portal)[0] for _ in range(turns // 2 or 1))
        row_times = []
        for _ in range(turns):
            change_one_row(portal, next(numbers))
            row_times.append(phaen(portal)[0])
        return whole, min(row_times)

    numbers = iter(range(100))
    with tempfile.TemporaryDirectory() as folder:
        portal = write_portal(Path(folder) / "portal", invented_rows(living))
        clean_without, row_without = times()
        seconds = [seal_another(portal, 2569 - one) for one in range(years)]
        clean_with, row_with = times()
        files = sum(1 for path in (portal / "site").glob("25[0-6]?/**/*") if path.is_file())
        sealed = sum(path.stat().st_size for path in portal.glob("plans/*/sealed/*.zip"))
        verified = phaen_verify(portal)
        more, ratio = clean_with - clean_without, row_with / row_without
        yield f"{years:>6} sealed years beside {living:,} projects: {files:,} files"
        yield f"   sealed files     {sealed / 1e6:7.1f} MB"
        yield f"   sealing a year   {min(seconds):7.2f} s"
        yield f"   verifying all    {verified:7.2f} s"
        yield f"   clean build      {clean_with:7.2f} s   more by      {more:7.2f} s"
        yield f"   one changed row  {row_with:7.2f} s   of that without them {ratio:7.2f}"


def measure_verified(projects: int) -> Iterator[str]:
    """Yield what looking through one sealed year costs: once, as building does, and by command."""
    with tempfile.TemporaryDirectory() as folder:
        portal = write_portal(Path(folder) / "portal", invented_rows(projects))
        before_it(portal, 2569)
        phaen(portal, "seal", "2569")
        sealed = portal / "plans/2569/sealed/2569.zip"
        times = []
        for _ in range(3):
            started = time.perf_counter()
            found = look_through(sealed, SHAPES)
            times.append(time.perf_counter() - started)
            if found.faults:
                sys.exit(f"{found.faults[:3]}")
        yield f"{projects:>6,} projects in a sealed year: {found.files:,} files"
        yield f"   sealed file      {sealed.stat().st_size / 1e6:7.1f} MB"
        command = phaen_verify(portal)
        yield f"   verified whole   {min(times):7.2f} s   as a command {command:7.2f} s"


def before_it(portal: Path, year: int) -> None:
    """Add the plan of the year after `year` once more, as that year's."""
    shutil.copytree(portal / f"plans/{year + 1}", portal / f"plans/{year}")
    for path in (portal / f"plans/{year}").glob("*.*"):
        text = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(f"(?<![0-9])(?:{year}|{year + 1})(?![0-9])", _less, text), encoding="utf-8"
        )


def _less(found: re.Match[str]) -> str:
    return str(int(found[0]) - 1)


def measure_push(projects: int, sealed: int, pushes: int = 5) -> Iterator[str]:
    """Yield how long a pushed row takes until readers see it, and what nginx serves."""
    with tempfile.TemporaryDirectory() as folder:
        portal = write_portal(Path(folder) / "portal", invented_rows(projects))
        for one in range(sealed):
            seal_another(portal, 2569 - one)
        made = office(Path(folder) / "office", portal)
        stood = hashlib.sha256((portal / "plans/seals.txt").read_bytes()).hexdigest()
        receive(made, "--trust-chain", stood)
        if made.push().returncode:
            sys.exit("the first push was refused")
        times = []
        for count in range(pushes):
            change_one_row(made.copy, 100 + count)
            made.git("commit", "-qam", "row")
            started = time.monotonic()
            done = made.push()
            times.append(time.monotonic() - started)
            if done.returncode:
                sys.exit(done.stderr)
        yield f"{projects:>6,} projects beside {sealed} sealed years, pushed by git"
        yield f"   push to live     {min(times):7.2f} s   the longest  {max(times):7.2f} s"
        if shutil.which("ab") and Path(NGINX).is_file():
            yield from _served(made)


def _served(made: Office) -> Iterator[str]:
    """Yield how often nginx serves a project's page in a second, packed, on two cores."""
    with nginx(made) as port:
        address = f"http://127.0.0.1:{port}/2570/projects/2570-00001.html"
        command = ["ab", "-q", "-k", "-n", "30000", "-c", "16", "-H", "Accept-Encoding: gzip"]
        said = subprocess.run(
            [*command, address], capture_output=True, text=True, check=True
        ).stdout
    found = dict(
        re.findall(r"^(Requests per second|Failed requests|Non-2xx.*?): +([0-9.]+)", said, re.M)
    )
    faults = int(found.get("Failed requests", 0)) + int(found.get("Non-2xx responses", 0))
    rate = float(found["Requests per second"])
    yield f"   nginx            {rate:7.0f} pages a second, {faults} faults"


def measure_desk(projects: int, turns: int = 3) -> Iterator[str]:
    """Yield what people at an office's desk wait for, beside what the commands for it take.

    A workbook put in, read, checked and shown; a cell checked as it is typed; a draft published.
    """
    with tempfile.TemporaryDirectory() as folder:
        portal = write_portal(Path(folder) / "portal", invented_rows(projects))
        known = check_portal(portal, datetime.date.fromisoformat("2026-11-24")).portal
        book = large_workbook(known.organization, known.plans[-1], projects)
        checked = min(phaen(portal, "check")[0] for _ in range(turns))
        made = office(Path(folder) / "office", portal)
        if made.push().returncode:
            sys.exit("the first push was refused")
        add_accounts(made)
        with opened_office(made, "--socket", str(made.folder / "desk.sock")) as where:
            who = person(where, "สมศรี")
            shown, typed = _typed_times(who, book, turns)
            published = min(_published_times(who, turns))
        made.git("pull", "-q", "origin", "main")
        pushed = []
        for count in range(turns):
            change_one_row(made.copy, 200 + count)
            made.git("commit", "-qam", "row")
            started = time.monotonic()
            if (done := made.push()).returncode:
                sys.exit(done.stderr)
            pushed.append(time.monotonic() - started)
        yield f"{projects:>6,} projects at an office's desk"
        yield f"   a workbook shown {shown:7.2f} s of 3  of a whole check {shown / checked:7.2f}"
        yield f"   a typed cell     {typed:7.2f} s of 0.5"
        yield f"   published        {published:7.2f} s   of a push  {published / min(pushed):7.2f}"


def _typed_times(who: Asker, book: bytes, turns: int) -> tuple[float, float]:
    """Return how long a workbook takes until it is shown, and a cell of it until it is checked."""
    path, shown, typed = "plans/2570/projects.xlsx", [], []
    row = table_rows(path, book)[3]
    at = {"at.file": path, "at.sheet": row.sheet, "at.number": str(row.number)}
    who.kept_token = who.token()
    for turn in range(turns):
        edit = RowEdit({"budget": f"{70_000 + turn}"}, row.number, row.sheet)
        other = edited_table(path, book, [edit])  # one that nobody has seen
        started = time.monotonic()
        told = who.puts("projects.xlsx", other, what="projects", year="2570")
        page = who.ask("GET", "/sheet/2570?only=all").text
        shown.append(time.monotonic() - started)
        if told.status != 303 or row.texts["id"] not in page:
            sys.exit(f"the workbook was not taken: {told.status} {told.text[-500:]}")
        who.ask("GET", f"/rows/2570/{row.texts['id']}")  # as whoever types has it open
        started = time.monotonic()
        if "budget" not in who.sends("/try", {**at, "cell.budget": f"{turn}ก"}).text:
            sys.exit("a typed cell was not checked")
        typed.append(time.monotonic() - started)
        who.sends("/draft/drop", {})
    return min(shown), min(typed)


def _published_times(who: Asker, turns: int) -> Iterator[float]:
    """Yield how long a draft of one cell takes until readers see it."""
    for turn in range(turns):
        who.sends("/rows/2570/2570-00003", {"cell.budget": f"{50_000 + turn}"})
        started = time.monotonic()
        told = who.sends("/draft/keep", {})
        if "published=1" not in told.headers.get("location", ""):
            sys.exit(f"it was not published: {told.text[-500:]}")
        yield time.monotonic() - started


def phaen_verify(portal: Path) -> float:
    """Time the verification of every sealed year."""
    command = (sys.executable, "-m", "generator", "verify", "--portal", str(portal))
    return timed(*command, cwd=ROOT)[0]


def main() -> None:
    """Print the figures for each size asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 5000], help="0 for none")
    parser.add_argument("--push", action="store_true", help="only pushes, nginx and the desk")
    parser.add_argument("--sealed", type=int, default=20, help="how many sealed years")
    parser.add_argument("--no-stock", action="store_true", help="leave out the slow stock build")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if options.push:
        options.sizes, options.sealed = [], 0
    options.sizes = [size for size in options.sizes if size]
    for projects in options.sizes:
        for line in measure(projects, with_stock=projects <= 1000 and not options.no_stock):
            print(line, flush=True)
    forms = chain(measure_form(40), measure_form(2_000))
    sizes = (160, 1_000)
    papers = chain(*map(measure_papers, sizes), *map(measure_beside_papers, sizes))
    read = chain(measure_faults(10_000), measure_workbook(10_000), forms, measure_real())
    tables = chain(papers, read)
    for line in tables if options.sizes else ():
        print(line, flush=True)
    seals = chain(measure_verified(1000), measure_sealed(options.sealed, 1000))
    for line in seals if options.sealed else ():
        print(line, flush=True)
    for projects in (160, 1000):
        for line in chain(measure_push(projects, sealed=3), measure_desk(projects)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
