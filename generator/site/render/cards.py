"""Sharing images (Open Graph cards) of years, strategies, villages and projects, set by Typst.

All cards that the cache lacks are pages of one document, compiled at once. What a plan says goes
to Typst as JSON and is text there, whatever it looks like.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypedDict

from generator.machine.artifact import Artifact
from generator.plan.colour import DEFAULT
from generator.plan.model import BudgetKind, Organization
from generator.problems.report import shortened
from generator.site.addresses import address
from generator.site.render.card_map import CardMap, place_map, year_map
from generator.site.render.templates import Words
from generator.site.render.typesetting import (
    DrawingError,
    TypesettingError,
    images,
    source_digest,
)
from generator.site.views import ProjectView, SiteView, Totals, Whose, YearView
from generator.thai.dates import format_date
from generator.thai.lines import bound, bound_units
from generator.thai.numbers import format_baht, format_number
from generator.thai.text import printable

# Points are pixels at 72; a project's image, of which there are hundreds, has a quarter of them.
_LARGE, _SMALL = 72, 36
_MILLION_BAHT = 100_000_000  # satang
_LONGEST = 480  # characters that the smallest type still sets within the title's room
# A run without Thai letters or blanks in which a line could not be broken: an address, a code.
_LONG_RUN = re.compile(r"[^\s\u0e00-\u0e7f]{20}(?=[^\s\u0e00-\u0e7f])")
_BREAK_HERE = "\u200b"
# Typst keeps the pixels of one document in memory, 3 MB a page.
_PAGES_AT_ONCE = 64


class CardError(DrawingError):
    """The cards could not be drawn; the message is a Thai sentence."""


class _Summed(Protocol):
    """A year or a group of it."""

    @property
    def totals(self) -> Totals: ...
    @property
    def whose(self) -> Whose: ...


class _Card(TypedDict):
    """What theme/cards/card.typ reads."""

    accent: str
    organization: str
    where: str
    address: str
    above: str
    title: str
    figures: Sequence[tuple[str, str]]
    map: CardMap | None
    ppi: int


def card_artifacts(
    site: SiteView,
    folder: Path,
    words: Words,
    cache: MutableMapping[str, bytes],
    drawn: Mapping[str, bytes] | None = None,
) -> Iterator[Artifact]:
    """Yield the PNG cards of every year, 1200 × 630 pixels, below `docs/<year>/cards/`.

    Those of projects have half the width and height.

    `folder` has the template and its fonts. A card in `cache`, by the digest of all it is made
    of, is not drawn again; a drawn one is put there. Nor is one in `drawn`, by its path in the
    site: it is taken as it is. The same plan, template, fonts and Typst
    give the same bytes on any machine. Raises CardError.
    """
    drawer = _Year(site.organization, words)
    cards = {path: card for year in site.years for path, card in drawer.cards(year)}
    taken = {path: data for path in cards if (data := (drawn or {}).get(_address(path)))}
    for path, data in taken.items():
        yield Artifact(path, data)
        del cards[path]
    if not cards:
        return
    try:
        source = source_digest(folder)
    except TypesettingError as error:
        raise _told(error, words) from error
    keys = {path: _key(source, card) for path, card in cards.items()}
    made: dict[str, bytes] = {}
    missing: dict[str, _Card] = {}
    for path, key in keys.items():
        image = cache.get(key)
        if image is None:
            missing[key] = cards[path]
        else:
            made[key] = image
    for key, image in _drawn(missing, folder, words):
        made[key] = cache[key] = image
    for path, key in keys.items():
        yield Artifact(path, made[key])


def _address(path: str) -> str:
    """Return where in the site an artifact is published."""
    return path.removeprefix("docs/")


@dataclass(frozen=True, slots=True)
class _Year:
    """Puts the figures of a year onto its cards, in the words of the interface."""

    organization: Organization
    words: Words

    def cards(self, year: YearView) -> Iterator[tuple[str, _Card]]:
        """Yield the year's cards with the path of each."""
        label, span = year.label, year.plan.year
        plan = self.words.plain("card.plan", year=self.words.figures(year.label))
        plan = self.words.plain("draft.titled", title=plan) if year.draft else plan
        first, last = (self.words.figures(format_date(day)) for day in (span.first, span.last))
        above = self.words.plain("card.span", first=first, last=last)
        figures = self._figures(year, left=bool(year.cancelled))
        area, frame = year_map(year.map), year.map.frame if year.map else None
        yield address("card-year").staged(label), self._card(above, plan, figures, area)
        for group in year.strategies:
            figures = self._figures(group, left=bool(group.left))
            card = self._card(plan, _text(self.words.said(group.name)), figures)
            yield address("card-strategy").staged(label, group.slug), card
        for group in year.villages:
            figures = self._figures(group, rows=True, left=bool(group.left))
            lies = place_map(frame, [int(group.slug)])
            card = self._card(plan, _text(self.words.said(group.name)), figures, lies)
            yield address("card-village").staged(label, group.slug), card
        for view in (*year.projects, *year.cancelled) if year.carded else ():
            lies = place_map(frame, view.project.villages.numbers, view.project.coordinates)
            card = self._card(plan, _text(view.project.name), self._of_project(view), lies, _SMALL)
            yield address("card-project").staged(label, view.id), card

    def _of_project(self, view: ProjectView) -> list[tuple[str, str]]:
        """Return what a project costs and who carries it out."""
        project = view.project
        if project.cancelled:
            money = ("", self.words.plain("project.cancelled"))
        elif project.budget.satang is not None:
            money = self._money(project.budget.satang)
        else:
            free = project.budget.kind is BudgetKind.NO_BUDGET
            money = ("", self.words.plain("money.no_budget" if free else "money.not_stated"))
        unit = _text(self.words.said(view.unit.name))
        return [money, ("", unit)] if unit else [money]

    def _card(
        self,
        above: str,
        title: str,
        figures: list[tuple[str, str]],
        area: CardMap | None = None,
        ppi: int = _LARGE,
    ) -> _Card:
        organization = self.organization
        return _Card(
            accent=organization.primary_colour or DEFAULT,
            organization=_text(organization.name),
            where=bound(_text(organization.seat)),
            address=_text(organization.site_url.partition("://")[2].strip("/")),
            above=above,
            title=title,
            figures=figures,
            map=area,
            ppi=ppi,
        )

    def _figures(
        self, one: _Summed, *, rows: bool = False, left: bool = False
    ) -> list[tuple[str, str]]:
        """Return the figures as (number, unit): how many, how much, and what that leaves out.

        With `rows`, rows are counted, as the page of a village does. `left` says that there were
        some once.
        """
        totals, others = one.totals, one.whose.others.projects
        if not totals.projects:
            return [("", self.words.plain("group.none_left" if left else "group.none"))]
        unit = "count.item" if rows else "count.project"
        figures = [self._figure(format_number(totals.rows if rows else totals.projects), unit)]
        if others:
            figures.append(self._figure(format_number(others), "card.others"))
        if totals.stated:
            figures.append(self._money(totals.satang))
        if totals.not_stated:
            figures.append(self._figure(format_number(totals.not_stated), "card.not_stated"))
        return figures

    def _money(self, satang: int) -> tuple[str, str]:
        """Return baht, or from a million on millions of baht to two places: `61.19`."""
        if satang < _MILLION_BAHT:
            return self._figure(format_baht(satang), "money.unit")
        hundredths = (satang + _MILLION_BAHT // 200) // (_MILLION_BAHT // 100)
        return self._figure(format_baht(hundredths), "card.millions")

    def _figure(self, number: str, unit: str) -> tuple[str, str]:
        return self.words.figures(number), self.words.plain(unit)


def _text(text: str) -> str:
    """Return `text` on one line, no longer than a card can hold, with places to break it.

    Numbers stay with their units.
    """
    line = bound_units(shortened(printable(text), _LONGEST))
    return _LONG_RUN.sub(lambda run: run[0] + _BREAK_HERE, line)


def _key(source: str, card: _Card) -> str:
    return hashlib.sha256(f"{source}\n{json.dumps(card)}".encode()).hexdigest()


def _drawn(cards: dict[str, _Card], folder: Path, words: Words) -> Iterator[tuple[str, bytes]]:
    """Yield the image of each card by its key; Typst is loaded only where there is one to draw."""
    for ppi in (_LARGE, _SMALL):
        keys = [key for key, card in cards.items() if card["ppi"] == ppi]
        for start in range(0, len(keys), _PAGES_AT_ONCE):
            some = keys[start : start + _PAGES_AT_ONCE]
            pages = _compiled((cards[key] for key in some), ppi, folder, words)
            yield from zip(some, pages, strict=True)


def _compiled(cards: Iterable[_Card], ppi: int, folder: Path, words: Words) -> list[bytes]:
    """Return the cards as PNG, in order, from one run of Typst with no fonts but ours."""
    try:
        return images(folder / "card.typ", {"cards": json.dumps(list(cards))}, ppi)
    except TypesettingError as error:
        raise _told(error, words) from error


def _told(error: TypesettingError, words: Words) -> CardError:
    if not error.installed:
        return CardError(words.plain("card.no_typst"))
    return CardError(words.plain("card.failed", error=error))
