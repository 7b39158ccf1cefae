"""Sharing images: their size, their sameness, their cache, and text that tries to be markup."""

from __future__ import annotations

import datetime
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.machine.caches import FolderCache
from generator.machine.packaged import THEME
from generator.machine.proof import Proof
from generator.pipeline import build_portal, check_portal
from generator.plan.model import Organization
from generator.site.builder import SiteError
from generator.site.render import page_artifacts
from generator.site.render.cards import CardError, _Year, card_artifacts
from generator.site.render.templates import Words
from generator.site.views import Group, Portion, SiteView, Totals, site_view
from portals import KEY

CARDS = THEME / "cards"
DRAWER = _Year(Organization("เทศบาลตำบลตัวอย่าง", "เทศบาลตำบล"), Words(THEME, str))
GOOD = Path(__file__).resolve().parents[1] / "plans" / "good"
TODAY = datetime.date(2026, 11, 24)
HOSTILE = {
    "code": "#panic() #{1 + 1} #import \"x.typ\" #read('/etc/passwd')",
    "math": "$x$ $ ] [ } { ) (",
    "signs": "\" ' \\ \\u{41} `raw` *b* _i_ <label> @ref // c /* d */ -- ~ http://a.example/",
    "long": "A" * 5000,
    "long thai": "ก" * 5000,
    "phrases": "โครงการก่อสร้างถนน " * 270,
    "emoji": "😀🚧🏞️ 中文 العربية",
    "447": ("ก่อสร้างถนนคอนกรีตเสริมเหล็กสายบ้านนายสมชายถึงบ้านนางสมหญิงพร้อมวางท่อระบายน้ำ" * 9)[:447],
    "marks": "ก" + "้" * 300,
    "controls": "ก\x00\x1b\ud800\u202e\r\n\tข",
    "empty": "",
}


@pytest.fixture(scope="module")
def site() -> SiteView:
    checked = check_portal(GOOD, TODAY)
    return site_view(checked.portal, checked.report)


def named(site: SiteView, name: str) -> SiteView:
    """Return the site with `name` wherever a card says what a plan says."""
    year = site.years[0]
    year = replace(
        year,
        strategies=tuple(replace(group, name=name) for group in year.strategies[:1]),
        villages=tuple(replace(group, name=name) for group in year.villages[:1]),
        projects=tuple(
            replace(view, project=replace(view.project, name=name)) for view in year.projects[:1]
        ),
    )
    organization = replace(site.organization, name=name, district=name, site_url=f"https://{name}")
    return replace(site, organization=organization, years=(year,))


def drawn(
    site: SiteView, folder: Path = CARDS, cache: dict[str, bytes] | None = None
) -> dict[str, bytes]:
    cache = {} if cache is None else cache
    return {card.path: card.data for card in card_artifacts(site, folder, Words(THEME, str), cache)}


def pixels(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert png.endswith(b"IEND\xaeB`\x82")
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def test_every_year_strategy_and_village_has_a_card_of_the_size_that_networks_ask_for(
    site: SiteView,
) -> None:
    cards = drawn(site)
    expected = set()
    for year in site.years:
        folder = f"docs/{year.label}/cards"
        expected |= {f"{folder}/strategy-{group.slug}.png" for group in year.strategies}
        expected |= {f"{folder}/village-{group.slug}.png" for group in year.villages}
        expected.add(f"{folder}/index.png")
    large = {path: png for path, png in cards.items() if "/project-" not in path}
    assert large.keys() == expected
    assert {pixels(png) for png in large.values()} == {(1200, 630)}


def test_every_project_of_the_current_year_has_a_card_half_as_wide(site: SiteView) -> None:
    cards = {path: png for path, png in drawn(site).items() if "/project-" in path}
    year = site.current
    folder = f"docs/{year.label}/cards"
    rows = (*year.projects, *year.cancelled)
    assert cards.keys() == {f"{folder}/project-{view.id}.png" for view in rows}
    assert {pixels(png) for png in cards.values()} == {(600, 315)}
    pages = {one.path: one.data.decode() for one in page_artifacts(site, THEME)}
    for view in rows:
        page = pages[f"docs/{year.label}/projects/{view.id}.md"]
        assert f'image: "{year.label}/cards/project-{view.id}.png"' in page


def test_a_year_that_is_built_to_be_sealed_or_is_too_large_has_one_card_for_all_projects(
    site: SiteView,
) -> None:
    plain = replace(site, years=tuple(replace(year, carded=False) for year in site.years))
    assert not any("/project-" in path for path in drawn(plain))
    pages = [one for one in page_artifacts(plain, THEME) if "/projects/" in one.path]
    assert pages
    assert not any(b"/cards/project-" in one.data for one in pages)


def test_a_card_of_a_project_stays_when_another_projects_money_changes(site: SiteView) -> None:
    def with_budget(satang: int) -> SiteView:
        year = site.current
        view = year.projects[-1]
        budget = replace(view.project.budget, satang=satang)
        changed = replace(view, project=replace(view.project, budget=budget))
        return replace(
            site, years=(replace(year, projects=(*year.projects[:-1], changed)), *site.years[1:])
        )

    before, after = drawn(with_budget(100_00)), drawn(with_budget(77_00))
    other = f"/project-{site.current.projects[0].id}.png"
    own = f"/project-{site.current.projects[-1].id}.png"
    assert before.keys() == after.keys()
    assert all((before[path] == after[path]) == (own not in path) for path in before)
    assert any(other in path for path in before)


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_a_plan_says_is_drawn_as_text(site: SiteView, name: str) -> None:
    sizes = {pixels(png) for png in drawn(named(site, name)).values()}
    assert sizes == {(1200, 630), (600, 315)}


def test_a_card_is_the_same_drawn_again_or_alone_or_among_others(site: SiteView) -> None:
    cache: dict[str, bytes] = {}
    cards = drawn(site, cache=cache)
    assert drawn(site) == cards
    for key in list(cache)[:3]:
        image = cache.pop(key)
        assert drawn(site, cache=cache) == cards
        assert cache[key] == image


class Asked(dict[str, bytes]):
    """An empty cache that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.keys_asked: list[str] = []

    def get(self, key: str, *_: object) -> None:  # type: ignore[override]
        self.keys_asked.append(key)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A folder of cards whose template fails whenever it is compiled."""
    shutil.copytree(CARDS, tmp_path / "cards")
    (tmp_path / "cards" / "card.typ").write_text('#panic("compiled")', encoding="utf-8")
    return tmp_path / "cards"


def test_cached_cards_are_not_compiled_again(site: SiteView, broken: Path) -> None:
    asked = Asked()
    with pytest.raises(CardError, match="compiled"):
        drawn(site, broken, asked)
    cache = dict.fromkeys(asked.keys_asked, b"from the cache")
    assert set(drawn(site, broken, cache).values()) == {b"from the cache"}


def test_a_changed_text_template_or_font_is_drawn_anew(site: SiteView, tmp_path: Path) -> None:
    cache: dict[str, bytes] = {}
    drawn(site, cache=cache)
    all_cards = len(cache)
    year = site.years[0]
    renamed = replace(year.strategies[0], name="ยุทธศาสตร์ที่เปลี่ยนชื่อ")
    changed = replace(year, strategies=(renamed, *year.strategies[1:]))
    drawn(replace(site, years=(changed, *site.years[1:])), cache=cache)
    assert len(cache) == all_cards + 1
    for number, name in enumerate(("card.typ", "fonts/Sarabun-Bold.ttf"), 2):
        folder = tmp_path / str(number)
        shutil.copytree(CARDS, folder)
        with (folder / name).open("ab") as file:
            file.write(b"\n")
        drawn(site, folder, cache)
        assert len(cache) == number * all_cards + 1


def test_without_typst_the_error_is_a_sentence(
    site: SiteView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(CardError, match="ไม่มี Typst"):
        drawn(site)


def test_a_build_whose_cards_fail_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Iterator[None]:
        raise CardError("วาดไม่ได้")

    monkeypatch.setattr("generator.site.render.drawing.card_artifacts", fail)
    with pytest.raises(SiteError, match="วาดไม่ได้"):
        build_portal(GOOD, tmp_path / "build", tmp_path / "site", TODAY, os.environ)
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("satang", "said"),
    [
        (0, ("0", "บาท")),
        (99_999_999, ("999,999.99", "บาท")),
        (100_000_000, ("1", "ล้านบาท")),
        (6_119_123_456, ("61.19", "ล้านบาท")),
        (6_119_500_000, ("61.20", "ล้านบาท")),
        (123_456_700_000_000, ("1,234,567", "ล้านบาท")),
    ],
)
def test_money_is_said_in_millions_from_a_million_on(satang: int, said: tuple[str, str]) -> None:
    assert DRAWER._money(satang) == said


def summed(totals: Totals, others: int = 0) -> Group:
    """Return a group of that sum, of which so many are other agencies'."""
    parts = {Portion.OTHERS: Totals(rows=others, projects=others)} if others else {}
    return Group("1", "กลุ่ม", totals, (), parts=parts)


def test_figures_tell_whose_they_are_and_no_nought_that_nobody_stated() -> None:
    free = Totals(rows=2, projects=2, no_budget=2)
    assert DRAWER._figures(summed(free, 1)) == [("2", "โครงการ"), ("1", "เป็นของหน่วยงานอื่น")]


def test_figures_do_not_hide_projects_without_an_amount() -> None:
    some = Totals(rows=3, projects=5, satang=50_000_00, not_stated=2)
    money, left_out = ("50,000", "บาท"), ("2", "โครงการไม่ได้ระบุงบประมาณ")
    assert DRAWER._figures(summed(some)) == [("5", "โครงการ"), money, left_out]
    assert DRAWER._figures(summed(some), rows=True) == [("3", "รายการ"), money, left_out]
    none = Totals(rows=2, projects=2, not_stated=2)
    assert DRAWER._figures(summed(none)) == [("2", "โครงการ"), ("2", "โครงการไม่ได้ระบุงบประมาณ")]
    assert DRAWER._figures(summed(Totals())) == [("", "ไม่มีโครงการในแผน")]


AB, CD, EF = "ab" * 32, "cd" * 32, "ef" * 32


def test_the_folder_of_images_keeps_gives_back_and_forgets(tmp_path: Path) -> None:
    folder = tmp_path / ".cards"
    first = FolderCache(folder, proof=Proof(KEY))
    assert AB not in first
    assert not folder.exists()
    first.update({AB: b"1", CD: b"2"})
    again = FolderCache(folder, proof=Proof(KEY))
    assert dict(again) == {AB: b"1", CD: b"2"}
    assert len(again) == 2
    del again[AB]
    with pytest.raises(KeyError):
        del again[AB]


def test_pruning_leaves_only_what_this_build_used(tmp_path: Path) -> None:
    FolderCache(tmp_path, proof=Proof(KEY)).update({AB: b"1", CD: b"2", EF: b"3"})
    (tmp_path / f"{EF}.png.part").write_bytes(b"half")
    cache = FolderCache(tmp_path, proof=Proof(KEY))
    assert cache[AB] == b"1"
    cache[CD] = b"2"
    cache.prune()
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{AB}.png", f"{CD}.png"]


def test_pruning_leaves_a_file_that_is_named_by_a_year(tmp_path: Path) -> None:
    (tmp_path / "2568.png").write_bytes(b"theirs")
    FolderCache(tmp_path, proof=Proof(KEY)).prune()
    assert (tmp_path / "2568.png").read_bytes() == b"theirs"


@pytest.mark.parametrize("key", ["", "..", "../ab", "ab/cd", "AB", "ab.png", "ab\n", "๑"])
def test_a_key_that_is_no_digest_is_refused(tmp_path: Path, key: str) -> None:
    cache = FolderCache(tmp_path, proof=Proof(KEY))
    with pytest.raises(ValueError, match="not a digest"):
        cache[key] = b""
    with pytest.raises(ValueError, match="not a digest"):
        cache.get(key)
