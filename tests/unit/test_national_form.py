"""The national catalogue's form, filled in: what the portal does not say is left to the office."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.plan.licences import licence_of, licences
from generator.site.national import national_form
from generator.site.views import CatalogueField, catalogue
from portals import ORGANIZATION

# The lists of choices of the form, as the schema thai_gdc has them.
COVERAGE = {"จังหวัด", "เทศบาล/อบต.", "อื่นๆ"}
LICENCES = {
    "License not specified", "Creative Commons Attributions",
    "Creative Commons Attribution Share-Alike", "Open Data Common", "อื่นๆ",
}  # fmt: skip
OFFICE = replace(ORGANIZATION, contact={"email": "saraban@example.go.th"})


def filled(**changes: object) -> dict[str, CatalogueField]:
    office = replace(OFFICE, **changes)  # type: ignore[arg-type]
    return {one.name: one for one in catalogue(office, ["2569", "2570"])}


def test_without_a_licence_the_form_says_that_none_is_named_and_the_office_what_to_do() -> None:
    one = filled()["license_id"]
    assert one.value == "License not specified"
    assert "licence" in one.remark
    assert not filled(licence=licence_of("CC-BY-4.0"))["license_id"].remark


@pytest.mark.parametrize("licence", licences(), ids=lambda one: one.id)
def test_a_licence_is_a_choice_of_the_form_or_named_beside_it(licence: object) -> None:
    told = filled(licence=licence)
    assert told["license_id"].value in LICENCES
    other = told.get("license_id_other")
    assert (told["license_id"].value == "อื่นๆ") == bool(other and other.value)


def test_an_office_without_mail_is_told_so_and_no_address_is_made_up() -> None:
    one = filled(contact={})["maintainer_email"]
    assert one.values == ()
    assert "organization.yml" in one.remark


@pytest.mark.parametrize("kind", ["อบต.", "เทศบาลเมือง", "อบจ.", "กรุงเทพมหานคร", "เมืองพัทยา"])
def test_the_area_of_every_kind_of_office_is_a_choice_of_the_form(kind: str) -> None:
    told = filled(kind=kind)
    assert told["geo_coverage"].value in COVERAGE
    beside = "geo_coverage_other" in told
    assert beside == (kind == "เมืองพัทยา")


def test_before_any_plan_is_announced_no_year_is_claimed() -> None:
    (one,) = (one for one in catalogue(OFFICE, []) if one.name == "notes")
    assert one.values == () and one.remark


def test_the_mandatory_fields_are_fourteen() -> None:
    assert sum(not one.beside for one in national_form().fields) == 14
