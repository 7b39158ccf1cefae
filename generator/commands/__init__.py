"""The command line: these modules alone print, exit, read the clock or the environment.

Its floors:
0 answers, forgotten, formfiles, helping, key, placing, stopping, streams ·
1 drafts, echo · 2 account, refusals, telling,
usage · 3 annotations, committed, common ·
4 announce, clerks, compare, deskicon, desksettings, gathering,
links, marking, mending, overlap, papers,
privacy, publishing, purging, sealing, template, upgrading, withdrawing ·
5 asking, desking, diff, importorder, receiving, starting · 6 applying, sync · 7 importing.
"""
