"""Where a problem stands, what it says, and the report that collects them all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.problems.catalogue import CATALOGUE, ProblemKind, Severity

_LINE_ENDS = re.compile(r"[ \t]*[\r\n\v\f\x85\u2028\u2029]+[ \t]*")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot as its reader sees it.

    `file` is relative to the portal, with forward slashes. `row` counts as Excel does (the first
    row of the sheet is 1); in a YAML file it is the line. `column` is Excel's letter; `heading`
    is the heading as the office wrote it, or the YAML key path such as `edition.announced`.
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    heading: str = ""

    def at(self, *, row: int = 0, column: str = "", heading: str = "") -> Place:
        """Return a finer place in the same file and sheet."""
        # Made for every cell of a table: `dataclasses.replace` takes six times as long.
        return Place(
            self.file,
            self.sheet,
            row or self.row,
            column or self.column,
            heading or self.heading,
        )

    @property
    def words(self) -> str:
        """The place in Thai: `plans/2570/projects.csv แถว 3 คอลัมน์ E (งบประมาณ)`."""
        return self.told(str(self.row) if self.row else "")

    def told(self, rows: str) -> str:
        """Return the place in Thai on one line, with `rows` for its row: of a group all of them."""
        parts = [self.file]
        if self.sheet:
            parts.append(f"แผ่นงาน “{self.sheet}”")
        if rows:
            parts.append(f"{self.counted} {rows}")
        if self.column:
            parts.append(f"คอลัมน์ {self.column}")
        if self.heading:
            parts.append(f"({self.heading})")
        return _one_line(" ".join(parts))

    @property
    def counted(self) -> str:
        """What `row` counts in this file: rows of a table, lines of a text."""
        return "บรรทัด" if self.file.endswith((".yml", ".yaml", ".txt", ".md")) else "แถว"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row or a section of a file stands, and where each of its named parts stands.

    `parts` gives (row, column letter, heading) by code name; row 0 means the source's own row.
    """

    place: Place
    parts: Mapping[str, tuple[int, str, str]] = field(default_factory=dict, compare=False)

    def of(self, part: str) -> Place:
        """Return the place of a part; the source's own where the part is not written."""
        row, column, heading = self.parts.get(part, (0, "", ""))
        return self.place.at(row=row, column=column, heading=heading)

    def heading(self, part: str) -> str:
        """Return what stands over a part, as its place says."""
        return self.parts.get(part, (0, "", ""))[2] or self.place.heading


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. Equal findings compare equal; wording comes from the catalogue.

    `cells` are all that it is about, where it is asked once for many: rows as Excel counts, and
    columns by letter, none for a whole row.
    """

    code: str
    place: Place
    value: str = ""
    details: tuple[tuple[str, str], ...] = ()
    cells: tuple[tuple[int, str], ...] = field(default=(), compare=False)

    @property
    def kind(self) -> ProblemKind:
        """The catalogue's entry for this code."""
        return CATALOGUE[self.code]

    @property
    def severity(self) -> Severity:
        """`error` stops publication, `warning` is published with the plan."""
        return self.kind.severity

    @property
    def message(self) -> str:
        """What is wrong, one Thai sentence."""
        return self._worded(self.kind.message)

    @property
    def advice(self) -> str:
        """What to write instead, one Thai sentence."""
        return self._worded(self.kind.advice)

    def _worded(self, template: str) -> str:
        details = {name: _one_line(detail) for name, detail in self.details}
        own = {"value": shortened(self.value), "restore": restoring(self.place.file), "unseen": ""}
        return template.format_map(own | details)

    def as_dict(self) -> dict[str, object]:
        """Return the problem as `check --json` prints it."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "file": self.place.file,
            "sheet": self.place.sheet or None,
            "row": self.place.row or None,
            "column": self.place.column or None,
            "heading": self.place.heading or None,
            "value": self.value,
            "message": self.message,
            "advice": self.advice,
        }


def restoring(file: str) -> str:
    """Return how git brings back an earlier state of a file, in Thai, with the commands."""
    name = f'"{file}"' if re.search(r"[^\w./-]", file) else file
    return (
        f"กู้แฟ้มนี้จาก git ด้วย git restore {name} (ถ้า commit ไปแล้ว ดูรหัสของรุ่นก่อนด้วย "
        f"git log --oneline -- {name} แล้วสั่ง git restore --source=รหัส {name})"
    )


def _one_line(text: str) -> str:
    """Return a text without line ends: a heading of two lines breaks no message."""
    return text if text.isprintable() else _LINE_ENDS.sub(" ", text)


def shortened(text: str, limit: int = 80) -> str:
    """Return `text` on one line, cut after `limit` characters, for use inside a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit].rstrip() + "…"


def told_rows(rows: Iterable[int], most: int = 12) -> str:
    """Return row numbers as they are told: `3, 5, 8–12`; of very many only the first."""
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    told = [f"{one}–{last}" if last > one else str(one) for one, last in runs]
    return ", ".join(told[:most]) + (" …" if len(told) > most else "")


def _order(problem: Problem) -> tuple[object, ...]:
    # Tuples are compared ten times as fast as places; Excel's column B stands before AA.
    at = problem.place
    place = (at.file, at.sheet, at.row, len(at.column), at.column, at.heading)
    return (*place, problem.code, problem.value)


@dataclass(slots=True)
class Report:
    """Collects problems; nothing stops at the first one."""

    _found: list[Problem] = field(default_factory=list)

    def add(
        self,
        code: str,
        place: Place,
        value: str = "",
        cells: Iterable[Place] = (),
        /,
        **details: object,
    ) -> None:
        """Add a finding; `details` fill the catalogue's sentences. An unknown code is a bug.

        Of `cells`, where many are asked about once, the sentences tell the `rows`.
        """
        assert code in CATALOGUE, code
        spots = tuple((one.row, one.column) for one in cells)
        if spots:
            details = {"rows": told_rows(row for row, _ in spots)} | details
        texts = tuple((name, str(detail)) for name, detail in sorted(details.items()))
        self._found.append(Problem(code, place, value, texts, spots))

    def take(self, problems: Iterable[Problem]) -> None:
        """Add what another report found."""
        self._found += problems

    def rewrite(self, change: Callable[[Problem], Problem]) -> None:
        """Put what `change` makes of each finding in its place; the same one only once."""
        changed = (change(problem) for problem in self._found)
        self._found = list({id(problem): problem for problem in changed}.values())

    def __iter__(self) -> Iterator[Problem]:
        """Yield each different problem once, by file, sheet, row and column."""
        return iter(sorted(dict.fromkeys(self._found), key=_order))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that stop publication."""
        return tuple(p for p in self if p.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Problems that are published together with the plan."""
        return tuple(p for p in self if p.severity is Severity.WARNING)

    def counts(self) -> dict[str, int]:
        """Return how many problems there are of each severity."""
        found = Counter(p.severity.value for p in self)
        return {severity.value: found[severity.value] for severity in Severity}
