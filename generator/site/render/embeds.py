"""Small pages for other sites to frame: plain HTML of a few kilobytes, made without MkDocs.

They need no script, and are the only pages that `serving` lets other sites put into a frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from jinja2 import Template
from markupsafe import Markup

from generator.machine.artifact import Artifact
from generator.plan.compare import Entry
from generator.plan.model import Owner
from generator.site.addresses import Address, address
from generator.site.render.facts import field_text
from generator.site.render.serving import SMALL_POLICY
from generator.site.render.templates import environment, interface
from generator.site.views import SiteView, YearView
from generator.site.views.embeds import EmbedYear, embed_years

_TEMPLATE = "embed.html.j2"


def embed_folder(label: str) -> str:
    """Return the folder of a year's small pages."""
    return f"embed/{label}"


def embed_artifacts(
    site: SiteView, theme: Path, assets: str, held: Callable[[str], str]
) -> Iterator[Artifact]:
    """Yield the small pages of every year, sealed ones too; `assets` is what pages load.

    `held` returns a page with its words held together.
    """
    organization = site.organization
    words = interface(theme, organization)
    env = environment(theme, thai_numerals=organization.thai_numerals, kind=organization.kind)
    # A value is told of many times: the same village, the same months.
    known: dict[tuple[object, ...], str] = {}

    def told(field: str, entry: Entry) -> str:
        what = (
            entry.owner,
            entry.budget,
            entry.satang,
            entry.villages,
            entry.everywhere,
            entry.months,
        )
        key = (field, entry.year, *what)
        if key not in known:
            known[key] = field_text(field, entry, words)
        return known[key]

    env.globals |= {"organization": organization, "assets": assets, "told": told, "Owner": Owner}
    env.globals["policy"] = Markup(SMALL_POLICY)  # noqa: S704  # ours
    template = env.get_template(_TEMPLATE)
    living = {one.label for one in site.years if isinstance(one, YearView)}
    for year in embed_years(site):
        for made in _of_year(template, year, sealed=year.label not in living):
            yield Artifact(made.path, held(made.data.decode()).encode())


def _of_year(template: Template, year: EmbedYear, *, sealed: bool) -> Iterator[Artifact]:
    shared = {"year": year, "sealed": sealed}
    of = address("embed-year")
    own = {"kind": "year", "one": year, "title": year.title, "path": "index.html"}
    yield _made(template, of, year.label, "", shared | own)
    for village in year.villages:
        own = {"kind": "village", "one": village, "title": village.name, "path": village.path}
        yield _made(template, address("embed-village"), year.label, village.slug, shared | own)
    for project in year.projects:
        entry = project.entry
        own = {"kind": "project", "one": project, "title": entry.name, "path": project.path}
        yield _made(template, address("embed-project"), year.label, entry.id, shared | own)


def _made(
    template: Template, of: Address, label: str, one: str, context: Mapping[str, object]
) -> Artifact:
    staged = of.staged(embed_folder(label), one)
    root = "../" * (staged.count("/") - 1)  # below docs/
    page = f"{root}{label}/{context['path']}"
    return Artifact(staged, template.render(context, root=root, page=page).encode())
