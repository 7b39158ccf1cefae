"""The search as pages: a form that is a plain address, the list that it leads to, what is amiss."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from generator.hub.questions.filters import ALL_YEARS, ORDERS, Filters
from generator.hub.service.answer import Answer
from generator.hub.service.answering import Choices, Found
from generator.hub.service.coverage import Members
from generator.hub.service.files import MOST_ROWS
from generator.machine.packaged import files_below
from generator.plan.colour import DEFAULT, palette
from generator.site.render import Words, colour_css, environment, own_assets
from generator.site.views import STATUS_NAMES

_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


class Pages:
    """Lays out the hub's pages."""

    def __init__(self, theme: Path) -> None:
        """Read templates and styles below `theme`."""
        self._env = environment(theme, pages="hub")
        self.words = cast(Words, self._env.globals["t"])
        self._assets = {**own_assets(theme), **files_below(theme / "hub/assets")}
        self._assets["colour.css"] = colour_css(palette(DEFAULT))

    def search(self, members: Members, years: list[int], told: Found, offered: Choices) -> Answer:
        """Return the page of a list."""
        filters = told.filters
        return self._page(
            "search",
            hub=members,
            years=years,
            told=told,
            filters=filters,
            narrowed=replace(filters, q="", year="", page=1) != Filters(),
            offered=offered,
            orders=ORDERS,
            all_years=ALL_YEARS,
            statuses=STATUS_NAMES,
            satang=_satang,
            pairs=lambda texts: [(text, text) for text in texts],
            files=[
                (name, name.rpartition(".")[2].upper(), min(most, told.sums.count))
                for name, most in MOST_ROWS.items()
            ],
        )

    def told(self, members: Members, word: str, status: int) -> Answer:
        """Return a page that says why there is no list: `missing`, `none`, `failed`, `refused`."""
        return self._page("told", status, hub=members, word=word)

    def asset(self, path: str) -> Answer:
        """Return a style sheet, font or icon; 404 for what is none of them."""
        kind, data = _KINDS.get(Path(path).suffix), self._assets.get(path)
        if data is None or kind is None:
            return Answer(b"", 404)
        return Answer(data, kind=kind, headers={"Cache-Control": "max-age=600"})

    def _page(self, name: str, status: int = 200, **values: Any) -> Answer:
        text = self._env.get_template(f"{name}.html.j2").render(values)
        return Answer(text.encode(), status)


def _satang(baht: Decimal | int) -> int:
    return int(Decimal(baht) * 100)
