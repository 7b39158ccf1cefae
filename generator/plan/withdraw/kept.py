"""Names that stay, whatever is withdrawn: of the office, its units, villages and strategies.

The public counts by them, and a row without its unit is another row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.machine.layout import ORGANIZATION, PLAN, of_year
from generator.plan.fields import column_name, personal_codes, stated
from generator.plan.model import Plan
from generator.plan.read import cells_in, read_yaml
from generator.plan.read.cells import Cell, YamlList, YamlMap, YamlValue
from generator.plan.withdraw.needles import Needles, ShortNeedleError
from generator.plan.withdraw.refused import CoverRefusedError
from generator.problems import Place, Report

# By the headings below which they stand; `also` is said of units, which all have an address.
_OF_OFFICE = {
    "name": "ชื่อองค์กร",
    "kind": "ชนิดขององค์กร",
    "district": "ชื่ออำเภอ",
    "province": "ชื่อจังหวัด",
    "units": "ชื่อหน่วยงาน",
    "villages": "ชื่อหมู่บ้าน",
}
_OF_PLAN = {"strategies": "ชื่อยุทธศาสตร์ กลยุทธ์ หรือแผนงาน"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A name that stays: where it stands, what it is a name of, in Thai, and the name."""

    place: Place
    what: str
    name: str


def kept_names(plan: Plan, files: Mapping[str, bytes]) -> tuple[Kept, ...]:
    """Return the names of a year that stay; `files` are settings by path, as they can be read."""
    listed = of_year(plan.year.label, PLAN)
    return (
        *_listed(files.get(ORGANIZATION, b""), ORGANIZATION, _OF_OFFICE),
        *_listed(files.get(listed, b""), listed, _OF_PLAN),
        *_in_rows(plan),
    )


def _listed(data: bytes, path: str, headings: Mapping[str, str]) -> Iterator[Kept]:
    tree = read_yaml(data, Place(path), Report()) if data.strip() else None
    for entry in tree.entries if tree else ():
        if what := headings.get(entry.key.text):
            yield from (Kept(one.place, what, one.text) for one in _texts(entry.value))


def _texts(value: YamlValue) -> Iterable[Cell]:
    """Yield the texts below a heading, without keys; telephones of units are no names."""
    if isinstance(value, YamlMap):
        for entry in value.entries:
            if entry.key.text != "phone":
                yield from _texts(entry.value)
    elif isinstance(value, YamlList):
        for one in value.items:
            yield from _texts(one)
    else:
        yield from cells_in(value)


def _in_rows(plan: Plan) -> Iterator[Kept]:
    personal = personal_codes()
    for edition in plan.editions:
        for row in edition.rows:
            for column, text in stated(row).items():
                if text and column not in personal:
                    yield Kept(row.at.of(column), f"ช่อง {column_name(column)}", text)


def refuse_kept(kept: Iterable[Kept], needles: Needles, year: str, code: str) -> None:
    """Refuse texts that stand in such a name. Raises CoverRefusedError."""
    for one in kept:
        if needles.stand_in(one.name):
            again = f"phaen withdraw {year} {code or 'รหัสโครงการ'} --column โครงการ --text แฟ้ม"
            why = (
                f"ข้อความที่ให้ปิดอยู่ใน{one.what} ซึ่งต้องคงอยู่เสมอ เขียนข้อความให้ยาวขึ้น เช่น ทั้งชื่อและนามสกุล "
                f"แล้วสั่งใหม่ หรือปิดเฉพาะในช่องของโครงการ: {again} --reason เหตุผล"
            )
            raise CoverRefusedError(one.place, why)


def besides_kept(kept: Iterable[Kept], texts: Iterable[str]) -> list[str]:
    """Return the texts that stand in none of the names: only these are looked for elsewhere."""
    names = [one.name for one in kept]
    return [text for text in texts if not any(_stands(text, name) for name in names)]


def _stands(text: str, name: str) -> bool:
    try:
        return Needles([text]).stand_in(name)
    except ShortNeedleError:
        return text in name
