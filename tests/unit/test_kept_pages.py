"""Reports and papers of years that are over: home and the list of years lead to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.archive import SealedYear
from generator.archive.chain import Seal
from generator.archive.keep import KeptSeal, file_digest
from generator.archive.vault import contents
from generator.machine.packaged import THEME
from generator.plan.model import Portal
from generator.problems import Report
from generator.site.render import page_artifacts
from generator.site.views import site_view
from generator.site.views.kept_pages import HALVES, kept_pages, newest_reports
from portals import ORGANIZATION, make_plan, make_project
from seals import DAY, bag_files, page, small_seal

PAPERS = "announcements/index.html"
REPORTS = tuple(f"progress-{half}.html" for half in HALVES)


def sealed_with(folder: Path, *paths: str, year: int = 2568) -> SealedYear:
    """Return a sealed year that holds these pages below its folder, besides those it must."""
    more = {f"site/{year}/{path}": page("ก") for path in paths}
    made = small_seal(folder / f"{year}.zip", {**bag_files(year), **more}, year)
    return contents(KeptSeal(Seal(str(year), file_digest(made), DAY, ""), made, whole=True))


@pytest.mark.parametrize("held", [(), REPORTS[:1], REPORTS[1:], (*REPORTS, PAPERS), (PAPERS,)])
def test_home_and_the_list_of_years_lead_to_what_a_sealed_year_holds(
    tmp_path: Path, held: tuple[str, ...]
) -> None:
    one = sealed_with(tmp_path, *held)
    assert set(kept_pages(one).values()) == set(held)
    portal = Portal(ORGANIZATION, (make_plan(make_project()),))
    site = site_view(portal, Report(), (one,))
    pages = {one.path: one.data.decode() for one in page_artifacts(site, THEME)}
    for path in (*REPORTS, PAPERS):
        there = f'href="2568/{path}"'
        assert (there in pages["docs/years.md"]) == (path in held)
        if path in REPORTS:
            assert (there in pages["docs/index.md"]) == (path in held)


def test_the_newest_year_that_has_a_report_counts_sealed_or_not(tmp_path: Path) -> None:
    years = [
        sealed_with(tmp_path, REPORTS[0], year=2568),
        sealed_with(tmp_path, *REPORTS, year=2567),
    ]
    found = newest_reports(years)
    assert found == {"six-months": ("2568", REPORTS[0]), "year": ("2567", REPORTS[1])}
    assert newest_reports(years[:0]) == {}
