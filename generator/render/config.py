"""The part of the site's configuration that is derived from the plans, and what servers read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from generator.artifact import Artifact
from generator.colour import DEFAULT, Palette, palette
from generator.render.templates import Words, interface, printable
from generator.views import SiteView

# No request leaves the site, and nothing written into a page can run.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# Seconds for which a browser need not ask again for styles, script and fonts: the next page is one
# small request, and a new build is everywhere soon.
_KEPT_FOR = 600
_WORDS = (
    "tagline", "skip", "menu", "all_years", "about", "data", "how_to_read", "glossary",
    "data_policy", "contact", "phone", "email", "line", "not_found", "not_found_more", "home",
    "printed_from", "printed_on", "choose_year",
)  # fmt: skip


def config_artifacts(site: SiteView, theme: Path) -> Iterator[Artifact]:
    """Yield what the portal's mkdocs.yml inherits, the accent's style sheet and server files."""
    organization = site.organization
    words = interface(theme, organization)
    colours = palette(organization.primary_colour or DEFAULT)
    texts = {
        "portal.yml": _portal_yml(site, words, colours),
        "docs/assets/phaen/colour.css": _colour_css(colours),
        "docs/years.json": _years_json(site, words),
        "docs/robots.txt": _robots_txt(site),
        "docs/_headers": _netlify_headers(),
        "docs/.htaccess": _apache_headers(),
        "docs/nginx-headers.conf": _nginx_headers(),
    }
    for path, text in texts.items():
        yield Artifact(path, text.encode())


def _portal_yml(site: SiteView, words: Words, colours: Palette) -> str:
    """Return JSON, which is YAML that any reader reads."""
    organization, year = site.organization, site.current.label
    texts = {name: words.plain(f"site.{name}") for name in _WORDS}
    texts["current"] = words.plain("site.year", year=words.figures(year))
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


def _colour_css(colours: Palette) -> str:
    light = f"--accent: {colours.accent}; --tint: {colours.tint};"
    dark = f"--accent: {colours.dark_accent}; --tint: {colours.dark_tint};"
    return (
        f":root {{ {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
    )


def _years_json(site: SiteView, words: Words) -> str:
    """Return the years in the shape of Material's versions.json, the newest first."""
    years = [
        {
            "version": year.label,
            "title": words.plain("site.year", year=words.figures(year.label)),
            "aliases": ["latest"] if year.current else [],
        }
        for year in site.years
    ]
    return json.dumps(years, ensure_ascii=False) + "\n"


def _robots_txt(site: SiteView) -> str:
    address = site.organization.site_url
    lines = ["User-agent: *", "Allow: /"]
    return "\n".join([*lines, *([f"Sitemap: {address}sitemap.xml"] if address else [])]) + "\n"


def _netlify_headers() -> str:
    every = "".join(f"  {name}: {value}\n" for name, value in _HEADERS.items())
    return f"/*\n{every}/assets/*\n  Cache-Control: max-age={_KEPT_FOR}\n"


def _apache_headers() -> str:
    lines = "".join(f'  Header always set {name} "{value}"\n' for name, value in _HEADERS.items())
    assets = (
        '  <FilesMatch "\\.(css|js|svg|woff2)$">\n'
        f'    Header set Cache-Control "max-age={_KEPT_FOR}"\n  </FilesMatch>\n'
    )
    return f"ErrorDocument 404 /404.html\n<IfModule mod_headers.c>\n{lines}{assets}</IfModule>\n"


def _nginx_headers() -> str:
    lines = "".join(f'add_header {name} "{value}" always;\n' for name, value in _HEADERS.items())
    # `expires`, for a header added inside a location would put out those above.
    assets = f"location /assets/ {{ expires {_KEPT_FOR}s; }}\n"
    return f"# include this file in the server block\n{lines}{assets}error_page 404 /404.html;\n"
