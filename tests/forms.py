"""Read lifelike forms and compare what was understood with what is true of them.

`python tests/forms.py [FOLDER] [NAME…]` prints a table, one line a form. The forms stand beside the
project (../shared/forms), each with truth.csv and truth.yml; its README explains them.
"""

from __future__ import annotations

import csv
import os
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import yaml

from generator.plan.fields import MONTH_FIELDS
from generator.plan.intake.docx import read_docx_form
from generator.plan.intake.draft import Ask, Draft, DraftRow, MonthsState
from generator.plan.intake.form import Form, FormRefusedError
from generator.plan.intake.interpret import interpret
from generator.plan.intake.interpret.rest import rest
from generator.plan.intake.kinds import Kind
from generator.plan.intake.reading.converted import converted
from generator.plan.model import NO_BUDGET
from generator.thai.text import arabic_digits

FORMS = Path(__file__).resolve().parents[1].parent / "shared" / "forms"
_MONTHS = [one.headings[0] for one in MONTH_FIELDS]
_EXACT = ("number", "programme", "form", "strategy")
_TEXTS = ("name", "detail", "place", "unit", "source", "note")
_FIELDS = (*_EXACT, "budget", *_TEXTS)
# The same reader in C, ten times as fast, where PyYAML came with it.
_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Score:
    """How one form was understood: what is wrong of each field, and what was not asked."""

    name: str
    rows: int = 0
    found: int = 0
    wrong: dict[str, list[str]] = field(default_factory=dict)
    months_wrong: list[str] = field(default_factory=list)
    written_unclear: list[str] = field(default_factory=list)
    not_asked: list[str] = field(default_factory=list)
    false_asks: list[str] = field(default_factory=list)
    of_form: list[str] = field(default_factory=list)
    rest: tuple[str, ...] = ()
    refused: str = ""
    seconds: float = 0.0

    @property
    def sound(self) -> bool:
        """Whether everything is right; a false question in a hundred rows is still right."""
        wrong = [one for faults in self.wrong.values() for one in faults]
        faults = (wrong, self.months_wrong, self.written_unclear, self.not_asked, self.of_form)
        few = len(self.false_asks) * 100 <= self.rows
        return self.rows == self.found and not any(faults) and not self.rest and few

    def line(self) -> str:
        """Return the form's line of the table."""
        if self.refused:
            return f"{self.name:26} {self.seconds:5.2f} s  refused: {self.refused}"
        wrong = " ".join(f"{code}:{len(faults)}" for code, faults in self.wrong.items() if faults)
        more = {
            "months": self.months_wrong,
            "WRITTEN": self.written_unclear,
            "not asked": self.not_asked,
            "false": self.false_asks,
            "form": self.of_form,
            "REST": self.rest,
        }
        told = " ".join(f"{what}:{len(faults)}" for what, faults in more.items() if faults)
        mark = "ok " if self.sound else "BAD"
        return (
            f"{self.name:26} {self.seconds:5.2f} s  {mark} {self.found}/{self.rows} {wrong} {told}"
        )


@dataclass(frozen=True)
class Truth:
    """What is true of a form; read when it is asked for, for whoever only lists tests asks not."""

    name: str
    path: Path

    @cached_property
    def rows(self) -> tuple[Mapping[str, str], ...]:
        """The rows that a form means, by code names."""
        with (self.path.parent / "truth.csv").open(encoding="utf-8-sig", newline="") as file:
            return tuple(csv.DictReader(file))

    @cached_property
    def told(self) -> Mapping[str, Any]:
        """What else is known of it."""
        told: Mapping[str, Any] = yaml.load(
            (self.path.parent / "truth.yml").read_text("utf-8"), _YAML
        )
        return told

    @property
    def is_exact(self) -> bool:
        """Whether texts compare with their blanks."""
        return bool(self.told["compare"]["text"] == "exact")


def truths(folder: Path, names: list[str]) -> Iterator[Truth]:
    """Yield the forms of a folder whose names begin with one of `names`; all for none."""
    for path in sorted(folder.glob("*/form.*")):
        name = path.parent.name
        if not names or name.startswith(tuple(names)):
            yield Truth(name, path)


def score(truth: Truth) -> Score:
    """Read one form and compare it with its truth."""
    found = Score(truth.name, len(truth.rows))
    begun = time.perf_counter()
    try:
        form = read(truth.path)
        draft = interpret(form)
        if not draft.year:
            draft = _with_year(form, draft, truth, found)
    except FormRefusedError as error:
        found.refused = error.code
        return found
    finally:
        found.seconds = time.perf_counter() - begun
    found.found = len(draft.rows)
    found.rest = rest(form, draft)
    for row, true in zip(draft.rows, truth.rows, strict=False):
        _compare(row, true, truth, found)
    _compare_form(draft, truth, found)
    _compare_asks(draft, truth, found)
    return found


def _with_year(form: Form, draft: Draft, truth: Truth, found: Score) -> Draft:
    codes = {one["code"] for one in truth.told["expected_problems"] or ()}
    asked = [one.code for one in draft.asks if one.option == "--year"]
    if not codes & set(asked):
        found.false_asks += asked
    return interpret(form, year=truth.told["fiscal_year"])


_READERS = {
    ".xlsx": ("xlsx", "read_xlsx_form"),
    ".xls": ("xls", "read_xls_form"),
    ".docx": ("docx", "read_docx_form"),
    ".pdf": ("pdf", "read_pdf_form"),
    ".ods": ("ods", "read_ods_form"),
}


def read(path: Path) -> Form:
    """Read a form by the reader of its format."""
    if path.suffix == ".doc":
        made, _ = converted(path.read_bytes(), Kind.DOC, os.environ)
        return read_docx_form(made)
    module, function = _READERS.get(path.suffix, ("", ""))
    try:
        reader = import_module(f"generator.plan.intake.{module}")
    except ImportError:
        raise FormRefusedError("no-reader") from None
    return cast(Form, getattr(reader, function)(path.read_bytes()))


def _same(one: str, other: str, *, exact: bool) -> bool:
    return one == other if exact else "".join(one.split()) == "".join(other.split())


def _compare(row: DraftRow, true: Mapping[str, str], truth: Truth, found: Score) -> None:
    mine = {code: str(getattr(row, code)) for code in (*_EXACT, *_TEXTS)}
    mine["budget"] = _budget(row)
    mine["number"] = arabic_digits(row.number).strip("().")
    theirs = {**true, "number": true["@number"], "budget": _amount(true["budget"])}
    if "number-missing" in true["@flags"]:
        theirs["number"] = ""
    for code in _FIELDS:
        exact = code not in _TEXTS or truth.is_exact
        if not _same(mine[code], theirs[code], exact=exact):
            told = f"{true['id']}: {mine[code]!r} ≠ {theirs[code]!r}"
            found.wrong.setdefault(code, []).append(told)
    months = [bool(true[name]) for name in _MONTHS]
    written = "".join("x" if one else "." for one in row.months)
    if true["@months"] != "clear":
        if any(row.months):
            found.written_unclear.append(f"{true['id']}: {written}")
    elif list(row.months) != months and "row-slip" not in true["@flags"]:
        wanted = "".join("x" if one else "." for one in months)
        found.months_wrong.append(f"{true['id']}: {written} ≠ {wanted} {row.drawn}")
    elif row.state is not MonthsState.CLEAR and "row-slip" not in true["@flags"]:
        found.months_wrong.append(f"{true['id']}: {row.state.name}")


def _budget(row: DraftRow) -> str:
    if row.uses_no_budget:
        return NO_BUDGET
    return "" if row.budget is None else _amount(str(row.budget))


def _amount(text: str) -> str:
    if not text or text == NO_BUDGET:
        return text
    return format(Decimal(text).quantize(Decimal("0.01")), "f")


def _compare_form(draft: Draft, truth: Truth, found: Score) -> None:
    told, organisation = truth.told, truth.told["organisation"]
    strategies = [(str(one["id"]), one["name"]) for one in told["strategies"]]
    stated = told["stated"] or {"projects": None, "budget": None}
    amount = None if draft.stated_budget is None else _amount(str(draft.stated_budget))
    inner = [one for one in draft.sections if one.second]
    pairs = {
        "office": (draft.office, organisation["name"]),
        "kind": (draft.kind, organisation["kind"]),
        "year": (draft.year, told["fiscal_year"]),
        "title": (draft.title, told["title"]),
        "forms": (
            [one for one in draft.forms if one != "ผด.01"],
            [one for one in told["forms"] if one != "ผด.01"],
        ),
        "strategies": ([(one.id, one.name) for one in draft.strategies], strategies),
        "programmes": (
            sorted({row.programme for row in draft.rows}),
            sorted(one["printed"] for one in told["programmes"]),
        ),
        "units": (
            ["".join(one.split()) for one in draft.units],
            ["".join(one.split()) for one in told["units"]],
        ),
        "stated": (
            (draft.stated_rows, amount),
            (stated["projects"], stated["budget"] and _amount(stated["budget"])),
        ),
        "sections": (
            [(one.form, one.first, one.second, len(one.rows)) for one in inner],
            [(one["form"], one["first"], one["second"], one["rows"]) for one in told["sections"]],
        ),
        "amendment": (bool(draft.amendment), bool(told["amendment"])),
    }
    for what, (mine, theirs) in pairs.items():
        if mine != theirs:
            found.of_form.append(f"{what}: {mine} ≠ {theirs}")


def _compare_asks(draft: Draft, truth: Truth, found: Score) -> None:
    expected = {(one.get("id", ""), one["code"]) for one in truth.told["expected_problems"] or ()}
    of_file = {one["code"]: set(one["rows"]) for one in truth.told["asks"] or ()}
    asked = {(row, one.code) for one in draft.asks for row in (one.rows or ("",))}
    found.not_asked += [f"{row} {code}" for row, code in sorted(expected - asked)]
    for code, rows in of_file.items():
        missing = rows - {row for row, one in asked if one == code}
        found.not_asked += [f"{row} {code}" for row in sorted(missing)]
    for one in draft.asks:
        if not one.mention and not _is_expected(one, expected, of_file):
            found.false_asks.append(f"{one.code} {one.spot.words} {one.seen} {one.readings}")


def _is_expected(one: Ask, expected: set[tuple[str, str]], of_file: Mapping[str, set[str]]) -> bool:
    codes = {code for _, code in expected}
    if not one.rows:
        return one.code in codes or one.code in of_file
    flagged = any((row, one.code) in expected for row in one.rows)
    return flagged or set(one.rows) <= of_file.get(one.code, set())


def main() -> None:
    """Print the table, and with a name's beginning also what is wrong."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 and Path(sys.argv[1]).is_dir() else FORMS
    names = sys.argv[2 if len(sys.argv) > 1 and folder == Path(sys.argv[1]) else 1 :]
    for truth in truths(folder, names):
        found = score(truth)
        print(found.line())
        if names and not found.refused:
            faults = {**found.wrong, "months": found.months_wrong, "written": found.written_unclear}
            faults |= {"not asked": found.not_asked, "false": found.false_asks}
            for what, each in {**faults, "form": found.of_form, "rest": list(found.rest)}.items():
                print(
                    *(f"    {what} {one}" for one in each[:8]), sep="\n", end="\n" if each else ""
                )


if __name__ == "__main__":
    main()
