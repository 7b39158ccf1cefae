"""A plan with its editions, and the portal that holds every year's plan."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from generator.plan.model.account import TableAccount
from generator.plan.model.evidence import named_files
from generator.plan.model.organization import Executive, Organization
from generator.plan.model.overlap import Decision
from generator.plan.model.project import ProgressReport, Project
from generator.plan.model.record import Record
from generator.plan.model.reports import told_reports
from generator.plan.model.withdrawal import NOTHING_WITHDRAWN, Withdrawn
from generator.problems import Source
from generator.thai.fiscal import FiscalYear


@dataclass(frozen=True, slots=True)
class Strategy:
    """A ยุทธศาสตร์ of the plan, with its กลยุทธ์ or แนวทางการพัฒนา."""

    id: str
    name: str
    tactics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trigger:
    """The event that starts the thirty days for making the plan (ข้อ 27)."""

    event: str
    date: datetime.date | None


@dataclass(frozen=True, slots=True)
class Document:
    """A signed paper, by title and path below the year's folder."""

    title: str
    file: str


@dataclass(frozen=True, slots=True)
class PostingPeriod:
    """From when until when the notice hung, both days as stated; None where not stated."""

    announced: datetime.date | None = None
    posted_from: datetime.date | None = None
    posted_until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """The announced plan (number 0) or an announced amendment to it (1, 2, …).

    `rows` are the rows as that edition states them. `at` is the edition's place in plan.yml.
    `record` is what was announced, None where `phaen announce` was not run. `told` is false
    where plan.yml could not be read: what nobody knows has not changed.
    """

    number: int
    at: Source
    title: str = ""
    kind: str = ""
    official_number: str = ""
    legal_basis: str = ""
    trigger: Trigger | None = None
    considered: datetime.date | None = None
    posting: PostingPeriod = PostingPeriod()
    posted_at: tuple[str, ...] = ()
    web_from: datetime.date | None = None
    documents: tuple[Document, ...] = ()
    evidence: tuple[str, ...] = ()
    rows: tuple[Project, ...] = ()
    record: Record | None = None
    told: bool = True


@dataclass(frozen=True, slots=True)
class Results:
    """The yearly monitoring results and their own posting clock (ฉบับที่ 3 (5))."""

    at: Source
    proposed: datetime.date | None = None
    posting: PostingPeriod = PostingPeriod()
    posted_at: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedTotals:
    """What the signed document says; shown beside the computed figures, never instead."""

    at: Source
    projects: int | None = None
    satang: int | None = None
    strategies: Mapping[str, int] = field(default_factory=dict)

    @property
    def of_strategies(self) -> int:
        """The sum of what is stated of the strategies, in satang."""
        return sum(self.strategies.values())


@dataclass(frozen=True, slots=True)
class Exemption:
    """A text that looks like personal data and is published all the same, for a stated reason.

    Its text, or instead of it `scrypt`, the slow hash of its plain form with the file's `salt`.
    """

    text: str
    reason: str
    at: Source
    scrypt: str = ""
    salt: str = ""


class DraftPolicy(Enum):
    """Whether what is not announced yet is published, labelled as a draft."""

    OMIT = "omit"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class PaperTexts:
    """What papers say besides rows; what an office does not write itself is empty.

    `introduction` has the sections of the plan book's first part, in order.
    """

    foreword: str = ""
    introduction: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class Plan:
    """One fiscal year's plan: its editions in order, and what was reported of it.

    `signatory` is who signs the plan and `committee` who considers it, where plan.yml names them;
    `texts` are what its papers say besides rows.
    `tables` tell what was read of each table and what was set aside.
    """

    year: FiscalYear
    at: Source
    title: str
    strategies: tuple[Strategy, ...]
    editions: tuple[Edition, ...]
    stated: StatedTotals | None = None
    results: tuple[Results, ...] = ()
    progress: tuple[ProgressReport, ...] = ()
    progress_record: Record | None = None
    decisions: tuple[Decision, ...] = ()
    ita: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    exempt: tuple[Exemption, ...] = ()
    withdrawn: Withdrawn = NOTHING_WITHDRAWN
    signatory: Executive | None = None
    committee: tuple[Executive, ...] = ()
    texts: PaperTexts = PaperTexts()
    tables: tuple[TableAccount, ...] = ()
    drafts: DraftPolicy = DraftPolicy.OMIT

    @property
    def officials(self) -> tuple[Executive, ...]:
        """Who signs and who considers the plan: their names may be published."""
        return (*((self.signatory,) if self.signatory else ()), *self.committee)

    @property
    def papers(self) -> tuple[str, ...]:
        """Every paper that the plan names, by its path below the year's folder, each once."""
        named = [results.documents for results in self.results]
        files = {document.file for documents in named for document in documents}
        for edition in self.editions:
            files |= {document.file for document in edition.documents} | set(edition.evidence)
        return tuple(sorted(files))

    @property
    def photographs(self) -> tuple[str, ...]:
        """Pictures that reports name, by their path below the year's folder, each once."""
        named = (one.picture for report in self.progress for one in named_files(report.evidence))
        return tuple(sorted({*named} - {""}))

    @property
    def attached(self) -> tuple[str, ...]:
        """Papers that the reports that count name, by their path below the year's folder."""
        told = (one.now.evidence for one in told_reports(self.progress))
        named = (one.paper for evidence in told for one in named_files(evidence))
        return tuple(sorted({*named} - {""}))

    @property
    def pictures(self) -> tuple[str, ...]:
        """Photographs of reports and of the notice board: what pages show reduced."""
        return tuple(
            sorted({*self.photographs, *(file for one in self.editions for file in one.evidence)})
        )

    @property
    def brought(self) -> tuple[str, ...]:
        """All that staff lay beside the tables and the plan names: papers and photographs."""
        return tuple(sorted({*self.papers, *self.photographs, *self.attached}))

    @property
    def projects(self) -> tuple[Project, ...]:
        """The current rows: the announced plan with its amendments applied in order."""
        return amended(self.editions)


def amended(editions: tuple[Edition, ...]) -> tuple[Project, ...]:
    """Apply `editions` in order: a changed or cancelled row takes its predecessor's position.

    Rows of the announced plan come first in their own order, then added rows by amendment.
    """
    current: dict[str, Project] = {}
    for edition in editions:
        for row in edition.rows:
            current[row.id] = row
    return tuple(current.values())


@dataclass(frozen=True, slots=True, repr=False)  # a whole plan is no message
class Portal:
    """Everything that one organisation publishes: its plans, oldest year first."""

    organization: Organization
    plans: tuple[Plan, ...]

    def at(self, site_url: str) -> Portal:
        """Return it as if it said that its site is there; itself where that is empty."""
        if not site_url:
            return self
        return replace(self, organization=replace(self.organization, site_url=site_url))

    @property
    def newest(self) -> Plan | None:
        """The plan of the newest year, whether it is announced or a draft."""
        return self.plans[-1] if self.plans else None
