"""Records → Markdown pages, through the templates of `theme/hub` in a portal's environment."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from generator.hub.coordination.finding import MOST
from generator.hub.coordination.records import Kind
from generator.hub.dataset.reading import Due
from generator.hub.questions.filters import Filters
from generator.hub.site.addresses import address
from generator.hub.site.country import MOST_GROUPS, slug_of
from generator.hub.site.records import Country, Group, Line, Office, Place, Table, sum_of
from generator.machine.artifact import Artifact
from generator.plan.model import BudgetKind, Owner
from generator.plan.urls import is_site_address
from generator.site.render.templates import Words, environment
from generator.site.views import Portion
from generator.thai.fiscal import Month

# So many members, or pairs, stand on one page; of more, each province has its own.
_FEW, _FEW_PAIRS, _MOST_PAIRS, _MOST_REASONS = 400, 60, 200, 300
_CITY = "กรุงเทพมหานคร"
_CALLED = {"province": "hub.province", "district": "hub.district"}


def page_artifacts(country: Country, theme: Path, files: Mapping[str, int]) -> Iterator[Artifact]:
    """Yield every page as Markdown; `files` are the bytes of the files of data by address."""
    pages = _Pages(country, theme, files)
    yield from pages.places()
    yield from pages.groups()
    yield from pages.clocks()
    yield from pages.coordination()
    yield from pages.members()
    for name in ("data", "about"):
        yield pages.page(name)


class _Pages:
    """Renders pages of one country."""

    def __init__(self, country: Country, theme: Path, files: Mapping[str, int]) -> None:
        self._country = country
        self._env = _environment(country, theme)
        self._kilobytes = {path: max(1, round(size / 1000)) for path, size in files.items()}

    def page(self, name: str, slug: str = "", **context: Any) -> Artifact:
        """Return a page; `up` leads from it to the top."""
        one = address(name)
        up = "../" * one.path.count("/")
        told = {"up": up, "country": self._country, "kilobytes": self._kilobytes, **context}
        text = self._env.get_template(f"{one.template}.md.j2").render(told)
        return Artifact(one.staged(slug), text.encode())

    def places(self) -> Iterator[Artifact]:
        country = self._country
        for place in (country.whole, *country.provinces, *country.districts):
            slug = "" if place.kind == "country" else place.slug
            yield self.page(place.kind, slug, place=place)

    def groups(self) -> Iterator[Artifact]:
        for kind, groups in (
            ("programmes", self._country.programmes), ("agencies", self._country.agencies),
        ):  # fmt: skip
            yield self.page(f"all-{kind}", kind=kind, table=_table_of(groups), most=MOST_GROUPS)
            for group in groups:
                yield self.page(kind, group.slug, group=group)

    def clocks(self) -> Iterator[Artifact]:
        country = self._country
        offices = list(country.offices.values())
        rules, few = _rules(offices), len(offices) <= _FEW
        listed = _in_order(country) if few else []
        yield self.page("clocks", rules=rules, place=country.whole, offices=listed)
        for place in country.provinces:
            own = _rules(place.offices)
            yield self.page("clocks-of", place.slug, rules=own, place=place, offices=place.offices)

    def coordination(self) -> Iterator[Artifact]:
        country = self._country
        every = sum(len(one.found.findings) for one in country.provinces)
        shown = [one for place in country.provinces for one in place.found.findings]
        few = shown if every <= _FEW_PAIRS else []
        counts = [(one, _counts(one)) for one in country.provinces if one.found.findings]
        none_in = len(country.provinces) - len(counts)
        common: dict[str, Any] = {"kinds": Kind, "most": MOST}
        yield self.page("coordination", place=country.whole, findings=few, counts=counts,
                        none_in=none_in, **common)  # fmt: skip
        for place in country.provinces:
            some = place.found.findings[:_MOST_PAIRS]
            own = [(place, _counts(place))] if some else []
            yield self.page("coordination-of", place.slug, place=place, findings=some, counts=own,
                            none_in=0, **common)  # fmt: skip

    def members(self) -> Iterator[Artifact]:
        country = self._country
        every = _in_order(country)
        told = [one for one in every if one.reason]
        yield self.page(
            "members", place=country.whole, offices=every if len(every) <= _FEW else [],
            reasons=told[:_MOST_REASONS], reasons_in_all=len(told),
        )  # fmt: skip
        for place in country.provinces:
            yield self.page("members-of", place.slug, place=place, offices=place.offices,
                            reasons=[], reasons_in_all=0)  # fmt: skip


def _in_order(country: Country) -> list[Office]:
    return [office for place in country.provinces for office in place.offices]


def _table_of(groups: Sequence[Group]) -> Table:
    lines = [one.line for one in groups]
    return Table(lines, sum_of("", lines))


def _rules(offices: Sequence[Office]) -> list[dict[str, object]]:
    """Return each rule with its clauses, and of how many notices it was kept, not kept, unknown."""
    found: dict[str, dict[str, object]] = {}
    clauses: dict[str, dict[str, int]] = {}
    counts: dict[str, list[int]] = {}
    for due in (one for office in offices for one in office.dues):
        clauses.setdefault(due.rule, {}).setdefault(due.clause, 0)
        told = counts.setdefault(due.rule, [0, 0, 0])
        told[2 if due.over is None else int(due.over > 0)] += 1
    for rule in ("make", "post", "keep", "december"):
        if rule in counts:
            kept, late, unknown = counts[rule]
            found[rule] = {
                "rule": rule, "clauses": sorted(clauses[rule]), "kept": kept, "late": late,
                "unknown": unknown,
            }  # fmt: skip
    return list(found.values())


def _counts(place: Place) -> dict[str, int]:
    return {kind.value: sum(one.kind is kind for one in place.found.findings) for kind in Kind}


def _environment(country: Country, theme: Path) -> Environment:
    env = environment(theme)
    env.loader = FileSystemLoader([theme / "hub", theme / "pages"])
    words: Words = env.globals["t"]  # type: ignore[assignment]  # our Words
    env.globals |= {
        "Portion": Portion,
        "Owner": Owner,
        "BudgetKind": BudgetKind,
        "notices": notices_of,
        "page_of": lambda code, path: page_of(country.offices.get(code), path),
        "search_of": lambda place: search_of(country, place),
        "at": lambda name, slug="": address(name).at(slug),
        "province_slug": slug_of,
        "titled": lambda place: _said(place, words),
    }
    env.filters |= {
        "iso_day": datetime.date.fromisoformat,
        "iso_months": lambda text: _months(text, words),
    }
    return env


def _titled(place: Place | Line) -> tuple[str, str]:
    """Return the words for a place and its name: only the city's name says what it is."""
    if isinstance(place, Line):
        return ("" if place.name == _CITY else "hub.province"), place.name
    if place.kind == "country" or place.line.name == _CITY:
        return "", place.line.name
    city = place.kind == "district" and place.above and place.above[0].name == _CITY
    return ("hub.city_district" if city else _CALLED[place.kind]), place.line.name


def _said(place: Place | Line, words: Words) -> str:
    key, name = _titled(place)
    return words.plain(key, name=name) if key else name


def _months(text: str, words: Words) -> object:
    """Return months as they are read: one, or from the first to the last."""
    told = [Month.of(datetime.date.fromisoformat(f"{one}-01")).label for one in text.split(";")]
    if len(told) == 1:
        return words.figures(told[0])
    return words("when.span", first=words.figures(told[0]), last=words.figures(told[-1]))


def notices_of(office: Office) -> list[tuple[str, int, dict[str, Due]]]:
    """Return the notices of an office with the days of each, by rule."""
    found: dict[tuple[str, int], dict[str, Due]] = {}
    for due in office.dues:
        found.setdefault((due.notice, due.edition), {})[due.rule] = due
    return [(notice, edition, rules) for (notice, edition), rules in found.items()]


def search_of(country: Country, place: Place) -> str:
    """Return where the projects of a place are searched; empty where the hub has no search."""
    names = {} if place.kind == "country" else {place.kind: place.line.name}
    if place.kind == "district":
        names["province"] = place.above[0].name
    narrowed = Filters.of({"year": country.year, **names})
    return country.search and f"{country.search}?{narrowed.address()}"


def page_of(office: Office | None, path: str) -> str:
    """Return where a project's own page is; empty where nobody says so, or it leads elsewhere."""
    if office is None or not office.site_url or not path.startswith(office.site_url):
        return ""
    return path if is_site_address(path) else ""
