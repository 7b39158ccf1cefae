"""`phaen hub serve`: one search over everything that the hub gathered, for readers and programs.

Reads only, keeps nothing of who asks, and works without JavaScript. Its floors:
0 answer, coverage, schema · 1 cache, files · 2 answering · 3 pages · 4 app · 5 serving.
"""
