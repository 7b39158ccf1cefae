"""Which partitions there are, what each holds, and what the task that writes one is told."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.hub.dataset.columns import (
    OFFICE_COLUMNS,
    OFFICES,
    PROVINCE_FOLDER,
    YEAR_FOLDER,
)
from generator.hub.dataset.writing import DATA, told_columns
from generator.hub.harvest.rows import tables_of_dataset
from generator.hub.member import Member
from generator.hub.store import Good

_OFFICES = told_columns({OFFICES: OFFICE_COLUMNS})
_TABLES = told_columns(tables_of_dataset())
_FILE = "part-0.parquet"
_OURS = re.compile(
    rf"[a-z]+/(?:{YEAR_FOLDER}=[0-9]{{4}}/)?{PROVINCE_FOLDER}=[^/]+/{re.escape(_FILE)}"
)


@dataclass(frozen=True, slots=True)
class Partition:
    """Some rows that lie together: `year` is empty for that of a province's offices.

    `parts` are the members' codes with the digests of what each has there; `key` names all of it.
    """

    year: str
    province: str
    parts: tuple[tuple[str, str], ...]
    key: str

    @property
    def name(self) -> str:
        """The name in the notes of a run."""
        return f"{self.year or OFFICES}/{self.province}"

    def path(self, table: str) -> str:
        """Return the path of its file of a table, below the folder of the data."""
        year = f"{YEAR_FOLDER}={self.year}/" if self.year else ""
        return f"{table}/{year}{PROVINCE_FOLDER}={self.province}/{_FILE}"


def partitions_of(members: Mapping[Member, Good], program: str) -> list[Partition]:
    """Return every partition of the members that have a harvest, in the order of their names."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for member, good in sorted(members.items(), key=lambda one: one[0].code):
        for year, digest in good.years.items():
            # The folder leads to the rows; that is no part of what they say.
            found.setdefault((year, member.province), []).append((member.code, digest))
        office = json.dumps(_office(member, good), ensure_ascii=False)
        digest = hashlib.sha256(office.encode()).hexdigest()
        found.setdefault(("", member.province), []).append((member.code, digest))
    return [
        Partition(year, province, tuple(parts), _key(program, year, province, parts))
        for (year, province), parts in sorted(found.items())
    ]


def _key(program: str, year: str, province: str, parts: Sequence[tuple[str, str]]) -> str:
    told = json.dumps([program, year, province, parts], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def _office(member: Member, good: Good) -> tuple[str, ...]:
    said, years = good.office, ";".join(sorted(good.years))
    told = (said["name"], said["kind"], member.district, said["site_url"], said["licence"])
    return (member.code, *told, good.day, years, str(sum(good.rows.values())))


def task_of(one: Partition, to: Path, members: Mapping[str, tuple[Member, Good]]) -> dict[str, Any]:
    """Return what `write_partition` is to be told, as values that any worker takes."""
    rows = [(code, members[code][1].folder) for code, _ in one.parts]
    offices = [_office(*members[code]) for code, _ in one.parts] if not one.year else []
    return {
        "to": str(to), "year": one.year, "rows": rows, "offices": offices, "key": one.key,
        "name": one.name, "tables": _TABLES if one.year else _OFFICES,
        "paths": {name: one.path(name) for name in (_TABLES if one.year else _OFFICES)},
    }  # fmt: skip


def is_whole(to: Path, noted: Mapping[str, Any]) -> bool:
    """Whether the files that an earlier run noted of a partition are there, of the same size."""
    try:
        return all(
            (to / DATA / path).stat().st_size == one["bytes"]
            for path, one in noted["files"].items()
        )
    except (OSError, KeyError, TypeError, AttributeError):
        return False


def remove_others(to: Path, wanted: Iterable[str]) -> None:
    """Remove our files that no partition has any more, and folders that are empty then."""
    kept, data = frozenset(wanted), to / DATA
    for file in sorted(data.rglob(_FILE)):
        path = file.relative_to(data).as_posix()
        if path in kept or not _OURS.fullmatch(path):
            continue
        file.unlink()
        for folder in file.parents:
            if folder == data or any(folder.iterdir()):
                break
            folder.rmdir()
