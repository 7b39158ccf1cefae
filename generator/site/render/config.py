"""The part of the site's configuration that is derived from the plans, and what servers read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from generator.archive.sealed import SealedYear
from generator.machine.artifact import Artifact
from generator.plan.colour import DEFAULT, Palette, palette
from generator.site.render.templates import Words, interface
from generator.site.views import SiteView
from generator.thai.text import printable

# No request leaves the site, and nothing written into a page can run.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)
# Every policy that pages were ever published under: sealed pages keep theirs.
POLICIES = (POLICY,)
HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# What a browser need not ask for again. Styles, script and fonts never change at their address; a
# page may in a minute.
_KEPT = "public, max-age=31536000, immutable"
_KEPT_SHORT = "max-age=60"
_DIGEST = "[0-9a-f]{12}"
_WORDS = (
    "tagline", "skip", "menu", "all_years", "about", "data", "how_to_read", "glossary",
    "data_policy", "contact", "phone", "email", "line", "not_found", "not_found_more", "home",
    "printed_from", "printed_on", "choose_year", "verify",
)  # fmt: skip


def config_artifacts(site: SiteView, theme: Path, assets: str) -> Iterator[Artifact]:
    """Yield what the portal's mkdocs.yml inherits, and what servers read.

    `assets` is the address of what every page loads.
    """
    organization = site.organization
    words = interface(theme, organization)
    colours = palette(organization.primary_colour or DEFAULT)
    texts = {
        "portal.yml": _portal_yml(site, words, colours, assets),
        "docs/years.json": _years_json(site, words),
        "docs/robots.txt": _robots_txt(site),
        "docs/_headers": _netlify_headers({assets, *(one.closed.assets for one in site.sealed)}),
        "docs/.htaccess": _apache_headers(),
        "docs/nginx-headers.conf": _nginx_headers(),
    }
    for path, text in texts.items():
        yield Artifact(path, text.encode())


def _portal_yml(site: SiteView, words: Words, colours: Palette, assets: str) -> str:
    """Return JSON, which is YAML that any reader reads."""
    organization, year = site.organization, site.current.label
    texts = {name: words.plain(f"site.{name}") for name in _WORDS}
    texts["current"] = words.plain("site.year", year=words.figures(year))
    texts["search"] = words.plain("search.open")
    texts["years"] = words.plain("data.year")
    config = {
        "site_name": organization.name,
        "site_url": organization.site_url,
        "site_description": words.plain("site.plan_of", organization=organization.name),
        "extra": {
            "phaen": {
                "organization": organization.name,
                "seat": organization.seat.split(" "),
                "contact": dict(organization.contact),
                "assets": assets,
                "colour": colours.accent,
                "current_year": year,
                "image": f"{year}/cards/index.png",
                "policy": POLICY,
                "words": texts,
                "digits": words.figures("0123456789"),
            }
        },
    }
    return json.dumps(_printable(config), ensure_ascii=False, indent=2) + "\n"


def _printable(value: object) -> object:
    """Return `value` with every text in it as YAML allows it."""
    if isinstance(value, dict):
        return {key: _printable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_printable(one) for one in value]
    return printable(value) if isinstance(value, str) else value


def _years_json(site: SiteView, words: Words) -> str:
    """Return the years in the shape of Material's versions.json, the newest first."""
    years = [
        {
            "version": year.label,
            "title": words.plain("site.year", year=words.figures(year.label)),
            "aliases": ["latest"] if year.current else [],
        }
        | ({"sealed": year.sealed_on.isoformat()} if isinstance(year, SealedYear) else {})
        for year in site.all_years
    ]
    return json.dumps(years, ensure_ascii=False) + "\n"


def _robots_txt(site: SiteView) -> str:
    address = site.organization.site_url
    lines = ["User-agent: *", "Allow: /"]
    return "\n".join([*lines, *([f"Sitemap: {address}sitemap.xml"] if address else [])]) + "\n"


def _netlify_headers(assets: set[str]) -> str:
    # Hosts that read this file keep pages short by themselves, and would join a second value.
    every = "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())
    kept = "".join(f"/{one}/*\n  Cache-Control: {_KEPT}\n" for one in sorted(assets))
    return f"/*\n{every}{kept}"


def _apache_headers() -> str:
    lines = "".join(f'  Header always set {name} "{value}"\n' for name, value in HEADERS.items())
    kept = (
        f'  Header set Cache-Control "{_KEPT_SHORT}"\n'
        f'  <If "%{{REQUEST_URI}} =~ m#/assets/{_DIGEST}/#">\n'
        f'    Header set Cache-Control "{_KEPT}"\n  </If>\n'
    )
    return f"ErrorDocument 404 /404.html\n<IfModule mod_headers.c>\n{lines}{kept}</IfModule>\n"


def _nginx_headers() -> str:
    lines = "".join(f'add_header {name} "{value}" always;\n' for name, value in HEADERS.items())
    # Not in a location: a header added there would put out those above.
    kept = (
        f'set $phaen_kept "{_KEPT_SHORT}";\n'
        f'if ($uri ~ "/assets/{_DIGEST}/") {{ set $phaen_kept "{_KEPT}"; }}\n'
        "add_header Cache-Control $phaen_kept;\n"
    )
    return f"# include this file in the server block\n{lines}{kept}error_page 404 /404.html;\n"
