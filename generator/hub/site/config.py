"""The frame of the hub's pages and what servers read: as a portal has them, without its years."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.hub.site.addresses import address
from generator.hub.site.records import Country
from generator.machine.artifact import DAYS, Artifact
from generator.plan.colour import DEFAULT, palette
from generator.plan.model import Organization
from generator.site.addresses import address as of_portal
from generator.site.render.assets import theme_assets, theme_templates
from generator.site.render.config import FRAME_WORDS
from generator.site.render.files import tree_artifacts
from generator.site.render.serving import (
    POLICY,
    apache_headers,
    netlify_headers,
    nginx_headers,
)
from generator.site.render.templates import interface
from generator.thai.lines import kept_whole
from generator.thai.text import all_printable

_MENU = ("country", "clocks", "coordination", "members", "data", "about")
_FOOT = ("all-programmes", "all-agencies", "about")


def frame_artifacts(country: Country, theme: Path) -> Iterator[Artifact]:
    """Yield what every page stands in: the builder's settings, templates, assets, rules."""
    organization = organization_of(country)
    assets = theme_assets(theme, organization, {})
    yield Artifact("portal.yml", _portal_yml(country, theme, assets.folder).encode())
    yield Artifact(DAYS, b"{}\n")
    yield from tree_artifacts(f"docs/{assets.folder}", assets.files)
    yield from tree_artifacts("theme", theme_templates(theme))
    texts = {
        "robots": "User-agent: *\nAllow: /\n",
        "headers-netlify": netlify_headers({assets.folder}, ()),
        "headers-apache": apache_headers(()),
        "headers-nginx": nginx_headers(),
    }
    for name, text in texts.items():
        yield Artifact(of_portal(name).staged(), text.encode())


def organization_of(country: Country) -> Organization:
    """Return the hub as what publishes."""
    return Organization(country.name, "")


def _portal_yml(country: Country, theme: Path, assets: str) -> str:
    """Return JSON, which is YAML that any reader reads."""
    words = interface(theme, organization_of(country))
    texts = {name: words.plain(f"site.{name}") for name in FRAME_WORDS}
    texts["tagline"] = words.plain("hub.tagline")
    texts["not_found_more"] = words.plain("hub.not_found_more")
    frame: Mapping[str, object] = {
        "hub": True,
        "organization": country.name,
        "seat": [],
        "address": "",
        "contacts": [],
        "executive": "",
        "licence": None,
        "emblem": None,
        "assets": assets,
        "colour": palette(DEFAULT).accent,
        "current_year": country.year,
        "image": "",
        "policy": POLICY,
        "menu": [(address(one).at(), words.plain(f"hub.menu_{one}")) for one in _MENU],
        "foot": [
            (address(one).at(), words.plain(f"hub.menu_{one.replace('-', '_')}")) for one in _FOOT
        ],
        "words": texts,
        "digits": words.figures("0123456789"),
        "kept": kept_whole((country.name,)),
    }
    config = {
        "site_name": country.name,
        "site_url": "",
        "site_description": words.plain("hub.title", name=country.name),
        "extra": {"phaen": frame},
    }
    return json.dumps(all_printable(config), ensure_ascii=False, indent=2) + "\n"
