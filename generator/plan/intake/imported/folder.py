"""The files of an import: what the year would be made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.machine.artifact import Artifact
from generator.machine.layout import ORGANIZATION, PLAN, PROJECTS, of_year
from generator.plan.intake.draft import Ask, Draft
from generator.plan.intake.form import Spot
from generator.plan.intake.imported.amending import (
    all_reports,
    asks_of_reports,
    reports_of,
    with_changes,
)
from generator.plan.intake.imported.codes import KnownRow, Matched, matched, numbered
from generator.plan.intake.imported.office import Office, added_office, first_office
from generator.plan.intake.imported.parts import in_order, is_of_results, kept_rows, notes_of
from generator.plan.intake.imported.settings import (
    amendment_yml,
    official_number,
    plan_yml,
    strategies_of,
)
from generator.plan.intake.imported.strategies import added_strategies, with_plan_strategies
from generator.plan.intake.imported.tables import (
    amendment_table,
    plan_of,
    progress_table,
    projects_table,
)
from generator.plan.intake.imported.texts import RowTexts, kept_asks, texts_of
from generator.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Beside:
    """What the portal has of the form's year: nothing, where it is not at hand.

    `organization` and `settings` are organization.yml and the year's plan.yml as they are. `rows`
    are those that the form's rows may be; `used` are codes that were ever given, and `added` those
    of rows that came with the amendment that the form is, if that is there already. `number` is the
    amendment that the form becomes, 0 for the plan; `reports` are those of progress that are there,
    by column. The endings are those of the tables that are there.
    """

    organization: bytes = b""
    settings: bytes = b""
    plan: Plan | None = None
    rows: tuple[KnownRow, ...] = ()
    used: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()
    number: int = 0
    reports: tuple[Mapping[str, str], ...] = ()
    projects_ending: str = ""
    progress_ending: str = ""
    amendment_ending: str = ""

    @property
    def keeps_settings(self) -> bool:
        """Whether the plan.yml that the import would write is there already, with its days."""
        return self.plan is not None and self.number < len(self.plan.editions)


@dataclass(frozen=True, slots=True)
class Imported:
    """A draft as files, with the rows as they were put into them, and what they were before.

    `rows` are those of the form, `lines` all that its table has, in its order.
    """

    draft: Draft
    rows: tuple[RowTexts, ...]
    lines: tuple[RowTexts, ...]
    files: tuple[Artifact, ...]
    table: str
    office: Office
    known: tuple[KnownRow, ...] = ()
    notes: tuple[str, ...] = ()


def imported(
    draft: Draft,
    beside: Beside,
    *,
    ending: str = ".xlsx",
    documents: Sequence[Artifact] = (),
    part: bool | None = None,
) -> Imported:
    """Return the files of a draft whose year is known.

    `documents` are the forms themselves, below the year's folder, where they may be published.
    `part` tells whether rows that the form does not have stay in the plan; None where nobody said:
    then they stay, and are asked about.
    """
    draft, beside, settings, notes = _settled(numbered(draft, draft.year), beside)
    amends = bool(draft.amendment)
    found = _matched(draft, beside)
    draft = found.draft
    amended = {code: row for code, row in found.known.items() if code not in beside.added}
    if amends:
        draft = with_changes(draft, amended, at_hand=beside.plan is not None)
    office = office_of(draft, beside)
    draft = replace(draft, asks=(*draft.asks, *_asks_of_settings(draft, office, beside)))
    rows = texts_of(draft, found.known, amended.keys() if amends else ())
    draft = replace(draft, asks=(*draft.asks, *kept_asks(rows)))
    if part is None and is_of_results(draft):
        part = True
    gone = () if amends else found.gone
    kept = () if part is False else kept_rows(gone, asked=part is None)
    lines = in_order(rows, kept, beside.rows)
    files = (*settings, *_files(draft, lines, office, beside, ending, documents))
    return Imported(
        draft,
        rows,
        lines,
        files,
        _table_of(files, amends=amends),
        office,
        tuple(found.known.values()),
        (*notes, *notes_of(gone, kept=part is not False), *office.by_hand),
    )


def _settled(
    draft: Draft, beside: Beside
) -> tuple[Draft, Beside, tuple[Artifact, ...], tuple[str, ...]]:
    """Return the draft by the plan's own strategies, plan.yml with new ones, and what is told.

    Announced settings stay as they are, and so does a file that cannot be added to safely.
    """
    plan = beside.plan
    if plan is None:
        return draft, beside, (), ()
    draft, new = with_plan_strategies(draft, plan.strategies)
    if not new:
        return draft, beside, (), ()
    names = ", ".join(f"{one.id} “{one.name}”" for one in new)
    is_open = not (draft.amendment or plan.editions[0].record)
    made = added_strategies(beside.settings, new) if is_open else None
    if made is None:
        told = f"{PLAN} ยังไม่มียุทธศาสตร์ {names} เพิ่มใต้ strategies ใน {PLAN} ของโฟลเดอร์ที่นำเข้า"
        return draft, beside, (), (told,)
    told = f"เพิ่มยุทธศาสตร์ {names} ใต้ strategies ใน {PLAN} ตรวจว่าเป็นของแผนนี้จริง"
    known = replace(beside, plan=replace(plan, strategies=(*plan.strategies, *new)))
    return draft, known, (Artifact(of_year(draft.year, PLAN), made),), (told,)


def _asks_of_settings(draft: Draft, office: Office, beside: Beside) -> Iterator[Ask]:
    """Yield what the files of settings need and the form does not say."""
    if not office.organization.name:
        yield Ask("office-missing", Spot())
    elif not office.organization.kind:
        yield Ask("kind-missing", Spot())
    if not (draft.strategies or beside.plan):
        yield Ask("strategies-missing", Spot())
    if draft.amendment and not (official_number(draft) or beside.keeps_settings):
        yield Ask("amendment-number", Spot())
    yield from asks_of_reports(draft)


def office_of(draft: Draft, beside: Beside) -> Office:
    """Return what becomes of organization.yml."""
    if beside.organization:
        return added_office(beside.organization, draft)
    return first_office(draft)


def _matched(draft: Draft, beside: Beside) -> Matched:
    return (
        matched(draft, beside.rows, beside.used) if beside.rows or beside.used else Matched(draft)
    )


def _files(
    draft: Draft,
    rows: Sequence[RowTexts],
    office: Office,
    beside: Beside,
    ending: str,
    documents: Sequence[Artifact],
) -> Iterator[Artifact]:
    year, organization = draft.year, office.organization
    strategies = beside.plan.strategies if beside.plan else strategies_of(draft)
    plan = beside.plan or plan_of(year, strategies)
    papers = [one.path.removeprefix(f"{of_year(year)}/") for one in documents]
    yield Artifact(ORGANIZATION, office.data)
    if not beside.plan:
        yield plan_yml(draft, papers)
    table = beside.projects_ending or ending
    if draft.amendment:
        if not beside.plan:
            yield projects_table((), organization, year, strategies, ending=table)
        if not beside.keeps_settings:
            yield amendment_yml(draft, beside.number or 1, papers)
        own = beside.amendment_ending or ending
        yield amendment_table(rows, organization, plan, beside.number or 1, ending=own)
    else:
        yield projects_table(rows, organization, year, strategies, ending=table)
    if lines := list(reports_of(draft)):
        every = all_reports(beside.reports, lines)
        yield progress_table(every, organization, plan, beside.progress_ending or ".csv")
    yield from documents


def _table_of(files: Sequence[Artifact], *, amends: bool) -> str:
    tables = [one.path for one in files if f"/{PROJECTS}." in one.path]
    return tables[-1 if amends else 0]
