"""What is kept of a project's pages is used, and is never stale."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, Template, meta

from generator.machine import packaged
from generator.machine.caches import FileCache
from generator.machine.packaged import THEME, code_digest
from generator.machine.proof import Proof
from generator.plan.model import Organization, Plan, Portal
from generator.site.render import page_artifacts, pieces
from generator.site.views import SiteView, YearView, site_view
from portals import KEY, checked, portal_folder

PROJECT = "docs/2570/projects/2570-001.md"


def pages(site: SiteView, kept: dict[str, bytes], theme: Path = THEME) -> dict[str, bytes]:
    """Return every page by its path."""
    return {one.path: one.data for one in page_artifacts(site, theme, kept)}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the paths at which two sets of pages differ."""
    return [path for path in {**one, **other} if one.get(path) != other.get(path)]


@pytest.fixture
def site(tmp_path: Path) -> SiteView:
    """The sound portal, ready to print."""
    found = checked(portal_folder(tmp_path / "portal"))
    return site_view(found.portal, found.report)


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A copy of the theme, to change it."""
    folder = tmp_path / "theme"
    shutil.copytree(THEME / "pages", folder / "pages")
    shutil.copy(THEME / "strings.toml", folder)
    return folder


def with_organization(**changes: Any) -> Callable[[SiteView], SiteView]:
    """Return what changes the organisation."""
    return lambda site: replace(site, organization=replace(site.organization, **changes))


def with_year(change: Callable[[YearView], YearView]) -> Callable[[SiteView], SiteView]:
    """Return what changes every year."""
    return lambda site: replace(site, years=tuple(map(change, site.years)))


def with_projects(**changes: Any) -> Callable[[SiteView], SiteView]:
    """Return what changes every project's record."""
    return with_year(
        lambda year: replace(year, projects=tuple(replace(one, **changes) for one in year.projects))
    )


CHANGES = {
    "name": with_organization(name="เทศบาลตำบลใหม่"),
    "address": with_organization(site_url="https://plan.example.go.th/"),
    "contact": with_organization(contact={"email": "plan@example.go.th"}),
    "numerals": with_organization(thai_numerals=True),
    "villages": with_organization(villages=()),
    "an old year": with_year(lambda year: replace(year, current=False)),
    "edition": with_year(
        lambda year: replace(
            year, editions=tuple(replace(one, name="แผนใหม่") for one in year.editions)
        )
    ),
    "words of money": with_projects(budget_words="หนึ่งบาทถ้วน"),
    "reports": with_projects(reports=()),
}


def test_pieces_are_made_once(site: SiteView, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[str, bytes] = {}
    first = pages(site, kept)
    monkeypatch.setattr(pieces.PieceMaker, "_page", lambda *_: pytest.fail("made again"))
    monkeypatch.setattr(pieces.PieceMaker, "_rows", lambda *_: pytest.fail("made again"))
    assert differing(pages(site, kept), first) == []


@pytest.mark.parametrize("change", CHANGES)
def test_kept_pieces_are_never_stale(change: str, site: SiteView) -> None:
    kept: dict[str, bytes] = {}
    pages(site, kept)
    changed = CHANGES[change](site)
    assert differing(pages(changed, kept), pages(changed, {})) == []


@pytest.mark.parametrize("file", ["pages/project.md.j2", "pages/macros.j2", "strings.toml"])
def test_changed_theme_makes_pieces_anew(file: str, site: SiteView, theme: Path) -> None:
    kept: dict[str, bytes] = {}
    before = pages(site, kept, theme)
    text = (theme / file).read_text(encoding="utf-8")
    for old, new in (("ph-status", "ph-stand"), ("ph-crumbs", "ph-path"), ("วงเงิน", "เงิน")):
        text = text.replace(old, new)
    (theme / file).write_text(text, encoding="utf-8")
    after = pages(site, kept, theme)
    assert differing(after, pages(site, {}, theme)) == []
    assert file == "strings.toml" or PROJECT in differing(after, before)


def test_changed_code_makes_pieces_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packaged, "_PACKAGE", tmp_path)
    digest = code_digest.__wrapped__
    (tmp_path / "thai").mkdir()
    found = {digest()}
    for name, text in (("a.py", "1"), ("a.py", "2"), ("thai/b.py", "2"), ("thai/c.toml", "2")):
        (tmp_path / name).write_text(text)
        found.add(digest())
    assert len(found) == 5


def test_templates_of_pieces_reach_nothing_but_what_the_key_holds(
    site: SiteView, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, set[str]] = {}
    reached: list[Environment] = []

    def render(self: Template, context: dict[str, Any]) -> str:
        given[self.name or ""] = set(context)
        reached.append(self.environment)
        return ""

    monkeypatch.setattr(Template, "render", render)
    pages(site, {})
    own = {"view", "project", "photos", "files", "table", "area", "border"}
    assert given["project.md.j2"] == own | {"year", "up", "terms", "strip"}
    env = reached[0]
    for name in ("project.md.j2", "macros.j2", "pictures.j2", "map.j2"):
        source = (THEME / "pages" / name).read_text(encoding="utf-8")
        told = re.findall(r"{%-? set ([\w, ]+?) =", source)
        own = {name for names in told for name in names.split(", ")}
        unknown = meta.find_undeclared_variables(env.parse(source)) - env.globals.keys() - own
        assert unknown <= given[name] if name in given else not unknown
    records = (SiteView, YearView, Portal, Plan)
    assert [name for name, one in env.globals.items() if isinstance(one, records)] == []
    assert [n for n, one in env.globals.items() if isinstance(one, Organization)] == [
        "organization"
    ]


def test_file_of_pieces_keeps_gives_back_and_forgets(tmp_path: Path) -> None:
    file = tmp_path / "folder/.pieces"
    first = FileCache(file, Proof(KEY))
    first.update({"a": b"1\n", "b": b"", "c": "ก".encode()})
    assert not file.exists()
    first.save()
    again = FileCache(file, Proof(KEY))
    assert (again.get("a"), again["c"], again.get("d")) == (b"1\n", "ก".encode(), None)
    again["d"] = b"4"
    again.save()
    assert dict(FileCache(file, Proof(KEY))) == {"a": b"1\n", "c": "ก".encode(), "d": b"4"}


def test_damaged_file_of_pieces_is_as_good_as_none(tmp_path: Path) -> None:
    file = tmp_path / ".pieces"
    cache = FileCache(file, Proof(KEY))
    cache.update({"a": b"12345", "b": b"6"})
    cache.save()
    whole = file.read_bytes()
    for at in range(len(whole)):
        file.write_bytes(whole[:at])
        assert dict(FileCache(file, Proof(KEY))) == {}
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert dict(FileCache(file, Proof(KEY))) == {}
