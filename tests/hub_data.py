"""A country of offices, from a number: `make hub-data FOLDER=… OFFICES=500`.

Names are real where the shared tables lie beside the project, invented elsewhere. Each office has
the least that a portal is: two YAML files and a table. Some are folders, some repositories, some
bundles; with `hostile` one of each kind that a hub must outlive is among them.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from portals import REAL, csv_table

TODAY = "2569-11-24"
KINDS = {
    "องค์การบริหารส่วนตำบล": "อบต.",
    "เทศบาลตำบล": "เทศบาลตำบล",
    "เทศบาลเมือง": "เทศบาลเมือง",
    "เทศบาลนคร": "เทศบาลนคร",
    "องค์การบริหารส่วนจังหวัด": "อบจ.",
}
PROVINCES = ("พะเยา", "เชียงราย", "ลำปาง", "แพร่", "น่าน")
NAMES = ("ก่อสร้างถนน ค.ส.ล.", "ขุดลอกคลอง", "อบรมอาชีพ", "ติดตั้งไฟฟ้าสาธารณะ", "จัดซื้อวัสดุสำนักงาน")
MONTHS = ("ต.ค. 2569", "พ.ย. 2569", "ธ.ค. 2569", "ม.ค. 2570", "ก.พ. 2570", "มี.ค. 2570")
AUTHOR = ("-c", "user.name=office", "-c", "user.email=office@example.go.th")


@dataclass(frozen=True)
class Office:
    """An office: `folder` holds its sources, `where` is its line in hub.yml."""

    code: str
    name: str
    kind: str
    province: str
    folder: Path
    where: dict[str, str]
    fault: str = ""

    @property
    def line(self) -> str:
        told = {"code": self.code, "district": "เมือง", "province": self.province, **self.where}
        return f"  - {json.dumps(told, ensure_ascii=False)}\n"


@cache
def organisations() -> tuple[tuple[str, str, str], ...]:
    """Return provinces, names and kinds of offices."""
    file = REAL / "tables" / "local-organisations-2562.csv"
    found = []
    if file.is_file():
        with file.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                kind = next(
                    (k for name, k in KINDS.items() if row["organisation"].startswith(name)), ""
                )
                if kind:
                    found.append((row["province"], row["organisation"], kind))
    invented = (
        (PROVINCES[i % len(PROVINCES)], f"องค์การบริหารส่วนตำบลตัวอย่าง {i}", "อบต.")
        for i in range(8000)
    )
    return tuple(found or invented)


@cache
def project_names() -> tuple[str, ...]:
    """Return names of projects without anything that a check would ask about."""
    file = REAL / "tables" / "other-agencies-2565.csv"
    if file.is_file():
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return tuple(row["name"] for row in csv.DictReader(stream))
    return tuple(f"{NAMES[i % len(NAMES)]} สายที่ {i} ยาว {i} เมตร" for i in range(2000))


def write_office(
    folder: Path,
    name: str,
    kind: str,
    province: str,
    code: str,
    chance: random.Random,
    projects: int,
) -> None:
    """Write the sources of an office."""
    year = folder / "plans/2570"
    year.mkdir(parents=True)
    (folder / "plans/organization.yml").write_text(
        f'name: {name}\nkind: {kind}\ndistrict: เมือง\nprovince: {province}\ndla_code: "{code}"\n'
        "contact: {phone: 053-000-000}\nunits:\n  engineering: {name: กองช่าง}\n"
        "villages:\n  1: บ้านหนึ่ง\n  2: บ้านสอง\n",
        encoding="utf-8",
    )
    day = chance.randrange(10, 28)
    (year / "plan.yml").write_text(
        "fiscal_year: 2570\ntitle: แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2570\n"
        "strategies:\n  - {id: 1, name: ยุทธศาสตร์ด้านโครงสร้างพื้นฐาน}\n"
        "trigger: {event: งบประมาณรายจ่ายประจำปี, date: 2569-09-25}\nedition:\n"
        f"  considered: 2569-10-05\n  announced: 2569-10-{day:02}\n"
        f"  posted_from: 2569-10-{day + 1:02}\n"
        "  posted_until: 2569-11-30\n  posted_at: [บอร์ดหน้าสำนักงาน]\n  web_from: 2569-10-29\n",
        encoding="utf-8",
    )
    names = project_names()
    rows = []
    for number in range(1, projects + 1):
        start = chance.randrange(len(MONTHS))
        rows.append({
            "id": f"2570-{number:04}", "strategy": "1",
            "name": f"{names[chance.randrange(len(names))]} ระยะที่ {number}",
            "budget": str(chance.randrange(10, 5000) * 1000), "unit": "กองช่าง",
            "villages": chance.choice(("1", "2", "1, 2", "ทั้งตำบล")),
            "start": MONTHS[start], "end": MONTHS[chance.randrange(start, len(MONTHS))],
        })  # fmt: skip
    (year / "projects.csv").write_text(csv_table(rows), encoding="utf-8", newline="")
    told = [
        {"id": f"2570-{n:04}", "date": "2569-11-20", "status": "อยู่ระหว่างดำเนินการ", "percent": "40"}
        for n in range(1, projects + 1, 7)
    ]
    (year / "progress.csv").write_text(csv_table(told), encoding="utf-8", newline="")


def git(*arguments: str, cwd: Path, told: bytes | None = None) -> bytes:
    """Run git for an office."""
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-10-15T09:00:00+07:00")
    done = subprocess.run(
        ["git", *AUTHOR, *arguments], cwd=cwd, input=told, capture_output=True, check=True,
        env={**os.environ, **settings, **dates},
    )  # fmt: skip
    return done.stdout


def commit(folder: Path) -> None:
    """Commit all that lies in an office's folder."""
    if not (folder / ".git").is_dir():
        git("init", "-q", "-b", "main", cwd=folder)
    git("add", "-A", cwd=folder)
    git("commit", "-q", "--allow-empty", "-m", "plan", cwd=folder)


def bundle(office: Office) -> None:
    """Commit, and put the bundle of an office's repository in its place."""
    commit(office.folder)
    to = office.folder.resolve().with_suffix(".bundle")
    git("bundle", "create", "-q", str(to), "main", "HEAD", cwd=office.folder)


# What a hub must outlive, each by its name


def _errors(office: Office) -> None:
    file = office.folder / "plans/2570/projects.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",1,", ",9,", 3), encoding="utf-8")


def _huge(office: Office) -> None:
    with (office.folder / "plans/2570/scan.pdf").open("wb") as stream:
        stream.truncate(3_000_000_000)


def _many(office: Office) -> None:
    below = office.folder / "plans/2570/documents"
    below.mkdir()
    (below / "1.pdf").write_bytes(b"%PDF")
    for number in range(2, 20_100):
        os.link(below / "1.pdf", below / f"{number}.pdf")


def _bomb(office: Office) -> None:
    lines = "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]\n" for n in range(9)
    )
    (office.folder / "plans/2570/plan.yml").write_text(lines, encoding="utf-8")


def _deep(office: Office) -> None:
    (office.folder / "plans/2570/plan.yml").write_text("[" * 300_000, encoding="utf-8")


def _link(office: Office) -> None:
    (office.folder / "plans/2570/projects.csv").unlink()
    (office.folder / "plans/2570/projects.csv").symlink_to("/etc/passwd")


def _pipe(office: Office) -> None:
    (office.folder / "plans/2570/projects.csv").unlink()
    os.mkfifo(office.folder / "plans/2570/projects.csv")


def _empty(office: Office) -> None:
    shutil.rmtree(office.folder)


def _impostor(office: Office) -> None:
    file = office.folder / "plans/organization.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(office.code, "9999999"), encoding="utf-8")


def _person(office: Office) -> None:
    file = office.folder / "plans/2570/projects.csv"
    text = file.read_text(encoding="utf-8").replace("ระยะที่ 1,", "ผู้รับเงิน 1-2345-67890-12-1,", 1)
    file.write_text(text, encoding="utf-8")


def _config(office: Office) -> None:
    """A repository whose own settings name a program for all that git does; it is sound else."""
    commit(office.folder)
    witness = office.folder.parent / f"{office.code}.ran"
    program = office.folder.parent / f"{office.code}.sh"
    program.write_text(f"#!/bin/sh\ntouch {witness}\n")
    program.chmod(0o755)
    for key in (
        "core.fsmonitor", "core.sshCommand", "core.hooksPath", "uploadpack.packObjectsHook",
        "filter.x.smudge", "filter.x.process", "core.alternateRefsCommand", "credential.helper",
    ):  # fmt: skip
        git("config", key, str(program), cwd=office.folder)
    (office.folder / ".git/info/attributes").write_text("* filter=x\n")


def _traversal(office: Office) -> None:
    """A commit one of whose names leads out of its folder."""
    commit(office.folder)
    out = git("hash-object", "-w", "--stdin", cwd=office.folder, told=b"out\n").decode().strip()
    data = b"100644 ../../../../../../../tmp/phaen-hub-out\0" + bytes.fromhex(out)
    tree = git(
        "hash-object", "-w", "--literally", "-t", "tree", "--stdin", cwd=office.folder, told=data
    )
    top = git("mktree", cwd=office.folder, told=b"040000 tree " + tree.strip() + b"\tplans\n")
    made = git("commit-tree", top.decode().strip(), "-m", "x", cwd=office.folder).decode().strip()
    git("update-ref", "refs/heads/main", made, cwd=office.folder)


def _truncated(office: Office) -> None:
    bundle(office)
    file = office.folder.with_suffix(".bundle")
    file.write_bytes(file.read_bytes()[:-200])


def _alternates(office: Office) -> None:
    commit(office.folder)
    (office.folder / ".git/objects/info/alternates").write_text("/\n")


FAULTS: dict[str, Callable[[Office], None]] = {
    "errors": _errors, "huge": _huge, "many": _many, "bomb": _bomb, "deep": _deep, "link": _link,
    "pipe": _pipe, "empty": _empty, "impostor": _impostor, "person": _person, "config": _config,
    "traversal": _traversal, "truncated": _truncated, "alternates": _alternates,
}  # fmt: skip
#: A fault that harms nobody: what it tries does not happen, and its plan is sound.
HARMLESS = ("config",)


def country(
    home: Path, offices: int, *, seed: int = 1, projects: int = 10, hostile: Sequence[str] = ()
) -> list[Office]:
    """Write so many offices below `home`, and `hub.yml`; the last ones have the faults named."""
    home.mkdir(parents=True)
    chance, made = random.Random(seed), []
    every = organisations()
    step = max(1, len(every) // offices)
    for number in range(offices):
        province, name, kind = every[number * step % len(every)]
        code = f"{1_000_000 + number}"
        folder = home / "offices" / code
        left = offices - number
        fault = hostile[left - 1] if left <= len(hostile) else ""
        where = {"folder": f"offices/{code}"}
        if fault == "truncated" or (not fault and number % 3 == 1):
            where = {"git": f"offices/{code}.bundle", "branch": "main"}
        office = Office(code, name, kind, province, folder, where, fault)
        write_office(folder, name, kind, province, code, chance, projects)
        if fault:
            FAULTS[fault](office)
        elif "git" in where:
            bundle(office)
        elif number % 3 == 2:
            commit(folder)
        made.append(office)
    write_hub(home, made)
    return made


def write_hub(home: Path, offices: Sequence[Office], *more: str, head: str = "") -> Path:
    """Write hub.yml of these offices, and of lines of members and of its head as they are."""
    lines = "".join((*(one.line for one in offices), *more))
    text = f"name: ประเทศตัวอย่าง\n{head}members:\n{lines}"
    (home / "hub.yml").write_text(text, encoding="utf-8")
    return home / "hub.yml"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--offices", type=int, default=40)
    parser.add_argument("--projects", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hostile", action="store_true")
    asked = parser.parse_args()
    faults = tuple(FAULTS) if asked.hostile else ()
    found = country(
        asked.folder, asked.offices, seed=asked.seed, projects=asked.projects, hostile=faults
    )
    print(f"{len(found)} offices: phaen hub build {asked.folder / 'hub.yml'} --to …")
