"""Papers as files that offices calculate with and write on in, each made of what a paper says."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.site.render.documents.word import word_file
from generator.site.render.documents.workbooks import workbook

# By the ending of a file's name: what makes it of the paper's data, as JSON, and the emblem. What
# is no template of Typst is made here, and the library of each loaded where there is something to
# make.
MAKERS: Mapping[str, Callable[[str, bytes], bytes]] = {
    "xlsx": lambda said, _emblem: workbook(said),
    "docx": word_file,
}
