"""A worksheet of any format as a grid: how wide and high it is, its cells, what is drawn over it.

Its floors: 0 bands, cells, geometry · 1 columns, sight, ticks · 2 shapes · 3 anchors.
"""
