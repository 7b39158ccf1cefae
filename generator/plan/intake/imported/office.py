"""organization.yml: a first one from the form, or what it adds to the one that is there."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.machine.layout import ORGANIZATION
from generator.plan.intake.draft import Draft
from generator.plan.intake.imported.units import NewUnit, new_units
from generator.plan.model import Organization, Unit
from generator.plan.parse.organization import parse_organization
from generator.plan.parse.vocabulary import KINDS, kind_of
from generator.plan.read import read_yaml
from generator.problems import Place, Report
from generator.thai.text import match_key

_UNITS = re.compile(r"^units:[ \t]*(?:#.*)?$")
# Words for kinds of offices that stand before a name, so that two spellings of it are one.
_KIND_WORDS = re.compile(
    r"^(?:องค์การบริหารส่วนตำบล|องค์การบริหารส่วนจังหวัด|เทศบาลตำบล|เทศบาลเมือง|เทศบาลนคร"
    r"|อบต\.?|อบจ\.?|ทต\.?|ทม\.?|ทน\.?)\s*"
)


@dataclass(frozen=True, slots=True)
class Office:
    """What becomes of organization.yml: its bytes, the organisation that they tell, what is new.

    `difference` shows the lines that are added to the file that was there, empty for a first one.
    `by_hand` are lines that could not be put into it safely.
    """

    data: bytes
    organization: Organization
    added: tuple[NewUnit, ...]
    difference: str = ""
    by_hand: tuple[str, ...] = ()


def first_office(draft: Draft) -> Office:
    """Return a first organization.yml from what the form says of the office."""
    kind = draft.kind or kind_of(draft.office)
    units = new_units(draft.units, Organization(draft.office, kind))
    lines = [
        "# เขียนจากแบบโดย phaen import ตรวจทุกบรรทัด แล้วเพิ่มหมู่บ้านและที่ติดต่อตามคู่มือ",
        f"name: {_quoted(draft.office)}",
        f"kind: {_quoted(kind)}" + ("" if kind else f"  # {' · '.join(KINDS)}"),
        *(f"{key}: {_quoted(text)}" for key, text in _seat(draft) if text),
        *(("units:", *_unit_lines(units, "  ")) if units else ()),
    ]
    data = ("\n".join(lines) + "\n").encode()
    return Office(data, organization_of(data), units)


def added_office(data: bytes, draft: Draft) -> Office:
    """Return the file that is there with the form's new units below those that it has.

    Every byte that was there stays; where the lines cannot be put in safely, the file stays whole.
    """
    before = organization_of(data)
    units = new_units(draft.units, before)
    if not units:
        return Office(data, before, ())
    text = data.decode("utf-8")
    made = _with_units(text, units)
    wanted = (*before.units, *(Unit(one.slug, one.name, one.also) for one in units))
    if made is None or organization_of(made.encode()).units != wanted:
        return Office(data, before, units, by_hand=tuple(_unit_lines(units, "  ")))
    names = (f"{ORGANIZATION} (เดิม)", f"{ORGANIZATION} (เพิ่มแล้ว)")
    lines = difflib.unified_diff(text.splitlines(), made.splitlines(), *names, lineterm="")
    told = "\n".join(lines) + "\n"
    return Office(made.encode(), organization_of(made.encode()), units, told)


def organization_of(data: bytes) -> Organization:
    """Return the organisation that a file tells."""
    report = Report()
    return parse_organization(read_yaml(data, Place(ORGANIZATION), report), report)


def is_same_office(one: str, other: str) -> bool:
    """Whether two names are one office's: with or without the word for its kind."""
    keys = {match_key(_KIND_WORDS.sub("", name.strip())) for name in (one, other)}
    return len(keys) == 1


def _seat(draft: Draft) -> Iterable[tuple[str, str]]:
    return (("district", draft.district), ("province", draft.province))


def _unit_lines(units: Sequence[NewUnit], indent: str) -> Iterator[str]:
    for one in units:
        also = f", also: [{', '.join(map(_quoted, one.also))}]" if one.also else ""
        yield f"{indent}{one.slug}: {{name: {_quoted(one.name)}{also}}}"


def _with_units(text: str, units: Sequence[NewUnit]) -> str | None:
    """Return the text with lines behind its last unit; None where units are not one a line."""
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(ending)
    at = next((number for number, line in enumerate(lines) if _UNITS.match(line)), None)
    if at is None:
        if re.search(r"^units:", text, re.MULTILINE):
            return None
        start = [one for one in lines if one or one is not lines[-1]]
        return ending.join([*start, "units:", *_unit_lines(units, "  "), ""])
    last, indent = at, "  "
    for number, line in enumerate(lines[at + 1 :], start=at + 1):
        if line.strip() and not line.startswith((" ", "\t")):
            break
        if line.strip() and not line.strip().startswith("#"):
            indent = line[: len(line) - len(line.lstrip())] if last == at else indent
            last = number
    return ending.join([*lines[: last + 1], *_unit_lines(units, indent), *lines[last + 1 :]])


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
