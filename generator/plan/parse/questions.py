"""What an imported form did not tell for certain, asked until somebody of the office answers it.

`phaen import` leaves each question in its row (column คำถามจากแบบ), with the name of the column
that it is about, and where in the form the row stands (ที่มาในแบบ): rows that are sorted or moved
keep theirs. A question is answered by a value in the column that it names, or by deleting its text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.plan.fields import TextKind, all_fields, column_name
from generator.plan.parse.marks import CODES
from generator.plan.parse.period import states_period
from generator.plan.sheet import FilledRow
from generator.problems import Place, Report
from generator.thai.text import match_key

ASKED, ORIGIN = "asked", "origin"
MONTHS = "months"
# How a question about the months begins: a table has them in one column, in two or in twelve.
MONTHS_NAME = "เดือนที่ทำ"
# Without these a row is no row of a plan: their questions stop publication, as an empty cell does.
# A budget or months may be empty, which is told.
_NEEDED = frozenset(
    field.code for field in all_fields() if field.required and field.kind is not TextKind.AMOUNT
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of one row: the column that answers it, empty for the row itself, and its text."""

    row: FilledRow
    code: str
    text: str

    @property
    def place(self) -> Place:
        """Where the answer is to be written."""
        if not self.code:
            return self.row.place(ASKED)
        ways = ("start", "period", *CODES) if self.code == MONTHS else (self.code,)
        at = next((one for one in ways if one in self.row.columns.index), ASKED)
        return self.row.place(at)


Asked = Mapping[Place, frozenset[str]]


def where_to_answer(code: str, *, in_months: bool) -> str:
    """Return which cells answer a question about a column, as an order; by what the table has.

    Months are answered in two columns or, where `in_months`, in a column for each.
    """
    if code != MONTHS:
        return f"กรอกช่อง{column_name(code)}"
    return "ใส่ ✓ ในช่องของเดือนที่ทำ (ต.ค. ถึง ก.ย.) " if in_months else "กรอกช่องเริ่มและสิ้นสุด"


def report_questions(rows: Sequence[FilledRow], report: Report) -> Asked:
    """Report what is not answered yet, once for all rows of which a column is asked the same.

    Returns by the place of its row which columns are asked about: no other problem says of these
    that they are empty.
    """
    same: defaultdict[tuple[object, str, str], list[Question]] = defaultdict(list)
    asked: defaultdict[Place, set[str]] = defaultdict(set)
    for row in rows:
        for question in _open(row):
            same[row.columns.key, question.code, question.text].append(question)
            asked[row.at].add(question.code)
    for many in same.values():
        _report(many, report)
    return {at: frozenset(codes) for at, codes in asked.items()}


def _open(row: FilledRow) -> Iterable[Question]:
    """Yield the questions of a row that nothing answers."""
    for line in row.text(ASKED).splitlines():
        if not line.strip():
            continue
        name, mark, text = line.partition(":")
        code = _codes().get(match_key(name), "") if mark else ""
        question = Question(row, code, (text if code else line).strip())
        if not (code and _states(row, code)):
            yield question


def _states(row: FilledRow, code: str) -> bool:
    return states_period(row) if code == MONTHS else bool(row.text(code))


@cache
def _codes() -> Mapping[str, str]:
    names = {match_key(name): one.code for one in all_fields() for name in one.headings}
    return {**names, match_key(MONTHS_NAME): MONTHS}


def _report(many: Sequence[Question], report: Report) -> None:
    first = many[0]
    origins = list(dict.fromkeys(filter(None, (one.row.text(ORIGIN) for one in many))))
    more = f" และอีก {len(origins) - 1} แห่ง" if len(origins) > 1 else ""
    where = f" (ในแบบ: {origins[0]}{more})" if origins else ""
    name = MONTHS_NAME if first.code == MONTHS else column_name(first.code)
    in_months = "start" not in first.row.columns.index
    todo = where_to_answer(first.code, in_months=in_months) if first.code else ""
    code = "import-question" if first.code in _NEEDED else "import-doubt"
    if not first.code:
        code, name = "import-confirm", ""
    cells = [one.place for one in many] if len(many) > 1 else []
    report.add(code, first.place, "", cells, name=name, asked=first.text, where=where, todo=todo)
