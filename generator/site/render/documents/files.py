"""Papers as files that offices calculate with and write on in, each made of what a paper says."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.site.render.documents.workbooks import workbook

# By the ending of a file's name: what makes it of the paper's data, as JSON. What is no template of
# Typst is made here; the library of each is loaded where there is something to make.
MAKERS: Mapping[str, Callable[[str], bytes]] = {"xlsx": workbook}
KINDS = ("pdf", *MAKERS)
