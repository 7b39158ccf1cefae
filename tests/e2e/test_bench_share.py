"""A share of `make bench`: every figure of it can still be taken, of small portals."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

import bench
import search_bench


def test_bench_measures_builds_and_verification() -> None:
    said = [*bench.measure(12, with_stock=False, turns=1), *bench.measure_verified(12)]
    for word in ("clean build", "one changed row", "the gate", "verified whole"):
        assert [line for line in said if word in line], word


def test_bench_measures_a_workbook_of_our_template() -> None:
    said = list(bench.measure_workbook(12, turns=1))
    assert [line.split()[0] for line in said] == ["12", "checked", "a"]


@pytest.mark.long
def test_bench_measures_sealed_years() -> None:
    said = list(bench.measure_sealed(1, 12, turns=1))
    assert [line for line in said if "sealing a year" in line]


@pytest.mark.long
def test_bench_measures_pushes() -> None:
    said = list(bench.measure_push(12, sealed=1, pushes=1))
    assert [line for line in said if "push to live" in line]


@pytest.mark.long
def test_bench_measures_an_offices_desk() -> None:
    said = list(bench.measure_desk(12, turns=1))
    for word in ("a workbook shown", "a typed cell", "published"):
        assert [line for line in said if word in line], word


def test_bench_measures_the_search_over_more_rows_than_a_year_holds(
    tmp_path: Path, chromium: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    search_bench.speed(tmp_path, 30, chromium, most=10)
    said = capsys.readouterr().out
    assert "search, 30 projects: keystroke to ordered ids" in said
    assert sorted(path.name for path in (tmp_path / "portal/plans").glob("25*")) == [
        "2568", "2569", "2570",
    ]  # fmt: skip
