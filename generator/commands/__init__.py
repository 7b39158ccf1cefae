"""The command line: these modules alone print, exit, read the clock or the environment.

Its floors:
0 echo, key · 1 annotations, common, usage ·
2 announce, compare, overlap, publishing, sealing, starting · 3 diff.
"""
