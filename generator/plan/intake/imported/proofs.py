"""The proofs of an import: sums against those that the form prints, and nothing left over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.plan.intake.draft import Draft, Section, SummaryLine
from generator.plan.intake.form import Line, Mark, Spot
from generator.thai.dates import MONTHS_SHORT
from generator.thai.fiscal import MONTH_NUMBERS
from generator.thai.text import match_key

# From October on.
_SHORT = tuple(MONTHS_SHORT[number - 1] for number in MONTH_NUMBERS)


@dataclass(frozen=True, slots=True)
class Sum:
    """Rows and baht of a part of the form, as read and as printed; None for what is not printed."""

    where: str
    form: str
    rows: int
    budget: Decimal
    stated_rows: int | None
    stated_budget: Decimal | None
    spot: Spot

    @property
    def is_stated(self) -> bool:
        """Whether the form prints anything to hold it against."""
        return self.stated_rows is not None or self.stated_budget is not None

    @property
    def differs(self) -> bool:
        """Whether the form prints something else."""
        rows = self.stated_rows not in (None, self.rows)
        return rows or self.stated_budget not in (None, self.budget)


def sums(draft: Draft) -> tuple[Sum, ...]:
    """Return every section against its own total, ผด.01's lines, and the whole."""
    found = [_section(one, _counts(draft)) for one in draft.sections]
    found += _summary(draft)
    return (*found, _whole(draft))


def _counts(draft: Draft) -> dict[str, int]:
    """Return how many projects each row stands for."""
    return {row.id: row.count for row in draft.rows}


def _section(one: Section, counts: Mapping[str, int]) -> Sum:
    where = " · ".join(filter(None, (one.first, one.second))) or f"รวม {one.form}".strip()
    stated = (one.stated_rows, one.stated_budget)
    rows = sum(counts[row] for row in one.rows)
    return Sum(where, one.form, rows, one.budget, *stated, one.spot)


def _summary(draft: Draft) -> Iterator[Sum]:
    counts = _counts(draft)
    for line in draft.summary:
        if not line.total and line.programme:
            mine = [one for one in draft.sections if _is_of(one, line)]
            rows = sum(counts[row] for one in mine for row in one.rows)
            budget = sum((one.budget for one in mine), Decimal(0))
            where = " · ".join(filter(None, (line.strategy, line.programme)))
            yield Sum(where, "ผด.01", rows, budget, line.projects, line.budget, line.spot)


def _is_of(section: Section, line: SummaryLine) -> bool:
    """Whether a section is counted in a line of the summary."""
    if _bare(section.second) != _bare(line.programme):
        return False
    return not line.strategy or _bare(section.first) == _bare(line.strategy)


def _bare(text: str) -> str:
    """Return a heading without its number: `1.1 แผนงานเคหะ` and `แผนงานเคหะ` are one."""
    return match_key(text.lstrip("0123456789๐๑๒๓๔๕๖๗๘๙. )"))


def _whole(draft: Draft) -> Sum:
    total = next((one for one in draft.summary if one.total and not one.strategy), None)
    rows, budget = draft.stated_rows, draft.stated_budget
    if total:
        rows = total.projects if rows is None else rows
        budget = total.budget if budget is None else budget
    spot = total.spot if total else Spot()
    return Sum("รวมทั้งแผน", "", sum(_counts(draft).values()), draft.budget, rows, budget, spot)


def what(unused: Line | Mark | str) -> str:
    """Return what was not used, in words: the text itself, or what kind of shape it is."""
    match unused:
        case Line():
            return unused.text
        case Mark():
            named = unused.text or unused.name
            return f"{unused.kind.value}{f' “{named}”' if named else ''}"
    return unused


def months_text(months: Iterable[bool]) -> str:
    """Return months as their reader says them: `ธ.ค.–มี.ค., ก.ค.`."""
    runs: list[list[int]] = []
    for number, work in enumerate(months):
        if work and runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        elif work:
            runs.append([number])
    names = (_SHORT[run[0]] + (f"–{_SHORT[run[-1]]}" if len(run) > 1 else "") for run in runs)
    return ", ".join(names)
