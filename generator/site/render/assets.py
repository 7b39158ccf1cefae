"""What every page loads (styles, script, fonts, icon), at an address that carries its digest.

A page thus keeps the style it was made with for ever, and a browser may keep a file for ever.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.machine.packaged import files_below
from generator.plan.colour import DEFAULT, Palette, palette
from generator.plan.model import Organization

# Lines of a script that are nothing but comment.
_COMMENT_LINES = re.compile(rb"^ *(?://[^\n]*|/\*(?:(?!\*/).)*\*/) *\n", re.MULTILINE | re.DOTALL)
# Where they stand in the theme; they are published under another name.
_IN_THEME = "assets/phaen/"
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Assets:
    """The files by their path below `folder`, their address: `assets/` and 12 digits in hex."""

    folder: str
    files: Mapping[str, bytes]


def theme_assets(theme: Path, organization: Organization, made: Mapping[str, bytes]) -> Assets:
    """Return the theme's assets, the style sheet of the accent's colours, and what is `made`."""
    colours = palette(organization.primary_colour or DEFAULT)
    drawn = {"colour.css": colour_css(colours)}
    files = own_assets(theme) | drawn | dict(made)
    return Assets(assets_address(files), files)


def own_assets(theme: Path) -> dict[str, bytes]:
    """Return those of the assets that are the same for every organisation.

    The scripts in a folder are the parts of one script, called as the folder is: they are joined,
    so that a reader asks for one file, without the lines that are nothing but comment.
    """
    files: dict[str, bytes] = {}
    for path, data in files_below(theme / "overrides" / _IN_THEME).items():
        folder, _, name = path.rpartition("/")
        script = f"{folder}.js" if folder and name.endswith(".js") else path
        part = data if script == path else _COMMENT_LINES.sub(b"", data)
        files[script] = files.get(script, b"") + part
    return files


def assets_address(files: Mapping[str, bytes]) -> str:
    """Return the address at which these assets, by their path below it, are published."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path}\n{len(files[path])}\n".encode() + files[path])
    return f"assets/{digest.hexdigest()[:_DIGITS]}"


def theme_templates(theme: Path) -> dict[str, bytes]:
    """Return the theme's files that the site builder reads, by path; the assets are not theirs."""
    files = files_below(theme / "overrides")
    return {path: data for path, data in files.items() if not path.startswith(_IN_THEME)}


def colour_css(colours: Palette) -> bytes:
    """Return the style sheet of an accent's colours."""
    light = f"--accent: {colours.accent}; --tint: {colours.tint};"
    dark = f"--accent: {colours.dark_accent}; --tint: {colours.dark_tint};"
    return (
        f":root {{ {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
    ).encode()
