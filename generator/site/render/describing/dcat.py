"""The catalogue of our data as DCAT 2, written as JSON-LD with its context inside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.machine.artifact import Artifact
from generator.plan.model import Organization
from generator.site.addresses import address
from generator.site.render.describing.files import DataFile
from generator.site.render.describing.told import (
    ToldYear,
    address_of,
    keywords,
    told_years,
    written,
)
from generator.site.render.templates import Words
from generator.site.views import SiteView
from generator.thai.phones import phone_parts

_XSD = "http://www.w3.org/2001/XMLSchema#"
_UP = "../"
_CONTEXT: Mapping[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": _XSD,
}
_THAI = {"@id": "http://publications.europa.eu/resource/authority/language/THA"}
_YEARLY = {"@id": "http://publications.europa.eu/resource/authority/frequency/ANNUAL"}
_MEDIA = "https://www.iana.org/assignments/media-types/"


def dcat_artifact(site: SiteView, words: Words, files: Iterable[DataFile]) -> Artifact:
    """Return the catalogue of every announced year and of all years, sealed ones as sealed."""
    writer = _Writer(site.organization, words)
    by_year: dict[str, list[DataFile]] = {}
    for one in files:
        by_year.setdefault(one.year, []).append(one)
    years = told_years(site, words)
    datasets = [writer.year(one, by_year.get(one.label, [])) for one in reversed(years)]
    if by_year.get("") and years:
        datasets.insert(0, writer.all_years(years, by_year[""]))
    return Artifact(address("dcat").staged(), written(writer.catalogue(datasets)))


class _Writer:
    def __init__(self, organization: Organization, words: Words) -> None:
        self._organization = organization
        self._words = words
        self._publisher = {"@id": self._at("#publisher")}

    def _at(self, path: str) -> str:
        return address_of(self._organization, path, _UP)

    def catalogue(self, datasets: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Return the whole file."""
        organization = self._organization
        return {
            "@context": _CONTEXT,
            "@id": self._at("#catalogue"),
            "@type": "dcat:Catalog",
            "dct:title": _thai(
                self._words.plain("described.dcat_of", organization=organization.name)
            ),
            "dct:publisher": self._agent(),
            "dct:language": _THAI,
            "foaf:homepage": {"@id": self._at(address("home").path)},
            **self._licence(),
            "dcat:dataset": datasets,
        }

    def _agent(self) -> dict[str, Any]:
        organization = self._organization
        website = organization.contact.get("website", "")
        page = website if "://" in website else f"https://{website}" if website else ""
        return {
            **self._publisher,
            "@type": "foaf:Agent",
            "foaf:name": _thai(organization.name),
            **({"dct:identifier": organization.dla_code} if organization.dla_code else {}),
            **({"foaf:homepage": {"@id": page}} if page else {}),
        }

    def _licence(self) -> dict[str, Any]:
        one = self._organization.licence
        return {"dct:license": {"@id": one.address}} if one else {}

    def year(self, told: ToldYear, files: Sequence[DataFile]) -> dict[str, Any]:
        """Return the dataset of one year."""
        title = self._words.plain(
            "described.of", title=told.title, organization=self._organization.name
        )
        return {
            "@id": self._at(f"{told.label}/data/#dataset"),
            "dct:identifier": f"action-plan-{told.label}",
            **self._dataset(title, [told], files),
            "dcat:landingPage": {"@id": self._at(address("year-data").at(told.label))},
        }

    def all_years(self, years: Sequence[ToldYear], files: Sequence[DataFile]) -> dict[str, Any]:
        """Return the dataset of all years."""
        title = self._words.plain("described.all", organization=self._organization.name)
        return {
            "@id": self._at("data/#dataset"),
            "dct:identifier": "action-plans",
            **self._dataset(title, years, files),
            "dct:accrualPeriodicity": _YEARLY,
            "dcat:landingPage": {"@id": self._at(address("data").path)},
        }

    def _dataset(
        self, title: str, years: Sequence[ToldYear], files: Sequence[DataFile]
    ) -> dict[str, Any]:
        issued = [one.announced for one in years if one.announced]
        changed = [one.changed for one in years if one.changed]
        return {
            "@type": "dcat:Dataset",
            "dct:title": _thai(title),
            "dct:description": _thai(self._words.plain("described.about")),
            "dct:publisher": self._publisher,
            "dcat:contactPoint": self._contact(),
            "dct:language": _THAI,
            "dcat:keyword": [_thai(one) for one in keywords(self._organization)],
            **({"dct:issued": _day(min(issued).isoformat())} if issued else {}),
            **({"dct:modified": _day(max(changed).isoformat())} if changed else {}),
            "dct:temporal": {
                "@type": "dct:PeriodOfTime",
                "dcat:startDate": _day(years[0].year.first.isoformat()),
                "dcat:endDate": _day(years[-1].year.last.isoformat()),
            },
            "dct:spatial": self._area(),
            **self._licence(),
            "dcat:distribution": [self._distribution(one) for one in files],
        }

    def _contact(self) -> dict[str, Any]:
        organization = self._organization
        mail = organization.contact.get("email", "")
        phones = [
            f"tel:{one.number}"
            for one in phone_parts(organization.contact.get("phone", ""))
            if one.number
        ]
        return {
            "@type": "vcard:Organization",
            "vcard:fn": _thai(organization.name),
            **({"vcard:hasEmail": {"@id": f"mailto:{mail}"}} if mail else {}),
            **({"vcard:hasTelephone": [{"@id": one} for one in phones]} if phones else {}),
        }

    def _area(self) -> dict[str, Any]:
        one = self._organization
        name = " ".join(part for part in (one.name, one.seat) if part)
        return {"@type": "dct:Location", "skos:prefLabel": _thai(name)}

    def _distribution(self, file: DataFile) -> dict[str, Any]:
        where = self._at(file.path)
        table = self._words.plain(f"open.{file.table}")
        ending = self._words.plain("described.for_excel") if file.for_excel else ""
        return {
            "@id": where,
            "@type": "dcat:Distribution",
            "dct:title": _thai(" ".join(filter(None, (table, file.ending.upper(), ending)))),
            "dcat:accessURL": {"@id": where},
            "dcat:downloadURL": {"@id": where},
            "dcat:mediaType": {"@id": f"{_MEDIA}{file.media_type}"},
            "dcat:byteSize": {"@value": str(len(file.data)), "@type": "xsd:nonNegativeInteger"},
            "dct:conformsTo": {"@id": self._at(_described(file))},
            **self._licence(),
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
            },
        }


def _described(file: DataFile) -> str:
    """Return where the columns of a file are told: those of a year are among those of all."""
    if file.ending == "json":
        return address("schema").at(one=file.table)
    return address("all-package").path


def _thai(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "th"}


def _day(iso: str) -> dict[str, str]:
    return {"@value": iso, "@type": "xsd:date"}
