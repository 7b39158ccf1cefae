"""A draft of an office's form → a folder that is ready to look at, and the report that proves it.

Every code of the announced rows stays; what the form leaves open is asked in the row itself.
Yields bytes; whoever calls writes them. Its floors:
0 units, words · 1 codes, proofs · 2 amending, texts · 3 office, settings, tables · 4 account ·
5 as_csv, as_html, as_markdown · 6 folder.
"""
