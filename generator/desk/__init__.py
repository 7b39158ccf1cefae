"""`phaen desk`: the same program with a door for a browser, on the clerk's own computer.

Files and git stay the truth beneath: a page changes a draft (`publishing.drafting`), a draft
becomes a commit once check and gate have passed it (`publishing.keeping`), and readers see what
`phaen publish` would show. The house reads no clock and no environment: the command that opens it
gives both. A new page is a function of a `Desk` and of what was `Asked`, and a line in `doors`.

Its floors:
0 asked, keys, seeing · 1 office, shield · 2 laying · 3 beginning, pages ·
4 doors · 5 app · 6 serving.
"""
