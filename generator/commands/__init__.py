"""The command line: these modules alone print, exit, read the clock or the environment.

Its floors:
0 forgotten, helping, key, remaining, showing, streams · 1 echo · 2 account, telling, usage ·
3 annotations, common · 4 announce, compare, marking, mending, overlap, privacy, publishing,
purging, sealing, template, upgrading, withdrawing · 5 diff, receiving, starting.
"""
