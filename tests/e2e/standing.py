"""An office with everything that a push could take back: records, reports, a sealed year."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from e2e.remotes import QUIET, Office, git
from e2e.sites import DAY, phaen
from e2e.test_incremental import rows, table
from portals import ROOT, portal_folder

PLAN = """fiscal_year: {year}
strategies:
  - {{id: 1, name: ยุทธศาสตร์การพัฒนาด้านโครงสร้างพื้นฐาน}}
edition:
  considered: {before}-10-01
  announced: {before}-10-15
  posted_from: {before}-10-16
  posted_until: {before}-11-20
"""
PROGRESS = (
    "id,date,status,percent,result\n2570-001,2569-11-01,อยู่ระหว่างดำเนินการ,10,ลงนามสัญญาแล้ว\n"
    "2570-002,2569-11-01,ยังไม่ดำเนินการ,,\n"
)
AMENDMENT = """kind: แก้ไข
title: แก้ไขแผน ครั้งที่ 1
edition:
  considered: 2569-11-02
  announced: 2569-11-03
  posted_from: 2569-11-04
"""
CHANGED = (
    "id,strategy,name,budget,unit,start,end,change,reason\n"
    "2570-003,1,ก่อสร้างถนน สายที่ 3,300003,กองช่าง,พ.ย.,ธ.ค.,แก้ไข,ราคาวัสดุเพิ่ม\n"
)


def receive(made: Office, *more: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `phaen receive` with more options."""
    return subprocess.run(
        [sys.executable, "-m", "generator", "receive", str(made.remote), "--live", str(made.live),
         "--today", DAY, *map(str, more)],
        cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


def told_office(folder: Path, *more: str | Path) -> Office:
    """Set up an office of three years, the oldest over; nothing is sealed or pushed yet."""
    made = Office(folder)
    folder.mkdir(parents=True)
    done = receive(made, *more)
    assert done.returncode == 0, done.stdout + done.stderr
    files: dict[str, str | bytes | None] = {}
    for year in (2568, 2569, 2570):
        files[f"plans/{year}/plan.yml"] = PLAN.format(year=year, before=year - 1)
        files[f"plans/{year}/projects.csv"] = table(rows(4, year))
    files["plans/2570/progress.csv"] = PROGRESS
    files["plans/2570/amendments/1/plan.yml"] = AMENDMENT
    files["plans/2570/amendments/1/projects.csv"] = CHANGED
    portal_folder(made.copy, files)
    git("init", "-q", "-b", "main", cwd=made.copy)
    git("remote", "add", "origin", str(made.remote), cwd=made.copy)
    for earlier in ("2568", "2569"):
        run(made, "announce", earlier)
    run(made, "announce", "2570", "--progress")
    commit(made, "announced")
    return made


def run(made: Office, *arguments: str | Path) -> None:
    """Run Phaen in the working copy."""
    done = phaen(*arguments, "--portal", made.copy, "--today", DAY)
    assert done.returncode == 0, done.stdout + done.stderr


def commit(made: Office, message: str) -> str:
    """Commit whatever the working copy holds."""
    made.git("add", "-A")
    made.git("commit", "-q", "--allow-empty", "-m", message)
    return made.git("rev-parse", "HEAD")


def live_bytes(made: Office) -> str:
    """Return one digest of all that readers are shown, names and bytes."""
    whole = hashlib.sha256(str(made.live.readlink()).encode())
    for path in sorted(made.live.rglob("*")):
        if path.is_file():
            whole.update(path.relative_to(made.live).as_posix().encode())
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


__all__ = [
    "AMENDMENT",
    "CHANGED",
    "PROGRESS",
    "QUIET",
    "commit",
    "live_bytes",
    "receive",
    "run",
    "told_office",
]
