"""The units of a form: addresses for their pages, and spellings that may be one unit's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.plan.model import Organization
from generator.plan.parse.vocabulary import owner_of_agency, unit_lookup
from generator.thai.text import match_key, tidy

# How names of units begin, and what addresses call them.
_SLUGS: tuple[tuple[str, str], ...] = (
    ("สำนักปลัด", "clerk"),
    ("สำนักงานปลัด", "clerk"),
    ("กองคลัง", "finance"),
    ("สำนักการคลัง", "finance"),
    ("กองช่าง", "engineering"),
    ("สำนักช่าง", "engineering"),
    ("กองสาธารณสุข", "health"),
    ("สำนักสาธารณสุข", "health"),
    ("กองการศึกษา", "education"),
    ("สำนักการศึกษา", "education"),
    ("กองสวัสดิการ", "welfare"),
    ("กองยุทธศาสตร์", "strategy"),
    ("กองวิชาการ", "strategy"),
    ("กองแผน", "strategy"),
    ("กองการเจ้าหน้าที่", "personnel"),
    ("กองส่งเสริมการเกษตร", "agriculture"),
    ("กองการประปา", "waterworks"),
    ("กองทะเบียน", "registry"),
    ("กองป้องกัน", "disaster"),
    ("กองเทศกิจ", "order"),
    ("กองพัสดุ", "procurement"),
    ("หน่วยตรวจสอบ", "audit"),
    ("หน่วยงานตรวจสอบ", "audit"),
    ("ตรวจสอบภายใน", "audit"),
)
# Names as offices write them: lines that a form or a PDF breaks leave blanks inside others.
_USUAL = (
    "สำนักปลัด", "สำนักปลัดเทศบาล", "สำนักปลัดองค์การบริหารส่วนตำบล", "กองคลัง", "กองช่าง",
    "กองสาธารณสุข", "กองสาธารณสุขและสิ่งแวดล้อม", "กองการศึกษา", "กองการศึกษา ศาสนา และวัฒนธรรม",
    "กองสวัสดิการสังคม", "กองส่งเสริมการเกษตร", "กองยุทธศาสตร์และงบประมาณ", "กองวิชาการและแผนงาน",
    "กองการเจ้าหน้าที่", "กองการประปา", "หน่วยตรวจสอบภายใน",
)  # fmt: skip
_BY_KEY = {match_key(name): name for name in _USUAL}
_DIVIDED = re.compile(r"\s*[/\n]\s*")
_SHORTENED = re.compile(r"\s*(?:ฯลฯ|ฯ)\s*$")
_LEAST = 6


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be added: the address of its pages, its name, and what may be the same unit."""

    slug: str
    name: str
    also: tuple[str, ...] = ()


def new_units(names: Iterable[str], organization: Organization) -> tuple[NewUnit, ...]:
    """Return what of the form's units the organisation does not have, in the form's order.

    Other agencies are none of its units. A name that is another one, shortened, is proposed as its
    other spelling; where two would do, or none, it stays a unit of its own.
    """
    known = unit_lookup(organization)
    own = list(_own(names, known))
    short = {name: whole for name in own if (whole := _whole_of(name, own))}
    taken = {unit.slug for unit in organization.units}
    found = []
    for name in own:
        if name in short:
            continue
        also = tuple(one for one, whole in short.items() if whole == name)
        slug = _slug(name, taken)
        taken.add(slug)
        found.append(NewUnit(slug, name, also))
    return tuple(found)


def _own(names: Iterable[str], known: Mapping[str, str]) -> Iterator[str]:
    """Yield each unit once, in the spelling that breaks it least."""
    found: dict[str, str] = {}
    for whole in names:
        if match_key(whole) in known:
            continue
        for part in _DIVIDED.split(tidy(whole)):
            name = " ".join(part.split())
            key = match_key(name)
            if key and key not in known and owner_of_agency(name.replace(" ", "")) is None:
                found[key] = min(found.get(key, name), name, key=lambda text: text.count(" "))
    yield from (_BY_KEY.get(key, name) for key, name in found.items())


def _whole_of(name: str, names: Iterable[str]) -> str:
    """Return the one longer name that a name shortens, empty where there is not exactly one."""
    bare = match_key(_SHORTENED.sub("", name))
    shortened = bool(_SHORTENED.search(name))
    longer = [
        other
        for other in names
        if other != name
        and len(bare) >= _LEAST
        and (rest := match_key(other).removeprefix(bare)) != match_key(other)
        and (shortened or rest.startswith("และ"))
    ]
    return longer[0] if len(longer) == 1 else ""


def _slug(name: str, taken: set[str]) -> str:
    base = next((slug for start, slug in _SLUGS if name.startswith(start)), "unit")
    number = 1 if base == "unit" else 2
    slug = base if base != "unit" else "unit-1"
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
