"""The part of the site's configuration that is derived from the plans (`build/portal.yml`)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.artifact import Artifact
from generator.views import SiteView

_COLOUR = "#0b5d4a"


def config_artifacts(site: SiteView) -> Iterator[Artifact]:
    """Yield what the portal's mkdocs.yml inherits, and the accent colour for the style sheet."""
    colour = site.organization.primary_colour or _COLOUR
    yield Artifact("portal.yml", _portal_yml(site, colour).encode())
    yield Artifact("docs/assets/phaen/colour.css", f":root {{ --accent: {colour}; }}\n".encode())


def _portal_yml(site: SiteView, colour: str) -> str:
    """Return JSON, which is YAML that any reader reads."""
    organization = site.organization
    config = {
        "site_name": organization.name,
        "site_url": organization.site_url,
        "site_description": f"แผนการดำเนินงานของ{organization.name}",
        "extra": {
            "phaen": {
                "organization": organization.name,
                "seat": organization.seat,
                "contact": dict(organization.contact),
                "colour": colour,
                "current_year": site.current.label,
            }
        },
    }
    return json.dumps(config, ensure_ascii=False, indent=2) + "\n"
