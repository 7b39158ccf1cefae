"""Rows of projects.csv / .xlsx → projects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as kept_field
from itertools import compress
from typing import Any

from generator.plan.fields import amendment_fields, project_fields, verbatim_fields
from generator.plan.model import (
    Budget,
    BudgetKind,
    Change,
    Form,
    Organization,
    Origin,
    Owner,
    Project,
    Strategy,
    TableAccount,
    Villages,
)
from generator.plan.parse import vocabulary
from generator.plan.parse.codes import CodeColumn, looks_like_date
from generator.plan.parse.columns import as_shown, ask_once, report_years, without_dates
from generator.plan.parse.either import ask_months
from generator.plan.parse.marks import marked_months
from generator.plan.parse.named import named_places
from generator.plan.parse.period import parse_months
from generator.plan.parse.questions import MONTHS, Asked, report_questions
from generator.plan.parse.strategies import strategy_of
from generator.plan.parse.unread import report_unread_months
from generator.plan.parse.values import parse_budget, parse_coordinates, parse_whole
from generator.plan.parse.villages import (
    VillageText,
    VillageTextError,
    date_readings,
    find_villages,
    parse_villages,
)
from generator.plan.read import Held, Table
from generator.plan.sheet import FilledRow, HiddenPolicy, records
from generator.problems import Place, Report
from generator.thai.fiscal import FiscalYear, Month
from generator.thai.text import arabic_digits, hint, match_key
from generator.thai.villages import LONG, is_of_villages

_OF_VILLAGE = re.compile(r"(?:หมู่\s*(?:ที่)?|ม\s*\.)\s*")


@dataclass(slots=True)
class RowReader:
    """Reads rows against one year's strategies and the organisation's units and villages.

    `announced` are the codes that stand in the year's records.
    """

    organization: Organization
    year: FiscalYear
    strategies: tuple[Strategy, ...]
    report: Report
    hidden: HiddenPolicy = HiddenPolicy.ASK
    accounts: list[TableAccount] = kept_field(default_factory=list)
    announced: frozenset[str] = frozenset()
    _strategy_ids: dict[str, str] = kept_field(init=False)
    _unit_slugs: dict[str, str] = kept_field(init=False)
    _villages: frozenset[int] = kept_field(init=False)
    _asked: frozenset[Place] = frozenset()
    _questions: Asked = kept_field(default_factory=dict)

    def __post_init__(self) -> None:
        """Prepare the lookups once for all rows."""
        self._strategy_ids = vocabulary.strategy_lookup(self.strategies)
        self._unit_slugs = vocabulary.unit_lookup(self.organization)
        self._villages = frozenset(village.number for village in self.organization.villages)

    def read(self, tables: tuple[Table, ...], edition: int) -> tuple[Project, ...]:
        """Return the projects of `tables`, which belong to `edition` (0: the announced plan)."""
        fields = amendment_fields() if edition else project_fields()
        rows = records(tables, fields, self.report, self.accounts, self.hidden)
        rows = without_dates(as_shown(rows, fields), fields, self.report)
        report_years(rows, self.year, self.report)
        for column in ("id", "continues"):
            codes = CodeColumn.of(rows, column, self.report, self.announced)
            for row in rows:
                codes.report_faults(row)
        rows = self._prepared(rows, edition)
        marked = marked_months(rows, self.year, self.report)
        self._questions = report_questions(rows, self.report)
        self._asked = ask_months(rows, self.year, self.announced, self.report)
        projects = tuple(
            self._project(row, edition, months) for row, months in zip(rows, marked, strict=True)
        )
        told = [not self._is_asked(row, MONTHS) for row in rows]
        self._report_unread([*compress(rows, told)], [*compress(projects, told)])
        ask_once(self.report)
        return projects

    def _prepared(self, rows: list[FilledRow], _edition: int) -> list[FilledRow]:
        """Return the rows as they are read."""
        return rows

    def _report_unread(self, rows: Sequence[FilledRow], projects: Sequence[Project]) -> None:
        """Report months that no text states, and rows without any."""
        report_unread_months(rows, projects, self.year, self.report)

    def _project(self, row: FilledRow, edition: int, marked: tuple[Month, ...]) -> Project:
        unit, owner, owner_origin = self._unit_and_owner(row)
        unit_slug, beside = vocabulary.unit_parts(unit, self._unit_slugs)
        programme_text = row.text("programme")
        return Project(
            id=self._required(row, "id"),
            strategy=self._strategy(row),
            name=self._required(row, "name"),
            budget=self._budget(row),
            unit=unit,
            at=row.source,
            unit_slug=unit_slug,
            programme=vocabulary.programme_of(programme_text),
            programme_text=programme_text,
            form=self._form(row),
            villages=self._villages_of(row),
            partners=tuple(dict.fromkeys((*_partners(row.text("partners")), *beside))),
            owner=owner,
            owner_origin=owner_origin,
            months=self._months(row, marked),
            count=parse_whole(row.cell("count"), "count-unreadable", self.report) or 1,
            coordinates=parse_coordinates(row.cell("lat"), row.cell("lon"), self.report),
            change=self._change(row, edition),
            edition=edition,
            **self._verbatim(row),
        )

    def _verbatim(self, row: FilledRow) -> dict[str, Any]:
        """Return what is kept as it is written, by the attributes of a project."""
        kept: dict[str, Any] = {}
        more: list[tuple[str, str]] = []
        for field in verbatim_fields():
            text = self._required(row, field.code) if field.required else row.text(field.code)
            if field.attribute:
                kept[field.attribute] = text
            elif text:
                more.append((field.code, text))
        return kept | {"more": tuple(more)}

    def _required(self, row: FilledRow, code: str) -> str:
        text = row.text(code)
        if not text and not row.is_lost(code) and not self._is_asked(row, code):
            at = row.place(code)
            self.report.add("cell-missing", at, heading=at.heading)
        return text

    def _is_asked(self, row: FilledRow, code: str) -> bool:
        """Whether a question of an import says already that the row lacks a column."""
        return code in self._questions.get(row.at, ())

    def _strategy(self, row: FilledRow) -> str:
        # Where neither a column nor a sub-heading tells it, that is said once for all rows.
        text = self._required(row, "strategy") if row.has("strategy") else ""
        found = strategy_of(text, self._strategy_ids)
        if text and not found and self.strategies:
            self.report.add(
                "strategy-unknown",
                row.place("strategy"),
                text,
                known=", ".join(strategy.id for strategy in self.strategies),
                hint=hint(text, [strategy.name for strategy in self.strategies]),
            )
        return found

    def _budget(self, row: FilledRow) -> Budget:
        if row.is_lost("budget") or self._is_asked(row, "budget"):
            return Budget(BudgetKind.NOT_STATED, None, row.text("budget"))
        return parse_budget(row.cell("budget"), self.report, row.scale("budget"))

    def _months(self, row: FilledRow, marked: tuple[Month, ...]) -> tuple[Month, ...]:
        # Which months figures mean is asked already, and what shows no value is said.
        if row.at in self._asked or any(map(row.is_lost, ("start", "end", "period"))):
            return marked
        return parse_months(row, self.year, marked, self.report)

    def _form(self, row: FilledRow) -> Form:
        text = row.text("form")
        form = vocabulary.form_of(text) if text else Form.PD02
        if form is None:
            self.report.add("form-unknown", row.place("form"), text)
        return form or Form.PD02

    def _change(self, row: FilledRow, edition: int) -> Change | None:
        if not edition:
            return None
        text = self._required(row, "change")
        change = vocabulary.change_of(text)
        if change is None:
            if text:
                self.report.add("change-unknown", row.place("change"), text)
        elif not row.text("reason"):
            self.report.add("reason-missing", row.place("reason"))
        return change

    def _unit_and_owner(self, row: FilledRow) -> tuple[str, Owner, Origin]:
        """Return the unit as written, and whose project it is, stated or read from the unit."""
        unit, stated = self._required(row, "unit"), row.text("owner")
        if stated:
            owner = self._stated_owner(stated)
            if owner is None:
                self.report.add("owner-unknown", row.place("owner"), stated)
            return unit, owner or Owner.OWN, Origin.STATED
        if vocabulary.unit_parts(unit, self._unit_slugs)[0] or not unit:
            return unit, Owner.OWN, Origin.ABSENT
        read = vocabulary.owner_of_agency(unit) if unit != self.organization.name else None
        if read:
            self.report.add("owner-read", row.place("unit"), unit, owner=read.thai)
            return unit, read, Origin.READ
        return unit, Owner.OWN, Origin.ABSENT

    def _stated_owner(self, text: str) -> Owner | None:
        if match_key(text) == match_key(self.organization.name):
            return Owner.OWN
        return vocabulary.owner_of(text)

    def _villages_of(self, row: FilledRow) -> Villages:
        text, stored, office = row.text("villages"), row.stored("villages"), self.organization
        date = stored if stored and stored.held is Held.DATE else None
        # Under a format such as `d-m` Excel still shows what was typed.
        text = date.shown if date and date.shown else text
        if text:
            try:
                read = parse_villages(text, office.ordinal, office.whole_names)
                return self._known_villages(row, read, Origin.STATED)
            except VillageTextError:
                if date or looks_like_date(text):
                    told = date_readings(date.value if date else text)
                    self.report.add(
                        "village-became-date", row.place("villages"), text, also="", **told
                    )
                else:
                    at = row.place("villages")
                    self.report.add("village-unreadable", at, text, todo=self._village_todo(text))
                return Villages()
        return self._read_villages(row)

    def _read_villages(self, row: FilledRow) -> Villages:
        """Return the villages that the row's other texts name."""
        ordinal = self.organization.ordinal
        found = {code: find_villages(row.text(code), ordinal) for code in ("place", "name")}
        texts = {code: villages for code, villages in found.items() if villages}
        if not texts:
            return self._named_communities(row)
        # What one text leaves out, the other does not bring back.
        excepted = frozenset().union(*(villages.excepted for villages in texts.values()))
        numbers = frozenset().union(*(villages.numbers for villages in texts.values()))
        everywhere = any(villages.everywhere for villages in texts.values())
        if everywhere and excepted:
            numbers, everywhere = self._villages, False
        read = VillageText(numbers - excepted, everywhere, excepted)
        return self._known_villages(row, read, Origin.READ, self._strange(texts))

    def _village_todo(self, text: str) -> str:
        """Return what to write in place of a cell of the column that cannot be read."""
        office = self.organization
        plain = arabic_digits(text)
        if office.ordinal == LONG[0] or not is_of_villages(plain):
            return f"เขียนเลขหมู่ เช่น 5 หรือ 1, 3, 5 หรือ 1 ถึง 12 หรือเขียน {office.whole}"
        bare = " ".join(_OF_VILLAGE.sub("", plain).split())
        if bare == " ".join(plain.split()):
            return f"เขียนเลขที่มีในรายชื่อ เช่น 5 หรือ 1, 3, 5 หรือ 1 ถึง 12 หรือเขียน {office.whole}"
        meant = f"{office.ordinal} {bare} ในรายชื่อขององค์กร เขียน {bare}"
        return f"ถ้าหมายถึง{meant} ถ้าเป็นหมู่บ้าน ให้เว้นช่องนี้ว่าง แล้วเขียนหมู่ที่ในช่องสถานที่"

    def _named_communities(self, row: FilledRow) -> Villages:
        """Return the communities that the row's texts name, where the organisation lists such."""
        office = self.organization
        if not office.of_communities:
            return Villages()
        for code in ("place", "name"):
            found = named_places([row.text(code)], office.villages)
            for said, numbers in found.unclear.items():
                told = {"ordinal": office.ordinal, "first": numbers[0]}
                at, listed = row.place(code), ", ".join(map(str, numbers))
                self.report.add("village-name-unclear", at, said, numbers=listed, **told)
            if found.numbers or found.unclear:
                return Villages(tuple(sorted(found.numbers)), origin=Origin.READ)
        return Villages()

    def _strange(self, texts: dict[str, VillageText]) -> str:
        """Return the column that names a village which the organisation does not have."""
        return next((code for code, text in texts.items() if text.numbers - self._villages), "name")

    def _known_villages(
        self, row: FilledRow, text: VillageText, origin: Origin, column: str = "villages"
    ) -> Villages:
        unknown = sorted(text.numbers - self._villages) if self._villages else []
        if unknown:
            code = "village-unknown" if origin is Origin.STATED else "village-read-unknown"
            numbers_said = ", ".join(map(str, unknown))
            ordinal = self.organization.ordinal
            self.report.add(code, row.place(column), numbers_said, ordinal=ordinal)
        # Without a list of villages there is nothing to hold the numbers against: they stand.
        numbers = tuple(sorted(text.numbers & self._villages if self._villages else text.numbers))
        if not numbers and not text.everywhere:
            return Villages()
        return Villages(() if text.everywhere else numbers, text.everywhere, origin)


def _partners(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[;\n]", text) if part.strip())
