"""What pages tell programs of themselves: schema.org as JSON-LD, out of what the pages show.

What nobody stated is left out, as is whatever is not announced; an address is whole or, where the
site's own is not known, told from the page. The vocabulary is named, not fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.plan.model import Budget, BudgetKind, Organization, Origin, Owner, PostingPeriod
from generator.site.addresses import address
from generator.site.render.describing.files import MEDIA
from generator.site.render.describing.told import (
    ToldYear,
    address_of,
    keywords,
    told_year,
    told_years,
)
from generator.site.render.feeds import said_line
from generator.site.render.templates import Words
from generator.site.views import Name, ProjectView, SiteView, YearView, table_columns
from generator.site.views.words import Word
from generator.thai.fiscal_year import Month
from generator.thai.phones import phone_parts
from generator.thai.text import all_printable

_VOCABULARY = "https://schema.org/"
# A program that reads the standard takes these for addresses, others for texts.
_ADDRESSES = {name: {"@type": "@id"} for name in ("url", "contentUrl", "license")}
_AGENCY = "GovernmentOrganization"
# Within a page's head none of these may end the block, nor begin anything in it; the others would
# turn round, or part, the line for whoever reads the page's source.
_TURNING = (*range(0x200E, 0x2010), *range(0x2028, 0x202F), *range(0x2066, 0x206A))
_INERT = {sign: f"\\u{sign:04x}" for sign in (*map(ord, "<>&"), *_TURNING)}


class Linked:
    """Tells of one organisation; `kilobytes` are those of data files by their address."""

    def __init__(
        self, organization: Organization, words: Words, kilobytes: Mapping[str, int]
    ) -> None:
        self._organization = organization
        self._words = words
        self._kilobytes = kilobytes

    def home(self) -> str:
        """Return who publishes."""
        one, contact = self._organization, self._organization.contact
        numbers = (part.number for part in phone_parts(contact.get("phone", "")))
        site = contact.get("website", "")
        return _written(
            {
                **self._publisher(),
                "identifier": one.dla_code,
                "url": f"https://{site}" if site and "://" not in site else site,
                "mainEntityOfPage": one.site_url,
                "address": _node(
                    "PostalAddress",
                    streetAddress=contact.get("address", ""),
                    addressLocality=one.district,
                    addressRegion=one.province,
                    addressCountry="TH",
                ),
                "telephone": [number for number in numbers if number],
                "email": contact.get("email", ""),
                "department": [_node(_AGENCY, name=unit.name) for unit in one.units],
            },
            {"url": {"@type": "@id"}},
        )

    def project(self, view: ProjectView, *, draft: bool) -> str:
        """Return a project of an announced plan; a cancelled one has neither money nor months."""
        if draft:
            return ""
        project, at = view.project, view.project.coordinates
        place = _node("GeoCoordinates", latitude=at.lat, longitude=at.lon) if at else {}
        return _written(
            {
                "@type": "Project",
                "name": project.name,
                "identifier": project.id,
                "parentOrganization": self._agency(view),
                "areaServed": self._area_of(view),
                "location": _node("Place", geo=place),
                "funding": {} if project.cancelled else _money(project.budget),
                "event": self._work(project.months if not project.cancelled else ()),
            }
        )

    def _work(self, planned: Sequence[Month]) -> dict[str, Any]:
        """Return the months of work: scheduled and no more, for a plan knows no day of either."""
        if not planned:
            return {}
        first, last = (f"{month.first:%Y-%m}" for month in (planned[0], planned[-1]))
        scheduled = {"eventStatus": f"{_VOCABULARY}EventScheduled"}
        name = self._words.plain("described.work")
        return _node("Event", name=name, startDate=first, endDate=last, **scheduled)

    def _agency(self, view: ProjectView) -> dict[str, Any]:
        """Return who carries it out; a unit is named with whose it is, as letters name it."""
        name, own = self._said(view.unit.name), self._organization.name
        if view.project.owner is not Owner.OWN:
            return _node("Organization", name=name)
        return _node(_AGENCY, name=name if name == own else f"{name} {own}")

    def _area_of(self, view: ProjectView) -> list[str]:
        """Return the villages that the plan states, else its own words: none that we read there."""
        where = view.project.villages
        if where.origin is Origin.STATED:
            whole = [self._organization.name]
            return whole if where.everywhere else [self._said(one.name) for one in view.villages]
        return [place] if (place := view.project.place) else []

    def postings(self, year: YearView) -> str:
        """Return when the notices of an announced year hang, each as an event."""
        found = [] if year.draft else [*self._hanging(year)]
        return _written({"@graph": found}) if found else ""

    def _hanging(self, year: YearView) -> Iterator[dict[str, Any]]:
        for one in year.editions:
            if not one.draft:
                title, edition = Word.of("calendar.posted", title=one.name), one.edition
                yield from self._event(title, edition.posting, edition.posted_at)
        for result in year.results:
            told, title = result.results, Word("calendar.results_posted")
            yield from self._event(title, told.posting, told.posted_at)

    def _event(
        self, title: Name, posting: PostingPeriod, places: Sequence[str]
    ) -> Iterator[dict[str, Any]]:
        first, last = posting.posted_from, posting.posted_until
        if first:
            yield _node(
                "Event",
                name=self._said(title),
                startDate=first.isoformat(),
                endDate=last.isoformat() if last and last >= first else "",
                location=[_node("Place", name=place) for place in places],
                organizer=self._publisher(),
            )

    def year_data(self, year: YearView) -> str:
        """Return the data of one announced year."""
        if year.draft:
            return ""
        told = told_year(year, self._words)
        page = address("year-data").at(year.label)
        name = self._words.plain(
            "described.of", title=told.title, organization=self._organization.name
        )
        own = {"name": name, "identifier": f"action-plan-{year.label}"}
        if told.changed:
            # Of a year alone: the day on which a year is sealed changes no data of all.
            own["dateModified"] = told.changed.isoformat()
        return self._dataset(own, [told], page, f"{year.label}/data/", "../../")

    def all_data(self, site: SiteView) -> str:
        """Return the data of all announced years, as the page of the whole site has them."""
        years = told_years(site, self._words)
        if not years:
            return ""
        name = self._words.plain("described.all", organization=self._organization.name)
        own = {"name": name, "identifier": "action-plans"}
        return self._dataset(own, years, address("data").path, "data/", "")

    def _dataset(
        self, own: Mapping[str, str], years: list[ToldYear], page: str, folder: str, up: str
    ) -> str:
        issued = [one.announced for one in years if one.announced]
        one = self._organization
        return _written(
            {
                "@type": "Dataset",
                **own,
                "description": self._words.plain("described.about"),
                "url": self._page(page),
                "license": one.licence.address if one.licence else "",
                "creator": self._publisher(),
                "inLanguage": "th",
                "keywords": keywords(one),
                "isAccessibleForFree": True,
                "datePublished": min(issued).isoformat() if issued else "",
                "temporalCoverage": f"{years[0].year.first}/{years[-1].year.last}",
                "spatialCoverage": _node("Place", name=" ".join((one.name, one.seat)).strip()),
                "distribution": self._files(folder, up),
            },
            _ADDRESSES,
        )

    def _files(self, folder: str, up: str) -> list[dict[str, Any]]:
        """Return the files that are there, without the copies for one program alone."""
        some = ((table, end) for table in table_columns() for end in MEDIA)
        found = ((table, end, f"{folder}{table}.{end}") for table, end in some)
        return [
            _node(
                "DataDownload",
                name=self._words.plain(f"open.{table}"),
                encodingFormat=MEDIA[end],
                contentUrl=address_of(self._organization, path, up),
                contentSize=f"{self._kilobytes[path]} kB",
            )
            for table, end, path in found
            if path in self._kilobytes
        ]

    def _publisher(self) -> dict[str, Any]:
        return _node(_AGENCY, name=self._organization.name)

    def _page(self, path: str) -> str:
        site = self._organization.site_url
        return f"{site}{path}" if site else ""

    def _said(self, name: Name) -> str:
        return said_line(name, self._words)


def _money(budget: Budget) -> dict[str, Any]:
    """Return how much is planned; without a stated amount nothing."""
    if budget.satang is None or budget.kind is BudgetKind.NO_BUDGET:
        return {}
    whole, rest = divmod(budget.satang, 100)
    amount = {"currency": "THB", "value": budget.satang / 100 if rest else whole}
    return _node("MonetaryGrant", amount={"@type": "MonetaryAmount", **amount})


def _node(kind: str, **told: Any) -> dict[str, Any]:
    """Return a thing of that kind with what is known of it; nothing where nothing is."""
    known = _known(told)
    return {"@type": kind, **known} if known else {}


def _known(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value or value is False}


def _written(told: Mapping[str, Any], terms: Mapping[str, Any] | None = None) -> str:
    value = {"@context": {"@vocab": _VOCABULARY, **(terms or {})}, **_known(told)}
    text = json.dumps(all_printable(value), ensure_ascii=False, separators=(",", ":"))
    return text.translate(_INERT)
