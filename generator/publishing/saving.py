"""What of a working copy belongs to the plan, and the sentence that a commit of it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.archive import source_files
from generator.machine.git_commits import Entries
from generator.machine.layout import (
    AMENDMENTS,
    ANNOUNCED,
    EMBLEM_NAMES,
    ORGANIZATION_NAME,
    PAGES,
    PLANS,
    PLANS_PARTS,
    PROJECTS,
    SEALED,
    SETTINGS,
    YEAR_PARTS,
    YEAR_PATTERN,
    of_year,
    pattern_of,
)
from generator.machine.litter import is_for_a_moment
from generator.pipeline import Checked
from generator.plan.fields import FactKind
from generator.plan.merge import is_list
from generator.plan.record import PROGRESS_RECORD
from generator.publishing.difference import YearDifference
from generator.thai.numbers import format_number


def _any(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, names))


_OF_YEAR = pattern_of(
    f"(?:{_any(name for part in YEAR_PARTS for name in part.names)}"
    f"|{AMENDMENTS}/[0-9]+/(?:{_any(n for part in YEAR_PARTS if part.amended for n in part.names)})"
    rf"|{ANNOUNCED}/(?:[0-9]+|{PROGRESS_RECORD})\.csv|{SEALED}/{YEAR_PATTERN}\.zip(?:\.sig)?)"
)
_EMBLEMS = {f"{PLANS}/{name}" for name in EMBLEM_NAMES}
_BESIDE = {*_EMBLEMS, *(f"{PLANS}/{part.name}" for part in PLANS_PARTS)}
_PROJECTS = next(part.said for part in YEAR_PARTS if part.name == PROJECTS)
_MOST_CODES = 4
_ADDED = (FactKind.NEW, FactKind.CONTINUED)
_REMOVED = (FactKind.CANCELLED, FactKind.GONE)


def is_read(path: str, named: frozenset[str]) -> bool:
    """Whether a plan, or the site, is made from a file; `named` are papers and sealed sources."""
    if is_for_a_moment(path):
        return False
    if path in (SETTINGS, *_BESIDE, *named) or path.startswith(f"{PAGES}/"):
        return True
    return bool(_OF_YEAR.fullmatch(path))


def has_other_lists(entries: Entries, before: Entries) -> bool:
    """Whether a list of withdrawals or exceptions is another than before."""
    return any(is_list(path) and before.get(path) != one for path, one in entries.items())


def named_files(root: Path, *portals: Checked | None) -> frozenset[str]:
    """Return the papers that plans name, and the sources of sealed years, by their path."""
    found: set[str] = set()
    for checked in filter(None, portals):
        for plan in checked.portal.plans:
            found |= {of_year(plan.year.label, name) for name in plan.brought}
        for one in checked.sealed:
            found |= {of_year(one.label, name) for name in source_files(root, one.label)}
    return frozenset(found)


def sentence(years: Iterable[YearDifference], paths: Iterable[str]) -> str:
    """Return in one line what a commit changes for readers, and which files beside it."""
    facts = {one.year: told for one in years if (told := _of_facts(one))}
    kinds = dict.fromkeys(map(_kind, paths))
    said = {f"{_PROJECTS} ปี {year}" for year in facts}
    beside = [kind for kind in kinds if kind and kind not in said]
    return " · ".join([*facts.values(), *beside]) or "แก้แผน"


def _of_facts(one: YearDifference) -> str:
    counted: Counter[str] = Counter()
    codes: dict[str, None] = {}
    for fact in one.facts:
        entry = fact.after or fact.before
        code = entry.id if entry else ""
        if code not in codes:
            counted[_verb(fact.kind)] += 1
        codes[code] = None
    if not codes:
        return ""
    verbs = " ".join(f"{verb} {format_number(n)}" for verb, n in counted.items())
    more = " …" if len(codes) > _MOST_CODES else ""
    return f"ปี {one.year}: {verbs} โครงการ ({' '.join([*codes][:_MOST_CODES])}{more})"


def _verb(kind: FactKind) -> str:
    if kind in _ADDED:
        return "เพิ่ม"
    return "ยกเลิก" if kind in _REMOVED else "แก้ไข"


def _kind(path: str) -> str:
    """Return what a file holds, in Thai, with its year."""
    if path.startswith(f"{PAGES}/"):
        return "หน้าเว็บ"
    if path == SETTINGS:
        return "การตั้งค่าเว็บไซต์"
    if path == f"{PLANS}/{ORGANIZATION_NAME}":
        return "ข้อมูลองค์กร"
    if path in _EMBLEMS:
        return "ตราขององค์กร"
    parts = path.split("/")
    if len(parts) < 3 or parts[0] != PLANS:  # plans, a year, a file
        return next((p.said for p in PLANS_PARTS if path == f"{PLANS}/{p.name}"), "")
    said = _said_of(parts[2:])
    return f"{said} {parts[1]}" if said.endswith("ปี") else f"{said} ปี {parts[1]}"


def _said_of(parts: list[str]) -> str:
    if parts[0] == AMENDMENTS:
        return f"ฉบับแก้ไขที่ {parts[1]}"
    if parts[0] in (ANNOUNCED, SEALED):
        return "บันทึกการประกาศ" if parts[0] == ANNOUNCED else "ปิดผนึก"
    known = (part.said for part in YEAR_PARTS if parts[0] in part.names)
    return next(known, "เอกสาร")


def listed(paths: Iterable[str], most: int) -> Iterator[str]:
    """Yield paths for a person, the first of them where there are many."""
    every = sorted(paths)
    yield from every[:most]
    if len(every) > most:
        yield f"และอีก {format_number(len(every) - most)} แฟ้ม"
