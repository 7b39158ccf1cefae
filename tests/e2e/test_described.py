"""What describes our data holds for libraries that are not ours, which read such descriptions."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package
from jsonschema import Draft202012Validator
from rdflib import DCAT, DCTERMS, RDF, Graph, Namespace

from e2e.sites import BuiltSite
from generator.site.render import json_schemas

SPDX = Namespace("http://spdx.org/rdf/terms#")
# The mandatory fields of the national catalogue's form, in its order (schema thai_gdc).
MANDATORY = [
    "data_type", "title", "owner_org", "maintainer", "maintainer_email", "tag_string", "notes",
    "objective", "update_frequency_unit", "geo_coverage", "data_source", "data_format",
    "data_category", "license_id",
]  # fmt: skip
_SCHEMA_OF = (
    (r"(?:\d{4}/)?data/(projects|progress|amendments|announcements|totals|villages)", None),
    (r"(?:\d{4}/)?data/datapackage", "datapackage"),
    (r"data/(catalogue|dcat)", None),
    (r"(years)", None),
    (r"\d{4}/[a-z-]+(?:/[A-Za-z0-9-]+)?", "list"),
)


@pytest.fixture(params=["example", "tiny"])
def site(request: pytest.FixtureRequest) -> BuiltSite:
    found: BuiltSite = request.getfixturevalue(request.param)
    return found


def packages(site: BuiltSite) -> list[Path]:
    found = sorted(site.site.glob("*/data/datapackage.json"))
    return [site.site / "data" / "datapackage.json", *found]


def faults(package: Path) -> list[str]:
    report = Package(str(package)).validate()
    return [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors] + [
        error.message for error in report.errors
    ]


def test_every_package_is_valid_for_frictionless(site: BuiltSite) -> None:
    found = packages(site)
    assert len(found) == 1 + len(site.view.years)
    for one in found:
        told = json.loads(one.read_text(encoding="utf-8"))
        assert len(told["resources"]) == 6
        assert faults(one) == []


def test_a_package_knows_a_file_that_is_not_the_one_it_describes(
    tiny: BuiltSite, tmp_path: Path
) -> None:
    folder = shutil.copytree(tiny.site / "2570" / "data", tmp_path / "data")
    table = folder / "projects.csv"
    table.write_bytes(table.read_bytes().replace(b"2570-00", b"2570-90"))
    assert faults(folder / "datapackage.json") != []


def test_a_package_tells_what_each_column_means_in_what_unit(example: BuiltSite) -> None:
    package = json.loads((example.site / "2570/data/datapackage.json").read_text(encoding="utf-8"))
    projects = package["resources"][0]["schema"]
    assert projects["primaryKey"] == ["รหัสโครงการ"]
    fields = {one["code"]: one for one in projects["fields"]}
    assert all(one["description"] for one in fields.values())
    assert fields["budget_baht"]["unit"] == "บาท"
    assert fields["percent_done"]["constraints"] == {"minimum": 0, "maximum": 100}
    assert fields["start_month"]["type"] == "yearmonth"
    named = [one["schema"].get("foreignKeys") for one in package["resources"]]
    assert [bool(one) for one in named] == [False, True, True, False, False, True]


def catalogue_of(site: BuiltSite) -> tuple[Graph, str]:
    """Return the catalogue as RDF, and what its addresses in the site begin with."""
    at = site.view.organization.site_url or "https://unknown.example/"
    graph = Graph()
    told = (site.site / "data" / "dcat.jsonld").read_text(encoding="utf-8")
    graph.parse(data=told, format="json-ld", publicID=f"{at}data/dcat.jsonld")
    return graph, at


def test_dcat_tells_every_data_file_by_its_bytes(site: BuiltSite) -> None:
    graph, at = catalogue_of(site)
    told = {}
    for one in graph.subjects(RDF.type, DCAT.Distribution):
        path = str(graph.value(one, DCAT.downloadURL)).removeprefix(at)
        checksum = graph.value(one, SPDX.checksum)
        digest = graph.value(checksum, SPDX.checksumValue)
        told[path] = (int(str(graph.value(one, DCAT.byteSize))), str(digest).lower())
        schema = str(graph.value(one, DCTERMS.conformsTo)).removeprefix(at)
        assert (site.site / schema).is_file(), schema
    names = r"(?:\d{4}/)?data/(?:projects|progress|amendments|announcements|totals|villages)"
    there = {
        path.relative_to(site.site).as_posix(): path.read_bytes()
        for path in site.site.rglob("*")
        if re.fullmatch(
            rf"{names}(?:-excel)?[.](?:csv|json|xlsx)", path.relative_to(site.site).as_posix()
        )
    }
    assert told == {
        path: (len(data), hashlib.sha256(data).hexdigest()) for path, data in there.items()
    }


def test_dcat_tells_each_announced_year_its_time_its_publisher_and_licence(
    site: BuiltSite,
) -> None:
    graph, _ = catalogue_of(site)
    datasets = [*graph.subjects(RDF.type, DCAT.Dataset)]
    announced = [one for one in site.view.all_years if not one.draft]
    assert len(datasets) == len(announced) + 1
    licence = site.view.organization.licence
    wanted = licence.address if licence else "None"
    for one in datasets:
        span = graph.value(one, DCTERMS.temporal)
        assert re.fullmatch("20[0-9]{2}-10-01", str(graph.value(span, DCAT.startDate)))
        assert re.fullmatch("20[0-9]{2}-09-30", str(graph.value(span, DCAT.endDate)))
        assert graph.value(one, DCTERMS.spatial) and graph.value(one, DCTERMS.title)
        assert graph.value(graph.value(one, DCTERMS.publisher), RDF.type)
        assert str(graph.value(one, DCTERMS.license)) == wanted
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    assert {*graph.objects(catalogue, DCAT.dataset)} == {*datasets}


def published_json(site: BuiltSite) -> Iterator[tuple[str, str, Any]]:
    """Yield each JSON with the name of its schema; empty where it has none."""
    for path in sorted([*site.site.rglob("*.json"), *site.site.rglob("*.jsonld")]):
        name = path.relative_to(site.site).with_suffix("").as_posix()
        if not name.startswith("data/schemas/"):
            kinds = (
                kind or found[1]
                for shape, kind in _SCHEMA_OF
                if (found := re.fullmatch(shape, name))
            )
            yield path.name, next(kinds, ""), json.loads(path.read_text(encoding="utf-8"))


def test_every_json_that_is_published_has_a_schema_and_keeps_to_it(site: BuiltSite) -> None:
    folder = site.site / "data" / "schemas"
    schemas = {
        one.stem: json.loads(one.read_text(encoding="utf-8")) for one in folder.glob("*.json")
    }
    assert schemas.keys() == json_schemas().keys()
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    used = set()
    for path, name, value in published_json(site):
        assert name in schemas, path
        used.add(name)
        found = [one.message for one in Draft202012Validator(schemas[name]).iter_errors(value)]
        assert found == [], path
    assert used == schemas.keys()


def test_a_schema_refuses_what_is_no_such_table(tiny: BuiltSite) -> None:
    schema = json_schemas()["projects"]
    table = json.loads((tiny.site / "2570/data/projects.json").read_text(encoding="utf-8"))
    at = table["columns"].index("budget_baht")
    wrong = [{**table, "columns": table["columns"][1:]}, {**table, "rows": [table["rows"][0][1:]]}]
    row = [*table["rows"][0]]
    row[at] = "หนึ่งแสน"
    wrong.append({**table, "rows": [row]})
    assert not [*Draft202012Validator(schema).iter_errors(table)]
    assert all([*Draft202012Validator(schema).iter_errors(one)] for one in wrong)


def test_the_national_form_is_told_whole_in_its_order_to_programs_and_to_clerks(
    site: BuiltSite,
) -> None:
    told = json.loads((site.site / "data/catalogue.json").read_text(encoding="utf-8"))
    assert [one for one in told if one in MANDATORY] == MANDATORY
    at = site.view.organization.site_url or "../"
    assert told["resources"]
    for one in told["resources"]:
        assert (site.site / one["url"].removeprefix(at)).is_file(), one
    sheet = (site.site / "data/catalogue.csv").read_bytes().decode("utf-8")
    assert sheet.startswith("\ufeff"), "Excel opens it in Thai"
    rows = [*csv.reader(sheet[1:].splitlines())][1:]
    fields = [one for name, one in told.items() if name not in ("url", "resources")]
    values = [", ".join(one) if isinstance(one, list) else one for one in fields]
    assert [row[1] for row in rows] == values


class _Blocks(HTMLParser):
    """Finds what a page tells programs, as a browser finds it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag == "script" and ("type", "application/ld+json") in attrs

    def handle_data(self, data: str) -> None:
        if self._within:
            self.found.append(data)

    def handle_endtag(self, _tag: str) -> None:
        self._within = False


def told_by(page: Path) -> Graph:
    """Return what a built page tells programs, read by the standard."""
    blocks = _Blocks()
    blocks.feed(page.read_text(encoding="utf-8"))
    (block,) = blocks.found
    return Graph().parse(data=block, format="json-ld", publicID="https://unknown.example/")


def test_pages_tell_programs_who_publishes_what_and_each_project(site: BuiltSite) -> None:
    schema = Namespace("https://schema.org/")
    home = told_by(site.site / "index.html")
    names = {str(home.value(one, schema.name)) for one in home.subjects(RDF.type)}
    assert site.view.organization.name in names
    for year in (one for one in site.view.years if not one.draft):
        data = told_by(site.site / year.label / "data" / "index.html")
        (dataset,) = data.subjects(RDF.type, schema.Dataset)
        spans = str(data.value(dataset, schema.temporalCoverage))
        assert spans == f"{year.plan.year.first}/{year.plan.year.last}"
        files = [str(one) for one in data.objects(None, schema.contentUrl)]
        assert len(files) == 6 * 3
        for one in files:
            path = one.rpartition("/data/")[2]
            assert (site.site / year.label / "data" / path).is_file()
    year = site.view.years[0]
    for view in year.projects[:20]:
        found = told_by(site.site / year.label / view.path)
        (project,) = found.subjects(RDF.type, schema.Project)
        assert str(found.value(project, schema.name)) == " ".join(view.project.name.split())
        satang = view.project.budget.satang
        amount = found.value(found.value(project, schema.funding), schema.amount)
        if satang is not None and amount is not None:
            assert round(float(str(found.value(amount, schema.value))) * 100) == satang
