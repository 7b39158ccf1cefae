"""Personal data in what is published: an error unless privacy.yml says why not (PDPA)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import PurePosixPath

from generator.machine.layout import ORGANIZATION, PRIVACY
from generator.machine.slow_hash import is_salt, is_slow_hash
from generator.plan.check.context import CheckRule, Context
from generator.plan.check.exempt import NEVER, REACHES, Exempt
from generator.plan.check.privacy import PersonalDatum
from generator.plan.fields import stated
from generator.plan.model import Plan, ProgressReport, Project
from generator.plan.read import Cell, YamlMap, cells_in
from generator.problems import Place, Report, Source
from generator.thai.fiscal import Month

PRIVACY_FILE = f"/{PRIVACY}"
# Whose house is nobody's business to find.
_SOMEBODY = (
    "(?:ผู้ป่วย|ผู้พิการ|คนพิการ|ผู้ติดเชื้อ|ผู้สูงอายุ|คนชรา|ผู้ยากไร้|ผู้ยากจน|คนจน|คนยากจน|ผู้ด้อยโอกาส"
    "|ผู้มีรายได้น้อย|ครัวเรือนยากจน|ครอบครัวยากจน)"
)
_HOUSE_OF = re.compile(
    "(?:บ้าน(?:เรือน|พัก)?|ที่อยู่อาศัย|ที่พักอาศัย|สภาพแวดล้อม|ห้องน้ำ|ห้องสุขา)"
    rf"\s*(?:ของ|ให้|ให้แก่|ให้กับ|แก่|สำหรับ|ราย)?\s*{_SOMEBODY}"
    rf"|{_SOMEBODY}[^\n]{{0,40}}(?:ที่บ้าน|ถึงบ้าน|บ้านเลขที่|หน้าบ้าน|ข้างบ้าน)"
)
_BEDRIDDEN = re.compile("ติดเตียง|ผู้ป่วยติดบ้าน|ผู้ป่วยจิตเวช")
_PUBLIC = re.compile("โรงพยาบาล|รพ\\.|รพสต|ศูนย์|อบรม|กองทุน|จัดซื้อ|สถานี|อาคาร")


def personal_data(plan: Plan, context: Context) -> None:
    """Report personal data in every text of the plan's rows and reports, and where they stand."""
    exempt, report = context.exempt, context.report
    sheets: dict[Place, None] = {}
    for edition in plan.editions:
        for row in edition.rows:
            sheets[Place(row.at.place.file, row.at.place.sheet)] = None
            for code, text in _told_by(row):
                for datum in exempt.finder.found_in(text, row.at.heading(code)):
                    report_datum(datum, row.at.of(code), exempt, report, text)
            _house_located(row, context)
    for one in plan.progress:
        sheets[Place(one.at.place.file, one.at.place.sheet)] = None
        for place, text in report_texts(one):
            report_personal(text, place, exempt, report)
    for sheet in sheets:  # pages name the sheet that a row came from
        report_personal(sheet.sheet, sheet, exempt, report)


def row_texts(row: Project) -> Iterator[tuple[Place, str]]:
    """Yield every text that a row holds, by its column, and those that are in no column."""
    for code, text in _told_by(row):
        yield row.at.of(code), text


def _told_by(row: Project) -> Iterator[tuple[str, str]]:
    """Yield the texts by what they are told of; where that stands hardly anybody asks."""
    known = set()
    for code, text in stated(row).items():
        if text:
            known.add(text)
            yield code, text
    yield from (told for told in _texts(row) if told[1] not in known)


def report_texts(report: ProgressReport) -> Iterator[tuple[Place, str]]:
    """Yield every text that a report of progress holds."""
    for name, text in _texts(report):
        yield report.at.of("id" if name == "project" else name), text


def _texts(value: object, within: str = "") -> list[tuple[str, str]]:
    """Return the texts of a record by the names of its fields, however deep they lie."""
    if isinstance(value, str):
        return [(within, value)]
    if isinstance(value, tuple):
        return [told for one in value for told in _texts(one, within)]
    found: list[tuple[str, str]] = []
    for name in _fields(type(value)):
        one = getattr(value, name)
        if isinstance(one, str):  # as most are
            if one:
                found.append((within or name, one))
        elif one:
            found += _texts(one, within or name)
    return found


_FIELDS: dict[type, tuple[str, ...]] = {Source: (), Month: ()}  # places and months say no texts


def _fields(kind: type) -> tuple[str, ...]:
    """Return the names of a record's fields, none of what is no record; each kind is asked once."""
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()
    return _FIELDS[kind]


def _house_located(row: Project, context: Context) -> None:
    """Report coordinates of somebody's house, where help for the ill and the poor is given."""
    where = row.coordinates
    if where is None:
        return
    text = "\n".join(told for _, told in row_texts(row))
    at_home = _HOUSE_OF.search(text) or (_BEDRIDDEN.search(text) and not _PUBLIC.search(text))
    at = row.at.of("lat")
    if at_home and not context.exempt.at(at).lists(f"{where.lat}, {where.lon}"):
        context.report.add("house-located", at, masked="█, █")


def report_personal(text: str, at: Place, exempt: Exempt, report: Report) -> None:
    """Report every personal datum in a text that is not exempt."""
    for datum in exempt.finder.found_in(text, at.heading):
        report_datum(datum, at, exempt, report, text)


def report_datum(
    datum: PersonalDatum, at: Place, exempt: Exempt, report: Report, beside: str = ""
) -> None:
    """Report one personal datum, which stands in the text `beside`, unless it is exempt there."""
    if not exempt.at(at)(datum, beside):
        # What is refused is not repeated in our own messages.
        report.add(datum.kind, at, datum.masked, masked=datum.masked)


def report_tree(tree: YamlMap, exempt: Exempt, report: Report) -> None:
    """Report personal data in every key and text of a YAML file."""
    for cell in cells_in(tree):
        listed = cell.place.heading if cell.place.file.endswith(PRIVACY_FILE) else ""
        if listed == "allow.text":
            _listed(cell, exempt, report)
        elif (listed == "allow.scrypt" and is_slow_hash(cell.text)) or (
            listed == "salt" and is_salt(cell.text)
        ):
            continue  # digits of a hash are no number of anybody's
        elif listed == "allow.reason":  # or the list of hashes is a list of persons again
            report_personal(cell.text, cell.place, exempt.told(), report)
        elif _is_contact(cell.place):
            _contact(cell, exempt, report)
        else:
            report_personal(cell.text, cell.place, exempt, report)


def _is_contact(place: Place) -> bool:
    heading = place.heading.split(".")
    mine = PurePosixPath(place.file).name == PurePosixPath(ORGANIZATION).name
    is_unit = len(heading) == 3 and heading[0] == "units" and heading[2] == "phone"
    return mine and (is_unit or heading[0] == "contact")


def _listed(cell: Cell, exempt: Exempt, report: Report) -> None:
    """Report what no reason lets through."""
    for datum in exempt.finder.found_in(cell.text):
        if datum.kind in NEVER:
            report.add("privacy-forbidden", cell.place, masked=datum.masked)


def _contact(cell: Cell, exempt: Exempt, report: Report) -> None:
    """Report what is no way to reach an office."""
    for datum in exempt.finder.found_in(cell.text):
        if datum.kind not in REACHES:
            report.add("contact-personal", cell.place, masked=datum.masked)


def report_unused(exempt: Exempt, report: Report) -> None:
    """Report what privacy.yml lists and nothing says any more."""
    for one in exempt.unused():
        report.add("privacy-unused", one.at.of("scrypt" if one.scrypt else "text"))


RULES: tuple[CheckRule, ...] = (personal_data,)
