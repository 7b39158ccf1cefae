"""A draft of an office's form → a folder that is ready to look at, and the report that proves it.

Every code of the announced rows stays; what the form leaves open is asked in the row itself.
Yields bytes; whoever calls writes them. Its floors:
0 units, words · 1 codes, proofs · 2 amending, earlier · 3 texts ·
4 office, parts, settings, tables · 5 account, strategies ·
6 as_csv, as_html, as_markdown · 7 folder.
"""
