"""Files somebody gives → what was understood of them, read where they can do no harm.

What a foreign file does to its reader ends with that reader's process. Its floors:
0 converted, folded, passing, readers · 1 apart, child.
"""
