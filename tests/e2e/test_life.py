"""The life of a plan as its pages tell it: amended, compared, reported, looked over."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from e2e.sites import BuiltSite, Element
from generator.site.views.records import YearView
from generator.thai.numbers import plain_baht

PAGES = (
    "2569/announcements/2.html", "2568/announcements/2.html", "2570/announcements/as-of-0.html",
    "2570/compared.html", "2569/progress-six-months.html", "2569/progress.html",
    "2570/overlap.html", "budgets.html",
)  # fmt: skip


def year(example: BuiltSite, label: str) -> YearView:
    return next(one for one in example.view.years if one.label == label)


def ids(part: Element) -> list[str]:
    return [one.attributes["data-project"] for one in part.all("data-project")]


def test_amendment_tells_its_effect_and_marks_the_words_that_changed(example: BuiltSite) -> None:
    for one in example.view.years:
        for edition in one.editions[1:]:
            page = example.page(f"{one.label}/{edition.path}")
            told = [row.attributes["data-difference"] for row in page.all("data-difference")]
            sums = [*(effect.satang for effect in edition.effects), edition.effect.satang]
            assert told == [plain_baht(satang) for satang in (sums[-1], *sums)]
            assert sorted(ids(page)) == sorted(row.id for row in edition.edition.rows)
    page = example.page("2568/announcements/2.html")
    was, now = (next(iter(page.classed(name))) for name in ("ph-was", "ph-is"))
    assert (was.tags("del")[0].text, now.tags("ins")[0].text) == ("80", "65")


def test_earlier_plan_lists_its_rows_and_no_later_one(example: BuiltSite) -> None:
    for one in example.view.years:
        page = example.page(f"{one.label}/announcements/as-of-0.html")
        announced = [row.id for row in one.plan.editions[0].rows]
        assert sorted(ids(page)) == sorted(announced)
        figures = page.classed("ph-figures")[0].attributes
        assert figures["data-total-budget"] == plain_baht(one.editions[0].totals.satang)


def test_every_row_of_two_years_is_once_on_the_page_that_compares_them(example: BuiltSite) -> None:
    for label, before in (("2570", "2569"), ("2569", "2568")):
        page = example.page(f"{label}/compared.html")
        pair = year(example, label).pair
        assert pair
        ours = {view.id for view in year(example, label).projects}
        earlier = {view.id for view in year(example, before).projects}
        shown = ids(page)
        assert len(shown) == len(set(shown))
        assert ours <= set(shown)
        assert set(shown) - ours <= earlier | {one.id for one in pair.cancelled}
        hrefs = [one.attributes["href"] for one in page.tags("main")[0].all("href")]
        out = {href for href in hrefs if before in href.split("/")[0:2]}
        assert out and out <= {f"../{before}/projects/{one}.html" for one in earlier}


def test_budgets_of_every_year_add_up_to_the_year(example: BuiltSite) -> None:
    page = example.page("budgets.html")
    for one in example.view.years:
        cells = [
            float(cell.attributes["data-total-budget"])
            for cell in page.all("data-year", one.label, tag="tr")
        ]
        groups = (one.strategies, one.programmes, one.units, one.villages)
        money = sum(group.totals.satang for kind in groups for group in kind)
        assert round(sum(cells) * 100) == money


def test_frozen_progress_has_an_address_of_its_own(example: BuiltSite) -> None:
    for one in example.view.years:
        for frozen in one.frozen:
            page = example.page(f"{one.label}/{frozen.path}")
            assert page.all("data-spent", tag="p")[0].attributes["data-spent"] == plain_baht(
                frozen.spent
            )
            days = {cell.attributes["datetime"] for cell in page.tags("main")[0].all("datetime")}
            assert not days or max(days) <= frozen.frozen.isoformat()  # type: ignore[union-attr]
    assert not year(example, "2570").frozen


def test_look_alikes_and_decisions_are_on_the_staff_page(example: BuiltSite) -> None:
    page = example.page("2568/overlap.html")
    assert [one.attributes["data-pair"] for one in page.all("data-pair")] == ["2568-130 2568-132"]
    assert "ไม่ซ้ำกัน" in page.main
    open_pairs = year(example, "2570").overlap.last_year
    assert len(example.page("2570/overlap.html").all("data-pair")) == len(open_pairs) > 0


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_fit_their_window(
    width: int, example: BuiltSite, example_url: str, chromium: Browser
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 900})
    for path in PAGES:
        page.goto(f"{example_url}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()
