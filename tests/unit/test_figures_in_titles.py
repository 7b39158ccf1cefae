"""What an office reads in Thai figures, it reads so in titles and what leads to pages, too."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from generator.machine.packaged import THEME
from generator.plan.model import Portal, Villages
from generator.problems import Report
from generator.site.render import page_artifacts
from generator.site.render.embeds import embed_artifacts
from generator.site.views import SiteView, site_view
from generator.thai.fiscal import FiscalYear
from portals import ORGANIZATION, make_plan, make_project

YEAR = FiscalYear(2570)


def shown(*, thai: bool, village: str) -> SiteView:
    """Return an office whose villages have that name; nothing else that it wrote has figures."""
    project = make_project(
        months=tuple(YEAR.month(one) for one in (11, 12)),
        villages=Villages(numbers=(1, 2)),
    )
    before = make_plan(replace(project, id="2569-001"), year=FiscalYear(2569))
    villages = tuple(replace(one, name=village) for one in ORGANIZATION.villages)
    office = replace(ORGANIZATION, thai_numerals=thai, villages=villages)
    return site_view(Portal(office, (before, make_plan(project))), Report())


def heads(*, thai: bool) -> dict[str, str]:
    """Return the front matter and the crumbs of every page but those of single projects."""
    found = {}
    for one in page_artifacts(shown(thai=thai, village="บ้านดอน"), THEME):
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


def told(page: str) -> str:
    """Return what a page shows and reads out, without addresses, identifiers and names of files."""
    page = page.split("---\n", 2)[-1] if page.startswith("---") else page
    page = re.sub(r"<(code|pre|script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    said = re.findall('(?:alt|aria-label|placeholder|data-label)="([^"]*)"', page)
    lines = [*re.sub("<[^>]*>", "\n", page).split("\n"), *said]
    text = "\n".join(html.unescape(html.unescape(line)) for line in lines)
    text = re.sub(r"\{:[^}]*\}|\]\([^)]*\)|https?://\S+", "", text)
    return re.sub(r"plans/\S+ แถว \d+|25\d\d-\d{3}|2570/|0\.csv|053-\S+", "", text).replace(
        "\u00a0", " "
    )


def test_whatever_pages_and_small_pages_show_has_the_figures_of_the_office() -> None:
    site = shown(thai=True, village="คลองเตย 1")
    found = {one.path: told(one.data.decode()) for one in page_artifacts(site, THEME)}
    found |= {
        one.path: told(one.data.decode()) for one in embed_artifacts(site, THEME, "assets", str)
    }
    named = {path for path, text in found.items() if "คลองเตย" in text}
    assert len(named) > 8 and any("embed" in path for path in named)
    assert not {path for path in named if "คลองเตย ๑" in found[path]}, "as the office wrote it"
    left = {path: text.replace("คลองเตย 1", "") for path, text in found.items()}
    ours = {
        (path, line.strip())
        for path, text in left.items()
        for line in text.split("\n")
        if re.search("[0-9]", line)
    }
    assert ours == set()
    assert any("ผด. ๐๒" in text for text in found.values())
