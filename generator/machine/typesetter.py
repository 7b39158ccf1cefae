"""Typst itself: a template, fonts beside it and data → pages as PNG or a PDF.

Whatever is large is set in a process of its own (`workers`): Typst keeps what it has laid out, half
a gigabyte for a form of 1,000 rows, until its process ends.
"""

from __future__ import annotations

import functools
import io
import json
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from generator.machine import thai_words

# What papers claim and Typst checks while it writes them: for archives, and for readers' programs.
PAPER_STANDARDS = ("a-2b", "ua-1")


# How a PDF names the language in which tables are set, and how it should.
_SET_AS, _SAID = b"/Lang(zh-TH)", b"/Lang(th-TH)"
# The words between which lines are broken, beside the template.
_WORDS = "words/thai.txt"
# Papers whose tables are set with marks, and what of their data stands in those.
_WITH_MARKS = frozenset({"form", "summary", "village", "report"})
_MARKED = frozenset({"columns", "sections", "rows"})


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
    files["paper.json"] = _with_marks(data["paper.json"], folder)
    made = _compiled(
        files, folder, {}, embedded=True,
        format="pdf", pdf_standards=list(PAPER_STANDARDS), timestamp=0,
    )  # fmt: skip
    return _packed(made) if isinstance(made, bytes) else b""


def sources(folder: Path) -> Iterator[bytes]:
    """Yield all that what is set in `folder` is made with: Typst, templates, fonts, words.

    Raises TypesettingError where Typst is not installed, and OSError.
    """
    try:
        yield f"typst {version('typst')} nlpo3 {version('nlpo3')}\n".encode()
    except PackageNotFoundError as error:
        raise TypesettingError(installed=False) from error
    files = [*folder.glob("*.typ"), *folder.glob("fonts/*.ttf"), *folder.glob(_WORDS)]
    for path in (*sorted(files), Path(thai_words.__file__)):
        data = path.read_bytes()
        yield f"{path.name} {len(data)}\n".encode() + data


def _with_marks(paper: str, folder: Path) -> bytes:
    """Return a paper's data with marks wherever the texts of its tables may be broken."""
    data = json.loads(paper)
    marked = thai_words.breaker(folder / _WORDS, data["whole"])

    def walk(value: Any, *, within: bool) -> Any:
        if isinstance(value, dict):
            has_marks = value.get("kind") in _WITH_MARKS
            return {
                key: walk(one, within=within or (has_marks and key in _MARKED))
                for key, one in value.items()
            }
        if isinstance(value, list):
            return [walk(one, within=within) for one in value]
        return marked(value) if within and isinstance(value, str) else value

    told = walk(data, within=False)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _packed(paper: bytes) -> bytes:
    """Return the same PDF with its small objects in packed streams, and all of it in Thai.

    Typst writes each tag of a table as text of its own: of a form of 1,000 rows that is half the
    file. Nothing else of it is changed, and no clock is asked for the file's name of itself. Tables
    were set as if they were of a language in which Typst looks for no words (`with-marks` in
    theme/papers/common.typ); what says so is put right in tags and pages, at the same length.
    """
    import pikepdf  # noqa: PLC0415  # only where there is something to set

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper.replace(_SET_AS, _SAID))) as pdf:
        for page in pdf.pages:
            drawn = page.Contents.read_bytes()
            if _SET_AS in drawn:
                page.Contents.write(drawn.replace(_SET_AS, _SAID))
        packed = pikepdf.ObjectStreamMode.generate
        pdf.save(out, object_stream_mode=packed, deterministic_id=True)
    return out.getvalue()


def fonts_of(paper: bytes) -> set[str]:
    """Return the names of the fonts with which the pages of a PDF of ours are set."""
    import pikepdf  # noqa: PLC0415  # only where there is something to read

    with pikepdf.open(io.BytesIO(paper)) as pdf:
        used = [page.Resources.Font for page in pdf.pages if "/Font" in page.Resources]
        return {str(font.BaseFont) for fonts in used for _, font in fonts.items()}


def task_of(template: Path, data: Mapping[str, str] | None) -> bytes:
    """Return what `work` makes a paper of; without data it makes ready for papers of a template."""
    task = [str(template), None if data is None else dict(data)]
    return json.dumps(task, ensure_ascii=False).encode("utf-8", "replace")


def work(task: bytes) -> bytes:
    """Return a paper, of a task. Raises TypesettingError and OSError."""
    template, data = json.loads(task)
    if data is None:
        _ready(Path(template).parent)
        return b""
    return paper(Path(template), data)


def _ready(folder: Path) -> None:
    """Load what every paper takes: the packer, fonts, words."""
    import pikepdf  # noqa: F401, PLC0415  # as in `_packed`

    _fonts(str(folder / "fonts"), embedded=True)
    thai_words.breaker(folder / _WORDS)


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
