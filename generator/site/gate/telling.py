"""What the gate found → problems that say where a clerk can mend it, and never repeat it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.archive.facts import ClosedYear
from generator.plan.check import PersonalDatum
from generator.plan.check.plain import plain
from generator.plan.fields import stated, stated_report
from generator.plan.model import Plan, Portal
from generator.problems import CATALOGUE, Place, Report, Severity

_PUBLISHED = "ไฟล์ที่จะเผยแพร่"
_BETWEEN = re.compile("(?<=[0-9])[- .]+(?=[0-9])")


@dataclass(frozen=True, slots=True)
class Leak:
    """A personal datum that would be published: the artifact's path, and what was found there.

    `where` says where inside a file, in Thai, of a file that is no text; else it is empty.
    """

    path: str
    datum: PersonalDatum
    where: str = ""

    @property
    def is_error(self) -> bool:
        """Whether the datum stops publication; the others are warnings."""
        return CATALOGUE[self.datum.kind].severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Chained:
    """The reason for which a year's seal was replaced, and the file that says it."""

    file: str
    year: str
    reason: str


def report_leaks(
    leaks: Iterable[Leak],
    portal: Portal,
    closed: Iterable[ClosedYear],
    chained: Iterable[Chained],
    report: Report,
    tables: Iterable[str] = (),
) -> None:
    """Report what stops publication, at its row where a row says it, else at the artifact.

    What a sealed year says stays as it is, an identity number too: the seal's own gate judged it
    when it came in and warns now (`seal-personal`), and no build can mend it. So do the reasons in
    the chain, which nobody can write otherwise any more, and `tables`, the data files of seals.
    """
    standing = [_bare(text) for year in closed for text in _texts_of_year(year)]
    standing += map(_bare, tables)
    reasons = tuple((one, _bare(one.reason)) for one in chained)
    for leak in leaks:
        text, kind = leak.datum.text, leak.datum.kind
        if not leak.is_error:
            continue
        if any(_bare(text) in one for one in standing):
            continue
        if said := next((one for one, reason in reasons if _bare(text) in reason), None):
            at, masked = Place(said.file), leak.datum.masked
            report.add("seal-personal", at, masked, known=said.file, year=said.year)
            continue
        at = _source(text, portal) or _artifact(leak)
        report.add(kind, at, leak.datum.masked, masked=leak.datum.masked)


def _bare(text: str) -> str:
    """Return a text however its numbers are grouped."""
    return _BETWEEN.sub("", plain(text).text)


def _texts_of_year(year: ClosedYear) -> Iterator[str]:
    yield year.title
    yield from (group.name for group in year.groups)
    for one in year.entries:
        yield from one.texts


def _source(text: str, portal: Portal) -> Place | None:
    """Return the first cell that says the text, None where no row or report does."""
    for plan in portal.plans:
        for place, cell in _cells(plan):
            if text in cell:
                return place
    return None


def _cells(plan: Plan) -> Iterator[tuple[Place, str]]:
    for edition in plan.editions:
        for row in edition.rows:
            yield from ((row.at.of(code), text) for code, text in stated(row).items())
    for report in plan.progress:
        yield from ((report.at.of(code), text) for code, text in stated_report(report).items())


def _artifact(leak: Leak) -> Place:
    path = leak.path.removeprefix("docs/").replace(leak.datum.text, leak.datum.masked)
    return Place(path, heading=leak.where or _PUBLISHED)
