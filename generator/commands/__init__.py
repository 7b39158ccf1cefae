"""The command line: these modules alone print, exit, read the clock or the environment.

Its floors:
0 echo, helping, key · 1 account, telling, usage · 2 annotations, common ·
3 announce, compare, mending, publishing, sealing, starting · 4 diff.
"""
