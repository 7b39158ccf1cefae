"""Views → Markdown pages through the templates of `theme/pages/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path

from jinja2 import Environment

from generator.machine.artifact import Artifact
from generator.plan import posting
from generator.plan.fields import worded_names
from generator.plan.model import BudgetKind, Change, Origin, Owner, Status
from generator.site.render.facts import field_text
from generator.site.render.pieces import PieceMaker
from generator.site.render.templates import environment, interface
from generator.site.render.wording import marked
from generator.site.views import Group, Portion, SiteView, YearView


def page_artifacts(
    site: SiteView, theme: Path, kept: MutableMapping[str, bytes] | None = None
) -> Iterator[Artifact]:
    """Yield every page of the portal as Markdown under `docs/`.

    What single projects have of their own is taken from `kept` where it is there, or put there.
    """
    organization = site.organization
    words = interface(theme, organization)
    env = environment(
        theme,
        thai_numerals=organization.thai_numerals,
        names=tuple(village.name for village in organization.villages),
    )
    env.globals |= {
        "organization": organization,
        "Portion": Portion,
        "BudgetKind": BudgetKind,
        "Change": Change,
        "Origin": Origin,
        "Owner": Owner,
        "Status": Status,
        "rules": posting,
        "told": lambda field, entry: field_text(field, entry, words),
        "marked": marked,
        "worded": worded_names(),
    }
    for name in ("index", "years", "budgets", "data", "search", "verify"):
        yield _page(env, f"{name}.md", name, {"root": "", "site": site})
    for year in site.years:
        maker = PieceMaker(env, year, organization, {} if kept is None else kept)
        yield from _YearPages(env, year, maker).all()


def _page(env: Environment, path: str, template: str, context: Mapping[str, object]) -> Artifact:
    text = env.get_template(f"{template}.md.j2").render(context)
    return Artifact(f"docs/{path}", text.encode())


class _YearPages:
    """The pages of one year. Their links never leave the year's folder."""

    def __init__(self, env: Environment, year: YearView, maker: PieceMaker) -> None:
        self.env = env
        self.year = year
        # A row stands in many lists.
        self.pieces = {view.id: maker.of(view) for view in (*year.projects, *year.cancelled)}

    def all(self) -> Iterator[Artifact]:
        """Yield the year's pages in the order of its contents."""
        year = self.year
        yield self.page("index.md", "year", up="")
        for progress in (year.progress, *year.frozen):
            path = progress.path.replace(".html", ".md")
            yield self.page(path, "progress", up="", progress=progress)
        yield self.page("table.md", "table", up="")
        yield self.page("data/index.md", "year-data")
        yield self.page("overlap.md", "overlap", up="")
        if year.pair:
            ours = {view.id: view for view in (*year.projects, *year.cancelled)}
            yield self.page("compared.md", "compared", up="", pair=year.pair, ours=ours)
        yield from self.groups()
        yield self.page("announcements/index.md", "announcements")
        for edition in year.editions[1:]:
            path = f"announcements/{edition.edition.number}.md"
            yield self.page(path, "announcement", edition=edition)
        for stood in year.earlier:
            yield self.page(f"{stood.path.removesuffix('.html')}.md", "as-of", stood=stood)
        for view in (*year.projects, *year.cancelled):
            path = f"docs/{year.label}/projects/{view.id}.md"
            yield Artifact(path, self.pieces[view.id].page)

    def groups(self) -> Iterator[Artifact]:
        """Yield the page of every strategy, programme, unit, village, month and owner."""
        year = self.year
        kinds: dict[str, tuple[Group, ...]] = {
            "strategies": year.strategies,
            "programmes": year.programmes,
            "units": year.units,
            "villages": year.villages,
            "months": year.months,
            "owners": year.owners,
        }
        for kind, groups in kinds.items():
            template = "village" if kind == "villages" else "group"
            for group in groups:
                path = f"{kind}/{group.slug}.md"
                yield self.page(path, template, group=group, groups=groups, kind=kind)

    def page(self, path: str, template: str, *, up: str = "../", **context: object) -> Artifact:
        """Return a page below the year's folder; `up` leads from it to the year's folder."""
        shared = {
            "year": self.year,
            "pieces": self.pieces,
            "up": up,
        }
        return _page(self.env, f"{self.year.label}/{path}", template, shared | context)
