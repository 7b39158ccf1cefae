"""The files that `phaen import` is given: read whole, and told in Thai where they cannot be."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from generator.machine.artifact import Artifact
from generator.machine.disk import read_plain
from generator.machine.layout import DOCUMENTS, of_year
from generator.plan.check import Exempt
from generator.plan.check.uploads import check_names, check_uploads
from generator.plan.intake.form import FormRefusedError
from generator.plan.intake.kinds import kind_of
from generator.plan.intake.reading.apart import FileRefusedError
from generator.plan.intake.reading.converted import converted
from generator.plan.model import Organization
from generator.plan.uploads import ENDINGS, LARGEST, inspect_once, is_safe_name
from generator.problems import Report
from generator.publishing.taking import digest

_LEFT = ("~$", ".~lock.")
_MOST = 3


@dataclass(frozen=True, slots=True, repr=False)  # a whole file is no message
class FormFile:
    """A file as it lies on the disk, and what is read of it: a conversion may have made that."""

    path: Path
    data: bytes
    read: bytes

    @property
    def name(self) -> str:
        """Its name, as messages tell it."""
        return self.path.name


def read_files(paths: Sequence[Path], environment: Mapping[str, str]) -> tuple[FormFile, ...]:
    """Return the files, those of older programs converted where this machine can.

    Raises UsageError for what is no file, FileRefusedError and OSError for one that is not read.
    """
    for path in paths:
        _refuse(path)
    found = []
    known: dict[str, Path] = {}
    for path in paths:
        data = read_plain(path)
        other = known.setdefault(digest(data), path)
        if other is not path:
            raise click.UsageError(f"{path} กับ {other} เป็นแฟ้มเดียวกัน ระบุเพียงครั้งเดียว")
        found.append(FormFile(path, data, _read(path, data, environment)))
    return tuple(found)


def _refuse(path: Path) -> None:
    if path.is_dir():
        raise click.UsageError(
            f"{path} เป็นโฟลเดอร์ ระบุแฟ้มของแบบ เช่น phaen import {path / 'แบบ ผด.02.xlsx'} "
            "ถ้าเป็นโฟลเดอร์ที่นำเข้าแล้ว และจะนำเข้าคลัง เพิ่ม --apply"
        )
    if path.name.startswith(_LEFT):
        raise click.UsageError(
            f"{path.name} เป็นแฟ้มชั่วคราวของโปรแกรมที่เปิดแบบอยู่ ระบุแฟ้มจริง ซึ่งชื่อไม่ขึ้นต้นด้วย ~"
        )
    if not path.exists():
        raise click.UsageError(f"ไม่พบแฟ้ม {path} ตรวจว่าสะกดถูกและอยู่ในโฟลเดอร์นี้{_near(path)}")


def _near(path: Path) -> str:
    """Return which file there has the same name but for its ending."""
    folder = path.parent
    if not folder.is_dir():
        return ""
    same = [one.name for one in sorted(folder.iterdir()) if one.stem == path.stem and one.is_file()]
    return f" หมายถึง {same[0]} หรือไม่" if same else ""


def _read(path: Path, data: bytes, environment: Mapping[str, str]) -> bytes:
    if len(data) > LARGEST:
        size = f"{len(data) // 1_000_000} เมกะไบต์"
        raise FileRefusedError(path.name, FormRefusedError("too-large", said=size))
    try:
        return converted(data, kind_of(data), environment)[0]
    except FormRefusedError as error:
        raise FileRefusedError(path.name, error) from None


def papers(
    files: Sequence[FormFile],
    year: int,
    organization: Organization,
    taken: frozenset[str],
    inspected: MutableMapping[str, bytes],
) -> tuple[tuple[Artifact, ...], tuple[str, ...]]:
    """Return the forms themselves as papers of the year, and why others cannot be published.

    `taken` are paths that other papers of the portal have. `inspected` keeps what was found in the
    files, so that a check need not look again.
    """
    found, told = [], []
    for number, file in enumerate(files, start=1):
        path = _paper_path(file, year, number, taken)
        if why := _unfit(path, file.data, organization, inspected):
            told.append(
                f"ไม่ได้ใส่ “{file.name}” ใน {DOCUMENTS}/ เพราะเผยแพร่ไม่ได้: {why} เก็บไว้นอกโฟลเดอร์ของแผน"
            )
        else:
            found.append(Artifact(path, file.data))
    return tuple(found), tuple(told)


def _paper_path(file: FormFile, year: int, number: int, taken: frozenset[str]) -> str:
    ending = file.path.suffix.lower()
    stem = file.path.stem if is_safe_name(f"{file.path.stem}{ending}") else f"form-{year}-{number}"
    names = (f"{stem}{f'-{again}' if again > 1 else ''}{ending}" for again in range(1, 10_000))
    paths = (of_year(year, DOCUMENTS, name) for name in names)
    return next(path for path in paths if path not in taken)


def _unfit(
    path: str, data: bytes, organization: Organization, inspected: MutableMapping[str, bytes]
) -> str:
    """Return why a file may not be published, as a check would say of it; empty where it may."""
    name = path.rpartition("/")[2]
    if "." not in name:
        return f"ชื่อแฟ้มไม่มีนามสกุล ตั้งชื่อให้ลงท้ายด้วยชนิดของแฟ้ม เช่น {name}.xlsx"
    if name.rpartition(".")[2] not in ENDINGS:
        return f"ชนิด .{path.rpartition('.')[2]} ไม่ใช่ชนิดที่เผยแพร่ ({' '.join(ENDINGS)})"
    report = Report()
    exempt = Exempt(organization, [], [])
    check_names((path,), exempt, report)
    check_uploads({path: inspect_once(path, data, inspected)}, exempt, report)
    kinds = dict.fromkeys(problem.message for problem in report.errors)
    return " · ".join(list(kinds)[:_MOST])
