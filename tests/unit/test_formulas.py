"""No cell that we write for others is a formula, wherever a program divides our lines."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.plan.formulas import guarded, unguarded
from generator.plan.read.csv_file import read_csv
from generator.plan.starter.table import table
from generator.problems import Place, Report
from generator.site.render import projects_csv
from generator.site.render.tables import csv_text
from generator.site.views import DataTable
from generator.thai.text import tidy

steady = settings(derandomize=True, database=None, deadline=None, max_examples=300)
signs = st.text(st.sampled_from("=+-@＝＋－＠;,|\t\n\r\"' \u00a0\u200b\ufeff(!ก.A1xข"), max_size=12)
SEPARATORS = ",;|\t\n\r\v\f\u0085\u2028\u2029"
_RUNS = re.compile('[\\s"\u200b\ufeff\u00a0]*[=@＝＠]')


def begins(text: str) -> list[str]:
    """Return what some program may take for the beginning of a cell."""
    return re.split(f"[{SEPARATORS}]", text)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\tก", " =1", "\u00a0=1", "\ufeff=1",
        "\u200b=1",        "\"=1", "“=1", "＝1+1", "＋1", "－1+cmd", "＠x", "﹦1", "- ขุดลอก",
        '-\nHYPERLINK("https://evil.example")', "+\t1", '"-\tA1', "-\r\nA1", "- \n|x",
    ],
)  # fmt: skip
def test_a_cell_that_begins_as_a_formula_is_text(text: str) -> None:
    assert guarded(text).startswith("'")


@pytest.mark.parametrize("separator", list(SEPARATORS))
@pytest.mark.parametrize(
    "formula",
    [
        '=HYPERLINK("https://evil.example","x")', "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
        "+A1", "@SUM(1)", "＝1+1", ' "=1', "- HYPERLINK(1)", "- ก+HYPERLINK(1)", "- ก|x",
        "- ก!A1", "-1",
    ],
)  # fmt: skip
def test_a_formula_behind_any_separator_is_text(separator: str, formula: str) -> None:
    """Where the list separator is a semicolon, Excel divides a quoted cell there."""
    text = f"ก่อสร้างถนน{separator}{formula}"
    assert guarded(text) == f"ก่อสร้างถนน{separator}'{formula}"


@pytest.mark.parametrize(
    "text",
    [
        "-", "ก - ข", "a=b", "ก\n- ขุดลอกคลอง\n- ปรับปรุงถนน คสล. (ช่วงที่ 2)", "หมู่ 1; -; หมู่ 2", "1,-",
        "กว้าง 4.00 เมตร, ยาว 5 เมตร", "พ.ศ. 2566–2570",
    ],
)  # fmt: skip
def test_ordinary_texts_are_written_as_they_are(text: str) -> None:
    assert guarded(text) == text


@steady
@given(signs)
def test_what_is_guarded_reads_back_as_it_was_and_never_runs(text: str) -> None:
    safe = guarded(text)
    assert unguarded(safe) == text
    assert not [part for part in begins(safe) if _RUNS.match(part)]


@steady
@given(signs.map(tidy))
def test_our_files_read_back_as_the_texts_that_went_in(text: str) -> None:
    written = projects_csv(DataTable(("name",), ("โครงการ",), ((text,), ("x",))))
    for separator in ",;\t":
        for row in csv.reader(io.StringIO(written.decode("utf-8-sig")), delimiter=separator):
            assert not [cell for cell in row if _RUNS.match(cell)]
    for data in (written, table([{"name": text}])):
        read = read_csv(data, Place("x.csv"), Report())
        assert read
        assert text in {cell for row in read.rows for cell in row.texts} | {""}


def test_long_runs_of_separators_and_blanks_take_no_time() -> None:
    for run in ("\n" * 200_000, " " * 200_000, ";" * 200_000, "- ก (" * 50_000, ";- ก" * 50_000):
        guarded(run)


@pytest.mark.parametrize("cell", ["=1+1", "-1+1", "-1\t=1", "-", "--1", "-๑", "-1e5", "+1"])
def test_our_own_numbers_are_no_text_and_what_is_more_is(cell: str) -> None:
    text = csv_text(("a", "b"), [("-11", "-11"), (cell, "x")], frozenset({0}))
    (_, ours, other) = csv.reader(io.StringIO(text, newline=""))
    assert ours == ["-11", "'-11"]
    assert other[0] == guarded(cell)
