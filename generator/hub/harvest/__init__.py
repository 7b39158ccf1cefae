"""One member's sources → rows of the dataset, checked and passed by the gate as a build does.

A portal's rows are those that its own data files of all years have, by the same makers; a
published site's are those files themselves. Writes nothing, and raises `RefusedError` with the
reason in Thai. Its floors:
0 refused, table, values · 1 rows · 2 clocks, withdrawn · 3 cells · 4 portal, published.
"""
