"""The domain: what a plan is, in frozen values. Money is integer satang. No I/O.

No wording either, but for the words that the forms are filled with.

Names are the field's own: Organization, Plan, Strategy, Programme, Project, Edition, Amendment,
PostingPeriod, FiscalYear (in `generator.thai.fiscal`), ProgressReport.
"""

from generator.plan.model.account import RowKind, TableAccount
from generator.plan.model.amounts import budget_text, shown_budget
from generator.plan.model.evidence import NamedFile, is_unshown, named_files
from generator.plan.model.licence import Licence
from generator.plan.model.organization import (
    Emblem,
    Executive,
    Organization,
    Unit,
    Village,
    outside_slug,
)
from generator.plan.model.overlap import EVERY_PAIR, Decision, Verdict
from generator.plan.model.plan import (
    Document,
    DraftPolicy,
    Edition,
    Exemption,
    PaperTexts,
    Plan,
    Portal,
    PostingPeriod,
    Results,
    StatedTotals,
    Strategy,
    Trigger,
)
from generator.plan.model.project import (
    Budget,
    BudgetKind,
    Coordinates,
    ProgressReport,
    Project,
    Villages,
)
from generator.plan.model.record import Record, RecordedFact, RecordedRow
from generator.plan.model.reports import ToldReport, last_spent, told_reports
from generator.plan.model.totals import NOTHING, Totals, total_of, total_of_rows
from generator.plan.model.vocabulary import (
    ALLOWANCE,
    EVERYWHERE,
    NO_BUDGET,
    PROGRAMMES,
    Change,
    Form,
    Origin,
    Owner,
    Programme,
    Status,
    is_allowance,
)
from generator.plan.model.withdrawal import (
    DATE_COLUMNS,
    MASK,
    NEUTRAL_NAME,
    TRIGGER,
    Withdrawal,
    WithdrawalKind,
    Withdrawn,
    covered_pieces,
    is_masked,
)

__all__ = [
    "ALLOWANCE",
    "DATE_COLUMNS",
    "EVERYWHERE",
    "EVERY_PAIR",
    "MASK",
    "NEUTRAL_NAME",
    "NOTHING",
    "NO_BUDGET",
    "PROGRAMMES",
    "TRIGGER",
    "Budget",
    "BudgetKind",
    "Change",
    "Coordinates",
    "Decision",
    "Document",
    "DraftPolicy",
    "Edition",
    "Emblem",
    "Executive",
    "Exemption",
    "Form",
    "Licence",
    "NamedFile",
    "Organization",
    "Origin",
    "Owner",
    "PaperTexts",
    "Plan",
    "Portal",
    "PostingPeriod",
    "Programme",
    "ProgressReport",
    "Project",
    "Record",
    "RecordedFact",
    "RecordedRow",
    "Results",
    "RowKind",
    "StatedTotals",
    "Status",
    "Strategy",
    "TableAccount",
    "ToldReport",
    "Totals",
    "Trigger",
    "Unit",
    "Verdict",
    "Village",
    "Villages",
    "Withdrawal",
    "WithdrawalKind",
    "Withdrawn",
    "budget_text",
    "covered_pieces",
    "is_allowance",
    "is_masked",
    "is_unshown",
    "last_spent",
    "named_files",
    "outside_slug",
    "shown_budget",
    "told_reports",
    "total_of",
    "total_of_rows",
]
