"""Papers as Word files, which an office edits before it signs them: the same data as for Typst.

Its floors:
0 counting, markup, styles · 1 drawn, fields, package · 2 manuscript · 3 forms, letters ·
4 book · 5 making.
"""

from generator.site.render.documents.word.making import WORD_KINDS, word_file

__all__ = ["WORD_KINDS", "word_file"]
