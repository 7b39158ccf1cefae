"""Views → Markdown pages through the templates of `theme/pages/`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment

from generator.machine.artifact import Artifact
from generator.plan import posting
from generator.plan.fields import worded_names
from generator.plan.model import BudgetKind, Change, Form, Origin, Owner, Status
from generator.site.addresses import ADDRESSES, Address, Where, address
from generator.site.render.describing.schemas import json_schemas
from generator.site.render.facts import field_text
from generator.site.render.linked import Linked
from generator.site.render.pieces import PieceMaker
from generator.site.render.templates import environment, interface
from generator.site.render.wording import marked
from generator.site.views import (
    Portion,
    SiteView,
    YearView,
    catalogue,
    contacts,
    evidence,
    kept_pages,
    list_columns_of_dearer,
    newest_reports,
    phone_pieces,
    remark,
    reporters,
    runs,
    summary,
    table_columns,
)
from generator.site.views.made_papers import made_papers


def page_artifacts(
    site: SiteView,
    theme: Path,
    kept: MutableMapping[str, bytes] | None = None,
    sizes: Mapping[str, int] = MappingProxyType({}),
) -> Iterator[Artifact]:
    """Yield every page of the portal as Markdown under `docs/`.

    What single projects have of their own is taken from `kept` where it is there, or put there.
    `sizes` are the bytes of data files by their address, where they are known.
    """
    organization = site.organization
    words = interface(theme, organization)
    thai, kind = organization.thai_numerals, organization.kind
    env = environment(theme, thai_numerals=thai, kind=kind)
    env.globals |= {
        "organization": organization,
        "contacts": contacts(organization),
        "Portion": Portion,
        "BudgetKind": BudgetKind,
        "Change": Change,
        "Form": Form,
        "Origin": Origin,
        "Owner": Owner,
        "Status": Status,
        "rules": posting,
        "kept_pages": kept_pages,
        "newest_reports": newest_reports,
        "told": lambda field, entry: field_text(field, entry, words),
        "marked": marked,
        "remark": remark,
        "reporters": reporters,
        "runs": runs,
        "summary": summary,
        "worded": worded_names(),
        "paper": lambda name, one="": address(f"paper-{name}").below(one),
        "sheet": lambda name, one="": address(f"sheet-{name}").below(one),
        "made_papers": made_papers,
    }
    kilobytes = {path: max(1, round(size / 1000)) for path, size in sizes.items()}
    env.globals |= _of_data(site) | {"kilobytes": kilobytes}
    env.globals["linked"] = Linked(organization, words, kilobytes)
    env.filters |= {"phones": phone_pieces, "evidence": evidence}
    for one in _pages(Where.ROOT):
        yield Artifact(one.staged(), _text(env, one, {"root": "", "site": site}))
    labels = [year.label for year in site.all_years]
    for year in site.years:
        beside = [label for label in labels if label != year.label]
        maker = PieceMaker(env, year, organization, {} if kept is None else kept, beside)
        yield from _YearPages(env, year, maker, beside).all()


def _of_data(site: SiteView) -> dict[str, object]:
    """Return what pages say of files of data: their columns, and what describes them."""
    columns = table_columns()
    announced = [one.label for one in site.all_years if not one.draft]
    return {
        "open_tables": columns,
        "dearer_columns": list_columns_of_dearer(),
        "schemas": json_schemas(),
        "form": catalogue(site.organization, announced),
        "data_headings": {one.code: one.heading for one in columns["projects"]},
    }


def _pages(where: Where) -> Iterator[Address]:
    return (one for one in ADDRESSES if one.where is where and one.template)


def _text(env: Environment, page: Address, context: Mapping[str, object]) -> bytes:
    return env.get_template(f"{page.template}.md.j2").render(context).encode()


class _YearPages:
    """The pages of one year. They lead to pages of the years `beside` it, newest first.

    None is beside a year that is built to be sealed: its pages must read well alone, and name what
    a script makes a link of once the site says that it has the year (decision 198).
    """

    def __init__(
        self, env: Environment, year: YearView, maker: PieceMaker, beside: Sequence[str]
    ) -> None:
        self.env = env
        self.year = year
        # A row stands in many lists.
        rows = {view.id: view for view in (*year.projects, *year.cancelled)}
        tables = {view.id: part.path for part in year.tables for view in part.rows}
        self.pieces = {one: maker.of(view, tables.get(one, "")) for one, view in rows.items()}
        self._shared: dict[str, object] = {
            "year": year,
            "pieces": self.pieces,
            "progress": year.progress,
            "pair": year.pair,
            "ours": rows,
            "beside": beside,
            "neighbours": [one for one in beside if abs(int(one) - year.plan.year.year) == 1],
        }
        # What a template calls each of them, and what stands for it in an address.
        self._named: Mapping[str, tuple[str, Callable[[Any], object], Sequence[object]]] = {
            "halves": ("progress", lambda one: one.half, year.frozen),
            "amendments": (
                "edition",
                lambda one: one.edition.number,
                (*year.editions[1:], *year.drafts),
            ),
            "earlier": ("stood", lambda one: one.edition.edition.number, year.earlier),
            "rows": ("view", lambda one: one.id, (*year.projects, *year.cancelled)),
            "lacking": ("one", lambda one: one.name, year.lacking),
        }

    def all(self) -> Iterator[Artifact]:
        """Yield the year's pages in the order of the table of addresses."""
        for page in _pages(Where.YEAR):
            if page.needs and not getattr(self.year, page.needs):
                continue
            for one, context in self._each(page):
                yield Artifact(page.staged(self.year.label, one), self._text(page, context))

    def _each(self, page: Address) -> Iterator[tuple[object, Mapping[str, object]]]:
        """Yield what stands in the page's path for each of its kind, and what it shows."""
        year = self.year
        if page.template == "table":
            parts = year.more_tables if page.each else year.tables[:1]
            yield from ((part.number, {"part": part}) for part in parts)
        elif not page.each:
            yield "", {"watched": year.watched.get(page.name)}
        elif page.each in self._named:
            name, key, some = self._named[page.each]
            yield from ((key(one), {name: one}) for one in some)
        else:
            groups, kind = getattr(year, page.each), page.each
            for group in groups:
                yield group.slug, {"group": group, "groups": groups, "kind": kind}

    def _text(self, page: Address, context: Mapping[str, object]) -> bytes:
        """Return a page below the year's folder; `up` leads from it to the year's folder."""
        if page.each == "rows":
            return self.pieces[str(getattr(context["view"], "id", ""))].page
        up = "../" * page.path.count("/")
        return _text(self.env, page, {**self._shared, "up": up, **context})
