"""Facts of all partitions → the records of the pages: sums roll up from offices, each row once."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.hub.coordination.records import Found
from generator.hub.dataset.reading import Due
from generator.hub.dataset.schemas import KEPT, NEVER
from generator.hub.site.addresses import address
from generator.hub.site.facts import Facts, OfficeFacts, Work
from generator.hub.site.facts import Parts as Counted
from generator.hub.site.records import (
    READ,
    Country,
    Group,
    Line,
    Office,
    Parts,
    Place,
    Table,
    YearLine,
    parts_of,
    sum_of,
)
from generator.plan.model import Totals
from generator.plan.urls import is_site_address
from generator.site.views import Portion
from generator.thai.text import match_key, sort_key

#: Of programmes and agencies, so many have a page, and so many lines of a place's tables.
MOST_GROUPS, MOST_LINES = 300, 20
# Of an agency's projects so many stand on its page.
_MOST_WORKS = 200
_PLAN = "plan"
_STATES = {KEPT: KEPT, NEVER: NEVER}
# Ten digits in a row may be somebody's telephone.
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


def slug_of(*names: str) -> str:
    """Return what stands for a name in an address: always the same for it, and no other's."""
    told = "\n".join(match_key(one) for one in names)
    return hashlib.sha256(told.encode()).hexdigest()[:10].translate(_LETTERS)


def country_of(
    members: Mapping[str, Any],
    kinds: Mapping[str, str],
    year: str,
    facts: Mapping[tuple[str, str], Facts],
) -> Country:
    """Return the records of a site.

    `members` is what members.json says, `kinds` has the kind of each office by its code, `facts`
    are by fiscal year and province.
    """
    return _Roll(members, kinds, year, facts).country()


@dataclass(slots=True)
class _Names:
    """What a programme or an agency is called, by key: as most rows write it."""

    spelled: dict[str, Counter[str]]

    @classmethod
    def of(cls, some: Iterable[Mapping[str, Mapping[str, int]]]) -> _Names:
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for names in some:
            for key, told in names.items():
                found[key].update(told)
        return cls(found)

    def __call__(self, key: str) -> str:
        told = self.spelled[key]
        return min(told, key=lambda name: (-told[name], name)) if told else ""


class _Roll:
    """Rolls offices up to districts, provinces and the whole."""

    def __init__(
        self,
        members: Mapping[str, Any],
        kinds: Mapping[str, str],
        year: str,
        facts: Mapping[tuple[str, str], Facts],
    ) -> None:
        self._members, self._year, self._kinds = members, year, kinds
        self._now = {province: one for (of, province), one in facts.items() if of == year}
        self._facts: dict[str, OfficeFacts] = {}
        self._dues: dict[str, list[Due]] = defaultdict(list)
        self._years: dict[str, dict[str, Parts]] = defaultdict(dict)
        for (of, _), one in sorted(facts.items()):
            self._take(of, one)
        now = self._now.values()
        self._programme = _Names.of(one.programmes for one in now)
        self._agency = _Names.of(one.agencies for one in now)
        self.offices = {one["code"]: self._office(one) for one in members["members"]}
        self._paged = {
            "programmes": self._most("programmes"), "agencies": self._most("agencies"),
        }  # fmt: skip

    def _take(self, year: str, facts: Facts) -> None:
        for code, one in facts.offices.items():
            self._years[year][code] = _totals(one.parts)
        for due in facts.dues:
            # Results of a year are due in the December after it.
            results = due.notice == "results" and int(year) == int(self._year) - 1
            if results or (year == self._year and due.notice != "results"):
                self._dues[due.office].append(due)
        if year == self._year:
            self._facts |= facts.offices

    def _office(self, told: Mapping[str, Any]) -> Office:
        code = told["code"]
        facts = self._facts.get(code)
        name, site = told.get("name", ""), told.get("site_url", "")
        dues = tuple(self._dues.get(code, ()))
        line = Line(name, members=1)
        if facts:
            post = [
                one for one in dues if (one.notice, one.edition, one.rule) == (_PLAN, 0, "post")
            ]
            timed = [one for one in post if one.over is not None]
            line = replace(
                line,
                parts=_totals(facts.parts),
                planned=1,
                announced=int(bool(facts.announced)),
                timed=len(timed),
                in_time=sum(due.over is not None and due.over <= 0 for due in timed),
                reportable=facts.reportable,
                reported=facts.reported,
            )
        return Office(
            code=code,
            name=name,
            district=told["district"],
            province=told["province"],
            kind=self._kinds.get(code, ""),
            state=_STATES.get(told["state"], READ),
            reason=told.get("reason", ""),
            site_url=site if site.startswith("https://") and is_site_address(site) else "",
            good_on=told.get("good_on", ""),
            hosted=told.get("hosted", False),
            line=line,
            last_report=facts.last_report if facts else "",
            announced=facts.announced if facts else "",
            dues=dues,
        )

    def country(self) -> Country:
        by_province = _by(self.offices.values(), lambda one: one.province)
        districts: list[Place] = []
        provinces = []
        for name, own in by_province:
            above = [Line(name, address("province").at(slug_of(name)))]
            near = [
                self._place("district", district, some, [one.line for one in some], above)
                for district, some in _by(own, lambda one: one.district)
            ]
            districts += near
            found = self._now[name].found if name in self._now else Found(())
            lines = [_linked(one) for one in near]
            provinces.append(replace(self._place("province", name, own, lines), found=found))
        # Of a hub of one province the districts are what lies inside.
        inside = [_linked(one) for one in (provinces if len(provinces) > 1 else districts)]
        whole = self._place("country", self._members["name"], [*self.offices.values()], inside)
        return Country(
            name=self._members["name"],
            year=self._year,
            today=self._members["today"],
            whole=whole,
            provinces=provinces,
            districts=districts,
            programmes=self._groups("programmes", self._programme),
            agencies=self._groups("agencies", self._agency),
            offices=self.offices,
            withheld=sum(one.withheld for one in self._now.values()),
            search=self._members.get("search", ""),
            dataset=self._members.get("dataset", ""),
        )

    def _place(
        self,
        kind: str,
        name: str,
        offices: Sequence[Office],
        inside: Sequence[Line],
        above: Sequence[Line] = (),
    ) -> Place:
        slug = slug_of(*(one.name for one in above), name)
        line = sum_of(name, (one.line for one in offices))
        codes = [one.code for one in offices]
        return Place(
            kind=kind,
            slug=slug,
            path=address(kind).at(slug) if kind != "country" else address("country").at(),
            line=line,
            inside=Table(inside, replace(line, path="")),
            programmes=self._table("programmes", self._programme, codes),
            agencies=self._table("agencies", self._agency, codes),
            years=[*self._year_lines(codes)],
            offices=offices,
            read_on=max((one.good_on for one in offices), default=""),
            above=above,
        )

    def _year_lines(self, codes: Sequence[str]) -> Iterable[YearLine]:
        for year in sorted(self._years, reverse=True):
            told = [self._years[year][code] for code in codes if code in self._years[year]]
            if told:
                line = Line(year, parts=parts_of(told), members=len(codes), planned=len(told))
                yield YearLine(year, line)

    def _sums(self, kind: str, codes: Iterable[str]) -> dict[str, tuple[list[Parts], int]]:
        """Return by key the sums of each plan that names it."""
        found: dict[str, list[Parts]] = defaultdict(list)
        for code in codes:
            facts = self._facts.get(code)
            if facts and kind == "programmes":
                for key, parts in facts.programmes.items():
                    found[key].append(_totals(parts))
            elif facts:
                for key, one in facts.agencies.items():
                    found[key].append({Portion.OTHERS: Totals(*one)})
        return {key: (some, len(some)) for key, some in found.items()}

    def _lines(self, kind: str, names: _Names, codes: Iterable[str]) -> list[Line]:
        """Return a line for each, those with most projects first."""
        sums = self._sums(kind, codes)
        lines = [
            (key, Line(names(key), self._path(kind, key), parts_of(some), planned=plans))
            for key, (some, plans) in sums.items()
        ]
        lines.sort(key=lambda one: (-one[1].rows, sort_key(one[1].name), one[0]))
        return [line for _, line in lines]

    def _path(self, kind: str, key: str) -> str:
        return address(kind).at(slug_of(key)) if key in self._paged[kind] else ""

    def _table(self, kind: str, names: _Names, codes: Sequence[str]) -> Table:
        lines = self._lines(kind, names, codes)
        total = sum_of("", lines)
        if len(lines) <= MOST_LINES + 1:
            return Table(lines, total)
        rest = lines[MOST_LINES:]
        return Table(lines[:MOST_LINES], total, sum_of("", rest), len(rest))

    def _most(self, kind: str) -> set[str]:
        """Return the keys that get a page: those of most rows that have a name."""
        rows: Counter[str] = Counter()
        for facts in self._facts.values():
            told = facts.programmes if kind == "programmes" else facts.agencies
            for key, parts in told.items():
                rows[key] += _rows(parts)
        names = self._programme if kind == "programmes" else self._agency
        named = [key for key in rows if key and names(key)]
        return {*sorted(named, key=lambda key: (-rows[key], key))[:MOST_GROUPS]}

    def _groups(self, kind: str, names: _Names) -> list[Group]:
        by: dict[str, list[Line]] = defaultdict(list)
        plans: Counter[str] = Counter()
        for province, own in _by(self.offices.values(), lambda one: one.province):
            path = address("province").at(slug_of(province))
            for key, (some, count) in self._sums(kind, (one.code for one in own)).items():
                if key in self._paged[kind]:
                    by[key].append(Line(province, path, parts_of(some), planned=count))
                    plans[key] += count
        groups = []
        for key, lines in by.items():
            line = sum_of(names(key), lines, self._path(kind, key))
            works = self._works(key) if kind == "agencies" else []
            table = Table(lines, replace(line, path=""))
            groups.append(Group(kind, slug_of(key), line, table, works, plans[key]))
        return sorted(groups, key=lambda one: (-one.line.rows, sort_key(one.line.name), one.slug))

    def _works(self, key: str) -> list[tuple[Office, Work]]:
        told = [
            (self.offices[work.office], work)
            for _, facts in sorted(self._now.items())
            for work in facts.works.get(key, ())
            if work.office in self.offices
        ]
        return told[:_MOST_WORKS]


def _rows(parts: Counted | list[int]) -> int:
    return sum(one[0] for one in parts.values()) if isinstance(parts, dict) else parts[0]


def _totals(parts: Counted) -> Parts:
    return {Portion(name): Totals(*one) for name, one in parts.items()}


def _linked(place: Place) -> Line:
    return replace(place.line, path=place.path)


def _by(offices: Iterable[Office], key: Callable[[Office], str]) -> list[tuple[str, list[Office]]]:
    """Return offices by the name of their place, both in the order of the dictionary."""
    found: dict[str, list[Office]] = defaultdict(list)
    for one in offices:
        found[key(one)].append(one)
    ordered = sorted(found.items(), key=lambda one: sort_key(one[0]))
    return [
        (name, sorted(own, key=lambda one: (not one.name, sort_key(one.name), one.code)))
        for name, own in ordered
    ]
