"""Every printed sum is that of the rows printed below it, on every page of whole portals."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from e2e.sites import BuiltSite, build_here
from generated import portal_from
from sums import faults

AFTER = datetime.date(2027, 10, 5)  # both views that are frozen by a day stand


def test_sums_of_the_example_are_those_of_the_rows_below_them(example: BuiltSite) -> None:
    assert faults(example) == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_sums_of_generated_portals_are_those_of_the_rows_below_them(
    number: int, tmp_path: Path
) -> None:
    site = build_here(portal_from(number, tmp_path), AFTER)
    assert {one.path for one in site.view.current.frozen} == {
        "progress-six-months.html", "progress-year.html",
    }  # fmt: skip
    assert faults(site) == []
