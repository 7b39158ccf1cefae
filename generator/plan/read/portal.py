"""Which files a portal has: `plans/organization.yml` and one folder for each fiscal year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.machine.layout import (
    AMENDMENTS,
    ANNOUNCED,
    OVERLAP,
    OVERLAP_TABLE,
    PLAN,
    PLANS,
    PLANS_PARTS,
    PRIVACY,
    PROGRESS,
    PROJECTS,
    SEALED,
    SEALS,
    WITHDRAWN,
    YEAR_PARTS,
    Part,
    is_year,
    of_year,
    pattern_of,
)
from generator.machine.litter import is_litter
from generator.plan.formulas import unguarded
from generator.plan.read.beside import (
    missing,
    report_no_portal,
    report_no_year,
    report_strays,
    report_unfinished,
    told_near,
    year_meant,
)
from generator.plan.read.cells import Row, Table, YamlMap
from generator.plan.read.csv_file import read_csv, text_of
from generator.plan.read.damage import is_sound, report_conflict
from generator.plan.read.emblem import read_emblems
from generator.plan.read.opened import opened
from generator.plan.read.outline import read_outline
from generator.plan.read.substance import is_other_kind, is_unfit
from generator.plan.read.xlsx_file import read_xlsx
from generator.plan.read.yaml_faults import Commented, commented_parents
from generator.plan.read.yaml_file import read_yaml
from generator.problems import Place, Report

_YEAR = {part.name: part for part in YEAR_PARTS}
_RECORD = re.compile("(?:[0-9]+|[a-z]+)[.]csv")  # a copy of one is named by what it lies beside
_PRIVACY = re.compile(r"privacy\.ya?ml(?:\.txt)?", re.IGNORECASE)
_TEXTS = (".csv", ".yml", ".yaml", ".txt", ".md", ".xlsx")
_OF_YEAR = pattern_of(re.escape(PRIVACY))
# Amendments whose folder tells no number of its own come after all others.
_LAST = 10**9


@dataclass(frozen=True, slots=True)
class AmendmentFiles:
    """`amendments/N/`: what the amendment is, and the rows it adds, changes or cancels."""

    folder: str
    place: Place
    plan: YamlMap | None
    projects: tuple[Table, ...]
    commented: tuple[Commented, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordFile:
    """`announced/NAME.csv`: what `phaen announce` wrote, byte by byte."""

    name: str
    place: Place
    data: bytes


@dataclass(frozen=True, slots=True)
class YearFiles:
    """One fiscal year's folder. `sources` are the files read; `papers` all files below it.

    `commented` are keys of plan.yml that are comments although what belongs under them is none.
    """

    folder: str
    place: Place
    plan: YamlMap | None
    projects: tuple[Table, ...]
    progress: tuple[Table, ...]
    amendments: tuple[AmendmentFiles, ...]
    announced: tuple[RecordFile, ...]
    overlap: YamlMap | None
    withdrawn: YamlMap | None
    sources: tuple[str, ...]
    papers: frozenset[str]
    privacy: YamlMap | None = None
    commented: tuple[Commented, ...] = ()
    overlap_rows: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class PortalFiles:
    """Everything under `plans/`, read but not interpreted; years oldest first.

    `outline` is what the file of the area's border says, None where there is none; `emblems` are
    the pictures of the office's emblem that are there, by their names.
    """

    organization: YamlMap | None
    years: tuple[YearFiles, ...]
    outline: object = None
    emblems: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def trees(self) -> tuple[YamlMap, ...]:
        """Every YAML file that could be read."""
        found = [self.organization]
        for year in self.years:
            found += [year.plan, year.overlap, year.withdrawn, year.privacy]
            found += [amendment.plan for amendment in year.amendments]
        return tuple(tree for tree in found if tree is not None)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table that could be read, with all its cells."""
        found: list[Table] = []
        for year in self.years:
            found += (*year.projects, *year.progress, *year.overlap_rows)
            found += (table for amendment in year.amendments for table in amendment.projects)
        return tuple(found)


def read_portal(root: Path, report: Report, without: frozenset[str] = frozenset()) -> PortalFiles:
    """Read every plan file below `root`; what cannot be read is reported, the rest still read.

    The folders of the years in `without` are not looked into.
    """
    if not (root / PLANS).is_dir():
        report_no_portal(root, report)
        return PortalFiles(None, ())
    reader = _Reader(root, report)
    organization = reader.yaml(PLANS, PLANS_PARTS[0])
    found, unknown = _folders(root)
    years = [reader.year(folder) for folder in found if folder not in without]
    if not years and not found:
        report_no_year(unknown, report)
    _report_unknown(unknown, report)
    _report_misplaced(root, report)
    report_unfinished(root, report)
    report_strays(root, report)
    emblems = read_emblems(root, report)
    return PortalFiles(organization, tuple(years), read_outline(root, report), emblems)


def _folders(root: Path) -> tuple[list[str], list[str]]:
    """Return the folders of years, and the other folders in `plans`, by name."""
    years: list[str] = []
    others: list[str] = []
    for path in sorted((root / PLANS).iterdir()):
        if path.is_dir() and not is_litter(f"{path.name}/"):
            (years if is_year(path.name) else others).append(path.name)
    return years, others


def _report_unknown(names: Iterable[str], report: Report) -> None:
    told = told_near(report)
    for name in names:
        if name not in told:
            shown = re.sub(r"^\s|\s$", "␣", name)  # “2570 ” would read as a year
            near = year_meant(name) or "2570"
            report.add("folder-unknown", Place(of_year(name)), shown, near=near)


def _report_misplaced(root: Path, report: Report) -> None:
    """Report a list of exemptions that nothing reads: elsewhere, or as Windows likes to name it."""
    for path in sorted((root / PLANS).rglob("*")):
        name = path.relative_to(root).as_posix()
        if _PRIVACY.fullmatch(path.name) and not _OF_YEAR.fullmatch(name) and path.is_file():
            report.add("privacy-misplaced", Place(name))


def texts_below(root: Path, without: frozenset[str]) -> Iterator[str]:
    """Yield the path of every text and workbook in `plans`, whether a plan is read from it or not.

    A copy of a year, or of a table, is published nowhere, but the repository may be public. Left
    out are seals, the years in `without`, and what systems and programs leave behind.
    """
    for path in sorted((root / PLANS).rglob("*")):
        name = path.relative_to(root).as_posix()
        parts = name.split("/")[1:]
        left = any(part.startswith((".", "~$")) for part in parts) or parts[0] in without
        seal = name == SEALS or parts[1:2] == [SEALED]
        read = path.suffix.lower() in _TEXTS and path.is_file() and not path.is_symlink()
        if read and not (left or seal):
            yield name


def tables_in(name: str, data: bytes, report: Report) -> tuple[Table, ...]:
    """Return the tables of a file, by its name's ending; none where it has none that are sound."""
    if name.lower().endswith(".xlsx"):
        if is_other_kind(data, Place(name), report):
            return ()
        found = read_xlsx(data, Place(name), report)
        sound = [table for table in found if is_sound(table, report)]
        return tuple(map(_unguarded, found)) if len(sound) == len(found) else ()
    table = read_csv(data, Place(name), report) if name.lower().endswith(".csv") else None
    return (table,) if table else ()


def _unguarded(table: Table) -> Table:
    """Return a sheet without what our own files guard against programs, as `read_csv` does.

    Our CSV, saved as a workbook, shows the apostrophe that stood there for the spreadsheet.
    """
    if not any("'" in text for row in table.rows for text in row.texts):
        return table
    rows = (Row(row.number, tuple(map(unguarded, row.texts))) for row in table.rows)
    return replace(table, rows=tuple(rows))


class _Reader:
    """Reads files below one portal and remembers which."""

    def __init__(self, root: Path, report: Report) -> None:
        self.root = root
        self.report = report
        self.read: list[str] = []

    def year(self, name: str) -> YearFiles:
        self.read = []
        folder = of_year(name)
        return YearFiles(
            folder=name,
            place=Place(f"{folder}/{PLAN}"),
            plan=self.yaml(folder, _YEAR[PLAN]),
            projects=self.table(folder, _YEAR[PROJECTS], required=True),
            progress=self.table(folder, _YEAR[PROGRESS], required=False),
            amendments=self.amendments(folder),
            announced=self.announced(folder),
            overlap_rows=self.overlap_rows(folder),
            overlap=self.optional(f"{folder}/{OVERLAP}"),
            withdrawn=self.optional(f"{folder}/{WITHDRAWN}"),
            sources=tuple(self.read),
            papers=self.papers(folder),
            privacy=self.optional(f"{folder}/{PRIVACY}"),
            commented=self.commented(folder),
        )

    def optional(self, name: str) -> YamlMap | None:
        data = self.bytes(name)
        return read_yaml(data, Place(name), self.report) if data is not None else None

    def overlap_rows(self, folder: str) -> tuple[Table, ...]:
        """Return what was decided in a table; there are decisions in one file of a year only."""
        tables = self.table(folder, _YEAR[OVERLAP_TABLE], required=False)
        if tables and (self.root / folder / OVERLAP).is_file():
            names = f"{folder}/{OVERLAP} และ {tables[0].place.file}"
            self.report.add("file-twice", Place(f"{folder}/{OVERLAP}"), names)
        return tables

    def announced(self, folder: str) -> tuple[RecordFile, ...]:
        there = (path.name for path in (self.root / folder / ANNOUNCED).glob("*.csv"))
        names = sorted(name for name in there if _RECORD.fullmatch(name))
        found = []
        for name in names:
            path = f"{folder}/{ANNOUNCED}/{name}"
            data, at = self.bytes(path), Place(path)
            if data is None or is_unfit(data, at, self.report):
                continue
            if not report_conflict(text_of(data), at, self.report):
                found.append(RecordFile(name.removesuffix(".csv"), at, data))
        return tuple(found)

    def papers(self, folder: str) -> frozenset[str]:
        base = self.root / folder
        return frozenset(p.relative_to(base).as_posix() for p in base.rglob("*") if p.is_file())

    def amendments(self, folder: str) -> tuple[AmendmentFiles, ...]:
        parent = self.root / folder / AMENDMENTS
        there = parent.iterdir() if parent.is_dir() else ()
        names = {one.name for one in there if one.is_dir() and not is_litter(f"{one.name}/")}

        def order(name: str) -> tuple[int, str]:
            # `01` is the first where no `1` stands beside it, and else comes after all.
            number = int(name) if name.isdecimal() else _LAST
            return number if name == str(number) or str(number) not in names else _LAST, name

        ordered = sorted(names, key=order)
        return tuple(self.amendment(f"{folder}/{AMENDMENTS}/{name}", name) for name in ordered)

    def amendment(self, folder: str, name: str) -> AmendmentFiles:
        return AmendmentFiles(
            folder=name,
            place=Place(f"{folder}/{PLAN}"),
            plan=self.yaml(folder, _YEAR[PLAN]),
            projects=self.table(folder, _YEAR[PROJECTS], required=True),
            commented=self.commented(folder),
        )

    def yaml(self, folder: str, part: Part) -> YamlMap | None:
        name = f"{folder}/{part.name}"
        if not (self.root / name).is_file():
            missing(self.root, folder, part, self.report)
            return None
        return self.optional(name)

    def commented(self, folder: str) -> tuple[Commented, ...]:
        name = f"{folder}/{PLAN}"
        there = (self.root / name).is_file()
        data = opened(self.root, name, self.report) if there else None
        return tuple(commented_parents(text_of(data))) if data is not None else ()

    def table(self, folder: str, part: Part, *, required: bool) -> tuple[Table, ...]:
        names = [f"{folder}/{name}" for name in part.names]
        present = [name for name in names if (self.root / name).is_file()]
        if len(present) > 1:
            self.report.add("file-twice", Place(present[0]), " และ ".join(present))
            return ()
        if not present:
            if required:
                missing(self.root, folder, part, self.report)
            return ()
        return self.tables(present[0])

    def tables(self, name: str) -> tuple[Table, ...]:
        data = self.bytes(name)
        return () if data is None else tables_in(name, data, self.report)

    def bytes(self, name: str) -> bytes | None:
        if not (self.root / name).is_file():
            return None
        data = opened(self.root, name, self.report)
        if data is not None:
            self.read.append(name)
        return data
