"""plan.yml of an imported year, or amendment: what the form says, and what is to be filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from generator.machine.artifact import Artifact
from generator.machine.layout import AMENDMENTS, PLAN, of_year
from generator.plan.intake.draft import Draft
from generator.plan.intake.imported.texts import baht
from generator.plan.model import Strategy
from generator.plan.parse.vocabulary import AMENDMENT_KINDS
from generator.plan.starter.year import days_to_fill_in
from generator.thai.text import arabic_digits

_SAFE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,18}[a-z0-9])?", re.ASCII)
_TIMES = re.compile(r"(?:ครั้งที่|ฉบับที่)\s*([0-9]+)(?:\s*/\s*([0-9]{4}))?")


def strategies_of(draft: Draft) -> tuple[Strategy, ...]:
    """Return the form's strategies, each with the tactics that its rows name, in their order."""
    tactics: dict[str, dict[str, None]] = {}
    for row in draft.rows:
        if row.tactic:
            tactics.setdefault(row.strategy, {})[row.tactic] = None
    return tuple(
        Strategy(one.id, one.name, tuple(tactics.get(one.id, ()))) for one in draft.strategies
    )


def plan_yml(draft: Draft, documents: Sequence[str] = ()) -> Artifact:
    """Return plan.yml of the year; days are lines to be filled in, for the form has none."""
    lines = [
        "# yaml-language-server: $schema=../plan.schema.json",
        f"fiscal_year: {draft.year}",
        *([f"title: {_quoted(draft.title)}"] if draft.title and not draft.amendment else []),
        *_strategies(strategies_of(draft)),
        *(_stated(draft) if not draft.amendment else ()),
        *(_documents(documents) if not draft.amendment else ()),
        days_to_fill_in(draft.year),
    ]
    return Artifact(of_year(draft.year, PLAN), "\n".join(lines).encode())


def amendment_yml(draft: Draft, number: int, documents: Sequence[str] = ()) -> Artifact:
    """Return plan.yml of the amendment with this number."""
    lines = [
        f"kind: {_quoted(amendment_kind(draft))}",
        f"title: {_quoted(draft.title)}",
        f"number: {_quoted(official_number(draft))}",
        *_documents(documents),
        days_to_fill_in(draft.year),
    ]
    path = of_year(draft.year, AMENDMENTS, str(number), PLAN)
    return Artifact(path, "\n".join(lines).encode())


def amendment_kind(draft: Draft) -> str:
    """Return what an amendment does, as its title says it: `เพิ่มเติม และแก้ไข`, empty for nothing."""
    return " และ".join(one for one in AMENDMENT_KINDS if one in draft.amendment)


def official_number(draft: Draft) -> str:
    """Return an amendment's number as its title says it, `1/2569`; empty where it says none."""
    found = _TIMES.search(arabic_digits(draft.amendment))
    return f"{found[1]}/{found[2] or draft.year}" if found else ""


def stated_totals(draft: Draft) -> tuple[int | None, Decimal | None]:
    """Return the grand total that the form prints, as projects and baht; None where it has none."""
    total = next((one for one in draft.summary if one.total and not one.strategy), None)
    projects, budget = draft.stated_rows, draft.stated_budget
    if total:
        projects = total.projects if projects is None else projects
        budget = total.budget if budget is None else budget
    return projects, budget


def _strategies(strategies: Sequence[Strategy]) -> Iterator[str]:
    yield "strategies:" if strategies else "strategies: []"
    yield from (f"  {line}" for line in strategy_lines(strategies))


def strategy_lines(strategies: Iterable[Strategy]) -> Iterator[str]:
    """Yield the lines of plan.yml that tell these strategies, as a list without indent."""
    for one in strategies:
        yield f"- id: {_quoted(one.id)}"
        yield f"  name: {_quoted(one.name)}"
        if one.tactics:
            yield f"  tactics: [{', '.join(map(_quoted, one.tactics))}]"


def _stated(draft: Draft) -> Iterator[str]:
    projects, budget = stated_totals(draft)
    said = [f"projects: {projects}"] if projects is not None else []
    said += [f"budget: {baht(budget)}"] if budget is not None else []
    if said:
        yield f"stated_totals: {{{', '.join(said)}}}"


def _documents(documents: Sequence[str]) -> Iterator[str]:
    if documents:
        yield "documents:"
    for one in documents:
        yield '  - title: "แบบแผนการดำเนินงาน (แฟ้มเดิมของสำนักงาน)"'
        yield f"    file: {_quoted(one)}"


def _quoted(text: str) -> str:
    """Return a text as YAML reads it back: a number that is safe stays one."""
    plain = " ".join(text.split())
    return (
        plain
        if _SAFE.fullmatch(plain) and plain.isdecimal()
        else json.dumps(plain, ensure_ascii=False)
    )
