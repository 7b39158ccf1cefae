"""Typst at work: templates and fonts that come with Phaen, data as JSON, and nothing else.

What a plan says goes in as data and is text there, whatever it looks like. Typst is loaded only
where there is something to set: 80 MB, of no use to a build whose every image and paper is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

# What papers claim and Typst checks while it writes them: for archives, and for readers' programs.
PAPER_STANDARDS = ("a-2b", "ua-1")


class DrawingError(Exception):
    """Something could not be drawn; the message is a Thai sentence."""


class TypesettingError(Exception):
    """Typst is not there, or refused; `installed` tells which, the message is Typst's."""

    def __init__(self, message: str = "", *, installed: bool = True) -> None:
        super().__init__(message)
        self.installed = installed


def source_digest(folder: Path) -> str:
    """Return the digest of what everything in `folder` is made with: templates, fonts, Typst.

    Raises TypesettingError where Typst is not installed, and OSError.
    """
    try:
        digest = hashlib.sha256(f"typst {version('typst')}\n".encode())
    except PackageNotFoundError as error:
        raise TypesettingError(installed=False) from error
    for path in (*sorted(folder.glob("*.typ")), *sorted((folder / "fonts").glob("*.ttf"))):
        data = path.read_bytes()
        digest.update(f"{path.name} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def images(template: Path, inputs: Mapping[str, str], ppi: int) -> list[bytes]:
    """Return the pages as PNG, in order, set with the fonts beside the template alone."""
    pages = _compiled(template, inputs, embedded=False, format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages or b""]


def paper(template: Path, inputs: Mapping[str, str]) -> bytes:
    """Return a PDF that claims PDF/A-2b and PDF/UA-1, the same bytes for the same inputs.

    What the fonts beside the template lack is taken from those that come with Typst. Raises
    TypesettingError.
    """
    standards = list(PAPER_STANDARDS)
    made = _compiled(
        template, inputs, embedded=True, format="pdf", pdf_standards=standards, timestamp=0
    )
    return made if isinstance(made, bytes) else b""


def _compiled(template: Path, inputs: Mapping[str, str], *, embedded: bool, **wanted: Any) -> Any:
    try:
        import typst  # noqa: PLC0415  # see above
    except ImportError as error:
        raise TypesettingError(installed=False) from error
    folder = template.parent
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=embedded,
        font_paths=[str(folder / "fonts")],
    )
    try:
        compiler = typst.Compiler(
            str(template), root=str(folder), font_paths=fonts, sys_inputs=dict(inputs)
        )
        return compiler.compile(**wanted)
    except RuntimeError as error:  # TypstError is one
        raise TypesettingError(str(error)) from error
