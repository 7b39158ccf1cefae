"""Official papers out of the year's own rows: data for Typst → PDF, again only when it changed.

Its floors:
0 codes, fitting, spelling · 1 forms, letters, reports · 2 book, notices · 3 papers ·
4 making.
"""

from generator.site.render.documents.making import (
    PaperError,
    Workshop,
    document_artifacts,
    named_papers,
    papers_named,
)
from generator.site.render.documents.papers import Paper, papers_of
from generator.site.render.documents.spelling import Spelling

__all__ = [
    "Paper",
    "PaperError",
    "Spelling",
    "Workshop",
    "document_artifacts",
    "named_papers",
    "papers_named",
    "papers_of",
]
