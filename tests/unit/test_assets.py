"""The address of what every page loads says exactly what is there."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.machine.packaged import THEME
from generator.site.render import own_assets, theme_assets, theme_templates
from portals import ORGANIZATION


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A copy of the theme's overrides, to change."""
    shutil.copytree(THEME / "overrides", tmp_path / "theme/overrides")
    return tmp_path / "theme"


def test_address_is_the_same_for_the_same_bytes(theme: Path) -> None:
    here, there = theme_assets(theme, ORGANIZATION, {}), theme_assets(THEME, ORGANIZATION, {})
    assert here.folder == there.folder
    assert re.fullmatch("assets/[0-9a-f]{12}", here.folder)


def test_every_change_moves_the_address(theme: Path) -> None:
    home = theme / "overrides/assets/phaen"
    seen = {theme_assets(theme, ORGANIZATION, {}).folder}
    seen.add(theme_assets(theme, replace(ORGANIZATION, primary_colour="#123456"), {}).folder)
    (home / "phaen.js").write_bytes((home / "phaen.js").read_bytes() + b"\n")
    seen.add(theme_assets(theme, ORGANIZATION, {}).folder)
    (home / "phaen.js").rename(home / "other.js")
    seen.add(theme_assets(theme, ORGANIZATION, {}).folder)
    (home / "other.js").unlink()
    seen.add(theme_assets(theme, ORGANIZATION, {}).folder)
    assert len(seen) == 5


def test_scripts_of_a_folder_are_one_script_of_its_name_whole(theme: Path) -> None:
    home = theme / "overrides/assets/phaen"
    (home / "map").mkdir()
    for name in ("b.js", "a.js"):
        (home / "map" / name).write_text(
            f"/* why\n   not */\n  // {name}\n{name[0]}(); // {name}\n"
        )
    files = own_assets(theme)
    assert files["map.js"] == b"a(); // a.js\nb(); // b.js\n"
    parts = sorted((home / "search-engine").iterdir())
    assert {part.stem for part in parts} >= {"fold", "scan", "ask", "parting"}
    code = b"".join(part.read_bytes() for part in parts).splitlines()
    lines = files["search-engine.js"].splitlines()
    assert all(line in code and not line.lstrip().startswith(b"//") for line in lines)
    assert not [path for path in files if path.endswith(".js") and "/" in path]


def test_new_file_comes_along_and_templates_do_not(theme: Path) -> None:
    (theme / "overrides/assets/phaen/search.js").write_bytes(b"1")
    files = theme_assets(theme, ORGANIZATION, {}).files
    assert files["search.js"] == b"1"
    assert {"phaen.css", "phaen.js", "colour.css", "icon.svg", "fonts/OFL.txt"} <= files.keys()
    templates = theme_templates(theme)
    assert {"main.html", "404.html"} <= templates.keys()
    assert not [path for path in templates if path.startswith("assets/")]
