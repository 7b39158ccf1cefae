"""The part of the site's configuration that is derived from the plans, and what servers read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.archive import SealedYear
from generator.machine.artifact import DAYS, EMBLEM, Artifact
from generator.plan.colour import DEFAULT, Palette, palette
from generator.plan.model import Organization
from generator.site.addresses import address
from generator.site.render.llms import llms_text
from generator.site.render.serving import (
    POLICY,
    apache_headers,
    netlify_headers,
    nginx_headers,
)
from generator.site.render.templates import Words, interface
from generator.site.views import SiteView, YearView, contacts
from generator.site.views.changed import page_days
from generator.thai.lines import kept_whole
from generator.thai.text import all_printable

#: The frame's own words; those of a portal's menus are beside them.
FRAME_WORDS = (
    "tagline", "skip", "menu", "all_years", "no_contact", "executive", "not_found",
    "not_found_more", "home", "printed_from", "printed_on", "choose_year", "licence",
)  # fmt: skip
# By the page to which each leads; that of the newest year stands first, its ITA among the second.
_MENU = {"years.html": "all_years", "about.html": "about", "data.html": "data"}
_FOOT = {
    "how-to-read.html": "how_to_read", "glossary.html": "glossary",
    "data-policy.html": "data_policy", "ita.html": "ita", "verify.html": "verify",
    "contact.html": "contact",
}  # fmt: skip


def config_artifacts(site: SiteView, theme: Path, assets: str) -> Iterator[Artifact]:
    """Yield what the portal's mkdocs.yml inherits, and what servers read.

    `assets` is the address of what every page loads.
    """
    organization = site.organization
    words = interface(theme, organization)
    colours = palette(organization.primary_colour or DEFAULT)
    kept = {one.closed.assets for one in site.sealed}
    sealed = [one.label for one in site.sealed]
    yield Artifact("portal.yml", _portal_yml(site, words, colours, assets).encode())
    # Beside what touches every page: a day that changes makes no page again.
    days = {path: day.isoformat() for path, day in sorted(page_days(site).items())}
    yield Artifact(DAYS, f"{json.dumps(days, indent=0)}\n".encode())
    texts = {
        "years-list": _years_json(site, words),
        "robots": _robots_txt(site),
        "llms": llms_text(site, words),
        "headers-netlify": netlify_headers({assets, *kept}, sealed),
        "headers-apache": apache_headers(sealed),
        "headers-nginx": nginx_headers(),
    }
    for name, text in texts.items():
        yield Artifact(address(name).staged(), text.encode())


def _portal_yml(site: SiteView, words: Words, colours: Palette, assets: str) -> str:
    """Return JSON, which is YAML that any reader reads."""
    organization, year = site.organization, site.current.label
    texts = {name: words.plain(f"site.{name}") for name in FRAME_WORDS}
    of_year = {f"{year}/index.html": words.plain("site.year", year=words.figures(year))}
    menu = of_year | {path: words.plain(f"site.{name}") for path, name in _MENU.items()}
    foot = {
        f"{year}/{path}" if name == "ita" else path: words.plain(f"site.{name}")
        for path, name in _FOOT.items()
    }
    texts["search"] = words.plain("search.open")
    texts["years"] = words.plain("data.year")
    said = words.plain("site.plan_of", organization=organization.name)
    config = {
        "site_name": organization.name,
        "site_url": organization.site_url,
        "site_description": (
            words.plain("draft.titled", title=said) if site.current.draft else said
        ),
        "extra": {
            "phaen": {
                "organization": organization.name,
                "seat": organization.seat.split(" "),
                "address": organization.contact.get("address", ""),
                "contacts": [
                    {
                        "name": words.plain(f"site.{one.name}"),
                        "pieces": [{"text": p.text, "href": p.href} for p in one.pieces],
                    }
                    for one in contacts(organization)
                ],
                "executive": _executive(organization),
                "licence": _licence(organization),
                "emblem": _emblem(organization, assets, words),
                "assets": assets,
                "colour": colours.accent,
                "current_year": year,
                "image": address("card-year").at(year),
                "policy": POLICY,
                "menu": list(menu.items()),
                "foot": list(foot.items()),
                "words": texts,
                "digits": words.figures("0123456789"),
                "kept": kept_whole(organization.names),
            }
        },
    }
    return json.dumps(all_printable(config), ensure_ascii=False, indent=2) + "\n"


def _emblem(organization: Organization, assets: str, words: Words) -> Mapping[str, object] | None:
    """Return the picture beside the name: where it is, how large, what it shows."""
    one = organization.emblem
    if one is None:
        return None
    alt = words.plain("site.emblem", organization=organization.name)
    return {"src": f"{assets}/{EMBLEM}", "width": one.width, "height": one.height, "alt": alt}


def _executive(organization: Organization) -> str:
    """Return who announces the plan, as an office signs: the name, then what it is."""
    one = organization.executive
    return " ".join(part for part in (one.name, one.position) if part) if one else ""


def _licence(organization: Organization) -> Mapping[str, str] | None:
    """Return the licence of the data and where its text stands, where the office chose one."""
    one = organization.licence
    return {"name": one.thai, "address": one.address} if one else None


def _years_json(site: SiteView, words: Words) -> str:
    """Return the years in the shape of Material's versions.json, the newest first."""
    years = [
        {
            "version": year.label,
            "title": _year_title(year, words),
            "aliases": ["latest"] if year.current else [],
        }
        | ({"draft": True} if year.draft else {})
        | ({"sealed": year.sealed_on.isoformat()} if isinstance(year, SealedYear) else {})
        for year in site.all_years
    ]
    return json.dumps(years, ensure_ascii=False) + "\n"


def _year_title(year: YearView | SealedYear, words: Words) -> str:
    said = words.plain("site.year", year=words.figures(year.label))
    return words.plain("draft.year_named", title=said) if year.draft else said


def _robots_txt(site: SiteView) -> str:
    at, sitemap = site.organization.site_url, address("sitemap").at()
    lines = ["User-agent: *", "Allow: /"]
    return "\n".join([*lines, *([f"Sitemap: {at}{sitemap}"] if at else [])]) + "\n"
