"""Typst itself: a template, fonts beside it and data → pages as PNG or a PDF.

Whatever is large is set in a process of its own (`workers`): Typst keeps what it has laid out, half
a gigabyte for a form of 1,000 rows, until its process ends.
"""

from __future__ import annotations

import functools
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# What papers claim and Typst checks while it writes them: for archives, and for readers' programs.
PAPER_STANDARDS = ("a-2b", "ua-1")


class TypesettingError(Exception):
    """Typst is not there, or refused; `installed` tells which, the message is Typst's."""

    def __init__(self, message: str = "", *, installed: bool = True) -> None:
        super().__init__(message)
        self.installed = installed


def images(template: Path, inputs: Mapping[str, str], ppi: int) -> list[bytes]:
    """Return the pages as PNG, in order, set with the fonts beside the template alone.

    Raises TypesettingError.
    """
    folder = template.parent
    pages = _compiled(str(template), folder, inputs, embedded=False, format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages or b""]


def paper(template: Path, data: Mapping[str, str]) -> bytes:
    """Return a PDF that claims PDF/A-2b and PDF/UA-1, the same bytes for the same data.

    `data` are files beside the template, by name. They are no inputs: whatever Typst has laid out
    is laid out again where these differ, and so for a form and a book of the same rows. What the
    fonts beside the template lack is taken from those that come with Typst.

    Raises TypesettingError.
    """
    folder = template.parent
    files = {path.name: path.read_bytes() for path in folder.glob("*.typ")}
    files["main.typ"] = files.pop(template.name)
    files |= {name: text.encode() for name, text in data.items()}
    made = _compiled(
        files, folder, {}, embedded=True,
        format="pdf", pdf_standards=list(PAPER_STANDARDS), timestamp=0,
    )  # fmt: skip
    return _packed(made) if isinstance(made, bytes) else b""


def _packed(paper: bytes) -> bytes:
    """Return the same PDF with its small objects in packed streams, as PDF 1.5 allows.

    Typst writes each tag of a table as text of its own: of a form of 1,000 rows that is half the
    file. Nothing else of it is changed, and no clock is asked for the file's name of itself.
    """
    import pikepdf  # noqa: PLC0415  # only where there is something to set

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        packed = pikepdf.ObjectStreamMode.generate
        pdf.save(out, object_stream_mode=packed, deterministic_id=True)
    return out.getvalue()


def fonts_of(paper: bytes) -> set[str]:
    """Return the names of the fonts with which the pages of a PDF of ours are set."""
    import pikepdf  # noqa: PLC0415  # only where there is something to read

    with pikepdf.open(io.BytesIO(paper)) as pdf:
        used = [page.Resources.Font for page in pdf.pages if "/Font" in page.Resources]
        return {str(font.BaseFont) for fonts in used for _, font in fonts.items()}


def task_of(template: Path, data: Mapping[str, str]) -> bytes:
    """Return what `work` makes a paper of."""
    return json.dumps([str(template), dict(data)], ensure_ascii=False).encode("utf-8", "replace")


def work(task: bytes) -> bytes:
    """Return a paper, of a task. Raises TypesettingError."""
    template, data = json.loads(task)
    return paper(Path(template), data)


def _compiled(
    main: str | dict[str, bytes],
    folder: Path,
    inputs: Mapping[str, str],
    *,
    embedded: bool,
    **wanted: Any,
) -> Any:
    try:
        import typst  # noqa: PLC0415  # 80 MB, only where there is something to set
    except ImportError as error:
        raise TypesettingError(installed=False) from error
    try:
        fonts = _fonts(str(folder / "fonts"), embedded=embedded)
        compiler = typst.Compiler(main, root=str(folder), font_paths=fonts, sys_inputs=dict(inputs))
        return compiler.compile(**wanted)
    except RuntimeError as error:  # TypstError is one
        raise TypesettingError(str(error)) from error


@functools.cache
def _fonts(folder: str, *, embedded: bool) -> Any:
    """Return fonts as Typst holds them; the same ones for all that a process sets."""
    import typst  # noqa: PLC0415  # as above

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=embedded, font_paths=[folder]
    )
