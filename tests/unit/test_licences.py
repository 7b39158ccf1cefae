"""The licence of the data: chosen by the office, told by its name and address, never guessed."""

from dataclasses import replace

import pytest

from generator.machine.packaged import THEME
from generator.plan.licences import licence_of, licences
from generator.plan.model import Licence, Portal
from generator.plan.urls import is_web_address
from generator.problems import Report
from generator.site.render import page_artifacts
from generator.site.views import site_view
from portals import ORGANIZATION, TODAY, make_plan, make_project

# The choices of the national catalogue's form for `license_id`, as its own schema has them.
NATIONAL = {
    "Creative Commons Attributions",
    "Creative Commons Attribution Share-Alike",
    "Open Data Common",
}


def test_every_licence_has_what_readers_and_catalogues_ask_for() -> None:
    for one in licences():
        assert one.name and one.thai and one.asks, one.id
        assert is_web_address(one.address), one.id
        assert one.national in {*NATIONAL, ""}, one.id
    assert len({one.id.casefold() for one in licences()}) == len(licences())


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("CC-BY-4.0", "CC-BY-4.0"),
        ("cc by 4.0", "CC-BY-4.0"),
        ("CC0", "CC0-1.0"),
        ("ODC-BY", "ODC-By-1.0"),
        ("DGA Open Government License", "DGA-OGL"),
    ],
)
def test_a_licence_is_known_by_its_usual_spellings(text: str, known: str) -> None:
    found = licence_of(text)
    assert found and found.id == known


@pytest.mark.parametrize("text", ["CC BY", "CC BY 3.0", "Open Data Common", "CC BY-NC 4.0", "เปิด"])
def test_what_leaves_open_which_licence_is_meant_is_none(text: str) -> None:
    assert licence_of(text) is None


def data_page(licence: Licence | None) -> str:
    plan = make_plan(make_project())
    portal = Portal(replace(ORGANIZATION, licence=licence), (plan,))
    site = site_view(portal, Report(), today=TODAY)
    pages = {one.path: one.data.decode() for one in page_artifacts(site, THEME)}
    return pages["docs/data.md"]


def test_the_data_page_names_the_licence_and_its_text_or_says_that_none_is_chosen() -> None:
    licence = licence_of("CC-BY-4.0")
    assert licence
    chosen, none = data_page(licence), data_page(None)
    assert f'href="{licence.address}"' in chosen and "(CC BY 4.0)" in chosen
    assert "ยังไม่ได้เลือกสัญญาอนุญาต" in none
    assert not any(one.address in none for one in licences())
