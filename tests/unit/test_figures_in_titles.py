"""What an office reads in Thai figures, it reads so in titles and what leads to pages, too."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.machine.packaged import THEME
from generator.plan.model import Portal
from generator.problems import Report
from generator.site.render import page_artifacts
from generator.site.views import site_view
from generator.thai.fiscal import FiscalYear
from portals import ORGANIZATION, make_plan, make_project

YEAR = FiscalYear(2570)


def heads(*, thai: bool) -> dict[str, str]:
    """Return the front matter and the crumbs of every page but those of single projects."""
    project = make_project(months=tuple(YEAR.month(one) for one in (11, 12)))
    before = make_plan(replace(project, id="2569-001"), year=FiscalYear(2569))
    villages = tuple(replace(one, name="บ้านดอน") for one in ORGANIZATION.villages)
    office = replace(ORGANIZATION, thai_numerals=thai, villages=villages)
    site = site_view(Portal(office, (before, make_plan(project))), Report())
    found = {}
    for one in page_artifacts(site, THEME):
        if "/projects/" not in one.path:
            text = one.data.decode()
            _, front, rest = text.split("---\n", 2)
            told = re.findall("^(?:title|description): (.*)$", front, re.MULTILINE)
            crumbs = re.findall('<nav class="ph-crumbs".*?</nav>', rest, re.DOTALL)
            found[one.path] = re.sub("<[^>]*>|&#?[0-9a-z]+;", " ", " ".join((*told, *crumbs)))
    return found


@pytest.mark.parametrize(("thai", "other"), [(True, "[0-9]"), (False, "[๐-๙]")])
def test_titles_and_crumbs_have_the_figures_of_the_office(thai: bool, other: str) -> None:
    found = heads(thai=thai)
    assert len(found) > 40
    assert not {path: text for path, text in found.items() if re.search(other, text)}
    years = [path for path in found if path.startswith("docs/2570/")]
    assert any("๒๕๗๐" in found[path] for path in years) == thai
    assert all(re.fullmatch("docs/[a-z0-9./-]+", path) for path in found), "addresses never follow"
