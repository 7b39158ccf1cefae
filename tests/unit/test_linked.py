"""What pages tell programs: read by a library of RDF, what was stated and nothing else, inert."""

from __future__ import annotations

import datetime
import html
import json
import re
from dataclasses import replace
from typing import Any

import pytest
import yaml
from rdflib import RDF, Graph, Namespace

from generator.archive.harmless import _page_harm
from generator.machine.packaged import THEME
from generator.plan.check import Exempt
from generator.plan.model import (
    Budget,
    BudgetKind,
    Change,
    Coordinates,
    Edition,
    Organization,
    Origin,
    Owner,
    Plan,
    Portal,
    PostingPeriod,
    Villages,
)
from generator.problems import Report
from generator.site.gate import leaks
from generator.site.render import SHAPES, page_artifacts
from generator.site.render.serving import POLICY
from generator.site.views import site_view
from generator.thai.fiscal import Month
from portals import ORGANIZATION, TODAY, make_plan, make_project

SCHEMA = Namespace("https://schema.org/")
DAY = datetime.date(2026, 10, 15)
HOSTILE = "ถนน </script><script>alert(1)</script> \"'\\ <!-- \u202e{{ 7*7 }} --- ซอย\u2028 5"


def told(plan: Plan, organization: Organization = ORGANIZATION) -> dict[str, Any]:
    """Return what each page of a plan tells, as JSON by its path."""
    view = site_view(Portal(organization, (plan,)), Report(), today=TODAY)
    pages = {one.path: one.data.decode() for one in page_artifacts(view, THEME)}
    heads = {path: yaml.safe_load(text.split("---\n")[1]) for path, text in pages.items()}
    return {path: json.loads(head["ld"]) for path, head in heads.items() if "ld" in head}


def announced(*rows: Any) -> Plan:
    plan = make_plan(*rows)
    posting = PostingPeriod(DAY, DAY, None)
    first = replace(plan.editions[0], posting=posting, posted_at=("บอร์ดหน้าสำนักงาน",))
    return replace(plan, editions=(first,))


def graph(value: Any) -> Graph:
    found = Graph()
    return found.parse(data=json.dumps(value), format="json-ld", publicID="https://a.example/2570/")


def one_project(**said: Any) -> dict[str, Any]:
    pages = told(announced(make_project(id="2570-001", **said)))
    found: dict[str, Any] = pages["docs/2570/projects/2570-001.md"]
    return found


def test_a_project_is_told_with_its_agency_area_money_and_months() -> None:
    found = graph(
        one_project(
            name="ถนน",
            budget=Budget(BudgetKind.AMOUNT, 1991),
            months=(Month(2026, 11), Month(2027, 1)),
            villages=Villages((1,), origin=Origin.STATED),
            coordinates=Coordinates("19.5", "99.5"),
        )
    )
    (project,) = found.subjects(RDF.type, SCHEMA.Project)
    said = {str(name).removeprefix(SCHEMA): value for name, value in found[project]}
    assert (str(said["name"]), str(said["identifier"])) == ("ถนน", "2570-001")
    work = found.value(project, SCHEMA.event)
    assert found.value(work, RDF.type) == SCHEMA.Event
    assert str(found.value(work, SCHEMA.startDate)) == "2026-11"
    assert str(found.value(work, SCHEMA.endDate)) == "2027-01"
    # Scheduled: that it began, or ended, no plan says.
    assert str(found.value(work, SCHEMA.eventStatus)) == f"{SCHEMA}EventScheduled"
    assert not {"foundingDate", "dissolutionDate"} & said.keys()
    amount = found.value(said["funding"], SCHEMA.amount)
    assert found.value(amount, RDF.type) == SCHEMA.MonetaryAmount
    assert str(found.value(amount, SCHEMA.currency)) == "THB"
    assert float(found.value(amount, SCHEMA.value)) == 19.91
    agency = said["parentOrganization"]
    assert found.value(agency, RDF.type) == SCHEMA.GovernmentOrganization
    assert ORGANIZATION.name in str(found.value(agency, SCHEMA.name))
    assert "หมู่ที่ 1" in str(said["areaServed"])


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ({"budget": Budget(BudgetKind.NOT_STATED, None)}, "funding"),
        ({"budget": Budget(BudgetKind.NO_BUDGET, 0)}, "funding"),
        ({"change": Change.CANCEL}, "funding"),
        ({"change": Change.CANCEL, "months": (Month(2026, 11),)}, "event"),
        ({"months": ()}, "event"),
        ({"villages": Villages((1,), origin=Origin.READ), "place": ""}, "areaServed"),
        ({}, "location"),
    ],
)
def test_what_is_not_stated_or_is_no_more_is_not_told(said: dict[str, Any], lacking: str) -> None:
    assert lacking not in one_project(**said)


def test_nought_baht_are_an_amount() -> None:
    found = one_project(budget=Budget(BudgetKind.ZERO, 0))
    assert found["funding"]["amount"]["value"] == 0


def test_another_agencys_project_is_not_told_as_ours() -> None:
    found = one_project(owner=Owner.CENTRAL, unit="กรมตัวอย่าง", unit_slug="")
    assert found["parentOrganization"]["@type"] == "Organization"
    assert ORGANIZATION.name not in found["parentOrganization"]["name"]


def test_a_notice_without_a_last_day_has_none() -> None:
    page = told(announced(make_project()))["docs/2570/announcements/index.md"]
    found = graph(page)
    (event,) = found.subjects(RDF.type, SCHEMA.Event)
    assert str(found.value(event, SCHEMA.startDate)) == "2026-10-15"
    assert found.value(event, SCHEMA.endDate) is None
    assert str(found.value(found.value(event, SCHEMA.location), SCHEMA.name)) == "บอร์ดหน้าสำนักงาน"


def test_a_draft_tells_programs_of_nothing_but_who_publishes() -> None:
    plan = make_plan(make_project())
    draft = replace(plan, editions=(Edition(0, plan.editions[0].at, rows=plan.editions[0].rows),))
    assert set(told(draft)) == {"docs/index.md"}


@pytest.mark.parametrize("url", ["", "https://plan.example.go.th/"])
def test_addresses_are_those_of_the_site_or_lead_from_the_page(url: str) -> None:
    organization = replace(ORGANIZATION, site_url=url, contact={"website": "a.example.go.th"})
    pages = told(announced(make_project()), organization)
    own = {"https://a.example.go.th", "https://schema.org/", url}
    for value in pages.values():
        found = set(re.findall(r'https?://[^"]*', json.dumps(value)))
        assert {one for one in found - own if not (url and one.startswith(url))} == set()
    assert ("mainEntityOfPage" in pages["docs/index.md"]) == bool(url)


@pytest.mark.parametrize("where", ["name", "place"])
def test_a_hostile_text_is_data_and_ends_nothing(where: str) -> None:
    plan = announced(make_project(**{"id": "2570-001", where: HOSTILE}))
    view = site_view(Portal(ORGANIZATION, (plan,)), Report(), today=TODAY)
    made = {one.path: one.data.decode() for one in page_artifacts(view, THEME)}
    (line,) = re.findall("^ld: .*$", made["docs/2570/projects/2570-001.md"], re.MULTILINE)
    assert "alert(1)" in line
    assert not set("<>&\u202e\u2028") & set(line)
    assert "alert(1)" in json.dumps(json.loads(yaml.safe_load(line)["ld"]))


IDENTITY = "1234567890121"
NOBODY = Exempt(Organization("เทศบาลตำบลตัวอย่าง", "เทศบาลตำบล"))


@pytest.mark.parametrize("text", [IDENTITY, "".join(f"\\u{ord(one):04x}" for one in IDENTITY)])
def test_the_gate_reads_each_value_as_a_program_does(text: str) -> None:
    block = f'{{"a":"ก","n":"{text}"}}'
    page = f'<head>\n<script type="application/ld+json">{block}</script>\n</head>'
    source = f'---\ntitle: "ก"\nld: {json.dumps(block)}\n---\n'
    for path, data in (("docs/a.html", page), ("docs/a.md", source)):
        found = [one.datum.kind for one in leaks(path, data.encode(), NOBODY)]
        assert found == ["identity-number"]
    # Figures of two values are no number of a person.
    parted = block.replace(text, '12345678","m":"90121')
    assert [*leaks("docs/a.html", page.replace(block, parted).encode(), NOBODY)] == []


@pytest.mark.parametrize(("block", "fits"), [('{"a":1}', True), ("alert(1)", False), ("{", False)])
def test_a_sealed_page_tells_programs_data_alone(block: str, fits: bool) -> None:
    page = (
        f'<!doctype html>\n<html lang="th">\n<head>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(POLICY)}">\n'
        f'<script type="application/ld+json">{block}</script></head><body></body></html>'
    )
    assert (_page_harm(page.encode(), SHAPES) == "") is fits
