"""An organisation without villages names places: no page and no script asks for a village."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace

import pytest

from generator.machine.packaged import THEME
from generator.plan.model import Portal, Villages
from generator.problems import Report
from generator.site.render import page_artifacts, site_assets
from generator.site.views import SiteView, site_view
from portals import ORGANIZATION, make_plan, make_project

PROVINCE = replace(ORGANIZATION, name="องค์การบริหารส่วนจังหวัดตัวอย่าง", kind="อบจ.", villages=())
PLACE = "ตำบลดอนแก้ว อำเภอแม่ตัวอย่าง"


def site(**told: object) -> SiteView:
    rows = (
        make_project(id="2570-001", place=PLACE),
        make_project(id="2570-002", place=""),
        make_project(id="2570-003", place=PLACE, villages=Villages((), everywhere=True)),
    )
    office = replace(PROVINCE, **told)  # type: ignore[arg-type]  # fields of an organisation
    return site_view(Portal(office, (make_plan(*rows),)), Report())


def test_pages_of_a_province_name_places_and_never_villages() -> None:
    pages = {one.path: one.data.decode() for one in page_artifacts(site(), THEME)}
    del pages["docs/columns.md"]  # columns of data are called the same in every office
    told = {
        path: text for path, text in pages.items() if re.search("หมู่(?:บ้าน|ที่|[ \u00a0~][0-9])", text)
    }
    assert not told
    assert "ไม่ได้ระบุอำเภอหรือตำบล" in pages["docs/2570/projects/2570-002.md"]
    assert "ไม่ได้ระบุอำเภอ" not in pages["docs/2570/projects/2570-001.md"]
    table = pages["docs/2570/table.md"]
    assert table.count(PLACE) == 2, "once a row, beside the whole province in one"


def test_a_province_without_a_list_sums_every_row_and_names_its_place() -> None:
    row = make_project(id="2570-001", place=PLACE, villages=Villages((3,)))
    other = make_project(id="2570-002", place="")
    everywhere = make_project(id="2570-003", villages=Villages((), everywhere=True))
    plan = make_plan(row, other, everywhere)
    told = site_view(Portal(PROVINCE, (plan,)), Report())
    (year,) = told.years
    assert year.area_wide.rows + year.no_place.rows == len(year.rows)
    assert year.search.villages == ("", "", "*")
    pages = {one.path: one.data.decode() for one in page_artifacts(told, THEME)}
    assert PLACE in pages["docs/2570/table.md"]
    assert not re.search("ตำบลที่[ \u00a0~][0-9]", pages["docs/2570/table.md"])


@pytest.mark.parametrize(
    "kind", ["", "เทศบาลตำบล", "เทศบาลเมือง", "เทศบาลนคร", "อบจ.", "กรุงเทพมหานคร"]
)
def test_words_of_the_search_are_those_of_the_kind(kind: str) -> None:
    strings = tomllib.loads((THEME / "strings.toml").read_text(encoding="utf-8"))
    words = strings["place"] | strings.get(f"place {kind}", {})
    data = site_assets(site(kind=kind), THEME).files["search-data.js"].decode()
    assert f"ไม่ได้ระบุ{words['village']}" in data
    others = {
        one["village"]
        for name, one in strings.items()
        if name.startswith("place") and "village" in one
    }
    assert not [one for one in others - {words["village"]} if f"ไม่ได้ระบุ{one}" in data]
