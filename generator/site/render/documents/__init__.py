"""Official papers out of the year's own rows: data → PDF, XLSX, DOCX, again only when it changed.

Its floors:
0 codes, fitting, packing, spelling · 1 forms, letters, reports, word, workbooks ·
2 book, notices, files · 3 papers · 4 making.
"""

from generator.site.render.documents.making import (
    PaperError,
    Workshop,
    document_artifacts,
    has_boxes,
    named_papers,
    papers_named,
    setter_for_papers,
)
from generator.site.render.documents.packing import is_as_made
from generator.site.render.documents.papers import Paper, papers_of
from generator.site.render.documents.spelling import Spelling

__all__ = [
    "Paper",
    "PaperError",
    "Spelling",
    "Workshop",
    "document_artifacts",
    "has_boxes",
    "is_as_made",
    "named_papers",
    "papers_named",
    "papers_of",
    "setter_for_papers",
]
