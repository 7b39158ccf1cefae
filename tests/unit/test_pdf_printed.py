"""The lifelike forms, printed to PDF by LibreOffice and copied by Ghostscript, never mislead."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from forms import FORMS, Truth, truths
from generator.machine.office import NoOfficeError, converted_file
from generator.plan.fields import MONTH_FIELDS
from generator.plan.intake.draft import DraftRow
from generator.plan.intake.interpret import interpret
from generator.plan.intake.pdf import read_pdf_form

_PRINTED = (".xlsx", ".xls", ".ods", ".docx")
_TRUTHS = (
    [one for one in truths(FORMS, []) if one.path.suffix in _PRINTED] if FORMS.is_dir() else []
)
_MONTHS = [one.headings[0] for one in MONTH_FIELDS]


def misled(row: DraftRow, true: Mapping[str, str]) -> list[str]:
    """Return what somebody would publish of a row without having been told that it is in doubt."""
    months = [bool(true[name]) for name in _MONTHS]
    slipped = "row-slip" in true["@flags"] or true["@months"] != "clear"
    named = "".join(row.name.split()) == "".join(true["name"].split())
    return [
        f"{row.id}: {told}"
        for told, wrong in (
            (row.name, not named and "name" not in row.doubtful),
            (str(row.budget), row.budget is not None and not _is_amount(row, true["budget"])),
            (row.drawn, any(row.months) and list(row.months) != months and not slipped),
        )
        if wrong
    ]


def _is_amount(row: DraftRow, text: str) -> bool:
    try:
        return row.budget is not None and float(text) == float(row.budget)
    except ValueError:
        return False


@pytest.mark.long
@pytest.mark.skipif(not _TRUTHS, reason="the forms stand beside the project on some machines only")
@pytest.mark.parametrize("copied", [False, True], ids=["printed", "copied"])
@pytest.mark.parametrize("truth", _TRUTHS, ids=lambda truth: truth.name)
def test_a_printed_form_misleads_nobody(truth: Truth, copied: bool, tmp_path: Path) -> None:
    try:
        kind = truth.path.suffix[1:]
        data = converted_file(truth.path.read_bytes(), kind, "pdf", os.environ)
    except NoOfficeError:
        pytest.skip("LibreOffice is not here")
    if copied:
        data = by_ghostscript(data, tmp_path)
    form = read_pdf_form(data)
    draft = interpret(form)
    if not draft.year:
        draft = interpret(form, year=truth.told["fiscal_year"])
    assert len(draft.rows) == len(truth.rows)
    pairs = zip(draft.rows, truth.rows, strict=True)
    assert [fault for row, true in pairs for fault in misled(row, true)] == []


def by_ghostscript(data: bytes, folder: Path) -> bytes:
    """Return a PDF as a PDF printer's Ghostscript writes it again, or skip."""
    program = shutil.which("gs")
    if program is None:
        pytest.skip("Ghostscript is not here")
    source, made = folder / "source.pdf", folder / "made.pdf"
    source.write_bytes(data)
    command = [program, "-q", "-o", str(made), "-sDEVICE=pdfwrite", str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return made.read_bytes()
