"""Questions to the dataset: which projects say this, how many, for how much; in ClickHouse.

The engine is embedded (chDB, a folder below `state/`) or a server's; the SQL is the same, and what
a reader typed is only ever a bound value of it. Folding and spellings are those of a portal's
search. Its floors:
0 engine, folded, named, tables · 1 embedded, reading, rows, server · 2 alike, filters, grams ·
3 asking, generations, loading · 4 opened.
"""
